"""The same products for examples as columns, and for examples as rows, as libraries keep them."""

from __future__ import annotations

from typing import Any, final

from manim import Animation, AnimationGroup, FadeIn
from sympy import MatrixExpr

from core.algebra.batch_form import batch_form
from core.algebra.matrices import Layout
from core.model.fact import EXAMPLES
from core.notation.written import typst
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
from scenes.figures.matrix_ink import ink_of
from scenes.layout.cells import APART, Cells, Column, Grid
from scenes.layout.frame import Frame
from scenes.motion import Spell
from scenes.type.formula import Formula, Label

_LAYOUTS: tuple[Layout, Layout] = ("columns", "rows")


@final
class BatchLayouts:
    """Z = W A + b and dC/dW = 1/m Delta A^T; Z = A W^T + b and dC/dW = 1/m Delta^T A.

    Parameters
    ----------
    told : WholeBatch
    heads : (str, str)
        What stands over each of the two.
    frame : Frame
    look : Theme

    Attributes
    ----------
    heads : list of Label
    sums, slopes : list of Formula
        Of both layouts.
    """

    def __init__(self, told: WholeBatch, heads: tuple[str, str], frame: Frame, look: theme.Theme) -> None:
        self._wide = frame.is_wide
        inks = look.colour("text"), look.colour("quiet")
        self.heads = [Label(one, colour=ink) for one, ink in zip(heads, inks, strict=True)]
        self._look = look
        written = [self._written(told, layout) for layout in _LAYOUTS]
        self.sums, self.slopes = ([pair[at] for pair in written] for at in range(2))

    def layout(self) -> Cells:
        """Return one beside the other, or below it."""
        if self._wide:
            rows = [((head, None), pair) for head, *pair in zip(self.heads, self.sums, self.slopes, strict=True)]
            return Grid(*(row for both in rows for row in both), gap=APART, row_gap=APART)
        both = zip(self.heads, self.sums, self.slopes, strict=True)
        return Column(*(Column(*one, gap=APART) for one in both), gap=3 * APART)

    def come(self, at: int, **kwargs: object) -> Animation:
        """Return the coming of one of them."""
        return AnimationGroup(FadeIn(self.heads[at]), Spell(self.sums[at], self.slopes[at]), **kwargs)

    def by_name(self) -> dict[str, object]:
        """Return its parts by what they are called."""
        return {"heads": self.heads, "sums": self.sums, "slopes": self.slopes}

    def on_stage(self) -> list[object]:
        """Return all that is seen at the end."""
        return [*self.heads, *self.sums, *self.slopes]

    def _written(self, told: WholeBatch, layout: Layout) -> tuple[Formula, Formula]:
        moment = told.moment
        assert told.layer is not None
        lines = batch_form(moment.network, told.layer, len(moment.examples), layout)
        first, second, *biases = lines["z"].parts
        b = biases[0] if layout == "columns" else biases[1]  # copied to every example
        sums = self._in_colour("{Z} = {first} {second} + {b}", Z=lines["z"].left, first=first, second=second, b=b)
        line = lines["dC_dw"]
        left, right = line.parts[-2:]
        m = moment.count(EXAMPLES)
        return sums, self._in_colour("{it} = 1/{m} {left} {right}", m=m, it=line.left, left=left, right=right)

    def _in_colour(self, template: str, **parts: Any) -> Formula:
        inks = {name: ink_of(part) for name, part in parts.items() if isinstance(part, MatrixExpr)}
        given = {name: typst(part) if name in inks else part for name, part in parts.items()}
        written = Formula(template, em=theme.FORMULA, **given)
        for name, ink in inks.items():
            written[name].set_fill(self._look.colour(ink))
        return written
