"""The chain as it stands in all lessons on one neuron a layer: discs, edges from rim to rim, and the cost square."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, TypeAlias, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Circle, LaggedStart, Line, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, b, w, z
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_square import CostSquare
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.pill import Pill
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Computed, Light, Shade, Showing
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

Pills: TypeAlias = Literal["w", "b", "z"]

DIGITS = 3
MOST, LAST = 9, 3
"""Neurons that are all drawn; of a longer chain the input and so many at the end."""
_RADIUS, _SMALLER, _FEW = 0.6, 0.49, 7
"""Of a disc; of one of more than so many."""
_SQUARE = 1.85
"""The side of the cost square in radii."""
_OF_PITCH, _OF_UPRIGHT = 0.4, 0.4
"""The radius at most, in the distance of two discs."""
_LEAST_PITCH, _LEAST_UPRIGHT = 0.9, 0.62
"""From disc to disc, of a chain that lies and of one that stands."""
_NAME = 0.55
"""Room for a line of names beside the discs."""
_ASIDE, _NUMBER = 1.05, 0.95
"""Room for names at the right of a chain that stands, and for numbers beside them."""
_RISE = 1.5
"""From the chain to the pills above and below it, at least."""
_OF_STEP = 0.55
"""Where the sum of a single step stands, from one neuron to the next."""
_BEAD, _CLEAR = 0.14, 0.2
_DOT, _DOTS = 0.04, 0.16


def drawn_layers(depth: int, most: int = MOST) -> tuple[int, ...]:
    """Return the layers whose neurons are drawn: all of them, or the input and the last ones.

    Examples
    --------
    >>> drawn_layers(3), drawn_layers(25)
    ((0, 1, 2, 3), (0, 23, 24, 25))
    """
    if depth + 1 <= most:
        return tuple(range(depth + 1))
    return (0, *range(depth + 1 - LAST, depth + 1))


@final
class Spine(VGroup):
    """A chain of neurons and its cost, at equal distances.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    greys : Greys
    look : Theme
    standing : bool
        Whether it runs from the top down; else from left to right.
    layers : sequence of int, optional
        Which neurons are drawn; default all, or of a long chain the input and the last three.
    cost : bool
        Whether the cost square ends it.
    pills : iterable of "w", "b", "z"
        Which quantities of each step stand as pills: the sum on its edge, weight and bias on either side of it.
    biases : bool
        Whether names of biases stand beside the names of their neurons.
    says : callable, optional
        From the count of layers that are left out to what says so; needed where some are.
    stage : Box, optional
        Where it will stand from end to end: a chain that has no room there is drawn as a long one.
    visits : sequence of Moment
        Where else it will be taken: its cost has squares enough for them, and its discs hold their numbers.

    Attributes
    ----------
    layers : tuple of int
        The layers drawn.
    discs : dict of int to Disc
    edges : dict of int to Line
        By the layer that they lead to.
    outlets : dict of int to Line
        From the pill of a sum to its disc.
    links : dict of Quantity to Line
        From the pill of a weight or bias to that of its sum.
    to_cost : Line
    square : CostSquare
    names : dict of Quantity to Formula
    values : dict of Quantity to ReadOut
        The cost, and the activations where one of them has no room in its disc.
    pills : dict of Quantity to Pill
    gap : VGroup
        Dots on the edge where layers are left out, and how many these are.
    """

    def __init__(
        self,
        moment: Moment,
        greys: Greys,
        look: theme.Theme,
        *,
        standing: bool = False,
        layers: Sequence[int] | None = None,
        cost: bool = True,
        pills: Iterable[Pills] = (),
        biases: bool = False,
        says: Callable[[int], str] = str,
        stage: Box | None = None,
        visits: Sequence[Moment] = (),
    ) -> None:
        self._standing, self._has_cost, self._look, self._visits = standing, cost, look, visits
        self.to_cost, self.square = _line(look.colour("quiet")), CostSquare([moment, *visits], look)
        if layers is None:
            depth = moment.network.depth
            all_fit = stage is None or self._length(depth + 1) <= (stage.height if standing else stage.width)
            layers = drawn_layers(depth) if all_fit else drawn_layers(depth, LAST + 1)
        self.layers = tuple(layers)
        self._most_radius = self._radius_in(
            (stage.height if standing else stage.width) if stage is not None else np.inf
        )
        self.discs = {layer: Disc(moment, a(layer), greys, _RADIUS) for layer in self.layers}
        sky, grey, green = look.colour("w"), look.colour("quiet"), look.colour("z")
        self.edges = {layer: _line(sky) for layer in self.layers[1:]}
        self.pills = {q: Pill("", q, moment, look) for q in self._pilled(pills)}
        self.outlets = {layer: _line(green) for layer in self.layers[1:] if z(layer) in self.pills}
        self.links = {q: _line(look.colour_of(q)) for q in self.pills if q.kind != "z"}
        self.values = self._written(moment)
        self.names = {q: _name(q) for q in self._named(biases=biases)}
        hidden = [later - earlier - 1 for earlier, later in pairwise(self.layers)]
        self.gap = _break(says(max(hidden)), grey, standing) if any(hidden) else VGroup()
        ending = (self.to_cost, self.square) if cost else ()
        super().__init__(
            VGroup(*(disc.glow for disc in self.discs.values())),
            VGroup(*self.links.values(), *self.edges.values(), *self.outlets.values()),
            *ending,
            VGroup(*self.discs.values()),
            VGroup(*self.pills.values()),
            VGroup(*self.names.values(), *self.values.values()),
            self.gap,
        )
        self.fill(Box(0.0, 0.0, *self._least()))

    @property
    def radius(self) -> float:
        """Of its discs now."""
        return next(iter(self.discs.values())).radius

    @property
    def along(self) -> Array:
        """Where it runs to, shape (3,)."""
        return DOWN if self._standing else RIGHT

    def least_size(self) -> Size:
        """Return the room in which its neurons can be told apart and have their names."""
        return Size(*self._least())

    def most_size(self) -> Size:
        """Return how far it fills a room: its discs have one size, its pills stand wherever there is room."""
        least = self.least_size()
        if any(q.kind != "z" for q in self.pills):
            return Size(np.inf, np.inf)
        return Size(least.width, np.inf) if self._standing else Size(np.inf, least.height)

    def fill(self, box: Box) -> None:
        """Run through a box from end to end, its discs at equal distances."""
        count = len(self.layers) + self._has_cost
        length = box.height if self._standing else box.width
        squares = self.square.count if self._has_cost and not self._standing else 1
        radius = self._radius_in(length)
        side = _SQUARE * radius
        first, last = (max(radius, self._reach(layer)) for layer in (self.layers[0], self.layers[-1]))
        last = side * (squares - 0.5) if self._has_cost else last
        steps = np.linspace(radius if self._standing else first, length - last, count)
        for layer, step in zip(self.layers, steps, strict=False):
            self.discs[layer].stand(self._at(box, float(step)), radius)
        if self._has_cost:
            self.square.stand(self._at(box, float(steps[-1]) + side * (squares - 1) / 2), side)
        self._place_pills(box)
        self._lead()
        self._write()

    def at(self, moment: Moment) -> None:
        """Show the activations and the cost of a moment."""
        for disc in self.discs.values():
            disc.at(moment)
        self.square.at(moment)
        for value in self.values.values():
            value.at(moment)

    def place(self, quantity: Any) -> Array:
        """Return where a quantity is, or that whose slope it is; shape (3,).

        A weight is in the middle of its edge, a bias and a sum are at their pill or else at their neuron.
        """
        if getattr(quantity, "by", None) is not None:
            quantity = quantity.by
        layer = self.layers[-1] if quantity == C else quantity.layer
        there: Mobject = self.discs[layer].face
        if quantity == C:
            there = self.square.frames
        elif quantity.kind == "w":
            there = self.edges[layer]
        elif quantity.kind in {"z", "b", "delta"} and z(layer) in self.pills:
            there = self.pills[z(layer)].rim
        centre: Array = there.get_center()
        return centre

    def unlit(self) -> Spine:
        """Return the spine itself, the input known and nothing else."""
        for layer in self.layers[1:]:
            self.discs[layer].unlit()
        return self

    def step_forward(self, layer: int) -> Animation:
        """Return a step of the forward pass: a copy of the value travels along the edge, then the disc fills."""
        disc, before = self.discs[layer], self._before(layer)
        bead = Circle(radius=_BEAD, color=self._look.colour("text"), stroke_width=theme.LINE_WIDTH)
        bead.set_fill(before.face.get_fill_color(), opacity=1)
        start, end = before.face.get_center(), disc.face.get_center()
        way = Travel(bead, start + before.radius * self.along, end - disc.radius * self.along)
        return LaggedStart(way, disc.light(), lag_ratio=0.9)

    def run_forward(self, *, run_time: float) -> Animation:
        """Return the forward pass, disc after disc."""
        steps = (self.step_forward(layer) for layer in self.layers[1:])
        return LaggedStart(*steps, lag_ratio=1.0, run_time=run_time)

    def parts_of(self, quantity: Quantity) -> list[Mobject]:
        """Return what shows a quantity: its disc, edge, square or pill, its name and its value."""
        shown: list[Mobject] = []
        if quantity == C:
            shown += [self.square, self.to_cost]
        elif quantity.kind == "a":
            disc = self.discs[quantity.layer or 0]
            shown += [disc.glow, disc]
            shown += [self.outlets[layer] for layer in (quantity.layer,) if layer in self.outlets]
        elif quantity.kind == "w" and quantity.layer in self.edges:
            shown.append(self.edges[quantity.layer])
        for found in (self.pills, self.links, self.names, self.values):
            if quantity in found:
                shown.append(found[quantity])
        return shown

    def gather(self, discs: Mapping[int, Disc], **kwargs: Any) -> Animation:
        """Return the coming of its discs from where other discs stand, by layer, into one line; edges lead along."""
        ends = {
            self.discs[layer]: (there.face.get_center(), there.radius, self.discs[layer].face.get_center())
            for layer, there in discs.items()
            if layer in self.discs
        }
        radius = self.radius

        def show(share: float) -> None:
            for disc, (start, small, end) in ends.items():
                disc.stand(start + share * (end - start), small + share * (radius - small))
            self._lead()

        return Showing(VGroup(*self.chain()), show, **kwargs)

    def chain(self) -> list[Mobject]:
        """Return its discs and edges, and what says what is left out: all but names, numbers, pills and cost."""
        glows = [disc.glow for disc in self.discs.values()]
        return [*glows, *self.edges.values(), *self.discs.values(), *([self.gap] if self.gap.submobjects else [])]

    @property
    def is_crowded(self) -> bool:
        """Whether the name of a bias, beside that of an activation, touches the next one, or that of the cost."""
        last = self.names.get(b(self.layers[-1]))
        if self._has_cost and last is not None and self._touches_cost(last):
            return not self._standing
        pitch = float(np.linalg.norm(np.subtract(*(self.place(a(layer)) for layer in self.layers[:2]))))
        beside = [self.names[q].width for layer in self.layers[1:] for q in (a(layer), b(layer)) if q in self.names]
        return not self._standing and 2 * max(beside, default=0.0) + 2 * NEAR > pitch

    def _touches_cost(self, name: Formula) -> bool:
        """Whether a name below a disc comes too near to what is written below the cost square."""
        cost = self.names[C]
        is_below = cost.get_top()[1] < self.square.frames.get_bottom()[1]
        return bool(is_below and name.get_right()[0] + TIGHT > cost.get_left()[0])

    def reading_of(self, quantity: Quantity) -> Reading:
        """Return an activation, or the cost, as it is written."""
        number = self.values.get(quantity) or self.discs[quantity.layer or 0].number
        assert number is not None
        return number.reading

    def refit(self) -> None:
        """Write every number with the digits that it has by now."""
        for disc in self.discs.values():
            disc.refit()
        for value in self.values.values():
            value.refit(DIGITS)
        self._write()

    def numbers_of(self, layer: int) -> list[Mobject]:
        """Return the number of an activation, where it stands beside its disc."""
        return [self.values[a(layer)]] if a(layer) in self.values else []

    def light(self, quantities: Iterable[Quantity]) -> Animation:
        """Return the keeping of light by some quantities while all others pale; those keep or get it back."""
        bright = [part for quantity in quantities for part in self.parts_of(quantity)]
        lit = {id(one) for part in bright for one in part.get_family()}
        pale = [one for one in self.get_family() if id(one) not in lit and len(one.points)]
        return AnimationGroup(Light(*bright), Shade(*pale))

    def light_all(self) -> Animation:
        """Return the coming back of all light."""
        return Light(self)

    def beyond(self, layers: Iterable[int]) -> list[Mobject]:
        """Return all that does not belong to the neurons of some layers."""
        own = [part for layer in layers for part in self.parts_of(a(layer))]
        kept = {id(one) for part in own for one in part.get_family()}
        return [one for one in self.get_family() if id(one) not in kept and len(one.points)]

    def spread_from(self, other: Spine, **kwargs: Any) -> Animation:
        """Return the opening of a part of another spine into this one: its discs go from there to their own places."""
        return Spread(self, other, **kwargs)

    def _length(self, neurons: int) -> float:
        """Return how long it is at least with so many neurons."""
        count = neurons + self._has_cost
        if self._standing:
            return _LEAST_UPRIGHT * count
        squares = self.square.count - 1 if self._has_cost else 0
        return _LEAST_PITCH * (count + squares * _SQUARE * _OF_PITCH)

    def _radius_in(self, length: float) -> float:
        """Return the radius of its discs where it is so long."""
        radius, count = _RADIUS if len(self.layers) <= _FEW else _SMALLER, len(self.layers) + self._has_cost
        return float(min(radius, (_OF_UPRIGHT if self._standing else _OF_PITCH) * length / count))

    def _least(self) -> tuple[float, float]:
        along = self._length(len(self.layers))
        aside = 2 * _RISE if any(q.kind in {"w", "b"} for q in self.pills) else 0.0
        is_outside = a(self.layers[0]) in self.values
        if self._standing:
            return 2 * _RADIUS + _ASIDE + is_outside * _NUMBER + aside, along
        return along, max(2 * _RADIUS, aside) + (2 + is_outside) * _NAME

    def _at(self, box: Box, step: float) -> Array:
        if self._standing:
            aside = any(q.kind in {"w", "b"} for q in self.pills)
            return np.array([box.centre[0] if aside else box.left + _RADIUS, box.top - step, 0.0])
        below = 1 if a(self.layers[0]) in self.values else 0
        return np.array([box.left + step, box.centre[1] + below * _NAME / 2, 0.0])

    def _reach(self, layer: int) -> float:
        """Return how far what is written beside a disc at an end reaches along the chain."""
        value = self.values.get(a(layer))
        if self._standing:
            return 0.0 if value is None else _NAME + theme.LABEL / 2
        return max(float(one.width) / 2 for one in (self.names[a(layer)], *([] if value is None else [value[1:]])))

    def _before(self, layer: int) -> Disc:
        return self.discs[self.layers[self.layers.index(layer) - 1]]

    def _pilled(self, pills: Iterable[Pills]) -> list[Quantity]:
        kinds = {"w": w, "b": b, "z": z}
        return [kinds[kind](layer) for layer in self.layers[1:] if layer - 1 in self.layers for kind in pills]

    def _named(self, *, biases: bool) -> list[Quantity]:
        found = [a(layer) for layer in self.layers]
        if not (self._standing and a(self.layers[0]) in self.values):  # where there is room between the numbers
            found += [w(layer) for layer in self.layers[1:] if layer - 1 in self.layers]
        found += [b(layer) for layer in self.layers[1:]] if biases else []
        found += [q for q in self.pills if q not in found]
        return [*found, C] if self._has_cost else found

    def _written(self, moment: Moment) -> dict[Quantity, ReadOut]:
        """Write the activations into their discs, or where one has no room there return the numbers of all of them."""
        digits = {layer: DIGITS if moment.value(a(layer)) else 1 for layer in self.layers}
        values = {a(layer): ReadOut(moment, a(layer), digits=digits[layer], em=theme.LABEL) for layer in self.layers}
        for disc in self.discs.values():
            disc.stand(np.zeros(3), self._most_radius)
        there = [(q, ReadOut(one, q, em=theme.LABEL).refit(DIGITS)) for one in self._visits for q in values]
        if all(self.discs[q.layer or 0].holds(float(one[1:].width)) for q, one in (*values.items(), *there)):
            values = {}
            for layer, disc in self.discs.items():
                disc.show_value(digits[layer])
        if self._has_cost:
            values[C] = ReadOut(
                moment, C, digits=DIGITS if moment.value(C) else 1, em=theme.LABEL, colour=self._look.colour("C")
            )
        return values

    def _place_pills(self, box: Box) -> None:
        for q, pill in self.pills.items():
            layer = q.layer or 0
            start, end = self._before(layer).face.get_center(), self.discs[layer].face.get_center()
            alone = not self.links and len(self.layers) == 2
            middle = start + (_OF_STEP if alone else 0.5) * (end - start)
            if q.kind != "z":
                side = LEFT if self._standing else UP
                reach = (box.width / 2 - pill.width / 2) if self._standing else (box.height - pill.height) / 2 - _NAME
                middle = middle + (reach if q.kind == "w" else -reach) * side
            pill.move_to(middle)

    def _lead(self) -> None:
        """Lead the edges from rim to rim."""
        for layer, edge in self.edges.items():
            before, disc, along = self._before(layer), self.discs[layer], self.along
            start = before.face.get_center() + before.radius * along
            end = disc.face.get_center() - disc.radius * along
            if layer in self.outlets:
                pill = self.pills[z(layer)].rim
                half = (pill.height if self._standing else pill.width) / 2
                self.outlets[layer].put_start_and_end_on(pill.get_center() + half * along, end)
                end = pill.get_center() - half * along
            edge.put_start_and_end_on(start, end)
        for q, link in self.links.items():
            pill, total = self.pills[q].rim, self.pills.get(z(q.layer or 0))
            towards = total.rim if total is not None else self.edges[q.layer or 0]
            side = np.sign(np.round(towards.get_center() - pill.get_center(), 6))
            ends = (pill.get_edge_center(side), towards.get_edge_center(-side))
            link.put_start_and_end_on(*ends)
        if self._has_cost:
            last = self.discs[self.layers[-1]]
            start = last.face.get_center() + last.radius * self.along
            self.to_cost.put_start_and_end_on(start, self.square.frames.get_edge_center(-self.along))
        if self.gap.submobjects:
            place = next(self.place(w(later)) for earlier, later in pairwise(self.layers) if later - earlier > 1)
            self.gap.shift(place - self.gap[0].get_center())

    def _write(self) -> None:
        """Put names and numbers beside what they belong to."""
        for q, name in self.names.items():
            if q == C:
                self._end_with(name)
            elif q in self.pills:
                self._name_pill(q, name)
            elif q.kind == "w":
                edge = self.edges[q.layer or 0]
                is_short = not self._standing and edge.get_length() < name.width + 2 * TIGHT
                up = self.radius if is_short else _CLEAR
                name.next_to(self.place(q), RIGHT if self._standing else UP, buff=up)
            elif q.kind == "b":
                name.next_to(self.names[a(q.layer or 0)], RIGHT, buff=NEAR)
            else:
                self._name_disc(q, name)

    def _name_pill(self, q: Quantity, name: Formula) -> None:
        side = RIGHT if q.kind == "z" and self._standing else DOWN if q.kind == "b" else UP
        name.next_to(self.pills[q], side, buff=TIGHT)
        if q.kind == "z" and not self._standing and w(q.layer or 0) in self.links:  # beside what comes from above
            name.shift((name.width / 2 + TIGHT) * RIGHT)

    def _name_disc(self, q: Quantity, name: Formula) -> None:
        rim = self.discs[q.layer or 0].rim
        name.next_to(rim, RIGHT if self._standing else DOWN, buff=TIGHT)
        if not self._standing:  # on one line, whichever letters they have
            name.on_baseline(rim.get_bottom()[1] - _NAME + TIGHT)
        if q in self.values:
            digits = self.values[q][1:]
            beside = name.get_center() + DOWN * _NAME
            if self._standing:
                beside = name.get_right() + (TIGHT + digits.width / 2) * RIGHT
            self.values[q].shift(beside - digits.get_center())

    def _end_with(self, name: Formula) -> None:
        """Put "C = 0.329" below the square, its right end at the square's, or at the right of it."""
        square, value = self.square.frames, self.values[C]
        if self._standing:
            name.next_to(square, RIGHT, buff=TIGHT, aligned_edge=UP)
            value.next_to(square, RIGHT, buff=TIGHT, aligned_edge=DOWN)
            value.shift((square.get_right()[0] + TIGHT - value[1:].get_left()[0]) * RIGHT)
            return
        name.on_baseline(square.get_bottom()[1] - _NAME + TIGHT)
        value.follow(name, [value.moment], buff=TIGHT)
        both, last = VGroup(name, value), self.names.get(a(self.layers[-1]))
        both.shift((square.get_right()[0] - value.get_right()[0]) * RIGHT)
        if last is not None and last.get_right()[0] + TIGHT > name.get_left()[0]:  # no room beside it: above
            both.shift((square.get_top()[1] + TIGHT - name.get_bottom()[1]) * UP)


class Travel(Computed):
    """The way of a bead from rim to rim; it is gone when it has arrived.

    Parameters
    ----------
    bead : Circle
    start, end : ndarray, shape (3,)
    """

    def __init__(self, bead: Circle, start: Array, end: Array, **kwargs: Any) -> None:
        self._start, self._end = start, end
        super().__init__(bead, remover=True, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the bead on its way."""
        self.mobject.move_to(self._start + self.rate_func(alpha) * (self._end - self._start))


class Spread(Computed):
    """The opening of a part of a spine: discs begin where another spine has them, what is between grows with the room.

    Parameters
    ----------
    spine, other : Spine
    """

    def __init__(self, spine: Spine, other: Spine, **kwargs: Any) -> None:
        self._other = other
        super().__init__(spine, introducer=True, **kwargs)

    def begin(self) -> None:
        """Note where every part is and will be; no copy is needed."""
        spine: Any = self.mobject
        ways: list[tuple[Mobject, Array, Array]] = []
        ends = [spine.discs[layer].face.get_center() for layer in (spine.layers[0], spine.layers[-1])]
        olds = [self._other.discs[layer].face.get_center() for layer in (spine.layers[0], spine.layers[-1])]
        whole = float(np.linalg.norm(ends[1] - ends[0]))
        for part in spine.get_family():
            if not len(part.points):
                continue
            share = float((part.get_center() - ends[0]) @ (ends[1] - ends[0])) / whole**2
            back = olds[0] + share * (olds[1] - olds[0]) - ends[0] - share * (ends[1] - ends[0])
            ways.append((part, part.points.copy(), part.points + back))
        self._ways = ways
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the parts on their way."""
        share = self.rate_func(alpha)
        for part, after, before in self._ways:
            part.points = after if share == 1 else before + share * (after - before)


def _name(quantity: Quantity) -> Formula:
    if quantity == C:
        return Formula("{q} {eq}", q=C, eq="=", em=theme.LABEL)
    return Formula("{q}", q=quantity, em=theme.LABEL, indexed=False)


def _line(colour: str) -> Line:
    return Line(LEFT, RIGHT, color=colour, stroke_width=theme.LINE_WIDTH)


def _break(text: str, colour: str, standing: bool) -> VGroup:  # noqa: FBT001  which way the edge runs
    """Return what breaks an edge: three dots on ground, and what says how many layers are left out."""
    towards = DOWN if standing else RIGHT
    ground = Circle(radius=2 * _DOTS, stroke_width=0).set_fill(theme.now().colour("ground"), opacity=1)
    dots = VGroup(*(Circle(radius=_DOT, stroke_width=0).shift(towards * _DOTS * place) for place in (-1, 0, 1)))
    dots.set_fill(colour, opacity=1)
    label = Label(text, colour=colour)
    return VGroup(ground, dots, label.next_to(ground, RIGHT if standing else UP, buff=TIGHT))
