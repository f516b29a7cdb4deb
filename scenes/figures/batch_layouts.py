"""The same products for examples as columns, and for examples as rows, as libraries keep them."""

from __future__ import annotations

from typing import final

from manim import Animation, AnimationGroup, FadeIn

from core.algebra.batch_form import batch_form
from core.algebra.matrices import Layout
from core.model.fact import EXAMPLES
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
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

    @staticmethod
    def _written(told: WholeBatch, layout: Layout) -> tuple[Formula, Formula]:
        moment = told.moment
        assert told.layer is not None
        lines = batch_form(moment.network, told.layer, len(moment.examples), layout)
        first, second, *biases = lines["z"].parts
        b = biases[0] if layout == "columns" else biases[1]  # copied to every example
        sums = Formula(
            "{Z} = {first} {second} + {b}", em=theme.FORMULA, Z=lines["z"].left, first=first, second=second, b=b
        )
        line = lines["dC_dw"]
        left, right = line.parts[-2:]
        m = moment.count(EXAMPLES)
        slopes = Formula("{it} = 1/{m} {left} {right}", em=theme.FORMULA, it=line.left, m=m, left=left, right=right)
        return sums, slopes
