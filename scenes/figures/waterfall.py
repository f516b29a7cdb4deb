"""A sum as steps: each strip begins at the tip of the one before; beside them what is left, and what is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, final

import numpy as np
from manim import RIGHT, UP, Animation, FadeIn, Line, Mobject, VGroup, VMobject

from core.model.arrays import Array
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Computed, Recompute, Spell
from scenes.type.formula import Line as Written
from scenes.type.read_out import ReadOut

_CLEAR, _ROW = 0.1, 0.42
"""From a strip to its number; for a row of names."""
_WIDTH, _WIDEST = 0.52, 1.0
"""Of a strip: as a share of its column; in scene units at most."""
_COLUMN, _HEIGHT = 1.1, 2.6
"""The least for a column, and in height."""
_APART, _DASH = 0.12, 0.06
_ASKEW, _SPARE = 0.03, 0.3
"""Of the width: how far what is heavy may be from the middle, and how much is left free for that."""
_SLIM = 0.5
"""How wide a strip is where there is little room, against one that has room."""
_HOLLOW = 0.3
"""How heavy a hollow strip is against a solid one."""


@final
class Waterfall(VGroup):
    """Signed strips, tip to tail, with their sum and a ratio that is measured.

    Parameters
    ----------
    numbers : sequence of Line
        Of the terms, then of their sum.
    values : sequence of float
        Of the terms.
    names : sequence of Line
        Of each term, of the sum, and of what is measured.
    measured : ReadOut
        Of a ratio.
    moments : sequence of Moment
        Under the push at first, and under what it becomes.
    look : Theme

    Attributes
    ----------
    axis : Line
    strips : VGroup of Strip
        Of the terms.
    sum : Strip
    gauge : Strip
        Of what is measured.
    numbers, names : list
    links : VGroup
        From tip to foot, dotted.
    read_out : ReadOut
        What is measured.
    """

    refills = True

    def __init__(
        self,
        numbers: Sequence[Written],
        values: Sequence[float],
        names: Sequence[Written],
        *,
        measured: ReadOut,
        moments: Sequence[Moment],
        look: theme.Theme,
    ) -> None:
        self.values, self.names = tuple(values), list(names)
        self._measured, self._moments, self._now = measured.quantity, tuple(moments), moments[0]
        quiet, slope, text = (look.colour(name) for name in ("quiet", "slope", "text"))
        self.axis = Line(color=quiet, stroke_width=theme.LINE_WIDTH)
        self.strips = VGroup(*(Strip(slope) for _ in values))
        self.sum, self.gauge = Strip(slope), Strip(text)
        self.links = VGroup(
            *(VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(len(values) + 1))
        )
        self.numbers, self.read_out = list(numbers), measured
        super().__init__(
            self.axis, self.links, self.strips, self.sum, self.gauge, *self.numbers, *self.names, self.read_out
        )

    @property
    def total(self) -> float:
        """What the terms add up to."""
        return float(sum(self.values))

    def least_size(self) -> Size:
        """Return the room in which strips and numbers stand clear of each other."""
        return Size(self._least_width(self.names), _HEIGHT)

    @property
    def easy_width(self) -> float:
        """The width in which its numbers stand clear of each other at any height."""
        return max(self._least_width(row) for row in (self.names, [*self.numbers, self.read_out]))

    @property
    def middle(self) -> float:
        """Where what is heavy is, as a share of the way along its columns."""
        heavy = np.array([abs(one) * (_HOLLOW if one < 0 else 1.0) for one in (*self.values, self.total, self.total)])
        places = (np.arange(len(heavy)) + 0.5) / len(heavy)
        return float(heavy @ places / heavy.sum()) if heavy.any() else 0.5

    def _least_width(self, row: Sequence[Any]) -> float:
        widest = max(float(one.width + other.width) / 2 for one, other in pairwise(row)) + _APART
        return max(_COLUMN, widest) * (len(self.values) + 2)

    def fill(self, box: Box) -> None:
        """Stand in a box, on the largest ruler that has room."""
        self._place(self._balanced(box))
        for strip, number, value, start, x in zip(
            (*self.strips, self.sum),
            self.numbers,
            (*self.values, self.total),
            (*self._starts(), 0.0),
            self._columns,
            strict=False,
        ):
            self._span(strip, x, start, value)
            self._number(number, strip)
        self._part_numbers()
        for name, x in zip(self.names, self._columns, strict=True):
            most = min(x, box.right - float(name.width) / 2)
            name.on_baseline(box.bottom + _ROW / 3).shift((most - name.get_x()) * RIGHT)
        self.axis.put_start_and_end_on(*(np.array([x, self._zero, 0.0]) for x in (box.left, box.right)))
        self._link()
        self.at(self._now)

    def at(self, moment: Moment) -> None:
        """Show what is measured at a moment."""
        self._now = moment
        self._span(self.gauge, self._columns[-1], 0.0, moment.value(self._measured))
        self.read_out.at(moment)
        self._number(self.read_out, self.gauge)

    def come(self, sources: Sequence[Strip], **kwargs: Any) -> Animation:
        """Return the coming of the terms' strips from others that show the same, tip to tail."""
        if theme.is_calm():
            return FadeIn(self.strips, **kwargs)
        return _Coming(self.strips, sources, **kwargs)

    def tie(self, **kwargs: Any) -> Animation:
        """Return the drawing of the links between the terms."""
        return Spell(self.links[:-2], **kwargs)

    def sum_up(self, **kwargs: Any) -> Animation:
        """Return the growing of the sum from the axis to where the last tip is."""
        if theme.is_calm():
            return FadeIn(self.sum, **kwargs)

        def through(share: float) -> float:
            return share * self.total

        return Recompute(_Growing(self), through=through, **kwargs)

    def grow_sum(self, value: float) -> None:
        """Show a value as the sum, on the way to it."""
        self._span(self.sum, self._columns[-2], 0.0, value)

    def of_terms(self) -> list[Mobject]:
        """Return what is written at the terms."""
        count = len(self.values)
        return [*self.numbers[:count], *self.names[:count]]

    def of_sum(self) -> list[Mobject]:
        """Return what is written at the sum, and the link to it."""
        return [self.numbers[-1], self.names[-2], self.links[-2]]

    def measure(self, **kwargs: Any) -> Animation:
        """Return the coming of what is measured."""
        return Spell(self.links[-1], self.gauge, self.read_out, self.names[-1], **kwargs)

    def reading(self, moment: Moment) -> Reading:
        """Return what is measured at a moment, as it is written here."""
        now = self._now
        self.read_out.at(moment)
        found = self.read_out.reading
        self.read_out.at(now)
        return found

    def measures(self) -> Iterator[Measure]:
        """Yield its lengths, and that the steps lead to the sum."""
        for number, (strip, value) in enumerate(zip(self.strips, self.values, strict=True)):
            yield Measure("ruler", f"term {number}", strip.drawn_length(), self._unit * value)
        last = float(self.strips[-1].tip[1]) - self._zero
        yield Measure("stack", "the sum", last, self._unit * self.total)
        yield Measure("ruler", "the sum", self.sum.drawn_length(), self._unit * self.total)
        yield Measure("ruler", str(self._measured), self.gauge.drawn_length(), self._unit * self._gauged())

    def _gauged(self) -> float:
        return self._now.value(self._measured)

    def _starts(self) -> list[float]:
        return list(accumulate(self.values, initial=0.0))[:-1]

    def _balanced(self, box: Box) -> Box:
        """Return the part of a box in which what is heavy is about its middle, where all has room in it."""
        low, high = 0.5 - _ASKEW, 0.5 + _ASKEW
        room = min(max(0.0, box.width - self.easy_width), _SPARE * box.width)
        left = min(room, box.width * max(0.0, low - self.middle) / (1 - self.middle))
        right = min(room, box.width * max(0.0, self.middle - high) / self.middle)
        return Box(box.left + left, box.bottom, box.right - right, box.top)

    def _place(self, box: Box) -> None:
        """Find the columns, the ruler and the height of the axis."""
        count = len(self.values) + 2
        pitch = box.width / count
        self._edges = (box.left, box.right)
        self._columns = [box.left + (index + 0.5) * pitch for index in range(count)]
        self._width = min(_WIDEST, _WIDTH * pitch) * (_SLIM if self.easy_width > box.width else 1.0)
        reached = [*accumulate(self.values, initial=0.0), *(one.value(self._measured) for one in self._moments)]
        low, high = min(0.0, *reached), max(0.0, *reached)
        room = _CLEAR + max(number.height for number in self.numbers) + _CLEAR
        top, bottom = box.top - room, box.bottom + _ROW + TIGHT + room
        self._unit = (top - bottom) / (high - low) if high > low else 1.0
        self._zero = bottom - low * self._unit if high > low else (top + bottom) / 2

    def _span(self, strip: Strip, x: float, start: float, value: float) -> None:
        foot = np.array([x, self._zero + start * self._unit, 0.0])
        strip.span(foot, value * self._unit, UP, self._width)

    def _number(self, number: Any, strip: Strip) -> None:
        """Write at the outer end of a strip."""
        side = -1 if strip.length < 0 else 1
        glyphs = Box.around(*(glyph for glyph in number if len(glyph.points) and glyph.get_fill_opacity()))
        target = strip.tip + side * (_CLEAR + glyphs.height / 2) * UP
        across = side * (target[1] - self._zero)  # past the axis, where it would lie on it
        if abs(across) < glyphs.height / 2 + _CLEAR / 2:
            target[1] = self._zero + side * (_CLEAR + glyphs.height / 2)
        reach = self._reach(number, glyphs.width / 2)
        target[0] = min(max(target[0], reach[0]), reach[1])
        number.shift(target - glyphs.centre)

    def _part_numbers(self) -> None:
        """Put a number to the other end of its strip where it would lie on the next one."""
        self.at(self._now)
        following = [*self.numbers[1:], self.read_out]
        for number, after, strip in list(zip(self.numbers, following, self.strips, strict=False))[::-1]:
            own, other = Box.around(number), Box.around(after)
            if own.inset(-_CLEAR / 2).overlaps(other):
                side = 1 if strip.length < 0 else -1
                number.shift((strip.foot[1] + side * (_CLEAR + own.height / 2) - own.centre[1]) * UP)

    def _reach(self, number: Any, half: float) -> tuple[float, float]:
        """Return how far left and right the middle of a number may be; the sum's ends before what is measured."""
        left, right = self._edges
        if number is self.numbers[-1]:
            right = min(right, self._columns[-1] - float(self.read_out.width) / 2 - _CLEAR)
        return left + half, max(left + half, right - half)

    def _link(self) -> None:
        """Draw from each tip to the foot of the next strip; from the last one to the sum, and to what is measured."""
        tips = [strip.tip for strip in (*self.strips, self.sum)]
        half = self._width / 2
        for link, (tip, x) in zip(self.links, zip(tips, self._columns[1:], strict=False), strict=True):
            link.points = _dotted(tip + half * RIGHT, np.array([x - half, tip[1], 0.0]))


def _dotted(start: Array, end: Array) -> Array:
    """Return the path of a dotted line."""
    count = max(1, round(float(end[0] - start[0]) / (2 * _DASH)))
    shares = (np.arange(count)[:, None] + np.array([0.25, 5 / 12, 7 / 12, 0.75])) / count
    path: Array = start + shares.reshape(-1, 1) * (end - start)
    return path


class _Growing(VGroup):
    """The sum of a waterfall that takes a length."""

    def __init__(self, waterfall: Waterfall) -> None:
        self._waterfall = waterfall
        super().__init__(waterfall.sum)

    def at(self, value: float) -> None:
        """Take a length."""
        self._waterfall.grow_sum(value)


class _Coming(Computed):
    """The way of strips from where others are."""

    def __init__(self, strips: VGroup, sources: Sequence[Strip], **kwargs: Any) -> None:
        self._sources = list(sources)
        super().__init__(strips, introducer=True, **kwargs)

    def begin(self) -> None:
        """Note both ends; no copy is needed."""
        self._ways = [
            (strip, (one.foot.copy(), one.length, one.thickness), (strip.foot.copy(), strip.length, strip.thickness))
            for strip, one in zip(self.mobject, self._sources, strict=True)
        ]
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strips on their way."""
        share = self.rate_func(alpha)
        for strip, before, after in self._ways:
            foot, length, thickness = (a + share * (b - a) for a, b in zip(before, after, strict=True))
            strip.span(foot, length, UP, thickness)
