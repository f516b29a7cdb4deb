"""Which operations of ONNX are activations of ours: single ones, and the products that silu and gelu are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from core.model.arrays import Array
from studio.imports.our_names import UnfitError, activations_of, with_parameter

_NEEDED: dict[str, tuple[str, Any]] = {"Gelu": ("approximate", b"none"), "Swish": ("alpha", 1.0)}
"""The attribute at which an operation is ours, and is so by default."""
_KNOWN = "the one that is known here"
_LAST = (-1, 1)
"""Axes along which a softmax is one of the outputs of an example."""


class Graph(Protocol):
    """What is asked of a graph."""

    constants: dict[str, Array]

    def maker(self, value: str) -> Any:  # noqa: ANN401  a node
        """Return the operation that makes a value, or None."""

    def attributes(self, node: Any) -> dict[str, Any]:  # noqa: ANN401  a node
        """Return an operation's attributes by name."""


def activation_of(graph: Graph, node: Any) -> tuple[str, str] | None:  # noqa: ANN401  a node
    """Return the activation that an operation ends, and the value that it works on; None if it is none of ours.

    Parameters
    ----------
    graph : Graph
    node : onnx.NodeProto

    Returns
    -------
    tuple of str, or None
    """
    if node.op_type == "Mul":
        return _product(graph, node)
    if node.op_type == "Where":
        return _softplus(graph, node)
    known = activations_of("onnx")
    if node.op_type not in known or difference(graph, node):
        return None
    return with_parameter(known[node.op_type], node.op_type, graph.attributes(node)), node.input[0]


def difference(graph: Graph, node: Any) -> tuple[str, str, str] | None:  # noqa: ANN401  a node
    """Return in what an operation is not the activation of ours that has its name: what, ours, and its own."""
    told, kind = graph.attributes(node), node.op_type
    if kind == "Softmax" and told.get("axis", -1) not in _LAST:
        return "axis", f"{_LAST[0]}, {_KNOWN}", str(told["axis"])
    if kind in _NEEDED:
        key, needed = _NEEDED[kind]
        if not _equal(found := told.get(key, needed), needed):
            return key, f"{_shown(needed)}, {_KNOWN}", _shown(found)
    try:
        with_parameter(activations_of("onnx").get(kind, ""), kind, told)
    except UnfitError as unfit:
        return unfit.option, f"that is {unfit.expected}", _shown(unfit.found)
    return None


def _shown(value: Any) -> str:  # noqa: ANN401  a number or bytes
    return value.decode() if isinstance(value, bytes) else str(np.float32(value))


def _equal(found: Any, wanted: Any) -> bool:  # noqa: ANN401  a number or bytes
    return abs(found - wanted) < 1e-6 if isinstance(wanted, float) else found == wanted


def _product(graph: Graph, node: Any) -> tuple[str, str] | None:  # noqa: ANN401  a node
    """Recognize silu, z sigmoid(z), and gelu, z 1/2 (1 + erf(z / sqrt 2)), however the factors are grouped."""
    factors = list(_factors(graph, node.output[0]))
    number = float(np.prod([lone_number(graph, name) for name in factors if name in graph.constants]))
    values = Counter(name for name in factors if name not in graph.constants)
    for z in values:
        (other,) = (values - Counter([z])).elements() if values.total() == 2 else ("",)
        if _equal(number, 1.0) and _is(graph, other, "Sigmoid", z):
            return activations_of("onnx")["Swish"], z
        if _equal(number, 0.5) and _is_one_plus_erf(graph, other, z):
            return activations_of("onnx")["Gelu"], z
    return None


def _softplus(graph: Graph, node: Any) -> tuple[str, str] | None:  # noqa: ANN401  a node
    """Recognize PyTorch's softplus, which is z itself where z > 20 and so differs by less than 3e-9."""
    condition, z, otherwise = node.input
    greater = graph.maker(condition)
    if greater is None or greater.op_type != "Greater" or greater.input[0] != z:
        return None
    limit = lone_number(graph, greater.input[1])
    is_softplus = limit >= 20 and _is(graph, otherwise, "Softplus", z)
    return (activations_of("onnx")["Softplus"], z) if is_softplus else None


def _factors(graph: Graph, value: str, depth: int = 8) -> Iterator[str]:
    node = graph.maker(value)
    if node is not None and node.op_type == "Mul" and depth and value not in graph.constants:
        for name in node.input:
            yield from _factors(graph, name, depth - 1)
    else:
        yield value


def _is(graph: Graph, value: str, operation: str, z: str) -> bool:
    node = graph.maker(value)
    return node is not None and node.op_type == operation and node.input[0] == z


def _is_one_plus_erf(graph: Graph, value: str, z: str) -> bool:
    add = graph.maker(value)
    if add is None or add.op_type != "Add":
        return False
    erf = [graph.maker(name) for name in add.input if name not in graph.constants]
    ones = [graph.constants[name] for name in add.input if name in graph.constants]
    if len(erf) != 1 or not np.array_equal(ones, [1.0]) or erf[0] is None or erf[0].op_type != "Erf":
        return False
    scaled = graph.maker(erf[0].input[0])
    if scaled is None or scaled.op_type not in {"Div", "Mul"} or scaled.input[0] != z:
        return False
    factor = lone_number(graph, scaled.input[1])
    return _equal(factor if scaled.op_type == "Div" else 2 * factor, float(np.sqrt(2)))


def lone_number(graph: Graph, name: str) -> float:
    """Return a constant of one number; what is none equals no number."""
    array = graph.constants.get(name)
    return float(array.item()) if array is not None and array.size == 1 else np.nan
