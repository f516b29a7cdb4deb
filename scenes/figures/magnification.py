"""How many times something is drawn larger while it grows: whole numbers that double."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, final

from manim import DOWN, RIGHT, VGroup

from core.notation.numeral import short
from scenes import theme
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

_GAP = 0.12


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
        From a factor to what stands above it, and may reach further to the left: how small is what is enlarged so.

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
    ) -> None:
        self._of, colour = of, look.colour("text")
        sizes = [2.0**power for power in range(_doublings(most) + 1)]
        factors = [Formula(f"times {short(size).typst()}", em=theme.LABEL, colour=colour) for size in sizes]
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
        return Size(max(one[-1].width for one in self._sizes), max(one.height for one in self._sizes))

    most_size = least_size

    def fill(self, box: Box) -> None:
        """Stand at the right of a box, in the middle of its height."""
        for one in self._sizes:
            one.move_to(box.centre)
            one.shift((box.right - one.get_right()[0], 0.0, 0.0))


def _doublings(factor: float) -> int:
    """Return how often 1 is doubled up to a factor."""
    return math.floor(math.log2(max(factor, 1.0)) + 1e-6)
