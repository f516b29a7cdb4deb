"""A slope of a chain as one long product: every symbol above its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import final

from manim import LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, FadeOut, Line, VGroup

from core.numeral import short
from core.quantity import Quantity, a, b, w, y, z
from core.reading import Reading, read
from core.steps import Factor
from core.trace import State, Trace
from scenes import theme
from scenes.components.formula import Formula, Part
from scenes.components.slope_product import with_symbols
from scenes.stage.motion import become, lift

GAP = 0.26
"""Between factors; the dot between their numbers stands in it."""
_LEADING, _DROP = 0.26, 0.16
_DIGITS = 4
OTHERS = "others"
"""The name of the cell that stands for the factors left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One factor of a product.

    Parameters
    ----------
    name : str
        The same in every product that it is part of: dz_dw_1, da_dz_1, dz_da_2, dC_da_3.
    markup : str
        Its symbols as a template.
    parts : dict
        Of the template.
    expression : str
        What its number is.
    """

    name: str
    markup: str
    parts: dict[str, Part]
    expression: str


def terms_of(factors: Iterable[Factor], depth: int) -> tuple[Term, ...]:
    """Return the factors that a derivation found, for a chain of some depth.

    Parameters
    ----------
    factors : iterable of Factor
    depth : int

    Returns
    -------
    tuple of Term
    """
    quantities = [y(), a(0), *(q(layer) for layer in range(1, depth + 1) for q in (w, b, z, a))]
    made = []
    for factor in factors:
        markup, parts = with_symbols(factor.typst(indexed=False), quantities)
        made.append(Term(factor.name, markup, parts, str(factor.quantity)))
    return tuple(made)


def term_of(name: str, quantity: Quantity) -> Term:
    """Return a factor that is written as one symbol.

    Parameters
    ----------
    name : str
    quantity : Quantity

    Returns
    -------
    Term
    """
    return Term(name, "{q}", {"q": quantity}, str(quantity))


@final
class ProductRow(VGroup):
    """A slope = its factors; below the slope its value, below each factor its number.

    What is longer than the room goes on in further lines; what is longer than these leaves out
    factors in its middle, whose product is then one number.

    Parameters
    ----------
    trace : Trace
        Of a chain.
    left : Quantity or str
        The slope; or words, for a product that is no slope of the network.
    terms : sequence of Term
    state : State
    width : float
        Of the room.
    lines : int
        How many lines the product may take.
    most : int, optional
        How many factors may be shown, one for those left out among them.

    digits : int
        Of the factors; the value has its usual ones.

    Attributes
    ----------
    head : Formula
        The slope.
    symbols, numbers : dict of Formula
        By the names of the terms.
    signs : VGroup
        The equals signs and the dots between the numbers.
    value : Formula
    line_count : int
    """

    def __init__(
        self,
        trace: Trace,
        left: Quantity | str,
        terms: Sequence[Term],
        state: State,
        *,
        width: float,
        lines: int = 1,
        most: int | None = None,
        digits: int = 4,
    ) -> None:
        product = "*".join(f"({term.expression})" for term in terms)
        is_slope = isinstance(left, Quantity)
        slope = left if is_slope else f'"{left}"'
        self.head = Formula("{slope}", em=theme.SMALL, indexed=False, slope=slope)
        whole = read(trace, left, state) if is_slope else read(trace, product, state, digits)
        self.value = Formula("{value}", em=theme.SMALL, value=whole, colour=theme.colour("C"))
        room = width - max(self.head.width, self.value.width) - 0.6 - GAP
        self._number = partial(_number, trace, state, digits)
        kept = self._fitting(tuple(terms), room, lines, most or len(terms))
        self.symbols = {term.name: _symbol(term) for term in kept}
        self.numbers = {term.name: self._number(term) for term in kept}
        self.signs = VGroup()
        self._carried_from: dict[str, ProductRow] = {}
        self.line_count = self._arrange([term.name for term in kept], room)
        super().__init__(self.head, *self.symbols.values(), *self.numbers.values(), self.signs, self.value)

    def cell(self, name: str) -> VGroup:
        """Return a factor: its symbols and its number."""
        return VGroup(self.symbols[name], self.numbers[name])

    @property
    def body(self) -> VGroup:
        """All factors, without what they make."""
        return VGroup(*self.symbols.values(), *self.numbers.values())

    @property
    def reading(self) -> Reading:
        """What the product makes."""
        return self.value.readings["value"]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the factors shown."""
        return tuple(self.symbols)

    def underline(self, names: Iterable[str]) -> VGroup:
        """Return rules below neighbouring factors, one for each line that they stand on."""
        rules, order = VGroup(), self.names
        runs: list[list[VGroup]] = []
        last = -2
        for at in sorted(order.index(name) for name in names if name in order):
            cell = self.cell(order[at])
            on_the_line = bool(runs) and abs(runs[-1][-1][1].baseline - cell[1].baseline) < theme.SMALL
            if at == last + 1 and on_the_line:
                runs[-1].append(cell)
            else:
                runs.append([cell])
            last = at
        for run in runs:
            start, end, foot = run[0].get_left()[0], run[-1].get_right()[0], run[0][1].baseline - 0.21
            rules.add(Line([start, foot, 0], [end, foot, 0], color=theme.colour("C"), stroke_width=theme.LINE_WIDTH))
        return rules

    def grow_from(self, *leaving: ProductRow, staying: Sequence[ProductRow] = ()) -> Animation:
        """Return the row's coming out of others: what they share is carried over, the rest comes new.

        Parameters
        ----------
        *leaving : ProductRow
            Rows that are gone afterwards.
        staying : sequence of ProductRow
            Rows of which copies are taken.
        """
        carried, done = [], set()
        for row in (*leaving, *staying):
            for name in self.symbols:
                if name not in done and row.has(name, like=self):
                    done.add(name)
                    carry = become if row in leaving else lift
                    carried.append(carry(row.cell(name), self.cell(name)))
                    self._carried_from[name] = row
        fresh = [self.cell(name) for name in self.symbols if name not in done]
        gone = [part for row in leaving for part in row._left_behind(self._carried_from)]  # noqa: SLF001  its own class
        fading = [FadeOut(*gone, run_time=theme.QUICK)] if gone else []
        return AnimationGroup(*fading, *carried, FadeIn(self.head, self.signs, self.value, *fresh))

    def has(self, name: str, *, like: ProductRow) -> bool:
        """Whether a factor is written here as it is in another row."""
        both = name in self.symbols and name in like.symbols
        return both and self.symbols[name].text == like.symbols[name].text

    def _left_behind(self, carried: dict[str, ProductRow]) -> list[VGroup]:
        """Return what of this row another does not take over."""
        kept = [self.cell(name) for name in self.symbols if carried.get(name) is not self]
        return [self.head, self.signs, self.value, *kept]

    def _fitting(self, terms: tuple[Term, ...], room: float, lines: int, most: int) -> tuple[Term, ...]:
        """Return all terms, or as many of the first and last as fit, around one for the rest."""
        widths = {term.name: self._width(term) for term in terms}
        chosen = terms
        for count in range(len(terms) - 2, 1, -1):
            if len(chosen) <= most and len(_lines([widths[term.name] for term in chosen], room)) <= lines:
                break
            end = max(1, count // 3)
            hidden = terms[count - end : len(terms) - end]
            others = _others(hidden)
            widths[OTHERS] = self._width(others)
            chosen = (*terms[: count - end], others, *terms[len(terms) - end :])
        return chosen

    def _width(self, term: Term) -> float:
        return float(max(_symbol(term).width, self._number(term).width))

    def _arrange(self, names: list[str], room: float) -> int:
        """Set the factors in lines; return how many they take."""
        cells = [(self.symbols[name], self.numbers[name]) for name in names]
        lines = _lines([max(symbol.width, number.width) for symbol, number in cells], room)
        top = 0.0
        for line in lines:
            tall = [cells[index][0] for index in line] + ([] if top else [self.head])
            upper = top - max(one.get_top()[1] - one.baseline for one in tall)
            lower = upper - max(one.baseline - one.get_bottom()[1] for one in tall) - _DROP - theme.SMALL * 0.7
            x = 0.0
            for index in line:
                x = self._place(cells[index], x, upper, lower, dotted=index > 0) + GAP
            top = lower - _LEADING
        for name, beside in ((self.head, cells[0][0]), (self.value, cells[0][1])):
            sign = Formula("=", em=theme.SMALL).on_baseline(beside.baseline).set_x(-GAP, direction=RIGHT)
            self.signs.add(sign)
            name.on_baseline(beside.baseline)
        wide = max(self.head.width, self.value.width)
        for name in (self.head, self.value):
            name.set_x(self.signs.get_left()[0] - 0.15 - wide / 2)
        return len(lines)

    def _place(self, cell: tuple[Formula, Formula], x: float, upper: float, lower: float, *, dotted: bool) -> float:
        """Set one factor, its symbols on one baseline and its number on another; return its right end."""
        width = max(part.width for part in cell)
        for part, baseline in zip(cell, (upper, lower), strict=True):
            part.on_baseline(baseline).set_x(x + width / 2)
        if dotted:
            self.signs.add(Formula("dot.op", em=theme.SMALL).on_baseline(lower).set_x(x - GAP / 2))
        return float(x + width)


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
        row.shift(LEFT * row.cell(row.names[-1]).get_right()[0])
    start = min(row.get_left()[0] for row in rows)
    for row in rows:
        row.shift(RIGHT * (theme.LEFT - start))
    rows[0].align_to(UP * top, UP)
    for above, row in pairwise(rows):
        # a slope may stand beside the row above where that row begins further to the right
        beside = max(row.head.get_right()[0], row.value.get_right()[0]) < above.get_left()[0] - gap
        upper, lower = (above.body, row.body) if beside else (above, row)
        row.shift(UP * (upper.get_bottom()[1] - gap - lower.get_top()[1]))


def _others(hidden: Sequence[Term]) -> Term:
    """Return one factor for several: the first of them and an ellipsis."""
    product = "*".join(f"({term.expression})" for term in hidden)
    return Term(OTHERS, f"{hidden[0].markup} thin dots.c", hidden[0].parts, product)


def _symbol(term: Term) -> Formula:
    return Formula(term.markup, em=theme.SMALL, indexed=False, **term.parts)


def _number(trace: Trace, state: State, digits: int, term: Term) -> Formula:
    reading = read_tersely(trace, term.expression, state, digits)
    return Formula("({number})" if reading.value < 0 else "{number}", em=theme.SMALL, number=reading)


def read_tersely(trace: Trace, expression: Quantity | str, state: State, digits: int = _DIGITS) -> Reading:
    """Read a number; one that few digits tell exactly, such as a weight from a file, is given those.

    Parameters
    ----------
    trace, expression, state, digits
        As for `read`.

    Returns
    -------
    Reading
    """
    reading = read(trace, expression, state, digits)
    round_number = float(f"{reading.value:.{_DIGITS}g}") == reading.value
    return replace(reading, numeral=short(reading.value)) if round_number else reading


def _lines(widths: Sequence[float], room: float) -> list[list[int]]:
    """Return which factors stand on which line."""
    lines: list[list[int]] = [[]]
    taken = 0.0
    for index, width in enumerate(widths):
        if lines[-1] and taken + GAP + width > room:
            lines.append([])
            taken = 0.0
        taken += width + (GAP if lines[-1] else 0.0)
        lines[-1].append(index)
    return lines
