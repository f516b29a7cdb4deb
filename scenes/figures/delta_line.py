"""What delta is, as a line: its factors come from the strip and the gate of a neuron."""

from __future__ import annotations

from typing import final

from manim import VGroup

from core.algebra.index_form import IndexFormula
from scenes import theme
from scenes.figures.slope_colours import colour_slopes
from scenes.type.formula import Formula


@final
class DeltaLine(VGroup):
    """delta_j = ...

    Parameters
    ----------
    written : IndexFormula
        Without layers.
    look : Theme
    em : float

    Attributes
    ----------
    formula : Formula
    head : VGroup
        delta_j and the equals sign.
    slope, rest : VGroup
        On its right side, what comes from the strip, if anything, and what comes from the gate.
    """

    def __init__(self, written: IndexFormula, look: theme.Theme, em: float) -> None:
        self.formula = Formula("{left} {eq} {right}", em=em, left=written.left, eq="=", right=written.right)
        colour_slopes(self.formula, look)
        parts = self.formula.parts
        self.head = VGroup(*parts["delta_j"], *parts["eq"])
        self.slope = parts.get("dC_da_j", VGroup())
        known = {id(glyph) for part in (self.head, self.slope) for glyph in part}
        self.rest = VGroup(*(glyph for glyph in self.formula if id(glyph) not in known))
        super().__init__(self.formula)
