"""A matrix of numbers, its rows and columns by index, wide ones around ellipses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import final

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_GAP, _DOTS = 0.34, 0.3
_TIP = 0.14


@final
class Matrix(VGroup):
    """Numbers in rows and columns between brackets.

    Parameters
    ----------
    moment : Moment
    entry : callable
        From row and column to the Quantity that stands there.
    rows, columns : sequence of int or None
        The indices shown; None stands for an ellipsis.
    row_height : float
    digits : int
        Significant digits of the largest number.

    Attributes
    ----------
    cells : dict
        (row, column) -> ReadOut, of those shown.
    dots : VGroup
        The ellipses.
    brackets : VGroup
    row_labels, column_labels : dict
        From an index to its Label, left of the row and above the column.
    """

    def __init__(
        self,
        moment: Moment,
        entry: Callable[[int, int], Quantity],
        rows: Sequence[int | None],
        columns: Sequence[int | None],
        *,
        row_height: float = 0.62,
        digits: int = 3,
    ) -> None:
        shown = {(j, k): entry(j, k) for j, k in product(rows, columns) if j is not None and k is not None}
        largest = max(abs(moment.value(one)) for one in shown.values())
        self.cells = {
            at: ReadOut(moment, one, largest=largest, digits=digits, em=theme.LABEL, colour=theme.colour_of(one))
            for at, one in shown.items()
        }
        self._width = max(cell.width for cell in self.cells.values())
        self.dots = VGroup()
        self._place(rows, columns, row_height)
        self.brackets = self._brackets(row_height * len(rows))
        super().__init__(*self.cells.values(), self.dots, self.brackets)
        self.row_labels = {
            j: Label(str(j)).move_to(self._beside(self.row(j)), aligned_edge=RIGHT) for j in rows if j is not None
        }
        self.column_labels = {
            k: Label(str(k)).next_to(self.column(k), UP, buff=0.3).set_y(self.get_top()[1] + 0.3)
            for k in columns
            if k is not None
        }
        self.add(*self.row_labels.values(), *self.column_labels.values())

    def row(self, j: int) -> VGroup:
        """Return the cells shown of a row."""
        return VGroup(*(cell for (at, _), cell in self.cells.items() if at == j))

    def column(self, k: int) -> VGroup:
        """Return the cells shown of a column."""
        return VGroup(*(cell for (_, at), cell in self.cells.items() if at == k))

    def _place(self, rows: Sequence[int | None], columns: Sequence[int | None], row_height: float) -> None:
        """Set cells and ellipses, the columns aligned at their right."""
        x = 0.0
        for k in columns:
            room = self._width if k is not None else _DOTS
            for row, j in enumerate(rows):
                where = np.array([x + room, -row * row_height, 0.0])
                if j is not None and k is not None:
                    self.cells[j, k].move_to(where, aligned_edge=RIGHT)
                else:
                    self.dots.add(_ellipsis(j, k).move_to(where + LEFT * room / 2))
            x += room + _GAP
        self._left, self._right, self._top = 0.0, x - _GAP, row_height / 2

    def _brackets(self, height: float) -> VGroup:
        brackets = VGroup()
        for x, towards in ((self._left - 0.3, 1), (self._right + 0.3, -1)):
            bottom = self._top - height
            corners = [(x + towards * _TIP, self._top), (x, self._top), (x, bottom), (x + towards * _TIP, bottom)]
            bracket = VMobject(stroke_color=theme.colour("text"), stroke_width=theme.LINE_WIDTH)
            brackets.add(bracket.set_points_as_corners(np.array([[*corner, 0.0] for corner in corners])))
        return brackets

    def _beside(self, row: VGroup) -> np.ndarray:
        return np.array([self.brackets[0].get_left()[0] - 0.12, row.get_y(), 0.0])


def _ellipsis(j: int | None, k: int | None) -> Formula:
    kind = "dots.h.c" if j is not None else "dots.v" if k is not None else "dots.down"
    return Formula(kind, em=theme.LABEL, colour=theme.colour("quiet"))
