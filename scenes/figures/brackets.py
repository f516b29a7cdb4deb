"""Two square brackets, between which a row or a column of things is one vector."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import Animation, VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.layout.box import Box
from scenes.motion import Showing

_FOOT = 0.16
"""How long the feet are."""
_FROM = 0.8
"""How far apart from their places they come from."""


@final
class Brackets(VGroup):
    """The pair around a box: left and right of it, or above and below.

    Parameters
    ----------
    look : Theme
    standing : bool
        Whether what they enclose runs from the top down, so that they lie above and below it.

    Examples
    --------
    >>> pair = Brackets(theme.Theme(theme.PALETTES["dark"]))
    >>> pair.enclose(Box(-2.0, -1.0, 2.0, 1.0))
    >>> pair.get_left()[0].item(), pair.get_right()[0].item()
    (-2.0, 2.0)
    """

    def __init__(self, look: theme.Theme, *, standing: bool = False) -> None:
        self._standing, self._box = standing, Box(-1.0, -1.0, 1.0, 1.0)
        colour = look.colour("text")
        super().__init__(*(VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE) for _ in range(2)))
        self.enclose(self._box)

    def enclose(self, box: Box, away: float = 0.0) -> None:
        """Stand at the ends of a box, or so far away from them."""
        self._box = box
        for bracket, side in zip(self, (-1.0, 1.0), strict=True):
            bracket.set_points_as_corners(self._corners(side, away))

    def close(self, **kwargs: object) -> Animation:
        """Return their coming from both sides."""
        box = self._box
        return Showing(self, lambda share: self.enclose(box, (1 - share) * _FROM), **kwargs)

    def _corners(self, side: float, away: float) -> Array:
        box = self._box
        if self._standing:
            y = (box.bottom if side > 0 else box.top) - side * away
            ends = [(box.left, y + side * _FOOT), (box.left, y), (box.right, y), (box.right, y + side * _FOOT)]
        else:
            x = (box.right if side > 0 else box.left) + side * away
            ends = [(x - side * _FOOT, box.top), (x, box.top), (x, box.bottom), (x - side * _FOOT, box.bottom)]
        return np.array([(*end, 0.0) for end in ends])
