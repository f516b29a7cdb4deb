"""How a picture of all scores shares its room: rows and squares on one ruler, as large as there is room for."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.cost_parts import CostParts
from scenes.figures.cost_ways import CostWays, Way
from scenes.figures.level_line import LevelLine
from scenes.figures.miss_square import MissSquare
from scenes.figures.score_curve import ScoreCurve
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.layout.ink import middle_of_ink

_MOST_INDENTED = 0.22
"""Of the width: how far the heads of rows may go to the middle."""
_MARGINS = (
    *((0.25, 0.25), (0.1, 0.1), (0.3, 0.0), (0.0, 0.3), (0.5, 0.0)),
    *((0.75, 0.0), (1.0, 0.0), (0.0, 0.5), (0.0, 0.75), (0.0, 1.0)),
)
"""Of what is free: at the left of the rows, and at the right of the squares; the best first."""
_ASKEW = 0.065
"""Of the width: how far the middle of what is drawn may be from that of the stage."""
_STEPS = 16
_LONGER = 2.4
"""By how much a line over which curves stand may be longer than it must."""


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
    keeps_goals : bool
        Whether there is room for what should be at the ends of the rows even beside the squares.
    """

    def __init__(self, parts: CostParts) -> None:
        self._parts, self._scores, self.formula = parts, parts.scores, parts.formulas[0]
        self._ways = CostWays(parts)
        self.is_settled = self.keeps_goals = False

    def fill(self, box: Box) -> None:
        """Share a box."""
        way, unit = self._ways.choose(box)
        self.formula = way.formula
        self._lay_out(way, unit, box)

    def _lay_out(self, way: Way, unit: float, box: Box) -> None:
        needs = self._ways.needs(way, unit)
        spare = Size(box.width - needs.width, box.height - needs.height)
        rows, tank = self._ways.rows_size(way, unit), self._ways.tank_size(way, unit)
        top = box.top
        if way.headed:
            self._place_formula(box.centre[0], box.top, headed=True)
            top -= self._ways.formula_height(way)
        longer = 0.0
        if not self._scores.is_square:
            spare_across = box.width - rows.width - tank.width * way.beside - APART - self._ways.goal_width(way)
            longer = min(_LONGER, 0.8 * max(0.0, spare_across))
        room = Box(box.left, box.bottom, box.right, top)
        faced = self._ways.goal_width(way)
        self._way, self._unit, self.keeps_goals = way, unit, way.goals
        if way.beside:
            self._share_room(room, rows.width, tank, max(0.0, room.width - rows.width - tank.width - APART - faced))
        else:
            below = room.bottom + tank.height + spare.height / 3
            left = room.centre[0] - (rows.width + longer + faced) / 2
            self._beside = self._rows_from(Box(left, below + APART, left + rows.width + longer, room.top), longer)
            self._place_tank(way, unit, Box(room.left, room.bottom, room.right, below), tank)
        self._stand_alone(way, unit, box)

    def _rows_from(self, own: Box, longer: float) -> tuple[Box, float, float, float]:
        length = self._ways.line_length(self._unit) + longer
        return own, own.left + self._to_line(self._way), length, own.right + NEAR + self._ways.goal_reach(self._way)

    def _share_room(self, room: Box, width: float, tank: Size, spare: float) -> None:
        """Stand the rows beside the squares, with what is heavy near the middle of the stage."""
        parts = self._parts
        found = []
        most = 0.0 if self._scores.is_square else min(_LONGER, 0.8 * spare)
        for longer in sorted({most, most / 2, 0.0}, reverse=True):
            for left, right in _MARGINS:
                start, end = room.left + left * (spare - longer), room.right - right * (spare - longer)
                rows = self._rows_from(Box(start, room.bottom, start + width + longer, room.top), longer)
                self._place_rows(*rows)
                standing = Box(end - tank.width, room.bottom, end, room.top)
                self._place_tank(self._way, self._unit, standing, tank)
                slots = [slot for place in range(len(parts.shapes)) for slot in parts.tank.slots(place)]
                drawn = [*self._drawn(goals=self.keeps_goals), parts.tank, parts.symbol, parts.number]
                poured = [(slot.left + slot.width / 2, slot.area) for slot in slots]
                found.append((abs(middle_of_ink(VGroup(*drawn), poured) - room.centre[0]), rows, standing))
        enough = max(min(away for away, *_ in found), _ASKEW * room.width)
        _, self._beside, standing = next(one for one in found if one[0] <= enough)
        self._place_tank(self._way, self._unit, standing, tank)

    def go_aside(self) -> None:
        """Let the rows go to the side of the squares."""
        self.is_settled = True
        self._place_rows(*self._beside)

    def room_above(self, box: Box) -> Box:
        """Return what the one row leaves free over it, beside the squares if it is there; of several rows, all."""
        if len(self._parts.shapes) > 1:
            return box
        (row,) = self._parts.rows.values()
        drawn = [row.title, row.disc.glow, *([self._parts.shapes[0]] if self.is_settled else [])]
        beside: list[VMobject] = [self._parts.tank, self.formula] if self.is_settled and self._way.beside else []
        right = min((float(one.get_left()[0]) - APART for one in beside), default=box.right)
        top = max(float(one.get_top()[1]) for one in drawn)
        left = row.rule if beside else row.title
        return Box(float(left.get_left()[0]), top + APART, right, box.top)

    def come_together(self) -> None:
        """Let the lines be as long as the ruler has them, between the two ends of their rows."""
        self._place_rows(*self._together)

    def _stand_alone(self, way: Way, unit: float, box: Box) -> None:
        """Let the rows have the stage for themselves, what is heavy not too far from its middle."""
        reach, length = self._ways.goal_reach(way), self._ways.line_length(unit)
        goal = box.right - reach
        behind = goal - reach - NEAR - self._ways.at_end(way)
        most = max(0.0, min(box.width * _MOST_INDENTED, behind - length - box.left - self._to_line(way)))
        for step in range(_STEPS):
            left = box.left + most * step / (_STEPS - 1)
            start = left + self._to_line(way)
            room = Box(left, box.bottom, box.right, box.top)
            alone = room, start, max(behind - start, length), goal
            self._place_rows(*alone)
            if self._heaviest(parts_drawn=False) >= box.centre[0] - _ASKEW * box.width:
                break
        self._together = alone
        if self._scores.is_square:
            free = max(0.0, behind - start - length)
            ways = [(room, start + free * step / _STEPS, length, goal) for step in range(_STEPS + 1)]
            self._together = min(ways, key=lambda one: abs(self._heaviest_of(one) - box.centre[0]))
        self._place_rows(*alone)

    def _heaviest_of(self, places: tuple[Box, float, float, float]) -> float:
        self._place_rows(*places)
        return self._heaviest(parts_drawn=True)

    def _heaviest(self, *, parts_drawn: bool) -> float:
        """Return where the middle of what is drawn is, across the stage, with or without the scores."""
        bodies = [shape.body for shape in self._parts.shapes] if parts_drawn else []
        return middle_of_ink(VGroup(*self._drawn(goals=True), *bodies))

    def _drawn(self, *, goals: bool) -> list[VMobject]:
        rows = self._parts.rows.values()
        return [*(part for row in rows for part in row.seen(misses=False)), *(row.goal for row in rows if goals)]

    def _to_line(self, way: Way) -> float:
        return self._ways.head_width(way) + NEAR + theme.DOT_RADIUS

    def _place_rows(self, box: Box, start: float, length: float, goal: float) -> None:
        way, unit = self._way, self._unit
        parts = [self._ways.part(way, unit, place) for place in range(len(self._parts.shapes))]
        air = (box.height - sum(up + down for up, down in parts)) / (len(parts) + 1)
        head = box.left + self._ways.head_width(way) - self._ways.half_head(way)
        if way.name_above:
            head = box.left + self._ways.head_width(way) / 2
        low, high = self._scores.ends
        across = length / (high - low)
        top = box.top - (air if len(parts) == 1 and not self.is_settled else 0.0)
        for place, (up, down) in enumerate(parts):
            top -= air
            level = top - up
            ruler = LevelLine(start - low * across, across, level)
            ceiling = top + air * 0.5 if place else box.top
            room = Box(start - theme.DOT_RADIUS, level, start + length + self._ways.at_end(way), ceiling)
            self._place_row(way, place, np.array([head, level, 0.0]), ruler, room)
            if isinstance(shape := self._parts.shapes[place], ScoreCurve):
                shape.stand(ruler, unit, self._scores.ends, room)
            top = level - down
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

    def _place_tank(self, way: Way, unit: float, box: Box, size: Size) -> None:
        centre = box.centre[0]
        top = box.top - (box.height - size.height) / 2
        if not way.headed:
            self._place_formula(centre, top, headed=False)
            top -= self._ways.formula_height(way)
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
            count.set_y(float(self.formula.get_bottom()[1]) - TIGHT - self._ways.count_height() / 2)

    def _cursor_at(self, place: int, radius: float) -> None:
        for ring, more in zip(self._parts.cursor, (0.06, 0.13), strict=True):
            ring.scale_to_fit_width(2 * (radius + more)).move_to(self._parts.head(place))
