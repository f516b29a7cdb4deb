"""Which slopes a gradient check compares: all of a small network's, a fair choice of a large one's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.model import quantity
from core.model.arrays import Array
from core.model.network import Layer, Network
from core.model.quantity import Quantity
from core.passes.slopes import LayerSlopes

Carry = Callable[[Array], Array]
_MOST_NUMBERS = 1_000_000  # nudges times neurons, held at once


@dataclass(frozen=True, slots=True, eq=False)
class SlopeSample:
    """Some slopes of the cost, each by its layer and its place there.

    Parameters
    ----------
    layers : ndarray of int
        The layer of each, 1..L, never falling.
    places : ndarray of int
        Where it stands among the slopes of its layer: dC/dW row by row, then dC/db, then dC/da_prev.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, _ = read("networks/iris.toml")
    >>> sample = SlopeSample.of(network, 9, np.random.default_rng(0))
    >>> len(sample), sorted({int(layer) for layer in sample.layers})
    (9, [1, 2, 3])
    >>> str(SlopeSample.of(network, 100, np.random.default_rng(0)).at(network, 57))
    'dC/da[2][2]'
    """

    layers: Array
    places: Array

    @staticmethod
    def of(network: Network, count: int, generator: np.random.Generator) -> SlopeSample:
        """Choose so many slopes, or all if there are no more.

        Each layer's weights, biases and inputs get equal shares, as far as they go: a few biases are
        not lost among a million weights.

        Parameters
        ----------
        network : Network
        count : int
        generator : numpy.random.Generator

        Returns
        -------
        SlopeSample
        """
        kinds = [(number, *kind) for number, layer in enumerate(network.layers, 1) for kind in _kinds(layer)]
        generator.shuffle(kinds)
        kinds.sort(key=lambda kind: kind[2])
        layers, places, left = [], [], count
        for position, (number, first, size) in enumerate(kinds):
            share = min(size, left // (len(kinds) - position))
            left -= share
            layers.append(np.full(share, number))
            places.append(first + generator.choice(size, share, replace=False))
        order = np.lexsort((np.concatenate(places), np.concatenate(layers)))
        return SlopeSample(np.concatenate(layers)[order], np.concatenate(places)[order])

    def __len__(self) -> int:
        return len(self.layers)

    def at(self, network: Network, index: int) -> Quantity:
        """Return the address of one of the slopes."""
        number, place = int(self.layers[index]), int(self.places[index])
        W = network.layer(number).W
        if place < W.size:
            return quantity.slope(quantity.C, quantity.w(number, *divmod(place, W.shape[1])))
        if (j := place - W.size) < len(W):
            return quantity.slope(quantity.C, quantity.b(number, j))
        return quantity.slope(quantity.C, quantity.a(number - 1, j - len(W)))

    def among(self, slopes: Sequence[LayerSlopes]) -> Array:
        """Return the chosen ones of all slopes.

        Parameters
        ----------
        slopes : sequence of LayerSlopes, layers 1..L

        Returns
        -------
        ndarray, shape (count,)
        """
        return np.concatenate(
            [
                np.concatenate([layer.dC_dW.ravel(), layer.dC_db, layer.dC_da_prev])[self._of_layer(number)]
                for number, layer in enumerate(slopes, 1)
            ]
        )

    def carried(self, W: Sequence[Array], a_prev: Sequence[Array], onward: Sequence[Carry], ending: Carry) -> Array:
        """Carry a nudge of each quantity, by the slopes along the way, to the cost.

        dz/dw_jk = a_k;   dz/db_j = 1;   dz/da_k = w_jk;   dz_next = W_next da;   dC

        Parameters
        ----------
        W, a_prev : sequence of ndarray, layers 1..L
        onward : sequence of callable, layers 1..L-1
            From dz to da, a nudge in each row and no number above 1.
        ending : callable
            From dz of the last layer to dC, the same.

        Returns
        -------
        ndarray, shape (count,)
        """
        rows = max(1, _MOST_NUMBERS // max(map(len, W)))
        blocks = [
            SlopeSample(self.layers[first : first + rows], self.places[first : first + rows])
            for first in range(0, len(self), rows)
        ]
        return np.concatenate([block._carried(W, a_prev, onward, ending) for block in blocks])  # noqa: SLF001

    def _carried(self, W: Sequence[Array], a_prev: Sequence[Array], onward: Sequence[Carry], ending: Carry) -> Array:
        first = int(self.layers[0])
        dz, powers = np.empty((0, len(W[first - 1]))), np.empty(0, dtype=int)
        for number in range(first, len(W) + 1):
            arriving = onward[number - 2](dz) @ W[number - 1].T if number > first else dz
            starting = self._starting(number, W[number - 1], a_prev[number - 1])
            dz = np.vstack([arriving, starting])
            # Each row is kept below 1, times a power of 2: a nudge's effect may be more than a double can hold.
            _, more = np.frexp(np.abs(dz).max(axis=1, initial=0))
            powers = np.concatenate([powers, np.zeros(len(starting), dtype=int)]) + more
            dz = np.ldexp(dz, -more[:, None])
        dC: Array = np.ldexp(ending(dz), powers)
        return dC

    def _of_layer(self, number: int) -> Array:
        first, end = np.searchsorted(self.layers, [number, number + 1])
        return self.places[first:end]

    def _starting(self, number: int, W: Array, a_prev: Array) -> Array:
        """Return what a nudge by 1 of each of a layer's own does to its z."""
        places = self._of_layer(number)
        biases, inputs = np.searchsorted(places, [W.size, W.size + len(W)])
        rows = np.zeros((len(places), len(W)))
        j, k = np.divmod(places[:biases], W.shape[1])
        rows[np.arange(biases), j] = a_prev[k]
        rows[np.arange(biases, inputs), places[biases:inputs] - W.size] = 1
        rows[inputs:] = W.T[places[inputs:] - W.size - len(W)]
        return rows


def slope_count(network: Network) -> int:
    """Return how many slopes one example has: by each weight, bias and activation but the outputs.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> slope_count(read("networks/iris.toml")[0])
    58
    """
    return sum(size for layer in network.layers for _, size in _kinds(layer))


def _kinds(layer: Layer) -> tuple[tuple[int, int], ...]:
    """Return the first place and the number of a layer's weights, biases and inputs."""
    weights = layer.W.size
    return (0, weights), (weights, layer.n), (weights + layer.n, layer.n_prev)
