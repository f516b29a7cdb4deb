"""Captions that are drawn into the pictures, in the band that is kept free for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup
from manim.camera.camera import Camera

from scenes import theme
from scenes.colours import rgb_of
from scenes.layout.frame import Frame
from scenes.type.formula import Label

if TYPE_CHECKING:
    from manim.typing import RGBAPixelArray

    from core.model.arrays import Array
    from scenes.drawing.damage import Box

_EM, _LEADING = 0.37, 1.2
_BASELINE = 0.2
"""Where the lowest line stands, as a share of the band's height."""


class CaptionBand:
    """Lays the captions of a clip over its frames, each in its time.

    Parameters
    ----------
    said : sequence of (float, float, str)
        When each caption comes and goes, in seconds, and its one line or two; in the order of time.
    look : Theme
    camera : Camera
        That of the clip: its pixels, its frame and its frames a second.
    """

    def __init__(self, said: Sequence[tuple[float, float, str]], look: theme.Theme, camera: Camera) -> None:
        self._look, self._camera = look, camera
        rate = camera.frame_rate
        self._said = [(round(start * rate), round(end * rate), text) for start, end, text in said]

    @property
    def box(self) -> Box:
        """The band's box, in pixels."""
        height = self._camera.pixel_height
        return (0, height - round(theme.CAPTION_BAND * height), self._camera.pixel_width, height)

    def key(self, start: int, count: int) -> str:
        """Return what is said during so many frames, and how it looks; empty where that is nothing."""
        said = list(self._runs(start, count))
        return repr((said, self._look.colour("text"), _EM, _BASELINE)) if any(text for text, _ in said) else ""

    def runs(self, start: int, count: int) -> Iterator[tuple[int, int]]:
        """Yield where runs of frames with one caption begin, and how long they are.

        Parameters
        ----------
        start, count : int
            The first frame, and how many there are.
        """
        begins = start
        for _, frames in self._runs(start, count):
            yield begins, frames
            begins += frames

    def changes(self, frame: int) -> bool:
        """Whether another caption is shown than on the frame before."""
        return frame == 0 or self._at(frame) != self._at(frame - 1)

    def over(self, pixels: RGBAPixelArray, frame: int) -> RGBAPixelArray:
        """Return the pixels of a frame with its caption."""
        text = self._at(frame)
        if not text:
            return pixels
        x0, y0, x1, y1 = self.box
        captioned = pixels.copy()
        ink = _ink(text, self._camera.frame_width, self._camera.frame_height, (x1, self._camera.pixel_height))
        coverage = ink[y0:y1, x0:x1, None]
        colour = np.array([*(255 * rgb_of(self._look.colour("text"))), 255.0])
        band = captioned[y0:y1, x0:x1]
        band[:] = np.round(band * (1 - coverage) + colour * coverage).astype(np.uint8)
        return captioned

    def _at(self, frame: int) -> str:
        return next((text for start, end, text in self._said if start <= frame < end), "")

    def _runs(self, start: int, count: int) -> Iterator[tuple[str, int]]:
        inside = {edge for *edges, _ in self._said for edge in edges if start < edge < start + count}
        for begin, end in pairwise(sorted({start, start + count} | inside)):
            yield self._at(begin), end - begin


@lru_cache(maxsize=4)
def _ink(text: str, width: float, height: float, size: tuple[int, int]) -> Array:
    """Return how far each pixel of a frame is covered by a caption, 0 to 1."""
    camera = Camera(
        background_color="#000000", pixel_width=size[0], pixel_height=size[1], frame_width=width, frame_height=height
    )
    camera.capture_mobjects([_lines(text, Frame(width, height))])
    ink: Array = camera.pixel_array[:, :, 0] / 255
    return ink


def _lines(text: str, frame: Frame) -> VGroup:
    """Return the lines of a caption, the lowest always on one baseline, as wide as every screen shows at most."""
    lines = [Label(line, em=_EM, colour="#FFFFFF") for line in text.split("\n")]
    shrunk = min(1.0, frame.safe.width / max(line.width for line in lines))
    lowest = theme.CAPTION_BAND * _BASELINE * frame.height - frame.height / 2
    for number, line in enumerate(reversed(lines)):
        line.scale(shrunk).set_x(0).on_baseline(lowest + number * _LEADING * _EM)
    return VGroup(*lines)
