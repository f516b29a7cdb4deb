"""The way of a strip from place to place, on which it turns and changes its length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

import numpy as np

from core.model.arrays import Array
from scenes import theme
from scenes.figures.strip import Strip
from scenes.motion import Computed


@final
class Stop:
    """Where a strip is on its way: its middle, its signed length, its direction.

    Parameters
    ----------
    middle : ndarray, shape (3,)
    length : float
    along : ndarray, shape (3,)
        Of length 1.
    """

    def __init__(self, middle: Array, length: float, along: Array) -> None:
        self.middle, self.length = middle, length
        self.angle = float(np.arctan2(along[1], along[0]))

    @property
    def span(self) -> tuple[Array, float, Array]:
        """Foot, length and direction of the strip."""
        along = np.array([np.cos(self.angle), np.sin(self.angle), 0.0])
        return self.middle - self.length / 2 * along, self.length, along

    def towards(self, other: Stop, share: float) -> Stop:
        """Return the stop on the way to another one."""
        angle = self.angle + share * (other.angle - self.angle)
        along = np.array([np.cos(angle), np.sin(angle), 0.0])
        middle = self.middle + share * (other.middle - self.middle)
        return Stop(middle, self.length + share * (other.length - self.length), along)


@final
class Haul(Computed):
    """The way of a strip from stop to stop; calm: it is at the last one as it comes.

    Parameters
    ----------
    strip : Strip
    stops : sequence of Stop
    """

    def __init__(self, strip: Strip, stops: Sequence[Stop], **kwargs: Any) -> None:
        self._stops = stops
        super().__init__(strip, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strip on its way."""
        share, legs = self.rate_func(alpha), len(self._stops) - 1
        if theme.now().calm:
            share = 1.0 if share > 0 else 0.0
        leg = min(int(share * legs), legs - 1)
        here = self._stops[leg].towards(self._stops[leg + 1], share * legs - leg)
        self.mobject.span(*here.span)
