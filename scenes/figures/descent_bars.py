"""The cost before and after each step of descent, as a row of bars that grow out of the cost square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, DashedLine, Line, VGroup

from core.model.arrays import Array
from core.model.fact import RATE, STEPS_TAKEN
from core.model.quantity import C, Quantity, slope
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_bars import middle_of_bars
from scenes.figures.cost_square import CostSquare
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula, Label

DIGITS = 3
_FOOT = 0.55
"""Room for the counts below the axis."""
_HEAD = theme.FORMULA + 2 * TIGHT
"""Room for numbers beyond the bars."""
_WIDE, _OF_PITCH = 1.4, 0.45
"""Of a bar, and in the distance of two."""
_LEAST = 1.6
_ASIDE, _INDENTED = 0.02, 0.34
"""Of the width: how far from the middle bars that are heavy at the left may stand; and what may stay free there."""
_MOST_TICK = 0.22
"""Of the width: what the number before any step may take, at the left of its level; else it stands over its bar."""
_SHARES = (0.8, 0.75, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3)
"""Of the width: where the middle of the rule may be, the best first."""


@final
class DescentBars(VGroup):
    """Costs as bars on one axis, from the one before any step.

    Parameters
    ----------
    moments : sequence of Moment
        After 0, 1, 2, ... steps.
    look : Theme
    word : str
        What is counted along the axis.

    Attributes
    ----------
    bars : tuple of Strip
    numbers : dict of int to Formula
        The costs that are written: before any step, after the first and after the last one.
    counts : dict of int to Formula
        How many steps were taken, below the axis.
    was : VGroup
        A dashed line where the cost was before.
    rule : VGroup
        How every weight changes in a step.
    has_rule : bool
        Whether there is room for it, between the bars and that line.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> rest = Moment.first(*read("networks/chain.toml")).averaged
    >>> steps = DescentBars([rest.after(step) for step in range(4)], theme.Theme(theme.PALETTES["dark"]), "steps")
    >>> steps.fill(Box(-6.0, -3.0, 6.0, 1.0))
    >>> all(measure.off < 1e-9 for measure in steps.measures())
    True
    """

    def __init__(self, moments: Sequence[Moment], look: theme.Theme, word: str) -> None:
        self.rule = VGroup(_rule(moments[0], theme.LABEL))
        self._rules = [_rule(moments[0], em) for em in (theme.HERO, theme.FORMULA, theme.LABEL)]
        self._costs = [moment.value(C) for moment in moments]
        self._grey, vermilion = look.colour("quiet"), look.colour("C")
        self.axis = Line(LEFT, RIGHT, color=self._grey, stroke_width=theme.LINE_WIDTH)
        self.was = VGroup()
        self.bars = tuple(Strip(vermilion) for _ in moments)
        self._last = len(moments) - 1
        written = dict.fromkeys((0, 1, self._last))
        self.numbers = {
            step: Formula("{cost}", em=theme.FORMULA, colour=vermilion, cost=moments[step].read(C, DIGITS))
            for step in written
        }
        self.counts = {
            step: Formula("{count}", em=theme.LABEL, colour=self._grey, count=_count(moments[step])) for step in written
        }
        self.word = Label(word, colour=self._grey)
        parts = (self.axis, self.was, *self.bars, *self.numbers.values(), *self.counts.values(), self.word, self.rule)
        super().__init__(*parts)

    def least_size(self) -> Size:
        """Return the room in which bars can be compared, and their numbers read."""
        return Size(max(number.width for number in self.numbers.values()) + TIGHT, _LEAST + _FOOT + _HEAD)

    def fill(self, box: Box) -> None:
        """Stand in a box, with room for two bars."""
        em = theme.FORMULA if self._together(theme.FORMULA) < box.width else theme.LABEL
        for number in self.numbers.values():
            number.scale(em / number.present_em)
        tick = self.numbers[0].width + 2 * TIGHT
        self._is_ticked = tick < _MOST_TICK * box.width
        self._box = Box(box.left + (tick if self._is_ticked else 0.0), box.bottom, box.right, box.top)
        spare = max(0.0, self._box.width - self._together(em))
        self._box = Box(self._box.left + min(spare, self._heavy_at_left(box)), box.bottom, box.right, box.top)
        high, low = max(0.0, *self._costs), -min(0.0, *self._costs)
        self._line = em + TIGHT
        head = _HEAD + (self._line if self._together(em) > self._box.width else 0.0)  # one number above the other
        foot = _FOOT + (_HEAD if low else 0.0)
        self.unit = (box.height - head - foot) / (high + low) if high + low else 1.0
        self._level = box.bottom + foot + self.unit * low
        self.axis.put_start_and_end_on(*(np.array([x, self._level, 0.0]) for x in (self._box.left, box.right)))
        top = self._level + self.unit * self._costs[0]
        self._crowd(2)
        self.was.submobjects = [DashedLine(*(np.array([x, top, 0.0]) for x in (self._box.left, box.right)))]
        self.was.set_stroke(self._grey, width=theme.LINE_WIDTH)
        self._find_room()

    def _together(self, em: float) -> float:
        """Return how wide the first number and the widest of the others are side by side, in some size of type."""
        first, *later = (number.width * em / number.present_em for number in self.numbers.values())
        return float(first + max(later)) + TIGHT

    def _heavy_at_left(self, box: Box) -> float:
        """Return how much stays free at the left, so that what is heavy comes nearer to the middle of the box."""
        shares = [middle_of_bars(np.array(costs)) for costs in (self._costs[:2], self._costs)]
        share = min((one for one in shares if one is not None), default=None)
        if share is None:
            return 0.0
        aside = float(box.centre[0]) - _ASIDE * box.width
        missing = (aside - share * box.right) / (1 - share) - self._box.left
        return max(0.0, min(missing, _INDENTED * box.width))

    def begin(self, square: CostSquare, **kwargs: Any) -> Animation:
        """Return the coming of the first bar: what fills the cost square travels, and takes its length on the ruler."""
        fill = Box.around(*square.fills) if self._costs[0] else Box.around(square)
        start = np.array([fill.centre[0], fill.bottom, 0.0])
        foot, length, width = self._foot(0), self._length(0), self.bars[0].thickness

        def show(share: float) -> None:
            reach = fill.height + share * (abs(length) - fill.height)
            across = fill.width + share * (width - fill.width)
            self.bars[0].span(start + share * (foot - start), float(np.sign(length) * reach), UP, across)

        return Showing(self.bars[0], show, **kwargs)

    def step(self, number: int, **kwargs: Any) -> Animation:
        """Return the coming of the next bar out of the one before: it steps aside, then takes its own length."""
        before, foot = self._foot(number - 1), self._foot(number)
        lengths = self._length(number - 1), self._length(number)

        def show(share: float) -> None:
            went, became = min(1.0, 2 * share), max(0.0, 2 * share - 1)
            length = lengths[0] + became * (lengths[1] - lengths[0])
            self.bars[number].span(before + went * (foot - before), length, UP, self.bars[0].thickness)

        return Showing(self.bars[number], show, **kwargs)

    def make_room(self, **kwargs: Any) -> Animation:
        """Return the moving together of the first two bars, until there is room for all."""
        moving = VGroup(*self.bars[:2], self.numbers[0], self.counts[0])
        return Showing(moving, lambda share: self._crowd(2 + share * (len(self.bars) - 2)), **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each bar against its cost on the ruler."""
        for step, bar in enumerate(self.bars):
            yield Measure("ruler", f"{C} after {step}", bar.drawn_length(), self._length(step))

    def _crowd(self, count: float) -> None:
        """Let so many bars have room."""
        self._pitch = self._box.width / count
        for step, bar in enumerate(self.bars):
            bar.span(self._foot(step), self._length(step), UP, min(_WIDE, _OF_PITCH * self._pitch))
        for step, number in self.numbers.items():
            self._put(step, number)
        for step, formula in self.counts.items():
            formula.move_to(np.array([self._at(step), self._below, 0.0]))
        self.word.move_to(np.array([self._box.centre[0], self._below, 0.0]))

    def _find_room(self) -> None:
        """Put the rule over bars that leave room for it, as large as possible; rather at the right."""
        self._crowd(len(self.bars))
        taken = [Box.around(part).inset(-TIGHT) for part in (*self.bars, *(self.numbers[at] for at in (0, self._last)))]
        top = self._level + max(0.0, self._length(0)) - TIGHT
        self.has_rule = False
        for rule, share in product(self._rules, _SHARES):
            rule.move_to(np.array([self._box.left + share * self._box.width, top - rule.height / 2, 0.0]))
            place = Box.around(rule)
            if self._box.contains(place) and not any(place.overlaps(one) for one in taken):
                self.has_rule, self.rule.submobjects = True, [rule]
                break
        self._crowd(2)

    @property
    def _below(self) -> float:
        return self._box.bottom + _FOOT / 2

    def _at(self, step: int) -> float:
        return self._box.left + (step + 0.5) * self._pitch

    def _foot(self, step: int) -> Array:
        return np.array([self._at(step), self._level, 0.0])

    def _length(self, step: int) -> float:
        return self.unit * self._costs[step]

    def _put(self, step: int, number: Formula) -> None:
        """Put a number beyond its bar's end, or beside it; clear of the line where the cost was."""
        if not step and self._is_ticked:
            number.move_to(np.array([self._box.left - TIGHT - number.width / 2, self._level + self._length(0), 0.0]))
            return
        side = -1.0 if self._costs[step] < 0 else 1.0
        end, was = (self._level + self._length(one) for one in (step, 0))
        half, reach = theme.FORMULA / 2, number.width / 2
        height, across = end + side * (half + TIGHT), self._at(step)
        beside = across + self.bars[step].thickness / 2 + TIGHT + reach
        if step and abs(height - was) < half + TIGHT:
            inside = min(end - half, was - half - TIGHT)
            if beside + reach < self._box.right and inside > self._level + half:
                across, height = beside, inside
            else:  # beyond that line as well
                height = was + side * (half + TIGHT)
        across = max(self._box.left + reach, min(across, self._box.right - reach))
        under = [
            self._length(one) for one in range(len(self.bars)) if abs(self._at(one) - across) < reach + self._pitch / 2
        ]
        if across != beside:  # clear of the bars beside its own
            clear = [self._level + length + side * (half + TIGHT) for length in under if length * side > 0]
            height = side * max([side * height, *(side * one for one in clear)])
        number.move_to(np.array([across, height, 0.0]))
        if step and Box.around(number).overlaps(Box.around(self.numbers[0]).inset(-TIGHT / 2)):
            number.set_y(self.numbers[0].get_y() + side * self._line)


def _rule(rest: Moment, em: float) -> Formula:
    """Return what a step makes of every weight."""
    weight, rate = Quantity("w"), rest.read(RATE, DIGITS).in_fewest_digits()
    template = "{w} arrow.l {before} - {rate} {slope}"
    return Formula(template, em=em, indexed=False, w=weight, before=weight, rate=rate, slope=slope(C, weight))


def _count(moment: Moment) -> Any:
    return moment.read(STEPS_TAKEN).to_decimals(0)
