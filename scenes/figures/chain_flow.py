"""A chain through which a slope of 1 flows back: a ribbon that each layer multiplies, with what arrives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Line, VGroup, linear

from core.model.arrays import Array
from core.model.quantity import a
from core.passes.choices.flat_ends import SlopeChain
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Recompute, show
from scenes.type.formula import Formula, Label

_RADIUS, _PITCH = 0.25, 0.95
"""Of a disc; from neuron to neuron, at least."""
_WIDEST, _LEAST = 2.6, 0.9
"""How wide the widest ribbon is at most, and how wide at least."""
_LINE = 0.55
"""From a line of type to the next."""
_DIGITS = 3


@final
class ChainFlow(VGroup):
    """One chain with its ribbon.

    Parameters
    ----------
    chain : SlopeChain
    title : Label
    heads : sequence of Label
        What the two rows of factors are.
    greys : Greys
    largest : float
        The largest share that is drawn on the same ruler.
    tall : bool
        Whether the chain runs from the top down.

    Attributes
    ----------
    edges : VGroup of Line
    discs : list of Disc
    bands : list of FlowBand
        From the output back.
    numbers : list of Formula
        What arrives, from the output back; of neighbours that have no room beside each other only some.
    factors : list of VGroup
        By which each layer multiplies, from the last one back; they need room besides the numbers.
    unit : float
        How wide a share of 1 is.
    factored : bool
        Whether factors are shown, for which there is room then.
    reach : tuple of float
        How far the numbers at the first and the last neuron go beyond them.
    """

    refills = True

    def __init__(
        self,
        chain: SlopeChain,
        title: Label,
        heads: Sequence[Label],
        greys: Greys,
        *,
        largest: float,
        tall: bool = False,
    ) -> None:
        self.chain, self.title, self.heads, self._largest, self._tall = chain, title, VGroup(*heads), largest, tall
        look, moment = greys.look, chain.moment
        self.done, self.unit, self.factored = 0.0, 1.0, True
        grey, colour = look.dimmed(look.colour("text"), theme.PALE), look.colour("slope")
        self.edges = VGroup(*(Line(LEFT, RIGHT, color=grey, stroke_width=theme.LINE_WIDTH) for _ in chain.factors))
        self.discs = [Disc(moment, a(layer), greys, _RADIUS) for layer in range(chain.depth + 1)]
        self.bands = [
            FlowBand(colour, tall=tall, what=f"the band to a[{layer}][0]") for layer in reversed(range(chain.depth))
        ]
        self._shares = [moment.value(one) for one in reversed(chain.shares)]
        readings = [moment.read(one, _DIGITS).in_fewest_digits() for one in reversed(chain.shares)]
        self.numbers = [Formula("{n}", em=theme.LABEL, n=one).set_fill(colour) for one in readings]
        self.factors = [
            VGroup(
                Formula("{n}", em=theme.LABEL, n=moment.read(w, _DIGITS).in_fewest_digits()).set_fill(look.colour("w")),
                Formula("{n}", em=theme.LABEL, n=moment.read(bend, _DIGITS).in_fewest_digits()),
            )
            for w, bend in reversed(chain.factors)
        ]
        self.reach = tuple(float(one.width) / 2 for one in (self.numbers[-1], self.numbers[0]))
        super().__init__(*self.still, *self.flowing, self.heads, *self.factors)

    @property
    def still(self) -> list[Any]:
        """Return what stands there before anything flows."""
        return [self.edges, *self.discs, self.title]

    @property
    def flowing(self) -> list[Any]:
        """Return the ribbon, and what arrives."""
        return [*self.bands, *self.numbers]

    def level_with(self, other: ChainFlow) -> None:
        """Begin and end where another chain does, in rooms that are alike."""
        self.reach = other.reach = tuple(map(max, self.reach, other.reach))

    def least_size(self) -> Size:
        """Return the room in which neurons can be told apart."""
        along = self.chain.depth * _PITCH + 2 * _RADIUS
        if self._tall:
            return Size(_LEAST + NEAR + self._broad, along + _LINE + NEAR)
        return Size(along, _LEAST + 2 * (_LINE + NEAR))

    def fill(self, box: Box) -> None:
        """Stand in a box: the title above, the chain across or down, numbers beside it."""
        head = self._head if self.factored else 0.0
        if self._tall:
            self.title.move_to(np.array([box.centre[0], box.top - theme.FORMULA / 2, 0.0]))
            room = box.width - NEAR - self._broad - (head + NEAR if head else 0.0)
        else:
            self.title.move_to(np.array([box.left, box.top - theme.FORMULA / 2, 0.0]), aligned_edge=LEFT)
            room = box.height - 2 * _LINE - 3 * NEAR - (2 * _LINE if head else 0.0)
        self.unit = min(_WIDEST, room) / self._largest
        self._places = self._stand(box, head, self.unit * self._largest)
        for line, start, end in zip(self.edges, self._places, self._places[1:], strict=False):
            line.put_start_and_end_on(start, end)
        for disc, place in zip(self.discs, self._places, strict=True):
            disc.move_to(place)
        self._write()
        self.at(self.done)

    def at(self, done: float) -> None:
        """Show the ribbon after so many layers have been gone back through."""
        self.done, across = done, RIGHT if self._tall else UP
        ports = [
            Port(place - share * self.unit / 2 * across, share * self.unit)
            for place, share in zip(reversed(self._places), self._shares, strict=True)
        ]
        for place, band in enumerate(self.bands):
            band.join(ports[place], ports[place + 1], reach=_within(done - place))
        for place, number in enumerate(self.numbers):
            show(number, float(number in self._shown and done >= place))
        for place, pair in enumerate(self.factors):
            show(pair, _within(2 * (done - place)) if self.factored else 0.0)

    def sweep(self, before: int, after: int, **kwargs: Any) -> Animation:
        """Return the flowing back through some layers."""
        return Recompute(self, through=lambda share: before + share * (after - before), rate_func=linear, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the widths of the ribbon at both ends of each of its bands."""
        for band in self.bands:
            yield from band.measures()

    @property
    def _broad(self) -> float:
        return max(float(number.width) for number in self.numbers)

    @property
    def _head(self) -> float:
        return max(float(one.width) for one in (*self.heads, *(part for pair in self.factors for part in pair)))

    def _stand(self, box: Box, head: float, wide: float) -> Array:
        """Return where the neurons stand, from the input on."""
        count = self.chain.depth + 1
        if self._tall:
            gap = head + NEAR if head else 0.0
            whole = gap + wide + NEAR + self._broad
            x = float(box.centre[0]) - whole / 2 + gap + wide / 2
            self._side = (x - wide / 2 - NEAR - head / 2, x + wide / 2 + NEAR)
            levels = np.linspace(box.top - _LINE - 2 * NEAR - _RADIUS, box.bottom + _RADIUS, count)
            return np.column_stack([np.full(count, x), levels, np.zeros(count)])
        before, beyond = (max(_RADIUS, one) for one in self.reach)
        left, right = box.left + (max(before, head + NEAR) if head else before), box.right - beyond
        rows = 2 * _LINE if head else 0.0
        level = box.top - _LINE - NEAR - rows - (box.height - 2 * _LINE - 2 * NEAR - rows) / 2
        self._side = (level + wide / 2 + NEAR + _LINE / 2, level - wide / 2 - NEAR - theme.LABEL / 2)
        return np.column_stack([np.linspace(left, right, count), np.full(count, level), np.zeros(count)])

    def _write(self) -> None:
        """Put numbers at their neurons, factors at their layers, and what they are before the first ones."""
        places = self._places[::-1]
        middles = (places[:-1] + places[1:]) / 2
        if self._tall:
            left, right = self._side
            for number, place in zip(self.numbers, places, strict=True):
                number.move_to(np.array([right, place[1], 0.0]), aligned_edge=LEFT)
            for pair, middle in zip(self.factors, middles, strict=True):
                for part, lift in zip(pair, (_LINE / 2, -_LINE / 2), strict=True):
                    part.move_to(np.array([left, middle[1] + lift, 0.0]))
            for one, lift in zip(self.heads, (3 * _LINE / 2, _LINE / 2), strict=True):
                one.move_to(np.array([left, middles[-1][1] + _LINE + lift, 0.0]))
        else:
            above, below = self._side
            for number, place in zip(self.numbers, places, strict=True):
                number.move_to(np.array([place[0], below, 0.0]))
            for pair, middle in zip(self.factors, middles, strict=True):
                for part, lift in zip(pair, (_LINE, 0.0), strict=True):
                    part.move_to(np.array([middle[0], above + lift, 0.0]))
            for one, lift in zip(self.heads, (_LINE, 0.0), strict=True):
                one.move_to(np.array([places[-1][0] - NEAR, above + lift, 0.0]), aligned_edge=RIGHT)
        boxes = [Box.around(number).inset(-TIGHT) for number in self.numbers]
        steps = (by for by in range(1, len(boxes)) if self.chain.depth % by == 0)
        apart = (by for by in steps if not any(x.overlaps(y) for x, y in pairwise(boxes[::by])))
        step = next(apart, self.chain.depth)
        self._shown = self.numbers[::step]


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
