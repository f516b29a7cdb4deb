"""What a neuron hears, weighed on its edges and laid end to end on the axis of its sum: one ruler for all strips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, final

from manim import Animation, Mobject, VGroup

from core.model.arrays import Array
from core.passes.choices.crowds import Shown
from core.passes.choices.listening import Listener
from scenes.figures.greys import Greys
from scenes.figures.haul import Haul, Stop
from scenes.figures.listening import Listening
from scenes.figures.listening_rooms import THICK, ListeningRooms
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.figures.sum_axis import SumAxis
from scenes.layout.balance import first_central
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, Cells, Column, Row, Share
from scenes.layout.frame import Frame
from scenes.layout.solving import boxes, least_size
from scenes.motion import Computed, Recompute
from scenes.type.read_out import ReadOut

_BESIDE = 2
"""How far the neuron has come when it is beside its sum."""
_HEARS, _ADDS = 1.8, 3.0
"""Shares of the room."""
_LIGHTER, _ASKEW = (1.0, 0.85, 0.7, 0.55, 0.4), 0.09
"""Of the radius of the layer's other neurons: the first that leaves the middle of all so near, of the width."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How far the neuron has come: 0 alone with what it hears, 1 with room for weights, 2 beside its sum.

    And how far activations have gone from what is heard, by its number.
    """

    come: float
    emptied: Mapping[int, float]


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
    heard : list of float
        The activation of each term but the bias; 0 for hidden ones together.
    """

    def __init__(self, listener: Listener, heard: Shown, greys: Greys, *, is_tall: bool, is_full: bool = True) -> None:
        self._look, self._groups, moment = greys.look, heard.groups, listener.moment
        self.listening = Listening(listener, heard, greys, is_tall=is_tall)
        self.adding = SumAxis(listener, heard, greys.look, is_full=is_full)
        self.heard = [moment.value(listener.factors(group[0])[1]) if len(group) == 1 else 0.0 for group in heard.groups]
        self.strips = [Strip(greys.look.colour("a"), THICK) for _ in self.adding.terms]
        self._rooms = ListeningRooms(self.listening, self.adding, self.heard)
        self._gap = APART if is_full else NEAR
        self._sent: set[int] = set()
        self._weighed: set[int] = set()
        self._laid: set[int] = set()
        super().__init__(self.listening, self.adding, VGroup(*self.strips))
        size = self.least_size()
        self._share(Box(0.0, 0.0, size.width, size.height))
        self._stand()

    @property
    def unit(self) -> float:
        """Scene units for 1."""
        return self._rooms.unit

    @property
    def tells(self) -> bool:
        """Whether the sum is written over the edges before it goes to its rows."""
        return self._rooms.tells

    @property
    def carried(self) -> ReadOut:
        """The activation once more, where it will stand in its neuron."""
        written, number = self.listening.neuron.show_value(), self.adding.height_number.copy()
        self.listening.neuron.unlit()
        return number.move_to(written)

    def least_size(self) -> Size:
        """Return the room for both."""
        return least_size(self._cells())

    def fill(self, box: Box) -> None:
        """Fill a box; the ruler is the largest on which all strips have room, on edges and on the axis."""
        self._share(box)
        if not self.listening.is_tall and self._rooms.come < _BESIDE:
            self._rooms.balance(box)
        self._stand()
        self.adding.place_height()

    def lighten_others(self, frame: Frame, layout: Any, *beside: Mobject) -> None:
        """Let the layer's other neurons be as small as leaves the middle of a layout about that of the picture."""
        come, self._rooms.come = self._rooms.come, _BESIDE
        first_central(frame, self._lighter(layout), lambda: self._rooms.middle(*beside), off=_ASKEW)
        self._rooms.come = come

    def _lighter(self, layout: Any) -> Iterator[Any]:
        """Yield the same layout, again and again, with others that are smaller and smaller."""
        for lightness in _LIGHTER:
            self.listening.lightness = lightness
            yield layout

    def way_to(self, box: Box) -> Animation:
        """Return the way of the neuron beside its sum into another box, which it fills all along."""
        return _Refitting(self, box)

    def refit(self, box: Box, apart: Array) -> None:
        """Fill a box on the way, with the activation so far from the bead."""
        self._share(box)
        self._stand()
        self.adding.height_number.move_to(self.adding.bead.get_center() + apart)

    @property
    def apart(self) -> Array:
        """How far from the bead the activation stands, shape (3,)."""
        away: Array = self.adding.height_number.get_center() - self.adding.bead.get_center()
        return away

    def at(self, moment: Any) -> None:
        """Show how far it has come."""
        way: _Way = moment
        self._rooms.come = way.come
        self.listening.emptied |= way.emptied
        self._stand()

    def make_room(self, **kwargs: Any) -> Animation:
        """Return the way of the neuron and what it hears to where weights have room on edges."""
        return Recompute(self, through=lambda share: _Way(share, {}), **kwargs)

    def empty(self, term: int, **kwargs: Any) -> Animation:
        """Return the shrinking of what is heard, as its activation has left it."""
        group, come = self._groups[term], self._rooms.come
        told = group if len(group) == 1 else ()
        return Recompute(self, through=lambda share: _Way(come, dict.fromkeys(told, share)), **kwargs)

    def step_aside(self, **kwargs: Any) -> Animation:
        """Return the way of the neuron and what it hears to the side, and of what is written to its rows."""
        return Recompute(self, through=lambda share: _Way(1 + share, {}), **kwargs)

    def send(self, term: int) -> Animation:
        """Return the coming of an activation out of its neuron, as a strip on its edge."""
        self._sent.add(term)
        start, along, _ = self.listening.way(term)
        return Haul(self.strips[term], (Stop(start, 0.0, along), self._rooms.sent(term)))

    def weigh(self, term: int) -> Animation:
        """Return the passing of a strip through its weight: its length is multiplied."""
        first = self._rooms.sent(term)
        self._sent.discard(term)
        self._weighed.add(term)
        self.strips[term].paint(self._look.colour("z"))
        return Haul(self.strips[term], (first, self._rooms.weighed(term)))

    def bring_bias(self) -> Animation:
        """Return the coming of the bias out of its pill, on the way to the axis."""
        term = len(self.strips) - 1
        start, along, _ = self.listening.way(term)
        self.strips[term].paint(self._look.colour("b"))
        self._weighed.add(term)
        return Haul(self.strips[term], (Stop(start, 0.0, along), self._rooms.weighed(term)))

    def lay(self, term: int) -> Animation:
        """Return the way of a strip down its edge and through the neuron, to where the one before it ends."""
        first, (_, along, _) = self._rooms.weighed(term), self.listening.way(term)
        through = Stop(self.listening.neuron.centre, first.length, along)
        self._weighed.discard(term)
        self._laid.add(term)
        return Haul(self.strips[term], (first, through, self._rooms.laid(term)))

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip that lies on the axis, and where it begins."""
        yield from self.adding.measures()
        for term in sorted(self._laid):
            strip = self.strips[term]
            meant = self.unit * self.adding.amounts[term]
            yield Measure("ruler", str(self.adding.terms[term]), strip.drawn_length(), meant)

    def _share(self, box: Box) -> None:
        """Give each of the two its room."""
        self.box, found = box, boxes(self._cells(), box)
        self.adding.fill(found[self.adding])
        self._rooms.share(box, found[self.listening])

    def _stand(self) -> None:
        """Let strips stand where they are known to be."""
        self._rooms.stand()
        rooms = self._rooms
        for terms, stop in ((self._sent, rooms.sent), (self._weighed, rooms.weighed), (self._laid, rooms.laid)):
            for term in terms:
                self.strips[term].span(*stop(term).span)

    def _cells(self) -> Cells:
        if self.listening.is_tall:
            return Column(Share(self.listening, _HEARS), Share(self.adding, _ADDS), gap=NEAR)
        return Row(Share(self.listening, _HEARS), Share(self.adding, _ADDS), gap=self._gap)


class _Refitting(Computed):
    """The way of a figure into another box."""

    stays = True

    def __init__(self, figure: WeightedSum, box: Box) -> None:
        self._figure, self._after = figure, box
        super().__init__(figure, introducer=True)

    def begin(self) -> None:
        """Look where all will be, and go back."""
        figure = self._figure
        self._before, first = figure.box, figure.apart
        figure.fill(self._after)
        self._apart = first, figure.apart
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Fill a box on the way."""
        share, (first, last) = self.rate_func(alpha), self._apart
        self._figure.refit(self._before.towards(self._after, share), first + share * (last - first))
