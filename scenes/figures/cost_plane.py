"""Where costs stand above a floor of no cost: from numbers to places, the line through them, and the area under it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array
from scenes.figures.clipping import straight
from scenes.layout.box import Box


@dataclass(frozen=True, slots=True)
class CostPlane:
    """A stretch of numbers across, and costs up; no cost at all is a level of its own.

    Parameters
    ----------
    box : Box
    first, last : float
        Of the numbers across, at the left and at the right end of the box.
    least, most : float
        Of the costs, at its lower and upper end.

    Examples
    --------
    >>> plane = CostPlane(Box(0.0, 0.0, 4.0, 2.0), 0.0, 8.0, 0.0, 0.5)
    >>> plane.unit, plane.point(2.0, 0.25).tolist()
    (4.0, [1.0, 1.0, 0.0])
    """

    box: Box
    first: float
    last: float
    least: float
    most: float

    @staticmethod
    def of(box: Box, first: float, last: float, costs: Array) -> CostPlane:
        """Return the plane in which some costs just have room."""
        least, most = min(0.0, float(np.min(costs))), max(0.0, float(np.max(costs)))
        return CostPlane(box, first, last, least, most if most > least else least + 1.0)

    @property
    def unit(self) -> float:
        """How high a cost of 1 stands."""
        return self.box.height / (self.most - self.least)

    @property
    def floor(self) -> float:
        """Where a cost of 0 stands."""
        return self.box.bottom - self.least * self.unit

    def point(self, across: float, cost: float) -> Array:
        """Return where a cost stands, shape (3,)."""
        share = (across - self.first) / (self.last - self.first)
        return np.array([self.box.left + share * self.box.width, self.floor + self.unit * cost, 0.0])

    def points(self, rows: Array) -> Array:
        """Return where rows of a number and a cost stand, from shape (n, 2) to (n, 3)."""
        share = (rows[:, 0] - self.first) / (self.last - self.first)
        x = self.box.left + share * self.box.width
        return np.column_stack([x, self.floor + self.unit * rows[:, 1], np.zeros(len(rows))])

    def line(self, rows: Array) -> Array:
        """Return the points of the line through rows."""
        return straight(self.points(rows)) if len(rows) > 1 else np.zeros((0, 3))

    def area(self, rows: Array) -> Array:
        """Return the points of what lies between that line and the floor."""
        if len(rows) < 2:
            return np.zeros((0, 3))
        places = self.points(rows)
        feet = places[[-1, 0]] * [1.0, 0.0, 0.0] + [0.0, self.floor, 0.0]
        return straight(np.concatenate([places, feet, places[:1]]))
