"""A slope path by path: what each one multiplies, symbols over numbers, and what all of them are together."""

from __future__ import annotations

from typing import Any, final

from manim import DOWN, RIGHT, Animation, Create, LaggedStart, Line, VGroup

from core.model.quantity import C, Quantity, slope
from core.notation.addends import addends
from core.notation.printed import adds
from core.notation.reading import Reading
from core.passes.choices.one_step import OneStep
from core.passes.paths import Path
from scenes import theme
from scenes.figures.network import Network
from scenes.figures.products import makes
from scenes.figures.wrapped_line import WrappedLine
from scenes.layout.box import Size
from scenes.layout.cells import NEAR, TIGHT, Cells, Column, Row
from scenes.type.formula import Formula

_DIGITS = 3
_LAG = 0.8
"""How much of an edge is lit when the next one begins."""


class PathProduct:
    """One path's product.

    Parameters
    ----------
    one : OneStep
    path : Path
    brought : Reading
        What it brings, as it is printed.
    room : float
        How long a line may be.
    named : bool
        Whether symbols stand over the numbers.

    Attributes
    ----------
    cells : list of VGroup
        Of each factor, its number, with its symbol over it.
    result : Formula
        What they make; part value.
    line : WrappedLine
        All of these.
    readings : list of Reading
        Of the factors.
    """

    def __init__(self, one: OneStep, path: Path, brought: Reading, room: float, *, named: bool) -> None:
        factors = one.factors(path)
        self.path = path
        self.readings = [one.moment.read(factor, _DIGITS).in_fewest_digits() for factor in factors]
        numbers = [_factor(reading, first=not place) for place, reading in enumerate(self.readings)]
        self.cells = [_cell(*both) if named else VGroup(both[1]) for both in zip(factors, numbers, strict=True)]
        self.result = makes(self.readings, brought).set_fill(theme.colour("slope"))
        levels = [
            float(number.baseline - both.get_bottom()[1])
            for number, both in zip([*numbers, self.result], [*self.cells, self.result], strict=True)
        ]
        self.line = WrappedLine([*self.cells, self.result], room, levels=levels, gap=NEAR / 2)


@final
class PathProducts:
    """The products of the paths that are told, and their sum.

    Parameters
    ----------
    one : OneStep
    room : Size
        As long as it is broad a line may be, with what stands before it.
    named : bool
        Whether symbols stand over the numbers.

    Attributes
    ----------
    slope : Formula
        What all of it is: the slope by the weight.
    products : list of PathProduct
    total : WrappedLine
        What each path brings, what all others bring, and the sum.
    brought, others, whole : Reading
        As they are printed; others is None where there are none.
    """

    def __init__(self, one: OneStep, room: Size, *, named: bool) -> None:
        moment, whole = one.moment, slope(C, one.weight)
        terms = addends([moment.read(term, _DIGITS) for term in (*one.brought, *([one.others] if one.others else []))])
        self.whole = moment.read(whole, _DIGITS)
        count = len(one.brought)
        self.brought, self.others = tuple(terms[:count]), terms[count] if one.others else None
        self.slope = Formula("{dC_dw} =", em=theme.LABEL, dC_dw=whole)
        length = room.width - float(self.slope.width) - NEAR
        self.products = [
            PathProduct(one, path, brings, length, named=named)
            for path, brings in zip(one.paths, self.brought, strict=True)
        ]
        pieces = [_signed(term) for term in terms] if len(terms) > 1 else []
        sign = adds(terms, self.whole) if len(terms) > 1 else "="
        pieces.append(Formula(f"{sign} {{value}}", em=theme.LABEL, value=self.whole).set_fill(theme.colour("slope")))
        self.total = WrappedLine(pieces, length)

    @property
    def cells(self) -> Cells:
        """Where they stand: products below each other, then the sum."""
        lines = [*(one.line for one in self.products), *([self.total] if self.is_sum else [])]
        return Row(self.slope, Column(*lines, gap=NEAR, place="start"), gap=NEAR)

    @property
    def is_sum(self) -> bool:
        """Whether there is something to be added up."""
        return len(self.total.pieces) > 1


def path_lines(network: Network, weight: Quantity, path: Path, colour: str) -> VGroup:
    """Return what is drawn over the edges of a path, from the cost back to a weight; edges that are drawn alone.

    Parameters
    ----------
    network : Network
        In its place.
    weight : Quantity
        By which the path begins.
    path : Path
    colour : str
    """
    first = (1, *weight.neurons)
    edges = [network.edges.get(at) for at in (first, *path.edges)]
    ends = [*edges, network.to_cost.get(path.output)]
    lines = [Line(one.get_end(), one.get_start(), color=colour, stroke_width=theme.BOLD_LINE) for one in ends if one]
    return VGroup(*reversed(lines))


def light(lines: VGroup, **kwargs: Any) -> Animation:
    """Return the coming of a path, edge after edge."""
    return LaggedStart(*map(Create, lines), lag_ratio=_LAG, **kwargs)


def _factor(reading: Reading, *, first: bool) -> Formula:
    value = "({value})" if reading.numeral.negative else "{value}"
    return Formula(value if first else f"dot.op {value}", em=theme.LABEL, value=reading)


def _cell(quantity: Quantity, number: Formula) -> VGroup:
    symbol = Formula("{q}", em=theme.LABEL, q=quantity)
    number.next_to(symbol, DOWN, buff=TIGHT)
    number.shift(float(symbol.get_x() - number["value"].get_x()) * RIGHT)  # the dot stands beside it
    return VGroup(symbol, number)


def _signed(reading: Reading) -> Formula:
    text = "{value}" if reading.numeral.negative else "+{value}"
    return Formula(text, em=theme.LABEL, value=reading).set_fill(theme.colour("slope"))
