"""Marks that quantities leave on their lines as one of them goes in equal steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import UP, Line, VGroup

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.components.number_line import NumberLine

_FOOT, _HEIGHT = 0.1, 0.2
"""How far above its line a mark begins, and how high it is."""


@final
class Footprints(VGroup):
    """One mark on every line for each step of a nudge, seen once the nudge has passed it.

    Parameters
    ----------
    moment : Moment
    lines : sequence of NumberLine
        Those that move.
    rest : Moment
    by : Quantity
        What goes in equal steps.
    steps : sequence of float
        The nudges at which marks are left.

    Attributes
    ----------
    marks : dict
        From the quantity in plain text to its marks, in the order of the steps.
    """

    def __init__(self, rest: Moment, lines: Sequence[NumberLine], by: Quantity, steps: Sequence[float]) -> None:
        self._steps, self._kept = tuple(steps), set[int]()
        self.marks: dict[str, VGroup] = {}
        for line in lines:
            marks = VGroup()
            for step in steps:
                at = line.point(rest.nudged(by, step).value(line.quantity))
                mark = Line(at + UP * _FOOT, at + UP * (_FOOT + _HEIGHT), color=theme.colour_of(line.quantity))
                marks.add(mark.set_stroke(width=theme.LINE_WIDTH, opacity=0))
            self.marks[str(line.quantity)] = marks
        super().__init__(*self.marks.values())

    def at(self, moment: Moment) -> None:
        """Show the marks between rest and a state's nudge, and those that are kept."""
        self._show(set(self._passed(moment)) | self._kept)

    def keep(self, moment: Moment) -> None:
        """Let the marks up to a state's nudge stay from now on."""
        self._kept |= set(self._passed(moment))

    def _passed(self, moment: Moment) -> list[int]:
        nudge = float(moment.state.nudges[-1].by.real) if moment.state.nudges else 0.0
        slack = 1e-9 * abs(nudge)
        low, high = min(0.0, nudge) - slack, max(0.0, nudge) + slack
        return [index for index, step in enumerate(self._steps) if low <= step <= high]

    def _show(self, seen: set[int]) -> None:
        for marks in self.marks.values():
            for index, mark in enumerate(marks):
                mark.set_stroke(opacity=1 if index in seen else 0)
