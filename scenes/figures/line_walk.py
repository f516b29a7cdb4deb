"""The straight way between two networks through the space of all weights and biases, and the cost along it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import C
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_plane import CostPlane
from scenes.figures.measures import Measure
from scenes.figures.valley_curve import AREA
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_LEAST = Size(5.0, 2.4)
_DIGITS = 3


@final
class LineWalk(VGroup):
    """The cost on a straight line, as far as it has been walked.

    Parameters
    ----------
    line : ndarray, shape (n, 2)
        Shares of the way, and costs.
    ends : (Moment, Moment)
    top : Moment or None
        Where it is highest, if that is a hill.
    words : sequence of str
        What both ends are called, and the way between them.
    look : Theme

    Attributes
    ----------
    still : list
        Floor, names, the first end and its cost.
    curve, area : VMobject
    walker : Dot
    arrived : VGroup
        The other end's cost, and that of the hill.
    """

    def __init__(
        self,
        line: Array,
        ends: tuple[Moment, Moment],
        top: Moment | None,
        words: Sequence[str],
        look: theme.Theme,
    ) -> None:
        self._line, self._ends, self._reached = line, ends, 0.0
        colour, quiet, text = look.colour("C"), look.colour("quiet"), look.colour("text")
        self.floor = Line(color=quiet, stroke_width=theme.LINE_WIDTH)
        self.zero = Formula("{C} = 0", em=theme.LABEL, colour=quiet, C=C)
        self.names = [Label(word, colour=text) for word in words[:2]]
        self.way = Label(words[2], colour=quiet)
        self.curve = VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE)
        self.area = VMobject(stroke_width=0).set_fill(colour, opacity=AREA)
        self.beads = [Dot(radius=theme.DOT_RADIUS, color=colour) for _ in range(2)]
        self.walker = Dot(radius=theme.DOT_RADIUS, color=text)
        self.costs = [Formula("{C}", C=end.read(C, _DIGITS)).set_fill(colour) for end in ends]
        self.hill = VGroup() if top is None else VGroup(Formula("{C}", C=top.read(C, _DIGITS)).set_fill(colour))
        self.still = [self.floor, self.zero, *self.names, self.way, self.beads[0], self.costs[0]]
        self.arrived = VGroup(self.beads[1], self.costs[1], self.hill)
        super().__init__(self.area, self.curve, *self.still, self.arrived, self.walker)
        self.fill(Box(0.0, 0.0, _LEAST.width, _LEAST.height))

    def least_size(self) -> Size:
        """Return the room in which a hill is seen."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Stand in a box: costs of the ends at both sides, that of the hill above it, names below the floor."""
        side = max(float(one.width) for one in (*self.costs, self.zero)) + NEAR
        inner = Box(
            box.left + side, box.bottom + theme.LABEL + NEAR, box.right - side, box.top - theme.FORMULA - 2 * TIGHT
        )
        self._plane = plane = CostPlane.of(inner, 0.0, 1.0, self._line[:, 1])
        self.floor.put_start_and_end_on(plane.point(0.0, 0.0), plane.point(1.0, 0.0))
        self.zero.next_to(plane.point(0.0, 0.0), LEFT, buff=NEAR)
        ends = plane.points(self._line)[[0, -1]]
        for place, (bead, cost, name, towards) in enumerate(
            zip(self.beads, self.costs, self.names, (LEFT, RIGHT), strict=True)
        ):
            bead.move_to(ends[place])
            cost.next_to(ends[place], towards, buff=NEAR)
            if place == 0 and float(cost.get_bottom()[1]) < float(self.zero.get_top()[1]) + TIGHT:
                cost.shift((float(self.zero.get_top()[1]) + TIGHT - float(cost.get_bottom()[1])) * UP)
            name.next_to(np.array([ends[place][0], inner.bottom, 0.0]), DOWN, buff=NEAR)
        self.way.move_to(np.array([inner.centre[0], self.names[0].get_y(), 0.0]))
        self._keep_clear(box)
        if len(self.hill):
            at = int(np.argmax(self._line[:, 1]))
            self.hill.next_to(plane.points(self._line)[at], UP, buff=NEAR)
            low, high = inner.left, inner.right
            self.hill.shift(max(0.0, low - float(self.hill.get_left()[0])) * RIGHT)
            self.hill.shift(min(0.0, high - float(self.hill.get_right()[0])) * RIGHT)
        self.at(self._reached)

    def at(self, share: float) -> None:
        """Show the cost up to a share of the way."""
        self._reached = share
        here = np.array([share, np.interp(share, self._line[:, 0], self._line[:, 1])])
        seen = np.vstack([self._line[self._line[:, 0] < share], here])
        self.curve.points = self._plane.line(seen)
        self.area.points = self._plane.area(seen)
        self.walker.move_to(self._plane.point(*here))

    @property
    def moving(self) -> list[Any]:
        """What is walked, and who walks."""
        return [self.area, self.curve, self.walker]

    def measures(self) -> Iterator[Measure]:
        """Yield how high both ends stand."""
        for bead, end in zip(self.beads, self._ends, strict=True):
            meant = self._plane.unit * end.value(C)
            yield Measure("ruler", str(C), float(bead.get_y()) - self._plane.floor, meant)

    def _keep_clear(self, box: Box) -> None:
        """Keep names within the box, and leave out what the way is called where it would touch them."""
        one, other = self.names
        one.shift(max(0.0, box.left - float(one.get_left()[0])) * RIGHT)
        other.shift(min(0.0, box.right - float(other.get_right()[0])) * RIGHT)
        room = float(other.get_left()[0]) - float(one.get_right()[0]) - 2 * NEAR
        if self.way.width > room:
            self.way.set_fill(opacity=0.0)
        else:
            middle = (float(other.get_left()[0]) + float(one.get_right()[0])) / 2
            self.way.set_fill(opacity=1.0).set_x(middle)
