"""The whole chain across the stage, its slopes drawn in as they are reached from the cost backward."""

from __future__ import annotations

from typing import final

from manim import DOWN, RIGHT, UP, Animation, AnimationGroup, Create, Line, VGroup

from core.quantity import C, Quantity, a, w
from core.trace import State, Trace
from scenes import theme
from scenes.components.formula import Formula
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.neuron import Neuron
from scenes.components.product_row import read_tersely
from scenes.components.slope_flow import SlopeFlow
from scenes.stage.motion import Dim, dim

_ROOM_FOR_COST, _ROOM_FOR_ELLIPSIS = 0.9, 0.9
_ROOMY, _LEAST_PITCH = 1.7, 0.9
"""Between neurons; closer ones have no room for the symbols of weights, or of all neurons."""
_DEEPEST = 16


@final
class SlopeStrip(VGroup):
    """The chain from the input to the cost; behind the last neuron but one all is dimmed at first.

    Parameters
    ----------
    trace : Trace
        Of a chain.
    state : State
    width : float

    Attributes
    ----------
    diagram : NetworkDiagram
    symbols : dict
        From the quantity in plain text to its Formula.
    """

    def __init__(self, trace: Trace, state: State, *, width: float = theme.RIGHT - theme.LEFT) -> None:
        self._trace, self._state = trace, state
        last = trace.network.depth
        room = width - _ROOM_FOR_COST - (_ROOM_FOR_ELLIPSIS if last >= _DEEPEST else 0.0)
        self._pitch = room / min(_DEEPEST, last + 1)
        height = 1.0 if self._pitch >= _ROOMY else 0.7
        self.diagram = NetworkDiagram(trace, state, width=room, height=height, deepest=_DEEPEST)
        self.symbols = self._symbols(last)
        output = self.diagram.neurons[last, 0]
        self.cost = Formula("{C}", C=C).next_to(output, RIGHT, buff=_ROOM_FOR_COST)
        wire = Line(output.get_right(), self.cost.get_left(), color=theme.colour("quiet"))
        wire.set_stroke(width=theme.LINE_WIDTH).scale(0.7)
        self._far = {layer: self._behind(layer) for layer in self.diagram.layers if layer < last}
        super().__init__(self.diagram, wire, self.cost, *self.symbols.values())
        self.align_to(UP * theme.TOP, UP).set_x((theme.LEFT + theme.RIGHT) / 2)
        self._flow = SlopeFlow(self.diagram, trace, state)
        for layer in range(last - 1):
            if layer in self._far:
                dim(self._far[layer])

    def neuron(self, layer: int) -> Neuron:
        """Return the neuron of a layer, or the nearest that is shown."""
        return self.diagram.neurons[max(layer, self.diagram.layers[0]), 0]

    def reach(self, layer: int) -> Animation:
        """Return the coming of the slope of a layer's weight, drawn to scale on its edge."""
        if (layer, 0, 0) not in self.diagram.edges:
            return Dim(self.cost, 1.0)
        lit = [] if layer == self._trace.network.depth else [Dim(self._far[layer - 1], 1 / theme.DIM)]
        edge = self.diagram.edges[layer, 0, 0]
        return AnimationGroup(*lit, edge.animate.set_stroke(opacity=0.12), Create(self._flow.edges[layer, 0, 0]))

    def tag(self, quantity: Quantity) -> Formula:
        """Return a quantity with its number below the neuron that it belongs to."""
        activation = quantity.by or quantity
        reading = read_tersely(self._trace, quantity, self._state)
        parts = {"q": quantity, "eq": "=", "value": reading}
        markup = "{q} {eq} x {eq} {value}" if quantity == a(0) else "{q} {eq} {value}"
        tag = Formula(markup, em=theme.SMALL, indexed=False, **parts)
        tag["value"].set_fill(theme.colour_of(quantity))
        tag.next_to(self.neuron(activation.layer or 0), DOWN, buff=0.16)
        room = (theme.RIGHT - theme.LEFT - tag.width) / 2
        return tag.set_x(min(max(tag.get_x(), -room), room))

    def _symbols(self, last: int) -> dict[str, Formula]:
        """Return the symbols of all neurons and edges, or of the ends where they stand too close."""
        layers = self.diagram.layers
        shown = [layer for layer in layers if self._pitch >= _LEAST_PITCH or layer in {0, last}]
        symbols = {str(a(layer)): self.diagram.label(a(layer), UP, indexed=False) for layer in shown}
        if self._pitch >= _ROOMY:
            edges = [layer for layer, *_ in self.diagram.edges]
            symbols |= {str(w(layer)): self.diagram.label(w(layer), UP, indexed=False) for layer in edges}
        return symbols

    def _behind(self, layer: int) -> VGroup:
        """Return a neuron with the edge after it, and their symbols."""
        names = (str(a(layer)), str(w(layer + 1)))
        found = [self.symbols[name] for name in names if name in self.symbols]
        return VGroup(self.diagram.neurons[layer, 0], self.diagram.edges[layer + 1, 0, 0], *found)
