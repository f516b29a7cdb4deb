"""A path through a network laid straight: its quantities in a row, each above its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import DOWN, RIGHT, Arrow, VGroup

from core.quantity import Quantity
from core.reading import read
from core.trace import State, Trace
from scenes import theme
from scenes.components.formula import Formula

_ARROW, _GAP = 0.4, 0.12


@final
class PathLane(VGroup):
    """Symbols from left to right with arrows between them and numbers below.

    Parameters
    ----------
    trace : Trace
    quantities : sequence of Quantity
    state : State
    width : float
        Of the room; numbers too long for it are left out.

    Attributes
    ----------
    cells : list of VGroup
        Symbol and number of each quantity.
    arrows : VGroup
    """

    def __init__(self, trace: Trace, quantities: Sequence[Quantity], state: State, *, width: float) -> None:
        self.cells = [self._cell(trace, quantity, state) for quantity in quantities]
        if sum(cell.width for cell in self.cells) + (len(self.cells) - 1) * (_ARROW + 2 * _GAP) > width:
            self.cells = [VGroup(cell[0]) for cell in self.cells]
        self.arrows = VGroup()
        edge = 0.0
        for index, cell in enumerate(self.cells):
            if index:
                self.arrows.add(_arrow(edge + _GAP))
                edge += _ARROW + 2 * _GAP
            cell.shift(RIGHT * (edge - cell.get_left()[0]) + DOWN * cell[0].get_y())
            edge = float(cell.get_right()[0])
        super().__init__(*self.cells, self.arrows)

    @staticmethod
    def _cell(trace: Trace, quantity: Quantity, state: State) -> VGroup:
        symbol = Formula("{q}", em=theme.TEXT, q=quantity)
        number = Formula("{value}", em=theme.SMALL, value=read(trace, quantity, state, digits=3))
        number["value"].set_fill(theme.colour_of(quantity))
        return VGroup(symbol, number.next_to(symbol, DOWN, buff=0.2))


def _arrow(start: float) -> Arrow:
    arrow = Arrow([start, 0, 0], [start + _ARROW, 0, 0], buff=0, color=theme.colour("quiet"))
    arrow.set_stroke(width=theme.LINE_WIDTH).tip.scale(0.6)
    return arrow
