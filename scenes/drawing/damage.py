"""Which part of a frame has to be drawn again: boxes of whole pixels, and the order of shapes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom edge in pixels; right and bottom are outside."""

EMPTY: Box = (0, 0, 0, 0)

PATCH_COST = 32768
"""Pixels that may be redrawn in vain rather than handle one box more: both take about 0.15 ms."""


MANY = 24
CELL = 192
"""More boxes than MANY are first joined within cells of CELL pixels: joining pairs takes long."""


def area(box: Box) -> int:
    """Return the number of pixels in a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def union(one: Box, other: Box) -> Box:
    """Return the smallest box that holds both."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def gather(boxes: Iterable[Box]) -> list[Box]:
    """Join boxes that lie close together, so that few remain and little is drawn in vain.

    Every pixel of every given box lies in one of the boxes returned.

    Examples
    --------
    >>> gather([(0, 0, 10, 10), (5, 5, 20, 20), (900, 0, 1000, 900)])
    [(0, 0, 20, 20), (900, 0, 1000, 900)]
    """
    boxes = [box for box in boxes if box != EMPTY]
    if len(boxes) > MANY:
        boxes = _pooled(boxes)
    gathered: list[Box] = []
    for box in boxes:
        grown, index = box, 0
        while index < len(gathered):
            both = union(grown, gathered[index])
            if area(both) <= area(grown) + area(gathered[index]) + PATCH_COST:
                # The larger box may now reach one that was passed by before.
                grown, index = both, 0
                gathered = [kept for kept in gathered if not _inside(kept, both)]
            else:
                index += 1
        gathered.append(grown)
    return gathered


def _pooled(boxes: list[Box]) -> list[Box]:
    """Join the boxes whose centres lie in one cell of a coarse grid."""
    table = np.array(boxes)
    columns, rows = (table[:, :2] + table[:, 2:]).T // (2 * CELL)
    cells = columns * (rows.max() + 1) + rows
    order = np.argsort(cells)
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
    corners = np.hstack(
        (
            np.minimum.reduceat(table[order, :2], starts),
            np.maximum.reduceat(table[order, 2:], starts),
        )
    )
    return list(map(tuple, corners.tolist()))


def _inside(box: Box, other: Box) -> bool:
    return union(box, other) == other


def out_of_order(ranks: Sequence[int]) -> set[int]:
    """Return the fewest ranks to take out so that the rest rise.

    Where two shapes have changed places, at least one of them is among those returned, so
    redrawing their boxes redraws every place where one shape now covers the other.

    Parameters
    ----------
    ranks
        For each shape that stays, in its new order, its place in the old order.

    Examples
    --------
    >>> out_of_order([0, 2, 3, 1, 4])
    {1}
    """
    tails: list[int] = []  # tails[n]: the lowest end of a rising run of n + 1 ranks
    before: dict[int, int | None] = {}
    for rank in ranks:
        place = bisect_left(tails, rank)
        before[rank] = tails[place - 1] if place else None
        tails[place : place + 1] = [rank]
    rising = set()
    last = tails[-1] if tails else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return set(ranks) - rising
