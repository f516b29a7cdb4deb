"""Which stretch of numbers each of several lines shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from scenes.figures.scale import Scale, scale_for

_FARTHEST = 8.0
"""Up to how many times as far as another a quantity may go on lines of one unit."""
_NEARLY = 1e-9
_FINE = 5
"""Into how many pieces a step is parted for round numbers at the ends."""
_MARGIN = 0.1
"""The share of a line that stays free on either side of where its dot goes."""


def round_ends(values: Iterable[float]) -> Scale:
    """Return a scale that shows all the values and ends at round numbers.

    Parameters
    ----------
    values : iterable of float

    Returns
    -------
    Scale

    Examples
    --------
    >>> round_ends([0.02, 0.97]), round_ends([0.0, 3.2])
    (Scale(low=0.0, high=1.0, step=0.5), Scale(low=0.0, high=4.0, step=2.0))
    """
    scale = scale_for(values, ticks=2, margin=0.0)
    low, high = math.floor(scale.low / scale.step + _NEARLY), math.ceil(scale.high / scale.step - _NEARLY)
    return Scale(low * scale.step, high * scale.step, scale.step)


def one_unit(*walks: Sequence[float]) -> list[Scale]:
    """Return scales of one unit for what walks on lines of one length, from round number to round number.

    Parameters
    ----------
    *walks : sequence of float
        Where each dot goes: near the middle of its line.

    Returns
    -------
    list of Scale
        Each with a unit of its own where one dot goes more than eight times as far as another.

    Examples
    --------
    >>> [(scale.low, scale.high) for scale in one_unit([0.0, 10.0], [-1.0, 3.0])]
    [(-2.0, 11.0), (-6.0, 7.0)]
    """
    reaches = [max(walk) - min(walk) for walk in walks]
    if not min(reaches) or max(reaches) > _FARTHEST * min(reaches):
        return [round_ends(walk) for walk in walks]
    length = max(reaches) / (1 - 2 * _MARGIN)
    middles = [(max(walk) + min(walk)) / 2 for walk in walks]
    step = scale_for([0.0, length]).step
    fine = step / _FINE
    pieces = math.ceil(length / fine - _NEARLY)
    lows = [round(middle / fine - pieces / 2) for middle in middles]
    return [Scale(low * fine, (low + pieces) * fine, step) for low in lows]
