"""Which stretch of numbers an axis shows, and where its ticks stand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from core.notation.numeral import Numeral, fixed, significant

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers with ticks.

    Parameters
    ----------
    low, high : float
        The ends.
    step : float
        Between ticks.

    Examples
    --------
    >>> Scale(0.0, 1.0, 0.5).ticks
    (0.0, 0.5, 1.0)
    """

    low: float
    high: float
    step: float

    @property
    def span(self) -> float:
        """From one end to the other."""
        return self.high - self.low

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where the ticks stand, from low to high."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return tuple(index * self.step for index in range(first, last + 1))

    @property
    def tick_numerals(self) -> tuple[Numeral, ...]:
        """The ticks as they are written, all to the same number of decimals."""
        largest = max(abs(self.low), abs(self.high))
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        if abs(self.step * 10**decimals - round(self.step * 10**decimals)) > 1e-6:
            decimals += 1
        if largest >= 1e4 or decimals > 4:
            return tuple(significant(tick, 2 + max(0, _extra(largest, self.step))) for tick in self.ticks)
        return tuple(fixed(tick, decimals) for tick in self.ticks)

    def share(self, value: float) -> float:
        """Return where a value lies: 0 at low, 1 at high.

        Examples
        --------
        >>> Scale(0.0, 2.0, 1.0).share(0.5)
        0.25
        """
        return (value - self.low) / (self.high - self.low)


def _extra(largest: float, step: float) -> int:
    return math.floor(math.log10(largest / step)) if largest > 0 else 0


def scale_for(values: Iterable[float], ticks: float = 3, margin: float = 0.08) -> Scale:
    """Return a scale that shows all the values, its ends at round numbers or just beyond the values.

    Parameters
    ----------
    values : iterable of float
        Finite; at least one.
    ticks : float
        About how many steps between ticks.
    margin : float
        Free share at each end.

    Returns
    -------
    Scale

    Examples
    --------
    >>> scale_for([0.1, 0.9]).ticks
    (0.0, 0.5, 1.0)
    """
    values = list(values)
    low, high = min(values), max(values)
    least = max(abs(low), abs(high), 1e-300) * 1e-9
    if high - low < least:
        spread = max(abs(low) / 2, 0.5) if high == low else least
        low, high = low - spread, high + spread
    spread = high - low
    rough = spread / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * min((s for s in _STEPS if s * power >= rough * 0.999), default=10.0)
    low, high = low - margin * spread, high + margin * spread
    return Scale(_outward(low, step, math.floor), _outward(high, step, math.ceil), step)


def _outward(end: float, step: float, towards) -> float:  # noqa: ANN001  floor or ceil
    """Return the next tick when it is near, so that axes end on round numbers where they can."""
    tick = towards(end / step) * step
    return tick if abs(tick - end) < 0.35 * step else end


def scale_showing(rest: float, others: Iterable[float], least: float = 0.1) -> Scale:
    """Return a scale on which a value and where it goes are told apart.

    The natural scale starts at zero; where the movement would take less than `least` of it, the
    scale is drawn closer around the movement.

    Parameters
    ----------
    rest : float
    others : iterable of float
        Where the value goes.
    least : float
        Share of the scale.

    Returns
    -------
    Scale

    Examples
    --------
    >>> scale_showing(2.0, [2.5]).low < 0.1, scale_showing(2.0, [2.01]).low > 1.9
    (True, True)
    """
    others = list(others)
    natural = scale_for([0.0, rest, *others])
    reach = max(abs(other - rest) for other in others)
    if reach == 0 or reach >= least * (natural.high - natural.low):
        return natural
    return scale_for([rest - 2 * reach, rest + 2 * reach, *others])
