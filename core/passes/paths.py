"""The paths by which one neuron reaches the cost."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from core.model.arrays import Array
from core.model.network import Network
from core.passes.forward import ForwardPass


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a neuron to the cost.

    Parameters
    ----------
    layer : int
        Where it starts, 0..L.
    neurons : tuple of int
        The neuron in each layer from there to L.
    output : int
        The output by which it reaches the cost: the last of the neurons, except that a softmax
        spreads each z over all outputs.

    Examples
    --------
    >>> Path(1, (0, 2, 1), 1).edges
    ((2, 2, 0), (3, 1, 2))
    """

    layer: int
    neurons: tuple[int, ...]
    output: int

    @property
    def edges(self) -> tuple[tuple[int, int, int], ...]:
        """(layer, j, k) of each weight on the way."""
        pairs = zip(self.neurons[1:], self.neurons, strict=False)
        return tuple((number, j, k) for number, (j, k) in enumerate(pairs, self.layer + 1))


def count_paths(network: Network, layer: int) -> int:
    """Return how many paths lead from one neuron's z in a layer, or one input, to the cost.

    Parameters
    ----------
    network : Network
    layer : int
        0..L.

    Returns
    -------
    int

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> wide = Network((Layer(np.ones((3, 2)), np.zeros(3), ACTIVATIONS["tanh"]),
    ...                 Layer(np.ones((4, 3)), np.zeros(4), ACTIVATIONS["softmax"])))
    >>> count_paths(wide, 1), count_paths(wide, 0)
    (16, 48)
    """
    spread = 1 if network.layers[-1].activation.elementwise else network.widths[-1]
    return math.prod(network.widths[layer + 1 :]) * spread


def paths_from(network: Network, layer: int, neuron: int) -> Iterator[Path]:
    """Yield every path from one neuron to the cost, in the order of their neurons.

    Parameters
    ----------
    network : Network
    layer, neuron : int
        Where the paths start.

    Yields
    ------
    Path

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> network = Network((Layer(np.ones((2, 1)), np.zeros(2), ACTIVATIONS["tanh"]),))
    >>> [path.neurons for path in paths_from(network, 0, 0)]
    [(0, 0), (0, 1)]
    """
    spread = not network.layers[-1].activation.elementwise
    for rest in product(*map(range, network.widths[layer + 1 :])):
        neurons = (neuron, *rest)
        for output in range(network.widths[-1]) if spread else neurons[-1:]:
            yield Path(layer, neurons, output)


def largest_paths(seen: ForwardPass, dC_da: ArrayLike, layer: int, neuron: int, count: int) -> list[Path]:
    """Return the paths from one neuron that carry the most to the cost, the largest first.

    A path's share of dC/da is the product of w sigma'(z) along it and of dC/da at its output.
    The best ways on from each neuron are kept layer by layer, so that the number of paths does not matter.

    Parameters
    ----------
    seen : ForwardPass
        Of one example.
    dC_da : array_like, shape (n_L,)
        The cost's slope with respect to each output.
    layer, neuron : int
        Where the paths start; 0 <= layer < L, or L for a softmax.
    count : int
        How many to return at most.

    Returns
    -------
    list of Path

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward
    >>> from core.model.network import Layer
    >>> network = Network((Layer([[2.0], [-3.0]], [0.0, 0.0], ACTIVATIONS["identity"]),))
    >>> [path.neurons for path in largest_paths(forward(network, [1.0]), [1.0, 1.0], 0, 0, 1)]
    [(0, 1)]
    """
    last = seen.layers[-1]
    ways = [_ways_out(last.layer.activation.slope(last.z), np.asarray(dC_da), j) for j in range(last.layer.n)]
    for number in range(len(seen.layers), layer, -1):
        W = seen.layers[number - 1].layer.W
        ways = [_best(_ways_through(W[:, k], ways), count) for k in range(W.shape[1])]
        if number - 1 > layer:
            before = seen.layers[number - 2]
            slopes = before.layer.activation.slope(before.z)
            ways = [[(share * slopes[k], (k, *on), out) for share, on, out in some] for k, some in enumerate(ways)]
    start = () if layer == len(seen.layers) else (neuron,)
    return [Path(layer, (*start, *neurons), output) for _, neurons, output in _best(ways[neuron], count)]


_Way = tuple[float, tuple[int, ...], int]


def _ways_out(slope: Array, dC_da: Array, j: int) -> list[_Way]:
    """Return the ways from z_j of the last layer to the cost."""
    if slope.ndim == 1:
        return [(float(slope[j] * dC_da[j]), (j,), j)]
    return [(float(slope[i, j] * dC_da[i]), (j,), i) for i in range(len(dC_da))]


def _ways_through(w: Array, ways: Sequence[list[_Way]]) -> Iterator[_Way]:
    for j, some in enumerate(ways):
        for share, neurons, output in some:
            yield float(w[j]) * share, neurons, output


def _best(ways: Iterator[_Way] | list[_Way], count: int) -> list[_Way]:
    return heapq.nlargest(count, ways, key=lambda way: abs(way[0]))
