"""The one evaluator of expressions with many digits: derivations, checks and audits all ask it.

It walks an expression and does in mpmath what each node says. A double would lose 1 - sigma(z) where sigma(z) has
come near 1; here the digits are as many as the numbers at hand may cancel.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import Any, TypeAlias

import mpmath  # type: ignore[import-untyped]
import numpy as np
from sympy import Add, Eq, Expr, Ge, Gt, Le, Lt, Mul, Ne, Piecewise, Pow, Symbol, erf, exp, tanh

from core.algebra.in_order import Factors, Terms
from core.algebra.symbols import ActivationFunction
from core.model.arrays import Array

Number: TypeAlias = Any  # mpmath has no types
LEAST_DIGITS, MOST_DIGITS = 400, 2000
"""Next to 1, what a double can hold has 324 digits, so that less than the least would show as noise."""
_RELATIONS = MappingProxyType(
    {Gt: operator.gt, Ge: operator.ge, Lt: operator.lt, Le: operator.le, Eq: operator.eq, Ne: operator.ne}
)


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """Arithmetic of so many digits.

    Parameters
    ----------
    digits : int

    Examples
    --------
    >>> z = Symbol("z")
    >>> f"{float(Exact(400).value(1 - 1 / (1 + exp(-z)), {z: 500}.__getitem__)):.6}"
    '7.12458e-218'
    """

    digits: int
    context: Any = field(init=False)

    def __post_init__(self) -> None:
        context = mpmath.MPContext()
        context.dps = self.digits
        object.__setattr__(self, "context", context)

    def number(self, plain: Number) -> Number:
        """Return a double, a whole number or a SymPy number with all its digits."""
        if isinstance(plain, Expr) and not plain.is_Float:
            return self._of_sympy(plain)
        return self.context.convert(plain)

    def value(self, expression: Expr, look_up: Callable[[Expr], Any]) -> Number:
        """Return what an expression is worth: infinite or nan where it has no finite value.

        Parameters
        ----------
        expression : sympy.Expr
            Of sums, products, powers, cases and functions of one argument.
        look_up : callable
            From a symbol, or a call of an activation function, to its number.

        Returns
        -------
        mpmath.mpf

        Raises
        ------
        TypeError
            If the expression has a part of another kind.
        """
        if isinstance(expression, Symbol | ActivationFunction):
            return self.number(look_up(expression))
        if expression.is_number and expression.is_Atom:
            return self.number(expression)
        if isinstance(expression, Piecewise):
            return self.value(self._case(expression, look_up), look_up)
        return self._combined(expression, [self.value(part, look_up) for part in expression.args])

    def _combined(self, expression: Expr, parts: list[Number]) -> Number:
        """Do with the parts of an expression what it says."""
        if isinstance(expression, Add | Terms):
            return self.total(parts)
        if isinstance(expression, Mul | Factors):
            return reduce(operator.mul, parts)
        if isinstance(expression, Pow):
            return self._power(*parts)
        if expression.is_Function and len(parts) == 1:
            return getattr(self.context, expression.func.__name__)(parts[0])
        message = f"expected an expression with a known value, found {type(expression).__name__}"
        raise TypeError(message)

    def total(self, numbers: Iterable[Number]) -> Number:
        """Return a sum."""
        return sum(numbers, start=self.context.zero)

    def _case(self, cases: Piecewise, look_up: Callable[[Expr], Any]) -> Expr:
        """Return the first case that holds."""
        for case in cases.args:
            condition = case.cond
            if condition == True or _RELATIONS[condition.func](*(self.value(part, look_up) for part in condition.args)):  # noqa: E712  SymPy's true
                found: Expr = case.expr
                return found
        message = f"expected a case that holds, found {cases}"
        raise TypeError(message)

    def _power(self, base: Number, power: Number) -> Number:
        if base == 0 and power < 0:
            return self.context.nan
        return base ** int(power) if self.context.isint(power) else base**power

    def _of_sympy(self, plain: Expr) -> Number:
        if plain.is_Rational:
            return self.context.mpf(plain.p) / plain.q
        found = plain.evalf(self.digits)
        if found.is_infinite or not found.is_extended_real:
            return self.context.mpf(as_double(found))
        return self.context.convert(found)


def digits_for(sigma: Expr, z: Array) -> int:
    """Return how many digits cancel in a formula such as 1 - tanh(z)^2 where it is flat.

    Parameters
    ----------
    sigma : sympy.Expr
        An activation's formula.
    z : ndarray, shape (n,)

    Returns
    -------
    int

    Examples
    --------
    >>> z = Symbol("z")
    >>> digits_for(tanh(z), np.array([300.0])), digits_for(z, np.array([300.0]))
    (300, 0)
    """
    reach = min(float(np.abs(z).max() / 2 + np.ptp(z / 2)) * 2, MOST_DIGITS)
    if sigma.has(erf):  # as flat as exp(-z^2 / 2)
        return int(reach**2 / 4)
    return int(reach) if sigma.has(exp, tanh) else 0


def as_double(number: Number) -> float:
    """Return a number of many digits as a double: infinite or nan where it has no finite value.

    Examples
    --------
    >>> as_double(mpmath.mpf("-1e400")), as_double(mpmath.mpc(1, 1)), as_double(2)
    (-inf, nan, 2.0)
    """
    try:
        return float(number)
    except TypeError:  # it is complex, or infinite in no direction
        return float("nan")
