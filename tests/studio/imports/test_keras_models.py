"""Keras' models are read whole: each layer in its place, folded where it can be, refused by its name where not."""

import numpy as np
import pytest

from tests.studio.imports.keras_files import (
    SQUARED,
    dense,
    functional,
    keras_2,
    keras_3,
    layer,
    network_of,
    output_of,
    refused,
    save,
    sequential,
)

RANDOM = np.random.default_rng(6)
INPUT = layer("InputLayer", "x", batch_shape=[None, 2])
W, B = np.array([[0.5], [-1.0]]), np.array([0.0])
ONE = {"layers/dense/vars/0": W, "layers/dense/vars/1": B}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("node", [keras_2, keras_3])
@pytest.mark.parametrize("room", ["layers", "_layer_checkpoint_dependencies"])
def test_no_layer_of_a_functional_model_is_lost_whichever_keras_describes_it(tmp_path, node, room):
    model = functional(node, INPUT, layer("Rescaling", "r", scale=0.01, offset=0.0), dense("out"))
    arrays = {path.replace("layers", room, 1): array for path, array in ONE.items()}
    path = save(tmp_path / "mine.keras", model, arrays)
    np.testing.assert_allclose(output_of(path, (100, 101.8), (1,), *SQUARED), 0.3733, atol=5e-5)


def without_nodes(model):
    model["config"]["layers"][2]["inbound_nodes"] = [{"args": [{"config": {"history": "r"}}]}]


def two_inputs(model):
    model["config"]["layers"][1] |= {"class_name": "InputLayer", "inbound_nodes": []}


def out_of_reach(model):
    model["config"]["layers"][1]["inbound_nodes"] = keras_2("elsewhere")


def branch(model):
    model["config"]["layers"][2]["inbound_nodes"] = keras_2("x")


def sum_of_two(model):
    model["config"]["layers"][2]["inbound_nodes"] = [[["r", 0, 0, {"y": ["x", 0, 0]}]]]


def used_twice(model):
    model["config"]["layers"][2]["inbound_nodes"] *= 2


def dropping_out_for_ever(model):
    model["config"]["layers"][1] |= {"class_name": "Dropout", "inbound_nodes": keras_3("x", training=True)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (without_nodes, "layer 'out': expected the layer before it, as Keras 2 or 3 names it, found none;"),
        (two_inputs, "layer 'r': expected layers in a row, found two inputs: 'x' and 'r';"),
        (out_of_reach, "layer 'r': expected layers in a row from the input on, found one that is not reached;"),
        (branch, "layer 'out': expected layers in a row, found a branch: 'r' and 'out' take 'x';"),
        (sum_of_two, "layer 'out': expected layers in a row, found a layer that takes 'r' and 'x';"),
        (used_twice, "layer 'out': expected it once, found it used 2 times;"),
        (dropping_out_for_ever, "layer 'r': expected it as it is once trained, found it called with training=True;"),
    ],
)
def test_models_that_are_no_row_of_layers_are_refused_at_the_layer(tmp_path, change, message):
    model = functional(keras_2, INPUT, layer("Rescaling", "r", scale=0.01, offset=0.0), dense("out"))
    change(model)
    assert message in refused(save(tmp_path / "mine.keras", model, ONE), *SQUARED)


def test_an_output_in_the_middle_is_refused(tmp_path):
    model = functional(keras_3, INPUT, dense("hidden", 2), dense("out"), output="hidden")
    assert "layer 'out': expected it to be the only output" in refused(save(tmp_path / "m.keras", model, ONE))


MEAN, VARIANCE = np.array([3.0, -40.0]), np.array([4.0, 0.25])
ADAPTED = {"layers/normalization/vars/0": MEAN, "layers/normalization/vars/1": VARIANCE}
ADAPTED |= {"layers/normalization/vars/2": np.int64(60)}


@pytest.mark.parametrize(
    ("before", "arrays", "expected"),
    [
        (layer("Normalization", "n", axis=[-1], mean=None, variance=None), ADAPTED, lambda x: (x - MEAN) / [2, 0.5]),
        (
            layer("Normalization", "n", axis=[-1], mean=[3.0, -40.0], variance=[4.0, 0.0]),
            {},
            lambda x: (x - MEAN) / [2, 1e-7],
        ),
        (layer("Normalization", "n", axis=None, mean=3.0, variance=4.0), {}, lambda x: (x - 3) / 2),
        (
            layer("Normalization", "n", axis=[1], mean=None, variance=None, invert=True),
            ADAPTED,
            lambda x: x * [2, 0.5] + MEAN,
        ),
        (layer("Rescaling", "r", scale=0.5, offset=-1.0), {}, lambda x: x / 2 - 1),
        (layer("Rescaling", "r", scale=[0.5, 2.0], offset=1.0), {}, lambda x: x * [0.5, 2] + 1),
        (
            layer("BatchNormalization", "b", axis=[1], epsilon=0.25, scale=False, center=False),
            {"layers/batch_normalization/vars/0": MEAN, "layers/batch_normalization/vars/1": VARIANCE},
            lambda x: (x - MEAN) / np.sqrt(VARIANCE + 0.25),
        ),
    ],
)
def test_normalisation_of_the_inputs_is_part_of_the_first_layer(tmp_path, before, arrays, expected):
    path = save(tmp_path / "mine.keras", sequential(INPUT, before, dense("out", activation="tanh")), {**ONE, **arrays})
    x = MEAN + np.array([0.3, 1e-8])
    np.testing.assert_allclose(output_of(path, x, (1,), *SQUARED), np.tanh(expected(x) @ W + B), rtol=1e-5)
    text = path.with_name("out.toml").read_text()
    assert f"(layer '{before['name']}') is part of layer 'out'" in text.partition("name =")[0]


@pytest.mark.parametrize("after", [True, False])
def test_batch_normalisation_before_and_after_an_activation(tmp_path, after):
    gamma, beta, mean, variance = RANDOM.uniform(0.5, 2, size=(4, 3))
    first, second = RANDOM.normal(size=(2, 3)), RANDOM.normal(size=(3, 1))
    between = [layer("BatchNormalization", "bn", axis=-1, epsilon=0.001), layer("ReLU", "r"), layer("Dropout", "d")]
    if after:
        between = [between[1], between[0], between[2]]
    arrays = {"layers/dense/vars/0": first, "layers/dense_1/vars/0": second}
    arrays |= {f"layers/batch_normalization/vars/{i}": part for i, part in enumerate((gamma, beta, mean, variance))}
    hidden = dense("h", 3, "linear", use_bias=False)
    model = sequential(INPUT, hidden, *between, dense("out", use_bias=False))
    path = save(tmp_path / "mine.keras", model, arrays)
    for x in RANDOM.normal(size=(5, 2)):
        a, norm = x @ first, lambda v: gamma * (v - mean) / np.sqrt(variance + 0.001) + beta
        a = norm(np.maximum(a, 0)) if after else np.maximum(norm(a), 0)
        np.testing.assert_allclose(output_of(path, x, (1,), *SQUARED), sigmoid(a @ second), rtol=1e-12)


def test_images_are_flattened_row_by_row_and_normalised_by_channel(tmp_path):
    mean, variance, kernel = RANDOM.normal(size=3), RANDOM.uniform(1, 2, size=3), RANDOM.normal(size=(12, 1))
    model = sequential(
        layer("InputLayer", "x", batch_shape=[None, 2, 2, 3]),
        layer("Normalization", "n", axis=[-1], mean=mean.tolist(), variance=variance.tolist()),
        layer("Reshape", "r", target_shape=[4, -1]),
        layer("Flatten", "f", data_format="channels_last"),
        dense("out", use_bias=False),
    )
    path = save(tmp_path / "mine.keras", model, {"layers/dense/vars/0": kernel})
    x = RANDOM.normal(size=(2, 2, 3))
    expected = sigmoid(((x - mean) / np.sqrt(variance)).ravel() @ kernel)
    np.testing.assert_allclose(output_of(path, x, (1,), *SQUARED), expected, rtol=1e-12)


PIXELS = layer("InputLayer", "x", batch_shape=[None, 2, 3])


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([PIXELS, dense("out")], "layer 'out': expected one row of inputs, found inputs of shape (2, 3); put keras"),
        (
            [PIXELS, layer("Flatten", "f", data_format="channels_first")],
            "layer 'f': expected data_format channels_last",
        ),
        ([INPUT, layer("Conv2D", "c")], "layer 'c': expected Dense layers, normalisation and activations in a row, "),
        ([INPUT, layer("LayerNormalization", "n")], "found LayerNormalization; it cannot be part of a fully connected"),
        (
            [INPUT, dense("out"), layer("ELU", "l", alpha=0.0)],
            "expected a number above 0 as alpha of ELU, found ELU with",
        ),
        ([INPUT, dense("out", activation="relu6")], "layer 'out': expected one of sigmoid, tanh, relu"),
        (
            [INPUT, dense("out"), layer("LeakyReLU", "l", negative_slope=-0.5)],
            "layer 'l': expected a slope from 0 to below 1 as negative_slope of LeakyReLU, found",
        ),
        (
            [INPUT, dense("out"), layer("LeakyReLU", "l", alpha=1.2000000476837158)],
            "as alpha of LeakyReLU, found LeakyReLU with alpha 1.2; train the model with such a one.",
        ),
        ([INPUT, dense("out"), layer("LeakyReLU", "l", alpha="steep")], "found LeakyReLU with alpha steep;"),
        (
            [INPUT, dense("out"), layer("ReLU", "r", max_value=6)],
            "expected ReLU with max_value None, the only one that",
        ),
        ([INPUT, dense("out"), layer("Softmax", "s", axis=0)], "expected Softmax with axis -1,"),
        ([INPUT, dense("out", units=3)], "layer 'out': expected 3 neurons, found weights of 1;"),
        ([INPUT, dense("out") | {"registered_name": "mine>Dense"}], "layer 'out': expected a layer of Keras itself"),
        ([INPUT, dense("out") | {"module": "my.layers"}], "layer 'out': expected a layer of Keras itself"),
        ([INPUT, dense("out", use_bias=False)], "layer 'out': expected its arrays kernel, found 1, kernel;"),
        ([INPUT, dense("a"), dense("b")], "layer 'b': expected its arrays kernel, bias, found none;"),
        ([INPUT, layer("Dropout", "d")], "layers/dense/vars/0: expected arrays of the model's layers alone, found one"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_name(tmp_path, layers, message):
    assert message in refused(save(tmp_path / "mine.keras", sequential(*layers), ONE), *SQUARED)


def test_a_model_of_a_class_of_its_own_is_refused(tmp_path):
    model = {"class_name": "Mine", "config": {}}
    assert "expected a Sequential or Functional model, found Mine; rebuild it" in refused(
        save(tmp_path / "m.keras", model, ONE)
    )


@pytest.mark.parametrize("slope", [{"alpha": 0.009999999776482582}, {"negative_slope": 0.01}])
def test_a_leaky_relu_of_our_slope_is_taken_as_a_layer_and_as_an_option(tmp_path, slope):
    option = dense("a", 2, {"class_name": "LeakyReLU", "config": {"name": "l", **slope}}, use_bias=False)
    model = sequential(INPUT, option, dense("b", activation=None), layer("LeakyReLU", "m", **slope))
    arrays = {"layers/dense/vars/0": np.eye(2), **{path.replace("dense", "dense_1"): ONE[path] for path in ONE}}
    path = save(tmp_path / "mine.keras", model, arrays)
    np.testing.assert_allclose(output_of(path, (-1, 2), (1,), *SQUARED), [-0.02005], rtol=1e-12)


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        (dense("out", activation="elu"), "elu"),
        (dense("out", activation="leaky_relu"), "leaky_relu(0.2)"),
        (layer("LeakyReLU", "l"), "leaky_relu(0.3)"),
        (layer("LeakyReLU", "l", alpha=0.10000000149011612), "leaky_relu(0.1)"),
        (layer("LeakyReLU", "l", negative_slope=0.0), "leaky_relu(0.0)"),
        (layer("ELU", "l"), "elu"),
        (layer("ELU", "l", alpha=0.5), "elu(0.5)"),
    ],
)
def test_a_parameter_is_part_of_the_name(tmp_path, told, ours):
    layers = [told] if told["class_name"] == "Dense" else [dense("out", activation=None), told]
    path = save(tmp_path / "mine.keras", sequential(INPUT, *layers), ONE)
    assert network_of(path, (1, 2), (1,), *SQUARED).layers[0].activation.name == ours


@pytest.mark.parametrize("node", [keras_2, keras_3])
def test_a_model_within_a_model_is_read_through(tmp_path, node):
    inner = layer("Sequential", "inner", layers=[INPUT, layer("Rescaling", "r", scale=0.1, offset=0.0), dense("d", 2)])
    model = functional(node, layer("InputLayer", "y"), inner, dense("d2"))
    first, second = RANDOM.normal(size=(2, 2)), RANDOM.normal(size=(2, 1))
    arrays = {"layers/sequential/layers/dense/vars/0": first, "layers/sequential/layers/dense/vars/1": [0.5, -0.5]}
    arrays |= {"layers/dense/vars/0": second, "layers/dense/vars/1": B}
    path = save(tmp_path / "mine.keras", model, arrays)
    expected = sigmoid(sigmoid([0.7, -0.4] @ first + [0.5, -0.5]) @ second)
    np.testing.assert_allclose(output_of(path, (7, -4), (1,), *SQUARED), expected, rtol=1e-12)


def test_what_only_training_needs_is_passed_over(tmp_path):
    trained = {f"metrics/mean/vars/{i}": np.float32(i) for i in range(2)}
    trained |= {"optimizer/vars/0": np.int64(9), "optimizer/vars/1": np.ones((2, 1)), "vars": None}
    trained |= {"layers/dropout/seed_generator/vars/0": np.array([1, 2], np.uint32)}
    model = sequential(INPUT, layer("Dropout", "d", rate=0.5), dense("out"))
    path = save(tmp_path / "mine.keras", model, {**ONE, **trained})
    assert network_of(path, (1, 2), (1,), *SQUARED).layers[0].W.tolist() == W.T.tolist()
