"""The gap between an activation and the desired output, on the axis of a cost's graph, and as the slope's upright."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import RIGHT, UP, Animation, Dot, FadeIn, VGroup

from core.model.quantity import y
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.measures import Measure
from scenes.figures.slope_ride import SlopeRide
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.motion import Showing
from scenes.type.formula import Formula

_BESIDE, _UP = 1.6, 0.36
"""From the upright to what stands beside it, in widths of a strip; from the axis to the name of the dot."""


@final
class GapStrips(VGroup):
    """The gap on the axis, and as many copies as the slope has of it.

    Parameters
    ----------
    ride : SlopeRide
        Of the cost.
    times : int
        How many gaps the slope is.
    look : Theme

    Attributes
    ----------
    dot : Dot
        The desired output.
    tag : Formula
    gap : Strip
    copies : VGroup of Strip
    """

    def __init__(self, ride: SlopeRide, times: int, look: theme.Theme) -> None:
        self._ride, self._wanted = ride, ride.rest.value(y())
        colour = look.colour("a")
        self.dot = Dot(radius=1.2 * theme.DOT_RADIUS, color=look.colour("y"))
        self.tag = Formula("{y}", em=theme.LABEL, indexed=False, y=y())
        self.gap = Strip(colour, HEIGHT)
        self.copies = VGroup(*(Strip(colour, HEIGHT) for _ in range(times)))
        super().__init__(self.gap, self.dot, self.tag)

    def stand(self) -> None:
        """Stand on the axis of the graph, which stands already."""
        view = self._ride.view
        place = np.array([view.point(self._wanted, 0.0)[0], view.box.bottom, 0.0])
        self.dot.move_to(place)
        self.at(self._ride.rest)
        graph, size = self._ride.graph, Size(self.tag.width, self.tag.height)
        strokes = [(one[0], one[-1]) for line in (graph.curve, graph.tangent) for one in line.points.reshape(-1, 4, 3)]
        strokes += [(mark.get_start(), mark.get_end()) for mark in self._ride.axes.cut]
        places = [place + np.array([x, lift * _UP, 0.0]) for lift in (1, -1, 2) for x in (0.0, _UP, -_UP, 2 * _UP)]
        taken = [Box.around(one) for one in (graph.rise, graph.run, self.gap, self._ride.tick)]
        taken += [Box.around(label) for _, label in self._ride.axes.ticks]
        self.tag.move_to(first_clear(size, places, strokes, taken, view.box)[0])

    def at(self, moment: Moment) -> None:
        """Show the gap at a moment."""
        here = self._ride.view.point(moment.value(self._ride.ride.by), 0.0)[0]
        foot = self.dot.get_center()
        self.gap.span(foot, float(here - foot[0]))

    def appear(self) -> Animation:
        """Return its coming."""
        return FadeIn(self.dot, self.tag, self.gap)

    def lay_along(self) -> Animation:
        """Return how copies of the gap rise, turn by a quarter, and stand beside the slope's upright."""
        graph, length = self._ride.graph, self.gap.length
        beside = graph.corner + _BESIDE * HEIGHT * RIGHT
        ends = [beside + index * length * UP for index in range(len(self.copies))]
        count = max(len(self.copies), 1)

        def show(share: float) -> None:
            for index, (strip, end) in enumerate(zip(self.copies, ends, strict=True)):
                own = min(max(share * count - index, 0.0), 1.0)
                foot = self.gap.foot + own * (end - self.gap.foot)
                angle = own * np.pi / 2
                strip.span(foot, length, np.array([np.cos(angle), np.sin(angle), 0.0]))

        return Showing(self.copies, show)

    def measures(self) -> Iterator[Measure]:
        """Yield the gap as it is on the axis."""
        across = self._ride.view.units[0]
        gap = self._ride.graph.now.value(self._ride.ride.by) - self._wanted
        yield Measure("ruler", "gap to the desired output", self.gap.drawn_length(), across * gap)
