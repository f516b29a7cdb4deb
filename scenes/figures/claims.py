"""Who needs room on either side of an upright axis, how long its strips can be then, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Claim:
    """Room on one side of an axis: beyond the end of a strip, or beside the axis itself.

    Parameters
    ----------
    room : float
        In scene units.
    length : float
        Of the strip, in units of its ruler and without a sign; 0 beside the axis.
    right : bool
        On which side of the axis.
    """

    room: float
    length: float
    right: bool

    def reach(self, unit: float) -> float:
        """Return how far it reaches from the axis, with a ruler."""
        return unit * self.length + self.room


def unit_for(claims: Iterable[Claim], width: float) -> float:
    """Return the largest ruler with which all have room beside each other; 1 where no strip has a length.

    Parameters
    ----------
    claims : iterable of Claim
    width : float

    Returns
    -------
    float
        Below 0 where no ruler gives them room.

    Examples
    --------
    >>> unit_for([Claim(1.0, 2.0, right=False), Claim(1.0, 1.0, right=True), Claim(3.0, 0.0, right=True)], 8.0)
    2.0
    """
    pairs = list(product(*_sides(claims)))
    if any(one.room + other.room > width for one, other in pairs):
        return -1.0
    units = ((width - one.room - other.room, one.length + other.length) for one, other in pairs)
    return min((room / length for room, length in units if length), default=1.0)


def reaches(claims: Iterable[Claim], unit: float) -> tuple[float, float]:
    """Return how far all of them reach to the left and to the right of the axis, with a ruler."""
    left, right = (max(claim.reach(unit) for claim in side) for side in _sides(claims))
    return left, right


def _sides(claims: Iterable[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims on the left and those on the right, the axis itself among either."""
    claims = list(claims)
    axis = [Claim(0.0, 0.0, right=right) for right in (False, True)]
    left, right = ([one for one in [*claims, *axis] if one.right is side] for side in (False, True))
    return left, right
