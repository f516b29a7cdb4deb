"""Many rectangles and lines as the points of one shape."""

from __future__ import annotations

import numpy as np

from core.model.arrays import Array

_DASH, _DRAWN = 0.13, 0.55
"""From dash to dash, and how much of that is drawn."""


def rectangles(x: Array, y: Array, width: Array | float, height: Array | float) -> Array:
    """Return closed paths: of each rectangle the foot's middle, its width, and its height up or down.

    Examples
    --------
    >>> rectangles(np.array([0.0, 1.0]), np.zeros(2), 0.5, np.array([1.0, -2.0])).shape
    (32, 3)
    """
    half, up = np.broadcast_to(width, x.shape) / 2, np.broadcast_to(height, x.shape)
    corners = np.stack(
        [np.stack([x + a * half, y + b * up], axis=1) for a, b in ((-1, 0), (-1, 1), (1, 1), (1, 0))], axis=1
    )
    return lines(np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2, 2))


def dashed(ends: Array) -> Array:
    """Return straight lines as dashes, from ends of shape (n, 2, 2).

    Examples
    --------
    >>> dashed(np.array([[[0.0, 0.0], [1.3, 0.0]]])).shape
    (40, 3)
    """
    pieces = []
    for start, end in ends:
        count = max(1, round(float(np.linalg.norm(end - start)) / _DASH))
        at = np.arange(count)[:, None]
        way = (end - start) / count
        pieces.append(np.stack([start + at * way, start + (at + _DRAWN) * way], axis=1))
    return lines(np.concatenate(pieces)) if pieces else np.zeros((0, 3))


def walls(x: Array, y: Array, width: float, height: Array) -> Array:
    """Return the three walls of rectangles that do not lie on their axis, shape (3 n, 2, 2)."""
    half = width / 2
    corners = np.stack([np.stack([x + a * half, y + b * height], axis=1) for a, b in _CORNERS], axis=1)
    found: Array = np.stack([corners[:, :-1], corners[:, 1:]], axis=2).reshape(-1, 2, 2)
    return found


_CORNERS = ((-1, 0), (-1, 1), (1, 1), (1, 0))


def lines(ends: Array) -> Array:
    """Return straight cubic pieces, from ends of shape (n, 2, 2)."""
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    flat = (ends[:, :1] + shares * (ends[:, 1:] - ends[:, :1])).reshape(-1, 2)
    return np.column_stack([flat, np.zeros(len(flat))])
