"""The cost of a Keras model follows from what it was compiled with, and so does an activation left to the loss."""

import numpy as np
import pytest

from core.passes.forward import forward
from tests.studio.imports.keras_files import dense, layer, network_of, output_of, refused, save, sequential

LOGITS = np.array([[1.0, 0.0, -1.0], [0.5, 0.0, 2.0]])


def made(folder, loss, outputs=3, activation="linear", ending=".keras"):
    """Write a model of one layer that was compiled with a loss."""
    told = [layer("InputLayer", "x", batch_shape=[None, 2]), dense("out", outputs, activation, use_bias=False)]
    arrays = {"layers/dense/vars/0": LOGITS[:, :outputs]}
    if ending != ".keras":
        arrays = {"model_weights/out/out/kernel:0": LOGITS[:, :outputs]}
    return save(folder / f"mine{ending}", sequential(*told, compile_config={"loss": loss}), arrays)


def an_object(kind, **options):
    return {"module": "keras.losses", "class_name": kind, "config": {"name": "loss", "reduction": "auto", **options}}


SPARSE = an_object("SparseCategoricalCrossentropy", from_logits=True, ignore_class=None)
BINARY = an_object("BinaryCrossentropy", from_logits=True, label_smoothing=0.0)


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("loss", [SPARSE, an_object("CategoricalCrossentropy", from_logits=True)])
def test_softmax_completes_logits(tmp_path, loss, ending):
    path = made(tmp_path, loss, ending=ending)
    network = network_of(path, (1, 2), (0, 1, 0))
    shares = np.exp((1, 2) @ LOGITS)
    np.testing.assert_allclose(forward(network, np.array([1, 2])).output, shares / shares.sum())
    assert network.cost.name == "cross_entropy"
    assert "softmax completes layer 'out': it was trained with from_logits=True" in (tmp_path / "out.toml").read_text()


def test_sigmoid_completes_one_logit(tmp_path):
    network = network_of(made(tmp_path, BINARY, 1), (1, 2))
    assert (network.cost.name, network.layers[-1].activation.name) == ("binary_cross_entropy", "sigmoid")


def test_the_user_may_keep_the_logits(tmp_path):
    told = ("--output-activation", "identity", "--cost", "squared_error")
    np.testing.assert_allclose(output_of(made(tmp_path, SPARSE), (1, 2), (0, 1, 0), *told), (1, 2) @ LOGITS)


@pytest.mark.parametrize(
    ("loss", "activation", "cost"),
    [
        ("mse", "linear", "mean_squared_error"),
        ("mean_squared_error", "linear", "mean_squared_error"),
        (an_object("MeanSquaredError", fn="mean_squared_error"), "linear", "mean_squared_error"),
        (["mse"], "linear", "mean_squared_error"),
        ({"out": "mse"}, "linear", "mean_squared_error"),
        ("sparse_categorical_crossentropy", "softmax", "cross_entropy"),
        ("categorical_crossentropy", "softmax", "cross_entropy"),
        ({"class_name": "function", "config": "sparse_categorical_crossentropy"}, "softmax", "cross_entropy"),
        (an_object("SparseCategoricalCrossentropy", from_logits=False), "softmax", "cross_entropy"),
        (an_object("LossFunctionWrapper", fn="mean_squared_error"), "linear", "mean_squared_error"),
    ],
)
def test_the_cost_follows_from_each_way_to_say_a_loss(tmp_path, loss, activation, cost):
    network = network_of(made(tmp_path, loss, activation=activation), (1, 2), (0, 1, 0))
    assert (network.cost.name, network.layers[-1].activation.name) == (cost, activation.replace("linear", "identity"))


@pytest.mark.parametrize(
    ("loss", "activation", "found"),
    [
        ("mae", "linear", "found mae;"),
        (an_object("Huber", delta=1.0), "linear", "found huber;"),
        (
            "binary_crossentropy",
            "sigmoid",
            "found binary_crossentropy, the mean over 3 outputs where ours is their sum;",
        ),
        (an_object("CategoricalCrossentropy", label_smoothing=0.1), "softmax", "with label_smoothing 0.1;"),
        (SPARSE, "softmax", "with from_logits=True on outputs that are softmax already;"),
    ],
)
def test_a_loss_that_is_none_of_ours_is_told_and_the_user_asked(tmp_path, loss, activation, found):
    path = made(tmp_path, loss, activation=activation)
    told = refused(path, y=(0, 1, 0))
    assert "the loss: expected one of squared_error, half_squared_error, mean_squared_error," in told
    assert f"{found} say which cost it is judged by here: --cost with one of them." in told
    assert network_of(path, (1, 2), (0, 1, 0), "--cost", "squared_error").cost.name == "squared_error"
