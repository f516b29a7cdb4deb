"""The cost of two descents over their steps, solid and dashed, and the level of one answer for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Dot, Line, VGroup, VMobject

from core.model.arithmetic import Given
from core.model.quantity import C
from core.passes.choices.two_starts import TwoStarts
from scenes import theme
from scenes.figures.clipping import dashes, straight
from scenes.figures.cost_plane import CostPlane
from scenes.figures.measures import Measure
from scenes.figures.scale import scale_for
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.type.formula import Formula, Label

_LEAST = Size(5.0, 3.0)
_SAMPLE, _DASH, _DOT = 0.7, 0.14, 0.05
_POINTS = 400
"""Of a curve, at most."""
_DIGITS, _PARTS = 3, 4
"""Of a cost; steps of the axis across."""
_LINE = 0.55


@final
class DescentCurves(VGroup):
    """C over the steps of A and B.

    Parameters
    ----------
    told : TwoStarts
    words : sequence of str
        What A, B and the level are called; what is counted across.
    short : (str, str)
        The names of A and B before their costs.
    look : Theme

    Attributes
    ----------
    axes : list
        Lines, numbers and names that stand there before anything moves.
    curves : tuple of VMobject
    ends : tuple
        A dot and a ring.
    numbers : list of VGroup
        The costs after all steps, with the names before them.
    level : VMobject
        Empty where B does not stand.
    """

    def __init__(self, told: TwoStarts, words: Sequence[str], short: tuple[str, str], look: theme.Theme) -> None:
        self._told, self._reached = told, 0.0
        colour, quiet, text = look.colour("C"), look.colour("quiet"), look.colour("text")
        steps = np.unique(np.linspace(0, told.steps, min(told.steps, _POINTS) + 1).round()).astype(int)
        self._rows = [np.column_stack([steps, told.descents.costs[steps, seed]]) for seed in told.seeds]
        costs = np.concatenate([rows[:, 1] for rows in self._rows])
        self._all = costs if told.level is None else np.append(costs, told.level)
        marks = scale_for([min(0.0, *self._all), max(0.0, *self._all)], ticks=4, margin=0.0)
        low, high = min(0.0, float(self._all.min())), max(0.0, float(self._all.max()))
        pairs = zip(marks.ticks, marks.tick_numerals, strict=True)
        kept = [(tick, numeral) for tick, numeral in pairs if low - 1e-12 <= tick <= high + 1e-12]
        given = told.moment.averaged
        self._ticks = [tick for tick, _ in kept]
        self.heights = [
            Formula("{n}", em=theme.LABEL, colour=quiet, n=replace(given.read(Given(tick)), numeral=numeral))
            for tick, numeral in kept
        ]
        self._steps = sorted({round(told.steps * part / _PARTS) for part in range(_PARTS + 1)})
        self.counts = [Formula("{n}", em=theme.LABEL, colour=quiet, n=given.count(step)) for step in self._steps]
        self.rules = VMobject(stroke_color=look.dimmed(quiet), stroke_width=theme.LINE_WIDTH / 2)
        self.floor = Line(color=quiet, stroke_width=theme.LINE_WIDTH)
        self.says = Label(words[3], colour=quiet)
        self.symbol = Formula("{C}", em=theme.FORMULA, C=C)
        self.curves = tuple(VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE) for _ in range(2))
        self.level = VMobject(stroke_color=text, stroke_width=theme.LINE_WIDTH)
        radius = theme.DOT_RADIUS
        ring = Circle(radius=radius, color=colour, stroke_width=theme.LINE_WIDTH)
        ring.set_fill(look.colour("ground"), opacity=1)
        self.ends = (Dot(radius=radius, color=colour), ring)
        self.numbers = []
        for seed, name in zip(told.seeds, short, strict=True):
            number = Formula("{C}", em=theme.LABEL, C=told.after(seed).read(C, _DIGITS)).set_fill(colour)
            head = Label(name, colour=text).on_baseline(number.baseline)
            number.shift((float(head.get_right()[0]) + TIGHT - float(number.get_left()[0])) * RIGHT)
            self.numbers.append(VGroup(head, number))
        self.keys = [VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE) for _ in range(2)]
        self.level_key = VMobject(stroke_color=text, stroke_width=theme.LINE_WIDTH)
        self.words = [Label(one, colour=text) for one in words[:3]]
        self.axes = [self.rules, self.floor, self.symbol, self.says, *self.heights, *self.counts]
        self.legend = [*self.keys, *self.words[:2]]
        self.stood = [self.level, self.level_key, self.words[2]] if told.level is not None else []
        super().__init__(*self.axes, *self.legend, *self.stood, *self.curves, *self.ends, *self.numbers)
        least = self.least_size()
        self.fill(Box(0.0, 0.0, least.width, least.height))

    def least_size(self) -> Size:
        """Return the room in which both curves are told apart."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Stand in a box: what lines are called above, numbers of steps below, costs at both sides."""
        legend = self._write_legend(box)
        left = max(float(one.width) for one in (*self.heights, self.symbol)) + TIGHT
        right = max(float(one.width) for one in self.numbers) + NEAR
        top = box.top - legend - NEAR
        inner = Box(box.left + left, box.bottom + theme.LABEL + NEAR + TIGHT, box.right - right, top)
        self._plane = plane = CostPlane.of(inner, 0.0, float(self._told.steps), self._all)
        ends = [[plane.point(0.0, tick), plane.point(plane.last, tick)] for tick in self._ticks]
        self.rules.points = np.concatenate([np.zeros((0, 3)), *(straight(np.array(one)) for one in ends)])
        self.floor.put_start_and_end_on(plane.point(0.0, 0.0), plane.point(plane.last, 0.0))
        for tick, number in zip(self._ticks, self.heights, strict=True):
            number.next_to(plane.point(0.0, tick), LEFT, buff=TIGHT)
        for step, number in zip(self._steps, self.counts, strict=True):
            number.next_to(np.array([plane.point(step, 0.0)[0], inner.bottom, 0.0]), DOWN, buff=NEAR)
        self._thin_out()
        self.says.next_to(np.array([inner.right, inner.bottom, 0.0]), DOWN, buff=TIGHT)
        self.says.shift((box.right - float(self.says.get_right()[0])) * RIGHT).set_y(self.counts[0].get_y())
        if self.says.get_left()[0] < self.counts[-1].get_right()[0] + TIGHT:
            self.counts[-1].shift((self.says.get_left()[0] - TIGHT - self.counts[-1].get_right()[0]) * RIGHT)
        self.symbol.move_to(np.array([box.left, box.top, 0.0]), aligned_edge=UP + LEFT)
        if self._told.level is not None:
            row = [plane.point(at, self._told.level) for at in (0.0, plane.last)]
            self.level.points = dashes(np.array(row), _DOT)
        self._write_costs(inner, box)
        self.at(self._reached)

    def at(self, reached: float) -> None:
        """Show both curves up to so many steps."""
        self._reached = reached
        for place, (curve, rows, end) in enumerate(zip(self.curves, self._rows, self.ends, strict=True)):
            here = np.array([reached, np.interp(reached, rows[:, 0], rows[:, 1])])
            seen = np.vstack([rows[rows[:, 0] < reached], here])
            if len(seen) > 1:
                curve.points = dashes(self._plane.points(seen), _DASH) if place else self._plane.line(seen)
            else:
                curve.points = np.zeros((0, 3))
            end.move_to(self._plane.point(*here))

    @property
    def moving(self) -> list[Any]:
        """Both curves and their ends."""
        return [*self.curves, *self.ends]

    def measures(self) -> Iterator[Measure]:
        """Yield how high both ends stand, once all steps are taken."""
        if self._reached == self._told.steps:
            for end, seed in zip(self.ends, self._told.seeds, strict=True):
                meant = self._plane.unit * self._told.after(seed).value(C)
                yield Measure("ruler", str(C), float(end.get_y()) - self._plane.floor, meant)

    def _thin_out(self) -> None:
        """Leave out numbers of the axis across that would touch the one before."""
        reach = -np.inf
        for number in self.counts[:-1]:
            is_clear = number.get_left()[0] > reach and (
                number is self.counts[0] or number.get_right()[0] + NEAR < self.counts[-1].get_left()[0]
            )
            number.set_fill(opacity=1.0 if is_clear else 0.0)
            reach = float(number.get_right()[0]) + NEAR if is_clear else reach

    def _write_legend(self, box: Box) -> float:
        """Write what lines are called along the top; return how high that is."""
        pairs = list(zip([*self.keys, self.level_key], self.words, strict=True))[: 3 if self.stood else 2]
        start = box.left + float(self.symbol.width) + APART
        x, y = start, box.top - theme.LABEL / 2
        for place, (key, word) in enumerate(pairs):
            if x > start and x + _SAMPLE + TIGHT + word.width > box.right:
                x, y = start, y - _LINE
            row = np.array([[x, y, 0.0], [x + _SAMPLE, y, 0.0]])
            key.points = straight(row) if place == 0 else dashes(row, _DASH if place == 1 else _DOT)
            word.move_to(np.array([x + _SAMPLE + TIGHT, y, 0.0]), aligned_edge=LEFT)
            x = float(word.get_right()[0]) + APART
        return box.top - y + theme.LABEL / 2

    def _write_costs(self, inner: Box, box: Box) -> None:
        """Write both costs at the right of their ends, clear of each other."""
        heights = [self._plane.point(self._plane.last, rows[-1, 1])[1] for rows in self._rows]
        gap = theme.LABEL + TIGHT
        if heights[1] - heights[0] < gap:
            middle = min(max(sum(heights) / 2, inner.bottom + gap / 2), box.top)
            heights = [middle - gap / 2, middle + gap / 2]
        for number, height in zip(self.numbers, heights, strict=True):
            number.move_to(np.array([inner.right + NEAR, height, 0.0]), aligned_edge=LEFT)
