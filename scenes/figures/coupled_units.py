"""One unit for graphs of which each goes on from the one before, and a lens where a triangle would be too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenes.figures.plot_view import whole_stretch
from scenes.layout.box import Size

SHORTEST = 12 / 135
"""The shortest upright that is seen without a lens: 12 pixels on a picture of 1080 lines."""
_LEAST_SHARE = 0.2
"""To which share of what the first triangle could have the unit may sink so that later ones have room."""
_LEAST_FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class CoupledUnits:
    """How large a unit is drawn in each graph.

    Parameters
    ----------
    unit : float
        Scene units for 1, across and up, in the first graph.
    factors : tuple of float
        By how much each graph is enlarged.

    Examples
    --------
    >>> room = Size(2.0, 2.0)
    >>> CoupledUnits.for_sides((1.0, 0.5, 0.1, -0.2), [room] * 3)
    CoupledUnits(unit=2.0, factors=(1.0, 1.0, 1.0))
    >>> CoupledUnits.for_sides((1.0, 0.5, 0.005, -0.002), [room] * 3).factors
    (1.0, 1.0, 200.0)
    """

    unit: float
    factors: tuple[float, ...]

    @staticmethod
    def for_sides(sides: Sequence[float], rooms: Sequence[Size]) -> CoupledUnits:
        """Return the largest unit with which all triangles have room, and the lens that they then need.

        Parameters
        ----------
        sides : sequence of float
            The first foot, then each upright; each is the next one's foot.
        rooms : sequence of Size
            For each triangle.
        """
        lengths = [abs(one) for one in sides]
        fits = [_fit(*ends, room) for ends, room in zip(pairwise(lengths), rooms, strict=True)]
        unit = max(min(fits), _LEAST_SHARE * fits[0])
        count = len(rooms)
        for first in range(1, count):
            most = min(fits[first:]) / unit
            foot, upright = lengths[first] * unit, lengths[first + 1] * unit
            if fits[first] < unit:
                return CoupledUnits(unit, _from(first, whole_stretch(most), count))
            is_short = 0 < foot < SHORTEST or 0 < upright < SHORTEST
            if is_short and _LEAST_FACTOR <= most < float("inf"):
                factor = whole_stretch(most)
                if foot < SHORTEST or upright * factor >= SHORTEST:
                    return CoupledUnits(unit, _from(first, factor, count))
        return CoupledUnits(unit, (1.0,) * count)


def _from(first: int, factor: float, count: int) -> tuple[float, ...]:
    return (1.0,) * first + (factor,) * (count - first)


def _fit(foot: float, upright: float, room: Size) -> float:
    """Return the largest unit with which a triangle has room."""
    return min(room.width / foot if foot else float("inf"), room.height / upright if upright else float("inf"))
