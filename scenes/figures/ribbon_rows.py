"""Where the rows of ribbons lie, and on what scale: figures side by side share both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from scenes.figures.lens import Lens
from scenes.layout.box import Box

HEAD, FOOT = 0.65, 0.65
"""Above the first line and below the last one, for their numbers."""
LOW_HEAD, NAME_HEAD = 0.42, 0.9
"""Above the first line where its number stands below it, and where its symbol stands above it as well."""

SIDE = 0.25
"""Free at the least at either end of a line."""


def row_heights(box: Box, count: int, *, head: float = HEAD) -> list[float]:
    """Return the heights of so many lines in a box.

    Parameters
    ----------
    box : Box
    count : int
    head : float
        What stays free above the first line.
    """
    return [float(y) for y in np.linspace(box.top - head, box.bottom + FOOT, count)]


def common_scale(ribbons: Sequence[Any], panes: Sequence[Box]) -> tuple[float, Lens]:
    """Return one unit of length, and one lens, with which each ribbon has room in its pane, its numbers too."""
    pairs = [(ribbon, moves, pane) for ribbon, pane in zip(ribbons, panes, strict=True) for moves in ribbon.extents]
    rooms = [pane.width - 2 * SIDE for _, _, pane in pairs]
    lens = Lens.for_moves([moves for _, moves, _ in pairs], rooms)
    units = []
    for ribbon, moves, pane in pairs:
        seen = [0.0, *(factor * move for factor, move in zip(lens.factors, moves, strict=False))]
        for (right, far), (left, near) in product(zip(ribbon.beyond, seen, strict=True), repeat=2):
            room = pane.width - right[1] - left[0]
            units += [room / (far - near)] if far > near else []
    return min(units, default=1.0), lens


def reach(lengths: Sequence[float], beyond: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return how far a ribbon goes to the left and to the right of where its moves begin, with its numbers."""
    ends = list(zip([0.0, *lengths], beyond, strict=True))
    return min(length - left for length, (left, _) in ends), max(length + right for length, (_, right) in ends)
