"""Slopes from the formulas: SymPy differentiates the rows' formulas, and many digits evaluate them.

The way to the cost is summed over all paths forward, from each layer to the output, where the
backward pass goes the other way. Nothing is taken from the rows' own values and slopes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import sympy

from core.algebra.symbols import formula
from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Network
from core.passes.forward import LayerPass, forward
from core.proof.slope_sample import SlopeSample

_MOST_DIGITS = 2000
Number = Any  # mpmath has no types
Numeric = Callable[..., Number]


def symbolic(network: Network, x: Array, y: Array, sample: SlopeSample) -> Array:
    """Return the slopes that the formulas give.

    dC/dz^(l) = dC/dz^(L) dz^(L)/dz^(l), the last factor the sum over all paths from l to L

    Parameters
    ----------
    network : Network
    x : ndarray, shape (n_0,)
    y : ndarray, shape (n_L,)
    sample : SlopeSample
        Which slopes.

    Returns
    -------
    ndarray, shape (count,)

    Raises
    ------
    InputError
        If an output is so close to 0 or 1 that its logarithm is out of reach.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.slopes import analytic
    >>> network, examples = read("networks/chain.toml")
    >>> x, y = examples.X[0], examples.Y[0]
    >>> sample = SlopeSample.of(network, 9, np.random.default_rng(0))
    >>> bool(np.allclose(symbolic(network, x, y, sample), sample.among(analytic(network, x, y)), rtol=1e-12))
    True
    """
    seen = forward(network, x).layers
    with mpmath.workdps(min(_MOST_DIGITS, 40 + max(map(_digits, seen)))):
        a = [np.asarray(x), *(np.array(_values(layer), dtype=float) for layer in seen[:-1])]
        onward = [partial(np.multiply, _jacobian(layer)) for layer in seen[:-1]]
        delta = _last_delta(network, seen[-1], y)
    with np.errstate(all="ignore"):
        return sample.carried([layer.layer.W for layer in seen], a, onward, lambda dz: dz @ delta)


def _digits(layer: LayerPass) -> int:
    """Return how many digits cancel in a formula such as 1 - tanh(z)^2 where it is flat."""
    reach = min(float(np.abs(layer.z).max() / 2 + np.ptp(layer.z / 2)) * 2, _MOST_DIGITS)
    sigma = formula(layer.layer.activation.formula)
    if sigma.has(sympy.erf):  # as flat as exp(-z^2 / 2)
        return int(reach**2 / 4)
    return int(reach) if sigma.has(sympy.exp, sympy.tanh) else 0


@cache
def _numeric(text: str, by: str = "") -> Numeric:
    """Return the formula, or its derivative by one of its symbols, as a function of many digits."""
    names = sympy.symbols("z S a y n")
    expression = formula(text).diff(sympy.Symbol(by)) if by else formula(text)
    function: Numeric = sympy.lambdify(names, expression, modules="mpmath")
    return function


def _sums(layer: LayerPass) -> tuple[list[Number], list[Number], Number]:
    z = [mpmath.mpf(value) for value in layer.z]
    e = [] if layer.layer.activation.elementwise else [mpmath.exp(value) for value in z]
    return z, e, sum(e)


def _values(layer: LayerPass) -> list[Number]:
    z, _, S = _sums(layer)
    sigma = _numeric(layer.layer.activation.formula)
    return [sigma(value, S, 0, 0, 0) for value in z]


def _jacobian(layer: LayerPass) -> Array:
    """Return da/dz of a hidden layer, where each neuron has its own z."""
    z, _, S = _sums(layer)
    slope = _numeric(layer.layer.activation.formula, "z")
    return np.array([slope(value, S, 0, 0, 0) for value in z], dtype=float)


def _last_delta(network: Network, layer: LayerPass, y: Array) -> Array:
    """Return dC/dz of the last layer, multiplied out before it is rounded: one factor may be huge."""
    z, e, S = _sums(layer)
    text = layer.layer.activation.formula
    cost_slope, by_z, by_S = _numeric(network.cost.formula, "a"), _numeric(text, "z"), _numeric(text, "S")
    targets = [mpmath.mpf(value) for value in y]
    try:
        dC_da = [cost_slope(0, 0, a, t, len(z)) for a, t in zip(_values(layer), targets, strict=True)]
    except ZeroDivisionError:
        expected = f"expected outputs strictly between 0 and 1 for {network.cost.name}"
        raise InputError("", "check", expected, "found one too close to tell", "use smaller weights") from None
    delta = [slope * by_z(value, S, 0, 0, 0) for slope, value in zip(dC_da, z, strict=True)]
    if e:  # dS/dz_j = exp(z_j)
        through_S = sum(slope * by_S(value, S, 0, 0, 0) for slope, value in zip(dC_da, z, strict=True))
        delta = [_sum(own, through_S * e_j) for own, e_j in zip(delta, e, strict=True)]
    return np.array(delta, dtype=float)


def _sum(p: Number, q: Number) -> Number:
    """Add, and let what cancels up to the last digits be the 0 that it stands for."""
    total = p + q
    return total if abs(total) > (abs(p) + abs(q)) * mpmath.mpf(10) ** (5 - mpmath.mp.dps) else mpmath.mpf(0)
