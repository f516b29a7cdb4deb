"""Arithmetic over quantities in plain text: `w[1][0,2]*a[0][2]`, `2*(a[3][0]-y[0])`."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from typing import NoReturn

from core.model.errors import InputError
from core.model.fact import FACT, Fact
from core.model.quantity import ATOM, Quantity

_LONGEST = 60
_TOKEN = re.compile(
    rf"(?P<quantity>{FACT}|d{ATOM}/d{ATOM}|Δ{ATOM}/Δ{ATOM}|Δ{ATOM}|{ATOM})"
    r"|(?P<number>\d+\.?\d*(?:e[+-]?\d+)?)|(?P<function>ln|exp)(?=\()"
    r"|(?P<operator>\*\*|[-+*/])|(?P<opening>\()|(?P<closing>\))|(?P<space>\s+)|(?P<other>.)"
)
_NEGATIVE = "negative"
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, _NEGATIVE: 3, "**": 4}
_OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": lambda left, right: left * right if left and right else 0.0,  # 0 ln 0 is 0
    "/": operator.truediv,
    "**": operator.pow,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "ln": lambda value: math.log(value) if value else -math.inf,
    "exp": math.exp,
    _NEGATIVE: operator.neg,
}


def evaluate(expression: str, look_up: Callable[[Quantity | Fact], float]) -> float:
    """Return the value of an expression, each quantity and fact looked up.

    Parameters
    ----------
    expression : str
        Quantities and facts in plain text joined by + - * / ** and parentheses, with plain numbers, ln and exp.
    look_up : callable
        From a Quantity or a Fact to its value.

    Returns
    -------
    float

    Raises
    ------
    InputError
        If the text is not such an expression.

    Examples
    --------
    >>> evaluate("2*(C + a[1][0])", lambda quantity: 3.0 if str(quantity) == "C" else 0.5)
    7.0
    >>> evaluate("0*ln(C)", lambda _: 0.0)
    0.0
    """
    calculation = _Calculation(expression)
    for token in _TOKEN.finditer(expression):
        kind, text = str(token.lastgroup), token.group()
        if kind == "quantity":
            calculation.put(look_up(Fact.parse(text) if re.fullmatch(FACT, text) else Quantity.parse(text)))
        elif kind == "number":
            calculation.put(float(text))
        elif kind != "space":
            calculation.take(kind, text)
    return calculation.total()


class _Calculation:
    """Values and what still waits for its right-hand side: no depth of parentheses and no length is too much."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._values: list[float] = []
        self._waiting: list[str] = []
        self._wants_value = True

    def put(self, value: float) -> None:
        """Take a value."""
        if not self._wants_value:
            self._refuse()
        self._values.append(value)
        self._wants_value = False

    def take(self, kind: str, text: str) -> None:
        """Take an operator, a function or a parenthesis."""
        match kind, self._wants_value:
            case ("function", True) | ("opening", True):
                self._waiting.append(text)
            case "operator", True if text == "-":
                self._waiting.append(_NEGATIVE)
            case "operator", False:
                while self._waiting and self._binds(self._waiting[-1], text):
                    self._apply(self._waiting.pop())
                self._waiting.append(text)
                self._wants_value = True
            case "closing", False:
                self._close()
            case _:
                self._refuse()

    def total(self) -> float:
        """Return the value of the whole."""
        if self._wants_value or "(" in self._waiting:
            self._refuse()
        while self._waiting:
            self._apply(self._waiting.pop())
        return self._values.pop()

    def _close(self) -> None:
        while self._waiting and self._waiting[-1] != "(":
            self._apply(self._waiting.pop())
        if not self._waiting:
            self._refuse()
        self._waiting.pop()
        if self._waiting and self._waiting[-1] in _FUNCTIONS and self._waiting[-1] != _NEGATIVE:
            self._apply(self._waiting.pop())

    @staticmethod
    def _binds(waiting: str, coming: str) -> bool:
        """Whether what waits takes the value between it and what comes; powers are taken from the right."""
        return waiting in _BINDING and _BINDING[waiting] >= _BINDING[coming] and coming != "**"

    def _apply(self, what: str) -> None:
        right = self._values.pop()
        try:
            found = _FUNCTIONS[what](right) if what in _FUNCTIONS else _OPERATORS[what](self._values.pop(), right)
            self._values.append(float(found))
        except (ArithmeticError, ValueError, TypeError):  # beyond a double, no number, or a complex one
            raise InputError("", "expression", "expected a value", f"found none of {_cut(self._expression)}") from None

    def _refuse(self) -> NoReturn:
        expected = "expected quantities joined by + - * / and parentheses"
        raise InputError("", "expression", expected, f"found {_cut(self._expression)}")


def _cut(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")
