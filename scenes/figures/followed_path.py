"""A path through a network that keeps its light, while all beside it pales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import final

from manim import Animation, AnimationGroup, Create, LaggedStart, Line, Mobject, VGroup

from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.network import Network
from scenes.figures.spine_travel import walk
from scenes.motion import Light, Shade


@final
class FollowedPath(VGroup):
    """The edges of a path, drawn over those of a network that is in its place.

    Parameters
    ----------
    network : Network
    path : sequence of int
        The neuron in each layer 0..L.
    look : Theme

    Attributes
    ----------
    edges : dict of int to Line
        By the layer that they lead to.
    discs : dict of int to Disc
        Those of the network, by layer.
    """

    def __init__(self, network: Network, path: Sequence[int], look: theme.Theme) -> None:
        self._network, self._path, self._look = network, tuple(path), look
        self.discs: dict[int, Disc] = {layer: network.discs[layer, path[layer]] for layer in network.layers}
        self.edges = {
            layer: Line(
                *network.edges[layer, path[layer], path[layer - 1]].get_start_and_end(),
                color=look.colour("w"),
                stroke_width=theme.BOLD_LINE,
            )
            for layer in network.layers[1:]
        }
        super().__init__(*self.edges.values())

    def beside(self, layer: int) -> list[Mobject]:
        """Return what of a layer is not on the path: neurons, edges into them, names, and how many are left out."""
        network, j = self._network, self._path[layer]
        found: list[Mobject] = [part for disc in self._others(layer) for part in disc if part is not disc.sign]
        found += [name for (at, i), name in network.names.items() if at == layer and i != j]
        found += [network.counts[layer]] if layer in network.counts else []
        if not layer and network.picture is not None:
            found += network.picture.but(j)
        return [*found, *network.edges_into(layer)]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have all beside it pale for as long as something is measured."""
        beside = [part for layer in self._network.layers for part in self.beside(layer)]
        _end(Shade(*beside))
        yield
        _end(Light(*beside))

    def _others(self, layer: int) -> list[Disc]:
        return [disc for (at, i), disc in self._network.discs.items() if at == layer and i != self._path[layer]]

    def travel(self, **kwargs: object) -> Animation:
        """Return the way of a bead along the path, from neuron to neuron."""
        return walk(self.edges.values(), self._look, **kwargs)

    def shine(self, **kwargs: object) -> Animation:
        """Return how the path comes forward and all else pales, the last layer first."""
        ways = []
        for layer in reversed(self._network.layers):
            drawn = [Create(self.edges[layer])] if layer in self.edges else []
            signs = [disc.sign.animate.set_stroke(opacity=0) for disc in self._others(layer)]
            ways.append(AnimationGroup(Shade(*self.beside(layer)), *signs, *drawn))
        return LaggedStart(*ways, lag_ratio=0.8, **kwargs)


def _end(way: Shade) -> None:
    """Show where a way of colours ends."""
    way.begin()
    way.interpolate(1.0)
