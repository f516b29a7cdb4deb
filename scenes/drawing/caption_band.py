"""Words that are drawn into the pictures, in the band that is kept free for captions."""

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
from scenes.layout.frame import SHORT_SIDE, Frame
from scenes.type.formula import Label

if TYPE_CHECKING:
    from manim.typing import RGBAPixelArray

    from core.model.arrays import Array
    from scenes.drawing.damage import Box

_LEADING = 1.2
CAPTION, QUESTION = (0.37, 0.2), (0.4, 0.16)
"""The em of type in the band, and where its lowest line stands, as a share of the band's height: two lines fit."""


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
        return band_of(self._camera.pixel_width, self._camera.pixel_height)

    def key(self, start: int, count: int) -> str:
        """Return what is said during so many frames, and how it looks; empty where that is nothing."""
        said = list(self._runs(start, count))
        return repr((said, self._look.colour("text"), CAPTION)) if any(text for text, _ in said) else ""

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
        coverage = ink(text, (self._camera.pixel_width, self._camera.pixel_height))[y0:y1, x0:x1, None]
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


def band_of(width: int, height: int) -> Box:
    """Return the band's box in a picture of so many pixels."""
    return (0, height - round(theme.CAPTION_BAND * height), width, height)


@lru_cache(maxsize=4)
def ink(text: str, size: tuple[int, int], kind: tuple[float, float] = CAPTION) -> Array:
    """Return how far each pixel of a picture is covered by a text in its band, 0 to 1.

    Parameters
    ----------
    text : str
        One line or two.
    size : (int, int)
        The picture's, in pixels.
    kind : (float, float)
        Of type: `CAPTION` or `QUESTION`.

    Returns
    -------
    array, shape (height, width)
    """
    frame = Frame.of(*size)
    camera = Camera(
        background_color="#000000",
        pixel_width=size[0],
        pixel_height=size[1],
        frame_width=frame.width,
        frame_height=frame.height,
    )
    camera.capture_mobjects([_lines(text, frame, *kind)])
    covered: Array = camera.pixel_array[:, :, 0] / 255
    return covered


def _lines(text: str, frame: Frame, em: float, baseline: float) -> VGroup:
    """Return the lines of a text, the lowest always on one baseline, as wide as every screen shows at most."""
    if not frame.is_tall:  # as large, of the picture's height, as in a wide one
        em *= frame.height / SHORT_SIDE
    lines = [Label(line, em=em, colour="#FFFFFF") for line in text.split("\n")]
    shrunk = min(1.0, frame.safe.width / max(line.width for line in lines))
    lowest = theme.CAPTION_BAND * baseline * frame.height - frame.height / 2
    for number, line in enumerate(reversed(lines)):
        line.scale(shrunk).set_x(0).on_baseline(lowest + number * _LEADING * em)
    return VGroup(*lines)
