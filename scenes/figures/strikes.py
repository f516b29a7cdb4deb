"""What lies over what can be read on purpose, such as a stroke through parts of a formula that cancel."""

from __future__ import annotations

from typing import TypeVar

from manim import DL, UR, Line, Mobject

from scenes import theme

AnyMobject = TypeVar("AnyMobject", bound=Mobject)

CROSSES = "crosses_on_purpose"
"""The attribute by which whoever watches knows it."""


def crossing_on_purpose(mobject: AnyMobject) -> AnyMobject:
    """Say that a thing lies over type on purpose; return it."""
    for part in mobject.get_family():
        setattr(part, CROSSES, True)
    return mobject


def strike(part: Mobject, look: theme.Theme) -> Line:
    """Return a stroke through a part, from corner to corner.

    Parameters
    ----------
    part : Mobject
    look : Theme
    """
    stroke = Line(part.get_corner(DL), part.get_corner(UR), color=look.colour("text"), stroke_width=theme.LINE_WIDTH)
    return crossing_on_purpose(stroke)
