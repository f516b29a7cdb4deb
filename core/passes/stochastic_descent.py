"""Descents that ask one example, a few, or all of them for each step, in an order drawn anew for each pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array, frozen
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.model.quantity import Quantity
from core.passes.backward import BackwardPass, backward
from core.passes.forward import forward
from core.passes.landscape import average_cost


@dataclass(frozen=True, slots=True)
class Batches:
    """Which examples each step of a walk asks, and what it moves: all that a walk depends on beside its rate.

    Parameters
    ----------
    size : int
        Examples for a step.
    seed : int
        Of the generator that draws the order of each pass.
    free : tuple of Quantity
        The weights and biases that move; all where there are none.

    Examples
    --------
    >>> Batches(5, 0).asked(12, 3)
    [5, 5, 2]
    """

    size: int
    seed: int
    free: tuple[Quantity, ...] = ()

    def asked(self, examples: int, steps: int) -> list[int]:
        """Return how many of so many examples each step asks."""
        passes = -(-examples // self.size)
        last = examples - (passes - 1) * self.size
        return [last if number % passes == passes - 1 else self.size for number in range(steps)]


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Steps from a start, each by the slopes of the examples that it asked.

    Parameters
    ----------
    networks : tuple of Network
        The start, then the network after each step.
    costs : ndarray, shape (steps + 1,)
        The average cost over all examples there.
    asked : tuple of tuple of int
        Which examples each step asked.
    """

    networks: tuple[Network, ...]
    costs: Array
    asked: tuple[tuple[int, ...], ...]

    @property
    def runs(self) -> int:
        """How many examples have been run, each forward and back."""
        return sum(map(len, self.asked))

    def path(self, parameter: Quantity) -> Array:
        """Return where a weight or bias has been, shape (steps + 1,)."""
        layers = (network.layer(parameter.layer or 1) for network in self.networks)
        return frozen([(one.W if parameter.kind == "w" else one.b)[parameter.neurons] for one in layers])


def descend_by(
    network: Network,
    examples: Examples,
    steps: int,
    *,
    size: int,
    rate: float,
    rng: np.random.Generator,
    free: Sequence[Quantity] | None = None,
) -> Walk:
    """Take steps downhill, each by the mean slope of so many examples.

    w <- w - rate/size sum over the examples asked of dC_i/dw

    Parameters
    ----------
    network : Network
    examples : Examples
    steps : int
    size : int
        Examples for a step, from 1 to all of them; where they do not share out evenly, the last step of a pass asks
        what is left.
    rate : float
    rng : numpy.random.Generator
        Draws the order of each pass over all examples.
    free : sequence of Quantity, optional
        The weights and biases that move; all (biases only if the network moves them) if not given.

    Returns
    -------
    Walk

    Raises
    ------
    ValueError
        If size is none of 1 to the number of examples.
    InputError
        If a step carries a number beyond what a double can hold.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/iris.toml")
    >>> walk = descend_by(network, examples, 24, size=1, rate=0.1, rng=np.random.default_rng(0))
    >>> walk.runs, sorted(walk.asked[:12]) == [(i,) for i in range(12)]
    (24, True)

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 1, eqs. (20)-(21).
    """
    if not 1 <= size <= len(examples):
        msg = f"expected a size from 1 to {len(examples)}, found {size}"
        raise ValueError(msg)
    masks, batches = _masks(network, free), _batches(len(examples), size, rng)
    networks, asked = [network], []
    with np.errstate(all="ignore"):
        for number in range(1, steps + 1):
            chosen = next(batches)
            slopes = backward(forward(networks[-1], examples.X[chosen]), examples.Y[chosen])
            asked.append(tuple(map(int, chosen)))
            try:
                networks.append(_stepped(networks[-1], slopes, rate, masks))
            except ValueError:
                found = f"found one too large after step {number} with {rate:g}"
                expected = "expected steps that keep every number finite"
                raise InputError("", "learning_rate", expected, found, "use a smaller one") from None
    return Walk(tuple(networks), frozen([average_cost(one, examples) for one in networks]), tuple(asked))


def _batches(count: int, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """Yield indices of examples, so many at a time, in a new order in each pass; all of them in their own."""
    while True:
        order = rng.permutation(count) if size < count else np.arange(count)
        yield from (order[first : first + size] for first in range(0, count, size))


def _masks(network: Network, free: Sequence[Quantity] | None) -> list[tuple[Array, Array]]:
    """Return 1 for each weight and bias that moves, and 0 for the others, layer by layer."""
    moving = 1.0 if free is None else 0.0
    masks = [
        (np.full(layer.W.shape, moving), np.full(layer.b.shape, moving * network.update_biases))
        for layer in network.layers
    ]
    for quantity in free or ():
        masks[(quantity.layer or 1) - 1][quantity.kind == "b"][quantity.neurons] = 1.0
    return masks


def _stepped(network: Network, slopes: BackwardPass, rate: float, masks: list[tuple[Array, Array]]) -> Network:
    told = zip(network.layers, slopes.layers, masks, strict=True)
    return network.with_layers(
        tuple(
            Layer(layer.W - rate * of_W * one.dC_dW, layer.b - rate * of_b * one.dC_db, layer.activation)
            for layer, one, (of_W, of_b) in told
        )
    )
