"""A flow whose neurons are asked what they should be: outputs have a target, hidden neurons a question mark."""

from __future__ import annotations

from typing import final

from manim import RoundedRectangle, VGroup

from core.model.quantity import y
from core.notation.numeral import short
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.flow import Flow
from scenes.figures.heading import Heading
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula, Label

_ROOM, _OFF, _ROUND = 0.1, 0.14, 0.08


@final
class Slot(VGroup):
    """A small frame beside a neuron: what the neuron should be stands in it.

    Parameters
    ----------
    written : Formula
    colour, ground : str
    """

    def __init__(self, written: Formula, colour: str, ground: str) -> None:
        width, height = max(written.width, theme.LABEL / 2) + 3 * _ROOM, theme.LABEL + _ROOM
        frame = RoundedRectangle(width=width, height=height, corner_radius=_ROUND, color=colour)
        frame.set_stroke(width=theme.LINE_WIDTH)
        plate = frame.copy().set_stroke(width=0).set_fill(ground, opacity=1)
        super().__init__(plate, frame, written.move_to(frame))


@final
class Asked(VGroup):
    """A flow with a target beside each output and a question mark in each hidden neuron.

    Parameters
    ----------
    flow : Flow
    look : Theme

    Attributes
    ----------
    flow : Flow
    targets : dict of int to Slot
        At the outputs.
    questions : dict of (int, int) to Label
        (layer, neuron) -> a question mark.
    """

    refills = True

    def __init__(self, flow: Flow, look: theme.Theme) -> None:
        self.flow, self._heading = flow, Heading.of(tall=flow.network.is_tall)
        moment, depth, ground = flow.carried.moment, flow.carried.depth, look.colour("ground")
        self.targets: dict[int, Slot] = {}
        self.questions: dict[tuple[int, int], Label] = {}
        for layer, j in flow.network.discs:
            if layer == depth:
                found = moment.read(y(j))
                wanted = Reading(found.expression, found.state, found.value, short(found.value))
                number = Formula("{y}", em=theme.LABEL, y=wanted)
                number.set_fill(look.colour("y"))
                self.targets[j] = Slot(number, look.colour("y"), ground)
            elif layer:
                self.questions[layer, j] = Label("?")
        super().__init__(flow, *self.targets.values())

    def ask(self) -> dict[tuple[int, int], Label]:
        """Put the question marks into their neurons; return them."""
        for at, question in self.questions.items():
            self.flow.network.discs[at].hold(question)
        return self.questions

    def least_size(self) -> Size:
        """Return the room of the flow."""
        return self.flow.least_size()

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        self.flow.fill(box)
        discs, depth = self.flow.network.discs, self.flow.carried.depth
        for j, slot in self.targets.items():
            slot.next_to(discs[depth, j].rim, self._heading.towards, buff=_OFF)
