"""A function of a nudged quantity, drawn from real forward passes: a bead on it, chords, a tangent, a close-up."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import final

import numpy as np
from manim import UP, Animation, Circle, Create, Dot, FadeIn, FadeOut, LaggedStart, Mobject, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity, change, slope
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.clipping import clipped, straight, through
from scenes.figures.graph_axes import ABOVE, GraphAxes, inner
from scenes.figures.magnification import Magnification
from scenes.figures.measures import Measure
from scenes.figures.nudge_spots import spots_at
from scenes.figures.plot_view import LEFTWARDS, RIGHTWARDS, View, view_of_chords, view_of_slope
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.motion import Recompute
from scenes.type.formula import Formula, Label

_LEAST = Size(3.6, 2.2)
_EVEN, _NEAR = 160, 40
"""Samples: evenly across, and ever nearer to the bead on either side."""
_KEPT, _GAP = 0.12, 0.12
"""Across the strips of a nudge that has been; from a thing to its number."""
_HALVINGS, _MARK = 11, 0.06
"""How often nudges are halved for marks; radius of a mark."""
_SPOT = Circle(radius=_MARK).points
CLOSEST = 64
"""How many times the curve is enlarged."""


@final
class BeadCurve(VGroup):
    """One quantity over another that is nudged.

    Parameters
    ----------
    rest : Moment
    of, by : Quantity
        Upwards, and what is nudged.
    nudges : sequence of float
        For which there are chords; the widest one first.
    look : Theme
    foot : float
        Across which the slope is seen later, of a triangle.
    says : callable
        From how many times longer heights are drawn than widths to what is said of it on screen: in full, and shorter
        for where that has no room.

    Attributes
    ----------
    axes : GraphAxes
    curve, tangent, chord, secant : VMobject
    bead, point : Dot
    run, rise : Strip
        The nudge, and what it does.
    kept : VGroup
        For each nudge a pale chord, its point, and its run and rise.
    names : VGroup of Formula
        For each nudge how large it is, at its run.
    magnification : VGroup
        What is said of the stretch.
    enlarged : Magnification
        How near the camera is, while it is pushed in.
    marks : VMobject
        Places on the curve at ever smaller nudges: they go outward as the camera comes nearer.
    """

    def __init__(
        self,
        rest: Moment,
        of: Quantity,
        by: Quantity,
        *,
        nudges: Sequence[float],
        look: theme.Theme,
        foot: float,
        says: Callable[[float], Sequence[str]],
    ) -> None:
        self.rest, self.of, self.by, self.nudges, self.foot = rest, of, by, tuple(nudges), foot
        self._says, self._look = says, look
        self._numbers = (rest.value(by), rest.value(of))
        self._samples = self._sampled()
        colour, text = look.colour_of(of), look.colour("text")
        pale = look.dimmed(text, theme.PALE)
        self.axes = GraphAxes(of, by, look)
        self.curve = VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE)
        self.tangent, self.chord = (VMobject(stroke_color=text, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.secant = VMobject(stroke_color=pale, stroke_width=theme.LINE_WIDTH)
        self.bead = Dot(radius=1.4 * theme.DOT_RADIUS, color=colour)
        self.point = Dot(radius=theme.DOT_RADIUS, color=text)
        self.run, self.rise = Strip(look.colour_of(by), HEIGHT), Strip(colour, HEIGHT)
        self.kept = VGroup(*(self._left_behind(pale) for _ in nudges))
        readings = [self.nudged(one).read(change(by), 3).in_fewest_digits() for one in nudges]
        colour = look.colour_of(by)
        self.names = VGroup(*(Formula("{n}", em=theme.LABEL, colour=colour, n=one) for one in readings))
        self.magnification, self.enlarged = VGroup(), Magnification(CLOSEST, look)
        self.marks = VMobject(fill_color=text, fill_opacity=1, stroke_width=0)
        self._halved = self._nudged_ever_less()
        self._now, self._is_slope = rest, False
        super().__init__(self.axes, self.curve, self.bead, self.magnification)

    def nudged(self, by: float) -> Moment:
        """Return the moment with what goes across nudged."""
        return self.rest.nudged(self.by, by)

    def least_size(self) -> Size:
        """Return the least room in which a curve is seen."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Show the chords in a box; after `show_slope` the slope."""
        self.view = self._view(box)
        self.axes.stand(self.view)
        self._draw()
        self._place_names()
        self._say_stretch()
        self._place_enlarged(self.view.box)

    def at(self, moment: Moment) -> None:
        """Draw the chord from the bead to where a moment's nudge leads."""
        self._now = moment
        foot, end = self.view.place, self._end(moment)
        self.run.span(foot, float(end[0] - foot[0]))
        self.rise.span(np.array([end[0], foot[1], 0.0]), float(end[1] - foot[1]), UP)
        self.point.move_to(end)
        self.chord.points = straight(np.array([foot, end]))
        direction = end - foot
        self.secant.points = through(foot, direction, self.view.box) if direction.any() else np.zeros((0, 3))

    def measures(self) -> Iterator[Measure]:
        """Yield the nudge and the answer of the present chord, and the bead's height where the axis begins at 0."""
        across, up = self.view.units
        yield Measure("ruler", str(change(self.by)), self.run.drawn_length(), across * self._move(self.by))
        yield Measure("ruler", str(change(self.of)), self.rise.drawn_length(), up * self._move(self.of))
        if self.view.from_zero and self.view.zoom == 1:
            height = float(self.bead.get_center()[1]) - self.view.box.bottom
            yield Measure("ruler", str(self.of), height, up * self._numbers[1])

    def appear(self) -> Animation:
        """Return the drawing of the curve, then the coming of its bead."""
        said = [FadeIn(self.magnification)] if len(self.magnification) else []
        return LaggedStart(Create(self.curve), FadeIn(self.bead), *said, lag_ratio=0.5)

    def push(self, before: float, after: float, *gauges: Mobject, run_time: float) -> Animation:
        """Return the way of the chord's end from one nudge to another.

        Parameters
        ----------
        before, after : float
        *gauges
            What else shows the moments on the way.
        run_time : float
        """
        # these move along, and are on stage without being pieces of the graph
        moved = _Gauge(VGroup(self.secant, self.chord, self.run, self.rise, self.point), lambda _: None)
        return Recompute(
            self, moved, *gauges, through=lambda t: self.nudged(before + t * (after - before)), run_time=run_time
        )

    def leave(self, index: int) -> Animation:
        """Return the staying of a nudge's chord, pale, as the nudge's number comes."""
        return FadeIn(self.kept[index], self.names[index])

    def chords(self) -> VGroup:
        """Return all that belongs to chords when the last nudge has been made."""
        return VGroup(self.secant, self.chord, self.run, self.rise, self.point, self.kept, self.names[-1])

    def move(self, before: Box, after: Box, *, run_time: float) -> Animation:
        """Return the way of the graph of the chords from box to box, without its numbers."""
        self._place_enlarged(inner(after))
        return self._turn(self._view(before), self._view(after), run_time)

    def show_slope(self, box: Box, *, run_time: float) -> Animation:
        """Return the way from the graph of the chords to that of the slope, in the same box."""
        start = self._view(box)
        self._is_slope = True
        return self._turn(start, self._view(box), run_time)

    def settle(self, box: Box) -> Animation:
        """Return the coming of the numbers at the axes in a new box, and of what is said of it."""
        self.fill(box)
        return FadeIn(self.axes.ticks, self.axes.symbols, self.magnification)

    def unsettle(self) -> Animation:
        """Return the going of the numbers at the axes, before it moves."""
        return FadeOut(self.axes.ticks, self.axes.symbols, self.magnification)

    def zoom(self, before: float, after: float, *, run_time: float) -> Animation:
        """Return the slow push of the camera into the bead, or its way back: what is near is drawn larger.

        Parameters
        ----------
        before, after : float
            How many times all is enlarged.
        run_time : float
        """
        shown = VGroup(self.axes.across, self.axes.up, self.axes.cut, self.curve, self.tangent, self.marks, self.bead)
        view = self.view

        def show(factor: float) -> None:
            self._show(view.enlarged(factor, math.log(factor, CLOSEST)))

        gauges = (_Gauge(shown, show), self.enlarged)
        return Recompute(*gauges, through=lambda t: before * (after / before) ** t, run_time=run_time)

    def _place_enlarged(self, room: Box) -> None:
        """Let the factor by which all is enlarged stand at the upper right of a room."""
        size = self.enlarged.least_size()
        self.enlarged.fill(Box(room.left, room.top - size.height, room.right, room.top))

    def _turn(self, start: View, end: View, run_time: float) -> Animation:
        shown = VGroup(self.axes.across, self.axes.up, self.axes.cut, self.curve, self.tangent, self.bead)
        return Recompute(_Gauge(shown, self._show), through=lambda share: start.towards(end, share), run_time=run_time)

    def _show(self, view: View) -> None:
        self.view = view
        self.axes.at(view)
        self._draw()

    def _view(self, box: Box) -> View:
        room = inner(box)
        if self._is_slope:
            spare = max(room.height - room.width, 0.0) / 2  # in equal units it is no taller than wide
            room = room.inset(0.0, spare)
            return view_of_slope(room, self._numbers, self.foot, self.rest.value(slope(self.of, self.by)))
        wide = abs(self.nudges[0])
        xs, ys = self._samples.T
        near = (xs >= LEFTWARDS * -wide) & (xs <= RIGHTWARDS * wide)
        return view_of_chords(room, self._numbers, wide, ys[near])

    def _draw(self) -> None:
        self.curve.points = clipped(self.view.points(self._samples), self.view.box)
        self.bead.move_to(self.view.place)
        self._mark()
        across, up = self.view.units
        steep = np.array([across, up * self.rest.value(slope(self.of, self.by)), 0.0])
        self.tangent.points = through(self.view.place, steep / np.linalg.norm(steep), self.view.box)
        self.at(self._now)
        for (chord, dot, run, rise), nudge in zip(self.kept, self.nudges, strict=True):
            foot, end = self.view.place, self._end(self.nudged(nudge))
            is_level = abs(end[1] - foot[1]) < _KEPT  # its run is drawn there
            chord.points = np.zeros((0, 3)) if is_level else straight(np.array([foot, end]))
            dot.move_to(end)
            run.span(foot, float(end[0] - foot[0]))
            rise.span(np.array([end[0], foot[1], 0.0]), float(end[1] - foot[1]), UP)

    def _nudged_ever_less(self) -> Array:
        """Return moves along the curve at halved nudges to both sides, shape (n, 2)."""
        wide = abs(self.nudges[0])
        xs, ys = self._samples.T
        offsets = [sign * wide / 2**halving for halving in range(_HALVINGS) for sign in (1, -1)]
        return np.array([(x, np.interp(x, xs, ys)) for x in offsets if xs[0] <= x <= xs[-1]])

    def _mark(self) -> None:
        """Draw the marks that are in the box, none upon another."""
        box, found, taken = self.view.box.inset(_MARK), [], [self.view.place]
        for place in self.view.points(self._halved):
            is_inside = box.left <= place[0] <= box.right and box.bottom <= place[1] <= box.top
            if is_inside and min(float(np.linalg.norm(place - other)) for other in taken) > 4 * _MARK:
                found.append(place)
                taken.append(place)
        self.marks.points = (np.array(found)[:, None] + _SPOT[None]).reshape(-1, 3) if found else np.zeros((0, 3))

    def _end(self, moment: Moment) -> Array:
        return self.view.moved(_moved(moment, self.by), _moved(moment, self.of))

    def _move(self, quantity: Quantity) -> float:
        return _moved(self._now, quantity)

    def _sampled(self) -> Array:
        """Return moves along the curve, shape (n, 2): evenly across, and ever denser towards the bead."""
        reach = max(1.25 * abs(self.nudges[0]), 1.8 * self.foot)
        halves = reach * 2.0 ** -np.linspace(0, 12, _NEAR)
        offsets = np.unique(np.concatenate([np.linspace(-reach, reach, _EVEN + 1), halves, -halves]))
        found = [(0.0, 0.0)]
        for offset in (float(one) for one in offsets if one):
            try:
                move = self.nudged(offset).value(change(self.of))
            except ValueError:
                continue
            if np.isfinite(move):
                found.append((offset, move))
        return np.array(sorted(found))

    def _left_behind(self, colour: str) -> VGroup:
        sides = (Strip(self._look.dimmed(self._look.colour_of(q), theme.PALE), _KEPT) for q in (self.by, self.of))
        return VGroup(
            VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2),
            Dot(radius=0.6 * theme.DOT_RADIUS, color=colour),
            *sides,
        )

    def _place_names(self) -> None:
        """Put each nudge's number at the middle of its run, on the side where the curve is not."""
        strokes = self._strokes()
        taken = [*(Box.around(tick).inset(-_GAP) for tick in self.axes.ticks), Box.around(self.bead)]
        for name, nudge, (chord, _, _, rise) in zip(self.names, self.nudges, self.kept, strict=True):
            end, place, size = self._end(self.nudged(nudge)), self.view.place, Size(name.width, name.height)
            strokes += [(chord.points[0], chord.points[-1])] if len(chord.points) else []
            taken += [Box.around(rise)] if rise.has_points() else []
            places = spots_at((place, end), size, self.bead.height)
            name.move_to(first_clear(size, places, strokes, taken, self.view.box)[0])

    def _strokes(self) -> list[tuple[Array, Array]]:
        """Return the curve and the axes, piece by piece."""
        lines = [(line.get_start(), line.get_end()) for line in (self.axes.across, self.axes.up)]
        return [*((piece[0], piece[-1]) for piece in self.curve.points.reshape(-1, 4, 3)), *lines]

    def _say_stretch(self) -> None:
        """Say in a corner that the curve leaves free by how much heights are drawn longer than widths."""
        self.magnification.submobjects = []
        if self.view.stretch == 1:
            return
        box, strokes = self.view.box, self._strokes()
        for nudge in self.nudges:
            ends = through(self.view.place, self._end(self.nudged(nudge)) - self.view.place, box)
            strokes += [(ends[0], ends[-1])] if len(ends) else []
        taken = [Box.around(one) for one in (*self.names, *(side for kept in self.kept for side in kept[2:]))]
        labels = [
            Label(one, em=theme.LABEL, colour=self._look.colour("quiet")) for one in self._says(self.view.stretch)
        ]
        for label in reversed(labels):
            size = Size(label.width, label.height)
            xs = (box.right - size.width / 2, box.left + 2 * _GAP + size.width / 2, float(box.centre[0]))
            above = box.top + ABOVE / 2 - size.height / 2
            ys = (box.top - size.height, box.bottom + 2 * _GAP + size.height / 2, above)
            places = [np.array([x, y, 0.0]) for y in ys for x in xs]
            place, is_clear = first_clear(size, places, strokes, taken, box)
            label.move_to(place)
            if is_clear or not self.magnification.submobjects:
                self.magnification.submobjects = [label]


class _Gauge(VGroup):
    """What shows something that runs, by a function."""

    def __init__(self, shown: Mobject, show: Callable[[object], None]) -> None:
        self.at = show
        super().__init__(shown)


def _moved(moment: Moment, quantity: Quantity) -> float:
    return moment.value(change(quantity)) if moment.state.nudges else 0.0
