"""One large neuron with all that it hears: the neurons before it, its bias, and an edge from each."""

from __future__ import annotations

from itertools import product
from typing import final

import numpy as np
from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    Mobject,
    Succession,
    VGroup,
)

from core.model.arrays import Array
from core.model.quantity import a
from core.passes.choices.crowds import Shown
from core.passes.choices.listening import Listener
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.matrix import count_of
from scenes.figures.pill import NamedPill
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_RADIUS, _LARGE, _SMALL = 0.58, 0.85, 0.6
"""Of what is heard, and of the neuron that hears, at most and at least."""
_NEAREST = 2.6
"""Radius of the neuron that hears while it is near, at most."""
_PORTS = 0.8
"""Of its radius: so far from its middle an edge ends at most."""
_PITCH, _CLOSEST, _CLOSE = 2.2, 1.16, 0.8
_ACROSS = 1.0
"""From what is heard to the neuron, at least."""
_OTHERS, _BETWEEN = 0.32, 0.24
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
    symbol : Formula
        Of the neuron, in it while it is near.
    radius : float
        Of a speaker beside its neuron's sum, at most.
    emptied : dict of int to float
        How far its activation has gone from a speaker, 0 to 1: without it there is less of a disc.
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
    lightness : float
        Of their radius, what they have: less where they would be too heavy.
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
        self._answer = float(ReadOut(moment, listener.a, digits=3, em=theme.LABEL)[1:].width)
        self.symbol = Formula("{q}", em=theme.GIANT, q=listener.a)
        self.radius = _RADIUS
        self.emptied = dict.fromkeys(self.speakers, 0.0)
        pale = look.dimmed(look.colour("w"), theme.PALE)
        self.edges = [Line(color=pale, stroke_width=theme.LINE_WIDTH) for _ in range(len(heard.groups) + 1)]
        width = moment.network.widths[listener.layer]
        fellows = [j for j in range(width) if j != listener.j][:_MOST_OTHERS]
        self._above = sum(j < listener.j for j in fellows)
        self.lightness = 1.0
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
            self.symbol,
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
        self.stand(box, 0.0)

    def stand(self, box: Box, near: float) -> None:
        """Stand in a box with the neuron that hears near, 1, or beside its sum, 0, or between.

        While it is near there is no room for the bias, which comes to its sum.
        """
        length, breadth = (box.height, box.width) if self.is_tall else (box.width, box.height)
        count = len(self.edges)
        aside, alone = (min(_PITCH, breadth / many) for many in (count, max(1, count - 1)))
        most = min(self.radius, 0.47 * aside), min(_RADIUS, 0.47 * (alone - self._under))
        radius = most[0] + near * (most[1] - most[0])
        large = max(_SMALL, min(_LARGE, breadth / 4, length / 6))
        large += near * (max(_SMALL, min(_NEAREST, 0.4 * breadth, length / 3)) - large)
        middle = self._at(box, length - large, 0.0)
        self.neuron.stand(middle, large)
        self.symbol.move_to(middle)
        widest = max((1 - near) * aside * (count - 1) / 2 + near * alone * (count - 2) / 2, large)
        for row, (source, edge) in enumerate(zip(self.sources, self.edges, strict=True)):
            across = (1 - near) * aside * (row - (count - 1) / 2) + near * alone * (row - (count - 2) / 2)
            if isinstance(source, Disc):
                less = self.emptied[self._heard.groups[row][0]] * max(0.0, radius - most[0])
                source.stand(self._at(box, max(radius, self._margin), across), radius - less)
            else:
                source.move_to(self._at(box, max(radius, self._half_along(source)), across))
            off = near * min(1.0, max(-1.0, across / widest)) * _PORTS * large
            off += (1 - near) * large * across / float(np.hypot(across, length - large - radius))  # to its middle
            end = self._at(box, length - large - float(np.sqrt(large**2 - off**2)), off)
            edge.put_start_and_end_on(self._port(source, end), end)
        self._stand_others(box, length - large, (breadth / 2 - large))
        ends = product(self.others, self.speakers.values())
        for edge, (other, speaker) in zip(self.far, ends, strict=True):
            _join(self._port(speaker, other.centre), other, edge)

    @property
    def reach(self) -> float:
        """The length of the shortest edge: so much room has a strip."""
        return min(float(edge.get_length()) for edge in self.edges)

    def way(self, term: int) -> tuple[Array, Array, float]:
        """Return where the edge of a term begins, its direction and its length."""
        start, end = self.edges[term].get_start(), self.edges[term].get_end()
        length = float(np.linalg.norm(end - start))
        return start, (end - start) / length, length

    def tell(self) -> Animation:
        """Return the writing of the activations that are heard."""
        return FadeIn(*(disc.show_value() for disc in self.speakers.values()))

    def untell(self, term: int) -> VGroup:
        """Take the activation out of a neuron, and return it where it was."""
        source = self.sources[term]
        number = source.number if isinstance(source, Disc) else None
        if not isinstance(source, Disc) or number is None:
            return VGroup()
        source.hide_value()
        return VGroup(number)

    def light(self) -> Animation:
        """Return the filling of the neuron, with its number."""
        if self.neuron.number is None:
            self.neuron.show_value()
        return self.neuron.unlit().light()

    def other_neurons(self) -> Animation:
        """Return the coming of the layer's other neurons, which light together."""
        coming = AnimationGroup(*map(Create, self.far), *map(GrowFromCenter, self.others))
        lit = AnimationGroup(*(disc.light() for disc in self.others))
        number = self.neuron.number
        if number is None or self.neuron.is_written_inside:
            return Succession(coming, lit)
        under, strokes = Box.around(number), [(edge.get_start(), edge.get_end()) for edge in self.far]
        _, is_clear = first_clear(Size(under.width, under.height), [number.get_center()], strokes, [], under)
        return Succession(*([] if is_clear else [FadeOut(number)]), coming, lit)  # it stands at the curve, too

    def _stand_others(self, box: Box, along: float, room: float) -> None:
        large = self.neuron.radius
        written = 0.0 if self.is_tall or self.neuron.holds(self._answer, large) else theme.LABEL + _CLEAR
        for side, group in ((-1.0, self.others[: self._above][::-1]), (1.0, self.others[self._above :])):
            below = min(written, room / 2) if side > 0 else 0.0  # the activation that has no room inside
            pitch = min(2 * _OTHERS + _BETWEEN / 2, (room - below) / max(1, len(group)))
            for place, disc in enumerate(group):
                away = large + below + (place + 0.55) * pitch
                disc.stand(self._at(box, along, side * away), self.lightness * 0.45 * pitch)

    def _port(self, source: Mobject, end: Array) -> Array:
        """Return where an edge to a point begins: at the rim, and past a number that has no room inside."""
        middle = source.centre if isinstance(source, Disc) else source.get_center()
        way = end - middle
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
    end = disc.centre
    edge.put_start_and_end_on(start, end - disc.radius * (end - start) / np.linalg.norm(end - start))


def _half(thing: Mobject, along: Array) -> float:
    """Return how far a thing reaches from its middle in a direction."""
    ways = [
        side / 2 / max(abs(float(part)), 1e-9)
        for side, part in zip((thing.width, thing.height), along[:2], strict=True)
    ]
    return float(min(ways))
