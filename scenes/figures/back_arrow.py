"""What a slope is multiplied by on its way back: an arrow with factors on either side of it."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import LEFT, RIGHT, Animation, AnimationGroup, GrowFromPoint, Line, Mobject, Polygon, VGroup

from core.model.arrays import Array
from scenes import theme
from scenes.layout.cells import TIGHT
from scenes.motion import Spell

_TIP, _HALF = 0.22, 0.08


@final
class BackArrow(VGroup):
    """An arrow with a label above and one below it, or of an upright one both at one side.

    Parameters
    ----------
    look : Theme
    above, below : Mobject
        Below may be empty.

    Attributes
    ----------
    shaft : Line
    tip : Polygon
    """

    def __init__(self, look: theme.Theme, above: Mobject, below: Mobject) -> None:
        text = look.colour("text")
        self.shaft = Line(LEFT, np.zeros(3), color=text, stroke_width=theme.LINE_WIDTH)
        self.tip = Polygon(*(np.zeros(3),) * 3, stroke_width=0).set_fill(text, opacity=1)
        self.above, self.below = above, below
        super().__init__(self.shaft, self.tip, above, below)

    def lead(self, start: Array, end: Array, towards: float = 1.0) -> None:
        """Lead from a point to another, straight along or straight up.

        Parameters
        ----------
        start, end : ndarray, shape (3,)
        towards : float
            To which side the labels of an upright one stand: 1 for the right, -1 for the left.
        """
        along = (end - start) / np.linalg.norm(end - start)
        across = np.array([-along[1], along[0], 0.0])
        neck = end - _TIP * along
        self.shaft.put_start_and_end_on(start, neck)
        self.tip.set_points_as_corners([end, neck + _HALF * across, neck - _HALF * across, end])
        middle = (start + end) / 2
        if abs(along[0]) > abs(along[1]):
            self.above.next_to(middle, np.array([0.0, 1.0, 0.0]), buff=TIGHT)
            self.below.next_to(middle, np.array([0.0, -1.0, 0.0]), buff=TIGHT)
        else:
            both = VGroup(self.above, self.below)
            self.below.next_to(self.above, np.array([0.0, -1.0, 0.0]), buff=TIGHT, aligned_edge=-towards * RIGHT)
            both.next_to(middle, towards * RIGHT, buff=TIGHT)

    def grow(self) -> Animation:
        """Return the coming of the arrow out of its start, then of what it multiplies by."""
        start = self.shaft.get_start()
        labels = [Spell(label) for label in (self.above, self.below) if label.submobjects]
        return AnimationGroup(GrowFromPoint(VGroup(self.shaft, self.tip), start), *labels, lag_ratio=0.5)
