"""A table of formulas, labels and numbers, columns right-aligned on their numbers."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, Create, FadeIn, LaggedStart, Line, Mobject, VGroup

from scenes import theme


@final
class Table(VGroup):
    """Rows of cells under a header.

    Parameters
    ----------
    header : list of mobjects
        One per column.
    width : float
        Of the whole table.
    row_height : float

    Attributes
    ----------
    header, rule : VGroup, Line
    rows : VGroup
        Of VGroups, in order.
    """

    def __init__(self, header: list[Mobject], *, width: float, row_height: float = 0.62) -> None:
        self._width, self._row_height = width, row_height
        self.header = VGroup(*header)
        self._columns = len(header)
        for column, cell in enumerate(header):
            cell.move_to(RIGHT * self._centre(column))
        self.rule = Line(LEFT * width / 2, RIGHT * width / 2, color=theme.colour("quiet"), stroke_width=1.5)
        self.rule.next_to(self.header, DOWN, buff=0.16).set_x(0)
        self.rows = VGroup()
        super().__init__(self.header, self.rule, self.rows)

    def appear(self) -> Animation:
        """Let header and rule come."""
        return LaggedStart(FadeIn(self.header), Create(self.rule), lag_ratio=0.3)

    def add_row(self, *cells: Mobject) -> VGroup:
        """Place one more row below the last and return it; it is for the lesson to show it."""
        y = self.rule.get_y() - self._row_height * (len(self.rows) + 0.62)
        for column, cell in enumerate(cells):
            cell.move_to(np.array([self.rule.get_x() + self._centre(column), y, 0]))
        row = VGroup(*cells)
        self.rows.add(row)
        return row

    def _centre(self, column: int) -> float:
        return self._width * ((column + 0.5) / self._columns - 0.5)
