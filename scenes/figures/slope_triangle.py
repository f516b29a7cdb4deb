"""A slope as a triangle on a curve: so far across, so far up along the tangent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, final

import numpy as np
from manim import RIGHT, UP, Animation, AnimationGroup, FadeIn, GrowFromEdge, GrowFromPoint, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import slope
from core.notation.numeral import short
from scenes import theme
from scenes.figures.band import HERO
from scenes.figures.bead_curve import BeadCurve
from scenes.figures.clear_spots import first_clear
from scenes.figures.measures import Measure
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

Strokes: TypeAlias = list[tuple[Array, Array]]

_GAP = 0.12
_LEVELS = (0.5, 0.25, 0.75, 0.0, 1.0, -0.3, 1.3)
"""Where the number of the upright may stand beside it, in its height."""
_BETWEEN = 1.7
"""How many times further away the number of the run stands where the first place and the second are taken."""
_DIGITS = 3


@final
class SlopeTriangle(VGroup):
    """The triangle of the slope where a curve's bead is.

    Parameters
    ----------
    graph : BeadCurve
        In the view of its slope already, when the triangle stands on it.
    look : Theme

    Attributes
    ----------
    run, rise : Strip
        Across, and up or down.
    face : VMobject
        Between them and the tangent.
    tick : Formula
        How far across.
    value : Formula
        How far up; part value.
    """

    def __init__(self, graph: BeadCurve, look: theme.Theme) -> None:
        self._graph, foot, rest = graph, graph.foot, graph.rest
        quantity = slope(graph.of, graph.by)
        self._slope = rest.value(quantity)
        colours = look.colour_of(graph.by), look.colour_of(graph.of)
        self.run, self.rise = Strip(colours[0], HEIGHT), Strip(colours[1], HEIGHT)
        self.face = VMobject(stroke_width=0).set_fill(colours[1], opacity=HERO)
        self._ticks = [Formula(short(foot).typst(), em=em, colour=colours[0]) for em in (theme.FORMULA, theme.LABEL)]
        self.tick = self._ticks[0]
        reading = rest.read(quantity if foot == 1 else foot * quantity, _DIGITS)
        told = {"colour": colours[1], "value": reading}
        self._values = [Formula("{value}", em=em, **told) for em in (theme.FORMULA, theme.LABEL)]
        self.value = self._values[0]
        super().__init__(self.face, self.run, self.rise, self.tick, self.value)

    def stand(self) -> None:
        """Stand where the curve's bead is now."""
        view, foot = self._graph.view, self._graph.foot
        across, up = view.units
        place, long, high = view.place, across * foot, up * foot * self._slope
        corner = place + np.array([long, 0.0, 0.0])
        self.run.span(place, long)
        self.rise.span(corner, high, UP)
        self.face.set_points_as_corners([place, corner, corner + high * UP, place])
        side = -1.0 if high > 0 else 1.0
        pieces = self._graph.curve.points.reshape(-1, 4, 3), self._graph.tangent.points.reshape(-1, 4, 3)
        strokes = [(piece[0], piece[-1]) for one in pieces for piece in one]
        strokes += [(place, corner), (corner, corner + high * UP)]
        strokes += [(line.get_start(), line.get_end()) for line in (self._graph.axes.across,) if len(line.points)]
        for one in self._ticks:
            self.tick = one
            tick = Size(self.tick.width, self.tick.height)
            away = side * (HEIGHT / 2 + _GAP + tick.height / 2)
            lifts = (lift * away * UP for lift in (1, 2, 3, _BETWEEN, -1, -2))  # at last on the other side
            over = [place + share * long * RIGHT + lift for lift in lifts for share in (0.5, 0.3, 0.7)]
            spot, is_clear = first_clear(tick, over, strokes, [Box.around(self.rise)], view.box)
            self.tick.move_to(spot)
            if is_clear:
                break
        self._place_value(corner, high, away, strokes)

    def _place_value(self, corner: Array, high: float, away: float, strokes: Strokes) -> None:
        """Put how far up it is where it crosses nothing: as large as can be, or smaller."""
        view, axes = self._graph.view, self._graph.axes
        parts = (self.tick, self.run, self.rise, *axes.symbols, *(label for _, label in axes.ticks))
        taken = [Box.around(part) for part in parts]
        room = Box(view.box.left, view.box.bottom, view.box.right + 2 * _GAP, view.box.top)
        for one in self._values:
            self.value = one
            size = Size(self.value.width, self.value.height)
            out = HEIGHT / 2 + 2 * _GAP + size.width / 2
            beside = [corner + np.array([out * way, share * high, 0.0]) for way in (1, -1) for share in _LEVELS]
            beyond = [corner + np.array([x, high - lift * away, 0.0]) for lift in (1, 2, 3) for x in (0.0, -out, out)]
            beyond += [corner + np.array([x, lift * away, 0.0]) for lift in (1, 2, 3) for x in (0.0, -out, out)]
            place, is_clear = first_clear(size, [*beside, *beyond], strokes, taken, room)
            self.value.move_to(place)
            if is_clear:
                break
        self.submobjects = [self.face, self.run, self.rise, self.tick, self.value]

    def appear(self) -> Animation:
        """Return its coming: from the bead across, then up to the tangent."""
        place = self._graph.view.place
        edge = -UP if self._slope > 0 else UP
        return AnimationGroup(
            AnimationGroup(GrowFromPoint(self.run, place), FadeIn(self.tick)),
            AnimationGroup(GrowFromEdge(self.rise, edge), FadeIn(self.face)),
            lag_ratio=1.0,
        )

    def measures(self) -> Iterator[Measure]:
        """Yield both sides, and the slope that their lengths have on the graph's units."""
        across, up = self._graph.view.units
        foot = self._graph.foot
        yield Measure("ruler", "foot", self.run.drawn_length(), across * foot)
        yield Measure(
            "ruler", str(self.value.readings["value"].expression), self.rise.drawn_length(), up * foot * self._slope
        )
