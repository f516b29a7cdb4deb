"""A training once more: many steps downhill in bare arrays and formulas, for an audit of what comes after them.

A plain pass finds each slope by a complex step of its own, which is too slow for thousands of steps. Here one complex
step finds the slopes of a whole layer's curves, and one for each output begins the way back; weights join them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.model.arrays import Array
from core.proof.plain_functions import H, activations
from core.proof.plain_pass import PlainNetwork, slopes_by_sums


def trained(network: PlainNetwork, steps: int, learning_rate: float) -> PlainNetwork:
    """Return the network after some full-batch gradient-descent steps at a rate of their own.

    Parameters
    ----------
    network : PlainNetwork
    steps : int
    learning_rate : float

    Returns
    -------
    PlainNetwork
        With its own learning rate.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.proof.plain_pass import stepped
    >>> plain = PlainNetwork.of(*read("networks/iris.toml"))
    >>> one, other = trained(plain, 3, plain.learning_rate), stepped(plain, 3)
    >>> bool(np.allclose(one.layers[0][0], other.layers[0][0], rtol=1e-13, atol=0))
    True
    """
    rate_b = learning_rate if network.update_biases else 0.0
    with np.errstate(all="ignore"):
        for _ in range(steps):
            moved = [
                (W - learning_rate * (delta.T @ a_prev) / len(delta), b - rate_b * delta.mean(axis=0), sigma)
                for (W, b, sigma), (delta, a_prev) in zip(network.layers, _swept(network), strict=True)
            ]
            network = replace(network, layers=tuple(moved))
    return network


def _swept(network: PlainNetwork) -> list[tuple[Array, Array]]:
    """Return dC/dz of each layer on each example, with the activations before it."""
    *hidden, (W, b, _) = network.layers
    befores, bends = [network.X], []
    for W_hidden, b_hidden, sigma in hidden:
        seen = activations(sigma, befores[-1] @ W_hidden.T + b_hidden + 1j * H)
        befores.append(seen.real)
        bends.append(seen.imag / H)
    deltas = [slopes_by_sums(network, befores[-1] @ W.T + b + 0j, len(network.layers))]
    for (W_ahead, _, _), bend in zip(network.layers[:0:-1], reversed(bends), strict=True):
        deltas.append(deltas[-1] @ W_ahead * bend)
    return list(zip(reversed(deltas), befores, strict=True))
