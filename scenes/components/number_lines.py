"""Several quantities below each other, each on its own line, moving together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import RIGHT, UP, Animation, AnimationGroup, VGroup

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.components.number_line import NumberLine
from scenes.figures.scale import scale_showing
from scenes.motion import Recompute

SYMBOL_ROOM = 1.3
"""Room for the symbols, left of the axes."""
TOP = 1.86
"""Height of the first line, below a strip."""


@final
class NumberLines(VGroup):
    """The lines of several quantities, their axes aligned.

    Each scale suits the value at rest and the states to come, so that every movement is seen.

    Parameters
    ----------
    moment : Moment
    quantities : sequence of Quantity
        From top to bottom.
    rest : Moment
    visited : sequence of Moment
        Where the lines will be taken.
    changes : bool or sequence of Quantity
        Whether the lines have braces and read-outs for changes, or which of them.
    length, pitch : float
        Of the axes; between lines.
    indexed : bool

    Attributes
    ----------
    by_quantity : dict
        From the quantity in plain text to its NumberLine.
    """

    def __init__(
        self,
        rest: Moment,
        quantities: Sequence[Quantity],
        visited: Sequence[Moment],
        *,
        changes: bool | Sequence[Quantity] = True,
        length: float = 3.8,
        pitch: float = 1.38,
        indexed: bool = False,
    ) -> None:
        self.by_quantity: dict[str, NumberLine] = {}
        for row, quantity in enumerate(quantities):
            value = rest.value(quantity)
            others = [moment.value(quantity) for moment in visited]
            changing = changes if isinstance(changes, bool) else quantity in changes
            line = NumberLine(
                rest,
                quantity,
                scale=scale_showing(value, others),
                length=length,
                largest_change=max(abs(other - value) for other in others) if changing else None,
                indexed=indexed,
            )
            left = theme.LEFT + SYMBOL_ROOM - line.axis[0].get_start()[0]
            line.shift(RIGHT * left + UP * (TOP - pitch * row))
            self.by_quantity[str(quantity)] = line
        super().__init__(*self.by_quantity.values())

    def line(self, quantity: Quantity) -> NumberLine:
        """Return the line of a quantity."""
        return self.by_quantity[str(quantity)]

    def at(self, moment: Moment) -> None:
        """Move every line to a state."""
        for line in self:
            line.at(moment)

    def show_changes(self) -> Animation:
        """Return the coming of all braces and changes."""
        return AnimationGroup(*(line.show_change() for line in self if line.change.submobjects))

    def magnify(self, moment: Moment) -> list[Animation]:
        """Return the coming of a lens over each change that is too short to see."""
        return [coming for line in self if (coming := line.magnify(moment))]

    def push(self, quantity: Quantity, before: float, after: float, rest: Moment, *others: VGroup) -> Animation:
        """Return the movement from one nudge of a quantity to another, all of it recomputed.

        Parameters
        ----------
        quantity : Quantity
            What is nudged.
        before, after : float
            The nudge at the start and at the end.
        rest : Moment
            The state that is nudged.
        *others : gauges
            Move along.
        """
        return Recompute(self, *others, through=lambda t: rest.nudged(quantity, before + t * (after - before)))
