"""The ruler of a row of strips: where its axis is, and how long 1 is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class RowRuler:
    """A ruler across a row.

    Parameters
    ----------
    level : float
        Where 0 is.
    unit : float
        How long 1 is, in scene units.
    """

    level: float
    unit: float

    @staticmethod
    def longest(room: tuple[float, float], reaches: Sequence[tuple[float, float]], margin: float) -> RowRuler:
        """Return the ruler on which all have room that is longest.

        Parameters
        ----------
        room : tuple of float
            From where to where.
        reaches : sequence of tuple
            Values, each with the room that it needs beyond its end.
        margin : float
            Room on a side to which nothing reaches.

        Examples
        --------
        >>> ruler = RowRuler.longest((0.0, 5.0), [(2.0, 1.0), (-1.0, 0.5)], 0.0)
        >>> round(ruler.level, 6), round(ruler.unit, 6)
        (1.666667, 1.166667)
        """
        start, end = room
        if not any(one for one, _ in reaches):
            return RowRuler((start + end) / 2, 1.0)

        def ends(unit: float) -> list[float]:
            """Return how far they reach below and above 0."""
            return [
                max([margin, *(unit * abs(one) + beyond for one, beyond in reaches if side * one > 0)])
                for side in (-1, 1)
            ]

        low, high = 0.0, (end - start) / (max(abs(one) for one, _ in reaches))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if sum(ends(middle)) <= end - start else (low, middle)
        return RowRuler(start + ends(low)[0], low or 1.0)

    def towards(self, other: RowRuler, share: float) -> RowRuler:
        """Return the ruler on the way to another one."""
        level, unit = self.level + share * (other.level - self.level), self.unit + share * (other.unit - self.unit)
        return RowRuler(level, unit)
