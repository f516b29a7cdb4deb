"""A table of slopes as strips on one ruler: what sweeps in either direction fill of it, and how many it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import Line, Mobject, Rectangle, VGroup, VMobject

from core.algebra.slope_table import SlopeTable
from core.model.arrays import Array
from scenes import theme
from scenes.figures.heading import Heading
from scenes.figures.measures import Measure
from scenes.figures.named_number import NamedNumber
from scenes.figures.strip import HOLLOW
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Recompute

MOST_CELLS = 120
"""In a line: of more, those that lie beside each other are drawn as the steepest of them."""
_STRIP, _FULL, _ROUND = 0.72, 0.86, 0.06
"""Of a cell's breadth; of half a line's height; between the panels of two lines."""
_LINE, _CELL = 0.42, 0.06
_DOT = 0.035
_OUTLINE = 0.6


@dataclass(frozen=True, slots=True)
class Filled:
    """How much of a table is filled.

    Parameters
    ----------
    cells : float
        Places along its lines, in all lines at once: first the one that is lit, then the others from the first on.
    line : float
        Of the last line, 0 to 1, from its end.
    counted : float
        How far the count of sweeps for cell after cell has run, 0 to 1.
    """

    cells: float = 0.0
    line: float = 0.0
    counted: float = 0.0

    def to(self, other: Filled, share: float) -> Filled:
        """Return what lies between it and another one."""
        pairs = zip((self.cells, self.line, self.counted), (other.cells, other.line, other.counted), strict=True)
        return Filled(*(here + share * (there - here) for here, there in pairs))


@final
class SweepTable(VGroup):
    """Lines of cells; what is drawn in a cell is the slope of its line's name by its own.

    Parameters
    ----------
    values : ndarray, shape (lines, cells)
    names : sequence of Mobject
        One for each line.
    lit : int
        The cell that is filled first.
    counts : tuple of NamedNumber
        How many sweeps fill cell after cell, and how many fill a line.
    look : Theme
    tall : bool
        Whether lines run from the top down.
    gap : bool
        Whether lines are left out before the last one.
    wanders : bool
        Whether the frame is always around the cell that is being filled.
    cell_names : sequence of Mobject
        One for each cell, or none.

    Attributes
    ----------
    frames : tuple of Rectangle
        Around the lit cell of all lines, and around the last line.
    """

    def __init__(
        self,
        values: Array,
        names: Sequence[Mobject],
        lit: int,
        counts: tuple[NamedNumber, NamedNumber],
        look: theme.Theme,
        *,
        tall: bool = False,
        gap: bool = False,
        wanders: bool = False,
        cell_names: Sequence[Mobject] = (),
    ) -> None:
        self._heading = Heading.of(tall=tall)
        self._along, self._up = self._heading.towards, self._heading.across
        self._values, self._lit = _joined(values, lit)
        self._all, self._gap, self._wanders = values.shape[1], gap, wanders
        self.names, self.counts, self.state = VGroup(*names), counts, Filled()
        self.cell_names = VGroup(*cell_names)
        quiet, slope = look.colour("quiet"), look.colour("slope")
        colours = [quiet] * (len(self._values) - 1) + [slope]
        self.panels = VGroup(*(Rectangle(stroke_width=0) for _ in colours))
        self.panels.set_fill(look.colour("faint"), opacity=0.35)
        self.zeros = VGroup(*(Line(color=quiet, stroke_width=theme.LINE_WIDTH / 2) for _ in colours))
        self.solid = VGroup(*(VMobject(stroke_width=0).set_fill(one, opacity=1) for one in colours))
        self.hollow = VGroup(*(VMobject().set_fill(one, opacity=HOLLOW) for one in colours))
        for one, colour in zip(self.hollow, colours, strict=True):
            one.set_stroke(colour, width=_OUTLINE * theme.LINE_WIDTH)
        text = look.colour("text")
        self.frames = VGroup(*(Rectangle(color=text, stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        self.dots = VGroup(*(Rectangle(stroke_width=0) for _ in range(3 * gap))).set_fill(quiet, opacity=1)
        super().__init__(self.panels, self.zeros, self.dots, self.solid, self.hollow, self.frames, self.names)
        self.add(self.cell_names, *counts)

    @property
    def cells(self) -> int:
        """How many cells a line has, drawn or not."""
        return self._all

    @property
    def still(self) -> list[Mobject]:
        """What is there before any sweep."""
        return [self.panels, self.zeros, self.dots, self.names, self.cell_names]

    def least_size(self) -> Size:
        """Return the room in which strips can be told apart."""
        lines, cells = len(self._values) + self._gap, self._values.shape[1]
        across = lines * max(_LINE, *(float(self._size(one, self._up)) for one in self.names))
        along = cells * max(_CELL, *(self._size(one, self._along) for one in (*self.cell_names, self.dots)))
        along, across = along + (1 if self._is_tall else 2) * self._head(), across + self._beside()
        counts = sum(float(one.height) + NEAR for one in self.counts)
        widest = max(float(one.width) for one in self.counts)
        if self._is_tall:
            return Size(max(across, widest), along + counts)
        return Size(max(along, widest), across + counts)

    def fill(self, box: Box) -> None:
        """Stand in a box: the counts above and below, the lines between."""
        first, last = self.counts
        first.move_to([box.centre[0], box.top - first.height / 2, 0.0])
        last.move_to([box.centre[0], box.bottom + last.height / 2, 0.0])
        room = Box(box.left, float(last.get_top()[1]) + NEAR, box.right, float(first.get_bottom()[1]) - NEAR)
        start, end, low, high = self._spans(room)
        start, low = start + self._head(), low + self._beside()
        end -= 0.0 if self._is_tall else self._head()  # as much at the other end
        slots = len(self._values) + self._gap
        pitch = (high - low) / slots
        self._breadth = (end - start) / self._values.shape[1]
        lows, highs = np.minimum(self._values.min(axis=1), 0), np.maximum(self._values.max(axis=1), 0)
        if self._wanders:  # a line alone has its zero in the middle where strips go both ways
            reach = np.where(lows * highs < 0, np.maximum(-lows, highs), 0.0)
            lows, highs = np.minimum(lows, -reach), np.maximum(highs, reach)
        self.unit = _FULL * pitch / max(float((highs - lows).max()), 1e-300)
        self._start = start
        self._levels: list[float] = []
        self._middles: list[float] = []
        for line in range(len(self._values)):
            slot = line + (self._gap and line == len(self._values) - 1)
            middling = high - (slot + 0.5) * pitch if not self._is_tall else low + (slot + 0.5) * pitch
            level = middling - self.unit * (lows[line] + highs[line]) / 2
            self._levels.append(level)
            self._middles.append(middling)
            middle = self._at((start + end) / 2, middling)
            self._span(self.panels[line], middle, end - start, pitch - _ROUND)
            self.zeros[line].put_start_and_end_on(self._at(start, level), self._at(end, level))
            name = self.names[line]
            slack = max(0.0, (pitch - _ROUND - self._size(name, self._up)) / 2)
            beside = min(max(level, middling - slack), middling + slack)  # at its zero, but not beyond its line
            name.move_to(self._at(start - TIGHT - self._size(name, self._along) / 2, beside))
        if self._gap:
            level = (self._middles[-1] + self._middles[-2]) / 2
            for place, dot in enumerate(self.dots):
                self._span(dot, self._at((start + end) / 2, level + (place - 1) * 4 * _DOT), 2 * _DOT, 2 * _DOT)
        for place, one in enumerate(self.cell_names):
            aside = low - TIGHT - self._size(one, self._up) / 2
            one.move_to(self._at(start + (place + 0.5) * self._breadth, aside))
        self._pitch = pitch
        self._ends = start, end
        self._frame_line()
        self.at(self.state)

    def at(self, state: Filled) -> None:
        """Show how much is filled, and say how many sweeps that took."""
        self.state = state
        drawn = self._values.shape[1]
        shares = np.zeros((len(self._values), drawn))
        shares[:, self._lit] = min(1.0, state.cells)
        others = [place for place in range(drawn) if place != self._lit]
        gone = max(0.0, state.cells - 1) / max(1, self._all - 1) * len(others)
        for rank, place in enumerate(others):
            shares[:, place] = min(1.0, max(0.0, gone - rank))
        swept = np.clip(state.line * drawn - np.arange(drawn)[::-1], 0.0, 1.0)
        shares[-1] = np.maximum(shares[-1], swept)
        for line, (values, level) in enumerate(zip(self._values, self._levels, strict=True)):
            for shape, sign in ((self.solid[line], 1), (self.hollow[line], -1)):
                pieces = [
                    self._strip(place, level, share * self.unit * value)
                    for place, (value, share) in enumerate(zip(values, shares[line], strict=True))
                    if sign * value * share > 0
                ]
                shape.points = np.concatenate(pieces) if pieces else np.zeros((0, 3))
        place = self._lit
        if self._wanders and state.cells > 1:
            place = others[min(len(others) - 1, max(0, int(np.ceil(gone)) - 1))]
        self._frame_cell(place)
        self.counts[0].turn(round(state.counted * (len(self.counts[0].number) - 1)))

    def run(self, start: Filled, end: Filled, **kwargs: Any) -> Recompute:
        """Return the way from one state to another."""
        return Recompute(self, through=lambda share: start.to(end, share), rate_func=lambda share: share, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield how far the strips of each line reach, where all of it is filled."""
        if self.state.cells < self._all and (self.state.line < 1 or self._all == 1):
            return
        full = range(len(self._values)) if self.state.cells >= self._all else [len(self._values) - 1]
        for line in full:
            for shape, sign in ((self.solid[line], 1), (self.hollow[line], -1)):
                if len(shape.points):
                    reach = (shape.points @ self._up - self._level(line)) * sign
                    meant = self.unit * float((sign * self._values[line]).max())
                    yield Measure("ruler", f"line {line}", sign * float(reach.max()), sign * meant)

    # Where things are.

    @property
    def _is_tall(self) -> bool:
        return not self._along[0]

    def _level(self, line: int) -> float:
        return float(self._at(0.0, self._levels[line]) @ self._up)

    def _size(self, one: Mobject, along: Array) -> float:
        return float(one.width if along[0] else one.height)

    def _head(self) -> float:
        """Return how much room names take before the lines."""
        return max(self._size(one, self._along) for one in self.names) + 2 * TIGHT

    def _beside(self) -> float:
        """Return how much room the names of cells take beside the lines."""
        return max((self._size(one, self._up) + 2 * TIGHT for one in self.cell_names), default=0.0)

    def _spans(self, box: Box) -> tuple[float, float, float, float]:
        if self._is_tall:
            return -box.top, -box.bottom, box.left, box.right
        return box.left, box.right, box.bottom, box.top

    def _at(self, along: float, level: float) -> Array:
        found: Array = along * self._along + level * self._up
        return found

    def _span(self, shape: Mobject, middle: Array, along: float, across: float) -> None:
        corners = [
            middle + x * along / 2 * self._along + y * across / 2 * self._up
            for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
        ]
        shape.set_points_as_corners(corners)

    def _strip(self, place: int, level: float, length: float) -> Array:
        """Return the outline of a strip, as straight cubic pieces."""
        middle = self._start + (place + 0.5) * self._breadth
        half = _STRIP * self._breadth / 2
        corners = np.array(
            [self._at(middle + x * half, level + y * length) for x, y in ((-1, 0), (1, 0), (1, 1), (-1, 1), (-1, 0))]
        )
        shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
        found: Array = (corners[:-1, None] + shares * (corners[1:] - corners[:-1])[:, None]).reshape(-1, 3)
        return found

    def _frame_cell(self, place: int) -> None:
        middle = self._start + (place + 0.5) * self._breadth
        level = (self._middles[0] + self._middles[-1]) / 2
        reach = abs(self._middles[0] - self._middles[-1]) + self._pitch
        self._span(self.frames[0], self._at(middle, level), self._breadth, reach)

    def _frame_line(self) -> None:
        start, end = self._ends
        self._span(self.frames[1], self._at((start + end) / 2, self._middles[-1]), end - start, self._pitch)


def drawn_lines(table: SlopeTable, most: int) -> tuple[list[int], bool]:
    """Return which rows of a table are drawn, of many the first ones and the last, and whether any are left out."""
    count = len(table.rows)
    if count <= most:
        return list(range(count)), False
    return [*range(most - 2), count - 1], True


def _joined(values: Array, lit: int) -> tuple[Array, int]:
    """Return as many columns as are drawn, each the steepest of those that it stands for, and where the lit one is."""
    count = values.shape[1]
    if count <= MOST_CELLS:
        return values, lit
    ends = np.linspace(0, count, MOST_CELLS + 1).round().astype(int)
    pieces = [values[:, low:high] for low, high in pairwise(ends)]
    steepest = [np.abs(piece).argmax(axis=1) for piece in pieces]
    found = np.stack([piece[np.arange(len(piece)), at] for piece, at in zip(pieces, steepest, strict=True)], axis=1)
    return found, int(np.searchsorted(ends, lit, side="right")) - 1
