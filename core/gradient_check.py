"""The same slopes found three ways, and how far the ways differ."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core import quantity
from core.arrays import Array
from core.complex_step import complex_step
from core.network import Examples, Network
from core.quantity import Quantity
from core.slopes import LayerSlopes, analytic, uncancelled
from core.symbolic_slopes import symbolic

WAYS = {"analytic": analytic, "complex step": complex_step, "symbolic": symbolic}
# Where paths cancel, a slope far smaller than its terms has fewer true digits.
_FLOOR = 1e-6
# Below this a complex step loses digits to underflow.
_TINY = 1e-150


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where two ways to find slopes differ most.

    Parameters
    ----------
    first, second : str
        Names of the two ways.
    difference : float
        |p - q| / max(|p|, |q|, 1e-6 times what the slope would be if no paths cancelled); infinite if
        one is not finite.
    at : Quantity
    example : int
    values : tuple of float
        p and q.
    count : int
        How many slopes were compared.
    """

    first: str
    second: str
    difference: float
    at: Quantity
    example: int
    values: tuple[float, float]
    count: int


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """The comparison of every pair of ways.

    Parameters
    ----------
    comparisons : tuple of Comparison

    Examples
    --------
    >>> from core.network_file import read
    >>> check = check_gradients(*read("networks/chain.toml"))
    >>> [(pair.first, pair.second) for pair in check.comparisons]
    [('analytic', 'complex step'), ('analytic', 'symbolic'), ('complex step', 'symbolic')]
    >>> check.worst.difference < 1e-12
    True
    """

    comparisons: tuple[Comparison, ...]

    @property
    def worst(self) -> Comparison:
        """The pair that differs most."""
        return max(self.comparisons, key=lambda pair: pair.difference)


def check_gradients(network: Network, examples: Examples) -> GradientCheck:
    """Find every slope of the cost three ways, for every example, and compare them.

    Parameters
    ----------
    network : Network
    examples : Examples

    Returns
    -------
    GradientCheck

    Raises
    ------
    InputError
        If an output is so close to 0 or 1 that the formulas cannot be evaluated.

    Examples
    --------
    >>> from core.network_file import read
    >>> check_gradients(*read("networks/relu.toml")).worst.difference < 1e-12
    True
    """
    every = list(zip(examples.X, examples.Y, strict=True))
    found = [{name: way(network, x, y) for name, way in WAYS.items()} for x, y in every]
    sizes = [uncancelled(network, x, y) for x, y in every]
    return GradientCheck(
        tuple(
            max(
                (_compare(first, second, i, slopes, sizes[i]) for i, slopes in enumerate(found)),
                key=lambda comparison: comparison.difference,
            )
            for first, second in combinations(WAYS, 2)
        )
    )


def _compare(
    first: str, second: str, example: int, slopes: dict[str, list[LayerSlopes]], sizes: list[LayerSlopes]
) -> Comparison:
    """Return the worst of one example."""
    worst, where, values, count = -1.0, quantity.C, (math.nan, math.nan), 0
    for number, layer in enumerate(zip(slopes[first], slopes[second], sizes, strict=True), 1):
        for of, name in _kinds(number):
            p, q, size = (getattr(one, name) for one in layer)
            differences = _relative(p, q, size)
            count += differences.size
            index = np.unravel_index(int(differences.argmax()), differences.shape)
            if differences[index] > worst:
                worst = float(differences[index])
                where = quantity.slope(quantity.C, of(*map(int, index)))
                values = (float(p[index]), float(q[index]))
    return Comparison(first, second, worst, where, example, values, count)


def _kinds(number: int) -> Iterator[tuple[Callable[..., Quantity], str]]:
    """Yield the address of each kind of slope at a layer, and its name there."""
    yield lambda j, k: quantity.w(number, j, k), "dC_dW"
    yield lambda j: quantity.b(number, j), "dC_db"
    yield lambda k: quantity.a(number - 1, k), "dC_da_prev"


def _relative(p: Array, q: Array, size: Array) -> Array:
    scale = np.maximum(np.maximum(np.abs(p), np.abs(q)), np.maximum(_FLOOR * size, _TINY))
    with np.errstate(all="ignore"):
        differences = np.where(p == q, 0.0, np.abs(p - q) / scale)
    return np.where(np.isfinite(differences), differences, math.inf)
