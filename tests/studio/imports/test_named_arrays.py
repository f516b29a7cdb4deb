"""Arrays by their names: layouts by shapes, normalisation folded, and hints that work."""

import numpy as np
import pytest

from core.files.network_file import read
from core.passes.forward import forward
from tests.studio.importing import refused, run

RANDOM = np.random.default_rng(6)
W, b = [RANDOM.normal(size=(3, 2)), RANDOM.normal(size=(1, 3))], [RANDOM.normal(size=3), RANDOM.normal(size=1)]
SAID = ["--activations", "tanh,sigmoid", "--cost", "squared_error", "--example", "0.5,-1:1"]
x = np.array([0.5, -1.0])


def output(*, W=W, b=b):
    """Return what W and b compute."""
    return 1 / (1 + np.exp(-(W[1] @ np.tanh(W[0] @ x + b[0]) + b[1])))


def assert_read(*arguments):
    result = run(*arguments, "--force")
    assert result.exit_code == 0, result.output
    np.testing.assert_allclose(forward(read("out.toml")[0], x).output, output(), rtol=1e-12)
    return result.output


def turned(*, weights, biases, names=("W", "b")):
    """Return arrays of which each is changed."""
    arrays = {f"{names[0]}{i}": weights(one) for i, one in enumerate(W, 1)}
    return arrays | {f"{names[1]}{i}": biases(one) for i, one in enumerate(b, 1)}


def column(one):
    return one[:, np.newaxis]


def row(one):
    return one[np.newaxis]


@pytest.mark.parametrize("names", [("W", "b"), ("w", "b"), ("weights_", "bias_"), ("w", "B")])
def test_biases_as_columns_go_with_a_row_for_each_neuron(folder, names):
    np.savez("mine.npz", **turned(weights=np.asarray, biases=column, names=names))
    assert_read("mine.npz", *SAID)


def test_biases_as_rows_go_with_a_column_for_each_neuron_and_the_hint_works(folder):
    np.savez("mine.npz", **turned(weights=np.transpose, biases=row))
    told = refused("mine.npz", *SAID)
    assert "give --layout in-out, in which the shapes fit." in told
    assert_read("mine.npz", *SAID, "--layout", "in-out")
    np.savez("mine.npz", **turned(weights=np.transpose, biases=row, names=("w", "b")))
    assert "the shapes of w1, b1, w2, ... (in-out)" in assert_read("mine.npz", *SAID)


def test_the_wrong_layout_is_told_with_the_one_that_fits(folder):
    np.savez("mine.npz", **turned(weights=np.asarray, biases=np.asarray))
    assert "give --layout out-in, in which the shapes fit." in refused("mine.npz", *SAID, "--layout", "in-out")


def test_where_no_layout_fits_none_is_proposed(folder):
    np.savez("mine.npz", W1=np.ones((3, 2)), b1=np.ones(4))
    assert "--layout" not in refused("mine.npz", *SAID)


def test_a_layout_that_shapes_leave_open_is_asked_for(folder):
    said = ["--activations", "tanh,sigmoid", "--cost", "squared_error", "--example", "0.5,-1:1,0"]
    for names in (("w1", "b1", "w2", "b2"), ("arr_0", "arr_1", "arr_2", "arr_3")):
        np.savez("mine.npz", **dict(zip(names, (np.eye(2), np.ones(2), np.eye(2), np.ones(2)), strict=True)))
        told = refused("mine.npz", *said)
        assert "give --layout out-in if W @ a makes a layer's sums, --layout in-out if a @ W does" in told
        assert run("mine.npz", *said, "--layout", "in-out", "--force").exit_code == 0
        (folder / "out.toml").unlink()
    np.savez("mine.npz", w1=np.eye(2), b1=np.ones((1, 2)), w2=np.eye(2), b2=np.ones((1, 2)))
    assert "(in-out)" in run("mine.npz", *said).output


@pytest.mark.parametrize(
    "arrays",
    [
        (W[0], b[0], W[1], b[1]),
        (W[0].T, b[0], W[1].T, b[1]),
        (W[0], column(b[0]), W[1], column(b[1])),
        (W[0], W[1], b[0], b[1]),
        (W[0].T, W[1].T, row(b[0]), row(b[1])),
    ],
)
def test_arrays_without_names_are_read_in_their_order(folder, arrays):
    np.savez("mine.npz", *arrays)
    assert_read("mine.npz", *SAID)


@pytest.mark.parametrize("names", ["params/Dense_{}/{}", "params.Dense_{}.{}", "layer{}/{}/value", "dense_{}/{}:0"])
def test_flax_names_have_a_column_for_each_neuron(folder, names):
    arrays = {names.format(i, "kernel"): one.T for i, one in enumerate(W)}
    np.savez("mine.npz", **arrays, **{names.format(i, "bias"): one for i, one in enumerate(b)})
    assert "(in-out)" in assert_read("mine.npz", *SAID)


def test_two_arrays_for_one_layer_are_refused(folder):
    np.savez("mine.npz", W1=np.ones((1, 2)), w1=np.ones((1, 2)))
    assert "expected arrays of fully connected layers alone" in refused("mine.npz", *SAID)


def normalised(arrays, name, z):
    """Return what batch normalisation makes of z."""
    mean, variance, gamma, beta = (arrays[f"{name}.{key}"] for key in ("running_mean", "running_var", "weight", "bias"))
    return gamma * (z - mean) / np.sqrt(variance + 1e-5) + beta


def norm(size):
    kept = {"weight": RANDOM.normal(size=size), "bias": RANDOM.normal(size=size)}
    kept |= {"running_mean": RANDOM.normal(size=size), "running_var": RANDOM.uniform(1, 2, size=size)}
    return kept | {"num_batches_tracked": np.array(7)}


def dictionary(**layers):
    return {f"{name}.{key}": array for name, layer in layers.items() for key, array in layer.items()}


LINEAR = [{"weight": W[0], "bias": b[0]}, {"weight": W[1], "bias": b[1]}]


@pytest.mark.parametrize(
    ("names", "before"),
    [
        (("0", "1", "3"), False),
        (("net.0.0", "net.0.1", "net.1.0"), False),
        (("fc1", "bn1", "fc2"), False),
        (("fc.0", "bn.0", "fc.1"), False),
        (("hidden", "norm", "output"), False),
        (("0", "2", "3"), True),
    ],
)
def test_batch_normalisation_becomes_part_of_the_layer_beside_it(folder, names, before):
    arrays = dictionary(**dict(zip(names, (LINEAR[0], norm(3), LINEAR[1]), strict=True)))
    np.savez("mine.npz", **arrays)
    result = run("mine.npz", *SAID)
    assert result.exit_code == 0, result.output
    z = W[0] @ x + b[0]
    a = normalised(arrays, names[1], np.tanh(z)) if before else np.tanh(normalised(arrays, names[1], z))
    expected = 1 / (1 + np.exp(-(W[1] @ a + b[1])))
    np.testing.assert_allclose(forward(read("out.toml")[0], x).output, expected, rtol=1e-12)
    note = f"batch normalisation with eps 1e-05, PyTorch's default, ({names[1]}) is part of {names[2 * before]}.weight"
    assert f"# {note}\n" in (folder / "out.toml").read_text(encoding="utf-8")
    assert note[1:] in result.output


def test_batch_normalisation_at_the_input_keeps_the_inputs_in_their_own_units(folder):
    arrays = dictionary(**{"0": norm(2), "1": LINEAR[0], "3": LINEAR[1]})
    np.savez("mine.npz", **arrays)
    assert run("mine.npz", *SAID).exit_code == 0
    network, examples = read("out.toml")
    assert examples.X.tolist() == [x.tolist()]
    a = np.tanh(W[0] @ normalised(arrays, "0", x) + b[0])
    np.testing.assert_allclose(forward(network, x).output, 1 / (1 + np.exp(-(W[1] @ a + b[1]))), rtol=1e-12)


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        (dictionary(**{"0": LINEAR[0], "2": norm(3), "4": LINEAR[1]}), "2: expected batch normalisation right after a"),
        (dictionary(**{"0": LINEAR[0], "1": norm(2), "2": LINEAR[1]}), "torch.onnx.export(model, x, 'mine.onnx')"),
        (dictionary(a={"running_mean": np.ones(3)}, b=LINEAR[0]), "a.running_var: expected running_var of batch norm"),
        (
            dictionary(a=norm(3) | {"weight": np.ones(2)}, b=LINEAR[0]),
            "a.weight: expected weight of batch norm",
        ),
        (dictionary(a=norm(3) | {"running_var": -np.ones(3)}, b=LINEAR[0]), "a: expected finite statistics, variances"),
        (dictionary(**{"0": LINEAR[0], "1": {"weight": np.ones(3)}}), "layer normalisation and PReLU, which have such"),
    ],
)
def test_what_cannot_be_part_of_a_layer_is_refused_by_its_name(folder, arrays, expected):
    np.savez("mine.npz", **arrays)
    assert expected in refused("mine.npz", *SAID)


def test_floats_of_32_bits_are_written_as_the_shortest_decimals_that_give_them_back(folder):
    np.savez("mine.npz", W1=np.float32([[0.1, 2.5e-7]]), b1=np.float32([1 / 3]))
    np.savez("examples.npz", X=np.float32([[0.1, 0.7]]), Y=np.float32([0.3]))
    said = ["--activations", "tanh", "--cost", "squared_error", "--examples", "examples.npz"]
    assert run("mine.npz", *said).exit_code == 0
    text = (folder / "out.toml").read_text(encoding="utf-8")
    assert "weights = [[0.1, 2.5e-07]]\nbiases = [0.33333334]\n" in text
    assert "x = [0.1, 0.7]\ny = [0.3]\n" in text
    numbers = RANDOM.normal(size=(50, 2)).astype(np.float32)
    np.savez("mine.npz", W1=numbers, W2=np.ones((1, 50)))
    assert run("mine.npz", *SAID, "--force").exit_code == 0
    assert read("out.toml")[0].layer(1).W.astype(np.float32).tobytes() == numbers.tobytes()


@pytest.mark.parametrize("count", [9, 400])
def test_the_search_for_an_order_is_bounded(folder, count):
    """All layers fit each other, so that each order does."""
    letters = [chr(0x4E00 + i) for i in range(count)]
    np.savez("mine.npz", **{f"{letter}.weight": np.eye(2) for letter in letters})
    assert "name the layers from first to last with --order" in refused("mine.npz", *SAID)


def test_layers_with_numbers_keep_their_order_among_layers_with_none(folder):
    arrays = {"out": (1, 3), "fc2": (3, 3), "fc1": (3, 3), "first": (3, 2)}
    arrays = {name: RANDOM.normal(size=shape) for name, shape in arrays.items()}
    np.savez("mine.npz", **{f"{name}.weight": array for name, array in arrays.items()})
    assert run("mine.npz", "--activation", "tanh", "--output-activation", "sin", *SAID[2:]).exit_code == 0
    layers = read("out.toml")[0].layers
    for layer, name in zip(layers, ("first", "fc1", "fc2", "out"), strict=True):
        assert layer.W.tolist() == arrays[name].tolist()
