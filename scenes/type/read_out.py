"""A number that runs without jitter: glyphs are swapped in place, each digit keeps its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import final

import numpy as np
from manim import RIGHT, UP, VMobject

from core.model.arithmetic import Expression
from core.notation.numeral import MINUS, Numeral, fixed, power_of_ten
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.type import blanks
from scenes.type.formula import Line
from scenes.type.typeset import Outline, typeset

_DIGIT, _POINT, _SIGN = 0.5, 0.278, 0.8
"""Widths of the cells, in ems."""


_FORM = ("_exponent", "_decimals", "_whole", "_ruler", "_cells", "_written", "_surplus", "_tail", "_power")
"""What the decimals of a number determine."""
_LOWER = 2
"""By how much the power of ten of a running number may be lower than that of the largest it will reach."""


@final
class ReadOut(blanks.Pieces):
    """The running value of one quantity.

    Parameters
    ----------
    moment : Moment
    quantity : Expression
    largest : float, optional
        The largest size that the number will reach; it sets the decimals, so that they never
        change. Default: its present size.
    signed : bool
        Whether a plus is written, as for changes.
    digits : int
        Significant digits at the largest size.
    em, colour
        Of the type.

    Attributes
    ----------
    moment : Moment
    reading : Reading
        What is shown now, and when it was read.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> from core.model.quantity import C
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> ReadOut(Moment.first(network, Examples([[3.0]], [[6.0]])), C).reading.shown
    '0.2500'
    """

    def __init__(
        self,
        moment: Moment,
        quantity: Expression,
        *,
        largest: float | None = None,
        signed: bool = False,
        digits: int = 4,
        em: float = theme.LABEL,
        colour: str | None = None,
    ) -> None:
        self.quantity, self._signed, self._em = quantity, signed, em
        self._colour = colour or theme.colour("text")
        size = abs(moment.read(quantity).value if largest is None else largest)
        self._exponent, self._decimals = _format(size, digits)
        whole = len(f"{size / 10.0**self._exponent:.{self._decimals}f}".split(".")[0])
        self._whole = whole
        self._ruler = blanks.unseen()
        self._ruler.points = np.array([[t * em, 0.0, 0.0] for t in (0, 1 / 3, 2 / 3, 1)])
        self._cells = [self._cell() for _ in range(1 + whole + 1 + self._decimals)]
        self._written = [""] * len(self._cells)
        self._surplus: list[VMobject] = []
        lowest = self._exponent - _LOWER
        most = max(len(_power(power)) for power in (self._exponent, lowest)) if self._exponent else 0
        self._tail, self._power = [self._cell() for _ in range(most)], 0
        super().__init__(self._ruler, *self._cells, *self._tail)
        self.reading: Reading
        self.at(moment)

    def at(self, moment: Moment) -> None:
        """Show the quantity's value in a state."""
        self.moment = moment
        reading = moment.read(self.quantity)
        power = self._power_of(reading.value)
        shown = fixed(reading.value / 10.0**power, self._decimals)
        numeral = Numeral(shown.digits, shown.negative, power or None)
        self.reading = replace(reading, numeral=numeral)
        self._write(shown)
        self._write_power(power)

    def refit(self, digits: int) -> ReadOut:
        """Take the decimals that the present value has by itself, around the same middle; return itself.

        Parameters
        ----------
        digits : int
            Significant ones; a zero has none.
        """
        fresh = ReadOut(
            self.moment,
            self.quantity,
            signed=self._signed,
            digits=digits if self.reading.value else 1,
            em=self.present_em,
            colour=self._colour,
        )
        fresh.shift(self[1:].get_center() - fresh[1:].get_center())
        for name in (*_FORM, "reading", "submobjects"):
            setattr(self, name, getattr(fresh, name))
        return self

    def span(self, moments: Sequence[Moment]) -> tuple[float, float]:
        """Return the least left and the right edge over some states: a sign that comes in none takes no room.

        Afterwards the value of the first state is shown.
        """
        lefts = []
        for moment in reversed(moments):
            self.at(moment)
            lefts.append(float(self[1:].get_left()[0]))
        return min(lefts), float(self.get_right()[0])

    def follow(self, symbol: Line, moments: Sequence[Moment], *, buff: float = 0.17) -> ReadOut:
        """Stand right after a symbol, on its baseline, with room for what comes in some states."""
        left, _ = self.span(moments)
        return self.shift(RIGHT * (symbol.get_right()[0] + buff - left) + UP * (symbol.baseline - self.baseline))

    @property
    def present_em(self) -> float:
        """The size of type as it is now, after any scaling."""
        return self._place()[1]

    @property
    def baseline(self) -> float:
        """The height of the baseline."""
        return float(self._place()[0][1])

    def _write(self, numeral: Numeral) -> None:
        whole, _, decimals = numeral.digits.partition(".")
        sign = MINUS if numeral.negative else "+" if self._signed and float(numeral.digits) else ""
        texts = [sign, *whole.rjust(self._whole)[-self._whole :], "." if decimals else "", *decimals]
        # the sign stands right before the first digit
        blanks = self._whole - len(whole)
        origin, em = self._place()
        self._write_surplus(whole[: max(0, -blanks)], origin, em)
        for index, text in enumerate(texts):
            if text != self._written[index] or index == 0:
                column = blanks if index == 0 else 0
                x = self._offset(index) + column * _DIGIT
                self._fill(self._cells[index], text.strip(), origin + np.array([x * em, 0, 0]), em)
                self._written[index] = text

    def _write_surplus(self, digits: str, origin: np.ndarray, em: float) -> None:
        """Write what is larger than was foreseen to the left of the cells: no digit is ever cut off."""
        while len(self._surplus) < len(digits):
            self._surplus.append(self._cell().match_style(self._cells[0]))
            self.add(self._surplus[-1])
        for index, cell in enumerate(self._surplus):
            x = _SIGN + (index - len(digits)) * _DIGIT
            self._fill(cell, digits[index : index + 1], origin + np.array([x * em, 0, 0]), em)

    def _place(self) -> tuple[np.ndarray, float]:
        start, end = self._ruler.points[0], self._ruler.points[-1]
        return start, float(np.linalg.norm(end - start))

    def _offset(self, index: int) -> float:
        if index == 0:
            return 0.0
        beyond = max(0, index - 1 - self._whole)
        digits = min(index - 1, self._whole) + max(0, beyond - 1)
        return _SIGN + digits * _DIGIT + min(beyond, 1) * _POINT

    @staticmethod
    def _fill(cell: VMobject, text: str, where: np.ndarray, em: float) -> None:
        cell.points = _glyph(text).points * em + where if text else np.zeros((0, 3))

    def _cell(self) -> VMobject:
        cell = blanks.glyph(self._colour, 0.0)
        cell.is_type = True
        return cell

    def _power_of(self, value: float) -> int:
        """Return the power of ten of a value: where there is one at all, one digit stands before the point."""
        if not self._exponent or not value:
            return self._exponent
        power = int(f"{abs(value):.{self._decimals}e}".split("e")[1])
        return min(self._exponent, max(power, self._exponent - _LOWER))

    def _write_power(self, power: int) -> None:
        if power == self._power:
            return
        self._power = power
        origin, em = self._place()
        after = (self._offset(len(self._cells) - 1) + (_DIGIT if self._decimals else 0.0) + 0.1) * em
        outlines = _power(power)
        for index, cell in enumerate(self._tail):
            there = index < len(outlines)
            cell.points = outlines[index].points * em + origin + after * RIGHT if there else np.zeros((0, 3))


def _format(size: float, digits: int) -> tuple[int, int]:
    """Return the power of ten and the decimals for numbers up to a size."""
    if size == 0:
        return 0, digits - 1
    power = int(f"{size:.{digits - 1}e}".split("e")[1])  # of the number as it is rounded: 0.9999 is written 1.00
    if -3 <= power < 5:
        return 0, max(0, digits - 1 - power)
    return power, digits - 1


@lru_cache(maxsize=32)
def _glyph(text: str) -> Outline:
    return typeset(f"${text}$")[0]


@lru_cache(maxsize=32)
def _power(exponent: int) -> tuple[Outline, ...]:
    return tuple(typeset(f"${power_of_ten(exponent)}$"))
