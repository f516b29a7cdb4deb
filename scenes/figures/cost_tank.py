"""Where the scores of all outputs pile up to the cost: unit squares side by side, or a column of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import final

import numpy as np
from manim import RIGHT, Rectangle, VGroup

from core.notation.numeral import short
from scenes import theme
from scenes.figures.poured import Patch
from scenes.layout.box import Size
from scenes.type.formula import Formula

MOST = 6
"""Squares at most; for more each stands for more than 1, and says so."""
_GAP = 0.14
_NARROWEST = 0.7
"""A column that is narrower can hardly be seen."""


@final
class CostTank(VGroup):
    """Thin grey squares that are filled from below.

    Parameters
    ----------
    scores : sequence of float
        What will be poured in, in this order from below; negative ones fold back.
    look : Theme
    column : bool
        Whether scores are heights, and squares stand on each other; else scores are areas.

    Attributes
    ----------
    side : float
        Of one square, in units of the ruler: 1, or so much that few are enough.
    frames : VGroup of Rectangle
    names : VGroup of Formula
        How long a side is; of a column, how high its squares reach.
    broad : float
        How broad a column is on the stage; 0 as broad as a square, or as must be.

    Examples
    --------
    >>> tank = CostTank([0.5, 0.75], theme.Theme(theme.PALETTES["dark"]))
    >>> tank.stand(np.zeros(3), 2.0)
    >>> [(patch.left, patch.bottom, patch.height) for patch in tank.slots(1)]
    [(0.0, 1.0, 1.0), (2.0, 0.0, 0.5)]
    """

    def __init__(self, scores: Sequence[float], look: theme.Theme, *, column: bool = False) -> None:
        self._column, self.broad = column, 0.0
        order = sorted(range(len(scores)), key=lambda place: scores[place] < 0)
        ends = list(accumulate((scores[place] for place in order), initial=0.0))
        self._spans = {place: (ends[at], ends[at + 1]) for at, place in enumerate(order)}
        self._lowest = min(0.0, *ends)
        most = max(ends)
        if column:
            self.side = 1.0 if most <= MOST else _round_above(most / MOST)
            count = math.ceil(most / self.side - 1e-9)
        else:
            self.side = 1.0 if most <= MOST else _round_above(math.sqrt(most))
            count = math.ceil(most / self.side**2 - 1e-9)
        grey = look.colour("quiet")
        self.frames = VGroup(
            *(Rectangle(color=grey, stroke_width=theme.LINE_WIDTH) for _ in range(min(MOST + 1, max(1, count))))
        )
        named = range(1, 1 + (len(self.frames) if column else 1))
        self.names = VGroup(
            *(Formula(short(float(at * self.side)).typst(), em=theme.LABEL, colour=grey) for at in named)
        )
        super().__init__(self.frames, self.names)

    def size(self, unit: float) -> Size:
        """Return how much room it takes, so many scene units being one of the ruler; its names included."""
        side, count, beside = unit * self.side, len(self.frames), _GAP + max(name.width for name in self.names)
        if self._column:
            return Size((self.broad or max(side, _NARROWEST)) + beside, side * count - unit * self._lowest)
        return Size(side * count + beside, side)

    def stand(self, low: np.ndarray, unit: float) -> None:
        """Stand with the lower left corner at a place."""
        self._unit = unit
        self._low = low + np.array([0.0, -unit * self._lowest if self._column else 0.0, 0.0])
        side = unit * self.side
        width = (self.broad or max(side, _NARROWEST)) if self._column else side
        step = np.array([0.0, side, 0.0] if self._column else [side, 0.0, 0.0])
        for at, frame in enumerate(self.frames):
            frame.stretch_to_fit_width(width).stretch_to_fit_height(side)
            frame.move_to(self._low + at * step + np.array([width / 2, side / 2, 0.0]))
        for name, frame in zip(reversed(self.names), reversed(self.frames), strict=False):
            name.next_to(frame, RIGHT, buff=_GAP)
            if self._column:
                name.set_y(frame.get_top()[1])
        for name in self.names[:-1]:
            name.set_opacity(1.0 if side > theme.LABEL else 0.0)

    def slots(self, place: int) -> list[Patch]:
        """Return where a score will lie: in one square, or over several."""
        start, end = self._spans[place]
        low, high = min(start, end), max(start, end)
        unit, side = self._unit, self._unit * self.side
        if self._column:
            width = float(self.frames[0].width)
            return [Patch(float(self._low[0]), float(self._low[1]) + unit * low, width, unit * (high - low))]
        each = self.side**2
        found = []
        for at in range(math.floor(low / each), max(math.floor(low / each) + 1, math.ceil(high / each - 1e-12))):
            bottom, top = max(low / each - at, 0.0), min(high / each - at, 1.0)
            left = float(self._low[0]) + at * side
            found.append(Patch(left, float(self._low[1]) + side * bottom, side, side * (top - bottom)))
        return found


def _round_above(size: float) -> float:
    """Return the least of 1, 2 and 5 times a power of ten that a size does not exceed."""
    power = 10.0 ** math.floor(math.log10(size))
    return min(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= size * (1 - 1e-12))
