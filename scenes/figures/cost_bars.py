"""Costs side by side as strips that stand on one floor, on one ruler, with what they were in dashes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import Line, VGroup, VMobject

from core.model.arithmetic import Given
from core.model.arrays import Array
from core.notation.round_numbers import round_below
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.rectangles import dashed, lines, rectangles, walls
from scenes.figures.strip import HAIR, HOLLOW
from scenes.layout.box import Box
from scenes.type.formula import Formula

_FULL, _WIDEST = 0.62, 0.56
"""Of the room of a strip: how wide it is; and at most."""
_DENSE = 60
"""So many strips touch each other, and leave no ghosts."""
_BESIDE = 0.1
_ONE = 0.5
"""From which largest cost on the ruler ends at 1."""


def middle_of_bars(costs: Array) -> float | None:
    """Return where the middle of strips is for an eye, as a share of their room; None where no strip stands up.

    Parameters
    ----------
    costs : ndarray
        From the left.

    Examples
    --------
    >>> middle_of_bars(np.array([3.0, 1.0])), middle_of_bars(np.array([0.0, -1.0]))
    (0.375, None)
    """
    heights = np.maximum(costs, 0.0)
    if not heights.any():
        return None
    return float(heights @ (np.arange(len(heights)) + 0.5)) / len(heights) / float(heights.sum())


@final
class CostBars(VGroup):
    """Strips from the floor to the cost.

    Parameters
    ----------
    count : int
        How many have room side by side.
    most, least : float
        The largest and the smallest cost that is shown: the ruler begins at 0 in any case.
    moment : Moment
        Of which any round number may be read.
    look : Theme

    Attributes
    ----------
    floor, roof : Line
        Where the cost is 0, and where it is a round number; these stand at the left.
    solid, hollow, ticks, ghost, cut : VMobject
        Strips; negative ones; those that are too short to see; what they were, behind them and over them.
    """

    def __init__(self, count: int, most: float, least: float, moment: Moment, look: theme.Theme) -> None:
        self._count, self._values = count, np.zeros(0)
        self._low = min(0.0, least)
        self._high = 1.0 if _ONE <= most <= 1 else most if most > 0 else 0.0 if least < 0 else 1.0
        colour, quiet = look.colour("C"), look.colour("quiet")
        faint = look.dimmed(quiet, theme.PALE)
        self.floor = Line(color=quiet, stroke_width=theme.LINE_WIDTH)
        self.roof = Line(color=faint, stroke_width=theme.LINE_WIDTH / 2)
        self.solid = VMobject(stroke_width=0).set_fill(colour, opacity=1)
        self.hollow = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH).set_fill(colour, opacity=HOLLOW)
        self.ticks = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.ghost = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH)
        self.cut = VMobject(stroke_color=look.colour("ground"), stroke_width=theme.LINE_WIDTH)
        self._before = np.zeros(0)
        self._marked = self._high if self._high == 1 or self._high <= 0 else round_below(self._high)
        ends = (0.0, self._marked) if self._marked > 0 else (0.0,)
        readings = (moment.read(Given(end)).in_fewest_digits() for end in ends)
        self.names = VGroup(*(Formula("{end}", em=theme.LABEL, colour=quiet, end=end) for end in readings))
        super().__init__(self.roof, self.floor, self.ghost, self.solid, self.hollow, self.ticks, self.cut, self.names)

    @property
    def room_beside(self) -> float:
        """What the numbers of the ruler take at the left."""
        return max(float(name.width) for name in self.names) + 2 * _BESIDE

    def stand(self, box: Box) -> None:
        """Stand in a box."""
        self.box, span = box, self._high - self._low
        self.unit = box.height / span
        self._floor = box.bottom - self._low * self.unit
        left, right = box.left + self.room_beside, box.right
        self._pitch = (right - left) / self._count
        self._left = left
        self.wide = self._pitch if self._count > _DENSE else min(_WIDEST, _FULL * self._pitch)
        for line, height in ((self.floor, self._floor), (self.roof, self._floor + self._marked * self.unit)):
            line.put_start_and_end_on(np.array([left, height, 0.0]), np.array([right, height, 0.0]))
        for name, line in zip(self.names, (self.floor, self.roof), strict=False):
            name.move_to(line.get_start() + np.array([-_BESIDE - name.width / 2, 0.0, 0.0]))

    def at(self, places: Array, values: Array) -> None:
        """Show strips at some places, counted from the left; between two of them while they move."""
        self._values, heights, x = values, values * self.unit, self._x(places)
        y, seen = np.full(len(x), self._floor), np.abs(values * self.unit) >= HAIR
        for shape, mine in ((self.solid, seen & (values > 0)), (self.hollow, seen & (values < 0))):
            shape.points = rectangles(x[mine], y[mine], self.wide, heights[mine])
        ends = [[[at - self.wide / 2, self._floor], [at + self.wide / 2, self._floor]] for at in x[~seen]]
        self.ticks.points = lines(np.array(ends).reshape(-1, 2, 2))
        if len(self._before) == len(values) <= _DENSE:
            change, before = (values - self._before) * self.unit, self._before
            risen, moved = change > 2 * HAIR, np.abs(change) > 2 * HAIR
            self.cut.points = dashed(self._tops(x[risen], before[risen]))
            floors = np.full(int(moved.sum()), self._floor)
            self.ghost.points = dashed(walls(x[moved], floors, self.wide, before[moved] * self.unit))

    def remember(self, values: Array) -> None:
        """Show in dashes, from now on, what strips were that have changed."""
        self._before = values

    def _tops(self, x: Array, values: Array) -> Array:
        heights = self._floor + values * self.unit
        found: Array = np.stack([np.stack([x + side * self.wide / 2, heights], axis=1) for side in (-1, 1)], axis=1)
        return found

    def height(self, value: float) -> float:
        """Return how high on the stage a cost ends."""
        return float(self._floor + value * self.unit)

    def foot(self, place: float) -> Array:
        """Return where a strip stands, shape (3,)."""
        return np.array([float(self._x(np.array([place]))[0]), self._floor, 0.0])

    def measures(self) -> Iterator[Measure]:
        """Yield the height of each strip."""
        for shape, sign in ((self.solid, 1), (self.hollow, -1)):
            meant = [value * self.unit for value in self._values if sign * value * self.unit >= HAIR]
            drawn = shape.points[3::16, 1] - self._floor
            for place, (one, other) in enumerate(zip(drawn, meant, strict=True)):
                yield Measure("ruler", f"cost {place}", float(one), float(other))

    def _x(self, places: Array) -> Array:
        found: Array = self._left + (places + 0.5) * self._pitch
        return found
