"""How far down a number stands under a strip, below the bands beside it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scenes.figures.flow_band import Port

_CLEAR = 0.06
"""Beside a number."""


def lowest(bands: Iterable[tuple[Port, Port]], place: float, width: float) -> float:
    """Return how far bands reach below their axis above a number; 0 where none does.

    Parameters
    ----------
    bands : iterable of (Port, Port)
        From port to port, straight, along a run to the right.
    place, width : float
        The middle of the number, and how wide it is.

    Examples
    --------
    >>> band = Port(np.zeros(3), -2.0), Port(np.array([4.0, 0.0, 0.0]), 0.0)
    >>> round(lowest([band], 4.0, 1.88), 6)
    -0.5
    """
    sides = place - width / 2 - _CLEAR, place + width / 2 + _CLEAR
    found = [0.0]
    for start, end in bands:
        along = float(start.foot[0]), float(end.foot[0])
        if along[0] <= sides[1] and along[1] >= sides[0]:
            found += [float(np.interp(side, along, (start.length, end.length))) for side in sides]
    return min(found)
