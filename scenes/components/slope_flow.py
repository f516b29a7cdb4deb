"""The cost's slopes on a network diagram: rings around neurons, widths of edges, pulses between."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    Circle,
    Create,
    DashedVMobject,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    Succession,
    VGroup,
    VMobject,
)

from core.model.quantity import C, a, delta, slope, w
from core.passes.moment import Moment
from scenes import theme
from scenes.components.dashes import broken_line, joined
from scenes.components.network_diagram import NetworkDiagram

WIDEST_EDGE, WIDEST_RING = 9.0, 14.0
_HAIR = 0.6
_LARGEST_PULSE = 0.2
_DASHES = 14
_MOST_INSET = 0.42
"""The share of an edge that may be left free at each end."""


@final
class SlopeFlow(VGroup):
    """Every slope of the cost, drawn to scale on the neurons and edges that it belongs to.

    A ring's width is the size of dC/da, an edge's width that of dC/dw; negative ones are broken. The
    widest edge and the widest ring set the two scales.

    Parameters
    ----------
    diagram : NetworkDiagram
    moment : Moment

    Attributes
    ----------
    rings : dict
        (layer, neuron) -> ring.
    edges : dict
        (layer, j, k) -> line, drawn from j back to k.
    """

    def __init__(self, diagram: NetworkDiagram, moment: Moment) -> None:
        self._diagram, self._moment = diagram, moment
        rings = {at: moment.value(slope(C, a(*at))) for at in diagram.neurons}
        edges = {at: moment.value(slope(C, w(*at))) for at in diagram.edges}
        self.rings = {at: self._ring(at, share) for at, share in _shares(rings).items()}
        self.edges = {at: self._edge(at, share) for at, share in _shares(edges).items()}
        super().__init__(VGroup(*self.edges.values()), VGroup(*self.rings.values()))

    def start(self) -> Animation:
        """Return the coming of the rings at the output."""
        return self._rings_of(self._diagram.layers[-1])

    def sweep(self, layer: int) -> Animation:
        """Return the slopes' way through one layer: edges grow back, pulses run, neurons collect."""
        edges = [Create(edge) for (at, *_), edge in self.edges.items() if at == layer]
        return Succession(
            AnimationGroup(*edges, *self._pulses(layer)),
            self._rings_of(layer - 1),
        )

    def _rings_of(self, layer: int) -> Animation:
        return AnimationGroup(*(FadeIn(ring, scale=0.8) for (at, _), ring in self.rings.items() if at == layer))

    def _pulses(self, layer: int) -> list[Animation]:
        """Return what each edge carries back, its size as its area: w_jk delta_j."""
        carried = {
            at: self._moment.value(w(*at)) * self._moment.value(delta(at[0], at[1]))
            for at in self.edges
            if at[0] == layer
        }
        if theme.is_calm():
            return []
        return [
            animation
            for at, share in _shares(carried).items()
            if abs(share) > 0.01
            for animation in [self._pulse(self.edges[at], share)]
        ]

    def _pulse(self, edge: VMobject, share: float) -> Animation:
        colour = theme.colour("C")
        dot = Dot(radius=_LARGEST_PULSE * abs(share) ** 0.5, color=colour).move_to(edge.get_start())
        if share < 0:
            dot.set_fill(theme.colour("ground"), opacity=1).set_stroke(colour, width=theme.LINE_WIDTH)
        return Succession(
            FadeIn(dot, run_time=0.2), dot.animate(run_time=0.8).move_to(edge.get_end()), FadeOut(dot, run_time=0.2)
        )

    def _ring(self, at: tuple[int, int], share: float) -> VMobject:
        width = _width(share, WIDEST_RING)
        radius = self._diagram.radius + 0.05 + width / 200
        ring = Circle(radius=radius, color=theme.colour("C"), stroke_width=width)
        ring.move_to(self._diagram.neurons[at])
        return joined(DashedVMobject(ring, num_dashes=_DASHES, dashed_ratio=0.6)) if share < 0 else ring

    def _edge(self, at: tuple[int, int, int], share: float) -> VMobject:
        layer, j, k = at
        ends = self._diagram.neurons[layer, j].get_center(), self._diagram.neurons[layer - 1, k].get_center()
        length = np.linalg.norm(ends[1] - ends[0])
        along = (ends[1] - ends[0]) / length * min(self._diagram.radius + 0.2, _MOST_INSET * length)
        kind = broken_line if share < 0 else Line
        line = kind(ends[0] + along, ends[1] - along, color=theme.colour("C"))
        return line.set_stroke(width=_width(share, WIDEST_EDGE))


def _width(share: float, widest: float) -> float:
    """Return a width to scale; what is not zero stays visible as a hair."""
    return widest * abs(share) if abs(share) * widest > _HAIR or share == 0 else _HAIR


def _shares(values: dict) -> dict:
    """Return each value as a share of the largest size."""
    largest = max(map(abs, values.values()), default=0.0) or 1.0
    return {at: value / largest for at, value in values.items()}
