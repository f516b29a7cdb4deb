"""Round numbers, by which a scale or a ruler says how long things are."""

from __future__ import annotations

import math

_STEPS = (1, 2, 5)


def round_below(size: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that a size reaches; 1 where it is no size.

    Parameters
    ----------
    size : float

    Examples
    --------
    >>> [round_below(size) for size in (0.567, 2.0, 0.0999999999999, 49.0, 0.0)]
    [0.5, 2.0, 0.1, 20.0, 1.0]
    """
    if not 0 < size < math.inf:
        return 1.0
    power = math.floor(math.log10(size) + 1e-9)
    step = max(one for one in _STEPS if one * 10.0**power <= size * (1 + 1e-9))
    return float(f"{step}e{power}")
