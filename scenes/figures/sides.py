"""Two rows of cells that should meet cell by cell, and do not, as they are not equally many."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import LEFT, RIGHT, Animation, AnimationGroup, FadeIn, VGroup, VMobject

from core.notation.reading import Reading
from scenes import theme
from scenes.figures.rectangles import rectangles
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_CELL, _LEAST = 0.62, 0.1
"""How wide a cell is at most; how wide all of them are counted at least, each."""
_FILLED = 0.10
_POINTS = 16
"""Of a cell's outline."""


@final
class Sides(VGroup):
    """Rows of cells from one left edge on, each with its name before it and its number behind it.

    Parameters
    ----------
    rows : sequence of (Label, Reading, str)
        What each is called, how many cells it has, and its colour.

    Attributes
    ----------
    names : list of Label
    cells : list of VMobject
    numbers : list of Formula
    """

    def __init__(self, *rows: tuple[Label, Reading, str]) -> None:
        self.names = [name for name, _, _ in rows]
        self._counts = [int(count.value) for _, count, _ in rows]
        self.numbers = [Formula("{n}", em=theme.LABEL, colour=colour, n=count) for _, count, colour in rows]
        self.cells = [
            VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH).set_fill(colour, opacity=_FILLED)
            for _, _, colour in rows
        ]
        super().__init__(*self.cells, *self.names, *self.numbers)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which its cells can be told apart, or are seen as many."""
        return Size(self._beside() + min(2.0, max(self._counts) * _CELL), len(self._counts) * (_CELL + TIGHT))

    def most_size(self) -> Size:
        """Return the height of its rows."""
        return Size(np.inf, self.least_size().height)

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        cell = min(_CELL, (box.width - self._beside()) / max(self._counts))
        tall = min(_CELL, box.height / len(self._counts) - TIGHT)
        whole = self._beside() + cell * max(self._counts)
        named = max(float(name.width) for name in self.names)
        left = box.centre[0] - whole / 2 + named + NEAR
        for row, (cells, count) in enumerate(zip(self.cells, self._counts, strict=True)):
            y = box.centre[1] + (len(self._counts) / 2 - row - 1) * (tall + TIGHT) + TIGHT / 2
            x = left + (np.arange(count) + 0.5) * cell
            cells.points = rectangles(x, np.full(count, y), cell, tall)
            self.names[row].next_to(cells, LEFT, buff=NEAR)
            self.numbers[row].next_to(cells, RIGHT, buff=NEAR / 2)

    def come(self, **kwargs: object) -> Animation:
        """Return the coming of both rows, the upper one first."""
        rows = zip(self.names, self.cells, self.numbers, strict=True)
        ways = [AnimationGroup(FadeIn(name), _laid(cells), FadeIn(n), lag_ratio=0.6) for name, cells, n in rows]
        return AnimationGroup(*ways, lag_ratio=0.7, **kwargs)

    def _beside(self) -> float:
        return max(float(name.width) for name in self.names) + max(float(one.width) for one in self.numbers) + 2 * NEAR


def _laid(cells: VMobject) -> Animation:
    """Return the laying of cells, one after the other."""
    points = cells.points.copy()
    count = len(points) // _POINTS

    def show(share: float) -> None:
        cells.points = points[: _POINTS * round(share * count)]

    return Showing(cells, show)
