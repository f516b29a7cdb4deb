"""A slope of the cost as a product: the ratios, what each equals, and the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import final

from manim import DOWN, RIGHT, VGroup

from core.derivation import Derivation
from core.numeral import short
from core.quantity import Quantity, a, b, w, y, z
from core.reading import Reading, read
from core.trace import State, Trace
from scenes import theme
from scenes.components.arrangement import flow
from scenes.components.formula import Formula, Part

EM = 0.48
_GAP = 0.12
_WORD = r"(?<![\w.]){}(?![\w^_])"


def with_symbols(markup: str, quantities: Iterable[Quantity], *, indexed: bool = False) -> tuple[str, dict[str, Part]]:
    """Return derived markup as a template, its quantities as parts that carry their colours.

    Parameters
    ----------
    markup : str
        Typst mathematics as a derivation gives it.
    quantities : iterable of Quantity
        Which to look for; a part is called as in plain text without brackets: w300 for w[3][0,0].
    indexed : bool
        How the markup writes them.

    Returns
    -------
    str, dict

    Examples
    --------
    >>> with_symbols("2 (a^((3)) - y)", [a(3), y()])[0]
    '2 ({a30} - {y0})'
    """
    parts: dict[str, Part] = {}
    for quantity in quantities:
        name = re.sub(r"\W", "", str(quantity))
        pattern = _WORD.format(re.escape(quantity.typst(indexed=indexed)))
        markup, count = re.subn(pattern, f"{{{name}}}", markup)
        if count:
            parts[name] = quantity
    return markup, parts


@final
class SlopeProduct(VGroup):
    """The chain rule for one slope at the last layer of a chain, in rows below each other.

    Parameters
    ----------
    trace : Trace
        Of a chain.
    derivation : Derivation
        Of dC/dw, dC/db or dC/da_prev of the last layer.
    state : State
    width : float
        Of the room; what is longer goes on in the next row.

    Attributes
    ----------
    symbols : Formula
        dC/db = dz/db da/dz dC/da; parts slope, eq and the factors by name.
    formulas : VGroup of Formula
        What each factor equals, with the sign before it.
    numbers : VGroup of Formula
        Each factor's number, with the sign before it.
    value : Formula
        What they make; parts eq and value.
    names : tuple of str
        Of the factors: dz_db, da_dz, dC_da.
    by_name : dict
        From a factor's name to its Reading.
    """

    def __init__(self, trace: Trace, derivation: Derivation, state: State, *, width: float) -> None:
        self._factors = derivation.factors
        self.names = tuple(factor.name for factor in self._factors)
        self.by_name = {factor.name: self._read(trace, factor.quantity, state) for factor in self._factors}
        slots = " thin ".join(f"{{{name}}}" for name in self.names)
        quantities = {factor.name: factor.quantity for factor in self._factors}
        self.symbols = Formula(
            f"{{slope}} {{eq}} {slots}", em=EM, indexed=False, slope=derivation.quantity, eq="=", **quantities
        )
        self.formulas = self._formulas(trace.network.depth)
        self.numbers = self._numbers()
        self.value = Formula("{eq} {value}", em=EM, eq="=", value=read(trace, derivation.quantity, state))
        self.value["value"].set_color(theme.colour("C"))
        super().__init__(self.symbols, self.formulas, self.numbers, self.value)
        self._stack(width)

    def _stack(self, width: float) -> None:
        """Set the rows below each other, under the equals sign or as near to it as they fit."""
        under = self.symbols["eq"].get_left()[0] - self.symbols.get_left()[0]
        rows = (self.formulas, self.numbers)
        longest = max(sum(piece.width + _GAP for piece in row) for row in rows)
        indent = min(under, max(0.3, width - longest))
        for row in rows:
            flow(row, width - indent, buff=_GAP)
        stacked = VGroup(self.symbols, self.formulas, self.numbers, self.value)
        stacked.arrange(DOWN, buff=0.24)
        for row in stacked[1:]:
            row.shift(RIGHT * (self.symbols.get_left()[0] + indent - row.get_left()[0]))

    @staticmethod
    def _read(trace: Trace, quantity: Quantity | None, state: State) -> Reading:
        assert quantity is not None
        reading = read(trace, quantity, state)
        # what is 1 by its formula is written so
        return replace(reading, numeral=short(reading.value)) if reading.value in {0.0, 1.0} else reading

    def _formulas(self, last: int) -> VGroup:
        quantities = (w(last), b(last), z(last), a(last), a(last - 1), y())
        pieces = VGroup()
        for factor in self._factors:
            template, parts = with_symbols(factor.typst(indexed=False), quantities)
            before = "dot.op" if pieces.submobjects else "{eq}"
            pieces.add(Formula(f"{before} {template}", em=EM, indexed=False, eq="=", **parts))
        return pieces

    def formula(self, name: str) -> Formula:
        """Return what a factor equals, with the sign before it, by the factor's name."""
        found: Formula = self.formulas[self.names.index(name)]
        return found

    def _numbers(self) -> VGroup:
        pieces = VGroup()
        for name, reading in self.by_name.items():
            before = "dot.op" if pieces.submobjects else "{eq}"
            slot = f"({{{name}}})" if reading.value < 0 else f"{{{name}}}"
            pieces.add(Formula(f"{before} {slot}", em=EM, eq="=", **{name: reading}))
        return pieces
