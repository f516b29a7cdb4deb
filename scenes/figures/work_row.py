"""One walk beside its map: what it is called, the cost to which it has come, and how many examples it has run."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import LEFT, Dot, Line, VGroup

from core.model.fact import EXAMPLES, RUNS
from core.model.quantity import C
from core.notation.reading import Reading
from core.passes.choices.one_or_all import OneOrAll
from scenes import theme
from scenes.figures.cost_plane import CostPlane
from scenes.figures.strip import Strip
from scenes.figures.trail import Trail
from scenes.layout.box import Box
from scenes.layout.cells import APART, TIGHT
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_SAMPLE, _THICK, _DIGITS = 0.7, 0.2, 3
"""How long a piece of its line is, how thick its strip; digits of a cost."""


@final
class WorkRow(VGroup):
    """What is shown of one walk beside its map.

    Parameters
    ----------
    told : OneOrAll
    size : int
        Examples a step.
    words : str
        How it is called, with braces for that number.
    look : Theme

    Attributes
    ----------
    sample : VGroup
        A piece of its line, as on the map.
    called : VGroup
    runs, cost : ReadOut
    curve : Trail
        Its cost.
    strip : Strip
        As long as the examples that it has run.
    """

    def __init__(self, told: OneOrAll, size: int, words: str, look: theme.Theme) -> None:
        self._told, self._size, self._reached = told, size, 0.0
        start, text = told.after(size, 0), look.colour("text")
        kind = "all" if size == told.examples else "one" if size == 1 else "few"
        number = told.moment.count(EXAMPLES if kind == "all" else size)
        self.curve = Trail(look, kind, is_marked=False)
        self.sample = _piece(Trail(look, kind))
        self.called = _worded(words, Formula("{n}", em=theme.LABEL, n=number), text)
        self.symbol = Formula("{C} =", em=theme.LABEL, C=C)
        costs = [float(told.walk(one).costs.max()) for one in {1, told.size, told.examples}]
        largest = max(map(abs, costs))
        self.cost = ReadOut(start, C, largest=largest, digits=_DIGITS, em=theme.LABEL, colour=look.colour("C"))
        self.most = told.walk(size).runs
        digits = len(str(self.most))
        self.runs = ReadOut(start, RUNS, largest=self.most, digits=digits, em=theme.LABEL, colour=text)
        self.strip = Strip(look.colour("quiet" if kind == "one" else "text"), _THICK)
        super().__init__(self.sample, self.called, self.symbol, self.cost, self.curve, self.strip, self.runs)

    def cost_after(self, steps: int) -> Reading:
        """Return the cost after so many steps as it is written here."""
        reached = self._reached
        self.at(steps)
        found = self.cost.reading.in_own_digits()
        self.at(reached)
        return found

    @property
    def line_width(self) -> float:
        """What its line of type takes."""
        return _SAMPLE + TIGHT + float(self.called.width) + APART + float(self.symbol.width + self.cost.width) + TIGHT

    def stand(self, line: Box, plane: CostPlane, height: float, unit: float) -> None:
        """Write what it is called and its cost on a line, lead its curve over a plane, its strip along a height.

        Parameters
        ----------
        line : Box
        plane : CostPlane
            Of steps and costs.
        height : float
        unit : float
            How long the strip is for one example.
        """
        y = float(line.centre[1])
        start, end = (self._told.after(self._size, step) for step in (0, self._told.steps))
        self.sample.move_to(np.array([line.left, y, 0.0]), aligned_edge=LEFT)
        self.called.move_to(np.array([line.left + _SAMPLE + TIGHT, y, 0.0]), aligned_edge=LEFT)
        self.cost.move_to(np.array([line.left, y, 0.0]), aligned_edge=LEFT)
        self.symbol.move_to(np.array([line.left, y, 0.0]), aligned_edge=LEFT).on_baseline(self.cost.baseline)
        self.cost.follow(self.symbol, [start, end])
        edge = max(float(self.cost.get_right()[0]), self.cost.span([start, end])[1])
        VGroup(self.symbol, self.cost).shift(np.array([line.right - edge, 0.0, 0.0]))
        costs = self._told.walk(self._size).costs
        self.curve.stand(plane.points(np.column_stack([np.arange(len(costs)), costs])))
        self._foot, self.unit = np.array([plane.box.left, height, 0.0]), unit
        self.runs.move_to(self._foot, aligned_edge=LEFT)
        left, _ = self.runs.span([start, end])
        tip = self._foot[0] + unit * self.most + 2 * TIGHT
        self.runs.shift(np.array([tip - left, 0.0, 0.0]))
        self.at(self._reached)

    def at(self, reached: float) -> None:
        """Show what so many steps have taken, and to which cost they have come."""
        self._reached = reached
        moment = self._told.after(self._size, int(reached + 1e-9))
        self.runs.at(moment)
        self.cost.at(moment)
        self.curve.at(reached)
        self.strip.span(self._foot, self.unit * self.run)

    @property
    def run(self) -> float:
        """How many examples it has run by now, of a step under way its part."""
        whole = int(self._reached + 1e-9)
        found = self._told.after(self._size, whole).value(RUNS)
        if whole == self._told.steps:
            return found
        further = self._told.after(self._size, whole + 1).value(RUNS)
        return found + (self._reached - whole) * (further - found)


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
