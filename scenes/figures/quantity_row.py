"""A quantity on its line: symbol, line, dot and running number, each a part that a layout can place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import RIGHT, UP, Animation, AnimationGroup, Create, Dot, FadeIn, GrowFromCenter, VGroup

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.components.formula import Formula
from scenes.components.read_out import ReadOut
from scenes.components.scale import Scale
from scenes.figures.axis import Axis
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT, Cells, Column, Row

DIGITS = 3
"""Significant, as everywhere in the one-neuron part."""


@final
class Number(VGroup):
    """A running number in room for all that it will be; its right end stays where it is.

    Parameters
    ----------
    moments : sequence of Moment
        What it shows at first, then where else it will be taken.
    quantity : Quantity
    look : Theme
    em : float
    signed : bool
        Whether a plus is written.
    """

    def __init__(
        self,
        moments: Sequence[Moment],
        quantity: Quantity,
        look: theme.Theme,
        *,
        em: float = theme.FORMULA,
        signed: bool = False,
    ) -> None:
        largest = max(abs(moment.value(quantity)) for moment in moments)
        colour = look.colour_of(quantity)
        self.read_out = ReadOut(
            moments[0], quantity, largest=largest, digits=DIGITS, em=em, colour=colour, signed=signed
        )
        left, self._right = self.read_out.span(moments)
        self._width, self._height = self._right - left, em
        self._offset = self._right - float(self.read_out[0].points[0, 0])
        super().__init__(self.read_out)

    def at(self, moment: Moment) -> None:
        """Show the quantity's value in a moment."""
        self.read_out.at(moment)

    def least_size(self) -> Size:
        """Return the room for the widest number."""
        return Size(self._width, self._height)

    def most_size(self) -> Size:
        """Return the same: it does not grow."""
        return self.least_size()

    def fill(self, box: Box) -> None:
        """Stand at the right end of a box, in the middle of its height."""
        start = self.read_out[0].points[0]
        middle = self.read_out.baseline + 0.33 * self._height
        self.shift(RIGHT * (box.right - self._offset - start[0]) + UP * (box.centre[1] - middle))


@final
class QuantityRow(VGroup):
    """One quantity on its line.

    Parameters
    ----------
    quantity : Quantity
    moments : sequence of Moment
        What it shows at first, then where else it will be taken.
    scale : Scale
        The stretch of numbers shown.
    look : Theme
    named : bool
        Whether the line's ends carry their numbers.

    Attributes
    ----------
    symbol : Formula
    axis : Axis
    dot : Dot
    number : Number
    """

    def __init__(
        self, quantity: Quantity, moments: Sequence[Moment], scale: Scale, look: theme.Theme, *, named: bool = True
    ) -> None:
        self.quantity, self._now = quantity, moments[0]
        self.symbol = Formula("{q}", q=quantity, em=theme.LARGE, indexed=False)
        self.axis = Axis(scale, look, named=named)
        self.dot = Dot(radius=theme.DOT_RADIUS, color=look.colour_of(quantity))
        self.number = Number(moments, quantity, look)
        super().__init__(self.symbol, self.axis, self.dot, self.number)

    def cells(self, *, tall: bool) -> tuple[object, object, object]:
        """Return symbol, line and number side by side; in a tall frame, the two others above the line."""
        if tall:
            above: Cells = Row(self.symbol, self.number, spread="apart")
            return None, Column(above, self.axis, gap=TIGHT, place="stretch"), None
        return self.symbol, self.axis, self.number

    def at(self, moment: Moment) -> None:
        """Move the dot and the number to a moment."""
        self._now = moment
        self.dot.move_to(self.place(moment))
        self.number.at(moment)

    def place(self, moment: Moment) -> object:
        """Return where the quantity is on its line in a moment."""
        return self.axis.point(moment.value(self.quantity))

    def appear(self) -> Animation:
        """Return the coming of the line out of its dot, then of what names and counts it."""
        named = FadeIn(self.axis.ticks, self.axis.tick_labels, self.symbol, self.number)
        return AnimationGroup(GrowFromCenter(self.dot), Create(self.axis.rule), named, lag_ratio=0.3)
