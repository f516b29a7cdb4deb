"""How much room lanes take across their run, and the largest ruler with which all of them have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array

_STEPS = 60
_LEAST = 0.12
"""The share of the room that strips take where labels alone need all of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on a lane at one place along it.

    Parameters
    ----------
    half : float
        Half the length of what is drawn there, in units of its value; it grows with the ruler.
    before, after : float
        What is written on the side of the lane before it, and of the lane after it.
    """

    half: float
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class LaneRooms:
    """Lanes beside each other.

    Parameters
    ----------
    marks : sequence of sequence of Mark
        For each lane.
    gap : float
        Between neighbours at least.

    Examples
    --------
    >>> rooms = LaneRooms([[Mark(0.5)], [Mark(1.0)]], gap=1.0)
    >>> round(rooms.largest_unit(7.0, 10.0), 6), rooms.places(7.0, 2.0).tolist()
    (2.0, [1.0, 5.0])
    """

    marks: Sequence[Sequence[Mark]]
    gap: float

    def largest_unit(self, room: float, most: float) -> float:
        """Return the largest length for one unit, up to a limit, with which all lanes have room.

        Parameters
        ----------
        room : float
            Across all lanes.
        most : float
        """
        low, high = 0.0, most
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._needed(middle) <= room else (low, middle)
        reach = sum(2 * max(mark.half for mark in lane) for lane in self.marks)
        return max(low, min(most, _LEAST * room / reach)) if reach else most

    def places(self, room: float, unit: float) -> Array:
        """Return how far from the side of the first lane the middle of each lane is.

        What is left is shared out; what is lacking is taken from the gaps.
        """
        count, left = len(self.marks), room - self._needed(unit)
        gap = max(0.0, self.gap + min(0.0, left) / max(1, count - 1))
        spare = (left + (self.gap - gap) * (count - 1)) / count
        places, at = [], spare / 2
        for lane in self.marks:
            before, after = _sides(lane, unit)
            places.append(at + before)
            at += before + after + gap + spare
        return np.array(places)

    def _needed(self, unit: float) -> float:
        return sum(sum(_sides(lane, unit)) for lane in self.marks) + self.gap * (len(self.marks) - 1)


def _sides(lane: Sequence[Mark], unit: float) -> tuple[float, float]:
    """Return how far a lane reaches from its middle, towards the lane before it and towards the one after it."""
    return (
        max(unit * mark.half + mark.before for mark in lane),
        max(unit * mark.half + mark.after for mark in lane),
    )
