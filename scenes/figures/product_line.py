"""A chain rule written along a path: each factor level with the band that it belongs to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import RIGHT, UP, VGroup

from core.model.quantity import Quantity
from scenes import theme
from scenes.figures.stations import Stations
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

_GAP = 0.25


@final
class ProductLine(VGroup):
    """A slope as the product of the slopes along its path.

    Parameters
    ----------
    stations : Stations
        In its place before this one is.
    whole : Quantity
        The slope of the last station by the first.
    factors : sequence of Quantity
        One for each band.
    indexed : bool
        Whether quantities show their neurons.
    em : float
    colour : str, optional
        Of all of it; default: symbols have the colours of what they stand for.
    result : Formula, optional
        What it makes, at the end.

    Attributes
    ----------
    whole, equals : Formula
    factors, dots : list of Formula
    result : Formula or None
    """

    def __init__(
        self,
        stations: Stations,
        whole: Quantity,
        factors: Sequence[Quantity],
        *,
        indexed: bool = True,
        em: float = theme.FORMULA,
        colour: str | None = None,
        result: Formula | None = None,
    ) -> None:
        def written(template: str, **parts: Quantity) -> Formula:
            return Formula(template, em=em, indexed=indexed, colour=colour, coloured=colour is None, **parts)

        self._stations = stations
        self.whole, self.equals = written("{q}", q=whole), written("=")
        self.factors = [written("{q}", q=one) for one in factors]
        self.dots = [written("dot.op") for _ in factors[1:]]
        self.result = result
        self._ends = [self.whole, *([result] if result is not None else [])]
        super().__init__(self.whole, self.equals, *self.factors, *self.dots, *self._ends[1:])

    def least_size(self) -> Size:
        """Return the size of the largest part across the run."""
        fractions = [self.whole, *self.factors]
        if self._stations.is_tall:
            return Size(max(one.width for one in (*fractions, *self._ends)), 0.0)
        return Size(0.0, 2 * max(map(_reach, fractions)))

    def most_size(self) -> Size:
        """Return the same size, at any length."""
        least = self.least_size()
        return Size(least.width, math.inf) if self._stations.is_tall else Size(math.inf, least.height)

    def fill(self, box: Box) -> None:
        """Stand in a box, its factors at the bands of the stations."""
        places = self._stations.places
        bands = [sum(pair) / 2 for pair in pairwise(places)]
        for one, place in (*zip(self.factors, bands, strict=True), *zip(self.dots, places[1:-1], strict=True)):
            self._put(one, box, place)
        if self._stations.is_tall:
            self._put(self.whole, box, box.top - self.whole.height / 2)
            self._put(self.equals, box, (box.top - self.whole.height + bands[0] + self.factors[0].height / 2) / 2)
            for one in self._ends[1:]:
                self._put(one, box, places[-1])
            return
        self._put(self.whole, box, box.left + self.whole.width / 2)
        start, end = self.whole.get_right()[0], self.factors[0].get_left()[0]
        self._put(self.equals, box, (start + end) / 2)
        for one in self._ends[1:]:
            last = self.factors[-1].get_right()[0] + _GAP + one.width / 2
            self._put(one, box, min(float(last), box.right - one.width / 2))

    def _put(self, one: Formula, box: Box, place: float) -> None:
        """Put a part at a place along the run, its middle, or the bar of its fraction, in the middle of the box."""
        x, y, _ = box.centre
        one.move_to(np.array([x, place, 0.0] if self._stations.is_tall else [place, y, 0.0]))
        if "q.bar" in one.parts and not self._stations.is_tall:
            one.shift((y - one["q.bar"].get_y()) * UP)
        if self._stations.is_tall:
            one.shift((x - one.get_x()) * RIGHT)


def _reach(fraction: Formula) -> float:
    """Return how far a fraction reaches from its bar, which stands in the middle of the line."""
    level = fraction["q.bar"].get_y() if "q.bar" in fraction.parts else fraction.get_y()
    return float(max(fraction.get_top()[1] - level, level - fraction.get_bottom()[1]))
