"""A chain of neurons laid out big, every activation, weight and bias with its number."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
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
    DashedLine,
    FadeIn,
    Line,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
)

from core.model.quantity import Quantity, a, b, w, y
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.components.neuron import Neuron
from scenes.motion import lift
from scenes.type.formula import Formula

LONGEST = 5
"""How many neurons are shown; of a longer chain the first two and the last two."""
_THIN, _THICK = 1.5, 8.0
_WIDEST = 4.4
"""Between neurons."""
_RADIUS = 0.68
_SIZES = (
    (theme.HERO, theme.FORMULA, 0.22),
    (theme.FORMULA, theme.TEXT, 0.2),
    (theme.TEXT, theme.LABEL, 0.18),
)
"""Of symbols and of numbers, and a neuron's radius as a share of the distance between neurons, from the best
to what is still read."""
_ABOVE_EDGE = 0.12
"""From an edge up to its weight's symbol."""


@final
class NamedNumber(VGroup):
    """A quantity's symbol with its number below.

    Attributes
    ----------
    symbol, number : Formula
    """

    def __init__(self, moment: Moment, quantity: Quantity, *, symbol: float, number: float, digits: int) -> None:
        self.symbol = Formula("{q}", q=quantity, em=symbol, indexed=False)
        self.number = Formula("{value}", value=_reading(moment, quantity, digits), em=number)
        self.number["value"].set_fill(theme.colour_of(quantity))
        super().__init__(self.symbol, self.number.next_to(self.symbol, DOWN, buff=0.14))


def _reading(moment: Moment, quantity: Quantity, digits: int) -> Reading:
    """Return a quantity's number; one that was given, such as a weight 1.9, without further zeros."""
    reading = moment.read(quantity, digits)
    is_given = quantity.kind in {"w", "b", "y"} or quantity.layer == 0
    plain = short(reading.value)
    is_shorter = is_given and len(str(plain)) < len(reading.shown)
    return replace(reading, numeral=plain) if is_shorter else reading


@final
class NeuronRow(VGroup):
    """The neurons of a chain in a row, with room for the desired output at the right.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    width : float
        Of the room for it.

    Attributes
    ----------
    layers : list of int
        Of the neurons shown, in order.
    neurons : dict
        From the layer to its Neuron; `wanted` is the one of the desired output.
    edges : dict
        From the layer to the edge into its neuron, with `ellipsis` between where layers are left out.
    activations, weights, biases : dict
        From the layer to its NamedNumber; those of layers not shown are missing.
    desired : NamedNumber
    radius : float
        Of the neurons.
    """

    def __init__(self, moment: Moment, *, width: float) -> None:
        self._moment = moment
        last = moment.network.depth
        slots: list[int | None] = list(range(last + 1))
        if last + 1 > LONGEST:
            slots = [0, 1, None, last - 1, last]
        self.layers = [layer for layer in slots if layer is not None]
        sizes = (abs(moment.value(q)) for q in (a(last), y()))
        self._full = max(1.0, *sizes)
        self._settle(width, len(slots))
        self.neurons: dict[int, Neuron] = {}
        self.ellipsis = VGroup()
        for index, layer in enumerate((*slots, "y")):
            self._place(layer, index * self._step)
        self.edges = {layer: self._edge(layer) for layer in self.layers[1:]}
        self.activations = {layer: self._above(a(layer), neuron) for layer, neuron in self.neurons.items()}
        self.desired = self._above(y(), self.wanted)
        self.weights = {layer: self._at_edge(layer) for layer in self.layers[1:]}
        self.biases = {layer: self._below(layer) for layer in self.layers[1:]}
        super().__init__(*self._everything())
        self.move_to(np.zeros(3))

    def at(self, moment: Moment) -> None:
        """Show the activations of a state in the neurons' fills."""
        for neuron in self.neurons.values():
            neuron.at(moment)

    def empty(self) -> VGroup:
        """Return neurons and edges before anything has run through them: what a lesson begins with."""
        for layer in self.layers[1:]:
            self.neurons[layer].fill.set_fill(opacity=0)
            self.neurons[layer].sign.set_stroke(opacity=0)
        return VGroup(*self.edges.values(), self.ellipsis, *self.neurons.values())

    def fire(self, layer: int) -> Animation:
        """Return the coming of a neuron's activation out of the neuron before it."""
        neuron, number = self.neurons[layer], self.activations[layer].number
        before = self.activations[self.layers[self.layers.index(layer) - 1]].number
        value = self._moment.value(a(layer))

        def fill(neuron: Neuron, share: float) -> None:
            neuron.fill.set_fill(opacity=share * min(1.0, abs(value) / self._full_of(layer)))
            neuron.sign.set_stroke(opacity=share if value < 0 else 0)

        return AnimationGroup(lift(before, number), UpdateFromAlphaFunc(neuron, fill))

    def show_target(self) -> Animation:
        """Return the coming of the desired output."""
        return AnimationGroup(FadeIn(self.wanted), FadeIn(self.desired))

    def _settle(self, width: float, gaps: int) -> None:
        """Settle distances, how large type can be, and how many digits have room."""
        named = [*map(a, self.layers), *(kind(layer) for layer in self.layers[1:] for kind in (w, b)), y()]
        for self._digits, size in product((4, 3, 2), _SIZES):
            self._symbol_em, self._number_em, share = size
            widest = max(self._named(quantity).width for quantity in named)
            self._step = min((width - max(widest, 2 * _RADIUS)) / gaps, _WIDEST)
            self.radius = min(_RADIUS, share * self._step)
            is_least = size == _SIZES[-1]
            if widest < self._step - 0.15 and (is_least or self._fit_between(self._digits, "number", "symbol")):
                break
        self._weight_digits = next((digits for digits in (4, 3, 2) if self._fit_between(digits, "number")), None)
        # numbers above neurons stand higher than symbols above edges
        highest = max(self._named(w(layer)).symbol.height for layer in self.layers[1:])
        self._clear = max(0.26, _ABOVE_EDGE + highest + 0.06 - self.radius)

    def _fit_between(self, digits: int, *pieces: str) -> bool:
        """Whether the weights' numbers, or their symbols too, fit between neurons."""
        between = self._step - 2 * self.radius - 0.12
        named = [self._named(w(layer), digits) for layer in self.layers[1:]]
        return all(getattr(one, piece).width < between for one in named for piece in pieces)

    def _everything(self) -> list[VMobject]:
        neurons = [*self.neurons.values(), self.wanted]
        labels = [*self.activations.values(), self.desired, *self.weights.values(), *self.biases.values()]
        return [*self.edges.values(), self.ellipsis, *neurons, *labels]

    def _full_of(self, layer: int) -> float:
        """Return the size of activation that fills a neuron; output and desired output share one."""
        is_last = layer == self._moment.network.depth
        return self._full if is_last else max(1.0, abs(self._moment.value(a(layer))))

    def _place(self, layer: int | str | None, x: float) -> None:
        if layer is None:
            dots = VGroup(*(Circle(radius=0.05).shift(RIGHT * 0.22 * i) for i in (-1, 0, 1)))
            dots.set_fill(theme.colour("quiet"), opacity=1).set_stroke(width=0).move_to(RIGHT * x)
            start, end = RIGHT * (x - self._step + self.radius), dots.get_left() + LEFT * 0.15
            self.ellipsis = VGroup(Line(start, end, color=theme.colour("quiet"), stroke_width=_THIN), dots)
        elif isinstance(layer, str):
            self.wanted = Neuron(self._moment, y(), full=self._full, radius=self.radius)
            self.wanted.ring.set_stroke(theme.colour("y"))
            self.wanted.move_to(RIGHT * x)
        else:
            neuron = Neuron(self._moment, a(layer), full=self._full_of(layer), radius=self.radius)
            self.neurons[layer] = neuron.move_to(RIGHT * x)

    def _edge(self, layer: int) -> VMobject:
        weights = [abs(self._moment.value(w(one))) for one in self.layers[1:]]
        value = self._moment.value(w(layer))
        end = self.neurons[layer].get_left()
        before = self.neurons.get(layer - 1, self.ellipsis)
        start = before.get_right() + (RIGHT * 0.15 if before is self.ellipsis else 0)
        line = (DashedLine if value < 0 else Line)(start, end, color=theme.colour("w"))
        return line.set_stroke(width=_THIN + (_THICK - _THIN) * abs(value) / (max(weights) or 1.0))

    def _named(self, quantity: Quantity, digits: int | None = None) -> NamedNumber:
        # above its neuron even a small row has room for a symbol of full size
        symbol = max(self._symbol_em, theme.FORMULA if quantity.kind in {"a", "y"} else 0.0)
        sizes = {"symbol": symbol, "number": self._number_em}
        return NamedNumber(self._moment, quantity, digits=digits or self._digits, **sizes)

    def _above(self, quantity: Quantity, neuron: Neuron) -> NamedNumber:
        return self._named(quantity).next_to(neuron, UP, buff=self._clear)

    def _below(self, layer: int) -> NamedNumber:
        return self._named(b(layer)).next_to(self.neurons[layer], DOWN, buff=0.2)

    def _at_edge(self, layer: int) -> NamedNumber:
        """Set a weight's symbol above its edge and its number below, if numbers fit between neurons."""
        named = self._named(w(layer), self._weight_digits)
        middle = self.edges[layer].get_center()
        named.symbol.next_to(middle, UP, buff=_ABOVE_EDGE)
        named.number.next_to(middle, DOWN, buff=0.14)
        if self._weight_digits is None:
            named.remove(named.number)
        return named
