"""The formulas of backpropagation in general form below each other, each with its number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from manim import DOWN, LEFT, VGroup

from core.algebra.delta_form import delta_formulas
from core.algebra.in_order import Factors
from core.algebra.index_form import LAST, LAYER, IndexFormula, J, index_formulas
from core.algebra.indexed import slope_by
from core.model.network import Network
from scenes import theme
from scenes.components.index_line import index_line
from scenes.type.formula import Formula, Label


def backpropagation(network: Network) -> Mapping[str, IndexFormula]:
    """Return the formulas that give every slope of a network, by name, in the order they are told.

    dC_da_output: where it starts;   dC_dw, dC_db: what is wanted;   dC_da: one layer back

    Where the outputs compete, as those of a softmax do, all are in terms of dC/dz, and dC_dz is how it
    follows from dC/da in every other layer.

    Parameters
    ----------
    network : Network

    Returns
    -------
    mapping of str to IndexFormula

    Examples
    --------
    >>> from core.files.network_file import read
    >>> list(backpropagation(read("networks/iris.toml")[0]))
    ['dC_da_output', 'dC_dw', 'dC_db', 'dC_da']
    """
    known = index_formulas(network.cost)
    if network.layers[-1].activation.elementwise:
        return {name: known[name] for name in ("dC_da_output", "dC_dw", "dC_db", "dC_da")}
    competing = delta_formulas(network.cost)
    onward = slope_by("z", LAYER, J)
    of_w = known["dC_dw"]
    return {
        "dC_da_output": IndexFormula("dC_dz_output", slope_by("z", LAST, J), competing["dC_dz_softmax"].right),
        "dC_dw": IndexFormula("dC_dw", of_w.left, Factors(of_w.factors[0].expression, onward)),
        "dC_db": IndexFormula("dC_db", known["dC_db"].left, onward),
        "dC_da": competing["dC_da"],
        "dC_dz": IndexFormula("dC_dz", onward, known["delta"].right),
    }


@final
class FormulaColumn(VGroup):
    """Formulas below each other on their equals signs, as large as the room allows; some are numbered.

    Parameters
    ----------
    formulas : mapping of str to IndexFormula
    numbers : mapping of str to str
        What stands before a formula.
    width, height : float
        Of the room.

    Attributes
    ----------
    lines : dict of Formula
    tags : dict of Label
    """

    def __init__(
        self, formulas: Mapping[str, IndexFormula], numbers: Mapping[str, str], *, width: float, height: float
    ) -> None:
        for em in (theme.TEXT, theme.LABEL):
            self.lines: dict[str, Formula] = {name: index_line(one, em=em) for name, one in formulas.items()}
            tallest = sum(line.height for line in self.lines.values())
            widest = max(line.width for line in self.lines.values()) + 0.5
            if widest <= width and tallest + 0.12 * len(self.lines) <= height:
                break
        buff = min(0.35, (height - tallest) / max(1, len(self.lines) - 1))
        column = VGroup(*self.lines.values()).arrange(DOWN, buff=max(0.05, buff), aligned_edge=LEFT)
        self.tags = {name: Label(text) for name, text in numbers.items()}
        for name, tag in self.tags.items():
            tag.next_to(column, LEFT, buff=0.3).set_y(self.lines[name]["eq"].get_y())
        super().__init__(column, *self.tags.values())
