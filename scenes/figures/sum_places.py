"""Where the lengths of a sum, of its curve and of its score lie: three axes in one box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.model.arrays import Array
from core.model.quantity import y
from core.passes.choices.listening import Listener
from scenes.figures.scores import Scores
from scenes.layout.box import Box, Size

ROW = 0.5
"""Of a strip and its number."""
ROWS = 3
NUMBERS = 0.55
"""Below the axis, for its numbers."""
_LEFTWARDS, _RIGHTWARDS, _SPARE = 1.7, 1.2, 0.2
_NEAR_LIMITS, _SEEN = 3.2, 0.8
"""So far to both sides of 0 the axis goes at least, or a curve with two limits goes so near to both, where the tips
span so much that they are seen on it; beyond the tips, of what they span."""
_WIDEST = 0.38
"""Of the width, what the score takes at most."""
_LOWEST, _NARROWEST, OVER = 0.9, 1.5, 0.3
"""Height and width of the curve at least; free above it."""
_MIDDLE, _OTHERS = 0.53, 0.65
"""Where the middle of a score is at most, of the width, the more the less it covers."""
_BELOW = 0.15
"""How much of an axis of activations is below all that it shows, for a curve that goes on there."""
_ALONE = 0.9
"""Of the width, for the curve while there is no score yet."""
_LEAST_CURVE, _BALANCE = 0.5, 0.6
"""Of the width, for the curve at least where a unit square is shown beside it; free at the right of that."""
_NOWHERE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Lengths:
    """What is drawn to scale.

    Parameters
    ----------
    w, wa, b, z, a, y : float
    """

    w: float
    wa: float
    b: float
    z: float
    a: float
    y: float


@dataclass(frozen=True, slots=True)
class SumPlaces:
    """Places on the axis of sums, on the axis of activations, and in the rows of strips.

    Parameters
    ----------
    values : Lengths
    low, high : float
        The ends of the axis of sums.
    least, most : float
        The ends of the axis of activations.
    plot, beside : Box
        In which the curve is drawn; in which the score is.
    """

    values: Lengths
    low: float
    high: float
    least: float
    most: float
    plot: Box = _NOWHERE
    beside: Box = _NOWHERE

    @staticmethod
    def of(listener: Listener, scores: Scores) -> SumPlaces:
        """Return the axes on which all that a neuron with one input shows has a place."""
        moment, (w, a_prev) = listener.moment, listener.factors(0)
        numbers = [moment.value(q) for q in (w, w * a_prev, listener.b, listener.z, listener.a, y())]
        values = Lengths(*numbers)
        tips = (0.0, values.w, values.wa, values.z)
        spare = _SPARE * (max(tips) - min(tips))
        bounds = [one for one in listener.activation.range if np.isfinite(one)]
        is_kept = len(bounds) > 1 and max(tips) - min(tips) >= _SEEN
        left, right = (_NEAR_LIMITS, _NEAR_LIMITS) if is_kept else (_LEFTWARDS, _RIGHTWARDS)
        return SumPlaces(
            values,
            min(-left, min(tips) - spare),
            max(right, max(tips) + spare),
            _lowest(listener, min(*scores.ends, *bounds), max(*scores.ends, *bounds)),
            max(*scores.ends, *bounds),
        )

    def least_size(self, written: float) -> Size:
        """Return the least room, with numbers of a width at the right of strips."""
        return Size(_NARROWEST + written, ROWS * ROW + NUMBERS + _LOWEST + OVER)

    def standing(self, box: Box, written: float, score: Size, *, named: float, whole: bool, opened: float) -> SumPlaces:
        """Return the same axes in a box.

        Parameters
        ----------
        box : Box
        written : float
            How wide what is written at the right of the axis of activations is.
        score : Size
            In units of that axis: the more the score covers, the nearer it is to the middle of the box.
        named : float
            How wide the name of the activation is, which is alone there while there is no score.
        whole : bool
            Whether the unit square is to be seen, if there is room for it.
        opened : float
            How far there is room for the score: 0 or 1 or between.
        """
        under = ROWS * ROW + NUMBERS
        span = self.most - self.least
        up = (box.height - under - OVER) / span
        if score.width:
            up = min(up, _WIDEST * box.width / score.width)
        spare = (box.height - under - OVER - up * span) / 2
        bottom, top = box.bottom + spare + under, box.bottom + spare + under + up * span
        side, covered = score.width * up, score.width * score.height * up**2
        right = box.right - max(side, written)
        if covered:
            right = min(right, box.left + (_MIDDLE + _OTHERS / covered) * box.width - side / 2)
        if whole and box.right - up - box.left >= _LEAST_CURVE * box.width:
            right = min(right, box.right - up - _BALANCE)
        right = max(right, box.left + _NARROWEST)
        alone = max(right, min(box.right - named, box.left + _ALONE * box.width))
        tip = max(0.0, self.values.w, self.values.wa, self.values.z)
        if box.left + (alone - box.left) * (tip - self.low) / (self.high - self.low) + written > box.right:
            alone = max(right, min(box.right - written, box.left + _ALONE * box.width))
        right = alone + opened * (right - alone)
        plot = Box(box.left, bottom, right, top)
        return replace(self, plot=plot, beside=Box(right, bottom, box.right, top))

    @property
    def unit(self) -> float:
        """Scene units for 1 of a sum."""
        return self.plot.width / (self.high - self.low)

    @property
    def up(self) -> float:
        """Scene units for 1 of an activation."""
        return self.plot.height / (self.most - self.least)

    def x(self, total: Any) -> Any:
        """Return where a sum lies across."""
        return self.plot.left + self.unit * (total - self.low)

    def level(self, activation: Any) -> Any:
        """Return how high an activation lies."""
        return self.plot.bottom + self.up * (activation - self.least)

    def on_axis(self, total: float) -> Array:
        """Return where a sum lies on its axis, shape (3,)."""
        return np.array([self.x(total), self.plot.bottom, 0.0])

    def on_ground(self, total: float) -> Array:
        """Return where a sum lies at the level of no activation, shape (3,)."""
        return np.array([self.x(total), self.level(0.0), 0.0])

    def on_up(self, activation: float) -> Array:
        """Return where an activation lies on its axis, shape (3,)."""
        return np.array([self.plot.right, self.level(activation), 0.0])

    def on_curve(self) -> Array:
        """Return where the neuron is on its curve, shape (3,)."""
        return np.array([self.x(self.values.z), self.level(self.values.a), 0.0])

    def in_row(self, total: float, row: int, half: float = 0.0) -> Array:
        """Return where a sum lies in a row below the axis, so many half rows above its middle; shape (3,)."""
        return np.array([self.x(total), self.plot.bottom - NUMBERS - (row + 0.5 - half / 2) * ROW, 0.0])


def _lowest(listener: Listener, least: float, most: float) -> float:
    """Return where the axis of activations begins, so that a curve that goes below 0 is seen to do so."""
    with np.errstate(all="ignore"):
        below = float(listener.curve(np.array([-_LEFTWARDS]))[0])
    return min(least, max(below, least - _BELOW * (most - least))) if np.isfinite(below) else least
