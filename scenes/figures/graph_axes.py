"""The two axes of a graph: from 0, or visibly broken; round numbers on them, and their symbols at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import DOWN, LEFT, UP, Line, VGroup

from core.model.quantity import Quantity
from scenes import theme
from scenes.figures.plot_view import View
from scenes.figures.scale import scale_for
from scenes.layout.box import Box
from scenes.type.formula import Formula

LEFT_ROOM, BELOW, ABOVE, RIGHT_ROOM = 1.25, 0.75, 0.5, 0.3
"""What axes need around the box of the curve."""
_TICK, _GAP, _BREAK = 0.08, 0.12, 0.16


@final
class GraphAxes(VGroup):
    """The axes of one quantity over another.

    Parameters
    ----------
    of, by : Quantity
        Upwards and to the right.
    look : Theme

    Attributes
    ----------
    across, up : Line
    cut : VGroup of Line
        Across the upright axis where it does not begin at 0.
    symbols : VGroup of Formula
        Of what goes across, and up.
    ticks : VGroup
        Marks with their numbers.
    """

    def __init__(self, of: Quantity, by: Quantity, look: theme.Theme) -> None:
        self._grey = look.colour("quiet")
        self.across, self.up = (_line(self._grey) for _ in range(2))
        self.cut = VGroup(_line(self._grey), _line(self._grey))
        self.symbols = VGroup(*(Formula("{q}", q=one, em=theme.FORMULA, indexed=False) for one in (by, of)))
        self.ticks = VGroup()
        super().__init__(self.across, self.up, self.cut, self.symbols, self.ticks)

    def stand(self, view: View) -> None:
        """Stand around a curve, and put round numbers on the axes."""
        self.at(view)
        box, (across, up) = view.box, self.symbols
        across.move_to(np.array([box.right - across.width / 2, box.bottom - BELOW / 2 - 0.05, 0.0]))
        up.move_to(np.array([box.left - 2 * _GAP - up.width / 2, box.top - up.height / 2, 0.0]))
        self.ticks.submobjects = [VGroup(*one) for one in self._marks(view)]

    def at(self, view: View) -> None:
        """Go with a view: what is enlarged beyond the box is not drawn."""
        box, corner = view.box, view.corner
        is_seen = bool(corner[1] > box.bottom - _TICK), bool(corner[0] > box.left - _TICK)
        _lay(self.across, (box.left, corner[1]), (box.right, corner[1]), is_seen=is_seen[0])
        _lay(self.up, (corner[0], box.bottom), (corner[0], box.top), is_seen=is_seen[1])
        for index, mark in enumerate(self.cut):
            middle = np.array([corner[0], box.bottom + (2 + index) * _BREAK, 0.0])
            slant = np.array([_BREAK, _BREAK / 2, 0.0])
            _lay(mark, middle - slant, middle + slant, is_seen=not view.from_zero and is_seen[1])

    def _marks(self, view: View) -> Iterator[tuple[Line, Formula]]:
        taken = [Box.around(symbol).inset(-_GAP) for symbol in self.symbols]
        for axis, towards in ((0, DOWN), (1, LEFT)):
            low, high = view.range(axis)
            scale = scale_for([low, high], ticks=2 if axis else 3, margin=0.0)
            start = view.box.bottom + (0.0 if view.from_zero else 5.5 * _BREAK)
            for tick, numeral in zip(scale.ticks, scale.tick_numerals, strict=True):
                foot = view.point(tick, view.rest[1]) if axis == 0 else view.point(view.rest[0], tick)
                foot[1 - axis] = view.box.left if axis else view.box.bottom
                if axis and not start - _TICK <= foot[1] <= view.box.top + _TICK:
                    continue
                if not axis and not view.box.left <= foot[0] <= view.box.right:
                    continue
                mark = Line(foot - _TICK * _across(towards), foot + _TICK * _across(towards), color=self._grey)
                label = Formula(numeral.typst(), em=theme.LABEL, colour=self._grey)
                label.next_to(foot + _TICK * towards, towards, buff=_GAP)
                box = Box.around(label)
                if not any(box.overlaps(one) for one in taken) and label.width < LEFT_ROOM - _GAP:
                    taken.append(box.inset(-_GAP))
                    yield mark.set_stroke(width=theme.LINE_WIDTH), label


def inner(box: Box) -> Box:
    """Return what a box leaves for the curve."""
    return Box(box.left + LEFT_ROOM, box.bottom + BELOW, box.right - RIGHT_ROOM, box.top - ABOVE / 2)


def _across(towards: np.ndarray) -> np.ndarray:
    return UP if towards[0] == 0 else LEFT


def _line(colour: str) -> Line:
    return Line(color=colour, stroke_width=theme.LINE_WIDTH)


def _lay(line: Line, start: object, end: object, *, is_seen: bool) -> None:
    """Run from point to point, or be nothing."""
    ends = [np.resize(np.append(np.array(one, dtype=float), 0.0), 3) for one in (start, end)]
    line.points = np.array([ends[0] + t * (ends[1] - ends[0]) for t in (0, 1 / 3, 2 / 3, 1)]) if is_seen else _NONE


_NONE = np.zeros((0, 3))
