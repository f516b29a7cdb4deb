"""What a hidden neuron should be and what an output should be, as questions; then their slopes, as answers."""

from __future__ import annotations

from typing import final

from manim import VGroup

from core.algebra.delta_form import delta_formulas
from core.algebra.index_form import LAST, LAYER, J, index_formulas
from core.algebra.indexed import indexed, slope_by
from core.model.costs import Cost
from scenes import theme
from scenes.layout.cells import APART, NEAR, Cells, Column, Overlay, Row
from scenes.layout.frame import Frame
from scenes.type.formula import Formula

_FAR = 3 * APART
"""Between the two where there is room, so that nobody multiplies them."""


@final
class TwoAnswers(VGroup):
    """Two lines of type that stand below a network, each a question first and then a formula.

    Parameters
    ----------
    cost : Cost
    elementwise : bool
        Whether each activation has a slope of its own.
    direct : bool
        Whether the cost's slope by the last sums has a form of its own.
    should_be : str
        What stands between a neuron and what it should be.
    frame : Frame
        In whose stage both stand beside each other where it is broad enough.

    Attributes
    ----------
    hidden_asked, output_asked : Formula
    hidden, output : Formula
        The slopes.
    """

    def __init__(self, cost: Cost, *, elementwise: bool, direct: bool, should_be: str, frame: Frame) -> None:
        template, sized = f'{{a}} quad "{should_be}" quad {{wanted}}', {"em": theme.LABEL}
        self.hidden_asked = Formula(template, em=theme.FORMULA, a=indexed("a", LAYER, J), wanted='"?"')
        wanted = indexed("y", None, J)
        self.output_asked = Formula(template, em=theme.FORMULA, a=indexed("a", LAST, J), wanted=wanted)
        known = index_formulas(cost)
        cases = (known if elementwise else delta_formulas(cost))["two_cases"]
        inner = cases.right.args[0].expr
        self.hidden = Formula("{left} {eq} {right}", **sized, left=cases.left, eq="=", right=inner)
        last = known["dC_da_output"].left, known["dC_da_output"].right
        if direct:
            last = slope_by("z", LAST, J), indexed("a", LAST, J) - wanted
        self.output = Formula("{left} {eq} {right}", **sized, left=last[0], eq="=", right=last[1])
        self._within = frame.stage.width
        super().__init__(self.hidden_asked, self.output_asked, self.hidden, self.output)

    def beside(self) -> Cells:
        """Return the place of hidden neurons at the left, and that of outputs at the right."""
        places = self._places()
        spare = self._within - sum(max(one.width for one in place.contents()) for place in places)
        return Row(*places, gap=min(_FAR, spare)) if spare > APART else Column(*places, gap=NEAR)

    def above(self, named: Formula) -> Cells:
        """Return the same with another formula below them."""
        return Column(self.beside(), named, gap=NEAR)

    def _places(self) -> tuple[Cells, Cells]:
        return Overlay(self.hidden_asked, self.hidden), Overlay(self.output_asked, self.output)
