"""What is held still between a weight and its sum: the incoming activation as a factor, the bias as what is added."""

from __future__ import annotations

from typing import final

from manim import RoundedRectangle, VGroup

from core.model.quantity import Quantity
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.type.formula import Formula

_ROOM = 0.14
"""From what is written to the rim."""
_ROUND = 0.3
"""Of the height: the same beside it, where the rim is round."""


@final
class Pill(VGroup):
    """A quantity that is held still: a sign and its value, in a rounded rim of its colour.

    Parameters
    ----------
    sign : str
        Typst mathematics before the value; a plus is left out before a minus.
    quantity : Quantity
    moment : Moment
    look : Theme
    digits : int
    reading : Reading, optional
        Its value as the lesson prints it elsewhere. Default: in so many digits.

    Attributes
    ----------
    reading : Reading
    formula : Formula
        Part value.
    rim : RoundedRectangle
    """

    def __init__(
        self,
        sign: str,
        quantity: Quantity,
        moment: Moment,
        look: theme.Theme,
        *,
        digits: int = 3,
        reading: Reading | None = None,
    ) -> None:
        self.reading = reading or moment.read(quantity, digits)
        if sign == "+" and self.reading.numeral.negative:
            sign = ""
        colour = look.colour_of(quantity)
        self.formula = Formula(f"{sign} {{value}}", em=theme.LABEL, colour=colour, value=self.reading)
        self.rim = _rim(self.formula, colour, look)
        super().__init__(self.rim, self.formula.move_to(self.rim))


@final
class NamedPill(VGroup):
    """A quantity's symbol in a rounded rim of its colour: w, z or b where they stand in a picture.

    Parameters
    ----------
    quantity : Quantity
    look : Theme
    indexed : bool
        Whether its neurons are named.

    Attributes
    ----------
    formula : Formula
    rim : RoundedRectangle
    """

    def __init__(self, quantity: Quantity, look: theme.Theme, *, indexed: bool = True) -> None:
        self.formula = Formula("{q}", em=theme.LABEL, q=quantity, indexed=indexed)
        self.rim = _rim(self.formula, look.colour_of(quantity), look)
        super().__init__(self.rim, self.formula.move_to(self.rim))


def _rim(formula: Formula, colour: str, look: theme.Theme) -> RoundedRectangle:
    height = max(theme.LABEL + _ROOM, formula.height + 2 * _ROOM)
    width = formula.width + 2 * max(_ROOM, _ROUND * height)
    rim = RoundedRectangle(width=width, height=height, corner_radius=min(width, height) / 2, color=colour)
    return rim.set_stroke(width=theme.LINE_WIDTH).set_fill(look.colour("ground"), opacity=1)
