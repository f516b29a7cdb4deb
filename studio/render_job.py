"""One clip to be made: which lesson, of which network, how; and the making of it in this process."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.quality import Quality
from studio.replacement import replacing, write_text

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".srt", ".json", ".mp4")


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
    quality : Quality
    theme : str
    calm : bool
    folder : Path
        Where clip, captions and record will lie.
    workshop : Path
        Where manim works; segments kept there are used again.
    """

    lesson: str
    module: str
    network: Path
    quality: Quality
    theme: str
    calm: bool
    folder: Path
    workshop: Path

    @property
    def stem(self) -> str:
        """The finished clip's name without an ending."""
        return f"{self.lesson}--{self.network.stem}"

    @property
    def clip(self) -> Path:
        """The finished clip."""
        return self.folder / f"{self.stem}.mp4"


@dataclass(frozen=True, slots=True)
class Script:
    """What a clip will show and say, found without drawing it.

    Parameters
    ----------
    digest : str
        The same for two clips that show and say the same.
    duration : float
        Seconds.
    network : dict
        Name, file and digest, as they stand in the record.
    """

    digest: str
    duration: float
    network: dict[str, Any]


def rehearse(job: RenderJob) -> Script:
    """Run the lesson without drawing, to know how long it is and what it shows.

    Raises
    ------
    InputError
        If the network file is wrong or the lesson does not apply to it.
    """
    from scenes.stage.rehearsal import rehearse as run

    digest = hashlib.sha256()

    def make() -> Any:  # noqa: ANN401  a lesson
        lesson = _lesson_class(job)(job.network)
        lesson.witness = lambda mobjects: digest.update(_looks(mobjects))
        return lesson

    with _settings(job):
        lesson = run(make)
        said = lesson.record_of_clip()
    network = said.pop("network")
    digest.update(json.dumps(said, sort_keys=True).encode())
    return Script(digest.hexdigest(), float(lesson.time), network)


def renew_record(job: RenderJob, script: Script) -> None:
    """Let the record of a clip that still holds name the network as it is now."""
    path = job.clip.with_suffix(".json")
    record = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(record | {"network": script.network}, ensure_ascii=False, indent=1)
    write_text(path, text + "\n")


def render(job: RenderJob, progress: Callable[[float], None] = lambda _seconds: None) -> None:
    """Make one clip, its captions and its record; they get their final names only when all are complete.

    Parameters
    ----------
    job : RenderJob
    progress : callable
        Told the seconds of film that are drawn.

    Raises
    ------
    InputError
        If the network file is wrong or the lesson does not apply to it.
    """
    with _settings(job):
        lesson = _lesson_class(job)(job.network)
        lesson.witness = lambda _mobjects: progress(lesson.time)
        lesson.render()
        made = lesson.output_plan.primary_artifact
    job.folder.mkdir(parents=True, exist_ok=True)
    # first all that can fail for want of room, then the names, the clip's last
    with replacing(*(job.clip.with_suffix(suffix) for suffix in SUFFIXES)) as fresh:
        for path, suffix in zip(fresh, SUFFIXES, strict=True):
            shutil.copyfile(made.with_suffix(suffix), path)


def _lesson_class(job: RenderJob) -> Any:  # noqa: ANN401  manim's classes have no types
    return getattr(importlib.import_module(job.module), job.lesson)


def _settings(job: RenderJob) -> Any:  # noqa: ANN401  a context manager of manim's
    """Return manim's settings for a job, theme and calm included, as a context."""
    os.environ["THEME"] = job.theme
    os.environ["CALM"] = "1" if job.calm else ""
    from manim import config, logger, tempconfig

    logger.setLevel("WARNING")  # manim tells of every file of settings that it reads
    config.digest_file(ROOT / "manim.cfg")
    return tempconfig(
        {
            "media_dir": str(job.workshop),
            "pixel_width": job.quality.width,
            "pixel_height": job.quality.height,
            "frame_rate": job.quality.fps,
            "verbosity": "WARNING",
            "progress_bar": "none",
            "preview": False,
        }
    )


def _looks(mobjects: list[Any]) -> bytes:
    """Return a digest of what things look like: outlines, colours and widths, in drawing order."""
    digest = hashlib.sha256()
    for mobject in mobjects:
        for part in mobject.get_family():
            digest.update(part.points.round(5).tobytes())
            for name in ("fill_rgbas", "stroke_rgbas", "stroke_width"):
                digest.update(repr(getattr(part, name, None)).encode())
    return digest.digest()
