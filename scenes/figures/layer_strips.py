"""What flows back in each layer of a network, as strips on one ruler: an even one, or one with powers of ten."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, GrowFromEdge, LaggedStart, Line, VGroup

from core.model.fact import layer_number
from core.notation.numeral import short
from core.notation.round_numbers import round_below
from core.passes.choices.flat_ends import Arriving
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.named_number import NamedNumber
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_ROWS, _ROW, _THICK, _THICKEST, _SHORTEST = 8, 0.6, 0.5, 1.1, 3.0
"""So many layers are shown; from row to row at least; of that, what a strip takes, and at most; and the shortest
ruler."""
_PITCH = 5.2
"""From row to row at most."""
_TICK, _DIGITS, _SURE = 0.1, 3, 0.65
"""How far a tick reaches; digits of a number; and which share of the room the ruler has, whatever else stands there."""
_AXIS = 2 * theme.LABEL + 2 * NEAR


@final
class LayerStrips(VGroup):
    """A row for each layer, the last one above.

    Parameters
    ----------
    arriving : Arriving
    word, says : str
        What a layer is called, and what the ruler measures.
    look : Theme
    room : Size
        How broad it may be: of the powers of ten as many are named as have room.

    Attributes
    ----------
    layers : list of int
        Those that are shown, the last one first.
    names : list of NamedNumber
    strips : list of Strip
    numbers : list of Formula
    rule, wall : Line
    marks, tick_labels : VGroup
        Of the ruler, at powers of ten.
    says : Label
        What it measures.
    """

    def __init__(self, arriving: Arriving, word: str, says: str, look: theme.Theme, room: Size) -> None:
        self._arriving, count = arriving, len(arriving.values)
        few = np.unique(np.linspace(1, count, min(count, _ROWS)).round().astype(int))
        self.layers = [int(layer) for layer in few[::-1]]
        moment, colour, quiet = arriving.moment, look.colour("slope"), look.colour("quiet")
        self.names = [NamedNumber(Label(word), [moment.count(layer_number(layer))]) for layer in self.layers]
        self.strips = [Strip(colour) for _ in self.layers]
        self.numbers = [
            Formula("{n}", em=theme.LABEL, n=moment.read(arriving.sent[layer - 1], _DIGITS).in_fewest_digits())
            for layer in self.layers
        ]
        for number in self.numbers:
            number.set_fill(colour)
        self._low, self._high = self._ends()
        broadest = max(float(_tick(one, quiet).width) for one in self._named(2)) + NEAR
        most = max(1.0, (_SURE * room.width - self._head - self._tail) / broadest - 1)
        named = self._named(most)
        self.rule, self.wall = (Line(LEFT, RIGHT, color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.marks = VGroup(*(Line(UP, DOWN, color=quiet, stroke_width=theme.LINE_WIDTH) for _ in named))
        self.tick_labels = VGroup(*(_tick(one, quiet) for one in named))
        self.says = Label(says)
        self._places = [self._place(one) for one in named]
        super().__init__(*self.axis, *self.names, *self.strips, *self.numbers)

    @property
    def axis(self) -> list[Any]:
        """Return the ruler with its powers of ten."""
        return [self.rule, self.wall, self.marks, self.tick_labels, self.says]

    @property
    def _values(self) -> list[float]:
        return [self._arriving.values[layer - 1] for layer in self.layers]

    def least_size(self) -> Size:
        """Return the room in which rows can be told apart."""
        return Size(max(self._head + _SHORTEST + self._tail, float(self.says.width)), len(self.layers) * _ROW + _AXIS)

    def fill(self, box: Box) -> None:
        """Stand in a box: rows from the top down, the ruler below them."""
        count = len(self.layers)
        pitch = min(_PITCH, (box.height - _AXIS) / count)
        top = box.top - max(0.0, (box.height - _AXIS - count * pitch) / 2)
        floor, left, right = top - count * pitch, box.left + self._head, box.right - self._tail
        self._unit = (right - left) / (self._high - self._low)
        self.rule.put_start_and_end_on(np.array([left, floor, 0.0]), np.array([right, floor, 0.0]))
        self.wall.put_start_and_end_on(np.array([left, floor, 0.0]), np.array([left, top, 0.0]))
        for place, tick, label in zip(self._places, self.marks, self.tick_labels, strict=True):
            foot = np.array([left + (place - self._low) * self._unit, floor, 0.0])
            tick.put_start_and_end_on(foot + _TICK * UP, foot + _TICK * DOWN)
            label.next_to(foot + _TICK * DOWN, DOWN, buff=TIGHT)
        self.says.move_to(np.array([float(box.centre[0]), floor - _AXIS + theme.LABEL / 2, 0.0]))
        rows = zip(self.names, self.strips, self.numbers, self._lengths, strict=True)
        for place, (name, strip, number, length) in enumerate(rows):
            level = top - (place + 0.5) * pitch
            strip.span(np.array([left, level, 0.0]), length, RIGHT, min(_THICKEST, _THICK * pitch))
            name.move_to(np.array([left - NEAR, level, 0.0]), aligned_edge=RIGHT)
            number.move_to(np.array([left + length + TIGHT + TIGHT, level, 0.0]), aligned_edge=LEFT)

    def grow(self, place: int, **kwargs: Any) -> Animation:
        """Return the coming of a layer's strip."""
        name, strip, number = self.names[place], self.strips[place], self.numbers[place]
        coming = GrowFromEdge(strip, LEFT) if self._values[place] else FadeIn(strip)
        return LaggedStart(FadeIn(name), coming, FadeIn(number), lag_ratio=0.4, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield how long strips are."""
        for layer, strip, length in zip(self.layers, self.strips, self._lengths, strict=True):
            yield Measure("ruler", f"delta of layer {layer}", strip.drawn_length(), length)

    @property
    def _lengths(self) -> list[float]:
        """Return how long strips are: of nothing there is none."""
        return [(self._place(value) - self._low) * self._unit if value else 0.0 for value in self._values]

    def _place(self, value: float) -> float:
        """Return where a value is on the ruler."""
        return value if self._arriving.is_near else math.log10(value)

    def _ends(self) -> tuple[float, float]:
        """Return where the ruler begins and ends: an even one at nothing, one of powers of ten below the least."""
        places = [self._place(value) for value in self._values if value] or [1.0]
        if self._arriving.is_near:
            return 0.0, max(places)
        low = math.ceil(min(places)) - 1
        return low, max(math.ceil(max(places)), low + 1)

    def _named(self, most: float) -> list[float]:
        """Return the values at which the ruler has marks: nothing and a round one, or powers of ten."""
        if self._arriving.is_near:
            return [0.0, round_below(self._high)]
        low, high = int(self._low), int(self._high)
        return [10.0**power for power in range(low, high + 1, math.ceil((high - low) / most))]

    @property
    def _head(self) -> float:
        return max(float(name.width) for name in self.names) + NEAR

    @property
    def _tail(self) -> float:
        return max(float(number.width) for number in self.numbers) + NEAR


def _tick(value: float, colour: str) -> Formula:
    return Formula(short(value).typst(), em=theme.LABEL, colour=colour)
