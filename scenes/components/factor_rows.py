"""The factors of a slope below each other: each ratio, what it equals, and its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

from manim import VGroup

from core.algebra.steps import Factor
from core.model.quantity import Quantity
from core.notation.reading import Reading, read
from core.passes.trace import State, Trace
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
        Of the room; where a row does not fit, its number gives a digit, or what the ratio equals is
        left out.

    Attributes
    ----------
    by_name : dict
        From a factor's name to its row, a Formula with parts slope, eq and number.
    """

    def __init__(
        self, trace: Trace, factors: Sequence[Factor], quantities: Iterable[Quantity], state: State, *, width: float
    ) -> None:
        quantities = tuple(quantities)
        self.by_name: dict[str, Formula] = {}
        for factor in factors:
            assert factor.quantity is not None
            template, parts = with_symbols(factor.typst(indexed=True), quantities, indexed=True)
            for digits, body in ((4, template), (3, template), (4, "")):
                number = read(trace, factor.quantity, state, digits=digits)
                row = self._line(factor.quantity, body, number, parts)
                if row.width <= width:
                    break
            self.by_name[factor.name] = row
        super().__init__(*self.by_name.values())

    @staticmethod
    def _line(slope: Quantity, body: str, number: Reading, parts: dict[str, Part]) -> Formula:
        equals = f"{body} = " if body else ""
        row = Formula(
            f"{{slope}} {{eq}} {equals}{{number}}",
            em=theme.SMALL,
            slope=slope,
            eq="=",
            number=number,
            **(parts if body else {}),
        )
        row["number"].set_fill(theme.colour("text"))
        return row
