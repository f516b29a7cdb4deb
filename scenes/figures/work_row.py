"""What a walk is called, how many examples it has run, as a number and a strip, and to which cost it has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import LEFT, Dot, Line, VGroup

from core.model.fact import EXAMPLES, RUNS
from core.model.quantity import C
from core.notation.reading import Reading
from core.passes.choices.one_or_all import OneOrAll
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.figures.trail import Trail
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, TIGHT
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_SAMPLE, _THICK, _LINE, _BAR = 0.7, 0.2, 0.5, 0.34
"""How long a piece of its line is, how thick its strip; what a line of type and the strip take down."""
_DIGITS = 3


@final
class WorkRow(VGroup):
    """One walk beside its map.

    Parameters
    ----------
    told : OneOrAll
    size : int
        Examples a step.
    words : (str, str)
        How it is called, with braces for that number; what follows the number of examples run.
    look : Theme
    tall : bool
        Whether it has a broad room below its map, so that the cost stands at the right.

    Attributes
    ----------
    sample : VGroup
        A piece of its line, as on the map.
    called : VGroup
    runs, cost : ReadOut
    strip : Strip
    """

    def __init__(self, told: OneOrAll, size: int, words: tuple[str, str], look: theme.Theme, *, tall: bool) -> None:
        self._told, self._size, self._tall, self._reached = told, size, tall, 0.0
        start, text = told.after(size, 0), look.colour("text")
        kind = "all" if size == told.examples else "one" if size == 1 else "few"
        self.sample = _piece(Trail(look, kind))
        number = told.moment.count(EXAMPLES if kind == "all" else size)
        self.called = _worded(words[0], Formula("{n}", em=theme.LABEL, n=number), text)
        most = told.walk(size).runs
        self.runs = ReadOut(start, RUNS, largest=most, digits=len(str(most)), em=theme.LABEL, colour=text)
        self.after = Label(words[1], em=theme.LABEL, colour=look.colour("quiet"))
        self.strip = Strip(look.colour("quiet" if kind == "one" else "text"), _THICK)
        self.symbol = Formula("{C} =", em=theme.LABEL, C=C)
        costs = [float(told.walk(one).costs.max()) for one in {1, told.size, told.examples}]
        self.cost = ReadOut(
            start, C, largest=max(map(abs, costs)), digits=_DIGITS, em=theme.LABEL, colour=look.colour("C")
        )
        self._most = told.walk(told.examples).runs
        super().__init__(self.sample, self.called, self.runs, self.after, self.strip, self.symbol, self.cost)
        least = self.least_size()
        self.fill(Box(0.0, 0.0, least.width, least.height))

    @property
    def ends(self) -> tuple[Reading, Reading]:
        """The cost as it is written at first and at last."""
        self.at(self._told.steps)
        last = self.cost.reading
        self.at(0.0)
        return self.cost.reading, last

    def least_size(self) -> Size:
        """Return the room of its lines."""
        called = _SAMPLE + TIGHT + float(self.called.width)
        runs = float(self.runs.width) + TIGHT + float(self.after.width)
        cost = float(self.symbol.width + self.cost.width) + TIGHT
        width = max(called, runs) + APART + cost if self._tall else max(called, runs, cost)
        return Size(width + TIGHT, self._height)

    @property
    def _height(self) -> float:
        return (2 if self._tall else 3) * _LINE + _BAR

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box; the longest strip is as broad as the box, if that is not too broad."""
        box = box.inset(TIGHT / 2, 0.0)
        top = box.centre[1] + self._height / 2
        self._foot, self._length = np.array([box.left, top - 2 * _LINE - _BAR / 2, 0.0]), box.width
        height = top - _LINE / 2
        self.sample.move_to(np.array([box.left, height, 0.0]), aligned_edge=LEFT)
        self.called.move_to(np.array([box.left + _SAMPLE + TIGHT, height, 0.0]), aligned_edge=LEFT)
        start, end = (self._told.after(self._size, step) for step in (0, self._told.steps))
        cost = 1.5 if self._tall else 2.5 + _BAR / _LINE
        for written, line in ((self.runs, 1.5), (self.cost, cost)):
            written.move_to(np.array([box.left, top - line * _LINE, 0.0]), aligned_edge=LEFT)
        left, right = self.runs.span([start, end])
        self.runs.shift(np.array([box.left - left, 0.0, 0.0]))
        self.after.move_to(np.array([right + box.left - left + TIGHT, 0.0, 0.0]), aligned_edge=LEFT)
        self.after.on_baseline(self.runs.baseline)
        self.symbol.move_to(np.array([box.left, 0.0, 0.0]), aligned_edge=LEFT).on_baseline(self.cost.baseline)
        self.cost.follow(self.symbol, [start, end])
        if self._tall:
            VGroup(self.symbol, self.cost).shift(
                np.array([box.right - max(float(self.cost.get_right()[0]), self.cost.span([start, end])[1]), 0.0, 0.0])
            )
        self.at(self._reached)

    def at(self, reached: float) -> None:
        """Show what so many steps have taken, and to which cost they have come."""
        self._reached = reached
        moment = self._told.after(self._size, int(reached + 1e-9))
        self.runs.at(moment)
        self.cost.at(moment)
        self.strip.span(self._foot, self._length * moment.value(RUNS) / self._most)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of its strip."""
        meant = self._length * self._told.after(self._size, int(self._reached + 1e-9)).value(RUNS) / self._most
        yield Measure("ruler", str(RUNS), self.strip.drawn_length(), meant)


def _piece(trail: Trail) -> VGroup:
    """Return a piece of a trail's line with its mark."""
    line = Line(np.zeros(3), np.array([_SAMPLE, 0.0, 0.0]))
    line.match_style(trail.line)
    piece = VGroup(line)
    if trail.is_marked:
        piece.add(Dot(line.get_center(), radius=2 * trail.mark, color=trail.marks.get_fill_color()))
    return piece


def _worded(words: str, number: Formula, colour: str) -> VGroup:
    """Return words with a number where they have braces."""
    found = VGroup()
    before, _, after = words.partition("{}")
    for part in (before.strip(), number, after.strip()):
        if not part:
            continue
        line = Label(part, em=theme.LABEL, colour=colour) if isinstance(part, str) else part
        if len(found):
            line.shift(np.array([found.get_right()[0] + TIGHT - line.get_left()[0], 0.0, 0.0]))
        found.add(line.on_baseline(0.0))
    return found
