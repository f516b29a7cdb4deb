"""Drawn shapes as geometry: outlines, boxes, and whether they meet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np
from manim import VMobject

from core.model.arrays import Array, read_only

Box: TypeAlias = "tuple[float, float, float, float]"
"""Left, bottom, right, top."""

_SAME, _TINY = 1e-4, 1e-12  # scene units
_SAMPLES = 4
"""Straight pieces that stand for one curve."""
_t = np.linspace(0, 1, _SAMPLES + 1)[:, None]
_BERNSTEIN = np.hstack([(1 - _t) ** 3, 3 * (1 - _t) ** 2 * _t, 3 * (1 - _t) * _t**2, _t**3])


@dataclass(frozen=True, eq=False)
class Shape:
    """One drawn shape.

    Parameters
    ----------
    mobject : VMobject
    order : int
        The place in the order of drawing; the last one lies on top.
    """

    mobject: VMobject
    order: int

    @cached_property
    def segments(self) -> Array:
        """Straight pieces of the outline, shape (n, 2, 2): piece, end, coordinate."""
        return _flattened(self.mobject.points.tobytes())[0]

    @cached_property
    def box(self) -> Box:
        """The box around the outline; a stroke reaches half its width further."""
        return _flattened(self.mobject.points.tobytes())[1]

    @property
    def reach(self) -> float:
        """Half the stroke's width in scene units."""
        return float(self.mobject.stroke_width) / 200 if self.stroke_opacity else 0.0

    @property
    def fill_opacity(self) -> float:
        """0 where there is no fill."""
        return _opacity(self.mobject.fill_rgbas)

    @property
    def stroke_opacity(self) -> float:
        """0 where there is no stroke."""
        return _opacity(self.mobject.stroke_rgbas) if self.mobject.stroke_width > 0 else 0.0

    @property
    def opacity(self) -> float:
        """How much of it is to be seen at all."""
        return opacity_of(self.mobject)

    @property
    def is_filled(self) -> bool:
        """Whether it is seen by its fill rather than by its stroke."""
        return self.fill_opacity >= self.stroke_opacity

    @property
    def rgb(self) -> Array:
        """The colour that it is seen in."""
        return np.asarray((self.mobject.fill_rgbas if self.is_filled else self.mobject.stroke_rgbas)[0][:3])

    @cached_property
    def is_closed(self) -> bool:
        """Whether the outline ends where it began."""
        gap = self.segments[0, 0] - self.segments[-1, 1]
        return bool(np.abs(gap).max() < _SAME)

    def covers(self, points: Array) -> Array:
        """Return which of the points, shape (m, 2), lie inside the outline."""
        # rounded, since the end of a circle may miss its start by the last digit of a double
        outline, points = self.segments.round(9), points.round(9)
        start, end = outline[:, 0], outline[:, 1]
        x, y = points[:, 0, None], points[:, 1, None]
        straddles = (start[:, 1] <= y) != (end[:, 1] <= y)
        rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
        crossing = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / rise
        inside: Array = (straddles & (crossing > x)).sum(axis=1) % 2 == 1
        return inside


def opacity_of(mobject: VMobject) -> float:
    """Return how much of a shape is to be seen, by its fill or its stroke."""
    fill = _opacity(mobject.fill_rgbas)
    return max(fill, _opacity(mobject.stroke_rgbas)) if mobject.stroke_width > 0 else max(fill, 0.0)


@lru_cache(maxsize=4096)
def _flattened(points: bytes) -> tuple[Array, Box]:
    """Return straight pieces of an outline, and their box: most shapes are looked at many times where they stand."""
    places = np.frombuffer(points).reshape(-1, 3)
    curves = places[: len(places) // 4 * 4, :2].reshape(-1, 4, 2)
    ends = np.einsum("sp,npc->nsc", _BERNSTEIN, curves)
    corners = ends.reshape(-1, 2)
    (left, bottom), (right, top) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return read_only(np.stack([ends[:, :-1], ends[:, 1:]], axis=2).reshape(-1, 2, 2)), (left, bottom, right, top)


def _opacity(rgbas: Array) -> float:
    return float(rgbas[0][3]) if len(rgbas) else 0.0


def union(boxes: list[Box]) -> Box:
    """Return the box around boxes.

    Examples
    --------
    >>> union([(0, 0, 1, 1), (2, -1, 3, 0)])
    (0, -1, 3, 1)
    """
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def overlap(one: Box, other: Box) -> float:
    """Return how deep two boxes lie in each other, negative for the gap between them.

    Examples
    --------
    >>> overlap((0, 0, 2, 2), (1.5, 0, 3, 2)), overlap((0, 0, 1, 1), (3, 0, 4, 1))
    (0.5, -2)
    """
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, up)


def grown(box: Box, by: float) -> Box:
    """Return a box with a margin.

    Examples
    --------
    >>> grown((0, 0, 1, 1), 1)
    (-1, -1, 2, 2)
    """
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def length_within(segments: Array, boxes: Array) -> float:
    """Return the length of outline that runs inside any of the boxes.

    Parameters
    ----------
    segments : ndarray, shape (n, 2, 2)
    boxes : ndarray, shape (m, 4)

    Examples
    --------
    >>> length_within(np.array([[[0.0, 0.0], [4.0, 0.0]]]), np.array([[1.0, -1.0, 3.0, 1.0]]))
    2.0
    """
    start, run = segments[:, None, 0], segments[:, None, 1] - segments[:, None, 0]
    safe = np.where(np.abs(run) < _TINY, _TINY, run)
    near, far = (boxes[None, :, :2] - start) / safe, (boxes[None, :, 2:] - start) / safe
    enters = np.maximum(np.minimum(near, far).max(axis=2), 0.0)
    leaves = np.minimum(np.maximum(near, far).min(axis=2), 1.0)
    lengths = np.clip(leaves - enters, 0.0, None) * np.linalg.norm(run, axis=2)
    return float(lengths.max(axis=1).sum())
