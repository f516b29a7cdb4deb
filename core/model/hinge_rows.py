"""Activations that let through what is positive: relu and what is softer or leakier than it."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from scipy.special import erfc

from core.model.activation import Activation, ActivationFamily, Curve, Elsewhere
from core.model.arrays import Array
from core.model.squashing_rows import sigmoid, sigmoid_slope, softplus

_ALMOST_FLAT = 0.1
"""A slope up to which a line is called almost flat."""


def _normal_density(z: Array) -> Array:
    with np.errstate(over="ignore", under="ignore"):
        return np.exp(-(np.minimum(np.abs(z), 50) ** 2) / 2) / np.sqrt(2 * np.pi)


def _normal_share(z: Array) -> Array:
    return erfc(-z / np.sqrt(2)) / 2


RELU = Activation(
    "relu",
    lambda z: np.where(z.real > 0, z, 0),
    lambda z: np.where(z.real > 0, 1.0, 0.0),
    "Piecewise((z, z > 0), (0, True))",
    Curve.HINGE,
    range=(0.0, math.inf),
    elsewhere=Elsewhere(keras=("relu",), keras_layers=("ReLU",), onnx=("Relu",), scikit_learn=("relu",)),
)


def _leaky_relu(leak: float) -> Activation:
    curve = Curve.LEAKY_HINGE if leak <= _ALMOST_FLAT else Curve.BENT_LINE
    return Activation(
        "leaky_relu",
        lambda z: np.where(z.real > 0, z, leak * z),
        lambda z: np.where(z.real > 0, 1.0, leak),
        f"Piecewise((z, z > 0), (z*{_ratio(leak)}, True))",
        curve if leak else Curve.HINGE,
        range=(-math.inf if leak else 0.0, math.inf),
        elsewhere=Elsewhere(keras=("leaky_relu",), keras_layers=("LeakyReLU",), onnx=("LeakyRelu",)),
    )


def _elu(alpha: float) -> Activation:
    return Activation(
        "elu",
        lambda z: np.where(z.real > 0, z, alpha * np.expm1(np.where(z.real > 0, 0, z))),
        lambda z: np.where(z.real > 0, 1.0, alpha * np.exp(np.where(z.real > 0, 0, z))),
        f"Piecewise((z, z > 0), ({_ratio(alpha)}*(exp(z) - 1), True))",
        Curve.SOFT_HINGE,
        range=(-alpha, math.inf),
        elsewhere=Elsewhere(keras=("elu",), keras_layers=("ELU",), onnx=("Elu",)),
    )


def _ratio(number: float) -> str:
    """Return a number as the ratio that its decimals are, so that 0.1 is written 1/10."""
    return f"({Fraction(repr(number))})"


LEAKY_RELUS = ActivationFamily(
    "leaky_relu",
    0.01,
    "a slope from 0 to below 1",
    lambda leak: 0 <= leak < 1,
    _leaky_relu,
    {"leaky_relu": ("negative_slope", 0.2), "LeakyReLU": ("negative_slope", 0.3), "LeakyRelu": ("alpha", 0.01)},
)
ELUS = ActivationFamily(
    "elu",
    1.0,
    "a number above 0",
    lambda alpha: alpha > 0,
    _elu,
    {"elu": ("alpha", 1.0), "ELU": ("alpha", 1.0), "Elu": ("alpha", 1.0)},
)
SOFTPLUS = Activation(
    "softplus",
    softplus,
    sigmoid,
    "log(1 + exp(z))",
    Curve.SOFT_HINGE,
    range=(0.0, math.inf),
    elsewhere=Elsewhere(keras=("softplus",), onnx=("Softplus",)),
)
GELU = Activation(
    "gelu",
    lambda z: z * _normal_share(z),
    lambda z: _normal_share(z) + z * _normal_density(z),
    "z*(1 + erf(z/sqrt(2)))/2",
    Curve.SOFT_HINGE,
    range=(-0.17, math.inf),
    elsewhere=Elsewhere(keras=("gelu",), onnx=("Gelu",)),
)
SILU = Activation(
    "silu",
    lambda z: z * sigmoid(z),
    lambda z: sigmoid(z) + z * sigmoid_slope(z),
    "z/(1 + exp(-z))",
    Curve.SOFT_HINGE,
    range=(-0.2785, math.inf),
    elsewhere=Elsewhere(keras=("silu", "swish"), onnx=("Swish",)),
)
