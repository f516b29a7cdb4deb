"""The whole chain across the stage; from the cost backward its slopes are drawn in, and kept at its neurons."""

from __future__ import annotations

from itertools import product
from typing import final

from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, FadeOut, Line, Mobject, VGroup

from core.model.quantity import C, Quantity, a, slope, w
from core.passes.moment import Moment
from scenes import theme
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.neuron import Neuron
from scenes.components.product_row import read_tersely
from scenes.components.slope_flow import SlopeFlow
from scenes.motion import Dim, dim, fly
from scenes.type.formula import Formula

_ROOM_FOR_COST, _ROOM_FOR_ELLIPSIS = 0.9, 0.9
_WIRE = 0.4
_ROOMY, _LEAST_PITCH = 1.7, 0.9
"""Between neurons; closer ones have no room for the symbols of weights, or of all neurons."""
_DEEPEST = 16
_BELOW, _APART, _LINE = 0.5, 0.15, 0.4
"""From neurons to the baseline of numbers; between numbers beside each other; from a line of them to the next."""
_SIZES = ((1, 4), (1, 3), (2, 3))
"""On how many lines neighbours' numbers stand, with how many digits."""


@final
class SlopeStrip(VGroup):
    """The chain from the input to the cost; behind the last neuron but one all is dimmed at first.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    width : float

    Attributes
    ----------
    diagram : NetworkDiagram
    symbols : dict
        From the quantity in plain text to its Formula.
    kept : dict of Formula
        By layer, below its neuron: what the cost's slope is there, and at layer 0 the input.
    meaning : Formula
        What the slopes are of, at the end of their line.
    foot : float
        How far down the numbers reach.
    """

    def __init__(self, moment: Moment, *, width: float = theme.RIGHT - theme.LEFT) -> None:
        self._moment = moment
        last = moment.network.depth
        room = width - _ROOM_FOR_COST - (_ROOM_FOR_ELLIPSIS if last >= _DEEPEST else 0.0)
        self._pitch = room / min(_DEEPEST, last + 1)
        height = 1.0 if self._pitch >= _ROOMY else 0.7
        self.diagram = NetworkDiagram(moment, width=room, height=height, deepest=_DEEPEST)
        self.symbols = self._symbols(last)
        output = self.diagram.neurons[last, 0]
        self.cost = Formula("{C}", C=C).next_to(output, RIGHT, buff=_WIRE)
        wire = Line(output.get_right(), self.cost.get_left(), color=theme.colour("quiet"))
        wire.set_stroke(width=theme.LINE_WIDTH).scale(0.7)
        self._far = {layer: self._behind(layer) for layer in self.diagram.layers if layer < last}
        super().__init__(self.diagram, wire, self.cost, *self.symbols.values())
        self.align_to(UP * theme.TOP, UP).set_x((theme.LEFT + theme.RIGHT + _WIRE - _ROOM_FOR_COST) / 2)
        self._flow = SlopeFlow(self.diagram, moment)
        self._hang()
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
        lit = [] if layer == self._moment.network.depth else [Dim(self._far[layer - 1], 1 / theme.DIM)]
        edge = self.diagram.edges[layer, 0, 0]
        return AnimationGroup(*lit, edge.animate.set_stroke(opacity=0.12), Create(self._flow.edges[layer, 0, 0]))

    def keep(self, layer: int, source: Mobject | None = None) -> Animation:
        """Return the coming of what is kept at a layer, out of what is kept after it or of something else."""
        if layer not in self.kept:
            return Dim(self.cost, 1.0)
        gone = [FadeOut(self.kept[other]) for other in self._giving_way[layer]]
        return AnimationGroup(*gone, fly(self.kept[layer], source or self.kept[layer + 1]))

    def _hang(self) -> None:
        """Set the numbers below their neurons, neighbours on lines of their own where they are too long."""
        first = self.diagram.layers[0]
        in_full = (True,) if first else (True, False) if self._pitch >= _ROOMY else (False,)
        for (lines, digits), input_in_full in product(_SIZES, in_full):
            self.kept = {layer: self._number(layer, digits) for layer in self.diagram.layers if layer}
            if first and self.kept[first].get_x() > self.neuron(first).get_x() + _APART:
                del self.kept[first]
            self.kept[0] = self._input(in_full=input_in_full)
            for layer, number in self.kept.items():
                number.shift(DOWN * _LINE * (layer % lines))
            self._giving_way = self._crowded()
            if not any(self._giving_way.values()):
                break
        self.foot = min(number.get_bottom()[1] for number in self.kept.values())
        self._tell_meaning()

    def _tell_meaning(self) -> None:
        """Set what the numbers are at their right, beside the cost or below it."""
        self.meaning = Formula("{q}", em=theme.LABEL, indexed=False, q=slope(C, Quantity("a")))
        self.meaning.set_x((self.cost.get_right()[0] + theme.RIGHT) / 2).align_to(UP * self.foot, DOWN)
        self.meaning.shift(LEFT * max(0.0, self.meaning.get_right()[0] - theme.RIGHT))
        if self.meaning.get_left()[0] < self.cost.get_right()[0] + _APART / 2:
            top = min(self.meaning.get_top()[1], self.cost.get_bottom()[1] - _APART / 2)
            self.meaning.align_to(UP * top, UP)
        self.foot = min(self.foot, self.meaning.get_bottom()[1])

    def _number(self, layer: int, digits: int) -> Formula:
        reading = read_tersely(self._moment, slope(C, a(layer)), digits)
        number = Formula("{value}", em=theme.LABEL, colour=theme.colour("C"), value=reading)
        return self._below(number, layer)

    def _input(self, *, in_full: bool) -> Formula:
        reading = read_tersely(self._moment, a(0))
        markup = "{a} {eq} x {eq} {value}" if in_full else "x {eq} {value}"
        number = Formula(markup, em=theme.LABEL, indexed=False, a=a(0), eq="=", value=reading)
        return self._below(number, 0)

    def _below(self, number: Formula, layer: int) -> Formula:
        neuron = self.neuron(layer)
        number.set_x(neuron.get_x()).on_baseline(neuron.get_bottom()[1] - _BELOW)
        return number.shift(RIGHT * max(0.0, theme.LEFT - number.get_left()[0]))

    def _crowded(self) -> dict[int, list[int]]:
        """Return for each layer whose numbers give way when its own comes."""
        standing: list[int] = []
        crowded = {}
        for layer in sorted(self.kept, reverse=True):
            crowded[layer] = [other for other in standing if _near(self.kept[layer], self.kept[other])]
            standing = [layer, *(other for other in standing if other not in crowded[layer])]
        return crowded

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


def _near(one: Formula, other: Formula) -> bool:
    """Whether two numbers on one line have too little room between them."""
    across = abs(one.get_x() - other.get_x()) - (one.width + other.width) / 2
    return across < _APART and abs(one.baseline - other.baseline) < _LINE / 2
