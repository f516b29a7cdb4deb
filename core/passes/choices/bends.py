"""How a quantity answers equal steps of another, in one word that sentences choose by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np

Bend: TypeAlias = Literal["still", "even", "nearly_even", "half_still", "bunched", "widening", "turning", "uneven"]
Fall: TypeAlias = Literal["still", "nearest", "falls", "rises", "uneven"]

_SAME, _NEARLY, _QUARTER = 1e-6, 0.25, 0.25
"""By less than which share steps are the same, or nearly; and the share of steps that make a stretch."""


def bend(values: Sequence[float]) -> Bend:
    """Return how values follow each other.

    Parameters
    ----------
    values : sequence of float
        At equal steps of what they answer to; at least three.

    Returns
    -------
    str
        still: none moves. even, nearly_even: in steps of one size, or almost. half_still: a stretch does not move and
        the rest goes evenly. bunched: the steps shrink towards both ends. widening: they grow, from one end to
        the other. turning: they go to and fro. uneven: anything else.

    Examples
    --------
    >>> bend([0.0, 1.0, 2.0]), bend([0.0, 0.0, 0.0, 1.0, 2.0]), bend([0.0, 0.1, 1.0, 1.9, 2.0]), bend([1.0, 2.0, 4.0])
    ('even', 'half_still', 'bunched', 'widening')
    """
    steps = np.diff(np.asarray(values, dtype=np.float64))
    sizes, spread = np.abs(steps), float(np.ptp(steps))
    largest, most = float(sizes.max()), int(sizes.argmax())
    same = _SAME * largest
    moving = sizes > same
    rises, falls = np.diff(sizes[: most + 1]) >= -same, np.diff(sizes[most:]) <= same
    one_way = steps.min() >= -same or steps.max() <= same
    stretch = np.ptp(sizes[moving]) <= same and (~moving).mean() >= _QUARTER if largest else False
    is_bent: tuple[tuple[Bend, bool], ...] = (
        ("still", largest == 0),
        ("even", spread <= same),
        ("nearly_even", spread <= _NEARLY * largest),
        ("half_still", bool(one_way and stretch)),
        ("turning", not one_way),
        ("bunched", bool(rises.all() and falls.all() and 0 < most < len(sizes) - 1)),
        ("widening", bool(rises.all() and falls.all())),
    )
    return next((name for name, is_it in is_bent if is_it), "uneven")


def fall(costs: Sequence[float], outputs: Sequence[float], desired: float) -> Fall:
    """Return how costs depend on outputs.

    Parameters
    ----------
    costs, outputs : sequence of float
        At the same moments; at least two.
    desired : float
        y.

    Returns
    -------
    str
        still: the cost does not move. nearest: it is least where the output is nearest to what is desired, and on
        either side it grows with the distance. falls, rises: the greater the output, the smaller or the greater the
        cost. uneven: anything else.

    Examples
    --------
    >>> fall([4.0, 1.0, 0.0, 1.0], [0.0, 1.0, 2.0, 3.0], 2.0), fall([3.0, 2.0, 1.5], [0.1, 0.2, 0.3], 1.0)
    ('nearest', 'falls')
    """
    pairs = sorted(zip(outputs, costs, strict=True))
    sides = ([pair for pair in pairs if pair[0] <= desired], [pair for pair in pairs if pair[0] >= desired][::-1])
    nearest = min(pairs, key=lambda pair: abs(pair[0] - desired))
    falls: tuple[tuple[Fall, bool], ...] = (
        ("still", len(set(costs)) == 1),
        ("nearest", all(sides) and all(map(_descends, sides)) and nearest[1] == min(costs)),
        ("falls", _descends(pairs)),
        ("rises", _descends(pairs[::-1])),
    )
    return next((name for name, is_it in falls if is_it), "uneven")


def _descends(pairs: Sequence[tuple[float, float]]) -> bool:
    """Whether costs never rise from one output to the next."""
    return all(before[1] >= after[1] for before, after in pairwise(pairs))
