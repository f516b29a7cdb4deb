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
from scenes.figures.spine_names import DIGITS, NAME, Chain, SpineNames, widths_below
from scenes.figures.spine_plan import MOST, RADIUS, SpinePlan
from scenes.figures.spine_travel import Spread, Travel, bead_of, walk
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Light, Shade, Showing
from scenes.type.formula import Label

Pills: TypeAlias = Literal["w", "b", "z"]

_ASIDE, _NUMBER = 1.05, 0.95
"""Room for names at the right of a chain that stands, and for numbers beside them."""
_RISE = 1.5
"""From the chain to the pills above and below it, at least."""
_OF_STEP = 0.55
"""Where the sum of a single step stands, from one neuron to the next."""
_ABOVE = 0.06
"""From the discs to what is said above them."""

_DOT, _DOTS = 0.04, 0.16


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
    alone : bool
        Whether these stand in the places of those names, where discs hold the activations.
    says : callable, optional
        From the count of layers that are left out to what says so; needed where some are.
    stage : Box, optional
        Where it will stand from end to end: a chain that has no room there is drawn as a long one.
    most : int
        Neurons of a chain that is not long.
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
        alone: bool = False,
        says: Callable[[int], str] = str,
        stage: Box | None = None,
        most: int = MOST,
        visits: Sequence[Moment] = (),
    ) -> None:
        self._standing, self._has_cost, self._look = standing, cost, look
        self.to_cost, self.square = _line(look.colour("quiet")), CostSquare([moment, *visits], look)
        self._plan = SpinePlan(standing=standing, squares=self.square.count if cost else 0)
        room = np.inf if stage is None else stage.height if standing else stage.width
        moments = [moment, *visits]

        def widths_of(every: Sequence[int]) -> list[float]:
            return widths_below(moments, every, self._plan.radius(len(every), room))

        if layers is None:
            layers = self._plan.layers(moment.network.depth, room, most=most, widths_of=widths_of)
        self.layers = tuple(layers)
        radius = self._plan.radius(len(self.layers), room)
        self.discs = {layer: Disc(moment, a(layer), greys, RADIUS) for layer in self.layers}
        sky, grey, green = look.colour("w"), look.colour("quiet"), look.colour("z")
        self.edges = {layer: _line(sky) for layer in self.layers[1:]}
        self.pills = {q: Pill("", q, moment, look) for q in self._pilled(pills)}
        self.outlets = {layer: _line(green) for layer in self.layers[1:] if z(layer) in self.pills}
        self.links = {q: _line(look.colour_of(q)) for q in self.pills if q.kind != "z"}
        chain = Chain(
            self.layers, standing, self.discs, self.edges, self.pills, self.links, self.square if cost else None
        )
        self._writing = SpineNames(chain, moments, look, radius=radius, biases=biases, alone=alone)
        self.names, self.values = self._writing.names, self._writing.values
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
        radius = self._plan.radius(len(self.layers), length)
        side, beyond = self._plan.side(radius), self._plan.beyond(radius)
        first, last = (max(radius, self._writing.reach(layer)) for layer in (self.layers[0], self.layers[-1]))
        last = self._plan.reach(radius) if self._has_cost else last
        steps = np.linspace(radius if self._standing else first, length - last, count)
        for layer, step in zip(self.layers, steps, strict=False):
            self.discs[layer].stand(self._at(box, float(step)), radius)
        if self._has_cost:
            self.square.stand(self._at(box, float(steps[-1])) + RIGHT * beyond / 2, side)
        self._place_pills(box)
        self._lead()
        self._writing.stand()

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
        bead = bead_of(before.face.get_fill_color(), self._look.colour("text"))
        start, end = before.centre, disc.centre
        way = Travel(bead, start + before.radius * self.along, end - disc.radius * self.along)
        return LaggedStart(way, disc.light(), lag_ratio=0.9)

    def run_forward(self, *, run_time: float) -> Animation:
        """Return the forward pass, disc after disc."""
        steps = (self.step_forward(layer) for layer in self.layers[1:])
        return LaggedStart(*steps, lag_ratio=1.0, run_time=run_time)

    def walk(self, **kwargs: Any) -> Animation:
        """Return the way of a bead from the input to the output, as layers are counted."""
        return walk(self.edges.values(), self._look, **kwargs)

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
            self.discs[layer]: (there.centre, there.radius, self.discs[layer].centre)
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
        return self._writing.is_crowded

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
        self._writing.stand()

    def numbers_of(self, layer: int) -> list[Mobject]:
        """Return the number of an activation, where it stands beside its disc."""
        return [self.values[a(layer)]] if a(layer) in self.values else []

    def texts_of(self, layer: int) -> list[Mobject]:
        """Return what is written beside the disc of an activation: its name and its number."""
        return [texts[a(layer)] for texts in (self.names, self.values) if a(layer) in texts]

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

    def _least(self) -> tuple[float, float]:
        along = self._plan.length(len(self.layers))
        if not self._standing and a(self.layers[0]) in self.values:
            numbers = [float(number[1:].width) for q, number in self.values.items() if q != C]
            along = max(along, self._plan.length_beside(numbers))
        aside = 2 * _RISE if any(q.kind in {"w", "b"} for q in self.pills) else 0.0
        is_outside = self._writing.is_outside
        if self._standing:
            written = self._writing.reach_aside(RADIUS, self._plan.aside(RADIUS))
            named = RADIUS + _ASIDE + self._writing.is_broad * _NUMBER
            return self._half() + max(named, written) + aside, along
        return along, max(2 * RADIUS, aside) + (2 + is_outside) * NAME

    def _at(self, box: Box, step: float) -> Array:
        if self._standing:
            aside = any(q.kind in {"w", "b"} for q in self.pills)
            return np.array([box.centre[0] if aside else box.left + self._half(), box.top - step, 0.0])
        below = self._writing.is_outside * NAME / 2
        return np.array([box.left + step, box.centre[1] + below, 0.0])

    def _half(self) -> float:
        """Return how far a chain that stands reaches to the left of its middle: a disc, or a sum that is broader."""
        return max(RADIUS, 0.0, *(float(pill.width) / 2 for q, pill in self.pills.items() if q.kind == "z"))

    def _before(self, layer: int) -> Disc:
        return self.discs[self.layers[self.layers.index(layer) - 1]]

    def _pilled(self, pills: Iterable[Pills]) -> list[Quantity]:
        kinds = {"w": w, "b": b, "z": z}
        return [kinds[kind](layer) for layer in self.layers[1:] if layer - 1 in self.layers for kind in pills]

    def _place_pills(self, box: Box) -> None:
        for q, pill in self.pills.items():
            layer = q.layer or 0
            start, end = self._before(layer).centre, self.discs[layer].centre
            alone = not self.links and len(self.layers) == 2
            middle = start + (_OF_STEP if alone else 0.5) * (end - start)
            if q.kind != "z":
                side = LEFT if self._standing else UP
                reach = (box.width / 2 - pill.width / 2) if self._standing else (box.height - pill.height) / 2 - NAME
                middle = middle + (reach if q.kind == "w" else -reach) * side
            pill.move_to(middle)

    def _lead(self) -> None:
        """Lead the edges from rim to rim."""
        for layer, edge in self.edges.items():
            before, disc, along = self._before(layer), self.discs[layer], self.along
            start = before.centre + before.radius * along
            end = disc.centre - disc.radius * along
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
            start = last.centre + last.radius * self.along
            end = self.square.frames.get_edge_center(-self.along)
            self.to_cost.put_start_and_end_on(start, np.where(self.along, end, start))
        if self.gap.submobjects:
            place = next(self.place(w(later)) for earlier, later in pairwise(self.layers) if later - earlier > 1)
            self.gap.shift(place - self.gap[0].get_center())
            self._clear_gap()

    def _clear_gap(self) -> None:
        """Put what is left out close to its dots, or above the discs where the edge is too short for it."""
        ground, _, said = self.gap
        if not self._standing:
            edge = next(self.edges[later] for earlier, later in pairwise(self.layers) if later - earlier > 1)
            is_long = edge.get_length() >= said.width + 2 * TIGHT
            high = max(ground.height / 2 + TIGHT, 0.0 if is_long else self.radius + _ABOVE)
            said.next_to(ground.get_center(), UP, buff=high)


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
