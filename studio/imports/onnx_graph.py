"""ONNX: layers and activations read from the graph, back from its output to its input."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from core.array_file import MOST_BYTES
from core.arrays import Array
from core.errors import InputError
from core.user_file import read_bytes
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, OUT_IN, Dense, Found, dense, fitting
from studio.imports.extras import need
from studio.imports.onnx_activations import activation_of

SILENT = {"Identity", "Cast", "Dropout", "Flatten", "Reshape"}
RULE = "what Gemm and MatMul compute"


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of an ONNX file.

    Parameters
    ----------
    path : Path
    choices : Choices

    Returns
    -------
    Found

    Raises
    ------
    InputError
        If it is no ONNX file, or holds more than fully connected layers in a row with activations of ours.
    """
    source = str(path)
    if choices.layout:
        raise InputError(source, "--layout", f"expected none, as layouts follow from {RULE}", f"found {choices.layout}")
    onnx = need("onnx", "onnx", "ONNX files")
    data = read_bytes(path, "an ONNX file", MOST_BYTES)
    try:
        model = onnx.load_model_from_string(data)
        if (count := sum(math.prod(tensor.dims) for tensor in model.graph.initializer)) * 8 > MOST_BYTES:
            raise InputError(source, "", f"expected at most {MOST_BYTES // 8:,} weights", f"found {count:,}")  # noqa: TRY301
        # Weights kept beside it; onnx itself refuses those that are not in this folder or below.
        onnx.external_data_helper.load_external_data_for_model(model, str(path.parent))
        if model.functions:
            model = need("onnx.inliner", "onnx", "ONNX files").inline_local_functions(model)
        onnx.checker.check_model(model)  # no circles, and each operation has what it takes
        graph = Graph(onnx, model.graph, source)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes protobuf and NumPy raise anything
        reason = (str(error).partition("\n")[0] or type(error).__name__).rstrip(".")
        raise InputError(source, "", "expected an ONNX file", f"found a mistake: {reason}") from None
    return Found(fitting(source, list(graph.layers())[::-1]), RULE)


class Graph:
    """A graph of operations, walked back from its output.

    Parameters
    ----------
    onnx : module
    graph : onnx.GraphProto
    source : str
        The file's name, for errors.
    """

    def __init__(self, onnx: Any, graph: Any, source: str) -> None:  # noqa: ANN401  onnx has no types
        self._onnx, self._source = onnx, source
        self._makers = {name: node for node in graph.node for name in node.output}
        self.constants: dict[str, Array] = {one.name: self._array(one) for one in graph.initializer}
        for node in graph.node:
            self._keep_constant(node)
        inputs = [one.name for one in graph.input if one.name not in self.constants]
        floats = {onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE, onnx.TensorProto.FLOAT16}
        outputs = [one.name for one in graph.output if one.type.tensor_type.elem_type in floats]
        if len(inputs) != 1 or len(outputs) != 1:
            found = f"{len(inputs)} and {len(outputs)}"
            self.refuse("", "one input and one output of floats", found, "export the network without what surrounds it")
        self._start, self._end = inputs[0], outputs[0]

    def layers(self) -> Iterator[Dense]:
        """Yield the layers, the last one first.

        Raises
        ------
        InputError
            If anything else has a part in the output.
        """
        value, activation = self._end, ""
        while value != self._start:
            node = self.maker(value)
            if node is None:
                self.refuse(value, "a value that some operation makes", "none")
            if node.op_type in SILENT and (node.op_type != "Reshape" or self._keeps_rows(node)):
                value = node.input[0]
            elif (weighted := self._weighted(node)) is not None:
                value, parts = weighted
                yield dense(self._source, self.place(node), *parts, activation=activation or "identity")
                activation = ""
            else:
                told = activation_of(self, node)
                if told is None or activation:
                    remedy = "only fully connected layers in a row, one activation each, can be shown"
                    self.refuse(self.place(node), "Gemm, MatMul, Add or an activation", node.op_type, remedy)
                activation, value = told
        if activation:
            self.refuse(self._start, "a layer before the first activation", activation)

    def maker(self, value: str) -> Any:  # noqa: ANN401  a node
        """Return the operation that makes a value, or None."""
        return self._makers.get(value)

    def attributes(self, node: Any) -> dict[str, Any]:  # noqa: ANN401  a node
        """Return an operation's attributes by name."""
        return {one.name: self._onnx.helper.get_attribute_value(one) for one in node.attribute}

    def place(self, node: Any) -> str:  # noqa: ANN401  a node
        """Return what to call an operation in errors."""
        return f"{node.op_type} {(node.name or node.output[0])[:60]!r}"

    def refuse(self, place: str, expected: str, found: str, remedy: str = "") -> NoReturn:
        """Raise the error for a place of the graph."""
        raise InputError(self._source, place, f"expected {expected}", f"found {found}", remedy)

    def _weighted(self, node: Any) -> tuple[str, tuple[Array, Array | None, str]] | None:  # noqa: ANN401  a node
        """Return what a layer takes, its weights, biases and their layout, if this is a layer's last operation."""
        if node.op_type == "Gemm":
            told = {"alpha": 1.0, "beta": 1.0, "transA": 0, "transB": 0} | self.attributes(node)
            if told["transA"] or node.input[1] not in self.constants:
                self.refuse(self.place(node), "constant weights as second factor", "something else")
            bias = self._bias(node, node.input[2], told["beta"]) if len(node.input) > 2 and node.input[2] else None
            weights = told["alpha"] * self.constants[node.input[1]]
            return node.input[0], (weights, bias, OUT_IN if told["transB"] else IN_OUT)
        if node.op_type == "Add":
            known = [name in self.constants for name in node.input]
            product = self.maker(node.input[known[0]]) if sum(known) == 1 else None
            if product is None or product.op_type != "MatMul":
                self.refuse(self.place(node), "a MatMul and constant biases", "something else")
            return self._product(product, self._bias(node, node.input[not known[0]]))
        return self._product(node, None) if node.op_type == "MatMul" else None

    def _product(self, node: Any, bias: Array | None) -> tuple[str, tuple[Array, Array | None, str]]:  # noqa: ANN401  a node
        if node.input[1] not in self.constants:
            self.refuse(self.place(node), "constant weights as second factor", "something else")
        return node.input[0], (self.constants[node.input[1]], bias, IN_OUT)

    def _bias(self, node: Any, name: str, factor: float = 1.0) -> Array:  # noqa: ANN401  a node
        """Return biases; one row of them is as good as a list."""
        if name not in self.constants:
            self.refuse(self.place(node), "constant biases", "something else")
        bias = factor * self.constants[name]
        return bias[0] if bias.ndim == 2 and len(bias) == 1 else bias

    def _keeps_rows(self, node: Any) -> bool:  # noqa: ANN401  a node
        """Whether a reshape makes rows of examples: (-1, n), (0, n) or (1, n)."""
        shape = self.constants.get(node.input[1], np.zeros(0))
        return shape.shape == (2,) and shape[0] in {-1, 0, 1}

    def _keep_constant(self, node: Any) -> None:  # noqa: ANN401  a node
        """Take up what is constant: Constant nodes, and constants turned over."""
        told = self.attributes(node)
        if node.op_type == "Constant" and "value" in told:
            self.constants[node.output[0]] = self._array(told["value"])
        elif node.op_type == "Transpose" and node.input[0] in self.constants:
            self.constants[node.output[0]] = self.constants[node.input[0]].transpose(told.get("perm"))
        elif node.op_type == "Identity" and node.input[0] in self.constants:
            self.constants[node.output[0]] = self.constants[node.input[0]]

    def _array(self, tensor: Any) -> Array:  # noqa: ANN401  a tensor
        """Return a tensor's numbers; texts, as classifiers name classes, are of no use here."""
        if tensor.data_type == self._onnx.TensorProto.STRING:
            return np.zeros(0)
        return np.asarray(self._onnx.numpy_helper.to_array(tensor)).astype(np.float64)
