"""An expression as a graph, and what flows back through it: each arrow multiplies, and where arrows meet they add."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    LaggedStart,
    VGroup,
    VMobject,
    rate_functions,
)

from core.algebra.expression_graph import Arrow
from core.algebra.graph_sweep import TapeEntry
from core.model.arrays import Array
from core.notation.graph_markup import operation_typst, slope_typst
from core.notation.graph_reading import GraphReadings
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.graph_node import GraphNode, arrowhead
from scenes.figures.graph_plan import GraphPlan, Stop
from scenes.figures.heading import Heading
from scenes.figures.opacity import let_be
from scenes.figures.pulse import pulse
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Spell, fly
from scenes.type.formula import Formula

_LARGEST, _OF_PITCH, _OF_GAP, _LEAST = 0.6, 0.28, 0.2, 0.24
"""How large a disc is at most, of the way to the next row and to the next column, and at least."""
_TALLEST, _FULL, _UNIT = 1.15, 0.8, 0.7
"""How long a pile is at most, in scene units and of the way to the next row; and the unit strip."""
_ARRIVED = 0.75
"""When in a column's time its bands have arrived."""
_COLUMN, _ROW = 1.25, 0.95
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Where along an arrow its number may stand."""
_SAMPLES = 13
_STEEP = 0.5
"""From which rise on, across over along, a number may stand before or behind its arrow, too."""


@final
class GraphFlow(VGroup):
    """The graph of an expression, with the sweep back.

    Parameters
    ----------
    read : GraphReadings
    letter : str
        What the whole is called.
    look : Theme
    tall : bool
        Whether it runs from the top down.

    Attributes
    ----------
    nodes : tuple of GraphNode
    lines, heads : dict of (node, place) to VMobject
        By the node at which an arrow ends, and its place there.
    bands : dict of (node, place) to list of FlowBand
        A band for each column that the arrow passes.
    factors : dict of (node, place) to Formula
        The slope along an arrow, where there is room for it.
    plan : GraphPlan
    """

    def __init__(self, read: GraphReadings, letter: str, look: theme.Theme, *, tall: bool = False) -> None:
        self._read, self._look, self._heading = read, look, Heading.of(tall=tall)
        self.plan, self.done = GraphPlan.of(read.graph), 0.0
        self._rank = {stop: place for stops in self.plan.columns for place, stop in enumerate(stops)}
        self._arriving = {node: self._in_order(node) for node in range(len(read.graph.nodes))}
        self.nodes = tuple(self._node(node) for node in range(len(read.graph.nodes)))
        grey, colour = look.dimmed(look.colour("text"), theme.PALE), look.colour("slope")
        self.lines = {_at(one): VMobject(stroke_color=grey, stroke_width=theme.LINE_WIDTH) for one in self.plan.ways}
        self.heads = {_at(one): VMobject(stroke_width=0) for one in self.plan.ways}
        self._grey = grey
        self.bands = {
            _at(entry.arrow): [
                FlowBand(colour, tall=tall, what=f"the band {entry.arrow.end} to {entry.arrow.start}")
                for _ in self.plan.ways[entry.arrow][1:]
            ]
            for entry in read.sweep.tape
        }
        self.letter = Formula(letter, em=theme.FORMULA)
        self.one = Formula("1", em=theme.LABEL).set_fill(colour)
        self.factors: dict[tuple[int, int], Formula] = {}
        bands = sorted(read.sweep.tape, key=lambda entry: (entry.product < 0, -abs(entry.product)))
        self._drawn = VGroup(*(VGroup(*self.bands[_at(entry.arrow)]) for entry in bands))
        self._written = VGroup()
        super().__init__(
            VGroup(*self.lines.values()),
            VGroup(*self.heads.values()),
            self._drawn,
            VGroup(*self.nodes),
            VGroup(self.letter, self.one),
            self._written,
        )

    @property
    def end(self) -> int:
        """When the sweep has come to the first column."""
        return len(self.plan.columns)

    def least_size(self) -> Size:
        """Return the room in which nodes can be told apart."""
        along = _COLUMN * len(self.plan.columns)
        across = _ROW * max(map(len, self.plan.columns))
        return Size(along, across) if self._heading.towards[0] else Size(across, along)

    def fill(self, box: Box) -> None:
        """Stand in a box, all on the largest ruler for which there is room."""
        across, along = self._spans(box)
        first = max(self.nodes[node].reach for node in self._read.graph.inputs.values())
        last = self.nodes[self._read.output].behind + 3 * TIGHT + self._size_of(self.letter) + self._size_of(self.one)
        count = len(self.plan.columns)
        ends = along[0] + first, along[1] - last
        radius = min(
            _LARGEST,
            _OF_GAP * (ends[1] - ends[0]) / max(count - 1, 1),
            *(_OF_PITCH * (across[1] - across[0]) / len(stops) for stops in self.plan.columns),
        )
        radius = max(_LEAST, radius)
        across = self._room_for_signs(across, radius)
        ends = ends[0] + radius, ends[1] - radius
        self._places: dict[Stop, Array] = {}
        pitches: dict[Stop, float] = {}
        for place, stops in enumerate(self.plan.columns):
            run = ends[0] + (ends[1] - ends[0]) * place / max(count - 1, 1)
            pitch = (across[1] - across[0]) / len(stops)
            for row, stop in enumerate(stops):
                aside = sum(across) / 2 + pitch * ((len(stops) - 1) / 2 - row)
                self._places[stop] = run * self._heading.towards + aside * self._heading.across
                pitches[stop] = pitch
        self.unit = self._ruler(pitches)
        for number, node in enumerate(self.nodes):
            node.stand(self._places[number], radius, self.unit, self._outward(number))
        self._stand_letter()
        self._stand_lines()
        self._stand_factors(box)
        self.at(self.done)

    def come(self, place: int, source: VMobject, **kwargs: Any) -> Animation:
        """Return the coming of a column: nodes out of what is written, arrows to them, and then their values."""
        own = [self.nodes[stop] for stop in self.plan.columns[place] if isinstance(stop, int)]
        into = [one for one in self.plan.ways if self.plan.column_of(one.end) == place]
        steps: list[Animation] = []
        if into:
            steps.append(AnimationGroup(*(Create(self.lines[_at(one)]) for one in into)))
        coming = AnimationGroup(*(fly(node.own, source) for node in own))
        heads = [FadeIn(VGroup(*(self.heads[_at(one)] for one in into)))] if into else []
        steps += [AnimationGroup(coming, *heads), AnimationGroup(*(Spell(node.number) for node in own))]
        return LaggedStart(*steps, lag_ratio=0.8, **kwargs)

    def call(self, **kwargs: Any) -> Animation:
        """Return the coming of the letter for the whole."""
        return Spell(self.letter, **kwargs)

    def mark(self, **kwargs: Any) -> Animation:
        """Return the coming of the slope along each arrow, one after the other from the first column on.

        A pulse runs along the arrow, and at its end there is the slope; calm, the slope alone comes.
        """
        return LaggedStart(*(self._mark_one(one) for one in sorted(self.factors)), lag_ratio=0.6, **kwargs)

    def _mark_one(self, at: tuple[int, int]) -> Animation:
        if self._look.calm:
            return Spell(self.factors[at])
        along = pulse([self.lines[at]], self._look.colour("text"))
        return LaggedStart(along, Spell(self.factors[at]), lag_ratio=0.5)

    def at(self, done: float) -> None:
        """Show how far the sweep has come: in the first unit of time the strip 1, then column after column."""
        self.done = done
        grown = rate_functions.smooth(min(1.0, done))
        whole = self.nodes[self._read.output]
        whole.pile.arrive([grown])
        whole.pile.show_left(whole.total * grown)
        let_be(self.one, grown)
        for entry in self._read.sweep.tape:
            self._show_band(entry)
        for number, node in enumerate(self.nodes):
            if node.carries and number != self._read.output:
                begins = [self._begins(entry.arrow) for entry in self._arriving[number]]
                node.pile.arrive([float(done >= one + _ARRIVED) for one in begins])
                ready = max(begins) + _ARRIVED
                share = min(max((done - ready) / (1 - _ARRIVED), 0.0), 1.0)
                node.pile.show_left(node.total * rate_functions.smooth(share))

    # What is made and where it stands.

    def _node(self, number: int) -> GraphNode:
        graph = self._read.graph
        parts = [entry.product for entry in self._arriving[number]]
        if number == self._read.output:
            parts = [1.0]
        return GraphNode(
            self._read.value(number),
            "" if graph.nodes[number].constant is not None else operation_typst(graph, number),
            parts,
            self._look,
            given=graph.nodes[number].operation is None,
            what=f"the slope by node {number}",
            heading=self._heading,
        )

    def _in_order(self, node: int) -> list[TapeEntry]:
        """Return what arrives at a node as it piles up: what comes from the positive side lies there."""
        entries = self._read.into(node)
        out = sorted(entries, key=lambda one: -self._rank[self.plan.ways[one.arrow][1]])
        return [one for one in out if one.product >= 0] + [one for one in reversed(out) if one.product < 0]

    def _spans(self, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return from where to where a box reaches across the run and along it."""
        if self._heading.towards[0]:
            return (box.bottom, box.top), (box.left, box.right)
        return (box.left, box.right), (-box.top, -box.bottom)

    def _room_for_signs(self, across: tuple[float, float], radius: float) -> tuple[float, float]:
        """Return from where to where rows reach where signs beside the first ones, and numbers, have room, too."""
        low, high = across
        missing = 0.0
        for stops in self.plan.columns:
            pitch = (high - low) / len(stops)
            for stop in (stops[0], stops[-1]):
                if isinstance(stop, int) and len(stops) > 1:  # rows come nearer to each other by their share of it
                    needs = radius + self.nodes[stop].aside(radius) - pitch / 2
                    missing = max(missing, needs * len(stops) / (len(stops) - 1))
        return low + missing, high - missing

    def _outward(self, node: int) -> float:
        """Return on which side of its disc a node's sign stands: away from the middle of its column."""
        stops = next(stops for stops in self.plan.columns if node in stops)
        return -1.0 if stops.index(node) > (len(stops) - 1) / 2 else 1.0

    def _size_of(self, formula: Formula) -> float:
        return float(formula.width if self._heading.towards[0] else formula.height)

    def _ruler(self, pitches: dict[Stop, float]) -> float:
        limits = [_UNIT]
        for number, node in enumerate(self.nodes):
            low, high = node.extent
            if high - low:
                limits.append(min(_TALLEST, _FULL * pitches[number]) / (high - low))
        return min(limits)

    def _stand_letter(self) -> None:
        towards, pile = self._heading.towards, self.nodes[self._read.output].pile
        self.one.next_to(pile.parts, towards, buff=TIGHT)
        self.letter.next_to(self.one, towards, buff=2 * TIGHT)

    def _stand_lines(self) -> None:
        for arrow, way in self.plan.ways.items():
            start, end = self.nodes[arrow.start], self.nodes[arrow.end]
            last = self._places[way[-2]]
            aside = self._heading.across_of(last - end.centre)
            same = [one for one in self.plan.ways if (one.start, one.end) == (arrow.start, arrow.end)]
            spread = (same.index(arrow) - (len(same) - 1) / 2) * start.radius * len(same) / 2
            tip = end.rim(-1.0, np.sign(aside) * min(abs(aside), end.radius / 2) + spread)
            points = [start.rim(1.0, spread), *(self._places[stop] for stop in way[1:-1]), tip]
            pieces = [self._curve(*ends) for ends in pairwise(points)]
            line = np.concatenate(pieces)
            self.lines[_at(arrow)].points = line
            head = arrowhead(line[-1], line[-1] - line[-2], self._grey)
            self.heads[_at(arrow)].points = head.points
            self.heads[_at(arrow)].set_fill(self._grey, opacity=1)

    def _curve(self, start: Array, end: Array) -> Array:
        """Return a curve that leaves and arrives along the run, as points of one cubic, shape (4, 3)."""
        handle = self._heading.run_of(end - start) / 2 * self._heading.towards
        return np.array([start, start + handle, end - handle, end])

    def _ports(self, entry: TapeEntry) -> list[Port]:
        """Return where pieces of a band begin and end, from the arrow's end back to its start."""
        way = self.plan.ways[entry.arrow]
        out = self.nodes[entry.arrow.end].way_out()
        into = self.nodes[entry.arrow.start].way_in(self._arriving[entry.arrow.start].index(entry))
        width = self.unit * entry.product
        between = [Port(self._places[stop] - width / 2 * self._heading.across, width) for stop in reversed(way[1:-1])]
        return [out, *between, into]

    def _stand_factors(self, box: Box) -> None:
        """Write the slope along each arrow beside its line and its band, in names where there is room for them."""
        strokes, taken = [], [one for node in self.nodes for one in node.boxes()]
        taken += [Box.around(self.letter), Box.around(self.one)]
        for entry in self._read.sweep.tape:
            strokes += self._edges(entry)
        found: dict[tuple[int, int], Formula] = {}
        for entry in sorted(self._read.sweep.tape, key=self._rise):
            for formula in self._said(entry):
                size = Size(float(formula.width), float(formula.height))
                spots = [spot for spot in self._spots(entry, size) if self._is_at(entry.arrow, spot)]
                if not spots:
                    continue
                place, clear = first_clear(size, spots, strokes, taken, box.inset(0.0))
                formula.move_to(place)
                own = Box.around(formula)
                if clear and box.contains(own):
                    found[_at(entry.arrow)] = formula
                    taken.append(Box(own.left - TIGHT, own.bottom - TIGHT, own.right + TIGHT, own.top + TIGHT))
                    break
        self.factors = found
        self._written.submobjects = list(found.values())

    def _is_at(self, arrow: Arrow, spot: Array) -> bool:
        """Whether a place is nearer to an arrow than to any other: a number is read as that of the nearest."""

        def away(at: tuple[int, int]) -> float:
            pieces = self.lines[at].points.reshape(-1, 4, 3)
            return min(float(np.linalg.norm(_bezier(piece) - spot, axis=1).min()) for piece in pieces)

        return min(self.lines, key=away) == _at(arrow)

    def _rise(self, entry: TapeEntry) -> float:
        """Return how far across an arrow leads: the number of one that runs level has fewer places."""
        return abs(self._heading.across_of(self._places[entry.arrow.end] - self._places[entry.arrow.start]))

    def _said(self, entry: TapeEntry) -> list[Formula]:
        value, named = self._read.slope(entry), slope_typst(self._read.graph, entry)
        bare = Formula("times ({v})" if value.value < 0 else "times {v}", em=theme.LABEL, v=value)
        return [Formula(f"times {named} = {{v}}", em=theme.LABEL, v=value), bare] if named else [bare]

    def _edges(self, entry: TapeEntry) -> list[tuple[Array, Array]]:
        """Return the outline of a whole band, and the line that it covers, as strokes."""
        found: list[tuple[Array, Array]] = []
        for band, (start, end) in zip(self.bands[_at(entry.arrow)], pairwise(self._ports(entry)), strict=True):
            band.join(start, end)
            found += list(pairwise(self._sampled(start, end)))
            for shape in (band.solid, band.hollow, band.hair):
                found += list(zip(shape.points[::4], shape.points[3::4], strict=True))
        drawn = self.lines[_at(entry.arrow)].points
        for piece in range(0, len(drawn), 4):
            found += list(pairwise(_bezier(drawn[piece : piece + 4])))
        return found

    def _sampled(self, start: Port, end: Port) -> Array:
        middles = [port.foot + port.length / 2 * self._heading.across for port in (start, end)]
        return _bezier(self._curve(*middles))

    def _spots(self, entry: TapeEntry, size: Size) -> list[Array]:
        """Return where the slope of an arrow may stand: near its middle, on either side."""
        ports, found = self._ports(entry), []
        pieces = list(pairwise(ports))
        start, end = pieces[len(pieces) // 2]
        line = self._sampled(start, end)
        half = size.height / 2 if self._heading.towards[0] else size.width / 2
        for far in (1.0, 1.4):
            for share in _SHARES:
                middle = line[round(share * (_SAMPLES - 1))]
                width = abs(start.length) + share * (abs(end.length) - abs(start.length))
                steep = abs(self._heading.across_of(end.foot - start.foot)) / max(
                    abs(self._heading.run_of(end.foot - start.foot)), NEAR
                )
                out = (width / 2 + half + TIGHT) * far + steep * min(size.width, size.height) / 4
                found += [middle + side * out * self._heading.across for side in (1.0, -1.0)]
                if steep > _STEEP:
                    before = size.width / 2 if self._heading.towards[0] else size.height / 2
                    away = (before + width / 2 + TIGHT) * far
                    found += [middle + side * away * self._heading.towards for side in (1.0, -1.0)]
        return found

    # What is shown.

    def _begins(self, arrow: Arrow) -> int:
        """Return when the bands of an arrow set out."""
        return len(self.plan.columns) - self.plan.column_of(arrow.end)

    def _show_band(self, entry: TapeEntry) -> None:
        begins, bands, ports = self._begins(entry.arrow), self.bands[_at(entry.arrow)], self._ports(entry)
        share = min(max((self.done - begins) / _ARRIVED, 0.0), 1.0)
        gone = rate_functions.smooth(share) * len(bands)
        for place, (band, (start, end)) in enumerate(zip(bands, pairwise(ports), strict=True)):
            reach = min(max(gone - place, 0.0), 1.0)
            if self._look.calm:
                band.join(start, end, float(share > 0))
                band.light(1.0, rate_functions.smooth(share))
            else:
                band.join(start, end, reach)
                band.light(1.0)
        self.lines[_at(entry.arrow)].set_stroke(opacity=1 - min(1.0, gone))
        self.heads[_at(entry.arrow)].set_fill(opacity=1 - min(1.0, gone))


def _at(arrow: Arrow) -> tuple[int, int]:
    return arrow.end, arrow.place


def _bezier(corners: Array) -> Array:
    """Return points of a cubic, shape (samples, 3)."""
    t = np.linspace(0.0, 1.0, _SAMPLES)[:, None]
    found: Array = (
        (1 - t) ** 3 * corners[0]
        + 3 * (1 - t) ** 2 * t * corners[1]
        + 3 * (1 - t) * t**2 * corners[2]
        + t**3 * corners[3]
    )
    return found
