"""All the products of a chain's slopes, in one size of type, each in its place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import final

from manim import LEFT, RIGHT, UP, VGroup

from core.algebra.derivation import derive
from core.model.quantity import C, Quantity, a, b, slope, w
from core.passes.moment import Moment
from scenes import theme
from scenes.components.product_row import ProductRow
from scenes.components.product_term import OTHERS, Term, term_of, terms_of
from scenes.type.formula import Formula, Label

_WIDTH = theme.RIGHT - theme.LEFT
_ENDS = ((2, 3), (2, 2), (2, 1), (1, 1))
"""How many of the first and the last factors are shown of a product that is too long."""
_IN_FULL = 4
"""Up to so many layers every factor is written, on several lines if need be."""
_GAP, _MOST_GAP = 0.18, 0.7
"""Between rows."""
_MARK = 0.78
"""Room for a word below a row."""
_BELOW = 0.7
"""Room for what is between and below two rows."""
_WORTHWHILE = 1.1
"""Type that is larger by less is not worth the room."""


@final
class ChainProducts(VGroup):
    """The slope of every weight as a product, from the last back to the first, and a wrong one.

    Where all of them fit, they stand below each other and share columns. Otherwise each takes the
    place of the one before, below what is known where there is room for both; of a long one the middle
    is left out.

    Parameters
    ----------
    moment : Moment
        Of a chain of two layers at least.
    top : float
        Where the first row begins.

    Attributes
    ----------
    known, source : ProductRow
        dC/da of the last neuron but one, and below it dC/dw of the last layer, where it comes from.
    rows : dict of ProductRow
        By layer: dC/dw as far as the cost, of all layers but the last.
    steps : dict of ProductRow
        The same from what is known one layer on: of the last layer but one, and of those before it
        where there is room below the rows.
    right, bias, wrong : ProductRow
        dC/dw and dC/db of the first layer on one line; activations in the place of weights.
    is_table, known_stays, step_stays : bool
        Whether the rows stand below each other; whether what is known and the first step stand clear
        of the rows.
    swap, marks, swaps, hidden : VGroup
        What is swapped for what is known; what is new and what is kept in a step; what is swapped in the
        wrong product; how many factors are left out.
    """

    def __init__(self, moment: Moment, top: float) -> None:
        self._moment, self._top = moment, top
        self._last, self._em = moment.network.depth, theme.LABEL
        backward = range(self._last, 0, -1)
        self._terms = {layer: self._derived(slope(C, w(layer))) for layer in backward}
        self._wrong = tuple(map(_mistaken, self._terms[1]))
        self._choose()
        for em in (self._largest(), theme.LABEL):
            self._em = em
            self._make()
            if self._place():
                break
        self.hidden = self._count_hidden()
        self._make_steps()
        self.swap = VGroup(*(row.underline(row.names[:1]) for row in (self.known, self.source)))
        self.swaps = VGroup(*(row.underline(self._swapped) for row in (self.right, self.wrong)))
        rows = (self.known, self.source, *self.rows.values(), *self.steps.values(), self.right, self.bias, self.wrong)
        super().__init__(*dict.fromkeys(rows), self.swap, self.marks, self.swaps, self.hidden)

    @property
    def is_dead(self) -> bool:
        """Whether one ratio on the way to the first weight is 0."""
        return any(not self._moment.read(term.expression).value for term in self._terms[1][1:])

    def _derived(self, quantity: Quantity) -> tuple[Term, ...]:
        x, y = self._moment.examples.X[0], self._moment.examples.Y[0]
        return terms_of(derive(self._moment.network, quantity, x, y).products[0].factors)

    def _row(self, left: Quantity | str, terms: Sequence[Term], ends: tuple[int, int] | None = None) -> ProductRow:
        options = {"width": _WIDTH, "ends": ends, "digits": self._digits, "em": self._em}
        return ProductRow(self._moment, left, terms, **options)

    def _choose(self) -> None:
        """Set how many factors and digits are shown, so that the right and the wrong product are one line each."""
        possible = [ends for ends in _ENDS if len(self._wrong) - sum(ends) > 1]
        for ends, digits in ((None, 4), (None, 3), *((ends, 3) for ends in possible)):
            self._ends, self._digits = ends, digits
            self._compare()
            if self.right.line_count == self.wrong.line_count == 1:
                break

    def _compare(self) -> None:
        self.right = self._row(slope(C, w(1)), self._terms[1], self._ends)
        self.wrong = self._row("shortcut", self._wrong, self._ends)

    def _make(self) -> None:
        """Set all rows in type."""
        self._compare()
        last, ends = self._last, self._ends and (self._ends[0] - 1, self._ends[1])
        self.bias = self._row(slope(C, b(1)), self._derived(slope(C, b(1)))[1:], ends)
        self.source = self._row(slope(C, w(last)), self._terms[last])
        self.known = self._row(slope(C, a(last - 1)), self._derived(slope(C, a(last - 1))))
        self.rows = {layer: self._long(layer) for layer in range(last - 1, 0, -1)}

    def _long(self, layer: int) -> ProductRow:
        """Return a product in full, or of a long chain as much as fits on one line."""
        row = self._row(slope(C, w(layer)), self._terms[layer])
        in_full = self._ends is None or self._last <= _IN_FULL
        if layer == self._last - 1 or (in_full and row.height <= self._top - theme.BOTTOM):
            return row
        for ends in _ENDS[_ENDS.index(self._ends) if self._ends else 0 :]:
            row = self._row(slope(C, w(layer)), self._terms[layer], ends)
            if row.line_count == 1:
                break
        return row

    def _largest(self) -> float:
        """Return the largest type for which there is room where two products are compared."""
        self._make()
        rows = (self.right, self.wrong, self.bias, self.source, self.known, *self.rows.values())
        wide = _WIDTH / max(row.width for row in rows if row.line_count == 1)
        high = (self._top - theme.BOTTOM - _BELOW) / (self.right.height + self.wrong.height)
        share = min(wide, high)
        return math.floor(100 * theme.LABEL * share) / 100 if share > _WORTHWHILE else theme.LABEL

    def _place(self) -> bool:
        """Set the rows in their places; return whether there is room for them."""
        in_columns([self.right, self.wrong], self._top, 0.62 * self._em)
        self.bias.align_to(self.wrong, UP)
        backward = [self.known, *self.rows.values()]
        self.is_table = self._ends is None and all(row.line_count == 1 for row in backward) and self._spread(backward)
        self.known_stays = self.is_table
        if not self.is_table:
            if self.rows[1].names == self.right.names and self.rows[1].line_count == 1:
                self.rows[1] = self.right
            self.known.align_to(UP * self._top, UP)
            below, tallest = self.known.get_bottom()[1] - _GAP, max(row.height for row in self.rows.values())
            self.known_stays = self.rows[1] is not self.right and below - tallest >= theme.BOTTOM
            for row in self.rows.values():
                row.align_to(UP * (below if self.known_stays else self._top), UP)
        in_columns_of = self.rows[1] if self.is_table else self.right
        for row in (self.known, *self.rows.values()):
            _end_at(row, in_columns_of)
        _end_at(self.bias, self.right)
        _end_at(self.source, self.known)
        room = self.known.get_bottom()[1] - theme.BOTTOM - self.source.height
        self.source.align_to(UP * (self.known.get_bottom()[1] - max(_GAP, min(_MOST_GAP, room / 2))), UP)
        return min(row.get_bottom()[1] for row in self.rows.values()) >= theme.BOTTOM

    def _spread(self, rows: list[ProductRow]) -> bool:
        """Set rows in columns over the room that there is; return whether it is enough."""
        in_columns(rows, self._top, _GAP)
        room = (rows[-1].get_bottom()[1] - theme.BOTTOM) / len(rows[1:])
        in_columns(rows, self._top, _GAP + max(0.0, min(_MOST_GAP, room)))
        return room >= 0

    def _make_steps(self) -> None:
        """Set the steps in the room below the rows, or the first of them below the first row."""
        last, own = self._last - 1, self._em
        self.step_stays = not self.known_stays and self.rows[last].line_count == 1
        below = self.rows[last] if self.step_stays else self.known
        lasting = [self.hidden, *(self.rows[layer] for layer in range(1, last))]
        feet = [part.get_bottom()[1] for part in lasting if part.submobjects]
        below_all = dict.fromkeys(range(last, 0, -1), min(feet, default=theme.BOTTOM))
        below_all[last] = below.get_bottom()[1]
        if self.known_stays or not self._fit_steps(below_all):
            self.step_stays = False
            self._fit_steps({last: self.known.get_bottom()[1]})
        self._em, step = own, self.steps[last]
        words = {"new": step.names[:2], "kept": step.names[2:]}
        self.marks = VGroup(*(self._mark(step, Label(word), names) for word, names in words.items()))

    def _fit_steps(self, below: dict[int, float]) -> bool:
        """Set steps in the largest type for which there is room below heights; return whether there is any."""
        self._em = theme.LABEL
        self.steps = {layer: self._step(layer) for layer in below}
        rooms = {layer: top - _GAP - theme.BOTTOM - _MARK * (layer == self._last - 1) for layer, top in below.items()}
        share = min(min(_WIDTH / row.width, rooms[layer] / row.height) for layer, row in self.steps.items())
        self._em = max(theme.LABEL, min(theme.FORMULA, math.floor(100 * theme.LABEL * share) / 100))
        self.steps = {layer: self._step(layer) for layer in below}
        first = self.steps[self._last - 1].set_x(0)
        for layer, row in self.steps.items():
            row.align_to(UP * (below[layer] - _GAP - (rooms[layer] - row.height) / 2), UP)
            row.shift(RIGHT * (first.signs[-1].get_x() - row.signs[-1].get_x()))
            _keep_in(row)
        return share >= 1

    def _step(self, layer: int) -> ProductRow:
        kept = term_of("kept", slope(C, a(layer)))
        return self._row(slope(C, w(layer)), (*self._terms[layer][:2], kept))

    def _count_hidden(self) -> VGroup:
        """Return what says how many factors are left out."""
        if self.rows[1] is not self.right or self._ends is None:
            return VGroup()
        hidden = self._moment.count(len(self._terms[1]) - len(self.right.names) + 1)
        return self._mark(self.right, Formula('{count} "factors"', em=theme.LABEL, count=hidden), [OTHERS])

    @property
    def _swapped(self) -> list[str]:
        return [name for name in self.right.names if name.startswith("dz_da") or name == OTHERS]

    @staticmethod
    def _mark(row: ProductRow, label: Formula | Label, names: Sequence[str]) -> VGroup:
        rule = row.underline(names)
        label.set_color(theme.colour("quiet"))
        return VGroup(rule, label.set_x(rule.get_x()).on_baseline(rule.get_y() - 0.4))


def in_columns(rows: Sequence[ProductRow], top: float, gap: float) -> None:
    """Set rows of one line below each other, the factors that they share in columns.

    Parameters
    ----------
    rows : sequence of ProductRow
        All with the same last factor; the longest begins at the left margin.
    top, gap : float
        Of the first row; between rows.
    """
    for row in rows:
        row.shift(LEFT * _end(row))
    start = min(row.get_left()[0] for row in rows)
    for row in rows:
        row.shift(RIGHT * (theme.LEFT - start))
    rows[0].align_to(UP * top, UP)
    for above, row in pairwise(rows):
        # a slope may stand beside the row above where that row begins further to the right
        beside = max(row.head.get_right()[0], row.value.get_right()[0]) < above.get_left()[0] - _GAP
        upper, lower = (above.body, row.body) if beside else (above, row)
        row.shift(UP * (upper.get_bottom()[1] - gap - lower.get_top()[1]))


def _end(row: ProductRow) -> float:
    return float(row.cell(row.names[-1]).get_right()[0])


def _end_at(row: ProductRow, other: ProductRow) -> None:
    """Set a row so that it ends below another, or as near to that as it fits."""
    row.shift(RIGHT * (_end(other) - _end(row)))
    _keep_in(row)


def _keep_in(row: ProductRow) -> None:
    row.shift(RIGHT * max(0.0, theme.LEFT - row.get_left()[0]))
    row.shift(LEFT * max(0.0, row.get_right()[0] - theme.RIGHT))


def _mistaken(term: Term) -> Term:
    """Put the activation in the place of the weight that leads on from it."""
    if not term.name.startswith("dz_da"):
        return term
    assert isinstance(term.expression, Quantity)
    assert term.expression.by is not None
    return term_of(term.name, term.expression.by)
