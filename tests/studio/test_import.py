"""``./lecture import``: what is taken, what is asked for, what is refused, and nothing written by halves."""

import json
import os
import pickle
import zipfile

import numpy as np
import pytest
from click.testing import CliRunner

from core.files.network_file import read
from core.passes.forward import forward
from studio.command_line import lecture
from studio.imports import FORMATS
from tests.studio.importing import names, onnx_file, refused, run

RANDOM = np.random.default_rng(2)
OURS = {
    "W1": RANDOM.normal(size=(3, 2)),
    "b1": RANDOM.normal(size=3),
    "W2": RANDOM.normal(size=(1, 3)),
    "b2": RANDOM.normal(size=1),
}
SAID = ["--activations", "tanh,sigmoid", "--cost", "squared_error"]
EXAMPLE = ["--example", "0.5,-1:1"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.savez("mine.npz", **OURS)
    return tmp_path


def test_arrays_of_ours_are_read_with_a_row_for_each_neuron(folder):
    result = run("mine.npz", *SAID, *EXAMPLE, "--example", "1e-1,2:0", "--name", "a <b>")
    assert result.exit_code == 0, result.output
    assert result.output == (
        "out.toml: 2-3-1, tanh, sigmoid, squared_error; weights read by the rule of W1, b1, W2, ... (out-in).\n"
    )
    network, examples = read("out.toml")
    assert network.name == "a <b>"
    assert network.layer(1).W.tolist() == OURS["W1"].tolist()
    a1 = np.tanh(OURS["W1"] @ [0.5, -1] + OURS["b1"])
    z2 = OURS["W2"] @ a1 + OURS["b2"]
    np.testing.assert_allclose(forward(network, examples.X[0]).output, 1 / (1 + np.exp(-z2)), rtol=1e-14)
    assert examples.Y.tolist() == [[1], [0]]


def test_the_other_layout_is_read_when_asked_for_and_never_guessed(folder):
    square = RANDOM.normal(size=(2, 2))
    np.savez("square.npz", W1=square)
    said = ["--output-activation", "sin", "--cost", "squared_error", "--example", "1,2:3,4"]
    for layout, W in (("out-in", square), ("in-out", square.T)):
        assert run("square.npz", *said, "--layout", layout, "--force").exit_code == 0
        assert read("out.toml")[0].layer(1).W.tolist() == W.tolist()
    (folder / "out.toml").unlink()
    np.savez("turned.npz", **{name: array.T for name, array in OURS.items()})
    told = refused("turned.npz", *SAID, *EXAMPLE)
    assert "W1: expected 2 biases, one for each row of the weights (out-in), found shape (3,)" in told
    assert "give --layout in-out" in told
    assert run("turned.npz", *SAID, *EXAMPLE, "--layout", "in-out").exit_code == 0
    assert read("out.toml")[0].layer(1).W.tolist() == OURS["W1"].tolist()


def test_a_rule_of_a_format_is_not_overruled(folder):
    np.savez("theirs.npz", **{"0.weight": OURS["W1"], "0.bias": OURS["b1"]})
    told = refused("theirs.npz", *EXAMPLE, "--layout", "in-out")
    assert "--layout: expected out-in, by PyTorch's rule of NAME.weight, NAME.bias, found in-out" in told


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], "W1: expected an activation for layer 1, found none in this file; say them with --activations, one for"),
        (["--activation", "relu"], "W2: expected an activation for layer 2, found none in this file; say the last one"),
        (["--activations", "relu"], "say the last one with --output-activation"),
        (["--activations", "relu,tanh,sin"], "--activations: expected 2, one for each layer, found 3."),
        (["--activations", "relu,sigmoyd"], "--activations: expected a known name, found 'sigmoyd'; did you mean"),
        (["--activations", "softmax,tanh"], "W1: expected an activation that works on each neuron alone, found soft"),
        (
            ["--activations", "relu,elu(0)"],
            "--activations: expected a number above 0 in elu( ), found 0; write elu(1.0), ",
        ),
        (["--activations", "relu,tanh"], "cost: expected one, found none in this file; say which cost it is judged by"),
        ([*SAID, "--cost", "square"], "--cost: expected a known name, found 'square'; did you mean"),
        (["--activations", "relu,tanh", "--activation", "tanh"], "--activation: expected it or --activations, found b"),
        (SAID, "examples: expected at least one, for a lesson to show, found none; give --examples FILE.npz with"),
        ([*SAID, "--example", "1:1"], "--example: expected 2 inputs, a colon, and 1 desired outputs, found '1:1'"),
        ([*SAID, "--example", "1,nan:1"], "--example: expected 2 inputs"),
        ([*SAID, "--example", "a"], "--example: expected 2 inputs"),
        ([*SAID, "--examples", "none.npz"], "none.npz: expected a file of arrays, found nothing there; did you mean"),
        ([*SAID, "--examples", "mine.npz"], "mine.npz: expected arrays X and Y, found 'W1', 'W2'"),
        ([*SAID, *EXAMPLE, "--order", "1"], "mine.npz: --order: expected each of '1', '2' once, found '1'."),
        (
            ["--activations", "relu,identity", "--cost", "binary_cross_entropy", "--example", "100,-300:1"],
            "W2: expected outputs from 0 to 1 for binary_cross_entropy, found identity, which may leave them; if these",
        ),
    ],
)
def test_what_the_file_does_not_say_is_asked_for(folder, said, expected):
    assert expected in refused("mine.npz", *said)


def test_activations_can_be_given_one_by_one(folder):
    said = ["--activation", "relu", "--activation", "tanh", "--cost", "squared_error"]
    assert run("mine.npz", *said, *EXAMPLE).exit_code == 0
    assert [layer.activation.name for layer in read("out.toml")[0].layers] == ["relu", "tanh"]
    said = ["--activation", "sin", "--output-activation", "tanh", "--cost", "squared_error", "--force"]
    assert run("mine.npz", *said, *EXAMPLE).exit_code == 0
    assert [layer.activation.name for layer in read("out.toml")[0].layers] == ["sin", "tanh"]


def test_examples_come_from_a_file(folder):
    np.savez("examples.npz", X=np.ones((4, 2)), Y=np.zeros((4, 1)))
    assert run("mine.npz", *SAID, "--examples", "examples.npz", *EXAMPLE).exit_code == 0
    assert read("out.toml")[1].X.tolist() == [[1, 1]] * 4 + [[0.5, -1]]
    (folder / "out.toml").unlink()
    for wrong in ({"X": np.ones((4, 3))}, {"Y": np.ones((4, 2))}, {"Y": np.ones((3, 1))}, {"X": np.ones((0, 2))}):
        np.savez("examples.npz", **{"X": np.ones((4, 2)), "Y": np.zeros((4, 1))} | wrong)
        assert "expected" in refused("mine.npz", *SAID, "--examples", "examples.npz")


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        ({"a": np.ones(1)}, "expected arrays of fully connected layers alone, by the rule of W1, b1, W2, ... or"),
        ({"W1": np.ones((2, 2)), "gamma": np.ones(2)}, "found 'gamma' of shape (2,)."),
        ({"W1": np.ones((2, 2)), "b2": np.ones(2)}, "found 'b2' of shape (2,)."),
        ({"conv.weight": np.ones((2, 2, 3, 3))}, "conv.weight: expected weights with 2 axes, found shape (2, 2, 3, 3)"),
        ({"bn.weight": np.ones(2), "bn.bias": np.ones(2)}, "bn.weight: expected weights with 2 axes, found shape (2,)"),
        (
            {"in.weight": np.ones((2, 2)), "out.weight": np.ones((2, 2))},
            "several for 'in', 'out'; name the layers",
        ),
        ({"W1": np.ones((2, 2)), "W2": np.ones((1, 3))}, "W2: expected weights from 2 neurons (W1 has as many), found"),
        ({"W1": np.full((2, 2), np.inf)}, "W1: expected finite numbers, found inf."),
        ({"W1": np.array([[{}]])}, "W1: expected an array of real numbers, found Python objects, which only a pickle"),
        ({}, "found none."),
    ],
)
def test_other_arrays_are_refused_by_name(folder, arrays, expected):
    np.savez("other.npz", **arrays)
    assert expected in refused("other.npz", *SAID, *EXAMPLE)


def test_layers_are_taken_in_the_one_order_that_fits_their_shapes(folder):
    np.savez("named.npz", **{"a.weight": OURS["W2"], "b.weight": OURS["W1"], "b.bias": OURS["b1"]})
    assert run("named.npz", *SAID, *EXAMPLE).exit_code == 0
    assert read("out.toml")[0].widths == (2, 3, 1)


def test_where_several_orders_fit_it_is_asked_for_and_none_is_proposed(folder):
    weights = {"encoder": RANDOM.normal(size=(1, 2)), "decoder": RANDOM.normal(size=(2, 1))}
    np.savez("named.npz", **{f"{name}.weight": W for name, W in weights.items()})
    told = refused("named.npz", *SAID, "--example", "1,2:1,2")
    assert "found several for 'decoder', 'encoder'; name the layers from first to last with --order" in told
    assert "decoder,encoder" not in told
    assert run("named.npz", *SAID, "--example", "1,2:1,2", "--order", "encoder,decoder").exit_code == 0
    assert read("out.toml")[0].layer(1).W.tolist() == weights["encoder"].tolist()


class Trap:
    def __reduce__(self):
        return os.abort, ()


@pytest.mark.parametrize("name", ["a.pkl", "a.pt", "a.pth", "a.joblib", "a.PT", "a.bin", "a.npz", "a.keras", "a.onnx"])
def test_pickles_are_never_opened_whatever_they_are_called(folder, name):
    (folder / name).write_bytes(pickle.dumps(Trap()))
    assert f"{name}: expected" in refused(name, *SAID, *EXAMPLE)


@pytest.mark.parametrize(("name", "way"), [("a.pt", "save_file(model.state_dict()"), ("a.pkl", "coefs_{i}")])
def test_the_way_out_of_a_pickle_is_told(folder, name, way):
    assert way in refused(name)


@pytest.mark.parametrize("name", ["x.csv", "x", "x.npy", "x.toml"])
def test_other_files_are_refused_with_those_that_can_be_read(folder, name):
    assert "expected a file whose name ends with .npz, .safetensors, .onnx, .keras, .weights.h5" in refused(name)


@pytest.mark.parametrize("ending", [one.ending for one in FORMATS])
@pytest.mark.parametrize("content", [b"", b"nonsense", bytes(range(256)) * 9, b"PK\x05\x06" + bytes(18), b"\x89HDF"])
def test_damaged_files_are_told_in_one_line(folder, ending, content):
    (folder / f"bad{ending}").write_bytes(content)
    assert f"bad{ending}: expected" in refused(f"bad{ending}", *SAID, *EXAMPLE)
    assert f"no{ending}: expected" in refused(f"no{ending}", *SAID, *EXAMPLE)


@pytest.mark.parametrize("ending", [".safetensors", ".onnx", ".keras"])
def test_a_missing_package_is_told_with_the_command(folder, ending, monkeypatch):
    missing = {".safetensors": "safetensors", ".onnx": "onnx", ".keras": "h5py"}[ending]
    import importlib

    real = importlib.import_module

    def without(name, *rest):
        if name.partition(".")[0] == missing:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", without)
    with zipfile.ZipFile(f"mine{ending}", "w") as archive:
        archive.writestr("config.json", json.dumps({}))
        archive.writestr("model.weights.h5", b"")
    result = run(f"mine{ending}", *SAID, *EXAMPLE)
    assert result.exit_code == 1
    assert "run this in the project's folder: .venv/bin/python -m pip install" in result.output
    extra = "keras" if missing == "h5py" else missing
    assert f"--editable '.[{extra}]'" in result.output


@pytest.mark.parametrize("out", ["out.txt", "no/where/out.toml", "out"])
def test_the_output_is_a_network_file_in_a_folder_that_exists(folder, out):
    result = CliRunner().invoke(lecture, ["import", "mine.npz", "-o", out, *SAID, *EXAMPLE])
    assert result.exit_code == 2
    assert "--output: expected a name that ends with .toml in a folder that exists" in result.output


def test_a_large_network_keeps_its_weights_beside(folder):
    big = {"W1": RANDOM.normal(size=(200, 100)), "W2": RANDOM.normal(size=(1, 200))}
    np.savez("big.npz", **big)
    np.savez("examples.npz", X=np.ones((1, 100)), Y=np.ones((1, 1)))
    result = run("big.npz", *SAID, "--examples", "examples.npz")
    assert "Its weights lie beside it in out.weights.npz." in result.output
    assert (folder / "out.toml").stat().st_size < 5000
    assert {path.name for path in folder.iterdir()} == {
        *("mine.npz", "big.npz", "examples.npz", "out.toml", "out.weights.npz"),
    }
    assert read("out.toml")[0].layer(1).W.tobytes() == big["W1"].tobytes()


def test_onnx_weights_outside_its_folder_are_not_read(folder):
    from onnx import TensorProto, helper

    (folder.parent / "secret").write_bytes(np.ones(2, np.float32).tobytes())
    W = TensorProto(name="W", data_type=TensorProto.FLOAT, dims=[2, 1], data_location=TensorProto.EXTERNAL)
    W.external_data.add(key="location", value="../secret")
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "W"], ["y"])], "g", value[:1], value[1:], [W])
    (folder / "far.onnx").write_bytes(helper.make_model(graph).SerializeToString())
    assert "far.onnx: expected an ONNX file" in refused("far.onnx", *EXAMPLE)


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([("Conv", "x W", "y", {})], "Conv 'y': expected Gemm, MatMul, Add or an activation, found Conv"),
        ([("Sigmoid", "x", "y", {})], "x: expected a layer before the first activation, found sigmoid."),
        ([("MatMul", "x W", "z", {}), ("Selu", "z", "y", {})], "found Selu; only fully connected layers in a row"),
        (
            [("MatMul", "x W", "z", {}), ("LeakyRelu", "z", "y", {"alpha": 2.0})],
            "expected alpha that is a slope from 0 to below 1, found alpha 2.0;",
        ),
        (
            [("MatMul", "x W", "z", {}), ("Softmax", "z", "y", {"axis": 0})],
            "found axis 0;",
        ),
        ([("MatMul", "x W", "z", {}), ("Tanh", "z", "t", {}), ("Sigmoid", "t", "y", {})], "found Tanh;"),
        ([("MatMul", "x W", "z", {}), ("Add", "z x", "y", {})], "Add 'y': expected a MatMul and constant biases"),
        ([("MatMul", "W x", "y", {})], "MatMul 'y': expected constant weights as second factor"),
        ([("Gemm", "x W b", "y", {"transA": 1})], "Gemm 'y': expected constant weights as second factor"),
        ([("Mul", "x W", "y", {})], "found Mul;"),
        ([("Identity", "z", "z", {}), ("Gemm", "z W", "y", {})], "expected an ONNX file, found a mistake: Nodes"),
        ([("Gemm", "x", "y", {})], "expected an ONNX file, found a mistake: Node"),
        ([("Identity", "nowhere", "y", {})], "odd.onnx: expected an ONNX file, found a mistake: Nodes in a graph"),
    ],
)
def test_a_graph_with_anything_else_in_it_is_refused_by_the_operation(folder, nodes, expected):
    onnx_file(folder / "odd.onnx", nodes, W=np.ones((2, 2)), b=np.ones(2))
    assert expected in refused("odd.onnx", "--cost", "squared_error", *EXAMPLE)


@pytest.mark.parametrize("turned", [False, True])
def test_gemm_is_read_as_it_computes(folder, turned):
    W, b = RANDOM.normal(size=(2, 2)).astype(np.float32), RANDOM.normal(size=2).astype(np.float32)
    told = {"alpha": 2.0, "beta": 0.5, "transB": int(turned)}
    onnx_file(folder / "odd.onnx", [("Gemm", "x W b", "z", told), ("Relu", "z", "y", {})], W=W, b=b)
    result = run("odd.onnx", "--cost", "squared_error", "--example", "1,2:0,0")
    assert result.exit_code == 0, result.output
    expected = np.maximum(2 * (np.array([1, 2]) @ (W.T if turned else W).astype(float)) + b / 2, 0)
    np.testing.assert_allclose(forward(read("out.toml")[0], np.array([1.0, 2])).output, expected, rtol=1e-12)


def test_a_full_disk_leaves_nothing_half_and_is_told(folder, monkeypatch):
    (folder / "out.toml").write_text("before", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    result = run("mine.npz", *SAID, *EXAMPLE, "--force")
    assert result.exit_code == 1
    assert "it could not be written: No space left on device" in result.output
    assert (folder / "out.toml").read_text(encoding="utf-8") == "before"
    assert names() == ["mine.npz", "out.toml"]


def test_a_network_file_is_written_over_only_by_force(folder):
    (folder / "out.toml").write_text("mine", encoding="utf-8")
    assert "out.toml: expected no such file yet, found one; choose another name, or give --force" in refused(
        "mine.npz", *SAID, *EXAMPLE
    )
    assert (folder / "out.toml").read_text(encoding="utf-8") == "mine"
    assert run("mine.npz", *SAID, *EXAMPLE, "--force").exit_code == 0
    assert read("out.toml")[0].widths == (2, 3, 1)


def test_weights_beside_another_network_file_are_not_lost(folder):
    (folder / "out.weights.npz").write_bytes(b"mine")
    np.savez("big.npz", W1=np.ones((1, 20_000)))
    np.savez("examples.npz", X=np.ones((1, 20_000)), Y=np.ones((1, 1)))
    told = refused("big.npz", "--output-activation", "tanh", "--cost", "squared_error", "--examples", "examples.npz")
    assert "out.weights.npz: expected no such file yet, found one" in told


def test_a_mistake_in_the_examples_is_told_of_their_file(folder):
    np.savez("examples.npz", X=np.ones((1, 2)), Y=np.full((1, 1), 3.0))
    said = ["--activations", "relu,sigmoid", "--cost", "binary_cross_entropy", "--examples", "examples.npz"]
    assert "examples.npz: examples[0].y: expected numbers from 0 to 1" in refused("mine.npz", *said)
    np.savez("examples.npz", X=np.ones((1, 2)), Y=np.ones((1, 1)))
    assert "--example: examples[1].y: expected numbers" in refused("mine.npz", *said, "--example", "1,2:3")
