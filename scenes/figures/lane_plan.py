"""Where lanes run in a box: their ruler, their lens, and the middle of each."""

from __future__ import annotations

from core.model.arrays import Array
from scenes.figures.flow_band import Port
from scenes.figures.lane import Course, Lane
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.lane_rooms import LaneRooms, Mark
from scenes.figures.lane_way import CLEAR, Flow, LaneWay, Slot, between
from scenes.figures.lens import Lens, no_lens
from scenes.layout.box import Box

_ROW = 0.4
"""For a row of headings at least."""
_GAP, _STEEPEST = 0.14, 1.3
"""Between lanes; how broad the source may be against the way to the lanes."""
_SOURCE, _PILED, _SHARE = 0.26, 0.62, 0.32
"""Of the breadth at most: the source, a pile, and the longest strip under a lens."""


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
    way : LaneWay
        Where things are along it.
    row : float
        How much headings take at either side.
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
        self.flow, self.course, self.ends = flow, Course(box, flow.tall), ends
        self.way = LaneWay(flow, ends, self.course.length)
        headed = [one.height for one in (*flow.headings, *flow.names) if one is not None]
        self.row = 0.0 if flow.tall else max(_ROW, *headed) + 2 * CLEAR
        self.lens = no_lens(len(flow.lanes[0].values))
        self._fit()

    @property
    def room(self) -> float:
        """Across all lanes."""
        return self.course.breadth - 2 * self.row - self.way.margin

    def lengths(self, lane: Lane) -> list[float]:
        """Return how long a lane's strips are drawn, in scene units."""
        return [self.unit * one for one in self._drawn(lane)]

    def source(self) -> Port:
        """Return the strip that is copied."""
        length = self.unit * self.flow.lanes[0].values[0]
        return Port(self.course.point(self.way.ports[0], -length / 2), length)

    def pile_foot(self, at: float) -> Array:
        """Return where a pile begins that stands so far along the box: its middle is that of the box."""
        return self.course.point(at, -sum(self.span) / 2)

    def station(self, number: int, station: int) -> Port:
        """Return the strip of a lane at a station; its middle is that of the lane."""
        length = self.lengths(self.flow.lanes[number])[station]
        return Port(self.course.point(self.way.stations[station], self.places[number] - length / 2), length)

    def half_over(self, lane: Lane, slot: Slot) -> float:
        """Return half the width of a lane, at most along what is written there."""
        return self.unit * self.way.width_over(self._drawn(lane), slot, self.lens) / 2

    def half_at(self, lane: Lane, gate: int) -> float:
        """Return half the width of a lane at a gate."""
        drawn = self._drawn(lane)
        if self.lens.row == gate + 1:
            return self.unit * abs(drawn[gate + 1]) / 2
        return self.unit * abs(between(drawn[gate], drawn[gate + 1], 0.5)) / 2

    def _drawn(self, lane: Lane) -> list[float]:
        return [factor * value for factor, value in zip(self.lens.factors, lane.drawn, strict=True)]

    def _fit(self) -> None:
        """Find the ruler and the lens; with a lens the ruler may have to be smaller."""
        lanes = self.flow.lanes
        shares = [lane.values[-1] for lane in lanes]
        total, gains = sum(shares), sum(share for share in shares if share > 0)
        low, high = min(0.0, total), max(gains, 0.0)
        # bands that leave at once for their lanes fold where they are much broader than their way is long
        fan = abs(self.way.stations[0] - self.way.ports[0])
        most = min(_SOURCE * self.room, _STEEPEST * fan) / abs(lanes[0].values[0])
        largest = [max(abs(lane.drawn[row]) for lane in lanes) for row in range(len(self.way.stations))]
        for _ in range(2):
            piled = self.lens.factors[-1] * (high - low)
            rooms = LaneRooms([self._marks(number) for number in range(len(lanes))], _GAP)
            self.unit = rooms.largest_unit(self.room, min(most, _PILED * self.room / piled) if piled else most)
            if self.lens.row is None:
                self.lens = Lens.at_unit([self.unit * one for one in largest], _SHARE * self.room)
        places = rooms.places(self.room, self.unit) - self.room / 2
        self.places = [float(place) * (1 if self.flow.tall else -1) + self.way.margin / 2 for place in places]
        self.pile_unit = self.unit * self.lens.factors[-1]
        self.span = (low * self.pile_unit, high * self.pile_unit)

    def _marks(self, number: int) -> list[Mark]:
        """Return how far a lane reaches to its sides, at its stations and where something is written."""
        lane = self.flow.lanes[number]
        drawn = self._drawn(lane)
        marks = [Mark(abs(one) / 2) for one in drawn]
        for slot in self.way.slots(number):
            half, written = self.way.width_over(drawn, slot, self.lens) / 2, slot.written
            room = CLEAR + float(written.width if self.flow.tall else written.height)
            marks.append(Mark(half, after=room) if slot.after else Mark(half, before=room))
        return marks
