"""What a neuron hears, weighed on its edges and laid end to end on the axis of its sum: one ruler for all strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import RIGHT, Animation, VGroup

from core.model.arrays import Array
from core.passes.choices.crowds import Shown
from core.passes.choices.listening import Listener
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.listening import Listening
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.figures.sum_axis import SumAxis
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, Cells, Column, Row, Share
from scenes.layout.solving import boxes, least_size
from scenes.motion import Computed, Recompute

_HEIGHT = 0.34
_PART = 0.9
"""Of an edge, for the longest strip on it."""
_FREE = 0.24
"""Of the width, before what is heard while it stands alone; half of it behind the neuron."""
_HEARS, _ADDS = 1.8, 3.0
"""Shares of the room."""


@final
class WeightedSum(VGroup):
    """A neuron that listens, at the left or above; its sum and its curve at the right or below.

    Parameters
    ----------
    listener : Listener
    heard : Shown
    greys : Greys
    is_tall : bool
    is_full : bool
        Whether weight and activation are printed beside their product.

    Attributes
    ----------
    listening : Listening
    adding : SumAxis
    strips : list of Strip
        One for each term.
    """

    def __init__(self, listener: Listener, heard: Shown, greys: Greys, *, is_tall: bool, is_full: bool = True) -> None:
        self._listener, self._look = listener, greys.look
        self.listening = Listening(listener, heard, greys, is_tall=is_tall)
        self.adding = SumAxis(listener, heard, greys.look, is_full=is_full)
        moment = listener.moment
        self.heard = [moment.value(listener.factors(group[0])[1]) if len(group) == 1 else 0.0 for group in heard.groups]
        self.strips = [Strip(greys.look.colour("a"), _HEIGHT) for _ in self.adding.terms]
        self._gap = APART if is_full else NEAR
        self._lies: set[int] = set()
        self._sent: set[int] = set()
        self._open = 0.0
        super().__init__(self.listening, self.adding, VGroup(*self.strips))
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room for both."""
        return least_size(self._cells())

    def fill(self, box: Box) -> None:
        """Fill a box; the ruler is the largest on which all strips have room, on edges and on the axis."""
        found = boxes(self._cells(), box)
        self.listening.fill(found[self.listening])
        self.adding.fill(found[self.adding])
        longest = max(map(abs, (*self.heard, *self.adding.amounts)))
        self.unit = self.adding.most_unit
        if longest:
            self.unit = min(self.unit, _PART * self.listening.reach / longest)
        self.adding.rule(self.unit)
        self._ways = self._alone(box), found[self.listening]
        self._stand()

    def _alone(self, box: Box) -> Box:
        """Return the room of the neuron and what it hears while nothing stands beside them: the middle."""
        if self.listening.is_tall:
            return Box(box.left, box.bottom + _FREE * box.height, box.right, box.top)
        return Box(box.left + _FREE * box.width, box.bottom, box.right - _FREE * box.width / 2, box.top)

    def at(self, moment: Any) -> None:
        """Have so much of the way open for the sum: 0 or 1 or between."""
        self._open = float(moment)
        self._stand()

    def make_room(self, *, run_time: float) -> Animation:
        """Return the way of the neuron and what it hears to the side, with the strips on their edges."""
        return Recompute(self, through=lambda share: share, run_time=run_time)

    def send(self, term: int) -> Animation:
        """Return the coming of an activation out of its neuron, as a strip on its edge."""
        self._sent.add(term)
        start, along = self._edge(term)
        return Haul(self.strips[term], (Stop(start, 0.0, along), self._sent_to(term)))

    def weigh(self, term: int) -> Animation:
        """Return the passing of a strip through its weight, in the middle of the edge: its length is multiplied."""
        _, along = self._edge(term)
        strip, middle = self.strips[term], self.listening.edges[term].get_center()
        first = self._sent_to(term)
        self._sent.discard(term)
        strip.paint(self._look.colour("z"))
        return Haul(strip, (first, Stop(middle, self.unit * self.adding.amounts[term], along)))

    def bring_bias(self) -> Animation:
        """Return the coming of the bias out of its pill, on the way to the axis."""
        term = len(self.strips) - 1
        start, along = self._edge(term)
        self.strips[term].paint(self._look.colour("b"))
        length = self.unit * self.adding.amounts[term]
        return Haul(
            self.strips[term], (Stop(start, 0.0, along), Stop(self.listening.edges[term].get_center(), length, along))
        )

    def lay(self, term: int) -> Animation:
        """Return the way of a strip down its edge and through the neuron, to where the one before it ends."""
        _, along = self._edge(term)
        length = self.unit * self.adding.amounts[term]
        middle = self.listening.edges[term].get_center()
        neuron = self.listening.neuron.face.get_center()
        last = self.adding.foot(term) + length / 2 * RIGHT
        self._lies.add(term)
        return Haul(
            self.strips[term], (Stop(middle, length, along), Stop(neuron, length, along), Stop(last, length, RIGHT))
        )

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip that lies on the axis, and where it begins."""
        yield from self.adding.measures()
        for term in sorted(self._lies):
            strip = self.strips[term]
            meant = self.unit * self.adding.amounts[term]
            yield Measure("ruler", str(self.adding.terms[term]), strip.drawn_length(), meant)

    def _stand(self) -> None:
        alone, aside = self._ways
        self.listening.fill(alone.towards(aside, self._open))
        for term in self._sent:
            self.strips[term].span(*self._sent_to(term).span)

    def _sent_to(self, term: int) -> Stop:
        """Return where a strip stands that has just left its neuron."""
        start, along = self._edge(term)
        length = self.unit * self.heard[term]
        return Stop(start + abs(length) / 2 * along, length, along)

    def _edge(self, term: int) -> tuple[Array, Array]:
        edge = self.listening.edges[term]
        start, end = edge.get_start(), edge.get_end()
        return start, (end - start) / np.linalg.norm(end - start)

    def _cells(self) -> Cells:
        if self.listening.is_tall:
            return Column(Share(self.listening, _HEARS), Share(self.adding, _ADDS), gap=NEAR)
        return Row(Share(self.listening, _HEARS), Share(self.adding, _ADDS), gap=self._gap)


class Stop:
    """Where a strip is on its way: its middle, its signed length, its direction.

    Parameters
    ----------
    middle : ndarray, shape (3,)
    length : float
    along : ndarray, shape (3,)
        Of length 1.
    """

    def __init__(self, middle: Array, length: float, along: Array) -> None:
        self.middle, self.length = middle, length
        self.angle = float(np.arctan2(along[1], along[0]))

    @property
    def span(self) -> tuple[Array, float, Array]:
        """Foot, length and direction of the strip."""
        along = np.array([np.cos(self.angle), np.sin(self.angle), 0.0])
        return self.middle - self.length / 2 * along, self.length, along

    def towards(self, other: Stop, share: float) -> Stop:
        """Return the stop on the way to another one."""
        angle = self.angle + share * (other.angle - self.angle)
        along = np.array([np.cos(angle), np.sin(angle), 0.0])
        middle = self.middle + share * (other.middle - self.middle)
        return Stop(middle, self.length + share * (other.length - self.length), along)


class Haul(Computed):
    """The way of a strip from stop to stop; calm: it is at the last one as it comes.

    Parameters
    ----------
    strip : Strip
    stops : sequence of Stop
    """

    def __init__(self, strip: Strip, stops: Sequence[Stop], **kwargs: Any) -> None:
        self._stops = stops
        super().__init__(strip, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strip on its way."""
        share, legs = self.rate_func(alpha), len(self._stops) - 1
        if theme.now().calm:
            share = 1.0 if share > 0 else 0.0
        leg = min(int(share * legs), legs - 1)
        here = self._stops[leg].towards(self._stops[leg + 1], share * legs - leg)
        self.mobject.span(*here.span)
