"""The value of an expression, once its quantities have theirs."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import reduce
from types import MappingProxyType
from typing import Any

from core.model.arithmetic import NEGATIVE, Applied, Expression, Given, Joined, cut, folded
from core.model.errors import InputError

_JOIN: MappingProxyType[str, Callable[[float, float], float]] = MappingProxyType(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": lambda left, right: left * right if left and right else 0.0,  # 0 ln 0 is 0
        "/": operator.truediv,
        "**": operator.pow,
    }
)
_APPLY: MappingProxyType[str, Callable[[float], float]] = MappingProxyType(
    {
        NEGATIVE: operator.neg,
        "ln": lambda value: math.log(value) if value else -math.inf,
        "exp": math.exp,
        "": float,  # a pair of brackets alone
    }
)


def evaluate(expression: Expression, look_up: Callable[[Any], float]) -> float:
    """Return the value of an expression, each quantity and fact in it looked up.

    Parameters
    ----------
    expression : Expression
        Of any length and depth.
    look_up : callable
        From a Quantity or a Fact to its value.

    Raises
    ------
    InputError
        If it has none: beyond a double, no number, or a complex one.

    Examples
    --------
    >>> from core.model.quantity import C, a
    >>> evaluate(2 * (C + a(1)), lambda quantity: 3.0 if quantity == C else 0.5)
    7.0
    """

    def worth(one: Expression, values: list[float]) -> float:
        if isinstance(one, Given):
            return float(one.number)
        if not one.operands:
            return look_up(one)
        try:
            if isinstance(one, Joined):
                return float(reduce(_JOIN[one.sign], values))
            assert isinstance(one, Applied)
            return float(_APPLY[one.name](*values))
        except (ArithmeticError, ValueError, TypeError):
            found = f"found none of {cut(str(expression))}"
            raise InputError("", "expression", "expected a value", found) from None

    return folded(expression, worth)
