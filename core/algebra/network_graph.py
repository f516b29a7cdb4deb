"""A network as an expression graph: every product, sum, activation and the cost is a node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sympy
from sympy import Expr, Symbol

from core.algebra.expression_graph import ExpressionGraph, GraphBuilder
from core.algebra.operations import Operation, activation_of
from core.algebra.symbols import formula
from core.model.activation import Activation
from core.model.arrays import Array
from core.model.costs import Cost
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, a, b, w, z


@dataclass(frozen=True, slots=True)
class NetworkGraph:
    """The graph of a network and one example.

    Parameters
    ----------
    graph : ExpressionGraph
        Its outputs are the network's outputs and then the cost.
    nodes : dict of Quantity to int
        The node of each input, weight, bias, weighted sum and activation, and of the cost.
    at : dict of str to float
        What its inputs are: the network's inputs, weights and biases, by the texts of their quantities.
    """

    graph: ExpressionGraph
    nodes: dict[Quantity, int]
    at: dict[str, float]


def graph_of(network: Network, examples: Examples, example: int = 0) -> NetworkGraph:
    """Return the graph of what a network computes for one example.

    z_j = w_j0 a_0 + w_j1 a_1 + ... + b_j;   a_j = sigma(z_j);   C = sum_j term(a_j, y_j)

    Parameters
    ----------
    network : Network
    examples : Examples
    example : int

    Returns
    -------
    NetworkGraph

    Examples
    --------
    >>> from core.algebra.graph_sweep import reverse_sweep
    >>> from core.files.network_file import read
    >>> found = graph_of(*read("networks/chain.toml"))
    >>> slopes = reverse_sweep(found.graph, found.at, found.nodes[C]).totals
    >>> round(float(slopes[found.nodes[w(3, 0, 0)]]), 4)
    -0.0841
    """
    builder, nodes = GraphBuilder(), {}
    at: dict[str, float] = {}

    def known(quantity: Quantity, value: float) -> int:
        at[str(quantity)] = float(value)
        nodes[quantity] = builder.input(str(quantity))
        return nodes[quantity]

    heard = [known(a(0, k), value) for k, value in enumerate(examples.X[example])]
    for number, layer in enumerate(network.layers, 1):
        sums = []
        for j in range(layer.n):
            shares = [builder.apply("*", known(w(number, j, k), layer.W[j, k]), one) for k, one in enumerate(heard)]
            nodes[z(number, j)] = builder.apply("+", *shares, known(b(number, j), layer.b[j]))
            sums.append(nodes[z(number, j)])
        applied = [_applied(layer.activation, sums, j) for j in range(layer.n)]
        heard = [builder.apply(operation, *taken) for operation, taken in applied]
        nodes |= {a(number, j): node for j, node in enumerate(heard)}
    nodes[C] = builder.apply(_cost(network.cost, examples.Y[example]), *heard)
    return NetworkGraph(builder.whole(*heard, nodes[C]), nodes, at)


def _applied(row: Activation, sums: Sequence[int], j: int) -> tuple[Operation, Sequence[int]]:
    """Return the operation that gives a_j, and the sums that it takes."""
    if row.elementwise:
        return activation_of(row), sums[j : j + 1]
    return _share(row, len(sums), j), sums


def _share(row: Activation, count: int, j: int) -> Operation:
    """Return one output of an activation that takes all sums, as an operation on them."""

    def twin(*sums: Expr) -> Expr:
        whole = sum(map(sympy.exp, sums))
        return formula(row.formula).subs({Symbol("z"): sums[j], Symbol("S"): whole})

    def value(*sums: Array) -> Array:
        return row.value(np.stack(sums, axis=-1))[..., j]

    def slope(*sums: Array) -> Array:
        return row.slope(np.stack(sums, axis=-1))[..., j, :]

    return Operation(row.bare_name, twin, value, arity=count, slope=slope)


def _cost(cost: Cost, y: Array) -> Operation:
    """Return a cost with its desired outputs as an operation on the outputs."""

    def twin(*outputs: Expr) -> Expr:
        whole = formula(cost.formula)
        names = Symbol("a"), Symbol("y"), Symbol("n")
        terms = (
            whole.subs(dict(zip(names, (one, float(wanted), len(y)), strict=True)))
            for one, wanted in zip(outputs, y, strict=True)
        )
        return sum(terms, sympy.Integer(0))

    def value(*outputs: Array) -> Array:
        return cost.value(np.stack(outputs, axis=-1), y)

    def slope(*outputs: Array) -> Array:
        return cost.slope(np.stack(outputs, axis=-1), y)

    return Operation("C", twin, value, arity=len(y), slope=slope)
