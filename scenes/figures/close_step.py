"""A neuron and the neurons that it hears: discs and the edges between them, one of which is followed."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import LEFT, UP, Animation, Circle, Line, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import a, w
from core.passes.choices.held import HeldStill
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.network import Network
from scenes.layout.box import Box, Size
from scenes.motion import Showing
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_SOURCE, _TARGET = 0.6, 0.7
"""Radius of what is heard, and of who hears."""
_OF_PITCH, _PITCH, _LEAST_PITCH, _APART = 0.4, 3.0, 0.72, 1.7
"""The radius in the distance of neurons; this at most, at least, and where edges leave room for a name."""
_SHORTEST, _OF_LENGTH = 3.2, 0.15
"""From end to end at least; the radius in that."""
_DOT, _DOTS = 0.04, 0.16
_HALF, _HOLDS, _MOST, _DIGITS = 0.65, 0.58, 0.8, 3
"""Of a number that stands under a disc; the radius of one that holds a number, and at most; the digits of that."""
_UNDER, _WIDEST, _LONG, _LEAVES = 0.6, 1.3, 1.8, 4.0
"""Between discs with numbers under them; how wide these are, and how long edges beside them; how soon they go."""
_NAMED, _OFF = 0.45, 0.32
"""Where the weight's name stands along its edge, and how far beside it."""


@final
class CloseStep(VGroup):
    """The neurons before one of the path, the followed one with a bright edge.

    Parameters
    ----------
    held : HeldStill
    greys : Greys
    look : Theme
    tall : bool
        Whether it runs from the top down.
    more : str
        How many neurons are told as one.

    Attributes
    ----------
    sources : dict of int to Disc
        By neuron, from the top, or from the left.
    more : VGroup
        Dots and how many neurons they stand for; empty where there are none.
    neuron : Disc
    edges : dict of int or None to Line
        By the neuron from which they come; None for those told as one.
    weight : Formula
        Of the followed edge's weight.
    """

    def __init__(self, held: HeldStill, greys: Greys, look: theme.Theme, *, tall: bool, more: str) -> None:
        self._held, self.is_tall = held, tall
        moment, layer = held.moment, held.layer
        drawn = sorted((*held.neurons, held.k))
        self.sources = {k: Disc(moment, a(layer - 1, k), greys, _SOURCE) for k in drawn}
        self.neuron = Disc(moment, a(layer, held.j), greys, _TARGET)
        number = Formula("{a}", em=theme.LABEL, a=moment.read(a(layer, held.j), _DIGITS))
        self._own = Disc.radius_for(number) if Disc.radius_for(number) <= _MOST else 0.0
        grey, sky = look.colour("quiet"), look.colour("w")
        pale = look.dimmed(sky, theme.PALE)
        self.more = VGroup()
        if held.others:
            dots = VGroup(*(Circle(radius=_DOT, stroke_width=0).shift([_DOTS * at, 0.0, 0.0]) for at in (-1, 0, 1)))
            self.more.add(dots.set_fill(grey, opacity=1), Label(more, colour=grey).next_to(dots, UP if tall else LEFT))
        ends: list[int | None] = [*drawn, *([None] if held.others else [])]
        self.edges = {
            k: Line(
                color=sky if k == held.k else pale, stroke_width=theme.BOLD_LINE if k == held.k else theme.LINE_WIDTH
            )
            for k in ends
        }
        self.weight = Formula("{q}", q=w(layer), indexed=False, em=theme.LABEL)
        discs = (*self.sources.values(), self.neuron)
        super().__init__(
            VGroup(*(disc.glow for disc in discs)), VGroup(*self.edges.values()), self.more, *discs, self.weight
        )

    def least_size(self) -> Size:
        """Return the room in which its neurons can be told apart."""
        across, along = len(self.edges) * _LEAST_PITCH, _SHORTEST + self._margin
        return Size(across, along) if self.is_tall else Size(along, across)

    def fill(self, box: Box) -> None:
        """Stand in a box from end to end."""
        if not self.is_tall and box.height * _OF_PITCH < _SOURCE * len(self.edges):  # numbers stand under small discs
            box = Box(box.left, box.bottom + _UNDER / 2, box.right, box.top)
        length, breadth = (box.height, box.width) if self.is_tall else (box.width, box.height)
        count = len(self.edges)
        pitch = min(_PITCH, breadth / count)
        radius, self._pitch = min(_SOURCE, _OF_PITCH * pitch, _OF_LENGTH * length), pitch
        for row, k in enumerate(self.edges):
            where = self._at(box, max(radius, _HALF) + self._margin, (row - (count - 1) / 2) * pitch)
            if k is None:
                self.more.shift(where - self.more[0].get_center())
            else:
                self.sources[k].stand(where, radius)
        middle = list(self.edges).index(self._held.k) - (count - 1) / 2
        large = max(min(_TARGET, max(_HOLDS, _TARGET / _SOURCE * _OF_LENGTH * length)), self._own)
        self.neuron.stand(self._at(box, length - large, 0.0), large)
        self._lead()
        self.weight.set_opacity(1.0 if pitch > _APART and not self.is_tall else 0.0)
        start, end = self.edges[self._held.k].get_start_and_end()
        way = (end - start) / np.linalg.norm(end - start)
        off = np.array([-way[1], way[0], 0.0]) * (1 if middle <= 0 else -1)
        self.weight.move_to(start + _NAMED * (end - start) + off * (_OFF + self.weight.width / 2 * abs(way[1])))

    def run(self, k: int | None) -> tuple[Array, Array]:
        """Return where an edge begins and ends."""
        return self.edges[k].get_start_and_end()  # type: ignore[no-any-return]

    def come_out_of(self, network: Network, *, back: bool = False) -> Animation:
        """Return the way of its neurons from their places in a network to their own, or back."""
        layer = self._held.layer
        ways = {self.neuron: network.discs[layer, self._held.j]}
        ways |= {
            disc: network.discs[layer - 1, k] for k, disc in self.sources.items() if (layer - 1, k) in network.discs
        }
        ends = {disc: ((there.centre, there.radius), (disc.centre, disc.radius)) for disc, there in ways.items()}

        def show(share: float) -> None:
            gone = 1 - share if back else share
            for disc, ((start, small), (end, large)) in ends.items():
                disc.stand(start + gone * (end - start), small + gone * (large - small))
                if disc.number is not None:  # it has no room where the disc is small
                    disc.number[1:].set_fill(opacity=max(0.0, 1 - _LEAVES * share))
            self._lead()

        return Showing(VGroup(*self.drawn()), show)

    def write_values(self) -> list[ReadOut]:
        """Write the activations, those before only where they have room; return the numbers."""
        before = [disc.show_value() for disc in self.sources.values()]
        inside = all(disc.is_written_inside for disc in self.sources.values())
        apart = min(edge.get_length() for edge in self.edges.values()) > _LONG
        roomy = apart and self._pitch - 2 * self.radius > _UNDER and max(one[1:].width for one in before) < _WIDEST
        crossed = not inside and self.is_tall and any(map(self._crosses, self.sources))
        if crossed or not (inside or roomy):
            for disc in self.sources.values():
                disc.hide_value()
            before = []
        return [*before, self.neuron.show_value()]

    def _crosses(self, k: int) -> bool:
        """Whether an edge that leads down goes through the number under its neuron."""
        start, end = self.run(k)
        number = Box.around(*(glyph for glyph in self.sources[k].number[1:] if glyph.has_points()))
        heights, places = (start[1], end[1]), (start[0], end[0])
        passed = [float(np.interp(-y, np.negative(heights), places)) for y in (number.top, number.bottom)]
        return min(passed) < number.right and max(passed) > number.left

    @property
    def _margin(self) -> float:
        """What says how many are told as one stands beside them."""
        return 0.0 if self.is_tall or not self.more.submobjects else float(self.more[1].width)

    @property
    def radius(self) -> float:
        """Of the neurons before, now."""
        return next(iter(self.sources.values())).radius

    def discs(self) -> list[Disc]:
        """Return its neurons."""
        return [*self.sources.values(), self.neuron]

    def drawn(self) -> list[Mobject]:
        """Return all but the name."""
        return [part for part in self.submobjects if part is not self.weight]

    def _lead(self) -> None:
        for k, edge in self.edges.items():
            start = self.more[0].get_center() if k is None else self.sources[k].centre
            radius = 2 * _DOTS if k is None else self.sources[k].radius
            end = self.neuron.centre
            way = (end - start) / np.linalg.norm(end - start)
            edge.put_start_and_end_on(start + radius * way, end - self.neuron.radius * way)

    def _at(self, box: Box, along: float, across: float) -> Array:
        if self.is_tall:
            return np.array([box.centre[0] + across, box.top - along, 0.0])
        return np.array([box.left + along, box.centre[1] - across, 0.0])
