"""Where lanes run: their ports, stations and gates along the way, their ruler, their lens and the middle of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.model.arrays import Array
from scenes.figures.flow_band import Port
from scenes.figures.lane import Course, Lane
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.lane_rooms import LaneRooms, Mark
from scenes.figures.lens import Lens, no_lens
from scenes.figures.pile import THICKNESS
from scenes.layout.box import Box
from scenes.type.formula import Line

SIDE, PORT = 0.28, 0.55
"""From a neuron's rim, or the cost's, to what is left of a pile and to where bands begin or end."""
CLEAR = 0.1
"""From what is drawn to what is written."""
_ROW = 0.4
"""For a row of headings at least."""
_FANS, _SHORT_FANS, _TALL_FANS, _WIDEST_FAN, _LONG = (0.11, 0.16), (0.09, 0.1), (0.1, 0.1), 1.5, 7.5
"""Of the way between the two ports: how much bands take to reach their lanes, and from these to the pile; at most;
from where on the way is long."""
_STEEPEST, _FEW, _ROOMY = 1.3, 3, 1.7
"""How broad the source may be against the way to the lanes; lanes beside which all has room; from station to station: what headings need that stand between what is written at the first lane."""
_INWARD = 0.2
"""How far a number at the last station reaches towards the gate, where its other end has free room."""
_APART, _GAP, _REAL, _SAMPLES = 0.1, 0.14, 1e-9, 7
"""Between things that are written, and between lanes."""
_SOURCE, _PILED, _SHARE = 0.26, 0.62, 0.32
"""Of the breadth at most: the source, a pile, and the longest strip under a lens."""


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


class LanePlan:
    """The places of a flow in a box.

    Parameters
    ----------
    flow : Flow
    ends : LaneEnds
    box : Box

    Attributes
    ----------
    course : Course
    ports, sides : tuple of float
        How far along the box bands begin and end, and where what stands beside these ports is.
    stations, gates : list of float
        In the order in which it flows.
    row, margin : float
        How much headings take at either side, and where lanes run down a short way, before the first lane.
    lens : Lens
        Of the stations.
    unit : float
        Scene units for each unit of a value, without the lens.
    places : list of float
        How far aside of the middle each lane is.
    span : tuple of float
        How far the pile reaches to both sides of its foot.
    """

    def __init__(self, flow: Flow, ends: LaneEnds, box: Box) -> None:
        self.flow, self.course = flow, Course(box, flow.tall)
        self.ends = ends
        count = len(flow.lanes[0].values)
        first, last = ends.lengths
        near, far = self._written_at_ends()
        begin, end = max(first + PORT, near), self.course.length - max(last + PORT, far)
        shares = _TALL_FANS if flow.tall else _FANS if end - begin > _LONG else _SHORT_FANS
        fans = [min(_WIDEST_FAN, share * (end - begin)) for share in shares]
        if flow.back:
            fans.reverse()
        self.ports, self.sides = (begin, end), (first + SIDE, self.course.length - last - SIDE)
        gaps = self._gaps(end - begin - sum(fans))
        steps = np.cumsum([0.0, *(gaps[::-1] if flow.back else gaps)])
        self.stations = [float(begin + fans[0] + step) for step in steps]
        if flow.back:
            self.ports, self.sides = self.ports[::-1], self.sides[::-1]
            self.stations.reverse()
        self.gates = [(one + other) / 2 for one, other in pairwise(self.stations)]
        headed = [one.height for one in (*flow.headings, *flow.names) if one is not None]
        self.row = 0.0 if flow.tall else max(_ROW, *headed) + 2 * CLEAR
        self.margin = 0.0
        if flow.tall and abs(self.stations[1] - self.stations[0]) < _ROOMY:
            self.margin = _widest([*flow.headings, *flow.names]) + 2 * CLEAR
        self.lens = no_lens(count)
        self._fit()

    @property
    def room(self) -> float:
        """Across all lanes."""
        return self.course.breadth - 2 * self.row - self.margin

    def lengths(self, lane: Lane) -> list[float]:
        """Return how long a lane's strips are drawn, in scene units."""
        return [self.unit * one for one in self._drawn(lane)]

    def source(self) -> Port:
        """Return the strip that is copied."""
        length = self.unit * self.flow.lanes[0].values[0]
        return Port(self.course.point(self.ports[0], -length / 2), length)

    def pile_foot(self, at: float) -> Array:
        """Return where a pile begins that stands so far along the box: its middle is that of the box."""
        return self.course.point(at, -sum(self.span) / 2)

    def station(self, number: int, station: int) -> Port:
        """Return the strip of a lane at a station; its middle is that of the lane."""
        length = self.lengths(self.flow.lanes[number])[station]
        return Port(self.course.point(self.stations[station], self.places[number] - length / 2), length)

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
                found.append(Slot(written, self.gates[gate] + aside, after=flow.tall))
        if flow.tall and number == 0 and not self.margin:
            found += self._heads()
        return found

    def half_over(self, lane: Lane, slot: Slot) -> float:
        """Return half the width of a lane, at most along what is written there."""
        return self.unit * self._half_over(self._drawn(lane), slot)

    def half_at(self, lane: Lane, gate: int) -> float:
        """Return half the width of a lane at a gate."""
        return self.unit * abs(between(*self._drawn(lane)[gate : gate + 2], 0.5)) / 2

    def _written_at_ends(self) -> tuple[float, float]:
        """Return how much of the box's length is written at the neuron and at the cost."""
        if self.flow.tall:
            return 0.0, 0.0
        widths = [float(one.width) + 3 * CLEAR for one in (self.flow.source, self.flow.total)]
        return (widths[1], widths[0]) if self.flow.back else (widths[0], widths[1])

    def _gaps(self, length: float) -> list[float]:
        """Return how far it is from station to station: each has room for what is written, what is left is shared."""
        flow, count = self.flow, len(self.flow.headings)
        if flow.tall:
            return [length / count] * count
        needed = []
        for gate in range(count):
            at_gate = [flow.headings[gate], *(lane.factors[gate] for lane in flow.lanes)]
            stations = [_widest([lane.numbers[station] for lane in flow.lanes]) for station in (gate, gate + 1)]
            needed.append(max(_widest(at_gate), sum(stations) / 2) + 2 * CLEAR)
        spare = length - sum(needed)
        if spare < 0:
            return [length * one / sum(needed) for one in needed]
        return [one + spare / count for one in needed]

    @property
    def _inward(self) -> int:
        """The direction along the box in which it flows."""
        return -1 if self.flow.back else 1

    def _extent(self, written: Line) -> float:
        """Return how much of a lane's length something takes."""
        return float(written.height if self.flow.tall else written.width)

    def _at_station(self, written: Line, station: int) -> float:
        """Return where something at a station is; at the last one where no band turns off to the pile."""
        last = len(self.stations) - 1
        side = -self._inward if station == last and not self.margin else 0
        room = abs(self.gates[min(station, last - 1)] - self.stations[station]) - CLEAR
        extent = self._extent(written)
        return self.stations[station] + side * max(0.0, min((extent + THICKNESS) / 2 + CLEAR, room - extent / 2))

    def _is_last(self, number: int) -> bool:
        return number == len(self.flow.lanes) - 1

    def _named(self, number: int) -> Slot:
        """Return where the name of a lane is: of an outer one on the outer side, where no band comes from the source."""
        lane, is_outer = self.flow.lanes[number], number == 0 or self._is_last(number)
        aside = self._extent(lane.name) / 2 + CLEAR
        if is_outer:
            number_there = lane.numbers[0]
            room = self._extent(number_there) / 2 if number_there is not None else -THICKNESS
            return Slot(lane.name, self.stations[0] - (aside + room) * self._inward, after=number > 0)
        room = abs(self.gates[0] - self.stations[0]) - CLEAR - self._extent(lane.name) / 2
        room = 0.0 if self.margin else room
        return Slot(lane.name, self.stations[0] + min(aside + THICKNESS / 2, room) * self._inward, after=True)

    def _numbered(self, written: Line, number: int, station: int) -> Slot:
        """Return where a number at a station is: at the ends of an outer lane on the outer side."""
        at, last = self._at_number(written, station), len(self.stations) - 1
        if station == 0:
            is_outer = number == 0 or self._is_last(number)
            aside = 0.0 if is_outer else (self._extent(written) + THICKNESS) / 2 + CLEAR
            return Slot(written, at + aside * self._inward, after=self.flow.tall or self._is_last(number))
        has_room = not self.flow.tall or len(self.flow.lanes) <= _FEW
        if station == last and has_room and (number == 0 or self._is_last(number)):
            beyond = max(0.0, self._extent(written) / 2 - _INWARD)
            return Slot(written, self.stations[last] + beyond * self._inward, after=number > 0)
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

    def _drawn(self, lane: Lane) -> list[float]:
        return [factor * value for factor, value in zip(self.lens.factors, lane.drawn, strict=True)]

    def _half_over(self, drawn: Sequence[float], slot: Slot) -> float:
        reach = self._extent(slot.written) / 2
        found = [0.0]
        for along in np.linspace(slot.at - reach, slot.at + reach, _SAMPLES):
            way = (along - self.stations[0]) * self._inward
            for gate, (one, other) in enumerate(pairwise(drawn)):
                share = way / self._pitch(gate)
                if gate == 0 or share >= 0:
                    width = between(one, other, min(1.0, max(0.0, share)))
                way -= self._pitch(gate)
            found.append(abs(width))
        return max(found) / 2

    def _pitch(self, gate: int) -> float:
        return abs(self.stations[gate + 1] - self.stations[gate])

    def _fit(self) -> None:
        """Find the ruler and the lens; with a lens the ruler may have to be smaller."""
        lanes = self.flow.lanes
        shares = [lane.values[-1] for lane in lanes]
        total, gains = sum(shares), sum(share for share in shares if share > 0)
        low, high = min(0.0, total), max(gains, 0.0)
        # bands that leave at once for their lanes fold where they are much broader than their way is long
        fan = abs(self.stations[0] - self.ports[0])
        most = min(_SOURCE * self.room, _STEEPEST * fan) / abs(lanes[0].values[0])
        largest = [max(abs(lane.drawn[row]) for lane in lanes) for row in range(len(self.stations))]
        for _ in range(2):
            piled = self.lens.factors[-1] * (high - low)
            rooms = LaneRooms([self._marks(number) for number in range(len(lanes))], _GAP)
            self.unit = rooms.largest_unit(self.room, min(most, _PILED * self.room / piled) if piled else most)
            if self.lens.row is None:
                self.lens = Lens.at_unit([self.unit * one for one in largest], _SHARE * self.room)
        places = rooms.places(self.room, self.unit) - self.room / 2
        self.places = [float(place) * (1 if self.flow.tall else -1) + self.margin / 2 for place in places]
        self.pile_unit = self.unit * self.lens.factors[-1]
        self.span = (low * self.pile_unit, high * self.pile_unit)

    def _marks(self, number: int) -> list[Mark]:
        """Return how far a lane reaches to its sides, at its stations and where something is written."""
        lane = self.flow.lanes[number]
        drawn = self._drawn(lane)
        marks = [Mark(abs(one) / 2) for one in drawn]
        for slot in self.slots(number):
            half, written = self._half_over(drawn, slot), slot.written
            room = CLEAR + float(written.width if self.flow.tall else written.height)
            marks.append(Mark(half, after=room) if slot.after else Mark(half, before=room))
        return marks


def _widest(written: Sequence[Line | None]) -> float:
    return max((float(one.width) for one in written if one is not None), default=0.0)


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
