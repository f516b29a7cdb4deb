"""The nudge ribbon: how far each quantity moves when the first one is pushed, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Circle, Dot, FadeIn, Line, Mobject, VGroup, rate_functions

from core.model.arrays import Array
from core.model.quantity import Quantity, change
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.band import HERO, Band
from scenes.figures.fall import Fall
from scenes.figures.lens import Lens, no_lens
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.motion import Recompute
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_FALL, _LAG = 0.8, 0.5
"""Seconds that a dot moves, and after which the next one is dragged along."""
_HEAD, _FOOT, _GAP = 0.9, 0.6, 0.14
"""Above the first line for its symbol and number, below the last one for its number; from a line to its number."""
_ALMOST, _LEAST = 1e-9, 1 / 256
"""What is left of a push that shrinks to nothing."""
_ROW, _PANE = 1.0, 2.9
"""The least from line to line, and across."""
_SIDE, _LABEL = 0.25, 1.7
"""Free at either end of a line; and for labels that have no room in their bands."""


@final
class Ribbon(VGroup):
    """A push of one quantity and what it does to those that follow.

    Parameters
    ----------
    rest : Moment
    steps : sequence of Quantity
        What is pushed, then what follows, from the top.
    by : float
        The push.
    look : Theme
    opacity : float
        Of the bands.
    shrinks : bool
        Whether it will `shrink`: there is room for what it looks like then.

    Attributes
    ----------
    lines, feet, dots, strips, bands, threads : VGroup
        One for each quantity, or for each two that follow each other.
    symbol : Formula
        Of what is pushed.
    drawn : VGroup
        All of these: the ribbon without its numbers.
    numbers : dict
        From a quantity to the ReadOut of its change: the first and the last have one.
    """

    def __init__(
        self,
        rest: Moment,
        steps: Sequence[Quantity],
        by: float,
        look: theme.Theme,
        *,
        opacity: float = HERO,
        shrinks: bool = False,
    ) -> None:
        self._shrinks = shrinks
        self.rest, self.steps, self.by = rest, tuple(steps), by
        self._look, self._lens, self._unit = look, no_lens(len(steps)), 1.0
        self._keeps_size = False
        self._now: tuple[Moment, ...] = (self.nudged(0.0),) * len(steps)
        colours = [look.colour_of(step) for step in steps]
        grey = look.colour("quiet")
        self.lines = VGroup(*(Line(LEFT, RIGHT, color=grey, stroke_width=theme.LINE_WIDTH) for _ in steps))
        self.bands = VGroup(*(Band(*pair, opacity=opacity) for pair in pairwise(colours)))
        self.threads = VGroup(*(_thread(colour) for colour in colours[:-1]))
        self.strips = VGroup(*map(Strip, colours))
        self.feet = VGroup(*(_foot(colour, look.colour("ground")) for colour in colours))
        self.dots = VGroup(*(Dot(radius=theme.DOT_RADIUS, color=colour) for colour in colours))
        self.symbol = Formula("{q}", q=steps[0], em=theme.FORMULA, indexed=False)
        self.numbers = {step: self._number(step) for step in (steps[0], steps[-1])}
        self.drawn = VGroup(self.bands, self.threads, self.lines, self.strips, self.feet, self.dots, self.symbol)
        super().__init__(self.drawn, *self.numbers.values())

    def nudged(self, share: float) -> Moment:
        """Return the moment at a share of the push."""
        return self.rest.nudged(self.steps[0], share * self.by)

    @property
    def moves(self) -> list[float]:
        """How far each quantity moves under the whole push."""
        pushed = self.nudged(1.0)
        return [pushed.value(change(step)) for step in self.steps]

    @property
    def extents(self) -> list[list[float]]:
        """How far each quantity moves under the whole push and, if it shrinks, under the least one, as it is drawn."""
        if not self._shrinks:
            return [self.moves]
        least = self.nudged(_LEAST)
        return [self.moves, [least.value(change(step)) / _LEAST for step in self.steps]]

    def factor(self, index: int) -> Quantity:
        """Return the ratio of a quantity's move to the move before it, or the slope where that did not move."""
        upper, lower = self.steps[index : index + 2]
        return Quantity("ratio" if self.moves[index] else "slope", of=lower, by=upper)

    def least_size(self) -> Size:
        """Return the least room for its lines and numbers."""
        return Size(_PANE, _ROW * (len(self.steps) - 1) + _HEAD + _FOOT)

    def fill(self, box: Box) -> None:
        """Stand alone in a box, on its own scale."""
        self.stand(box, *common_scale([self], [box]))

    def stand(self, box: Box, unit: float, lens: Lens) -> None:
        """Stand in a box on a given scale.

        Parameters
        ----------
        box : Box
        unit : float
            Scene units for each unit of a quantity.
        lens : Lens
            How many times each row is magnified.
        """
        self._unit, self._lens = unit, lens
        heights = row_heights(box, len(self.steps))
        lengths = [length for moves in self.extents for length in self._lengths(moves)]
        reach = [min(0.0, *lengths), max(0.0, *lengths)]
        free = box.width - 2 * _SIDE - _LABEL - (reach[1] - reach[0])
        x = box.left + _SIDE + free / 2 - reach[0]
        for line, foot, height in zip(self.lines, self.feet, heights, strict=True):
            line.put_start_and_end_on(np.array([box.left, height, 0.0]), np.array([box.right, height, 0.0]))
            foot.move_to(np.array([x, height, 0.0]))
        self._place_numbers(box)
        self.at(self._now)

    def at(self, moments: Moment | tuple[Moment, ...]) -> None:
        """Show a moment; or each row in a moment of its own, while the push runs down."""
        self._now = moments if isinstance(moments, tuple) else (moments,) * len(self.steps)
        moves = [one.value(change(step)) for one, step in zip(self._now, self.steps, strict=True)]
        if self._keeps_size and moves[0]:
            moves = [move * self.moves[0] / moves[0] for move in moves]
        lengths = self._lengths(moves)
        feet = [foot.get_center() for foot in self.feet]
        for foot, length, strip, dot in zip(feet, lengths, self.strips, self.dots, strict=True):
            strip.span(foot, length)
            dot.move_to(foot + length * RIGHT)
        for index, (band, thread) in enumerate(zip(self.bands, self.threads, strict=True)):
            ends, long = self._run(index, feet, moves)
            band.join(ends, long)
            tips = [end + length * RIGHT for end, length in zip(ends, long, strict=True)]
            thread.set_points_as_corners([*tips, tips[-1], *ends[::-1]])
        for step, number in self.numbers.items():
            number.at(self._now[self.steps.index(step)])

    def push(self, before: float = 0.0, after: float = 1.0, *, run_time: float | None = None) -> Animation:
        """Return the push running down from row to row, each dragged along by the one above it.

        Parameters
        ----------
        before, after : float
            Which share of the push it leads from and to.
        run_time : float, optional
            Seconds for all rows.
        """
        whole = _FALL + _LAG * (len(self.steps) - 1)

        def through(share: float) -> tuple[Moment, ...]:
            shares = ((share * whole - _LAG * row) / _FALL for row in range(len(self.steps)))
            eased = (rate_functions.smooth(max(one, 0.0)) if one < 1 - _ALMOST else 1.0 for one in shares)
            return tuple(self.nudged(before + one * (after - before)) for one in eased)

        return Recompute(self, through=through, run_time=run_time or whole, rate_func=rate_functions.linear)

    def lay_along(self, index: int) -> tuple[Strip, Animation]:
        """Return a copy of a row's strip, and its way up onto the row above, where both can be compared."""
        upper, lower = (foot.get_center() for foot in self.feet[index - 1 : index + 1])
        copy = Strip(self._look.colour_of(self.steps[index]))
        copy.span(lower, self._unit * self._lens.factors[index - 1] * self.moves[index])
        return copy, copy.animate.shift(upper - lower)

    def fall(self, *, run_time: float) -> Fall:
        """Return the fall of the first strip through all bands: it takes the width that the ribbon has on its way."""
        feet = [foot.get_center() for foot in self.feet]
        runs = [self._run(index, feet, self.moves) for index in range(len(self.bands))]
        ends = [end for run in runs for end in run[0]]
        long = [length for run in runs for length in run[1]]
        return Fall([self._look.colour_of(step) for step in self.steps], ends, long, run_time=run_time)

    def join_ends(self) -> VGroup:
        """Return the one band from the first row to the last, with its thread, as it is without those between."""
        feet = [self.feet[index].get_center() for index in (0, -1)]
        long = [self._lengths(self.moves)[index] for index in (0, -1)]
        if self._lens.row is not None:  # narrowed to its plain self at the lens' rule, magnified from there
            heights = [self.feet[self._lens.row - side].get_y() for side in (0, 1)]
            rule = feet[0] + (sum(heights) / 2 - feet[0][1]) * UP
            feet, long = [feet[0], rule, rule, feet[1]], [long[0], self._unit * self.moves[-1], long[1], long[1]]
        colours = [self._look.colour_of(self.steps[index]) for index in (0, -1)]
        band, thread = Band(*colours), _thread(colours[0])
        band.join(feet, long)
        thread.set_points_as_corners([foot + length * RIGHT for foot, length in zip(feet, long, strict=True)])
        return VGroup(band, thread)

    def between(self) -> VGroup:
        """Return what belongs to the rows between the first and the last, and the bands."""
        rows = (part for parts in (self.strips, self.dots, self.lines) for part in parts[1:-1])
        return VGroup(self.bands, self.threads, *rows)

    def shrink(self, *, run_time: float) -> Animation:
        """Return the push becoming ever smaller while it is drawn ever larger, so that the ribbon keeps its size."""

        def through(share: float) -> Moment:
            return self.nudged(float(_LEAST**share))

        self._keeps_size = True
        return Recompute(self, through=through, run_time=run_time, rate_func=rate_functions.linear)

    def show_numbers(self) -> Animation:
        """Return the coming of the numbers, before they run."""
        return FadeIn(*self.numbers.values())

    def put_in_band(self, label: Mobject, index: int, to: int | None = None) -> Mobject:
        """Put a label into the band below a row where it is wide enough, or else beside it; return the label.

        Parameters
        ----------
        label : Mobject
        index : int
            Of the upper row.
        to : int, optional
            Of the lower row; default the next one.
        """
        rows = (index, (index + 1 if to is None else to) % len(self.steps))
        upper, lower = (self.feet[row].get_center() for row in rows)
        long = [self._lengths(self.moves)[row] for row in rows]
        middle = 0.5
        if self._lens.row is not None and rows[0] < self._lens.row <= rows[1]:
            # above the lens' rule, up to which the move narrows to its plain self
            rule = (self._lens.row - rows[0] - 0.5) / (rows[1] - rows[0])
            middle, long[1] = rule / 2, long[0] + (self._unit * self.moves[rows[1]] - long[0]) / rule
        label.move_to(upper + middle * (lower - upper))
        reach = (label.height / 2 + _GAP) / (upper[1] - lower[1])
        widths = [long[0] + share * (long[1] - long[0]) for share in (middle - reach, middle + reach)]
        narrow = min(widths, key=abs)
        if min(long) * max(long) > 0 and abs(narrow) > label.width + 2 * _GAP:
            return label.shift(narrow / 2 * RIGHT)
        right = upper[0] + max(0.0, *widths) + 2 * _GAP
        return label.shift((min(right, self.lines[0].get_end()[0] - label.width) - label.get_left()[0]) * RIGHT)

    def _lengths(self, moves: Sequence[float]) -> list[float]:
        # a ribbon of few rows stands beside one of more
        return [self._unit * factor * move for factor, move in zip(self._lens.factors, moves, strict=False)]

    def _run(self, index: int, feet: Sequence[Array], moves: Sequence[float]) -> tuple[list[Array], list[float]]:
        """Return where the band between two rows begins and how wide it is there; under a lens, at its rule as well."""
        lengths = self._lengths(moves)
        ends, long = list(feet[index : index + 2]), lengths[index : index + 2]
        if self._lens.row == index + 1:
            middle, plain = (ends[0] + ends[1]) / 2, self._unit * moves[index + 1]
            return [ends[0], middle, middle, ends[1]], [long[0], plain, long[1], long[1]]
        return ends, long

    def _number(self, step: Quantity) -> ReadOut:
        largest = abs(self.moves[self.steps.index(step)])
        colour = self._look.colour_of(step)
        pushed = self.nudged(1.0)
        return ReadOut(pushed, change(step), largest=largest, signed=True, digits=3, em=theme.LABEL, colour=colour)

    def _place_numbers(self, box: Box) -> None:
        """Put the first number above its strip, with the symbol before it, and the last one below its own."""
        lengths = self._lengths(self.moves)
        for row, (number, side) in enumerate(zip(self.numbers.values(), (1, -1), strict=True)):
            index = -row
            foot = self.feet[index].get_center()
            number.at(self.nudged(1.0))
            half = number.width / 2
            least = box.left + half + (self.symbol.width + _GAP if side > 0 else 0.0)
            x = min(max(foot[0] + lengths[index] / 2, least), box.right - half)
            number.shift((x - number.get_x()) * RIGHT)
            clear = theme.DOT_RADIUS + _GAP + number.height / 2
            number.shift((foot[1] + side * clear - number.get_y()) * UP)
        first = next(iter(self.numbers.values()))
        self.symbol.on_baseline(first.baseline)
        room = min(self.feet[0].get_left()[0], first.get_left()[0]) - _GAP - box.left
        self.symbol.shift((box.left + max(room - self.symbol.width, 0.0) - self.symbol.get_left()[0]) * RIGHT)


def row_heights(box: Box, count: int) -> list[float]:
    """Return the heights of so many lines in a box: figures side by side have theirs at the same ones."""
    return [float(y) for y in np.linspace(box.top - _HEAD, box.bottom + _FOOT, count)]


def common_scale(ribbons: Sequence[Ribbon], panes: Sequence[Box]) -> tuple[float, Lens]:
    """Return one unit of length, and one lens, with which each ribbon has room in its pane."""
    pairs = [(moves, pane) for ribbon, pane in zip(ribbons, panes, strict=True) for moves in ribbon.extents]
    moves = [one for one, _ in pairs]
    rooms = [pane.width - 2 * _SIDE - _LABEL for _, pane in pairs]
    lens = Lens.for_moves(moves, rooms)
    return lens.unit(moves, rooms), lens


def _thread(colour: str) -> Line:
    return Line(color=colour, stroke_width=theme.LINE_WIDTH)


def _foot(colour: str, ground: str) -> Circle:
    foot = Circle(radius=theme.DOT_RADIUS, color=colour, stroke_width=theme.LINE_WIDTH)
    return foot.set_fill(ground, opacity=1)
