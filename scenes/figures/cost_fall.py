"""The cost before and after a step: a square that is filled less, and in dashes how full it was."""

from __future__ import annotations

from typing import Any, final

import numpy as np
from manim import DOWN, UP, Animation, VGroup, VMobject

from core.model.quantity import C
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_square import CostSquare
from scenes.figures.rectangles import dashed
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula

_LINE = theme.FORMULA + TIGHT
_LARGEST = 1.9
"""Side of a square."""


@final
class CostFall(VGroup):
    """The cost at two moments.

    Parameters
    ----------
    before, after : Moment
    look : Theme

    Attributes
    ----------
    letter : Formula
    square : CostSquare
    ghost, cut : VMobject
        How full it was, in dashes, behind the fill and over it.
    first, both : Formula
        The number before, and both numbers.
    """

    def __init__(self, before: Moment, after: Moment, look: theme.Theme) -> None:
        self._moments = before, after
        colour, quiet = look.colour("C"), look.colour("quiet")
        self.letter = Formula("{C}", em=theme.HERO, C=C)
        self.square = CostSquare([before, after], look, lens=True)
        self.ghost = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH)
        was, now = (moment.read(C, 3) for moment in self._moments)
        self.first = Formula("{was}", em=theme.FORMULA, colour=colour, was=was)
        self.both = Formula("{was} arrow.r {now}", em=theme.LABEL, colour=quiet, was=was, now=now)
        self.both["now"].set_fill(colour)
        self.key = VGroup(*([self.square.key] if self.square.key is not None else []))
        self.cut = VMobject(stroke_color=look.colour("ground"), stroke_width=theme.LINE_WIDTH)
        super().__init__(self.letter, self.ghost, self.square, self.cut, self.first, self.both, self.key)

    def at_first(self) -> VGroup:
        """Return what is on the stage before the step."""
        return VGroup(self.letter, self.square, self.first, self.key)

    def at_last(self) -> VGroup:
        """Return what is on the stage after it."""
        return VGroup(self.letter, self.ghost, self.square, self.cut, self.both, self.key)

    def least_size(self) -> Size:
        """Return the room in which a share can be told."""
        square = self.square.least_size()
        return Size(max(square.width, self.both.width, self.first.width), square.height + 2 * _LINE)

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box."""
        lines = _LINE * (2 + len(self.key))
        side = min(_LARGEST, box.width / self.square.count, box.height - lines)
        self.square.stand(box.centre, side)
        self.letter.next_to(self.square, UP, buff=TIGHT)
        for number in (self.first, self.both):
            number.next_to(self.square, DOWN, buff=TIGHT)
        if self.key.submobjects:
            self.key.next_to(self.first, DOWN, buff=TIGHT)

    def fall(self, **kwargs: Any) -> Animation:
        """Return the way of the cost to what it is after the step; dashes stay behind."""
        return Showing(VGroup(self.ghost, self.square, self.cut), self.at, **kwargs)

    def at(self, share: float) -> None:
        """Show how far the step is: the cost before it at 0, after it at 1."""
        before, after = self._moments
        self.ghost.points = dashed(self.square.shapes_of(before)) if share else np.zeros((0, 3))
        self.square.between(before, after, share)
        risen = share == 1 and abs(after.value(C)) > abs(before.value(C))
        self.cut.points = dashed(self.square.shapes_of(before)[1::3]) if risen else np.zeros((0, 3))
