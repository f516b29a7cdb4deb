"""What is drawn in a scene, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.mobject.types.vectorized_mobject import VMobject

if TYPE_CHECKING:
    from manim.mobject.mobject import Mobject

# A class that brings its own idea of these is drawn by manim itself.
READ_BY_CAMERA = (
    "get_family",
    "family_members_with_points",
    "get_num_points",
    "get_background_image",
    "get_fill_rgbas",
    "get_stroke_rgbas",
    "get_stroke_width",
    "get_subpath_split_indices_from_points",
    "consider_points_equals_2d",
)


class UnknownShapeError(Exception):
    """A mobject on stage is not one that can be tracked from frame to frame."""


_known: dict[type, bool] = {}
"""For each class met so far: whether it is a plain VMobject (False: it draws nothing)."""


def _is_vmobject(cls: type) -> bool:
    """Tell plain shapes from mobjects that draw nothing, such as a ValueTracker."""
    if issubclass(cls, VMobject):
        if any(getattr(cls, name) is not getattr(VMobject, name) for name in READ_BY_CAMERA):
            raise UnknownShapeError(cls)
        return True
    if issubclass(cls, (PMobject, AbstractImageMobject)):
        raise UnknownShapeError(cls)
    return False


def display_list(mobjects: Iterable[Mobject]) -> list[VMobject]:
    """List the shapes of a scene in drawing order.

    The order is that of `manim.utils.family.extract_mobject_family_members` with its z_index: a
    mobject before its submobjects, one that occurs twice at its last place, then by z_index.

    Raises
    ------
    UnknownShapeError
        If a family holds images, points clouds, or shapes that read their own style their own way.
    """
    shapes: list[VMobject] = []
    layers = set()
    waiting = list(mobjects)
    waiting.reverse()
    while waiting:
        mobject = waiting.pop()
        if mobject.submobjects:
            waiting.extend(mobject.submobjects[::-1])
        if len(mobject.points):
            cls = type(mobject)
            known = _known.get(cls)
            if known is None:
                known = _known[cls] = _is_vmobject(cls)
            if known:
                shapes.append(mobject)
                layers.add(mobject.z_index)
    if len(set(map(id, shapes))) < len(shapes):
        shapes = list(dict.fromkeys(reversed(shapes)))[::-1]
    if len(layers) > 1:
        shapes.sort(key=lambda shape: shape.z_index)
    return shapes
