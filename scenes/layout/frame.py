"""The frame that a lesson is drawn in: its shape, its safe part and its stage."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from core.model.errors import InputError, nearest
from scenes import theme
from scenes.layout.box import Box

SHORT_SIDE, LONG_SIDE = theme.FRAME_HEIGHT, theme.FRAME_WIDTH
"""Every frame has at least this much room, so that what stands in a wide or a tall one stands in those between, too."""
ASPECTS = MappingProxyType({"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1), "9:16": (9, 16)})
"""Width to height, by the names that users give."""
_NEARLY = 0.01
"""Pictures have whole pixels, so that their shape is not quite what is meant."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The shape of a picture.

    Parameters
    ----------
    width, height : float
        In scene units; no shorter than `SHORT_SIDE`, and the longer no shorter than `LONG_SIDE`.

    Examples
    --------
    >>> Frame.of(1080, 2160)
    Frame(width=8.0, height=16.0)
    >>> round(Frame.of(1440, 1080).width, 6)
    14.222222
    """

    width: float
    height: float

    @staticmethod
    def of(pixel_width: int, pixel_height: int) -> Frame:
        """Return the frame of a picture of so many pixels; 854 by 480 are a picture of 16 to 9."""
        shape = pixel_width / pixel_height
        for width, height in ASPECTS.values():
            if abs(shape * height / width - 1) < _NEARLY:
                pixel_width, pixel_height = width, height
        unit = max(SHORT_SIDE / min(pixel_width, pixel_height), LONG_SIDE / max(pixel_width, pixel_height))
        return Frame(pixel_width * unit, pixel_height * unit)

    @property
    def is_tall(self) -> bool:
        """Whether it is a phone's, held upright: what runs from left to right in a film has more room from top down."""
        return self.height > self.width

    @property
    def is_wide(self) -> bool:
        """Whether it has the room of a film, and perhaps more height."""
        return not self.is_tall

    @property
    def safe(self) -> Box:
        """What every screen shows: all but 5 % on every side."""
        x, y = self.width * (0.5 - theme.SAFE), self.height * (0.5 - theme.SAFE)
        return Box(-x, -y, x, y)

    @property
    def stage(self) -> Box:
        """The safe part above the captions.

        Examples
        --------
        >>> Frame.of(1280, 720).stage.bottom
        -3.0
        """
        safe = self.safe
        return Box(safe.left, self.height * (theme.CAPTION_BAND - 0.5), safe.right, safe.top)


WIDE = Frame(theme.FRAME_WIDTH, theme.FRAME_HEIGHT)
"""The frame that a lecture has unless another is asked for."""


def frame_named(name: str) -> Frame:
    """Return the frame of an aspect.

    Raises
    ------
    InputError
        If there is none of that name.

    Examples
    --------
    >>> frame_named("1:1") == Frame(LONG_SIDE, LONG_SIDE)
    True
    """
    if name not in ASPECTS:
        raise InputError(
            "", "aspect", f"expected one of {', '.join(ASPECTS)}", f"found {name!r}", nearest(name, ASPECTS)
        )
    return Frame.of(*ASPECTS[name])
