"""Moving pictures without sound or controls, for pages and slides that take no clips: GIF, WebP and AVIF.

Of clips without a ground they can be seen through: WebP, AVIF, WebM, and QuickTime for programs that cut films.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

from studio.exports.cutting import beats
from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact
from studio.making.opacity import CODECS, part, picture, write

ENDINGS = (".gif", ".webp", ".avif")
SEEN_THROUGH = (".webp", ".avif", *CODECS)
_WIDE = 640
"""Pixels of the longer side at most: what is larger is a clip's business."""
_EACH = Fraction(2, 25)
"""Seconds that a picture stands: browsers show a GIF's pictures in hundredths of a second."""
_HOW: dict[str, dict[str, Any]] = {
    ".gif": {"optimize": True, "disposal": 1},
    ".webp": {"quality": 80, "method": 2},
    ".avif": {"quality": 70, "speed": 9},
}


def pictures(clip: Path, first: float, last: float) -> Iterator[Image.Image]:
    """Yield pictures of a part of a clip, evenly spaced and no larger than a loop's.

    Parameters
    ----------
    clip : Path
    first, last : float
        Seconds.
    """
    wanted = Fraction(first)
    for middle, frame in part(clip, first, last):
        while middle >= wanted:
            shown = picture(frame)
            shown.thumbnail((_WIDE, _WIDE))
            yield shown
            wanted += _EACH


def _of_few_colours(picture: Image.Image) -> Image.Image:
    """Return a picture as a GIF can hold it: a colour of a few letters counts as much as the ground."""
    return picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _parts(lecture: Lecture) -> Iterator[tuple[str, Path, float, float]]:
    """Yield each loop's name, its clip, and from when to when in seconds."""
    for beat in beats(lecture):
        if beat.told["name"] in lecture.beats:
            yield beat.stem, beat.clip, beat.told["start"], beat.told["end"]
    for clip in lecture.loops if not lecture.beats else ():
        with av.open(str(clip)) as source:
            yield clip.stem, clip, 0.0, float(source.duration / av.time_base)


def _names(lecture: Lecture) -> tuple[str, ...]:
    return tuple(f"{name}{ending}" for name, *_ in _parts(lecture) for ending in _endings(lecture))


def _endings(lecture: Lecture) -> tuple[str, ...]:
    return SEEN_THROUGH if lecture.is_transparent else ENDINGS


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    targets = iter(to)
    for _, clip, start, end in _parts(lecture):
        whole = list(pictures(clip, start, end))
        for ending in _endings(lecture):
            if ending in CODECS:
                with av.open(str(clip)) as source:
                    rate = Fraction(source.streams.video[0].average_rate or 0)
                write((frame for _, frame in part(clip, start, end)), rate, next(targets), ending)
                continue
            first, *others = map(_of_few_colours, whole) if ending == ".gif" else whole
            how: dict[str, Any] = {"format": ending[1:].upper(), "save_all": True, "append_images": others, "loop": 0}
            first.save(next(targets), duration=int(_EACH * 1000), **how | _HOW[ending])


KIT = Artefact("loops", _names, _make, needs=("clip", "record"))
