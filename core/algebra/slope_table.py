"""The table of all slopes of a network's outputs and cost: a sweep back fills a row, a sweep forward a column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.algebra.graph_sweep import forward_sweep, reverse_sweep
from core.algebra.network_graph import graph_of
from core.model.arrays import Array, frozen
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, a, b, w
from core.passes.backward import backward
from core.passes.forward import forward

MOST_PARAMETERS = 4000
"""Of a network whose table is told of: its graph has a node for each of them."""


@dataclass(frozen=True, slots=True, eq=False)
class SlopeTable:
    """Slopes of some quantities by others.

    Parameters
    ----------
    rows, columns : tuple of Quantity
        Of what the slopes are, and by what.
    values : ndarray, shape (rows, columns)
    """

    rows: tuple[Quantity, ...]
    columns: tuple[Quantity, ...]
    values: Array

    @property
    def steepest(self) -> int:
        """The column of the first layer's weight by which the cost, the last row, has the steepest slope."""
        return max(
            (place for place, q in enumerate(self.columns) if q.kind == "w" and q.layer == 1),
            key=lambda place: abs(self.values[-1, place]),
        )


def parameters(network: Network) -> tuple[Quantity, ...]:
    """Return all weights and biases, layer by layer, row by row.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [str(one) for one in parameters(read("networks/chain.toml")[0])[:3]]
    ['w[1][0,0]', 'b[1][0]', 'w[2][0,0]']
    """
    found: list[Quantity] = []
    for number, layer in enumerate(network.layers, 1):
        found += [w(number, j, k) for j in range(layer.n) for k in range(layer.n_prev)]
        found += [b(number, j) for j in range(layer.n)]
    return tuple(found)


def slope_table(network: Network, examples: Examples, example: int = 0) -> SlopeTable:
    """Return the slopes of all outputs and of the cost by all weights and biases: a sweep back for each row.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> table = slope_table(*read("networks/iris.toml"))
    >>> table.values.shape, str(table.columns[table.steepest])
    ((4, 47), 'w[1][3,0]')
    """
    found = graph_of(network, examples, example)
    rows = (*(a(network.depth, j) for j in range(network.widths[-1])), C)
    columns = parameters(network)
    totals = [reverse_sweep(found.graph, found.at, found.nodes[row]).totals for row in rows]
    places = [found.nodes[one] for one in columns]
    return SlopeTable(rows, columns, frozen(np.array(totals)[:, places]))


def slopes_by(network: Network, examples: Examples, by: Quantity, example: int = 0) -> SlopeTable:
    """Return the slopes of all that a weight reaches, activations and the cost, by it: one sweep forward.

    Returns
    -------
    SlopeTable
        Of one column.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import w
    >>> slopes_by(*read("networks/iris.toml"), w(1, 3, 0)).values.shape
    (8, 1)
    """
    found, layer = graph_of(network, examples, example), by.layer
    assert layer is not None
    reached = [a(layer, by.neurons[0])]
    reached += [a(later, j) for later in range(layer + 1, network.depth + 1) for j in range(network.widths[later])]
    rows = (*reached, C)
    totals = forward_sweep(found.graph, found.at, str(by)).totals
    return SlopeTable(rows, (by,), frozen(totals[[found.nodes[one] for one in rows]][:, None]))


def has_steep_weights(network: Network, examples: Examples, example: int = 0) -> bool:
    """Whether the cost has a slope other than 0 by any weight of the first layer.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> has_steep_weights(*read("networks/iris.toml"))
    True
    """
    slopes = backward(forward(network, examples.X[example]), examples.Y[example])
    return bool(np.any(slopes.layers[0].dC_dW))
