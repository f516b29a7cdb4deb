"""Colours as numbers: their contrast by WCAG 2, and mixtures in which equal steps look equal."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.model.arrays import Array

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
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
    return float(_light(rgb) @ _WEIGHTS)


def ratio(one: Array, other: Array) -> float:
    """Return WCAG's contrast ratio, 1 to 21.

    Examples
    --------
    >>> round(ratio(np.zeros(3), np.ones(3)), 6)
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=256)
def mixed(colour: str, ground: str, contrast: float) -> str:
    """Return a colour mixed in Oklab towards a ground, to a contrast with it.

    Parameters
    ----------
    colour, ground : str
        #RRGGBB.
    contrast : float
        As the Web Content Accessibility Guidelines count it, 1 to 21.

    Returns
    -------
    str
        The colour itself where it has no more contrast than that.

    Examples
    --------
    >>> mixed("#FFFFFF", "#000000", 21.0), mixed("#FFFFFF", "#000000", 3.0)
    ('#FFFFFF', '#595959')

    References
    ----------
    B. Ottosson, A perceptual color space for image processing (2020).
    """
    far, near = rgb_of(colour), rgb_of(ground)
    if ratio(far, near) <= contrast:
        return colour
    start, end = (_TO_LAB @ np.cbrt(_TO_CONES @ _light(one)) for one in (near, far))
    low, high = 0.0, 1.0
    for _ in range(30):
        share = (low + high) / 2
        if ratio(_from_lab(start + share * (end - start)), near) < contrast:
            low = share
        else:
            high = share
    return "#" + "".join(f"{round(float(part) * 255):02X}" for part in _from_lab(start + high * (end - start)))


@lru_cache(maxsize=1024)
def between(one: str, other: str, share: float) -> str:
    """Return a colour on the way from one to another, in Oklab.

    Parameters
    ----------
    one, other : str
        #RRGGBB.
    share : float
        0 for the first, 1 for the other.

    Examples
    --------
    >>> between("#000000", "#FFFFFF", 0.0), between("#000000", "#FFFFFF", 0.5)
    ('#000000', '#636363')
    """
    start, end = (_TO_LAB @ np.cbrt(_TO_CONES @ _light(rgb_of(colour))) for colour in (one, other))
    return "#" + "".join(f"{round(float(part) * 255):02X}" for part in _from_lab(start + share * (end - start)))


def _light(rgb: Array) -> Array:
    """Return a colour as amounts of light, 0 to 1."""
    return np.where(rgb <= _LINEAR, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _from_lab(lab: Array) -> Array:
    light = np.clip(np.linalg.solve(_TO_CONES, np.linalg.solve(_TO_LAB, lab) ** 3), 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
