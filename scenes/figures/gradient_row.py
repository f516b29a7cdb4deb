"""All slopes of a chain as one row of strips under their own edges and neurons; turned round, they are a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, final

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Mobject,
    VGroup,
    VMobject,
)

from core.model.arithmetic import Expression
from core.model.fact import RATE
from core.model.quantity import C, Quantity, a, slope
from core.notation.reading import Reading
from core.passes.choices.moves import move_of, parameters_of
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.back_light import BackLight, soon
from scenes.figures.brackets import Brackets
from scenes.figures.hanging_strips import Carry
from scenes.figures.heading import Heading
from scenes.figures.measures import Measure
from scenes.figures.row_numbers import DIGITS, LINES, RowNumbers
from scenes.figures.row_places import THICK, RowPlaces
from scenes.figures.row_ruler import RowRuler
from scenes.figures.row_swing import swing_of
from scenes.figures.spine import Spine
from scenes.figures.strip import Strip
from scenes.figures.vector_name import VectorName
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Light, Shade, Showing
from scenes.type.read_out import ReadOut

_AS_LARGE = 0.99
"""Of a ruler: one that is as large for an eye."""
_MARGIN = 0.16
"""From the axis to the end of the room where no strip runs to."""
_LEAST, _LEAST_ACROSS, _LEAST_ALONG = 1.4, 0.9, 1.0
"""Of the longest strip, and where numbers stand beside strips; of what is enclosed there."""


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
        self._heading, network = Heading.of(tall=standing), moment.network
        self.parameters = parameters_of(network)
        self._exact: dict[bool, dict[Quantity, Expression]] = {
            False: {q: slope(C, q) for q in self.parameters},
            True: {q: move_of(network, q) for q in self.parameters},
        }
        self._turned, self._rulers = False, (RowRuler(0.0, 1.0), RowRuler(0.0, 1.0))
        self._sizes = {
            turned: {q: moment.value(one) for q, one in exact.items()} for turned, exact in self._exact.items()
        }
        vermilion = look.colour("C")
        self.strips = {q: Strip(vermilion, THICK) for q in self.parameters}
        colours = {False: lambda _: vermilion, True: look.colour_of}
        self._numbers = {
            turned: RowNumbers(moment, exact, colours[turned], self._heading, turned=turned)
            for turned, exact in self._exact.items()
        }
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
    def shrinks(self) -> bool:
        """Whether strips are drawn smaller from when they make room for moves on."""
        before, after = self._rulers
        return after.unit < _AS_LARGE * before.unit and any(self._sizes[False].values())

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
        widest = max(numbers.widest for numbers in self._numbers.values())
        if self._standing:
            return Size(_LEAST_ACROSS + widest, _LEAST_ALONG)
        return Size(widest, _LEAST + 2 * (theme.LABEL + 2 * TIGHT))

    def fill(self, box: Box) -> None:
        """Hang below, or beside, the spine; what the row is called stands after its end."""
        self._places = RowPlaces(self._spine, self.parameters, self._heading)
        self._inner = inner = self._enclosed(box)
        self.brackets.enclose(inner)
        after = self._fitted(turned=True)
        self._rulers = self._fitted(turned=False), after
        self.slopes, self.moves = (self._numbers[turned].shown for turned in (False, True))
        after_it = Box(box.left, box.bottom, box.right, inner.bottom) if self._standing else None
        for name in (self.gradient, self.rule):
            name.fill(after_it or Box(inner.right, box.bottom, box.right, box.top))

    def hang(self, **kwargs: Any) -> Animation:
        """Return the coming of the slopes: a light runs back along the spine, and each lets its own strip down."""
        light = BackLight(self._spine, self._look, self._heading)
        steps: list[Animation] = [light.leave()]
        drawn = [q for q in reversed(self.parameters) if self.symbols(q)]
        for q in drawn:
            number = [FadeIn(self.slopes[q], rate_func=soon)] if q in self.slopes else []
            steps.append(AnimationGroup(Light(*self.symbols(q), rate_func=soon), self._grow(q), *number))
            if q.kind == "w":
                steps.append(light.go_back(q))
        others = [self._grow(q) for q in reversed(self.parameters) if q not in drawn]
        if others:
            steps.append(LaggedStart(*others, lag_ratio=0.1))
        return LaggedStart(*steps, lag_ratio=0.5, **kwargs)

    def rank(self, **kwargs: Any) -> Animation:
        """Return the lighting up of one after the other, longest first, with its place in the spine; each swings."""
        order = []
        for q in self._by_length():
            strip, *number = self.shown(q)
            swing = [] if self._look.calm else [swing_of(self.strips[q], self._heading.across, *number)]
            order.append(AnimationGroup(Light(strip, *number, *self.symbols(q), rate_func=soon), *swing))
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

    def cross(self, **kwargs: Any) -> Animation:
        """Return the way of zeros to the other side of the axis: there they are moves, and still zero."""
        ways = []
        for q, number in self.moves.items():
            if q in self.slopes and not self._look.calm:
                ways.append(FadeIn(number, target_position=self.slopes[q][1:].get_center()))
            else:
                ways.append(FadeIn(number))
        return LaggedStart(*ways, lag_ratio=0.5, **kwargs)

    def send(self) -> list[Animation]:
        """Return the flights of all moves to their edges and neurons, where they go in."""
        flights: list[Animation] = []
        out = self._heading.across
        for q in self.moving:
            foot, home = self._places.foot(q, self._rulers[1].level), self._places.home(q)
            length = self._rulers[1].unit * self._sizes[True][q]
            flights.append(Carry(self.strips[q], [foot, home], [length * out, 0 * out], out, remover=True))
        return flights

    def shown(self, q: Quantity) -> list[Mobject]:
        """Return the strip of a parameter, with its number."""
        numbers = self._numbers[self._turned].shown
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

    def _by_length(self) -> list[Quantity]:
        return sorted(self.parameters, key=lambda q: -abs(self._sizes[False][q]))

    def _factors(self) -> dict[Quantity, float]:
        """Return the share of its slope that each parameter moves by."""
        rate = self._moment.value(RATE)
        return {q: rate if self._sizes[True][q] else 0.0 for q in self.parameters}

    def _enclosed(self, box: Box) -> Box:
        """Return what the brackets enclose: all strips, and the numbers of the first and the last one."""
        ends = self.parameters[0], self.parameters[-1]
        reach = [THICK / 2 + NEAR] * len(ends)
        if not self._standing:  # numbers stand across the axis
            reach = [max(least, self._reach(q)) for least, q in zip(reach, ends, strict=True)]
        along, (before, after) = self._places.along, reach
        start, end = along[ends[0]] - before, along[ends[1]] + after
        if self._standing:
            return Box(box.left, max(box.bottom, -end), box.right, min(box.top, -start))
        return Box(max(box.left, start), box.bottom, min(box.right, end), box.top)

    def _reach(self, q: Quantity) -> float:
        """Return how far the numbers of a parameter reach to either side, with room to a bracket."""
        return max(numbers.width(q) for numbers in self._numbers.values()) / 2 + 2 * TIGHT

    def _ruler(self, box: Box, *, turned: bool, lines: int = 0) -> RowRuler:
        """Return the largest ruler on which strips, and so many more lines of numbers at their ends, have room."""
        rate = self._moment.value(RATE)
        room = (box.left, box.right) if self._standing else (box.bottom, box.top)
        reaches = [(one, _MARGIN) for one in self._sizes[False].values()]
        if turned:
            reaches += [(rate * one, margin) for one, margin in reaches]
        reaches += [(one, self._numbers[turned].beyond(q, lines)) for q, one in self._sizes[turned].items()]
        return RowRuler.longest(room, reaches, _MARGIN)

    def _show(self, ruler: RowRuler, lengths: Mapping[Quantity, float]) -> None:
        """Draw all on a ruler."""
        self._now, out = ruler, self._heading.across
        for q, strip in self.strips.items():
            foot = self._places.foot(q, ruler.level)
            strip.span(foot, ruler.unit * lengths[q], out, self._places.thick[q])
        ends = (self._heading.run_of(bracket.get_center()) for bracket in self.brackets)
        self.axis.put_start_and_end_on(*(end * self._heading.towards + ruler.level * out for end in ends))

    def _grow(self, q: Quantity) -> Animation:
        ruler = self._rulers[0]
        foot, length = self._places.foot(q, ruler.level), ruler.unit * self._sizes[False][q]
        return Showing(
            self.strips[q],
            lambda share: self.strips[q].span(foot, share * length, self._heading.across, self._places.thick[q]),
        )

    def _fitted(self, *, turned: bool) -> RowRuler:
        """Return the ruler on which most numbers have room, of several the longest, with numbers in their places."""
        self._turned = turned
        rulers = [
            self._ruler(self._inner, turned=turned, lines=lines) for lines in range(1 if self._standing else LINES)
        ]
        counts = [len(self._draw(ruler, turned=turned)) for ruler in rulers]
        best = rulers[counts.index(max(counts))]
        self._draw(best, turned=turned)
        return best

    def _draw(self, ruler: RowRuler, *, turned: bool) -> dict[Quantity, ReadOut]:
        """Draw all on a ruler, numbers at the ends of strips; return those that have room."""
        self._show(ruler, self._sizes[turned])
        taken = [Box.around(strip) for strip in self.strips.values() if strip.length]
        if turned:
            self.ghosts.submobjects = list(self._ghosts(ruler))
            taken += [Box.around(ghost) for ghost in self.ghosts]
        told = [q for q in self._by_length() if q.layer in self._spine.discs]
        if turned and self.moving:
            told = [q for q in told if q in self.moving]
        return self._numbers[turned].fit(told, self.strips, taken, self._inner)

    def _ghosts(self, ruler: RowRuler) -> Iterator[VMobject]:
        """Yield dashed outlines of the slopes, where they can be seen."""
        colour = self._look.dimmed(self._look.colour("C"), theme.PALE)
        for q in self.parameters:
            yield from self._places.ghost(q, ruler.level, ruler.unit * self._sizes[False][q], colour)
