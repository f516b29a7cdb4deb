"""Rows that nobody has written down but this file: what one row alone must be enough for."""

import numpy as np

from core.model.activation import Activation
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS, Cost
from core.model.network import Examples, Layer, Network

CUBIC = Activation(
    "a_bit_cubic",
    lambda z: z + z**3 / 20,
    lambda z: 1 + 3 * z**2 / 20,
    "z + z**3/20",
    "cubic-ish",
)
BUMP = Activation(
    "bump",
    lambda z: 1 / (1 + z**2),
    lambda z: -2 * z / (1 + z**2) ** 2,
    "1/(1 + z**2)",
    "bump",
    range=(0.0, 1.0),
)
"""It gives shares, so that logarithms may be taken of it, and knows nothing of them."""
QUARTIC = Cost(
    "quartic_error",
    lambda a, y, _n: (a - y) ** 4,
    lambda a, y, _n: 4 * (a - y) ** 3,
    "(a - y)**4",
    "steep bowl",
)
LAYERS = {
    "chain": ([[[0.8]], [[-0.7]], [[0.9]]], [[0.1], [0.4], [-0.2]]),
    "net": ([[[0.6, -0.4], [0.3, 0.5], [-0.2, 0.8]], [[0.7, -0.5, 0.3], [0.4, 0.6, -0.9]]], [[0.1, 0, -0.2], [0.2, 0]]),
}


def made_up(shape, activation=CUBIC, cost=QUARTIC):
    """A network of a row alone, with two examples; the rows must be in their tables."""
    weights, biases = LAYERS[shape]
    layers = tuple(Layer(W, b, ACTIVATIONS[activation.name]) for W, b in zip(weights, biases, strict=True))
    n_0, n_L = layers[0].n_prev, layers[-1].n
    rng = np.random.default_rng(4)
    examples = Examples(rng.uniform(-1, 1, (2, n_0)), rng.uniform(0, 1, (2, n_L)))
    return Network(layers, COSTS[cost.name], name="made up"), examples
