"""Which operations of ONNX scale and shift each value by constants: normalisation, which joins a layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from core.model.arrays import Array
from studio.imports.folding import Affine
from studio.imports.onnx_activations import Graph

Parts = Callable[[Array], tuple[Array, Array]]
_ONE, _NOTHING = np.ones(()), np.zeros(())
# From a constant: the scale and the shift where the constant comes second, and where it comes first.
_ELEMENTWISE: dict[str, tuple[Parts, Parts | None]] = {
    "Add": (lambda c: (_ONE, c), lambda c: (_ONE, c)),
    "Sub": (lambda c: (_ONE, -c), lambda c: (-_ONE, c)),
    "Mul": (lambda c: (c, _NOTHING), lambda c: (c, _NOTHING)),
    "Div": (lambda c: (1 / c, _NOTHING), None),
}


def affine_of(graph: Graph, node: Any, place: str) -> tuple[Affine, str] | None:  # noqa: ANN401  a node
    """Return the scale and shift that an operation is, and the value that it works on; None if it is none.

    Parameters
    ----------
    graph : Graph
    node : onnx.NodeProto
    place : str
        What to call it.

    Returns
    -------
    tuple of Affine and str, or None
    """
    if node.op_type == "BatchNormalization":
        return _batch_normalisation(graph, node, place)
    if node.op_type == "Scaler":  # of scikit-learn's scalers
        told = graph.attributes(node)
        scale, offset = np.asarray(told.get("scale", [1.0])), np.asarray(told.get("offset", [0.0]))
        return Affine(place, "standardisation", scale, -offset * scale), node.input[0]
    if node.op_type not in _ELEMENTWISE:
        return None
    known = [name in graph.constants for name in node.input]
    if sum(known) != 1:
        return None
    constant = graph.constants[node.input[known.index(True)]].astype(np.float64)
    parts = _ELEMENTWISE[node.op_type][known[0]]
    if parts is None or constant.size not in {1, constant.shape[-1] if constant.ndim else 1}:
        return None
    with np.errstate(all="ignore"):  # what is not finite is refused as part of a layer
        return Affine(place, "normalisation", *parts(constant.reshape(-1))), node.input[known.index(False)]


def _batch_normalisation(graph: Graph, node: Any, place: str) -> tuple[Affine, str] | None:  # noqa: ANN401  a node
    value, *names = node.input
    told = graph.attributes(node)
    if len(names) != 4 or any(name not in graph.constants for name in names) or told.get("training_mode", 0):
        return None
    gamma, beta, mean, variance = (graph.constants[name].astype(np.float64) for name in names)
    with np.errstate(all="ignore"):
        scale = gamma / np.sqrt(variance + told.get("epsilon", 1e-5))
        return Affine(place, "batch normalisation", scale, beta - mean * scale), value
