"""A signed length: solid where it is positive, hollow where it is negative, a hair where it is too short to see."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import RIGHT

from core.model.arrays import Array
from scenes import theme
from scenes.figures.clipping import pieces, straight
from scenes.type.blanks import Drawn

HEIGHT = 0.13
HAIR = 0.0125
"""Half the width of a line: a strip that is shorter is drawn as a line at its place."""
HOLLOW = 0.10
"""How much of a hollow strip's inside is filled."""
_DASH = 0.1
_DOTS = np.array([[1.0], [-0.4]]), np.array([[0.4], [-1.0]])
"""Where the two dots of a hair begin and end, as shares of half its length."""


@final
class Strip(Drawn):
    """A strip from its foot to its tip, in any direction.

    Parameters
    ----------
    colour : str
    height : float
        Across its run.

    Attributes
    ----------
    foot, tip : ndarray, shape (3,)
        Where it begins and ends; at the tip another one may begin.
    length : float
        Signed, in scene units.

    Examples
    --------
    >>> strip = Strip("#FF0000")
    >>> strip.span(np.zeros(3), -2.0)
    >>> strip.tip.tolist(), strip.drawn_length()
    ([-2.0, 0.0, 0.0], -2.0)
    """

    def __init__(self, colour: str, height: float = HEIGHT) -> None:
        super().__init__()
        self._colour, self._height = colour, height
        self._style: tuple[str, float, bool] | None = None
        self.span(np.zeros(3), 0.0)

    @property
    def tip(self) -> Array:
        """Where it ends."""
        found: Array = self.foot + self.length * self._along
        return found

    @property
    def thickness(self) -> float:
        """How wide it is across its run."""
        return self._height

    def paint(self, colour: str) -> None:
        """Take another colour, from the next `span` on."""
        self._colour = colour

    def span(self, foot: Array, length: float, along: Array = RIGHT, height: float | None = None) -> None:
        """Run from a foot along a direction, or where the length is negative against it.

        Parameters
        ----------
        foot : ndarray, shape (3,)
        length : float
            Scene units.
        along : ndarray, shape (3,)
            Of length 1.
        height : float, optional
            Across its run, from now on.
        """
        self._height = height or self._height
        self.foot, self.length, self._along = foot, length, along
        half = np.array([-along[1], along[0], 0.0]) * self._height / 2
        tip = foot + length * along
        is_hair = 0 < abs(length) < HAIR
        if is_hair and length < 0:  # dotted
            self.points = pieces(tip + _DOTS[0] * half, tip + _DOTS[1] * half)
        elif is_hair:
            self.points = straight(np.array([tip + half, tip - half]))
        else:
            self.points = straight(np.array([foot + half, tip + half, tip - half, foot - half, foot + half]))
        hollow = length < 0
        style = self._colour, 0.0 if is_hair else HOLLOW if hollow else 1.0, hollow or is_hair
        if style != self._style or self.fill_rgbas[0][3] != style[1] or self.stroke_rgbas[0][3] != 1.0:
            self._style = style
            self.set_fill(self._colour, opacity=style[1])
            self.set_stroke(self._colour, width=theme.LINE_WIDTH if style[2] else 0.0, opacity=1)

    def drawn_length(self) -> float:
        """Return its signed length, measured on its points."""
        reach = (self.points - self.foot) @ self._along
        return float(max(reach, key=abs))


def dashed(foot: Array, tip: Array, thick: float) -> Array:
    """Return the outline of a strip that was there, in dashes."""
    half = np.array([0.0, thick / 2, 0.0])
    found = []
    for start, end in ((foot + half, tip + half), (tip + half, tip - half), (tip - half, foot - half)):
        count = max(1, round(float(np.linalg.norm(end - start)) / _DASH / 2))
        way = (end - start) / count
        found += [straight(np.array([start + at * way, start + (at + 0.55) * way])) for at in range(count)]
    return np.concatenate(found)
