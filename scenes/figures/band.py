"""The band between two displacements: it narrows or widens by their ratio, and crosses where that is negative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import DOWN, VMobject

from core.model.arrays import Array

HERO, RECALLED = 0.24, 0.16
"""Opacity of a band that is talked about, and of one that is recalled."""


@final
class Band(VMobject):
    """What leads from an upper displacement to a lower one.

    Parameters
    ----------
    upper, lower : str
        Colours, which run into each other.
    opacity : float
    """

    def __init__(self, upper: str, lower: str, *, opacity: float = HERO) -> None:
        super().__init__(stroke_width=0, sheen_direction=DOWN)
        self._opacity = opacity
        self.paint(upper, lower)

    def paint(self, upper: str, lower: str) -> None:
        """Run from a colour at the top to another one at the bottom."""
        self.set_fill([upper, lower], opacity=self._opacity)
        self.set_sheen_direction(DOWN)

    def join(self, feet: Sequence[Array], lengths: Sequence[float]) -> None:
        """Lead from one displacement to the next, of two or more that lie below each other.

        Parameters
        ----------
        feet : sequence of ndarray, shape (3,)
            Where the displacements begin, from the top.
        lengths : sequence of float
            To the right, or where negative to the left.
        """
        pieces = [
            piece
            for index in range(len(feet) - 1)
            for piece in _pieces(*feet[index : index + 2], *lengths[index : index + 2])
        ]
        self.points = np.concatenate([_closed(piece) for piece in pieces]) if pieces else np.zeros((0, 3))


def _pieces(upper: Array, lower: Array, long: float, short: float) -> list[list[Array]]:
    """Return the corners of one piece, or of two that meet where the band crosses itself."""
    tips = upper + np.array([long, 0.0, 0.0]), lower + np.array([short, 0.0, 0.0])
    if long * short >= 0:
        return [[upper, tips[0], tips[1], lower]]
    share = abs(long) / (abs(long) + abs(short))
    meeting = upper + share * (lower - upper)
    return [[upper, tips[0], meeting], [meeting, tips[1], lower]]


def _closed(corners: Sequence[Array]) -> Array:
    """Return a closed path of straight cubic pieces."""
    starts = np.array(corners)
    ends = np.roll(starts, -1, axis=0)
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    return (starts[:, None] + shares * (ends - starts)[:, None]).reshape(-1, 3)
