"""What is behind what is seen, for its contrast."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.model.arrays import Array
from scenes.drawing.shapes import Shape


def blend(rgb: Array, opacity: float, behind: Array) -> Array:
    """Return the colour of something seen through."""
    mixed: Array = opacity * rgb + (1 - opacity) * behind
    return mixed


def behind(point: Array, order: int, fills: Iterable[Shape], ground: Array) -> Array:
    """Return the colour at a point before the shape of that place in the order is drawn.

    Parameters
    ----------
    point : ndarray, shape (2,)
    order : int
    fills : iterable of Shape
        The filled shapes, in the order of drawing.
    ground : ndarray, shape (3,)
    """
    colour = ground
    for shape in fills:
        if shape.order >= order:
            break
        left, bottom, right, top = shape.box
        if left <= point[0] <= right and bottom <= point[1] <= top and shape.covers(point[None])[0]:
            colour = blend(np.asarray(shape.mobject.fill_rgbas[0][:3]), shape.fill_opacity, colour)
    return colour
