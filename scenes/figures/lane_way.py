"""How lanes are marked out along their run: ports, stations and gates, and where something is written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.model.arrays import Array
from scenes.figures.lane import Lane
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.lens import Lens
from scenes.figures.pile import THICKNESS
from scenes.type.formula import Line

CLEAR = 0.1
"""From what is drawn to what is written."""
_SIDE, _PORT = 0.28, 0.55
"""From a neuron's rim, or the cost's, to what is left of a pile and to where bands begin or end."""
_FANS, _SHORT_FANS, _TALL_FANS = (0.11, 0.16), (0.09, 0.1), (0.1, 0.1)
"""Of the way between the two ports: how much bands take to reach their lanes, and from these to the pile."""
_WIDEST_FAN, _LONG = 1.5, 7.5
"""How much they take at most; from where on the way is long."""
_FEW, _ROOMY = 3, 1.7
"""So many lanes have room for numbers at their sides; from station to station: what headings between them need."""
_THIN = 0.25
"""Of the room of the broadest bands: what thin ones have, too."""
_PAIR = 2
"""Of gates: between more than these are inner ones."""
_INWARD, _APART, _SAMPLES, _REAL = 0.2, 0.1, 7, 1e-9
"""How far a number beyond the last station reaches back over it; between things that are written."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """What flows, and which way.

    Parameters
    ----------
    lanes : tuple of Lane
    source, total : Line
        What is written at the strip that is copied, and at what is left of all that arrives.
    headings : tuple of Line or None
        Of each gate.
    names : tuple of Line or None
        Of each station.
    back : bool
        Whether it flows from the cost to the neuron.
    tall : bool
        Whether lanes run down the frame.
    """

    lanes: tuple[Lane, ...]
    source: Line
    total: Line
    headings: tuple[Line | None, ...]
    names: tuple[Line | None, ...]
    back: bool
    tall: bool


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """Where something is written beside a lane.

    Parameters
    ----------
    written : Line
    at : float
        How far along the box its middle is.
    after : bool
        Whether it is on the side of the next lane.
    """

    written: Line
    at: float
    after: bool


class LaneWay:
    """Where things are along a box in which lanes run.

    Parameters
    ----------
    flow : Flow
    ends : LaneEnds
    length : float
        Of the box, along the lanes.

    Attributes
    ----------
    ports, sides : tuple of float
        How far along the box bands begin and end, and where what stands beside these ports is.
    stations, gates : list of float
        In the order in which it flows.
    margin : float
        Where lanes run down a short way: how much headings take before the first lane.
    changes_sides : bool
        Whether numbers of gates are too long for one side, so that those of inner gates stand on the other one.
    """

    def __init__(self, flow: Flow, ends: LaneEnds, length: float) -> None:
        self.flow = flow
        self.changes_sides = False
        first, last = ends.lengths
        near, far = self._written_at_ends()
        begin, end = max(first + _PORT, near), length - max(last + _PORT, far)
        shares = _TALL_FANS if flow.tall else _FANS if end - begin > _LONG else _SHORT_FANS
        fans = [min(_WIDEST_FAN, share * (end - begin)) for share in shares][:: self.inward]
        gaps = self._gaps(end - begin - sum(fans))[:: self.inward]
        steps = np.cumsum([0.0, *gaps])
        self.stations = [float(begin + fans[0] + step) for step in steps][:: self.inward]
        ports, sides = (begin, end), (first + _SIDE, length - last - _SIDE)
        self.ports, self.sides = (ports[::-1], sides[::-1]) if flow.back else (ports, sides)
        self.gates = [(one + other) / 2 for one, other in pairwise(self.stations)]
        self.margin = 0.0
        if flow.tall and self.pitch(0) < _ROOMY:
            self.margin = _widest([*flow.headings, *flow.names]) + 2 * CLEAR

    @property
    def inward(self) -> int:
        """The direction along the box in which it flows: 1 from the neuron to the cost, -1 back."""
        return -1 if self.flow.back else 1

    def pitch(self, gate: int) -> float:
        """Return how far it is from the station before a gate to the one after it."""
        return abs(self.stations[gate + 1] - self.stations[gate])

    def width_over(self, drawn: Sequence[float], slot: Slot, lens: Lens) -> float:
        """Return how wide a lane is at most along what is written there.

        Parameters
        ----------
        drawn : sequence of float
            How wide it is at each station.
        slot : Slot
        lens : Lens
            Under which it is as wide as that: at the gate before its first station it becomes so at once.
        """
        reach = self._extent(slot.written) / 2 + (0.0 if self.flow.tall else CLEAR / 2)
        found = [0.0]
        for along in np.linspace(slot.at - reach, slot.at + reach, _SAMPLES):
            way, width = (along - self.stations[0]) * self.inward, drawn[0]
            for gate, (one, other) in enumerate(pairwise(drawn)):
                if way >= 0:
                    gone, is_plain = min(1.0, way / self.pitch(gate)), lens.row != gate + 1
                    width = between(one, other, gone) if is_plain else _through(one, other, gone, lens)
                way -= self.pitch(gate)
            found.append(abs(width))
        return max(found)

    def slots(self, number: int) -> list[Slot]:
        """Return what is written along a lane, each thing with its place."""
        flow, lane = self.flow, self.flow.lanes[number]
        found = [
            self._numbered(written, number, station)
            for station, written in enumerate(lane.numbers)
            if written is not None
        ]
        found.append(self._named(number))
        for gate, written in enumerate(lane.factors):
            if written is not None:
                aside = (written.height + _APART) / 2 if flow.tall and not self.margin else 0.0
                turns = self.changes_sides and 0 < gate < len(lane.factors) - 1
                found.append(Slot(written, self.gates[gate] + aside, after=flow.tall or turns))
        if flow.tall and number == 0 and not self.margin:
            found += self._heads()
        return found

    def _written_at_ends(self) -> tuple[float, float]:
        """Return how much of the box's length is written at the neuron and at the cost."""
        if self.flow.tall:
            return 0.0, 0.0
        widths = [float(one.width) + 3 * CLEAR for one in (self.flow.source, self.flow.total)]
        return (widths[1], widths[0]) if self.flow.back else (widths[0], widths[1])

    def _gaps(self, length: float) -> list[float]:
        """Return how far it is from station to station: each has room for what is written.

        What is left is shared: the broader the bands, the longer they run, so that the middle of the stage is filled.
        """
        flow, count = self.flow, len(self.flow.headings)
        if flow.tall:
            return [length / count] * count
        numbers = np.array([self._needed(gate) for gate in range(count)])
        self.changes_sides = flow.back and count > _PAIR and self._touch(numbers * min(1.0, length / numbers.sum()))
        if self.changes_sides:
            numbers[1:-1] /= 2
        headed = numbers.copy()
        for gate, (one, other) in enumerate(pairwise(_widest([heading]) for heading in flow.headings)):
            lacking = one + other + 4 * CLEAR - headed[gate] - headed[gate + 1]
            headed[gate : gate + 2] += max(0.0, lacking) / 2
        if numbers.sum() > length:
            return list(numbers * length / numbers.sum())
        if headed.sum() > length:  # headings can stand aside of their gates
            share = (length - numbers.sum()) / (headed.sum() - numbers.sum())
            return list(numbers + share * (headed - numbers))
        return list(headed + (length - headed.sum()) * self._breadths())

    def _touch(self, gaps: Array) -> bool:
        """Whether numbers of gates beside each other touch with these ways from station to station."""
        return any(
            one is not None and other is not None and one.width + other.width > gaps[gate] + gaps[gate + 1]
            for lane in self.flow.lanes
            for gate, (one, other) in enumerate(pairwise(lane.factors))
        )

    def _needed(self, gate: int) -> float:
        """Return what is written along the lanes from the station before a gate to the one after it."""
        lanes = self.flow.lanes
        at_gate = _widest([lane.factors[gate] for lane in lanes])
        stations = sum(_widest([lane.numbers[station] for lane in lanes]) for station in (gate, gate + 1))
        inward = 2 * _INWARD if gate == len(self.flow.headings) - 1 else 0.0
        needed = max(at_gate + inward, stations / 2) + 2 * CLEAR
        return needed if gate else max(needed, self._begun())

    def _begun(self) -> float:
        """Return what is written from the first station on: there inner lanes have their names and first numbers."""
        inner = self.flow.lanes[1:-1]
        names, first, second = (
            _widest(column)
            for column in (
                [lane.name for lane in inner],
                [lane.numbers[0] for lane in inner],
                [lane.numbers[1] for lane in inner],
            )
        )
        above = 2 * (first + CLEAR) + _widest([lane.factors[0] for lane in inner]) if first else 0.0
        below = names + second / 2 if inner else 0.0
        return max(above, below) + THICKNESS + 2 * CLEAR

    def _breadths(self) -> Array:
        """Return how broad all bands together are from station to station, as shares of the sum."""
        drawn = np.abs([lane.drawn for lane in self.flow.lanes]).sum(axis=0)
        breadths: Array = (drawn[1:] + drawn[:-1]) / 2
        breadths = breadths / breadths.max() + _THIN
        return breadths / breadths.sum()

    def _extent(self, written: Line) -> float:
        """Return how much of a lane's length something takes."""
        return float(written.height if self.flow.tall else written.width)

    def _at_station(self, written: Line, station: int) -> float:
        """Return where something at a station is; at the last one where no band turns off to the pile."""
        last = len(self.stations) - 1
        side = -self.inward if station == last and not self.margin else 0
        return self.stations[station] + side * ((self._extent(written) + THICKNESS) / 2 + CLEAR)

    def _is_last(self, number: int) -> bool:
        return number == len(self.flow.lanes) - 1

    def _named(self, number: int) -> Slot:
        """Return where the name of a lane is: of an outer one on the outer side, where no band comes in."""
        lane, is_outer = self.flow.lanes[number], number == 0 or self._is_last(number)
        aside = self._extent(lane.name) / 2 + CLEAR
        if is_outer:
            number_there = lane.numbers[0]
            room = self._extent(number_there) / 2 if number_there is not None else -THICKNESS
            return Slot(lane.name, self.stations[0] - (aside + room) * self.inward, after=number > 0)
        away = 0.0 if self.margin else aside + THICKNESS / 2
        return Slot(lane.name, self.stations[0] + away * self.inward, after=True)

    def _numbered(self, written: Line, number: int, station: int) -> Slot:
        """Return where a number at a station is: at the ends of an outer lane on the outer side."""
        at, last = self._at_number(written, station), len(self.stations) - 1
        if station == 0:
            is_outer = number == 0 or self._is_last(number)
            aside = 0.0 if is_outer else (self._extent(written) + THICKNESS) / 2 + CLEAR
            return Slot(written, at + aside * self.inward, after=self.flow.tall or self._is_last(number))
        has_room = not self.flow.tall or len(self.flow.lanes) <= _FEW
        if station == last and has_room and (number == 0 or self._is_last(number)):
            beyond = max(0.0, self._extent(written) / 2 - _INWARD)
            return Slot(written, self.stations[last] + beyond * self.inward, after=number > 0)
        return Slot(written, at, after=True)

    def _at_number(self, written: Line, station: int) -> float:
        """Return where a number at a station is; where lanes run down, below the name of the station."""
        named = self.flow.tall and not self.margin and self.flow.names[station] is not None
        return self._at_station(written, station) + (written.height + _APART if named else 0.0) / 2

    def _heads(self) -> list[Slot]:
        """Return where headings stand beside the first of lanes that run down."""
        gates = [
            Slot(one, at - (one.height + _APART) / 2, after=True)
            for one, at in zip(self.flow.headings, self.gates, strict=True)
            if one is not None
        ]
        first, found = self.flow.lanes[0], []
        for station, one in enumerate(self.flow.names):
            if one is not None:
                number = first.numbers[station]
                lift = (number.height + _APART if number is not None else 0.0) / 2
                at = self._at_number(number, station) if number is not None else self._at_station(one, station)
                found.append(Slot(one, at - (lift + one.height / 2 if lift else 0.0), after=True))
        return gates + found


def _widest(written: Sequence[Line | None]) -> float:
    return max((float(one.width) for one in written if one is not None), default=0.0)


def _through(first: float, second: float, way: float, lens: Lens) -> float:
    """Return how wide a band is on its way to a gate where a lens begins, and behind it."""
    return second if way >= 1 / 2 else between(first, second / lens.factors[-1], 2 * way)


def between(first: float, second: float, way: float) -> float:
    """Return how wide a band is at a share of its way along the lane.

    Examples
    --------
    >>> between(0.0, 1.0, 0.5), between(0.0, 1.0, 1.0)
    (0.5, 1.0)
    """
    # a band's curve has gone 1.5 t - 1.5 t^2 + t^3 of its way at t
    real = next(float(t.real) for t in np.roots([1.0, -1.5, 1.5, -way]) if abs(t.imag) < _REAL)
    return first + real * real * (3 - 2 * real) * (second - first)
