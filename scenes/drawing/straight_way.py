"""The straight way between two outlines, on which what rests has the same points on every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.model.arrays import Array

ROUNDING = 1e-12
"""Scene units: what goes no further rests, and was only rounded as manim shifted it by 0 or scaled it by 1."""


def straight_way(start: Array, end: Array, alpha: float) -> Array:
    """Return where points are on their way; a coordinate that starts where it ends is there all along.

    Manim's own (1 - alpha) start + alpha end misses it by a rounding, another one on each frame, so that whatever
    fades in or out is drawn as if it moved.

    Parameters
    ----------
    start, end : ndarray, shape (n, 3)
    alpha : float
        0 at the start, 1 at the end.

    Examples
    --------
    >>> rests, goes = np.array([0.1, 0.0]), np.array([0.1, 1.0])
    >>> straight_way(rests, goes, 0.3).tolist(), 0.7 * 0.1 + 0.3 * 0.1
    ([0.1, 0.3], 0.09999999999999999)
    """
    if alpha == 1:
        return end.copy()
    way = end - start
    return start + alpha * np.where(np.abs(way) < ROUNDING, 0.0, way)
