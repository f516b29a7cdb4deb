"""Where a neuron and what it hears stand: alone, with room for weights, and beside its sum; one ruler for strips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

import numpy as np
from manim import RIGHT, Mobject, VGroup

from scenes.figures.edge_lines import EdgeLines
from scenes.figures.haul import Stop
from scenes.figures.listening import Listening
from scenes.figures.sum_axis import SumAxis
from scenes.layout.box import Box
from scenes.layout.cells import NEAR
from scenes.layout.ink import middle_of_ink

THICK = 0.34
"""Of a strip, across."""
_PART = 0.9
"""Of an edge, for the longest strip on it."""
_RADII, _ASKEW = (0.58, 0.5, 0.42, 0.36, 0.3, 0.25), 0.035
"""Of what is heard, beside its sum: the first that leaves the middle about the middle; of the width, how near."""
_FURTHEST, _TRIALS = 0.4, 11
"""Of the width: how far from one side of the stage they may stand while the neuron is near."""
_FULL = 0.63
"""Of a box: what must be taken of it."""


@final
class ListeningRooms:
    """The rooms of a neuron and what it hears, and the places of its strips there.

    Parameters
    ----------
    listening : Listening
    adding : SumAxis
    heard : sequence of float
        The activation of each term but the bias.

    Attributes
    ----------
    unit : float
        Scene units for 1.
    tells : bool
        Whether there is room for lines over the edges; else the neuron goes beside its sum for its weights.
    come : float
        0 alone, 1 with room for weights, 2 beside its sum, or between.
    """

    def __init__(self, listening: Listening, adding: SumAxis, heard: Sequence[float]) -> None:
        self._listening, self._adding, self._heard = listening, adding, heard
        self.lines = EdgeLines(listening, adding, THICK)
        self.come, self.tells = 0.0, False

    def share(self, box: Box, aside: Box) -> None:
        """Take a box for the neuron alone, and one beside its sum; choose the ruler."""
        self.lines.note_rows()
        self._listening.stand(box, 1.0)
        if not self.come:  # what has been written over edges stays so
            self.tells = not self._listening.is_tall and self._listening.reach > self.lines.needs
        self.lines.stand_over()
        self._rooms = (box, box, aside) if self.tells else (box, aside, aside)
        self._near = (1.0, float(self.tells), 0.0)
        self._rule()

    def stand(self) -> None:
        """Let all that is not on its way stand where it belongs."""
        leg = min(int(self.come), 1)
        share = self.come - leg
        near = self._near[leg] + share * (self._near[leg + 1] - self._near[leg])
        self._listening.stand(self._rooms[leg].towards(self._rooms[leg + 1], share), near)
        self.lines.write(self._aside)

    def sent(self, term: int) -> Stop:
        """Return where a strip stands that has just left its neuron."""
        start, along, _ = self._listening.way(term)
        length = self.unit * self._heard[term]
        return Stop(start + abs(length) / 2 * along, length, along)

    def weighed(self, term: int) -> Stop:
        """Return where a strip stands that has passed its weight."""
        start, along, length = self._listening.way(term)
        own = self.unit * self._adding.amounts[term]
        place = max(length - NEAR - abs(own) / 2, length / 2)
        return Stop(start + (place + self._aside * (length / 2 - place)) * along, own, along)

    def laid(self, term: int) -> Stop:
        """Return where a strip lies that has been added."""
        length = self.unit * self._adding.amounts[term]
        return Stop(self._adding.foot(term) + length / 2 * RIGHT, length, RIGHT)

    def balance(self, box: Box) -> None:
        """Let what is seen stand about the middle of a box at each rest.

        Beside its sum what is heard is smaller; before that it comes nearer to the neuron, where it is heavy.
        """
        self._listening.radius = self._fair_radius(box)
        self._rule()
        shares = np.linspace(0.0, _FURTHEST, _TRIALS) * box.width
        rooms = [Box(box.left + float(share), box.bottom, box.right, box.top) for share in shares]
        rooms += [Box(box.left, box.bottom, box.right - float(share), box.top) for share in shares]
        hears, terms = self._listening, range(len(self._heard))
        drawn = [*self._heavy, *hears.edges[:-1], hears.symbol]

        def alone(room: Box) -> tuple[bool, float]:
            hears.stand(room, 1.0)
            return _askew(box, drawn, map(self.sent, terms))

        def wide(room: Box) -> tuple[bool, float]:
            hears.stand(room, 1.0)
            self.lines.stand_over()
            return _askew(box, [*drawn, *self.lines.parts], map(self.weighed, terms))

        first = min((one for one in rooms if self._holds(one, self._heard)), key=alone, default=box)
        self._rooms = first, *self._rooms[1:]
        if self.tells:
            full, hears.emptied = hears.emptied, dict.fromkeys(hears.emptied, 1.0)
            wider = [one for one in rooms if self._holds(one, self._adding.amounts, self.lines.needs)]
            second = min(wider, key=wide, default=box)
            wide(second)
            self._rooms, hears.emptied = (first, second, self._rooms[-1]), full

    def middle(self, *beside: Mobject) -> float:
        """Return where the middle of all is across the stage, at the end, with other things beside it."""
        hears = self._listening
        lit = (hears.neuron, *hears.others)
        for disc in lit:
            disc.fill_to(1.0)
        drawn = [one for one in (*hears, *self._adding, *beside) if one is not hears.symbol]
        away = middle_of_ink(VGroup(*drawn), _areas(map(self.laid, range(len(self._adding.terms)))))
        for disc in lit:
            disc.unlit()
        return away

    @property
    def _aside(self) -> float:
        """How far it has come beside its sum, 0 to 1."""
        return min(1.0, max(0.0, self.come - 1)) if self.tells else 1.0

    @property
    def _heavy(self) -> list[VGroup]:
        return [*self._listening.speakers.values(), self._listening.count, self._listening.neuron]

    def _fair_radius(self, box: Box) -> float:
        """Return how large what is heard may be beside its sum."""
        hears, away = self._listening, {}
        for radius in _RADII:
            hears.radius = radius
            hears.stand(self._rooms[-1], 0.0)
            drawn = [*self._heavy, *hears.edges, hears.pill, *self._adding.of_sum()]
            _, away[radius] = _askew(box, drawn, map(self.laid, range(len(self._adding.terms))))
        fair = [radius for radius in _RADII if away[radius] <= _ASKEW * box.width]
        return fair[0] if fair else min(_RADII, key=lambda radius: away[radius])

    def _rule(self) -> None:
        """Choose the largest ruler on which all strips have room, on edges and on the axis."""
        self.unit = self._adding.most_unit
        longest, heard = max(map(abs, (*self._heard, *self._adding.amounts))), max(map(abs, self._heard))
        alone, wide, aside = (self._reach(room, near) for room, near in zip(self._rooms, self._near, strict=True))
        for length, room in ((longest, min(aside, wide)), (heard, alone)):
            self.unit = min(self.unit, _PART * room / length) if length else self.unit
        self._adding.rule(self.unit)

    def _holds(self, room: Box, values: Sequence[float], line: float = 0.0) -> bool:
        """Whether strips, and what is written over edges, have room on them."""
        return self._reach(room, 1.0) >= max(line, self.unit * max(map(abs, values)) / _PART)

    def _reach(self, room: Box, near: float) -> float:
        self._listening.stand(room, near)
        return self._listening.reach


def _askew(box: Box, drawn: Sequence[VGroup], stops: Iterable[Stop]) -> tuple[bool, float]:
    """Return whether a box is left bare, and how far from its middle what is drawn is, with strips at places."""
    away = abs(middle_of_ink(VGroup(*drawn), _areas(stops)) - float(box.centre[0]))
    seen = Box.around(*(getattr(one, "rim", one) for one in drawn))
    return seen.area < _FULL * box.area, away


def _areas(stops: Iterable[Stop]) -> list[tuple[float, float]]:
    """Return where strips are across, and how much is filled of each: nothing of one that is hollow."""
    return [(float(stop.middle[0]), max(0.0, stop.length) * THICK) for stop in stops]
