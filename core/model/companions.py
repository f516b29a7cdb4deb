"""Networks that are told of beside the user's: one neuron on a flat end, one chain under two curves, two valleys.

Each has a name, by which a record says where a number was read and an audit finds the network again.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from core.model.activation import Activation, Curve
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS, Score
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.model.variants import twin

FLAT, CROSSED, SQUASHED, CARRIED = "flat", "flat, cross-entropy", "sigmoid chain", "ReLU chain"
VALLEY_A, VALLEY_B = "two valleys, A", "two valleys, B"
"""One weight on either side of a hill."""
FLAT_END, WANTED, OFF_THE_PLAIN = 0.004, 1.0, 0.9
"""An output that is almost as wrong as can be, what it should be, and where it has left the plain."""
_RATE = 0.5
_WEIGHTS = (1.2, 0.9, 1.1, 0.8, 1.3, 0.9, 1.0, 1.1)
_BIAS, _INPUT = 0.1, 0.8
_STARTS = {VALLEY_A: 1.2, VALLEY_B: 2.3}
_VALLEY_RATE = 5.0
_VALLEYS = ((0.2, 0.9), (2.5, 0.1), (0.2, 0.9))
"""Examples that cannot all be right with one weight: the cost has two valleys. So it is in the gallery, too."""


@cache
def companion(name: str) -> tuple[Network, Examples]:
    """Return a network that is told of beside the user's, and its example or examples.

    The neuron on a flat end hears an input of 0, so that its bias alone moves in training.

    Parameters
    ----------
    name : str
        FLAT, CROSSED, SQUASHED, CARRIED, VALLEY_A or VALLEY_B.

    Returns
    -------
    (Network, Examples)

    Raises
    ------
    InputError
        If there is none of that name.

    Examples
    --------
    >>> from core.passes.forward import forward
    >>> network, examples = companion(FLAT)
    >>> round(float(forward(network, examples.X[0]).output[0]), 12)
    0.004
    >>> companion(CARRIED)[0].depth
    8
    """
    squashing = next(row for row in ACTIVATIONS.values() if row.curve == Curve.S_CURVE and row.gives_shares)
    if name in {FLAT, CROSSED}:
        z = math.log(FLAT_END / (1 - FLAT_END))
        score = Score.SQUARE if name == FLAT else Score.VALLEY
        cost = next(row for row in COSTS.values() if row.score == score)
        network = Network((_step(1.0, z, squashing),), cost=cost, name=name, learning_rate=_RATE)
        return network, _single(0.0, WANTED)
    if name in {SQUASHED, CARRIED}:
        network = Network(tuple(_step(w, _BIAS, squashing) for w in _WEIGHTS), name=name)
        hinge = next(row for row in ACTIVATIONS.values() if row.curve == Curve.HINGE)
        return network if name == SQUASHED else twin(network, hinge), _single(_INPUT, 0.0)
    if name in _STARTS:
        layer = _step(_STARTS[name], 0.0, squashing)
        network = Network((layer,), name=name, learning_rate=_VALLEY_RATE, update_biases=False)
        x, y = np.array(_VALLEYS).T[:, :, None]
        return network, Examples(x, y)
    expected = f"expected one of {FLAT}, {CROSSED}, {SQUASHED}, {CARRIED}, {VALLEY_A}, {VALLEY_B}"
    raise InputError("", "network", expected, f"found {name!r}")


def _step(w: float, b: float, activation: Activation) -> Layer:
    return Layer(np.array([[w]]), np.array([b]), activation)


def _single(x: float, y: float) -> Examples:
    return Examples(np.array([[x]]), np.array([[y]]))
