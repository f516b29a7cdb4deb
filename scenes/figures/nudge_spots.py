"""Where the number of a nudge may stand at its run."""

from __future__ import annotations

import numpy as np

from core.model.arrays import Array
from scenes.layout.box import Size

_GAP = 0.12
"""From a thing to its number."""
_LIFTS = (2.0, 3.0, 4.0, 5.0)
"""How many times further away a number may stand than it does at best."""


def spots_at(run: tuple[Array, Array], size: Size, bead: float) -> list[Array]:
    """Return the places at the middle of a run and then those around its end and its bead, the best first.

    Parameters
    ----------
    run : (ndarray, ndarray)
        Where the bead stands, and the point on the curve at the run's end; shape (3,).
    size : Size
        Of the number.
    bead : float
        How high the bead is.

    Examples
    --------
    >>> run = np.zeros(3), np.array([2.0, 1.0, 0.0])
    >>> spots_at(run, Size(0.5, 0.3), 0.2)[0].tolist()
    [1.0, -0.49, 0.0]
    """
    place, end = run
    side = -1.0 if end[1] > place[1] else 1.0  # where the curve is not
    away = side * (2 * _GAP + bead / 2 + size.height / 2)
    long = float(end[0] - place[0])
    way, half = np.sign(long), size.width / 2
    out = way * max(abs(long) / 2, half + _GAP)
    corners = [place + np.array([x, y, 0.0]) for y in (away, -away) for x in (out, -out)]
    beside = end + np.array([way * (half + 2 * _GAP), 0.0, 0.0])
    above = end + np.array([way * (half + _GAP), -away, 0.0])
    near = [corners[0], beside, above, *corners[1:], place - np.array([0.0, 2 * away, 0.0])]
    further = [(x, lift * y) for lift in _LIFTS for y in (-away, away) for x in (0.0, out / 4, -out / 4, out, -out)]
    return near + [place + np.array([x, y, 0.0]) for x, y in further]
