"""What every printer of expressions must know: when to fence, how numbers and comparisons are written."""

from __future__ import annotations

from sympy import Expr, Piecewise, Sum
from sympy.printing.precedence import PRECEDENCE, precedence

from core.algebra.in_order import Terms
from core.algebra.index_form import LAST

DIGITS = 6


def compared(relation: Expr) -> Expr:
    """Return a comparison of layers with the last layer L on the right, where SymPy may not keep it.

    Examples
    --------
    >>> from core.algebra.index_form import LAYER
    >>> compared(LAST > LAYER)
    l < L
    """
    return relation.reversed if relation.lhs == LAST else relation


def separator(indices: tuple[Expr, ...]) -> str:
    """Return what stands between indices: a comma between numbers, nothing beside a letter.

    Examples
    --------
    >>> from sympy import Integer, Symbol
    >>> separator((Integer(2), Integer(0))), separator((Symbol("j"), Integer(0)))
    (',', '')
    """
    return "," if len(indices) > 1 and all(index.is_number for index in indices) else ""


def is_sum(expr: Expr) -> bool:
    """Return whether an expression needs parentheses as a factor.

    Examples
    --------
    >>> from sympy import symbols
    >>> is_sum(sum(symbols("a y")))
    True
    """
    return isinstance(expr, (Terms, Sum, Piecewise)) or (not expr.is_Float and precedence(expr) <= PRECEDENCE["Add"])


def number(value: Expr) -> str:
    """Return a number in six significant digits.

    Examples
    --------
    >>> from sympy import Float
    >>> number(Float("0.25", 50)), number(Float("1e-435", 50)), number(Float("12345678"))
    ('0.25', '1.00000e-435', '1.23457e+7')
    """
    as_float = float(value)
    if (as_float == 0 and not value.is_zero) or as_float in {float("inf"), float("-inf")}:
        return str(value.n(DIGITS))
    return f"{as_float:.{DIGITS}g}".replace("e-0", "e-").replace("e+0", "e+")
