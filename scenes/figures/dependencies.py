"""What makes what: weights, biases, sums, activations and the cost of a chain, tied by edges from rim to rim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, final

import numpy as np
from manim import Animation, AnimationGroup, Circle, FadeIn, Line, VGroup, VMobject

from core.model.arithmetic import Expression
from core.model.quantity import C, Quantity
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_square import CostSquare
from scenes.figures.dependency_nodes import Node, gap_node, made_nodes
from scenes.figures.dependency_places import GAP, Tree, place_tree
from scenes.figures.greys import Greys
from scenes.figures.spine_travel import Travel
from scenes.figures.upright_score import UprightScore
from scenes.layout.balance import balanced
from scenes.layout.box import Box, Size
from scenes.layout.frame import Frame
from scenes.motion import Light, Shade, Showing

_RADII = (0.6, 0.3)
"""Of discs; the smaller ones have their numbers beside them."""
_MOST, _FEWER = 4, 3
"""Of up to so many steps all are drawn; of more, so many at the end."""
_BEAD = 0.14
_SMALL = 0.25
"""What a thing is of its size when it sets out."""
_ARRIVES = 0.8
"""When its name and number come."""
_SLIDES = 0.5
"""Until when, in a step back, what is there already makes room."""
_COMES = {"z": (0.4, 0.65), "w": (0.5, 0.85), "b": (0.5, 0.85), "a": (0.65, 1.0), GAP: (0.4, 0.7)}
"""When each kind comes."""


@final
class Dependencies(VGroup):
    """A tree that grows from the last step of a chain back to its input.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    greys : Greys
    stage : Box
        Where it will stand: it has as many steps, and discs as large, as there is room for.
    said : mapping of Quantity to Reading
        How numbers are written in the lesson.
    standing : bool
        Whether it runs from the top down.
    says : callable
        From the count of layers that are left out to what says so.

    Attributes
    ----------
    nodes : dict of Quantity to Node
        With what stands for layers that are left out, under "gap".
    edges : dict of (Quantity, Quantity) to Line
    steps : tuple of int
        The layers whose steps are drawn.
    """

    def __init__(
        self,
        moment: Moment,
        greys: Greys,
        stage: Box,
        *,
        said: Mapping[Expression, Reading],
        standing: bool,
        says: Callable[[int], str],
    ) -> None:
        self._look = look = greys.look
        for steps, full, radius in _options(moment.network.depth):
            nodes = made_nodes(moment, steps, greys, said, radius, standing=standing, full=full)
            hidden = steps[0] - 1
            gap = gap_node(says(hidden - 1) if hidden > 1 else "", look, standing=standing) if hidden else None
            self._tree = Tree(steps, nodes, gap, standing)
            if self._tree.least_size().fits(stage.size):
                break
        self.steps = steps
        self.nodes: dict[Any, Node] = nodes if gap is None else {**nodes, GAP: gap}
        colours = {pair: look.colour("text" if pair[0].kind == "a" else pair[0].kind) for pair in self._tree.edges()}
        self.edges = {pair: Line(color=one, stroke_width=theme.LINE_WIDTH) for pair, one in colours.items()}
        self._shown: float = 1.0
        super().__init__(VGroup(*self.edges.values()), *self.nodes.values())
        self.fill(stage)

    @property
    def stages(self) -> int:
        """In how many steps it grows: the last step is there at first."""
        return self._tree.stages

    @property
    def square(self) -> CostSquare:
        """The cost."""
        found: CostSquare = self.nodes[C].drawn
        return found

    def least_size(self) -> Size:
        """Return the room that it needs when it has grown."""
        return self._tree.least_size()

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box."""
        self._places = [place_tree(self._tree, count + 1, box) for count in range(self.stages)]
        self.show(self._shown)

    def balance(self, frame: Frame) -> None:
        """Have the middle of its ink near that of the picture, however far it has grown."""
        rooms = [balanced(frame, _Grown(self, count), self.shown(count)) for count in range(1, self.stages + 1)]
        self._places = [place_tree(self._tree, count, room) for count, room in enumerate(rooms, 1)]
        self.show(self._shown)

    def grown(self, count: int, box: Box) -> None:
        """Stand in a box with so many steps."""
        self._places[count - 1] = place_tree(self._tree, count, box)
        self.show(count)

    def show(self, stage: float) -> None:
        """Show so many steps, or be on the way between two numbers of them."""
        self._shown = stage
        count = min(int(stage), self.stages)
        share = stage - count
        here, there = (self._places[min(at, self.stages) - 1] for at in (count, count + 1))
        for q, node in self.nodes.items():
            end = there.get(q, self._places[-1][q])
            if q in here:
                node.stand(here[q] + _eased(share, 0.0, _SLIDES) * (end - here[q]), 1.0)
            else:
                node.stand(end, _eased(share, *_COMES[getattr(q, "kind", q)]) if q in there else 0.0)
        for (start, tip), edge in self.edges.items():
            edge.points = self.nodes[start].rim_to(self.nodes[tip])

    def shown(self, stage: int) -> list[VMobject]:
        """Show so many steps, and return what of the tree is there then."""
        self.show(stage)
        places = self._places[stage - 1]
        edges = [edge for (q, p), edge in self.edges.items() if q in places and p in places]
        return [*edges, *(node for q, node in self.nodes.items() if q in places)]

    def come(self, quantity: Quantity, source: VMobject, **kwargs: Any) -> Animation:
        """Return the coming of a part of the last step out of what shows it in another picture."""
        node, start, end = self.nodes[quantity], source.get_center(), self._places[0][quantity]
        if self._look.calm:
            return FadeIn(node, **kwargs)

        def show(share: float) -> None:
            # on its way it is nothing but a shape
            written = _eased(share, _ARRIVES, 1.0)
            node.stand(start + share * (end - start), _SMALL + share * (1 - _SMALL), written)

        return Showing(node, show, **kwargs)

    def take_in(self, score: UprightScore) -> Animation:
        """Return how a score is poured into the cost square; then its number comes."""
        cost, square = self.nodes[C], self.square
        arrived = FadeIn(square.fills, cost.written)
        return AnimationGroup(FadeIn(square.frames), *score.pour(square), arrived, lag_ratio=0.5)

    def send(self, start: Quantity, end: Quantity) -> Animation:
        """Return the way of a light from one part to the next."""
        bead = Circle(radius=_BEAD, color=self._look.colour("text")).set_fill(self._look.colour("text"), opacity=1)
        return Travel(bead, *self.edges[start, end].get_start_and_end())

    def tie(self, *pairs: tuple[Quantity, Quantity], **kwargs: Any) -> Animation:
        """Return the closing of edges from each rim to the next."""
        ways = [(self.edges[pair], self.nodes[pair[0]].rim_to(self.nodes[pair[1]])) for pair in pairs]

        def show(share: float) -> None:
            for edge, points in ways:
                edge.points = points[0] + share * (points - points[0])

        return Showing(VGroup(*(edge for edge, _ in ways)), show, **kwargs)

    def ties(self) -> Iterator[list[tuple[Quantity, Quantity]]]:
        """Yield the edges of the last step by what they lead to, in the order in which things are made."""
        here = self._places[0]
        for tip in (q for q in self._tree.chain(1) if any(end == q for _, end in self.edges)):
            found = [(start, end) for start, end in self.edges if end == tip and start in here]
            if found:
                yield found

    def grow(self, stage: int, **kwargs: Any) -> Animation:
        """Return the opening of one more step before so many: what is there makes room, what made it comes."""
        there = VGroup(*self.shown(stage + 1))
        return Showing(there, lambda share: self.show(stage + share), **kwargs)

    def only(self, *quantities: Quantity) -> Animation:
        """Return the paling of all but some."""
        kept = {id(self.nodes[q]) for q in quantities}
        return Shade(*(one for one in self.shown(self.stages) if id(one) not in kept))

    def light(self, *quantities: Quantity) -> Animation:
        """Return the coming back of the light of some, and of the edges between them."""
        edges = [edge for pair, edge in self.edges.items() if set(pair) <= set(quantities)]
        return Light(*edges, *(self.nodes[q] for q in quantities))

    def light_all(self) -> Animation:
        """Return the coming back of all light."""
        return Light(*self.shown(self.stages))


@dataclass(frozen=True, eq=False)
class _Grown:
    """A tree with so many of its steps."""

    tree: Dependencies
    count: int

    def least_size(self) -> Size:
        """Return the room of the whole tree."""
        return self.tree.least_size()

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        self.tree.grown(self.count, box)


def _options(depth: int) -> Iterator[tuple[tuple[int, ...], bool, float]]:
    """Yield which steps are drawn, whether with all numbers, and how large discs are: the best first."""
    counts = [depth] if depth <= _MOST else []
    counts += [count for count in range(_FEWER, 0, -1) if count < depth]
    for count in counts:
        for full in (True, False):
            for radius in _RADII:
                yield tuple(range(depth - count + 1, depth + 1)), full, radius


def _eased(share: float, first: float, last: float) -> float:
    """Return how much of a part of the way is done, slow at both ends."""
    done = float(np.clip((share - first) / (last - first), 0.0, 1.0))
    return done * done * (3 - 2 * done)
