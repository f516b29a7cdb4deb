"""Whether what is printed agrees with itself: printed factors give the printed product, or the sign says "near"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from core.notation.numeral import MINUS, read_shown
from core.notation.reading import Reading

_TOKEN = re.compile(
    rf"\s*(?P<number>\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)|\s*(?P<sign>dot\.op|times|[-+{MINUS}()^])|\s*(?P<other>\S)"
)
_EQUAL = re.compile(r"(=|approx)")
_LAYOUT = re.compile(r"[&\\]|\bquad\b")
_SLACK = 1e-9
_LESS = frozenset({"-", MINUS})


def joins(numbers: Sequence[Reading], result: Reading) -> str:
    """Return the sign between a product and its result: "=" where the printed numbers close, or else "approx".

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> two, third = (Reading(C, State(), value, significant(value, 3)) for value in (2.0, 1 / 3))
    >>> joins([two, two], Reading(C, State(), 4.0, significant(4.0, 3)))
    '='
    >>> joins([third, third, third], Reading(C, State(), 1 / 27, significant(1 / 27, 3)))
    'approx'
    """
    product = math.prod(read_shown(one.shown)[0] for one in numbers)
    value, half = read_shown(result.shown)
    slack = half * (1 - _SLACK) if value else 0.0  # what is 0 is so exactly, and one may round a tie either way
    return "=" if abs(product - value) <= slack else "approx"


def adds(terms: Sequence[Reading], result: Reading) -> str:
    """Return the sign between a sum and its result: "=" where the printed numbers close, or else "approx".

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> half, third = (Reading(C, State(), value, significant(value, 3)) for value in (0.5, 1 / 3))
    >>> adds([half, half], Reading(C, State(), 1.0, significant(1.0, 3)))
    '='
    >>> adds([third, third, third], Reading(C, State(), 1.0, significant(1.0, 3)))
    'approx'
    """
    value, half = read_shown(result.shown)
    total = math.fsum(read_shown(one.shown)[0] for one in terms)
    return "=" if abs(total - value) <= half * _SLACK + _SLACK * abs(value) else "approx"


def sums(products: Sequence[Sequence[Reading]], result: Reading) -> str:
    """Return the sign between a sum of products and its result: "=" where the printed numbers close, or else "approx".

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> half, third = (Reading(C, State(), value, significant(value, 3)) for value in (0.5, 1 / 3))
    >>> sums([[half, half], [half]], Reading(C, State(), 0.75, significant(0.75, 3)))
    '='
    >>> sums([[third], [third], [third]], Reading(C, State(), 1.0, significant(1.0, 4)))
    'approx'
    """
    total = math.fsum(math.prod(read_shown(one.shown)[0] for one in factors) for factors in products)
    value, half = read_shown(result.shown)
    return "=" if abs(total - value) <= (half * (1 - _SLACK) if value else 0.0) else "approx"


def closing(sign: str) -> str:
    """Return how words choose between a result and about a result: equal for "=", or else near."""
    return "equal" if sign == "=" else "near"


def misses(text: str) -> Iterator[tuple[str, float]]:
    """Yield each printed equation that does not close, and by how much; what is not of numbers alone is passed by.

    Parameters
    ----------
    text : str
        Mathematics with numbers as they are shown.

    Examples
    --------
    >>> list(misses("0.5 dot.op 0.25 = 0.125")), list(misses("0.333 dot.op 3 approx 1"))
    ([], [])
    >>> [(what, round(off, 3)) for what, off in misses("z = 0.333 dot.op 3 = 1.00 + 0.1")]
    []
    >>> [(what, round(off, 3)) for what, off in misses("z = 0.33 dot.op 3 = 1.00")]
    [('0.33 dot.op 3 = 1.00', 0.01)]
    """
    pieces = [piece.strip() for piece in _EQUAL.split(_LAYOUT.sub(" ", text))]
    for left, sign, right in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        values = _value(left), _value(right)
        if sign == "=" and values[0] is not None and values[1] is not None:
            halves = [half for half in (_half(left), _half(right)) if half is not None]
            off = abs(values[0] - values[1])
            if halves and off > max(halves) * (1 + _SLACK):
                yield f"{left} = {right}", off


def _half(side: str) -> float | None:
    """Return half a unit of the last digit of a side that is one number."""
    try:
        return read_shown(side.strip("()"))[1]
    except ValueError:
        return None


def _value(side: str) -> float | None:
    """Return what a side of numbers, signs and parentheses is worth."""
    tokens = [(found.lastgroup, found.group(found.lastgroup)) for found in _TOKEN.finditer(side) if found.lastgroup]
    tokens.reverse()
    value = _sum(tokens)
    return None if tokens else value


_Tokens = list[tuple[str, str]]


def _sum(tokens: _Tokens) -> float | None:
    total = _product(tokens)
    while total is not None and tokens and (tokens[-1][1] == "+" or tokens[-1][1] in _LESS):
        factor = -1 if tokens.pop()[1] in _LESS else 1
        term = _product(tokens)
        total = None if term is None else total + factor * term
    return total


def _product(tokens: _Tokens) -> float | None:
    product = _power(tokens)
    while product is not None and tokens and tokens[-1][1] in {"dot.op", "times"}:
        tokens.pop()
        factor = _power(tokens)
        product = None if factor is None else product * factor
    return product


def _power(tokens: _Tokens) -> float | None:
    base = _atom(tokens)
    if base is not None and tokens and tokens[-1][1] == "^":
        tokens.pop()
        exponent = _atom(tokens)
        return None if exponent is None else float(base**exponent)
    return base


def _atom(tokens: _Tokens) -> float | None:
    if not tokens:
        return None
    kind, text = tokens.pop()
    if kind == "number":
        return read_shown(text)[0]
    if text in _LESS or text == "+":
        value = _power(tokens)
        return None if value is None else -value if text in _LESS else value
    if text == "(":
        value = _sum(tokens)
        if value is not None and tokens and tokens[-1][1] == ")":
            tokens.pop()
            return value
    return None
