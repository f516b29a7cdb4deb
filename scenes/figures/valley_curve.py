"""The whole landscape of one weight: the cost over it, and two beads that roll down from either side of a hill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Dot, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import C, w
from core.passes.choices.two_starts import Valleys
from scenes import theme
from scenes.figures.clipping import dashes
from scenes.figures.cost_plane import CostPlane
from scenes.figures.measures import Measure
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_LEAST = Size(5.0, 3.5)
_BROAD = 1.2
"""A plot is no higher than so many times its breadth."""
_APART, _MARK, _DOT = 0.29, 0.05, 0.03
"""From mark to mark along a way; the radius of a mark; a dash of what leads down to the floor."""
AREA = 0.14
"""How much of the area under a curve is filled."""
_DIGITS = 3


@final
class ValleyCurve(VGroup):
    """C over one weight, with two descents on it.

    Parameters
    ----------
    valleys : Valleys
    words : (str, str)
        What the two starts are called.
    look : Theme

    Attributes
    ----------
    title : Formula
    floor : Line
    curve, area : VMobject
    starts : VGroup of Circle
    names : VGroup of Label
    marks : list of VMobject
        On the way of each.
    beads : VGroup of Dot
    ends : VGroup
        Where both have come: a line down to the floor, the weight there, and the cost.
    """

    def __init__(self, valleys: Valleys, words: tuple[str, str], look: theme.Theme) -> None:
        self._valleys, self._reached = valleys, 0.0
        text, quiet, colour = look.colour("text"), look.colour("quiet"), look.colour("C")
        self.title = Formula("{C} ({w})", C=C, w=w(1), indexed=False)
        self.floor = Line(color=quiet, stroke_width=theme.LINE_WIDTH)
        self.curve = VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE)
        self.area = VMobject(stroke_width=0).set_fill(colour, opacity=AREA)
        radius = theme.DOT_RADIUS
        ground = look.colour("ground")
        self.starts = VGroup(*(Circle(radius=radius, color=text, stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        self.starts.set_fill(ground, opacity=1)
        self.names = VGroup(*(Label(one, colour=text) for one in words))
        self.marks = [VMobject(stroke_width=0).set_fill(text, opacity=1) for _ in range(2)]
        self.beads = VGroup(*(Dot(radius=radius, color=text) for _ in range(2)))
        self.beads.set_stroke(ground, width=theme.LINE_WIDTH)
        self.drops = [VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2)]
        self.costs = [Formula("{C}", C=end.read(C, _DIGITS)).set_fill(colour) for end in valleys.ends]
        self.weights = [
            Formula("{w} = {n}", em=theme.LABEL, w=w(1), n=end.read(w(1), _DIGITS), indexed=False)
            for end in valleys.ends
        ]
        for one in self.weights:
            one["n"].set_fill(look.colour("w"))
        self.ends = VGroup(*self.drops, *self.costs, *self.weights)
        self._round = Circle(radius=_MARK).points
        super().__init__(
            self.area, self.title, self.floor, self.curve, *self.marks, self.starts, self.names, self.ends, self.beads
        )
        self.fill(Box(0.0, 0.0, _LEAST.width, _LEAST.height))

    def least_size(self) -> Size:
        """Return the room in which both valleys are told apart."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Stand in a box: a row of names above, the weights below the floor."""
        height = min(box.height, _BROAD * box.width)
        top, bottom = box.centre[1] + height / 2, box.centre[1] - height / 2
        rows = self._valleys.landscape
        inner = Box(box.left, bottom + theme.LABEL + NEAR, box.right, top - theme.FORMULA - NEAR)
        self._plane = plane = CostPlane.of(inner, rows[0, 0], rows[-1, 0], rows[:, 1])
        self.title.move_to(np.array([box.left, top, 0.0]), aligned_edge=UP + LEFT)
        self.floor.put_start_and_end_on(plane.point(plane.first, 0.0), plane.point(plane.last, 0.0))
        self.curve.points = plane.line(rows)
        self.area.points = plane.area(rows)
        self._places = [plane.points(way) for way in self._valleys.ways]
        for place, (start, name) in enumerate(zip(self.starts, self.names, strict=True)):
            start.move_to(self._places[place][0])
            name.next_to(start, LEFT if place == 0 else UP + RIGHT, buff=TIGHT)
        for place, (drop, cost, weight) in enumerate(zip(self.drops, self.costs, self.weights, strict=True)):
            end = self._places[place][-1]
            foot = np.array([end[0], plane.floor, 0.0])
            drop.points = dashes(np.array([end, foot]), _DOT)
            if place:
                cost.next_to(end, UP, buff=NEAR)
            else:
                cost.next_to(end, DOWN, buff=NEAR).shift((end[0] + TIGHT - cost.get_left()[0]) * RIGHT)
            weight.next_to(foot, DOWN, buff=NEAR)
            weight.shift(max(0.0, box.left - float(weight.get_left()[0])) * RIGHT)
        self.at(self._reached)

    def at(self, share: float) -> None:
        """Show both after so many steps: equal times take more and more steps, as the ways get flat."""
        self._reached = share
        steps = len(self._places[0]) - 1
        step = round((steps + 1) ** share) - 1
        for places, bead, marks in zip(self._places, self.beads, self.marks, strict=True):
            bead.move_to(places[step])
            kept = _marked(places[: step + 1])
            marks.points = np.concatenate([np.zeros((0, 3)), *(self._round + places[at] for at in kept)])

    @property
    def still(self) -> list[Any]:
        """What stands there before anything moves, but for the curve."""
        return [self.title, self.floor, self.area]

    @property
    def moving(self) -> list[Any]:
        """What rolls, and its marks."""
        return [*self.marks, self.beads]

    def measures(self) -> Iterator[Measure]:
        """Yield how high both beads stand at last."""
        for bead, end in zip(self.beads, self._valleys.ends, strict=True):
            if self._reached == 1.0:
                meant = self._plane.unit * end.value(C)
                yield Measure("ruler", str(C), float(bead.get_y()) - self._plane.floor, meant)


def _marked(places: Array) -> list[int]:
    """Return which steps have a mark: the first one beyond each stretch of the way."""
    ways = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))])
    whole = np.floor(ways / _APART)
    return [int(at) for at in np.flatnonzero(np.diff(whole) > 0) + 1]
