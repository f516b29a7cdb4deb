"""Arithmetic over quantities in plain text: `w[1][0,2]*a[0][2]`, `2*(a[3][0]-y[0])`."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable

from core.errors import InputError
from core.quantity import ATOM, Quantity

_QUANTITY = re.compile(rf"d{ATOM}/d{ATOM}|Δ{ATOM}/Δ{ATOM}|Δ{ATOM}|{ATOM}")
_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: lambda left, right: left * right if left and right else 0.0,  # 0 ln 0 is 0
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "ln": lambda value: math.log(value) if value else -math.inf,
    "exp": math.exp,
}


def evaluate(expression: str, look_up: Callable[[Quantity], float]) -> float:
    """Return the value of an expression, each quantity looked up.

    Parameters
    ----------
    expression : str
        Quantities in plain text joined by + - * / ** and parentheses, with plain numbers, ln and exp.
    look_up : callable
        From a Quantity to its value.

    Returns
    -------
    float

    Raises
    ------
    InputError
        If the text is not such an expression.

    Examples
    --------
    >>> evaluate("2*(C + a[1][0])", lambda quantity: 3.0 if quantity.kind == "C" else 0.5)
    7.0
    >>> evaluate("0*ln(C)", lambda _: 0.0)
    0.0
    """
    found: list[Quantity] = []

    def name(match: re.Match[str]) -> str:
        found.append(Quantity.parse(match.group()))
        return f"(_q{len(found) - 1})"

    python = _QUANTITY.sub(name, expression)
    try:
        tree = ast.parse(python, mode="eval").body
        return _value(tree, [look_up(quantity) for quantity in found])
    except (SyntaxError, KeyError, TypeError, RecursionError):
        expected = "expected quantities joined by + - * / and parentheses"
        raise InputError("", "expression", expected, f"found {expression!r}") from None


def _value(node: ast.expr, values: list[float]) -> float:
    match node:
        case ast.Name(id=name) if name.startswith("_q"):
            return values[int(name[2:])]
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]):
            return _FUNCTIONS[name](_value(argument, values))
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
    raise TypeError(type(node))
