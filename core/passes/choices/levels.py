"""A neuron set to be less or more active, with everything before its weight's effect kept equal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.activation import Activation
from core.model.quantity import Quantity, a, b, w
from core.passes.moment import Moment

_FAR = 1e3
"""A sum at which a squashing activation has reached its limit."""
_NOTHING, _BUSY = 1e-6, 1.8


@dataclass(frozen=True, slots=True)
class Level:
    """One setting of a neuron.

    Parameters
    ----------
    by : float
        The nudge from its own value.
    share : float
        Of its own value; of 1 for a neuron whose own value is 0.
    """

    by: float
    share: float


def levels(moment: Moment, quantity: Quantity) -> tuple[Level, ...]:
    """Return an activation's own value, then two other settings that its neuron can have.

    A quarter of its own value and nearly twice of it; where that may be beyond the reach of its activation
    function three fifths and a quarter; for a silent neuron 0.5 and 1. No two of them are one to two, so that
    half of one slope, which a step of learning may be, is not another one.

    Parameters
    ----------
    moment : Moment
    quantity : Quantity
        An activation.

    Returns
    -------
    tuple of three Level

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> from core.passes.trace import Trace
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> moment = Moment(Trace(network, Examples([[4.0]], [[6.0]])))
    >>> [level.by for level in levels(moment, a(0))]
    [0.0, -3.0, 3.2]
    """
    own = moment.value(quantity)
    if abs(own) < _NOTHING:
        return Level(0.0, 0.0), Level(0.5 - own, 0.5), Level(1.0 - own, 1.0)
    layer = quantity.layer or 0
    confined = layer > 0 and _is_confined(moment.network.layer(layer).activation)
    shares = (0.25, _BUSY) if not confined or _BUSY * abs(own) < 1 else (0.6, 0.25)
    return Level(0.0, 1.0), *(Level((share - 1) * own, share) for share in shares)


def set_to(moment: Moment, layer: int, by: float) -> Moment:
    """Return the moment in which an activation is moved and the next bias makes up for it.

    z = w a_prev + b keeps its value, and so does everything after it: what differs is only how far
    a push of w carries.

    Parameters
    ----------
    moment : Moment
        In a chain.
    layer : int
        Of w and z; the activation belongs to the layer before.
    by : float
        What is added to the activation.

    Returns
    -------
    Moment

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> from core.model.quantity import z
    >>> from core.passes.trace import Trace
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> moment = Moment(Trace(network, Examples([[4.0]], [[6.0]])))
    >>> moved = set_to(moment, 1, -3.0)
    >>> moved.value(a(0)), moved.value(z(1))
    (1.0, 8.5)
    """
    return moment.nudged(a(layer - 1), by).nudged(b(layer), -moment.value(w(layer)) * by)


def _is_confined(activation: Activation) -> bool:
    """Whether an activation stays between -1 and 1."""
    far = np.array([-_FAR, _FAR])
    with np.errstate(all="ignore"):
        return all(bool((np.abs(activation.value(far[i : i + 1])) <= 1).all()) for i in (0, 1))
