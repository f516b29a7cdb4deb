"""Slopes by all weights twice: as the code found them, and as nudges do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, final

from manim import Animation, AnimationGroup, FadeIn, Mobject

from core.algebra.matrix_form import matrix_form
from core.model.quantity import C, slope, w
from core.passes.choices.crowds import Shown
from core.proof.told_code import CodeMoment
from scenes import theme
from scenes.figures.matrix import count_of
from scenes.figures.strip_grid import StripGrid
from scenes.layout.box import Size
from scenes.layout.cells import APART, NEAR, Cells, Column, Grid, Row
from scenes.type.formula import Formula, Label


@final
class CodeTwins:
    """A grid for each layer under its name, and its twin below it, all on one ruler for a layer.

    Parameters
    ----------
    told, nudged : CodeMoment
    layers : sequence of int
        That are drawn.
    shown : mapping of int to Shown
    words : tuple of two str
        Who found them.
    pair : tuple of two Formula
        One number of both in many digits.
    cell : Size
    look : Theme
    """

    LARGEST = 3.0
    """How many times as large few cells may be."""

    def __init__(
        self,
        told: CodeMoment,
        nudged: CodeMoment,
        layers: Sequence[int],
        *,
        shown: Mapping[int, Shown],
        words: tuple[str, str],
        pair: tuple[Formula, Formula],
        cell: Size,
        look: theme.Theme,
    ) -> None:
        hidden = told.network.depth - len(layers)
        self.words, self.pair = [Label(word) for word in words], pair
        self.names = [
            Formula("{it}", em=theme.LABEL, it=matrix_form(told.network, layer)["dC_dw"].left) for layer in layers
        ]
        self.rows: list[list[StripGrid]] = []
        for moment in (told, nudged):
            grids = []
            for layer in layers:
                rows, columns = shown[layer], shown[layer - 1]
                cells = product(rows.neurons, columns.neurons)
                grids.append(
                    StripGrid(
                        moment,
                        lambda j, k, layer=layer: slope(C, w(layer, j, k)),
                        rows,
                        columns,
                        cell,
                        largest=max(abs(told.value(slope(C, w(layer, j, k)))) for j, k in cells),
                        colour=look.colour("slope"),
                        look=look,
                    )
                )
            self.rows.append(grids)
        self.dots: list[Any] = [count_of(hidden, look.colour("quiet"), False) for _ in self.rows] if hidden else []

    def layout(self, *, is_wide: bool) -> Cells:
        """Return words at the left of their grids, or above them; the numbers below."""
        names: list[Any] = [*self.names]
        rows: list[list[Any]] = [[*grids] for grids in self.rows]
        if self.dots:  # before the last layer
            names.insert(-1, None)
            for row, dots in zip(rows, self.dots, strict=True):
                row.insert(-1, dots)
        if is_wide:
            both = [[word, *row] for word, row in zip(self.words, rows, strict=True)]
            return Column(Grid([None, *names], *both, gap=APART, row_gap=NEAR), Row(*self.pair, gap=APART), gap=APART)
        first = Grid(names, rows[0], gap=NEAR, row_gap=NEAR)
        second = Grid(rows[1], gap=NEAR)
        return Column(self.words[0], first, self.words[1], second, *self.pair, gap=NEAR)

    def come(self, way: int, **kwargs: object) -> Animation:
        """Return the coming of what the code found (0), or of its twins (1)."""
        names = self.names if way == 0 else []
        laid = [grid.lay() for grid in self.rows[way]]
        filled = [grid.fill_up() for grid in self.rows[way]]
        first = AnimationGroup(FadeIn(self.words[way], *names, *self.dots[way : way + 1]), *laid)
        return AnimationGroup(first, AnimationGroup(*filled), lag_ratio=0.7, **kwargs)

    def on_stage(self) -> list[Mobject]:
        """Return all of it."""
        return [*self.words, *self.names, *self.rows[0], *self.rows[1], *self.dots, *self.pair]
