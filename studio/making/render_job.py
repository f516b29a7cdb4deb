"""One clip to be made: which lesson, of which network, how; and the making of it in this process."""

from __future__ import annotations

import configparser
import contextlib
import hashlib
import importlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.files.network_source import NetworkSource
from scenes.drawing.sources import digest_of, sources
from studio.making.artefact import leave
from studio.making.besides import NOTHING, Besides
from studio.making.captions import cues
from studio.making.look import Look
from studio.making.opacity import VP9
from studio.making.pieces import PIECES, Drawn, names_of, record_text
from studio.making.quality import Quality
from studio.making.replacement import write_text
from studio.making.voice import Recording

ROOT = Path(__file__).resolve().parents[2]
_NETWORKS = ("network", "beside")
"""What a record says of the files that a clip was made from: their names and digests."""
SETTINGS = next(file for file in (ROOT / "manim.cfg", ROOT / "studio" / "manim.cfg") if file.is_file())
"""A package that was built has them in studio alone."""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """One clip to be made.

    Parameters
    ----------
    lesson : str
        Name of the class.
    module : str
        Where it is defined.
    network : Path
        A file that nobody changes while clips are made from it.
    stem : str
        The finished clip's name without an ending.
    quality : Quality
    look : Look
    folder : Path
        Where clip, captions, poster and record will lie.
    workshop : Path
        Where manim works; segments kept there are used again.
    besides : Besides
        What the lesson tells besides what the network's file says.
    voice : tuple of Recording
        What is heard, for beats that have a voice.
    """

    lesson: str
    module: str
    network: Path
    stem: str
    quality: Quality
    look: Look
    folder: Path
    workshop: Path
    besides: Besides = NOTHING
    voice: tuple[Recording, ...] = ()

    @property
    def clip(self) -> Path:
        """The finished clip."""
        return self.folder / f"{self.stem}{self.look.ending}"

    @property
    def endings(self) -> tuple[str, ...]:
        """What the names of its files end in."""
        return names_of("", ending=self.look.ending)


@dataclass(frozen=True, slots=True)
class Told:
    """What a lesson that has run is made of.

    Parameters
    ----------
    identity : str
        Digest of all that its frames, captions and record are made of, the network files' names and digests
        apart: two clips of one identity are the same.
    duration : float
        Seconds.
    record : dict
        As it stands beside the clip.
    """

    identity: str
    duration: float
    record: dict[str, Any]


def tell(job: RenderJob, network: NetworkSource | None = None) -> Told:
    """Run the lesson without drawing, to know what its clip would be.

    Parameters
    ----------
    job : RenderJob
    network : NetworkSource, optional
        In place of what the job's own file says, which need not be there.

    Raises
    ------
    InputError
        If the network file is wrong or the lesson does not apply to it.
    """
    from scenes.watching.rehearsal import rehearse as run

    with _settings(job):
        return made_of(run(lambda: noting(_lesson_of(job, network))), job)


def noting(lesson: Any) -> Any:  # noqa: ANN401
    """Let a lesson note what each of its plays is made of; return the lesson."""
    lesson.renderer.contents = []
    return lesson


def made_of(lesson: Any, job: RenderJob) -> Told:  # noqa: ANN401
    """Return what a lesson that has run, drawn or not, is made of.

    Parameters
    ----------
    lesson : Lesson
        One that was `noting`.
    job : RenderJob
        What it is told for.
    """
    record = lesson.record_of_clip()
    said = {name: value for name, value in record.items() if name not in _NETWORKS}
    maker = digest_of(sources(Path(__file__).resolve())).hex()
    heard = [(one.beat, one.sha256) for one in job.voice]
    parts = [lesson.renderer.contents, said, lesson.poster_time(), job.endings, maker, heard, job.look.captions]
    identity = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return Told(identity, float(lesson.time), record)


def renew_record(job: RenderJob, clip: Told) -> None:
    """Let the record of a clip that still holds name the networks as they are now."""
    path = job.clip.with_suffix(".json")
    record = json.loads(path.read_text(encoding="utf-8"))
    now = {name: clip.record[name] for name in _NETWORKS if name in clip.record}
    write_text(path, record_text(record | now))


def render(job: RenderJob, known: str = "", progress: Callable[[float], None] = lambda _seconds: None) -> Told:
    """Make one clip, its captions, poster and record; they get their final names only when all are complete.

    Parameters
    ----------
    job : RenderJob
    known : str
        The identity of the clip that is there: where it is the same, that stays, and its record names the network anew.
    progress : callable
        Told the seconds of film that are drawn.

    Returns
    -------
    Told

    Raises
    ------
    InputError
        If the network file is wrong or the lesson does not apply to it.
    """
    from scenes.drawing.caption_band import CaptionBand
    from scenes.watching.rehearsal import rehearse as run

    with _settings(job):
        lesson = noting(_lesson_of(job))
        if job.look.captions:
            said = cues(run(lambda: _lesson_of(job)).record_of_clip())
            timed = [(cue.start, cue.end, cue.text) for cue in said]
            lesson.renderer.band = CaptionBand(timed, lesson.theme, lesson.camera)
        lesson.witness = lambda _mobjects: progress(lesson.time)
        lesson.render()
        clip = made_of(lesson, job)
        if clip.identity == known:
            renew_record(job, clip)
            return clip
        film = lesson.output_plan.primary_artifact
        drawn = Drawn(job.stem, film, clip.record, lesson.poster_time(), job.voice)
    leave(drawn, job.folder, *PIECES)
    return clip


def _lesson_of(job: RenderJob, network: NetworkSource | None = None) -> Any:  # noqa: ANN401  manim's classes have no types
    """Return the lesson of a job, by default of the network in its file, with what was typed besides."""
    lesson = getattr(importlib.import_module(job.module), job.lesson)
    given = job.besides.join(network or NetworkSource.read(job.network))
    return lesson(given, voice={one.beat: one.seconds for one in job.voice})


def settings() -> Any:  # noqa: ANN401  manim's
    """Return what manim's own file of settings and ours say, and nobody else's."""
    from manim import logger
    from manim._config.utils import ManimConfig, config_file_paths

    logger.setLevel("WARNING")  # manim tells of every file of settings that it reads
    parser = configparser.ConfigParser()
    parser.read([config_file_paths()[0], SETTINGS], encoding="utf-8")  # the first is manim's own; not the user's
    return ManimConfig().digest_parser(parser)


@contextlib.contextmanager
def _variables(given: Mapping[str, str]) -> Iterator[None]:
    """Let variables of the process be others for a while: what is told afterwards has its own look."""
    before = {name: os.environ.get(name) for name in given}
    os.environ |= given
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _settings(job: RenderJob) -> Iterator[None]:
    """Let manim work for a job: as it comes, by our own file of settings and by the job, and by nothing else."""
    from manim import config, tempconfig

    given = {
        "media_dir": ".",  # manim takes braces in a path for a pattern
        "output_file": job.stem,
        "pixel_width": job.quality.width,
        "pixel_height": job.quality.height,
        "frame_rate": job.quality.fps,
        "verbosity": "ERROR" if job.look.is_transparent else "WARNING",  # manim warns that WebM is slow
        "progress_bar": "none",
        "preview": False,
    }
    if job.look.is_transparent:
        given |= {"format": "webm", "transparent": True, "video_encoder_options": VP9}
    job.workshop.mkdir(parents=True, exist_ok=True)
    chosen = job.look.variables() | {"BEAT": "", "NETWORK": ""}
    with tempconfig({}), contextlib.chdir(job.workshop), _variables(chosen):
        config.update(settings())
        config.update(given)
        yield
