"""One neuron and all that it speaks to, as paths to the cost: lifted out of a network, then drawn apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import numpy as np
from manim import Animation, Line, VGroup

from core.model.arrays import Array
from core.model.quantity import a
from core.passes.choices.onward_paths import OnwardPaths
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.lane import Course
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.network import Network
from scenes.layout.box import Box, Size
from scenes.layout.ink import middle_of_ink
from scenes.type.formula import Formula

_SPREAD = 0.8
"""Of the breadth: from the first neuron to the last, where there are few."""
_BROAD = 2.0
"""How many times as broad as other lines are those by which the neuron speaks."""


@final
class Fan(VGroup):
    """A neuron's paths, one over each neuron of the next layer; those that are not told stand together as a number.

    Parameters
    ----------
    paths : OnwardPaths
    ends : LaneEnds
    greys : Greys
    look : Theme
    tall : bool
        Whether paths run down the frame.

    Attributes
    ----------
    between : VGroup
        The neurons of the next layer, and the lines to them and from them.
    """

    def __init__(self, paths: OnwardPaths, ends: LaneEnds, greys: Greys, look: theme.Theme, *, tall: bool) -> None:
        self._layer, self._ends, self._tall = paths.layer + 1, ends, tall
        moment, told = paths.moment, paths.told
        self.discs = [Disc(moment, a(self._layer, j), greys, ends.disc.radius) for j in told.shown]
        self._spoken = {"color": look.colour("w"), "width": _BROAD * theme.LINE_WIDTH}
        self._lines = [(Line(), Line(color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)) for _ in self.discs]
        for line, _ in self._lines:
            line.set_stroke(**self._spoken)
        self.others: Formula | None = None
        if told.others:
            self.others = Formula("+{n}", em=theme.LABEL, colour=look.colour("quiet"), n=moment.count(len(told.others)))
        crowd = [self.others] if self.others else []
        self.between = VGroup(*(line for pair in self._lines for line in pair), *self.discs, *crowd)
        super().__init__(self.between, ends)

    def least_size(self) -> Size:
        """Return the room for its ends alone."""
        return self._ends.least_size()

    def fill(self, box: Box) -> None:
        """Stand in a box, the neurons of the next layer spread over all its breadth."""
        self._ends.fill(box)
        course, radius = Course(box, self._tall), self._ends.radius
        rows = len(self.discs) + (self.others is not None)
        pitch = max(
            course.breadth / rows, min(_SPREAD * course.breadth, course.breadth - 2 * radius) / max(1, rows - 1)
        )
        first, last = self._ends.lengths
        middle = (first + course.length - last) / 2
        places = [(row - (rows - 1) / 2) * pitch * (1 if self._tall else -1) for row in range(rows)]
        points = [course.point(middle, place) for place in places]
        self._stand(points, min(radius, pitch / 2))

    def gather(self, network: Network) -> None:
        """Stand where a network has all of it."""
        self._ends.gather(network)
        discs = [network.discs[self._layer, disc.quantity.neurons[0]] for disc in self.discs]
        points = [disc.centre for disc in discs]
        if self.others:
            points.append(network.hidden_place(self._layer) if self._layer in network.counts else points[-1])
        self._stand(points, network.radius)

    def light(self, edges: Iterable[Line]) -> list[Animation]:
        """Return the brightening of a network's edges: they become as its own are."""
        return [edge.animate.set_stroke(**self._spoken) for edge in edges]

    def middle(self) -> float:
        """Return where the middle of what is drawn is, across the stage."""
        return middle_of_ink(self)

    def _stand(self, points: list[Array], radius: float) -> None:
        neuron, cost = self._ends.disc, self._ends.square.frames
        for disc, (there, on), at in zip(self.discs, self._lines, points, strict=False):
            disc.stand(at, radius)
            _lead(there, neuron.centre, at, neuron.radius, radius)
            edge = np.array(cost.get_top() if self._tall else cost.get_left())
            _lead(on, at, edge, radius, 0.0)
        if self.others:
            self.others.move_to(points[-1])


def _lead(line: Line, start: Array, end: Array, *radii: float) -> None:
    """Lead a line from rim to rim."""
    along = (end - start) / np.linalg.norm(end - start)
    line.put_start_and_end_on(start + radii[0] * along, end - radii[1] * along)
