"""Arithmetic of quantities: sums, products and given numbers as values that can be looked up and written.

`w(1) * a(0)`, `2 * (a(3) - y(0))`, `-RATE * slope(C, w(1))` are expressions. Each is written as Python would be,
without spaces, which is how records name what they show: `w[1][0,0]*a[0][0]`, `2*(a[3][0]-y[0])`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Any

_LONGEST = 60
NEGATIVE = "-"
BINDING = MappingProxyType({"+": 1, "-": 1, "*": 2, "/": 2, "**": 4})
"""How closely a sign holds what stands beside it."""
NEGATED, WHOLE = 3, 5
"""How closely a minus holds what follows it; what nothing can tear apart."""


class Expression:
    """What has a value wherever its quantities have: they themselves, facts, and what arithmetic makes of them."""

    __slots__ = ()

    @property
    def operands(self) -> tuple[Expression, ...]:
        """What it is made from; nothing for a quantity, a fact or a given number."""
        return ()

    @property
    def binding(self) -> int:
        """How closely it holds together beside a sign."""
        return WHOLE

    def __add__(self, other: Expression | float) -> Expression:
        return _joined("+", self, other)

    def __radd__(self, other: float) -> Expression:
        return _joined("+", other, self)

    def __sub__(self, other: Expression | float) -> Expression:
        return _joined("-", self, other)

    def __rsub__(self, other: float) -> Expression:
        return _joined("-", other, self)

    def __mul__(self, other: Expression | float) -> Expression:
        return _joined("*", self, other)

    def __rmul__(self, other: float) -> Expression:
        return _joined("*", other, self)

    def __truediv__(self, other: Expression | float) -> Expression:
        return _joined("/", self, other)

    def __rtruediv__(self, other: float) -> Expression:
        return _joined("/", other, self)

    def __pow__(self, other: Expression | float) -> Expression:
        return _joined("**", self, other)

    def __neg__(self) -> Expression:
        return Applied(NEGATIVE, self if self.binding >= NEGATED else bracketed(self))


@dataclass(frozen=True, slots=True)
class Given(Expression):
    """A number that is meant as it stands, not read off a network.

    Parameters
    ----------
    number : float or int
        Finite.

    Examples
    --------
    >>> str(Given(2)), str(Given(0.5))
    ('2', '0.5')
    """

    number: float

    def __post_init__(self) -> None:
        assert math.isfinite(self.number)

    def __str__(self) -> str:
        """Return the number with as many digits as tell it apart."""
        return repr(self.number)

    @property
    def binding(self) -> int:
        """A negative number holds together as what a minus stands before."""
        return NEGATED if str(self).startswith(NEGATIVE) else WHOLE


@dataclass(frozen=True, slots=True)
class Joined(Expression):
    """Expressions with a sign between them: a sum, difference, product, quotient or power.

    Parameters
    ----------
    sign : str
        + - * / or **.
    operands : tuple of Expression
        Two; of a sum or a product more. They are taken from the left.
    """

    sign: str
    operands: tuple[Expression, ...]

    def __str__(self) -> str:
        """Return the plain text that `parse` reads."""
        return text_of(self)

    @property
    def binding(self) -> int:
        """That of its sign."""
        return BINDING[self.sign]


@dataclass(frozen=True, slots=True)
class Applied(Expression):
    """A function of an expression, its negative, or the expression in brackets.

    Parameters
    ----------
    name : str
        ln, exp, - or, for brackets alone, nothing.
    of : Expression
    """

    name: str
    of: Expression

    def __str__(self) -> str:
        """Return the plain text that `parse` reads."""
        return text_of(self)

    @property
    def operands(self) -> tuple[Expression, ...]:
        """What it is applied to."""
        return (self.of,)

    @property
    def binding(self) -> int:
        """A minus holds what follows less closely than brackets do."""
        return NEGATED if self.name == NEGATIVE else WHOLE


def expression_of(number: Expression | float) -> Expression:
    """Return a plain number as an expression, and an expression itself.

    Examples
    --------
    >>> expression_of(2)
    Given(number=2)
    """
    return number if isinstance(number, Expression) else Given(number)


def bracketed(expression: Expression) -> Expression:
    """Return an expression written in brackets.

    Examples
    --------
    >>> str(bracketed(Given(2)))
    '(2)'
    """
    return Applied("", expression)


def ln(expression: Expression | float) -> Expression:
    """Return the natural logarithm; that of 0 is minus infinity, and 0 times it is 0.

    Examples
    --------
    >>> str(Given(0) * ln(0))
    '0*ln(0)'
    """
    return Applied("ln", expression_of(expression))


def exp(expression: Expression | float) -> Expression:
    """Return e to the power of an expression.

    Examples
    --------
    >>> str(exp(0))
    'exp(0)'
    """
    return Applied("exp", expression_of(expression))


def total(terms: Iterable[Expression]) -> Expression:
    """Return the sum of one or more expressions.

    Examples
    --------
    >>> str(total(map(Given, (1, 2, 3))))
    '1+2+3'
    """
    return reduce(operator.add, terms)


def product(factors: Iterable[Expression]) -> Expression:
    """Return the product of one or more expressions.

    Examples
    --------
    >>> str(product([Given(2), Given(3) + 4]))
    '2*(3+4)'
    """
    return reduce(operator.mul, factors)


def text_of(expression: Expression) -> str:
    """Return an expression in plain text, as records write it.

    Examples
    --------
    >>> from core.model.quantity import a, w
    >>> text_of(-w(1) * a(0) + 1)
    '-w[1][0,0]*a[0][0]+1'
    """

    def written(one: Expression, texts: list[str]) -> str:
        if isinstance(one, Joined):
            return one.sign.join(texts)
        if isinstance(one, Applied):
            return f"-{texts[0]}" if one.name == NEGATIVE else f"{one.name}({texts[0]})"
        return str(one)

    return folded(expression, written)


def cut(text: str) -> str:
    """Return text in quotes for an error, its end left out where it is long.

    Examples
    --------
    >>> cut("C")
    "'C'"
    """
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")


def folded(expression: Expression, make: Callable[[Expression, list[Any]], Any]) -> Any:  # noqa: ANN401  text or number
    """Return what is made of an expression from what is made of its operands; no depth is too much.

    Parameters
    ----------
    expression : Expression
    make : callable
        From an expression and what was made of its operands to what is made of it.

    Examples
    --------
    >>> folded(Given(2) * 3 + 4, lambda one, made: max([0, *made]) + 1)
    3
    """
    order, waiting = [], [expression]
    while waiting:
        order.append(one := waiting.pop())
        waiting.extend(one.operands)
    made: list[Any] = []
    for one in reversed(order):
        first = len(made) - len(one.operands)
        made[first:] = [make(one, made[first:])]
    return made.pop()


def _joined(sign: str, left: Expression | float, right: Expression | float) -> Expression:
    """Return two expressions with a sign between them, in brackets where they would fall apart."""
    if not (isinstance(left, (Expression, int, float)) and isinstance(right, (Expression, int, float))):
        return NotImplemented
    left, right = expression_of(left), expression_of(right)
    if right.binding <= BINDING[sign]:
        right = bracketed(right)
    if left.binding < BINDING[sign] + (sign == "**"):
        left = bracketed(left)
    if sign in {"+", "*"} and isinstance(left, Joined) and left.sign == sign:
        return Joined(sign, (*left.operands, right))
    return Joined(sign, (left, right))
