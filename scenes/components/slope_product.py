"""A slope of the cost as a product: the ratios, what each equals, and the numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import final

from manim import DOWN, RIGHT, VGroup

from core.algebra.derivation import Derivation
from core.algebra.in_order import Factors
from core.model.quantity import Quantity
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.components.arrangement import flow
from scenes.type.formula import Formula

_LEAST = 0.48
"""Of type."""
_INDENT = 0.3
"""The least, of the rows below the symbols."""
_GAP, _LEADING = 0.12, 0.6
"""Between pieces of a row; between rows where there is room."""


@final
class SlopeProduct(VGroup):
    """The chain rule for one slope at the last layer of a chain, in rows below each other.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    derivation : Derivation
        Of dC/dw, dC/db or dC/da_prev of the last layer.
    width, height : float
        Of the room; what is longer goes on in the next row.
    em : float, optional
        Of the type; as large as there is room for if none is given.

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
    factors : tuple of Factor
    names : tuple of str
        Of the factors: dz_db, da_dz, dC_da.
    own, shared : str, tuple of str
        The name of the factor that no other slope of this layer has, and those of the others.
    by_name : dict
        From a factor's name to its Reading.
    """

    def __init__(
        self,
        moment: Moment,
        derivation: Derivation,
        *,
        width: float,
        height: float,
        em: float | None = None,
    ) -> None:
        self.factors = derivation.factors
        self.names = tuple(factor.name for factor in self.factors)
        self.own, self.shared = self.names[0], self.names[1:]
        self.by_name = {factor.name: self._read(moment, factor.quantity) for factor in self.factors}
        value = moment.read(derivation.quantity)
        row = (derivation.quantity, value)
        self._set(*row, em=em or _LEAST)
        if em is None:
            self._set(*row, em=self._largest(width))
        leading = self._flow(width, height)
        if em is None and leading < 0.5 * _LEADING:
            self._set(*row, em=_LEAST)
            leading = self._flow(width, height)
        super().__init__(self.symbols, self.formulas, self.numbers, self.value)
        self._stack(max(0.2, min(_LEADING, leading)))

    def _set(self, of: Quantity, value: Reading, *, em: float) -> None:
        """Set all rows in type."""
        self._em = em
        slots = " thin ".join(f"{{{name}}}" for name in self.names)
        quantities = {factor.name: factor.quantity for factor in self.factors}
        self.symbols = Formula(f"{{slope}} {{eq}} {slots}", em=self._em, indexed=False, slope=of, eq="=", **quantities)
        self.formulas = self._formulas()
        self.numbers = self._numbers()
        self.value = Formula("{eq} {value}", em=1.2 * self._em, eq="=", value=value)
        self.value["value"].set_color(theme.colour("C"))

    def _largest(self, width: float) -> float:
        """Return the largest size of type at which the symbols fit, and no row breaks that need not break."""
        at_most = [width / self.symbols.width * self._em]
        at_most += [(width - _INDENT) / _length(row) * self._em for row in (self.formulas, self.numbers)]
        fits = min(size for index, size in enumerate(at_most) if size >= _LEAST or index == 0)
        return max(_LEAST, min(theme.FORMULA, math.floor(100 * fits) / 100))

    def _flow(self, width: float, height: float) -> float:
        """Let rows go on in the next one where they are too long; return what is left between them."""
        under = self.symbols["eq"].get_left()[0] - self.symbols.get_left()[0]
        rows = (self.formulas, self.numbers)
        self._indent = min(under, max(_INDENT, width - max(map(_length, rows))))
        for row in rows:
            flow(row, width - self._indent, buff=_GAP)
        taken = sum(row.height for row in (self.symbols, *rows, self.value))
        return float(height - taken) / 3

    def _stack(self, leading: float) -> None:
        """Set the rows below each other, under the equals sign or as near to it as they fit."""
        stacked = VGroup(self.symbols, self.formulas, self.numbers, self.value)
        stacked.arrange(DOWN, buff=leading)
        for row in stacked[1:]:
            row.shift(RIGHT * (self.symbols.get_left()[0] + self._indent - row.get_left()[0]))

    @staticmethod
    def _read(moment: Moment, quantity: Quantity | None) -> Reading:
        assert quantity is not None
        reading = moment.read(quantity)
        # what is 1 by its formula is written so
        return replace(reading, numeral=short(reading.value)) if reading.value in {0.0, 1.0} else reading

    def _formulas(self) -> VGroup:
        pieces = VGroup()
        for factor in self.factors:
            before = "dot.op" if pieces.submobjects else "{eq}"
            it = Factors(factor.expression)
            pieces.add(Formula(f"{before} {{it}}", em=self._em, indexed=False, eq="=", it=it))
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
            pieces.add(Formula(f"{before} {slot}", em=self._em, eq="=", **{name: reading}))
        return pieces


def _length(row: VGroup) -> float:
    """Return how long a row is as long as it is not broken."""
    return float(sum(piece.width + _GAP for piece in row))
