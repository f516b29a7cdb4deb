"""A line on which a number is a place: as long as there is room, its ends named where that says something."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import LEFT, RIGHT, Dot, Line, VGroup

from core.model.arrays import Array
from core.notation.numeral import short
from scenes import theme
from scenes.figures.scale import Scale
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.type.formula import Formula

_SHORTEST, _GAP = 1.5, TIGHT + theme.DOT_RADIUS


@final
class Axis(VGroup):
    """A number line with a dot on it.

    Parameters
    ----------
    scale : Scale
        The stretch of numbers shown.
    value : float
        Where the dot is.
    look : Theme
    colour : str
        Of the dot.
    named : bool
        Whether the numbers at its ends stand there.

    Attributes
    ----------
    rule : Line
    dot : Dot
    tick_labels : VGroup of Formula
        The numbers at its ends, beyond them.
    rooms : tuple of float
        What the names take at the left and at the right; lines in one column share them.

    Examples
    --------
    >>> axis = Axis(Scale(0.0, 1.0, 0.5), 0.5, theme.Theme.chosen(), "#FFFFFF", named=False)
    >>> axis.fill(Box(0.0, 0.0, 4.0, 1.0))
    >>> axis.dot.get_center().round(6).tolist()
    [2.0, 0.5, 0.0]
    """

    def __init__(self, scale: Scale, value: float, look: theme.Theme, colour: str, *, named: bool = True) -> None:
        self.scale, self._value = scale, value
        self.dot = Dot(radius=theme.DOT_RADIUS, color=colour)
        grey = look.colour("quiet")
        self.rule = Line(LEFT, RIGHT, color=grey, stroke_width=theme.LINE_WIDTH)
        ends = (scale.low, scale.high) if named else ()
        self.tick_labels = VGroup(*(Formula(short(end).typst(), em=theme.LABEL, colour=grey) for end in ends))
        widths = [name.width + _GAP for name in self.tick_labels] or [0.0, 0.0]
        self.rooms = (widths[0], widths[1])
        super().__init__(self.rule, self.tick_labels, self.dot)

    def least_size(self) -> Size:
        """Return the shortest line on which places can be told apart, with its names."""
        return Size(_SHORTEST + sum(self.rooms), 2 * theme.DOT_RADIUS)

    def fill(self, box: Box) -> None:
        """Run through the middle of a box, from one name to the other."""
        ends = (box.left + self.rooms[0], box.right - self.rooms[1])
        self.rule.put_start_and_end_on(*(np.array([x, box.centre[1], 0.0]) for x in ends))
        for name, end, side in zip(self.tick_labels, ends, (LEFT, RIGHT), strict=False):
            name.next_to(np.array([end, box.centre[1], 0.0]), side, buff=_GAP)
        self.at(self._value)

    def at(self, value: float) -> None:
        """Move the dot to a value."""
        self._value = value
        self.dot.move_to(self.point(value))

    def point(self, value: float) -> Array:
        """Return where a value lies, kept within the line's ends; shape (3,)."""
        start, end = self.rule.get_start(), self.rule.get_end()
        return start + min(max(self.scale.share(value), 0.0), 1.0) * (end - start)
