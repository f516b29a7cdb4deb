"""One ruler for all stages of a flow, or where some would be too short to see, one and a lens from there on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.notation.round_numbers import round_below

SEEN = 12 * 8 / 1080
"""The least length at which a stage can be read: 12 pixels of 1080 lines."""


@dataclass(frozen=True, slots=True)
class Rulers:
    """Scene units for each unit of a value, stage by stage.

    Parameters
    ----------
    units : tuple of float
    lens : int or None
        The first stage that is drawn through a lens.
    factor : float
        How much longer it draws; below 1 how much shorter.

    Examples
    --------
    >>> Rulers.of([1.0, 0.5], [2.0, 2.0])
    Rulers(units=(2.0, 2.0), lens=None, factor=1.0)
    >>> Rulers.of([1.0, 0.9, 0.001, 0.0005], [1.0, 1.0, 1000.0, 1000.0])
    Rulers(units=(1.0, 1.0, 1000.0, 1000.0), lens=2, factor=1000.0)
    """

    units: tuple[float, ...]
    lens: int | None = None
    factor: float = 1.0

    @staticmethod
    def of(tallest: Sequence[float], fitting: Sequence[float]) -> Rulers:
        """Return the rulers by which most stages can be read; of equally good ones the one with the earliest lens.

        Parameters
        ----------
        tallest : sequence of float
            The largest size of each stage.
        fitting : sequence of float
            The largest unit of each stage by which it still has room; infinite where nothing limits it.
        """
        plain = Rulers((_least(fitting),) * len(fitting))
        best, most = plain, plain.seen(tallest)
        if most == sum(1 for one in tallest if one > 0):
            return plain
        for lens in range(1, len(tallest)):
            before, after = _least(fitting[:lens]), _least(fitting[lens:])
            factor = round_below(after / before)
            units = (before,) * lens + (before * factor,) * (len(tallest) - lens)
            found = Rulers(units, lens, factor)
            if factor != 1 and found.seen(tallest) > most:
                best, most = found, found.seen(tallest)
        return best

    def seen(self, tallest: Sequence[float]) -> int:
        """Return how many stages can be read."""
        return sum(unit * size >= SEEN for unit, size in zip(self.units, tallest, strict=True))


def _least(fitting: Sequence[float]) -> float:
    limited = [one for one in fitting if math.isfinite(one)]
    return min(limited) if limited else 1.0
