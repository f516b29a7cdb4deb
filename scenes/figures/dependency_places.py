"""Where the parts of a tree of what makes what stand: the chain in a line, weights and biases beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, b, w, y, z
from scenes.figures.dependency_nodes import Node
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT

GAP = "gap"
_EDGE, _NAMED_EDGE, _LONGEST = 0.18, 0.45, 2.2
"""Of an edge of the chain: at least; where names stand above pills; at most."""
_LINK, _LONGEST_LINK = 0.5, 1.8
"""From a sum to its weight and its bias."""


@dataclass(frozen=True)
class Tree:
    """What is in a tree.

    Parameters
    ----------
    steps : sequence of int
        The layers whose steps are drawn.
    nodes : mapping of Quantity to Node
    gap : Node or None
        What stands for layers that are left out.
    standing : bool
        Whether it runs from the top down.
    """

    steps: Sequence[int]
    nodes: Mapping[Any, Node]
    gap: Node | None
    standing: bool

    @property
    def stages(self) -> int:
        """In how many steps it grows: what is left out, with the input, comes last."""
        return len(self.steps) + (self.gap is not None)

    def chain(self, count: int) -> list[Any]:
        """Return what stands in a line when so many steps are there, from first to last."""
        shown = self.steps[-min(count, len(self.steps)) :]
        first = [a(0), GAP] if count > len(self.steps) else []
        return [*first, a(shown[0] - 1), *(one for layer in shown for one in (z(layer), a(layer))), C]

    def edges(self) -> Iterator[tuple[Quantity, Quantity]]:
        """Yield from what to what edges lead."""
        if self.gap is not None:
            yield a(0), a(self.steps[0] - 1)
        for layer in self.steps:
            yield from ((a(layer - 1), z(layer)), (w(layer), z(layer)), (b(layer), z(layer)), (z(layer), a(layer)))
        yield from ((a(self.steps[-1]), C), (y(), C))

    def node(self, one: Any) -> Node:
        """Return a part."""
        return self.gap if one == GAP and self.gap is not None else self.nodes[one]

    def least_size(self) -> Size:
        """Return the room that all of it needs."""
        along = sum(self._needs(one) for one in self.chain(self.stages))
        along += self._least_edge * (len(self.chain(self.stages)) - 1) + sum(self.beyond(self.stages))
        left, right = (self.aside(side, _LINK if not self.standing else self.named_link) for side in (w, b))
        across = left + right
        if self.standing:
            across = 2 * max(left, right, *(self.node(q).box.right for q in self.chain(self.stages)))
            return Size(across, along)
        return Size(along, across)

    def aside(self, kind: Any, link: float) -> float:
        """Return how far weights or biases reach from the chain."""
        if self.standing:
            sums = max(self.node(z(layer)).half.width for layer in self.steps)
            return sums + link + 2 * max(self.node(kind(layer)).half.width for layer in self.steps)
        sums = max(self.node(z(layer)).half.height for layer in self.steps)
        pills = [self.node(kind(layer)) for layer in self.steps]
        return sums + link + max(one.box.top - one.box.bottom for one in pills)

    @property
    def named_link(self) -> float:
        """How long an edge beside which the name of a sum stands is at least."""
        beyond = max(self.node(z(layer)).box.right - self.node(z(layer)).half.width for layer in self.steps)
        return max(_EDGE, beyond + TIGHT)

    def needs(self, count: int) -> list[float]:
        """Return how much each part of the chain takes along it."""
        return [self._needs(one) for one in self.chain(count)]

    def edge(self, count: int, room: float) -> float:
        """Return how long each edge of the chain is in a room."""
        chain = self.chain(count)
        left = room - sum(self.needs(count)) - sum(self.beyond(count))
        return min(_LONGEST, left / (len(chain) - 1))

    def beyond(self, count: int) -> tuple[float, float]:
        """Return how much the first and the last part need beyond their cores."""
        first, last = (self.node(self.chain(count)[at]) for at in (0, -1))
        if self.standing:
            return max(0.0, first.box.top - first.half.height), max(0.0, -last.box.bottom - last.half.height)
        return max(0.0, -first.box.left - first.half.width), max(0.0, last.box.right - self._needs(C) / 2)

    @property
    def _least_edge(self) -> float:
        weight, sums = self.node(w(self.steps[-1])), [self.node(z(layer)) for layer in self.steps]
        if self.standing:
            return _NAMED_EDGE if weight.box.top > weight.half.height else _EDGE
        beside = [one.box.right - one.half.width + TIGHT for one in sums]
        for layer in self.steps:  # what is written below an activation keeps clear of what leads down from the sums
            for one in (self.node(a(layer - 1)), self.node(a(layer))):
                reach = max(one.box.right, -one.box.left)
                beside.append(reach - one.half.width + TIGHT - self.node(z(layer)).half.width)
        return max(_EDGE, *beside)

    def _needs(self, one: Any) -> float:
        node = self.node(one)
        half = node.half.height if self.standing else node.half.width
        if self.standing:
            return 2 * half
        if one == GAP:
            return 2 * max(half, node.box.right)
        if one == C:  # what is written below it has room beside what is written below the last activation
            last = self.node(a(self.steps[-1]))
            beside = node.box.right + last.box.right + TIGHT - last.half.width - _EDGE
            return 2 * max(half, self.node(y()).box.right, beside)
        return 2 * half


def place_tree(tree: Tree, count: int, box: Box) -> dict[Any, Array]:
    """Return where each part stands when so many steps are there; points of shape (3,)."""
    chain, needs = tree.chain(count), tree.needs(count)
    edge = tree.edge(count, box.height if tree.standing else box.width)
    length = sum(needs) + edge * (len(chain) - 1) + sum(tree.beyond(count))
    starts = np.cumsum([tree.beyond(count)[0], *(need + edge for need in needs)])
    steps = [float(start + need / 2) for start, need in zip(starts, needs, strict=False)]
    if tree.standing:
        return _upright(tree, count, box, [box.centre[1] + length / 2 - step for step in steps])
    return _level(tree, count, box, [box.centre[0] - length / 2 + step for step in steps])


def _level(tree: Tree, count: int, box: Box, xs: Sequence[float]) -> dict[Any, Array]:
    above, below = (tree.aside(kind, 0.0) for kind in (w, b))
    link = min(_LONGEST_LINK, (box.height - above - below) / 2)
    line = float(box.centre[1]) + (below - above) / 2
    found = {one: np.array([x, line, 0.0]) for one, x in zip(tree.chain(count), xs, strict=True)}
    for layer in tree.steps[-min(count, len(tree.steps)) :]:
        own, half = found[z(layer)], tree.node(z(layer)).half.height
        for kind, side in ((w, 1.0), (b, -1.0)):
            rise = half + link + tree.node(kind(layer)).half.height
            found[kind(layer)] = own + np.array([0.0, side * rise, 0.0])
    found[y()] = np.array([found[C][0], found[w(tree.steps[-1])][1], 0.0])
    return found


def _upright(tree: Tree, count: int, box: Box, ys: Sequence[float]) -> dict[Any, Array]:
    room = box.width / 2 - max(tree.aside(kind, 0.0) for kind in (w, b))
    link = min(_LONGEST_LINK, room)
    line = float(box.centre[0])
    found = {one: np.array([line, level, 0.0]) for one, level in zip(tree.chain(count), ys, strict=True)}
    sums = max(tree.node(z(layer)).half.width for layer in tree.steps)
    for layer in tree.steps[-min(count, len(tree.steps)) :]:
        for kind, side in ((w, -1.0), (b, 1.0)):
            reach = sums + link + max(tree.node(kind(one)).half.width for one in tree.steps)
            found[kind(layer)] = found[z(layer)] + np.array([side * reach, 0.0, 0.0])
    away = max(sums + link, tree.node(C).half.width + _LINK) + tree.node(y()).half.width
    found[y()] = found[C] + np.array([-away, 0.0, 0.0])
    return found
