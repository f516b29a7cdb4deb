"""A graph with the stage to itself: its bead goes along the curve, and the triangle of the slope rides with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import final

import numpy as np
from manim import (
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    GrowFromPoint,
    LaggedStart,
    Line,
    Mobject,
    VGroup,
)

from core.model.arrays import Array
from core.model.quantity import change, slope
from core.notation.numeral import short
from core.passes.choices.rides import Ride
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clear_spots import roomiest
from scenes.figures.graph_axes import GraphAxes, inner
from scenes.figures.measures import Measure
from scenes.figures.plot_view import View, view_in_equal_units, view_of_ride
from scenes.figures.slope_graph import SlopeGraph
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.motion import Recompute, Showing
from scenes.type.formula import Formula, Label

_LEAST = Size(7.0, 3.2)
_TRIED, _LEFT = 48, 13
"""How many places are tried on either side of the bead; how many uprights are left behind."""
_EDGE, _THIN, _APART, _COPIES, _BESIDE = 0.1, 0.07, 3, 0.4, 0.3


@final
class SlopeRide(VGroup):
    """One graph of several that are coupled later, in a view of its own.

    Parameters
    ----------
    graph : SlopeGraph
    ride : Ride
    look : Theme
    traced : bool
        Whether the triangle leaves its upright at equal steps.
    says : callable
        From how many times longer heights are drawn than widths to what is said of it on screen: in full, and shorter
        for where that has no room.

    Attributes
    ----------
    axes : GraphAxes
    tick : Formula
        How far across the triangle goes.
    trace : VGroup of Strip
        The uprights that have been left behind.
    ground : Line
        On which they stand.
    magnification : VGroup
        What is said of the stretch.
    ends : (float, float)
        How far the bead goes down and up.
    """

    def __init__(
        self, graph: SlopeGraph, ride: Ride, look: theme.Theme, *, traced: bool, says: Callable[[float], Sequence[str]]
    ) -> None:
        self.graph, self.ride, self._look, self._says = graph, ride, look, says
        self.rest = graph.rest
        self.axes = GraphAxes(ride.of, ride.by, look)
        self.tick = Formula(short(ride.foot).typst(), em=theme.FORMULA, colour=look.colour_of(ride.by))
        self.trace, self.magnification = VGroup(), VGroup()
        self.ground = Line(color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH / 2)
        self._traced, self._left = traced, list[tuple[float, Strip]]()
        self._pale = look.dimmed(look.colour_of(ride.of), theme.PALE)
        self._kept = (0.0, 0.0)
        super().__init__(self.axes, self.trace, self.ground, self.tick, self.magnification)

    def least_size(self) -> Size:
        """Return the least room in which a curve is seen."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Show the curve in a box, with its bead at rest."""
        room = inner(box)
        left = max(room.left, box.left + self.axes.symbols[1].width + _BESIDE)
        self.view = self._view(Box(left, room.bottom, room.right, room.top))
        self.axes.stand(self.view)
        self.graph.stand(self.view)
        self._ways = self._possible()
        self.ends = self._ways[0][0], self._ways[-1][0]
        self.at(self.rest)
        self._say_stretch()
        self._leave_behind()
        self.graph.label(self.tick, self.graph.run, [mark for mark, _ in self.axes.ticks], self._taken())

    def at(self, moment: Moment) -> None:
        """Show the bead at a moment, the triangle there, and what has been left behind on the way."""
        self.graph.at(moment, self.ride.foot)
        by = moment.value(change(self.ride.by)) if moment.state.nudges else 0.0
        low, high = min(self._kept[0], by), max(self._kept[1], by)
        slack = 1e-9 * (self.ends[1] - self.ends[0])
        self.trace.submobjects = [one for place, one in self._left if low - slack <= place <= high + slack]

    def nudged(self, by: float) -> Moment:
        """Return the moment with the bead moved."""
        return self.rest.nudged(self.ride.by, by)

    def appear(self) -> Animation:
        """Return the coming of the axes, the drawing of the curve, and the coming of its bead."""
        ground = [self.ground] if self._left else []
        axes = self.axes.across, self.axes.symbols[0]
        frame = FadeIn(self.graph.panel, *axes, *self._others(), *ground)
        return LaggedStart(frame, self._draw(), lag_ratio=0.4)

    def turn_in(self, before: SlopeRide) -> Animation:
        """Return how what went up in the graph before turns by a quarter, and goes across in this one."""
        line, symbol = self.axes.across, self.axes.symbols[0]
        corner, old = self.view.corner, before.axes.symbols[1].get_center()
        new = symbol.get_center()
        tips = [corner + before.view.box.height * UP, corner + self.view.box.width * RIGHT]

        def show(share: float) -> None:
            symbol.move_to(_around(old, new, share))
            line.set_points_as_corners([corner, _around(tips[0], tips[1], share)])

        moving = VGroup(line, symbol)
        return FadeIn(moving) if self._look.calm else Showing(moving, show)

    def follow(self) -> Animation:
        """Return the coming of the rest, after its axis across has turned in."""
        ground = [self.ground] if self._left else []
        return LaggedStart(FadeIn(*self._others(), *ground), self._draw(), lag_ratio=0.4)

    def turning(self) -> VGroup:
        """What turns, and goes across in the next graph."""
        return VGroup(self.axes.up, self.axes.symbols[1])

    def step(self) -> Animation:
        """Return the triangle's coming: from the bead across, then up along the tangent."""
        graph = self.graph
        across = AnimationGroup(GrowFromPoint(graph.run, graph.place), FadeIn(self.tick), lag_ratio=0.8)
        up = AnimationGroup(GrowFromPoint(graph.rise, graph.corner), FadeIn(graph.face, graph.tangent))
        return AnimationGroup(across, up, lag_ratio=0.8)

    def slide(self, before: float, after: float, *gauges: VGroup, run_time: float) -> Animation:
        """Return the way of the bead from one nudge to another, with what else shows the moments on the way."""
        self._kept = min(self._kept[0], before), max(self._kept[1], before)
        rider, way = _Rider(self), after - before
        return Recompute(rider, *gauges, through=lambda t: self.nudged(before + t * way), run_time=run_time)

    def settle(self, view: View, *, run_time: float) -> Animation:
        """Return the way of the graph into another view, without its axes."""
        self.graph.stand(self.view, view)
        start = self.view
        return Recompute(
            _Glide(self.graph, self.ride.foot), through=lambda t: start.towards(view, t), run_time=run_time
        )

    def around(self) -> VGroup:
        """All that is said of the graph, but for what turns."""
        axes = self.axes.across, self.axes.cut, self.axes.ticks, self.axes.symbols[0]
        return VGroup(*axes, self.trace, self.ground, self.tick, self.magnification, self.graph.triangle)

    @property
    def moments(self) -> list[Moment]:
        """Moments along the way."""
        return [self.nudged(by) for by, _ in self._ways]

    @property
    def is_traced(self) -> bool:
        """Whether the triangle leaves uprights behind."""
        return bool(self._left)

    @property
    def is_even(self) -> bool:
        """Whether a length across is seen as long as the same one up, and the foot is 1."""
        return self.view.stretch == 1 and self.ride.foot == 1

    def measures(self) -> Iterator[Measure]:
        """Yield the uprights that have been left behind."""
        for place, strip in self._left:
            if any(strip is one for one in self.trace):
                high = self.view.units[1] * self.ride.foot * self._slope(place)
                yield Measure("ruler", f"{slope(self.ride.of, self.ride.by)} at {place:g}", strip.drawn_length(), high)

    def _others(self) -> tuple[Mobject, ...]:
        axes = self.axes
        return axes.up, axes.cut, axes.symbols[1], axes.ticks, self.trace, self.magnification

    def _draw(self) -> Animation:
        return LaggedStart(Create(self.graph.curve), FadeIn(self.graph.bead), lag_ratio=0.6)

    def _view(self, room: Box) -> View:
        ride = self.ride
        rest = self.rest.value(ride.by), self.rest.value(ride.of)
        triangle = ride.foot, ride.foot * self._slope(0.0)
        even = view_in_equal_units(room, rest, ride.ends, triangle) if ride.even else None
        return even or view_of_ride(room, rest, ride.ends, triangle, self.graph.moves(*ride.ends))

    def _slope(self, by: float) -> float:
        moment = self.nudged(by) if by else self.rest
        return moment.value(slope(self.ride.of, self.ride.by))

    def _possible(self) -> list[tuple[float, float]]:
        """Return moves with their slopes, in order, along which bead and triangle stay in the box."""
        low, high = self.view.moves_across
        found = [(0.0, self._slope(0.0))]
        for end in (low, high):
            side = []
            for by in np.linspace(0.0, end, _TRIED + 1)[1:]:
                seen = self._seen(float(by))
                if seen is None:
                    break
                side.append((float(by), seen))
            found = [*found, *side] if end > 0 else [*reversed(side), *found]
        return found

    def _seen(self, by: float) -> float | None:
        """Return the slope after a move, if bead and triangle are in the box there, and the move is possible."""
        low, high = self.ride.possible
        if not low <= self.rest.value(self.ride.by) + by <= high:
            return None
        try:
            moment = self.nudged(by)
            up, steep = moment.value(change(self.ride.of)), moment.value(slope(self.ride.of, self.ride.by))
        except (ValueError, ArithmeticError):
            return None
        if not np.isfinite([up, steep]).all():
            return None
        box, foot = self.view.box.inset(_EDGE), self.ride.foot
        places = self.view.moved(by, up), self.view.moved(by + foot, up + foot * steep)
        is_in = all(box.left <= x <= box.right and box.bottom <= y <= box.top for x, y, _ in places)
        return steep if is_in else None

    def _leave_behind(self) -> None:
        """Stand a pale upright at equal steps, on the axis; where some are negative, on a line above it."""
        self._left, self._kept, box = [], (0.0, 0.0), self.view.box
        self.ground.points = np.zeros((0, 3))
        low, high = self.ends
        if not self._traced or len(self._ways) < _LEFT:
            return
        unit = self.view.units[1] * self.ride.foot
        wide = self.view.units[0] * (high - low)
        count = min(_LEFT, 1 + int(wide / (_APART * _THIN)))  # with room for what is drawn between
        steps = [(float(by), self._slope(float(by))) for by in np.linspace(low, high, count)]
        level = box.bottom + unit * max(0.0, -min(steep for _, steep in steps))
        if level > box.bottom:
            self.ground.set_points_as_corners([np.array([x, level, 0.0]) for x in (box.left, box.right)])
        for by, steep in steps:
            strip = Strip(self._pale, _THIN)
            x = float(self.view.moved(by, 0.0)[0])
            strip.span(np.array([x, level, 0.0]), unit * steep, UP)
            self._left.append((by, strip))

    def _taken(self) -> list[Box]:
        axes = self.axes
        left = [strip for _, strip in self._left]
        others = (*self.magnification, *axes.symbols, *(label for _, label in axes.ticks))
        upright = Box.around(self.graph.rise)
        beside = Box(upright.left, upright.bottom, upright.right + _COPIES, upright.top)
        return [beside, *(Box.around(one) for one in (*left, *others))]

    def _say_stretch(self) -> None:
        """Say in the roomiest place by how much heights are drawn longer than widths."""
        self.magnification.submobjects = []
        if self.view.stretch == 1:
            return
        strokes = [(piece[0], piece[-1]) for piece in self.graph.curve.points.reshape(-1, 4, 3)]
        box, taken = self.view.box.inset(_EDGE), [Box.around(self.graph.rise, self.graph.run)]
        upper = Box(box.left, float(box.centre[1]), box.right, box.top)
        for said in self._says(self.view.stretch):
            label = Label(said, em=theme.LABEL, colour=self._look.colour("quiet"))
            place, spare = roomiest(Size(label.width, label.height), strokes, taken, upper)
            self.magnification.submobjects = [label.move_to(place)]
            ticks = [Box.around(tick).inset(-_EDGE / 2) for tick, _ in self.axes.ticks]
            crossed = [tick for tick in ticks if tick.overlaps(Box.around(label))]
            label.shift(max((tick.right - label.get_left()[0] for tick in crossed), default=0.0) * RIGHT)
            if spare > _EDGE and label.width < upper.width:
                return


def _around(start: Array, end: Array, share: float) -> Array:
    """Return where something is on a quarter of an ellipse that begins level and ends upright."""
    angle = share * np.pi / 2
    x, y = start[0] + np.sin(angle) * (end[0] - start[0]), end[1] + np.cos(angle) * (start[1] - end[1])
    return np.array([x, y, 0.0])


class _Rider(VGroup):
    """What rides along the curve of a graph."""

    def __init__(self, ride: SlopeRide) -> None:
        self._ride = ride
        super().__init__(ride.trace, ride.graph.triangle, ride.graph.bead)

    def at(self, moment: Moment) -> None:
        """Show a moment."""
        self._ride.at(moment)


class _Glide(VGroup):
    """What shows a graph in a view."""

    def __init__(self, graph: SlopeGraph, foot: float) -> None:
        self._graph, self._foot = graph, foot
        super().__init__(graph.panel, graph.curve, graph.bead)

    def at(self, view: View) -> None:
        """Show the graph in a view, its bead at rest."""
        self._graph.show(view)
        self._graph.at(self._graph.rest, self._foot)
