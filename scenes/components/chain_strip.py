"""The chain of neurons along the top: where in the network the lesson is."""

from __future__ import annotations

from typing import Any, final

from manim import RIGHT, UP, VGroup

from core.model.quantity import Quantity, a, w
from core.passes.moment import Moment
from scenes import theme
from scenes.components.network_diagram import NetworkDiagram
from scenes.motion import dim


@final
class ChainStrip(VGroup):
    """The chain in the upper left corner, all but the last neurons dimmed.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    lit : int
        How many neurons at the end are lit.
    width, height : float
        Of the room for the neurons.

    Attributes
    ----------
    diagram : NetworkDiagram
    labels : dict
        From the quantity in plain text to its Formula.
    """

    def __init__(self, moment: Moment, *, lit: int = 2, width: float = 5.6, height: float = 0.8) -> None:
        last = moment.network.depth
        self.diagram = NetworkDiagram(moment, width=width, height=height, deepest=4)
        shown: tuple[tuple[Quantity, Any], ...] = ((a(last), RIGHT), (w(last), UP))
        self.labels = {str(q): self.diagram.label(q, towards, indexed=False) for q, towards in shown}
        self._keep_clear(self.labels[str(w(last))].scale(theme.LABEL / theme.TEXT), last)
        for (layer, _), neuron in self.diagram.neurons.items():
            if layer <= last - lit:
                neuron.dimmed()
        for (layer, *_), edge in self.diagram.edges.items():
            if layer <= last - lit + 1:
                dim(edge)
        super().__init__(self.diagram, *self.labels.values())
        self.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.LEFT, RIGHT * -1)

    def _keep_clear(self, label: VGroup, last: int) -> None:
        """Raise the weight's label above the neurons' rings where it does not fit between them."""
        rings = [self.diagram.neurons[layer, 0].ring for layer in (last - 1, last)]
        if label.width + 0.12 > rings[1].get_left()[0] - rings[0].get_right()[0]:
            label.next_to(VGroup(*rings), UP, buff=0.06)

    def at(self, moment: Moment) -> None:
        """Show the activations of a state."""
        self.diagram.at(moment)
