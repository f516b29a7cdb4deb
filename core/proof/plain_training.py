"""A training once more: many steps downhill in bare arrays and formulas, for an audit of what comes after them.

A plain pass finds each slope by a complex step of its own, which is too slow for thousands of steps. Here one complex
step finds the slopes of a whole layer's curves, and one for each output begins the way back; weights join them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.model.arrays import Array
from core.passes.stochastic_descent import Batches
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


def asked_in_turn(count: int, size: int, seed: int, steps: int) -> list[Array]:
    """Return which of so many examples each step asks: pass after pass, each in an order drawn anew.

    The steps that ask all of them draw no order.

    Examples
    --------
    >>> [len(one) for one in asked_in_turn(12, 5, 0, 4)]
    [5, 5, 2, 5]
    """
    rng, found = np.random.default_rng(seed), list[Array]()
    while len(found) < steps:
        order = rng.permutation(count) if size < count else np.arange(count)
        found += [order[first : first + size] for first in range(0, count, size)]
    return found[:steps]


def walked(network: PlainNetwork, steps: int, learning_rate: float, batches: Batches) -> list[PlainNetwork]:
    """Return the network before, between and after some steps, each by the mean slopes of the few that it asks.

    Parameters
    ----------
    network : PlainNetwork
    steps : int
    learning_rate : float
    batches : Batches
        Whose free weights and biases alone move, where it names any.

    Returns
    -------
    list of PlainNetwork
        Each with the network's own learning rate and all examples.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> plain = PlainNetwork.of(*read("networks/iris.toml"))
    >>> one, other = walked(plain, 3, 0.1, Batches(12, 0))[-1], trained(plain, 3, 0.1)
    >>> bool(np.allclose(one.layers[0][0], other.layers[0][0], rtol=1e-13, atol=0))
    True
    """
    found = [network]
    with np.errstate(all="ignore"):
        for chosen in asked_in_turn(len(network.X), batches.size, batches.seed, steps):
            now = found[-1]
            asked = replace(now, X=network.X[chosen], Y=network.Y[chosen])
            moved = []
            for number, ((W, b, sigma), (delta, a_prev)) in enumerate(zip(now.layers, _swept(asked), strict=True), 1):
                dC_dW, dC_db = delta.T @ a_prev / len(delta), delta.mean(axis=0)
                if batches.free:
                    dC_dW, dC_db = _of_free(dC_dW, "w", number, batches), _of_free(dC_db, "b", number, batches)
                elif not network.update_biases:
                    dC_db = np.zeros_like(dC_db)
                moved.append((W - learning_rate * dC_dW, b - learning_rate * dC_db, sigma))
            found.append(replace(now, layers=tuple(moved)))
    return found


def _of_free(slopes: Array, kind: str, layer: int, batches: Batches) -> Array:
    """Return the slopes of a layer's weights or biases, 0 for those that are held."""
    kept = np.zeros_like(slopes)
    for one in batches.free:
        if (one.kind, one.layer) == (kind, layer):
            kept[one.neurons] = slopes[one.neurons]
    return kept


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
