"""How a picture of all scores shares its room: rows and squares on one ruler, as large as there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import final

from manim import VGroup

from scenes.figures.cost_parts import CostParts
from scenes.figures.cost_places import CostPlaces, RowPlaces
from scenes.figures.cost_ways import CostWays, Way
from scenes.layout.box import Box, Size, union
from scenes.layout.cells import APART, NEAR
from scenes.layout.ink import Ink
from scenes.type.formula import Formula

_MOST_INDENTED = 0.34
"""Of the width: how far the heads of rows may go to the middle."""
_FILLED = 0.61
"""Of the stage: what the box around all that is drawn takes."""
_NARROW = 12.0
"""A box that is too narrow counts as so many times as far off."""
_MARGINS = (
    *((0.25, 0.25), (0.1, 0.1), (0.3, 0.0), (0.0, 0.3), (0.5, 0.0)),
    *((0.75, 0.0), (1.0, 0.0), (0.0, 0.5), (0.0, 0.75), (0.0, 1.0)),
    *((0.0, 0.0), (0.0, 0.4), (0.0, 0.6), (0.0, 0.85), (0.4, 0.0), (0.6, 0.0)),
)
"""Of what is free: at the left of the rows, and at the right of the squares; the best first."""
_ASKEW = 0.065
"""Of the width: how far the middle of what is drawn may be from that of the stage."""
_STEPS = 16
_BROAD = (0.7, 1.0, 1.4, 2.1, 3.2, 4.8)
"""How broad a column of scores may be, where it has room."""
_SMALLER, _FAR = (1.0, 0.9, 0.8, 0.7, 0.6), 0.095
"""Of the largest squares that have room: as large are those with which all stands well, where it is off so far, of
the width, with the largest."""
_LONGER = 2.4
"""By how much a line over which curves stand may be longer than it must."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where rows stand, and where the squares beside them.

    Parameters
    ----------
    own : Box
        Of the rows.
    longer : float
        By how much their lines are longer than they must be.
    cell : Box
        Of the squares and the formula.
    broad : float
        How broad a column of scores is; 0 as broad as a square.
    side : int
        Where the squares stand in their cell: at its left end (-1), in its middle (0) or at its right end (1).
    """

    own: Box
    longer: float
    cell: Box
    broad: float
    side: int


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
    keeps_goals : bool
        Whether there is room for what should be at the ends of the rows even beside the squares.
    """

    def __init__(self, parts: CostParts) -> None:
        self._parts, self._scores = parts, parts.scores
        self.formula: Formula  # of the way that is chosen when a box is filled
        self._ways = CostWays(parts)
        self.keeps_goals = False

    def fill(self, box: Box) -> None:
        """Share a box."""
        self._whole, self._parts.tank.broad = box, 0.0
        way, unit = self._ways.choose(box)
        self.formula = way.formula
        found: list[tuple[float, float]] = []
        for smaller in _SMALLER:
            found.append((self._lay_out(way, smaller * unit, box), -smaller))
            if found[-1][0] <= (_ASKEW if smaller < 1 else _FAR) * box.width:
                return
        self._lay_out(way, -min(found)[1] * unit, box)

    def _lay_out(self, way: Way, unit: float, box: Box) -> float:
        """Put all in its place, and return how far the middle of what is drawn is off then, beside the squares."""
        self._places = CostPlaces(self._parts, self._ways, way, unit)
        needs = self._ways.needs(way, unit)
        spare = Size(box.width - needs.width, box.height - needs.height)
        rows, tank = self._ways.rows_size(way, unit), self._ways.tank_size(way, unit)
        top = box.top
        if way.headed:
            self._places.place_formula(box.centre[0], box.top, headed=True)
            top -= self._ways.formula_height(way)
        longer = 0.0
        if not self._scores.is_square:
            spare_across = box.width - rows.width - tank.width * way.beside - APART - self._ways.goal_width(way)
            longer = min(_LONGER, 0.8 * max(0.0, spare_across))
        room = Box(box.left, box.bottom, box.right, top)
        faced = self._ways.goal_width(way)
        self._way, self.keeps_goals, off = way, way.goals, 0.0
        if way.beside:
            off = self._share_room(room, rows.width)
        else:
            below = room.bottom + tank.height + spare.height / 3
            left = room.centre[0] - (rows.width + longer + faced) / 2
            self._beside = self._places.rows_from(
                Box(left, below + APART, left + rows.width + longer, room.top), longer
            )
            self._places.place_tank(Box(room.left, room.bottom, room.right, below), tank)
        self._stand_alone(way, unit, box)
        return off

    def _share_room(self, room: Box, width: float) -> float:
        """Stand the rows beside the squares, with what is heavy near the middle of the stage; return how far off."""
        self._places.is_settled, best = True, None
        for off, standing in self._standings(room, width):
            if best is None or off < best[0]:
                best = off, standing
            if off <= _ASKEW * room.width:
                break
        assert best is not None
        self._beside = self._places.rows_from(best[1].own, best[1].longer)
        self._place_tank(best[1].cell, best[1].broad, best[1].side)
        self._places.is_settled = False
        return best[0]

    def _place_tank(self, cell: Box, broad: float, side: int) -> None:
        self._parts.tank.broad = broad
        self._places.place_tank(cell, self._ways.tank_size(self._way, self._places.unit), side)

    def _standings(self, room: Box, width: float) -> Iterator[tuple[float, _Standing]]:
        """Yield how far the middle of what is drawn is off, with or without the formula, and where all stands.

        A box that is too small counts as off, too.
        """
        rows = self._rows_alike(room, width)
        for side, (broad, size) in product((0, 1, -1), self._broad()):
            cell = Box(room.right - size.width, room.bottom, room.right, room.top)
            self._place_tank(cell, broad, side)
            squares, formula, home = self._places.squares(), Ink.of(self.formula), self._places.home_above(room)
            filled = Box.around(self._parts.tank, self._parts.symbol, self._parts.number)
            for (longer, (own, heads, around)), (left, right) in product(rows.items(), _MARGINS):
                spare = max(0.0, self._spare(room, width, size) - longer)
                there, back = left * spare, -right * spare
                above = home(there, back)
                drawn = heads.moved(there).beside(squares.moved(back), *above)
                middles = drawn.middle, drawn.beside(formula.moved(0.0 if self._way.headed else back)).middle
                taken = union([around.moved(there), filled.moved(back)])
                if above:
                    taken = Box(taken.left, taken.bottom, taken.right, room.top)
                off = max(self._narrow(taken), *(abs(middle - room.centre[0]) for middle in middles))
                yield off, _Standing(own.moved(there), longer, cell.moved(back), broad, side)

    def _narrow(self, taken: Box) -> float:
        """Return as how far off it counts that a box around all that is drawn is too narrow."""
        return float(_NARROW * (_FILLED * self._whole.area / taken.height - taken.width))

    def _rows_alike(self, room: Box, width: float) -> dict[float, tuple[Box, Ink, Box]]:
        """Return the room of all rows at the left end, how heavy they are and what they take, by the lines' length."""
        found = {}
        spare = self._spare(room, width, self._ways.tank_size(self._way, self._places.unit))
        most = 0.0 if self._scores.is_square else min(_LONGER, 0.8 * spare)
        for longer in sorted({most, most / 2, 0.0}, reverse=True):
            own = Box(room.left, room.bottom, room.left + width + longer, room.top)
            self._places.place_rows(*self._places.rows_from(own, longer))
            kept = [part for shape in self._parts.shapes for part in shape if part is not shape.body]
            drawn = VGroup(*self._places.drawn(goals=self.keeps_goals), *kept)
            found[longer] = own, Ink.of(drawn), Box.around(drawn)
        return found

    def _spare(self, room: Box, width: float, tank: Size) -> float:
        return max(0.0, room.width - width - tank.width - APART - self._ways.goal_width(self._way))

    def _broad(self) -> list[tuple[float, Size]]:
        """Return how broad the squares may be, 0 as broad as high, with the room that all needs then."""
        own, found = self._parts.tank, []
        for broad in (0.0,) if self._scores.is_square else (0.0, *_BROAD):
            own.broad = broad
            found.append((broad, self._ways.tank_size(self._way, self._places.unit)))
        own.broad = 0.0
        room = max(found[0][1].width, float(self.formula.width))
        return [(broad, size) for broad, size in found if size.width <= room + 1e-6]

    def go_aside(self) -> None:
        """Let the rows go to the side of the squares."""
        self._places.is_settled = True
        self._places.place_rows(*self._beside)

    def room_above(self, box: Box) -> Box:
        """Return what the one row leaves free over it, beside the squares if it is there; of several rows, all."""
        return self._places.room_above(box)

    @property
    def is_settled(self) -> bool:
        """Whether the rows are at the side of the squares; before that they have the stage for themselves."""
        return self._places.is_settled

    @property
    def is_homed(self) -> bool:
        """Whether the network has room over its one row, whatever else there is."""
        return self._way.homed

    def come_together(self) -> None:
        """Let the lines be as long as the ruler has them, between the two ends of their rows."""
        self._places.place_rows(*self._together)

    def _stand_alone(self, way: Way, unit: float, box: Box) -> None:
        """Let the rows have the stage for themselves, what is heavy not too far from its middle."""
        reach, length = self._ways.goal_reach(way), self._ways.line_length(unit)
        goal = box.right - reach
        behind = goal - reach - NEAR - self._ways.at_end(way)
        most = max(0.0, min(box.width * _MOST_INDENTED, behind - length - box.left - self._places.to_line))

        def indented(by: float) -> RowPlaces:
            start = box.left + by + self._places.to_line
            return Box(box.left + by, box.bottom, box.right, box.top), start, max(behind - start, length), goal

        self._places.place_rows(*indented(0.0))
        home = self._places.home_above(box)
        found: list[tuple[float, RowPlaces]] = []
        for step in range(_STEPS):
            indent = most * step / (_STEPS - 1)
            alone, above = indented(indent), home(indent, 0.0)
            self._places.place_rows(*alone)
            taken = self._places.around_rows()
            narrow = self._narrow(Box(taken.left, taken.bottom, taken.right, box.top) if above else taken)
            found.append((max(narrow, box.centre[0] - self._heaviest(above, parts_drawn=False)), alone))
            if found[-1][0] <= _ASKEW * box.width:
                break
        self._together = alone = min(found, key=lambda one: one[0])[1]
        if self._scores.is_square:
            room, start, *_ = alone
            above, free = home(room.left - box.left, 0.0), max(0.0, behind - start - length)
            ways = [(room, start + free * step / _STEPS, length, goal) for step in range(_STEPS + 1)]
            self._together = min(ways, key=lambda one: abs(self._heaviest_of(one, above) - box.centre[0]))
        self._places.place_rows(*alone)
        self._parts.home.fill(self._places.room_above(box))

    def _heaviest_of(self, places: RowPlaces, above: list[Ink]) -> float:
        self._places.place_rows(*places)
        return self._heaviest(above, parts_drawn=True)

    def _heaviest(self, above: list[Ink], *, parts_drawn: bool) -> float:
        """Return where the middle of what is drawn is, across the stage, with or without the scores."""
        bodies = [shape.body for shape in self._parts.shapes] if parts_drawn else []
        return Ink.of(VGroup(*self._places.drawn(goals=True), *bodies)).beside(*above).middle
