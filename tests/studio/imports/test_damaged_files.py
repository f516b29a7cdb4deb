"""Files cut short or with a byte changed: read as they then are, or told in one line that names them."""

import json

import numpy as np
import pytest

from core.model.errors import InputError
from studio.imports import Choices, assemble, completed, format_of
from tests.studio.importing import onnx_file

W, b = np.float32([[1, 2], [3, 4]]), np.float32([5, 6])


def saved_onnx(path):
    nodes = [("Sub", "x b", "a", {}), ("Gemm", "a W b", "z", {"alpha": 2.0}), ("LeakyRelu", "z", "h", {"alpha": 0.01})]
    onnx_file(path, [*nodes, ("Gemm", "h W b", "y", {})], W=W, b=b)


def saved_safetensors(path):
    from safetensors.numpy import save_file

    norm = {"running_mean": b, "running_var": b, "num_batches_tracked": np.array(7)}
    tensors = {"0.weight": W, "0.bias": b, **{f"1.{key}": array for key, array in norm.items()}, "3.weight": W}
    save_file(tensors, path)


def saved_json(path):
    told = {"sizes": [2, 2], "weights": [W.tolist()], "biases": [[[5], [6]]], "cost": "QuadraticCost"}
    path.write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    ("ending", "save"), [("onnx", saved_onnx), ("safetensors", saved_safetensors), ("json", saved_json)]
)
def test_every_cut_and_change_is_told_or_harmless(folder, ending, save):
    path = folder / f"mine.{ending}"
    save(path)
    data, told = path.read_bytes(), 0
    choices = Choices(("relu",), "softmax", "cross_entropy")
    for place in range(len(data)):
        for broken in (data[:place], data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :]):
            path.write_bytes(broken)
            try:
                with np.errstate(all="ignore"):
                    found = completed(format_of(path).read(path, choices), choices)
                    assemble(found, choices, str(path), "mine")
            except InputError as error:
                assert str(error).isprintable()  # noqa: PT017
                told += 1
    assert told > len(data)
