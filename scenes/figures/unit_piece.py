"""What one more of a factor makes of a product: a piece as long as the other factor; both on one ruler."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import RIGHT, UP, Animation, Line, VGroup

from core.model.arithmetic import product
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR
from scenes.motion import Showing
from scenes.type.formula import Formula

_ROW, _TRACK, _HEIGHT, _LEVEL = 0.48, 0.1, 0.17, 0.14
"""From row to row; from a row's middle to its two strips; how tall they are; from there down to a baseline."""
_LEAST = 1.6
"""For the longest strip, at least."""


@final
class UnitPiece(VGroup):
    """A factor and a product with it, and under the tips of both what they gain as the factor grows by 1.

    Parameters
    ----------
    moment : Moment
    factor, other : Quantity
        What grows, and what it is multiplied by.
    look : Theme

    Attributes
    ----------
    names, numbers : VGroup
        What stands before and behind the strips, from the top.
    wholes, pieces : list of Strip
    """

    def __init__(self, moment: Moment, factor: Quantity, other: Quantity, look: theme.Theme) -> None:
        whole = moment.value(product([other, factor]))
        self._wholes, self._gains = (moment.value(factor), whole), (1.0, moment.value(other))
        self._what = (str(factor), f"{other} {factor}")
        self._share, self._unit, self._zero = 1.0, 1.0, np.zeros(3)
        colours = look.colour("a"), look.colour("z")
        self.names = VGroup(
            Formula("{factor}", em=theme.LABEL, indexed=False, factor=factor),
            Formula("{other} {factor}", em=theme.LABEL, indexed=False, other=other, factor=factor),
        )
        gain = moment.read(other, 3).in_fewest_digits()
        sign = "" if gain.numeral.negative else "plus"
        self.numbers = VGroup(
            Formula("plus 1", em=theme.LABEL, colour=colours[0]),
            Formula(f"{sign} {{value}}", em=theme.LABEL, colour=look.colour_of(other), value=gain),
        )
        self.axis = Line(UP, -UP, color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        pale = (look.dimmed(colour, theme.PALE) for colour in colours)
        self.wholes = [Strip(colour, _HEIGHT) for colour in pale]
        self.pieces = [Strip(colour, _HEIGHT) for colour in colours]
        super().__init__(self.names, self.axis, *self.wholes, *self.pieces, self.numbers)

    def least_size(self) -> Size:
        """Return the room for its two rows."""
        return Size(self.names.width + self.numbers.width + _LEAST + 2 * NEAR, 2 * _ROW)

    def most_size(self) -> Size:
        """Return the same height at any width."""
        return Size(np.inf, 2 * _ROW)

    def fill(self, box: Box) -> None:
        """Fill a box: names at the left, numbers at the right, strips between, as long as there is room."""
        before, behind = (max(one.width for one in group) for group in (self.names, self.numbers))
        left, right = box.left + before + NEAR, box.right - behind - NEAR
        ends = [0.0, *self._wholes, *map(sum, zip(self._wholes, self._gains, strict=True))]
        self._unit = (right - left) / (max(ends) - min(ends))
        self._zero = np.array([left - self._unit * min(ends), box.centre[1], 0.0])
        reach = (box.height / 2) * UP
        self.axis.put_start_and_end_on(self._zero + reach, self._zero - reach)
        for side, name, number in zip((1, -1), self.names, self.numbers, strict=True):
            level = box.centre[1] + side * _ROW / 2 - _LEVEL
            name.on_baseline(level).shift((box.left + before - name.get_right()[0]) * RIGHT)
            number.on_baseline(level).shift((box.right - behind - number.get_left()[0]) * RIGHT)
        self.show(self._share)

    def show(self, share: float) -> None:
        """Let the factor have grown by a share of 1."""
        self._share = share
        for side, whole, piece, amount, gain in zip(
            (1, -1), self.wholes, self.pieces, self._wholes, self._gains, strict=True
        ):
            foot = self._zero + side * _ROW / 2 * UP
            whole.span(foot + _TRACK * UP, self._unit * amount)
            piece.span(foot + self._unit * amount * RIGHT - _TRACK * UP, share * self._unit * gain)

    def grow(self, **kwargs: Any) -> Animation:
        """Return the growing of the factor by 1, and of the product with it."""
        return Showing(VGroup(*self.pieces), self.show, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip."""
        for what, whole, piece, amount, gain in zip(
            self._what, self.wholes, self.pieces, self._wholes, self._gains, strict=True
        ):
            yield Measure("ruler", what, whole.drawn_length(), self._unit * amount)
            yield Measure("ruler", f"gain of {what}", piece.drawn_length(), self._share * self._unit * gain)
