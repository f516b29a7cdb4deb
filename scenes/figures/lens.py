"""One magnification for the lower rows of a ribbon, where its moves would be too short to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.notation.round_numbers import round_below

_SHORTEST = 12 / 135
"""The shortest move that is seen without a lens: 12 pixels on a picture of 1080 lines."""
_WIDEST = 0.5
"""Of the room: how long the longest magnified move may be."""


@dataclass(frozen=True, slots=True)
class Lens:
    """How many times each row is magnified.

    Parameters
    ----------
    row : int or None
        The first row under the lens.
    factors : tuple of float
        For each row.

    Examples
    --------
    >>> lens = Lens.for_moves([[1.0, 0.5, 0.001]], [4.0])
    >>> lens.row, lens.factors
    (2, (1.0, 1.0, 500.0))
    """

    row: int | None
    factors: tuple[float, ...]

    @staticmethod
    def for_moves(moves: Sequence[Sequence[float]], rooms: Sequence[float]) -> Lens:
        """Return the lens that some ribbons need, each in its room.

        Parameters
        ----------
        moves : sequence of sequence of float
            For each ribbon the move of each row.
        rooms : sequence of float
            How wide each ribbon may be.
        """
        count = max(map(len, moves))
        plain = no_lens(count)
        unit = plain.unit(moves, rooms)
        largest = [max((abs(one[row]) for one in moves if row < len(one)), default=0.0) for row in range(count)]
        return Lens.at_unit([unit * move for move in largest], min(rooms))

    @staticmethod
    def at_unit(lengths: Sequence[float], room: float) -> Lens:
        """Return the lens for rows on a ruler that is given.

        Parameters
        ----------
        lengths : sequence of float
            The longest of each row, in scene units.
        room : float
            How long the longest one may be.

        Examples
        --------
        >>> Lens.at_unit([1.0, 0.02, 0.01], 4.0)
        Lens(row=1, factors=(1.0, 100.0, 100.0))
        """
        count = len(lengths)
        short = [row for row in range(1, count) if 0 < lengths[row] < _SHORTEST]
        if not short:
            return no_lens(count)
        row = short[0]
        factor = max(1.0, round_below(_WIDEST * room / max(lengths[row:])))
        return Lens(row, (1.0,) * row + (factor,) * (count - row)) if factor > 1 else no_lens(count)

    def unit(self, moves: Sequence[Sequence[float]], rooms: Sequence[float]) -> float:
        """Return the largest length for one unit with which all moves have room; 1 where nothing moves."""
        units = []
        for one, room in zip(moves, rooms, strict=True):
            seen = [factor * move for factor, move in zip(self.factors, one, strict=False)]
            reach = max(0.0, *seen) - min(0.0, *seen)
            units += [room / reach] if reach else []
        return min(units, default=1.0)


def no_lens(count: int) -> Lens:
    """Return what magnifies none of so many rows."""
    return Lens(None, (1.0,) * count)
