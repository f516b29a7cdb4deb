"""How many times something is drawn larger while it grows: whole numbers that double."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, final

import numpy as np
from manim import DOWN, RIGHT, Circle, Line, VGroup

from core.notation.numeral import short
from scenes import theme
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

_GAP, _GLASS = 0.12, 0.1
"""Between a glass and its factor; the radius of a glass."""
_SLANT = np.array([1.0, -1.0, 0.0]) / math.sqrt(2.0)
"""Which way its handle points."""


@final
class Magnification(VGroup):
    """The factor by which a picture is enlarged now.

    Parameters
    ----------
    most : float
        The largest factor.
    look : Theme
    of : callable
        From what runs to the factor.
    above : callable, optional
        From a factor to what stands above it: how small is what is enlarged so.
    bare : bool
        Whether there is no glass, and what stands above may reach further to the left than the room that is claimed.

    Attributes
    ----------
    magnification : VGroup of Formula
        What is shown now.
    """

    def __init__(
        self,
        most: float,
        look: theme.Theme,
        of: Callable[[Any], float] = float,
        above: Callable[[float], Formula] | None = None,
        *,
        bare: bool = False,
    ) -> None:
        self._is_bare = bare
        self._of, colour = of, look.colour("quiet")
        sizes = [2.0**power for power in range(_doublings(most) + 1)]
        factors = [_factor(size, colour, bare=bare) for size in sizes]
        others = [[above(size)] if above else [] for size in sizes]
        pairs = zip(others, factors, strict=True)
        self._sizes = [VGroup(*other, factor).arrange(DOWN, buff=_GAP, aligned_edge=RIGHT) for other, factor in pairs]
        self.magnification = self._sizes[0]
        super().__init__(self.magnification)

    def at(self, shown: Any) -> None:
        """Show the factor that has been passed."""
        reached = max(0, min(_doublings(self._of(shown)), len(self._sizes) - 1))
        self.magnification = self._sizes[reached]
        self.submobjects = [self.magnification]

    def least_size(self) -> Size:
        """Return the room for the longest factor."""
        wide = [one[-1].width if self._is_bare else one.width for one in self._sizes]
        return Size(max(wide), max(one.height for one in self._sizes))

    most_size = least_size

    def fill(self, box: Box) -> None:
        """Stand at the right of a box, in the middle of its height."""
        for one in self._sizes:
            one.move_to(box.centre)
            one.shift((box.right - one.get_right()[0], 0.0, 0.0))


def _factor(size: float, colour: str, *, bare: bool) -> VGroup:
    """Return a factor, behind a magnifying glass so that nobody multiplies by it."""
    number = Formula(f"times {short(size).typst()}", em=theme.LABEL, colour=colour)
    if bare:
        return VGroup(number)
    rim = Circle(radius=_GLASS, color=colour, stroke_width=theme.LINE_WIDTH)
    handle = Line(_GLASS * _SLANT, 2 * _GLASS * _SLANT, color=colour, stroke_width=theme.BOLD_LINE)
    return VGroup(VGroup(rim, handle), number).arrange(RIGHT, buff=_GAP)


def _doublings(factor: float) -> int:
    """Return how often 1 is doubled up to a factor."""
    return math.floor(math.log2(max(factor, 1.0)) + 1e-6)
