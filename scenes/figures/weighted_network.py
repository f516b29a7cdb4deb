"""A network with its weights on its edges: dotted where negative, bright where large; two of its neurons may swap."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import Animation, VGroup, VMobject

from core.model.quantity import w
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import dashes
from scenes.figures.greys import Greys
from scenes.figures.network import Network, Place
from scenes.layout.box import Box, Size
from scenes.motion import Showing

_HOME = Place(0.3, 1.3)
_BRIGHT, _DOT, _BEHIND = 9.0, 0.05, -0.5
"""Contrast to the ground of the largest weight; how long a dot of a negative one is; edges lie behind all else."""


@final
class WeightedNetwork(VGroup):
    """Neurons that nothing has run through, and edges by their weights.

    Parameters
    ----------
    moment : Moment
        Whose weights they are.
    story : Story
        Which neurons are drawn.
    look : Theme
    largest : float, optional
        The size of the weight that is brightest. Default: the largest of those drawn.

    Attributes
    ----------
    network : Network
    values : dict
        (layer, j, k) -> the weight.
    lines : dict
        (layer, j, k) -> VMobject.
    bare : VGroup
        Neurons, with what stands beside them.
    """

    def __init__(self, moment: Moment, story: Story, look: theme.Theme, largest: float | None = None) -> None:
        self._look = look
        greys = Greys.of(story, look)
        self.network = Network(moment, story, greys, look, place=_HOME, costed=False, slim=True)
        self.values = {at: moment.value(w(*at)) for at in self.network.edges}
        self.largest = largest or self.largest_of(self)
        self.lines = {at: VMobject(stroke_width=theme.LINE_WIDTH) for at in self.values}
        for line in self.lines.values():
            line.set_z_index(_BEHIND)  # counts have ground of their own
        self.bare = VGroup()
        super().__init__(*self.lines.values(), self.bare)
        least = self.least_size()
        self.fill(Box(0.0, 0.0, least.width, least.height))

    @staticmethod
    def largest_of(*networks: WeightedNetwork) -> float:
        """Return the size of the largest weight that is drawn; 1 where all are 0."""
        return max((abs(value) for one in networks for value in one.values.values()), default=0.0) or 1.0

    def least_size(self) -> Size:
        """Return the room in which its neurons can be told apart."""
        return self.network.least_size()

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        network = self.network
        network.fill(box)
        self._lead()
        for at, value in self.values.items():
            share = abs(value) / self.largest
            contrast = theme.PALE + share * (_BRIGHT - theme.PALE)
            colour = self._look.dimmed(self._look.colour("w"), contrast)
            self.lines[at].set_stroke(colour, theme.LINE_WIDTH * (1 + share))
        discs = [disc.unlit() for disc in network.discs.values()]
        beside = [part for layer in network.layers for part in network.beside(layer)]
        self.bare.submobjects = [*network.grounds.values(), *discs, *beside, network.earlier]

    def draws(self, layer: int, *neurons: int) -> bool:
        """Whether neurons of a layer are drawn."""
        return all((layer, j) in self.network.discs for j in neurons)

    def swap(self, layer: int, j: int, i: int, **kwargs: object) -> Animation:
        """Return the way of two neurons of a layer to each other's places, ringed, with all their edges."""
        discs = [self.network.discs[layer, one] for one in (j, i)]
        rings = [disc.ring() for disc in discs]
        self.add(*rings)
        places = [disc.centre for disc in discs]
        radius, across = discs[0].radius, places[1] - places[0]
        aside = np.array([-across[1], across[0], 0.0]) / 4

        def go(share: float) -> None:
            bow = np.sin(np.pi * share) * aside
            for disc, ring, place, way in zip(discs, rings, places, (1, -1), strict=True):
                disc.stand(place + way * (share * across + bow), radius)
                ring.move_to(disc.unlit().face)
            self._lead()

        return Showing(self, go, **kwargs)

    def _lead(self) -> None:
        """Let lines run from rim to rim."""
        self.network.lead_edges()
        for at, edge in self.network.edges.items():
            ends = np.array([edge.get_start(), edge.get_end()])
            self.lines[at].points = edge.points.copy() if self.values[at] >= 0 else dashes(ends, _DOT)
