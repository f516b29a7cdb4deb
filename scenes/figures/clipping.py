"""Straight pieces of a line that goes through many points, as far as they lie in a box."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from core.model.arrays import Array
from scenes.layout.box import Box


def straight(corners: Array) -> Array:
    """Return straight cubic pieces from corner to corner."""
    starts, ends = corners[:-1], corners[1:]
    shares = np.linspace(0.0, 1.0, 4)[None, :, None]
    found: Array = (starts[:, None] + shares * (ends - starts)[:, None]).reshape(-1, 3)
    return found


def through(place: Array, direction: Array, box: Box) -> Array:
    """Return a straight line through a point, as far as a box goes."""
    far = (box.width + box.height) * direction / max(float(np.linalg.norm(direction)), 1e-300)
    return clipped(np.array([place - far, place + far]), box)


def clipped(corners: Array, box: Box) -> Array:
    """Return straight cubic pieces from corner to corner, as far as they lie in a box."""
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    pieces = []
    for start, end in pairwise(corners):
        run = (end - start)[:2]
        with np.errstate(divide="ignore", invalid="ignore"):
            ways = np.array([(low - start[:2]) / run, (high - start[:2]) / run])
        inside = (start[:2] >= low) & (start[:2] <= high)
        ways = np.where(run == 0, np.where(inside, [[-np.inf] * 2, [np.inf] * 2], [[np.inf] * 2, [-np.inf] * 2]), ways)
        first, last = max(0.0, ways.min(axis=0).max()), min(1.0, ways.max(axis=0).min())
        if not inside.all() and (run == 0).any() and not inside[run == 0].all():
            continue
        if first < last:
            pieces.append(straight(np.array([start + first * (end - start), start + last * (end - start)])))
    return np.concatenate(pieces) if pieces else np.zeros((0, 3))
