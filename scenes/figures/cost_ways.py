"""How the picture of all scores may share its room, and how large it can be in each way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import final

from scipy.optimize import brentq

from scenes import theme
from scenes.figures.cost_parts import CostParts
from scenes.figures.disc import GLOW
from scenes.figures.miss_square import MissSquare
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.type.formula import Formula

_LARGE, _SMALL = 0.56, 0.25
"""Radius of a disc that holds its value, and of one that has it below."""
_NUMBER = 0.62
"""From a line up to the top of a number that stands over it."""
_BELOW, _TICKED = 0.24, 0.6
"""Under a line, without and with names of ticks."""
_SHORTEST = 1.8
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
OVER_ONE = 0.25
"""Of what one row leaves free over it: as much stays under its network."""
_HOMED = 0.5
"""The network has room over its one row where the squares are as large as that share of what they are without it."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
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
    goals : bool
        Whether what should be keeps its place at the ends of the rows.
    homed : bool
        Whether the network has room over the one row.
    """

    beside: bool
    headed: bool
    radius: float
    name_above: bool
    aside: bool
    valued: bool
    formula: Formula
    goals: bool = False
    homed: bool = False


@final
class CostWays:
    """The ways to share the room of a picture.

    Parameters
    ----------
    parts : CostParts
    """

    def __init__(self, parts: CostParts) -> None:
        self._parts, self._scores = parts, parts.scores

    def choose(self, box: Box) -> tuple[Way, float]:
        """Return the first way in which the squares are large, or nearly as large as in any."""
        way, unit = self._chosen(box, homed=False)
        if len(self._parts.shapes) == 1 and (found := self._chosen(box, homed=True))[1] > _HOMED * unit:
            return found
        return way, unit

    def _chosen(self, box: Box, *, homed: bool) -> tuple[Way, float]:
        ways = [
            Way(beside, headed, *style, formula, homed=homed)
            for style in _STYLES
            for formula in self._parts.formulas
            for beside, headed in ((True, False), (True, True), (False, False))
        ]
        units = [self._largest(way, box) for way in ways]
        best = max(units)
        enough = min(_NEARLY * best if best > 0 else best, _ENOUGH / self._tallest())
        first = next(at for at, unit in enumerate(units) if unit >= enough)
        style = first - first % 3
        enough = _NEARLY * max(units[style : style + 3])
        large = [at for at in range(style, style + 3) if units[at] >= min(enough, max(units[style : style + 3]))]
        way, unit = ways[large[0]], units[large[0]]
        for at in large:
            kept = replace(ways[at], goals=True)
            if (smaller := self._largest(kept, box)) >= _NEARLY * units[large[0]]:
                way, unit = kept, smaller
                break
        return way, unit if homed else max(unit, _TINY / self._tallest())

    def _tallest(self) -> float:
        """How high the squares are, in units of the ruler."""
        return self._parts.tank.size(1.0).height

    def _largest(self, way: Way, box: Box) -> float:
        """Return the largest unit with which all has room in a box; below 0 by how much even the least is too large."""

        def over(unit: float) -> float:
            needed = self.needs(way, unit)
            return max(needed.width - box.width, needed.height - box.height)

        if (least := over(0.0)) > 0:
            return -float(least)
        most = max(box.width, box.height) / self._tallest()  # which fills the box with squares alone
        return float(brentq(over, 0.0, most)) if over(most) > 0 else most

    def needs(self, way: Way, unit: float) -> Size:
        """Return how much room a way needs with a unit of the ruler."""
        rows, tank = self.rows_size(way, unit), self.tank_size(way, unit)
        rows = Size(rows.width + self.goal_width(way), rows.height)
        counted = float(way.formula.width) + 2 * (NEAR + self._count_width())
        formula = Size(counted, self.formula_height(way)) if way.headed else Size(0.0, 0.0)
        if way.beside:
            width, height = rows.width + APART + tank.width, max(rows.height, tank.height)
        else:
            width, height = max(rows.width, tank.width), rows.height + APART + tank.height
        return Size(max(width, formula.width), height + formula.height)

    def goal_width(self, way: Way) -> float:
        """Return how wide what should be is, with the gap before it; over the squares, rows alone are no longer."""
        return 2 * self.goal_reach(way) + NEAR if way.goals or not way.beside else 0.0

    def goal_reach(self, way: Way) -> float:
        """Return how far what should be reaches to both sides of its middle: a number may be wider than its ring."""
        return max(way.radius, *(float(row.goal[1].width) / 2 for row in self._parts.rows.values()))

    def formula_height(self, way: Way) -> float:
        """Return how high the formula is, with what stands at it."""
        return float(way.formula.height) + NEAR + (0.0 if way.headed else TIGHT + self.count_height())

    def count_height(self) -> float:
        """Return how high a number that is counted is."""
        return float(max(count.height for count in self._parts.counts))

    def _count_width(self) -> float:
        return float(max(count.width for count in self._parts.counts))

    def _foot_height(self) -> float:
        return NEAR + float(max(self._parts.symbol.height, self._parts.number.height))

    def tank_size(self, way: Way, unit: float) -> Size:
        """Return how large the squares are, with all over and under them."""
        tank = self._parts.tank.size(unit)
        above = 0.0 if way.headed else self.formula_height(way)
        width = max(tank.width, self._width_of_number(), 0.0 if way.headed else way.formula.width)
        return Size(width, above + tank.height + self._foot_height())

    def _width_of_number(self) -> float:
        return float(self._parts.number.get_right()[0] - self._parts.symbol.get_left()[0])

    def line_length(self, unit: float) -> float:
        """Return how long a line is at least."""
        low, high = self._scores.ends
        return (high - low) * unit if self._scores.is_square else _SHORTEST

    def head_width(self, way: Way) -> float:
        """Return how wide the head of a row is, with its name."""
        names = max((row.title.width for row in self._parts.rows.values()), default=0.0)
        disc = 2 * self.half_head(way)
        return max(disc, float(names)) if way.name_above else disc + float(names) + 2 * TIGHT

    def half_head(self, way: Way) -> float:
        """Return how far a disc reaches to its side, with its glow and with its value under it."""
        numbers = [row.disc.number for row in self._parts.rows.values() if row.disc.number is not None]
        under = [float(number.width) / 2 for number in numbers] if way.valued else []
        return max(GLOW * way.radius if way.name_above else way.radius, *under, 0.0)

    def rows_size(self, way: Way, unit: float) -> Size:
        """Return how large all rows are, without what should be."""
        parts = [self.part(way, unit, place) for place in range(len(self._parts.shapes))]
        width = self.head_width(way) + NEAR + theme.DOT_RADIUS + self.line_length(unit) + self.at_end(way)
        between = _BETWEEN if way.radius == _LARGE else TIGHT
        height = sum(up + down for up, down in parts) + between * (len(parts) - 1)
        if not way.homed:
            return Size(width, height)
        home = self._parts.home.least_size()
        return Size(max(width, self.head_width(way) + home.width), height + home.height / (1 - OVER_ONE))

    def at_end(self, way: Way) -> float:
        """Return how much room a row needs behind its line."""
        if not (way.aside or not self._scores.is_square):
            return 2 * theme.DOT_RADIUS
        numbers = [shape.number.width for shape in self._parts.shapes]
        if self._scores.is_square:
            numbers += [row.number.width for row in self._parts.rows.values()]
        return float(max(numbers)) + NEAR + TIGHT

    def part(self, way: Way, unit: float, place: int) -> tuple[float, float]:
        """Return how far a row reaches above its line and below it."""
        j, shape = self._scores.rows[place], self._parts.shapes[place]
        reach = shape.reach(unit, aside=way.aside) if isinstance(shape, MissSquare) else shape.reach(unit)
        if j is None:
            return max(
                reach if self._scores.is_square else abs(self._scores.values[place]) * unit, _HIDDEN / 2
            ), _HIDDEN
        row, ticked = self._parts.rows[j], self._scores.rows[place] == max(self._parts.rows)
        name = row.title.height + 0.2 if way.name_above else 0.0
        beside = 0.0 if way.name_above else row.title.height / 2
        over = 0.0 if way.aside or not self._scores.is_square else _NUMBER
        disc = row.disc.reach_below(way.radius) if way.valued else way.radius
        below = max(disc, beside, _TICKED if ticked else _BELOW)
        return max(way.radius + name, beside, reach, over), below
