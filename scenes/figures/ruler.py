"""Ticks on a line at round numbers: as the line is drawn larger, they move apart and finer ones grow between them."""

from __future__ import annotations

import math
from typing import final

import numpy as np
from manim import VMobject

from scenes import theme

_SHORT, _LONG = 0.18, 1.8
"""From tick to tick: where ticks of a power of ten begin to grow, and where they have grown up."""
REACH = 0.1
"""Of a grown tick, above and below the line."""
_MOST = 96
"""So many ticks at most: a ruler always has as many pieces, so that it can go from one box into another."""
_SHARES = np.linspace(-1, 1, 4)


@final
class Ruler(VMobject):
    """The ticks of one line.

    Parameters
    ----------
    look : Theme

    Examples
    --------
    >>> ruler = Ruler(theme.Theme.chosen())
    >>> ruler.lay(np.zeros(3), 0.5, 4.0, (-2.0, 2.0))
    >>> xs = ruler.points[::4, 0]
    >>> bool(np.isclose(xs, 0.8).any()), bool(abs(xs).max() < 2.0)
    (True, True)
    """

    def __init__(self, look: theme.Theme) -> None:
        super().__init__(stroke_color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH / 2)

    def lay(self, place: np.ndarray, value: float, unit: float, ends: tuple[float, float]) -> None:
        """Mark the round numbers of a line.

        Parameters
        ----------
        place : ndarray, shape (3,)
            Where a value stands.
        value : float
        unit : float
            Scene units for each unit of the value.
        ends : (float, float)
            Of the line, from left to right.
        """
        finest = math.ceil(math.log10(_SHORT / unit))
        ticks = [np.tile([[float(place[0])], [0.0]], _MOST)]
        for power in (finest, finest + 1):
            step = 10.0**power
            grown = min(math.log10(step * unit / _SHORT) / math.log10(_LONG / _SHORT), 1.0)
            offset = math.remainder(value, step)
            first, last = (math.floor((end - place[0]) / (unit * step)) for end in ends)
            x = place[0] + (np.arange(max(first, -_MOST), min(last, _MOST) + 2) * step - offset) * unit
            x = x[(ends[0] < x) & (x < ends[1])]
            ticks.insert(0, np.stack([x, np.full(len(x), grown * REACH)]))
        x, reach = np.concatenate(ticks, axis=1)[:, :_MOST]
        points = np.zeros((_MOST, len(_SHARES), 3))
        points[..., 0], points[..., 1] = x[:, None], place[1] + reach[:, None] * _SHARES
        self.points = points.reshape(-1, 3)
