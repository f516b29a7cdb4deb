"""All slopes of a chain as one row of strips under their own edges and neurons; turned round, they are a step."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import Any, final

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    DashedLine,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Mobject,
    VGroup,
    rate_functions,
)
from manim.utils.space_ops import rotate_vector

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.fact import RATE
from core.model.quantity import C, Quantity, a, slope, w
from core.notation.reading import Reading
from core.passes.choices.moves import move_of, parameters_of
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.brackets import Brackets
from scenes.figures.hanging_strips import Carry
from scenes.figures.measures import Measure
from scenes.figures.row_ruler import RowRuler
from scenes.figures.spine import Spine
from scenes.figures.strip import HAIR, Strip
from scenes.figures.vector_name import VectorName
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Light, Shade, Showing
from scenes.type.read_out import ReadOut

DIGITS = 3
_THICK, _OF_PITCH = 0.55, 0.7
"""Of a strip, and of one of many in the distance of two."""
_MARGIN = 0.16
"""From the axis to the end of the room where no strip runs to."""
_LINE, _LINES = 0.5, 3
"""From a line of numbers to the next, and how many are tried."""
_LEAST, _LEAST_ACROSS = 1.4, 0.9
"""Of the longest strip, and where numbers stand beside strips."""
_HIGH = theme.LABEL + 2 * TIGHT
_DASH = 0.09
_SPEED = 10
_SWING = 0.12
"""How far a strip swings, in radians."""


@final
class GradientRow(VGroup):
    """The slopes of a chain's cost, and then the moves of one step, each in the place of its parameter.

    Parameters
    ----------
    moment : Moment
    spine : Spine
        In its place whenever this is filled.
    look : Theme
    standing : bool
        Whether the spine runs from the top down, so that strips run to the sides.

    Attributes
    ----------
    parameters : tuple of Quantity
    strips : dict of Quantity to Strip
    slopes, moves : dict of Quantity to ReadOut
        The numbers that have room at the ends of their strips.
    ghosts : VGroup
        Where the slopes hung, dashed.
    brackets : Brackets
    gradient, rule : VectorName
        What the row is called before and after its turn.
    """

    def __init__(self, moment: Moment, spine: Spine, look: theme.Theme, *, standing: bool = False) -> None:
        self._moment, self._spine, self._look, self._standing = moment, spine, look, standing
        network = moment.network
        self.parameters = parameters_of(network)
        self._exact: dict[bool, dict[Quantity, Expression]] = {
            False: {q: slope(C, q) for q in self.parameters},
            True: {q: move_of(network, q) for q in self.parameters},
        }
        self._turned, self._rulers = False, (RowRuler(0.0, 1.0), RowRuler(0.0, 1.0))
        self._sizes = {
            turned: {q: moment.value(one) for q, one in exact.items()} for turned, exact in self._exact.items()
        }
        self.strips = {q: Strip(look.colour("C"), _THICK) for q in self.parameters}
        self._numbers = {turned: self._written(turned=turned) for turned in (False, True)}
        self.slopes: dict[Quantity, ReadOut] = {}
        self.moves: dict[Quantity, ReadOut] = {}
        self.axis = Line(color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.ghosts, self.gradient, self.rule = VGroup(), VectorName(), VectorName(self.rate)
        self.brackets = Brackets(look, standing=standing)
        super().__init__(self.axis, self.ghosts, *self.strips.values(), self.brackets, self.gradient, self.rule)

    @property
    def longest(self) -> Quantity:
        """The parameter with the steepest slope."""
        return self._by_length()[0]

    @property
    def moving(self) -> list[Quantity]:
        """The parameters that a step moves."""
        return [q for q in self.parameters if self._sizes[True][q]]

    @property
    def staying(self) -> list[Strip]:
        """What is left of the strips of those that stay as they are: nothing."""
        return [strip for q, strip in self.strips.items() if q not in self.moving]

    @property
    def rate(self) -> Reading:
        """The learning rate as it is written."""
        return self._moment.read(RATE, DIGITS).in_fewest_digits()

    def least_size(self) -> Size:
        """Return the room for the longest strip and the numbers at its ends."""
        widest = max(_width(number) for numbers in self._numbers.values() for number in numbers.values())
        if self._standing:
            return Size(_LEAST_ACROSS + widest, 2 * _LINE)
        return Size(widest, _LEAST + 2 * _HIGH)

    def fill(self, box: Box) -> None:
        """Hang below, or beside, the spine; what the row is called stands after its end."""
        self._places, self._thick = self._spread()
        inner = self._enclosed(box)
        self.brackets.enclose(inner)
        self._inner = inner
        after, self.moves = self._fitted(turned=True)
        before, self.slopes = self._fitted(turned=False)
        self._rulers = before, after
        after_it = Box(box.left, box.bottom, box.right, inner.bottom) if self._standing else None
        for name in (self.gradient, self.rule):
            name.fill(after_it or Box(inner.right, box.bottom, box.right, box.top))

    def hang(self, **kwargs: Any) -> Animation:
        """Return the coming of the slopes: a light runs back along the spine, and each lets its own strip down."""
        steps: list[Animation] = [Light(*self._spine.parts_of(C), rate_func=_soon)]
        drawn = [q for q in reversed(self.parameters) if self.symbols(q)]
        for q in drawn:
            number = [FadeIn(self.slopes[q], rate_func=_soon)] if q in self.slopes else []
            steps.append(AnimationGroup(Light(*self.symbols(q), rate_func=_soon), self._grow(q), *number))
        others = [self._grow(q) for q in reversed(self.parameters) if q not in drawn]
        if others:
            steps.append(LaggedStart(*others, lag_ratio=0.1))
        steps.append(Light(*self._spine.parts_of(a(0)), rate_func=_soon))
        return LaggedStart(*steps, lag_ratio=0.5, **kwargs)

    def rank(self, **kwargs: Any) -> Animation:
        """Return the lighting up of one after the other, longest first, with its place in the spine; each swings."""
        order = [
            AnimationGroup(
                Light(*self.shown(q), *self.symbols(q), rate_func=_soon), *([] if self._look.calm else [self._swing(q)])
            )
            for q in self._by_length()
        ]
        return LaggedStart(*order, lag_ratio=0.7, **kwargs)

    def pale(self, **kwargs: Any) -> Animation:
        """Return the paling of all strips, and of what they belong to."""
        return Shade(*(part for q in self.parameters for part in (*self.shown(q), *self.symbols(q))), **kwargs)

    def enclose(self, **kwargs: Any) -> Animation:
        """Return the coming of the brackets and of the vector's name."""
        return AnimationGroup(self.brackets.close(), FadeIn(self.gradient), **kwargs)

    def make_room(self, **kwargs: Any) -> Animation:
        """Return the way of the axis to where strips of either sign have room; numbers go."""
        before, after = self._rulers
        strips = VGroup(self.axis, *self.strips.values())
        way = Showing(strips, lambda share: self._show(before.towards(after, share), self._sizes[False]))
        return AnimationGroup(way, *map(FadeOut, self.slopes.values()), **kwargs)

    def shorten(self, **kwargs: Any) -> Animation:
        """Return the change of every strip to its share of a step; dashes keep where it hung."""
        factors, slopes = self._factors(), self._sizes[False]

        def show(share: float) -> None:
            self._show(self._rulers[1], {q: slopes[q] * (1 + share * (factor - 1)) for q, factor in factors.items()})

        return Showing(VGroup(*self.strips.values()), show, **kwargs)

    def turn(self, **kwargs: Any) -> Animation:
        """Return the turn of all strips through zero, out of which they come in the colour of what they move."""
        moves, vermilion = self._sizes[True], self._look.colour("C")

        def show(share: float) -> None:
            for q, strip in self.strips.items():
                strip.paint(self._look.colour_of(q) if share > 1 / 2 else vermilion)
            self._turned = share == 1
            self._show(self._rulers[1], {q: (2 * share - 1) * move for q, move in moves.items()})

        return Showing(VGroup(*self.strips.values()), show, **kwargs)

    def send(self) -> list[Animation]:
        """Return the flights of all moves to their edges and neurons, where they go in."""
        flights: list[Animation] = []
        for q in self.moving:
            foot, length = self._foot(q, self._rulers[1].level), self._rulers[1].unit * self._sizes[True][q]
            home = self._home(q)
            flights.append(
                Carry(self.strips[q], [foot, home], [length * self.out, 0 * self.out], self.out, remover=True)
            )
        return flights

    def shown(self, q: Quantity) -> list[Mobject]:
        """Return the strip of a parameter, with its number."""
        numbers = self.moves if self._turned else self.slopes
        return [self.strips[q], *([numbers[q]] if q in numbers else [])]

    def symbols(self, q: Quantity) -> list[Mobject]:
        """Return what stands for a parameter in the spine: an edge with its name; for a bias its neuron."""
        if q.layer not in self._spine.discs:
            return []
        own = self._spine.parts_of(q)
        return own if q.kind == "w" else [*own, *self._spine.parts_of(a(q.layer or 0))]

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip that is drawn against its value on the ruler."""
        exact, unit = self._exact[self._turned], self._now.unit
        for q, strip in self.strips.items():
            yield Measure("ruler", str(exact[q]), strip.drawn_length(), unit * self._sizes[self._turned][q])

    @property
    def along(self) -> Array:
        """Where the row runs to, shape (3,)."""
        return DOWN if self._standing else RIGHT

    @property
    def out(self) -> Array:
        """Where positive strips run to, shape (3,)."""
        return RIGHT if self._standing else UP

    def _swing(self, q: Quantity) -> Animation:
        """Return a swing of a strip about its foot, which comes to rest."""
        strip = self.strips[q]

        def show(share: float) -> None:
            angle = _SWING * (1 - share) * math.sin(2 * math.pi * share)
            strip.span(strip.foot, strip.length, rotate_vector(self.out, angle), self._thick[q])

        return Showing(strip, show, rate_func=rate_functions.linear)

    def _written(self, *, turned: bool) -> dict[Quantity, ReadOut]:
        found = {}
        for q, one in self._exact[turned].items():
            digits = DIGITS if self._sizes[turned][q] else 1
            colour = self._look.colour_of(q) if turned else self._look.colour("C")
            found[q] = ReadOut(self._moment, one, digits=digits, em=theme.LABEL, colour=colour, signed=turned)
        return found

    def _by_length(self) -> list[Quantity]:
        return sorted(self.parameters, key=lambda q: -abs(self._sizes[False][q]))

    def _factors(self) -> dict[Quantity, float]:
        """Return the share of its slope that each parameter moves by."""
        rate = self._moment.value(RATE)
        return {q: rate if self._sizes[True][q] else 0.0 for q in self.parameters}

    def _home(self, q: Quantity) -> Array:
        """Return where a parameter is on the spine: where no neurons are drawn, on the edge that leads past them."""
        place: Array = self._spine.place(w(self._spine.layers[1])).copy()
        if q.layer in self._spine.discs:
            return self._spine.place(q)
        return place + (self._places[q] - float(place @ self.along)) * self.along

    def _spread(self) -> tuple[dict[Quantity, float], dict[Quantity, float]]:
        """Return where along the axis each strip has its foot, and how wide it is."""
        spine = self._spine
        first, second = spine.layers[:2]
        many = [q for q in self.parameters if q.layer not in spine.discs or q == w(second)]
        places = {q: float(spine.place(q) @ self.along) for q in self.parameters if q.layer in spine.discs}
        if len(many) > 1:
            ends = (float(spine.discs[layer].face.get_center() @ self.along) for layer in (first, second))
            start, end = np.array(list(ends)) + spine.radius * np.array([1.0, -1.0])
            places |= dict(zip(many, np.linspace(start, end, len(many)), strict=True))
        ordered = [places[q] for q in self.parameters]
        gaps = np.diff([-math.inf, *ordered, math.inf])
        room = [min(_THICK, _OF_PITCH * min(pair)) for pair in pairwise(gaps)]
        return places, dict(zip(self.parameters, map(float, room), strict=True))

    def _enclosed(self, box: Box) -> Box:
        ends = [self._places[q] for q in (self.parameters[0], self.parameters[-1])]
        reach = [_THICK / 2 + NEAR, _THICK / 2 + NEAR]
        if not self._standing:  # numbers stand across the axis
            reach = [
                max(near, self._reach(q))
                for near, q in zip(reach, self.parameters[:: len(self.parameters) - 1], strict=True)
            ]
        start, end = ends[0] - reach[0], ends[1] + reach[1]
        if self._standing:
            return Box(box.left, max(box.bottom, -end), box.right, min(box.top, -start))
        return Box(max(box.left, start), box.bottom, min(box.right, end), box.top)

    def _reach(self, q: Quantity) -> float:
        """Return how far the numbers of a parameter reach to either side, with room to a bracket."""
        return max(_width(numbers[q]) for numbers in self._numbers.values()) / 2 + 2 * TIGHT

    def _ruler(self, box: Box, *, turned: bool, lines: int = 0) -> RowRuler:
        """Return the largest ruler on which strips, and so many more lines of numbers at their ends, have room."""
        rate = self._moment.value(RATE)
        room = (box.left, box.right) if self._standing else (box.bottom, box.top)
        reaches = [(one, _MARGIN) for one in self._sizes[False].values()]
        if turned:
            reaches += [(rate * one, margin) for one, margin in reaches]
        for q, one in self._sizes[turned].items():
            beyond = _width(self._numbers[turned][q]) + 2 * TIGHT if self._standing else _HIGH + lines * _LINE
            reaches.append((one, beyond))
        return RowRuler.longest(room, reaches, _MARGIN)

    def _foot(self, q: Quantity, level: float) -> Array:
        return self._places[q] * self.along + level * self.out

    def _show(self, ruler: RowRuler, lengths: Mapping[Quantity, float]) -> None:
        """Draw all on a ruler."""
        self._now = ruler
        for q, strip in self.strips.items():
            strip.span(self._foot(q, ruler.level), ruler.unit * lengths[q], self.out, self._thick[q])
        ends = (self.brackets[side].get_center() for side in (0, 1))
        self.axis.put_start_and_end_on(*(float(end @ self.along) * self.along + ruler.level * self.out for end in ends))

    def _grow(self, q: Quantity) -> Animation:
        def show(share: float) -> None:
            ruler = self._rulers[0]
            length = ruler.unit * share * self._sizes[False][q]
            self.strips[q].span(self._foot(q, ruler.level), length, self.out, self._thick[q])

        return Showing(self.strips[q], show)

    def _fitted(self, *, turned: bool) -> tuple[RowRuler, dict[Quantity, ReadOut]]:
        """Take the ruler on which most numbers have room, of several the longest, and return it with them."""
        self._turned = turned
        rulers = [
            self._ruler(self._inner, turned=turned, lines=lines) for lines in range(1 if self._standing else _LINES)
        ]
        counts = []
        for ruler in rulers:
            self._draw(ruler, turned=turned)
            counts.append(len(self._clear_numbers(turned=turned)))
        best = rulers[counts.index(max(counts))]
        self._draw(best, turned=turned)
        return best, self._clear_numbers(turned=turned)

    def _draw(self, ruler: RowRuler, *, turned: bool) -> None:
        self._show(ruler, self._sizes[turned])
        if turned:
            self.ghosts.submobjects = list(self._ghosts(ruler))

    def _clear_numbers(self, *, turned: bool) -> dict[Quantity, ReadOut]:
        """Put numbers at the ends of their strips, those of the longest first; return those that have room there."""
        taken = [Box.around(strip) for strip in self.strips.values() if strip.length]
        if turned:
            taken += [Box.around(ghost) for ghost in self.ghosts]
        found: dict[Quantity, ReadOut] = {}
        for q in self._by_length():
            if q.layer not in self._spine.discs or (turned and not self._sizes[True][q]):
                continue
            number = self._numbers[turned][q]
            length = self.strips[q].length
            sides = [side for side in (1.0, -1.0) if side * length >= 0]
            for line, side in product(range(_LINES), sides):
                self._put(number, q, side * (self._end(number) + line * _LINE))
                box = Box.around(number[1:])
                if self._inner.contains(box) and not any(box.inset(-TIGHT / 2).overlaps(one) for one in taken):
                    found[q] = number
                    taken.append(box)
                    break
        return found

    def _end(self, number: ReadOut) -> float:
        """Return how far the middle of a number is from the end of its strip."""
        return TIGHT + (_width(number) if self._standing else theme.LABEL) / 2

    def _put(self, number: ReadOut, q: Quantity, beyond: float) -> None:
        centre = self._foot(q, self._now.level) + (self.strips[q].length + beyond) * self.out
        if not self._standing:
            reach = _width(number) / 2 + TIGHT
            centre[0] = max(self._inner.left + reach, min(centre[0], self._inner.right - reach))
        number.shift(centre - number[1:].get_center())

    def _ghosts(self, ruler: RowRuler) -> Iterator[VGroup]:
        """Yield dashed outlines of the slopes, where they can be seen."""
        colour = self._look.dimmed(self._look.colour("C"), theme.PALE)
        for q in self.parameters:
            length, half = ruler.unit * self._sizes[False][q], self._thick[q] / 2
            if abs(length) < 4 * HAIR or self._thick[q] < 2 * _DASH:
                continue
            foot = self._foot(q, ruler.level)
            corners = [foot + side * half * self.along + end * length * self.out for side, end in _AROUND]
            lines = (DashedLine(*pair, dash_length=_DASH) for pair in pairwise(corners))
            yield VGroup(*lines).set_stroke(colour, width=theme.LINE_WIDTH)


_AROUND = ((-1, 0), (-1, 1), (1, 1), (1, 0))


def _soon(share: float) -> float:
    """Return how far a light has come up: it is there well before the strip that it calls."""
    return min(1.0, _SPEED * share)


def _width(number: ReadOut) -> float:
    return float(number[1:].width)
