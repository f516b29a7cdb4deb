"""Shapes and groups that are made and copied in a tenth of manim's time: a page has thousands, which look the same."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import ref

import manim as mn
import numpy as np
from manim import ManimColor, VGroup, VMobject

from core.model.arrays import Array, read_only
from core.model.quantity import Quantity
from core.notation.reading import Reading
from core.passes.moment import Moment

_FOUR = 4  # points of a curve
_SHARED = (type(None), bool, int, float, str, Enum, ref, ManimColor, Quantity, Reading, Moment)
"""Of these no copy is made: nobody changes them."""


if TYPE_CHECKING:
    from manim import VMobject as _Shape
else:
    _Shape = object  # what it is mixed into is its base for types alone: manim's OpenGL classes would not mix with it


class _Cheap(_Shape):
    """What is copied, painted and measured at little cost, as manim does it."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Return a copy with copies of all members, and of all else that can change."""
        return _copied_with_members(self, memo)

    def get_points_defining_boundary(self) -> Array:
        """Return the ends of all curves of the family."""
        return _ends(self)

    def update_rgbas_array(self, array_name: str, color: Any = None, opacity: Any = None) -> Any:
        """Paint with one colour, or with one opacity, without listing colours first; leave all else to manim."""
        rows = vars(self).get(array_name)
        is_one = isinstance(color, (str, type(None))) and isinstance(opacity, (int, float, type(None)))
        if rows is None or self.sheen_factor or not is_one:
            return super().update_rgbas_array(array_name, color, opacity)
        if color is not None:
            rows[:, :3] = _rgb(color)
        if opacity is not None:
            rows[:, 3] = opacity
        return self


class Drawn(_Cheap, VMobject):
    """A shape that is made and copied at little cost, and its box found."""

    def __init__(self, **kwargs: Any) -> None:
        if kwargs:
            super().__init__(**kwargs)
        else:
            self.__dict__.update(_fresh(_shape()), name=type(self).__name__)


class Pieces(_Cheap, VGroup):
    """A group that is made, cut and copied at little cost.

    Parameters
    ----------
    *members : VMobject

    Examples
    --------
    >>> first, last = Drawn(), Drawn()
    >>> Pieces(first, last)[1:].submobjects == [last]
    True
    """

    def __init__(self, *members: Any, **kwargs: Any) -> None:
        if kwargs:
            super().__init__(*members, **kwargs)
            return
        self.__dict__.update(_fresh(_group()), name=type(self).__name__)
        if all(isinstance(one, VMobject) for one in members) and len(set(map(id, members))) == len(members):
            self.submobjects = list(members)
        else:
            self.add(*members)

    def get_group_class(self) -> type[VGroup]:
        """Return what a slice is."""
        return Pieces


class Circle(_Cheap, mn.Circle):
    """manim's circle, copied at little cost."""


class Line(_Cheap, mn.Line):
    """manim's line, copied at little cost."""


def glyph(colour: str, stroke: float) -> Drawn:
    """Return a glyph without a shape, filled, or drawn as a line with a stroke of a width."""
    return _copied(_glyph(colour, stroke))


def unseen() -> Drawn:
    """Return a shape without a stroke."""
    return _copied(_unseen())


def group(members: Iterable[VMobject]) -> Pieces:
    """Return what VGroup(*members) is."""
    return Pieces(*members)


@lru_cache
def _rgb(colour: str) -> Array:
    return read_only(ManimColor(colour).to_rgb())


@lru_cache
def _glyph(colour: str, stroke: float) -> Drawn:
    shape = Drawn(fill_color=colour, fill_opacity=1, stroke_width=0)
    return shape.set_fill(opacity=0).set_stroke(colour, width=stroke, opacity=1) if stroke else shape


@lru_cache
def _unseen() -> Drawn:
    return Drawn(stroke_width=0)


@lru_cache
def _shape() -> VMobject:
    return VMobject()


@lru_cache
def _group() -> VGroup:
    return VGroup()


def _copied(empty: Drawn) -> Drawn:
    """Return a copy of what has no members; manim's own looks into each of thirty attributes for what it may hold."""
    made = empty.__class__.__new__(empty.__class__)
    made.__dict__ = _fresh(empty)
    return made


def _fresh(empty: VMobject) -> dict[str, Any]:
    """Return the attributes of what has no members, with copies of all that can change."""
    return {
        name: value.copy() if isinstance(value, (np.ndarray, list)) else value for name, value in vars(empty).items()
    }


def _copied_with_members(whole: VMobject, memo: dict[int, Any]) -> VMobject:
    """Return what manim's copy is, which asks of each value how it is copied."""
    made = whole.__class__.__new__(whole.__class__)
    memo[id(whole)] = made
    found = made.__dict__
    for name, value in vars(whole).items():
        if isinstance(value, np.ndarray) and not value.dtype.hasobject:
            if id(value) not in memo:
                memo[id(value)] = value.copy()
            found[name] = memo[id(value)]
        elif isinstance(value, _SHARED):
            found[name] = value
        elif type(value) is list and not value:
            found[name] = []
        else:
            found[name] = deepcopy(value, memo)
    made.original_id = str(id(whole))
    return made


def _ends(whole: VMobject) -> Array:
    """Return where the curves of a family begin and end, in order, as manim does it point by point."""
    found = []
    for part in whole.get_family():
        points = part.points
        if len(points) > 1:
            found.append(np.stack([points[::_FOUR], points[_FOUR - 1 :: _FOUR]], axis=1).reshape(-1, 3))
        elif len(points):
            found.append(points)
    return np.concatenate(found) if found else np.array(())
