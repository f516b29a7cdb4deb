"""Lines of equal height through a landscape of which a grid of heights is known."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from isosurfaces import plot_isoline
from scipy.interpolate import RectBivariateSpline

from core.model.arrays import Array

_DEPTH, _CELLS = 4, 400
"""How often the plane is halved at least; how many cells are looked into at most."""
_OFF = 1e-7
"""Of all heights: so far above its level a line is, as one through a corner of cells would break there."""
_ABOVE = 2.0
"""Of the way from the lowest line to the highest: heights further above that are as good as these."""


def contours(x: Array, y: Array, heights: Array, levels: Iterable[float]) -> list[list[Array]]:
    """Return for each level the lines on which a landscape is as high.

    Parameters
    ----------
    x, y : ndarray, shape (n,) and (m,)
        Rising.
    heights : ndarray, shape (m, n)
    levels : iterable of float

    Returns
    -------
    list of list of ndarray, shape (k, 2)

    Examples
    --------
    >>> x = np.linspace(-1.0, 1.0, 21)
    >>> ((line,),) = contours(x, x, x**2 + x[:, None] ** 2, [0.25])
    >>> bool(np.allclose(np.linalg.norm(line, axis=1), 0.5, atol=1e-3))
    True
    """
    wanted = [float(level) for level in levels]
    if not wanted:
        return []
    most = max(wanted) + _ABOVE * max(max(wanted) - min(wanted), abs(max(wanted)))
    known = np.minimum(np.nan_to_num(heights, nan=most, posinf=most), most)
    corner, size = np.array([x[0], y[0]]), np.array([x[-1] - x[0], y[-1] - y[0]])
    surface = RectBivariateSpline((x - corner[0]) / size[0], (y - corner[1]) / size[1], known.T)

    off = _OFF * float(np.ptp(known))

    def lines(level: float) -> list[Array]:
        found = plot_isoline(lambda at: surface.ev(*at).item() - level - off, [0.0, 0.0], [1.0, 1.0], _DEPTH, _CELLS)
        return [corner + np.array(line) * size for line in found if len(line) > 1]

    return [lines(level) for level in wanted]
