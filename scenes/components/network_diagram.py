"""The network as circles and edges: any depth, any width, every fill and width from its values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    Line,
    Transform,
    VGroup,
    VMobject,
)

from core.model.quantity import Quantity, a, w
from core.passes.choices.wide_layers import neurons_shown
from core.passes.moment import Moment
from scenes import theme
from scenes.components.dashes import broken_line
from scenes.components.neuron import Neuron
from scenes.components.plate import Plate
from scenes.type.formula import Formula, Label

_THIN, _THICK = 1.5, 7.0
_MOST_GROWTH = 2.0
"""How many times the first largest weight an edge's width can show."""


@final
class NetworkDiagram(VGroup):
    """The whole network, or as much of it as can be told apart.

    Parameters
    ----------
    moment : Moment
    width, height : float
        The room it fills.
    most : int
        Neurons shown of a layer; of a wider one the first and the last around an ellipsis.
    keep : iterable of Quantity
        Activations of neurons that are shown in any case.
    deepest : int
        Layers shown; of a deeper network the last ones.
    largest : float
        The most that the radius of a neuron may be.
    furthest : float
        The most that neighbours in a layer may stand apart.

    Attributes
    ----------
    neurons : dict
        (layer, neuron) -> Neuron, of those shown.
    edges : dict
        (layer, j, k) -> Line; negative weights are dashed, width follows |w|.
    counts : VGroup
        The ellipses with the number of neurons of wide layers.
    """

    def __init__(
        self,
        moment: Moment,
        *,
        width: float,
        height: float,
        most: int = 7,
        keep: Iterable[Quantity] = (),
        deepest: int = 6,
        largest: float = 0.36,
        furthest: float = 1.3,
    ) -> None:
        self._moment, self._furthest = moment, furthest
        network = moment.network
        first = max(0, network.depth + 1 - deepest)
        self.layers = range(first, network.depth + 1)
        kept = {(q.layer, q.neurons[0]) for q in keep}
        shown = {
            layer: neurons_shown(network.widths[layer], most, {j for at, j in kept if at == layer})
            for layer in self.layers
        }
        rows = max(len(slots) for slots in shown.values())
        self.radius = min(largest, 0.34 * height / rows, 0.24 * width / max(1, len(self.layers)))
        self.neurons: dict[tuple[int, int], Neuron] = {}
        self.counts = VGroup()
        for column, layer in enumerate(self.layers):
            x = width * ((column + 0.5) / len(self.layers) - 0.5)
            self._stack(layer, shown[layer], x, height / rows)
        self.edges = self._edges()
        self.ellipsis = self._ellipsis() if first else VGroup()
        super().__init__(VGroup(*self.edges.values()), VGroup(*self.neurons.values()), self.counts, self.ellipsis)

    def at(self, moment: Moment) -> None:
        """Show the activations of a state."""
        for neuron in self.neurons.values():
            neuron.at(moment)

    def _stack(self, layer: int, slots: Sequence[int | None], x: float, step: float) -> None:
        moment, network = self._moment, self._moment.network
        sizes = [abs(moment.value(a(layer, j))) for j in slots if j is not None]
        step = min(step, self._furthest)
        for row, j in enumerate(slots):
            where = np.array([x, ((len(slots) - 1) / 2 - row) * step, 0.0])
            if j is None:
                self.counts.add(self._count(network.widths[layer], where))
                continue
            neuron = Neuron(moment, a(layer, j), full=max(1.0, *sizes), radius=self.radius)
            self.neurons[layer, j] = neuron.move_to(where)

    def _count(self, n: int, where: np.ndarray) -> VGroup:
        dots = VGroup(*(Circle(radius=0.035).shift(UP * 0.14 * i) for i in (-1, 0, 1)))
        dots.set_fill(theme.colour("quiet"), opacity=1).set_stroke(width=0).move_to(where)
        return VGroup(dots, Plate(Label(str(n))).next_to(dots, RIGHT, buff=0.05))

    def _edges(self) -> dict[tuple[int, int, int], VMobject]:
        ends = [(layer, j, k) for (layer, j) in self.neurons for (at, k) in self.neurons if at == layer - 1]
        weights = {edge: self._moment.value(w(*edge)) for edge in ends}
        self._heaviest = max((abs(value) for value in weights.values()), default=1.0) or 1.0
        return {edge: self._edge(edge, value / self._heaviest) for edge, value in weights.items()}

    def _edge(self, edge: tuple[int, int, int], share: float) -> VMobject:
        layer, j, k = edge
        start, end = self.neurons[layer - 1, k].get_center(), self.neurons[layer, j].get_center()
        along = (end - start) / np.linalg.norm(end - start) * self.radius
        kind = broken_line if share < 0 else Line
        line = kind(start + along, end - along, color=theme.colour("w"))
        return line.set_stroke(width=_THIN + (_THICK - _THIN) * abs(share))

    def _ellipsis(self) -> VGroup:
        first = [neuron for (layer, _), neuron in self.neurons.items() if layer == self.layers[0]]
        dots = VGroup(*(Circle(radius=0.045).shift(RIGHT * 0.2 * i) for i in (-1, 0, 1)))
        dots.set_fill(theme.colour("quiet"), opacity=1).set_stroke(width=0)
        return dots.next_to(VGroup(*first), LEFT, buff=0.3)

    def reweigh(self, moment: Moment) -> Animation:
        """Return the edges' change to the weights of a state, to the scale of the first ones."""
        changes = []
        for at, edge in self.edges.items():
            share = moment.value(w(*at)) / self._heaviest
            goal = self._edge(at, max(-_MOST_GROWTH, min(_MOST_GROWTH, share)))
            goal.set_stroke(opacity=edge.get_stroke_opacity())
            changes.append(Transform(edge, goal))
        return AnimationGroup(*changes)

    def column(self, layer: int) -> VGroup:
        """Return the neurons shown of a layer."""
        return VGroup(*(neuron for (at, _), neuron in self.neurons.items() if at == layer))

    def counts_aside(self) -> NetworkDiagram:
        """Move the counts of the first layer shown to its left, where no edges are; return the diagram."""
        x = self.column(self.layers[0]).get_x()
        for dots, label in self.counts:
            if abs(dots.get_x() - x) < self.radius:
                label.next_to(dots, LEFT, buff=0.12)
        if self.ellipsis.submobjects:
            left = min(part.get_left()[0] for part in (self.column(self.layers[0]), *self.counts))
            self.ellipsis.set_x(left - 0.3, direction=RIGHT)
        return self

    def edges_into(self, layer: int, j: int | None = None) -> VGroup:
        """Return the edges into a layer, or into one of its neurons."""
        return VGroup(*(edge for (at, to, _), edge in self.edges.items() if at == layer and j in {None, to}))

    def edges_from(self, layer: int, k: int) -> VGroup:
        """Return the edges that leave a neuron for the next layer."""
        return VGroup(*(edge for (at, _, start), edge in self.edges.items() if at == layer + 1 and start == k))

    def names(self, layer: int, room: float = 2.4) -> VGroup:
        """Return the user's names of inputs (layer 0) or outputs (the last), beside their neurons.

        Parameters
        ----------
        layer : int
        room : float
            Width that a name may take; a longer one is cut with an ellipsis.
        """
        network = self._moment.network
        known = network.inputs if layer == 0 else network.outputs
        side = LEFT if layer == 0 else RIGHT
        labels = VGroup()
        if known:
            for (at, j), neuron in self.neurons.items():
                if at == layer:
                    labels.add(fitted(known[j], room).next_to(neuron, side, buff=0.34))
        return labels

    def label(self, quantity: Quantity, towards: np.ndarray = DOWN, *, indexed: bool = True) -> Formula:
        """Return the symbol of an activation beside its neuron, or of a weight above its edge."""
        formula = Formula("{q}", q=quantity, em=theme.TEXT, indexed=indexed)
        if quantity.kind == "w":
            layer = quantity.layer or 0
            return formula.next_to(self.edges[layer, *quantity.neurons].get_center(), UP, buff=0.12)
        neuron = self.neurons[quantity.layer or 0, quantity.neurons[0]]
        return formula.next_to(neuron, towards, buff=0.12)


def fitted(text: str, room: float) -> Label:
    """Return a label of user's text, cut with an ellipsis where it is wider than its room."""
    label = Label(text)
    while label.width > room and len(text) > 1:
        text = text[: max(1, min(len(text) - 1, int(len(text) * room / label.width)))]
        label = Label(text.rstrip() + "…")
    return label
