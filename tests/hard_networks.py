"""Networks on which pictures fall out of place: long, wide, dead, saturated, huge, tiny, unable to learn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network

Drawn = tuple[Network, Examples]
LOGARITHMS = {"cost": "cross_entropy"}


def made(W: Sequence[Any], names: str | Sequence[str], x: Any, y: Any, b: Sequence[Any] = (), **how: str) -> Drawn:
    """A network of these weights; biases 0 where none are given."""
    called = [names] * len(W) if isinstance(names, str) else names
    weights = [np.array(one, dtype=float) for one in W]
    biases = [np.array(one, dtype=float) for one in b] or [np.zeros(len(one)) for one in weights]
    told = zip(weights, biases, called, strict=True)
    layers = tuple(Layer(one, two, ACTIVATIONS[name]) for one, two, name in told)
    return Network(layers, COSTS[how.get("cost", "squared_error")]), Examples(np.atleast_2d(x), np.atleast_2d(y))


def random(widths: Sequence[int], names: str | Sequence[str], examples: int = 3, **how: str) -> Drawn:
    """Weights by chance, always the same."""
    rng = np.random.default_rng(0)
    W = [np.round(rng.normal(0, 1, (n, n_prev)) / n_prev**0.5, 2) for n_prev, n in pairwise(widths)]
    b = [np.round(rng.normal(0, 0.3, n), 2) for n in widths[1:]]
    X, Y = np.round(rng.uniform(0, 1, (examples, widths[0])), 2), np.eye(widths[-1])[np.arange(examples) % widths[-1]]
    return made(W, names, X, Y, b, **how)


def dead() -> Drawn:
    """A rectified neuron that no example wakes."""
    W, b = [[[1.2, -0.7], [-0.8, -1.1]], [[0.9, -0.6]]], [[0.1, -0.4], [0.2]]
    return made(W, "relu", [[0.9, 0.8], [0.2, 1.0]], [[1.0], [0.2]], b)


def all_slopes_zero() -> Drawn:
    """A first example on which no neuron answers."""
    W, b = [[[-1.0, -0.5], [-0.3, -0.8]], [[0.7, -0.4]]], [[-0.1, -0.2], [-0.3]]
    return made(W, "relu", [[0.6, 0.9], [-1.0, -1.0]], [[1.0], [0.5]], b)


def well_trained() -> Drawn:
    """A cost of ten to the minus fourth on its only example."""
    W, b = [[[2.0, 1.0], [1.0, -1.0]], [[1.0, 1.0]]], [[0.0, 0.0], [-5.6308]]
    return made(W, "sigmoid", [1.0, 0.0], [0.0], b, cost="half_squared_error")


def xor() -> Drawn:
    """XOR after training."""
    W, b = [[[5.741, -6.305], [4.979, -4.875]], [[7.7103, -7.497]]], [[-3.101, 2.449], [3.483]]
    return made(W, "sigmoid", [[1, 0], [0, 1], [0, 0], [1, 1]], [[1], [1], [0], [0]], b, cost="half_squared_error")


HARD: dict[str, Callable[[], Drawn]] = {
    "one neuron": lambda: made([[[1.5]]], "sigmoid", [0.6], [0.9], [[-0.4]]),
    "an input of 0": lambda: made([[[1.5]]], "sigmoid", [0.0], [0.9], [[0.3]]),
    "one example, one output": lambda: random((2, 3, 1), "tanh", 1),
    "a long chain of large weights": lambda: made([[[100.0]]] * 25, "sigmoid", [0.5], [0.2], [[-50.0]] * 25),
    "weights of 1e-30": lambda: made([[[1e-30]], [[1e-30]]], "identity", [1.0], [0.5]),
    "weights of 1e30": lambda: made([[[1e30]], [[1e-30]]], "identity", [1.0], [0.5]),
    "weights of 20 and -30": lambda: made([[[20.0, -20.0], [-30.0, 20.0]], [[20.0, -30.0]]], "tanh", [0.4, 0.1], [0.5]),
    "a saturated unit": lambda: made([[[0.5], [40.0]], [[1.0, -2.0]]], "sigmoid", [[0.9], [0.3]], [[0.8], [0.1]]),
    "a dead unit": dead,
    "all slopes 0": all_slopes_zero,
    "well trained": well_trained,
    "xor": xor,
    "shares with a logarithm": lambda: random((3, 4, 3), ["sigmoid", "softmax"], **LOGARITHMS),
    "4-8-8-8-3": lambda: random((4, 8, 8, 8, 3), ["relu", "relu", "relu", "softmax"], **LOGARITHMS),
    "12-5-5-10": lambda: random((12, 5, 5, 10), "sigmoid", 10),
    "784-5-5-10": lambda: random((784, 5, 5, 10), ["sigmoid", "sigmoid", "softmax"], 2, **LOGARITHMS),
}
