"""Ratios one below the other as strips on one ruler: how they close in on a slope, through a lens at their ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import final

import numpy as np
from manim import DashedLine, FadeIn, Line, VGroup

from core.model.quantity import Quantity, change, ratio, slope
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.plot_view import whole_stretch
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_GAP, _STRIPS = 0.3, 1.6
"""Between columns; the least width of that of the strips."""
_ROW, _FOOT, _THICK = 0.36, 0.6, HEIGHT
"""The least height of a row; of what stands below the rows; of a strip."""
_ALIKE, _PLAIN = 0.4, 0.3
"""Ratios that differ by less than this share of the largest need a lens; the share of the room before it."""
_DIGITS, _OVERHANG = 3, 0.05


@final
class RatioStrips(VGroup):
    """For each nudge a row: the nudge, the ratio as a strip, and as a number; a dashed line stands at the slope.

    Parameters
    ----------
    moments : sequence of Moment
        Under the nudges, from the top.
    rest : Moment
    of, by : Quantity
    look : Theme
    says : callable
        From how many times longer all is drawn from a place on to what is said of it on screen.

    Attributes
    ----------
    head : VGroup of Formula
        What the columns show.
    nudges : VGroup of Formula
    strips : VGroup of Strip
    numbers : VGroup of ReadOut
    zero : Line
    limit : DashedLine
        At the slope.
    value : VGroup
        The last row: the nudge goes to 0, and the slope.
    rule, magnification : VGroup
        From where on a lens draws longer, and what is said of it; nothing without one.
    """

    def __init__(
        self,
        moments: Sequence[Moment],
        rest: Moment,
        of: Quantity,
        by: Quantity,
        *,
        look: theme.Theme,
        says: Callable[[str], str],
    ) -> None:
        self._look, self._says, self._by = look, says, by
        self._moments, self._ratio = tuple(moments), ratio(of, by)
        self._values, self._slope = [one.value(self._ratio) for one in moments], rest.value(slope(of, by))
        colours = look.colour_of(by), look.colour_of(of)
        self.head = VGroup(
            Formula("{q}", em=theme.LABEL, indexed=False, q=change(by)),
            Formula("{q}", em=theme.LABEL, indexed=False, q=self._ratio),
        )
        self.nudges = VGroup(*(_running(one, change(by), colours[0]) for one in moments))
        how = {"em": theme.LABEL, "colour": colours[1]}
        shown = [{"largest": abs(one), "digits": _DIGITS if one else 1} for one in self._values]
        self.numbers = VGroup(
            *(ReadOut(one, self._ratio, **own, **how) for one, own in zip(moments, shown, strict=True))
        )
        self.strips = VGroup(*(Strip(colours[1], _THICK) for _ in moments))
        grey = look.colour("quiet")
        self.zero = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.limit = VGroup()
        self.value = VGroup(
            Formula("arrow.r 0", em=theme.LABEL, colour=colours[0]),
            Formula("{n}", em=theme.FORMULA, colour=colours[1], n=rest.read(slope(of, by), _DIGITS)),
        )
        self.rule, self.magnification = VGroup(), VGroup()
        self._lens = self._found_lens()
        super().__init__(
            *(self.head, self.nudges, self.numbers, self.zero, self.strips, self.limit, self.value),
            *(self.rule, self.magnification),
        )

    def least_size(self) -> Size:
        """Return the room for all rows, with strips that can be told apart."""
        count = len(self._moments) + 1
        return Size(sum(self._columns()) + _STRIPS + 2 * _GAP, self.head.height + _FOOT + count * _ROW)

    def fill(self, box: Box) -> None:
        """Stand in a box: nudges at the left, numbers at the right, the strips between them."""
        left, right = self._columns()
        room = Box(box.left + left + _GAP, box.bottom, box.right - right - _GAP, box.top)
        self._lay_ruler(room)
        count = len(self._moments) + 1
        half = (box.height - self.head.height - _FOOT) / count / 2
        ys = np.linspace(box.top - self.head.height - half, box.bottom + _FOOT + half, count)
        for formula, number, y in zip(self.nudges, self.numbers, ys, strict=False):
            _right_at(formula, box.left + left, y)
            _right_at(number, box.right - _OVERHANG, y)
        _right_at(self.value[0], box.left + left, ys[-1])
        _right_at(self.value[1], box.right, ys[-1])
        _right_at(self.head[0], box.left + left, box.top - self.head.height / 2)
        self.head[1].move_to(np.array([room.centre[0], box.top - self.head[1].height / 2, 0.0]))
        self._ys = ys
        for row, moment in enumerate(self._moments):
            self.show(row, moment)
        reach = min(half, _THICK)
        self.zero.put_start_and_end_on(*(np.array([self._x(0.0), y, 0.0]) for y in (ys[0] + reach, ys[-2] - reach)))
        ends = [np.array([self._x(self._slope), y, 0.0]) for y in (ys[0] + reach, ys[-1] - reach)]
        colour = self._look.colour("C")
        self.limit.submobjects = [DashedLine(*ends, color=colour, stroke_width=theme.LINE_WIDTH)]
        self._place_lens(box, ys, reach)

    def show(self, row: int, moment: Moment) -> None:
        """Show a moment's ratio in a row; without any nudge there is none, and the row stays as it is."""
        if not moment.value(change(self._by)):
            return
        value = moment.value(self._ratio)
        zero = self._x(0.0)
        self.strips[row].span(np.array([zero, self._ys[row], 0.0]), self._x(value) - zero)
        self.numbers[row].at(moment)
        if isinstance(self.nudges[row], ReadOut):
            self.nudges[row].at(moment)

    def gauge(self, row: int) -> VGroup:
        """Return one row as what runs through moments."""
        return _RowGauge(self, row)

    def row(self, row: int) -> VGroup:
        """Return what comes with a row."""
        return VGroup(self.nudges[row], self.strips[row], self.numbers[row])

    def frame(self) -> VGroup:
        """Return what is there before the first row."""
        return VGroup(self.head, self.zero, self.limit, self.rule, self.magnification)

    def appear(self) -> FadeIn:
        """Return the coming of what is there before the first row."""
        return FadeIn(self.frame())

    def measures(self) -> Iterator[Measure]:
        """Yield each strip as it is drawn, and the dashed line at the slope."""
        zero = self._x(0.0)
        for strip, number in zip(self.strips, self.numbers, strict=True):
            meant = self._x(number.reading.value) - zero
            yield Measure("ruler", str(self._ratio), strip.drawn_length(), meant)
        drawn = float(self.limit.get_center()[0]) - zero
        yield Measure("ruler", f"{self._ratio}, limit", drawn, self._x(self._slope) - zero)

    def _columns(self) -> tuple[float, float]:
        left = max(_drawn(one).width for one in (*self.nudges, self.head[0], self.value[0]))
        right = max(self.value[1].width, *(one[1:].width for one in self.numbers))
        return float(left), float(right)

    def _found_lens(self) -> float:
        """Return the ratio from which on strips are drawn longer; 0 where none is needed."""
        values = [*self._values, self._slope]
        sizes = [abs(one) for one in values]
        apart = max(sizes) - min(sizes)
        shown = {number.reading.shown for number in self.numbers}
        if min(values) * max(values) <= 0 or not 0 < apart < _ALIKE * max(sizes) or len(shown) < 2:
            return 0.0
        step = 10.0 ** math.floor(math.log10(apart))
        before = math.floor(min(sizes) / step - 0.2) * step
        return math.copysign(before, self._slope) if before > 0 else 0.0

    def _lay_ruler(self, room: Box) -> None:
        """Choose the units of the ruler so that the longest strips have room."""
        values = [0.0, *self._values, self._slope]
        low, high = min(values), max(values)
        self._times = 1.0
        if self._lens:
            plain, beyond = abs(self._lens), max(map(abs, values)) - abs(self._lens)
            self._unit = _PLAIN * room.width / plain
            self._times = whole_stretch((1 - _PLAIN) * room.width / (beyond * self._unit))
            if self._times > 1:
                self._unit = room.width / (plain + self._times * beyond)
        if self._times <= 1:
            self._times = 1.0
            self._unit = room.width / (high - low) if high > low else 1.0
        seen = self._seen(low), self._seen(high)
        spare = room.width - (seen[1] - seen[0])
        self._zero = room.left + spare / 2 - seen[0]
        if self._times > 1 or low * high < 0 or not spare:
            return
        self._zero = room.right if low < 0 else room.left if high > 0 else float(room.centre[0])

    def _seen(self, value: float) -> float:
        """Return how far a ratio is drawn from 0."""
        if self._times == 1 or abs(value) <= abs(self._lens):
            return self._unit * value
        return self._unit * (self._lens + self._times * (value - self._lens))

    def _x(self, value: float) -> float:
        return self._zero + self._seen(value)

    def _place_lens(self, box: Box, ys: np.ndarray, reach: float) -> None:
        self.rule.submobjects, self.magnification.submobjects = [], []
        if self._times == 1:
            return
        grey = self._look.colour("quiet")
        ends = [np.array([self._x(self._lens), y, 0.0]) for y in (ys[0] + reach, ys[-2] - reach)]
        self.rule.submobjects = [DashedLine(*ends, color=grey, stroke_width=theme.LINE_WIDTH)]
        label = Label(self._says(str(short(self._times))), em=theme.LABEL, colour=grey)
        x = self._x(self._lens) + math.copysign(label.width / 2, self._lens)  # on the side of which it is said
        x = min(max(x, box.left + label.width / 2), box.right - label.width / 2)
        self.magnification.submobjects = [label.move_to(np.array([x, box.bottom + label.height / 2, 0.0]))]


class _RowGauge(VGroup):
    """One row of ratio strips as what runs through moments."""

    def __init__(self, strips: RatioStrips, row: int) -> None:
        self._strips, self._row = strips, row
        super().__init__(strips.row(row))

    def at(self, moment: Moment) -> None:
        """Show a moment's ratio."""
        self._strips.show(self._row, moment)


def _running(moment: Moment, quantity: Quantity, colour: str) -> ReadOut | Formula:
    """Return a number that runs and ends in its fewest digits, or where that is not how it is written stands still."""
    reading = moment.read(quantity, _DIGITS).in_fewest_digits()
    digits = len("".join(filter(str.isdigit, reading.numeral.digits)).lstrip("0"))
    running = ReadOut(moment, quantity, digits=max(1, digits), em=theme.LABEL, colour=colour)
    if running.reading.shown == reading.shown:
        return running
    return Formula("{n}", em=theme.LABEL, colour=colour, n=reading)


def _drawn(thing: VGroup) -> VGroup:
    """Return what is seen of a number or a formula: without the ruler by which a number is set."""
    return thing[1:] if isinstance(thing, ReadOut) else thing


def _right_at(thing: VGroup, x: float, y: float) -> None:
    drawn = _drawn(thing)
    thing.shift(np.array([x - drawn.get_right()[0], y - drawn.get_center()[1], 0.0]))
