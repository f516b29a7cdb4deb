"""A quantity on its own number line: symbol, axis, dot, brace and running read-outs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Circle, Create, Dot, FadeIn, FadeOut, Line, VGroup

from core.model.quantity import Quantity, change
from core.passes.moment import Moment
from scenes import theme
from scenes.components.brace import Brace
from scenes.components.lens import Lens, magnification
from scenes.figures.scale import Scale
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_TICK = 0.09
_FEWEST, _BEYOND = 2, 0.45
"""Numbers of ticks that are kept in any case; how far others may reach beyond the axis."""
_APART = 0.15
"""The least room between the numbers of two ticks."""
ROW = 0.47
"""From the baseline of a value down to that of its change."""


@final
class NumberLine(VGroup):
    """One quantity on its line.

    Parameters
    ----------
    moment : Moment
    quantity : Quantity
    scale : Scale
        The stretch of numbers shown.
    length : float
        Of the axis.
    largest_change : float, optional
        The largest size of a change that the change's read-out will show; none for no change.
    indexed : bool
        Whether the symbol shows which neuron.

    Attributes
    ----------
    symbol, axis, tick_labels, dot, ghost, read_out, brace, change_symbol, change_read_out
    lens : Lens or None
        Once it was needed.

    Examples
    --------
    See `scenes/single_neuron/nudge_the_weight.py`.
    """

    def __init__(
        self,
        moment: Moment,
        quantity: Quantity,
        *,
        scale: Scale,
        length: float = 4.0,
        largest_change: float | None = None,
        indexed: bool = True,
    ) -> None:
        self.quantity, self._scale, self._length = quantity, scale, length
        colour = theme.colour_of(quantity)
        self.axis = self._axis()
        self.tick_labels = self._tick_labels()
        self.symbol = Formula("{q}", q=quantity, indexed=indexed).next_to(self.axis, LEFT, buff=0.35)
        self.symbol.on_baseline(-0.12)
        self.dot = Dot(radius=theme.DOT_RADIUS, color=colour)
        self.ghost = Circle(radius=theme.DOT_RADIUS, color=colour, stroke_width=theme.LINE_WIDTH)
        self.ghost.set_fill(theme.colour("ground"), opacity=1)
        largest = max(abs(scale.low), abs(scale.high))
        self.read_out = ReadOut(moment, quantity, largest=largest, colour=colour)
        self.read_out.next_to(self.axis, RIGHT, buff=0.55)
        # the number of the last tick may reach out to where the change is written
        self.read_out.shift(RIGHT * max(0.0, self.tick_labels.get_right()[0] + 0.1 - self.read_out.get_left()[0]))
        self.brace = Brace(colour)
        self.lens: Lens | None = None
        self.change = VGroup()
        if largest_change is not None:
            self._add_change(largest_change, moment, colour, indexed=indexed)
        parts = [self.symbol, self.axis, self.tick_labels, self.ghost, self.dot, self.read_out]
        super().__init__(*parts, self.change)
        self.at(moment)
        self.ghost.move_to(self.dot)

    def at(self, moment: Moment) -> None:
        """Move the dot, the brace and the numbers to a state."""
        value = moment.value(self.quantity)
        self.read_out.at(moment)
        where = self.point(value)
        self.dot.move_to(where)
        if self.change.submobjects:
            start = self._start(moment)
            self.brace.span(start[0], where[0], where[1] + theme.DOT_RADIUS + 0.05)
            if self.lens:
                self.lens.at(where)
            self._label_brace()
            self.change_read_out.at(moment)

    def point(self, value: float) -> np.ndarray:
        """Return where a value lies, kept within the axis' ends."""
        share = min(max(self._scale.share(value), -0.02), 1.02)
        start, end = self.axis[0].get_start(), self.axis[0].get_end()
        return start + share * (end - start)

    def appear(self) -> Animation:
        """Grow the axis, then let symbol, dot and number come."""
        rest = VGroup(self.tick_labels, self.symbol)
        shown = VGroup(self.ghost, self.dot, self.read_out)
        return AnimationGroup(Create(self.axis), FadeIn(rest), FadeIn(shown), lag_ratio=0.25)

    def show_change(self) -> Animation:
        """Let the brace and the size of the change come."""
        return FadeIn(self.change)

    def magnify(self, moment: Moment) -> Animation | None:
        """Return the coming of a lens over a change that is too short to see; none where it is not."""
        start, end = self._start(moment), self.point(moment.value(self.quantity))
        factor = magnification(abs(end[0] - start[0]))
        if factor == 1 or not self.change.submobjects:
            return None
        self.lens = Lens(self.axis[0], start, end, factor, theme.colour_of(self.quantity))
        self.add(self.lens)
        beneath = VGroup(*(label for label in self.tick_labels if _is_beneath(label, self.lens)))
        self.tick_labels.remove(*beneath)
        comes = FadeIn(self.lens) if theme.is_calm() else FadeIn(self.lens, scale=0.3, target_position=end)
        return AnimationGroup(FadeOut(self.brace, beneath), comes, self.change_symbol.animate.move_to(self._above()))

    def _start(self, moment: Moment) -> np.ndarray:
        """Return where the dot was before the nudge."""
        return self.point(moment.at_rest.value(self.quantity))

    def _axis(self) -> VGroup:
        grey = theme.colour("quiet")
        rule = Line(LEFT * self._length / 2, RIGHT * self._length / 2, color=grey, stroke_width=theme.LINE_WIDTH)
        ticks = []
        for tick in self._scale.ticks:
            x = (self._scale.share(tick) - 0.5) * self._length
            ticks.append(Line(UP * _TICK, DOWN * _TICK, color=grey, stroke_width=theme.LINE_WIDTH).shift(RIGHT * x))
        return VGroup(rule, *ticks)

    def _tick_labels(self) -> VGroup:
        """Number as many ticks as fit: all, or every other one and so on, 0 among them where it is one."""
        labels = [
            Formula(numeral.typst(), em=theme.LABEL, colour=theme.colour("quiet")).next_to(tick, DOWN, buff=0.08)
            for tick, numeral in zip(self.axis[1:], self._scale.tick_numerals, strict=True)
        ]
        end = self.axis[0].get_end()[0] + _BEYOND
        zero = next((index for index, tick in enumerate(self._scale.ticks) if not tick), 0)
        for stride in range(1, len(labels)):
            for start in sorted(range(stride), key=lambda first: (zero - first) % stride):
                chosen = labels[start::stride]
                chosen = chosen[:_FEWEST] + [label for label in chosen[_FEWEST:] if label.get_right()[0] < end]
                if _stand_apart(chosen) and len(chosen) >= _FEWEST:
                    return VGroup(*chosen)
        return VGroup(*labels[:1])

    def _add_change(self, largest: float, moment: Moment, colour: str, *, indexed: bool) -> None:
        quantity = change(self.quantity)
        self.change_symbol = Formula("{q}", q=quantity, em=theme.LABEL, indexed=indexed)
        self.change_read_out = ReadOut(moment, quantity, largest=largest, signed=True, digits=3, colour=colour)
        self.change_read_out.align_to(self.read_out, LEFT)
        self.change_read_out.shift(UP * (self.read_out.baseline - ROW - self.change_read_out.baseline))
        self.change = VGroup(self.brace, self.change_symbol, self.change_read_out)

    def _label_brace(self) -> None:
        self.change_symbol.move_to(self._above())

    def _above(self) -> np.ndarray:
        """Return where the symbol stands above its brace, but not beyond the axis."""
        brace = self.lens.brace if self.lens else self.brace
        room = (self.axis.width - self.change_symbol.width) / 2
        middle = self.axis[0].get_center()[0]
        x = min(max(brace.get_x(), middle - room), middle + room)
        return np.array([x, brace.get_top()[1] + 0.055 + self.change_symbol.height / 2, 0.0])


def _stand_apart(labels: Sequence[Formula]) -> bool:
    """Whether numbers in a row keep their distance."""
    return all(right.get_left()[0] > left.get_right()[0] + _APART for left, right in pairwise(labels))


def _is_beneath(label: Formula, lens: Lens) -> bool:
    """Whether a tick's number is where a lens or its magnification will be."""
    left, right = lens.get_left()[0] - 0.1, lens.get_right()[0] + 0.1
    return bool(label.get_right()[0] > left and label.get_left()[0] < right)
