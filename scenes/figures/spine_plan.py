"""How long a spine is, which neurons it draws, and how large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

MOST, LAST = 9, 3
"""Neurons that are all drawn; of a longer chain the input and so many at the end."""
RADIUS, _SMALLER, _FEW = 0.6, 0.49, 7
"""Of a disc; of one of more than so many."""
_SQUARE = 1.85
"""The side of the cost square in radii."""
_BROAD, _BROAD_UPRIGHT = 1.5, 1.5
"""How broad all squares of a cost are together at most, in sides of a single one."""
_OF_PITCH, _OF_UPRIGHT = 0.4, 0.4
"""The radius at most, in the distance of two discs."""
_BESIDE = 0.09
"""Between numbers."""
_LEAST_PITCH, _LEAST_UPRIGHT = 0.9, 0.62
"""From disc to disc, of a chain that lies and of one that stands."""


def drawn_layers(depth: int, most: int = MOST) -> tuple[int, ...]:
    """Return the layers whose neurons are drawn: all of them, or the input and the last ones.

    Examples
    --------
    >>> drawn_layers(3), drawn_layers(25)
    ((0, 1, 2, 3), (0, 23, 24, 25))
    """
    if depth + 1 <= most:
        return tuple(range(depth + 1))
    return (0, *range(depth + 1 - LAST, depth + 1))


WidthsOf: TypeAlias = Callable[[Sequence[int]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class SpinePlan:
    """Neurons at equal distances along a line, and the squares of a cost at its end.

    Parameters
    ----------
    standing : bool
        Whether it runs from the top down; else from left to right.
    squares : int
        Of the cost; 0 where the chain ends without it.

    Examples
    --------
    >>> SpinePlan(standing=True, squares=1).length(3)
    2.48
    """

    standing: bool
    squares: int

    def length(self, neurons: int) -> float:
        """Return how long it is at least with so many neurons."""
        count = neurons + (self.squares > 0)
        if self.standing:
            return _LEAST_UPRIGHT * count
        return _LEAST_PITCH * (count + self.beyond(_OF_PITCH))

    def side(self, radius: float) -> float:
        """Return the side of each square of the cost, beside discs of a radius: of many, less than of one."""
        return _SQUARE * radius * min(1.0, (_BROAD_UPRIGHT if self.standing else _BROAD) / max(self.squares, 1))

    def beyond(self, radius: float) -> float:
        """Return how far the squares of a cost reach beyond where one would end, beside discs of a radius."""
        return max(self.squares * self.side(radius) - _SQUARE * radius, 0.0)

    def reach(self, radius: float) -> float:
        """Return how far the squares of a cost reach along the chain, from their place at its end."""
        return self.side(radius) / 2 if self.standing else _SQUARE * radius / 2 + self.beyond(radius)

    def aside(self, radius: float) -> float:
        """Return how far the squares of a cost reach to the right of a chain that stands."""
        return _SQUARE * radius / 2 + self.beyond(radius)

    def length_beside(self, widths: Sequence[float]) -> float:
        """Return how long it is at least where numbers stand below its neurons, side by side.

        Parameters
        ----------
        widths : sequence of float
        """
        pitch = max((sum(pair) / 2 + _BESIDE for pair in pairwise(widths)), default=0.0)
        radius = RADIUS if len(widths) <= _FEW else _SMALLER
        last = self.reach(radius) if self.squares else max(widths[-1] / 2, radius)
        return pitch * (len(widths) - (not self.squares)) + max(widths[0] / 2, radius) + last

    def radius(self, neurons: int, length: float) -> float:
        """Return the radius of its discs where it is so long."""
        radius, count = RADIUS if neurons <= _FEW else _SMALLER, neurons + (self.squares > 0)
        return float(min(radius, (_OF_UPRIGHT if self.standing else _OF_PITCH) * length / count))

    def layers(
        self, depth: int, room: float, *, most: int = MOST, widths_of: WidthsOf = lambda _: ()
    ) -> tuple[int, ...]:
        """Return the layers drawn in some room from end to end: all of a chain, or the few of a long one.

        Parameters
        ----------
        depth : int
        room : float
        most : int
            Neurons that are all drawn.
        widths_of : callable
            From layers to how broad the numbers below their neurons are; none where these hold them.
        """
        every, few = drawn_layers(depth, most), drawn_layers(depth, LAST + 1)
        widths = () if self.standing else widths_of(every)
        needed = max(self.length(len(every)), self.length_beside(widths) if widths else 0.0)
        return every if needed <= room else few
