"""Straight pieces of a line that goes through many points, as far as they lie in a box."""

from __future__ import annotations

import numpy as np

from core.model.arrays import Array
from scenes.layout.box import Box

_DASH = 0.16
"""How long a dash is."""
_THIRDS = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]


def straight(corners: Array) -> Array:
    """Return straight cubic pieces from corner to corner."""
    return pieces(corners[:-1], corners[1:])


def through(place: Array, direction: Array, box: Box) -> Array:
    """Return a straight line through a point, as far as a box goes."""
    far = (box.width + box.height) * direction / max(float(np.linalg.norm(direction)), 1e-300)
    return clipped(np.array([place - far, place + far]), box)


def clipped(corners: Array, box: Box) -> Array:
    """Return straight cubic pieces from corner to corner, as far as they lie in a box."""
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    starts, runs = corners[:-1], np.diff(corners, axis=0)
    places, ways = starts[:, :2], runs[:, :2]
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = np.stack([(low - places) / ways, (high - places) / ways])
    inside = (places >= low) & (places <= high)
    never = np.where(inside, -np.inf, np.inf)  # what does not run this way is always inside, or never
    bounds = np.where(ways == 0, np.stack([never, -never]), bounds)
    first = np.maximum(bounds.min(axis=0).max(axis=1), 0.0)
    last = np.minimum(bounds.max(axis=0).min(axis=1), 1.0)
    seen = (first < last) & (inside | (ways != 0)).all(axis=1)
    starts, runs, first, last = (one[seen] for one in (starts, runs, first[:, None], last[:, None]))
    return pieces(starts + first * runs, starts + last * runs)


def dashes(line: Array, dash: float = _DASH) -> Array:
    """Return a line through many points in dashes so long, with gaps as long."""
    ways = np.linalg.norm(np.diff(line, axis=0), axis=1)
    lengths = np.concatenate([[0.0], np.cumsum(ways)])
    starts = np.arange(0.0, lengths[-1], 2 * dash)
    found = []
    for start in starts:
        along = np.linspace(start, min(start + dash, lengths[-1]), 4)
        found.append(straight(np.column_stack([np.interp(along, lengths, line[:, axis]) for axis in range(3)])))
    return np.concatenate(found)


def pieces(starts: Array, ends: Array) -> Array:
    """Return straight cubic pieces, each from a start to an end, shape (n, 3) both."""
    found: Array = (starts[:, None] + _THIRDS * (ends - starts)[:, None]).reshape(-1, 3)
    return found
