"""How far to nudge, so that the nudge is a round number and its effects can be seen."""

from __future__ import annotations

import math

from core.quantity import C, Quantity, ratio
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
    return _rounded(share * max(abs(value), 1.0))


def _rounded(size: float) -> float:
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


def sweeping_nudge(trace: Trace, by: Quantity, through: Quantity, state: State, least: float = 4.0) -> float:
    """Return a round nudge that, up and down, takes a weighted sum from one side of 0 to the other.

    Where the sum hears little of the nudge, the nudge is ten times what it is added to; it is made
    smaller until every cost on the way is finite.

    Parameters
    ----------
    trace : Trace
    by : Quantity
        What is nudged.
    through : Quantity
        The weighted sum that hears it.
    state : State
    least : float
        How far the sum is taken at least.

    Returns
    -------
    float, positive

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> from core.network import Examples, Layer, Network
    >>> from core.quantity import w, z
    >>> network = Network((Layer([[2.0]], [0.0], ACTIVATIONS["tanh"]),))
    >>> sweeping_nudge(Trace(network, Examples([[1.0]], [[0.5]])), w(1), z(1), State())
    5.0
    """
    heard = abs(trace.value(Quantity("slope", of=through, by=by), state))
    most = 10 * max(1.0, abs(trace.value(by, state)))
    wanted = max(least, abs(trace.value(through, state)) + 2)
    size = _rounded(min(most, wanted / heard) if heard else most)
    while size > 0 and not all(_is_finite(trace, state.nudged(by, size * part / 10)) for part in range(-10, 11)):
        size = _rounded(size / 2.1)
    return size


def _is_finite(trace: Trace, state: State) -> bool:
    """Whether the network has a cost in a state."""
    try:
        return math.isfinite(trace.value(C, state))
    except ValueError:
        return False
