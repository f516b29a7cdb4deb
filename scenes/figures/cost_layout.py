"""How a picture of all scores shares its room: rows and squares on one ruler, as large as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

_MOST_INDENTED = 0.34
"""Of the width: how far the heads of rows may go to the middle."""
_FILLED = 0.61
"""Of the stage: what the box around all that is drawn takes."""
_MARGINS = (
    *((0.25, 0.25), (0.1, 0.1), (0.3, 0.0), (0.0, 0.3), (0.5, 0.0)),
    *((0.75, 0.0), (1.0, 0.0), (0.0, 0.5), (0.0, 0.75), (0.0, 1.0)),
    *((0.0, 0.0), (0.0, 0.4), (0.0, 0.6), (0.0, 0.85), (0.4, 0.0), (0.6, 0.0)),
)
"""Of what is free: at the left of the rows, and at the right of the squares; the best first."""
_ASKEW = 0.065
"""Of the width: how far the middle of what is drawn may be from that of the stage."""
_STEPS = 16
_BROAD = (0.7, 1.0, 1.4, 2.1)
"""How broad a column of scores may be, where it has room."""
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
    aside : bool
        Whether the squares stand at the right end of their cell; else in its middle.
    """

    own: Box
    longer: float
    cell: Box
    broad: float
    aside: bool


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
        self._parts, self._scores, self.formula = parts, parts.scores, parts.formulas[0]
        self._ways = CostWays(parts)
        self.keeps_goals = False

    def fill(self, box: Box) -> None:
        """Share a box."""
        self._whole, self._parts.tank.broad = box, 0.0
        way, unit = self._ways.choose(box)
        self.formula = way.formula
        self._places = CostPlaces(self._parts, self._ways, way, unit)
        self._lay_out(way, unit, box)

    def _lay_out(self, way: Way, unit: float, box: Box) -> None:
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
        self._way, self.keeps_goals = way, way.goals
        if way.beside:
            self._share_room(room, rows.width)
        else:
            below = room.bottom + tank.height + spare.height / 3
            left = room.centre[0] - (rows.width + longer + faced) / 2
            self._beside = self._places.rows_from(
                Box(left, below + APART, left + rows.width + longer, room.top), longer
            )
            self._places.place_tank(Box(room.left, room.bottom, room.right, below), tank)
        self._stand_alone(way, unit, box)

    def _share_room(self, room: Box, width: float) -> None:
        """Stand the rows beside the squares, with what is heavy near the middle of the stage."""
        self._places.is_settled, best = True, None
        for off, standing in self._standings(room, width):
            if best is None or off < best[0]:
                best = off, standing
            if off <= _ASKEW * room.width:
                break
        assert best is not None
        self._beside = self._places.rows_from(best[1].own, best[1].longer)
        self._place_tank(best[1].cell, best[1].broad, aside=best[1].aside)
        self._places.is_settled = False

    def _place_tank(self, cell: Box, broad: float, *, aside: bool) -> None:
        self._parts.tank.broad = broad
        self._places.place_tank(cell, self._ways.tank_size(self._way, self._places.unit), aside=aside)

    def _standings(self, room: Box, width: float) -> Iterator[tuple[float, _Standing]]:
        """Yield how far the middle of what is drawn is off, with or without the formula, and where all stands.

        A box that is too small counts as so far off as it is too narrow.
        """
        rows = self._rows_alike(room, width)
        for aside, (broad, size) in product((False, True), self._broad()):
            cell = Box(room.right - size.width, room.bottom, room.right, room.top)
            self._place_tank(cell, broad, aside=aside)
            squares, formula, home = self._places.squares(), Ink.of(self.formula), self._places.home_above(room)
            filled = Box.around(self._parts.tank, self._parts.symbol, self._parts.number)
            for (longer, (own, heads, around)), (left, right) in product(rows.items(), _MARGINS):
                spare = max(0.0, self._spare(room, width, size) - longer)
                there, back = left * spare, -right * spare
                above = home(there, back)
                drawn = heads.moved(there).beside(squares.moved(back), *above)
                middles = drawn.middle, drawn.beside(formula.moved(0.0 if self._way.headed else back)).middle
                taken = union([around.moved(there), filled.moved(back)])
                height = room.top - taken.bottom if above else taken.height
                narrow = _FILLED * self._whole.area / height - taken.width
                off = max(narrow, *(abs(middle - room.centre[0]) for middle in middles))
                yield off, _Standing(own.moved(there), longer, cell.moved(back), broad, aside)

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
        home: Callable[[float, float], list[Ink]] | None = None
        for step in range(_STEPS):
            indent = most * step / (_STEPS - 1)
            start = box.left + indent + self._places.to_line
            room = Box(box.left + indent, box.bottom, box.right, box.top)
            alone = room, start, max(behind - start, length), goal
            self._places.place_rows(*alone)
            home = home or self._places.home_above(box)
            above = home(indent, 0.0)
            if self._heaviest(above, parts_drawn=False) >= box.centre[0] - _ASKEW * box.width:
                break
        self._together = alone
        if self._scores.is_square:
            free = max(0.0, behind - start - length)
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
