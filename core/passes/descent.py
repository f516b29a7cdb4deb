"""Gradient descent: every weight and bias moves at once, a little, against its slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array, frozen
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.passes.backward import BackwardPass, backward
from core.passes.forward import forward


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """Steps downhill, with the average cost before, between and after them.

    Parameters
    ----------
    start : Network
    networks : tuple of Network
        The network after each step.
    costs : ndarray, shape (steps + 1,)
        The average cost of `start`, then of each of `networks`.
    learning_rate : float

    Examples
    --------
    >>> from core.files.network_file import read
    >>> descent = descend(*read("networks/chain.toml"), steps=2)
    >>> len(descent.networks), bool(descent.costs[2] < descent.costs[1] < descent.costs[0])
    (2, True)
    """

    start: Network
    networks: tuple[Network, ...]
    costs: Array
    learning_rate: float

    @property
    def end(self) -> Network:
        """The network after the last step; `start` if there was none."""
        return self.networks[-1] if self.networks else self.start


def descend(network: Network, examples: Examples, steps: int, learning_rate: float | None = None) -> Descent:
    """Take full-batch gradient-descent steps.

    W <- W - rate dC/dW;   b <- b - rate dC/db;   C the average over the examples

    Parameters
    ----------
    network : Network
    examples : Examples
    steps : int
        Not negative.
    learning_rate : float, optional
        The network's own if not given.

    Returns
    -------
    Descent

    Raises
    ------
    InputError
        If a step carries a number beyond what a double can hold.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> descend(network, examples, steps=0).end is network
    True
    """
    rate = network.learning_rate if learning_rate is None else learning_rate
    networks = [network]
    with np.errstate(all="ignore"):
        gradient = backward(forward(network, examples.X), examples.Y)
        costs = [gradient.C.mean()]
        for number in range(1, steps + 1):
            try:
                networks.append(step(networks[-1], gradient, rate))
                gradient = backward(forward(networks[-1], examples.X), examples.Y)
                costs.append(frozen(gradient.C.mean()))
            except ValueError:
                found = f"found one too large after step {number} with {rate:g}"
                expected = "expected steps that keep every number finite"
                raise InputError("", "learning_rate", expected, found, "use a smaller one") from None
    return Descent(network, tuple(networks[1:]), frozen(costs), rate)


def step(network: Network, gradient: BackwardPass, learning_rate: float) -> Network:
    """Move every weight, and every bias unless the network keeps them, against its slope.

    Parameters
    ----------
    network : Network
    gradient : BackwardPass
    learning_rate : float

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If a weight or bias would not be finite.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> gradient = backward(forward(network, examples.X), examples.Y)
    >>> moved = step(network, gradient, 0.5).layer(1).W - network.layer(1).W
    >>> bool(np.allclose(moved, -0.5 * gradient.layers[0].dC_dW))
    True

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 1, eqs. (20)-(21).
    """
    rate_b = learning_rate if network.update_biases else 0.0
    return network.with_layers(
        tuple(
            Layer(layer.W - learning_rate * slopes.dC_dW, layer.b - rate_b * slopes.dC_db, layer.activation)
            for layer, slopes in zip(network.layers, gradient.layers, strict=True)
        )
    )
