"""A slope of a chain as one long product: every symbol above its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import final

from manim import RIGHT, Animation, AnimationGroup, FadeIn, FadeOut, Line, VGroup

from core.model.arithmetic import Expression, bracketed, product
from core.model.quantity import Quantity
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.components.product_term import Term, elided
from scenes.motion import become, lift
from scenes.type.formula import Formula

_GAP, _LEADING, _DROP = 0.6, 0.6, 0.37
"""In ems: between factors, where the dot between their numbers stands; between lines; from symbols to numbers."""
_BEFORE = 0.35
"""In ems: before the equals sign."""
_DIGITS = 4


@final
class ProductRow(VGroup):
    """A slope = its factors; below the slope its value, below each factor its number.

    What is longer than the room goes on in further lines. Factors in the middle may be left out: their
    product is then one number.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    left : Quantity or str
        The slope; or words, for a product that is no slope of the network.
    terms : sequence of Term
    width : float
        Of the room.
    ends : (int, int), optional
        How many of the first and of the last factors are shown. Default: all are.
    digits : int
        Of the factors; the value has its usual ones.
    em : float
        Of the type, and with it of all distances.

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
        moment: Moment,
        left: Quantity | str,
        terms: Sequence[Term],
        *,
        width: float,
        ends: tuple[int, int] | None = None,
        digits: int = 4,
        em: float = theme.LABEL,
    ) -> None:
        self._em, self._gap = em, _GAP * em
        is_slope = isinstance(left, Quantity)
        slope = left if is_slope else f'"{left}"'
        self.head = Formula("{slope}", em=em, indexed=False, slope=slope)
        made = product(bracketed(term.expression) for term in terms)
        whole = moment.read(left) if is_slope else moment.read(made, digits)
        self.value = Formula("{value}", em=em, value=whole, colour=theme.colour("C"))
        room = width - max(self.head.width, self.value.width) - (_GAP + _BEFORE) * em
        room -= Formula("=", em=em).width
        kept = terms if ends is None else elided(terms, *ends)
        self.symbols = {term.name: Formula(term.markup, em=em, indexed=False, **term.parts) for term in kept}
        self.numbers = {term.name: self._number(read_tersely(moment, term.expression, digits)) for term in kept}
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
            on_the_line = bool(runs) and abs(runs[-1][-1][1].baseline - cell[1].baseline) < self._em
            if at == last + 1 and on_the_line:
                runs[-1].append(cell)
            else:
                runs.append([cell])
            last = at
        for run in runs:
            start, end, foot = run[0].get_left()[0], run[-1].get_right()[0], run[0][1].baseline - 0.48 * self._em
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

    def _number(self, reading: Reading) -> Formula:
        return Formula("({number})" if reading.value < 0 else "{number}", em=self._em, number=reading)

    def _arrange(self, names: list[str], room: float) -> int:
        """Set the factors in lines; return how many they take."""
        cells = [(self.symbols[name], self.numbers[name]) for name in names]
        lines = _balanced([max(symbol.width, number.width) for symbol, number in cells], room, self._gap)
        top = 0.0
        for line in lines:
            tall = [cells[index][0] for index in line] + ([] if top else [self.head])
            upper = top - max(one.get_top()[1] - one.baseline for one in tall)
            deep = max(one.baseline - one.get_bottom()[1] for one in tall)
            lower = upper - deep - (_DROP + 0.7) * self._em
            x = 0.0
            for index in line:
                x = self._place(cells[index], x, upper, lower) + self._gap
                if index:
                    before = cells[index - 1][1].get_right()[0] if index != line[0] else -self._gap
                    self._dot((before + cells[index][1].get_left()[0]) / 2, lower)
            top = lower - _LEADING * self._em
        for name, beside in ((self.head, cells[0][0]), (self.value, cells[0][1])):
            sign = Formula("=", em=self._em).on_baseline(beside.baseline).set_x(-self._gap, direction=RIGHT)
            self.signs.add(sign)
            name.on_baseline(beside.baseline)
        wide = max(self.head.width, self.value.width)
        for name in (self.head, self.value):
            name.set_x(self.signs.get_left()[0] - _BEFORE * self._em - wide / 2)
        return len(lines)

    def _dot(self, x: float, baseline: float) -> None:
        """Set the sign between two numbers, as far from the one as from the other."""
        self.signs.add(Formula("dot.op", em=self._em).on_baseline(baseline).set_x(x))

    @staticmethod
    def _place(cell: tuple[Formula, Formula], x: float, upper: float, lower: float) -> float:
        """Set one factor, its symbols on one baseline and its number on another; return its right end."""
        width = max(part.width for part in cell)
        for part, baseline in zip(cell, (upper, lower), strict=True):
            part.on_baseline(baseline).set_x(x + width / 2)
        return float(x + width)


def read_tersely(moment: Moment, expression: Expression, digits: int = _DIGITS) -> Reading:
    """Read a number; one that few digits tell exactly, such as a weight from a file, is given those.

    Parameters
    ----------
    moment, expression, digits
        As for `Moment.read`.

    Returns
    -------
    Reading
    """
    reading = moment.read(expression, digits)
    round_number = float(f"{reading.value:.{_DIGITS}g}") == reading.value
    return replace(reading, numeral=short(reading.value)) if round_number else reading


def _balanced(widths: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Return which factors stand on which line, on as few lines as there need to be, of about one length."""
    lines = narrower = _lines(widths, room, gap)
    while len(narrower) == len(lines) > 1:
        lines, room = narrower, 0.95 * room
        narrower = _lines(widths, room, gap)
    return lines


def _lines(widths: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Return which factors stand on which line."""
    lines: list[list[int]] = [[]]
    taken = 0.0
    for index, width in enumerate(widths):
        if lines[-1] and taken + gap + width > room:
            lines.append([])
            taken = 0.0
        taken += width + (gap if lines[-1] else 0.0)
        lines[-1].append(index)
    return lines
