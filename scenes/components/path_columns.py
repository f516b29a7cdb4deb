"""What paths are made of, in columns: one row for each neuron that a path leads through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import final

from manim import DOWN, RIGHT, Animation, AnimationGroup, FadeIn, VGroup
from sympy import Expr

from core.algebra.index_form import J
from core.algebra.indexed import indexed, slope_by
from core.algebra.symbols import SIGMA, activation_function
from core.model.quantity import Quantity
from core.passes.choices.onward_paths import OnwardPaths
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_GAP = 0.24
_DIGITS = 3


@final
class PathColumns(VGroup):
    """Numbers in rows and columns, each column below its symbol.

    Parameters
    ----------
    moment : Moment
    columns : sequence of (sympy.Expr, mapping)
        A heading, and from a row's name to the Quantity that stands there.
    heights : mapping of int to float
        From a row's name to its height.
    signed : bool
        Whether a plus is written, as for changes.

    Attributes
    ----------
    headings : VGroup
    cells : dict
        (column, row) -> ReadOut.
    """

    def __init__(
        self,
        moment: Moment,
        columns: Sequence[tuple[Expr, Mapping[int, Quantity]]],
        heights: Mapping[int, float],
        *,
        signed: bool = False,
    ) -> None:
        self.headings, self.cells = VGroup(), {}
        top, edge = max(heights.values()) + 0.42, 0.0
        for place, (heading_of, entries) in enumerate(columns):
            colour = _colour(next(iter(entries.values())))
            largest = max(abs(moment.read(one).value) for one in entries.values())
            for row, quantity in entries.items():
                number = ReadOut(
                    moment, quantity, largest=largest, signed=signed, digits=_DIGITS, em=theme.LABEL, colour=colour
                )
                self.cells[place, row] = number.move_to([0, heights[row], 0])
            column = VGroup(*(cell for (at, _), cell in self.cells.items() if at == place))
            for cell in column:
                cell.align_to(column, RIGHT)
            start = min(_start(cell) for cell in column)
            heading = Formula("{it}", em=theme.LABEL, colour=colour, coloured=False, it=heading_of)
            width = max(heading.width, column.get_right()[0] - start)
            column.shift(RIGHT * (edge + (width + column.get_right()[0] - start) / 2 - column.get_right()[0]))
            self.headings.add(heading.move_to([edge + width / 2, top, 0], aligned_edge=DOWN))
            edge += width + _GAP
        middle = max(heading.height for heading in self.headings) / 2
        for heading in self.headings:
            heading.set_y(top + middle)
        super().__init__(self.headings, *self.cells.values())

    def at(self, moment: Moment) -> None:
        """Show every number in a state."""
        for cell in self.cells.values():
            cell.at(moment)

    def row(self, row: int) -> list[ReadOut]:
        """Return the numbers of one row."""
        return [cell for (_, at), cell in self.cells.items() if at == row]

    def show_row(self, row: int) -> Animation:
        """Return the coming of one row."""
        return AnimationGroup(*map(FadeIn, self.row(row)))


def factor_columns(
    moment: Moment, paths: OnwardPaths, heights: Mapping[int, float], *, width: float
) -> tuple[PathColumns, Sequence[tuple[Quantity, ...]]]:
    """Return the factors of paths in columns, and which factors these are.

    Parameters
    ----------
    moment : Moment
    paths : OnwardPaths
    heights : mapping of int to float
        From the neuron that a path leads through to the height of its row.
    width : float
        Of the room. Of numbers too long for it two are told as one, or the weight alone is.

    Returns
    -------
    PathColumns, sequence of tuple of Quantity
    """
    layer = paths.layer + 1
    w, bend = indexed("w", layer, J, paths.k), activation_function(SIGMA, primes=1)(indexed("z", layer, J))
    dC_da, dC_dz = (slope_by(letter, layer, J) for letter in "az")
    joined = [paths.joined(j) for j in range(len(paths.terms))]
    choices = [((w, bend, dC_da), paths.factors)] if paths.elementwise else []
    for symbols, factors in (*choices, ((w, dC_dz), joined), ((w,), joined)):
        columns = [(symbol, {j: factors[j][place] for j in heights}) for place, symbol in enumerate(symbols)]
        made = PathColumns(moment, columns, heights)
        if made.width <= width:
            break
    return made, factors


def _start(cell: ReadOut) -> float:
    """Return where a number begins, the empty place of its sign left out."""
    return min(float(part.get_left()[0]) for part in cell if part.get_fill_opacity() and len(part.points))


def _colour(quantity: Quantity) -> str:
    """Return the colour of a quantity; the slope of a neuron's bend has that of its weighted sum."""
    bends = quantity.kind == "slope" and quantity.of is not None and quantity.of.kind == "a"
    return theme.colour("z") if bends else theme.colour_of(quantity)
