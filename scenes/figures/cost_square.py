"""The cost: a unit square, filled from below to the share that the cost is of 1; above 1, several squares."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import final

import numpy as np
from manim import Rectangle, VGroup

from core.model.arithmetic import Given
from core.model.arrays import Array
from core.model.quantity import C
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.rectangles import walls
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula, Label, Line

_MOST = 6
"""Unit squares side by side at most; a larger cost is drawn on a square that stands for more than 1."""
_HOLLOW = 0.10
_LEAST = 0.5
_SEEN = 0.05
"""Of a square: what is less can hardly be seen."""


@final
class CostSquare(VGroup):
    """The cost of a moment as a filled area.

    Parameters
    ----------
    moments : sequence of Moment
        What it shows at first, then where else it will be taken: there are squares enough for all of them.
    look : Theme
    lens : bool
        Whether a square stands for less than 1 where a cost would be too small to see.

    Attributes
    ----------
    frames : VGroup of Rectangle
        The unit squares, thin and grey.
    fills : VGroup of Rectangle
        What is filled of each, from the left; hollow where the cost is negative.
    each : int or float
        What one square stands for: 1, or where the cost is above 6 a round number, which `key` says.
    key : Label, Formula or None
    """

    def __init__(self, moments: list[Moment], look: theme.Theme, *, lens: bool = False) -> None:
        self._moment, self._look = moments[0], look
        most = max(abs(moment.value(C)) for moment in moments)
        self.each = 1.0 if most <= _MOST else _round_above(most)
        if lens and 0 < most < _SEEN:
            self.each = _round_above(most)
        count = max(1, math.ceil(most / self.each - 1e-12))
        grey = look.colour("quiet")
        self.frames = VGroup(*(Rectangle(color=grey, stroke_width=theme.LINE_WIDTH) for _ in range(count)))
        self.fills = VGroup(*(Rectangle(stroke_width=0) for _ in range(count)))
        self.key = None if self.each == 1.0 else _key(moments[0], self.each, grey)
        super().__init__(self.fills, self.frames)
        self.stand(np.zeros(3), 1.0)

    @property
    def side(self) -> float:
        """The side of one square now, in scene units."""
        return float(self.frames[0].width)

    @property
    def count(self) -> int:
        """How many squares stand side by side."""
        return len(self.frames)

    @property
    def filled(self) -> float:
        """How many squares are filled now, parts of them counted."""
        return sum(self._shares(self._cost))

    def least_size(self) -> Size:
        """Return the room for squares in which a share can be told."""
        return Size(_LEAST * self.count, _LEAST)

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box, as large as it allows."""
        self.stand(box.centre, min(box.width / self.count, box.height))

    def stand(self, centre: np.ndarray, side: float) -> None:
        """Stand at a place, each square of a side in scene units."""
        left = centre[0] - side * self.count / 2
        for index, frame in enumerate(self.frames):
            frame.stretch_to_fit_width(side).stretch_to_fit_height(side)
            frame.move_to(np.array([left + (index + 0.5) * side, centre[1], 0.0]))
        self.at(self._moment)

    def at(self, moment: Moment) -> None:
        """Show the cost of a moment."""
        self._moment = moment
        self._pour(moment.value(C))

    def between(self, before: Moment, after: Moment, share: float) -> None:
        """Show a cost on its way from one moment's to another's."""
        costs = before.value(C), after.value(C)
        self._moment = after if share == 1 else before
        self._pour(costs[0] + share * (costs[1] - costs[0]))

    def shapes_of(self, moment: Moment) -> Array:
        """Return the walls of what is filled at a moment, but for its floor; shape (n, 2, 2)."""
        shares = [share for share in self._shares(moment.value(C)) if share]
        frames, side = self.frames[: len(shares)], self.side
        feet = np.array([frame.get_bottom()[:2] for frame in frames]).reshape(-1, 2)
        return walls(feet[:, 0], feet[:, 1], side, side * np.array(shares))

    def _shares(self, cost: float) -> list[float]:
        return [min(1.0, max(0.0, abs(cost) / self.each - index)) for index in range(self.count)]

    def _pour(self, cost: float) -> None:
        self._cost = cost
        colour, hollow = self._look.colour("C"), cost < 0
        for share, frame, fill in zip(self._shares(cost), self.frames, self.fills, strict=True):
            low, side = frame.get_corner(np.array([-1.0, -1.0, 0.0])), self.side
            corners = low + side * np.array([[0, 0, 0], [1, 0, 0], [1, share, 0], [0, share, 0], [0, 0, 0]])
            fill.set_points_as_corners(corners)
            fill.set_fill(colour, opacity=_HOLLOW if hollow else 1.0)
            fill.set_stroke(colour, width=theme.LINE_WIDTH if hollow else 0.0)

    def measures(self) -> Iterator[Measure]:
        """Yield its filled height in all."""
        drawn = sum(float(fill.points[:, 1].max() - fill.points[:, 1].min()) for fill in self.fills)
        yield Measure("ruler", str(C), drawn, min(self.count, abs(self._cost) / self.each) * self.side)


def _key(moment: Moment, each: float, colour: str) -> Line:
    """Return what is said of squares that do not stand for 1."""
    if each > 1:
        return Label(f"1 = {short(each)}", em=theme.LABEL, colour=colour)
    reading = moment.read(Given(each)).in_fewest_digits()
    return Formula("square.stroked = {each}", em=theme.LABEL, colour=colour, each=reading)


def _round_above(size: float) -> float:
    """Return the least of 1, 2 and 5 times a power of ten that a size does not exceed."""
    power = 10.0 ** math.floor(math.log10(size))
    return min(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= size * (1 - 1e-12))
