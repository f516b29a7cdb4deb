"""How a network comes onto the stage: piece by piece, from its inputs on."""

from __future__ import annotations

from typing import Any

from manim import Animation, Create, FadeIn, GrowFromCenter, LaggedStart

from scenes.figures.network import Network


def come(network: Network, **kwargs: Any) -> Animation:
    """Return the growing of neurons and edges, layer after layer, and of the cost where it has one.

    Parameters
    ----------
    network : Network
    """
    ways: list[Animation] = []
    for layer in network.layers:
        ways += map(Create, network.edges_into(layer))
        ways += map(GrowFromCenter, network.column(layer))
    if network.picture is not None:
        ways.insert(0, FadeIn(network.picture))
    counts = [*network.counts.values(), *([network.earlier] if network.earlier.submobjects else [])]
    ways += map(GrowFromCenter, [*network.grounds.values(), *counts])
    if network.to_cost:
        ways += [*map(Create, network.to_cost.values()), GrowFromCenter(network.cost), GrowFromCenter(network.letter)]
    return LaggedStart(*ways, lag_ratio=2 / len(ways), **kwargs)
