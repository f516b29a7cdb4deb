"""What is drawn in a scene, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
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

Z_INDEX = attrgetter("z_index")


class UnknownShapeError(Exception):
    """A mobject on stage is not one that can be tracked from frame to frame."""


@cache
def _draws(cls: type) -> bool:
    """Tell plain shapes from mobjects that draw nothing, such as a ValueTracker."""
    if issubclass(cls, VMobject):
        if any(getattr(cls, name) is not getattr(VMobject, name) for name in READ_BY_CAMERA):
            raise UnknownShapeError(cls)
        return True
    if issubclass(cls, (PMobject, AbstractImageMobject)):
        raise UnknownShapeError(cls)
    return False


@dataclass(frozen=True, slots=True)
class Family:
    """A mobject and the shapes of its family, in drawing order but for z_index."""

    mobject: Mobject
    shapes: list[VMobject]

    @classmethod
    def of(cls, mobject: Mobject) -> Family:
        """Walk a family: each mobject before its submobjects."""
        shapes: list[VMobject] = []
        waiting = [mobject]
        while waiting:
            member = waiting.pop()
            if member.submobjects:
                waiting.extend(member.submobjects[::-1])
            if len(member.points) and _draws(type(member)):
                shapes.append(member)
        return cls(mobject, shapes)


def display_list(mobjects: Iterable[Mobject], resting: Mapping[int, Family] | None = None) -> list[VMobject]:
    """List the shapes of a scene in drawing order.

    The order is that of `manim.utils.family.extract_mobject_family_members` with its z_index: a
    mobject before its submobjects, one that occurs twice at its last place, then by z_index.

    Parameters
    ----------
    mobjects
        What is on stage.
    resting
        Families known not to have changed since they were walked, by the id of their mobject.

    Raises
    ------
    UnknownShapeError
        If a family holds images, point clouds, or shapes that read their own style their own way.
    """
    resting = resting or {}
    shapes: list[VMobject] = []
    for mobject in mobjects:
        shapes += (resting.get(id(mobject)) or Family.of(mobject)).shapes
    if len(set(map(id, shapes))) < len(shapes):
        shapes = list(dict.fromkeys(reversed(shapes)))[::-1]
    if len(set(map(Z_INDEX, shapes))) > 1:
        shapes.sort(key=Z_INDEX)
    return shapes
