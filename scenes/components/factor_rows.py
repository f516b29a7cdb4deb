"""The factors of a slope below each other: each ratio, what it equals, and its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import VGroup

from core.algebra.in_order import Factors
from core.algebra.steps import Factor
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula


@final
class FactorRows(VGroup):
    """One row for each factor that a derivation found, for a network of any width.

    Parameters
    ----------
    moment : Moment
    factors : sequence of Factor
    width : float
        Of the room; where a row does not fit, its number gives a digit, or what the ratio equals is
        left out.

    Attributes
    ----------
    by_name : dict
        From a factor's name to its row, a Formula with parts slope, eq and number.
    """

    def __init__(self, moment: Moment, factors: Sequence[Factor], *, width: float) -> None:
        self.by_name: dict[str, Formula] = {}
        for factor in factors:
            assert factor.quantity is not None
            for digits, in_full in ((4, True), (3, True), (4, False)):
                number = moment.read(factor.quantity, digits=digits)
                row = self._line(factor, number, in_full=in_full)
                if row.width <= width:
                    break
            self.by_name[factor.name] = row
        super().__init__(*self.by_name.values())

    @staticmethod
    def _line(factor: Factor, number: Reading, *, in_full: bool) -> Formula:
        template = "{slope} {eq} {it} = {number}" if in_full else "{slope} {eq} {number}"
        it = Factors(factor.expression)
        row = Formula(template, em=theme.LABEL, slope=factor.quantity, eq="=", it=it, number=number)
        row["number"].set_fill(theme.colour("text"))
        return row
