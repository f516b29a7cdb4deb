"""A word and a number after it that turns, in the middle of a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import VGroup

from core.notation.reading import Reading
from scenes.figures.turning_number import TurningNumber
from scenes.type.formula import Line

_GAP = 0.14


@final
class NamedNumber(VGroup):
    """Which one of several is shown, by its number.

    Parameters
    ----------
    word : Line
    numbers : sequence of Reading
        The first one is seen at first.

    Attributes
    ----------
    number : TurningNumber
    """

    def __init__(self, word: Line, numbers: Sequence[Reading]) -> None:
        self.number = TurningNumber(numbers)
        self.number.follow(word, _GAP)
        super().__init__(word, self.number)

    def turn(self, place: int) -> None:
        """Let another number be seen."""
        if self.number.place != place:
            self.number.turn(place)
