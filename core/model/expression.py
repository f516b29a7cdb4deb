"""Expressions of quantities in plain text, as records write them and users name them: `2*(a[3][0]-y[0])`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from core.model.arithmetic import BINDING, NEGATED, NEGATIVE, Applied, Expression, Given, Joined, bracketed, cut
from core.model.errors import InputError
from core.model.fact import FACT, Fact
from core.model.quantity import ATOM, Quantity

_TOKEN = re.compile(
    rf"(?P<quantity>{FACT}|d{ATOM}/d{ATOM}|Δ{ATOM}/Δ{ATOM}|Δ{ATOM}|{ATOM})"
    r"|(?P<number>\d+\.?\d*(?:e[+-]?\d+)?)|(?P<function>ln|log|exp)(?=\()"
    r"|(?P<operator>\*\*|[-+*/])|(?P<opening>\()|(?P<closing>\))|(?P<space>\s+)|(?P<name>[a-z]+)|(?P<other>.)"
)
_EXACT = 15
"""Digits of a whole number that a double holds in any case."""
_MINUS = "minus"
"""The sign before a value, as it waits; between values it is an operator."""


def parse(text: str, names: Mapping[str, Expression] | None = None) -> Expression:
    """Read an expression from plain text; its own text is the same, but for spaces and how numbers are written.

    Parameters
    ----------
    text : str
        Quantities and facts joined by + - * / ** and parentheses, with plain numbers, ln (or log) and exp.
    names : mapping, optional
        Further names, and what each stands for.

    Returns
    -------
    Expression

    Raises
    ------
    InputError
        If the text is not such an expression.

    Examples
    --------
    >>> from core.model.quantity import a, y
    >>> parse("2*(a[3][0] - y[0])") == 2 * (a(3) - y(0))
    True
    >>> str(parse("(a - y)**2/2", {"a": a(3), "y": y(0)}))
    '(a[3][0]-y[0])**2/2'
    """
    reader = _Reader(text)
    for token in _TOKEN.finditer(text):
        kind, found = str(token.lastgroup), token.group()
        if kind == "quantity":
            reader.put(Fact.parse(found) if re.fullmatch(FACT, found) else Quantity.parse(found))
        elif kind == "number":
            reader.put(_number(found))
        elif kind == "name" and names and found in names:
            reader.put(names[found])
        elif kind != "space":
            reader.take(kind, "ln" if found == "log" else found)
    return reader.whole()


def _number(text: str) -> Given:
    if not math.isfinite(float(text)):
        raise InputError("", "expression", "expected a value", f"found none of {cut(text)}")
    return Given(int(text) if text.isdigit() and len(text) <= _EXACT else float(text))


@dataclass(slots=True)
class _Run:
    """A sum or product that is still growing: no length is too much."""

    sign: str
    operands: list[Expression]


class _Reader:
    """Expressions and what still waits for its right-hand side: no depth of parentheses is too much."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read: list[Expression | _Run] = []
        self._waiting: list[str] = []
        self._wants_value = True

    def put(self, expression: Expression) -> None:
        """Take a quantity, a fact or a number."""
        if not self._wants_value:
            self._refuse()
        self._read.append(expression)
        self._wants_value = False

    def take(self, kind: str, text: str) -> None:
        """Take an operator, a function or a parenthesis."""
        match kind, self._wants_value:
            case ("function", True) | ("opening", True):
                self._waiting.append(text)
            case "operator", True if text == NEGATIVE:
                self._waiting.append(_MINUS)
            case "operator", False:
                while self._waiting and self._binds(self._waiting[-1], text):
                    self._apply(self._waiting.pop())
                self._waiting.append(text)
                self._wants_value = True
            case "closing", False:
                self._close()
            case _:
                self._refuse()

    def whole(self) -> Expression:
        """Return the expression."""
        if self._wants_value or "(" in self._waiting:
            self._refuse()
        while self._waiting:
            self._apply(self._waiting.pop())
        return self._pop()

    def _close(self) -> None:
        while self._waiting and self._waiting[-1] != "(":
            self._apply(self._waiting.pop())
        if not self._waiting:
            self._refuse()
        self._waiting.pop()
        if self._waiting and self._waiting[-1] in {"ln", "exp"}:
            self._apply(self._waiting.pop())
        else:
            self._read.append(bracketed(self._pop()))

    @staticmethod
    def _binds(waiting: str, coming: str) -> bool:
        """Whether what waits takes the value between it and what comes; powers are taken from the right."""
        held = NEGATED if waiting == _MINUS else BINDING.get(waiting, 0)
        return held >= BINDING[coming] and coming != "**"

    def _apply(self, what: str) -> None:
        right = self._pop()
        if what not in BINDING:
            self._read.append(Applied(NEGATIVE if what == _MINUS else what, right))
            return
        left = self._read[-1]
        if what in {"+", "*"} and isinstance(left, _Run) and left.sign == what:
            left.operands.append(right)
            return
        left = self._pop()
        self._read.append(_Run(what, [left, right]) if what in {"+", "*"} else Joined(what, (left, right)))

    def _pop(self) -> Expression:
        found = self._read.pop()
        return Joined(found.sign, tuple(found.operands)) if isinstance(found, _Run) else found

    def _refuse(self) -> NoReturn:
        expected = "expected quantities joined by + - * / and parentheses"
        raise InputError("", "expression", expected, f"found {cut(self._text)}")
