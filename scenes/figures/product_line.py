"""A chain rule written along a path: each factor level with the band that it belongs to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, VGroup

from core.model.quantity import Quantity
from scenes import theme
from scenes.figures.stations import Stations
from scenes.layout.box import Box, Size
from scenes.motion import Computed
from scenes.type.formula import Formula

_GAP, _NEAR = 0.25, 0.15
_INDICES = ("j", "comma", "k")
_OVERHANG = 0.9
"""How far what it makes may reach beyond an upright line at its right."""
_LARGER = 0.3
"""By how much an index grows as it swings."""


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
        apart = dict.fromkeys(stations.stations, 0.0) if indexed else {}

        def written(template: str, **parts: Quantity) -> Formula:
            return Formula(
                template, em=em, indexed=indexed, colour=colour, coloured=colour is None, apart=apart, **parts
            )

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
            results = (one.width - _OVERHANG for one in self._ends[1:])
            return Size(max(*(one.width for one in fractions), *results), 0.0)
        return Size(0.0, 2 * max(map(_reach, fractions)))

    def most_size(self) -> Size:
        """Return the same size, at any length."""
        least = self.least_size()
        return Size(least.width, math.inf) if self._stations.is_tall else Size(math.inf, least.height)

    def fill(self, box: Box) -> None:
        """Stand in a box, its factors at the bands of the stations."""
        places = self._stations.places
        bands = [sum(pair) / 2 for pair in pairwise(places)]
        for one, place in zip(self.factors, bands, strict=True):
            self._put(one, box, place)
        if self._stations.is_tall:
            for one, place in zip(self.dots, places[1:-1], strict=True):
                self._put(one, box, place)
            self._put(self.whole, box, box.top - self.whole.height / 2)
            self._put(self.equals, box, (box.top - self.whole.height + bands[0] + self.factors[0].height / 2) / 2)
            for one in self._ends[1:]:
                self._put(one, box, places[-1])
                one.shift((self.factors[-1].get_left()[0] - one.get_left()[0]) * RIGHT)
            return
        self._put(self.whole, box, max(self._stations.start, box.left + self.whole.width / 2))
        for one in self._ends[1:]:
            last = float(self.factors[-1].get_right()[0]) + _GAP + one.width / 2
            over = max(0.0, last + one.width / 2 - box.right)
            self.whole.shift(min(over, float(self.whole.get_left()[0]) - box.left) * LEFT)
            self._make_room(over)
            self._put(one, box, last - over)
        between = pairwise((self.whole, *self.factors))
        for sign, (one, other) in zip((self.equals, *self.dots), between, strict=True):
            self._put(sign, box, float(one.get_right()[0] + other.get_left()[0]) / 2)

    def swing_indices(self) -> list[Animation]:
        """Return, for the whole and each factor, a swing of the indices in it: larger, and back."""
        found = ([one.parts[name] for name in _INDICES if name in one.parts] for one in (self.whole, *self.factors))
        return [
            _Swinging(VGroup(*(glyph for part in parts for glyph in part)), introducer=True) for parts in found if parts
        ]

    def _make_room(self, over: float) -> None:
        """Shift the last factor to the left, and those before it as far as there is room behind the whole."""
        start = float(self.whole.get_right()[0]) + 2 * _NEAR + float(self.equals.width + self.factors[0].width / 2)
        first, last = (float(self.factors[end].get_x()) for end in (0, -1))
        least = min(over, max(0.0, first - start))
        for one in self.factors:
            share = (float(one.get_x()) - first) / ((last - first) or 1.0)
            one.shift((least + share * (over - least)) * LEFT)

    def _put(self, one: Formula, box: Box, place: float) -> None:
        """Put a part at a place along the run, its middle, or the bar of its fraction, in the middle of the box."""
        x, y, _ = box.centre
        one.move_to(np.array([x, place, 0.0] if self._stations.is_tall else [place, y, 0.0]))
        if "q.bar" in one.parts and not self._stations.is_tall:
            one.shift((y - one["q.bar"].get_y()) * UP)
        if self._stations.is_tall:
            one.shift((x - one.get_x()) * RIGHT)


class _Swinging(Computed):
    """A growing of glyphs on the spot, and their coming back."""

    stays = True

    def begin(self) -> None:
        """Note how they are."""
        self._before = [(glyph, glyph.points.copy(), glyph.get_center()) for glyph in self.mobject]
        super().begin()

    def interpolate(self, alpha: float) -> None:
        """Show how large they are."""
        share = math.sin(math.pi * min(max(alpha, 0.0), 1.0))
        for glyph, points, middle in self._before:
            glyph.points = points if alpha >= 1 else middle + (1 + _LARGER * share) * (points - middle)


def _reach(fraction: Formula) -> float:
    """Return how far a fraction reaches from its bar, which stands in the middle of the line."""
    level = fraction["q.bar"].get_y() if "q.bar" in fraction.parts else fraction.get_y()
    return float(max(fraction.get_top()[1] - level, level - fraction.get_bottom()[1]))
