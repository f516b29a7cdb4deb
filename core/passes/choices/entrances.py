"""How far to push what a weighted sum is made of: weight, bias and previous activation, all by one size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from core.model.quantity import C, Quantity, a, b, ratio, slope, w
from core.passes.choices.nudges import SETTLING, has_settled
from core.passes.moment import Moment

_SMALLER = (1.0, 0.4, 0.2, 0.1)
"""By what a push is made smaller, within each power of ten."""
_POWERS = 6


@dataclass(frozen=True, slots=True)
class Entrances:
    """Pushes of one size.

    Parameters
    ----------
    by : float
        Of the weight and of the bias; positive.
    back : float
        Of the previous activation: the same, or downwards where the neuron cannot rise by so much.
    """

    by: float
    back: float


def entrances(moment: Moment, by: float) -> Entrances:
    """Return pushes of the last layer's weight and bias, and of the activation before it.

    They are as large as a push that is given, or as much smaller as the reach of the neuron before and the curve
    of the cost ask for.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    by : float

    Returns
    -------
    Entrances

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/chain.toml")))
    >>> entrances(moment, 0.5), entrances(moment, 2.0)
    (Entrances(by=0.2, back=0.2), Entrances(by=0.4, back=-0.4))
    """
    last = moment.network.depth
    makers, before = (w(last), b(last)), a(last - 1)
    least, most = moment.network.layer(last - 1).activation.range if last > 1 else (-math.inf, math.inf)
    possible = []
    for size in _sizes(min(by, most - least)):
        for back in (size, -size):
            within = least <= moment.value(before) + back <= most
            if within and _is_finite(moment, before, back) and all(_is_finite(moment, one, size) for one in makers):
                possible.append(Entrances(size, back))
                if _begins_to_settle(moment, before, back):
                    return possible[-1]
    return possible[0] if possible else Entrances(by, by)


def _sizes(by: float) -> Iterator[float]:
    """Yield a push, and ever smaller ones."""
    yield by
    for power in range(_POWERS):
        yield from (float(f"{by * share / 10**power:.1e}") for share in _SMALLER[1:])


def _is_finite(moment: Moment, quantity: Quantity, by: float) -> bool:
    try:
        return math.isfinite(moment.nudged(quantity, by).value(C))
    except ValueError:
        return False


def _begins_to_settle(moment: Moment, before: Quantity, by: float) -> bool:
    true = moment.value(slope(C, before))
    try:
        found = moment.nudged(before, by).value(ratio(C, before))
    except ZeroDivisionError:  # it is so large that the push is lost in rounding
        return False
    return not true or has_settled(found, true, 0.0, SETTLING)
