"""The cost of one output as its row of the table states it: in symbols, with numbers, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import final

from sympy import Expr, Integer, Symbol

from core.algebra.exact import Exact, as_double
from core.algebra.indexed import IndexedQuantity
from core.algebra.symbols import formula, symbol
from core.model.quantity import C, Quantity, a, y
from core.notation.numeral import read_shown
from core.notation.reading import Reading
from core.notation.written import typst
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula

_DIGITS, _NEARLY, _SLACK = 3, 0.05, 1e-9
_CALCULATED = 30
"""Digits of a good calculator."""


@dataclass(frozen=True, slots=True, eq=False)
class CostLines:
    """The lines in which a cost is written, from the top.

    Parameters
    ----------
    symbols : Formula
    numbers : Formula or None
        None where they are not written.
    value : Formula
    """

    symbols: Formula
    numbers: Formula | None
    value: Formula

    @property
    def worked(self) -> tuple[Formula, ...]:
        """The lines that follow from that of the symbols."""
        return tuple(line for line in (self.numbers, self.value) if line is not None)


@final
class CostFormula:
    """What a network's cost is for the first of its outputs, all in the same form.

    Each place where a or y stands is a part of its own: a1, a2, ..., y1, y2, ....

    Parameters
    ----------
    moment : Moment
        Of a network with one output.
    output, cost : Reading, optional
        As they are written elsewhere.

    Attributes
    ----------
    template : str
        With slots for the parts, without the left side.
    places : dict
        From a part's name to "a" or "y".
    """

    def __init__(self, moment: Moment, output: Reading | None = None, cost: Reading | None = None) -> None:
        self._moment = moment
        self._cost = cost or moment.read(C, _DIGITS)
        self._output = output or moment.read(a(moment.network.depth), _DIGITS)
        self._row: Expr = formula(moment.network.cost.formula).xreplace({Symbol("n"): Integer(1)})
        self.places: dict[str, str] = {}
        last = symbol(a(moment.network.depth))
        written = self._row.xreplace({Symbol("a"): last, Symbol("y"): symbol(y())})
        self.template = typst(written, atom=self._slot)

    def symbols(
        self,
        left: Quantity | IndexedQuantity = C,
        *,
        em: float = theme.FORMULA,
        indexed: bool = False,
        broken: bool = False,
    ) -> Formula:
        """Return C = ... in symbols.

        Parameters
        ----------
        left : Quantity or IndexedQuantity
            The left side: C, or C_0 of one example, whose number is not in the colour of costs.
        em : float
        indexed : bool
        broken : bool
            Whether each further term has a line of its own.
        """
        last = a(self._moment.network.depth)
        parts = {name: last if kind == "a" else y() for name, kind in self.places.items()}
        right = _broken(self.template) if broken else self.template
        taken = {} if isinstance(left, Quantity) else {left: 0.1}
        written = Formula(f"{{C}} &{{eq}} {right}", em=em, indexed=indexed, apart=taken, C=left, eq="=", **parts)
        for index in (str(index) for one in taken for index in one.indices):
            written[index].set_color(theme.colour("text"))
        return written

    def numbers(self, *, em: float = theme.FORMULA, broken: bool = False) -> Formula | None:
        """Return the same with the printed numbers put in, or None where they would give another cost."""
        cost = self._moment.value(C)
        if not isfinite(self._found) or abs(self._found - cost) > _NEARLY * abs(cost):
            return None
        return self._filled(self._shown, em, broken=broken)

    def lines(self, *, em: float, broken: bool = False, filled: bool = True) -> CostLines:
        """Return all of it.

        Parameters
        ----------
        em : float
        broken : bool
            Whether each further term has a line of its own.
        filled : bool
            Whether the printed numbers are put in, where they give this cost.
        """
        numbers = self.numbers(em=em, broken=broken) if filled else None
        return CostLines(self.symbols(em=em, broken=broken), numbers, self.value(em=em))

    def value(self, *, em: float = theme.FORMULA) -> Formula:
        """Return the cost, after a sign that says whether the printed numbers give it."""
        meant, half = read_shown(self._cost.shown)
        closes = self.numbers(em=em) is None or abs(self._found - meant) <= half * (1 + _SLACK)
        filled = Formula("{eq} {C}", em=em, eq="=" if closes else "approx", C=self._cost)
        filled["C"].set_fill(theme.colour("C"))
        return filled

    def _filled(self, shown: dict[str, Reading], em: float, *, broken: bool) -> Formula:
        template = _broken(self.template) if broken else self.template
        for name, kind in self.places.items():
            if shown[kind].numeral.negative:
                template = re.sub(rf"(?<!\()\{{{name}\}}", f"({{{name}}})", template)
        template = re.sub(r"(?<=[})]) ln", " dot.op ln", template)
        parts = {name: shown[kind] for name, kind in self.places.items()}
        filled = Formula(f"&{{eq}} {template}", em=em, eq="=", **parts)
        for name, kind in self.places.items():
            filled[name].set_fill(theme.colour(kind))
        return filled

    @cached_property
    def _shown(self) -> dict[str, Reading]:
        return {"a": self._output, "y": self._moment.read(y(), _DIGITS).in_fewest_digits()}

    @cached_property
    def _found(self) -> float:
        """What a calculator makes of the printed numbers."""
        numbers = {Symbol(kind): read_shown(one.shown)[0] for kind, one in self._shown.items()}
        return as_double(Exact(_CALCULATED).value(self._row, numbers.__getitem__))

    def _slot(self, what: object, markup: str) -> str:
        """Return a slot of its own for each symbol that is written."""
        if not isinstance(what, Quantity):
            return markup
        name = f"{what.kind}{1 + list(self.places.values()).count(what.kind)}"
        self.places[name] = what.kind
        return f"{{{name}}}"


def _broken(template: str) -> str:
    """Begin a new line before each further term of a sum."""
    depth, broken = 0, ""
    for index, one in enumerate(template):
        depth += (one == "(") - (one == ")")
        if not depth and template.startswith((" - ", " + "), index):
            broken += " \\ & quad"
        broken += one
    return broken
