"""One factor of the chain rule as the slope of a curve: a point slides, its tangent and number follow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import final

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, Create, DashedLine, FadeIn, LaggedStart, Line, VGroup

from core.model.activation import Curve
from core.model.quantity import C, Quantity, a, slope, w, y, z
from core.passes.choices.nudges import round_nudge
from core.passes.moment import Moment
from scenes import theme
from scenes.components.slope_plot import SlopePlot
from scenes.figures.scale import Scale, scale_for
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

ROOM, HEIGHT = 5.3, 2.93
"""Width of the whole panel, height of its plot."""
HEADROOM = 0.5
"""Between plot and heading; the label of y stands in it."""
LEAST_RUN = 0.4
"""Length from which a step of one unit can be seen and labelled."""
_SAMPLES = 30
"""States of a slide in which its number is tried."""


@final
class FactorPanel(VGroup):
    """The curve of one quantity against another, with its slope as a running number.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
    across : Scale
    stops : sequence of float
        Nudges of `by` that the point will visit; the scale upwards shows them all.
    desired : bool
        Whether y is marked on the axis across, and the distance to it.
    rises : bool
        Whether one step to the right is drawn, and what it adds.

    Attributes
    ----------
    plot, slide, heading, read_out
    rise : Rise
        For a straight line: one step to the right and what it adds.
    stops : tuple of float
    """

    def __init__(
        self,
        moment: Moment,
        of: Quantity,
        by: Quantity,
        *,
        across: Scale,
        stops: Sequence[float],
        desired: bool = False,
        rises: bool = False,
    ) -> None:
        self.stops = tuple(stops)
        moments = [moment, *(moment.nudged(by, stop) for stop in self.stops)]
        self._by = by
        rest = moment.value(by)
        ends = [moment.nudged(by, end - rest) for end in (across.low, across.high)]
        up = scale_for(_seen(of, moments, ends))
        drawn = partial(SlopePlot, moment, of, by, across=across, up=up, height=HEIGHT, indexed=False)
        self.plot = drawn(width=_width_beside(drawn(width=ROOM - 1)))
        self.slide = self.plot.slide()
        quotient = slope(of, by)
        largest = max(abs(one.value(quotient)) for one in moments)
        symbol = Formula("{slope} =", em=theme.TEXT, indexed=False, slope=quotient)
        self.read_out = ReadOut(moment, quotient, largest=largest, colour=theme.colour("C"))
        self.read_out.follow(symbol, self._on_the_way(moment))
        self.heading = VGroup(symbol, self.read_out)
        self.heading.next_to(self.plot.axes, UP, buff=HEADROOM).align_to(self.plot.axes, RIGHT)
        self.frame = VGroup(self.plot.axes, self.plot.ticks, self.plot.labels)
        self.wanted, self.distance = VGroup(), VGroup()
        if desired:
            self._mark_y(moment)
        self.rise = self._rise(moment) if rises else VGroup()
        parts = (self.frame, self.wanted, self.distance, self.plot.curve, self.rise, self.slide, self.heading)
        super().__init__(*parts)
        self.at(moment)

    def at(self, moment: Moment) -> None:
        """Slide to a state; the tangent and the number follow."""
        self.slide.at(moment)
        self.read_out.at(moment)
        if self.distance.submobjects:
            ends = [self.plot.foot(moment.value(q)) for q in (y(), self._by)]
            self.distance.submobjects[0].put_start_and_end_on(ends[0], ends[1] + RIGHT * 1e-6)

    def appear(self) -> Animation:
        """Grow axes and curve, then the point with its tangent and the number."""
        rest = VGroup(self.wanted, self.distance, self.rise, self.slide, self.heading)
        return LaggedStart(FadeIn(self.frame), Create(self.plot.curve), FadeIn(rest), lag_ratio=0.5)

    def thumbnail(self, height: float) -> VGroup:
        """Return a small copy of the curve with its tangent, without type.

        Parameters
        ----------
        height : float
        """
        return VGroup(self.plot.axes, self.plot.curve, self.slide).copy().scale_to_fit_height(height)

    def _on_the_way(self, moment: Moment) -> list[Moment]:
        """Return a state and others that the slide passes through."""
        low, high = min(0.0, *self.stops), max(0.0, *self.stops)
        return [moment, *(moment.nudged(self._by, float(by)) for by in np.linspace(low, high, _SAMPLES))]

    def _rise(self, moment: Moment) -> VGroup:
        """Return a step of one unit to the right and the rise that it adds, with their symbols."""
        start, end = (self.plot.at_value(moment.nudged(self._by, by)) for by in (0.0, 1.0))
        if not LEAST_RUN < end[0] - start[0] < self.plot.axes.width / 2:
            return VGroup()
        corner = np.array([end[0], start[1], 0.0])
        away = DOWN if end[1] >= start[1] else UP
        run = Line(start, corner, color=theme.colour("w"), stroke_width=theme.LINE_WIDTH)
        leg = Line(corner, end + UP * 1e-6, color=theme.colour("z"), stroke_width=theme.LINE_WIDTH)
        one = Formula("1", em=theme.LABEL, colour=theme.colour("w")).next_to(run, away, buff=0.1)
        added = Formula("{a}", em=theme.LABEL, indexed=False, a=a((self._by.layer or 1) - 1))
        added.next_to(corner, away + RIGHT, buff=0.06)
        return VGroup(run, leg, one, added)

    def _mark_y(self, moment: Moment) -> None:
        colour = theme.colour("y")
        foot = self.plot.foot(moment.value(y()))
        rule = DashedLine(foot, foot + UP * HEIGHT, color=colour, stroke_width=theme.LINE_WIDTH)
        label = Formula("{y}", em=theme.TEXT, indexed=False, y=y()).next_to(rule, UP, buff=0.08)
        self.wanted = VGroup(rule, label)
        self.distance = VGroup(Line(foot, foot + RIGHT, color=colour, stroke_width=theme.BOLD_LINE))


def cost_panel(moment: Moment) -> FactorPanel:
    """Return the panel of the cost against the last activation, y marked.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    """
    by = a(moment.network.depth)
    here, wanted = moment.value(by), moment.value(y())
    if moment.network.cost.log_shares:
        # the curve has no bottom at the very ends, so the point keeps away from them
        stops = [min(max(end, 0.1), 0.9) - here for end in (wanted, 1 - wanted)]
        return FactorPanel(moment, C, by, across=_unit(here), stops=stops, desired=True)
    away = here - wanted
    if abs(away) < 1e-6 * max(1.0, abs(wanted)):
        away = round_nudge(wanted)
    across = scale_for([wanted - 1.3 * away, wanted + 1.3 * away])
    return FactorPanel(moment, C, by, across=across, stops=[wanted - here, wanted - away - here], desired=True)


def activation_panel(moment: Moment) -> FactorPanel:
    """Return the panel of the last activation against its weighted sum.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    """
    last = moment.network.depth
    here = moment.value(z(last))
    reach = max(6.0, 1.2 * abs(here))
    across = Scale(-reach, reach, _tick(reach))
    if moment.network.layers[-1].activation.curve == Curve.WAVE:
        # it looks the same everywhere, so it is drawn around the point
        across = scale_for([here - 6.0, here + 6.0])
    # the point visits both sides, staying within the frame
    low, high = (0.8 * end + 0.2 * (across.low + across.high) / 2 for end in (across.low, across.high))
    return FactorPanel(moment, a(last), z(last), across=across, stops=[low - here, high - here])


def sum_panel(moment: Moment) -> FactorPanel:
    """Return the panel of the weighted sum against the weight: a straight line.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    """
    last = moment.network.depth
    here, reach = moment.value(w(last)), 5 * round_nudge(moment.value(w(last)))
    across = scale_for([here - reach, here + reach])
    return FactorPanel(moment, z(last), w(last), across=across, stops=[-0.9 * reach, 0.9 * reach], rises=True)


def _width_beside(plot: SlopePlot) -> float:
    """Return the width of an axis that, with the symbols and numbers beside it, fills the room."""
    return ROOM - (VGroup(plot.axes, plot.ticks, plot.labels).width - plot.axes.width)


def _seen(of: Quantity, moments: Sequence[Moment], ends: Sequence[Moment]) -> list[float]:
    """Return what the scale upwards shows: the visited values, and the curve's ends unless they run away."""
    visited = [one.value(of) for one in moments]
    reach = 3 * max(map(abs, visited))
    reached = [one.value(of) for one in ends]
    return [*visited, *(value for value in reached if np.isfinite(value) and abs(value) <= reach)]


def _unit(here: float) -> Scale:
    return Scale(min(0.0, here), max(1.0, here), 0.5)


def _tick(reach: float) -> float:
    return float(scale_for([-reach, reach]).step)
