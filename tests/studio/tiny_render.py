"""Runs of `./lecture render` at a quality at which a clip takes two seconds."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import av

from studio.making.plan import workshop_of
from tests.rehearsals import ROOT

# The command line itself, with a quality at which a clip takes two seconds.
PROGRAM = """
import resource, sys
import studio.making.plan
from studio.command_line import lecture
from studio.making.quality import Quality
studio.making.plan.QUALITIES = {"preview": Quality(160, 90, 4)}
if room := int(sys.argv.pop(1)):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
print("begins", flush=True)
lecture(prog_name="./lecture")
"""


class TinyRender:
    """Runs `./lecture render` on a network of its own."""

    def __init__(self, folder):
        self.network = folder / f"of-{folder.name}.toml"
        self.network.write_text((ROOT / "networks" / "chain.toml").read_text(encoding="utf-8"), encoding="utf-8")
        self.output = folder / "lectures"
        self.clips = self.output / self.network.stem / "preview-dark"
        self.workshop = workshop_of(self.clips)

    @contextmanager
    def start(self, *lessons, room=0, options=()):
        """Start one, in a process group of its own."""
        told = [part for lesson in lessons for part in ("--only", lesson)]
        told += [*options, "--quality", "preview", "--jobs", "2", "--output", str(self.output)]
        arguments = [sys.executable, "-c", PROGRAM, str(room), "render", str(self.network), *told]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(arguments, cwd=ROOT, start_new_session=True, **pipes) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)

    def run(self, *lessons, room=0, options=()):
        """Run one to its end; return the exit code and what it said."""
        with self.start(*lessons, room=room, options=options) as process:
            said, _ = process.communicate(timeout=600)
        return process.returncode, said

    def whole(self):
        """Return the names of finished clips, each of which must be whole; nothing unfinished may lie there."""
        if not self.clips.is_dir():
            return set()
        left = {path.name for path in self.clips.iterdir()} - {".lock", ".made.json"}
        assert not [name for name in left if name.startswith(".")]
        clips = {path.stem for path in self.clips.glob("*.mp4")}
        for stem in clips:
            assert {f"{stem}{ending}" for ending in (".srt", ".vtt", ".png", ".json")} <= left
            with av.open(str(self.clips / f"{stem}.mp4")) as film:
                assert sum(1 for _ in film.decode(video=0)) > 20
        return clips
