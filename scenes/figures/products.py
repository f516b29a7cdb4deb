"""Numbers as factors: on a band, and multiplied in a line."""

from __future__ import annotations

from collections.abc import Sequence

from core.notation.reading import Reading
from scenes import theme
from scenes.type.formula import Formula


def times(reading: Reading) -> Formula:
    """Return a factor with its sign of multiplication; part value.

    Parameters
    ----------
    reading : Reading
        A negative one stands in parentheses.
    """
    return Formula(f"times {_slot('value', reading)}", em=theme.LABEL, value=reading)


def multiplied(numbers: Sequence[Reading]) -> Formula:
    """Return numbers with dots between them; parts n0, n1, ..."""
    template, parts = _dotted(numbers)
    return Formula(template, em=theme.LABEL, **parts)


def near_product(numbers: Sequence[Reading], value: Reading) -> Formula:
    """Return that something is near a product of numbers, and what these make; parts n0, n1, ... and value."""
    template, parts = _dotted(numbers)
    return Formula(f"approx {template} approx {{value}}", em=theme.LABEL, value=value, **parts)


def about(value: Reading) -> Formula:
    """Return a value that printed factors may miss by a last digit; part value."""
    return Formula("approx {value}", em=theme.LABEL, value=value)


def _dotted(numbers: Sequence[Reading]) -> tuple[str, dict[str, Reading]]:
    parts = {f"n{place}": one for place, one in enumerate(numbers)}
    return " dot.op ".join(_slot(name, one) for name, one in parts.items()), parts


def _slot(name: str, reading: Reading) -> str:
    return f"({{{name}}})" if reading.numeral.negative else f"{{{name}}}"
