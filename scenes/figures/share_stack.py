"""A sum as rows of strips, each beginning where the one above ends, and below them the strip that is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, Line, VGroup

from core.notation.reading import Reading
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

THICK, _LEFT_THICK = 0.36, 0.6
"""Of a strip, and of the one that is left."""
_PITCH, _LEAST_PITCH = 1.7, 0.52
_HEAD, _LAST, _FOOT = 0.5, 0.85, 0.5
"""Room for the 0 at the head, for the strip that is left, and for what is said below it."""
_SHORTEST = 0.9
"""All strips together at least."""
_STEPS, _SLACK = 40, 1e-12


def in_one_form(readings: Sequence[Reading], digits: int = 3) -> list[Reading]:
    """Return the terms of one sum as they are written: to as many decimals as the largest has, so that they add up.

    Parameters
    ----------
    readings : sequence of Reading
    digits : int
        Significant digits of the largest; what this leaves less than two digits of has digits of its own.
    """
    largest = max(readings, key=lambda one: abs(one.value))
    if largest.numeral.exponent is not None or not largest.value:
        return list(readings)
    decimals = len(largest.numeral.digits.partition(".")[2])
    return [one.to_decimals(decimals).in_own_digits(digits) if one.value else one for one in readings]


@final
class ShareStack(VGroup):
    """Signed terms, foot on tip, and what they leave.

    Parameters
    ----------
    terms : sequence of (Formula, float, str)
        What stands beside a strip, its value and its colour.
    total : (Formula, float, str)
        The same of what is left.
    look : Theme
    said : str
        What is left, in words; where it has no room it is not said.
    levels : callable, optional
        Returns the heights of the terms, level to what they come from. Default: as far apart as there is room.
    narrow : bool
        Whether all labels stand at the right, where they take less room than at the outer ends.

    Attributes
    ----------
    strips : list of Strip
    labels : list of Formula
    joints : VGroup of Line
        From the tip of one strip to the foot of the next.
    zero : VGroup
        The line of 0 and its name.
    left : Strip
    left_label : Formula
    said : Label
    """

    def __init__(
        self,
        terms: Sequence[tuple[Formula, float, str]],
        total: tuple[Formula, float, str],
        look: theme.Theme,
        said: str,
        *,
        levels: Callable[[], Sequence[float]] | None = None,
        narrow: bool = False,
    ) -> None:
        self._levels, self._narrow = levels, narrow
        self._values = [value for _, value, _ in terms]
        self._total = total[1]
        self._feet = list(accumulate(self._values, initial=0.0))
        grey = look.colour("quiet")
        self.strips = [Strip(colour, THICK) for _, _, colour in terms]
        self.labels = [label for label, _, _ in terms]
        self.joints = VGroup(*(Line(UP, DOWN, color=grey, stroke_width=theme.LINE_WIDTH) for _ in self._values))
        self.zero = VGroup(Line(UP, DOWN, color=grey, stroke_width=theme.LINE_WIDTH), Formula("0", em=theme.LABEL))
        self.zero[1].set_fill(grey)
        self.left, self.left_label = Strip(total[2], _LEFT_THICK), total[0]
        self.said = Label(said, colour=grey)
        super().__init__(self.joints, self.zero, *self.strips, self.left, *self.labels, self.left_label, self.said)
        self.fill(Box(0.0, 0.0, *self._sides()))

    @property
    def unit(self) -> float:
        """Scene units for each unit of a value, now."""
        return self._unit

    def least_size(self) -> Size:
        """Return the room in which its rows can be told apart and have their labels."""
        return Size(*self._sides())

    def fill(self, box: Box, most: float = np.inf) -> None:
        """Stand in a box, its longest run over the width of it.

        Parameters
        ----------
        box : Box
        most : float
            The largest unit.
        """
        self._unit = min(most, self._largest(box.width))
        low, high = self._reach(self._unit)
        rows = len(self._values)
        pitch = min(_PITCH, max(_LEAST_PITCH, (box.height - _HEAD - _LAST - _FOOT) / rows))
        spare = box.height - _HEAD - rows * pitch - _LAST - _FOOT
        top = box.top - max(0.0, spare) / 2
        x = box.left + (box.width - (high - low)) / 2 - low
        self._zero = x
        self._heights = [top - _HEAD - (row + 0.5) * pitch for row in range(rows)]
        self._bottom = top - _HEAD - rows * pitch - _LAST / 2
        head = top - _HEAD
        if self._levels is not None:
            self._heights, self._bottom = list(self._levels()), box.bottom + _FOOT + _LAST / 2
            head = self._heights[0] + THICK
        self.zero[0].put_start_and_end_on(
            np.array([x, head, 0.0]), np.array([x, self._bottom - _LEFT_THICK / 2 - TIGHT, 0.0])
        )
        self.zero[1].next_to(self.zero[0], UP, buff=TIGHT)
        for strip, foot, value, height in zip(self.strips, self._feet, self._values, self._heights, strict=False):
            strip.span(np.array([x + self._unit * foot, height, 0.0]), self._unit * value)
        self.show_left(1.0)
        for joint, strip, below in zip(self.joints, self.strips, [*self._heights[1:], self._bottom], strict=True):
            last = below == self._bottom
            tip, down = strip.tip, below + (_LEFT_THICK if last else THICK) / 2
            joint.put_start_and_end_on(tip + DOWN * THICK / 2, np.array([tip[0], down, 0.0]))
        for (label, foot, value), strip in zip(self._spans(), (*self.strips, self.left), strict=True):
            self._put(label, strip, foot, value)
        self.said.move_to(
            np.array([self.left.get_center()[0], self._bottom - _LEFT_THICK / 2 - _FOOT / 2 - TIGHT, 0.0])
        )
        half = self.said.width / 2
        if 2 * half > box.width:
            self.said.set_opacity(0)
        else:
            within = min(max(self.said.get_x(), box.left + half), box.right - half)
            self.said.set_x(within)

    def show_left(self, share: float) -> None:
        """Show a share of what is left."""
        foot = np.array([self._zero, self._bottom, 0.0])
        self.left.span(foot, share * self._unit * self._total, RIGHT, _LEFT_THICK)

    def grow(self, row: int, **kwargs: object) -> Animation:
        """Return the growing of a strip from its foot, and its label."""
        strip, foot, length = self.strips[row], self.strips[row].foot, self.strips[row].length
        growing = Showing(strip, lambda share: strip.span(foot, share * length), **kwargs)
        return AnimationGroup(growing, FadeIn(self.labels[row]), lag_ratio=0.6)

    def leave(self, **kwargs: object) -> Animation:
        """Return the growing of what is left, from 0 to where the last strip ends."""
        growing = Showing(self.left, self.show_left, **kwargs)
        return AnimationGroup(FadeIn(self.joints[-1]), growing, FadeIn(self.left_label, self.said), lag_ratio=0.5)

    def measures(self) -> Iterator[Measure]:
        """Yield each strip, and what is left against where the last strip ends."""
        for strip, value in zip(self.strips, self._values, strict=True):
            if abs(strip.length - self._unit * value) < 1e-9:
                yield Measure("ruler", "a share", strip.drawn_length(), self._unit * value)
        ended = float(self.strips[-1].tip[0]) - self._zero
        yield Measure("stack", "what is left", ended, self._unit * self._total)

    def _put(self, label: Formula, strip: Strip, foot: float, value: float) -> None:
        """Put a label at the outer end of its strip."""
        right = self._is_right(foot, value)
        ends = (float(strip.foot[0]), float(strip.tip[0]))
        outer = max(*ends, self._zero) if right else min(ends)  # the line of 0 runs through no label
        where = np.array([outer, strip.foot[1], 0.0])
        label.next_to(where, RIGHT if right else LEFT, buff=2 * TIGHT)

    def _is_right(self, foot: float, value: float) -> bool:
        """Whether the outer end of a strip is its right one, or its label is to stand at the right anyway."""
        if self._narrow:
            return True
        low, high = sorted((foot, foot + value))
        slack = _SLACK * max(map(abs, (*self._feet, self._total)))
        if low < -slack and high <= slack:
            return False
        return low >= -slack or value > 0

    def _spans(self) -> Iterator[tuple[Formula, float, float]]:
        """Yield each label with where its strip begins and how long it is, in values."""
        yield from zip(self.labels, self._feet, self._values, strict=False)
        yield self.left_label, 0.0, self._total

    def _reach(self, unit: float) -> tuple[float, float]:
        """Return how far all reaches to the left and to the right of 0."""
        high = float(self.zero[1].width) / 2
        low = -high
        for label, foot, value in self._spans():
            ends = sorted((unit * foot, unit * (foot + value)))
            beside, right = label.width + 3 * TIGHT, self._is_right(foot, value)
            low = min(low, ends[0] - (0.0 if right else beside))
            high = max(high, max(0.0, ends[1]) + beside if right else ends[1])
        return low, high

    def _largest(self, width: float) -> float:
        """Return the largest unit with which all has room in a width."""
        longest = max(map(abs, (*self._feet, self._total)))
        if not longest:
            return 1.0
        low, high = 0.0, width / longest
        for _ in range(_STEPS):
            middle = (low + high) / 2
            ends = self._reach(middle)
            low, high = (middle, high) if ends[1] - ends[0] <= width else (low, middle)
        return low

    def _sides(self) -> tuple[float, float]:
        ends = self._reach(0.0)
        return ends[1] - ends[0] + _SHORTEST, _HEAD + len(self._values) * _LEAST_PITCH + _LAST + _FOOT
