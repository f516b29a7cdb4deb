"""What a network's functions give in complex numbers, from their formulas alone: sigma(z), and the cost of an output.

The imaginary part of a number is h times its slope along a step, of which only the first power counts.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from sympy import Add, Expr, Integer, Mul, S, Symbol, exp, expand, factor, fraction, log, together

from core.model.arrays import Array
from core.proof.formula_values import Dual, evaluate

H = 2.0**-200
_Z, _S, _A, _Y, _N, _REST = (Symbol(name) for name in ("z", "S", "a", "y", "n", "rest"))


def is_elementwise(sigma: Expr) -> bool:
    """Whether each output of an activation depends on its own z alone."""
    return not sigma.has(_S)


def held_still(sigma: Expr) -> Expr:
    """Return what one output is of z less the logarithm of the others' sum, so that this sum is 1."""
    return sigma.subs(_S, exp(_Z) + 1)


def activations(sigma: Expr, z: Array) -> Array:
    """Return a = sigma(z)."""
    return _complex(evaluate(_less_the_largest(sigma), _given(sigma, z)))


def cost_of(cost: Expr, sigma: Expr | None, z: Array, a: Array, y: Array) -> Array:
    """Return the cost, one term for each output; logarithms straight from z, where a may round to 0 or 1."""
    term = _of_outputs(cost, a.shape[-1])
    given = {_A: _dual(a), _Y: Dual(y, np.zeros_like(y))}
    if sigma is not None and term.has(log):
        term = _through_z(term, _less_the_largest(sigma))
        given |= _given(sigma, z)
    total: Array = _complex(evaluate(term, given)).sum(axis=-1)
    return total


@cache
def _of_outputs(cost: Expr, n: int) -> Expr:
    return cost.xreplace({_N: Integer(n)})


@cache
def _less_the_largest(sigma: Expr) -> Expr:
    """Return sigma for z that are less by the largest of them, whose exp(z) is 1 then."""
    return sigma.xreplace({_S: 1 + _REST})


@cache
def _through_z(term: Expr, sigma: Expr) -> Expr:
    """Put sigma(z) in for a; logarithms of quotients, and of exponentials, are taken apart."""
    return term.xreplace({_A: sigma}).replace(log, _apart)


def _apart(inside: Expr) -> Expr:
    """Return ln of a quotient: -ln(1 + ...) where it can be that, else ln of one side less ln of the other."""
    above, below = fraction(factor(together(inside)))
    if above == S.One or isinstance(above, exp):
        rest = expand(below / above)
        if rest.is_Add and S.One in rest.args:
            return -log(rest)
    return _less_exponentials(above) - _less_exponentials(below)


def _less_exponentials(product: Expr) -> Expr:
    """Return ln of a product, ln exp(u) = u taken out."""
    factors = Mul.make_args(product)
    exponents = [one.args[0] for one in factors if isinstance(one, exp)]
    return Add(*exponents, log(expand(Mul(*(one for one in factors if not isinstance(one, exp))))))


def _given(sigma: Expr, z: Array) -> dict[Symbol, Dual]:
    """Return what stands in for z, and for all of S but its largest part."""
    if is_elementwise(sigma):
        return {_Z: _dual(z)}
    winner = z.real.argmax(axis=-1, keepdims=True)
    behind = z - np.take_along_axis(z, winner, axis=-1)
    rest = np.where(np.arange(z.shape[-1]) == winner, 0, np.exp(behind)).sum(axis=-1, keepdims=True)
    return {_Z: _dual(behind), _REST: _dual(rest)}


def _dual(array: Array) -> Dual:
    return Dual(array.real, array.imag / H)


def _complex(found: Dual) -> Array:
    array: Array = found.value + 1j * (found.slope * H)
    return array
