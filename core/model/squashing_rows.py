"""Activations between two limits: sigmoid and tanh, and softmax, whose outputs are shares of a whole."""

from __future__ import annotations

import numpy as np

from core.model.activation import Activation, Curve, Elsewhere, Logarithms
from core.model.arrays import Array


def decay(z: Array) -> Array:
    """Return exp(-|z|), which cannot overflow.

    Examples
    --------
    >>> decay(np.array([-1e9, 0.0])).tolist()
    [0.0, 1.0]
    """
    return np.exp(np.where(z.real >= 0, -z, z))


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)).

    Examples
    --------
    >>> sigmoid(np.array([-1e9, 0.0])).tolist()
    [0.0, 0.5]
    """
    e = decay(z)
    return np.where(z.real >= 0, 1, e) / (1 + e)


def sigmoid_slope(z: Array) -> Array:
    """Return exp(-z) / (1 + exp(-z))^2.

    Examples
    --------
    >>> sigmoid_slope(np.array([0.0, 1e9])).tolist()
    [0.25, 0.0]
    """
    e = decay(z)
    return e / (1 + e) ** 2


def softplus(z: Array) -> Array:
    """Return ln(1 + exp(z)).

    Examples
    --------
    >>> softplus(np.array([-1e9, 1e9])).tolist()
    [0.0, 1000000000.0]
    """
    return np.where(z.real >= 0, z, 0) + np.log1p(decay(z))


def _over_largest(z: Array) -> tuple[Array, Array, Array]:
    """Return z over its largest, the exponentials of that, and their sum without the largest's own 1.

    The largest is subtracted with its imaginary part, so that a complex step keeps its digits too.
    """
    largest = z.real.argmax(axis=-1, keepdims=True)
    shifted = z - np.take_along_axis(z, largest, axis=-1)
    e = np.exp(shifted)
    return shifted, e, np.where(np.arange(z.shape[-1]) == largest, 0, e).sum(axis=-1, keepdims=True)


def _softmax(z: Array) -> Array:
    _, e, rest = _over_largest(z)
    return e / (1 + rest)


def _softmax_jacobian(z: Array) -> Array:
    a = _softmax(z)
    return _balanced(-a[..., :, None] * a[..., None, :])


def _log_softmax(z: Array) -> Array:
    shifted, _, rest = _over_largest(z)
    return shifted - np.log1p(rest)


def _log_softmax_jacobian(z: Array) -> Array:
    n = z.shape[-1]
    return _balanced(np.broadcast_to(-_softmax(z)[..., None, :], (*z.shape, n)))


def _balanced(slopes: Array) -> Array:
    """Return a Jacobian whose rows add up to 0; 1 - a on its diagonal would lose digits where a is near 1."""
    own = np.eye(slopes.shape[-1])
    others = slopes * (1 - own)
    return others - own * others.sum(axis=-1, keepdims=True)


SIGMOID = Activation(
    "sigmoid",
    sigmoid,
    sigmoid_slope,
    "1/(1 + exp(-z))",
    Curve.S_CURVE,
    range=(0.0, 1.0),
    logarithms=Logarithms(
        value=lambda z: -softplus(-z),
        slope=lambda z: sigmoid(-z),
        rest=lambda z: -softplus(z),
        rest_slope=lambda z: -sigmoid(z),
        far=("z - exp(z)", "-exp(-z)"),
        rest_far=("-exp(z)", "-z - exp(-z)"),
    ),
    elsewhere=Elsewhere(
        keras=("sigmoid",), onnx=("Sigmoid",), scikit_learn=("logistic",), nielsen=("network2.Network",)
    ),
)
TANH = Activation(
    "tanh",
    np.tanh,
    lambda z: 4 * sigmoid_slope(2 * z),
    "tanh(z)",
    Curve.S_CURVE,
    range=(-1.0, 1.0),
    elsewhere=Elsewhere(keras=("tanh",), onnx=("Tanh",), scikit_learn=("tanh",)),
)
SOFTMAX = Activation(
    "softmax",
    _softmax,
    _softmax_jacobian,
    "exp(z)/S",
    Curve.SHARE,
    elementwise=False,
    range=(0.0, 1.0),
    logarithms=Logarithms(value=_log_softmax, slope=_log_softmax_jacobian),
    held_still=SIGMOID,
    elsewhere=Elsewhere(keras=("softmax",), keras_layers=("Softmax",), onnx=("Softmax",), scikit_learn=("softmax",)),
)
