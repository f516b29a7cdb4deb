"""A path through a network laid straight: its quantities below each other, each above its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import DOWN, Arrow, VGroup

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula

_GAP = 0.08
_TIP = 0.6


@final
class PathLane(VGroup):
    """Symbols from top to bottom with arrows between them and a number below each.

    Parameters
    ----------
    moment : Moment
    quantities : sequence of Quantity
    tops : sequence of float
        Heights at which the symbols begin.
    width : float
        Of the room; numbers too long for it are left out.

    Attributes
    ----------
    cells : list of VGroup
        Symbol and number of each quantity.
    arrows : VGroup
    """

    def __init__(self, moment: Moment, quantities: Sequence[Quantity], *, tops: Sequence[float], width: float) -> None:
        self.cells = [self._cell(moment, quantity) for quantity in quantities]
        if max(cell.width for cell in self.cells) > width:
            self.cells = [VGroup(cell[0]) for cell in self.cells]
        for cell, top in zip(self.cells, tops, strict=True):
            cell.move_to([0, top, 0], aligned_edge=-DOWN)
        pairs = zip(self.cells, self.cells[1:], strict=False)
        self.arrows = VGroup(*(_arrow(one.get_bottom(), other.get_top()) for one, other in pairs))
        super().__init__(*self.cells, self.arrows)

    @staticmethod
    def _cell(moment: Moment, quantity: Quantity) -> VGroup:
        symbol = Formula("{q}", em=theme.TEXT, q=quantity)
        number = Formula("{value}", em=theme.LABEL, value=moment.read(quantity, digits=3))
        number["value"].set_fill(theme.colour_of(quantity))
        return VGroup(symbol, number.next_to(symbol, DOWN, buff=0.08))


def _arrow(start: np.ndarray, end: np.ndarray) -> Arrow:
    arrow = Arrow(start + DOWN * _GAP, end - DOWN * _GAP, buff=0, color=theme.colour("quiet"))
    arrow.set_stroke(width=theme.LINE_WIDTH).tip.scale(_TIP)
    return arrow
