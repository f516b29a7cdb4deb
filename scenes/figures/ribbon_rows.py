"""Where the rows of ribbons lie, and on what scale: figures side by side share both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scenes.figures.lens import Lens
from scenes.layout.box import Box

HEAD, FOOT = 0.6, 0.62
"""Above the first line and below the last one, for their numbers."""
LOW_HEAD, NAME_HEAD = 0.36, 0.9
"""Above the first line where its number stands below it, and where its symbol stands above it as well."""


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
    """Return one unit of length, and one lens, with which each ribbon has room in its pane."""
    pairs = [
        (moves, pane.width - sum(ribbon.margins))
        for ribbon, pane in zip(ribbons, panes, strict=True)
        for moves in ribbon.extents
    ]
    moves, rooms = [one for one, _ in pairs], [room for _, room in pairs]
    lens = Lens.for_moves(moves, rooms)
    return lens.unit(moves, rooms), lens
