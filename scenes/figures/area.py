"""A product of two signed lengths as a rectangle: solid where it is positive, hollow where it is negative."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.figures.rectangles import lines
from scenes.figures.strip import HAIR, HOLLOW
from scenes.layout.box import Box

_DOT, _DRAWN = 0.16, 0.5
"""From dot to dot of what is too thin to be hollow, and how much of that is drawn."""


@final
class Area(VMobject):
    """A rectangle as wide as one length and as high as another, from its left edge as far as it has come.

    What is too thin to be seen has an outline; if it is negative as well, it is dotted.

    Parameters
    ----------
    colour : str

    Attributes
    ----------
    box : Box
        All of it.
    is_positive : bool

    Examples
    --------
    >>> area = Area("#FF0000")
    >>> area.stand(Box(0.0, 0.0, 2.0, 0.5), is_positive=False)
    >>> area.drawn_area(), float(area.get_fill_opacity())
    (-1.0, 0.1)
    """

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour, self.box, self.is_positive = colour, Box(0.0, 0.0, 0.0, 0.0), True

    def stand(self, box: Box, *, is_positive: bool) -> None:
        """Stand in a box, whole."""
        self.box, self.is_positive = box, is_positive
        self._thin = min(box.width, box.height) < 2 * HAIR
        self.set_fill(self._colour, opacity=1.0 if is_positive else HOLLOW)
        outlined = self._thin or not is_positive
        self.set_stroke(self._colour, width=theme.LINE_WIDTH if outlined else 0.0, opacity=1)
        self.reach(box.right)

    def reach(self, front: float) -> None:
        """Be drawn from the left edge as far as a front has come.

        Parameters
        ----------
        front : float
            Where the front is, across the stage.
        """
        box = self.box
        right = min(max(front, box.left), box.right)
        if right <= box.left or box.height <= 0:
            self.points = np.zeros((0, 3))
        elif self._thin and not self.is_positive:
            self.points = np.concatenate([_outline(one) for one in _dots(Box(box.left, box.bottom, right, box.top))])
        else:
            self.points = _outline(Box(box.left, box.bottom, right, box.top))

    def drawn_area(self) -> float:
        """Return its width times its height, measured on its points, with the sign that its fill tells."""
        if not len(self.points):
            return 0.0
        width, height, _ = np.ptp(self.points, axis=0)
        return float(width * height) * (1 if self.get_fill_opacity() == 1 else -1)


def _outline(box: Box) -> np.ndarray:
    corners = np.array([(box.left, box.bottom), (box.left, box.top), (box.right, box.top), (box.right, box.bottom)])
    return lines(np.stack([corners, np.roll(corners, -1, axis=0)], axis=1))


def _dots(box: Box) -> list[Box]:
    """Return pieces of a thin box along its longer side; the first and the last are at its ends."""
    across = box.width >= box.height
    start, length = (box.left, box.width) if across else (box.bottom, box.height)
    count = max(2, round(length / _DOT))
    piece = length / (count - 1 + _DRAWN)
    ends = [(start + at * piece, start + (at + _DRAWN) * piece) for at in range(count)]
    if across:
        return [Box(low, box.bottom, high, box.top) for low, high in ends]
    return [Box(box.left, low, box.right, high) for low, high in ends]
