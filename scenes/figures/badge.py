"""The number of a rule, as it stands on its plate and at its place in a network."""

from __future__ import annotations

from typing import final

from manim import RoundedRectangle, VGroup

from core.notation.reading import Reading
from scenes import theme
from scenes.type.formula import Formula

SIDE = 0.46
_ROUND = 0.12


@final
class Badge(VGroup):
    """A number in a bright rounded square.

    Parameters
    ----------
    number : Reading
    look : Theme

    Attributes
    ----------
    face : RoundedRectangle
    """

    def __init__(self, number: Reading, look: theme.Theme) -> None:
        self.face = RoundedRectangle(width=SIDE, height=SIDE, corner_radius=_ROUND, stroke_width=0)
        self.face.set_fill(look.colour("text"), opacity=1)
        digit = Formula("{number}", em=theme.LABEL, number=number).set_fill(look.colour("ground"))
        super().__init__(self.face, digit.move_to(self.face))
