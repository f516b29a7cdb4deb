"""A symbol beside what it names, on whichever side is free; it lies on its own ground, so that lines pass behind it."""

from __future__ import annotations

from typing import final

from manim import Line, Mobject, Rectangle, VGroup

from core.model.quantity import Quantity
from scenes import theme
from scenes.layout.box import Box, Size
from scenes.layout.free_room import free_side
from scenes.layout.page import Page
from scenes.type.formula import Formula

_RIM = 0.05
"""Around the symbol."""


@final
class Tag(VGroup):
    """A quantity's symbol at a dot.

    Parameters
    ----------
    quantity : Quantity
    named : Mobject
        What it stands at, in its place already.
    look : Theme
    page : Page
        Whose other contents it does not cover.

    Attributes
    ----------
    ground : Rectangle
    symbol : Formula
    leader : Line or None
        Where no side of what it names is free.
    """

    def __init__(self, quantity: Quantity, named: Mobject, look: theme.Theme, page: Page) -> None:
        self.symbol = Formula("{q}", q=quantity, em=theme.LABEL, indexed=False)
        size = Size(self.symbol.width + 2 * _RIM, self.symbol.height + 2 * _RIM)
        taken = [box for one in page.boxes for box in _boxes(one)]
        found = free_side(size, Box.around(named), taken, page.frame.stage, ("right", "left", "above", "below"))
        self.ground = Rectangle(width=size.width, height=size.height, stroke_width=0)
        self.ground.set_fill(look.colour("ground"), opacity=1)
        self.leader: Line | None = None
        if found is not None and found.leader is not None:
            self.leader = Line(*found.leader, color=look.colour_of(quantity), stroke_width=theme.LINE_WIDTH)
        super().__init__(self.ground, *([self.leader] if self.leader else []), self.symbol)
        if found is not None:
            VGroup(self.ground, self.symbol.move_to(self.ground)).move_to(found.box.centre)


def _boxes(mobject: Mobject) -> list[Box]:
    """Return the boxes of what a mobject draws, shape by shape, with room for the width of strokes."""
    return [Box.around(part).inset(-_RIM) for part in mobject.get_family() if len(part.points)]
