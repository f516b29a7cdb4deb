"""Terms laid end to end over an axis, and under it, on the same axis, the curve that their sum goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import final

import numpy as np
from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    LaggedStart,
    Line,
    VGroup,
    VMobject,
    rate_functions,
)

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.quantity import Quantity
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.choices.crowds import Shown
from core.passes.choices.listening import Listener
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.measures import Measure
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

DIGITS = 3
_ROW, _MOST_ROW = 0.46, 0.6
_BEND, _SIDE = 3.0, 0.5
"""So far to both sides of 0 the curve is shown at least; so far above 0 there is room for strips."""
_LOW, _UNDER, _ABOVE = 1.1, 1.15, 0.35
"""Height of the curve at least; what stands under its axis; and above it."""
_NARROWEST = 1.6
_SAMPLES = 241
_GAP, _BELOW = 0.14, 0.2
"""Between things; from the axis to its 0, past the dot."""
_PLACES = 16
"""So many places across, and as many up, are tried for the number at the bead."""
_CAP = 3.0
"""How much more than the activation an unbounded curve may rise."""


@final
class SumAxis(VGroup):
    """Rows for terms, each with its number at the right; an axis of sums; the curve over it, with a bead.

    Parameters
    ----------
    listener : Listener
    heard : Shown
    look : Theme
    is_full : bool
        Whether weight and activation stand before their product.

    Attributes
    ----------
    factors : list of VGroup
        Weight times activation, how many neurons are one term, or the bias; empty where there is no room.
    values : list of ReadOut
        Of the terms, all with the same decimals.
    axis, zero : Line
    limits : VGroup
        Dashed, where the curve cannot go beyond.
    ticks : VGroup
    threads : VGroup of Line
        From tip to foot of the next.
    fall : Line
        From the last tip to the axis.
    dot, bead : Dot
        The sum on the axis; the activation on the curve.
    total : Formula
        The sum by name and value.
    curve : VMobject
    height : ReadOut
        The activation, at the bead.
    unit : float
        Scene units for 1.
    """

    def __init__(self, listener: Listener, heard: Shown, look: theme.Theme, *, is_full: bool = True) -> None:
        self._listener, self._look, self.unit = listener, look, 1.0
        moment = listener.moment
        self.terms = listener.terms(heard)
        self.amounts = [moment.value(one) for one in self.terms]
        self._ends = [0.0, *np.cumsum(self.amounts).tolist()]
        self._z, self._a = moment.value(listener.z), moment.value(listener.a)
        self.factors = [VGroup(self._factor(group)) if is_full else VGroup() for group in heard.groups]
        self.factors.append(VGroup(Formula("{q}", em=theme.LABEL, q=listener.b)) if is_full else VGroup())
        self.values = [self._value(one) for one in self.terms]
        quiet, text, green = (look.colour(one) for one in ("quiet", "text", "z"))
        self.axis, self.zero = (Line(color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.threads = VGroup(*(Line(color=quiet, stroke_width=theme.LINE_WIDTH) for _ in self.amounts[1:]))
        self.fall = Line(color=green, stroke_width=theme.LINE_WIDTH)
        self.dot = Dot(radius=theme.DOT_RADIUS, color=green)
        self.bead = Dot(radius=theme.DOT_RADIUS, color=look.colour("a"))
        self.curve = VMobject(stroke_color=text, stroke_width=theme.BOLD_LINE * 0.8)
        reading = moment.read(listener.z, DIGITS)
        self.total = Formula("{z} = {value}", em=theme.LABEL, z=listener.z, value=reading)
        self.total["value"].set_color(green)
        self.height_number = ReadOut(moment, listener.a, digits=DIGITS, em=theme.LABEL, colour=look.colour("a"))
        self.limits, self.ticks = VGroup(), VGroup()
        self._bounds = [one for one in listener.activation.range if np.isfinite(one)]
        self._limit_names = [Formula(short(one).typst(), em=theme.LABEL, colour=quiet) for one in self._bounds]
        self._origin = Formula("0", em=theme.LABEL, colour=quiet)
        for _ in self._bounds:
            self.limits.add(Line(color=quiet, stroke_width=theme.LINE_WIDTH))
        self.ticks.add(*self._limit_names, self._origin)
        super().__init__(
            VGroup(self.zero, self.limits),
            self.axis,
            self.ticks,
            self.threads,
            self.curve,
            self.fall,
            VGroup(*self.factors),
            VGroup(*self.values),
            self.total,
            self.dot,
            self.bead,
            self.height_number,
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room for all rows and a low curve."""
        return Size(self._text_width + _NARROWEST + self._names_width, len(self.terms) * _ROW + _LOW + _UNDER + _ABOVE)

    @property
    def _text_width(self) -> float:
        widths = [max(float(one.width) for one in column) for column in (self.factors, [v[1:] for v in self.values])]
        return sum(widths) + NEAR + _GAP

    @property
    def _names_width(self) -> float:
        return max((float(one.width) + _GAP for one in self._limit_names), default=0.0)

    @property
    def most_unit(self) -> float:
        """Scene units for 1 at most: all tips and the bend of the curve are in the picture."""
        low, high = self._reach
        strips = self._plot.width - self._text_width
        return min(strips / (high - low), self._plot.width / (_BEND - low))

    def fill(self, box: Box) -> None:
        """Fill a box: the rows above, the curve below, the numbers in columns at the right."""
        row = min(_MOST_ROW, (box.height - _LOW - _UNDER - _ABOVE) / len(self.terms))
        self._rows = [box.top - (place + 0.5) * row for place in range(len(self.terms))]
        right = box.right - self._names_width
        self._plot = Box(box.left, box.bottom + _UNDER, right, box.top - len(self.terms) * row - _ABOVE)
        self._top = box.top
        for y, factor, value in zip(self._rows, self.factors, self.values, strict=True):
            value.shift(np.array([box.right - value.get_right()[0], y - value[1:].get_center()[1], 0.0]))
            edge = box.right - max(float(one[1:].width) for one in self.values) - NEAR
            factor.move_to(np.array([edge - factor.width / 2, y, 0.0]))
        self.rule(self.most_unit)

    def rule(self, unit: float) -> None:
        """Draw all on a ruler of so many scene units for 1."""
        self.unit = unit
        plot, (low, high) = self._plot, self._reach
        strips = plot.width - self._text_width
        self._offset = plot.left + (strips - unit * (low + high)) / 2
        self.axis.put_start_and_end_on(
            np.array([plot.left, plot.bottom, 0.0]), np.array([plot.right, plot.bottom, 0.0])
        )
        self.zero.put_start_and_end_on(
            np.array([self._offset, plot.bottom, 0.0]), np.array([self._offset, self._top, 0.0])
        )
        self._draw_curve()
        for line, name, bound in zip(self.limits, self._limit_names, self._bounds, strict=True):
            y = self._level(bound)
            line.put_start_and_end_on(np.array([plot.left, y, 0.0]), np.array([plot.right, y, 0.0]))
            name.next_to(line, RIGHT, buff=_GAP)
        x, on_axis = self.x(self._z), plot.bottom
        self._origin.move_to(np.array([self._offset, on_axis - _BELOW - self._origin.height / 2, 0.0]))
        self.dot.move_to(np.array([x, on_axis, 0.0]))
        self.bead.move_to(np.array([x, self._level(self._a), 0.0]))
        last = np.array([x, self._rows[-1], 0.0])
        self.fall.put_start_and_end_on(last, np.array([x, on_axis, 0.0]))
        for place, (thread, (upper, lower)) in enumerate(zip(self.threads, pairwise(self._rows), strict=True)):
            tip = self.x(self._ends[place + 1])
            thread.put_start_and_end_on(np.array([tip, upper, 0.0]), np.array([tip, lower, 0.0]))
        half = self.total.width / 2
        place = min(max(x, plot.left + half), plot.right - half)
        self.total.move_to(np.array([place, on_axis - _UNDER + self.total.height / 2, 0.0]))

    def foot(self, term: int) -> Array:
        """Return where a term begins: where the one before it ends; shape (3,)."""
        return np.array([self.x(self._ends[term]), self._rows[term], 0.0])

    def x(self, value: float) -> float:
        """Return where a sum lies across."""
        return self._offset + self.unit * value

    def heard_as(self, activation: Quantity) -> Reading:
        """Return an activation as it is printed in its neuron."""
        return ReadOut(self._listener.moment, activation, digits=DIGITS, em=theme.LABEL).reading

    def show_axis(self) -> Animation:
        """Return the coming of the axis of sums, with its 0."""
        return LaggedStart(Create(self.axis), FadeIn(self.zero, self._origin), lag_ratio=0.5)

    def show_curve(self) -> Animation:
        """Return the drawing of what the curve keeps to, and of the curve."""
        kept = [*map(Create, self.limits), *map(FadeIn, self._limit_names)]
        curve = Create(self.curve, rate_func=rate_functions.linear)
        return LaggedStart(*([AnimationGroup(*kept)] if kept else []), curve, lag_ratio=0.25)

    def tell_height(self) -> Animation:
        """Return the coming of the activation beside the bead."""
        return FadeIn(self.height_number)

    def of_sum(self) -> list[VMobject]:
        """Return what is there before the curve is."""
        ticks = [self.axis, self.zero, self._origin]
        return [*ticks, self.threads, self.fall, *self.factors, *self.values, self.total, self.dot]

    def measures(self) -> Iterator[Measure]:
        """Yield the place of the sum on the ruler, and the height of the bead."""
        at = float(self.dot.get_center()[0]) - self._offset
        yield Measure("ruler", str(self._listener.z), at, self.unit * self._z)

    @property
    def _reach(self) -> tuple[float, float]:
        return min(-_BEND, *self._ends), max(_SIDE, *self._ends)

    def _draw_curve(self) -> None:
        plot = self._plot
        across = np.linspace((plot.left - self._offset) / self.unit, (plot.right - self._offset) / self.unit, _SAMPLES)
        heights = self._listener.curve(np.append(across, self._z))[:-1]
        low, high = self._listener.activation.range
        cap = _CAP * max(1.0, abs(self._a))
        low = low if np.isfinite(low) else max(float(min(0.0, self._a, *heights)), -cap)
        high = high if np.isfinite(high) else min(float(max(1.0, self._a, *heights)), cap)
        self._span = low, max(high, low + 1e-12)
        seen = (heights >= low) & (heights <= high)
        xs = self._offset + self.unit * across[seen]
        corners = np.stack([xs, [self._level(one) for one in heights[seen]], np.zeros(len(xs))], axis=1)
        self.curve.set_points_as_corners(corners)

    def _level(self, height: float) -> float:
        low, high = self._span
        return self._plot.bottom + (height - low) / (high - low) * self._plot.height

    def place_height(self) -> None:
        """Put the activation beside the bead, where neither the curve nor the thread is."""
        number, (x, y, _) = self.height_number, self.bead.get_center()
        width, height = float(number[1:].width), float(number[1:].height)
        away, up = width / 2 + 2 * _GAP, height / 2 + _GAP
        near = [np.array([x + side * away, y + rise, 0.0]) for rise in (up, 0.0, -up, 3 * up) for side in (-1, 1)]
        room = Box(self._plot.left, self._plot.bottom, self._plot.right, self._plot.top + _ABOVE)
        across, along = (np.linspace(*ends, _PLACES) for ends in ((room.left, room.right), (room.bottom, room.top)))
        places = [np.array([*place, 0.0]) for place in product(across, along)]
        places = [*near, *sorted(places, key=lambda place: float(np.linalg.norm(place - (x, y, 0.0))))]
        strokes = [(piece[0], piece[-1]) for piece in self.curve.points.reshape(-1, 4, 3)]
        strokes += [(line.get_start(), line.get_end()) for line in (self.fall, self.axis, self.zero, *self.limits)]
        taken = [Box.around(one) for one in (self.bead, self.dot, *self.ticks, self.total)]
        place, _ = first_clear(Size(width, height), places, strokes, taken, room)
        number.shift(place - number[1:].get_center())

    def _factor(self, group: Sequence[int]) -> Formula | Label:
        if len(group) > 1:
            return Label(f"+{len(group)}", colour=self._look.colour("quiet"))
        weight, activation = self._listener.factors(group[0])
        readings = [self._listener.moment.read(weight, DIGITS), self.heard_as(activation)]
        second = "({a})" if readings[1].numeral.negative else "{a}"
        made = Formula(f"{{w}} dot.op {second}", em=theme.LABEL, w=readings[0], a=readings[1])
        made["w"].set_color(self._look.colour_of(weight))
        return made

    def _value(self, term: Expression) -> ReadOut:
        colour = self._look.colour("b" if isinstance(term, Quantity) else "z")
        moment, largest = self._listener.moment, max(map(abs, self.amounts))
        number = ReadOut(moment, term, largest=largest, signed=True, digits=DIGITS, em=theme.LABEL, colour=colour)
        if moment.value(term) and not float(number.reading.numeral.digits):
            return ReadOut(moment, term, signed=True, digits=DIGITS, em=theme.LABEL, colour=colour)
        return number
