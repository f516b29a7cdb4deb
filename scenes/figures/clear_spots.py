"""Where a label has room among lines and other labels: the first of some places that nothing crosses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from core.model.arrays import Array
from scenes.layout.box import Box, Size

_ROOM = 0.06
"""Between a label and what it must not touch."""
REACH_OUT, _FAR = 0.6, 1e4
"""How far a label may reach out of its room above or below; what it counts as crossing beyond."""
_FINE = 40
"""So many places across, and as many up, are tried."""
_PIECES = np.linspace(0.0, 1.0, 60)[:, None]


def first_clear(
    size: Size, centres: Iterable[Array], strokes: Sequence[tuple[Array, Array]], taken: Sequence[Box], room: Box
) -> tuple[Array, bool]:
    """Return the first place at which a label crosses nothing and stays in its room; else that where it crosses least.

    Parameters
    ----------
    size : Size
    centres : iterable of ndarray, shape (3,)
        In the order of preference; each is moved into the room from its left and right.
    strokes : sequence of (ndarray, ndarray)
        Lines from point to point, shape (3,).
    taken : sequence of Box
    room : Box

    Returns
    -------
    ndarray, shape (3,)
    bool
        Whether nothing is crossed.

    Examples
    --------
    >>> room, line = Box(-4, -4, 4, 4), (np.array([-1.0, 0, 0]), np.array([1.0, 0, 0]))
    >>> first_clear(Size(1, 1), [np.zeros(3), np.array([0.0, 2, 0])], [line], [], room)
    (array([0., 2., 0.]), True)
    """
    points = np.concatenate([a + _PIECES * (b - a) for a, b in strokes]) if strokes else np.zeros((0, 3))
    found: list[tuple[float, int, Array]] = []
    for order, centre in enumerate(centres):
        x = min(max(centre[0], room.left + size.width / 2), room.right - size.width / 2)
        place = np.array([x, centre[1], 0.0])
        half = np.array([size.width / 2 + _ROOM, size.height / 2 + _ROOM])
        box = Box(x - half[0], centre[1] - half[1], x + half[0], centre[1] + half[1])
        crossed = float((np.abs(points - place)[:, :2] < half).all(axis=1).sum())
        crossed += 2 * len(_PIECES) * sum(box.overlaps(one) for one in taken)
        crossed += 0 if room.bottom - REACH_OUT <= box.bottom and box.top <= room.top + REACH_OUT else _FAR
        found.append((crossed, order, place))
        if not crossed:
            break
    crossed, _, place = min(found, key=lambda one: one[:2])
    return place, not crossed


def roomiest(
    size: Size, strokes: Sequence[tuple[Array, Array]], taken: Sequence[Box], room: Box
) -> tuple[Array, float]:
    """Return where a label has the most room around it, shape (3,), and how much; negative where it is crossed."""
    corners = [np.array([[box.left, box.bottom, 0], [box.right, box.top, 0]]) for box in taken]
    turned = [np.column_stack([pair[:, 0], pair[::-1, 1], pair[:, 2]]) for pair in corners]
    edges = [(pair[0], pair[1]) for pair in (*corners, *turned)]
    points = np.concatenate([a + _PIECES * (b - a) for a, b in [*strokes, *edges]])[:, :2]
    half = np.array([size.width, size.height]) / 2
    xs = np.linspace(room.left + half[0], room.right - half[0], _FINE)
    ys = np.linspace(room.bottom + half[1], room.top - half[1], _FINE)
    apart_y = np.abs(points[:, 1] - ys[:, None]) - half[1]
    found: list[tuple[float, float, float]] = []
    for x in xs.tolist():
        room_around = np.maximum(np.abs(points[:, 0] - x) - half[0], apart_y).min(axis=1)
        lowest = int(np.argmax(room_around))
        found.append((float(room_around[lowest]), -float(ys[lowest]), x))
    best = max(found)
    return np.array([best[2], -best[1], 0.0]), best[0]
