"""How many of all there are, as a number that runs, and as a bar that is filled to the same share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Rectangle, VGroup, VMobject

from core.model.arithmetic import Given
from core.model.fact import PARAMETERS
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.swept import Swept
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_WIDE, _HIGH = 2.9, 0.14
_NEAR, _TIGHT = 0.16, 0.1


@final
class Tally(VGroup):
    """So many slopes of all.

    Parameters
    ----------
    moment : Moment
    after : Formula or Label
        What follows the number: of how many it is, or of what.
    lines : sequence of str
        What finds them, line by line.
    counts : callable
        From the state of a sweep to how many are found.
    look : Theme

    Attributes
    ----------
    number : ReadOut
    after : Formula or Label
    bar : Rectangle
        As long as there are slopes.
    found : VMobject
        The share of it that is found.
    lines : VGroup of Label
    """

    def __init__(
        self,
        moment: Moment,
        after: Formula | Label,
        lines: Sequence[str],
        counts: Callable[[Swept], float],
        look: theme.Theme,
    ) -> None:
        self._moment, self._counts = moment, counts
        self._all = moment.value(PARAMETERS)
        quiet, digits = look.colour("quiet"), len(f"{self._all:.0f}")
        colour = look.colour("text")
        self.number = ReadOut(moment, Given(0), largest=self._all, digits=digits, em=theme.HERO, colour=colour)
        self.after = after
        self.bar = Rectangle(width=_WIDE, height=_HIGH, color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        self.found = VMobject(stroke_width=0).set_fill(look.colour("slope"), opacity=1)
        self.lines = VGroup(*(Label(line, colour=quiet) for line in lines))
        self.after.set_fill(quiet).next_to(self.number, RIGHT, buff=_NEAR)
        self.after.shift((self.number.baseline - self.after.baseline) * np.array([0.0, 1.0, 0.0]))
        head = VGroup(self.number, self.after)
        self.bar.next_to(head, DOWN, buff=_TIGHT, aligned_edge=LEFT)
        for before, line in zip((self.bar, *self.lines), self.lines, strict=False):
            line.next_to(before, DOWN, buff=_TIGHT, aligned_edge=LEFT)
        super().__init__(self.number, self.after, self.bar, self.found, self.lines)
        self.at(Swept())

    def at(self, state: Swept) -> None:
        """Show how many are found in a state of a sweep."""
        count = self._counts(state)
        self.number.quantity = Given(int(count + 1e-9))
        self.number.at(self._moment)
        low, high = (self.bar.get_corner(np.array([x, y, 0.0])) for x, y in ((-1, -1), (1, 1)))
        right = low[0] + (high[0] - low[0]) * count / self._all
        corners = ((low[0], low[1]), (right, low[1]), (right, high[1]), (low[0], high[1]), (low[0], low[1]))
        self.found.set_points_as_corners([np.array([x, y, 0.0]) for x, y in corners])
