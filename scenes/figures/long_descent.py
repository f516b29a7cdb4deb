"""The cost over many steps on an axis of powers of ten, and for each mark what weights and biases are by then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, AnimationGroup, Dot, FadeIn, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.fact import STEPS_TAKEN
from core.model.quantity import C
from core.passes.choices.one_step import OneStep
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.step_panel import told_after
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_ROW, _HEAD, _LOWEST = 0.5, 0.62, 1.4
"""From row to row, at least; of the names above them; of the curve."""
_OF_ROWS, _LOOSE = 0.45, 0.7
"""Of the height: what rows take where there is more than they need; from row to row at most."""
_POINTS = 40
"""Of the curve, for each power of ten."""
_COST = 1.5
"""Room for the cost at a mark."""
_DIGITS, _SAMPLES = 3, 9


@final
class LongDescent(VGroup):
    """A curve of costs, and a row of numbers for each mark on its axis.

    Parameters
    ----------
    one : OneStep
    look : Theme
    says : str
        What is counted across.
    room : Size
        As broad as it may be: as many weights and biases are told as have room, and of many marks every second one.

    Attributes
    ----------
    marks : tuple of int
        Those that are shown.
    told : tuple of Quantity
    names, costs, counts, heads : list of Formula
        Of the columns; of the marks their costs, and their steps on the axis and before the rows.
    rows : list of VGroup
        Of the marks.
    curve : VMobject
    bead : Dot
    floor, wall : Line
    """

    def __init__(self, one: OneStep, look: theme.Theme, says: str, room: Size) -> None:
        self._one = one
        quiet, colour = look.colour("quiet"), look.colour("C")
        step = next((by for by in (1, 2, 3) if len(one.marks[::-1][::by]) * _COST <= room.width), 4)
        self.marks = one.marks[::-1][::step][::-1]
        moments = [one.after(mark) for mark in self.marks]
        self.says, self.symbol = Label(says), Formula("{C}", em=theme.FORMULA, C=C)
        self.counts, self.heads = (
            [Formula("{n}", em=theme.LABEL, n=moment.count(STEPS_TAKEN)).set_fill(quiet) for moment in moments]
            for _ in range(2)
        )
        self.costs = [Formula("{C}", em=theme.LABEL, C=moment.read(C, _DIGITS)).set_fill(colour) for moment in moments]
        columns = {
            q: [
                Formula("{q}", em=theme.LABEL, q=told_after(one, moment, q, _DIGITS)).set_fill(look.colour_of(q))
                for moment in moments
            ]
            for q in one.followed
        }
        self._left = max(float(self.says.width), *(float(head.width) for head in self.heads)) + TIGHT
        self._broad = max(float(number.width) for column in columns.values() for number in column) + TIGHT
        count = min(len(one.followed), max(1, int((room.width - self._left) / self._broad)))
        self.told = one.furthest(count)
        self.names = [Formula("{q}", em=theme.LABEL, q=q) for q in self.told]
        self.rows = [VGroup(*(columns[q][place] for q in self.told)) for place in range(len(self.marks))]
        first, last = self.marks[0], self.marks[-1]
        points = max(2, round(_POINTS * np.log10(max(2.0, last / first))))
        steps = np.rint(np.geomspace(first, last, points)).astype(int)
        self._steps = np.unique([*steps, *self.marks])
        self._values = one.training.costs[self._steps]
        self.curve = VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE)
        self.bead = Dot(radius=theme.DOT_RADIUS, color=colour)
        self.floor, self.wall = (Line(LEFT, RIGHT, color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self._reached = float(first)
        written = [self.says, self.symbol, *self.names, *self.costs, *self.counts, *self.heads]
        super().__init__(self.floor, self.wall, self.curve, self.bead, *written, *self.rows)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which its curve can be seen and its rows can be told apart."""
        width = self._left + max(len(self.told) * self._broad, len(self.marks) * _COST)
        return Size(width, _LOWEST + theme.LABEL + _HEAD + len(self.marks) * _ROW)

    def fill(self, box: Box) -> None:
        """Stand in a box: the curve above, rows of numbers below its axis."""
        count = len(self.marks)
        pitch = min(_LOOSE, max(_ROW, _OF_ROWS * box.height / count))
        table = box.bottom + count * pitch + _HEAD
        floor = table + theme.LABEL + 2 * TIGHT
        left = box.left + self._left
        width = (box.right - left) / count
        self._places = [left + (place + 0.5) * width for place in range(count)]
        head = theme.LABEL + 2 * TIGHT
        most, least = max(0.0, float(self._values.max())), min(0.0, float(self._values.min()))
        self._unit = (box.top - head - floor) / (most - least) if most > least else 1.0
        self._zero = floor - least * self._unit
        self.floor.put_start_and_end_on(np.array([left, self._zero, 0.0]), np.array([box.right, self._zero, 0.0]))
        self.wall.put_start_and_end_on(np.array([left, floor, 0.0]), np.array([left, box.top - head, 0.0]))
        self.symbol.next_to(self.wall.get_end(), LEFT, buff=TIGHT)
        self.says.move_to(np.array([box.left, table - _HEAD / 2, 0.0]), aligned_edge=LEFT)
        columns = [left + (at + 0.5) * (box.right - left) / len(self.told) for at in range(len(self.told))]
        for name, x in zip(self.names, columns, strict=True):
            name.move_to(np.array([x, table - _HEAD / 2, 0.0]))
        for place, x in enumerate(self._places):
            height = table - _HEAD - (place + 0.5) * pitch
            self.counts[place].move_to(np.array([x, floor - theme.LABEL / 2 - TIGHT, 0.0]))
            self.heads[place].move_to(np.array([box.left, height, 0.0]), aligned_edge=LEFT)
            for number, across in zip(self.rows[place], columns, strict=True):
                number.move_to(np.array([across, height, 0.0]))
        self._crossed: set[int] = set()
        self._way = np.array([self._point(float(step))[:2] for step in self._steps]).T
        for place in reversed(range(count)):
            self._write_cost(place, box.right)
        self.at(self._reached)

    def at(self, reached: float) -> None:
        """Show the curve up to so many steps."""
        self._reached = reached
        seen = self._steps <= reached + 1e-9
        points = [self._point(float(step)) for step in self._steps[seen]]
        if len(points) > 1:
            self.curve.set_points_as_corners(points)
        else:
            self.curve.points = np.zeros((0, 3))
        self.bead.move_to(points[-1])

    def first(self) -> list[Any]:
        """Return what stands there at the first mark."""
        axes = [self.floor, self.wall, self.symbol, self.says, *self.names]
        return [*axes, self.bead, *self._of(0)]

    def run(self, place: int, **kwargs: Any) -> Animation:
        """Return the way of the bead from the mark before to a mark, where numbers come."""
        ends = [np.log10(self.marks[at]) for at in (place - 1, place)]
        going = Showing(
            VGroup(self.curve, self.bead), lambda share: self.at(10.0 ** (ends[0] + share * (ends[1] - ends[0])))
        )
        coming = FadeIn(*self._of(place))
        return AnimationGroup(going, coming, lag_ratio=0.7, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield how high the bead is."""
        place = int(np.flatnonzero(self._steps <= self._reached + 1e-9)[-1])
        yield Measure("ruler", str(C), float(self.bead.get_y()) - self._zero, self._unit * float(self._values[place]))

    def _point(self, step: float) -> Array:
        """Return where the cost after a step lies."""
        x = np.interp(np.log10(step), np.log10(self.marks), self._places)
        value = float(np.interp(step, self._steps, self._values))
        return np.array([float(x), self._zero + self._unit * value, 0.0])

    def _write_cost(self, place: int, right: float) -> None:
        """Write a cost above its mark, on the side to which the curve is lower, clear of the next one at its height.

        It is left out where the curve would cross it there.
        """
        here = self._point(float(self.marks[place]))
        later = self._values[int(np.searchsorted(self._steps, self.marks[place])) :][:2]
        side = LEFT if later[-1] > later[0] else RIGHT
        cost = self.costs[place].next_to(here, UP, buff=theme.DOT_RADIUS + TIGHT)
        cost.shift((float(cost.width) / 2 + TIGHT / 3) * side)
        for following in self.costs[place + 1 : place + 2]:
            if abs(float(following.get_y() - cost.get_y())) < theme.LABEL:
                right = float(following.get_left()[0]) - NEAR
        cost.shift(min(0.0, right - float(cost.get_right()[0])) * RIGHT)
        left, right = (float(cost.get_edge_center(side)[0]) for side in (LEFT, RIGHT))
        below = np.interp(np.linspace(left, right, _SAMPLES), *self._way)
        if below.max() > cost.get_bottom()[1] - TIGHT / 2:
            self._crossed.add(place)

    def _of(self, place: int) -> list[Any]:
        """Return what is written for a mark."""
        cost = [] if place in self._crossed else [self.costs[place]]
        return [self.counts[place], *cost, self.heads[place], self.rows[place]]
