"""What is left of strips that lie end to end, and the part of it that is their average."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, AnimationGroup, GrowFromCenter, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.fact import EXAMPLES
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_GAP, _UNDER, _CLOSE = 0.14, 2.2, 0.6
"""Between neighbours; and how many of these from a strip to what stands under its ticks, or under it without ticks."""
_MOST, _SHARE = 0.62, 0.11
"""How thick strips are at most, and of the height."""
_OUTLINE, _ASIDE = 0.15, 0.12
"""How heavy a hollow strip is against a solid one, and how much of the width may stay free at one side."""
_FIRST, _LAST = 0.09, 0.86
"""Where the first row and the last one are, from the top, as shares of the height."""


@final
class LeftOver(VGroup):
    """Rows of strips that lie end to end, what is left of all, and its part.

    Parameters
    ----------
    values : sequence of float
    moment : Moment
        Of the whole network.
    slope : Quantity
    look : Theme
    words : (str, str)
        What is written beside the sum and beside its part.

    Attributes
    ----------
    zero : Line
        Where the first strips begin.
    ties : VMobject
        From row to row, where one ends and the next one begins.
    total, mean : Strip
    ticks : VMobject
        Parts the total into as many parts as there are values.
    total_number, mean_number : Formula
    total_label, mean_label : Label
    unit, thick : float
        Scene units for each unit of a value, and how thick strips are.
    """

    def __init__(
        self, values: Sequence[float], moment: Moment, slope: Quantity, look: theme.Theme, words: tuple[str, str]
    ) -> None:
        self._values, self._sum = tuple(values), sum(values)
        self._up, self._down = (sum(v for v in values if v * sign > 0) for sign in (1, -1))
        colour, quiet, average = look.colour("slope"), look.colour("quiet"), moment.averaged
        self.zero = Line(DOWN, UP, color=quiet, stroke_width=theme.LINE_WIDTH)
        self.ties, self.ticks = (VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.total, self.mean = Strip(colour), Strip(colour)
        self.total_number = Formula("{v}", em=theme.LABEL, colour=colour, v=average.read(EXAMPLES * slope, 3))
        self.mean_number = Formula("{v}", em=theme.HERO, colour=colour, v=average.read(slope, 3))
        self.total_label, self.mean_label = (Label(text, colour=quiet) for text in words)
        self.unit = self.thick = 1.0
        self._fallen = {"total": 0.0, "mean": 0.0}
        strips = (self.zero, self.ties, self.total, self.ticks, self.mean)
        super().__init__(*strips, self.total_number, self.total_label, self.mean_number, self.mean_label)

    def tell_total(self, **kwargs: Any) -> Animation:
        """Return the coming of the number of what is left, and of words for it."""
        return AnimationGroup(GrowFromCenter(self.total_number), GrowFromCenter(self.total_label), **kwargs)

    def tell_mean(self, **kwargs: Any) -> Animation:
        """Return the coming of the number of the average, and of words for it."""
        return AnimationGroup(GrowFromCenter(self.mean_number), GrowFromCenter(self.mean_label), **kwargs)

    def stand(self, box: Box) -> None:
        """Take places in a box, on the largest ruler that there is."""
        box = self._balanced(box)
        left = min(0.0, self._sum)  # how far the negative ones lead back beyond zero
        reach = self._up - left
        self.unit = (box.width - 2 * _GAP) / (reach or 1.0)
        self._origin = box.left + _GAP - self.unit * left if reach else float(box.centre[0])
        self.thick = min(_MOST, _SHARE * box.height)
        signs = [sign for sign, side in ((1, self._up), (-1, self._down)) if side] or [1]
        rows = np.linspace(_FIRST, _LAST, len(signs) + 2)
        self._heights = dict(zip((*signs, "total", "mean"), box.top - rows * box.height, strict=True))
        self._first, self._last = signs[0], signs[-1]
        half = self.thick / 2
        top, foot = self._heights[self._first] + half + _GAP, self._heights["mean"] - half - _GAP
        ends = [(self._up, *signs)] if len(signs) > 1 else []
        ends.append((self._sum, self._last, "total"))
        pieces = [
            _upright(self._at(value, row) + half * DOWN, self._heights[to] - self._heights[row] + 2 * half)
            for value, row, to in ends
        ]
        self.ties.points = np.concatenate(pieces)
        steps = np.linspace(0.0, self._sum, len(self._values) + 1)
        under = (half + _GAP / 2) * DOWN
        self.ticks.points = np.concatenate([_upright(self._at(step, "total") + under, -_GAP) for step in steps])
        self._write(self.total_number, self.total_label, self._sum, "total", box)
        self._write(self.mean_number, self.mean_label, self._sum / len(self._values), "mean", box)
        under = Box.around(self.total_number, self.total_label)
        if under.left < self._origin < under.right:  # it ends above what is written across its way
            foot = self._heights["total"] - half
        self.zero.put_start_and_end_on(np.array([self._origin, top, 0.0]), np.array([self._origin, foot, 0.0]))
        for name, share in self._fallen.items():
            if share:
                self._drop(name, share)

    def place(self, before: float, value: float) -> Array:
        """Return where a strip's foot lies that comes after strips which add up to something, shape (3,)."""
        return self._at(before, (1 if value > 0 else -1) if value else self._first)

    def sum_up(self, **kwargs: Any) -> Animation:
        """Return how what is left of all comes down from where it is."""
        return Showing(self.total, lambda share: self._drop("total", share), **kwargs)

    def part(self, **kwargs: Any) -> Animation:
        """Return how the part of it that is the average comes down."""
        return Showing(self.mean, lambda share: self._drop("mean", share), **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield what is left of all, and its part."""
        if self._fallen["total"] == 1.0:
            yield Measure("stack", "all examples", self.total.drawn_length(), self.unit * self._sum)
        if self._fallen["mean"] == 1.0:
            mean = self.unit * self._sum / len(self._values)
            yield Measure("ruler", "the average", self.mean.drawn_length(), mean)

    def _balanced(self, box: Box) -> Box:
        """Return the part of a box in which what is heavy stands about the middle of the whole."""
        left, whole = min(0.0, self._sum), self._up - min(0.0, self._sum)
        if not whole:
            return box
        mean = self._sum / len(self._values)
        ends = ((0.0, self._up), (self._up, self._sum), (0.0, self._sum), (0.0, mean))
        weights = [abs(end - start) * (1.0 if end > start else _OUTLINE) for start, end in ends]
        middles = [(start + end) / 2 for start, end in ends]
        at = sum(w * m for w, m in zip(weights, middles, strict=True)) / (sum(weights) or 1.0)
        off = box.width * min(_ASIDE, max(-_ASIDE, 0.5 - (at - left) / whole))
        return Box(box.left + max(0.0, off), box.bottom, box.right + min(0.0, off), box.top)

    def _drop(self, name: str, share: float) -> None:
        """Let the total or the average come down by a share of its way."""
        self._fallen[name] = share
        strip, start = (self.total, 1 if self._sum > 0 else self._last) if name == "total" else (self.mean, "total")
        value = self._sum if name == "total" else self._sum / len(self._values)
        foot = self._at(0.0, start) + share * (self._at(0.0, name) - self._at(0.0, start))
        strip.span(foot, self.unit * value, RIGHT, self.thick)

    def _at(self, value: float, row: Any) -> Array:
        return np.array([self._origin + self.unit * value, self._heights[row], 0.0])

    def _write(self, number: Formula, label: Label, value: float, row: str, box: Box) -> None:
        """Put a number beyond the tip of its strip and words beyond zero, or where else they have room."""
        level, tip, zero = self._heights[row], self._origin + self.unit * value, self._origin
        sign = 1 if value > 0 else -1
        whole = number.width + 2 * _GAP + label.width
        outer, inner = (box.right - tip, zero - box.left) if sign > 0 else (tip - box.left, box.right - zero)
        edge, back = tip + sign * 2 * _GAP, zero - sign * 2 * _GAP
        if outer > number.width + 2 * _GAP and inner > label.width + 2 * _GAP:
            number.move_to(np.array([edge + sign * number.width / 2, level, 0.0]))
            label.move_to(np.array([back - sign * label.width / 2, level, 0.0]))
            return
        line = VGroup(number, label).arrange(RIGHT, buff=2 * _GAP)
        if outer > whole + 2 * _GAP:
            line.move_to(np.array([edge + sign * whole / 2, level, 0.0]))
        elif inner > whole + 2 * _GAP:
            line.move_to(np.array([back - sign * whole / 2, level, 0.0]))
        else:
            off, under = max(abs(tip - zero) / 2, whole / 2 + _GAP), _UNDER if row == "total" else _CLOSE
            line.move_to(np.array([zero + sign * off, level - self.thick / 2 - under * _GAP - line.height / 2, 0.0]))
            line.shift(max(0.0, box.left + _GAP - float(line.get_left()[0])) * RIGHT)
            line.shift(min(0.0, box.right - _GAP - float(line.get_right()[0])) * RIGHT)


def _upright(foot: Array, height: float) -> Array:
    """Return a straight cubic piece that stands on a point, or hangs from it."""
    found: Array = foot + np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None] * (height * UP)
    return found
