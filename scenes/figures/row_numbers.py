"""The numbers at the ends of the strips of a row: as many as have room, those of the longest strips first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import final

import numpy as np

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.heading import Heading
from scenes.figures.strip import Strip
from scenes.layout.box import Box
from scenes.layout.cells import TIGHT
from scenes.type.read_out import ReadOut

DIGITS = 3
LINES = 3
"""How many lines of numbers there may be beyond a strip."""
_LINE = 0.5
"""From a line of numbers to the next."""
_STEP = 0.25
"""By how much further from its strip a number is tried."""
_HIGH = theme.LABEL + 2 * TIGHT


@final
class RowNumbers:
    """One number for each parameter, of its slope or of its move.

    Parameters
    ----------
    moment : Moment
    exact : mapping of Quantity to Expression
        What the numbers are.
    colour_of : callable
        From a parameter to the colour of its number.
    heading : Heading
        Of the row.
    turned : bool
        Whether they are moves: these carry their sign, and a zero stands on the negative side, as it has turned round.

    Attributes
    ----------
    shown : dict of Quantity to ReadOut
        Those that have room.
    """

    def __init__(
        self,
        moment: Moment,
        exact: Mapping[Quantity, Expression],
        colour_of: Callable[[Quantity], str],
        heading: Heading,
        *,
        turned: bool,
    ) -> None:
        self._heading, self._is_across = heading, bool(heading.towards @ np.array([1.0, 0.0, 0.0]))
        self._side_of_zero = -1.0 if turned else 1.0
        self._numbers = {
            q: ReadOut(
                moment,
                one,
                digits=DIGITS if moment.value(one) else 1,
                em=theme.LABEL,
                colour=colour_of(q),
                signed=turned,
            )
            for q, one in exact.items()
        }
        self.shown: dict[Quantity, ReadOut] = {}

    def width(self, q: Quantity) -> float:
        """Return how wide a number is."""
        return float(self._numbers[q][1:].width)

    @property
    def widest(self) -> float:
        """How wide the widest one is."""
        return max(map(self.width, self._numbers))

    def beyond(self, q: Quantity, lines: int) -> float:
        """Return what a number needs beyond the end of its strip, with so many lines more."""
        return _HIGH + lines * _LINE if self._is_across else self.width(q) + 2 * TIGHT

    def fit(
        self, order: Sequence[Quantity], strips: Mapping[Quantity, Strip], taken: Sequence[Box], room: Box
    ) -> dict[Quantity, ReadOut]:
        """Put numbers at the ends of their strips, in an order; return those that have room there.

        Parameters
        ----------
        order : sequence of Quantity
        strips : mapping of Quantity to Strip
            In their places.
        taken : sequence of Box
            What they keep clear of.
        room : Box
            What they stay in.
        """
        taken, self.shown = list(taken), {}
        for q in order:
            number, strip = self._numbers[q], strips[q]
            sides = [self._side_of_zero, -self._side_of_zero]
            sides = [side for side in sides if side * strip.length >= 0]
            for further, side in product(np.arange(0, (LINES - 1) * _LINE + _STEP, _STEP), sides):
                self._put(q, strip, side * (self._end(q) + further), room)
                box = Box.around(number[1:])
                if room.contains(box) and not any(box.inset(-TIGHT / 2).overlaps(one) for one in taken):
                    self.shown[q] = number
                    taken.append(box)
                    break
        return self.shown

    def _end(self, q: Quantity) -> float:
        """Return how far the middle of a number is from the end of its strip."""
        return TIGHT + (theme.LABEL if self._is_across else self.width(q)) / 2

    def _put(self, q: Quantity, strip: Strip, beyond: float, room: Box) -> None:
        centre: Array = strip.tip + beyond * self._heading.across
        if self._is_across:
            reach = self.width(q) / 2 + TIGHT
            centre[0] = max(room.left + reach, min(centre[0], room.right - reach))
        number = self._numbers[q]
        number.shift(centre - number[1:].get_center())
