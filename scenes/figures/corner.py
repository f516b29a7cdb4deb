"""Lines of type below each other, in the upper left corner of what they are laid over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import VGroup

from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR
from scenes.type.formula import Line


@final
class Corner(VGroup):
    """Lines that stand in a corner of any room.

    Parameters
    ----------
    lines : sequence of Line

    Examples
    --------
    >>> from scenes.type.formula import Label
    >>> corner = Corner([Label("above"), Label("below")])
    >>> corner.fill(Box(0.0, 0.0, 4.0, 4.0))
    >>> [float(side.round(6)) for side in (corner[0].get_left()[0], corner[0].get_top()[1])]
    [0.0, 4.0]
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(*lines)

    @property
    def size(self) -> Size:
        """What its lines take."""
        return Size(max(line.width for line in self), sum(line.height for line in self) + NEAR * (len(self) - 1))

    def least_size(self) -> Size:
        """Return the room for its lines."""
        return self.size

    def fill(self, box: Box) -> None:
        """Stand in the upper left corner of a box."""
        top = box.top
        for line in self:
            line.move_to(np.array([box.left + line.width / 2, top - line.height / 2, 0.0]))
            top -= line.height + NEAR
