"""The average cost after each step downhill, every point recomputed from the network of that step."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, Dot, FadeIn, LaggedStart, Line, VGroup

from core.model.quantity import C
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.scale import Scale, scale_for
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_TICK = 0.09
_LEAST_PITCH = 0.32
"""Between the numbers of steps."""
_LEAST, _FINEST = 0.3, 1e-3
"""The share of the axis that the cost's way takes at least, unless it is so little that no axis tells it."""


@final
class CostCurve(VGroup):
    """Cost against steps.

    The axis starts at zero; where the cost moves too little to be seen, it is drawn closer around it.

    Parameters
    ----------
    start : Moment
        Before any step, of one example or the average over all.
    steps : int
        How many steps there is room for, at least one.
    width, height : float
        Of the plot, without its labels.

    Attributes
    ----------
    axes, ticks, labels : VGroup
    dots, segments : VGroup
        One dot for each step from 0, and the lines between them.
    read_out : ReadOut
        The cost of the step that was reached last.
    """

    def __init__(self, start: Moment, steps: int, *, width: float = 4.6, height: float = 2.0) -> None:
        self._size = np.array([width, height])
        self._moments = [start.after(step) for step in range(steps + 1)]
        costs = [moment.value(C) for moment in self._moments]
        self._across = Scale(0.0, float(steps), float(math.ceil(_LEAST_PITCH * steps / width)))
        from_zero = scale_for([0.0, *costs])
        way, whole = max(costs) - min(costs), from_zero.high - from_zero.low
        self._up = scale_for(costs) if _FINEST * whole < way < _LEAST * whole else from_zero
        grey = theme.colour("quiet")
        ends = ([width, 0, 0], [0, height, 0])
        self.axes = VGroup(*(Line([0, 0, 0], end, color=grey, stroke_width=theme.LINE_WIDTH) for end in ends))
        self.ticks = self._ticks(grey)
        self.read_out = ReadOut(
            self._moments[0], C, largest=max(map(abs, costs)), em=theme.TEXT, colour=theme.colour("C")
        )
        self.labels = self._labels()
        points = [self.point(step, cost) for step, cost in enumerate(costs)]
        self.dots = VGroup(*(Dot(point, radius=theme.DOT_RADIUS * 0.75, color=theme.colour("C")) for point in points))
        self.segments = VGroup(
            *(
                Line(start, end, color=theme.colour("C"), stroke_width=theme.LINE_WIDTH)
                for start, end in pairwise(points)
            )
        )
        super().__init__(self.axes, self.ticks, self.labels, self.segments, self.dots, self.read_out)

    def point(self, step: float, cost: float) -> np.ndarray:
        """Return where a cost lies at first, before the plot is moved."""
        share = np.array([self._across.share(step), self._up.share(cost)])
        return np.array([*(share * self._size), 0.0])

    def at(self, moment: Moment) -> None:
        """Show the cost of a step as a number."""
        self.read_out.at(self._moments[moment.state.step])

    def appear(self) -> Animation:
        """Return the coming of the axes and of the point before the first step."""
        frame = VGroup(self.axes, self.ticks, self.labels)
        return LaggedStart(FadeIn(frame), FadeIn(self.dots[0], self.read_out), lag_ratio=0.5)

    def reach(self, step: int) -> Animation:
        """Return the way from one step to the next."""
        return AnimationGroup(Create(self.segments[step - 1]), FadeIn(self.dots[step]), lag_ratio=0.6)

    def _ticks(self, grey: str) -> VGroup:
        marks = VGroup()
        for tick in self._across.ticks:
            foot = self.point(tick, self._up.low)
            mark = Line(foot, foot + DOWN * _TICK, color=grey, stroke_width=theme.LINE_WIDTH)
            marks.add(VGroup(mark, Label(f"{tick:g}").next_to(mark, DOWN, buff=0.08)))
        shown = list(zip(self._up.ticks, self._up.tick_numerals, strict=True))
        for tick, numeral in (shown[0], shown[-1]) if len(shown) > 1 else shown:
            foot = self.point(0.0, tick)
            mark = Line(foot, foot + LEFT * _TICK, color=grey, stroke_width=theme.LINE_WIDTH)
            label = Formula(numeral.typst(), em=theme.LABEL, colour=grey)
            marks.add(VGroup(mark, label.next_to(mark, LEFT, buff=0.08)))
        return marks

    def _labels(self) -> VGroup:
        """Return what the axes are; the number of the cost stands beside its symbol, above the plot."""
        last = self.ticks[len(self._across.ticks) - 1][1]
        steps = Label("steps").next_to(last, RIGHT, buff=0.2).on_baseline(last.baseline)
        symbol = Formula("{C} =", em=theme.TEXT, C=C).next_to(self.axes[1], UP, buff=0.22)
        self.read_out.follow(symbol, self._moments)
        return VGroup(steps, symbol)
