"""How far each quantity of a step is moved along the curve that it sets, and across how much a slope is seen there."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.model.activation import Curve
from core.model.quantity import C, Quantity, a, w, y, z
from core.passes.moment import Moment

_LINE, _SUM, _PAST, _BEYOND = 1.5, 6.0, 1.2, 0.25
"""In feet, how far a line is seen to either side; how far sums go; in feet, how far a bend is seen from its bead on,
and a cost beyond what is told of it."""


@dataclass(frozen=True, slots=True)
class Ride:
    """A way along a curve.

    Parameters
    ----------
    of, by : Quantity
        What answers, and what is moved.
    foot : float
        Across which the slope is seen.
    ends : (float, float)
        How far it may be moved down and up.
    even : bool
        Whether lengths across and up are compared.
    possible : (float, float)
        Between which numbers it can be at all.
    """

    of: Quantity
    by: Quantity
    foot: float
    ends: tuple[float, float]
    even: bool
    possible: tuple[float, float] = (-math.inf, math.inf)


def rides(moment: Moment, foot: float) -> tuple[Ride, Ride, Ride]:
    """Return the ways along the three curves of a chain's last step.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    foot : float
        Across which the slope by the weight is seen.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> along = rides(Moment(Trace(*read("networks/chain.toml"))), 1.0)
    >>> [str(ride.by) for ride in along], along[0].ends
    (['w[3][0,0]', 'z[3][0]', 'a[3][0]'], (-1.5, 1.5))
    """
    network, last = moment.network, moment.network.depth
    row = network.layers[-1].activation
    line = Ride(z(last), w(last), foot, (-_LINE * foot, _LINE * foot), even=True)
    return line, _bend(moment, row.curve), _bowl(moment, row.range)


def _bend(moment: Moment, curve: str) -> Ride:
    """Return the way along the activation's curve: to both sides of 0, or along a wave around the sum."""
    last = moment.network.depth
    here = moment.value(z(last))
    reach = max(_SUM, 1.2 * abs(here))
    foot = 10.0 ** max(0, math.floor(math.log10(reach)))
    ends = (-_SUM, _SUM) if curve == Curve.WAVE else (-reach - here, max(reach - here, _PAST * foot))
    return Ride(a(last), z(last), 1.0 if curve == Curve.WAVE else foot, ends, even=False)


def _bowl(moment: Moment, possible: tuple[float, float]) -> Ride:
    """Return the way along the cost's curve: to the desired output, and away from it."""
    last = moment.network.depth
    gap = moment.value(y()) - moment.value(a(last))
    foot = 10.0 ** max(0, math.floor(math.log10(abs(gap)))) if gap else 1.0
    beyond = _BEYOND * foot
    return Ride(C, a(last), foot, (min(0.0, gap) - beyond, max(foot, gap) + beyond), even=True, possible=possible)
