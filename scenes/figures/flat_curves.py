"""A curve with a flat end, and below it on the same axis how strongly the cost answers there, under two costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Dot, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import C, a, slope, y, z
from core.notation.numeral import short
from core.passes.choices.flat_ends import BEND, MISS, SLOPE, FlatEnd
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import dashes, straight
from scenes.figures.measures import Measure
from scenes.figures.step_count import StepCount
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_LEAST = Size(5.0, 5.4)
_SAMPLE = 0.55
"""How long the line beside a cost's name is that tells its curve."""
_LINE = 0.62
"""From a line of type to the next."""
_TOP = 1.06
"""To which number an axis goes up."""
_MISS, _DIGITS, _FINE = 0.2, 3, 5
"""Across the strip of the miss; decimals of an activation, and of how strongly the cost answers."""


@final
class Walker(VGroup):
    """Two marks that go together: one along the curve, one along that of the cost's answer.

    Parameters
    ----------
    curves : FlatCurves
    rest : Moment
        Where they begin.
    upper, lower : VMobject

    Attributes
    ----------
    now : Moment
        Where they stand.
    """

    def __init__(self, curves: FlatCurves, rest: Moment, upper: VMobject, lower: VMobject) -> None:
        self._curves, self.now, self.upper, self.lower = curves, rest, upper, lower
        super().__init__(upper, lower)

    def at(self, moment: Moment) -> None:
        """Stand where a moment is."""
        self.now = moment
        across = moment.value(z(1))
        self.upper.move_to(self._curves.point(0, across, moment.value(a(1))))
        self.lower.move_to(self._curves.point(1, across, moment.value(SLOPE)))

    def stand(self) -> None:
        """Stand where it is, after the curves have gone elsewhere."""
        self.at(self.now)


@final
class Named(VGroup):
    """A cost's name with the line of its curve, how strongly it answers, and the steps that are taken under it."""

    def __init__(self, end: FlatEnd, words: tuple[str, str], look: theme.Theme, *, dashed: bool) -> None:
        colour = look.colour("slope")
        self._dashed = dashed
        self.key = VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE)
        self.title = Label(words[0], colour=look.colour("text"))
        self.number = ReadOut(end.rest, SLOPE, largest=1.0, digits=1 + _FINE, em=theme.FORMULA, colour=colour)
        if dashed:
            self.number = ReadOut(end.rest, SLOPE, digits=_DIGITS, em=theme.FORMULA, colour=colour)
        self.count = StepCount(end.after(end.steps), words[1])
        super().__init__(self.key, self.title, self.number, self.count)
        width = max(_SAMPLE + TIGHT + self.title.width, self.number.width + NEAR + self.count.width)
        self.room = Size(float(width), theme.LABEL + _LINE)

    def stand(self, left: float, top: float) -> None:
        """Stand below and to the right of a corner."""
        level = top - theme.LABEL / 2
        corners = np.array([[left, level, 0.0], [left + _SAMPLE, level, 0.0]])
        self.key.points = (dashes if self._dashed else straight)(corners)
        self.title.move_to(np.array([left + _SAMPLE + TIGHT, level, 0.0]), aligned_edge=LEFT)
        below = level - _LINE
        self.number.shift(np.array([left, below, 0.0]) - self.number[1:].get_edge_center(LEFT))
        self.count.shift(self.number[1:].get_edge_center(RIGHT) + NEAR * RIGHT - self.count[0].get_edge_center(LEFT))


@final
class FlatCurves(VGroup):
    """The curve of one sigmoid output with its miss and its slope, and the answers of two costs below.

    Parameters
    ----------
    ends : sequence of FlatEnd
        Under the squared miss, and under a cross-entropy.
    words : sequence of (str, str)
        For each its name, and how its steps are counted, with braces for the number.
    look : Theme
    tall : bool
        Whether words and numbers stand below the curves.

    Attributes
    ----------
    still : list
        Axes and their names.
    curve, solid, dashed : VMobject
        The activation, and the answers of both costs.
    miss, run, rise : Strip
    bead, mark : Walker, Circle
        Where the output is wrong; and the same place on the dashed curve.
    costs : tuple of Named
    walkers : tuple of Walker
        What takes steps, under either cost.
    """

    def __init__(
        self, ends: Sequence[FlatEnd], words: Sequence[tuple[str, str]], look: theme.Theme, *, tall: bool
    ) -> None:
        self.ends, self._tall = tuple(ends), tall
        self._now, self.traced = ends[0].rest, float(ends[0].curve[0, 0])
        colour, text, quiet = look.colour("slope"), look.colour("text"), look.colour("quiet")
        floors = [Line(LEFT, RIGHT, color=quiet, stroke_width=theme.LINE_WIDTH / 2) for _ in range(2)]
        self.floors = VGroup(*floors)
        self.wanted = Line(LEFT, RIGHT, color=look.colour("y"), stroke_width=theme.LINE_WIDTH)
        rest = ends[0].rest
        self.names = VGroup(Formula("{q}", q=a(1), indexed=False), Formula("abs({q})", q=slope(C, z(1)), indexed=False))
        should = rest.read(y(0), _DIGITS).in_fewest_digits()
        self.should = Formula("{y} = {n}", y=y(0), n=should, indexed=False, em=theme.FORMULA)
        self.should["n"].set_fill(look.colour("y"))
        self.still = [self.floors, self.wanted, self.names, self.should]
        self.curve = VMobject(stroke_color=look.colour("a"), stroke_width=theme.BOLD_LINE)
        self.solid, self.dashed = (VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE) for _ in range(2))
        self.drop = Line(UP, DOWN, color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        self.miss = Strip(colour, _MISS)
        self.run, self.rise = Strip(look.colour("z"), HEIGHT), Strip(look.colour("a"), HEIGHT)
        self.foot = Formula(short(1.0).typst(), em=theme.LABEL, colour=look.colour("z"))
        em = theme.LABEL if tall else theme.FORMULA
        self.says = VGroup(
            Formula("{a} - {y} =", a=a(1), y=y(0), indexed=False, em=em),
            Formula("{a} =", a=a(1), indexed=False, em=em),
        )
        self.numbers = VGroup(
            ReadOut(rest, MISS, largest=1.0, digits=1 + _DIGITS, em=em, colour=colour),
            ReadOut(rest, a(1), largest=1.0, digits=1 + _DIGITS, em=em, colour=text),
        )
        radius = 1.4 * theme.DOT_RADIUS
        self.bead = Walker(self, rest, Dot(radius=radius, color=look.colour("a")), Dot(radius=radius, color=colour))
        self.mark = Circle(radius=radius, color=colour, stroke_width=theme.BOLD_LINE)
        small = Dot(radius=theme.DOT_RADIUS, color=look.colour("a")), Dot(radius=theme.DOT_RADIUS, color=colour)
        rings = (
            Circle(radius=1.3 * radius, color=one, stroke_width=theme.LINE_WIDTH) for one in (look.colour("a"), colour)
        )
        self.walkers = Walker(self, rest, *small), Walker(self, ends[1].rest, *rings)
        kinds = zip(ends, words, (False, True), strict=True)
        self.costs = tuple(Named(end, said, look, dashed=dashed) for end, said, dashed in kinds)
        lower = (self.dashed, self.solid, *self.costs, self.mark)
        super().__init__(*self.still, self.curve, *lower, *self.moving, *self.walkers)

    @property
    def moving(self) -> list[Any]:
        """What goes with the bead."""
        return [self.drop, self.miss, self.run, self.rise, self.foot, self.says, self.numbers, self.bead]

    def least_size(self) -> Size:
        """Return the room in which both curves can be seen."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Stand in a box: both curves on one axis, words and numbers beside or below them."""
        left = box.left + max(float(one.width) for one in self.names) + NEAR
        beside = max(*(cost.room.width for cost in self.costs), float(self.says[0].width) + 2 * theme.HERO + APART)
        right = box.right - (0.0 if self._tall else beside + APART)
        below = 2 * _LINE + NEAR + 2 * (self.costs[0].room.height + NEAR) + APART if self._tall else 0.0
        top = box.top - (theme.FORMULA + NEAR if self._tall else theme.FORMULA / 2)
        self.unit = (top - box.bottom - below - APART) / (2 * _TOP)
        lower = box.bottom + below + TIGHT
        self._floors = (lower + self.unit * _TOP + APART, lower)
        first, last = float(self.ends[0].curve[0, 0]), float(self.ends[0].curve[-1, 0])
        self._left, self._first, self._unit = left, first, (right - left) / (last - first)
        for place, (line, name) in enumerate(zip(self.floors, self.names, strict=True)):
            line.put_start_and_end_on(self.point(place, first, 0.0), self.point(place, last, 0.0))
            name.move_to(self.point(place, first, 0.5) + NEAR * LEFT, aligned_edge=RIGHT)
        self.wanted.put_start_and_end_on(self.point(0, first, 1.0), self.point(0, last, 1.0))
        end = self.point(0, last, 1.0)
        if self._tall:
            self.should.move_to(end + (NEAR + theme.FORMULA / 2) * UP, aligned_edge=RIGHT)
        else:
            self.should.move_to(end + NEAR * RIGHT, aligned_edge=LEFT)
        self.curve.points = straight(np.array([self.point(0, *row[:2]) for row in self.ends[0].curve]))
        self.dashed.points = dashes(np.array([self.point(1, row[0], row[2]) for row in self.ends[1].curve]))
        self._write(left, right)
        start = self.ends[1].rest
        self.mark.move_to(self.point(1, start.value(z(1)), start.value(SLOPE)))
        for walker in self.walkers:
            walker.stand()
        self.bead.stand()
        self.follow(self._now)
        self.trace(self.traced)

    def point(self, place: int, across: float, up: float) -> Array:
        """Return where a sum and a number stand on the upper (0) or the lower (1) axis, shape (3,)."""
        x = self._left + (across - self._first) * self._unit
        return np.array([x, self._floors[place] + self.unit * up, 0.0])

    def at(self, moment: Moment) -> None:
        """Let the bead stand where a moment is, and trace how strongly the cost answers up to there."""
        self.bead.at(moment)
        self.follow(moment)
        self.trace(moment.value(z(1)))

    def follow(self, moment: Moment, place: int = 0) -> None:
        """Let miss, triangle and numbers be those of a moment, and how strongly one of the costs answers there."""
        self._now = moment
        across, up = moment.value(z(1)), moment.value(a(1))
        here, foot = self.point(0, across, up), self.point(0, across, moment.value(y(0)))
        self.miss.span(foot, self.unit * moment.value(MISS), UP)
        self.run.span(here, self._unit)
        self.rise.span(here + self._unit * RIGHT, self.unit * moment.value(BEND), UP)
        self.foot.move_to(here + self._unit / 2 * RIGHT + (HEIGHT / 2 + TIGHT + theme.LABEL / 2) * DOWN)
        self.drop.put_start_and_end_on(here, self.point(1, across, moment.value(SLOPE)))
        for number in (*self.numbers, self.costs[place].number):
            number.at(moment)

    def walk(self, place: int, **kwargs: Any) -> Animation:
        """Return the steps of what walks under a cost; miss, triangle and numbers are those of where it is."""
        walker, cost, end = self.walkers[place], self.costs[place], self.ends[place]

        def show(share: float) -> None:
            moment = end.walked(share)
            walker.at(moment)
            cost.count.at(moment)
            self.follow(moment, place)

        return Showing(VGroup(walker, cost.count, cost.number, *self._followers), show, **kwargs)

    def go_back(self, place: int, **kwargs: Any) -> Animation:
        """Return the way of miss, triangle and numbers back to where the walk under a cost began."""
        end, seen = self.ends[place], VGroup(self.costs[place].number, *self._followers)
        return Showing(seen, lambda share: self.follow(end.walked(1.0 - share), place), **kwargs)

    @property
    def _followers(self) -> list[Any]:
        return [one for one in self.moving if one is not self.bead]

    def trace(self, since: float) -> None:
        """Draw the answer of the cost from a sum on."""
        self.traced = since
        rows = self.ends[0].curve
        kept = rows[rows[:, 0] >= since]
        points = [self.point(1, row[0], row[2]) for row in kept]
        if len(kept) < len(rows):
            points.insert(0, self.point(1, since, float(np.interp(since, rows[:, 0], rows[:, 2]))))
        self.solid.points = straight(np.array(points))

    def measures(self) -> Iterator[Measure]:
        """Yield the miss, the triangle, and how high both beads stand."""
        now = self._now
        yield Measure("ruler", str(MISS), self.miss.drawn_length(), self.unit * now.value(MISS))
        yield Measure("ruler", str(z(1)), self.run.drawn_length(), self._unit)
        yield Measure("ruler", str(BEND), self.rise.drawn_length(), self.unit * now.value(BEND))
        for place, (dot, what) in enumerate(((self.bead.upper, a(1)), (self.bead.lower, SLOPE))):
            meant = self.unit * self.bead.now.value(what)
            yield Measure("ruler", str(what), float(dot.get_y()) - self._floors[place], meant)

    def _write(self, left: float, right: float) -> None:
        if self._tall:
            level = self._floors[1] - APART - theme.LABEL / 2
            places = [(left, level), (left, level - _LINE)]
            top, pitch = level - 2 * _LINE - NEAR + theme.LABEL / 2, self.costs[0].room.height + NEAR
            corners = [(left, top - place * pitch) for place in (1, 0)]
        else:
            x = right + APART
            places = [(x, self._floors[0] + share * self.unit) for share in (0.55, 0.2)]
            corners = [(x, self._floors[1] + share * self.unit) for share in (0.42, 0.96)]
        for says, number, (x, level) in zip(self.says, self.numbers, places, strict=True):
            says.move_to(np.array([x, level, 0.0]), aligned_edge=LEFT)
            number.follow(says, [self._now])
        for cost, corner in zip(self.costs, corners, strict=True):
            cost.stand(*corner)
