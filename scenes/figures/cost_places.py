"""Where the rows of all scores stand, and the squares into which they are poured, in one way to share the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import final

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.cost_parts import CostParts
from scenes.figures.cost_ways import OVER_ONE, CostWays, Way
from scenes.figures.level_line import LevelLine
from scenes.figures.miss_square import MissSquare
from scenes.figures.score_curve import ScoreCurve
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.layout.ink import Ink

_OUTER = 0.25
"""Of the air between two rows: as much is over the first one and under the last one."""

RowPlaces = tuple[Box, float, float, float]
"""The box of all rows, where their lines begin, how long those are, and where what should be stands."""


@final
class CostPlaces:
    """Puts all parts in their places.

    Parameters
    ----------
    parts : CostParts
    ways : CostWays
    way : Way
        That which is chosen.
    unit : float
        Scene units for each unit of a score.

    Attributes
    ----------
    is_settled : bool
        Whether the rows are at the side of the squares; before that they have the stage for themselves.
    """

    def __init__(self, parts: CostParts, ways: CostWays, way: Way, unit: float) -> None:
        self._parts, self._scores, self._ways = parts, parts.scores, ways
        self.way, self.unit, self.is_settled = way, unit, False

    def rows_from(self, own: Box, longer: float) -> RowPlaces:
        """Return where rows stand that are in a box, on lines that are longer than they must be."""
        length = self._ways.line_length(self.unit) + longer
        return own, own.left + self.to_line, length, own.right + NEAR + self._ways.goal_reach(self.way)

    def squares(self) -> Ink:
        """Return the ink of the squares when all has been poured, and of their number."""
        parts = self._parts
        slots = [slot for place in range(len(parts.shapes)) for slot in parts.tank.slots(place)]
        poured = [(slot.left + slot.width / 2, slot.area) for slot in slots]
        lines, frames = Ink.of(parts.tank.frames), Box.around(parts.tank.frames)
        bare = max(0.0, 1 - sum(area for _, area in poured) / frames.area)  # other lines lie on what is filled
        full = Ink.of(VGroup(parts.tank.names, parts.symbol, parts.number), poured)
        return full.beside(Ink(bare * lines.weight, lines.middle))

    def home_above(self, box: Box) -> Callable[[float, float], list[Ink]]:
        """Return how heavy the network over the one row is as its sides move, and where, if it has room."""
        room, home, least = self.room_above(box), self._parts.home, self._parts.home.least_size()
        if len(self._parts.shapes) > 1 or not least.fits(room.size):
            return lambda _left, _right: []
        home.fill(room)
        ink = Ink.of(home)
        share = (ink.middle - room.left) / room.width

        def above(left: float, right: float) -> list[Ink]:
            width = room.width + right - left
            return [Ink(ink.weight, room.left + left + share * width)] if least.width <= width else []

        return above

    def room_above(self, box: Box) -> Box:
        """Return what the one row leaves free over it, beside the squares if it is there; of several rows, all."""
        if len(self._parts.shapes) > 1:
            return box
        (row,), way = self._parts.rows.values(), self.way
        beside: list[VMobject] = [self._parts.tank, self.way.formula] if self.is_settled and way.beside else []
        if way.headed and self.is_settled:
            beside, box = beside[:1], Box(*box.sides[:3], float(self.way.formula.get_bottom()[1]) - NEAR)
        right = min((float(one.get_left()[0]) - APART for one in beside), default=box.right)
        top = float(row.disc.face.get_y()) + self._ways.part(way, self.unit, 0)[0]
        if way.homed:
            top += OVER_ONE * max(0.0, box.top - top)
        left = row.rule if beside else row.title
        return Box(float(left.get_left()[0]), top, right, max(top, box.top))

    def drawn(self, *, goals: bool) -> list[VMobject]:
        """Return what is seen of the rows, without the misses; with what should be, or without."""
        rows = self._parts.rows.values()
        return [*(part for row in rows for part in row.seen(misses=False)), *(row.goal for row in rows if goals)]

    def around_rows(self) -> Box:
        """Return the box around what is seen of the rows with what should be; a glow is too faint for its ends."""
        glows = {row.disc.glow for row in self._parts.rows.values()}
        parts = (one for part in self.drawn(goals=True) for one in part.submobjects or [part])
        return Box.around(*(one for one in parts if one not in glows))

    @property
    def to_line(self) -> float:
        """How far a line begins from the left side of its row."""
        return self._ways.head_width(self.way) + NEAR + theme.DOT_RADIUS

    def place_rows(self, box: Box, start: float, length: float, goal: float) -> None:
        """Stand the rows in a box."""
        way, unit = self.way, self.unit
        parts = [self._ways.part(way, unit, place) for place in range(len(self._parts.shapes))]
        free = box.height - sum(up + down for up, down in parts)
        between = free / (len(parts) - 1 + 2 * _OUTER)
        head = box.left + self._ways.head_width(way) - self._ways.half_head(way)
        if way.name_above:
            head = box.left + self._ways.head_width(way) / 2
        low, high = self._scores.ends
        across = length / (high - low)
        top = box.top - (free if len(parts) == 1 else _OUTER * between)  # one row stands below its network
        for place, (up, down) in enumerate(parts):
            level = top - up
            ruler = LevelLine(start - low * across, across, level)
            ceiling = top + between * 0.5 if place else box.top
            if way.homed:
                ceiling = top + OVER_ONE * free
            room = Box(start - theme.DOT_RADIUS, level, start + length + self._ways.at_end(way), ceiling)
            self._place_row(way, place, np.array([head, level, 0.0]), ruler, room)
            if isinstance(shape := self._parts.shapes[place], ScoreCurve):
                shape.stand(ruler, unit, self._scores.ends, room)
            top = level - down - between
        for row in self._parts.rows.values():
            row.face(np.array([goal, row.disc.face.get_y(), 0.0]), way.radius)
        self._cursor_at(0, way.radius)

    def _place_row(self, way: Way, place: int, head: Array, ruler: LevelLine, room: Box) -> None:
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

    def place_tank(self, box: Box, size: Size, side: int = 0) -> None:
        """Stand the squares in a box, with the formula over them: at a side (-1, 1) or under it (0)."""
        way, unit = self.way, self.unit
        centre = box.centre[0]
        top = box.top - (box.height - size.height) / 2
        if not way.headed:
            self.place_formula(centre, top, headed=False)
            top -= self._ways.formula_height(way)
        tank = self._parts.tank.size(unit)
        whole = VGroup(self._parts.symbol, self._parts.number)
        number = float(self._parts.number.get_right()[0] - self._parts.symbol.get_left()[0])
        centre += side * (box.width - max(tank.width, number)) / 2
        self._parts.tank.stand(np.array([centre - tank.width / 2, top - tank.height, 0.0]), unit)
        middle = float(self._parts.tank.frames.get_center()[0])
        whole.shift(RIGHT * (middle - (self._parts.symbol.get_left()[0] + self._parts.number.get_right()[0]) / 2))
        whole.shift(UP * (top - tank.height - NEAR - self._parts.symbol.get_top()[1]))

    def place_formula(self, centre: float, top: float, *, headed: bool) -> None:
        """Stand the formula, with the numbers that will be counted beside or under it."""
        self.way.formula.move_to([centre, top - self.way.formula.height / 2, 0.0])
        anchor = self.way.formula["first"]
        for count in self._parts.counts:
            if headed:
                count.next_to(self.way.formula, RIGHT, buff=NEAR).set_y(float(anchor.get_y()))
                continue
            count.next_to(anchor, DOWN, buff=TIGHT)
            count.set_y(float(self.way.formula.get_bottom()[1]) - TIGHT - self._ways.count_height() / 2)

    def _cursor_at(self, place: int, radius: float) -> None:
        for ring, more in zip(self._parts.cursor, (0.06, 0.13), strict=True):
            ring.scale_to_fit_width(2 * (radius + more)).move_to(self._parts.head(place))
