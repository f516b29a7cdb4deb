"""What depends on what: w, a and b make z, z makes a, a and y make the cost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import final

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Create, FadeIn, LaggedStart, Line, VGroup

from core.quantity import C, Quantity, a, b, w, y, z
from core.trace import State, Trace
from scenes import theme
from scenes.components.formula import Formula
from scenes.components.read_out import ReadOut


@final
class TreeNode(VGroup):
    """A quantity's symbol with its running value.

    Attributes
    ----------
    symbol, read_out
    """

    def __init__(self, trace: Trace, quantity: Quantity, state: State, *, values: bool, indexed: bool) -> None:
        self.quantity = quantity
        self.symbol = Formula("{q}", q=quantity, indexed=indexed)
        super().__init__(self.symbol)
        self.read_out: ReadOut | None = None
        if values:
            colour = theme.colour_of(quantity)
            self.read_out = ReadOut(trace, quantity, state, em=theme.SMALL, colour=colour)
            self.read_out.next_to(self.symbol, RIGHT, buff=0.16)
            self.add(self.read_out)


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
        Between columns and between rows.
    values : bool
        Whether nodes show their values.
    indexed : bool

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
    ) -> None:
        self._depth = trace.network.depth
        self.nodes: dict[str, TreeNode] = {}
        self.edges: dict[tuple[str, str], Line] = {}
        places = self._places(layers)
        for quantity, (column, row) in places.items():
            node = TreeNode(trace, quantity, state, values=values, indexed=indexed)
            node.shift(np.array([column * spread, -row * row_height, 0.0]) - node.symbol.get_center())
            self.nodes[str(quantity)] = node
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
        names = {str(q) for q in quantities}
        edges = [edge for (source, _), edge in self.edges.items() if source in names]
        return VGroup(*edges, *(self.nodes[name] for name in names))

    def grow(self, quantities: Iterable[Quantity]) -> Animation:
        """Return the coming of quantities with the edges that lead to or from what they add."""
        names = {str(q) for q in quantities}
        edges = [edge for pair, edge in self.edges.items() if names.intersection(pair)]
        nodes = [self.nodes[str(q)] for q in quantities]
        return LaggedStart(AnimationGroup(*map(FadeIn, nodes)), AnimationGroup(*map(Create, edges)), lag_ratio=0.4)

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
        gap = 0.12
        line = Line(start.get_bottom(), end.get_top(), color=theme.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        return line.scale((line.get_length() - 2 * gap) / line.get_length())


def tree_within(
    trace: Trace, state: State, *, width: float, height: float, layers: int = 1, gap: float = 0.2
) -> DependencyTree:
    """Return a tree as spread as its numbers need and its room allows; without numbers that do not fit.

    Parameters
    ----------
    trace, state, layers
        Of the tree.
    width, height : float
        Of the room.
    gap : float
        Between the nodes of a row.

    Returns
    -------
    DependencyTree
    """
    pitch = (height - 0.5) / (2 * layers + 1)
    tree = DependencyTree(trace, state, layers=layers, row_height=min(1.1, pitch))
    spread = max(node.width for node in tree.nodes.values()) + gap
    fits = tree.width - 2 * (2.9 - spread) <= width
    return DependencyTree(
        trace, state, layers=layers, spread=spread if fits else 2.2, row_height=min(1.1, pitch), values=fits
    )
