"""Contrast of what is seen to what is behind it, by WCAG 2."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.model.arrays import Array
from scenes.drawing.shapes import Shape

_LINEAR = 0.04045
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def rgb_of(colour: str) -> Array:
    """Return red, green and blue, 0 to 1, of #RRGGBB.

    Examples
    --------
    >>> rgb_of("#FF0080").round(2).tolist()
    [1.0, 0.0, 0.5]
    """
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def luminance(rgb: Array) -> float:
    """Return WCAG's relative luminance.

    Examples
    --------
    >>> round(luminance(np.array([1.0, 1.0, 1.0])), 6)
    1.0
    """
    linear = np.where(rgb <= _LINEAR, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ _WEIGHTS)


def ratio(one: Array, other: Array) -> float:
    """Return WCAG's contrast ratio, 1 to 21.

    Examples
    --------
    >>> round(ratio(np.zeros(3), np.ones(3)), 6)
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


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
