"""One large neuron with all that it hears: the neurons before it, its bias, and an edge from each."""

from __future__ import annotations

from itertools import product
from typing import final

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Create, FadeIn, GrowFromCenter, Line, Mobject, Succession, VGroup

from core.model.arrays import Array
from core.model.quantity import a
from core.passes.choices.crowds import Shown
from core.passes.choices.listening import Listener
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.matrix import count_of
from scenes.figures.pill import NamedPill
from scenes.layout.box import Box, Size
from scenes.type.read_out import ReadOut

_RADIUS, _LARGE, _SMALL = 0.58, 0.85, 0.6
"""Of what is heard, and of the neuron that hears, at most and at least."""
_PITCH, _CLOSEST, _CLOSE = 1.4, 1.16, 0.8
_ACROSS = 1.0
"""From what is heard to the neuron, at least."""
_OTHERS, _BETWEEN = 0.42, 0.3
"""Radius of the layer's other neurons; from the large neuron to them."""
_FLAT = 0.5
"""How steeply an edge falls at least, for the room that a number takes of it."""
_MOST_OTHERS, _CLEAR = 4, 0.08
"""How many of them; from a name to its edge."""


@final
class Listening(VGroup):
    """What a neuron hears, in a column at the left of it, or where the frame is tall in a row above it.

    Parameters
    ----------
    listener : Listener
    heard : Shown
        Which neurons k are drawn; the others are one.
    greys : Greys
    is_tall : bool

    Attributes
    ----------
    speakers : dict of int to Disc
        The neurons k, whose activations are written by `tell`.
    count : VGroup
        Dots and how many neurons are not drawn.
    pill : NamedPill
        The bias.
    neuron : Disc
        Dark until it is lit.
    edges : list of Line
        To the neuron, from each that is heard in the order of the terms, the bias last.
    others : list of Disc
        The layer's other neurons, dark until they are lit.
    far : VGroup
        The edges to them.
    """

    def __init__(self, listener: Listener, heard: Shown, greys: Greys, *, is_tall: bool) -> None:
        self.is_tall, look, moment = is_tall, greys.look, listener.moment
        self._heard = heard
        before = listener.layer - 1
        self.speakers = {k: Disc(moment, a(before, k), greys, _RADIUS) for k in heard.neurons}
        hidden = [count_of(len(heard.hidden), look.colour("quiet"), down=not is_tall)] if heard.hidden else []
        self.count = VGroup(*hidden)
        self.pill = NamedPill(listener.b, look)
        numbers = [ReadOut(moment, disc.quantity, digits=3, em=theme.LABEL) for disc in self.speakers.values()]
        # a number that has no room inside stands under its disc, and may be wider
        widths = [float(one[1:].width) for one in numbers]
        self._margin = max(_RADIUS, 0.0 if is_tall else max(widths) / 2)
        self._under = 0.0 if all(next(iter(self.speakers.values())).holds(one) for one in widths) else theme.LABEL
        self.neuron = Disc(moment, listener.a, greys, _LARGE).unlit()
        pale = look.dimmed(look.colour("w"), theme.PALE)
        self.edges = [Line(color=pale, stroke_width=theme.LINE_WIDTH) for _ in range(len(heard.groups) + 1)]
        width = moment.network.widths[listener.layer]
        fellows = [j for j in range(width) if j != listener.j][:_MOST_OTHERS]
        self._above = sum(j < listener.j for j in fellows)
        self.others = [Disc(moment, a(listener.layer, j), greys, _OTHERS).unlit() for j in fellows]
        self.far = VGroup(
            *(Line(color=pale, stroke_width=theme.LINE_WIDTH) for _ in product(self.others, self.speakers))
        )
        super().__init__(
            self.far,
            VGroup(*self.edges),
            VGroup(*self.speakers.values()),
            self.count,
            self.pill,
            VGroup(*self.others),
            self.neuron,
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    @property
    def sources(self) -> list[Mobject]:
        """What is heard, in the order of the terms; the bias last."""
        groups = self._heard.groups
        each = [self.speakers.get(group[0], self.count) for group in groups]
        return [*each, self.pill]

    def least_size(self) -> Size:
        """Return the room in which what is heard can be told apart."""
        along, across = (
            2 * self._margin + _ACROSS + 2 * _SMALL,
            len(self.edges) * (_CLOSE + self._under if self._under else _CLOSEST),
        )
        return Size(across, along) if self.is_tall else Size(along, across)

    def fill(self, box: Box) -> None:
        """Stand in a box, the neuron at its right end, or at its lower one."""
        length, breadth = (box.height, box.width) if self.is_tall else (box.width, box.height)
        pitch = min(_PITCH + self._under, breadth / len(self.edges))
        radius = min(_RADIUS, 0.47 * (pitch - self._under))
        large = max(_SMALL, min(_LARGE, breadth / 4, length / 6))
        for row, source in enumerate(self.sources):
            across = (row - (len(self.edges) - 1) / 2) * pitch
            place = self._at(box, max(radius, self._margin), across)
            if isinstance(source, Disc):
                source.stand(place, radius)
            else:
                source.move_to(self._at(box, max(radius, self._half_along(source)), across))
        middle = self._at(box, length - large, 0.0)
        self.neuron.stand(middle, large)
        for source, edge in zip(self.sources, self.edges, strict=True):
            _join(self._port(source, self.neuron), self.neuron, edge)
        self._stand_others(box, length - large, (breadth / 2 - large))
        ends = product(self.others, self.speakers.values())
        for edge, (other, speaker) in zip(self.far, ends, strict=True):
            _join(self._port(speaker, other), other, edge)

    @property
    def reach(self) -> float:
        """The length of the shortest edge: so much room has a strip."""
        return min(float(edge.get_length()) for edge in self.edges)

    def tell(self) -> Animation:
        """Return the writing of the activations that are heard."""
        return FadeIn(*(disc.show_value() for disc in self.speakers.values()))

    def light(self) -> Animation:
        """Return the filling of the neuron, with its number."""
        self.neuron.show_value()
        return self.neuron.unlit().light()

    def other_neurons(self) -> Animation:
        """Return the coming of the layer's other neurons, which light together."""
        if not self.others:
            return FadeIn(self.far)
        coming = AnimationGroup(*map(Create, self.far), *map(GrowFromCenter, self.others))
        return Succession(coming, AnimationGroup(*(disc.light() for disc in self.others)))

    def _stand_others(self, box: Box, along: float, room: float) -> None:
        large = self.neuron.radius
        for side, group in ((-1.0, self.others[: self._above][::-1]), (1.0, self.others[self._above :])):
            pitch = min(2 * _OTHERS + _BETWEEN / 2, room / max(1, len(group)))
            for place, disc in enumerate(group):
                disc.stand(self._at(box, along, side * (large + (place + 0.55) * pitch)), 0.45 * pitch)

    def _port(self, source: Mobject, disc: Disc) -> Array:
        """Return where an edge to a neuron begins: at the rim, and past a number that has no room inside."""
        middle = source.face.get_center() if isinstance(source, Disc) else source.get_center()
        way = disc.face.get_center() - middle
        along = way / np.linalg.norm(way)
        beside = self._under and not self.is_tall
        port: Array = middle
        if isinstance(source, Disc):
            below = (source.radius + self._under) / max(abs(float(along[1])), _FLAT)
            reach = below if self._under and self.is_tall else source.radius
            return port + (source.radius * RIGHT if beside else reach * along)
        return port + ((source.width / 2 + _CLEAR) * RIGHT if beside else (_half(source, along) + _CLEAR) * along)

    def _half_along(self, thing: Mobject) -> float:
        return float(thing.height if self.is_tall else thing.width) / 2

    def _at(self, box: Box, along: float, across: float) -> Array:
        if self.is_tall:
            return np.array([box.centre[0] + across, box.top - along, 0.0])
        return np.array([box.left + along, box.centre[1] - across, 0.0])


def _join(start: Array, disc: Disc, edge: Line) -> None:
    """Lead an edge from a point to the rim of a neuron."""
    end = disc.face.get_center()
    edge.put_start_and_end_on(start, end - disc.radius * (end - start) / np.linalg.norm(end - start))


def _half(thing: Mobject, along: Array) -> float:
    """Return how far a thing reaches from its middle in a direction."""
    ways = [
        side / 2 / max(abs(float(part)), 1e-9)
        for side, part in zip((thing.width, thing.height), along[:2], strict=True)
    ]
    return float(min(ways))
