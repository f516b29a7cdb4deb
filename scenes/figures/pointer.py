"""What joins a neuron, or a layer, to its large name: a ring with a leader, and a wire round what is between."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, AnimationGroup, FadeOut, Line, Mobject, VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.indexed_name import IndexedName
from scenes.figures.rails import Cursor
from scenes.layout.box import Box
from scenes.layout.cells import TIGHT
from scenes.motion import Showing


@final
class Pointer(VGroup):
    """The ring at a neuron, and the line from it to a name beside the network, or below it.

    Parameters
    ----------
    disc : Disc
        Where it is at first.
    name : IndexedName
    look : Theme
    tall : bool
        Whether the name is below the network; else at its right.

    Attributes
    ----------
    ring : Cursor
    line : Line
    """

    def __init__(self, disc: Disc, name: IndexedName, look: theme.Theme, *, tall: bool) -> None:
        self.ring = Cursor(disc, look)
        self.line = Line(color=look.colour("text"), stroke_width=theme.LINE_WIDTH)
        self._name, self._tall = name, tall
        super().__init__(self.line, self.ring)

    def point_at(self, disc: Disc) -> Pointer:
        """Point at a neuron, where it is now; return the pointer itself."""
        self.ring.point_at(disc)
        return self._lead()

    def go(self, disc: Disc) -> Animation:
        """Return its way to another neuron; the line swings with it."""
        start, end = self.ring.get_center(), disc.centre

        def show(share: float) -> None:
            self.ring.move_to(start + share * (end - start))
            self._lead()

        return Showing(self, show)

    def let_go(self, layer: Mobject) -> Animation:
        """Return the going of the ring; the line is led to a whole layer instead, from the middle of its capsule."""
        start = layer.get_edge_center(DOWN if self._tall else RIGHT)
        end = _side(self._name, tall=self._tall)
        return AnimationGroup(FadeOut(self.ring), self.line.animate.put_start_and_end_on(start, end))

    def _lead(self) -> Pointer:
        start = self.ring.get_edge_center(DOWN if self._tall else RIGHT)  # clear of what stands between neurons
        end = _side(self._name, tall=self._tall)
        self.line.put_start_and_end_on(start, end)
        return self


@final
class Wire(VMobject):
    """The line from the foot of a layer that is not the last to its name, round the layers after it.

    Parameters
    ----------
    look : Theme
    tall : bool
        Whether the name is below the network, whose layers are rows; else at its right.
    """

    def __init__(self, look: theme.Theme, *, tall: bool) -> None:
        self._tall = tall
        super().__init__(stroke_color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)

    def lead(self, layer: Mobject, beyond: Mobject, rail: Mobject, name: IndexedName) -> Wire:
        """Lead from a layer to a name; return the wire itself.

        Parameters
        ----------
        layer, beyond : Mobject
            The capsules of the layer and of the one between it and the name.
        rail : Mobject
            What stands at the layers' feet.
        name : IndexedName
        """
        start, end = layer.get_edge_center(LEFT if self._tall else DOWN), _side(name, tall=self._tall)
        own, other, feet = (Box.around(one) for one in (layer, beyond, rail))
        if self._tall:
            lane, turn = (min(own.left, other.left) + feet.right) / 2, (other.bottom + end[1]) / 2
            corners = [(lane, start[1]), (lane, turn), (end[0], turn)]
        else:
            lane, turn = (min(own.bottom, other.bottom) + feet.top) / 2, (other.right + end[0]) / 2
            corners = [(start[0], lane), (turn, lane), (turn, end[1])]
        self.set_points_as_corners([start, *(np.array([*corner, 0.0]) for corner in corners), end])
        return self


def _side(name: IndexedName, *, tall: bool) -> Array:
    """Return where a line to a name ends: at its letter, clear of the layer at the upper right of that."""
    if tall:
        return np.array([name.letter.get_x(), Box.around(name.letter, name.layer).top + TIGHT, 0.0])
    side: Array = name.letter.get_left() + TIGHT * LEFT
    return side
