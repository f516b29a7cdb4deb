"""A plate of the ground's colour behind a label that lies over lines."""

from __future__ import annotations

from typing import final

from manim import Rectangle, VGroup, VMobject

from scenes import theme

_MARGIN = 0.07


@final
class Plate(VGroup):
    """A label on a plate of its own, so that no edge runs through it.

    Parameters
    ----------
    label : VMobject

    Attributes
    ----------
    label : VMobject
    """

    def __init__(self, label: VMobject) -> None:
        self.label = label
        plate = Rectangle(width=label.width + 2 * _MARGIN, height=label.height + 2 * _MARGIN, stroke_width=0)
        plate.set_fill(theme.colour("ground"), opacity=1).move_to(label)
        super().__init__(plate, label)
