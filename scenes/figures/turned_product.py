"""The product of a turned matrix with the deltas: the matrix as it was and as it is turned, what it meets and makes."""

from __future__ import annotations

from typing import Any, final

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, Line

from core.algebra.matrices import weights
from core.algebra.matrix_form import matrix_form
from core.model.arithmetic import total
from core.model.quantity import C, a, delta, slope, w
from core.notation.addends import in_decimals_of
from core.notation.reading import Reading
from core.passes.choices.crowds import Shown
from core.passes.choices.row_and_column import RowAndColumn
from scenes import theme
from scenes.figures.matrix import Matrix
from scenes.figures.pulse import pulse
from scenes.figures.share_stack import ShareStack
from scenes.layout.cells import NEAR, TIGHT, Blank, Column, Overlay, Share
from scenes.motion import Showing
from scenes.type.formula import Formula

_ONE = Shown((0,))
"""The one column of a vector."""


@final
class TurnedProduct:
    """W, its transpose, delta, what comes out, and how the products for one neuron add up.

    Parameters
    ----------
    both : RowAndColumn
    most : (int, int)
        How many neurons j and neurons k are drawn at most.
    look : Theme
    together : str
        What the products are, added up.
    level : bool
        Whether the products stand beside the deltas, each level with its own; else they stand below.
    narrow : bool
        Whether their numbers all stand at the right.

    Attributes
    ----------
    answering, asked : Shown
        Which neurons j and which neurons k are drawn.
    weights, turned, deltas, answers : Matrix
    names : dict of Matrix to Formula
    terms : tuple of Reading
        The products that are told one by one, and in their place all others as one.
    total : Reading
        Their sum.
    stack : ShareStack
        The products as strips, each level with its delta.
    """

    def __init__(
        self,
        both: RowAndColumn,
        most: tuple[int, int],
        look: theme.Theme,
        together: str,
        *,
        level: bool,
        narrow: bool,
    ) -> None:
        moment, layer, self._both = both.moment, both.layer, both
        rows, columns = self.answering, self.asked = both.answering(most[0]), both.asked(most[1])
        self.weights = Matrix(moment, lambda j, k: w(layer, j, k), rows, columns, look)
        self.turned = Matrix(moment, lambda k, j: w(layer, j, k), columns, rows, look)
        self.deltas = Matrix(moment, lambda j, _: delta(layer, j), rows, _ONE, look)
        self.answers = Matrix(moment, lambda k, _: slope(C, a(layer - 1, k)), columns, _ONE, look)
        line = matrix_form(moment.network, layer)["dC_da"]
        back, sent = line.parts
        written = (weights(moment.network, layer), back, sent, line.left)
        made = (self.weights, self.turned, self.deltas, self.answers)
        self._sky, text = look.colour("w"), look.colour("text")
        colours = (self._sky, self._sky, look.colour("delta"), text)
        self.names = {
            matrix: Formula("{it}", em=theme.FORMULA, colour=colour, it=it)
            for matrix, it, colour in zip(made, written, colours, strict=True)
        }
        self.total = moment.read(both.answer, 3)
        terms = [total(both.products[j] for j in group) for group in rows.groups]
        self.terms = tuple(in_decimals_of(self.total, [moment.read(one, 3) for one in terms]))
        self.stack = self._stack(look, together, level=level, narrow=narrow)

    def column(self, matrix: Matrix, *below: Any) -> Share:
        """Return a matrix under its name, as wide as its columns are many."""
        name, others = self.names[matrix], [Blank(one) for one in self.names.values()]
        wide = {self.weights: self.asked, self.turned: self.answering}.get(matrix, _ONE)
        return Share(Column(Overlay(name, *others), Share(matrix), *below, gap=TIGHT), len(wide.neurons))

    def along(self, matrix: Matrix, row: int | None = None, column: int | None = None) -> Animation:
        """Return a pulse on both sides of a row from its left, or of a column from its top."""
        box = matrix.box(row=row, column=column)
        if column is None:
            ways = [((box.left, y), (box.right, y)) for y in (box.bottom, box.top)]
        else:
            ways = [((x, box.top), (x, box.bottom)) for x in (box.left, box.right)]
        return pulse([Line(np.array([*start, 0.0]), np.array([*end, 0.0])) for start, end in ways], self._sky)

    def answer(self, k: int, **kwargs: object) -> Animation:
        """Return the reading of a row of the turned matrix, and the growing of what it makes with the deltas."""
        made, cell = self.answers, (k, 0)
        strip, foot, length = made.strips[cell], made.strips[cell].foot, made.strips[cell].length
        growing = Showing(strip, lambda share: strip.span(foot, share * length))
        coming = AnimationGroup(FadeIn(made.zeros[cell]), growing, FadeIn(made.numbers[cell]))
        return AnimationGroup(self.along(self.turned, row=k), coming, lag_ratio=0.5, **kwargs)

    @property
    def foot(self) -> Blank:
        """What the sum of the stack takes below its terms."""
        return Blank(Column(self.stack.left_label, self.stack.said, gap=NEAR))

    def _stack(self, look: theme.Theme, together: str, *, level: bool, narrow: bool) -> ShareStack:
        vermilion = look.colour("slope")
        terms = [(_signed(one, vermilion), one.value, vermilion) for one in self.terms]
        whole = (_signed(self.total, vermilion), self.total.value, vermilion)
        return ShareStack(terms, whole, look, together, levels=self.deltas.levels if level else None, narrow=narrow)


def _signed(reading: Reading, colour: str) -> Formula:
    return Formula("+{value}" if reading.value > 0 else "{value}", em=theme.LABEL, colour=colour, value=reading)
