"""Where along its run a path may begin, and where it ends, so that what is drawn stands about the middle."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

FIRSTS = tuple(np.linspace(0.21, 0.45, 13).tolist())
"""Where the first station may stand, as shares of the run."""
BEFORE = 0.14
"""How far before it the neuron stands that it begins with."""
_LASTS = {3: 0.85, 4: 0.84}
_LAST = 0.84
_APART = 2.15
"""From station to station, at least, where there is a choice."""
_AROUND = 0.38
"""Between two stations, beside what stands there."""
_ASKEW = 0.075
"""Of the run: how far the middle of what is drawn may be from that of the stage."""


def last_of(count: int, first: float) -> float:
    """Return where the last of so many stations stands, as a share of the run: as far as there is room for it."""
    return _LAST if first == FIRSTS[0] else _LASTS[count]


def starts(count: int, length: float, widest: float, *, tall: bool) -> tuple[float, ...]:
    """Return where the first of so many stations may stand: in a run down all hangs from one side anyway.

    Parameters
    ----------
    count : int
    length : float
        Of the run.
    widest : float
        What stands between two stations.
    tall : bool
    """
    most = _LASTS[count] - max(_APART, widest + _AROUND) * (count - 1) / length
    return tuple(one for one in FIRSTS if not tall and one <= most) or FIRSTS[:1]


def fairest(away: Mapping[float, float], length: float) -> float:
    """Return the first start that leaves the middle about the middle; if none does, the best.

    Parameters
    ----------
    away : mapping of float to float
        How far from the middle of the stage that of what is drawn is, by starts.
    length : float
        Of the run.

    Examples
    --------
    >>> fairest({0.2: 3.0, 0.3: 0.5, 0.4: 0.1}, 10.0)
    0.3
    """
    fair = [first for first, far in away.items() if far <= _ASKEW * length]
    return fair[0] if fair else min(away, key=lambda first: away[first])
