"""ONNX: layers and activations read from the graph, back from its output to its input."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from core.files.array_file import MOST_BYTES, MOST_NUMBERS
from core.files.user_file import read_bytes
from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, OUT_IN, Found, dense, fitting
from studio.imports.extras import need
from studio.imports.folding import Curve, Step, folded
from studio.imports.onnx_activations import activation_of, difference, lone_number
from studio.imports.onnx_affine import affine_of
from studio.imports.onnx_model import opened
from studio.imports.our_names import activations_of, costs_by_partner

SILENT = {"Identity", "Dropout", "Flatten"}
"""What leaves the numbers as they are."""
RULE = "what Gemm and MatMul compute"
_WORKS_ANEW = "it works on each example anew, so that it cannot be part of a layer"
REMEDIES = dict.fromkeys(
    ("LayerNormalization", "InstanceNormalization", "GroupNormalization", "Normalizer"), _WORKS_ANEW
)


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
        If it is no ONNX file, or holds more than fully connected layers, normalisation and activations in a row.
    """
    source = str(path)
    if choices.layout:
        raise InputError(source, "--layout", f"expected none, as layouts follow from {RULE}", f"found {choices.layout}")
    onnx = need("onnx", "onnx", "ONNX files")
    data = read_bytes(path, "an ONNX file", MOST_BYTES)
    try:
        model = opened(onnx, data, path)
        graph = Graph(onnx, model.graph, source)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes protobuf and NumPy raise anything
        reason = (str(error).partition("\n")[0] or type(error).__name__).rstrip(".")
        remedy = "export the network again"
        raise InputError(source, "", "expected an ONNX file", f"found a mistake: {reason}", remedy) from None
    steps = list(graph.steps())[::-1]
    layers, notes = folded(source, steps)
    layers = fitting(source, layers)
    graph.refuse_other_inputs(layers[0].W.shape[1])
    is_classifier = model.producer_name == "skl2onnx" and graph.classifies  # scikit-learn's, known by its outputs
    known = costs_by_partner().get(layers[-1].activation, "") if is_classifier else ""
    return Found(layers, RULE, graph.cost or known, (*notes, *graph.notes))


class Graph:
    """A graph of operations, walked back from its output.

    Parameters
    ----------
    onnx : module
    graph : onnx.GraphProto
    source : str
        The file's name, for errors.

    Attributes
    ----------
    cost : str
        That the last activation tells, once the steps are walked.
    notes : list of str
        What is read otherwise than it stands there, once the steps are walked.
    classifies : bool
        Whether it tells classes too.
    """

    def __init__(self, onnx: Any, graph: Any, source: str) -> None:  # noqa: ANN401  onnx has no types
        self._onnx, self._source, self._left = onnx, source, MOST_NUMBERS
        self.cost, self.notes = "", list[str]()
        self._makers = {name: node for node in graph.node for name in node.output}
        self.constants: dict[str, Array] = {one.name: self._array(one) for one in graph.initializer}
        for node in graph.node:
            self._keep_constant(node)
        inputs = [one for one in graph.input if one.name not in self.constants]
        types = onnx.TensorProto
        self._floats = {types.FLOAT, types.DOUBLE, types.FLOAT16, types.BFLOAT16}
        outputs = [one.name for one in graph.output if one.type.tensor_type.elem_type in self._floats]
        maps = [node.input[0] for one in graph.output if (node := self.maker(one.name)) and node.op_type == "ZipMap"]
        self.classifies = len(graph.output) > 1
        if len(inputs) != 1 or len(outputs or maps) != 1:
            found = f"{len(inputs)} and {len(outputs or maps)}"
            self.refuse("", "one input and one output of floats", found, "export the network without what surrounds it")
        self._start, self._end = inputs[0].name, (outputs or maps)[0]
        self._dims = [one.dim_value for one in inputs[0].type.tensor_type.shape.dim]

    def steps(self) -> Iterator[Step]:
        """Yield layers, activations and normalisations, the last one first.

        Raises
        ------
        InputError
            If anything else has a part in the output.
        """
        value, activation = self._without_other_column(self._end), ""
        while value != self._start:
            node = self.maker(value)
            if node is None:
                self.refuse(value, "a value that some operation makes", "none")
            place = self.place(node)
            if self._is_silent(node):
                value = node.input[0]
            elif (weighted := self._weighted(node)) is not None:
                value, parts = weighted
                yield dense(self._source, place, *parts)
                activation = ""
            elif (told := self._activation(node)) is not None and not activation:
                activation, value = told
                yield Curve(place, activation)
            elif told is None and (scaled := affine_of(self, node, place)) is not None:
                affine, value = scaled
                yield affine
            else:
                self._refuse_operation(node)
        if activation:
            self.refuse(self._start, "a layer before the first activation", activation)

    def refuse_other_inputs(self, count: int) -> None:
        """Refuse an input that the file gives another shape than so many numbers an example."""
        told = self._dims[1:]
        if all(told) and told and math.prod(told) != count:
            self.refuse(self._start, f"{count} inputs, as the first layer takes", f"{math.prod(told)}")

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

    def _refuse_operation(self, node: Any) -> NoReturn:  # noqa: ANN401  a node
        differs = difference(self, node)
        remedy = REMEDIES.get(node.op_type, "only fully connected layers in a row, one activation each, can be shown")
        if differs:
            name, needed, found = differs
            self.refuse(self.place(node), f"{name} {needed}", f"{name} {found}", remedy)
        if node.op_type == "Add":
            self.refuse(self.place(node), "a MatMul and constant biases", "something else", remedy)
        self.refuse(self.place(node), "Gemm, MatMul, Add or an activation", node.op_type, remedy)

    def _activation(self, node: Any) -> tuple[str, str] | None:  # noqa: ANN401  a node
        """Return an activation and what it works on; the logarithm of softmax is part of the cost."""
        if node.op_type == "LogSoftmax" and node.output[0] == self._end:
            ours = activations_of("onnx")["Softmax"]
            self.cost = costs_by_partner()[ours]
            self.notes.append(f"the file ends with LogSoftmax: read as {ours}, as {self.cost} takes the logarithm")
            node = self._onnx.helper.make_node("Softmax", node.input, node.output, **self.attributes(node))
        return activation_of(self, node)

    def _without_other_column(self, value: str) -> str:
        """Return p of an output of two columns, 1 - p and p, as scikit-learn's binary classifiers have."""
        node = self.maker(value)
        if node is None or node.op_type != "Concat" or len(node.input) != 2:
            return value
        rest, p = self.maker(node.input[0]), node.input[1]
        if rest is None or rest.op_type != "Sub" or rest.input[1] != p or lone_number(self, rest.input[0]) != 1:
            return value
        self.notes.append("of the two outputs of the file, 1 - p and p, the network has p")
        return p

    def _is_silent(self, node: Any) -> bool:  # noqa: ANN401  a node
        """Whether an operation leaves the numbers as they are, one row for each example."""
        if node.op_type == "Cast":
            return self.attributes(node)["to"] in self._floats
        if node.op_type == "Reshape":  # to one row an example, or to one number each
            shape = self.constants.get(node.input[1], np.zeros(0)).tolist()
            return (len(shape) == 2 and shape[0] in {-1, 0, 1, *self._dims[:1]}) or shape == [-1]
        return node.op_type in SILENT or node.op_type == "Squeeze"

    def _weighted(self, node: Any) -> tuple[str, tuple[Array, Array | None, str]] | None:  # noqa: ANN401  a node
        """Return what a layer takes, its weights, biases and their layout, if this is a layer's last operation."""
        if node.op_type == "Gemm":
            told = {"alpha": 1.0, "beta": 1.0, "transA": 0, "transB": 0} | self.attributes(node)
            if told["transA"] or node.input[1] not in self.constants:
                self.refuse(self.place(node), "constant weights as second factor", "something else")
            bias = self._bias(node, node.input[2], told["beta"]) if len(node.input) > 2 and node.input[2] else None
            weights = _times(told["alpha"], self.constants[node.input[1]])
            return node.input[0], (weights, bias, OUT_IN if told["transB"] else IN_OUT)
        if node.op_type == "Add":
            known = [name in self.constants for name in node.input]
            product = self.maker(node.input[known[0]]) if sum(known) == 1 else None
            if product is None or product.op_type != "MatMul":
                return None
            return self._product(product, self._bias(node, node.input[not known[0]]))
        return self._product(node, None) if node.op_type == "MatMul" else None

    def _product(self, node: Any, bias: Array | None) -> tuple[str, tuple[Array, Array | None, str]]:  # noqa: ANN401  a node
        if node.input[1] not in self.constants:
            self.refuse(self.place(node), "constant weights as second factor", "something else")
        weights = self.constants[node.input[1]]
        if bias is not None and bias.size == 1 and weights.ndim == 2:
            bias = np.repeat(bias, weights.shape[1])
        return node.input[0], (weights, bias, IN_OUT)

    def _bias(self, node: Any, name: str, factor: float = 1.0) -> Array:  # noqa: ANN401  a node
        """Return biases; one row of them is as good as a list."""
        if name not in self.constants:
            self.refuse(self.place(node), "constant biases", "something else")
        bias = _times(factor, self.constants[name])
        if bias.ndim == 2 and bias.shape[1] == 1 < len(bias):
            self.refuse(self.place(node), "a row of biases", f"shape {bias.shape}")
        return bias[0] if bias.ndim == 2 and len(bias) == 1 else bias

    def _keep_constant(self, node: Any) -> None:  # noqa: ANN401  a node
        """Take up what is constant: Constant nodes, and constants turned over."""
        told = self.attributes(node)
        if node.op_type == "Constant":
            for key in told.keys() & {"value", "value_float", "value_floats", "value_int", "value_ints"}:
                kept = self._array(told[key]) if key == "value" else np.asarray(told[key], np.float64)
                self.constants[node.output[0]] = kept
        elif node.op_type == "Transpose" and node.input[0] in self.constants:
            self.constants[node.output[0]] = self.constants[node.input[0]].transpose(told.get("perm"))
        elif node.op_type == "Identity" and node.input[0] in self.constants:
            self.constants[node.output[0]] = self.constants[node.input[0]]

    def _array(self, tensor: Any) -> Array:  # noqa: ANN401  a tensor
        """Return a tensor's numbers, as long as there is room; texts, as classifiers name classes, are of no use."""
        if tensor.data_type == self._onnx.TensorProto.STRING:
            return np.zeros(0)
        self._left -= math.prod(tensor.dims)
        if self._left < 0 or self._onnx.external_data_helper.uses_external_data(tensor):
            expected = f"at most {MOST_NUMBERS:,} weights, in the file or as its initializers"
            self.refuse(tensor.name[:60], expected, "more, or others", "export the network alone")
        array = np.asarray(self._onnx.numpy_helper.to_array(tensor))
        return array if array.dtype.kind == "f" else array.astype(np.float64)


def _times(factor: float, array: Array) -> Array:
    return array if factor == 1 else factor * array.astype(np.float64)
