"""A training once more: many steps downhill in bare arrays and formulas, for an audit of what comes after them.

A plain pass finds each slope by a complex step of its own, which is too slow for thousands of steps. Here one complex
step finds the slopes of a whole layer's curves, and one for each output begins the way back; weights join them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.model.arrays import Array
from core.passes.stochastic_descent import Batches
from core.proof.plain_functions import H, activations, cost_of
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
            rests = all(_is_still(one, other) for one, other in zip(network.layers, moved, strict=True))
            network = replace(network, layers=tuple(moved))
            if rests:  # and so it will at each step to come
                break
    return network


def _is_still(before: Sequence[Any], after: Sequence[Any]) -> bool:
    """Whether no digit of a layer's weights and biases has moved."""
    return all(np.array_equal(one, other) for one, other in zip(before[:2], after[:2], strict=True))


def descended(starts: Sequence[PlainNetwork], steps: int, learning_rate: float) -> tuple[list[PlainNetwork], Array]:
    """Return where full-batch gradient-descent steps lead from several starts, and the outputs' sums on the way.

    Parameters
    ----------
    starts : sequence of PlainNetwork
        Of one shape, with the same examples.
    steps : int
    learning_rate : float

    Returns
    -------
    ends : list of PlainNetwork
    sums : ndarray, shape (steps + 1, starts, examples, outputs)
        z of the last layer, before the first step, then after each.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> plain = PlainNetwork.of(*read("networks/iris.toml"))
    >>> ends, sums = descended([plain, drawn(plain, 4)], 3, 0.1)
    >>> bool(np.allclose(ends[0].layers[0][0], trained(plain, 3, 0.1).layers[0][0], rtol=1e-13, atol=0)), sums.shape
    (True, (4, 2, 12, 3))
    """
    one, count = starts[0], len(starts)
    whole = replace(one, X=np.tile(one.X, (count, 1)), Y=np.tile(one.Y, (count, 1)))
    layers = [
        (np.stack([each.layers[at][0] for each in starts]), np.stack([each.layers[at][1] for each in starts])[:, None])
        for at in range(len(one.layers))
    ]
    sigmas, last = [sigma for *_, sigma in one.layers], len(layers)
    sums, rate_b = [], learning_rate if one.update_biases else 0.0
    with np.errstate(all="ignore"):
        for step in range(steps + 1):
            befores, bends = [np.broadcast_to(one.X, (count, *one.X.shape))], []
            for (W, b), sigma in zip(layers[:-1], sigmas, strict=False):
                seen = activations(sigma, befores[-1] @ W.swapaxes(1, 2) + b + 1j * H)
                befores.append(seen.real)
                bends.append(seen.imag / H)
            sums.append(befores[-1] @ layers[-1][0].swapaxes(1, 2) + layers[-1][1])
            if step == steps:
                break
            z = sums[-1].reshape(len(whole.Y), -1) + 0j
            deltas = [slopes_by_sums(whole, z, last).reshape(sums[-1].shape)]
            for (W, _), bend in zip(layers[:0:-1], reversed(bends), strict=True):
                deltas.append(deltas[-1] @ W * bend)
            moved = [
                (
                    W - learning_rate * (delta.swapaxes(1, 2) @ a_prev) / len(one.X),
                    b - rate_b * delta.mean(axis=1, keepdims=True),
                )
                for (W, b), delta, a_prev in zip(layers, reversed(deltas), befores, strict=True)
            ]
            if all(map(_is_still, layers, moved)):
                sums += [sums[-1]] * (steps - step)
                break
            layers = moved
    ends = [
        replace(one, layers=tuple((W[at], b[at, 0], sigma) for (W, b), sigma in zip(layers, sigmas, strict=True)))
        for at in range(count)
    ]
    return ends, np.array(sums)


def standing(network: PlainNetwork, sums: Array) -> int:
    """Count the steps with about the cost of one answer for all, the mean of what is desired: within half a percent.

    Parameters
    ----------
    network : PlainNetwork
    sums : ndarray, shape (steps, examples, outputs)
        z of the last layer after each step.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> plain = PlainNetwork.of(*read("networks/iris.toml"))
    >>> standing(plain, np.array([np.full((12, 3), np.log(0.5)), np.zeros((12, 3))]))  # a third each, and a half
    1
    """
    mean = np.tile(network.Y.mean(axis=0), (len(network.Y), 1)) + 0j
    level = float(cost_of(network.cost, None, mean, mean, network.Y).real.mean())
    z, sigma = sums.reshape(-1, sums.shape[-1]) + 0j, network.layers[-1][2]
    seen = cost_of(network.cost, sigma, z, activations(sigma, z), np.tile(network.Y, (len(sums), 1))).real
    costs = seen.reshape(len(sums), -1).mean(axis=1)
    return int((np.abs(costs - level) * 200 <= abs(level)).sum())


def drawn(network: PlainNetwork, seed: int) -> PlainNetwork:
    """Return a network at the start that a seed draws: weights normal with a variance of one part in n_prev, biases 0.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.variants import start
    >>> network, examples = read("networks/iris.toml")
    >>> one, other = drawn(PlainNetwork.of(network, examples), 4), start(network, np.random.default_rng(4))
    >>> bool((one.layers[1][0] == other.layer(2).W).all())
    True
    """
    rng, layers = np.random.default_rng(seed), []
    for W, b, sigma in network.layers:
        layers.append((rng.normal(0.0, W.shape[1] ** -0.5, W.shape), np.zeros(b.shape), sigma))
    return replace(network, layers=tuple(layers))


def exchanged(network: PlainNetwork, layer: int, j: int, i: int) -> PlainNetwork:
    """Return a network with two neurons of a hidden layer exchanged: their rows, and the columns that hear them."""
    layers = list(network.layers)
    (W, b, sigma), (onward, *rest) = layers[layer - 1], layers[layer]
    W, b, onward = W.copy(), b.copy(), onward.copy()
    W[[j, i]], b[[j, i]], onward[:, [j, i]] = W[[i, j]], b[[i, j]], onward[:, [i, j]]
    layers[layer - 1], layers[layer] = (W, b, sigma), (onward, *rest)
    return replace(network, layers=tuple(layers))


def between(one: PlainNetwork, other: PlainNetwork, share: float) -> PlainNetwork:
    """Return the network on the straight line from one to another."""
    layers = tuple(
        ((1 - share) * W + share * its_W, (1 - share) * b + share * its_b, sigma)
        for (W, b, sigma), (its_W, its_b, _) in zip(one.layers, other.layers, strict=True)
    )
    return replace(one, layers=layers)


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
