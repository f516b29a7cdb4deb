"""Graphs of one step, each going on from the one before: what is up in one lies across in the next, in one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, GrowFromPoint, Line, VGroup, VMobject

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.quantity import Quantity, slope
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import straight
from scenes.figures.coupled_units import CoupledUnits
from scenes.figures.measures import Measure
from scenes.figures.plot_view import View
from scenes.figures.quarter_turn import QuarterTurn
from scenes.figures.slope_graph import SlopeGraph, lay
from scenes.figures.strip import HAIR
from scenes.layout.box import Box, Size
from scenes.motion import Recompute, Showing
from scenes.type.formula import Formula, Label

_LEAST = Size(2.1, 1.8)
"""Of one graph's panel."""
_APART, _ROOM = 0.3, 0.7
"""Between graphs, and for a symbol above or below one."""
_WIDE, _HIGH = 0.56, 0.66
"""Of a panel: how much its triangle may take."""
_LENS = 0.6
"""For what is said of a lens."""
_GAP, _DIGITS = 0.12, 3


@final
class CoupledGraphs(VGroup):
    """Three graphs of a chain's last step: z over w, a over z, C over a.

    Parameters
    ----------
    rest : Moment
    path : sequence of Quantity
        What is nudged, then each quantity that follows the one before.
    foot : float
        Across which the first slope is seen.
    look : Theme
    stacked : bool
        Whether the graphs stand below each other; else they stand side by side.
    says : callable
        From how many times larger the last graphs are drawn, and how many they are, to what is said of it on screen.

    Attributes
    ----------
    graphs : list of SlopeGraph
    threads : list of VGroup
        For each hand-over the ways of the bead and of the triangle's end, a quarter around a corner.
    tick : Formula
        How far across the first triangle goes.
    units : CoupledUnits
    lens : VGroup
        What is said of the lens, if there is one.
    views : list of View
        In which the graphs are seen when they are coupled.
    """

    def __init__(
        self,
        rest: Moment,
        path: Sequence[Quantity],
        *,
        foot: float,
        look: theme.Theme,
        stacked: bool,
        says: Callable[[float, int], str],
    ) -> None:
        self.rest, self.path, self.foot = rest, tuple(path), foot
        self._says, self._look, self._is_stacked = says, look, stacked
        *between, whole = (rest.read(one, _DIGITS) for one in self._uprights())
        last = whole if foot == 1 else whole.in_fewest_digits()  # the whole slope itself is written as below
        readings = [*(one.in_fewest_digits() for one in between), last]
        steps = zip(pairwise(self.path), readings, strict=True)
        self.graphs = [SlopeGraph(rest, of, by, reading, look) for (by, of), reading in steps]
        pale = [look.dimmed(look.colour_of(one), theme.PALE) for one in self.path[1:-1]]
        self.threads = [
            VGroup(*(VMobject(stroke_color=one, stroke_width=theme.LINE_WIDTH) for _ in "bt")) for one in pale
        ]
        self.tick = Formula(short(foot).typst(), em=theme.FORMULA, colour=look.colour_of(self.path[0]))
        self.lens, self._now = VGroup(), rest
        super().__init__(*self.graphs, self.lens)

    def least_size(self) -> Size:
        """Return the room for a small panel for each graph, with symbols and what is said of a lens."""
        count = len(self.graphs)
        if self._is_stacked:
            width = _LEAST.width + max(graph.symbols[1].width for graph in self.graphs) + 2 * _GAP
            return Size(width, count * _LEAST.height + (count + 1) * _ROOM + _LENS)
        return Size(count * _LEAST.width + (count - 1) * _APART, _LEAST.height + 2 * _ROOM + _LENS)

    def fill(self, box: Box) -> None:
        """Fill a box, in the largest unit with which all triangles have room."""
        self._sides = self._lengths(self.rest)
        boxes = self._measured(box)
        if set(self.units.factors) != {1.0}:
            boxes = self._measured(Box(box.left, box.bottom + _LENS, box.right, box.top))
        self._place(boxes)
        self.views = [graph.view for graph in self.graphs]
        self.at(self.rest)
        self._label()
        self._say_lens(box)

    def couple(self) -> None:
        """Let each triangle stand on what the one before hands on, in the views in which the graphs are coupled."""
        for graph, view in zip(self.graphs, self.views, strict=True):
            graph.stand(view)
        self.at(self.rest)

    def at(self, moment: Moment) -> None:
        """Show the bead of each graph at a moment, with its triangle on what the one before hands on."""
        self._now = moment
        for graph, foot in zip(self.graphs, self._lengths(moment), strict=False):
            graph.at(moment, foot)
        for index, pair in enumerate(self.threads):
            of_bead, of_end = self._turn_of(index).ways(1.0)
            pair[0].points = straight(np.concatenate([[self.graphs[index].place], of_bead]))
            pair[1].points = straight(of_end)

    def appear(self) -> Animation:
        """Return the coming of the graphs one after the other."""
        lens = [FadeIn(self.lens)] if len(self.lens) else []
        return AnimationGroup(*(graph.appear() for graph in self.graphs), *lens, lag_ratio=0.6)

    def run(self, before: float, after: float, *, run_time: float) -> Animation:
        """Return the way of all beads from one nudge of the first quantity to another, with what is on stage."""
        by = self.path[0]
        return Recompute(self, through=lambda t: self.rest.nudged(by, before + t * (after - before)), run_time=run_time)

    def step(self, index: int) -> Animation:
        """Return a triangle's coming: from the bead across, for the first one, then up along the tangent."""
        graph = self.graphs[index]
        place, corner = graph.place, graph.corner
        foot = [GrowFromPoint(graph.run, place)] if abs(graph.run.length) > HAIR else []  # a hair is under the bead
        first = [AnimationGroup(*foot, FadeIn(self.tick), lag_ratio=0.8)] if index == 0 else []
        rise = AnimationGroup(GrowFromPoint(graph.rise, corner), FadeIn(graph.face, graph.tangent))
        told = [FadeIn(graph.value)] if graph.has_room else []
        return AnimationGroup(*first, rise, *told, lag_ratio=0.8)

    def hand_on(self, index: int) -> Animation:
        """Return how a copy of a triangle's upright turns by a quarter and becomes the foot of the next one."""
        before, after = self.graphs[index], self.graphs[index + 1]
        pair, turn = self.threads[index], self._turn_of(index)

        def show(share: float) -> None:
            for line, way in zip(pair, turn.ways(share), strict=True):
                line.points = straight(way)
            ends = before.view.units[0], after.view.units[0]
            after.run_unit = ends[0] + (ends[1] - ends[0]) * turn.turned(share)
            angle = (1 - turn.turned(share)) * np.pi / 2
            along = np.array([np.cos(angle), np.sin(angle), 0.0])
            after.run.span(turn.ways(share)[0][-1], after.run_unit * after.foot, along)

        return Showing(VGroup(pair, after.run), show)

    def measures(self) -> Iterator[Measure]:
        """Yield the sides of all triangles; each upright is as long as the next foot, times the lens."""
        for graph in self.graphs:
            yield from graph.measures()
        if self.graphs[-1].view is not self.views[-1]:
            return  # it is not coupled yet
        total = self._now.value(slope(self.path[-1], self.path[0]))
        unit = self.graphs[-1].view.units[1]
        yield Measure("ruler", "the last upright", self.graphs[-1].rise.drawn_length(), unit * self.foot * total)

    def _uprights(self) -> Iterator[Expression]:
        """Yield how long each upright is: the product of the slopes so far, of the last one the whole slope."""
        found: Expression | None = None
        for by, of in pairwise(self.path):
            local = slope(of, by)
            found = local if found is None else found * local
            whole = slope(of, self.path[0]) if of == self.path[-1] else found
            yield whole if self.foot == 1 else self.foot * whole

    def _lengths(self, moment: Moment) -> list[float]:
        lengths = [self.foot]
        for by, of in pairwise(self.path):
            lengths.append(lengths[-1] * moment.value(slope(of, by)))
        return lengths

    def _panels(self, box: Box) -> list[Box]:
        count = len(self.graphs)
        if self._is_stacked:
            left = box.left + max(graph.symbols[1].width for graph in self.graphs) + 2 * _GAP
            height = (box.height - (count + 1) * _ROOM) / count
            tops = [box.top - index * (height + _ROOM) - min(index, 1) * _ROOM for index in range(count)]
            return [Box(left, top - height, box.right, top) for top in tops]
        width = (box.width - (count - 1) * _APART) / count
        lefts = [box.left + index * (width + _APART) for index in range(count)]
        return [Box(left, box.bottom + _ROOM, left + width, box.top - _ROOM) for left in lefts]

    def _measured(self, box: Box) -> list[Box]:
        """Choose the unit for a box, and return the panels."""
        boxes = self._panels(box)
        self.units = CoupledUnits.for_sides(self._sides, [Size(_WIDE * one.width, _HIGH * one.height) for one in boxes])
        return boxes

    def _place(self, boxes: Sequence[Box]) -> None:
        """Stand each graph so that a quarter turn around its corner takes the upright axis to the next graph's."""
        self._pivots: list[Array] = []
        x = None
        for index, (graph, box) in enumerate(zip(self.graphs, boxes, strict=True)):
            unit = self.units.unit * self.units.factors[index]
            foot, rise = (unit * side for side in self._sides[index : index + 2])
            x = (box.left + box.right - foot) / 2 if x is None else x
            level = (box.bottom + box.top) / 2
            if index + 1 < len(boxes):
                following = boxes[index + 1]
                pivot = np.array([following.left, following.top if self._is_stacked else following.bottom, 0.0])
                ratio = self.units.factors[index + 1] / self.units.factors[index]
                self._pivots.append(pivot)
                if not self._is_stacked:
                    level = box.bottom + min(box.height / 2, following.width / 2)
            y = level - rise / 2
            rest = self.rest.value(graph.by), self.rest.value(graph.of)
            graph.stand(View(box, np.array([x, y, 0.0]), rest, unit, 1.0, from_zero=False))
            self._put_axes(graph, index, box)
            if index + 1 < len(boxes):
                x = pivot[0] + y - pivot[1]
                if ratio != 1:
                    x = (following.left + following.right - ratio * rise) / 2

    def _put_axes(self, graph: SlopeGraph, index: int, box: Box) -> None:
        """Put axes where the turn takes one to the next, and the symbols at their ends."""
        across, up = graph.symbols
        last = index + 1 == len(self.graphs)
        if self._is_stacked:
            level = box.bottom if index == 0 else box.top
            lay(graph.across, np.array([box.left, level, 0.0]), np.array([box.right, level, 0.0]))
            lay(graph.up, np.array([box.left, box.bottom, 0.0]), np.array([box.left, box.top, 0.0]))
            up.next_to(np.array([box.left, box.top - up.height / 2, 0.0]), LEFT, buff=_GAP)
            away = DOWN if index == 0 else UP
            across.move_to(np.array([box.right - across.width / 2, level, 0.0]) + away * _ROOM / 2)
            return
        side = box.right if not last else box.left
        lay(graph.across, np.array([box.left, box.bottom, 0.0]), np.array([box.right, box.bottom, 0.0]))
        lay(graph.up, np.array([side, box.bottom, 0.0]), np.array([side, box.top, 0.0]))
        # the last one keeps away from that of the graph before
        inwards = (up.width / 2) * LEFT if not last else (up.width / 2 + _APART) * RIGHT
        up.move_to(np.array([side, box.top + _ROOM / 2, 0.0]) + inwards)
        across.move_to(np.array([box.right - across.width / 2, box.bottom - _ROOM / 2, 0.0]))

    def _turn_of(self, index: int) -> QuarterTurn:
        before, after = self.graphs[index], self.graphs[index + 1]
        starts, ends = (before.corner, before.rise.tip), (after.place, after.corner)
        return QuarterTurn(self._pivots[index], starts, ends)

    def _label(self) -> None:
        """Put numbers at the sides of the triangles, and what is said of the lens in a free corner."""
        for index, graph in enumerate(self.graphs):
            lines = [line for pair in self.threads[max(index - 1, 0) : index + 1] for line in pair]
            taken = [graph.label(self.tick, graph.run, lines, [])] if index == 0 else []
            graph.label(graph.value, graph.rise, lines, taken)

    def _say_lens(self, box: Box) -> None:
        """Say below the graphs by how much the last ones are enlarged, under a line that is as long as they are."""
        self.lens.submobjects = []
        enlarged = [graph for graph, one in zip(self.graphs, self.units.factors, strict=True) if one != 1]
        if not enlarged:
            return
        colour = self._look.colour("quiet")
        label = Label(self._says(self.units.factors[-1], len(enlarged)), em=theme.LABEL, colour=colour)
        label.move_to(np.array([box.right - label.width / 2, box.bottom + label.height / 2, 0.0]))
        self.lens.submobjects = [label]
        if not self._is_stacked:
            rule, level = Line(color=colour, stroke_width=theme.LINE_WIDTH), box.bottom + _LENS - _GAP
            lay(rule, np.array([enlarged[0].view.box.left, level, 0.0]), np.array([box.right, level, 0.0]))
            self.lens.submobjects = [rule, label]
