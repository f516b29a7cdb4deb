"""Ratios one below the other as dots over one axis: how they close in on a slope, its place dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, AnimationGroup, Create, DashedLine, Dot, FadeIn, Line, VGroup

from core.model.arrays import Array
from core.model.quantity import Quantity, change, ratio, slope
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.scale import Scale, scale_for
from scenes.layout.box import Box, Size
from scenes.motion import fly
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_GAP, _DOTS = 0.3, 1.6
"""Between columns; the least width of that of the dots."""
_ROW, _FOOT = 0.33, 0.55
"""The least height of a row; of the axis below the rows."""
_TICK, _BELOW, _BREAK, _CUT = 0.08, 0.1, 0.08, 0.6
"""Half a tick; from it to its number; half a mark of the break; what the axis takes from there to 0."""
_ALIKE, _MARGIN = 0.4, 0.12
"""Ratios that differ by less than this share of the largest stand on a broken axis; what stays free at its ends."""
_DIGITS, _OVERHANG = 3, 0.05


@final
class RatioRows(VGroup):
    """For each nudge a row: the nudge, the ratio as a place, and as a number; a dashed line stands at the slope.

    Parameters
    ----------
    moments : sequence of Moment
        Under the nudges, from the top.
    rest : Moment
    of, by : Quantity
    look : Theme

    Attributes
    ----------
    head : VGroup of Formula
        What the columns show.
    nudges : VGroup of Formula
    dots : VGroup of Dot
    numbers : VGroup of ReadOut
    axis, cut, ticks : VGroup
        Below the rows, from 0; or broken on its way from there.
    limit : VGroup
        At the slope.
    value : VGroup
        The last row: the nudge goes to 0, and the slope.
    """

    def __init__(
        self, moments: Sequence[Moment], rest: Moment, of: Quantity, by: Quantity, *, look: theme.Theme
    ) -> None:
        self._look, self._by = look, by
        self._moments, self._ratio = tuple(moments), ratio(of, by)
        self._values, self._slope = [one.value(self._ratio) for one in moments], rest.value(slope(of, by))
        self._scale, self._is_broken = _scale([*self._values, self._slope])
        sky, orange = look.colour_of(by), look.colour_of(of)
        self.head = VGroup(
            Formula("{q}", em=theme.LABEL, indexed=False, q=change(by)),
            Formula("{q}", em=theme.LABEL, indexed=False, q=self._ratio),
        )
        readings = [one.read(change(by), _DIGITS).in_fewest_digits() for one in moments]
        self.nudges = VGroup(*(Formula("{n}", em=theme.LABEL, colour=sky, n=one) for one in readings))
        how = {"em": theme.LABEL, "colour": orange}
        shown = [{"largest": abs(one), "digits": _DIGITS if one else 1} for one in self._values]
        self.numbers = VGroup(
            *(ReadOut(one, self._ratio, **own, **how) for one, own in zip(moments, shown, strict=True))
        )
        self.dots = VGroup(*(Dot(radius=theme.DOT_RADIUS, color=orange) for _ in moments))
        self.axis, self.cut, self.ticks, self.limit = (VGroup() for _ in range(4))
        self.value = VGroup(
            Formula("arrow.r 0", em=theme.LABEL, colour=sky),
            Dot(radius=1.4 * theme.DOT_RADIUS, color=orange),
            Formula("{n}", em=theme.LABEL, colour=orange, n=rest.read(slope(of, by), _DIGITS)),
        )
        super().__init__(
            *(self.head, self.axis, self.cut, self.ticks, self.limit, self.nudges, self.numbers, self.dots),
            self.value,
        )

    def least_size(self) -> Size:
        """Return the room for all rows, with dots that can be told apart."""
        height = self.head.height + _FOOT + (len(self._moments) + 1) * _ROW
        return Size(sum(self._columns()) + _DOTS + 2 * _GAP, height)

    def fill(self, box: Box) -> None:
        """Stand in a box: nudges at the left, numbers at the right, the dots between them over their axis."""
        left, right = self._columns()
        self._room = room = Box(box.left + left + _GAP, box.bottom + _FOOT, box.right - right - _GAP, box.top)
        count = len(self._moments)
        row = (box.height - self.head.height - _FOOT) / (count + 1)
        ys = box.top - self.head.height - row * np.arange(0.5, count + 1)
        for formula, number, y in zip(self.nudges, self.numbers, ys, strict=False):
            _right_at(formula, box.left + left, y)
            _right_at(number, box.right - _OVERHANG, y)
        _right_at(self.value[0], box.left + left, ys[-1])
        _right_at(self.value[2], box.right - _OVERHANG, ys[-1])
        _right_at(self.head[0], box.left + left, box.top - self.head.height / 2)
        self.head[1].move_to(np.array([room.centre[0], box.top - self.head[1].height / 2, 0.0]))
        self._ys = ys
        for row, moment in enumerate(self._moments):
            self.show(row, moment)
        self.value[1].move_to(self._place(self._slope, ys[-1]))
        ends = self._place(self._slope, ys[0] + 2 * theme.DOT_RADIUS), self._place(self._slope, room.bottom)
        head = Box.around(self.head[1])
        if head.left < ends[0][0] < head.right:  # below what the column shows
            ends[0][1] = min(ends[0][1], head.bottom - _OVERHANG)
        self.limit.submobjects = [DashedLine(*ends, color=self._look.colour("C"), stroke_width=theme.LINE_WIDTH)]
        self._lay_axis()

    def show(self, row: int, moment: Moment) -> None:
        """Let a row's dot show a moment's ratio; without any nudge there is none, and it stays where it is."""
        if moment.value(change(self._by)):
            self.dots[row].move_to(self._place(moment.value(self._ratio), self._ys[row]))

    def gauge(self, row: int) -> VGroup:
        """Return one row's dot as what runs through moments."""
        return _RowGauge(self, row)

    def appear(self) -> FadeIn:
        """Return the coming of what is there before the first row."""
        return FadeIn(self.head, self.axis, self.cut, self.ticks)

    def come(self, row: int) -> Animation:
        """Return the coming of a row's dot: out of the one above it."""
        return fly(self.dots[row], self.dots[row - 1]) if row else FadeIn(self.dots[row])

    def tell(self, row: int) -> FadeIn:
        """Return the coming of a row's numbers, when its dot has arrived."""
        return FadeIn(self.nudges[row], self.numbers[row])

    def settle(self) -> Animation:
        """Return the drawing of the line on which the dots close in."""
        return AnimationGroup(*map(Create, self.limit))

    def measures(self) -> Iterator[Measure]:
        """Yield how far each dot is from the dashed line, and that from the first tick, on the unit of the axis."""
        limit = float(self.limit.get_center()[0])
        for dot, value in zip(self.dots, self._values, strict=True):
            meant = self._unit * (value - self._slope)
            yield Measure("ruler", str(self._ratio), float(dot.get_center()[0]) - limit, meant)
        edge = float(self.axis.get_right()[0]) - (_CUT if self._is_broken and self._scale.high <= 0 else 0.0)
        yield Measure("ruler", f"{self._ratio}, limit", edge - limit, self._unit * (self._scale.high - self._slope))

    def _columns(self) -> tuple[float, float]:
        left = max(one.width for one in (*self.nudges, self.head[0], self.value[0]))
        right = max(self.value[2].width, *(one[1:].width for one in self.numbers))
        return float(left), float(right)

    @property
    def _shown(self) -> tuple[float, float]:
        """Between which places the axis has its unit."""
        cut = _CUT if self._is_broken else 0.0
        is_below = self._scale.high <= 0
        return self._room.left + (0.0 if is_below else cut), self._room.right - (cut if is_below else 0.0)

    @property
    def _unit(self) -> float:
        low, high = self._shown
        return (high - low) / self._scale.span

    def _place(self, value: float, y: float) -> Array:
        x = self._shown[0] + self._unit * (value - self._scale.low)
        return np.array([x, y, 0.0])

    def _lay_axis(self) -> None:
        """Draw the axis with round numbers, from 0; or with a break between 0 and where its unit begins."""
        grey, level = self._look.colour("quiet"), self._room.bottom
        marks = zip(self._scale.ticks, self._scale.tick_numerals, strict=True)
        # where not all have room, 0 and what is near the slope is named
        nearest = sorted(marks, key=lambda one: abs(one[0] - self._slope))
        places = [(self._place(tick, level), numeral.typst()) for tick, numeral in nearest]
        low, high = self._shown
        self.cut.submobjects = []
        if self._is_broken:
            is_below = self._scale.high <= 0
            zero, start = (self._room.right, high) if is_below else (self._room.left, low)
            low, high = min(low, zero), max(high, zero)
            places.insert(0, (np.array([zero, level, 0.0]), "0"))
            middle, slant = np.array([(zero + start) / 2, level, 0.0]), np.array([_BREAK / 2, _BREAK, 0.0])
            beside = [middle + side * _BREAK / 2 * RIGHT for side in (-1, 1)]
            self.cut.submobjects = [_line(grey, one - slant, one + slant) for one in beside]
        self.axis.submobjects = [_line(grey, np.array([low, level, 0.0]), np.array([high, level, 0.0]))]
        self.ticks.submobjects, taken = [], list[Box]()
        for place, typst in places:
            label = Formula(typst, em=theme.LABEL, colour=grey)
            label.next_to(place + _TICK * DOWN, DOWN, buff=_BELOW)
            box = Box.around(label)
            is_clear = not any(box.overlaps(one) for one in taken)
            taken += [box.inset(-_BELOW)] if is_clear else []
            mark = _line(grey, place + _TICK * UP, place + _TICK * DOWN)
            self.ticks.submobjects.append(VGroup(mark, label) if is_clear else VGroup(mark))


class _RowGauge(VGroup):
    """The dot of one row as what runs through moments."""

    def __init__(self, rows: RatioRows, row: int) -> None:
        self._rows, self._row = rows, row
        super().__init__(rows.dots[row])

    def at(self, moment: Moment) -> None:
        """Show a moment's ratio."""
        self._rows.show(self._row, moment)


def _scale(values: Sequence[float]) -> tuple[Scale, bool]:
    """Return what an axis shows, and whether it is broken: where 0 is far from all ratios."""
    sizes = [abs(one) for one in values]
    apart = max(sizes) - min(sizes)
    near = scale_for(values, ticks=2, margin=_MARGIN)
    is_far = min(values) * max(values) > 0 and 0 < apart < _ALIKE * max(sizes)
    is_broken = is_far and not near.low <= 0 <= near.high
    return (near if is_broken else scale_for([0.0, *values], ticks=2, margin=0.0)), is_broken


def _right_at(thing: VGroup, x: float, y: float) -> None:
    drawn = thing[1:] if isinstance(thing, ReadOut) else thing  # without the ruler by which a number is set
    thing.shift(np.array([x - drawn.get_right()[0], y - drawn.get_center()[1], 0.0]))


def _line(colour: str, start: Array, end: Array) -> Line:
    return Line(start, end, color=colour, stroke_width=theme.LINE_WIDTH)
