"""What the nodes of an expression graph do: a row for each operation, with its value and its local slopes.

Slopes are SymPy's derivatives of the operation alone, in fresh symbols. A product's slope is the product of the
others, and never its value divided by its own factor, which may be 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy
from sympy import Expr, Heaviside, Max, Min, Symbol

from core.algebra.symbols import formula
from core.model.activation import Activation
from core.model.activations import ACTIVATIONS

Number = Any
"""A float, or a complex number in a complex step."""


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation.

    Parameters
    ----------
    name : str
        As it is written in an expression.
    twin : callable
        From SymPy expressions, its arguments, to its value.
    value : callable
        The same from numbers, complex ones too.
    takes : str
        What its arguments must be, in words; empty where every number will do.
    allows : callable, optional
        Whether some (real) arguments are such.
    arity : int or None
        How many arguments it takes; None for two or more.
    slope : callable, optional
        From its arguments to its slopes as numbers, where these are exact further than SymPy's formulas.

    Examples
    --------
    >>> OPERATIONS["*"].slopes(3)
    (x1*x2, x0*x2, x0*x1)
    >>> OPERATIONS["**"].slopes(2)[0]
    x0**(x1 - 1)*x1
    >>> OPERATIONS["sin"].slopes_at((0.0,))
    (1.0,)
    """

    name: str
    twin: Callable[..., Expr]
    value: Callable[..., Number]
    takes: str = ""
    allows: Callable[..., bool] | None = None
    arity: int | None = 1
    slope: Callable[..., Number] | None = None

    def slopes(self, count: int) -> tuple[Expr, ...]:
        """Return its slopes by each of so many arguments, in the symbols x0, x1 and so on.

        Where a kink leaves a slope open it is 0, as that of relu is.
        """
        return _slopes(self, count)

    def slopes_at(self, arguments: tuple[float, ...]) -> tuple[float, ...]:
        """Return the same as numbers; nan where an argument has no slope there."""
        with np.errstate(all="ignore"):
            if self.slope is not None:
                return tuple(float(one) for one in np.atleast_1d(self.slope(*map(np.asarray, arguments))))
            return tuple(float(np.real(one(*arguments))) for one in _numeric_slopes(self, len(arguments)))


def _power(base: Number, exponent: Number) -> Number:
    # a complex power goes by logarithms, which lose digits and have none for 0
    if np.isreal(exponent) and float(np.real(exponent)).is_integer():
        return base ** int(np.real(exponent))
    return np.power(base + 0j, exponent) if np.iscomplexobj(base) or np.iscomplexobj(exponent) else base**exponent


def _allows_power(base: float, exponent: float) -> bool:
    return base > 0 or (exponent.is_integer() and (base != 0 or exponent >= 0))


def _largest(*arguments: Number) -> Number:
    return max(arguments, key=np.real)


def _smallest(*arguments: Number) -> Number:
    return min(arguments, key=np.real)


_ROWS = (
    Operation("+", sympy.Add, lambda *args: sum(args), arity=None),
    Operation("*", sympy.Mul, lambda *args: np.prod(np.asarray(args)), arity=None),
    Operation("-", lambda x, y: x - y, lambda x, y: x - y, arity=2),
    Operation("/", lambda x, y: x / y, lambda x, y: x / y, "a divisor that is not 0", lambda _, y: bool(y), arity=2),
    Operation(
        "**",
        sympy.Pow,
        _power,
        "a base above 0, or a whole exponent that the base allows",
        _allows_power,
        arity=2,
    ),
    Operation("negative", lambda x: -x, lambda x: -x),
    Operation("tan", sympy.tan, np.tan),
    Operation("log", sympy.log, np.log, "a number above 0", lambda x: x > 0),
    Operation("sqrt", sympy.sqrt, np.sqrt, "a number above 0", lambda x: x > 0),
    Operation("abs", sympy.Abs, lambda x: x * np.sign(np.real(x))),
    Operation("max", Max, _largest, arity=None),
    Operation("min", Min, _smallest, arity=None),
)
_NAMES = frozenset(row.name for row in _ROWS)


def activation_of(row: Activation) -> Operation:
    """Return an activation of one z as an operation.

    Examples
    --------
    >>> activation_of(ACTIVATIONS["tanh"]).slopes_at((0.0,))
    (1.0,)
    """
    return Operation(row.name, lambda x: formula(row.formula).subs(Symbol("z"), x), row.value, slope=row.slope)


OPERATIONS = MappingProxyType(
    {
        **{row.name: row for row in _ROWS},
        **{name: activation_of(row) for name, row in ACTIVATIONS.items() if row.elementwise and name not in _NAMES},
    }
)
FUNCTIONS = MappingProxyType(
    {name: row for name, row in OPERATIONS.items() if name[0].isalpha() and name != "negative"}
)
"""Those that an expression writes with parentheses."""


@cache
def _slopes(operation: Operation, count: int) -> tuple[Expr, ...]:
    arguments = tuple(Symbol(f"x{index}", real=True) for index in range(count))
    whole = operation.twin(*arguments)
    if operation.name == "**":  # SymPy's own divides by the base, which may be 0
        base, exponent = arguments
        return exponent * base ** (exponent - 1), whole * sympy.log(base)
    found = (whole.diff(argument).doit() for argument in arguments)
    return tuple(one.replace(Heaviside, lambda at, *_: Heaviside(at, 0)) for one in found)


@cache
def _numeric_slopes(operation: Operation, count: int) -> tuple[Callable[..., float], ...]:
    arguments = [Symbol(f"x{index}", real=True) for index in range(count)]
    return tuple(sympy.lambdify(arguments, one, "numpy") for one in _slopes(operation, count))
