"""Inputs that are a picture, shown as one: a grey cell for each input, of which some are led to their neurons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import final

import numpy as np
from manim import Line, Mobject, Rectangle, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity, a
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.layout.box import Box, Size
from scenes.motion import SHADED

_LEAST, _CELL = 0.55, 0.05
"""The longer side of a picture, at least; and that of a cell: 7 pixels of 1080 lines."""
_FILLED, _HOLE = 0.9, 0.5
"""Of a cell, the side of its square, and of the hole in the square of a negative input."""
_MOST = 4096
"""Cells that can be told apart on a stage."""


@final
class InputPicture(VGroup):
    """All inputs as cells, the brighter the larger; those of negative inputs are hollow.

    Parameters
    ----------
    moment : Moment
        Of a network whose inputs are a picture.
    drawn : sequence of int
        The inputs that have neurons of their own, to which they are led.
    greys : Greys
    tall : bool
        Whether neurons stand below it, else at its right.

    Attributes
    ----------
    frame : Rectangle
    cells : VGroup of VMobject
        One for each input, row by row.
    marks : dict of int to Rectangle
        Around the cells of the inputs that are drawn as neurons.
    leads : dict of int to Line
        From the rim of the picture to these neurons.
    """

    def __init__(self, moment: Moment, drawn: tuple[int, ...], greys: Greys, *, tall: bool) -> None:
        self._greys, self.is_tall = greys, tall
        self.rows, self.columns = moment.network.image
        look = greys.look
        self.frame = Rectangle(color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.cells = VGroup(*(VMobject(stroke_width=0) for _ in range(self.rows * self.columns)))
        pale = look.dimmed(look.colour("text"), theme.PALE)
        self.marks = {k: Rectangle(color=pale, stroke_width=theme.LINE_WIDTH) for k in drawn}
        self.leads = {k: Line(color=pale, stroke_width=theme.LINE_WIDTH) for k in drawn}
        super().__init__(self.cells, self.frame, *self.leads.values(), *self.marks.values())
        self._moment = moment
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    @staticmethod
    def fits(moment: Moment) -> bool:
        """Return whether the inputs are a picture, of cells that can be told apart."""
        return 0 < int(np.prod(moment.network.image or 0)) <= _MOST

    def least_size(self) -> Size:
        """Return the room in which its cells can be told apart."""
        return self.size(0.0, 0.0)

    def size(self, width: float, height: float) -> Size:
        """Return how large it is in a room, or how large it must be where the room is less."""
        most = min(width / self.columns, height / self.rows)
        cell = max(most, _CELL, _LEAST / max(self.rows, self.columns))
        return Size(cell * self.columns, cell * self.rows)

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box, as large as it allows; neurons are led to afterwards."""
        self._side = min(box.width / self.columns, box.height / self.rows)
        self._corner = box.centre + self._side / 2 * np.array([-self.columns, self.rows, 0.0])
        self.frame.stretch_to_fit_width(self._side * self.columns).stretch_to_fit_height(self._side * self.rows)
        self.frame.move_to(box.centre)
        for k, mark in self.marks.items():
            mark.stretch_to_fit_width(self._side).stretch_to_fit_height(self._side).move_to(self.place(k))
        self.at(self._moment)

    def place(self, k: int) -> Array:
        """Return the middle of an input's cell, shape (3,)."""
        row, column = divmod(k, self.columns)
        place: Array = self._corner + self._side * np.array([column + 0.5, -row - 0.5, 0.0])
        return place

    def lead(self, ends: Mapping[int, Array]) -> None:
        """Let the lines from the picture end at places, by input."""
        for k, end in ends.items():
            x, y, _ = self.place(k)
            start = [x, self._corner[1] - self._side * self.rows, 0.0]
            if not self.is_tall:
                start = [self._corner[0] + self._side * self.columns, y, 0.0]
            self.leads[k].set_points_as_corners([np.array(start), end])

    def at(self, moment: Moment) -> None:
        """Show the inputs of a moment."""
        self._moment = moment
        for k, cell in enumerate(self.cells):
            value = moment.value(_input(k))
            square = _square(self._side * _FILLED)
            if value < 0:
                square = np.concatenate([square, _square(self._side * _HOLE)[::-1]])
            cell.points = square + self.place(k)
            if not hasattr(cell, SHADED):
                cell.set_fill(self._greys.fill(_input(k), value), opacity=1)

    def but(self, k: int) -> list[Mobject]:
        """Return all of it but what belongs to one input."""
        others = (part for parts in (self.marks, self.leads) for one, part in parts.items() if one != k)
        return [*(cell for one, cell in enumerate(self.cells) if one != k), self.frame, *others]

    def measures(self) -> Iterator[Measure]:
        """Yield the greys of its cells."""
        for k, cell in enumerate(self.cells):
            if cell.get_fill_opacity() == 1.0 and not hasattr(cell, SHADED):
                value = self._moment.value(_input(k))
                drawn = self._greys.drawn_level(np.asarray(cell.fill_rgbas[0][:3]))
                yield Measure("grey", str(_input(k)), drawn, self._greys.level(_input(k), value), value)


def _input(k: int) -> Quantity:
    return a(0, k)


def _square(side: float) -> Array:
    """Return the points of a square around the origin, its sides as curves, shape (16, 3)."""
    corners = side / 2 * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0], [-1, -1, 0]])
    shares = np.linspace(0, 1, 4)[:, None]
    return np.concatenate([start + shares * (end - start) for start, end in pairwise(corners)])
