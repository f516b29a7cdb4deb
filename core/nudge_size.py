"""How far to nudge, so that the nudge is a round number and its effects can be seen."""

from __future__ import annotations

import math

SHARE = 0.2
"""A nudge is about this share of the number it is added to."""


def round_nudge(value: float, share: float = SHARE) -> float:
    """Return 1, 2 or 5 times a power of ten: about a share of the value, or of 1 for small ones.

    Parameters
    ----------
    value : float
    share : float

    Returns
    -------
    float, positive

    Examples
    --------
    >>> round_nudge(2.6), round_nudge(0.0), round_nudge(-80.0)
    (0.5, 0.2, 20.0)
    """
    size = share * max(abs(value), 1.0)
    power = 10.0 ** math.floor(math.log10(size))
    return min((1.0, 2.0, 5.0, 10.0), key=lambda step: abs(math.log(size / (step * power)))) * power
