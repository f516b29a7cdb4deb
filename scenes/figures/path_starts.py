"""Where along its run the stations of a path may stand, so that what is drawn stands about the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from core.model.arrays import Array

FIRSTS = tuple(np.linspace(0.21, 0.45, 13).tolist())
"""Where the first station may stand, as shares of the run."""
BEFORE = 0.14
"""How far before it the neuron stands that it begins with."""
_LASTS = {3: 0.85, 4: 0.84}
_LAST, _LATEST = 0.84, 0.87
_APART = 2.15
"""From station to station, at least, where there is a choice."""
_AROUND = 0.38
"""Between two stations, beside what stands there."""
_OVER = 0.24
"""How much less room numbers need: no strip is between them."""
_ASKEW = 0.06
"""Of the run: how far the middle of what is drawn may be from that of the stage."""


def last_of(count: int, length: float, between: Sequence[float], first: float) -> float:
    """Return where the last of so many stations stands, as a share of the run: later where much is between them.

    Parameters
    ----------
    count : int
    length : float
        Of the run.
    between : sequence of float
        How broad what stands between each two stations is.
    first : float
        Where the first one stands, as a share.
    """
    least = first + _run_of(between) / length
    return max(_LAST if first == FIRSTS[0] else _LASTS[count], min(_LATEST, least))


def starts(length: float, between: Sequence[float], *, tall: bool) -> tuple[float, ...]:
    """Return where the first station may stand: in a run down all hangs from one side anyway.

    Parameters
    ----------
    length : float
        Of the run.
    between : sequence of float
        How broad what stands between each two stations is.
    tall : bool
    """
    most = _LATEST - _run_of(between) / length
    return tuple(one for one in FIRSTS if not tall and one <= most) or FIRSTS[:1]


def between(factors: Sequence[float], numbers: Sequence[float]) -> list[float]:
    """Return how broad what stands between each two stations is: a factor, or halves of the numbers under both."""
    halves = [(one + other) / 2 - _OVER for one, other in pairwise(numbers)]
    return [max(pair) for pair in zip(factors, halves, strict=True)]


def spread(first: float, last: float, between: Sequence[float]) -> Array:
    """Return where stations stand: equally far apart, but where more stands between two of them; shape (count,).

    Parameters
    ----------
    first, last : float
    between : sequence of float
        How broad what stands between each two is.

    Examples
    --------
    >>> spread(0.0, 9.0, [1.0, 2.0, 1.0])
    array([0., 3., 6., 9.])
    >>> spread(0.0, 9.0, [1.0, 4.62, 1.0])
    array([0., 2., 7., 9.])
    """
    least = np.array(between) + _AROUND
    least *= min(1.0, (last - first) / least.sum())
    step, broad = (last - first) / len(least), np.zeros(len(least), dtype=bool)
    while (least[~broad] > step).any():
        broad |= least > step
        step = (last - first - least[broad].sum()) / max(1, (~broad).sum())
    steps: Array = np.where(broad, least, step)
    return first + np.array([0.0, *steps.cumsum()])


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


def _run_of(between: Sequence[float]) -> float:
    return sum(max(_APART, one + _AROUND) for one in between)
