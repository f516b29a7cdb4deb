"""Where the pieces of a flow stand, and on which ruler: solved for a box, never told."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from manim import VMobject

from core.model.arrays import Array
from core.passes.carried import Carried, Group
from scenes.figures.flow_band import Port
from scenes.figures.heading import Heading
from scenes.figures.knot import Knot, Spacing
from scenes.figures.network import Network
from scenes.figures.rulers import Rulers
from scenes.layout.box import Box

CLEARANCE = 0.12
"""Between what hangs from one row and what stands on the next."""
TALLEST = 1.3
"""Of a pitch: no strip is longer."""
_STEEPEST = 1.6
"""Of the run from column to column: no strip is longer, so that bands are longer than wide."""
_BESIDE = 0.04
"""From a number to a strip, where that stands beside it."""
_UNIT_SHARE = 0.3
"""Of the breadth: the unit strip is not longer."""


class FlowPlaces:
    """The places and the ruler of a flow in a network that stands where it is.

    Parameters
    ----------
    network : Network
    carried : Carried
    knots : mapping of (layer, place) to Knot
    box : Box
        That the network fills.
    unit : float, optional
        Scene units for each unit of a value, of a ruler that others have, too. Default: the largest ruler for which
        there is room, with a lens where it helps.

    Attributes
    ----------
    spacing : Spacing
    rulers : Rulers
        Of the cost, then of the layers from the last one to the first.
    largest : float
        The largest unit of one ruler for all of them; infinite where there is nothing to draw.
    """

    def __init__(
        self,
        network: Network,
        carried: Carried,
        knots: Mapping[tuple[int, int], Knot],
        box: Box,
        unit: float | None = None,
    ) -> None:
        self._network, self._carried = network, carried
        self.heading = Heading.of(tall=network.is_tall)
        self._free = self._free_run()
        self.spacing = self._spaced()
        tallest, fitting = self._sizes(knots, box)
        self.largest = min(fitting)
        self.rulers = Rulers.of(tallest, fitting) if unit is None else Rulers((unit,) * len(fitting))

    def group(self, layer: int, place: int) -> Group:
        """Return the neurons that are drawn at a place of a column."""
        return self._carried.groups[layer][place]

    def disc_at(self, layer: int, place: int) -> tuple[int, int] | None:
        """Return which disc stands at a place; None where a count stands for several neurons."""
        group = self.group(layer, place)
        return (layer, group[0]) if len(group) == 1 and (layer, group[0]) in self._network.discs else None

    def centre(self, layer: int, place: int) -> Array:
        """Return the middle of what stands at a place, shape (3,)."""
        disc = self.disc_at(layer, place)
        return self._network.hidden_place(layer) if disc is None else self._network.discs[disc].centre

    def radius(self, layer: int, place: int) -> float:
        """Return how far along the run it reaches."""
        if self.disc_at(layer, place) is not None:
            return self._network.radius
        count = self._network.counts[layer]
        half = float(count.height if self._network.is_tall else count.width) / 2
        return max(self._network.radius, half + _BESIDE if count[1].submobjects else half)

    def unit_of(self, layer: int) -> float:
        """Return scene units for each unit of a value at a layer; the cost is the one after the last."""
        return self.rulers.units[self._carried.depth + 1 - layer]

    def unit_port(self) -> Port:
        """Return where the unit strip stands, by its middle across: on the axis, at the cost."""
        foot = self._network.cost.frames.get_edge_center(-self.heading.towards)
        inner = foot - (self.spacing.clear + self.spacing.strip / 2) * self.heading.towards
        return Port(inner, self.unit_of(self._carried.depth + 1))

    def out_of_cost(self) -> Port:
        """Return where bands leave the unit strip."""
        port = self.unit_port()
        return Port(port.foot - self.spacing.strip / 2 * self.heading.towards, port.length)

    def between(self, layer: int) -> Array:
        """Return a point just before the gates of the layer after, in the gap behind a layer."""
        far = self._network.place_of(layer)
        near = self._network.place_of(layer + 1) if layer < self._carried.depth else self._network.cost.get_center()
        gap = self.heading.run_of(near - far)
        middle: Array = far + gap / 2 * self.heading.towards
        return middle

    def _free_run(self) -> float:
        """Return how far apart two columns are, from rim to rim."""
        runs = [self.heading.run_of(self._network.place_of(layer)) for layer in self._network.layers]
        runs.append(self.heading.run_of(self._network.cost.get_center()))
        return runs[1] - runs[0] - 2 * self._network.radius

    def _spaced(self) -> Spacing:
        free = self._free
        return Spacing(clear=min(0.07, 0.05 * free), strip=min(0.11, 0.06 * free), gate=min(0.34, 0.16 * free))

    def _sizes(self, knots: Mapping[tuple[int, int], Knot], box: Box) -> tuple[list[float], list[float]]:
        """Return the largest size of each stage, and the largest unit by which it has room."""
        along = 0 if self._network.is_tall else 1
        low, high = box.sides[along], box.sides[along + 2]
        longest = _STEEPEST * self._free
        tallest, fitting = [1.0], [min(_UNIT_SHARE * (high - low), longest)]
        if not self._network.is_costed:
            tallest, fitting = [0.0], [math.inf]
        for layer in sorted({layer for layer, _ in knots}, reverse=True):
            column = [(self.heading.across_of(self.centre(*at)), knot) for at, knot in knots.items() if at[0] == layer]
            column.sort(key=lambda pair: pair[0])
            tallest.append(max(max(knot.above, knot.below) for _, knot in column))
            room = min(_room_for(column, low, high), self._room_beside_count(layer, column))
            fitting.append(min(room, longest / tallest[-1] if tallest[-1] else math.inf))
        return tallest, fitting

    def _room_beside_count(self, layer: int, column: Sequence[tuple[float, Knot]]) -> float:
        """Return the largest unit for which no strip reaches into the number of neurons that are not drawn."""
        number = self._network.counts[layer][1] if layer in self._network.counts else None
        if number is None or not number.submobjects:
            return math.inf
        box, tall = Box.around(number), self._network.is_tall
        along, across = (box.height, box.width) if tall else (box.width, box.height)
        if along / 2 + _BESIDE <= self._network.radius + self.spacing.clear:  # it ends before their strips
            return math.inf
        middle = self.heading.across_of(number.get_center())
        limits = [
            (abs(place - middle) - across / 2 - CLEARANCE / 2, knot.above if place < middle else knot.below)
            for place, knot in column
        ]
        return min((room / reach for room, reach in limits if reach > 0 and room > 0), default=math.inf)


def _room_for(column: Sequence[tuple[float, Knot]], low: float, high: float) -> float:
    """Return the largest unit for which nothing in a column reaches into its neighbour or out of the box."""
    places = [place for place, _ in column]
    pitch = min((after - before for before, after in itertools.pairwise(places)), default=(high - low) / 2)
    limits = [(places[0] - low, column[0][1].below), (high - places[-1], column[-1][1].above)]
    for (before, lower), (after, upper) in itertools.pairwise(column):
        limits.append((after - before - CLEARANCE, lower.above + upper.below))
    limits += [(TALLEST * pitch, max(knot.above, knot.below)) for _, knot in column]
    return min((room / reach for room, reach in limits if reach > 0), default=math.inf)


def stands_below(written: VMobject, knot: Knot, centre: Array, radius: float) -> None:
    """Write below a neuron and its gate what would touch them, where columns are beside each other."""
    ports = [knot.way_in(), knot.way_out()]
    ends = [float(port.foot[1]) + reach for port in ports for reach in (0.0, port.length)]
    left, right = float(ports[1].foot[0]), float(centre[0]) + radius
    box = Box(left, min(*ends, float(centre[1]) - radius), right, max(*ends, float(centre[1]) + radius))
    if len(written.submobjects) and Box.around(written).overlaps(box):
        written.set_y(box.bottom - CLEARANCE - written.height / 2)


def stands_beside(written: VMobject, knot: Knot, centre: Array, radius: float) -> None:
    """Write at the right of a neuron and its gate what would touch them, where rows are below each other."""
    ports = [knot.way_in(), knot.way_out()]
    ends = [float(port.foot[0]) + reach for port in ports for reach in (0.0, port.length)]
    bottom, top = float(centre[1]) - radius, float(ports[1].foot[1])
    box = Box(min(*ends, float(centre[0]) - radius), bottom, max(*ends, float(centre[0]) + radius), top)
    if len(written.submobjects) and Box.around(written).overlaps(box):
        written.set_x(box.right + CLEARANCE + written.width / 2)
