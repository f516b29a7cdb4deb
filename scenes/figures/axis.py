"""A line on which numbers are places: as long as there is room, its ends named where that says something."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.formula import Formula
from scenes.components.scale import Scale
from scenes.layout.box import Box, Size

_SHORTEST, _TICK, _LABEL = 2.0, 0.09, 0.16
"""The least length, half a tick, and from the line down to the names of ticks."""


@final
class Axis(VGroup):
    """A number line without a value on it.

    Parameters
    ----------
    scale : Scale
        The stretch of numbers shown.
    look : Theme
    named : bool
        Whether its first and its last tick carry their numbers.

    Attributes
    ----------
    rule : Line
    ticks, tick_labels : VGroup

    Examples
    --------
    >>> axis = Axis(Scale(0.0, 1.0, 0.5), theme.Theme.chosen())
    >>> axis.fill(Box(0.0, 0.0, 4.0, 1.0))
    >>> axis.point(0.5).tolist()
    [2.0, 0.5, 0.0]
    """

    def __init__(self, scale: Scale, look: theme.Theme, *, named: bool = True) -> None:
        self.scale = scale
        grey = look.colour("quiet")
        self.rule = Line(LEFT, RIGHT, color=grey, stroke_width=theme.LINE_WIDTH)
        ends = list(dict.fromkeys((0, len(scale.ticks) - 1))) if named and scale.ticks else []
        self._ends = [scale.ticks[index] for index in ends]
        self.ticks = VGroup(*(Line(UP * _TICK, DOWN * _TICK, color=grey) for _ in ends))
        self.ticks.set_stroke(width=theme.LINE_WIDTH)
        self.tick_labels = VGroup(
            *(Formula(scale.tick_numerals[index].typst(), em=theme.SMALL, colour=grey) for index in ends)
        )
        super().__init__(self.rule, self.ticks, self.tick_labels)

    def least_size(self) -> Size:
        """Return the shortest line on which places can be told apart."""
        return Size(_SHORTEST, 2 * self.depth)

    @property
    def depth(self) -> float:
        """From the line down to the foot of what is written under it."""
        return _LABEL + max((label.height for label in self.tick_labels), default=0.0)

    def fill(self, box: Box) -> None:
        """Run through the middle of a box from its left to its right."""
        left, right = (np.array([x, box.centre[1], 0.0]) for x in (box.left, box.right))
        self.rule.put_start_and_end_on(left, right)
        for value, tick, label in zip(self._ends, self.ticks, self.tick_labels, strict=True):
            where = self.point(value)
            tick.move_to(where)
            label.next_to(where, DOWN, buff=_LABEL)
            room = (right[0] - left[0]) / 2 - min(label.width, right[0] - left[0]) / 2
            label.set_x(float(np.clip(label.get_x(), box.centre[0] - room, box.centre[0] + room)))

    def point(self, value: float) -> np.ndarray:
        """Return where a value lies, kept within the line's ends."""
        start, end = self.rule.get_start(), self.rule.get_end()
        return start + min(max(self.scale.share(value), 0.0), 1.0) * (end - start)
