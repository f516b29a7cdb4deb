"""What a line of code makes: strips on a panel; of a column, with a number beside each."""

from __future__ import annotations

from collections.abc import Callable
from typing import final

from manim import RIGHT, Animation, AnimationGroup, FadeIn, VGroup

from core.model.quantity import Quantity
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.matrix import DIGITS
from scenes.figures.strip_grid import StripGrid
from scenes.layout.box import Size
from scenes.layout.cells import TIGHT
from scenes.motion import Spell
from scenes.type.formula import Label
from scenes.type.read_out import ReadOut

_WIDER, _COLUMN_WIDE = 2.4, 2.2
"""How wide the cells of a single column are against those of several; at most."""


@final
class NumberedColumn(VGroup):
    """Values in rows and columns on a panel; a single column has its numbers at the right, all in the same decimals.

    Parameters
    ----------
    moment : Moment
    entry : callable
        From row and column to the quantity that stands there.
    shown : tuple of two Shown
        Rows and columns that are drawn; how many rows of a single column are left out is said.
    cell : Size
        Of a cell where there are several columns; a single one is wider.
    colour : str
    look : Theme

    Attributes
    ----------
    grid : StripGrid
    numbers : dict of int to ReadOut
    """

    def __init__(
        self,
        moment: Moment,
        entry: Callable[[int, int], Quantity],
        shown: tuple[Shown, Shown],
        cell: Size,
        *,
        colour: str,
        look: theme.Theme,
    ) -> None:
        rows, columns = shown
        places = [(j, k) for j in rows.neurons for k in columns.neurons]
        largest = max(abs(moment.value(entry(*at))) for at in places)
        is_column = len(columns.neurons) == 1 and not columns.hidden
        size = Size(min(_COLUMN_WIDE, _WIDER * cell.width), cell.height) if is_column else cell
        self.grid = StripGrid(moment, entry, rows, columns, size, largest=largest, colour=colour, look=look)
        self.numbers: dict[int, ReadOut] = {}
        self.counts = VGroup()
        for j in rows.neurons if is_column else ():
            number = ReadOut(moment, entry(j, 0), digits=DIGITS, em=theme.LABEL, colour=colour)
            number.next_to(self.grid.panel, RIGHT, buff=TIGHT).set_y(self.grid.place((j, 0))[1])
            self.numbers[j] = number
        if is_column and rows.hidden:
            count = Label(f"+{len(rows.hidden)}").next_to(self.grid.panel, RIGHT, buff=2 * TIGHT)
            self.counts.add(count.set_y(self.grid.dots.get_y()))
        super().__init__(self.grid, *self.numbers.values(), self.counts)

    def lay(self) -> Animation:
        """Return the coming of its shape."""
        return AnimationGroup(self.grid.lay(), FadeIn(self.counts))

    def fill_up(self) -> Animation:
        """Return the growing of its strips, and then the coming of their numbers."""
        if not self.numbers:
            return self.grid.fill_up()
        return AnimationGroup(self.grid.fill_up(), Spell(*self.numbers.values()), lag_ratio=0.5)
