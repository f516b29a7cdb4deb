"""Numbers as factors: on a band, and multiplied in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import DOWN, LEFT, RIGHT, VGroup

from core.model.quantity import Quantity
from core.notation.printed import joins
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula, Part
from scenes.type.read_out import ReadOut

_DIGITS = 3
_APART, _CLOSE, _MINUS = 0.35, 0.1, 0.95
"""Of an em: from the sign, or a parenthesis, to the value; and to one that takes a minus on its way."""


def times(reading: Reading) -> Formula:
    """Return a factor with its sign of multiplication; part value.

    Parameters
    ----------
    reading : Reading
        A negative one stands in parentheses.
    """
    return Formula(f"times {_slot('value', reading)}", em=theme.LABEL, value=reading)


@final
class Factor(VGroup):
    """A factor with its sign of multiplication, which runs with its moment.

    Parameters
    ----------
    moments : sequence of Moment
        What it shows at first, then where else it will be taken.
    quantity : Quantity
    em : float

    Attributes
    ----------
    sign, value, end : Formula or ReadOut
        The end is a parenthesis, after a negative value.
    """

    def __init__(self, moments: Sequence[Moment], quantity: Quantity, *, em: float = theme.FORMULA) -> None:
        first, *later = (moment.read(quantity, _DIGITS).in_fewest_digits() for moment in moments)
        self.value: Formula | ReadOut
        if all(one.shown == first.shown for one in later):
            self.value = Formula("{value}", em=em, value=first)
        else:
            largest = max(abs(moment.value(quantity)) for moment in moments)
            colour = theme.colour("text")
            self.value = ReadOut(moments[0], quantity, largest=largest, digits=_DIGITS, em=em, colour=colour)
        self.sign = Formula("times paren.l" if first.numeral.negative else "times", em=em)
        self.end = VGroup(*[Formula("paren.r", em=em)][: int(first.numeral.negative)])
        super().__init__(self.sign, self.value, self.end)
        for part in (self.sign, *self.end):
            part.on_baseline(self.value.baseline)
        turns = any(one.numeral.negative for one in later)
        gap = _CLOSE if first.numeral.negative else _MINUS if turns else _APART
        digits = self.value[1:] if isinstance(self.value, ReadOut) else self.value
        self.sign.shift((digits.get_left()[0] - gap * em - self.sign.get_right()[0]) * RIGHT)
        self.end.shift((digits.get_right()[0] + _CLOSE * em - self.end.get_left()[0]) * RIGHT)

    @property
    def said(self) -> Reading:
        """What is shown now."""
        return self.value.reading if isinstance(self.value, ReadOut) else self.value.readings["value"]

    def at(self, moment: Moment) -> None:
        """Show the value in a moment."""
        if isinstance(self.value, ReadOut):
            self.value.at(moment)


def multiplied(numbers: Sequence[Reading], *, em: float = theme.LABEL) -> Formula:
    """Return numbers with dots between them; parts n0, n1, ..."""
    template, parts = _dotted(numbers)
    return Formula(template, em=em, **parts)


def makes(numbers: Sequence[Reading], value: Reading, *, em: float = theme.LABEL) -> Formula:
    """Return what the product of some numbers is, or nearly is where these do not give it as they are printed.

    Parameters
    ----------
    numbers : sequence of Reading
    value : Reading
        Part value.
    em : float
    """
    return Formula(f"{joins(numbers, value)} {{value}}", em=em, value=value)


@final
class Division(VGroup):
    """A quotient, its numbers, and what they make.

    Parameters
    ----------
    quotient : Quantity
    numbers : (Reading, Reading, Reading)
        Above the bar, below it, and what they make.
    em : float
    lines : int
        Two, where the numbers stand below the symbols.
    worked : bool
        Whether it shows the numbers that are divided, and not what they make alone.

    Attributes
    ----------
    formula : Formula
        Parts quotient, eq and value; where it is worked top, bottom and is.
    symbols, numbers, result : VGroup
        Its glyphs, in the order in which they come.
    """

    def __init__(
        self,
        quotient: Quantity,
        numbers: tuple[Reading, Reading, Reading],
        *,
        em: float,
        lines: int = 1,
        worked: bool = True,
    ) -> None:
        top, bottom, value = numbers
        parts: dict[str, Part] = {"quotient": quotient, "value": value, "eq": "="}
        template = "{quotient} {eq} {value}"
        if worked:
            parts |= {"top": top, "bottom": bottom, "is": joins([bottom, value], top)}
            template = "{quotient} {eq} frac({top}, {bottom}) {is} {value}"
        self.formula = Formula(template, em=em, indexed=False, **parts)
        self.symbols = VGroup(*self.formula["quotient"], *self.formula["eq"])
        self.result = VGroup(*(glyph for name in ("is", "value") if name in parts for glyph in self.formula[name]))
        others = {id(glyph) for glyph in (*self.symbols, *self.result)}
        self.numbers = VGroup(*(glyph for glyph in self.formula if id(glyph) not in others))
        super().__init__(self.formula)
        if lines > 1:
            below = VGroup(self.numbers, self.result)
            below.next_to(self.symbols, DOWN, buff=_APART * em).align_to(self.symbols, LEFT)


def worked(
    quantity: Quantity, numbers: Sequence[Reading], value: Reading, *, em: float = theme.FORMULA, indexed: bool = False
) -> Formula:
    """Return a quantity, the numbers whose product it is, and what they make; parts quantity, n0, n1, ... and value.

    The last sign is no equals sign where the numbers do not give the value as they are printed.

    Parameters
    ----------
    quantity : Quantity
    numbers : sequence of Reading
    value : Reading
    em : float
    indexed : bool
        Whether quantities show which neuron they belong to.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import a, w, z
    >>> moment = Moment.first(*read("networks/chain.toml"))
    >>> numbers = [moment.read(one, 3) for one in (w(1), a(0))]
    >>> worked(z(1), numbers, moment.read(w(1) * a(0), 3)).text
    'z[1][0] = 1.90 dot.op 0.800 = 1.52'
    """
    template, parts = _dotted(numbers)
    told = f"{{quantity}} = {template} {joins(numbers, value)} {{value}}"
    return Formula(told, em=em, indexed=indexed, quantity=quantity, value=value, **parts)


def near_product(numbers: Sequence[Reading], value: Reading) -> Formula:
    """Return that a slope is near a product of numbers, and what these make; parts n0, n1, ... and value."""
    template, parts = _dotted(numbers)
    line = Formula(f"approx {template} {joins(numbers, value)} {{value}}", em=theme.LABEL, value=value, **parts)
    line["value"].set_color(theme.colour("slope"))
    return line


def _dotted(numbers: Sequence[Reading]) -> tuple[str, dict[str, Part]]:
    """Return a template and its parts: n0, dot0, n1, ...; a negative number has open1 and close1 around it."""
    pieces: list[str] = []
    parts: dict[str, Part] = {}
    for place, one in enumerate(numbers):
        around = ("paren.l", "paren.r") if one.numeral.negative else ("", "")
        named: dict[str, Part] = {f"dot{place - 1}": "dot.op" if place else "", f"open{place}": around[0]}
        named |= {f"n{place}": one, f"close{place}": around[1]}
        parts |= {name: part for name, part in named.items() if part}
        pieces += [f"{{{name}}}" for name, part in named.items() if part]
    return " ".join(pieces), parts


def _slot(name: str, reading: Reading) -> str:
    return f"({{{name}}})" if reading.numeral.negative else f"{{{name}}}"
