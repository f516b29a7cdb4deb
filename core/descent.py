"""Gradient descent: every weight and bias moves at once, against its slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.backward import backward
from core.forward import forward
from core.network import Examples, Layer, Network


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """A walk downhill.

    Parameters
    ----------
    networks : tuple of Network
        The network before the first step and after each.
    costs : tuple of float
        The average cost of each of these networks.
    """

    networks: tuple[Network, ...]
    costs: tuple[float, ...]


def descend(network: Network, examples: Examples, steps: int, learning_rate: float | None = None) -> Descent:
    """Take full-batch gradient-descent steps.

    W <- W - eta dC/dW;   b <- b - eta dC/db

    Parameters
    ----------
    network : Network
    examples : Examples
    steps : int
    learning_rate : float, optional
        eta; default the network's own.

    Returns
    -------
    Descent

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> layer = Layer([[1.0]], [0.0], ACTIVATIONS["identity"])
    >>> walk = descend(Network((layer,), learning_rate=0.25), Examples([[1.0]], [[2.0]]), 1)
    >>> walk.networks[1].layer(1).W.item(), walk.costs
    (1.5, (1.0, 0.0))
    """
    eta = network.learning_rate if learning_rate is None else learning_rate
    networks = [network]
    for _ in range(steps):
        networks.append(_step(networks[-1], examples, eta))
    costs = tuple(float(np.mean(forward(one, examples.X).cost(examples.Y))) for one in networks)
    return Descent(tuple(networks), costs)


def _step(network: Network, examples: Examples, eta: float) -> Network:
    swept = backward(forward(network, examples.X), examples.Y)
    return network.with_layers(
        tuple(
            Layer(
                layer.W - eta * gradient.dC_dW,
                layer.b - eta * gradient.dC_db if network.update_biases else layer.b,
                layer.activation,
            )
            for layer, gradient in zip(network.layers, swept.layers, strict=True)
        )
    )
