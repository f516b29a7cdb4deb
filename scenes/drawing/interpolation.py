"""A whole family on its way in one go: arrays of points and colours instead of shape after shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, Mobject, Transform, VMobject
from manim.utils.paths import straight_path

from scenes.drawing.movers import leaves
from scenes.drawing.straight_way import ROUNDING, straight_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.model.arrays import Array

_ARRAYS = ("points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction")
_MANIMS_OWN = Animation.interpolate_mobject, Transform.interpolate_submobject
_NUMBERS = ("stroke_width", "background_stroke_width", "sheen_factor")


def go_straight(animations: Iterable[Animation]) -> None:
    """Let animations that go from points to points straight go in one go, on the way on which what rests does so."""
    for animation in leaves(animations):
        if isinstance(animation, Transform) and animation.path_func is straight_path():
            animation.path_func = straight_way
            kind = type(animation)
            if (kind.interpolate_mobject, kind.interpolate_submobject) == _MANIMS_OWN:
                animation.interpolate_mobject = Interpolation(animation)


class Interpolation:
    """What a transform that goes straight does on each frame, in the place of its `interpolate_mobject`.

    What starts where it ends stays there bit by bit: it keeps its outline as drawn.
    Families with parts that have a way of their own go as manim lets them go.

    Parameters
    ----------
    transform : Transform
    """

    def __init__(self, transform: Transform) -> None:
        self._transform = transform
        self._begun: Mobject | None = None
        self._tracks: list[_Track | _Numbers] = []
        self._count = 0

    def __call__(self, alpha: float) -> None:
        """Show how far all of the family is."""
        transform = self._transform
        if self._begun is not transform.starting_mobject:
            self._begin()
        if not self._tracks:
            type(transform).interpolate_mobject(transform, alpha)
            return
        if transform.lag_ratio:
            shares = [transform.get_sub_alpha(alpha, place, self._count) for place in range(self._count)]
        else:
            shares = [transform.get_sub_alpha(alpha, 0, 1)] * self._count
        for track in self._tracks:
            track.go(shares)

    def _begin(self) -> None:
        self._begun = self._transform.starting_mobject
        families = list(self._transform.get_all_families_zipped())
        self._count = len(families)
        self._tracks = []
        if all(_goes_as_manim_does(part) for part, _, _ in families):
            self._tracks += [_Track(name, families) for name in _ARRAYS]
            self._tracks += [_Numbers(name, families) for name in _NUMBERS]


def _goes_as_manim_does(part: Mobject) -> bool:
    plain, kind = VMobject.interpolate_color, type(part)
    return isinstance(part, VMobject) and kind.interpolate is Mobject.interpolate and kind.interpolate_color is plain


class _Track:
    """One attribute of a family that is an array: its starts and ways, one below the other."""

    def __init__(self, name: str, families: Sequence[tuple[Any, Any, Any]]) -> None:
        self._name = name
        self._parts = [part for part, _, _ in families]
        self._ends = [getattr(end, name) for _, _, end in families]
        self._starts = [getattr(start, name) for _, start, _ in families]
        rests = list(map(_is_same, self._starts, self._ends))
        self._moving = [place for place, one in enumerate(rests) if not one]
        self._resting = [place for place, one in enumerate(rests) if one]
        if self._moving:
            sizes = [len(self._starts[place]) for place in self._moving]
            self._stops = np.cumsum([0, *sizes]).tolist()
            self._sizes = np.array(sizes)
            self._start = np.concatenate([self._starts[place] for place in self._moving])
            way = np.concatenate([self._ends[place] for place in self._moving]) - self._start
            self._way = np.where(np.abs(way) < ROUNDING, 0.0, way)

    def go(self, shares: Sequence[float]) -> None:
        """Set the attribute of each part to where it is after its share of the way."""
        for place in self._resting:  # anew each time, as what else is played with it may have changed it
            stands = self._ends if shares[place] == 1 else self._starts
            setattr(self._parts[place], self._name, stands[place].copy())
        if not self._moving:
            return
        gone: Any = shares[self._moving[0]]
        if any(shares[place] != gone for place in self._moving):
            gone = np.repeat([shares[place] for place in self._moving], self._sizes)
            gone = gone.reshape(-1, *[1] * (self._start.ndim - 1))
        reached = self._start + gone * self._way
        for place, first, last in zip(self._moving, self._stops, self._stops[1:], strict=False):
            if shares[place] == 1:
                setattr(self._parts[place], self._name, self._ends[place].copy())
            else:
                setattr(self._parts[place], self._name, reached[first:last])


def _is_same(start: Array, end: Array) -> bool:
    """Tell whether nothing goes further than what rounding moves."""
    return start.tobytes() == end.tobytes() or bool(np.abs(start - end).max(initial=0.0) < ROUNDING)


class _Numbers:
    """One attribute of a family that is a number."""

    def __init__(self, name: str, families: Sequence[tuple[Any, Any, Any]]) -> None:
        self._name = name
        self._ways = [(part, getattr(start, name), getattr(end, name)) for part, start, end in families]

    def go(self, shares: Sequence[float]) -> None:
        """Set the attribute of each part to where it is after its share of the way."""
        for (part, start, end), share in zip(self._ways, shares, strict=True):
            reached = end if share == 1 or start == end else (1 - share) * start + share * end
            setattr(part, self._name, reached)
