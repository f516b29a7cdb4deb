"""How far all starts have come: a strip of cost for each, the best of them ringed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Circle, LaggedStart, Line, VGroup

from core.model.quantity import C
from core.passes.choices.two_starts import TwoStarts
from core.passes.descents import STARTS
from scenes import theme
from scenes.figures.cost_plane import CostPlane
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

_LEAST = Size(5.5, 3.0)
_OF_PITCH, _DIGITS, _LINE = 0.5, 3, 0.5
"""How thick a strip is, of the way to the next one; digits of a cost; what a line of type takes down."""


@final
class StartCosts(VGroup):
    """C of each start after all steps, the highest first.

    Parameters
    ----------
    told : TwoStarts
    words : sequence of str
        The names of A and B, and what is counted below.
    look : Theme

    Attributes
    ----------
    strips : list of Strip
        In the order of their costs: that of B is the first, that of A the last.
    seeds : list of Formula
    names : list of Label
    costs : list of Formula
        Of A, of the one in the middle, and of B.
    ring : Circle
        Round the number of the best.
    """

    def __init__(self, told: TwoStarts, words: tuple[str, str, str], look: theme.Theme) -> None:
        self._told, self._shares = told, [0.0] * STARTS
        colour, quiet, text = look.colour("C"), look.colour("quiet"), look.colour("text")
        self._values = [told.after(seed).value(C) for seed in told.order[::-1]]
        self.floor = Line(color=quiet, stroke_width=theme.LINE_WIDTH)
        self.symbol = Formula("{C}", em=theme.FORMULA, C=C)
        self.says = Label(words[2], colour=quiet)
        self.strips = [Strip(colour) for _ in range(STARTS)]
        self.seeds = [
            Formula("{n}", em=theme.LABEL, colour=quiet, n=told.moment.count(seed)) for seed in told.order[::-1]
        ]
        for place in (0, -1):
            self.seeds[place].set_fill(text)
        self.names = [Label(one, colour=text) for one in words[:2]]
        self.costs = [
            Formula("{C}", em=theme.LABEL, C=told.after(seed).read(C, _DIGITS)).set_fill(colour)
            for seed in (told.seeds[0], told.middle, told.seeds[1])
        ]
        self.ring = Circle(color=text, stroke_width=theme.LINE_WIDTH)
        self.still = [self.floor, self.symbol, self.says, *self.seeds]
        super().__init__(*self.strips, *self.still, *self.names, *self.costs, self.ring)
        self.fill(Box(0.0, 0.0, _LEAST.width, _LEAST.height))

    def least_size(self) -> Size:
        """Return the room in which strips are told apart."""
        return _LEAST

    def fill(self, box: Box) -> None:
        """Stand in a box: strips on a floor, below it the seeds, the names of A and B, and three costs."""
        left = max(float(self.symbol.width), float(self.says.width)) + NEAR
        inner = Box(box.left + left, box.bottom + NEAR + 3 * _LINE, box.right, box.top)
        self._plane = plane = CostPlane.of(inner, -0.5, STARTS - 0.5, np.array(self._values))
        self._thick = _OF_PITCH * inner.width / STARTS
        self.floor.put_start_and_end_on(plane.point(plane.first, 0.0), plane.point(plane.last, 0.0))
        rows = [inner.bottom - NEAR - (line + 0.5) * _LINE for line in range(3)]
        places = [float(plane.point(place, 0.0)[0]) for place in range(STARTS)]
        for x, number in zip(places, self.seeds, strict=True):
            number.move_to(np.array([x, rows[0], 0.0]))
        self.says.move_to(np.array([box.left, rows[0], 0.0]), aligned_edge=LEFT)
        self.symbol.move_to(np.array([inner.left - NEAR, inner.top, 0.0]), aligned_edge=UP + RIGHT)
        for name, x in zip(self.names, (places[-1], places[0]), strict=True):
            name.move_to(np.array([x, rows[1], 0.0]))
        for cost, place in zip(self.costs, (-1, STARTS // 2, 0), strict=True):
            cost.move_to(np.array([places[place], rows[2], 0.0]))
        other, middle, one = self.costs
        other.shift(min(0.0, box.right - float(other.get_right()[0])) * RIGHT)
        one.shift(max(0.0, box.left - float(one.get_left()[0])) * RIGHT)
        ends = float(middle.get_left()[0]), float(middle.get_right()[0])
        self.is_clear = one.get_right()[0] + TIGHT < ends[0] and ends[1] + TIGHT < other.get_left()[0]
        best = self.seeds[-1]
        side = max(float(best.width), float(best.height)) + 2 * TIGHT
        self.ring.stretch_to_fit_width(side).stretch_to_fit_height(side).move_to(best)
        self.at(*self._shares)

    def at(self, *shares: float) -> None:
        """Show so much of each strip, 0 to 1; of all as much where one share is given."""
        for place, share in enumerate(shares if len(shares) > 1 else shares * STARTS):
            self._let(place, share)

    def grow(self, **kwargs: Any) -> Animation:
        """Return the growing of all strips, one after another."""
        ways = [
            Showing(strip, lambda share, place=place: self._let(place, share))
            for place, strip in enumerate(self.strips)
        ]
        return LaggedStart(*ways, lag_ratio=0.3, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip."""
        for strip, share, value in zip(self.strips, self._shares, self._values, strict=True):
            meant = share * self._plane.unit * value
            yield Measure("ruler", str(C), strip.drawn_length(), meant)

    @property
    def numbers(self) -> list[Any]:
        """Names and costs: that in the middle where it has room."""
        return [*self.names, *(self.costs if self.is_clear else self.costs[::2])]

    def _let(self, place: int, share: float) -> None:
        self._shares[place] = share
        foot, length = self._plane.point(place, 0.0), self._plane.unit * self._values[place]
        self.strips[place].span(foot, share * length, UP, self._thick)
