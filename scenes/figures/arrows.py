"""Many arrows at once, each as long as what it stands for: shafts are one shape, heads another."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.clipping import straight
from scenes.figures.rectangles import lines

_HEAD, _OF_LENGTH, _BROAD = 0.17, 0.45, 0.75
"""How long a head is, and at most, of its arrow; how broad, of its length."""
_NONE = 1e-9


@final
class Arrows(VGroup):
    """Arrows from their starts to their ends, heads and all.

    Parameters
    ----------
    colour : str
    bold : bool

    Attributes
    ----------
    shafts, heads : VMobject

    Examples
    --------
    >>> arrows = Arrows("#FFFFFF")
    >>> arrows.show(np.zeros((2, 2)), np.array([[1.0, 0.0], [0.0, -2.0]]))
    >>> arrows.lengths().round(6).tolist()
    [1.0, 2.0]
    """

    def __init__(self, colour: str, *, bold: bool = False) -> None:
        width = theme.BOLD_LINE if bold else theme.LINE_WIDTH
        self.shafts = VMobject(stroke_color=colour, stroke_width=width)
        self.heads = VMobject(stroke_width=0).set_fill(colour, opacity=1)
        self._head = _HEAD * (1.5 if bold else 1.0)
        super().__init__(self.shafts, self.heads)

    def show(self, starts: Array, vectors: Array) -> None:
        """Run from starts along vectors, both of shape (n, 2), in scene units."""
        sizes = np.linalg.norm(vectors, axis=1)
        there = sizes > _NONE
        starts, vectors, sizes = starts[there], vectors[there], sizes[there]
        along = vectors / sizes[:, None]
        heads = np.minimum(self._head, _OF_LENGTH * sizes)[:, None]
        ends, across = starts + vectors, np.stack([-along[:, 1], along[:, 0]], axis=1) * heads * _BROAD / 2
        feet = ends - heads * along
        self.shafts.points = lines(np.stack([starts, feet], axis=1))
        corners = np.stack([feet + across, ends, feet - across, feet + across], axis=1)
        flat = [straight(np.column_stack([one, np.zeros(4)])) for one in corners]
        self.heads.points = np.concatenate(flat) if flat else np.zeros((0, 3))

    def lengths(self) -> Array:
        """Return how long each is drawn, measured on its points."""
        starts, tips = self.shafts.points[::4], self.heads.points[3::12]
        found: Array = np.linalg.norm(tips - starts, axis=1)
        return found
