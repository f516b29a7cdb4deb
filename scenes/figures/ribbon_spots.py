"""Where a label stands in a band, or beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from manim import Mobject

from core.model.arrays import Array
from scenes.figures.clear_spots import first_clear
from scenes.layout.box import Box, Size

_GAP = 0.14
_HEIGHTS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75)
"""Shares of the way from the upper row to the lower one."""
_AWAY = tuple(0.3 * step for step in range(15))
"""How much further out."""


def in_band(
    label: Mobject,
    runs: Sequence[tuple[list[Array], list[float]]],
    strokes: Sequence[tuple[Array, Array]],
    taken: Sequence[Box],
    room: Box,
) -> bool:
    """Put a label into a band where it is wide enough, or else beside it; return whether nothing crosses it there.

    Parameters
    ----------
    label : Mobject
    runs : sequence of (list of ndarray, list of float)
        Where the band begins and how wide it is there, from the top; of pieces that follow each other.
    strokes, taken : sequence
        Lines and boxes that the label must not touch.
    room : Box
        Which it does not leave at the left and at the right.
    """
    feet = [foot for run in runs for foot in run[0]]
    long = [length for run in runs for length in run[1]]
    size = Size(label.width, label.height)
    centres = [*_within(feet, long, size), *_beside(feet, long, size)]
    place, is_clear = first_clear(size, centres, strokes, [box.inset(-_GAP, 0.0) for box in taken], room)
    label.move_to(place)
    return is_clear


def _within(feet: Sequence[Array], long: Sequence[float], size: Size) -> Iterator[Array]:
    for share in _HEIGHTS:
        foot, widths = _at(feet, long, share, size)
        narrow = min(widths, key=abs)
        if min(widths) * max(widths) > 0 and abs(narrow) > size.width + 2 * _GAP:
            yield foot + np.array([narrow / 2, 0.0, 0.0])


def _beside(feet: Sequence[Array], long: Sequence[float], size: Size) -> Iterator[Array]:
    for side, away, share in product((1, -1), _AWAY, _HEIGHTS):
        foot, widths = _at(feet, long, share, size)
        edge = max(0.0, *(side * width for width in widths)) + away
        yield foot + np.array([side * (edge + 2 * _GAP + size.width / 2), 0.0, 0.0])


def _at(feet: Sequence[Array], long: Sequence[float], share: float, size: Size) -> tuple[Array, list[float]]:
    """Return where a band begins at a height, and how wide it is along a label of that size there."""
    foot = feet[0] + share * (feet[-1] - feet[0])
    reach = size.height / 2 + _GAP / 2
    falling = [-float(one[1]) for one in feet]
    heights = np.linspace(-foot[1] - reach, -foot[1] + reach, 5)
    return foot, [float(width) for width in np.interp(heights, falling, long)]
