"""Many steps of gradient descent, of which only the way of the cost and the end are kept: training."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.model.arrays import Array, frozen
from core.model.network import Examples, Layer, Network
from core.passes.backward import last_delta

_ROUNDING = 1e-12
"""A rise of the cost by less, of what it was at the start, is rounding."""
_SHAKEN, _FAR = 1e-13, 1e-10
"""By what share all weights are shifted, and how far the cost may go off then, of what it was at the start."""


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """A network before and after many steps downhill, with the average cost before, between and after them.

    Parameters
    ----------
    start, end : Network
    costs : ndarray, shape (steps + 1,)
        The average cost of `start`, then after each step.
    learning_rate : float

    Examples
    --------
    >>> from core.files.network_file import read
    >>> training = train(*read("networks/chain.toml"), steps=20, learning_rate=0.2)
    >>> training.steps, training.uphill, bool(training.costs[-1] < training.costs[0])
    (20, 0, True)
    """

    start: Network
    end: Network
    costs: Array
    learning_rate: float

    @property
    def steps(self) -> int:
        """How many were taken: fewer than were asked for where the next one leads beyond all numbers."""
        return len(self.costs) - 1

    @property
    def uphill(self) -> int:
        """How many of them raised the average cost, rounding left aside."""
        return int((np.diff(self.costs) > _ROUNDING * abs(self.costs[0])).sum())


@lru_cache(maxsize=8)
def train(network: Network, examples: Examples, steps: int, learning_rate: float) -> Training:
    """Take full-batch gradient-descent steps as long as every number stays finite.

    W <- W - rate dC/dW;   b <- b - rate dC/db;   C the average over the examples

    Each step takes all examples together, and nothing but numbers is made on the way.

    Parameters
    ----------
    network : Network
    examples : Examples
    steps : int
        Not negative.
    learning_rate : float

    Returns
    -------
    Training

    Raises
    ------
    ValueError
        If the cost is not finite before the first step.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.descent import descend
    >>> network, examples = read("networks/iris.toml")
    >>> one, other = train(network, examples, 50, 0.1).end, descend(network, examples, 50, 0.1).end
    >>> bool(np.allclose(one.layer(1).W, other.layer(1).W, rtol=1e-13, atol=0))
    True

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 1, eqs. (20)-(21), and ch. 2, eqs. (BP1)-(BP4).
    """
    weights, biases = ([getattr(layer, name) for layer in network.layers] for name in ("W", "b"))
    costs: list[float] = []
    with np.errstate(all="ignore"):
        for number in range(steps + 1):
            C, dC_dW, dC_db = _slopes(network, examples, weights, biases)
            if not np.isfinite(C):
                break
            costs.append(C)
            kept = weights, biases
            if number == steps:
                break
            weights = [W - learning_rate * slope for W, slope in zip(weights, dC_dW, strict=True)]
            if network.update_biases:
                biases = [b - learning_rate * slope for b, slope in zip(biases, dC_db, strict=True)]
            if not all(np.isfinite(part).all() for part in (*weights, *biases)):
                break
    if not costs:
        msg = "expected a finite cost before the first step"
        raise ValueError(msg)
    moved = zip(network.layers, *kept, strict=True)
    end = network.with_layers(tuple(Layer(W, b, layer.activation) for layer, W, b in moved))
    return Training(network, end, frozen(costs), learning_rate)


def sure_steps(training: Training, examples: Examples) -> int:
    """Return for how many steps a training hardly depends on rounding: what comes later one machine alone says.

    Where steps are so large that they jump about, each of them magnifies any difference. Weights that begin a little
    larger show from when on.

    Parameters
    ----------
    training : Training
    examples : Examples
        Those that it was of.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> sure_steps(train(network, examples, 300, 0.5), examples)
    300
    """
    start = training.start
    layers = tuple(Layer(layer.W * (1 + _SHAKEN), layer.b, layer.activation) for layer in start.layers)
    other = train(start.with_layers(layers), examples, training.steps, training.learning_rate).costs
    count = min(len(other), len(training.costs))
    off = np.abs(other[:count] - training.costs[:count]) > _FAR * max(abs(float(training.costs[0])), _ROUNDING)
    return int(np.argmax(off)) - 1 if off.any() else count - 1


def _slopes(
    network: Network, examples: Examples, weights: list[Array], biases: list[Array]
) -> tuple[float, list[Array], list[Array]]:
    """Return the average cost, and its slopes by W and b of each layer."""
    rows = [layer.activation for layer in network.layers]
    sums, outs = [], [examples.X]
    for W, b, row in zip(weights, biases, rows, strict=True):
        sums.append(outs[-1] @ W.T + b)
        outs.append(row.value(sums[-1]))
    C = float(network.cost.value_at(rows[-1], sums[-1], examples.Y).mean())
    dC_dW, dC_db = [], []
    delta = last_delta(network.cost, rows[-1], sums[-1], examples.Y)
    for place in range(len(rows) - 1, -1, -1):
        dC_dW.append(delta.T @ outs[place] / len(delta))
        dC_db.append(delta.sum(axis=0) / len(delta))
        if place:
            delta = rows[place - 1].pull_back(sums[place - 1], delta @ weights[place])
    return C, dC_dW[::-1], dC_db[::-1]
