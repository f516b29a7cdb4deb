"""Outputs on their lines, step after step: a dot that runs to what it should be, and where it has been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Annulus, Circle, Dot, Line, VGroup, VMobject

from core.model.quantity import a, y
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.level_line import LevelLine
from scenes.figures.network import Network
from scenes.figures.scale import Scale
from scenes.figures.scales import round_ends
from scenes.figures.turning_number import TurningNumber
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_RADIUS, _RING, _SMALL, _TICK = 0.36, 0.19, 0.07, 0.09
_SHORTEST, _CLOSEST, _TITLED_CLOSEST = 1.0, 0.62, 1.2
_TITLED, _ABOVE = 0.5, 0.09
"""From a line up to its name; from what lies on it, at least."""
_LONGEST = 14
"""Letters of a name."""


@final
class _Trail(VGroup):
    """One output on its line."""

    def __init__(self, moments: Sequence[Moment], j: int, greys: Greys, scale: Scale) -> None:
        look, first = greys.look, moments[0]
        one, grey = a(first.network.depth, j), look.colour("quiet")
        self.values = [moment.value(one) for moment in moments]
        self.wanted, self._moments, self._scale = first.value(y(j)), moments, scale
        self.disc = Disc(first, one, greys, _RADIUS)
        names = first.network.outputs
        self.title = Label(_cut(names[j])) if names else Formula("{q}", q=one, em=theme.LABEL)
        self.rule = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.ticks = VGroup(*(Line(UP, DOWN, color=grey, stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        self.ring = Annulus(_RING - 0.06, _RING, color=look.colour("y"), fill_opacity=1, stroke_width=0)
        self.behind = VMobject(stroke_width=0).set_fill(grey, opacity=1)
        self.dot = Dot(radius=theme.DOT_RADIUS, color=look.colour("a"))
        self.number = TurningNumber([moment.read(one, 3) for moment in moments])
        super().__init__(self.rule, self.ticks, self.behind, self.ring, self.dot, self.number, self.title, self.disc)

    def stand(self, level: float, left: float, right: float) -> None:
        """Run from one end to the other at a height, the number beyond."""
        low, high = self._scale.low, self._scale.high
        unit = (right - left) / (high - low)
        self.ruler = LevelLine(left - unit * low, unit, level)
        ends = [self.ruler.point(end) for end in (low, high)]
        self.rule.put_start_and_end_on(*ends)
        for tick, end in zip(self.ticks, ends, strict=True):
            tick.put_start_and_end_on(end + _TICK * UP, end + _TICK * DOWN)
        self.ring.move_to(self.ruler.point(self.wanted))
        self.number.stand(right + _RING + TIGHT, level)
        self.title.next_to(np.array([left, level + _TITLED, 0.0]), RIGHT, buff=0.0)
        self.title.shift(max(0.0, level + _RING + _ABOVE - float(self.title.get_bottom()[1])) * UP)
        self.disc.stand(np.array([left - _RING - NEAR - _RADIUS, level, 0.0]), _RADIUS)

    def at(self, progress: float) -> None:
        """Show how many steps have been taken, and how much of the next one."""
        taken = min(int(progress + 1e-9), len(self.values) - 1)
        share, after = progress - taken, self.values[min(taken + 1, len(self.values) - 1)]
        self.dot.move_to(self.ruler.point(self.values[taken] + share * (after - self.values[taken])))
        left = self.values[: taken + (share > 1e-9)]
        self.behind.points = np.concatenate([_ROUND + self.ruler.point(value) for value in left] or [np.zeros((0, 3))])
        self.number.turn(taken)
        self.disc.at(self._moments[taken])


_ROUND = Circle(radius=_SMALL).points


@final
class OutputTrails(VGroup):
    """The outputs that are drawn, each on its line.

    Parameters
    ----------
    moments : sequence of Moment
        Before any step, and after each.
    drawn : tuple of int
        Which outputs.
    greys : Greys

    Attributes
    ----------
    rows : list of VGroup
    discs, titles, ends : VGroup
        At the heads of the rows, over their lines, and under the last one.
    beside : Network or None
        At whose outputs the lines begin; then these are the heads.
    abreast : int
        How many lines stand side by side.
    """

    def __init__(self, moments: Sequence[Moment], drawn: tuple[int, ...], greys: Greys) -> None:
        look, depth = greys.look, moments[0].network.depth
        values = [moment.value(q) for moment in moments for j in drawn for q in (a(depth, j), y(j))]
        scale = Scale(0.0, 1.0, 1.0) if min(values) >= 0 and max(values) <= 1 else round_ends(values)
        self.rows = [_Trail(moments, j, greys, scale) for j in drawn]
        self.progress = 0.0
        self.beside: Network | None = None
        self.abreast = 1
        self.discs = VGroup(*(row.disc for row in self.rows))
        self.titles = VGroup(*(row.title for row in self.rows))
        grey = look.colour("quiet")
        self.ends = VGroup(
            *(Formula(short(end).typst(), em=theme.LABEL, colour=grey) for end in (scale.low, scale.high))
        )
        super().__init__(*self.rows, self.ends)

    def lines(self) -> VGroup:
        """Return what is on the stage beside the network, whose discs are the heads."""
        alone = [part for row in self.rows for part in row if part not in {row.disc, row.title}]
        return VGroup(*alone, self.ends)

    def least_size(self) -> Size:
        """Return the room in which places can be told apart."""
        tallest = max(float(title.height) for title in self.titles)
        titled = max(_TITLED_CLOSEST, 2 * (_RING + _ABOVE + tallest) - _TITLED)
        pitch = _CLOSEST if self.beside else titled
        width = self.abreast * (self._head + _SHORTEST + self._tail + NEAR) - NEAR
        return Size(width, self._count * pitch + theme.LABEL + TIGHT)

    def fill(self, box: Box) -> None:
        """Stand in a box, row under row."""
        foot = box.bottom + theme.LABEL + TIGHT
        pitch, apart = (box.top - foot) / self._count, (box.width + NEAR) / self.abreast
        for place, row in enumerate(self.rows):
            down, across = divmod(place, self.abreast)
            start = box.left + across * apart
            left, right = start + (_RING if self.beside else self._head), start + apart - NEAR - self._tail
            level = box.top - (down + 0.5) * pitch - _TITLED / 2
            if self.beside is not None:
                level = float(self.beside.column(self.beside.layers[-1])[place].face.get_y())
            row.stand(level, left, right)
        lowest = self.rows[(self._count - 1) * self.abreast]
        for name, end in zip(self.ends, lowest.rule.get_start_and_end(), strict=True):
            name.next_to(end, DOWN, buff=_RING + TIGHT)
        for name, side, end in zip(self.ends, (RIGHT, LEFT), (box.left, box.right), strict=True):
            over = (end - float(name.get_edge_center(-side)[0])) * side[0]
            name.shift(max(0.0, over) * side)
        self.at(self.progress)

    def at(self, progress: float) -> None:
        """Show how many steps have been taken, and how much of the next one."""
        self.progress = progress
        for row in self.rows:
            row.at(progress)

    def ways_abreast(self) -> Iterator[int]:
        """Yield how many lines may stand side by side in full rows: all of them first, then fewer."""
        yield from dict.fromkeys(-(-len(self.rows) // count) for count in range(1, len(self.rows) + 1))

    @property
    def _count(self) -> int:
        """How many rows there are."""
        return -(-len(self.rows) // self.abreast)

    @property
    def _head(self) -> float:
        return 2 * _RADIUS + NEAR + _RING

    @property
    def _tail(self) -> float:
        return _RING + TIGHT + max(row.number.widest for row in self.rows)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
