"""The examples below each other: what each one makes of the network, and its own slope as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Rectangle,
    Transform,
    VGroup,
    VMobject,
)

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.components.bar_growth import GrowBar
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_GAP = 0.45
_LEAST_BARS = 2.0
_BAR = 0.24
_HAIR = 0.012


@final
class ExampleTable(VGroup):
    """Rows of examples, then the rest of them as thin bars, then the average over all.

    Parameters
    ----------
    moment : Moment
    columns : sequence of Quantity
        What is shown of each example, left to right.
    slope : Quantity
        Whose value is drawn as a signed bar, all to one scale.
    singles : int
        How many examples have a row of their own; the first ones.
    header : sequence of Formula
        Over the index, the columns and the bars.
    height : float

    Attributes
    ----------
    header, rule, axis, foot : VGroup, Line
        The foot is the rule above the average.
    rows : list of VGroup
        The numbers of each single example: index, then the columns.
    bars, read_outs : list
        Of each single example.
    rest, rest_label : VMobject, Label
        The other examples' bars, one hair each, and which they are; None if there are none.
    mean_label, mean_bar, mean_read_out
        Of the average over all examples.
    """

    def __init__(
        self,
        moment: Moment,
        columns: Sequence[Quantity],
        slope: Quantity,
        *,
        singles: int,
        header: Sequence[Formula],
        height: float,
    ) -> None:
        self._moment, self._columns, self._slope = moment, columns, slope
        count = len(moment.examples)
        self._all = moment.values(slope)
        self._largest = float(np.abs(self._all).max()) or 1.0
        others = count - singles
        self._step = min(0.6, height / (singles + 2.7 + (1.6 if others else 0)))
        self.rows = [self._numbers(i) for i in range(singles)]
        self.read_outs = [self._read_out(moment.of(i)) for i in range(singles)]
        self.mean_read_out = self._read_out(moment.averaged)
        self._lay_columns(header)
        self._zero = np.array([self._middle, 0.0, 0.0])
        y = -self._step * 0.5
        heights = [y - self._step * (row + 1) for row in range(singles)]
        band = 1.6 * self._step if others else 0.0
        bottom = heights[-1] - self._step * 0.6 - band
        self.bars = [self._bar(self._all[i], heights[i], _BAR) for i in range(singles)]
        for row, read_out, high in zip(self.rows, self.read_outs, heights, strict=True):
            row.shift(UP * high)
            read_out.shift(UP * high)
        self.rest = self._hairs(self._all[singles:], heights[-1] - self._step / 2, bottom) if others else None
        self.rest_label = None
        if others:
            which = f"examples {singles} to {count - 1}" if others > 1 else f"example {singles}"
            middle = (heights[-1] - self._step / 2 + bottom) / 2
            self.rest_label = Label(which).move_to(RIGHT * theme.LEFT + UP * middle, aligned_edge=LEFT)
        self._add_mean(bottom, count)
        grey = theme.colour("quiet")
        self.rule = Line(RIGHT * theme.LEFT, RIGHT * theme.RIGHT, color=grey, stroke_width=1.5)
        self.rule.set_y(-self._step * 0.75)
        top = self.rule.get_y() - 0.05
        self.axis = Line(UP * top, UP * (bottom - 1.1 * self._step), color=grey, stroke_width=theme.LINE_WIDTH)
        self.axis.shift(self._zero)
        rest = [part for part in (self.rest, self.rest_label) if part is not None]
        super().__init__(
            self.header,
            self.rule,
            self.axis,
            self.foot,
            *self.bars,
            *rest,
            self.mean_bar,
            *self.rows,
            *self.read_outs,
            self.mean_label,
            self.mean_read_out,
        )

    def show_frame(self) -> Animation:
        """Return the coming of header, rule and zero line."""
        return AnimationGroup(FadeIn(self.header), Create(self.rule), Create(self.axis))

    def grow_bar(self, index: int) -> Animation:
        """Return the growing of an example's bar from the zero line, with its number."""
        bar = self.bars[index]
        return AnimationGroup(GrowBar(bar, self._middle), FadeIn(self.read_outs[index]))

    def singled_out(self, index: int) -> VGroup:
        """Return all examples but one, so that they can be dimmed."""
        parts = [*self.rows, *self.bars, *self.read_outs]
        kept = (self.rows[index], self.bars[index], self.read_outs[index])
        rest = (self.rest, self.rest_label) if self.rest is not None else ()
        return VGroup(*(part for part in parts if part not in kept), *rest)

    def fall_together(self) -> tuple[VGroup, Animation]:
        """Return copies of all bars and their way into the average's bar."""
        bars = [*self.bars, *([self.rest] if self.rest is not None else [])]
        copies = VGroup(*(bar.copy() for bar in bars))
        return copies, LaggedStart(*(Transform(copy, self.mean_bar) for copy in copies), lag_ratio=0.08)

    def grow_rest(self) -> Animation:
        """Return the growing of all other examples' bars."""
        assert self.rest is not None
        return AnimationGroup(GrowBar(self.rest, self._middle), FadeIn(self.rest_label))

    def _numbers(self, index: int) -> VGroup:
        moment = self._moment.of(index)
        cells = [Formula(str(index), em=theme.LABEL, colour=theme.colour("quiet"))]
        for quantity in self._columns:
            largest = float(np.abs(self._moment.values(quantity)).max())
            colour = theme.colour_of(quantity)
            cells.append(ReadOut(moment, quantity, largest=largest, em=theme.LABEL, colour=colour))
        return VGroup(*cells)

    def _read_out(self, moment: Moment) -> ReadOut:
        colour = theme.colour("C")
        return ReadOut(moment, self._slope, largest=self._largest, em=theme.LABEL, colour=colour)

    def _lay_columns(self, header: Sequence[Formula]) -> None:
        """Give each column the room that it needs, and the bars what is left."""
        self.header = VGroup(*header)
        x = theme.LEFT
        for column, head in enumerate(header[:-1]):
            room = max(head.width, *(row[column].width for row in self.rows))
            for row in self.rows:
                row[column].move_to(RIGHT * (x + room / 2))
            head.move_to(RIGHT * (x + room / 2))
            x += room + _GAP
        number = max(read_out.width for read_out in (*self.read_outs, self.mean_read_out))
        for read_out in (*self.read_outs, self.mean_read_out):
            read_out.move_to(RIGHT * (theme.RIGHT - number), aligned_edge=LEFT)
        right = theme.RIGHT - number - 0.2
        self._middle, self._half = (x + right) / 2, max(_LEAST_BARS, right - x) / 2
        header[-1].move_to(RIGHT * self._middle)

    def _bar(self, value: float, y: float, thick: float) -> VMobject:
        reach = value / self._largest * self._half
        left, right = min(0.0, reach) - _HAIR / 2, max(0.0, reach) + _HAIR / 2
        bar = Rectangle(width=right - left, height=thick, stroke_width=0)
        bar.set_fill(theme.colour("C"), opacity=1)
        return bar.move_to([self._middle + (left + right) / 2, y, 0.0])

    def _hairs(self, values: Array, top: float, bottom: float) -> VMobject:
        """Return one shape of a bar for each value, from top to bottom; there may be thousands."""
        step = (top - bottom - 0.1) / len(values)
        reach = values / self._largest * self._half
        left, right = np.minimum(0, reach) - _HAIR / 2, np.maximum(0, reach) + _HAIR / 2
        y = top - 0.05 - step * (np.arange(len(values)) + 0.5)
        middles = np.stack([self._middle + (left + right) / 2, y, np.zeros_like(y)], axis=1)
        sizes = np.stack([right - left, np.full_like(y, step * 0.8), np.zeros_like(y)], axis=1)
        points = middles[:, None] + sizes[:, None] * Rectangle(width=1, height=1).points
        return VMobject(stroke_width=0).set_fill(theme.colour("C"), opacity=1).set_points(points.reshape(-1, 3))

    def _add_mean(self, bottom: float, count: int) -> None:
        mean = self._moment.averaged.value(self._slope)
        low = bottom - 0.6 * self._step
        grey = theme.colour("quiet")
        self.foot = Line(RIGHT * theme.LEFT, RIGHT * theme.RIGHT, color=grey, stroke_width=1.5).set_y(bottom)
        words = f"average of all {count}" if count > 1 else "the only example"
        self.mean_label = Label(words, em=theme.LABEL, colour=theme.colour("text"))
        self.mean_label.move_to(RIGHT * theme.LEFT + UP * low, aligned_edge=LEFT)
        self.mean_bar = self._bar(mean, low, _BAR)
        self.mean_read_out.shift(UP * low)
