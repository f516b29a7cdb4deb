"""A quantity on its line: symbol, line, dot and running number, in columns that several rows share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import final

from manim import RIGHT, UP, Animation, AnimationGroup, GrowFromCenter, GrowFromPoint, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.axis import Axis
from scenes.figures.scale import Scale
from scenes.layout.box import Box, Size
from scenes.motion import Spell, fly
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

DIGITS = 3
"""Significant, as everywhere in the one-neuron part."""
_MORE = 2
"""So many more where a number grows on its way, so that it has them at rest too."""
_MIDDLE = 0.32
"""Of an em: from the baseline up to the middle of a digit."""
_OVERHANG = 0.08
"""Of an em: how far one digit reaches further than another."""
_AXIS = 0.25
"""Of an em: from the baseline up to where a minus stands."""


@final
class Symbol(VGroup):
    """A quantity's symbol, level with the line that it names.

    Parameters
    ----------
    quantity : Quantity
    em : float

    Attributes
    ----------
    formula : Formula
    """

    def __init__(self, quantity: Quantity, *, em: float = theme.HERO) -> None:
        self._em = em
        self.formula = Formula("{q}", q=quantity, em=em, indexed=False)
        super().__init__(self.formula)

    def least_size(self) -> Size:
        """Return the room of its column, as much above the line as below it."""
        level = self.formula.baseline + _AXIS * self._em
        reach = max(self.formula.get_top()[1] - level, level - self.formula.get_bottom()[1])
        return Size(self.formula.width, 2 * float(reach))

    def most_size(self) -> Size:
        """Return the same height: its column may be wider."""
        return Size(math.inf, self.least_size().height)

    def fill(self, box: Box) -> None:
        """Stand at the left of a box, the line through its middle."""
        self.formula.on_baseline(box.centre[1] - _AXIS * self._em)
        self.formula.shift(RIGHT * (box.left - self.formula.get_left()[0]))


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

    Attributes
    ----------
    read_out : ReadOut
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
        sizes = [abs(moment.value(quantity)) for moment in moments]
        largest = max(sizes)
        more = _power(largest) - _power(sizes[0]) if sizes[0] else 0
        colour = look.colour_of(quantity)
        now, digits = moments[0], DIGITS + min(_MORE, more)
        self.read_out = ReadOut(now, quantity, largest=largest, digits=digits, em=em, colour=colour, signed=signed)
        left, self._right = self.read_out.span(moments)
        self._right += _OVERHANG * em
        self._width, self._height = self._right - left, em
        self._offset = self._right - float(self.read_out[0].points[0, 0])
        super().__init__(self.read_out)

    def at(self, moment: Moment) -> None:
        """Show the quantity's value in a moment."""
        self.read_out.at(moment)

    def reading(self, moment: Moment) -> Reading:
        """Return what it would show in a moment: captions print a number as the picture does."""
        now = self.read_out.moment
        self.read_out.at(moment)
        found = self.read_out.reading
        self.read_out.at(now)
        return found

    def least_size(self) -> Size:
        """Return the room for the widest number."""
        return Size(self._width, self._height)

    def most_size(self) -> Size:
        """Return the same height: its column may be wider."""
        return Size(math.inf, self._height)

    def fill(self, box: Box) -> None:
        """Stand at the right end of a box, in the middle of its height."""
        start = self.read_out[0].points[0]
        middle = self.read_out.baseline + _MIDDLE * self._height
        self.shift(RIGHT * (box.right - self._offset - start[0]) + UP * (box.centre[1] - middle))


def _power(size: float) -> int:
    return math.floor(math.log10(size))


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
    symbol : Symbol
    axis : Axis
    number : Number
    """

    def __init__(
        self, quantity: Quantity, moments: Sequence[Moment], scale: Scale, look: theme.Theme, *, named: bool = True
    ) -> None:
        self.quantity = quantity
        self.symbol = Symbol(quantity)
        self.axis = Axis(scale, moments[0].value(quantity), look, look.colour_of(quantity), named=named)
        self.number = Number(moments, quantity, look)
        super().__init__(self.symbol, self.axis, self.number)

    def cells(self) -> tuple[Symbol, Axis, Number]:
        """Return what stands side by side in a grid."""
        return self.symbol, self.axis, self.number

    def at(self, moment: Moment) -> None:
        """Move the dot and the number to a moment."""
        self.axis.at(moment.value(self.quantity))
        self.number.at(moment)

    def place(self, moment: Moment) -> Array:
        """Return where the quantity is on its line in a moment, shape (3,)."""
        return self.axis.point(moment.value(self.quantity))

    def appear(self, source: Mobject | None = None) -> Animation:
        """Return the coming of the line out of its dot, then of what names and counts it.

        Parameters
        ----------
        source : Mobject, optional
            What the dot comes from.
        """
        named = Spell(self.axis.tick_labels, self.symbol, self.number)
        dot = self.axis.dot
        first = GrowFromCenter(dot) if source is None else fly(dot, source)
        return AnimationGroup(first, GrowFromPoint(self.axis.rule, dot.get_center()), named, lag_ratio=0.3)


def level(rows: Sequence[QuantityRow]) -> None:
    """Let lines in one column begin and end at the same places, whatever the numbers at their ends take."""
    rooms = tuple(max(row.axis.rooms[side] for row in rows) for side in (0, 1))
    for row in rows:
        row.axis.rooms = rooms
