"""Signed bars to one scale: to the right what is positive, to the left what is negative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, Line, Mobject, Rectangle, VGroup

from core.model.arithmetic import Expression
from core.passes.moment import Moment
from scenes import theme
from scenes.components.bar_growth import GrowBar
from scenes.type.read_out import ReadOut

_LEAST = 0.012
"""Width of a bar that reads as zero: a hair on the axis."""


@dataclass(frozen=True, slots=True)
class BarOf:
    """What one bar shows.

    Parameters
    ----------
    label : Mobject
        Its symbol or name.
    quantity : Expression
    colour : str, optional
    """

    label: Mobject
    quantity: Expression
    moment: Moment
    colour: str | None = None


def ends_of(values: Iterable[float]) -> tuple[float, float]:
    """Return the ends of the room for bars that suits some values: a side to which nothing reaches takes none.

    Examples
    --------
    >>> ends_of([-2.0, -1.0])
    (-2.0, 0.0)
    """
    values = tuple(values)
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if low < high else (-1.0, 1.0)


@final
class SignedBars(VGroup):
    """Bars from one zero line, with labels at the left and numbers at the right.

    Parameters
    ----------
    rows : sequence of BarOf
    ends : (float, float), optional
        The values at the left and right end of the room for bars, zero between them.
        Default: the size of the largest value to either side.
    width : float
        Of the room for bars.
    row_height : float
    digits : int
    visited : sequence of Moment
        Where all rows will be taken; there is room for their values.

    Attributes
    ----------
    axis : Line
        The zero line.
    labels, bars, read_outs : VGroup
        In the order of the rows.
    """

    def __init__(
        self,
        rows: Sequence[BarOf],
        *,
        ends: tuple[float, float] | None = None,
        width: float = 3.2,
        row_height: float = 0.55,
        digits: int = 4,
        visited: Sequence[Moment] = (),
    ) -> None:
        self._rows = rows
        values = [row.moment.read(row.quantity).value for row in self._rows]
        later = [moment.read(row.quantity).value for row in self._rows for moment in visited]
        reach = max(map(abs, (*values, *later)))
        self._low, self._high = ends or (-reach or -1.0, reach or 1.0)
        self._unit = width / (self._high - self._low)
        left, right = self._low * self._unit, self._high * self._unit
        self._thick = min(0.3, row_height * 0.5)
        height = row_height * len(rows)
        self.axis = Line(UP * height / 2, DOWN * height / 2, color=theme.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.bars, self.read_outs = VGroup(), VGroup()
        for index, row in enumerate(self._rows):
            y = height / 2 - (index + 0.5) * row_height
            colour = row.colour or theme.colour("C")
            bar = Rectangle(width=1, height=self._thick, stroke_width=0, fill_color=colour, fill_opacity=1)
            self.bars.add(bar.shift(UP * y))
            number = ReadOut(row.moment, row.quantity, largest=reach, digits=digits, em=theme.LABEL, colour=colour)
            self.read_outs.add(number.move_to(RIGHT * (right + 0.25) + UP * y, aligned_edge=LEFT))
            row.label.move_to(RIGHT * (left - 0.25) + UP * y, aligned_edge=RIGHT)
        self.labels = VGroup(*(row.label for row in rows))
        super().__init__(self.axis, self.bars, self.labels, self.read_outs)
        for index, value in enumerate(values):
            self.stretch_bar(index, value)

    @property
    def reach(self) -> float:
        """How far the zero line is from the right end of the room for bars."""
        return self._high * self._unit

    def at(self, moment: Moment) -> None:
        """Show every row in a state."""
        for index, row in enumerate(self._rows):
            self.read_outs[index].at(moment)
            self.stretch_bar(index, moment.read(row.quantity).value)

    def stretch_bar(self, index: int, value: float) -> None:
        """Draw a bar to scale; beyond an end it ends there."""
        zero = self.axis.get_center()
        reach = max(self._low, min(self._high, value)) * self._unit
        left, right = min(0.0, reach) - _LEAST / 2, max(0.0, reach) + _LEAST / 2
        y = self.bars[index].get_y()
        half = self._thick / 2
        corners = [(right, half), (left, half), (left, -half), (right, -half), (right, half)]
        self.bars[index].set_points_as_corners(np.array([[zero[0] + dx, y + dy, 0.0] for dx, dy in corners]))

    def row(self, index: int) -> VGroup:
        """Return label, bar and number of one row."""
        return VGroup(self.labels[index], self.bars[index], self.read_outs[index])

    def show_row(self, index: int) -> Animation:
        """Return the coming of one row, its bar growing from the zero line."""
        return AnimationGroup(
            FadeIn(self.labels[index]),
            GrowBar(self.bars[index], self.axis.get_x()),
            FadeIn(self.read_outs[index]),
        )

    def show_axis(self) -> Animation:
        """Return the coming of the zero line."""
        return Create(self.axis)
