"""Where the strips of a row stand: each at its own edge or neuron of a spine."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity, w
from scenes import theme
from scenes.figures.heading import Heading
from scenes.figures.rectangles import dashed
from scenes.figures.spine import Spine
from scenes.figures.strip import HAIR

THICK = 0.55
"""Of a strip."""
_OF_PITCH = 0.7
"""Of a strip that is one of many, in the distance of two."""
_NARROW = 0.18
"""A strip that is narrower has no dashed outline."""


@final
class RowPlaces:
    """Places along a spine, and how wide a strip may be there.

    Parameters
    ----------
    spine : Spine
        In its place.
    parameters : sequence of Quantity
    heading : Heading

    Attributes
    ----------
    along, thick : dict of Quantity to float
        How far along the run of the spine each stands, and how wide it is.
    """

    def __init__(self, spine: Spine, parameters: Sequence[Quantity], heading: Heading) -> None:
        self._spine, self._heading = spine, heading
        self.along = self._spread(parameters)
        ordered = [self.along[q] for q in parameters]
        gaps = np.diff([-math.inf, *ordered, math.inf])
        room = [min(THICK, _OF_PITCH * min(pair)) for pair in pairwise(gaps)]
        self.thick = dict(zip(parameters, map(float, room), strict=True))

    def foot(self, q: Quantity, level: float) -> Array:
        """Return where a strip stands on an axis at a level, shape (3,)."""
        found: Array = self.along[q] * self._heading.towards + level * self._heading.across
        return found

    def home(self, q: Quantity) -> Array:
        """Return where a parameter is on the spine: where no neurons are drawn, on the edge that leads past them."""
        place: Array = self._spine.place(w(self._spine.layers[1])).copy()
        if q.layer in self._spine.discs:
            return self._spine.place(q)
        return place + (self.along[q] - self._heading.run_of(place)) * self._heading.towards

    def ghost(self, q: Quantity, level: float, length: float, colour: str) -> Iterator[VMobject]:
        """Yield the dashed outline of a strip, where it is large enough for one."""
        if abs(length) < 4 * HAIR or self.thick[q] < _NARROW:
            return
        foot, half = self.foot(q, level), self.thick[q] / 2 * self._heading.towards
        tip = foot + length * self._heading.across
        corners = [foot - half, tip - half, tip + half, foot + half]
        ghost = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        ghost.points = dashed(np.array([[start[:2], end[:2]] for start, end in pairwise(corners)]))
        yield ghost

    def _spread(self, parameters: Sequence[Quantity]) -> dict[Quantity, float]:
        spine, run_of = self._spine, self._heading.run_of
        first, second = spine.layers[:2]
        places = {q: run_of(spine.place(q)) for q in parameters if q.layer in spine.discs}
        many = [q for q in parameters if q.layer not in spine.discs or q == w(second)]
        if len(many) > 1:
            ends = [run_of(spine.discs[layer].centre) for layer in (first, second)]
            start, end = np.array(ends) + spine.radius * np.array([1.0, -1.0])
            places |= dict(zip(many, map(float, np.linspace(start, end, len(many))), strict=True))
        return places
