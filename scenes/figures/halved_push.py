"""A push that is halved again and again: its number, where that of the whole push stood."""

from __future__ import annotations

import math
from typing import final

from manim import RIGHT, VGroup

from core.model.quantity import change
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.ribbon import Ribbon
from scenes.type.formula import Formula

_GAP = 0.14
_ALMOST = 1e-6


@final
class HalvedPush(VGroup):
    """The number of a ribbon's push while the ribbon shrinks; nothing where it has no room above the line.

    Parameters
    ----------
    ribbon : Ribbon
        Which stands already.
    least : float
        What share of the push is left in the end.
    look : Theme
    """

    def __init__(self, ribbon: Ribbon, least: float, look: theme.Theme) -> None:
        self._start, self._by = ribbon.steps[0], ribbon.by
        colour, count = look.colour_of(self._start), math.floor(math.log2(1 / least) + _ALMOST)
        readings = [ribbon.nudged(0.5**times).read(change(self._start), 3) for times in range(count + 1)]
        sign = "plus" if self._by > 0 else ""
        numbers = [
            Formula(f"{sign} {{push}}", em=theme.LABEL, colour=colour, push=one.in_fewest_digits()) for one in readings
        ]
        with ribbon.shown_at(1.0):
            have_room = [_stands(number, ribbon) for number in numbers]
        self._numbers = numbers if all(have_room) else []
        super().__init__(*self._numbers[:1])

    def at(self, moment: Moment) -> None:
        """Show the number that has been passed."""
        move = moment.value(change(self._start))
        times = math.floor(math.log2(self._by / move) + _ALMOST) if move else 0
        self.submobjects = self._numbers[times : times + 1]


def _stands(number: Formula, ribbon: Ribbon) -> bool:
    """Put a number where that of the whole push stands; return whether it keeps clear of what stands beside it."""
    line, whole = ribbon.lines[0], ribbon.numbers[ribbon.steps[0]]
    low, high = float(line.get_left()[0]), float(line.get_right()[0])
    number.on_baseline(whole.baseline)
    if ribbon.entry:  # at the left of its stem, from where it may reach out a little
        number.shift((whole.get_right()[0] - number.get_right()[0]) * RIGHT)
        return float(number.get_x()) >= low
    for symbol in ribbon.symbol:
        low = max(low, float(symbol.get_right()[0]) + _GAP)
    number.shift((whole.get_x() - number.get_x()) * RIGHT)
    number.shift(max(0.0, low - float(number.get_left()[0])) * RIGHT)
    return float(number.get_right()[0]) <= high
