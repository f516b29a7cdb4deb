"""Renders again whenever the network file or our own code changes, each time in a fresh process."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from core.model.errors import printable
from studio.making.render_job import ROOT, SETTINGS

POLL = 0.3
PATIENCE = 1.0
"""Seconds that a render has to stop by itself, after a Ctrl-C that reached it too."""

Stamps: TypeAlias = dict[Path, tuple[int, int]]


def watched(network: Path | None, other: Path | None = None, voice: Path | None = None) -> list[Path]:
    """Return the files that clips are made from.

    Parameters
    ----------
    network : Path, optional
        Without it, those of the gallery.
    other : Path, optional
        A network beside it.
    voice : Path, optional
        Folder of recordings.
    """
    code = [path for room in ("core", "scenes", "studio") for path in (ROOT / room).rglob("*.py")]
    words = sorted((ROOT / "scenes" / "words").rglob("*.ftl"))
    networks = [network] if network else sorted((ROOT / "networks").glob("*.toml"))
    heard = sorted(path for path in voice.glob("*/*") if path.is_file()) if voice else []
    return [*networks, *([other] if other else []), *heard, *code, *words, SETTINGS]


def stamps(files: Iterable[Path]) -> Stamps:
    """Return when each file was last changed, and its size; what is not there is left out."""
    found: Stamps = {}
    for path in files:
        with contextlib.suppress(OSError):
            told = path.stat()
            found[path] = (told.st_mtime_ns, told.st_size)
    return found


def watch(
    files: Callable[[], Iterable[Path]],
    make: Callable[[], int],
    tell: Callable[[str], None],
    *,
    pause: float = POLL,
) -> None:
    """Make, say whether it is ready, wait for a change, and so on, until Ctrl-C.

    Parameters
    ----------
    files : callable
        Returns the files to look at; asked each time, as files come and go.
    make : callable
        Returns an exit code.
    tell : callable
        Is given a line for the user.
    pause : float
        Seconds between looks. A change counts once all rests for one pause, so that no file is read half written.
    """
    while True:
        seen = stamps(files())
        code = make()
        tell(
            "ready; waiting for a change, Ctrl-C ends" if code == 0 else "not ready; waiting for a change, Ctrl-C ends"
        )
        before, now = seen, stamps(files())
        while now == seen or now != before:
            time.sleep(pause)
            before, now = now, stamps(files())
        names = sorted({path.name for path, stamp in (now.items() ^ seen.items())})
        tell(printable(f"changed: {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}"))


def run(arguments: Sequence[str]) -> int:
    """Run a command of ours in a process of its own, and return its exit code.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, once the process has been told.
    """
    with subprocess.Popen([sys.executable, "-P", "-m", "studio", *arguments]) as process:
        try:
            return process.wait()
        except (KeyboardInterrupt, SystemExit):  # the second when we are told to end
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:  # it was only us who were told
                process.send_signal(signal.SIGINT)
            raise
