"""How often a matrix product is called for, one mark each, and how many products of numbers that is: a strip."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, LaggedStart, Line, VGroup, VMobject

from core.passes.choices.crowds import Shown
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
from scenes.figures.rectangles import rectangles
from scenes.figures.strip import Strip
from scenes.layout.box import Size
from scenes.layout.cells import APART, NEAR, TIGHT, Cells, Column, Row
from scenes.layout.frame import Frame
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_MOST, _DRAWN, _THICK = 0.9, 0.72, 0.3
"""From mark to mark at most, how much of that is drawn, and how thick a strip is."""
_EXAMPLES = 24
"""Columns of marks at most."""
_DOT = 0.03
_WRITTEN = 3.4
"""Down: all that is written, with the strip."""


@final
class CallCount:
    """A mark for each matrix product of each example, and one for each of them all; below, equal strips.

    Parameters
    ----------
    told : WholeBatch
    words : dict of str to str
        What is written: "alone", "all", "calls", "products".
    frame : Frame
    look : Theme

    Attributes
    ----------
    heads, calls, products : list
        Label; (Formula, Label); (Formula, Label); of both sides.
    marks : list of VGroup
        Of VMobject, a column of marks each.
    strips : list of Strip
    """

    def __init__(self, told: WholeBatch, words: dict[str, str], frame: Frame, look: theme.Theme) -> None:
        self._wide, moment = frame.is_wide, told.moment
        text, quiet = look.colour("text"), look.colour("quiet")
        self.heads = [Label(words[one], em=theme.FORMULA, colour=text) for one in ("alone", "all")]
        read = [moment.count(one) for one in (told.calls, told.calls_together)]
        self.calls = [(Formula("{n}", em=theme.FORMULA, n=one), Label(words["calls"])) for one in read]
        products = moment.count(told.products)
        self.products = [
            (Formula("{n}", em=theme.LABEL, colour=quiet, n=products), Label(words["products"])) for _ in read
        ]
        self._rows, shown = round(read[1].value), told.examples(_EXAMPLES)
        rows = self._rows
        width, height = self._pane(frame.stage.size)
        side = min(_MOST, width / len(shown.groups), height / rows)
        self.marks = [_marks(one, rows, side, text, quiet) for one in (shown, Shown((0,)))]
        self.strips = [Strip(quiet, _THICK) for _ in read]
        self._length, self._gap = 0.9 * width, NEAR / 2 + max(0.0, height - side * rows) / 4
        for strip in self.strips:
            strip.span(np.zeros(3), self._length)

    def _pane(self, room: Size) -> tuple[float, float]:
        if self._wide:
            return room.width / 2 - APART, room.height - _WRITTEN
        return room.width - NEAR, room.height / 2 - _WRITTEN

    def layout(self) -> Cells:
        """Return both sides, beside or below each other."""
        panes = [
            Column(
                self.heads[at],
                self.marks[at],
                Row(*self.calls[at], gap=TIGHT),
                self.strips[at],
                Row(*self.products[at], gap=TIGHT),
                gap=self._gap,
            )
            for at in range(2)
        ]
        return Row(*panes, gap=APART, place="end") if self._wide else Column(*panes, gap=NEAR)

    def head(self, **kwargs: object) -> Animation:
        """Return the coming of what stands over both sides."""
        return FadeIn(*self.heads, **kwargs)

    def count(self, at: int, **kwargs: object) -> Animation:
        """Return the coming of a side's marks, one by one, column after column, and of how many they are."""
        marks = LaggedStart(*map(self._one_by_one, self.marks[at]), lag_ratio=1.0)
        number, word = self.calls[at]
        return AnimationGroup(marks, FadeIn(number, word), lag_ratio=0.9, **kwargs)

    def _one_by_one(self, column: VMobject) -> Animation:
        """Return the coming of a column's marks, from its top; calm, and of what stands for columns, of all at once."""
        points = column.points.copy()
        if theme.is_calm() or not len(points):
            return FadeIn(column)
        each = len(points) // self._rows

        def show(share: float) -> None:
            column.points = points[: each * round(share * self._rows)]

        return Showing(column, show, rate_func=lambda share: share)

    def weigh(self, **kwargs: object) -> Animation:
        """Return the growing of both strips at once: they are equally long."""
        feet = [one.get_left() for one in self.strips]

        def show(share: float) -> None:
            for strip, foot in zip(self.strips, feet, strict=True):
                strip.span(foot, share * self._length)

        growing = Showing(VGroup(*self.strips), show)
        return AnimationGroup(growing, FadeIn(*(one for pair in self.products for one in pair)), **kwargs)

    def by_name(self) -> dict[str, object]:
        """Return its parts by what they are called."""
        written = {"heads": self.heads, "calls": self.calls, "products": self.products}
        return {"marks": [*self.marks], "strips": self.strips, **written}

    def on_stage(self) -> list[object]:
        """Return all that is seen at the end."""
        written = (part for pair in (*self.calls, *self.products) for part in pair)
        return [*self.heads, *self.marks, *self.strips, *written]


def _marks(shown: Shown, rows: int, side: float, colour: str, quiet: str) -> VGroup:
    """Return columns of marks; dots where columns are left out."""
    columns = VGroup()
    for at, group in enumerate(shown.groups):
        lone = len(group) == 1 and group[0] in shown.neurons
        column = _column(rows, side, colour) if lone else _dots(quiet)
        columns.add(column.move_to(np.array([at * side, 0.0, 0.0])))
    return columns


def _column(rows: int, side: float, colour: str) -> VMobject:
    found = VMobject(stroke_width=0).set_fill(colour, opacity=1)
    drawn = _DRAWN * side
    found.points = rectangles(np.zeros(rows), -side * np.arange(rows), drawn, np.full(rows, drawn))
    return found


def _dots(colour: str) -> VGroup:
    across = np.array([1.0, 0.0, 0.0])
    dots = [Line(np.zeros(3), 2 * _DOT * across, color=colour, stroke_width=theme.BOLD_LINE) for _ in range(3)]
    return VGroup(*(dot.shift(4 * at * _DOT * across) for at, dot in enumerate(dots)))
