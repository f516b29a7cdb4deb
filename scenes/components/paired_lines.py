"""Two quantities on lines of one common unit, so that their changes can be compared by length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import DOWN, Animation, AnimationGroup, VGroup

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes.components.number_line import NumberLine
from scenes.figures.scale import Scale, scale_for


@final
class PairedLines(VGroup):
    """Two number lines below each other on which equal lengths are equal numbers.

    Parameters
    ----------
    moment : Moment
    quantities : (Quantity, Quantity)
        From top to bottom.
    rest : Moment
    visited : sequence of Moment
        Where the lines will be taken.
    width, pitch : float
        Of the whole, numbers included; between lines.

    Attributes
    ----------
    upper, lower : NumberLine
    """

    def __init__(
        self,
        rest: Moment,
        quantities: tuple[Quantity, Quantity],
        visited: Sequence[Moment],
        *,
        width: float = 5.8,
        pitch: float = 1.43,
    ) -> None:
        values = [rest.value(quantity) for quantity in quantities]
        moved = [[moment.value(quantity) for moment in visited] for quantity in quantities]
        reaches = [max(abs(one - value) for one in row) for value, row in zip(values, moved, strict=True)]
        span = 3 * max(reaches)
        scales = [_scale(value, row, span) for value, row in zip(values, moved, strict=True)]

        def pair(length: float) -> list[NumberLine]:
            return [
                NumberLine(rest, quantity, scale=scale, length=length, largest_change=reach, indexed=False)
                for quantity, scale, reach in zip(quantities, scales, reaches, strict=True)
            ]

        taken = max(line.get_right()[0] for line in pair(2.0)) - min(line.get_left()[0] for line in pair(2.0))
        self.upper, self.lower = pair(max(1.6, 2.0 + width - taken))
        self.lower.shift(DOWN * pitch)
        super().__init__(self.upper, self.lower)

    def at(self, moment: Moment) -> None:
        """Move both lines to a state."""
        for line in self:
            line.at(moment)

    def appear(self) -> Animation:
        """Return the coming of both lines."""
        return AnimationGroup(*(line.appear() for line in self), lag_ratio=0.3)

    def show_changes(self) -> Animation:
        """Return the coming of both braces and changes."""
        return AnimationGroup(*(line.show_change() for line in self))

    def magnify(self, moment: Moment) -> list[Animation]:
        """Return the coming of a lens over each change that is too short to see."""
        return [coming for line in self if (coming := line.magnify(moment))]


def _scale(rest: float, visited: Sequence[float], span: float) -> Scale:
    """Return a scale of a given span with a value and where it goes in its middle, and two ticks at least."""
    middle = (min(rest, *visited) + max(rest, *visited)) / 2
    low, high = middle - span / 2, middle + span / 2
    coarse, fine = (Scale(low, high, scale_for([low, high], ticks=steps, margin=0.0).step) for steps in (2.4, 4.0))
    return coarse if len(coarse.ticks) > 1 else fine
