"""Which neurons a story needs of layers too wide to show."""

from __future__ import annotations

from collections.abc import Iterable

from core.model.network import Network
from core.model.quantity import Quantity, w
from core.notation.reading import read
from core.passes.trace import State, Trace
from scenes.components.network_diagram import NetworkDiagram


def telling_edge(network: Network, layer: int) -> Quantity:
    """Return the largest weight of a layer whose two neurons have different numbers, if there is one.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> layer = Layer([[9.0, 1.0], [-2.0, 0.0]], [0.0, 0.0], ACTIVATIONS["identity"])
    >>> str(telling_edge(Network((layer,)), 1))
    'w[1][1,0]'
    """
    W = network.layer(layer).W
    ends = [(j, k) for j in range(W.shape[0]) for k in range(W.shape[1])]
    return w(layer, *max(ends, key=lambda end: (end[0] != end[1], abs(W[end]))))


def largest_of(trace: Trace, expressions: Iterable[Quantity | str], count: int, state: State) -> tuple[int, ...]:
    """Return the places of the so many largest values, in order of place."""
    sizes = [abs(read(trace, one, state).value) for one in expressions]
    return tuple(sorted(sorted(range(len(sizes)), key=lambda place: -sizes[place])[:count]))


def shown_in(diagram: NetworkDiagram, layer: int) -> list[int | None]:
    """Return which neurons of a layer a diagram shows, from the top; None stands for an ellipsis."""
    slots: list[int | None] = []
    for at, j in diagram.neurons:
        if at == layer:
            if slots and j != (slots[-1] or 0) + 1:
                slots.append(None)
            slots.append(j)
    return slots
