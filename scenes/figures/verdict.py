"""Values that are held against each other: a strip for each, on one axis and one ruler."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, Line, VGroup

from core.model.arrays import Array
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_THICK, _ROW, _LOOSE = 0.36, 0.9, 1.6
"""Of a strip; from row to row, at least and at most."""
_SHORTEST, _STEPS = 0.6, 40


@final
class Verdict(VGroup):
    """Rows of strips with their names above them, on the longest one's side, and their numbers at the outer ends.

    Where there is no room for numbers on both sides, all of them stand on that of the names.

    Parameters
    ----------
    rows : sequence of (Label, Formula, float, str)
        What each is called, its number, its value and its colour.
    look : Theme

    Attributes
    ----------
    names : list of Label
    numbers : list of Formula
    strips : list of Strip
    axis : Line
    """

    def __init__(self, rows: Sequence[tuple[Label, Formula, float, str]], look: theme.Theme) -> None:
        self.names = [name for name, *_ in rows]
        self.numbers = [number for _, number, *_ in rows]
        self._values = [value for _, _, value, _ in rows]
        self._named = LEFT if max(self._values, key=abs) < 0 else RIGHT
        self.strips = [Strip(row[3], _THICK) for row in rows]
        self.axis = Line(UP, DOWN, color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        super().__init__(self.axis, *self.strips, *self.names, *self.numbers)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which its rows can be told apart."""
        return Size(sum(self._reach(0.0, beyond=False)) + _SHORTEST, len(self._values) * _ROW + NEAR)

    def most_size(self) -> Size:
        """Return the height at which its rows are as far apart as they may be."""
        return Size(np.inf, len(self._values) * _LOOSE + NEAR)

    def fill(self, box: Box) -> None:
        """Stand in a box, on the largest ruler that has room."""
        count, largest = len(self._values), max(map(abs, self._values))
        pitch = min(_LOOSE, (box.height - NEAR) / count)
        low, high = 0.0, box.width / largest if largest else 1.0
        beyond = sum(self._reach(0.0, beyond=True)) + _SHORTEST <= box.width
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if sum(self._reach(middle, beyond=beyond)) <= box.width else (low, middle)
        self._unit, reach = low, self._reach(low, beyond=beyond)
        zero = box.left + (box.width - sum(reach)) / 2 + reach[0]
        named = (float(max(name.height for name in self.names)) + TIGHT) / 2
        heights = [box.centre[1] - (row - (count - 1) / 2) * pitch - named for row in range(count)]
        over = (_THICK / 2 + TIGHT) * UP
        ends = heights[0] + 2 * named, heights[-1]
        top, bottom = (np.array([zero, end, 0.0]) for end in ends)
        self.axis.put_start_and_end_on(top + over, bottom - over)
        rows = zip(self.strips, self.names, self.numbers, self._values, heights, strict=True)
        for strip, name, number, value, height in rows:
            side = LEFT if value < 0 else RIGHT
            strip.span(np.array([zero, height, 0.0]), self._unit * value)
            number.next_to(*((strip.tip, side) if beyond else self._on_side_of_names(strip, value)), buff=2 * TIGHT)
            level = height + _THICK / 2 + TIGHT / 2 + float(name.height) / 2
            name.move_to(np.array([zero, level, 0.0]) + self._named * (TIGHT + float(name.width) / 2))

    def come(self, row: int, **kwargs: object) -> Animation:
        """Return the growing of a strip, between its name and its number."""
        strip, foot, length = self.strips[row], self.strips[row].foot, self.strips[row].length
        growing = Showing(strip, lambda share: strip.span(foot, share * length))
        first = [FadeIn(self.axis)] if row == 0 else []
        coming = AnimationGroup(*first, FadeIn(self.names[row]), growing)
        return AnimationGroup(coming, FadeIn(self.numbers[row]), lag_ratio=0.8, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip on the ruler."""
        for strip, value, name in zip(self.strips, self._values, self.names, strict=True):
            if abs(strip.length - self._unit * value) < 1e-9:
                yield Measure("ruler", name.text, strip.drawn_length(), self._unit * value)

    def _on_side_of_names(self, strip: Strip, value: float) -> tuple[Array, Array]:
        """Return beside what, and on which side of it, a number stands that must not be beyond the names' side."""
        is_there = (value < 0) == (self._named is LEFT)
        return strip.tip if is_there else strip.foot, self._named

    def _reach(self, unit: float, *, beyond: bool) -> tuple[float, float]:
        """Return how far strips with their names and numbers reach to the left and to the right of 0."""
        names = max(float(name.width) for name in self.names) + 2 * TIGHT
        left = self._named is LEFT
        far = {True: 0.0, False: 0.0} | {left: names}
        for value, number in zip(self._values, self.numbers, strict=True):
            here, strip, written = bool(value < 0), unit * abs(value), float(number.width) + 3 * TIGHT
            far[here] = max(far[here], strip + (written if beyond or here == left else TIGHT))
            far[left] = max(far[left], written if not beyond else 0.0)
        return far[True], far[False]
