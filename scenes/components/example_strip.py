"""The last neurons of a path through a network, for one example after another."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import RIGHT, UP, Circle, DashedLine, Line, VGroup

from core.model.quantity import a, w
from core.passes.moment import Moment
from scenes import theme
from scenes.components.neuron import Neuron
from scenes.motion import dim
from scenes.type.formula import Formula

_LONGEST = 3
_RADIUS = 0.31
_STEP = 1.2


@final
class ExampleStrip(VGroup):
    """Neurons along a path in the upper left corner, all but the last two dimmed.

    Parameters
    ----------
    moment : Moment
        Of the whole network, whose examples run through it.
    path : tuple of int
        The neuron in each layer 0..L.

    Attributes
    ----------
    neurons : list of Neuron
        In order, of the last layers.
    last, previous : Neuron
    """

    def __init__(self, moment: Moment, path: tuple[int, ...]) -> None:
        depth = moment.network.depth
        layers = range(max(0, depth + 1 - _LONGEST), depth + 1)
        self.neurons = [self._neuron(moment, layer, path[layer]) for layer in layers]
        for index, neuron in enumerate(self.neurons):
            neuron.shift(RIGHT * _STEP * index)
        self.last, self.previous = self.neurons[-1], self.neurons[-2]
        edges = VGroup(*(self._edge(moment, layer, path, layers[0]) for layer in layers[1:]))
        for neuron in self.neurons[:-2]:
            neuron.dimmed()
        dim(edges[:-1])
        before = VGroup()
        if layers[0]:
            before = VGroup(*(Circle(radius=0.045).shift(RIGHT * 0.2 * i) for i in (-1, 0, 1)))
            before.set_fill(theme.colour("quiet"), opacity=1).set_stroke(width=0).shift(RIGHT * -0.8)
        labels = [
            Formula("{q}", q=quantity, em=theme.TEXT, indexed=False)
            for quantity in (a(depth, path[-1]), w(depth, path[-1], path[-2]))
        ]
        labels[0].next_to(self.last, RIGHT, buff=0.12)
        labels[1].next_to(edges[-1], UP, buff=0.34)
        super().__init__(before, edges, *self.neurons, *labels)
        self.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.LEFT, RIGHT * -1)

    def at(self, moment: Moment) -> None:
        """Show the activations of a state."""
        for neuron in self.neurons:
            neuron.at(moment)

    @staticmethod
    def _neuron(moment: Moment, layer: int, j: int) -> Neuron:
        largest = float(np.abs(moment.values(a(layer, j))).max())
        return Neuron(moment, a(layer, j), full=max(1.0, largest), radius=_RADIUS)

    def _edge(self, moment: Moment, layer: int, path: tuple[int, ...], first: int) -> VGroup:
        start, end = self.neurons[layer - 1 - first], self.neurons[layer - first]
        value = moment.value(w(layer, path[layer], path[layer - 1]))
        gap = np.array([_RADIUS, 0, 0])
        kind = DashedLine if value < 0 else Line
        line = kind(start.get_center() + gap, end.get_center() - gap, color=theme.colour("w"))
        return line.set_stroke(width=theme.BOLD_LINE if value else theme.LINE_WIDTH)
