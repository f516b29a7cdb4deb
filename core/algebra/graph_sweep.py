"""Sweeps through an expression graph: multiply along each arrow, add where arrows meet.

Backward from one output a sweep gives its slope by every node; forward from one input it gives the slope of every
node by that input. Both leave a tape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.algebra.expression_graph import Arrow, ExpressionGraph
from core.model.arrays import Array, frozen
from core.model.errors import InputError


@dataclass(frozen=True, slots=True)
class TapeEntry:
    """What is carried over one arrow.

    Parameters
    ----------
    arrow : Arrow
    slope : float
        Of the arrow's end by its start, all else held still.
    product : float
        It, times what the sweep brings to the arrow.
    """

    arrow: Arrow
    slope: float
    product: float


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """A sweep.

    Parameters
    ----------
    way : "forward" or "reverse"
    tape : tuple of TapeEntry
        In the order of the sweep.
    totals : ndarray, shape (nodes,)
        What meets in each node: the output's slope by it, or its slope by the input.
    """

    way: Literal["forward", "reverse"]
    tape: tuple[TapeEntry, ...]
    totals: Array


def reverse_sweep(graph: ExpressionGraph, at: Mapping[str, float], output: int | None = None) -> Sweep:
    """Carry a slope of 1 from an output back along every arrow.

    df/du = sum over the arrows u -> v of dv/du df/dv

    Parameters
    ----------
    graph : ExpressionGraph
    at : mapping of str to float
        The inputs.
    output : int, optional
        The number of the node whose slopes are asked for; the graph's first output if not given.

    Returns
    -------
    Sweep

    Raises
    ------
    InputError
        If a value is not defined there, or a slope.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> graph = expression_graph("x*y + sin(x)")
    >>> sweep = reverse_sweep(graph, {"x": 2.0, "y": 1.5})
    >>> {name: round(float(sweep.totals[node]), 3) for name, node in graph.inputs.items()}
    {'x': 1.084, 'y': 2.0}

    References
    ----------
    A. Griewank, A. Walther, Evaluating Derivatives (2nd ed., 2008), ch. 3.
    """
    slopes = local_slopes(graph, at)
    totals = np.zeros(len(graph.nodes))
    totals[graph.outputs[0] if output is None else output] = 1.0
    tape = []
    for arrow in sorted(slopes, key=lambda one: (-one.end, one.place)):
        product = slopes[arrow] * totals[arrow.end]
        totals[arrow.start] += product
        tape.append(TapeEntry(arrow, slopes[arrow], float(product)))
    return Sweep("reverse", tuple(tape), frozen(totals))


def forward_sweep(graph: ExpressionGraph, at: Mapping[str, float], by: str) -> Sweep:
    """Carry a slope of 1 from an input on along every arrow.

    dv/dx = sum over the arrows u -> v of dv/du du/dx

    Parameters
    ----------
    graph : ExpressionGraph
    at : mapping of str to float
        The inputs.
    by : str
        The input whose effect is asked for.

    Returns
    -------
    Sweep

    Raises
    ------
    InputError
        If a value is not defined there, or a slope.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> graph = expression_graph("x*y + sin(x)")
    >>> round(float(forward_sweep(graph, {"x": 2.0, "y": 1.5}, "x").totals[graph.outputs[0]]), 3)
    1.084

    References
    ----------
    A. Griewank, A. Walther, Evaluating Derivatives (2nd ed., 2008), ch. 3.
    """
    slopes = local_slopes(graph, at)
    totals = np.zeros(len(graph.nodes))
    totals[graph.inputs[by]] = 1.0
    tape = []
    for arrow in sorted(slopes, key=lambda one: (one.end, one.place)):
        product = slopes[arrow] * totals[arrow.start]
        totals[arrow.end] += product
        tape.append(TapeEntry(arrow, slopes[arrow], float(product)))
    return Sweep("forward", tuple(tape), frozen(totals))


def local_slopes(graph: ExpressionGraph, at: Mapping[str, float]) -> dict[Arrow, float]:
    """Return the slope of each arrow that an input reaches, all else held still.

    Raises
    ------
    InputError
        If a value is not defined there, or a slope.
    """
    values, depends = graph.values(at), graph.depends
    found: dict[Arrow, float] = {}
    for end, node in enumerate(graph.nodes):
        if node.operation is None:
            continue
        slopes = node.operation.slopes_at(tuple(float(values[one]) for one in node.arguments))
        for place, (start, slope) in enumerate(zip(node.arguments, slopes, strict=True)):
            if not depends[start]:
                continue
            if not np.isfinite(slope):
                expected = f"expected a slope of {graph.text(end)} by {graph.text(start)}"
                raise InputError("", "expression", expected, "found none there", "choose another point")
            found[Arrow(start, end, place)] = slope
    return found
