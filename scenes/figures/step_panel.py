"""A panel of one step: for each weight and bias what it was, its slope that becomes its move, and what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, LaggedStart, Line, VGroup

from core.model.arithmetic import Given
from core.model.fact import RATE
from core.model.quantity import C, Quantity, slope
from core.notation.reading import Reading
from core.notation.round_numbers import round_below
from core.passes.choices.one_step import OneStep
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula

_THICK, _LOW, _LOOSE = 0.24, 0.62, 0.7
"""Of a strip; from row to row, at least and at most."""
_SHORTEST, _KEY = 1.0, 0.6
"""Of the room for strips; how long a key is at most."""
_ALIKE = (0.2, 1.0)
"""Learning rates at which moves are on the ruler of their slopes."""
_DIGITS = 3


def told_after(one: OneStep, moment: Moment, parameter: Quantity, digits: int) -> Reading:
    """Return a weight or bias as columns have it: as at first where it has not moved, else in its panel's decimals.

    Parameters
    ----------
    one : OneStep
    moment : Moment
        After some steps.
    parameter : Quantity
    digits : int
        Of it at first.
    """
    now = moment.read(parameter, digits)
    if now.value == one.moment.value(parameter):
        return now
    return now.to_decimals(one.decimals(next(panel for panel in one.panels if parameter in panel)))


@final
class StepPanel(VGroup):
    """Rows of weights and biases on one ruler, or where moves would be too short to see on one for each.

    Parameters
    ----------
    one : OneStep
    parameters : tuple of Quantity
    look : Theme
    rows : int
        How many the page has: those of its panels are level.
    short : bool
        Whether slopes have a digit less.

    Attributes
    ----------
    names, olds, slopes, news : list of Formula
        Of each row: what it is called, what it was, its slope, and in the place of that what it is after the step. What
        the network keeps has no slope here.
    strips : list of Strip
        Its slope, then its move.
    zero : Line
        Where strips begin.
    keys : (VGroup, VGroup)
        How long a round number is, of slopes and of moves.
    """

    def __init__(
        self, one: OneStep, parameters: tuple[Quantity, ...], look: theme.Theme, rows: int, *, short: bool = False
    ) -> None:
        self._one, self._look, self._parameters, self._rows = one, look, parameters, rows
        after, moment = one.after(1), one.moment
        kept = [q for q in parameters if one.keeps(q)]
        self._slopes = np.array([0.0 if q in kept else moment.value(slope(C, q)) for q in parameters])
        self._moves = np.array([moment.value(one.move_of(q)) for q in parameters])
        self._rate, self._turned = moment.value(RATE), 0.0
        self.names, self.olds, self.slopes, self.news = [], [], [], []
        for q in parameters:
            colour = look.colour_of(q)
            was, now = moment.read(q, _DIGITS), told_after(one, after, q, _DIGITS)
            self.names.append(Formula("{q}", em=theme.LABEL, q=q))
            self.olds.append(Formula("{was}", em=theme.LABEL, was=was).set_fill(colour))
            self.slopes.append(VGroup() if q in kept else _signed(moment.read(slope(C, q), _DIGITS - short), look))
            self.news.append(Formula("{now}", em=theme.LABEL, now=now).set_fill(colour))
        self.strips = [Strip(look.colour("slope"), _THICK) for _ in parameters]
        self.zero = Line(UP, DOWN, color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.keys = VGroup(), VGroup()
        super().__init__(self.zero, *self.strips, *self.names, *self.olds, *self.slopes, *self.news, *self.keys)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which its rows can be told apart."""
        return Size(self._written + _SHORTEST, (self._rows + 1) * _LOW + TIGHT)

    def fill(self, box: Box) -> None:
        """Stand in a box: rows below a key, about its middle."""
        count = len(self._parameters)
        pitch = min(_LOOSE, box.height / (self._rows + 1))
        top = box.centre[1] + pitch * (self._rows + 1) / 2
        lefts = box.left, box.left + self._widest(self.names) + 2 * TIGHT
        low = lefts[1] + self._widest(self.olds) + 2 * TIGHT
        right = box.right - max(self._widest(self.slopes), self._widest(self.news))
        self._rule(right - 2 * TIGHT - low)
        zero = low + self._reach
        heights = [top - pitch * (row + 1.5) for row in range(count)]
        self.zero.put_start_and_end_on(
            np.array([zero, heights[0] + pitch / 2, 0.0]), np.array([zero, heights[-1] - pitch / 2, 0.0])
        )
        rows = zip(self.names, self.olds, self.slopes, self.news, heights, strict=True)
        self._feet = [np.array([zero, height, 0.0]) for height in heights]
        for name, old, answer, new, height in rows:
            for written, left in ((name, lefts[0]), (old, lefts[1]), (answer, right), (new, right)):
                written.move_to(np.array([left, height, 0.0]), aligned_edge=LEFT)
            for written in (answer, new):  # digits end below each other
                if len(written):
                    written.shift((box.right - float(written.get_right()[0])) * RIGHT)
        for key, unit, meaning in zip(self.keys, self._units, ("slope", "w"), strict=True):
            self._stand_key(key, np.array([zero, top - pitch / 2, 0.0]), unit, meaning)
        self.at(self._turned)

    def come(self, **kwargs: Any) -> Animation:
        """Return the coming of what weights and biases are."""
        return FadeIn(self.zero, *self.names, *self.olds, **kwargs)

    def grow(self, **kwargs: Any) -> Animation:
        """Return the growing of the slopes."""
        feet = list(self._feet)

        def show(share: float) -> None:
            for strip, foot, value in zip(self.strips, feet, self._slopes, strict=True):
                strip.span(foot, share * self._units[0] * value)

        return Showing(VGroup(*self.strips), show, **kwargs)

    def write(self, numbers: Sequence[VGroup], **kwargs: Any) -> Animation:
        """Return the coming of a column of numbers, row after row."""
        return LaggedStart(*(FadeIn(one) for one in numbers if len(one)), lag_ratio=0.6, **kwargs)

    def turn(self, **kwargs: Any) -> Animation:
        """Return the turning of slopes into moves: against themselves, and as much shorter as the rate says."""
        return Showing(VGroup(*self.strips), self.at, **kwargs)

    def leave(self, **kwargs: Any) -> Animation:
        """Return the going of what stands there after the move."""
        return FadeOut(self.zero, *self.strips, *self.names, *self.olds, *self.news, self.keys[1], **kwargs)

    def at(self, turned: float) -> None:
        """Show slopes, 0, or moves, 1."""
        self._turned = turned
        rows = zip(self.strips, self._feet, self._parameters, self._slopes, self._moves, strict=True)
        for strip, foot, q, before, after in rows:
            ends = self._units[0] * before, self._units[1] * after
            strip.paint(self._look.colour_of(q) if turned >= 1 / 2 else self._look.colour("slope"))
            strip.span(foot, ends[0] + turned * (ends[1] - ends[0]))

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip, where it stands for a slope or a move."""
        if self._turned in {0.0, 1.0}:
            values = self._moves if self._turned else self._slopes
            for strip, q, value in zip(self.strips, self._parameters, values, strict=True):
                if strip.length:
                    meant = self._units[int(self._turned)] * value
                    yield Measure("ruler", str(q), strip.drawn_length(), meant)

    def _rule(self, room: float) -> None:
        """Find the rulers: how long 1 is as a slope and as a move, and how far from the left strips begin."""
        up, down = max(0.0, *self._slopes), max(0.0, *-self._slopes)
        moves = max(0.0, *self._moves), max(0.0, *-self._moves)
        if _ALIKE[0] <= self._rate <= _ALIKE[1]:
            left, right = max(down, moves[1]), max(up, moves[0])
            unit = room / (left + right) if left + right else 1.0
            self._units, self._reach = (unit, unit), left * unit if left + right else room / 2
            return
        self._reach = room / 2
        self._units = (
            self._reach / max(up, down) if max(up, down) else 1.0,
            self._reach / max(moves) if max(moves) else 1.0,
        )

    def _stand_key(self, key: VGroup, centre: np.ndarray, unit: float, meaning: str) -> None:
        value = round_below(_KEY / unit)
        strip = Strip(self._look.colour(meaning), _THICK)
        strip.span(np.zeros(3), value * unit)
        number = Formula("= {value}", em=theme.LABEL, value=self._one.moment.read(Given(value)).in_fewest_digits())
        number.set_fill(self._look.colour("quiet")).next_to(strip, RIGHT, buff=TIGHT)
        if len(key) and key[1]["value"].reading.value == value:  # the same parts go on
            strip, number = key[0], key[1]
            strip.span(np.zeros(3), value * unit)
            number.next_to(strip, RIGHT, buff=TIGHT)
        else:
            key.submobjects = [strip, number]
        key.move_to(centre)

    @property
    def _written(self) -> float:
        right = max(self._widest(self.slopes), self._widest(self.news))
        return self._widest(self.names) + self._widest(self.olds) + right + 6 * TIGHT

    @staticmethod
    def _widest(lines: Sequence[VGroup]) -> float:
        return max(float(line.width) for line in lines)


def _signed(reading: Reading, look: theme.Theme) -> Formula:
    text = "+{value}" if reading.value > 0 else "{value}"
    return Formula(text, em=theme.LABEL, value=reading).set_fill(look.colour("slope"))
