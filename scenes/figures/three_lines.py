"""The three lines of a layer: each with indices, and once more as a picture of its matrices."""

from __future__ import annotations

from typing import Any, final

from manim import Animation, AnimationGroup, FadeIn, VGroup

from core.algebra.indexed_lines import with_indices
from core.algebra.matrices import LayerMatrix
from core.algebra.matrix_form import MatrixFormula, matrix_form
from core.model.quantity import Quantity
from core.passes.choices.crowds import Shown
from core.passes.choices.matrix_layers import MatrixLayer
from scenes import theme
from scenes.figures.formula_parts import quantity_in
from scenes.figures.greys import Greys
from scenes.figures.matrix_ink import ink_of, kind_of
from scenes.figures.strip_grid import StripGrid
from scenes.layout.box import Size
from scenes.layout.cells import APART, NEAR, TIGHT, Cells, Column, Grid, Row
from scenes.type.formula import Formula

_LINES = ("z", "delta", "dC_dw")
_SIGNS = {"z": ("", "+"), "delta": ("dot.o", ""), "dC_dw": ("",)}
"""Between what stands on the right of each."""
_ONE = Shown((0,))


@final
class ThreeLines:
    """z = W a + b;   delta = sigma'(z) o W^T delta;   dC/dW = delta a^T, of a layer behind a hidden one.

    Parameters
    ----------
    told : MatrixLayer
    most : int
        How many neurons of a layer are drawn at most.
    cell : Size
        Of a cell of all grids.
    greys : Greys
    named : bool
        Whether functions have names of their own where layers differ.

    Attributes
    ----------
    formulas : list of Formula
    grids : list of list of StripGrid
        Of each line: what stands on the left, and on the right.
    names : list of list of Formula
    signs : list of list of Formula
    """

    def __init__(self, told: MatrixLayer, most: int, cell: Size, greys: Greys, *, named: bool = True) -> None:
        self._moment, self._cell, self._greys, look = told.moment, cell, greys, greys.look
        self._shown = {told.layer: told.hearing(most), told.layer - 1: told.heard(most)}
        lines = [matrix_form(told.moment.network, told.layer, named=named)[name] for name in _LINES]
        sides = [(line.left, *line.parts) for line in lines]
        self._largest: dict[str, float] = {}
        for part in (one for line in sides for one in line):
            kind, values = kind_of(part), [abs(self._moment.value(one)) for one in self._cells(part)]
            self._largest[kind] = max(self._largest.get(kind, 0.0), *values)
        self.formulas = [self._written(line) for line in lines]
        self.grids = [[self._grid(part) for part in line] for line in sides]
        self.names = [
            [Formula("{it}", em=theme.LABEL, colour=look.colour(ink_of(part)), it=part) for part in line]
            for line in sides
        ]
        self.signs = [[Formula(sign, em=theme.FORMULA) for sign in ("=", *_SIGNS[line.name]) if sign] for line in lines]
        self._between = [("=", *_SIGNS[line.name]) for line in lines]

    def layout(self, gap: float, *, is_wide: bool) -> Cells:
        """Return formulas at the left of their pictures, or above them; so far apart are what stands in a line."""
        rows = [self._row(at, gap) for at in range(len(_LINES))]
        if is_wide:
            return Grid(*zip(self.formulas, rows, strict=True), gap=2 * gap, row_gap=NEAR)
        both = zip(self.formulas, rows, strict=True)
        return Column(*(Column(formula, row, gap=NEAR) for formula, row in both), gap=APART)

    def lay(self, at: int, **kwargs: object) -> Animation:
        """Return the coming of a line's shapes, with their names and the signs between them."""
        shapes = [grid.lay() for grid in self.grids[at]]
        return AnimationGroup(AnimationGroup(*shapes), FadeIn(*self.names[at], *self.signs[at]), **kwargs)

    def fill_up(self, at: int, **kwargs: object) -> Animation:
        """Return the coming of what a line's shapes hold."""
        return AnimationGroup(*(grid.fill_up() for grid in self.grids[at]), **kwargs)

    def on_stage(self) -> list[VGroup]:
        """Return all that is seen at the end."""
        lines = zip(self.formulas, self.grids, self.names, self.signs, strict=True)
        return [one for formula, *others in lines for one in (formula, *(part for own in others for part in own))]

    def _row(self, at: int, gap: float) -> Cells:
        items: list[Any] = []
        signs = iter(self.signs[at])
        for place, (name, grid) in enumerate(zip(self.names[at], self.grids[at], strict=True)):
            if place and self._between[at][place - 1]:
                items.append(next(signs))
            items.append(Column(name, grid, gap=TIGHT))
        return Row(*items, gap=gap)

    @staticmethod
    def _written(line: MatrixFormula) -> Formula:
        left, right = with_indices(line)
        return Formula("{left} = {right}", em=theme.LABEL, left=left, right=right)

    def _grid(self, part: Any) -> StripGrid:
        rows, columns = self._sides(part)
        kind = kind_of(part)
        return StripGrid(
            self._moment,
            lambda j, k: quantity_in(part, j, k),
            rows,
            columns,
            self._cell,
            largest=self._largest[kind],
            colour=self._greys.look.colour(ink_of(part, strip=True)),
            look=self._greys.look,
            greys=self._greys if kind == "a" else None,
        )

    def _sides(self, part: Any) -> tuple[Shown, Shown]:
        if part.is_Transpose:
            rows, columns = self._sides(part.arg)
            return columns, rows
        matrix = part if isinstance(part, LayerMatrix) else part.expr
        rows = self._shown[matrix.layer]
        return rows, self._shown[matrix.layer - 1] if matrix.letter == "W" else _ONE

    def _cells(self, part: Any) -> list[Quantity]:
        rows, columns = self._sides(part)
        return [quantity_in(part, j, k) for j in rows.neurons for k in columns.neurons]
