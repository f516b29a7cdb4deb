"""A quantity on its line: symbol, line, dot and running number, in columns that several rows share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import final

from manim import RIGHT, UP, Animation, AnimationGroup, GrowFromCenter, GrowFromPoint, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.notation.numeral import read_shown
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

    At rest it is written as everywhere else, and at an end of its way as no zero unless it is one.

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
        On its way.
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
        self._signed = signed
        self.read_out = ReadOut(now, quantity, largest=largest, digits=digits, em=em, colour=colour, signed=signed)
        left, right = self.read_out.span(moments)
        self._end, self._height = right - float(self.read_out[0].points[0, 0]), em
        self._states = (now, *(moments[end] for end in (1, -1) if len(moments) > 1))
        self._forms = [Formula("{value}", em=em, colour=colour, value=one) for one in self._own_readings()]
        self._width = max([right - left, *(form.width for form in self._forms)]) + _OVERHANG * em
        super().__init__(self.read_out)
        self.at(now)

    def at(self, moment: Moment) -> None:
        """Show the quantity's value in a moment."""
        shown = self.submobjects[0]
        if shown is not self.read_out:
            start, baseline = self.read_out[0].points[0], shown.baseline
            across = shown.get_right()[0] - self._end - start[0]
            self.read_out.shift(RIGHT * across + UP * (baseline - self.read_out.baseline))
        self.read_out.at(moment)
        own = self._form_in(moment)
        self._lay(own)
        self.submobjects = [self.read_out if own is None else own]

    def reading(self, moment: Moment) -> Reading:
        """Return what it would show in a moment: captions print a number as the picture does."""
        own = self._form_in(moment)
        if own is not None:
            return own.readings["value"]
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
        start, right = self.read_out[0].points[0], box.right - _OVERHANG * self._height
        middle = self.read_out.baseline + _MIDDLE * self._height
        self.read_out.shift(RIGHT * (right - self._end - start[0]) + UP * (box.centre[1] - middle))
        for form in self.submobjects:
            self._lay(form)

    def _lay(self, form: Formula | ReadOut | None) -> None:
        """Let digits of its own end where the others do, on their baseline."""
        if form is not None and form is not self.read_out:
            form.on_baseline(self.read_out.baseline)
            form.shift(RIGHT * (self.read_out[0].points[0, 0] + self._end - form.get_right()[0]))

    def _own_readings(self) -> Iterator[Reading]:
        """Yield what has digits of its own: at rest where those of the way differ, at an end where they are 0."""
        for place, moment in enumerate(self._states):
            own = moment.read(self.read_out.quantity, DIGITS)
            self.read_out.at(moment)
            on_its_way = self.read_out.reading.shown
            is_lost = bool(own.value) and not read_shown(on_its_way)[0]
            if is_lost or (place == 0 and own.shown != on_its_way and not self._signed):
                yield own
        self.read_out.at(self._states[0])

    def _form_in(self, moment: Moment) -> Formula | None:
        return next((form for form in self._forms if form.readings["value"].state.is_pushed_like(moment.state)), None)


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
