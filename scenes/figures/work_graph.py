"""The cost of walks over their steps, and below it a strip for the examples that each of them has run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from core.model.arithmetic import Given
from core.model.quantity import C
from core.notation.numeral import short
from core.passes.choices.one_or_all import OneOrAll
from scenes import theme
from scenes.figures.cost_plane import CostPlane
from scenes.figures.measures import Measure
from scenes.figures.rectangles import lines
from scenes.figures.scale import scale_for
from scenes.figures.work_row import WorkRow
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_LINE, _ROW = 0.5, 0.4
"""What a line of type takes down, and a strip."""
_LEAST, _TICKS = Size(2.0, 1.2), 3
"""Of the plane; about how many costs are written beside it."""
_TICK, _SLANT = 0.08, 0.16
_EDGE = 0.06
"""How much of the height stays free below and above what is seen of the costs."""


@final
class WorkGraph(VGroup):
    """What walks have taken, beside their map.

    Parameters
    ----------
    told : OneOrAll
    words : sequence of str
        What steps from all are called, from one, and from a few where there are some; braces stand for their number.
    counted : (str, str)
        What is counted across, and along the strips.
    look : Theme

    Attributes
    ----------
    rows : dict of int to WorkRow
        Of so many examples a step each.
    axes : VGroup
        What stands there before anything walks.
    """

    def __init__(self, told: OneOrAll, words: Sequence[str], counted: Sequence[str], look: theme.Theme) -> None:
        sizes = (told.examples, 1, *((told.size,) if told.size > 1 else ()))
        self.rows = {size: WorkRow(told, size, name, look) for size, name in zip(sizes, words, strict=False)}
        self._steps = told.steps
        costs = np.concatenate([told.walk(size).costs for size in sizes])
        low, high = float(costs.min()), float(costs.max())
        free = _EDGE * (high - low)
        self._ends = (low - free, high + free) if high > low else (low - 1.0, low + 1.0)
        self._is_broken = self._ends[0] > 0
        quiet = look.colour("quiet")
        marks = scale_for([low, high], ticks=_TICKS, margin=0.0)
        round_ones = dict.fromkeys(float(f"{tick:.6g}") for tick in marks.ticks)
        self._ticks = [tick for tick in round_ones if low <= tick <= high]
        given = told.moment.averaged
        self.costs = [  # as on the map
            Formula("{n}", em=theme.LABEL, colour=quiet, n=replace(given.read(Given(tick)), numeral=short(tick)))
            for tick in self._ticks
        ]
        self.symbol = Formula("{C}", em=theme.FORMULA, C=C)
        self.says = VGroup(*(Label(one, em=theme.LABEL, colour=quiet) for one in counted))
        self.across, self.up = (Line(color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.marks = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH)
        self.axes = VGroup(self.across, self.up, self.marks, self.symbol, self.says, *self.costs)
        super().__init__(self.axes, *self.rows.values())
        least = self.least_size()
        self.fill(Box(0.0, 0.0, least.width, least.height))

    @property
    def _left(self) -> float:
        return max(float(one.width) for one in (*self.costs, self.symbol)) + 2 * TIGHT

    @property
    def _right(self) -> float:
        return max(float(row.runs.width) for row in self.rows.values()) + 2 * TIGHT

    def least_size(self) -> Size:
        """Return the room in which all is told apart."""
        called = max(row.line_width for row in self.rows.values())
        height = len(self.rows) * (_LINE + _ROW) + NEAR + 2 * _LINE + TIGHT + _LEAST.height
        return Size(max(called, self._left + _LEAST.width + self._right), height)

    def fill(self, box: Box) -> None:
        """Stand in a box: what walks are called, their costs over their steps, and strips of examples run."""
        box = box.inset(TIGHT / 2, 0.0)
        top = box.top - len(self.rows) * _LINE - NEAR
        strips = box.bottom + len(self.rows) * _ROW
        low = strips + 2 * _LINE + TIGHT
        inner = Box(box.left + self._left, low, box.right - theme.DOT_RADIUS, top)
        self._plane = plane = CostPlane(inner, 0.0, float(self._steps), *self._ends)
        unit = (inner.width - self._right) / max(row.most for row in self.rows.values())
        for place, row in enumerate(self.rows.values()):
            line = Box(box.left, box.top - (place + 1) * _LINE, box.right, box.top - place * _LINE)
            row.stand(line, plane, strips - (place + 0.5) * _ROW, unit)
        self.across.put_start_and_end_on(*(np.array([x, low, 0.0]) for x in (inner.left, inner.right)))
        self.up.put_start_and_end_on(*(np.array([inner.left, y, 0.0]) for y in (low, top)))
        self._mark(inner)
        self.symbol.next_to(np.array([inner.left - TIGHT, top, 0.0]), LEFT, buff=TIGHT, aligned_edge=UP)
        steps, runs = self.says
        steps.next_to(np.array([inner.right, low, 0.0]), DOWN, buff=TIGHT, aligned_edge=RIGHT)
        runs.next_to(np.array([inner.left, strips, 0.0]), UP, buff=TIGHT, aligned_edge=LEFT)

    def measures(self) -> Iterator[Measure]:
        """Yield the lengths of all strips."""
        for size, row in self.rows.items():
            yield Measure("ruler", f"examples run, {size} a step", row.strip.drawn_length(), row.unit * row.run)

    def _mark(self, inner: Box) -> None:
        """Write costs beside the axis, clear of its name and of where it is broken, and show both."""
        ends = []
        low = inner.bottom + (3 * _SLANT if self._is_broken else 0.0)
        for tick, number in zip(self._ticks, self.costs, strict=True):
            place = self._plane.point(0.0, tick)
            number.next_to(place + (_TICK + TIGHT) * LEFT, LEFT, buff=0.0)
            is_clear = low < number.get_bottom()[1] and number.get_top()[1] < inner.top - self.symbol.height
            number.set_fill(opacity=float(is_clear))
            if is_clear:
                ends.append([place + _TICK * LEFT, place + _TICK * RIGHT])
        slant = np.array([_SLANT, _SLANT / 2, 0.0])
        for step in (1, 2) if self._is_broken else ():
            middle = np.array([inner.left, inner.bottom + step * _SLANT, 0.0])
            ends.append([middle - slant, middle + slant])
        self.marks.points = lines(np.array(ends)[:, :, :2]) if ends else np.zeros((0, 3))
