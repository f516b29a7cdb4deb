"""ONNX files opened with limits: how much a nest of functions may grow to, and how much is read from beside a file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.files.array_file import MOST_NUMBERS
from core.model.errors import InputError
from studio.imports.extras import need

MOST_OPERATIONS = 10_000
"""Once functions are written out; one layer takes about five."""
MOST_DEPTH = 100
"""Of functions that call others."""


def opened(onnx: Any, data: bytes, path: Path) -> Any:  # noqa: ANN401  onnx has no types
    """Return the model that a file holds, with the weights beside it, functions written out, and checked.

    Parameters
    ----------
    onnx : module
    data : bytes
        What the file holds.
    path : Path
        Where it lies.

    Returns
    -------
    onnx.ModelProto

    Raises
    ------
    InputError
        If it is too big.
    Exception
        Whatever protobuf and onnx raise at a damaged file.
    """
    source = str(path)
    model = onnx.load_model_from_string(data)
    if (count := sum(math.prod(tensor.dims) for tensor in model.graph.initializer)) > MOST_NUMBERS:
        raise InputError(source, "", f"expected at most {MOST_NUMBERS:,} weights", f"found {count:,}")
    for tensor in model.graph.initializer:
        if onnx.external_data_helper.uses_external_data(tensor):
            _load(onnx, tensor, path)
    if _operations(model, source) > MOST_OPERATIONS:
        expected = f"expected at most {MOST_OPERATIONS:,} operations with all functions written out"
        raise InputError(source, "", expected, "found more", "export the network alone")
    if model.functions:
        model = need("onnx.inliner", "onnx", "ONNX files").inline_local_functions(model)
    onnx.checker.check_model(model)  # no circles, and each operation has what it takes
    return model


def _load(onnx: Any, tensor: Any, path: Path) -> None:  # noqa: ANN401  onnx has no types
    """Read a tensor's own bytes from the file beside; onnx refuses files that are not in this folder or below."""
    told = {entry.key: entry.value for entry in tensor.external_data}
    size = math.prod(tensor.dims) * onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize
    if int(told.get("length", size)) != size:
        place, expected = tensor.name[:60], f"expected {size:,} bytes in {told.get('location', '')[:60]!r}"
        raise InputError(str(path), place, expected, f"found {told['length']}", "export the network again")
    beside = path.parent / told.get("location", "")
    if not beside.exists():
        expected = f"expected its weights beside it, in {told.get('location', '')[:60]!r}"
        raise InputError(str(path), tensor.name[:60], expected, "found no such file", "put both into one folder")
    if "length" not in told:
        tensor.external_data.add(key="length", value=str(size))
    onnx.external_data_helper.load_external_data_for_tensor(tensor, str(path.parent))


def _operations(model: Any, source: str) -> int:  # noqa: ANN401  onnx has no types
    """Return how many operations there are once each call of a function is written out."""
    functions = {(one.domain, one.name): one for one in model.functions}
    sizes: dict[tuple[str, str], int] = {}

    def size_of(nodes: Any, within: tuple[tuple[str, str], ...]) -> int:  # noqa: ANN401  onnx has no types
        total = 0
        for node in _nodes(nodes):
            key = (node.domain, node.op_type)
            if key in functions and key not in sizes:
                if key in within or len(within) > MOST_DEPTH:
                    expected = f"expected functions that call others at most {MOST_DEPTH} deep, and never themselves"
                    raise InputError(source, key[1][:60], expected, "found it called again", "export the network alone")
                sizes[key] = size_of(functions[key].node, (*within, key))
            total += sizes.get(key, 1)
        return total

    return size_of(model.graph.node, ())


def _nodes(nodes: Any) -> Iterator[Any]:  # noqa: ANN401  onnx has no types
    """Yield operations, also those within the branches of others."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        for told in node.attribute:
            waiting += [*told.g.node, *(one for graph in told.graphs for one in graph.node)]
