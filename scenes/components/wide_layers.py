"""Which neurons of layers too wide to show are on stage."""

from __future__ import annotations

from scenes.components.network_diagram import NetworkDiagram


def shown_in(diagram: NetworkDiagram, layer: int) -> list[int | None]:
    """Return which neurons of a layer a diagram shows, from the top; None stands for an ellipsis."""
    slots: list[int | None] = []
    for at, j in diagram.neurons:
        if at == layer:
            if slots and j != (slots[-1] or 0) + 1:
                slots.append(None)
            slots.append(j)
    return slots
