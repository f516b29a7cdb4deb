"""A signed length: solid where it is positive, hollow where it is negative, a hair where it is too short to see."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import VMobject

from core.model.arrays import Array
from scenes import theme

HEIGHT = 0.13
_THIN = 0.10
"""How much of a hollow strip's inside is filled."""


@final
class Strip(VMobject):
    """A strip that lies on a line, from its foot to its tip.

    Parameters
    ----------
    colour : str
    height : float
        Across its run.
    """

    def __init__(self, colour: str, height: float = HEIGHT) -> None:
        super().__init__()
        self._colour, self._height = colour, height
        self.span(np.zeros(3), 0.0)

    def paint(self, colour: str) -> None:
        """Take another colour, from the next `span` on."""
        self._colour = colour

    def span(self, foot: Array, length: float) -> None:
        """Run from a foot to the right, or where the length is negative to the left.

        Parameters
        ----------
        foot : ndarray, shape (3,)
        length : float
            Scene units.
        """
        half = self._height / 2
        corners = foot + np.array([[0.0, half, 0.0], [length, half, 0.0], [length, -half, 0.0], [0.0, -half, 0.0]])
        self.set_points_as_corners([*corners, corners[0]])
        hollow = length < 0
        self.set_fill(self._colour, opacity=_THIN if hollow else 1.0)
        self.set_stroke(self._colour, width=theme.LINE_WIDTH if hollow else 0.0, opacity=1)
