"""ONNX graphs: what stands around the layers is folded into them exactly, or refused by its name; all within limits."""

import time
from itertools import pairwise

import numpy as np
import pytest

from core.files.array_file import MOST_NUMBERS
from core.files.network_file import read
from core.passes.forward import forward
from tests.studio.importing import onnx_file, refused, run

RANDOM = np.random.default_rng(8)
W, b = RANDOM.normal(size=(2, 2)).astype(np.float32), RANDOM.normal(size=2).astype(np.float32)
V, c = RANDOM.normal(size=(2, 1)).astype(np.float32), RANDOM.normal(size=1).astype(np.float32)
s, t = np.array([0.5, -2], np.float32), np.array([3, 0.25], np.float32)
X = np.array([0.7, -1.2])
SAID = ["--cost", "squared_error", "--example", "0.7,-1.2:1"]
LAYER = ("Gemm", "a W b", "z", {})
LAYER_OF_X = ("Gemm", "x W b", "z", {})
LAST = ("Gemm", "h V c", "y", {})


def output(path, nodes, *said, **constants):
    """Import a graph of these operations, and return what the network gives."""
    onnx_file(path / "mine.onnx", nodes, **({"W": W, "b": b, "V": V, "c": c, "s": s, "t": t} | constants))
    result = run("mine.onnx", *(said or SAID))
    assert result.exit_code == 0, result.output
    return forward(read("out.toml")[0], X).output


def layer(x, weights=W, biases=b):
    return x @ weights.astype(float) + biases


@pytest.mark.parametrize(
    ("nodes", "value"),
    [
        ([("Sub", "x s", "u", {}), ("Div", "u t", "a", {})], (X - s) / t),
        ([("Mul", "s x", "u", {}), ("Add", "t u", "a", {})], s * X + t),
        ([("Sub", "s x", "a", {})], s - X),
        ([("Div", "x two", "a", {})], X / 2),
        ([("BatchNormalization", "x s t b v", "a", {"epsilon": 0.1})], s * (X - b) / np.sqrt(np.abs(t) + 0.1) + t),
    ],
)
def test_normalisation_at_the_input_becomes_part_of_the_first_layer(folder, nodes, value):
    nodes = [*nodes, LAYER, ("Tanh", "z", "h", {}), LAST]
    found = output(folder, nodes, two=np.array(2.0), v=np.abs(t))
    np.testing.assert_allclose(found, layer(np.tanh(layer(value)), V, c), rtol=1e-6)
    assert "is part of Gemm 'z'" in (folder / "out.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("nodes", "value"),
    [
        ([("Mul", "z s", "n", {}), ("Tanh", "n", "h", {})], np.tanh(layer(X) * s)),
        ([("Tanh", "z", "n", {}), ("Add", "n s", "h", {})], np.tanh(layer(X)) + s),
        ([("BatchNormalization", "z s t b v", "n", {}), ("Tanh", "n", "h", {})], None),
        ([("Dropout", "z", "n", {}), ("Tanh", "n", "h", {})], np.tanh(layer(X))),
    ],
)
def test_normalisation_between_layers_joins_the_one_that_it_works_on(folder, nodes, value):
    if value is None:
        value = np.tanh(s * (layer(X) - b) / np.sqrt(np.abs(t) + 1e-5) + t)
    found = output(folder, [("Gemm", "x W b", "z", {}), *nodes, LAST], v=np.abs(t))
    np.testing.assert_allclose(found, layer(value, V, c), rtol=1e-6)


def test_a_scaled_output_is_part_of_the_last_layer(folder):
    nodes = [("Gemm", "x V c", "z", {}), ("Mul", "z s", "u", {}), ("Add", "u s", "y", {})]
    np.testing.assert_allclose(output(folder, nodes, s=np.array([9.0])), layer(X, V, c) * 9 + 9, rtol=1e-6)


def test_log_softmax_is_read_as_softmax_and_says_the_cost(folder):
    nodes = [("Gemm", "x W b", "z", {}), ("LogSoftmax", "z", "y", {})]
    z = layer(X)
    found = output(folder, nodes, "--example", "0.7,-1.2:1,0")
    np.testing.assert_allclose(found, np.exp(z) / np.exp(z).sum(), rtol=1e-6)
    assert read("out.toml")[0].cost.name == "cross_entropy"
    assert "LogSoftmax: read as softmax" in (folder / "out.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["softmax", "sigmoid"])
def test_the_activation_of_logits_is_added_by_the_user(folder, ending):
    nodes, cost = [("Gemm", "x W b", "y", {})], {"softmax": "cross_entropy", "sigmoid": "binary_cross_entropy"}[ending]
    said = ["--cost", cost, "--example", "0.7,-1.2:1,0"]
    onnx_file(folder / "mine.onnx", nodes, W=W, b=b)
    told = refused("mine.onnx", *said)
    assert "if these are logits say --output-activation" in told
    found = output(folder, nodes, *said, "--output-activation", ending)
    z = layer(X)
    np.testing.assert_allclose(
        found, np.exp(z) / np.exp(z).sum() if ending == "softmax" else 1 / (1 + np.exp(-z)), 1e-6
    )
    assert f"# {ending} is added at the output" in (folder / "out.toml").read_text(encoding="utf-8")
    (folder / "out.toml").unlink()
    assert "expected identity, which the file gives layer 1" in refused("mine.onnx", *said, "--activations", "tanh")


def test_a_squeezed_output_is_one_number_an_example(folder):
    nodes = [("Gemm", "x V c", "z", {}), ("Squeeze", "z axes", "q", {}), ("Sigmoid", "q", "y", {})]
    import onnx
    from onnx import helper, numpy_helper

    onnx_file(folder / "mine.onnx", nodes, V=V, c=c)
    model = onnx.load("mine.onnx")
    model.graph.initializer.append(numpy_helper.from_array(np.array([1]), "axes"))
    model.graph.output[0].CopyFrom(helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1]))
    onnx.save(model, "mine.onnx")
    assert run("mine.onnx", *SAID).exit_code == 0
    expected = 1 / (1 + np.exp(-layer(X, V, c)))
    np.testing.assert_allclose(forward(read("out.toml")[0], X).output, expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([("Div", "s x", "a", {}), LAYER], "Div 'a': expected Gemm, MatMul, Add or an activation, found Div"),
        ([("Sub", "x u", "a", {}), LAYER], "Sub 'a': expected Gemm"),
        ([("Div", "x n", "a", {}), LAYER], "Div 'a': expected normalisation that leaves weights finite"),
        ([("Mul", "x three", "a", {}), LAYER], "Mul 'a': expected 2 scales, found shape (3,)"),
        (
            [("Gemm", "x W b", "t1", {}), ("Tanh", "t1", "u1", {}), ("Mul", "u1 s", "z", {})],
            "expected a fully connected l",
        ),
        ([("Cast", "x", "i", {"to": 7}), ("Cast", "i", "a", {"to": 1}), LAYER], "Cast 'i': expected Gemm"),
        (
            [("LayerNormalization", "x s t", "a", {}), LAYER],
            "it works on each example anew, so that it cannot be part of",
        ),
        ([("Gemm", "x W b", "a", {}), ("LogSoftmax", "a", "a2", {}), ("Gemm", "a2 W b", "z", {})], "found LogSoftmax"),
    ],
)
def test_what_cannot_be_folded_is_refused_by_its_name(folder, nodes, expected):
    constants = {"W": W, "b": b, "s": s, "t": t, "u": np.ones((2, 2)), "n": np.array([0.0, 1]), "three": np.ones(3)}
    onnx_file(folder / "mine.onnx", [*nodes, ("Identity", "z", "y", {})], **constants)
    assert expected in refused("mine.onnx", "--cost", "squared_error", "--example", "0.7,-1.2:1,1")


@pytest.mark.parametrize(
    ("operation", "told", "expected"),
    [
        (
            "LeakyRelu",
            {"alpha": -0.1},
            "LeakyRelu 'y': expected alpha that is a slope from 0 to below 1, found alpha -0.1;",
        ),
        ("Elu", {"alpha": 0.0}, "Elu 'y': expected alpha that is a number above 0, found alpha 0.0;"),
        (
            "Gelu",
            {"approximate": "tanh"},
            "expected approximate none, the one that is known here, found approximate tanh;",
        ),
        ("Selu", {}, "Selu 'y': expected Gemm, MatMul, Add or an activation, found Selu"),
    ],
)
def test_an_activation_of_another_kind_is_told_by_what_differs(folder, operation, told, expected):
    onnx_file(folder / "mine.onnx", [("Gemm", "x W b", "z", {}), (operation, "z", "y", told)], W=W, b=b)
    assert expected in refused("mine.onnx", "--cost", "squared_error")


@pytest.mark.parametrize(
    ("operation", "told", "ours"),
    [
        ("LeakyRelu", {"alpha": 0.1}, "leaky_relu(0.1)"),
        ("LeakyRelu", {}, "leaky_relu"),
        ("Elu", {"alpha": 0.5}, "elu(0.5)"),
        ("Elu", {}, "elu"),
    ],
)
def test_a_parameter_is_part_of_the_name(folder, operation, told, ours):
    import onnx
    from onnx.reference import ReferenceEvaluator

    found = output(
        folder, [LAYER_OF_X, (operation, "z", "y", told)], "--cost", "squared_error", "--example", "0.7,-1.2:1,1"
    )
    assert read("out.toml")[0].layers[0].activation.name == ours
    (expected,) = ReferenceEvaluator(onnx.load("mine.onnx")).run(None, {"x": X[np.newaxis].astype(np.float32)})
    assert (found < 0).any()
    np.testing.assert_allclose(found, expected[0], rtol=1e-6)


def test_an_input_of_another_size_than_the_first_layer_is_refused(folder):
    """A reshape could make several rows of one example."""
    import onnx
    from onnx import numpy_helper

    onnx_file(folder / "mine.onnx", [("Reshape", "x shape", "a", {}), ("Gemm", "a W b", "y", {})], W=W, b=b)
    model = onnx.load("mine.onnx")
    model.graph.initializer.append(numpy_helper.from_array(np.array([-1, 2]), "shape"))
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 6
    onnx.save(model, "mine.onnx")
    assert "x: expected 2 inputs, as the first layer takes, found 6." in refused("mine.onnx", "--cost", "squared_error")


def functions(depth, *, calls=2):
    """Return a model whose functions call each other, each the next one so many times."""
    from onnx import TensorProto, helper, numpy_helper

    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("c", 1)]
    made = []
    for i in range(depth):
        inner, domain = (f"f{i + 1}", "c") if i < depth - 1 else ("Identity", "")
        values = ["i", *(f"m{j}" for j in range(calls - 1)), "o"]
        nodes = [helper.make_node(inner, [one], [two], domain=domain) for one, two in pairwise(values)]
        made.append(helper.make_function("c", f"f{i}", ["i"], ["o"], nodes, opsets))
    nodes = [helper.make_node("f0", ["x"], ["h"], domain="c"), helper.make_node("MatMul", ["h", "W"], ["y"])]
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1]) for name in "xy"]
    weights = [numpy_helper.from_array(np.ones((1, 1), np.float32), "W")]
    graph = helper.make_graph(nodes, "g", value[:1], value[1:], weights)
    return helper.make_model(graph, functions=made, opset_imports=opsets)


def test_functions_that_grow_beyond_measure_are_not_written_out(folder):
    (folder / "mine.onnx").write_bytes(functions(40).SerializeToString())
    start = time.monotonic()
    assert "expected at most 10,000 operations with all functions written out" in refused("mine.onnx")
    assert time.monotonic() - start < 5
    (folder / "mine.onnx").write_bytes(functions(6).SerializeToString())
    assert run("mine.onnx", "--cost", "squared_error", "--example", "1:1").exit_code == 0


def test_functions_that_call_themselves_are_refused(folder):
    model = functions(2, calls=1)
    model.functions[1].node[0].op_type, model.functions[1].node[0].domain = "f0", "c"
    (folder / "mine.onnx").write_bytes(model.SerializeToString())
    assert "functions that call others at most 100 deep, and never themselves" in refused("mine.onnx")


def model_with_weights_beside(**told):
    from onnx import TensorProto, helper

    weights = TensorProto(name="W", data_type=TensorProto.FLOAT, dims=[1, 1], data_location=TensorProto.EXTERNAL)
    for key, value in {"location": "big.bin", **told}.items():
        weights.external_data.add(key=key, value=value)
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "W"], ["y"])], "g", value[:1], value[1:], [weights])
    return helper.make_model(graph).SerializeToString()


def test_of_a_file_of_weights_only_the_weights_are_read(folder):
    """The file is a hole of 3 GB but for one number; what is read of it is held in memory."""
    import tracemalloc

    with (folder / "big.bin").open("wb") as file:
        file.write(np.float32([2, 3]).tobytes())
        file.truncate(3_000_000_000)
    said = ["--cost", "squared_error", "--example", "1:1", "--force"]
    for told, weight in (({}, 2), ({"offset": "4"}, 3), ({"offset": "4", "length": "4"}, 3)):
        (folder / "mine.onnx").write_bytes(model_with_weights_beside(**told))
        tracemalloc.start()
        result = run("mine.onnx", *said)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
        tracemalloc.stop()
        assert result.exit_code == 0, result.output
        assert read("out.toml")[0].layer(1).W.tolist() == [[weight]]
    (folder / "out.toml").unlink()
    (folder / "mine.onnx").write_bytes(model_with_weights_beside(length="3000000000"))
    assert "W: expected 4 bytes in 'big.bin', found 3000000000; export" in refused("mine.onnx")
    (folder / "big.bin").unlink()
    (folder / "mine.onnx").write_bytes(model_with_weights_beside())
    assert "W: expected its weights beside it, in 'big.bin', found no such file" in refused("mine.onnx")


def test_a_model_of_too_many_weights_is_refused_by_their_number(folder):
    from onnx import TensorProto, helper

    count = MOST_NUMBERS + 1
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1]) for name in "xy"]
    weights = TensorProto(name="W", data_type=TensorProto.INT8, dims=[1, count], raw_data=bytes(count))
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "W"], ["y"])], "g", value[:1], value[1:], [weights])
    (folder / "mine.onnx").write_bytes(helper.make_model(graph).SerializeToString())
    assert "mine.onnx: expected at most 16,000,000 weights, found 16,000,001." in refused("mine.onnx")
    constant = helper.make_node("Constant", [], ["W"], value=weights)
    graph = helper.make_graph([constant, helper.make_node("MatMul", ["x", "W"], ["y"])], "g", value[:1], value[1:])
    (folder / "mine.onnx").write_bytes(helper.make_model(graph).SerializeToString())
    assert "W: expected at most 16,000,000 weights, in the file or as its initializers" in refused("mine.onnx")
