"""What a formula is worth, and how it answers to a step, from nothing but its text.

Every part of a formula is a value with its slope along a step, the two parts of a dual number, and each comes
with a bound on what rounding has done to it. Where a bound is too wide (1 - sigma(z) far out, a sum that overflows),
SymPy's derivative and many digits take over. So an audit needs no table of functions: it trusts a formula, a few
elementary functions with their slopes, SymPy and the one exact evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import numpy as np
import sympy
from scipy import special
from sympy import Add, Expr, Mul, Piecewise, Pow, S, Symbol, erf, exp, log
from sympy.codegen.cfunctions import expm1, log1p

from core.algebra.exact import Exact, as_double
from core.model.arrays import Array

_EPS = float(np.finfo(float).eps)
_OPEN = 1e-11
"""What rounding may leave open of a number, as a share of it, before more digits are taken."""
_NOTHING = 1e-300
_EXACT = Exact(400)
"""So many that next to 1 nothing is lost that a double can hold."""
_Real = Callable[[Array], Array]


class _OnePlusErf(sympy.Function):  # type: ignore[misc]  # SymPy has no types
    """1 + erf(u), which keeps its digits far below 0; SymPy would turn its own erfc(-u) round again."""


class _LogOnePlusExp(sympy.Function):  # type: ignore[misc]
    """ln(1 + exp(u)), which does not overflow."""


class _OneOverOnePlusExp(sympy.Function):  # type: ignore[misc]
    """1 / (1 + exp(u)), which does not overflow."""


def _bell(u: Array) -> Array:
    density: Array = 2 / np.sqrt(np.pi) * np.exp(-(u**2))
    return density


def _unknown(u: Array) -> Array:
    """Leave it to many digits, which know more functions."""
    return np.full_like(u, np.nan)


_FUNCTIONS: dict[Any, tuple[_Real, _Real, _Real]] = {
    exp: (np.exp, np.exp, np.exp),
    expm1: (np.expm1, np.exp, np.exp),
    log: (np.log, lambda u: 1 / u, lambda u: -1 / u**2),
    log1p: (np.log1p, lambda u: 1 / (1 + u), lambda u: -1 / (1 + u) ** 2),
    sympy.sin: (np.sin, np.cos, lambda u: -np.sin(u)),
    sympy.cos: (np.cos, lambda u: -np.sin(u), lambda u: -np.cos(u)),
    sympy.tanh: (np.tanh, lambda u: np.cosh(u) ** -2.0, lambda u: -2 * np.tanh(u) * np.cosh(u) ** -2.0),
    erf: (special.erf, _bell, lambda u: -2 * u * _bell(u)),
    _LogOnePlusExp: (
        lambda u: np.logaddexp(0, u),
        special.expit,
        lambda u: special.expit(u) * special.expit(-u),
    ),
    _OneOverOnePlusExp: (
        lambda u: special.expit(-u),
        lambda u: -special.expit(u) * special.expit(-u),
        lambda u: special.expit(u) * special.expit(-u) * np.tanh(u / 2),
    ),
    _OnePlusErf: (lambda u: special.erfc(-u), _bell, lambda u: -2 * u * _bell(u)),
}
"""Each with its first and its second derivative."""


@dataclass(frozen=True, slots=True, eq=False)
class Dual:
    """Numbers with their slopes along a step.

    Parameters
    ----------
    value, slope : ndarray
    value_open, slope_open : ndarray or float
        Bounds on what rounding has done to them.
    """

    value: Array
    slope: Array
    value_open: Array | float = 0.0
    slope_open: Array | float = 0.0

    @property
    def parts(self) -> tuple[Array | float, ...]:
        """All four."""
        return self.value, self.slope, self.value_open, self.slope_open

    @property
    def is_nothing(self) -> Array:
        """Where it is exactly 0 and stays so: 0 ln 0 is 0."""
        return (self.value == 0) & (self.slope == 0) & (np.asarray(self.value_open) == 0)

    def at(self, index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[float, float]:
        """Return one value and its slope, of as many as a shape has."""
        return float(np.broadcast_to(self.value, shape)[index]), float(np.broadcast_to(self.slope, shape)[index])

    @property
    def is_open(self) -> Array:
        """Where rounding has taken too many digits."""
        known = np.isfinite(self.value) & np.isfinite(self.slope)
        known &= self.value_open <= _OPEN * np.abs(self.value) + _NOTHING
        known &= self.slope_open <= _OPEN * np.abs(self.slope) + _NOTHING
        return ~known


Given = Mapping[Symbol, Dual]


def evaluate(formula: Expr, given: Given) -> Dual:
    """Return a formula's value and slope along the step that its symbols take.

    Parameters
    ----------
    formula : sympy.Expr
    given : mapping of Symbol to Dual
        What its symbols are worth, arrays of shapes that broadcast.

    Returns
    -------
    Dual

    Examples
    --------
    >>> z = Symbol("z")
    >>> found = evaluate(log(1 + exp(z)), {z: Dual(np.array([-50.0, 0.0, 1e5]), np.ones(3))})
    >>> found.value.round(3).tolist(), found.slope.round(3).tolist()
    ([0.0, 0.693, 100000.0], [0.0, 0.5, 1.0])
    """
    symbols, read = _prepared(formula)
    given = {symbol: given[symbol] for symbol in symbols}
    shape = np.broadcast_shapes(*(one.value.shape for one in given.values()))
    with np.errstate(all="ignore"):
        found = read(given)
        is_open = np.broadcast_to(found.is_open, shape)
    value, slope = (np.array(np.broadcast_to(one, shape)) for one in (found.value, found.slope))
    for index in map(tuple, np.argwhere(is_open)) if is_open.any() else ():
        exact = _with_many_digits(formula, {symbol: one.at(index, shape) for symbol, one in given.items()})
        if exact is not None:
            value[index], slope[index] = exact
    return Dual(value, slope)


@cache
def _prepared(formula: Expr) -> tuple[tuple[Symbol, ...], Callable[[Given], Dual]]:
    return tuple(sorted(formula.free_symbols, key=str)), _reader(_steadied(formula))


@cache
def _steadied(formula: Expr) -> Expr:
    """Return the same formula in functions that keep their digits, and do not overflow, where a sum in them does."""
    formula = formula.replace(
        lambda part: isinstance(part, log) and _exponent(part.args[0]) is not None,
        lambda part: _LogOnePlusExp(_exponent(part.args[0])),
    )
    formula = formula.replace(
        lambda part: isinstance(part, Pow) and part.exp == S.NegativeOne and _exponent(part.base) is not None,
        lambda part: _OneOverOnePlusExp(_exponent(part.base)),
    )
    formula = formula.replace(
        lambda part: isinstance(part, log) and part.args[0].is_Add and S.One in part.args[0].args,
        lambda part: log1p(part.args[0] - 1),
    )
    formula = formula.replace(
        lambda part: part.is_Add and S.One in part.args and any(isinstance(one, erf) for one in part.args),
        lambda part: _swapped(part, S.One, erf, _OnePlusErf),
    )
    return formula.replace(
        lambda part: part.is_Add and S.NegativeOne in part.args and any(isinstance(one, exp) for one in part.args),
        lambda part: _swapped(part, S.NegativeOne, exp, expm1),
    )


def _exponent(total: Expr) -> Expr | None:
    """Return u of 1 + exp(u)."""
    others = [one for one in total.args if one != S.One] if total.is_Add and len(total.args) == 2 else []
    return others[0].args[0] if len(others) == 1 and isinstance(others[0], exp) else None


def _swapped(total: Expr, number: Expr, kind: type[Expr], make: Callable[[Expr], Expr]) -> Expr:
    call = next(one for one in total.args if isinstance(one, kind))
    return Add(make(call.args[0]), *(one for one in total.args if one not in {number, call}))


@cache
def _reader(part: Expr) -> Callable[[Given], Dual]:
    """Return what makes a part's dual number from those of its symbols."""
    if part.is_Symbol:
        return lambda given: given[part]
    if part.is_number:
        value = np.asarray(float(part))
        number = Dual(value, np.zeros(()), 0.0 if part.is_Integer else _EPS * abs(float(part)))
        return lambda _: number
    if isinstance(part, Piecewise):
        return _cases(part)
    if isinstance(part, Add | Mul):
        combine, readers = (_plus if isinstance(part, Add) else _times), [_reader(one) for one in part.args]
        return lambda given: reduce(combine, (read(given) for read in readers))
    if isinstance(part, Pow) and part.exp.is_number:
        read, n = _reader(part.base), float(part.exp)
        f1, f2 = (lambda u: n * u ** (n - 1)), (lambda u: n * (n - 1) * u ** (n - 2))
        return lambda given: _function(read(given), lambda u: u**n, f1, f2)
    read, functions = _reader(part.args[0]), _FUNCTIONS.get(part.func, (_unknown,) * 3)
    return lambda given: _function(read(given), *functions)


def _plus(p: Dual, q: Dual) -> Dual:
    value, slope = p.value + q.value, p.slope + q.slope
    value_open = p.value_open + q.value_open + _EPS * np.abs(value)
    return Dual(value, slope, value_open, p.slope_open + q.slope_open + _EPS * np.abs(slope))


def _times(p: Dual, q: Dual) -> Dual:
    value, left, right = p.value * q.value, p.slope * q.value, p.value * q.slope
    if np.isnan([value, left, right]).any():  # where an infinite part meets one that is 0 for good
        nothing = p.is_nothing | q.is_nothing
        value = np.where(nothing, 0.0, value)
        left, right = (np.where(nothing | (u.slope == 0), 0.0, one) for u, one in ((p, left), (q, right)))
        p, q = (Dual(*(np.where(nothing, 0.0, one) for one in u.parts)) for u in (p, q))
    value_open = np.abs(p.value) * q.value_open + np.abs(q.value) * p.value_open + _EPS * np.abs(value)
    slope_open = np.abs(p.slope) * (q.value_open + _EPS * np.abs(q.value)) + np.abs(q.value) * p.slope_open
    slope_open = slope_open + np.abs(q.slope) * (p.value_open + _EPS * np.abs(p.value)) + np.abs(p.value) * q.slope_open
    return Dual(value, left + right, value_open, slope_open)


def _function(u: Dual, f: _Real, f1: _Real, f2: _Real) -> Dual:
    value, steepness = f(u.value), f1(u.value)
    slope = steepness * u.slope
    value_open = np.abs(steepness) * u.value_open + 2 * _EPS * np.abs(value)
    slope_open = np.abs(f2(u.value) * u.slope) * u.value_open + np.abs(steepness) * u.slope_open
    return Dual(value, slope, value_open, slope_open + 4 * _EPS * np.abs(slope))


def _cases(part: Piecewise) -> Callable[[Given], Dual]:
    symbols = sorted(part.free_symbols, key=str)
    conditions = [sympy.lambdify(symbols, case.cond, "numpy") for case in part.args]
    readers = [_reader(case.expr) for case in part.args]

    def read(given: Given) -> Dual:
        numbers = [given[symbol].value for symbol in symbols]
        shape = np.broadcast_shapes(*(one.shape for one in numbers))
        holds = [np.broadcast_to(condition(*numbers), shape) for condition in conditions]
        cases = [one(given) for one in readers]
        columns = [
            [np.broadcast_to(one, shape) for one in column]
            for column in zip(*(case.parts for case in cases), strict=True)
        ]
        return Dual(*(np.select(holds, column) for column in columns))

    return read


def _with_many_digits(formula: Expr, given: Mapping[Symbol, tuple[float, float]]) -> tuple[float, float] | None:
    """Return value and slope at one place; None where even many digits know none."""
    at = {symbol: _EXACT.number(value) for symbol, (value, _) in given.items()}
    slopes = (_EXACT.value(formula.diff(symbol), at.__getitem__) * step for symbol, (_, step) in given.items() if step)
    found = as_double(_EXACT.value(formula, at.__getitem__)), as_double(_EXACT.total(slopes))
    return found if all(map(np.isfinite, found)) else None
