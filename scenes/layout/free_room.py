"""Room that nothing takes: the largest free corner, and the free side of what a label names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

import numpy as np

from scenes.layout.box import Box, Size

Side: TypeAlias = Literal["above", "right", "below", "left"]
SIDES: tuple[Side, ...] = ("above", "right", "below", "left")
CLOSE, FAR = 0.1, 0.55
"""From a label to what it names; with a leader."""


def free_corner(room: Box, taken: Sequence[Box], least: Size | None = None) -> Box:
    """Return the largest free rectangle that touches a corner of a room.

    Parameters
    ----------
    room : Box
    taken : sequence of Box
        What stands in it.
    least : Size, optional
        One that has room for this is taken before a larger one that has not.

    Returns
    -------
    Box
        Of no area where all corners are taken.

    Examples
    --------
    >>> free_corner(Box(0, 0, 4, 4), [Box(0, 1, 3, 4)])
    Box(left=0, bottom=0, right=4, top=1)
    """
    inside = [box for box in taken if box.overlaps(room)]
    xs = sorted({room.left, room.right, *(x for box in inside for x in (box.left, box.right))})
    ys = sorted({room.bottom, room.top, *(y for box in inside for y in (box.bottom, box.top))})
    best = Box(room.left, room.bottom, room.left, room.bottom)
    rank = (False, 0.0)
    for to_right, to_top, x, y in product((False, True), (False, True), xs, ys):
        left, right = (x, room.right) if to_right else (room.left, x)
        bottom, top = (y, room.top) if to_top else (room.bottom, y)
        box = Box(left, bottom, right, top)
        if not room.contains(box) or any(box.overlaps(other) for other in inside):
            continue
        own = (least is not None and least.fits(box.size), box.area)
        if own > rank:
            best, rank = box, own
    return best


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """Where a label stands.

    Parameters
    ----------
    box : Box
    side : str
        Of what it names.
    leader : (ndarray, ndarray) or None
        From where to where a line ties it to what it names, where it does not touch it; points of shape (3,).
    """

    box: Box
    side: Side
    leader: tuple[np.ndarray, np.ndarray] | None = None


def free_side(
    label: Size, named: Box, taken: Sequence[Box], room: Box, sides: Sequence[Side] = SIDES
) -> Placement | None:
    """Return where a label stands beside what it names: on the first free side, or further away with a leader.

    Parameters
    ----------
    label : Size
    named : Box
    taken : sequence of Box
        What the label must not cover.
    room : Box
        Which it must not leave.
    sides : sequence of str
        In the order of preference.

    Returns
    -------
    Placement or None
        None where no side is free.

    Examples
    --------
    >>> room, named = Box(0, 0, 4, 4), Box(1, 1, 2, 2)
    >>> free_side(Size(1, 0.4), named, [Box(0, 2, 4, 4)], room).side
    'right'
    """
    for distance in (CLOSE, FAR):
        for side in sides:
            for slide in (0.0, 0.5, -0.5):
                box = _beside(label, named, side, distance, slide)
                if room.contains(box) and not any(box.overlaps(other) for other in taken):
                    return Placement(box, side, _leader(box, named, side) if distance == FAR else None)
    return None


def _beside(label: Size, named: Box, side: Side, distance: float, slide: float) -> Box:
    """Return the label's box at a side, slid along it by a share of the label's size."""
    x, y = float(named.centre[0]), float(named.centre[1])
    if side in {"above", "below"}:
        x += slide * (label.width + named.width) / 2
        away = named.height / 2 + distance + label.height / 2
        y += away if side == "above" else -away
    else:
        y += slide * (label.height + named.height) / 2
        away = named.width / 2 + distance + label.width / 2
        x += away if side == "right" else -away
    return Box(x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2)


def _leader(box: Box, named: Box, side: Side) -> tuple[np.ndarray, np.ndarray]:
    ends = {
        "above": ((box.centre[0], box.bottom), (named.centre[0], named.top)),
        "below": ((box.centre[0], box.top), (named.centre[0], named.bottom)),
        "right": ((box.left, box.centre[1]), (named.right, named.centre[1])),
        "left": ((box.right, box.centre[1]), (named.left, named.centre[1])),
    }
    start, end = (np.array([*end, 0.0]) for end in ends[side])
    return start, end
