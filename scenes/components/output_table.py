"""The outputs of a network and their scores: one row of numbers beside each output neuron."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, final

from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup
from sympy import Expr

from core.algebra.index_form import LAST, J
from core.algebra.indexed import indexed
from core.model.arithmetic import Expression, bracketed, total
from core.model.quantity import C, a, y
from core.notation.numeral import short
from core.passes.choices.ranking import largest_of
from core.passes.moment import Moment
from scenes import theme
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.running_sum import RunningSum
from scenes.components.signed_bars import BarOf
from scenes.components.wide_layers import shown_in
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_MOST = 5
"""Rows of outputs; of more, the first ones, the costliest and the last are shown, on one row less."""
FURTHEST, CLOSEST = 1.3, 0.33
"""How far apart the outputs may stand."""
_NAME = 1.9
_COLUMN = 0.45
"""Between the columns of numbers."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide an output table is made.

    Parameters
    ----------
    network, bars : float
    em : float
        Size of the numbers.
    """

    network: float
    bars: float
    em: float


@final
class OutputTable(VGroup):
    """The last two layers at the left; of each output its activation, what is wanted, and its score.

    Parameters
    ----------
    moment : Moment
    terms : sequence of Expression
        The score of each output.
    score : sympy.Expr
        Of output j, in index form.
    widths : Widths
    apart : float
        From one row to the next.

    Attributes
    ----------
    diagram : NetworkDiagram
    names : VGroup
        The user's names of the outputs.
    outputs : list of int
        Those shown.
    actual, wanted : dict
        From an output's number to a_j and y_j.
    sum : RunningSum
        The scores and the cost.
    headers : list of Formula
        Above the three columns.
    rows : int
        Of the highest layer.
    """

    def __init__(
        self, moment: Moment, terms: Sequence[Expression], *, score: Expr, widths: Widths, apart: float
    ) -> None:
        self._terms, self._moment, self._em = terms, moment, widths.em
        self._last = moment.network.depth
        self.diagram = self._network(widths.network, apart)
        self.diagram.counts_aside().align_to(RIGHT * theme.LEFT, LEFT)
        self.rows = max(len(shown_in(self.diagram, layer)) for layer in self.diagram.layers)
        self.names = self.diagram.names(self._last, _NAME)
        self.outputs = [j for j in shown_in(self.diagram, self._last) if j is not None]
        self.sum = self._sum(widths.bars)
        self.wanted = self._wanted(self.sum.read_outs)
        self.actual = self._actual(self.wanted.values())
        self.headers = self._headers(score)
        columns = [*self.actual.values(), *self.wanted.values(), *self.headers]
        super().__init__(self.diagram, self.names, self.sum, *columns)

    @property
    def is_crowded(self) -> bool:
        """Whether the network and its names leave no room for the numbers."""
        taken = max(part.get_right()[0] for part in (self.diagram, *self.names))
        return bool(taken + 0.25 > min(cell.get_left()[0] for cell in self.actual.values()))

    def _network(self, width: float, apart: float) -> NetworkDiagram:
        """Return the last two layers, their rows so far apart."""
        n = self._moment.network.widths[-1]
        costliest = largest_of(self._moment, self._terms)
        return NetworkDiagram(
            self._moment,
            width=width,
            height=theme.FRAME_HEIGHT * 2,
            furthest=apart,
            most=_MOST if n <= _MOST else _MOST - 1,
            keep=[a(self._last, j) for j in costliest],
            deepest=2,
            largest=min(0.4, 0.34 * apart),
        )

    def _sum(self, width: float) -> RunningSum:
        """Return the outputs' terms, each at the height of its neuron, and their total."""
        colour = theme.colour("C")
        rows = [BarOf(VGroup(), self._terms[j], self._moment, colour=colour) for j in self.outputs]
        heights = [self.diagram.neurons[self._last, j].get_y() for j in self.outputs]
        step = 1.15 * self._em
        others = [term for j, term in enumerate(self._terms) if j not in self.outputs]
        if others:
            label = Label(f"the other {len(others)}" if len(others) > 1 else "the other one")
            rest = total(map(bracketed, others))
            rows.append(BarOf(label, rest, self._moment, colour=colour))
            heights.append(heights[-1] - step)
        heights.append(heights[-1] - step - 0.16)
        whole = BarOf(Formula("{C}", em=1.1 * self._em, C=C), C, self._moment, colour=colour)
        made = RunningSum(rows, whole, width=width, row_height=step, heights=heights, em=self._em)
        return made.shift(RIGHT * (theme.RIGHT - width - 0.05))

    def _actual(self, beside: Iterable[Mobject]) -> dict[int, Any]:
        """Return a_j of the outputs shown, in their rows."""
        quantities = {j: a(self._last, j) for j in self.outputs}
        largest = max(abs(self._moment.value(one)) for one in quantities.values())
        white = theme.colour("a")
        made = {
            j: ReadOut(self._moment, one, largest=largest, em=self._em, colour=white) for j, one in quantities.items()
        }
        return self._in_rows(made, beside)

    def _wanted(self, beside: Iterable[Mobject]) -> dict[int, Any]:
        """Return y_j of the outputs shown, in their rows."""
        made = {}
        for j in self.outputs:
            number = self._moment.read(y(j))
            shown = min(replace(number, numeral=short(number.value)), number, key=lambda one: len(one.shown))
            made[j] = Formula("{value}", em=self._em, value=shown, colour=theme.colour("y"))
        return self._in_rows(made, beside)

    def _in_rows(self, column: dict[int, Any], beside: Iterable[Mobject]) -> dict[int, Any]:
        """Set numbers at the heights of their neurons, left of another column."""
        x = min(one.get_left()[0] for one in beside) - _COLUMN
        for j, cell in column.items():
            cell.move_to([x, self.diagram.neurons[self._last, j].get_y(), 0], aligned_edge=RIGHT)
        return column

    def _headers(self, general: Expr) -> list[Formula]:
        """Return a_j, y_j and the score above their columns."""
        foot = self.diagram.neurons[self._last, self.outputs[0]].get_y() + 0.75 * self._em + 0.1
        made = []
        a_j, y_j = indexed("a", LAST, J), indexed("y", None, J)
        for symbol, column in ((a_j, self.actual), (y_j, self.wanted)):
            header = Formula("{symbol}", em=self._em, symbol=symbol)
            x = max(column.values(), key=lambda cell: cell.width).get_x()
            made.append(header.move_to([x, foot, 0]).on_baseline(foot + 0.28 * self._em))
        left = max(self.sum.read_outs[0].get_left()[0], made[1].get_right()[0] + 0.25)
        for em in (self._em, theme.LABEL):
            score = Formula("{score}", em=em, score=general)
            score.move_to([left, foot, 0], aligned_edge=LEFT + DOWN)
            if score.get_right()[0] < theme.RIGHT:
                return [*made, score]
        score.align_to(RIGHT * theme.RIGHT, RIGHT)
        return [*made, score.shift(UP * (made[0].get_top()[1] + 0.12 - foot))]
