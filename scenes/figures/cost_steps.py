"""The cost after each step, as strips side by side: each comes out of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import DOWN, VGroup

from core.model.fact import STEPS_TAKEN
from core.model.quantity import C
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_bars import CostBars, middle_of_bars
from scenes.figures.turning_number import TurningNumber
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_LINE = theme.LABEL + TIGHT
_LOWEST, _NARROWEST = 1.0, 0.2
_DOWN = 0.7
"""Of an em of the largest type: from the top of its line to its middle."""
_INDENTED = 0.3
"""How much of the width may stay free."""
_GOES = 0.45
"""How much of a step's time a strip takes to its place, before it changes."""


@final
class CostSteps(VGroup):
    """One example's cost before any step, and after each.

    Parameters
    ----------
    moments : sequence of Moment
    look : Theme
    says : str
        What the strips are.

    Attributes
    ----------
    bars : CostBars
    symbol : Formula
    number : TurningNumber
        The cost now.
    says : Label
    counts : VGroup of Formula
        Under the first strip and the last one: how many steps have been taken.
    """

    def __init__(self, moments: Sequence[Moment], look: theme.Theme, says: str) -> None:
        self.progress = 0.0
        self._costs = np.array([moment.value(C) for moment in moments])
        colour, quiet = look.colour("C"), look.colour("quiet")
        self.bars = CostBars(len(moments), float(self._costs.max()), float(self._costs.min()), moments[0], look)
        self.symbol = Formula("{C} =", em=theme.HERO, C=C)
        self.number = TurningNumber([moment.read(C, 3) for moment in moments], em=theme.HERO, colour=colour)
        self.says = Label(says, colour=quiet)
        self.counts = VGroup(
            *(
                Formula("{steps}", em=theme.LABEL, colour=quiet, steps=moment.count(STEPS_TAKEN))
                for moment in dict.fromkeys((moments[0], moments[-1]))
            )
        )
        super().__init__(self.bars, self.symbol, self.number, self.says, self.counts)

    @property
    def last(self) -> int:
        """How many steps there are."""
        return len(self._costs) - 1

    def least_size(self) -> Size:
        """Return the room in which strips can be told apart."""
        width = max(self.bars.room_beside + len(self._costs) * _NARROWEST, self._head, float(self.says.width))
        return Size(width, _LOWEST + theme.HERO + 2 * _LINE + NEAR)

    def fill(self, box: Box) -> None:
        """Stand in a box: the number above, strips, and what they are below."""
        top = box.top - theme.HERO
        left = box.centre[0] - self._head / 2
        self.symbol.move_to(np.array([left + self.symbol.width / 2, box.top - theme.HERO * _DOWN, 0.0]))
        self.number.follow(self.symbol, NEAR)
        indent = self._heavy_at_left(box) if abs(float(box.centre[0])) < TIGHT else 0.0
        self.bars.stand(Box(box.left + indent, box.bottom + 2 * _LINE, box.right, top - NEAR))
        for count, place in zip(self.counts, (0, len(self._costs) - 1), strict=False):
            count.next_to(self.bars.foot(place), DOWN, buff=TIGHT)
        self.says.move_to(np.array([self.bars.floor.get_center()[0], box.bottom + theme.LABEL / 2, 0.0]))
        self.at(self.progress)

    def at(self, progress: float) -> None:
        """Show how many steps have been taken, and how much of the next one."""
        self.progress = progress
        taken = min(int(progress + 1e-9), len(self._costs) - 1)
        share = progress - taken
        places, values = np.arange(taken + 1, dtype=float), self._costs[: taken + 1]
        if share > 1e-9:
            went, became = min(1.0, share / _GOES), max(0.0, (share - _GOES) / (1 - _GOES))
            now = values[-1] + became * (self._costs[taken + 1] - values[-1])
            places, values = np.append(places, taken + went), np.append(values, now)
        self.bars.at(places, values)
        self.number.turn(taken)

    def _heavy_at_left(self, box: Box) -> float:
        """Return how much stays free at the left, so that what is heavy is in the middle of the stage."""
        share = middle_of_bars(self._costs)
        if share is None:
            return 0.0
        free = box.width - self.bars.room_beside
        return max(
            0.0, min(_INDENTED * box.width, (box.width / 2 - self.bars.room_beside - share * free) / (1 - share))
        )

    @property
    def _head(self) -> float:
        return float(self.symbol.width + self.number.widest) + NEAR
