"""One number after another in the same place, each in digits of its own: only zero is written as zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import VGroup

from core.notation.reading import Reading
from scenes import theme
from scenes.layout.box import Box
from scenes.motion import show
from scenes.type.formula import Formula, Line


@final
class TurningNumber(VGroup):
    """Readings of which one is seen.

    Parameters
    ----------
    readings : sequence of Reading
        The first one is seen at first.
    em : float
    colour : str

    Attributes
    ----------
    place : int
        Which one is seen.

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> number = TurningNumber([Reading(C, State(), value, significant(value, 3)) for value in (0.5, 0.00025)])
    >>> number.turn(1)
    >>> [float(formula.get_fill_opacity()) for formula in number]
    [0.0, 1.0]
    """

    def __init__(self, readings: Sequence[Reading], *, em: float = theme.LABEL, colour: str | None = None) -> None:
        colour = colour or theme.colour("text")
        super().__init__(*(Formula("{value}", em=em, colour=colour, value=reading) for reading in readings))
        self.turn(0)

    @property
    def widest(self) -> float:
        """How wide the widest one is."""
        return max(float(formula.width) for formula in self)

    def turn(self, place: int) -> None:
        """Let another one be seen."""
        self.place = place
        for index, formula in enumerate(self):
            show(formula, float(index == place))

    def stand(self, left: float, level: float) -> None:
        """Begin at a place, all of them in the middle of a height."""
        for formula in self:
            box = Box.around(formula)
            formula.shift(np.array([left - box.left, level - box.centre[1], 0.0]))

    def follow(self, line: Line, gap: float) -> None:
        """Stand after a line of type, on its baseline."""
        for formula in self:
            formula.shift(np.array([float(line.get_right()[0]) + gap - float(formula.get_left()[0]), 0.0, 0.0]))
            formula.on_baseline(line.baseline)
