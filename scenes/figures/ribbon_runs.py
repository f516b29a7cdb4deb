"""The shape of a ribbon's bands: from row to row, through a lens, or straight from the first row to the last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from core.model.arrays import Array

Run: TypeAlias = tuple[list[Array], list[float]]
"""Where a band has a width that is known, from the top, and that width."""


def bent(
    feet: Sequence[Array], plain: Sequence[float], long: Sequence[float], rule: int | None, straight: float
) -> list[Run]:
    """Return each band; under a lens its upper half leads to the plain move, its lower half on from the longer one.

    Parameters
    ----------
    feet : sequence of ndarray, shape (3,)
        Where each row's move begins, from the top.
    plain, long : sequence of float
        How long each move is without the lens, and as it is drawn.
    rule : int or None
        The first row under a lens.
    straight : float
        The share by which bands are what leads from the first row straight to the last.
    """
    top, bottom = feet[0][1], feet[-1][1]
    if rule is not None:
        bottom = (feet[rule - 1][1] + feet[rule][1]) / 2

    def straightened(length: float, height: float, *, below: bool) -> float:
        goal = long[-1] if below else long[0] + (top - height) / (top - bottom) * (plain[-1] - long[0])
        return length + straight * (goal - length)

    runs = []
    for row, (upper, lower) in enumerate(pairwise(feet)):
        below = rule is not None and row >= rule
        ends, own = [upper, lower], [long[row], long[row + 1]]
        sides = [below, below]
        if rule == row + 1:
            middle = (upper + lower) / 2
            ends, sides = [upper, middle, middle, lower], [False, False, True, True]
            own = [long[row], plain[row + 1], long[row + 1], long[row + 1]]
        told = zip(own, ends, sides, strict=True)
        runs.append((ends, [straightened(length, end[1], below=side) for length, end, side in told]))
    return runs
