"""Descents of one network from several starts, all of them in step: how far each gets, and how long it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.model.arrays import Array, frozen
from core.model.network import Examples, Layer, Network
from core.model.variants import exchange, start
from core.passes.backward import last_delta
from core.passes.landscape import between

STARTS = 10
"""How many are drawn: by the seeds from 0 on."""
_ROUNDING = 1e-12
"""A rise of the cost by less, of what it was at the start, is rounding."""
_STANDS = 0.005
"""What stands is as near to a level as this share of it."""
_MARKS = 24
"""After so many steps networks are kept, evenly spread."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where in the space of all weights and biases a network is: where a start has led, or on a line from there.

    Parameters
    ----------
    seed : int
        Of the generator that draws the start.
    towards : int, optional
        The seed of another start: the line leads to where that one has led in as many steps.
    exchanged : tuple of int
        A hidden layer and two of its neurons: the line leads to the same network with them exchanged.
    share : float
        How much of the line lies behind: 0 is where the start itself has led.

    Examples
    --------
    >>> Start(4, towards=8, share=0.5).seeds
    (4, 8)
    """

    seed: int
    towards: int | None = None
    exchanged: tuple[int, ...] = ()
    share: float = 0.0

    @property
    def seeds(self) -> tuple[int, ...]:
        """Of all starts that it depends on."""
        return (self.seed,) if self.towards is None else (self.seed, self.towards)

    def place(self, *ends: Network) -> Network:
        """Return the network there.

        Parameters
        ----------
        *ends : Network
            Where the starts of `seeds` have led.
        """
        if self.exchanged:
            return between(ends[0], exchange(ends[0], *self.exchanged), self.share)
        return ends[0] if self.towards is None else between(ends[0], ends[1], self.share)


@dataclass(frozen=True, slots=True, eq=False)
class Descents:
    """Networks of one shape on their ways downhill, in step.

    Parameters
    ----------
    marks : tuple of int
        After how many steps networks are kept.
    networks : tuple of tuple of Network
        At each mark those of all starts.
    costs : ndarray, shape (steps + 1, starts)
        The average cost of each before the first step, then after each.
    learning_rate : float
    """

    marks: tuple[int, ...]
    networks: tuple[tuple[Network, ...], ...]
    costs: Array
    learning_rate: float

    @property
    def steps(self) -> int:
        """How many were taken: fewer than were asked for where the next one leads beyond all numbers, or uphill."""
        return len(self.costs) - 1

    def uphill(self, place: int) -> int:
        """Return how many steps from a start raised its cost, rounding left aside."""
        return int(_rises(np.diff(self.costs[:, place]), self.costs[0, place]).sum())

    def network(self, place: int, step: int) -> Network:
        """Return the network of a start after so many steps, one of the marks."""
        return self.networks[self.marks.index(step)][place]


def plateau(costs: Array, level: float) -> int:
    """Return how many steps of a descent end within half a percent of a cost: how long it stands there.

    |C - level| <= level / 200

    Parameters
    ----------
    costs : ndarray, shape (steps + 1,)
        Before the first step, then after each.
    level : float

    Examples
    --------
    >>> plateau(np.array([0.9, 0.6699, 0.668, 0.666, 0.4]), 0.6667)
    3
    """
    return int((np.abs(costs[1:] - level) <= _STANDS * abs(level)).sum())


def cost_of_one_answer(network: Network, examples: Examples) -> float:
    """Return the average cost of giving every example one answer: the mean of what is desired.

    Under the squared error, and under cross-entropies, no other answer for all costs less.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> round(cost_of_one_answer(*read("networks/iris.toml")), 4)
    0.6667
    """
    mean = np.broadcast_to(examples.Y.mean(axis=0), examples.Y.shape)
    with np.errstate(all="ignore"):
        return float(network.cost.value(mean, examples.Y).mean())


@lru_cache(maxsize=8)
def descents_by_seed(
    network: Network, examples: Examples, steps: int, learning_rate: float, *, never_uphill: bool = False
) -> Descents:
    """Return the descents from the starts of the first seeds; see `descend_together`."""
    starts = [start(network, np.random.default_rng(seed)) for seed in range(STARTS)]
    return descend_together(starts, examples, steps, learning_rate, never_uphill=never_uphill)


def descend_together(
    starts: Sequence[Network],
    examples: Examples,
    steps: int,
    learning_rate: float,
    marks: int = _MARKS,
    *,
    never_uphill: bool = False,
) -> Descents:
    """Take full-batch gradient-descent steps from several starts as long as every number stays finite.

    W <- W - rate dC/dW;   b <- b - rate dC/db;   C the average over the examples

    Parameters
    ----------
    starts : sequence of Network
        Of one shape, with the same activations and cost.
    examples : Examples
    steps : int
        Not negative.
    learning_rate : float
    marks : int
        After so many steps, evenly spread, networks are kept; with 0 after each.
    never_uphill : bool
        Whether they end before the first step that raises the cost of one of them.

    Returns
    -------
    Descents

    Raises
    ------
    ValueError
        If a cost is not finite before the first step.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.training import train
    >>> network, examples = read("networks/iris.toml")
    >>> starts = [start(network, np.random.default_rng(seed)) for seed in (4, 8)]
    >>> together, alone = descend_together(starts, examples, 50, 0.1), train(starts[1], examples, 50, 0.1)
    >>> bool(np.allclose(together.costs[:, 1], alone.costs, rtol=1e-12))
    True

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 1, eqs. (20)-(21), and ch. 2, eqs. (BP1)-(BP4).
    """
    one = starts[0]
    places = range(one.depth)
    weights = [np.stack([each.layers[at].W for each in starts]) for at in places]
    biases = [np.stack([each.layers[at].b for each in starts])[:, None] for at in places]
    wanted = {round(mark) for mark in np.linspace(0, steps, min(steps, marks or steps) + 1)}
    kept: dict[int, tuple[list[Array], list[Array]]] = {}
    costs: list[Array] = []
    with np.errstate(all="ignore"):
        for number in range(steps + 1):
            C, dC_dW, dC_db = _slopes(one, examples, weights, biases)
            rises = never_uphill and costs and _rises(C - costs[-1], costs[0]).any()
            if rises or not np.isfinite(C).all():
                break
            costs.append(C)
            last = weights, biases
            if number in wanted:
                kept[number] = last
            weights = [W - learning_rate * slope for W, slope in zip(weights, dC_dW, strict=True)]
            if one.update_biases:
                biases = [b - learning_rate * slope for b, slope in zip(biases, dC_db, strict=True)]
            if not all(np.isfinite(part).all() for part in (*weights, *biases)):
                break
    if not costs:
        msg = "expected a finite cost before the first step"
        raise ValueError(msg)
    kept[len(costs) - 1] = last
    networks = tuple(tuple(_network(each, at, *kept[mark]) for at, each in enumerate(starts)) for mark in kept)
    return Descents(tuple(kept), networks, frozen(costs), learning_rate)


def _rises(changes: Array, first: Array) -> Array:
    found: Array = changes > _ROUNDING * np.abs(first)
    return found


def _network(shape: Network, at: int, weights: list[Array], biases: list[Array]) -> Network:
    moved = zip(shape.layers, weights, biases, strict=True)
    return shape.with_layers(tuple(Layer(W[at], b[at, 0], layer.activation) for layer, W, b in moved))


def _slopes(
    network: Network, examples: Examples, weights: list[Array], biases: list[Array]
) -> tuple[Array, list[Array], list[Array]]:
    """Return the average cost of each start, and its slopes by W and b of each layer: starts come first."""
    rows = [layer.activation for layer in network.layers]
    starts, count = len(weights[0]), len(examples)
    sums, outs = list[Array](), [np.broadcast_to(examples.X, (starts, *examples.X.shape))]
    for W, b, row in zip(weights, biases, rows, strict=True):
        sums.append(outs[-1] @ W.swapaxes(1, 2) + b)
        outs.append(row.value(sums[-1]))
    z, wanted = sums[-1].reshape(starts * count, -1), np.tile(examples.Y, (starts, 1))
    C = network.cost.value_at(rows[-1], z, wanted).reshape(starts, count).mean(axis=1)
    delta = last_delta(network.cost, rows[-1], z, wanted).reshape(sums[-1].shape)
    dC_dW, dC_db = [], []
    for place in range(len(rows) - 1, -1, -1):
        dC_dW.append(delta.swapaxes(1, 2) @ outs[place] / count)
        dC_db.append(delta.mean(axis=1, keepdims=True))
        if place:
            delta = rows[place - 1].pull_back(sums[place - 1], delta @ weights[place])
    return C, dC_dW[::-1], dC_db[::-1]
