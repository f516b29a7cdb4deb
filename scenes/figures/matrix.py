"""A matrix whose cells hold signed strips under their numbers, all on one ruler; what is cut out is counted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, TypeAlias, final

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    AnimationGroup,
    Circle,
    FadeIn,
    LaggedStart,
    Line,
    Mobject,
    Rectangle,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from scenes import theme
from scenes.colours import ratio, rgb_of
from scenes.figures.disc import Disc
from scenes.figures.measures import Measure
from scenes.figures.network import HOME
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size, union
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Computed, Light, Shade
from scenes.type.formula import Label
from scenes.type.read_out import ReadOut

Cell: TypeAlias = tuple[int, int]

_ROOM, _LOW, _TICK = 0.16, 0.82, 0.12
"""Beside a strip in its cell; the height of a cell at least; how far the mark of 0 reaches beyond the strip."""
_TIP, _HEAD = 0.18, 0.46
"""Of a bracket; the radius of the neurons beside the matrix."""
_GAP, _DOT, _DOTS = 0.7, 0.035, 0.13
"""Room for what is cut out; its dots."""
_MOST_CELL, _WIDEST, _TALLEST = 2.6, 6.6, 3.6
"""Width of a cell at most, unless there are so few that the matrix would be narrower or lower than this."""
_NUMBER, _STRIP = 0.2, 0.24
"""How far above the middle of its cell a number stands, and how far below a strip lies."""
_TALL, _LOOSEST = 0.95, 1.25
"""In a cell of this height; how much further in a high one at most."""
_ROUND = 0.1
_TINT, _PALE_TINT, _STRONG = 0.12, 0.015, 9.0
"""How much of the weights' colour lies behind a row; the contrast from which there may be much of it."""
_BEHIND, _GROUND = -0.5, -1
"""Of marks of 0, and of what lies behind a row or a column, in the order of drawing."""
_OF_CELL = 0.45
"""The radius of a neuron beside the matrix at most, in cells."""
DIGITS = 3


@final
class Matrix(VGroup):
    """Values in rows j and columns k between brackets, each a number over a strip.

    Parameters
    ----------
    moment : Moment
    entry : callable
        From row and column to the quantity that stands there.
    rows, columns : Shown
        Which rows and columns are drawn, and where the others are counted.
    look : Theme
    row_heads, column_heads : mapping of int to Disc, optional
        What stands beside the rows and above the columns. They are placed with the matrix.
    ruler : float, optional
        The size of which a strip is as long as there is room for, where matrices share a ruler. Default: the largest.
    colour : str, optional
        Of strips and numbers. Default: each quantity's own.

    Attributes
    ----------
    numbers, strips : dict
        (row, column) -> ReadOut, Strip.
    zeros : dict
        (row, column) -> Line at which the strip begins.
    brackets : VGroup
    counts : VGroup
        Dots and how many rows or columns they stand for.
    unit : float
        Scene units for 1.
    """

    def __init__(
        self,
        moment: Moment,
        entry: Callable[[int, int], Quantity],
        rows: Shown,
        columns: Shown,
        look: theme.Theme,
        *,
        row_heads: Mapping[int, Disc] | None = None,
        column_heads: Mapping[int, Disc] | None = None,
        ruler: float | None = None,
        colour: str | None = None,
    ) -> None:
        self._moment, self._rows, self._columns, self._look = moment, rows, columns, look
        self._colour = colour
        self.unit, self._loose = 1.0, 1.0
        self._boxes: dict[Cell, Box] = {}
        self.row_heads, self.column_heads = dict(row_heads or {}), dict(column_heads or {})
        self.quantities = {(j, k): entry(j, k) for j, k in product(rows.neurons, columns.neurons)}
        self._largest = max(abs(moment.value(one)) for one in self.quantities.values())
        self._ruler = self._largest if ruler is None else ruler
        self.numbers = {cell: self._number(one) for cell, one in self.quantities.items()}
        self.strips = {cell: Strip(colour or look.colour_of(one)) for cell, one in self.quantities.items()}
        quiet = look.colour("quiet")
        # behind the strips, whatever comes first
        self.zeros = {
            cell: Line(color=quiet, stroke_width=theme.LINE_WIDTH).set_z_index(_BEHIND) for cell in self.quantities
        }
        text = look.colour("text")
        self.brackets = VGroup(*(VMobject(stroke_color=text, stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        hidden = (rows.hidden, columns.hidden)
        self.counts = VGroup(
            *(count_of(len(one), quiet, down) for one, down in zip(hidden, (True, False), strict=True) if one)
        )
        super().__init__(
            VGroup(*self.zeros.values()),
            VGroup(*self.strips.values()),
            VGroup(*self.numbers.values()),
            self.brackets,
            self.counts,
            VGroup(*self.row_heads.values(), *self.column_heads.values()),
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which each number has its own place."""
        widest = max(float(number[1:].width) for number in self.numbers.values())
        width = len(self._columns.neurons) * (widest + 2 * _ROOM) + 2 * (_TIP + TIGHT)
        height = len(self._rows.neurons) * _LOW
        width += (2 * _HEAD + NEAR + TIGHT if self.row_heads else 0.0) + self._gap
        height += (2 * _HEAD + NEAR + TIGHT if self.column_heads else 0.0) + (_GAP if self._rows.hidden else 0.0)
        return Size(width, height)

    def most_size(self) -> Size:
        """Return the width at which its cells are as wide as they may be, at any height."""
        columns = len(self._columns.neurons)
        width = columns * max(_MOST_CELL, _WIDEST / columns) + self._gap
        return Size(width + 2 * (_TIP + TIGHT) + (2 * _HEAD + NEAR + TIGHT if self.row_heads else 0.0), math.inf)

    def fill(self, box: Box) -> None:
        """Fill a box with cells of one size; heads stand at the right of rows and above columns."""
        right = 2 * _HEAD + NEAR + TIGHT if self.row_heads else 0.0
        top = 2 * _HEAD + NEAR + TIGHT if self.column_heads else 0.0
        gaps = [self._gap, _GAP if self._rows.hidden else 0.0]
        inner = Box(box.left + _TIP + TIGHT, box.bottom, box.right - right - _TIP - TIGHT, box.top - top)
        wide = min(
            max(_MOST_CELL, _WIDEST / len(self._columns.neurons)), (inner.width - gaps[0]) / len(self._columns.neurons)
        )
        tall = min(
            max(HOME.pitch, _TALLEST / len(self._rows.neurons)), (inner.height - gaps[1]) / len(self._rows.neurons)
        )
        whole = Size(wide * len(self._columns.neurons) + gaps[0], tall * len(self._rows.neurons) + gaps[1])
        left = inner.centre[0] - whole.width / 2
        upper = inner.centre[1] + whole.height / 2
        across = {k: left + wide * i + gaps[0] * _beyond(self._columns, i) for i, k in enumerate(self._columns.neurons)}
        down = {j: upper - tall * i - gaps[1] * _beyond(self._rows, i) for i, j in enumerate(self._rows.neurons)}
        self._boxes = {(j, k): Box(across[k], down[j] - tall, across[k] + wide, down[j]) for j, k in self.quantities}
        self.unit = (wide / 2 - _ROOM) / self._ruler if self._ruler else 1.0
        self._loose = min(_LOOSEST, tall / _TALL)
        body = Box(left, upper - whole.height, left + whole.width, upper)
        self._embrace(body)
        self._place_counts(body, wide, tall)
        radius = min(_HEAD, _OF_CELL * tall, _OF_CELL * wide)
        for j, head in self.row_heads.items():
            head.stand(np.array([self._lane(body)[0], down[j] - tall / 2, 0.0]), radius)
        for k, head in self.column_heads.items():
            head.stand(np.array([across[k] + wide / 2, self._lane(body)[1], 0.0]), radius)
        self.at(self._moment)

    def at(self, moment: Moment) -> None:
        """Show a moment, on the same ruler."""
        self._moment = moment
        for cell, quantity in self.quantities.items():
            number, strip, place = self.numbers[cell], self.strips[cell], self._boxes[cell].centre
            number.at(moment)
            number.shift(place + self._loose * _NUMBER * _UP - number[1:].get_center())
            foot = self._foot(cell)
            strip.span(foot, self.unit * moment.value(quantity))
            self.zeros[cell].put_start_and_end_on(foot + _TICK * _UP, foot - _TICK * _UP)

    def box(self, row: int | None = None, column: int | None = None) -> Box:
        """Return the box of a cell, of a row or of a column."""
        return union(
            box for (j, k), box in self._boxes.items() if (row is None or j == row) and (column is None or k == column)
        )

    def levels(self) -> list[float]:
        """Return the heights of its rows from the top; what is cut out of them counts as a row."""
        alone = {(j,): float(self.box(row=j).centre[1]) for j in self._rows.neurons}
        return [alone[group] if group in alone else float(self.counts[0].get_y()) for group in self._rows.groups]

    def ground(self, row: int | None = None, column: int | None = None) -> Rectangle:
        """Return what lies behind a row or a column that is read."""
        box = self.box(row, column)
        ground = RoundedRectangle(width=box.width, height=box.height, corner_radius=_ROUND, stroke_width=0)
        colour = self._look.colour("w")
        # numbers of that colour stand on two of them where a row and a column meet
        strong = ratio(rgb_of(colour), rgb_of(self._look.colour("ground"))) > _STRONG
        ground.set_fill(colour, opacity=_TINT if strong else _PALE_TINT).move_to(box.centre)
        return ground.set_z_index(_GROUND)

    def frame(self, row: int, column: int) -> RoundedRectangle:
        """Return the frame that closes round a cell."""
        box = self.box(row, column)
        frame = RoundedRectangle(width=box.width, height=box.height, corner_radius=_ROUND)
        return frame.set_stroke(self._look.colour("text"), width=theme.LINE_WIDTH).move_to(box.centre)

    def parts_of(self, row: int | None = None, column: int | None = None) -> list[Mobject]:
        """Return strips, numbers and marks of 0 of a cell, of a row or of a column."""
        cells = [(j, k) for j, k in self.quantities if (row is None or j == row) and (column is None or k == column)]
        return [part for cell in cells for part in (self.strips[cell], self.numbers[cell], self.zeros[cell])]

    def light(self, row: int | None = None, column: int | None = None) -> Animation:
        """Return the reading of a row, of a column, or of both: all other cells pale."""
        lit = [
            *([] if row is None else self.parts_of(row=row)),
            *([] if column is None else self.parts_of(column=column)),
        ]
        bright = list(dict.fromkeys(lit))
        return AnimationGroup(Light(*bright), Shade(*(part for part in self.parts_of() if part not in bright)))

    def turn(self, edges: Mapping[Cell, Line], row: int) -> Animation:
        """Return the turning of the edges into a row: each shrinks to its strip and lies down in its cell.

        Parameters
        ----------
        edges : mapping
            (row, column) -> Line, the edge, which leaves the stage when its turning begins.
        row : int
        """
        turns = []
        for (j, k), edge in edges.items():
            if j == row and (j, k) in self.strips:
                way = Turn(self.strips[j, k], edge, self._foot((j, k)), self._length((j, k)))
                turns.append(AnimationGroup(way, FadeIn(self.numbers[j, k], self.zeros[j, k]), lag_ratio=0.7))
        return LaggedStart(*turns, lag_ratio=0.25)

    def close(self) -> Animation:
        """Return the closing of the brackets, from either side, with what is cut out."""
        left, right = self.brackets
        return AnimationGroup(FadeIn(left, shift=NEAR * RIGHT), FadeIn(right, shift=NEAR * LEFT), FadeIn(self.counts))

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip against its value on the ruler."""
        for cell, strip in self.strips.items():
            yield Measure("ruler", str(self.quantities[cell]), strip.drawn_length(), self._length(cell))

    @property
    def _gap(self) -> float:
        """The room for columns that are cut out: among numbers, all that their count takes."""
        if not self._columns.hidden:
            return 0.0
        return _GAP if self.column_heads else max(_GAP, float(self.counts[-1].width) + 2 * TIGHT)

    def _length(self, cell: Cell) -> float:
        return self.unit * self._moment.value(self.quantities[cell])

    def _foot(self, cell: Cell) -> Array:
        foot: Array = self._boxes[cell].centre - self._loose * _STRIP * _UP
        return foot

    def _number(self, quantity: Quantity) -> ReadOut:
        # all of one number of decimals, so that they can be compared by eye; what would read as 0 has its own
        colour = self._colour or self._look.colour_of(quantity)
        number = ReadOut(self._moment, quantity, largest=self._largest, digits=DIGITS, em=theme.LABEL, colour=colour)
        if self._moment.value(quantity) and not float(number.reading.numeral.digits):
            return ReadOut(self._moment, quantity, digits=DIGITS, em=theme.LABEL, colour=colour)
        return number

    def _embrace(self, body: Box) -> None:
        for bracket, x, side in zip(self.brackets, (body.left - TIGHT, body.right + TIGHT), (1, -1), strict=True):
            corners = [(x + side * _TIP, body.top), (x, body.top), (x, body.bottom), (x + side * _TIP, body.bottom)]
            bracket.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])

    @staticmethod
    def _lane(body: Box) -> tuple[float, float]:
        """Return where the heads of rows stand, across, and those of columns, up."""
        return body.right + TIGHT + NEAR + _HEAD, body.top + NEAR + _HEAD

    def _place_counts(self, body: Box, wide: float, tall: float) -> None:
        counts = list(self.counts)
        if self._rows.hidden and self._rows.after is not None:
            level = body.top - tall * self._rows.after - _GAP / 2
            # in a column of numbers, where columns are cut out as well
            among = body.left + wide / 2 if self._columns.hidden else body.centre[0]
            counts.pop(0).move_to(np.array([self._lane(body)[0] if self.row_heads else among, level, 0.0]))
        if self._columns.hidden and self._columns.after is not None:
            x = body.left + wide * self._columns.after + self._gap / 2
            among = body.top - tall / 2 if self._rows.hidden else body.centre[1]
            counts.pop(0).move_to(np.array([x, self._lane(body)[1] if self.column_heads else among, 0.0]))


class Turn(Computed):
    """The turning of an edge into a strip, about its middle, on its way into a cell.

    Parameters
    ----------
    strip : Strip
    edge : Line
    foot : ndarray, shape (3,)
        Where the strip begins in its cell.
    length : float
        Of the strip, signed.
    """

    def __init__(self, strip: Strip, edge: Line, foot: Array, length: float, **kwargs: Any) -> None:
        self._edge, self._foot, self._length = edge, foot, length
        super().__init__(strip, introducer=True, **kwargs)

    def _setup_scene(self, scene: Any) -> None:
        """Take the edge's place on stage."""
        super()._setup_scene(scene)
        scene.remove(self._edge)

    def begin(self) -> None:
        """Note where it comes from; no copy is needed."""
        start, end = self._edge.get_start(), self._edge.get_end()
        self._middle, self._reach = (start + end) / 2, float(np.linalg.norm(end - start))
        self._angle = float(np.arctan2(end[1] - start[1], end[0] - start[0]))
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strip on its way."""
        share = self.rate_func(alpha)
        if share == 1:
            self.mobject.span(self._foot, self._length, height=HEIGHT)
            return
        side = -1.0 if self._length < 0 else 1.0
        length = side * (self._reach + share * (abs(self._length) - self._reach))
        angle = (1 - share) * self._angle
        along = np.array([np.cos(angle), np.sin(angle), 0.0])
        there = self._foot + self._length / 2 * RIGHT
        middle = self._middle + share * (there - self._middle)
        height = self._edge.stroke_width / 100  # manim's stroke widths are hundredths of a scene unit
        self.mobject.span(middle - length / 2 * along, length, along, height + share * (HEIGHT - height))


_UP = np.array([0.0, 1.0, 0.0])


def _beyond(shown: Shown, place: int) -> bool:
    return shown.after is not None and place >= shown.after


def count_of(hidden: int, colour: str, down: bool) -> VGroup:  # noqa: FBT001  which way the dots run
    """Return three dots and how many they stand for."""
    towards = _UP if down else RIGHT
    dots = VGroup(*(Circle(radius=_DOT, stroke_width=0).shift(towards * _DOTS * place) for place in (-1, 0, 1)))
    dots.set_fill(colour, opacity=1)
    number = Label(f"+{hidden}", colour=colour)
    return VGroup(dots, number.next_to(dots, RIGHT if down else _UP, buff=TIGHT))
