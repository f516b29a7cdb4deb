"""Slopes from the formulas: SymPy differentiates the rows' formulas, and the one exact evaluator tells their values.

The way to the cost is summed over all paths forward, from each layer to the output, where the
backward pass goes the other way. Nothing is taken from the rows' own values and slopes.
"""

from __future__ import annotations

from functools import cache, partial

import numpy as np
from sympy import Expr, Symbol

from core.algebra.exact import MOST_DIGITS, Exact, Number, digits_for
from core.algebra.symbols import formula
from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Network
from core.passes.forward import LayerPass, forward
from core.proof.slope_sample import SlopeSample

_SPARE = 40
"""Digits beyond those that cancel."""
_Z, _S, _A, _Y, _N = (Symbol(name) for name in "zSayn")


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
    need = max(digits_for(formula(one.layer.activation.formula), one.z) for one in seen)
    exact = Exact(min(MOST_DIGITS, need + _SPARE))
    a = [np.asarray(x), *(np.array(_values(exact, layer), dtype=float) for layer in seen[:-1])]
    onward = [partial(np.multiply, _jacobian(exact, layer)) for layer in seen[:-1]]
    delta = _last_delta(exact, network, seen[-1], y)
    with np.errstate(all="ignore"):
        return sample.carried([layer.layer.W for layer in seen], a, onward, lambda dz: dz @ delta)


@cache
def _slope(text: str, by: Symbol) -> Expr:
    return formula(text).diff(by)


def _given(exact: Exact, layer: LayerPass) -> list[dict[Expr, Number]]:
    """Return what each neuron's formula is written in: its z, and S where the outputs compete."""
    zs = [exact.number(float(value)) for value in layer.z]
    S = 0 if layer.layer.activation.elementwise else exact.total(map(exact.context.exp, zs))
    return [{_Z: z, _S: S} for z in zs]


def _values(exact: Exact, layer: LayerPass) -> list[Number]:
    sigma = formula(layer.layer.activation.formula)
    return [exact.value(sigma, given.__getitem__) for given in _given(exact, layer)]


def _jacobian(exact: Exact, layer: LayerPass) -> Array:
    """Return da/dz of a hidden layer, where each neuron has its own z."""
    slope = _slope(layer.layer.activation.formula, _Z)
    return np.array([exact.value(slope, given.__getitem__) for given in _given(exact, layer)], dtype=float)


def _last_delta(exact: Exact, network: Network, layer: LayerPass, y: Array) -> Array:
    """Return dC/dz of the last layer, multiplied out before it is rounded: one factor may be huge."""
    given, text = _given(exact, layer), layer.layer.activation.formula
    dC_da = _cost_slopes(exact, network, _values(exact, layer), y)

    def shares(by: Symbol) -> list[Number]:
        slope = _slope(text, by)
        return [one * exact.value(slope, at.__getitem__) for one, at in zip(dC_da, given, strict=True)]

    delta = shares(_Z)
    if not layer.layer.activation.elementwise:  # dS/dz_j = exp(z_j)
        through_S = exact.total(shares(_S))
        e = [exact.context.exp(at[_Z]) for at in given]
        delta = [_sum(exact, own, through_S * e_j) for own, e_j in zip(delta, e, strict=True)]
    return np.array(delta, dtype=float)


def _cost_slopes(exact: Exact, network: Network, outputs: list[Number], y: Array) -> list[Number]:
    slope = _slope(network.cost.formula, _A)
    targets = [exact.number(float(value)) for value in y]
    found = [
        exact.value(slope, {_A: a, _Y: target, _N: len(outputs)}.__getitem__)
        for a, target in zip(outputs, targets, strict=True)
    ]
    if any(map(exact.context.isnan, found)):
        expected = f"expected outputs strictly between 0 and 1 for {network.cost.name}"
        raise InputError("", "check", expected, "found one too close to tell", "use smaller weights")
    return found


def _sum(exact: Exact, p: Number, q: Number) -> Number:
    """Add, and let what cancels up to the last digits be the 0 that it stands for."""
    total = p + q
    noise = exact.context.mpf(10) ** (5 - exact.digits)
    return total if abs(total) > (abs(p) + abs(q)) * noise else exact.context.zero
