"""scikit-learn's perceptrons through their public arrays; its pickles are never opened."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.errors import InputError
from core.network import Network
from studio.imports.assembly import assemble
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, Found, dense, fitting

ACTIVATIONS = {name: name for name in ("identity", "tanh", "relu", "softmax")} | {"logistic": "sigmoid"}
COSTS = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy"}
SOURCE = "scikit-learn"


def network_of(mlp: Any, *, name: str = "network", cost: str = "") -> Network:  # noqa: ANN401  an MLPClassifier or -Regressor
    """Return the network of a fitted MLPClassifier or MLPRegressor.

    Parameters
    ----------
    mlp : MLPClassifier or MLPRegressor
        Fitted; `coefs_[i]` has shape (n_prev, n).
    name : str
    cost : str
        Default: the one it was fitted with. That of a regressor with several outputs, half the mean of squared
        differences, is not among ours, so one must be named.

    Returns
    -------
    Network

    Raises
    ------
    InputError
        If it is not fitted, or has no cost of ours.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> names = {"activation": "relu", "out_activation_": "identity"}
    >>> mlp = SimpleNamespace(coefs_=[[[1.0], [2.0]]], intercepts_=[[0.5]], **names)
    >>> network_of(mlp, cost="squared_error").layer(1).W
    array([[1., 2.]])
    """
    if not hasattr(mlp, "coefs_"):
        raise InputError(SOURCE, "coefs_", "expected a fitted perceptron", "found none", "call fit first")
    last = len(mlp.coefs_) - 1
    layers = []
    for i, (weights, biases) in enumerate(zip(mlp.coefs_, mlp.intercepts_, strict=True)):
        activation = ACTIVATIONS[mlp.out_activation_ if i == last else mlp.activation]
        W, b = np.asarray(weights, np.float64), np.asarray(biases, np.float64)
        layers.append(dense(SOURCE, f"coefs_[{i}]", W, b, IN_OUT, activation=activation))
    known = COSTS.get(layers[-1].activation, "")
    if getattr(mlp, "loss", "") == "squared_error" and len(layers[-1].W) == 1:
        known = "half_squared_error"
    found = Found(fitting(SOURCE, layers), "scikit-learn's rule", known)
    return assemble(found, Choices(cost=cost), SOURCE, name)
