"""How a picture of all scores shares its room: rows and squares on one ruler, as large as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from core.model.arrays import Array
from scenes import theme
from scenes.figures.cost_parts import CostParts
from scenes.figures.disc import GLOW
from scenes.figures.level_line import LevelLine
from scenes.figures.miss_square import MissSquare
from scenes.figures.score_curve import ScoreCurve
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.type.formula import Formula

_LARGE, _SMALL = 0.56, 0.25
"""Radius of a disc that holds its value, and of one that has it below."""
_NUMBER = 0.62
"""From a line up to the top of a number that stands over it."""
_BELOW, _TICKED = 0.24, 0.6
"""Under a line, without and with names of ticks."""
_LONGEST, _SHORTEST = 4.2, 1.8
"""Of a line over which curves stand."""
_ENOUGH = 2.0
_NEARLY = 0.8
"""A way to share the room is taken before a better one where the squares are as large as that share of the best."""
_STYLES = (
    (_LARGE, True, False, True),
    (_LARGE, False, False, True),
    (_LARGE, False, True, True),
    (_SMALL, True, False, True),
    (_SMALL, False, True, True),
    (_SMALL, False, True, False),
)
"""Of rows, the more generous before the more frugal."""
_HIDDEN = 0.5
_BETWEEN = 0.2
"""From row to row."""
_TINY = 0.4
"""How high the squares are where there is too little room for all."""
_STEPS = 40


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """One way to share the room.

    Parameters
    ----------
    beside : bool
        Whether the squares stand at the side of the rows; else below.
    headed : bool
        Whether the formula stands above all.
    radius : float
        Of the discs.
    name_above : bool
    aside : bool
        Whether numbers stand at the ends of lines; else over them.
    valued : bool
        Whether discs have their values.
    formula : Formula
        The form of it that is set.
    """

    beside: bool
    headed: bool
    radius: float
    name_above: bool
    aside: bool
    valued: bool
    formula: Formula


@final
class CostLayout:
    """The places of all parts.

    Parameters
    ----------
    parts : CostParts

    Attributes
    ----------
    formula : Formula
        That which is chosen.
    is_settled : bool
        Whether the rows are at the side of the squares; before that they have the stage for themselves.
    """

    def __init__(self, parts: CostParts) -> None:
        self._parts, self._scores, self.formula = parts, parts.scores, parts.formulas[0]
        self.is_settled = False

    def fill(self, box: Box) -> None:
        """Share a box in the first way in which the squares are large, or nearly as large as in any."""
        ways = [
            _Way(beside, headed, *style, formula)
            for style in _STYLES
            for formula in self._parts.formulas
            for beside, headed in ((True, False), (True, True), (False, False))
        ]
        units = [self._largest(way, box) for way in ways]
        best = max(units)
        enough = min(_NEARLY * best if best > 0 else best, _ENOUGH / self._tallest())
        first = next(at for at, unit in enumerate(units) if unit >= enough)
        style = first - first % 3
        choice = max(range(style, style + 3), key=lambda at: units[at])
        self.formula = ways[choice].formula
        self._lay_out(ways[choice], max(units[choice], _TINY / self._tallest()), box)

    def _tallest(self) -> float:
        """How high the squares are, in units of the ruler."""
        return self._parts.tank.size(1.0).height

    def _largest(self, way: _Way, box: Box) -> float:
        """Return the largest unit with which all has room in a box; below 0 by how much even the least is too large."""
        least = self._needs(way, 0.0)
        over = max(least.width - box.width, least.height - box.height)
        if over > 0:
            return -float(over)
        low, high = 0.0, max(box.width, box.height) / self._tallest()
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._needs(way, middle).fits(box.size) else (low, middle)
        return low

    def _needs(self, way: _Way, unit: float) -> Size:
        rows, tank = self._rows_size(way, unit), self._tank_size(way, unit)
        counted = float(way.formula.width) + 2 * (NEAR + self._count_width())
        formula = Size(counted, self._formula_height(way)) if way.headed else Size(0.0, 0.0)
        if way.beside:
            width, height = rows.width + APART + tank.width, max(rows.height, tank.height)
        else:
            width, height = max(rows.width, tank.width), rows.height + APART + tank.height
        return Size(max(width, formula.width), height + formula.height)

    def _formula_height(self, way: _Way) -> float:
        return float(way.formula.height) + NEAR + (0.0 if way.headed else TIGHT + self._count_height())

    def _count_height(self) -> float:
        return float(max(count.height for count in self._parts.counts))

    def _count_width(self) -> float:
        return float(max(count.width for count in self._parts.counts))

    def _foot_height(self) -> float:
        return NEAR + float(max(self._parts.symbol.height, self._parts.number.height))

    def _tank_size(self, way: _Way, unit: float) -> Size:
        tank = self._parts.tank.size(unit)
        above = 0.0 if way.headed else self._formula_height(way)
        width = max(tank.width, self._width_of_number(), 0.0 if way.headed else way.formula.width)
        return Size(width, above + tank.height + self._foot_height())

    def _width_of_number(self) -> float:
        return float(self._parts.number.get_right()[0] - self._parts.symbol.get_left()[0])

    def _line_length(self, unit: float) -> float:
        low, high = self._scores.ends
        return (high - low) * unit if self._scores.is_square else _SHORTEST

    def _head_width(self, way: _Way) -> float:
        names = max((row.title.width for row in self._parts.rows.values()), default=0.0)
        disc = 2 * self._half_head(way)
        return max(disc, float(names)) if way.name_above else disc + float(names) + 2 * TIGHT

    def _half_head(self, way: _Way) -> float:
        """Return how far a disc reaches to its side, with its glow and with its value under it."""
        numbers = [row.disc.number for row in self._parts.rows.values() if row.disc.number is not None]
        under = [float(number.width) / 2 for number in numbers] if way.valued and way.radius == _SMALL else []
        return max(GLOW * way.radius if way.name_above else way.radius, *under, 0.0)

    def _rows_size(self, way: _Way, unit: float) -> Size:
        parts = [self._part(way, unit, place) for place in range(len(self._parts.shapes))]
        width = self._head_width(way) + NEAR + theme.DOT_RADIUS + self._line_length(unit) + self._at_end(way)
        between = _BETWEEN if way.radius == _LARGE else TIGHT
        return Size(width, sum(up + down for up, down in parts) + between * (len(parts) - 1))

    def _at_end(self, way: _Way) -> float:
        if not (way.aside or not self._scores.is_square):
            return 2 * theme.DOT_RADIUS
        numbers = [shape.number.width for shape in self._parts.shapes]
        if self._scores.is_square:
            numbers += [row.number.width for row in self._parts.rows.values()]
        return float(max(numbers)) + NEAR + TIGHT

    def _part(self, way: _Way, unit: float, place: int) -> tuple[float, float]:
        """Return how far a row reaches above its line and below it."""
        j, shape = self._scores.rows[place], self._parts.shapes[place]
        reach = shape.reach(unit, aside=way.aside) if isinstance(shape, MissSquare) else shape.reach(unit)
        if j is None:
            return max(
                reach if self._scores.is_square else abs(self._scores.values[place]) * unit, _HIDDEN / 2
            ), _HIDDEN
        row, ticked = self._parts.rows[j], self._scores.rows[place] == max(self._parts.rows)
        name = row.title.height + 0.2 if way.name_above else 0.0
        over = 0.0 if way.aside or not self._scores.is_square else _NUMBER
        disc = row.disc.reach_below(way.radius) if way.valued else way.radius
        below = max(disc, _TICKED if ticked else _BELOW)
        return max(way.radius + name, reach, over), below

    def _lay_out(self, way: _Way, unit: float, box: Box) -> None:
        needs = self._needs(way, unit)
        spare = Size(box.width - needs.width, box.height - needs.height)
        rows, tank = self._rows_size(way, unit), self._tank_size(way, unit)
        top = box.top
        if way.headed:
            self._place_formula(box.centre[0], box.top, headed=True)
            top -= self._formula_height(way)
        longer = 0.0
        if not self._scores.is_square:
            longer = min(
                _LONGEST - _SHORTEST, max(0.0, (box.width - rows.width - tank.width * way.beside) - APART) * 0.8
            )
        room = Box(box.left, box.bottom, box.right, top)
        if way.beside:
            spare_across = room.width - rows.width - longer - tank.width - APART
            left = room.left + spare_across / 3
            own = Box(left, room.bottom, left + rows.width + longer, room.top)
            right = room.right - spare_across / 3
            whole = Box(left, box.bottom, right, box.top)
            self._place_tank(way, unit, Box(right - tank.width, room.bottom, right, room.top), tank)
        else:
            below = room.bottom + tank.height + spare.height / 3
            left = room.centre[0] - (rows.width + longer) / 2
            own = Box(left, below + APART, left + rows.width + longer, room.top)
            whole = box
            self._place_tank(way, unit, Box(room.left, room.bottom, room.right, below), tank)
        self._settled = way, unit, longer, own
        faced = 2 * (NEAR + way.radius)
        self._place_rows(way, unit, longer + whole.width - own.width - faced, whole)
        for row in self._parts.rows.values():
            centre = np.array([whole.right - way.radius, row.disc.face.get_y(), 0.0])
            row.face(centre, way.radius)

    def settle_rows(self) -> None:
        """Let the rows go to the side of the squares, their lines as long as the ruler has them."""
        self._place_rows(*self._settled)
        self.is_settled = True

    def _place_rows(self, way: _Way, unit: float, longer: float, box: Box) -> None:
        parts = [self._part(way, unit, place) for place in range(len(self._parts.shapes))]
        air = (box.height - sum(up + down for up, down in parts)) / (len(parts) + 1)
        head = box.left + self._head_width(way) - self._half_head(way)
        if way.name_above:
            head = box.left + self._head_width(way) / 2
        low, high = self._scores.ends
        length = self._line_length(unit) + longer
        across = length / (high - low)
        start = box.left + self._head_width(way) + NEAR + theme.DOT_RADIUS
        top = box.top
        for place, (up, down) in enumerate(parts):
            top -= air
            level = top - up
            ruler = LevelLine(start - low * across, across, level)
            ceiling = top + (air if place else 0.0) * 0.5
            room = Box(start - theme.DOT_RADIUS, level, start + length + self._at_end(way), ceiling)
            self._place_row(way, place, np.array([head, level, 0.0]), ruler, room)
            if isinstance(shape := self._parts.shapes[place], ScoreCurve):
                shape.stand(ruler, unit, self._scores.ends, room)
            top = level - down
        self._cursor_at(0, way.radius)

    def _place_row(self, way: _Way, place: int, head: Array, ruler: LevelLine, room: Box) -> None:
        j, shape = self._scores.rows[place], self._parts.shapes[place]
        numbers = Box(room.left, room.bottom, room.right, room.bottom) if way.aside else room
        if j is None:
            self._parts.more.move_to(head)
        else:
            row = self._parts.rows[j]
            if not way.valued:
                row.disc.hide_value()
            row.stand(head, way.radius, ruler, numbers, name_above=way.name_above, ticked=j == max(self._parts.rows))
        if isinstance(shape, MissSquare):
            shape.stand(ruler, 0.0 if j is None else self._parts.rows[j].wanted, numbers)

    def _place_tank(self, way: _Way, unit: float, box: Box, size: Size) -> None:
        centre = box.centre[0]
        top = box.top - (box.height - size.height) / 2
        if not way.headed:
            self._place_formula(centre, top, headed=False)
            top -= self._formula_height(way)
        tank = self._parts.tank.size(unit)
        self._parts.tank.stand(np.array([centre - tank.width / 2, top - tank.height, 0.0]), unit)
        whole = VGroup(self._parts.symbol, self._parts.number)
        middle = float(self._parts.tank.frames.get_center()[0])
        whole.shift(RIGHT * (middle - (self._parts.symbol.get_left()[0] + self._parts.number.get_right()[0]) / 2))
        whole.shift(UP * (top - tank.height - NEAR - self._parts.symbol.get_top()[1]))

    def _place_formula(self, centre: float, top: float, *, headed: bool) -> None:
        self.formula.move_to([centre, top - self.formula.height / 2, 0.0])
        anchor = self.formula["first"]
        for count in self._parts.counts:
            if headed:
                count.next_to(self.formula, RIGHT, buff=NEAR).set_y(float(anchor.get_y()))
                continue
            count.next_to(anchor, DOWN, buff=TIGHT)
            count.set_y(float(self.formula.get_bottom()[1]) - TIGHT - self._count_height() / 2)

    def _cursor_at(self, place: int, radius: float) -> None:
        for ring, more in zip(self._parts.cursor, (0.06, 0.13), strict=True):
            ring.scale_to_fit_width(2 * (radius + more)).move_to(self._parts.head(place))
