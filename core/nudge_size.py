"""How far to nudge, so that the nudge is a round number and its effects can be seen."""

from __future__ import annotations

import math

from core.quantity import Quantity, ratio
from core.trace import State, Trace

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


def settling_nudge(trace: Trace, of: Quantity, by: Quantity, state: State, tolerance: float = 0.3) -> float:
    """Return a round nudge small enough that the ratio of changes has begun to settle.

    The nudge is made smaller, as 5, 2 and 1 times powers of ten, until halving it twice changes the
    ratio by no more than a share of it.

    Parameters
    ----------
    trace : Trace
    of, by : Quantity
        Whose ratio; `by` is nudged.
    state : State
    tolerance : float

    Returns
    -------
    float, positive

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> from core.network import Examples, Layer, Network
    >>> from core.quantity import C, w
    >>> network = Network((Layer([[2.0]], [0.0], ACTIVATIONS["identity"]),))
    >>> settling_nudge(Trace(network, Examples([[1.0]], [[2.1]])), C, w(1), State())
    0.05
    """
    largest = round_nudge(trace.value(by, state))
    exponent = math.floor(math.log10(largest))
    sizes = [step * 10.0**power for power in range(exponent, exponent - 4, -1) for step in (5, 2, 1)]
    quotient = ratio(of, by)
    for size in (size for size in sizes if size <= largest * 1.001):
        near, far = (trace.value(quotient, state.nudged(by, part)) for part in (size / 4, size))
        if abs(far - near) <= tolerance * abs(near):
            return size
    return largest
