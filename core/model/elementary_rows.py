"""Activations that are functions of every calculus course: z itself, the waves, the exponential."""

from __future__ import annotations

import math

import numpy as np

from core.model.activation import Activation, Curve, Elsewhere
from core.model.arrays import Array


def _exp(z: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.exp(z)


IDENTITY = Activation(
    "identity",
    lambda z: z,
    np.ones_like,
    "z",
    Curve.LINE,
    elsewhere=Elsewhere(keras=("linear",), scikit_learn=("identity",)),
)
SIN = Activation("sin", np.sin, np.cos, "sin(z)", Curve.WAVE, range=(-1.0, 1.0), elsewhere=Elsewhere(onnx=("Sin",)))
COS = Activation(
    "cos",
    np.cos,
    lambda z: -np.sin(z),
    "cos(z)",
    Curve.WAVE,
    range=(-1.0, 1.0),
    elsewhere=Elsewhere(onnx=("Cos",)),
)
EXP = Activation(
    "exp",
    _exp,
    _exp,
    "exp(z)",
    Curve.RISING,
    range=(0.0, math.inf),
    elsewhere=Elsewhere(keras=("exponential",), onnx=("Exp",), scikit_learn=("exp",)),
)
