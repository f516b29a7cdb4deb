"""What depends on what: w, a and b make z, z makes a, a and y make the cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, Line, VGroup

from core.model.quantity import C, Quantity, a, b, w, y, z
from core.passes.moment import Moment
from scenes import theme
from scenes.motion import become
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_ENDS, _ROOMY = 1.15, 0.8
"""What a tree's first and last rows take of its height, and the least between rows unless type can be no smaller."""
_SPREAD = 2.2
"""Between columns without numbers."""
_GAPS = ((0.2, 0.5), (0.5, 0.2))
"""Between columns: for what is less than so much higher or lower than its neighbour, so much at least."""


@final
class TreeNode(VGroup):
    """A quantity's symbol with its running value: above it, or after an equals sign.

    Attributes
    ----------
    symbol, read_out
    spans : list of (left, right, height)
        What its parts take in all states that are visited, from the middle of its symbol's baseline.
    """

    def __init__(
        self,
        moment: Moment,
        quantity: Quantity,
        *,
        digits: int | None,
        is_stacked: bool,
        visited: Sequence[Moment] = (),
    ) -> None:
        self.quantity = quantity
        self.symbol = Formula("{q}", q=quantity, em=theme.TEXT, indexed=False)
        self.symbol.on_baseline(0.0)
        super().__init__(self.symbol)
        self.read_out: ReadOut | None = None
        self.spans = [(self.symbol.get_left()[0], self.symbol.get_right()[0], self.symbol.get_y())]
        if digits:
            self._add_value((moment, *visited), digits, is_stacked=is_stacked)

    def _add_value(self, moments: Sequence[Moment], digits: int, *, is_stacked: bool) -> None:
        """Add the value above, or at the right after an equals sign, so that no minus is taken for a difference.

        It is placed by what it takes in all states: a sign that never comes has no room.
        """
        largest = max(abs(one.value(self.quantity)) for one in moments)
        colour = theme.colour_of(self.quantity)
        value = ReadOut(moments[0], self.quantity, largest=largest, em=theme.LABEL, digits=digits, colour=colour)
        left, right = value.span(moments)
        if is_stacked:
            above = self.symbol.get_top()[1] + 0.14 - value.get_bottom()[1]
            value.shift(RIGHT * (self.symbol.get_x() - (left + right) / 2) + UP * above)
        else:
            equals = Formula("=", em=theme.LABEL, colour=theme.colour("quiet")).next_to(self.symbol, RIGHT, buff=0.12)
            equals.on_baseline(0.0)
            value.follow(equals, moments, buff=0.1)
            self.add(equals)
        self.add(value)
        self.read_out = value
        self.spans.append((value.get_right()[0] - (right - left), value.get_right()[0], value.get_y()))


@final
class DependencyTree(VGroup):
    """The tree of one or more layers of a chain, the cost at its foot.

    What is made from nothing else has its value above itself, all else beside itself.

    Parameters
    ----------
    moment : Moment
        Of a chain, or of a network whose neurons of index 0 are meant.
    layers : int
        How many layers, counted back from the last.
    spread, row_height : float
        Between columns and between rows; columns are further apart where values need the room.
    digits : int, optional
        Significant digits of the values; without it there are none.
    visited : sequence of Moment
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
        moment: Moment,
        *,
        layers: int = 1,
        spread: float = 0.0,
        row_height: float = 1.1,
        digits: int | None = 4,
        visited: Sequence[Moment] = (),
    ) -> None:
        self._depth = moment.network.depth
        self._grown: set[str] = set()
        self.nodes: dict[str, TreeNode] = {}
        self.edges: dict[tuple[str, str], Line] = {}
        places = self._places(layers)
        top = moment.network.depth - layers
        for quantity in places:
            is_given = quantity.kind in {"w", "b", "y"} or quantity == a(top)
            node = TreeNode(moment, quantity, digits=digits, is_stacked=is_given, visited=visited)
            self.nodes[str(quantity)] = node
        for quantity, (_, row) in places.items():
            self.node(quantity).shift(DOWN * row * row_height)
        left, middle, right = ([self.node(q) for q, (at, _) in places.items() if at == column] for column in range(3))
        VGroup(*left).shift(LEFT * max(spread, _room(left, middle)))
        VGroup(*right).shift(RIGHT * max(spread, _room(middle, right)))
        for source, sink in self._dependencies(layers):
            self.edges[str(source), str(sink)] = self._edge(source, sink)
        super().__init__(*self.edges.values(), *self.nodes.values())
        self.move_to(np.zeros(3))

    def at(self, moment: Moment) -> None:
        """Show the values of a state."""
        for node in self.nodes.values():
            if node.read_out is not None:
                node.read_out.at(moment)

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

    def _quantities(self, layer: int) -> tuple[Quantity, ...]:
        return w(layer), a(layer - 1), b(layer), z(layer)

    def _places(self, layers: int) -> dict[Quantity, tuple[int, int]]:
        last = self._depth
        places: dict[Quantity, tuple[int, int]] = {}
        for back in range(layers):
            row = 2 * (layers - 1 - back)
            weight, previous, bias, total = self._quantities(last - back)
            places |= {weight: (0, row), previous: (1, row), bias: (2, row), total: (1, row + 1)}
        foot = 2 * layers
        return places | {a(last): (1, foot), y(): (2, foot), C: (1, foot + 1)}

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


def _room(left: Sequence[TreeNode], right: Sequence[TreeNode]) -> float:
    """Return how far apart two columns must be, so that nothing runs into the next one."""
    needs = [
        one[1] - other[0] + gap
        for node, its in product(left, right)
        for one, other in product(node.spans, its.spans)
        for height, gap in _GAPS
        if abs(node.symbol.baseline + one[2] - its.symbol.baseline - other[2]) < height
    ]
    return float(max(needs))


def tree_within(
    moment: Moment,
    *,
    width: float,
    height: float,
    layers: int = 1,
    largest: float = 1.0,
    visited: Sequence[Moment] = (),
) -> DependencyTree:
    """Return a tree as large as it fits, no more spread than its numbers need; without numbers where they do not fit.

    Parameters
    ----------
    moment, layers, visited
        Of the tree.
    width, height : float
        Of the room.
    largest : float
        How many times its type may be larger than the least.

    Returns
    -------
    DependencyTree
    """

    def grown(size: float, digits: int | None) -> DependencyTree:
        pitch = min(1.5, (height / size - _ENDS) / rows)
        spread = 0.0 if digits else _SPREAD
        return DependencyTree(
            moment, layers=layers, spread=spread, row_height=pitch, digits=digits, visited=visited
        ).scale(size)

    rows = 2 * layers + 1
    for digits in (4, 3, None):
        least = grown(1.0, digits)
        if least.width <= width and least.height <= height:
            break
    size = min(largest, width / least.width, height / (_ENDS + rows * _ROOMY))
    grandest = grown(max(1.0, size), digits)
    # closer rows may need columns that are further apart
    return grandest if grandest.width <= width + 1e-6 else least
