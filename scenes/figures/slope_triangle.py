"""A slope as a triangle on a curve: so far across, so far up along the tangent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import UP, Animation, AnimationGroup, FadeIn, GrowFromEdge, GrowFromPoint, VGroup, VMobject

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

_GAP = 0.12
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
        self.tick = Formula(short(foot).typst(), em=theme.FORMULA, colour=colours[0])
        reading = rest.read(quantity if foot == 1 else foot * quantity, _DIGITS)
        self.value = Formula("{value}", em=theme.FORMULA, colour=colours[1], value=reading)
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
        away = side * (HEIGHT / 2 + _GAP + self.tick.height / 2)
        pieces = self._graph.curve.points.reshape(-1, 4, 3), self._graph.tangent.points.reshape(-1, 4, 3)
        strokes = [(piece[0], piece[-1]) for one in pieces for piece in one]
        strokes += [(place, corner), (corner, corner + high * UP)]
        strokes += [(line.get_start(), line.get_end()) for line in (self._graph.axes.across,) if len(line.points)]
        over = [place + np.array([share * long, lift * away, 0.0]) for lift in (1, 2, 3) for share in (0.5, 0.3, 0.7)]
        tick = Size(self.tick.width, self.tick.height)
        self.tick.move_to(first_clear(tick, over, strokes, [Box.around(self.rise)], view.box)[0])
        size = Size(self.value.width, self.value.height)
        out = HEIGHT / 2 + 2 * _GAP + size.width / 2
        levels = (0.5, 0.25, 0.75, 0.0, 1.0, -0.3, 1.3)
        beside = [corner + np.array([out * way, share * high, 0.0]) for way in (1, -1) for share in levels]
        beyond = [corner + np.array([x, high - lift * away, 0.0]) for lift in (1, 2, 3) for x in (0.0, -out, out)]
        beyond += [corner + np.array([x, lift * away, 0.0]) for lift in (1, 2, 3) for x in (0.0, -out, out)]
        axes = self._graph.axes
        taken = [
            Box.around(one)
            for one in (self.tick, self.run, self.rise, *axes.symbols, *(label for _, label in axes.ticks))
        ]
        room = Box(view.box.left, view.box.bottom, view.box.right + 2 * _GAP, view.box.top)
        self.value.move_to(first_clear(size, [*beside, *beyond], strokes, taken, room)[0])

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
