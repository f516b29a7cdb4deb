"""The same slopes found three ways, and how far the ways differ."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.model.arrays import Array
from core.model.network import Examples, Network
from core.model.quantity import Quantity
from core.passes.slopes import analytic, uncancelled
from core.proof.complex_step import complex_step
from core.proof.slope_sample import SlopeSample, slope_count
from core.proof.symbolic_slopes import symbolic

Way = Callable[[Network, Array, Array, SlopeSample], Array]


def _analytic(network: Network, x: Array, y: Array, sample: SlopeSample) -> Array:
    return sample.among(analytic(network, x, y))


WAYS: dict[str, Way] = {"analytic": _analytic, "complex step": complex_step, "symbolic": symbolic}
_SEED = 2024
# How many slopes are compared in one example, of how many examples, and in all of them together; and
# the least of a network where those times its size would be more work than this.
_MOST_EACH, _MOST_EXAMPLES, _MOST, _LEAST, _WORK = 2_000, 1_000, 40_000, 400, 20_000_000_000
# Where paths cancel, a slope far smaller than its terms has fewer true digits.
_FLOOR = 1e-6
# Below this a double has fewer digits.
_TINY = 1e-280


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
    """

    first: str
    second: str
    difference: float
    at: Quantity
    example: int
    values: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """The comparison of every pair of ways.

    Parameters
    ----------
    comparisons : tuple of Comparison
    compared : int
        How many slopes were compared, in all examples together.
    total : int
        How many there are.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> check = check_gradients(*read("networks/chain.toml"))
    >>> [(pair.first, pair.second) for pair in check.comparisons]
    [('analytic', 'complex step'), ('analytic', 'symbolic'), ('complex step', 'symbolic')]
    >>> check.worst.difference < 1e-12
    True
    """

    comparisons: tuple[Comparison, ...]
    compared: int
    total: int

    @property
    def worst(self) -> Comparison:
        """The pair that differs most."""
        return max(self.comparisons, key=lambda pair: pair.difference)


def check_gradients(network: Network, examples: Examples) -> GradientCheck:
    """Find every slope of the cost three ways, for every example, and compare them.

    Of a large network, and of many examples, a fair choice stands for all: enough that each layer's
    weights, biases and inputs are among them, and few enough that it takes seconds.

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
    >>> from core.files.network_file import read
    >>> check_gradients(*read("networks/relu.toml")).worst.difference < 1e-12
    True
    """
    samples = _samples(network, len(examples), np.random.default_rng(_SEED))
    found = [_compared(network, i, examples.X[i], examples.Y[i], sample) for i, sample in samples.items()]
    worst = tuple(max(ones, key=lambda one: one.difference) for ones in zip(*found, strict=True))
    return GradientCheck(worst, sum(map(len, samples.values())), slope_count(network) * len(examples))


def _samples(network: Network, examples: int, generator: np.random.Generator) -> dict[int, SlopeSample]:
    """Choose examples and, in each, slopes: all of them where that is no great work."""
    # Of a slope, carried on: a multiplication for each weight; functions and loops, in multiplications.
    work = sum(layer.W.size + 50 * layer.n + 1_000 for layer in network.layers)
    most = max(_LEAST, min(_MOST, _WORK // work))
    each = min(slope_count(network), _MOST_EACH, most)
    count = min(examples, _MOST_EXAMPLES, most // each)
    chosen = generator.choice(examples, count, replace=False)
    return {int(i): SlopeSample.of(network, each, generator) for i in np.sort(chosen)}


def _compared(network: Network, example: int, x: Array, y: Array, sample: SlopeSample) -> list[Comparison]:
    """Return where each pair of ways differs most in one example."""
    slopes = {name: way(network, x, y, sample) for name, way in WAYS.items()}
    sizes = sample.among(uncancelled(network, x, y))
    found = []
    for first, second in combinations(WAYS, 2):
        p, q = slopes[first], slopes[second]
        differences = _relative(p, q, sizes)
        worst = int(differences.argmax())
        values = (float(p[worst]), float(q[worst]))
        found.append(Comparison(first, second, float(differences[worst]), sample.at(network, worst), example, values))
    return found


def _relative(p: Array, q: Array, size: Array) -> Array:
    with np.errstate(all="ignore"):
        least = np.maximum(_FLOOR * np.where(np.isfinite(size), size, 0), _TINY)
        scale = np.maximum(np.maximum(np.abs(p), np.abs(q)), least)
        differences = np.where(p == q, 0.0, np.abs(p - q) / scale)
    return np.where(np.isfinite(differences), differences, math.inf)
