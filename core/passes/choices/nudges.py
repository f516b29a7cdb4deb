"""How far to nudge, so that the nudge is a round number and its effects can be seen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import takewhile

from core.model.quantity import C, Quantity, ratio, slope
from core.passes.moment import Moment

SHARE = 0.2
"""A nudge is about this share of the number it is added to."""
SETTLING, SETTLED = 0.3, 0.01
"""To which share of a slope a ratio has begun to settle, and has settled."""
_BLUR = 2.0**-48
"""What rounding leaves open of a change, as a share of what changes."""
_FINEST, _LEAST = 1e-12, 1e-40
"""The smallest nudge tried, as a share of what it is added to; and of a number that is 0."""


def round_nudge(value: float) -> float:
    """Return 1, 2 or 5 times a power of ten: about a share of the value, or of 1 for small ones.

    Parameters
    ----------
    value : float

    Returns
    -------
    float, positive

    Examples
    --------
    >>> round_nudge(2.6), round_nudge(0.0), round_nudge(-80.0)
    (0.5, 0.2, 20.0)
    """
    return _rounded(SHARE * max(abs(value), 1.0))


def _rounded(size: float) -> float:
    power = 10.0 ** math.floor(math.log10(size))
    return min((1.0, 2.0, 5.0, 10.0), key=lambda step: abs(math.log(size / (step * power)))) * power


def settled_nudge(moment: Moment, of: Quantity, by: Quantity, tolerance: float = SETTLED) -> float | None:
    """Return the largest round nudge whose ratio of changes has settled on the slope; None if there is none.

    The nudge is made smaller, as 5, 2 and 1 times powers of ten, until its ratio and that of a quarter of
    it agree with each other and with the slope to a share of it, or until rounding leaves nothing of it.
    Towards a slope of 0 the ratio must fall to that share of what the first nudge gives.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Whose ratio; `by` is nudged.
    tolerance : float

    Returns
    -------
    float or None

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> from core.model.quantity import C, w
    >>> from core.passes.trace import Trace
    >>> trace = Trace(Network((Layer([[2.0]], [0.0], ACTIVATIONS["identity"]),)), Examples([[1.0]], [[2.1]]))
    >>> settled_nudge(Moment(trace), C, w(1))
    0.002
    """
    true, first, trials = _trials(moment, of, by, tolerance)
    for size, far, near in trials:
        steady = has_settled(far, true, 0.0, tolerance) if true else bool(near or not far)
        if steady and has_settled(near, true, first, tolerance):
            return size
    return None


def settling_nudge(moment: Moment, of: Quantity, by: Quantity) -> float:
    """Return a round nudge small enough that the ratio of changes has begun to settle, if any is.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Whose ratio; `by` is nudged.

    Returns
    -------
    float, positive

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> from core.model.quantity import C, w
    >>> network = Network((Layer([[2.0]], [0.0], ACTIVATIONS["identity"]),))
    >>> from core.passes.trace import Trace
    >>> settling_nudge(Moment(Trace(network, Examples([[1.0]], [[2.1]]))), C, w(1))
    0.05
    """
    true, first, trials = _trials(moment, of, by, SETTLING)
    for size, far, near in trials:
        steady = has_settled(far, near, 0.0, SETTLING) if true else bool(near or not far)
        if steady and has_settled(near, true, first, SETTLING):
            return size
    return round_nudge(moment.value(by))


def has_settled(measured: float, true: float, first: float, tolerance: float = SETTLED) -> bool:
    """Whether a ratio agrees with the slope; towards a slope of 0 it must have fallen to a share of the first one.

    Examples
    --------
    >>> has_settled(2.01, 2.0, 2.5), has_settled(0.5, 0.0, 1.0), has_settled(0.01, 0.0, 1.0)
    (True, False, True)
    """
    return abs(measured - true) <= tolerance * abs(true or first)


def _trials(
    moment: Moment, of: Quantity, by: Quantity, tolerance: float
) -> tuple[float, float, Iterator[tuple[float, float, float]]]:
    """Return the slope, the first nudge's ratio, and sizes of nudges each with its ratio and that of a quarter of it.

    They end where a share of the slope drowns in what rounding leaves open.
    """
    true, rest = moment.value(slope(of, by)), moment.value(by)
    first = _ratio(moment, of, by, round_nudge(rest))
    wanted, blur = tolerance * abs(true or first), _BLUR * abs(moment.value(of))
    sizes = takewhile(lambda size: not wanted or blur <= size * wanted, _sizes(rest))

    def tried(size: float) -> tuple[float, float, float]:
        return size, _ratio(moment, of, by, size), _ratio(moment, of, by, size / 4)

    return true, first, map(tried, sizes)


def _sizes(rest: float) -> Iterator[float]:
    """Yield round nudges of a number, from the largest to where its own rounding drowns them."""
    largest = round_nudge(rest)
    least = _FINEST * abs(rest) or _LEAST
    exponent = math.floor(math.log10(largest))
    while 10.0**exponent >= least:
        yield from (size for step in (5, 2, 1) if (size := step * 10.0**exponent) <= largest * 1.001)
        exponent -= 1


def _ratio(moment: Moment, of: Quantity, by: Quantity, size: float) -> float:
    """Return the ratio of changes under a nudge; no number where one grows beyond all bounds or none is left."""
    try:
        return moment.nudged(by, size).value(ratio(of, by))
    except (ValueError, ZeroDivisionError):
        return math.nan


def sweeping_nudge(moment: Moment, by: Quantity, through: Quantity, least: float = 4.0) -> float:
    """Return a round nudge that, up and down, takes a weighted sum from one side of 0 to the other.

    Where the sum hears little of the nudge, the nudge is ten times what it is added to; it is made
    smaller until every cost on the way is finite.

    Parameters
    ----------
    moment : Moment
    by : Quantity
        What is nudged.
    through : Quantity
        The weighted sum that hears it.
    least : float
        How far the sum is taken at least.

    Returns
    -------
    float, positive

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> from core.model.quantity import w, z
    >>> network = Network((Layer([[2.0]], [0.0], ACTIVATIONS["tanh"]),))
    >>> from core.passes.trace import Trace
    >>> sweeping_nudge(Moment(Trace(network, Examples([[1.0]], [[0.5]]))), w(1), z(1))
    5.0
    """
    heard = abs(moment.value(slope(through, by)))
    most = 10 * max(1.0, abs(moment.value(by)))
    wanted = max(least, abs(moment.value(through)) + 2)
    size = _rounded(min(most, wanted / heard) if heard else most)
    while size > 0 and not all(_is_finite(moment.nudged(by, size * part / 10)) for part in range(-10, 11)):
        size = _rounded(size / 2.1)
    return size


def _is_finite(moment: Moment) -> bool:
    """Whether the network has a cost in a moment."""
    try:
        return math.isfinite(moment.value(C))
    except ValueError:
        return False
