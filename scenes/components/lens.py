"""A magnifying lens on a number line: a change too short to see, drawn long, and how many times."""

from __future__ import annotations

import math
from typing import final

import numpy as np
from manim import DOWN, Circle, Dot, Line, RoundedRectangle, VGroup

from core.notation.numeral import short
from scenes import theme
from scenes.components.brace import Brace
from scenes.type.formula import Formula

LEAST = 2 * theme.DOT_RADIUS
"""A change shorter than a dot is wide cannot be seen."""
_SEEN = 0.9
"""The most that a change is drawn long through the lens."""
_FACTORS = (1.0, 2.0, 5.0, 10.0)
_PAD = theme.DOT_RADIUS + 0.13
_HALF_HEIGHT = theme.DOT_RADIUS + 0.045


def magnification(length: float) -> float:
    """Return how many times a length is enlarged: a round number, and 1 for what is seen anyway.

    Parameters
    ----------
    length : float
        In scene units, not negative.

    Examples
    --------
    >>> magnification(0.5), magnification(0.01), magnification(0.0)
    (1.0, 50.0, 1.0)
    """
    if length == 0 or length >= LEAST:
        return 1.0
    power = 10.0 ** math.floor(math.log10(_SEEN / length))
    return power * max(factor for factor in _FACTORS if factor * power * length <= _SEEN * (1 + 1e-9))


@final
class Lens(VGroup):
    """The stretch of a line around a dot and where it was, enlarged.

    It lies over the line, and covers what it enlarges.

    Parameters
    ----------
    axis : Line
        Level.
    rest, moved : array, shape (3,)
        Places on the axis; not the same.
    factor : float
        How many times their distance is enlarged.
    colour : str
        Of the dots.

    Attributes
    ----------
    glass, rule, ghost, dot, brace, magnification
    """

    def __init__(self, axis: Line, rest: np.ndarray, moved: np.ndarray, factor: float, colour: str) -> None:
        self._rest, self._factor = rest, factor
        ends = sorted((rest[0], rest[0] + factor * (moved[0] - rest[0])))
        # near the end of the axis the lens is moved inward
        least, most = axis.get_left()[0] + theme.DOT_RADIUS, axis.get_right()[0] - theme.DOT_RADIUS
        self._shift = max(0.0, least - ends[0]) - max(0.0, ends[1] - most)
        width, middle = ends[1] - ends[0] + 2 * _PAD, np.array([sum(ends) / 2 + self._shift, rest[1], 0.0])
        grey, ground = theme.colour("quiet"), theme.colour("ground")
        self.glass = RoundedRectangle(_HALF_HEIGHT, height=2 * _HALF_HEIGHT, width=width, color=theme.colour("text"))
        self.glass.set_stroke(width=theme.LINE_WIDTH).set_fill(ground, opacity=1).move_to(middle)
        self.rule = Line(self.glass.get_left(), self.glass.get_right(), color=grey, stroke_width=theme.LINE_WIDTH)
        self.ghost = Circle(radius=theme.DOT_RADIUS, color=colour, stroke_width=theme.LINE_WIDTH)
        self.ghost.set_fill(ground, opacity=1)
        self.dot = Dot(radius=theme.DOT_RADIUS, color=colour)
        self.brace = Brace(colour)
        self.magnification = Formula(f"times {short(factor).typst()}", em=theme.LABEL)
        self.magnification.next_to(self.glass, DOWN, buff=0.06)
        self.ghost.move_to(self._through(rest))
        super().__init__(self.glass, self.rule, self.ghost, self.dot, self.brace, self.magnification)
        self.at(moved)

    def at(self, moved: np.ndarray) -> None:
        """Show where the dot is now, a place on the axis."""
        start, end = self._through(self._rest), self._through(moved)
        self.dot.move_to(end)
        self.brace.span(start[0], end[0], end[1] + _HALF_HEIGHT + 0.02)

    def _through(self, place: np.ndarray) -> np.ndarray:
        """Return where a place on the axis is seen."""
        seen = self._rest + self._factor * (place - self._rest)
        left, right = self.glass.get_left()[0] + _PAD / 2, self.glass.get_right()[0] - _PAD / 2
        return np.array([min(max(seen[0] + self._shift, left), right), seen[1], 0.0])
