"""The factors of a slope below each other: each ratio, what it equals, and its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

from manim import VGroup

from core.quantity import Quantity
from core.reading import Reading, read
from core.steps import Factor
from core.trace import State, Trace
from scenes import theme
from scenes.components.formula import Formula, Part
from scenes.components.slope_product import with_symbols


@final
class FactorRows(VGroup):
    """One row for each factor that a derivation found, for a network of any width.

    Parameters
    ----------
    trace : Trace
    factors : sequence of Factor
    quantities : iterable of Quantity
        What the factors are written in; these carry their colours.
    state : State
    width : float
        Of the room; where a row does not fit, what the ratio equals is left out.

    Attributes
    ----------
    by_name : dict
        From a factor's name to its row, a Formula with parts slope, eq and number.
    readings_of : dict
        From a factor's name to its Reading.
    """

    def __init__(
        self, trace: Trace, factors: Sequence[Factor], quantities: Iterable[Quantity], state: State, *, width: float
    ) -> None:
        self._quantities = tuple(quantities)
        self.readings_of: dict[str, Reading] = {}
        self.by_name: dict[str, Formula] = {}
        for factor in factors:
            assert factor.quantity is not None
            self.readings_of[factor.name] = read(trace, factor.quantity, state)
            self.by_name[factor.name] = self._row(factor, width)
        super().__init__(*self.by_name.values())

    def _row(self, factor: Factor, width: float) -> Formula:
        template, parts = with_symbols(factor.typst(indexed=True), self._quantities, indexed=True)
        number = self.readings_of[factor.name]
        row = self._line(factor.quantity, f"{template} =", number, parts)
        if row.width > width:
            row = self._line(factor.quantity, "", number, {})
        row["number"].set_fill(theme.colour("text"))
        return row

    @staticmethod
    def _line(slope: Quantity | None, body: str, number: Reading, parts: dict[str, Part]) -> Formula:
        template = f"{{slope}} {{eq}} {body} {{number}}"
        return Formula(template, em=theme.SMALL, slope=slope, eq="=", number=number, **parts)
