"""Two layers and all edges between them: along some flows what one neuron hears, or what it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import final

import numpy as np
from manim import RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, FadeOut, Line, VGroup, rate_functions

from core.model.arithmetic import total
from core.model.arrays import Array
from core.model.fact import neuron_number
from core.model.quantity import a
from core.passes.choices.crowds import Shown
from core.passes.choices.row_and_column import RowAndColumn
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.greys import Greys
from scenes.figures.pile import THICKNESS, Pile
from scenes.figures.pulse import pulse
from scenes.layout.box import Box, Size
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_RADIUS, _FULL = 0.46, 0.36
"""Of a neuron, and in the distance from one to the next."""
_PITCH, _LEAST = 1.8, 0.82
_RUN, _LONGEST = 2.9, 4.6
"""From column to column."""
_CLEAR, _RING = 0.2, 0.1
"""From a rim to what flows, and to a ring."""
_OF_PITCH = 0.92
"""How high a pile may be, and how wide a band."""
_ARRIVED = 0.75
"""When in the time of a flow its bands arrive."""


class _Meeting(VGroup):
    """Bands that meet in a pile at one neuron."""

    def __init__(self, values: Sequence[float], colour: str, ground: str, what: str) -> None:
        self.values = tuple(values)
        self.bands = [FlowBand(colour, what=f"{what}, {row}", ground=ground) for row in range(len(self.values))]
        self.pile = Pile(self.values, colour, ground, what=what)
        widest_first = sorted(self.bands, key=lambda band: -abs(self.values[self.bands.index(band)]))
        hairs = VGroup(*(band.hair for band in self.bands))  # below all others
        for band in self.bands:
            band.remove(band.hair)
        super().__init__(hairs, *widest_first, self.pile)

    def stand(self, starts: Sequence[Array], neuron: Array, towards: float, most: float) -> None:
        """Lead from places at the rims of neurons to a pile at the rim of another one."""
        up, left = sum(one for one in self.values if one > 0), min(0.0, sum(self.values))
        largest = max(up - left, *map(abs, self.values))
        unit = _OF_PITCH * most / largest if largest else 1.0
        foot = neuron - towards * 2 * THICKNESS * RIGHT - unit * (up + left) / 2 * UP
        self.pile.stand(foot, foot + towards * 1.25 * THICKNESS * RIGHT, unit)
        before = towards * THICKNESS / 2 * RIGHT
        self._starts = [
            Port(start - unit * value / 2 * UP, unit * value) for start, value in zip(starts, self.values, strict=True)
        ]
        self._ends = [Port(one.foot - before, one.length) for one in self.pile.ports()]
        self.show(0.0)

    def show(self, share: float) -> None:
        """Show how far all has come."""
        calm = theme.is_calm()
        reach = float(share > 0) if calm else rate_functions.smooth(min(1.0, share / _ARRIVED))
        for band, start, end in zip(self.bands, self._starts, self._ends, strict=True):
            band.join(start, end, reach)
            band.light(1.0, share if calm else 1.0)
        landed = max(0.0, share - _ARRIVED) / (1 - _ARRIVED)
        self.pile.arrive([landed] * len(self.values))


@final
class LayerPair(VGroup):
    """Neurons k at the left, neurons j at the right, the edges between them, and what flows along a row or a column.

    Parameters
    ----------
    both : RowAndColumn
    answering, asked : Shown
        Which neurons j and which neurons k are drawn.
    greys : Greys

    Attributes
    ----------
    listeners, speakers : dict of int to Disc
        Neurons j and neurons k, each with its name.
    crowds : VGroup of Label
        How many are not drawn.
    edges : dict
        (j, k) -> Line.
    row, column : VGroup of Line
        The edges of the row and of the column again, lit.
    forward, back : VGroup
        Bands and their pile.
    rings : tuple of Circle
        Round neuron j and round neuron k.
    """

    def __init__(self, both: RowAndColumn, answering: Shown, asked: Shown, greys: Greys) -> None:
        look, moment, layer = greys.look, both.moment, both.layer
        self._both, self._shown = both, (answering, asked)
        self.listeners, self.speakers = (
            {index: Disc(moment, a(at, index), greys, _RADIUS) for index in shown.neurons}
            for at, shown in ((layer, answering), (layer - 1, asked))
        )
        for at, discs in ((layer, self.listeners), (layer - 1, self.speakers)):
            for index, disc in discs.items():
                disc.hold(Formula("a_{j}", em=theme.LABEL, j=moment.count(neuron_number(at, index))))
        quiet, sky, ground = look.colour("quiet"), look.colour("w"), look.colour("ground")
        self._crowd = {side: Label(f"+{len(one.hidden)}", colour=quiet) for side, one in enumerate(self._shown)}
        self.crowds = VGroup(*(label for side, label in self._crowd.items() if self._shown[side].hidden))
        self._sky, pale = sky, look.dimmed(sky, theme.PALE)
        ends = product(self.listeners, self.speakers)
        self.edges = {end: Line(color=pale, stroke_width=theme.LINE_WIDTH) for end in ends}
        self.row, self.column = (
            VGroup(*(Line(color=sky, stroke_width=theme.BOLD_LINE) for _ in own))
            for own in (self._edges_of(row=both.j), self._edges_of(column=both.k))
        )
        heard, sent = (self._amounts(*one) for one in ((both.heard, asked), (both.products, answering)))
        self.forward = _Meeting(heard, look.colour("z"), ground, "heard")
        self.back = _Meeting(sent, look.colour("slope"), ground, "answered")
        self.rings = tuple(disc.ring() for disc in (self.listeners[both.j], self.speakers[both.k]))
        discs = VGroup(*self.speakers.values(), *self.listeners.values())
        super().__init__(
            VGroup(*self.edges.values()), self.row, self.column, self.forward, self.back, discs, self.crowds
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which bands have a run, and neurons stand apart."""
        return Size(_RUN + 2 * (_RADIUS + 2 * _RING), max(map(self._rows, (0, 1))) * _LEAST)

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        pitch = min(_PITCH, box.height / max(map(self._rows, (0, 1))))
        radius = min(_RADIUS, _FULL * pitch)
        half = min(_LONGEST, box.width - 2 * (radius + 2 * _RING)) / 2
        places = {}
        for side, (discs, x) in enumerate(((self.listeners, half), (self.speakers, -half))):
            rows = self._order(side)
            for row, index in enumerate(rows):
                where = np.array([box.centre[0] + x, box.centre[1] - (row - (len(rows) - 1) / 2) * pitch, 0.0])
                places[side, index] = where
                if index is None:
                    self._crowd[side].move_to(where)
                else:
                    discs[index].stand(where, radius)
        for (j, k), edge in self.edges.items():
            _lead(edge, places[1, k], places[0, j], radius)
        for lit, own in ((self.row, {"row": self._both.j}), (self.column, {"column": self._both.k})):
            for line, edge in zip(lit, self._edges_of(**own), strict=True):
                ends = edge.get_start(), edge.get_end()
                line.put_start_and_end_on(*(ends if lit is self.row else ends[::-1]))
        rim = radius + _CLEAR
        starts = [places[1, index] + rim * RIGHT for index in self._order(1)]
        self.forward.stand(starts, places[0, self._both.j] - rim * RIGHT, 1.0, pitch)
        starts = [places[0, index] - rim * RIGHT for index in self._order(0)]
        self.back.stand(starts, places[1, self._both.k] + rim * RIGHT, -1.0, pitch)
        for ring, at in zip(self.rings, (places[0, self._both.j], places[1, self._both.k]), strict=True):
            ring.scale_to_fit_width(2 * (radius + _RING)).move_to(at)

    def come(self) -> Animation:
        """Return the coming of neurons and edges."""
        return FadeIn(VGroup(*self.edges.values()), *self.speakers.values(), *self.listeners.values(), self.crowds)

    def hear(self, **kwargs: object) -> Animation:
        """Return the flow along the row into neuron j, in place of its edges."""
        gone = FadeOut(self.row, *self._edges_of(row=self._both.j))
        return AnimationGroup(gone, Showing(self.forward, self.forward.show), **kwargs)

    def answer(self, **kwargs: object) -> Animation:
        """Return the flow along the column back to neuron k, in place of its edges."""
        gone = FadeOut(self.column, *self._edges_of(column=self._both.k))
        return AnimationGroup(gone, Showing(self.back, self.back.show), **kwargs)

    def light_row(self) -> Animation:
        """Return the lighting of the row's edges, in the direction of travel."""
        return AnimationGroup(*map(Create, self.row))

    def light_column(self) -> Animation:
        """Return the lighting of the column's edges, back from the neurons j."""
        return AnimationGroup(*map(Create, self.column))

    def pulse(self) -> Animation:
        """Return a pulse along the row, into neuron j."""
        return pulse(self.row, self._sky)

    def pulse_back(self) -> Animation:
        """Return a pulse along the column, into neuron k."""
        return pulse(self.column, self._sky)

    def turn_round(self) -> Animation:
        """Return the going of what flowed forward, whose edges are there again, and the ring's change of place."""
        coming = FadeIn(self.rings[1], *self._edges_of(row=self._both.j))
        return AnimationGroup(FadeOut(self.forward, self.rings[0]), coming)

    def on_stage(self) -> list[VGroup]:
        """Return what is seen at the end."""
        gone = self._edges_of(column=self._both.k)
        lines = VGroup(*(line for line in self.edges.values() if line not in gone))
        return [lines, self.back, *self.speakers.values(), *self.listeners.values(), self.crowds]

    def _rows(self, side: int) -> int:
        return len(self._shown[side].groups)

    def _order(self, side: int) -> list[int | None]:
        """Return the neurons of a side from the top; None for those that are not drawn."""
        return [
            group[0] if len(group) == 1 and group[0] in self._shown[side].neurons else None
            for group in self._shown[side].groups
        ]

    def _edges_of(self, row: int | None = None, column: int | None = None) -> list[Line]:
        return [
            edge for (j, k), edge in self.edges.items() if (row is None or j == row) and (column is None or k == column)
        ]

    def _amounts(self, terms: Sequence, shown: Shown) -> list[float]:
        return [self._both.moment.value(total(terms[one] for one in group)) for group in shown.groups]


def _lead(line: Line, start: Array, end: Array, radius: float) -> None:
    """Lead a line from rim to rim."""
    along = (end - start) / np.linalg.norm(end - start) * radius
    line.put_start_and_end_on(start + along, end - along)
