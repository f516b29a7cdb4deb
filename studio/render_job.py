"""One clip to be made: which lesson, of which network, how; and the making of it in this process."""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from pathlib import Path

from studio.quality import Quality

ROOT = Path(__file__).resolve().parent.parent


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
    def clip(self) -> Path:
        """The finished clip."""
        return self.folder / f"{self.lesson}--{self.network.stem}.mp4"


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished clip.

    Parameters
    ----------
    path : Path
    duration : float
        Seconds.
    """

    path: Path
    duration: float


def render(job: RenderJob) -> Clip:
    """Make one clip, its captions and its record; they get their final names only when all are complete.

    Parameters
    ----------
    job : RenderJob

    Returns
    -------
    Clip

    Raises
    ------
    InputError
        If the network file is wrong or the lesson does not apply to it.
    """
    os.environ["THEME"] = job.theme
    os.environ["CALM"] = "1" if job.calm else ""
    from manim import config, tempconfig

    config.digest_file(ROOT / "manim.cfg")
    lesson_class = getattr(importlib.import_module(job.module), job.lesson)
    settings = {
        "media_dir": str(job.workshop),
        "pixel_width": job.quality.width,
        "pixel_height": job.quality.height,
        "frame_rate": job.quality.fps,
        "verbosity": "WARNING",
        "progress_bar": "none",
        "preview": False,
    }
    with tempconfig(settings):
        lesson = lesson_class(job.network)
        lesson.render()
        made = lesson.output_plan.primary_artifact
        duration = float(lesson.time)
    job.folder.mkdir(parents=True, exist_ok=True)
    for suffix in (".srt", ".json", ".mp4"):
        made.with_suffix(suffix).replace(job.clip.with_suffix(suffix))
    return Clip(job.clip, duration)
