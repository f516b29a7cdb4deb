"""A slope with its number, which runs as the bead of its graph goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

from manim import RIGHT, UP, VGroup

from core.model.quantity import Quantity, change
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_DIGITS, _APART = 3, 0.3
_LEVEL = 0.25
"""Of an em: from the baseline up to the middle of an equals sign."""


@final
class SlopeLine(VGroup):
    """A slope and its number.

    Parameters
    ----------
    rest : Moment
    quantity : Quantity
    em : float

    Attributes
    ----------
    symbol, value : Formula
        The value is that at rest; part value.
    """

    def __init__(self, rest: Moment, quantity: Quantity, *, em: float) -> None:
        assert quantity.by is not None
        self._rest, self._quantity, self._by = rest, quantity, quantity.by
        self.symbol = Formula("{slope} {eq}", em=em, indexed=False, slope=quantity, eq="=")
        self.value = Formula("{value}", em=em, value=rest.read(quantity, _DIGITS).in_fewest_digits())
        self.value.on_baseline(self.symbol["eq"].get_y() - _LEVEL * em)
        self.value.shift((self.symbol.get_right()[0] + _APART * em - self.value.get_left()[0]) * RIGHT)
        self._running: ReadOut | None = None
        super().__init__(self.symbol, self.value)

    def __getitem__(self, name: Any) -> Any:
        """Return a part of the symbol by its name."""
        return self.symbol[name] if isinstance(name, str) else super().__getitem__(name)

    @property
    def reading(self) -> Reading:
        """The number at rest."""
        return self.value.readings["value"]

    def run_through(self, moments: Sequence[Moment]) -> None:
        """Be ready to show the number in other moments, where this line stands now."""
        if all(one.read(self._quantity, _DIGITS).in_fewest_digits().shown == self.reading.shown for one in moments):
            return
        em, largest = self.value.present_em, max(abs(one.value(self._quantity)) for one in moments)
        colour = theme.colour("text")
        self._running = ReadOut(self._rest, self._quantity, largest=largest, digits=_DIGITS, em=em, colour=colour)
        left, _ = self._running.span([self._rest, *moments])
        right = self.symbol.get_right()[0] + _APART * em
        self._running.shift((right - left) * RIGHT + (self.value.baseline - self._running.baseline) * UP)

    def at(self, moment: Moment) -> None:
        """Show the number in a moment."""
        is_at_rest = not moment.state.nudges or moment.value(change(self._by)) == 0
        if is_at_rest or self._running is None:
            self.submobjects = [self.symbol, self.value]
        else:
            self._running.at(moment)
            self.submobjects = [self.symbol, self._running]
