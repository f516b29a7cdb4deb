"""The smaller parts of a formula that a printer hands on beside its symbols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.algebra.indexed import IndexedQuantity


@dataclass(frozen=True, slots=True)
class SumPart:
    """A part of the sign of a sum, such as the letter that it counts with.

    Examples
    --------
    >>> SumPart("first").name
    'first'
    """

    name: Literal["index", "begins", "first", "last"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands between the terms of a sum, or between columns whose partners are multiplied.

    Examples
    --------
    >>> Sign("+").sign
    '+'
    """

    sign: Literal["+", "-", "dot.o"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a slope, with its d.

    Parameters
    ----------
    name : str
        dC of dC/da.
    slope : IndexedQuantity or None
        Whose side it is; None for one that is written in line.

    Examples
    --------
    >>> Side("dC").slope is None
    True
    """

    name: str
    slope: IndexedQuantity | None = None
