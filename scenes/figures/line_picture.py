"""What one line of code does in one layer: what it reads as small grids, what it makes with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, final

from manim import Animation, AnimationGroup, FadeIn, Mobject, Rectangle

from core.algebra.index_form import index_formulas
from core.algebra.matrix_form import MatrixFormula, matrix_form, partners
from core.model.quantity import C, Quantity, a, b, delta, slope, w, y, z
from core.passes.choices.crowds import Shown
from core.proof.told_code import CodeMoment
from scenes import theme
from scenes.figures.formula_parts import quantity_in
from scenes.figures.greys import Greys
from scenes.figures.matrix_ink import ink_of, kind_of
from scenes.figures.numbered_column import NumberedColumn
from scenes.figures.strip_grid import StripGrid
from scenes.layout.box import Size
from scenes.layout.cells import NEAR, TIGHT, Blank, Cells, Column, Row
from scenes.layout.solving import least_size
from scenes.motion import Spell
from scenes.type.formula import Formula

_WIDER, _TALLER = 1.5, 0.48
"""Cells of what is made, against those of what is read; and their height, which numbers need."""
_ONE = Shown((0,))
_SIGNS = {"z": ("", "+"), "delta": ("dot.o",)}
"""Between what a line reads, where it is more than written side by side."""


class Operand(NamedTuple):
    """What a line reads: its name, its ruler, its colour, and what stands in a row and a column."""

    name: Formula
    kind: str
    ink: str
    entry: Callable[[int, int], Quantity]
    rows: Shown
    columns: Shown


@final
class LinePicture:
    """A formula, grids of what stands on its right, and its left with numbers.

    Parameters
    ----------
    told : CodeMoment
        What the code found.
    name : str
        As `core.proof.told_code.Told` has it.
    layer : int
    shown : mapping of int to Shown
        Which neurons of the layer and of the one before are drawn.
    cell : Size
        Of the cells of grids.
    greys : Greys

    Attributes
    ----------
    formula : Formula
    grids : list of StripGrid
    result : NumberedColumn
    """

    LARGEST = 2.5
    """How many times as large few cells may be."""

    def __init__(
        self, told: CodeMoment, name: str, layer: int, *, shown: Mapping[int, Shown], cell: Size, greys: Greys
    ) -> None:
        self._told, self._greys, self._shown = told, greys, shown
        self._name, self._layer, look = name, layer, greys.look
        self.formula, operands = self._read()
        rulers: dict[str, float] = {}
        for one in operands:
            values = [abs(told.value(one.entry(j, k))) for j in one.rows.neurons for k in one.columns.neurons]
            rulers[one.kind] = max(rulers.get(one.kind, 0.0), *values)
        self.grids = [
            StripGrid(
                told,
                one.entry,
                one.rows,
                one.columns,
                cell,
                largest=rulers[one.kind],
                colour=look.colour(one.ink),
                look=look,
                greys=greys if one.kind == "a" else None,
            )
            for one in operands
        ]
        self._names = [one.name for one in operands]
        signs = _SIGNS.get("" if self._competes else name, ())
        self._between = [Formula(sign, em=theme.FORMULA) if sign else None for sign in signs]
        made, *sides = self._made()
        first = made(sides[0].neurons[0], sides[1].neurons[0])
        self.result = NumberedColumn(
            told,
            made,
            (sides[0], sides[1]),
            Size(_WIDER * cell.width, max(_TALLER, cell.height)),
            colour=look.colour_of(first),
            look=look,
        )
        self.equals = Formula("=", em=theme.FORMULA)

    def layout(self) -> Cells:
        """Return the formula over its right side over its left side."""
        items: list[Any] = []
        signs = iter([*self._between, *[None] * len(self.grids)])
        for place, (name, grid) in enumerate(zip(self._names, self.grids, strict=True)):
            if place:
                items.append(next(signs))
            items.append(Column(name, grid, gap=TIGHT))
        return Column(self.formula, Row(*items, gap=NEAR), Row(self.equals, self.result, gap=NEAR), gap=NEAR)

    def room(self) -> Blank:
        """Return as much room as it takes, for nothing: a layout with many of it is found sooner."""
        size = least_size(self.layout())
        return Blank(Rectangle(width=size.width, height=size.height))

    def lay(self, **kwargs: object) -> Animation:
        """Return the coming of the formula and of its shapes."""
        signs = [one for one in self._between if one is not None]
        shapes = [grid.lay() for grid in self.grids]
        names = FadeIn(*self._names, *signs, self.equals)
        return AnimationGroup(Spell(self.formula), names, *shapes, self.result.lay(), **kwargs)

    def fill_up(self, **kwargs: object) -> Animation:
        """Return the coming of what the shapes hold, and then of what the line makes."""
        read = AnimationGroup(*(grid.fill_up() for grid in self.grids))
        return AnimationGroup(read, self.result.fill_up(), lag_ratio=0.6, **kwargs)

    def come(self, **kwargs: object) -> Animation:
        """Return the coming of all of it, one after the other."""
        return AnimationGroup(self.lay(), self.fill_up(), lag_ratio=0.5, **kwargs)

    def on_stage(self) -> list[Mobject]:
        """Return all of it, with its strips in their places."""
        for grid in (*self.grids, self.result.grid):
            grid.show(1.0)
        signs = [one for one in self._between if one is not None]
        return [self.formula, *self._names, *self.grids, *signs, self.equals, self.result]

    @property
    def _competes(self) -> bool:
        """Whether the line is that of outputs that compete."""
        row = self._told.network.layer(self._layer).activation
        return self._name in {"a", "delta"} and not row.elementwise

    def _read(self) -> tuple[Formula, list[Operand]]:
        """Return the formula of the line, and what it reads."""
        layer, network = self._layer, self._told.network
        written = partial(Formula, "{left} = {right}", em=theme.LABEL)
        if self._name == "start":
            line = index_formulas(network.cost)["dC_da_output"]
            heard = [self._column(a, layer, "a"), self._column(lambda _, j: y(j), layer, "a", ink="y")]
            return written(left=line.left, right=line.right), heard
        if self._competes and self._name == "a":
            line = index_formulas(network.cost)["a_softmax"]
            return written(left=line.left, right=line.right), [self._column(z, layer, "z")]
        if self._competes:
            parts = {"left": delta(layer), "curve": slope(a(layer), z(layer)), "answer": slope(C, a(layer))}
            formula = Formula("{left} = {curve} {answer}", em=theme.LABEL, indexed=False, **parts)
            return formula, [self._curves(), self._column(lambda at, j: slope(C, a(at, j)), layer, "slope")]
        lines = matrix_form(network, layer)
        if self._name == "a":
            bent = lines["a"]
            return written(left=bent.left, right=bent.right), [self._column(z, layer, "z")]
        found: MatrixFormula = partners(network, layer) if self._name == "delta" else lines[self._name]
        return written(left=found.left, right=found.right), [self._operand(part) for part in found.parts]

    def _operand(self, part: Any) -> Operand:
        name = Formula("{it}", em=theme.LABEL, colour=self._greys.look.colour(ink_of(part)), it=part)
        entry = partial(quantity_in, part)
        return Operand(name, kind_of(part), ink_of(part, strip=True), entry, *self._sides(part))

    def _sides(self, part: Any) -> tuple[Shown, Shown]:
        if part.is_Transpose:
            rows, columns = self._sides(part.arg)
            return columns, rows
        matrix = getattr(part, "expr", part)
        return self._shown[matrix.layer], self._shown[matrix.layer - 1] if matrix.letter == "W" else _ONE

    def _column(self, of: Callable[[int, int], Quantity], layer: int, kind: str, ink: str = "") -> Operand:
        quantity = of(layer, 0)
        colour = self._greys.look.colour(ink or ("text" if kind == "slope" else kind))
        name = Formula("{it}", em=theme.LABEL, colour=colour, it=quantity, indexed=False)
        return Operand(name, kind, ink or kind, lambda j, _: of(layer, j), self._shown[layer], _ONE)

    def _curves(self) -> Operand:
        layer, every = self._layer, self._shown[self._layer]
        name = Formula("{it}", em=theme.LABEL, it=slope(a(layer), z(layer)), indexed=False)
        return Operand(name, "curve", "z", lambda j, i: slope(a(layer, i), z(layer, j)), every, every)

    def _made(self) -> tuple[Callable[[int, int], Quantity], Shown, Shown]:
        """Return what the line makes, and which rows and columns of it are drawn."""
        layer, here, before = self._layer, self._shown[self._layer], self._shown[self._layer - 1]
        columns: dict[str, Callable[[int], Quantity]] = {
            "z": lambda j: z(layer, j),
            "a": lambda j: a(layer, j),
            "start": lambda j: slope(C, a(layer, j)),
            "delta": lambda j: delta(layer, j),
            "dC_db": lambda j: slope(C, b(layer, j)),
            "dC_da": lambda j: slope(C, a(layer - 1, j)),
        }
        if self._name == "dC_dw":
            return lambda j, k: slope(C, w(layer, j, k)), here, before
        made = columns[self._name]
        return lambda j, _: made(j), before if self._name == "dC_da" else here, _ONE
