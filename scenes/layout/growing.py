"""What room a thing leaves beside it, and how much larger few cells may be drawn in that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from scenes.layout.box import Size
from scenes.layout.solving import least_size

DrawnT = TypeVar("DrawnT")

_HARDLY = 1.1
"""So many times as large is not worth it."""


def left_by(other: Any, stage: Size, gap: float, *, beside: bool) -> Size:
    """Return the room that another thing leaves on a stage, beside it or below it.

    Parameters
    ----------
    other : Cells, Figure or mobject
    stage : Size
    gap : float
        Between both.
    beside : bool

    Examples
    --------
    >>> from manim import Rectangle
    >>> left_by(Rectangle(width=2.0, height=1.0), Size(8.0, 4.0), 0.5, beside=True)
    Size(width=5.5, height=4.0)
    """
    taken = least_size(other)
    if beside:
        return Size(stage.width - taken.width - gap, stage.height)
    return Size(stage.width, stage.height - taken.height - gap)


def grown(
    small: DrawnT,
    make: Callable[..., DrawnT],
    cell: Size,
    layout: Callable[[DrawnT], Any],
    *,
    room: Size,
    most: float,
) -> DrawnT:
    """Return a drawing with larger cells, as much larger as leaves it in its room; itself where it would hardly be.

    Parameters
    ----------
    small : figure
        With cells of that size.
    make : callable
        Returns another one, given `cell`.
    cell : Size
    layout : callable
        From one of them to where its parts stand.
    room : Size
    most : float
        How many times as large a cell is, at most.
    """
    found, times = small, 1.0
    while True:
        size = least_size(layout(found))
        more = min(most / times, room.width / size.width, room.height / size.height)
        if more < _HARDLY:
            return found
        times *= more
        found = make(cell=Size(times * cell.width, times * cell.height))
