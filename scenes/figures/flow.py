"""The sweep back as a flow: bands as wide as what they carry, piles where they meet, gates that hand on a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup, VMobject, rate_functions

from core.model.arrays import Array
from core.model.quantity import C, a, slope, z
from core.passes.carried import Carried, Group
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.flow_places import FlowPlaces, stands_below, stands_beside
from scenes.figures.greys import Greys
from scenes.figures.heading import Heading
from scenes.figures.knot import Knot
from scenes.figures.lens_rule import LensRule
from scenes.figures.measures import Measure
from scenes.figures.network import FLOW, Network, Place
from scenes.figures.opacity import let_be
from scenes.figures.strip import Strip
from scenes.figures.swept import Swept, share_of
from scenes.layout.box import Box, Size
from scenes.motion import Recompute
from scenes.type.formula import Formula

_BANDS, _LEFT, _GATES = 0.6, 0.75, 0.92
"""When in a layer's time its bands have arrived, what is left has grown, and its gates have."""
_CALMING = 0.3
"""How long after a layer's time it comes to rest."""
_STEP = 0.1
"""From copy to copy of the unit strip."""
_NEAR = 0.1
_SAID = 0.5
"""Room above a network that lies, for what is said of a lens."""
_OVERHANG = 0.3
"""Of the gap before the cost: so far bands run level, and the cost's number may reach below them."""
_INSET = 0.4
"""At the left of a network that lies: as much as stands at its right behind the cost."""


@final
class Flow(VGroup):
    """A network and the sensitivity that flows back through it.

    Where the network has no cost behind its outputs, it begins with their strips.

    Parameters
    ----------
    network : Network
    carried : Carried
        Of the groups that the network draws.
    look : Theme
    says : str
        What is said of a lens, with braces for how much longer it draws.

    Attributes
    ----------
    unit : Strip
        The strip 1 at the cost, which is the key of the ruler.
    key : Formula
        Its number.
    bands : dict
        (layer, to, from) -> FlowBand, by places in the columns; those from the cost: (depth + 1, 0, from).
    hairs : VGroup
        Where bands are too thin to see; they lie below all others.
    knots : dict
        (layer, place) -> Knot.
    joint : VMobject
        The one gate of outputs that compete.
    shut : dict
        (layer, place) -> VGroup, the slope of a curve that hands on nothing that can be seen.
    lens : LensRule
    score : Formula
        The cost as a number, at the cost.
    """

    refills = True

    def __init__(self, network: Network, carried: Carried, look: theme.Theme, says: str) -> None:
        self.network, self.carried, self._look = network, carried, look
        self._way = carried, 0.0
        self.state, self._heading = Swept(), Heading.of(tall=network.is_tall)
        self.layers = [layer for layer in reversed(network.layers) if layer]
        colour, ground, tall = look.colour("slope"), look.colour("ground"), network.is_tall
        self.unit, self.key = Strip(colour), Formula("{one}", em=theme.LABEL, one=carried.moment.count(1))
        self.key.set_fill(colour)
        places = [(layer, place) for layer in self.layers for place in range(len(self._in(layer)))]
        self.knots = {at: self._knot(*at) for at in places}
        joined = [at for at in places if at[0] < carried.depth or network.is_costed]
        ends = [(layer + 1, to, place) for layer, place in joined for to in range(len(self._in(layer + 1)))]
        self.bands = {at: FlowBand(colour, tall=tall, what=f"the band {at}", ground=ground) for at in ends}
        self.fronts = [Strip(colour) for _ in self._in(carried.depth)]
        self.joint = VMobject(stroke_color=look.colour("z"), stroke_width=theme.LINE_WIDTH).set_fill(ground, opacity=1)
        shut = [at for at in places if network.is_costed and self.knots[at].is_shut and self._alone(*at)]
        self.shut = {at: self._shut(*at) for at in shut}
        self.lens = LensRule(look, says, tall=tall)
        self.score = Formula("{value}", em=theme.FORMULA, value=carried.moment.read(C, 3)).set_fill(colour)
        widest_first = sorted(self.bands, key=lambda at: -abs(self._brings(*at)))
        self.hairs = VGroup(*(band.hair for band in self.bands.values()))
        for band in self.bands.values():
            band.remove(band.hair)
        solid = [self.bands[at] for at in widest_first if self._brings(*at) >= 0]
        hollow = [self.bands[at] for at in widest_first if self._brings(*at) < 0]
        strips = [*self.knots.values(), self.joint]
        if network.is_costed:
            strips += [*self.shut.values(), *self.fronts, self.unit, self.key]
        self._seen: dict[int, tuple[float, ...]] = {}
        self._moved = np.zeros(3)
        self._unit: float | None = None
        score = [self.score] if network.is_costed else []
        super().__init__(network, *score, self.lens, self.hairs, VGroup(*solid), VGroup(*hollow), VGroup(*strips))

    @classmethod
    def of(
        cls,
        moment: Moment,
        look: theme.Theme | None = None,
        *,
        place: Place = FLOW,
        tall: bool = False,
        says: str = "× {}",
    ) -> Flow:
        """Return the flow through a whole network; of a crowded layer a few neurons are drawn, and the rest as one.

        Parameters
        ----------
        moment : Moment
            Of one example.
        look : Theme, optional
            Default: the theme that is used now.
        place : Place
            How large its neurons are at most, and how far apart.
        tall : bool
            Whether layers are rows, inputs on top; else they are columns, inputs at the left.
        says : str
            What is said of a lens, with braces for how much longer it draws.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> flow = Flow.of(Moment.first(*read("networks/iris.toml")))
        >>> flow.fill(Box(-6.0, -3.0, 6.0, 3.0))
        >>> flow.at(Swept(flow.end))
        >>> {output: number[1].text for output, number in flow.numbers().items()}
        {1: '−1.15', 2: '+1.03', 0: '+0.263'}
        """
        look, story = look or theme.now(), Story(moment)
        greys = Greys.of(story, look)
        network = Network(moment, story, greys, look, place=place, tall=tall, slim=True)
        groups = {layer: story.shown(layer).groups for layer in range(moment.network.depth + 1)}
        return cls(network, Carried(moment, groups), look, says)

    @property
    def end(self) -> int:
        """When all layers have been swept."""
        return len(self.layers) + 1

    @property
    def own(self) -> list[VMobject]:
        """All that it draws besides the network."""
        return list(self.submobjects[1:])

    def after(self, layer: int) -> int:
        """Return when a layer has handed on."""
        return self.carried.depth - layer + 2

    def strips_of(self, layer: int) -> float:
        """Return when the strips of a layer stand, but nothing has gone through its gates."""
        return self.after(layer) - 1 + _LEFT

    def around(self, layer: int, shares: tuple[float, float]) -> Box:
        """Return a box in which a layer and the next one stand at some shares of the run."""
        ends = [self.network.place_of(one) for one in (layer, layer + 1)]
        run = self._heading.run_of(ends[1] - ends[0]) / (shares[1] - shares[0])
        start = ends[0] - shares[0] * run * self._heading.towards
        column = self.network.column(layer + 1)
        half = max(1.0, len(column) * 2 * self.network.radius) / 2 * self._heading.across
        low, high = (
            np.minimum(start - half, start + run * self._heading.towards - half),
            np.maximum(start + half, start + run * self._heading.towards + half),
        )
        return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def least_size(self) -> Size:
        """Return the room of the network."""
        return self.network.least_size()

    def on_ruler(self, unit: float | None) -> None:
        """Be drawn on a ruler that others have, too, without a lens, from the next `fill` on; None for its own."""
        self._unit = unit

    def room_for(self, box: Box, every: Sequence[Carried]) -> float:
        """Return the largest unit of one ruler for which all strips of some amounts have room in a box.

        Parameters
        ----------
        box : Box
        every : sequence of Carried

        Returns
        -------
        float
            Infinite where there is nothing to draw.
        """
        room = self._room(box)
        self.network.fill(room)
        found = []
        for carried in every:
            self.carry(carried)
            found.append(FlowPlaces(self.network, self.carried, self.knots, room, 1.0).largest)
        return min(found)

    def recall(self) -> None:
        """Show what it carries by now, as far as the sweep has come."""
        self._seen.clear()
        self._stand_knots()
        self.at(self.state)

    def carry(self, carried: Carried, onto: Carried | None = None, share: float = 0.0) -> None:
        """Carry other amounts, of the same groups, or what lies between two; shown as far as the sweep has come.

        Parameters
        ----------
        carried : Carried
        onto : Carried, optional
            To whose amounts those of the first are on their way.
        share : float
            How far they are, 0 to 1.
        """
        self.carried, self._way = carried, (onto or carried, share)
        for (layer, place), knot in self.knots.items():
            group = self._in(layer)[place]
            parts = [self._brings(layer + 1, to, place) for to in self._order(layer, place)]
            knot.take(parts, self._between("arrived", layer, group), self._between("delta", layer, group))

    def fill(self, box: Box) -> None:
        """Stand in a box, on the largest ruler for which all strips have room, or on one that it shares."""
        if self.network.earlier.submobjects:
            self.network.earlier[1].shift(-self._moved)
        room = self._room(box)
        self._stand(room)
        if self._is_scored_below(box):
            room = Box(room.left, room.bottom + float(self.score.height) + _NEAR, room.right, room.top)
            self._stand(room)
        crowded = self._crowds_the_lens(box)
        if crowded:
            beside = self.lens.length(self.places.rulers.factor, wrapped=True)
            self._stand(Box(room.left, room.bottom, room.right - beside, room.top))
        elif self.places.rulers.lens is not None and not self.network.is_tall:
            self._stand(Box(room.left, room.bottom, room.right, room.top - _SAID))
        self._box = box
        self._stand_score(box)
        self._stand_knots()
        self._clear_earlier()
        for at, formula in self.shut.items():
            formula.next_to(self.knots[at].way_out().foot, self._heading.across, buff=_NEAR)
        if self.places.rulers.lens is not None:
            behind = self.carried.depth + 1 - self.places.rulers.lens
            self.lens.stand(self.places.between(behind), box, self.places.rulers.factor, wrapped=crowded)
        else:
            self.lens.leave()
        self._told, self._aside = self._with_room(box), self._key_aside()
        lines = {at: self._line(*at) for at in self.bands}
        self._rims = {at: (line, line.points[0].copy(), line.points[-1].copy()) for at, line in lines.items() if line}
        self._seen.clear()
        self.at(self.state)

    def _with_room(self, box: Box) -> set[tuple[int, int]]:
        """Return at which places the slope of a shut gate has room in a box."""
        around = [*(disc.rim for disc in self.network.discs.values()), *self.network.counts.values()]
        taken, found = [Box.around(one) for one in around], set()
        taken += [Box.around(one).inset(-_NEAR / 2) for one in self.lens.label]
        for at, one in self.shut.items():
            own = Box.around(one)
            if own.top <= box.top and not any(own.overlaps(other) for other in taken):
                found.add(at)
                taken.append(own)
        return found

    def _key_aside(self) -> float:
        """Return how far to the right of its strip the key of the ruler stands, so that no band rises through it."""
        layer, start = self.carried.depth, self.places.out_of_cost()
        if self.network.is_tall or not self.network.is_costed:
            return 0.0
        port = self.places.unit_port()
        self.key.next_to(port.foot + port.length * UP, UP, buff=_NEAR)
        own, band = Box.around(self.key).inset(-_NEAR / 2), FlowBand(self._look.colour("slope"))
        for knot in (self.knots[layer, place] for place in range(len(self._in(layer)))):
            for end in knot.ports():
                band.join(start, end)
                x, y = band.solid.points[:, 0], band.solid.points[:, 1]
                if ((own.left < x) & (own.bottom < y) & (y < own.top)).any():
                    return float(self.key.width - self.places.spacing.strip) / 2
        return 0.0

    def _room(self, box: Box) -> Box:
        """Return the room of the network, beside what stands at its ends."""
        if self.network.is_tall:
            return box
        ends = (_INSET, 0.0) if self.network.is_costed else (_INSET * bool(self.network.layers[0]), _INSET)
        return Box(box.left + ends[0], box.bottom, box.right - ends[1], box.top)

    def _crowds_the_lens(self, box: Box) -> bool:
        """Whether layers that are rows leave no room at their right for what is said of the lens between them."""
        rulers, depth = self.places.rulers, self.carried.depth
        if rulers.lens is None or not self.network.is_tall:
            return False
        behind = depth + 1 - rulers.lens
        reached = [
            float(self.places.centre(*at)[0]) + max(self.network.radius, self.places.unit_of(at[0]) * knot.above)
            for at, knot in self.knots.items()
            if at[0] in {behind, behind + 1}
        ]
        return max(reached) > box.right - self.lens.length(rulers.factor)

    def _stand_knots(self) -> None:
        for at, knot in self.knots.items():
            knot.stand(
                self.places.centre(*at), self.places.radius(*at), self.places.unit_of(at[0]), self.places.spacing
            )

    def _stand_score(self, box: Box) -> None:
        if self.network.is_tall and not self._is_scored_below(box):
            self.score.next_to(self.network.letter, LEFT, buff=2 * _NEAR)
        else:
            self.score.next_to(self.network.cost, DOWN, buff=_NEAR)
        if not self.network.is_tall:
            self.score.shift(max(0.0, self._score_left() - float(self.score.get_left()[0])) * RIGHT)
        self.score.shift(min(0.0, box.right - float(self.score.get_right()[0])) * RIGHT)

    def _score_left(self) -> float:
        """Return how far left the cost's number may reach below the cost: not onto the last line that leads there."""
        cost, last = float(self.network.cost.get_left()[0]), self.network.column(self.network.layers[-1])[-1].face
        least = cost - _OVERHANG * (cost - float(last.get_right()[0]))
        if not self.network.to_cost:
            return least
        start, end = list(self.network.to_cost.values())[-1].get_start_and_end()
        share = float((end[1] - self.score.get_top()[1]) / ((end[1] - start[1]) or 1.0))
        return max(least, float(end[0] - max(0.0, share) * (end[0] - start[0])) + _NEAR) if share < 1 else least

    def _is_scored_below(self, box: Box) -> bool:
        """Whether layers are rows and the cost's number has no room at the left of its letter."""
        left = float(self.network.letter.get_left()[0]) - 2 * _NEAR - float(self.score.width)
        return self.network.is_tall and self.network.is_costed and left < box.left

    def _stand(self, room: Box) -> None:
        self.network.fill(room)
        self.places = FlowPlaces(self.network, self.carried, self.knots, room, self._unit)

    def _clear_earlier(self) -> None:
        """Write how many neurons come before the first layer clear of what it would touch of that."""
        if not self.network.earlier.submobjects:
            return
        number, stands = self.network.earlier[1], stands_beside if self.network.is_tall else stands_below
        before = number.get_center()
        for (layer, place), knot in self.knots.items():
            if layer == self.network.layers[0]:
                stands(number, knot, self.places.centre(layer, place), self.network.radius)
        self._moved = number.get_center() - before

    def at(self, state: Swept) -> None:
        """Show how far the sweep has come."""
        self.state = state
        if self.network.is_costed:
            self._show_unit(state)
        for layer in self.layers:
            self._show_layer(layer)
        if self.places.rulers.lens is not None:
            begins = self.places.rulers.lens
            self.lens.show(share_of(state.done, begins, begins + _STEP) - min(1.0, state.drained))

    def sweep(self, layer: int | None = None, **kwargs: Any) -> Recompute:
        """Return the sweep from the cost until the strips of a layer stand, at an even pace; at last all is bright.

        Parameters
        ----------
        layer : int, optional
            Default: through the gates of the first one, too.
        """
        last = Swept(self.end if layer is None else self.strips_of(layer), glow=1)
        kwargs = {"rate_func": rate_functions.linear} | kwargs
        return Recompute(self, through=lambda share: Swept().to(last, share), **kwargs)

    def numbers(self, layer: int | None = None) -> dict[int, VGroup]:
        """Return the slopes by the neurons of a layer, each beside its strip, on its own ground, where it has room.

        Parameters
        ----------
        layer : int, optional
            Default: the outputs.

        Returns
        -------
        dict of int to VGroup
            By neurons; the largest come first where not all have room.
        """
        layer = self.carried.depth if layer is None else layer
        found: dict[int, VGroup] = {}
        counted = [count[1] for count in self.network.counts.values() if count[1].submobjects]
        taken = [Box.around(disc.rim) for disc in self.network.discs.values()]
        taken += [Box.around(count).inset(-_NEAR / 2) for count in counted]
        if layer < self.carried.depth:  # whose gates stand open as long as its numbers are there
            taken += [Box.around(one) for at, one in self.shut.items() if at[0] == layer and at in self._told]
        alone = [(place, group[0]) for place, group in enumerate(self._in(layer)) if len(group) == 1]
        for place, j in sorted(alone, key=lambda one: -abs(self.knots[layer, one[0]].arrived)):
            number = self._number(layer, place, j)
            if not any(Box.around(number).overlaps(box) for box in taken):
                found[j] = number
                taken.append(Box.around(number))
        return found

    def measures(self) -> Iterator[Measure]:
        """Yield the unit strip."""
        if self.network.is_costed and self.state.span(0, 1) == (1.0, 0.0):
            yield Measure("ruler", "1", self.unit.drawn_length(), self.places.unit_of(self.carried.depth + 1))

    # What is made.

    def _in(self, layer: int) -> tuple[Group, ...]:
        """Return the groups of a layer in the order of its column; behind the outputs stands the cost alone."""
        return self.carried.groups[layer] if layer <= self.carried.depth else ((),)

    def _brings(self, layer: int, to: int, place: int) -> float:
        """Return what a band back from a layer brings to the one before."""
        source = self._in(layer - 1)[place]
        if layer > self.carried.depth:
            return self._between("arrived", layer - 1, source)
        return self._between("over", layer, self._in(layer)[to], source)

    def _between(self, name: str, *about: Any) -> float:
        """Return an amount on its way from one example's to another's."""
        (onto, share), here = self._way, float(getattr(self.carried, name)(*about))
        return here if not share else here + share * (float(getattr(onto, name)(*about)) - here)

    def _order(self, layer: int, place: int) -> list[int]:
        """Return the rows of the next layer as they pile up: none of their bands cross without need."""
        rows = list(range(len(self._in(layer + 1))))
        outward = rows if self.network.is_tall else rows[::-1]
        brings = {to: self._brings(layer + 1, to, place) for to in rows}
        return [to for to in outward if brings[to] >= 0] + [to for to in outward[::-1] if brings[to] < 0]

    def _knot(self, layer: int, place: int) -> Knot:
        group, direct = self._in(layer)[place], layer == self.carried.depth and self.carried.direct
        return Knot(
            [self._brings(layer + 1, to, place) for to in self._order(layer, place)],
            self.carried.arrived(layer, group),
            self.carried.delta(layer, group),
            self._look,
            tall=self.network.is_tall,
            what=f"dC/da[{layer}] of {group}",
            gated=not direct and not self.carried.competes(layer),
        )

    def _alone(self, layer: int, place: int) -> bool:
        return len(self._in(layer)[place]) == 1

    def _shut(self, layer: int, place: int) -> VGroup:
        j = self._in(layer)[place][0]
        value = self.carried.moment.read(slope(a(layer, j), z(layer, j)), 3)
        value = value if value.value else value.in_fewest_digits()
        formula = Formula("{value}", em=theme.LABEL, value=value)
        return self._on_ground(formula.set_fill(self._look.colour("z")))

    def _number(self, layer: int, place: int, j: int) -> VGroup:
        direct = self.carried.direct and layer == self.carried.depth
        of = slope(C, z(layer, j) if direct else a(layer, j))
        read = self.carried.moment.read(of, 3)
        number = Formula("+{value}" if read.value > 0 else "{value}", em=theme.LABEL, value=read)
        number.set_fill(self._look.colour("slope"))
        strip, centre = self.knots[layer, place].way_in(), self.places.centre(layer, place)
        where = strip.foot + strip.length / 2 * self._heading.across
        if self.network.is_tall:
            where = where + self._heading.across_of(centre - where) * self._heading.across
        shown = self._on_ground(number.next_to(where, -self._heading.towards, buff=_NEAR))
        if self.network.is_tall:  # a long number of an outermost neuron
            own = Box.around(shown)
            shown.shift((max(0.0, self._box.left - own.left) + min(0.0, self._box.right - own.right)) * RIGHT)
        return shown

    def _on_ground(self, number: Formula) -> VGroup:
        """Return a number with the ground behind it, so that no edge runs through it."""
        ground = Rectangle(width=number.width + _NEAR, height=number.height + _NEAR, stroke_width=0)
        ground.set_fill(self._look.colour("ground"), opacity=1).move_to(number)
        return VGroup(ground, number)

    def _line(self, layer: int, to: int, place: int) -> Line | None:
        """Return the edge that a band takes the place of; None where there is none."""
        source = self._in(layer - 1)[place]
        if len(source) > 1:
            return None
        if layer > self.carried.depth:
            return self.network.to_cost.get(source[0])
        target = self._in(layer)[to]
        return self.network.edges.get((layer, target[0], source[0])) if len(target) == 1 else None

    # What is shown.

    def _show_unit(self, state: Swept) -> None:
        there, gone = state.span(0, 1)
        port, share = self.places.unit_port(), rate_functions.smooth(there) - rate_functions.smooth(gone)
        self.unit.span(port.foot, port.length * share, self._heading.across, self.places.spacing.strip)
        self.key.next_to(self.unit.tip, UP, buff=_NEAR).shift(self._aside * RIGHT)
        if self.key.get_right()[0] > self.network.cost.get_left()[0] - _NEAR / 2:  # not into a square that is higher
            self.key.shift(max(0.0, self.network.cost.get_top()[1] + _NEAR - self.key.get_bottom()[1]) * UP)
        if self.network.is_tall:
            self.key.next_to(self.network.cost, RIGHT, buff=2 * _NEAR)
        elif len(self.lens.label) and Box.around(self.key).overlaps(Box.around(self.lens.line).inset(-_NEAR / 2)):
            self.key.next_to(self.lens.line, RIGHT, buff=_NEAR / 2, coor_mask=np.array([1, 0, 0]))
        let_be(self.key, share)

    def _show_layer(self, layer: int) -> None:
        begins = self.after(layer) - 1
        states = [self.state.at((layer, place)) for place in range(len(self._in(layer)))]
        key = tuple(
            part
            for state in states
            for part in (
                *state.span(begins, begins + 1),
                share_of(state.done, begins + 1, begins + 1 + _CALMING),
                state.glow,
            )
        )
        if self._seen.get(layer) == key:
            return
        self._seen[layer] = key
        for place, state in enumerate(states):
            self._show_place(layer, place, state)
        if layer == self.carried.depth and self.carried.competes(layer) and not self.carried.direct:
            gate, gone = self.state.span(begins + _LEFT, begins + _GATES)
            self._show_joint(layer, gate - gone)

    def _show_place(self, layer: int, place: int, state: Swept) -> None:
        begins, knot = self.after(layer) - 1, self.knots[layer, place]
        bright = max(1 - share_of(state.done, begins + 1, begins + 1 + _CALMING), state.glow)
        left, left_gone = state.span(begins + _BANDS, begins + _LEFT)
        gate, gate_gone = state.span(begins + _LEFT, begins + _GATES)
        grown = share_of(state.done, begins, begins + _BANDS)
        if (layer + 1, 0, place) in self.bands:  # what a band brings is there when it has arrived
            grown = float(grown == 1.0)
        arrival = grown * (1 - left_gone)
        knot.show(arrival, left - left_gone, gate, gate_gone)
        knot.light(bright)
        if (layer, place) in self.shut:
            let_be(self.shut[layer, place], (gate - gate_gone) * ((layer, place) in self._told))
        for to, port in zip(self._order(layer, place), knot.ports(), strict=True):
            if (layer + 1, to, place) in self.bands:
                self._show_band((layer + 1, to, place), port, bright, state)

    def _show_band(self, at: tuple[int, int, int], port: Port, bright: float, state: Swept) -> None:
        layer, to, place = at
        first, begins = layer > self.carried.depth, self.after(layer - 1) - 1
        delay = min(_STEP * place, _BANDS / 2) if first and not state.drained else 0.0
        there, gone = state.span(begins + delay, begins + _BANDS)
        start, band = self.places.out_of_cost() if first else self.knots[layer, to].way_out(), self.bands[at]
        if self._look.calm:
            band.join(start, port, float(there > gone))
            band.light(bright, there - gone)
        else:
            there, gone = rate_functions.smooth(there), rate_functions.smooth(gone)
            band.join(start, port, there, gone)
            band.light(bright)
        if first:
            band.ride(self.fronts[place], 0.0 if self._look.calm else float(0 < there < 1))
        if at in self._rims:
            self._cut(*self._rims[at], there, gone)

    def _cut(self, line: Line, start: Array, end: Array, there: float, gone: float) -> None:
        """Leave of an edge what its band has not reached, or what it has left again."""
        low, high = (1 - gone, 1.0) if gone else (0.0, 1 - there)
        shares = low + np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None] * (high - low)
        line.points = start + shares * (end - start) if high > low else np.zeros((0, 3))

    def _show_joint(self, layer: int, share: float) -> None:
        """Draw the one gate through a whole column."""
        ends = [self.knots[layer, place] for place in range(len(self._in(layer)))]
        ports = [port for knot in ends for port in (knot.way_out(), knot.way_in())]
        corners = [one.foot + reach * self._heading.across for one in ports for reach in (-_NEAR * 2, _NEAR * 2)]
        box = Box(*np.min(corners, axis=0)[:2], *np.max(corners, axis=0)[:2])
        self.joint.set_points_as_corners(
            [
                np.array([x, y, 0.0])
                for x, y in (
                    (box.left, box.bottom),
                    (box.right, box.bottom),
                    (box.right, box.top),
                    (box.left, box.top),
                    (box.left, box.bottom),
                )
            ]
        )
        self.joint.set_fill(opacity=share).set_stroke(opacity=share)
