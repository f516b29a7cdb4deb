"""One row for every weight and bias of a chain, with a signed bar: the gradient as a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import final

from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, LaggedStart, Line, VGroup

from core.model.arithmetic import Expression
from core.model.quantity import Quantity, b, w
from core.passes.moment import Moment
from scenes import theme
from scenes.components.signed_bars import BarOf, SignedBars, ends_of
from scenes.type.formula import Formula, Label

_ROW = 0.56
"""The least height of a row."""


def parameters(depth: int, fitting: int) -> list[Quantity | None]:
    """Return every weight and bias of a chain, layer by layer.

    Where two columns of so many rows do not hold them all, None stands for those in the middle.

    Examples
    --------
    >>> [str(q) for q in parameters(1, 8)]
    ['w[1][0,0]', 'b[1][0]']
    >>> len(parameters(30, 8)), parameters(30, 8).count(None)
    (15, 1)
    """
    found = [q for layer in range(1, depth + 1) for q in (w(layer), b(layer))]
    if len(found) <= 2 * fitting:
        return list(found)
    return [*found[: (fitting - 1) // 2 * 2], None, *found[-(fitting // 2 * 2) :]]


@final
class ParameterBars(VGroup):
    """A column, or two beside each other, of all parameters with a number and a bar to one scale each.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    what : callable
        From a parameter to what is shown of it.
    symbol : callable
        From a parameter to its label.
    colour : callable
        From a parameter to the colour of its bar.
    width, height : float
        Of the room.
    visited : sequence of Moment
        Where all rows will be taken; there is room for their values, and the scale suits them.

    Attributes
    ----------
    columns : list of SignedBars
    brackets : VGroup
        Around all of them: they are one vector.
    omitted : Label or None
        Tells how many rows are left out in the middle.
    shown : list of Quantity
        The parameters, in order.
    """

    def __init__(
        self,
        moment: Moment,
        *,
        what: Callable[[Quantity], Expression],
        symbol: Callable[[Quantity], Formula],
        colour: Callable[[Quantity], str],
        width: float,
        height: float,
        visited: Sequence[Moment] = (),
    ) -> None:
        fitting = int(height / _ROW)
        shown = parameters(moment.network.depth, fitting)
        halves = _halves(shown, fitting)
        values = [one.read(what(q)).value for q in shown if q is not None for one in (moment, *visited)]
        ends = ends_of(values)
        gap = 0.5
        row_height = min(0.64, height / max(map(len, halves)))
        room = (width - gap * (len(halves) - 1)) / len(halves)

        def bars(half: Sequence[Quantity | None], width: float) -> SignedBars:
            rows = [BarOf(symbol(q), what(q), moment, colour=colour(q)) for q in half if q is not None]
            return SignedBars(rows, ends=ends, width=width, row_height=row_height, visited=visited)

        # bars take the room that labels and numbers leave, in all columns alike
        length = max(0.8, room + 1.0 - max(bars(half, 1.0).width for half in halves))
        self.columns = [bars(half, length) for half in halves]
        top = max(column.get_top()[1] for column in self.columns)
        for index, column in enumerate(self.columns):
            column.shift(RIGHT * ((room + gap) * index - column.get_left()[0]) + UP * (top - column.get_top()[1]))
        self.omitted = None
        self.shown = [q for q in shown if q is not None]
        if None in shown:
            left_out = 2 * moment.network.depth - len(shown) + 1
            self.omitted = Label(f"{left_out} more between", em=theme.LABEL)
            self.omitted.next_to(self.columns[0], DOWN, buff=0.2)
        self.brackets = VGroup(_bracket(VGroup(*self.columns), LEFT), _bracket(VGroup(*self.columns), RIGHT))
        super().__init__(*self.columns, self.brackets, *([self.omitted] if self.omitted else []))

    def at(self, moment: Moment) -> None:
        """Show every row in a state."""
        for column in self.columns:
            column.at(moment)

    def rows(self) -> list[VGroup]:
        """Return label, bar and number of each row, in order."""
        return [column.row(index) for column in self.columns for index in range(len(column.bars))]

    def show_rows(self) -> Animation:
        """Return the coming of the rows one after another, each bar growing from its zero line."""
        axes = AnimationGroup(*(column.show_axis() for column in self.columns))
        rows = [column.show_row(index) for column in self.columns for index in range(len(column.bars))]
        return AnimationGroup(axes, LaggedStart(*rows, lag_ratio=0.3))


def _halves(shown: Sequence[Quantity | None], fitting: int) -> list[Sequence[Quantity | None]]:
    if len(shown) <= fitting:
        return [shown]
    cut = shown.index(None) if None in shown else (len(shown) + 2) // 4 * 2
    return [shown[:cut], shown[cut:]]


def _bracket(group: VGroup, side: object) -> VGroup:
    grey, inwards = theme.colour("quiet"), -side * 0.12
    top, bottom = group.get_corner(UP + side) + side * 0.14, group.get_corner(DOWN + side) + side * 0.14
    lines = ((top + inwards, top), (top, bottom), (bottom, bottom + inwards))
    return VGroup(*(Line(*ends, color=grey, stroke_width=theme.LINE_WIDTH) for ends in lines))
