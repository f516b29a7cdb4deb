"""How many steps of descent have been taken, in a line of words."""

from __future__ import annotations

from typing import final

from manim import RIGHT, VGroup

from core.model.fact import STEPS_TAKEN
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Label
from scenes.type.read_out import ReadOut

_GAP = 0.14


@final
class StepCount(VGroup):
    """A running number of steps among words.

    Parameters
    ----------
    moment : Moment
        After the last step.
    words : str
        With braces for the number.

    Attributes
    ----------
    number : ReadOut
    """

    def __init__(self, moment: Moment, words: str) -> None:
        steps = moment.count(STEPS_TAKEN)
        self.number = ReadOut(moment, STEPS_TAKEN, digits=len(steps.shown), em=theme.LABEL)
        pieces = [piece.strip() for piece in words.split("{}")]
        super().__init__()
        for piece in (pieces[0], None, *pieces[1:]):
            if piece == "":
                continue
            part = self.number if piece is None else Label(piece, em=theme.LABEL)
            if self.submobjects:  # a number keeps room for a sign, which this one never has
                seen = part if piece else part[1:]
                part.shift((self.submobjects[-1].get_right()[0] + _GAP - seen.get_left()[0]) * RIGHT)
            self.add(part)
        lines = [part for part in self.submobjects if part is not self.number]
        for line in lines:
            line.on_baseline(self.number.baseline)

    def at(self, moment: Moment) -> None:
        """Show the number of steps of a moment."""
        self.number.at(moment)
