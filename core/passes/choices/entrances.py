"""How far to push what a weighted sum is made of, weight, bias and previous activation; and how small pushes become."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.model.quantity import C, Quantity, a, b, change, ratio, slope, w, z
from core.passes.choices.nudges import SETTLING, has_settled
from core.passes.moment import Moment

_SMALLER = (1.0, 0.4, 0.2, 0.1)
"""By what a push is made smaller, within each power of ten."""
_POWERS = 6
_SHRUNK = (1024, 256, 64)
"""How many times smaller a push becomes."""


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


def shrunk(moment: Moment, start: Quantity, by: float) -> float:
    """Return what is left of a push when it has shrunk until each ratio on its way to the cost is nearly a slope.

    It is 1 where no such push is found: at a corner of a curve, or where rounding leaves nothing of it.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    start : Quantity
        What is pushed: a part of the last weighted sum.
    by : float

    Returns
    -------
    float

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/chain.toml")))
    >>> shrunk(moment, a(2), 0.2), shrunk(moment, a(2), 1e-15)
    (0.0009765625, 1.0)
    """
    last, whole = moment.network.depth, moment.nudged(start, by)
    pairs = [(of, one) for one, of in pairwise((start, z(last), a(last), C)) if whole.value(change(one))]
    sizes = (1 / times for times in _SHRUNK)
    smaller = ((one, moment.nudged(start, one * by)) for one in sizes)
    found = (one for one, small in smaller if all(_settles(moment, whole, small, *pair) for pair in pairs))
    return next(found, 1.0) if pairs else 1.0


def _settles(rest: Moment, whole: Moment, small: Moment, of: Quantity, one: Quantity) -> bool:
    """Whether a ratio under a small push is nearly its slope."""
    try:
        first, found = (moment.value(ratio(of, one)) for moment in (whole, small))
    except (ValueError, ZeroDivisionError):
        return False
    return has_settled(found, rest.value(slope(of, one)), first)


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
