"""What depends on what: w, a and b make z, z makes a, a and y make the cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, Line, VGroup

from core.quantity import C, Quantity, a, b, w, y, z
from core.trace import State, Trace
from scenes import theme
from scenes.components.formula import Formula
from scenes.components.read_out import ReadOut
from scenes.stage.motion import become

_GAP = 0.28
"""Between a value and the next column."""


@final
class TreeNode(VGroup):
    """A quantity's symbol with its running value.

    Attributes
    ----------
    symbol, read_out
    """

    def __init__(
        self,
        trace: Trace,
        quantity: Quantity,
        state: State,
        *,
        values: bool,
        indexed: bool,
        em: float = theme.FORMULA,
        digits: int = 4,
        towards: np.ndarray = RIGHT,
        visited: Iterable[State] = (),
    ) -> None:
        self.quantity = quantity
        self.symbol = Formula("{q}", q=quantity, em=em, indexed=indexed)
        super().__init__(self.symbol)
        self.read_out: ReadOut | None = None
        if values:
            colour = theme.colour_of(quantity)
            largest = max(abs(trace.value(quantity, one)) for one in (state, *visited))
            self.read_out = ReadOut(
                trace, quantity, state, largest=largest, em=theme.SMALL, digits=digits, colour=colour
            )
            # to the right a read-out brings a gap of its own: the place of its sign
            self.read_out.next_to(self.symbol, towards, buff=0.1 if towards is RIGHT else 0.14)
            self.add(self.read_out)
        self._is_stacked = towards is UP

    def reach(self, other: TreeNode) -> float:
        """Return how far two symbols must be apart, that of the other at the right, so that nothing meets."""
        alike = self._is_stacked == other._is_stacked
        mine = self.symbol if self._is_stacked and not alike else self
        its = other.symbol if other._is_stacked and not alike else other
        return float(mine.get_right()[0] - self.symbol.get_x() + other.symbol.get_x() - its.get_left()[0])


@final
class DependencyTree(VGroup):
    """The tree of one or more layers of a chain, the cost at its foot.

    Parameters
    ----------
    trace : Trace
        Of a chain, or of a network whose neurons of index 0 are meant.
    state : State
    layers : int
        How many layers, counted back from the last.
    spread, row_height : float
        Between columns and between rows; columns are further apart where values need the room.
    values : bool
        Whether nodes show their values.
    indexed : bool
    em : float
        Of the symbols.
    digits : int
        Significant digits of the values.
    compact : bool
        Whether what is made from nothing else has its value above itself, to be less wide.
    visited : sequence of State
        Where the tree will be taken; there is room for its values.

    Attributes
    ----------
    nodes : dict
        From the quantity in plain text to its TreeNode.
    edges : dict
        From (quantity, the quantity that it helps to make) in plain text to the Line between.
    """

    def __init__(
        self,
        trace: Trace,
        state: State,
        *,
        layers: int = 1,
        spread: float = 2.9,
        row_height: float = 1.1,
        values: bool = True,
        indexed: bool = False,
        em: float = theme.FORMULA,
        digits: int = 4,
        compact: bool = False,
        visited: Sequence[State] = (),
    ) -> None:
        self._depth = trace.network.depth
        self._grown: set[str] = set()
        self.nodes: dict[str, TreeNode] = {}
        self.edges: dict[tuple[str, str], Line] = {}
        places = self._places(layers)
        top = trace.network.depth - layers
        above = {q for q in places if compact and (q.kind in {"w", "b", "y"} or q == a(top))}
        for quantity in places:
            node = TreeNode(
                trace,
                quantity,
                state,
                values=values,
                indexed=indexed,
                em=em,
                digits=digits,
                towards=UP if quantity in above else RIGHT,
                visited=visited,
            )
            self.nodes[str(quantity)] = node.shift(-node.symbol.get_center())
        spread = max(spread, self._room(places))
        for quantity, (column, row) in places.items():
            self.node(quantity).shift(np.array([column * spread, -row * row_height, 0.0]))
        for source, sink in self._dependencies(layers):
            self.edges[str(source), str(sink)] = self._edge(source, sink)
        super().__init__(*self.edges.values(), *self.nodes.values())
        self.move_to(np.zeros(3))

    def at(self, state: State) -> None:
        """Show the values of a state."""
        for node in self.nodes.values():
            if node.read_out is not None:
                node.read_out.at(state)

    def node(self, quantity: Quantity) -> TreeNode:
        """Return the node of a quantity."""
        return self.nodes[str(quantity)]

    def edge(self, source: Quantity, sink: Quantity) -> Line:
        """Return the edge from a quantity to one that it helps to make."""
        return self.edges[str(source), str(sink)]

    def path(self, *quantities: Quantity) -> VGroup:
        """Return nodes and edges along a chain of dependencies."""
        edges = [self.edge(source, sink) for source, sink in pairwise(quantities)]
        return VGroup(*edges, *(self.node(quantity) for quantity in quantities))

    def others(self, kept: VGroup) -> VGroup:
        """Return all parts that are not in a group of parts."""
        return VGroup(*(part for part in self.submobjects if part not in kept.submobjects))

    def layer(self, number: int) -> VGroup:
        """Return what a layer adds: w, a_prev, b, z and the edges among them and to its a."""
        quantities = self._quantities(number)
        names = [str(q) for q in quantities]
        edges = [edge for (source, _), edge in self.edges.items() if source in names]
        return VGroup(*edges, *(self.nodes[name] for name in names))

    def grow(self, *quantities: Quantity) -> Animation:
        """Return the coming of quantities, with the edges between them and what has already grown.

        The edges come first, so that a quantity grows out of what makes it.
        """
        names = {str(q) for q in quantities}
        self._grown |= names
        pairs = [pair for pair in self.edges if names.intersection(pair) and self._grown.issuperset(pair)]
        edges = [self.edges[pair] for pair in pairs]
        nodes = AnimationGroup(*(FadeIn(self.nodes[str(q)]) for q in quantities))
        if not edges:
            return nodes
        return LaggedStart(AnimationGroup(*map(Create, edges)), nodes, lag_ratio=0.4)

    def take_over(self, other: DependencyTree) -> Animation:
        """Return the way of what another tree has grown to its places in this one."""
        self._grown |= other._grown
        nodes = [become(other.nodes[name], self.nodes[name]) for name in other.nodes if name in other._grown]
        edges = [become(edge, self.edges[pair]) for pair, edge in other.edges.items() if other._grown.issuperset(pair)]
        return AnimationGroup(*edges, *nodes)

    def fold(self, number: int) -> Animation:
        """Return the going of what a layer had added: its w, a_prev, b and z, with their edges."""
        self._grown -= {str(q) for q in self._quantities(number)}
        return FadeOut(self.layer(number))

    def _room(self, places: dict[Quantity, tuple[float, float]]) -> float:
        """Return how far apart columns must be, so that no value runs into the next column."""
        gaps = [
            self.node(left).reach(self.node(right))
            for left, (column, row) in places.items()
            for right, (other, same) in places.items()
            if same == row and other == column + 1
        ]
        return float(max(gaps)) + _GAP

    def _quantities(self, layer: int) -> tuple[Quantity, ...]:
        return w(layer), a(layer - 1), b(layer), z(layer)

    def _places(self, layers: int) -> dict[Quantity, tuple[float, float]]:
        last = self._depth
        places: dict[Quantity, tuple[float, float]] = {}
        for back in range(layers):
            row = 2 * (layers - 1 - back)
            weight, previous, bias, total = self._quantities(last - back)
            places |= {weight: (-1, row), previous: (0, row), bias: (1, row), total: (0, row + 1)}
        foot = 2 * layers
        return places | {a(last): (0, foot), y(): (1, foot), C: (0, foot + 1)}

    def _dependencies(self, layers: int) -> Iterable[tuple[Quantity, Quantity]]:
        for layer in range(self._depth - layers + 1, self._depth + 1):
            *sources, total = self._quantities(layer)
            for source in sources:
                yield source, total
            yield total, a(layer)
        yield a(self._depth), C
        yield y(), C

    def _edge(self, source: Quantity, sink: Quantity) -> Line:
        start, end = self.node(source).symbol, self.node(sink).symbol
        line = Line(start.get_bottom(), end.get_top(), color=theme.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        # measured upwards, so that slanting edges clear the symbols as well as upright ones
        clear = min(0.2, 0.1 / abs(line.get_end()[1] - line.get_start()[1]))
        return line.scale(1 - 2 * clear)


def tree_within(
    trace: Trace, state: State, *, width: float, height: float, layers: int = 1, visited: Sequence[State] = ()
) -> DependencyTree:
    """Return a tree as large as it fits, no more spread than its numbers need; without numbers where they do not fit.

    Parameters
    ----------
    trace, state, layers, visited
        Of the tree.
    width, height : float
        Of the room.

    Returns
    -------
    DependencyTree
    """

    def grown(size: float, spread: float, **numbers: Any) -> DependencyTree:
        pitch = min(1.5, (height / size - 1.15) / (2 * layers + 1))
        return DependencyTree(
            trace,
            state,
            layers=layers,
            spread=spread,
            row_height=pitch,
            em=theme.TEXT,
            compact=True,
            visited=visited,
            **numbers,
        ).scale(size)

    for size, digits in ((1.2, 4), (1.1, 4), (1.0, 4), (1.0, 3)):
        tree = grown(size, 0.0, digits=digits)
        if tree.width <= width and tree.height <= height:
            return tree
    return grown(1.0, 2.2, values=False)
