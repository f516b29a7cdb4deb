"""The cost as a node of its own, beside the outputs that it hears."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, Line, VGroup

from core.model.quantity import C
from core.passes.moment import Moment
from scenes import theme
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.plate import Plate
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_RADIUS = 0.3


@final
class CostNode(VGroup):
    """C in a circle at the right of a network, with a line from each output shown, and its value.

    Parameters
    ----------
    diagram : NetworkDiagram
        In its place already.
    moment : Moment
    buff : float
        From the outputs to the circle.

    Attributes
    ----------
    ring : Circle
    letter : Formula
    lines : dict
        From an output's number to its line.
    value : ReadOut
    plate : Plate
        With the value on it.
    """

    def __init__(self, diagram: NetworkDiagram, moment: Moment, *, buff: float = 0.6) -> None:
        outputs = diagram.column(diagram.layers[-1])
        colour = theme.colour("C")
        self.ring = Circle(radius=_RADIUS, color=colour, stroke_width=theme.LINE_WIDTH)
        self.ring.set_fill(theme.colour("ground"), opacity=1)
        self.ring.next_to(outputs, RIGHT, buff=buff)
        self.letter = Formula("{C}", em=theme.TEXT, C=C).move_to(self.ring)
        self.lines = {
            j: self._line(neuron.get_center(), diagram.radius)
            for (layer, j), neuron in diagram.neurons.items()
            if layer == diagram.layers[-1]
        }
        self.value = ReadOut(moment, C, em=theme.LABEL, colour=colour)
        self.plate = Plate(self.value).next_to(self.ring, DOWN, buff=0.05).align_to(self.ring, LEFT)
        super().__init__(VGroup(*self.lines.values()), self.plate, self.ring, self.letter)

    def at(self, moment: Moment) -> None:
        """Show the cost in a state."""
        self.value.at(moment)

    def _line(self, start: np.ndarray, radius: float) -> Line:
        end = self.ring.get_center()
        along = (end - start) / np.linalg.norm(end - start)
        line = Line(start + along * radius, end - along * _RADIUS, color=theme.colour("quiet"))
        return line.set_stroke(width=theme.LINE_WIDTH)
