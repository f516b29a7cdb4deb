"""Empty shapes and groups, copied: to make one takes manim a third of a millisecond, and a page has thousands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from manim import VGroup, VMobject


def glyph(colour: str, stroke: float) -> VMobject:
    """Return a glyph without a shape, filled, or drawn as a line with a stroke of a width."""
    return _copied(_glyph(colour, stroke))


def group(members: Iterable[VMobject]) -> VGroup:
    """Return what VGroup(*members) is."""
    return _copied(_group()).add(*members)


@lru_cache
def _glyph(colour: str, stroke: float) -> VMobject:
    shape = VMobject(fill_color=colour, fill_opacity=1, stroke_width=0)
    return shape.set_fill(opacity=0).set_stroke(colour, width=stroke, opacity=1) if stroke else shape


@lru_cache
def _group() -> VGroup:
    return VGroup()


def _copied(empty: Any) -> Any:
    """Return a copy of what has no members; manim's own looks into each of thirty attributes for what it may hold."""
    made = empty.__class__.__new__(empty.__class__)
    made.__dict__ = {
        name: value.copy() if isinstance(value, (np.ndarray, list)) else value for name, value in vars(empty).items()
    }
    return made
