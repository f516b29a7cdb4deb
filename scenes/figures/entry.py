"""Where a push comes in: what is pushed stands with its value above the line of its ribbon, tied to it by a stem."""

from __future__ import annotations

from typing import Any, final

import numpy as np
from manim import DOWN, RIGHT, UP, Line, VGroup

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.disc import GLOW, Disc
from scenes.figures.greys import Greys
from scenes.figures.pill import Pill
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_RADIUS, _STEM, _PILL = 0.68, 0.66, 0.76
"""Of a disc; from what is pushed to the line; how tall a pill and its symbol are at most."""
_GAP, _DROP = 0.14, 0.24
"""Beside the stem; from its foot up to the baseline of what stands beside it."""
_MIDDLE = 0.25
"""Of an em: from a baseline up to where a minus stands."""
_DIGITS = 3
MIDDLE, BEFORE = 0.5, 0.33
"""Where along its line something stands, or where it must make room at its right."""


@final
class Entry(VGroup):
    """A weight or a bias as a pill, an activation as a disc.

    Parameters
    ----------
    moment : Moment
        At rest.
    quantity : Quantity
    greys : Greys
    aside : float
        What room something needs at its right.
    shares_rows : bool
        Whether discs stand beside it, on the same line.

    Attributes
    ----------
    body : Pill or Disc
    stem : Line
    symbol : Formula
    place : float
        Where along the line it stands, from its left end, if it has room there.
    height_above : float
        From the line up to its top.
    value : VGroup
        Of an activation that has no room for its number, the number; it stands at the right of the disc.
    """

    def __init__(
        self, moment: Moment, quantity: Quantity, greys: Greys, *, aside: float = 0.0, shares_rows: bool = True
    ) -> None:
        look = greys.look
        self.quantity, self._aside = quantity, aside
        self.value, self.place = VGroup(), MIDDLE
        self.body: Pill | Disc
        reading = moment.read(quantity, _DIGITS)
        if quantity.kind == "a":
            self.body = Disc(moment, quantity, greys, _RADIUS)
            number = Formula("{value}", em=theme.LABEL, value=reading)
            if self.body.holds(float(number.width)):
                self.body.show_value(_DIGITS if reading.value else 1)
            else:
                self.value.add(number)
        else:
            self.body = Pill("", quantity, moment, look, reading=reading.in_fewest_digits())
        self.stem = Line(UP, DOWN, color=look.colour_of(quantity), stroke_width=theme.LINE_WIDTH)
        self.symbol = Formula("{q}", em=theme.FORMULA, indexed=False, q=quantity)
        has_disc = shares_rows or isinstance(self.body, Disc)
        self.height_above = _STEM + (2 * _RADIUS if has_disc else _PILL)
        super().__init__(self.stem, self.body, self.symbol, self.value)

    @property
    def centre(self) -> Array:
        """The middle of what is pushed, shape (3,)."""
        body: Any = self.body.face if isinstance(self.body, Disc) else self.body.rim
        return np.asarray(body.get_center())

    @property
    def rim(self) -> float:
        """From there to its left and right."""
        return self.body.radius if isinstance(self.body, Disc) else float(self.body.rim.width) / 2

    def stand(self, start: Array, end: Array, number: ReadOut) -> None:
        """Stand above a line, and put the number of its push beside the stem.

        Parameters
        ----------
        start, end : ndarray, shape (3,)
            Of the line.
        number : ReadOut
        """
        middle = start + self.place * (end - start)
        most = float(end[0]) - self.rim - self._aside
        least = float(start[0])
        if isinstance(self.body, Pill):
            least += self.rim + _GAP + self.symbol.width
        middle[0] = max(least, min(middle[0], most))
        centre = middle + (_STEM + _RADIUS) * UP
        if isinstance(self.body, Disc):
            self.body.stand(centre, _RADIUS)
            below = _RADIUS
        else:
            centre = middle + (_STEM + float(self.body.rim.height) / 2) * UP
            self.body.shift(centre - self.centre)
            below = float(self.body.rim.height) / 2
        self.stem.put_start_and_end_on(centre + below * DOWN, middle)
        for one in self.value:
            one.move_to(centre + (self.rim * GLOW + _GAP + one.width / 2) * RIGHT)
        level = float(middle[1]) + _DROP
        self._name(centre, middle[0] + _GAP, level)
        digits = number[1:]
        number.shift((middle[0] - _GAP - digits.get_right()[0]) * RIGHT + (level - number.baseline) * UP)

    def _name(self, centre: Array, beside: float, level: float) -> None:
        """Put the symbol at the right of the stem under a disc, or at the left of a pill."""
        if isinstance(self.body, Pill):
            beside, level = float(self.body.get_left()[0]) - _GAP, float(centre[1]) - _MIDDLE * self.symbol.em
            self.symbol.on_baseline(level).shift((beside - self.symbol.get_right()[0]) * RIGHT)
        else:
            self.symbol.on_baseline(level).shift((beside - self.symbol.get_left()[0]) * RIGHT)
