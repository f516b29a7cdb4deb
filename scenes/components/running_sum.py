"""A sum drawn tip to tail: each signed bar begins where the last one ended, and the total spans them all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import final

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    AnimationGroup,
    Create,
    DashedLine,
    FadeIn,
    GrowFromEdge,
    Line,
    Rectangle,
    VGroup,
)

from core.notation.numeral import MINUS
from scenes import theme
from scenes.components.signed_bars import BarOf
from scenes.type.read_out import ReadOut

_LEAST = 0.012
"""Width of a bar that reads as zero: a hair."""
_GAP = 0.3
_BEYOND = 0.33
"""The most that the zero line reaches beyond the first row and the last."""
_MOST_DIGITS = 7


@final
class RunningSum(VGroup):
    """Terms below each other with their numbers and bars, a rule, and the total.

    The numbers have so many decimals that those shown add up to the total shown. Negative bars are
    hollow.

    Parameters
    ----------
    terms : sequence of BarOf
        A label may be an empty group.
    total : BarOf
    width : float
        Of the room for bars.
    row_height : float
    heights : sequence of float, optional
        Of the rows, the total's last. Default: evenly, by `row_height`.
    reach : sequence of float
        Further values that the room for bars must hold, for a bar that is compared with the total.
    em : float
        Size of the numbers.

    Attributes
    ----------
    labels, read_outs, bars : VGroup
        In the order of the terms, the total last.
    steps : VGroup
        Dashed lines from the end of each bar to the start of the next.
    axis, rule : Line
        Where the sum is zero; what the total stands below.
    """

    def __init__(
        self,
        terms: Sequence[BarOf],
        total: BarOf,
        *,
        width: float = 3.0,
        row_height: float = 0.55,
        heights: Sequence[float] | None = None,
        reach: Sequence[float] = (),
        em: float = theme.LABEL,
    ) -> None:
        rows = [*terms, total]
        self._thick, self._em = min(0.28, row_height * 0.5), em
        self._heights = list(heights or (-row_height * (row + 0.4 * (row == len(terms))) for row in range(len(rows))))
        values = [row.moment.read(row.quantity).value for row in rows]
        self._ends = [0.0, *accumulate(values[:-1])]
        self._low, high = min(0.0, *self._ends, *reach), max(0.0, *self._ends, *reach)
        self._unit = width / ((high - self._low) or 1.0)
        self.read_outs = VGroup(*self._numbers(rows, max(map(abs, values))))
        self.bars = VGroup(*(self._bar(index, row) for index, row in enumerate(rows)))
        self.steps = VGroup(*(self._step(index) for index in range(len(terms))))
        self.labels = VGroup(*(self._label(index, row) for index, row in enumerate(rows)))
        beyond = min(_BEYOND, row_height / 2)
        top, bottom = self._heights[0] + beyond, self._heights[-1] - beyond
        self.axis = Line(self._at(0.0, top), self._at(0.0, bottom), color=theme.colour("quiet"), stroke_width=1.5)
        self.rule = self._rule(width)
        super().__init__(self.axis, self.rule, self.steps, self.bars, self.labels, self.read_outs)

    def show_row(self, index: int) -> Animation:
        """Return the coming of one row, its bar growing from where the last ended."""
        return AnimationGroup(FadeIn(self.labels[index]), self.show_bar(index))

    def show_bar(self, index: int) -> Animation:
        """Return the coming of one row without its label."""
        return AnimationGroup(FadeIn(self.read_outs[index]), self.grow_bar(index))

    def show_number(self, index: int) -> Animation:
        """Return the coming of one row without its bar."""
        return AnimationGroup(FadeIn(self.labels[index]), FadeIn(self.read_outs[index]))

    def grow_bar(self, index: int) -> Animation:
        """Return the growing of one bar from where the last ended."""
        bar = self.bars[index]
        edge = RIGHT if bar.is_negative else LEFT
        step = [FadeIn(self.steps[index - 1])] if 0 < index <= len(self.steps) else []
        return AnimationGroup(FadeIn(bar) if theme.is_calm() else GrowFromEdge(bar, edge), *step)

    def show_total(self) -> Animation:
        """Return the coming of the rule and the total."""
        return AnimationGroup(Create(self.rule), self.show_row(len(self.bars) - 1))

    def show_axis(self) -> Animation:
        """Return the coming of the zero line."""
        return Create(self.axis)

    def reach_of(self, value: float) -> float:
        """Return where on stage a bar from zero to a value ends."""
        return float(self.axis.get_center()[0]) + value * self._unit

    def row(self, index: int) -> VGroup:
        """Return label, number and bar of one row."""
        return VGroup(self.labels[index], self.read_outs[index], self.bars[index])

    def _at(self, value: float, height: float) -> np.ndarray:
        return np.array([(value - self._low) * self._unit, height, 0.0])

    def _numbers(self, rows: Sequence[BarOf], largest: float) -> list[ReadOut]:
        for digits in range(4, _MOST_DIGITS + 1):
            made = [self._number(row, largest, digits) for row in rows]
            shown = [Decimal(one.reading.shown.partition("×")[0].replace(MINUS, "-")) for one in made]
            if sum(shown[:-1]) == shown[-1]:
                break
        else:
            made = [self._number(row, largest, 4) for row in rows]
        for number, height in zip(made, self._heights, strict=True):
            number.move_to(np.array([-_GAP, height, 0.0]), aligned_edge=RIGHT)
        return made

    def _number(self, row: BarOf, largest: float, digits: int) -> ReadOut:
        return ReadOut(row.moment, row.quantity, largest=largest, digits=digits, em=self._em, colour=row.colour)

    def _bar(self, index: int, row: BarOf) -> Rectangle:
        is_total = index == len(self._heights) - 1
        start, end = (0.0, self._ends[-1]) if is_total else self._ends[index : index + 2]
        colour = row.colour or theme.colour("C")
        bar = Rectangle(
            width=max(abs(end - start) * self._unit, _LEAST), height=self._thick, color=colour, stroke_width=1.5
        )
        bar.is_negative = end < start
        bar.set_fill(theme.colour("ground") if bar.is_negative else colour, opacity=1)
        return bar.move_to(self._at((start + end) / 2, self._heights[index]))

    def _step(self, index: int) -> DashedLine:
        """Return the line from the end of a bar to the next row."""
        end = self._ends[index + 1]
        top, bottom = self._heights[index] - self._thick / 2, self._heights[index + 1] + self._thick / 2
        line = DashedLine(self._at(end, top), self._at(end, bottom), dash_length=0.06, color=theme.colour("quiet"))
        return line.set_stroke(width=1.5)

    def _label(self, index: int, row: BarOf) -> VGroup:
        edge = min(number.get_left()[0] for number in self.read_outs) - _GAP
        return row.label.move_to(np.array([edge, self._heights[index], 0.0]), aligned_edge=RIGHT)

    def _rule(self, width: float) -> Line:
        left = min(label.get_left()[0] for label in (*self.labels, *self.read_outs) if label.get_family()[1:])
        height = (self._heights[-1] + self._heights[-2]) / 2
        return Line([left, height, 0], [width, height, 0], color=theme.colour("quiet"), stroke_width=1.5)
