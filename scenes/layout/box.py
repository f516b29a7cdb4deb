"""A rectangle of the stage, in scene units; y points up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # the names of frames are options of commands, which start without manim
    from manim import Mobject


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in scene units.

    Examples
    --------
    >>> Size(2.0, 1.0).fits(Size(2.0, 3.0))
    True
    """

    width: float
    height: float

    def fits(self, room: Size, slack: float = 1e-6) -> bool:
        """Whether it has room in another size."""
        return self.width <= room.width + slack and self.height <= room.height + slack


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle.

    Parameters
    ----------
    left, bottom, right, top : float
        Its sides; right is at least left, top at least bottom.

    Examples
    --------
    >>> Box(0.0, 0.0, 4.0, 2.0).inset(0.5)
    Box(left=0.5, bottom=0.5, right=3.5, top=1.5)
    """

    left: float
    bottom: float
    right: float
    top: float

    @staticmethod
    def around(*mobjects: Mobject) -> Box:
        """Return the least box around what is drawn of some mobjects.

        Raises
        ------
        ValueError
            If nothing of them is drawn.
        """
        points = [part.points for mobject in mobjects for part in mobject.get_family() if len(part.points)]
        if not points:
            raise ValueError("expected something that is drawn, found nothing")
        low = np.min([one.min(axis=0) for one in points], axis=0)
        high = np.max([one.max(axis=0) for one in points], axis=0)
        return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    @property
    def centre(self) -> np.ndarray:
        """The middle as a point of the scene, shape (3,)."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def inset(self, across: float, along: float | None = None) -> Box:
        """Return the box without a margin: `across` left and right, `along` below and above."""
        along = across if along is None else along
        return Box(self.left + across, self.bottom + along, self.right - across, self.top - along)

    def moved(self, across: float) -> Box:
        """Return it elsewhere, so far to the right."""
        return Box(self.left + across, self.bottom, self.right + across, self.top)

    def overlaps(self, other: Box, slack: float = 1e-6) -> bool:
        """Whether the two have more than an edge in common.

        Examples
        --------
        >>> Box(0, 0, 1, 1).overlaps(Box(1, 0, 2, 1)), Box(0, 0, 1, 1).overlaps(Box(0.5, 0.5, 2, 1))
        (False, True)
        """
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > slack and up > slack

    def contains(self, other: Box, slack: float = 1e-6) -> bool:
        """Whether the other lies within this one."""
        return (
            self.left <= other.left + slack
            and self.bottom <= other.bottom + slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def towards(self, other: Box, share: float) -> Box:
        """Return the box on the way to another one.

        Examples
        --------
        >>> Box(0, 0, 2, 2).towards(Box(2, 0, 4, 4), 0.5)
        Box(left=1.0, bottom=0.0, right=3.0, top=3.0)
        """
        pairs = zip(self.sides, other.sides, strict=True)
        return Box(*(float(here + share * (there - here)) for here, there in pairs))

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


def union(boxes: Iterable[Box]) -> Box:
    """Return the least box around some boxes.

    Raises
    ------
    ValueError
        If there are none.

    Examples
    --------
    >>> union([Box(0, 0, 1, 1), Box(2, -1, 3, 0)])
    Box(left=0, bottom=-1, right=3, top=1)
    """
    low_x, low_y, high_x, high_y = zip(*(box.sides for box in boxes), strict=True)
    return Box(min(low_x), min(low_y), max(high_x), max(high_y))
