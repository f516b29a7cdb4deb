"""Which operations of ONNX are activations of ours: single ones, and the products that silu and gelu are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from core.model.arrays import Array

# The activation, and the attributes at which the operation is that one, with their defaults.
SINGLE: dict[str, tuple[str, dict[str, tuple[Any, Any]]]] = {
    "Sigmoid": ("sigmoid", {}),
    "Tanh": ("tanh", {}),
    "Relu": ("relu", {}),
    "LeakyRelu": ("leaky_relu", {"alpha": (0.01, 0.01)}),
    "Softplus": ("softplus", {}),
    "Gelu": ("gelu", {"approximate": (b"none", b"none")}),
    "Swish": ("silu", {"alpha": (1.0, 1.0)}),
    "Sin": ("sin", {}),
    "Cos": ("cos", {}),
    "Exp": ("exp", {}),
}


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
    told = graph.attributes(node)
    if node.op_type == "Softmax" and told.get("axis", -1) in {-1, 1}:
        return "softmax", node.input[0]
    if node.op_type == "Mul":
        return _product(graph, node)
    if node.op_type == "Where":
        return _softplus(graph, node)
    if node.op_type not in SINGLE:
        return None
    name, needed = SINGLE[node.op_type]
    same = all(_equal(told.get(key, default), value) for key, (value, default) in needed.items())
    return (name, node.input[0]) if same else None


def difference(graph: Graph, node: Any) -> tuple[str, str, str] | None:  # noqa: ANN401  a node
    """Return in what an operation is not the activation of ours that has its name: what, ours, and its own."""
    told = graph.attributes(node)
    if node.op_type == "Softmax" and told.get("axis", -1) not in {-1, 1}:
        return "axis", "-1", str(told["axis"])
    for key, (value, default) in SINGLE.get(node.op_type, ("", {}))[1].items():
        if not _equal(found := told.get(key, default), value):
            return key, _shown(value), _shown(found)
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
            return "silu", z
        if _equal(number, 0.5) and _is_one_plus_erf(graph, other, z):
            return "gelu", z
    return None


def _softplus(graph: Graph, node: Any) -> tuple[str, str] | None:  # noqa: ANN401  a node
    """Recognize PyTorch's softplus, which is z itself where z > 20 and so differs by less than 3e-9."""
    condition, z, otherwise = node.input
    greater = graph.maker(condition)
    if greater is None or greater.op_type != "Greater" or greater.input[0] != z:
        return None
    limit = lone_number(graph, greater.input[1])
    return ("softplus", z) if limit >= 20 and _is(graph, otherwise, "Softplus", z) else None


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
