"""What is written at lanes, each thing where no band runs; and the walls at their gates, left open for the lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from manim import RIGHT, UP

from core.model.arrays import Array
from scenes.figures.lane_plan import LanePlan
from scenes.figures.lane_way import CLEAR, Slot
from scenes.layout.box import Box
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Line

_LIFT = 0.09
"""By how much headings at gates stand above these where there is little room, and names of stations below."""


class LaneWriting:
    """The writer of a plan.

    Parameters
    ----------
    plan : LanePlan
    """

    def __init__(self, plan: LanePlan) -> None:
        self._plan, self._flow, self._course = plan, plan.flow, plan.course

    def write(self) -> None:
        """Put what is written at lanes, gates and stations into its place."""
        plan, course = self._plan, self._course
        for number, (lane, place) in enumerate(zip(self._flow.lanes, plan.places, strict=True)):
            for slot, at in self._slots(number):
                written, half = slot.written, plan.half_over(lane, slot)
                size = written.width if self._flow.tall else written.height
                side = 1 if self._flow.tall is slot.after else -1
                written.move_to(course.point(at, place + side * (half + CLEAR + size / 2)))
        if plan.way.margin:
            self._write_margin()
        elif not self._flow.tall:
            self._write_rows()

    def write_ends(self, left: float) -> None:
        """Put the two numbers at the ports into their places.

        Parameters
        ----------
        left : float
            What is left of the pile, in scene units.
        """
        plan, source, total = self._plan, self._flow.source, self._flow.total
        first, last = (1, 0) if self._flow.back else (0, 1)
        self._at_end(source, first, plan.ends.reaches[first], positive=True)
        tip = abs(left - sum(plan.span) / 2)
        reach = plan.ends.reaches[last]
        self._at_end(total, last, reach if self._flow.tall else max(reach, tip), positive=left >= 0)

    def say_lens(self, said: Line, row: int) -> None:
        """Put what tells of a lens to the gate where it begins: above it if it has no heading, or else below it."""
        plan = self._plan
        at, reach = plan.way.gates[row - 1], self._course.breadth / 2
        if self._flow.tall:
            said.move_to(self._course.point(at - (said.height + TIGHT) / 2, reach - said.width / 2))
        else:
            side = 1 if self._flow.headings[row - 1] is None else -1
            said.move_to(self._course.point(at, side * (reach - plan.row + CLEAR + said.height / 2)))
            self._clear_of_row(said)

    def _clear_of_row(self, said: Line) -> None:
        """Move what tells of a lens on along the lanes, past what it would touch of the row above or below them."""
        for one in (*self._flow.headings, *self._flow.names):
            if one is not None and Box.around(one).overlaps(Box.around(said)):
                ahead = 1.0 if said.get_x() > one.get_x() else -1.0
                said.next_to(one, ahead * RIGHT, buff=NEAR, coor_mask=np.array([1.0, 0.0, 0.0]))

    def is_brief(self, row: int) -> bool:
        """Whether there is no room for words that tell of a lens, only for its number."""
        named = any(self._flow.names[station] is not None for station in (row - 1, row))
        return self._flow.tall or (named and self._flow.headings[row - 1] is not None)

    def wall(self, gate: int) -> Array:
        """Return the path of the wall at a gate."""
        plan, reach = self._plan, self._course.breadth / 2
        edges = (-reach + plan.way.margin, reach) if self._flow.tall else (-reach + plan.row, reach - plan.row)
        return _broken(
            [self._course.point(plan.way.gates[gate], aside) for aside in edges], edges, sorted(self._openings(gate))
        )

    def _openings(self, gate: int) -> Iterator[tuple[float, float]]:
        plan, at = self._plan, self._plan.way.gates[gate]
        for number, (lane, place) in enumerate(zip(self._flow.lanes, plan.places, strict=True)):
            lower = upper = plan.half_at(lane, gate) + CLEAR
            for slot, beside in self._slots(number):
                along, size = self._sizes(slot.written)
                if abs(beside - at) < along / 2 + CLEAR / 2:
                    reach = plan.half_over(lane, slot) + 2 * CLEAR + size
                    if self._flow.tall:
                        upper = max(upper, reach)
                        continue
                    lower, upper = (max(lower, reach), upper) if slot.after else (lower, max(upper, reach))
            yield place - lower, place + upper

    def _slots(self, number: int) -> Iterator[tuple[Slot, float]]:
        """Yield what is written at a lane, with where along it: at its place, or where it touches nothing there."""
        slots = list(self._plan.way.slots(number))
        for side in (True, False):
            beside = [slot for slot in slots if slot.after is side]
            places = [slot.at for slot in beside]
            if not self._flow.tall:
                places = _apart([(slot.written, slot.at) for slot in beside], CLEAR)
            yield from zip(beside, places, strict=True)

    def _sizes(self, written: Line) -> tuple[float, float]:
        """Return what something takes along the lanes, and across them."""
        return (written.height, written.width) if self._flow.tall else (written.width, written.height)

    def _write_margin(self) -> None:
        """Write headings and names beside their gates and stations, at the edge."""
        rows = ((self._flow.headings, self._plan.way.gates, -_LIFT), (self._flow.names, self._plan.way.stations, _LIFT))
        for row, places, lift in rows:
            for written, at in zip(row, places, strict=True):
                if written is not None:
                    aside = (written.width - self._course.breadth) / 2
                    written.move_to(self._course.point(at + lift, aside))

    def _write_rows(self) -> None:
        """Write headings above the lanes and names below them."""
        rows = ((self._flow.headings, self._plan.way.gates, 1), (self._flow.names, self._plan.way.stations, -1))
        for row, places, side in rows:
            written = [(one, at) for one, at in zip(row, places, strict=True) if one is not None]
            for (one, _), at in zip(written, _apart(written), strict=True):
                edge = (self._course.breadth - one.height) / 2
                one.move_to(self._course.point(at, side * edge))

    def _at_end(self, written: Line, end: int, reach: float, *, positive: bool) -> None:
        """Write beside the neuron (0) or the cost (1), on the way of no band."""
        plan, tall = self._plan, self._flow.tall
        middle = plan.ends.middles[end]
        size, extent = (written.width, written.height) if tall else (written.height, written.width)
        port = min(plan.way.ports) if end == 0 else self._course.length - max(plan.way.ports)
        away = max(extent / 2, min(middle, port - 2 * CLEAR - extent / 2))
        if tall and end == 1 and positive:
            reach += 2 * CLEAR + float(plan.ends.letter.width)
        aside = (reach + CLEAR + size / 2) * (1 if positive else -1)
        written.move_to(self._course.point(away if end == 0 else self._course.length - away, aside))
        letter, own = Box.around(plan.ends.letter), Box.around(written).inset(-CLEAR)
        if end == 1 and not tall and own.overlaps(letter):  # a cost that is low and wide has its letter over the number
            lift = letter.top - own.bottom if positive else letter.bottom - own.top
            written.shift(lift * UP)


def _apart(written: Sequence[tuple[Line, float]], gap: float = NEAR) -> list[float]:
    """Return where lines stand along the lanes: each over its place, but not in its middle where they would touch."""
    order = sorted(written, key=lambda pair: pair[1])
    places = dict(order)
    for _ in order:
        for (one, _), (other, _) in pairwise(order):
            lacking = (one.width + other.width) / 2 + gap - (places[other] - places[one])
            if lacking > 0:
                places[one], places[other] = places[one] - lacking / 2, places[other] + lacking / 2
    return [min(max(places[one], at - one.width / 2), at + one.width / 2) for one, at in written]


def _broken(ends: Sequence[Array], edges: tuple[float, float], openings: Sequence[tuple[float, float]]) -> Array:
    """Return the path from end to end, left open in places that are given between two edges."""
    pieces, low = [], edges[0]
    for begin, end in openings:
        if begin > low:
            pieces.append((low, begin))
        low = max(low, end)
    if edges[1] > low:
        pieces.append((low, edges[1]))
    thirds = np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None]
    paths = []
    for piece in pieces:
        shares = [(aside - edges[0]) / (edges[1] - edges[0]) for aside in piece]
        start, stop = (ends[0] + share * (ends[1] - ends[0]) for share in shares)
        paths.append(start + thirds * (stop - start))
    return np.concatenate(paths) if paths else np.zeros((0, 3))
