"""Threads from dot to dot down a column of lines: how quantities follow one another, and the plot that this leaves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import Animation, AnimationGroup, Circle, Create, LaggedStart, Line, VGroup, VMobject

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.quantity_row import QuantityRow

_PRINT = 0.05
"""Radius of the mark that a dot leaves."""


@final
class Threads(VGroup):
    """A bright thread through the dots of some rows, and a pale one for each step that it has passed.

    Parameters
    ----------
    rows : sequence of QuantityRow
        In their places already, from the top.
    rest : Moment
    by : Quantity
        What goes in equal steps.
    steps : sequence of float
        The nudges at which threads are left.
    look : Theme

    Attributes
    ----------
    bands : VGroup
        The pale threads between each two rows, as one shape.
    marks : VGroup
        The marks that they leave on each row, as one shape.
    live : VGroup of Line
        The bright thread, from row to row.
    """

    def __init__(
        self, rows: Sequence[QuantityRow], rest: Moment, by: Quantity, steps: Sequence[float], look: theme.Theme
    ) -> None:
        self._rows, self._steps, self._kept = rows, tuple(steps), set[int]()
        colours = [look.colour_of(row.quantity) for row in rows]
        self._places = np.array([[row.place(rest.nudged(by, step)) for row in rows] for step in steps])
        self._pale = [look.dimmed(colour, theme.PALE) for colour in colours]
        self.bands = VGroup(*map(_line, self._pale[:-1]))
        self.marks = VGroup(*map(_spot, self._pale))
        self.live = VGroup(*(Line(color=colour, stroke_width=theme.BOLD_LINE) for colour in colours[:-1]))
        super().__init__(self.bands, self.marks, self.live)
        self.at(rest)

    def at(self, moment: Moment) -> None:
        """Lead the bright thread through a moment's dots, and show what it has passed so far."""
        for line, (upper, lower) in zip(self.live, pairwise(self._rows), strict=True):
            line.put_start_and_end_on(upper.place(moment), lower.place(moment))
        seen = self._places[sorted(set(self._passed(moment)) | self._kept)]
        for index, band in enumerate(self.bands):
            band.points = _lines(seen[:, index], seen[:, index + 1])
        for index, mark in enumerate(self.marks):
            mark.points = _rounds(seen[:, index])

    def keep(self, moment: Moment) -> None:
        """Let the threads up to a moment's nudge stay from now on."""
        self._kept |= set(self._passed(moment))

    def fall(self, rows: Sequence[Animation]) -> Animation:
        """Return the fall of the bright thread from row to row, each row coming as it is reached."""
        steps = (AnimationGroup(Create(line), row, lag_ratio=0.6) for line, row in zip(self.live, rows, strict=True))
        return LaggedStart(*steps, lag_ratio=1.0)

    def light(self, band: VMobject) -> Animation:
        """Return the lighting of one band of pale threads."""
        return band.animate.set_stroke(self.live[self.bands.submobjects.index(band)].get_stroke_color())

    def shade(self, band: VMobject) -> Animation:
        """Return its going back to where it keeps the viewer's place."""
        return band.animate.set_stroke(self._pale[self.bands.submobjects.index(band)])

    def _passed(self, moment: Moment) -> list[int]:
        nudges = moment.state.nudges
        by = float(nudges[-1].by.real) if nudges else 0.0
        slack = 1e-9 * abs(by)
        low, high = min(0.0, by) - slack, max(0.0, by) + slack
        return [index for index, step in enumerate(self._steps) if nudges and low <= step <= high]


def _line(colour: str) -> VMobject:
    return VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)


def _spot(colour: str) -> VMobject:
    return VMobject(fill_color=colour, fill_opacity=1, stroke_width=0)


def _lines(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return straight cubic pieces, one from each start to its end."""
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    return (starts[:, None] + shares * (ends - starts)[:, None]).reshape(-1, 3)


def _rounds(centres: np.ndarray) -> np.ndarray:
    """Return a small circle around each centre."""
    circle = Circle(radius=_PRINT).points
    return (centres[:, None] + circle[None]).reshape(-1, 3)
