"""The gallery: made by its script bit for bit, and lively enough to be shown."""

from pathlib import Path

import numpy as np
import pytest

from core.files.network_file import read
from core.passes.backward import backward
from core.passes.forward import forward
from core.proof.gradient_check import check_gradients
from networks import make

NETWORKS = Path(__file__).parents[3] / "networks"


def test_every_file_has_a_maker():
    assert {path.stem for path in NETWORKS.glob("*.toml")} == set(make.GALLERY)


@pytest.mark.parametrize("stem", make.GALLERY)
def test_the_script_makes_the_file_bit_for_bit(stem):
    assert (NETWORKS / f"{stem}.toml").read_text("utf-8") == make.text(stem)


@pytest.mark.parametrize("stem", make.GALLERY)
def test_a_file_opens_with_what_it_shows(stem):
    first, *_ = (NETWORKS / f"{stem}.toml").read_text("utf-8").splitlines()
    assert first.startswith("# ")


@pytest.mark.parametrize("stem", make.GALLERY)
def test_the_three_ways_agree(stem):
    assert check_gradients(*read(NETWORKS / f"{stem}.toml")).worst.difference < 1e-10


@pytest.mark.parametrize("stem", make.GALLERY)
def test_the_first_example_has_visible_slopes_in_every_layer(stem):
    network, examples = read(NETWORKS / f"{stem}.toml")
    found = backward(forward(network, examples.X[0]), examples.Y[0])
    assert min(np.abs(layer.dC_dW).max() for layer in found.layers) > 0.03


def passes(stem):
    network, examples = read(NETWORKS / f"{stem}.toml")
    return network, examples, backward(forward(network, examples.X), examples.Y)


def test_the_chain_is_lively_with_one_negative_weight():
    network, examples, found = passes("chain")
    assert network.widths == (1, 1, 1, 1)
    assert len(examples) >= 6
    assert [layer.W.item() < 0 for layer in network.layers] == [False, True, False]
    for layer in found.forward_pass.layers:
        assert ((layer.a > 0.2) & (layer.a < 0.8)).all()
    assert set(np.sign(found.layers[2].delta[:, 0])) == {-1, 1}


def test_iris_has_names_and_knows_most_of_its_flowers():
    network, examples, found = passes("iris")
    assert network.widths == (4, 4, 3, 3)
    assert network.inputs == ("sepal length", "sepal width", "petal length", "petal width")
    assert network.outputs == ("setosa", "versicolor", "virginica")
    assert len(examples) == 12
    right = found.forward_pass.output.argmax(axis=1) == examples.Y.argmax(axis=1)
    assert 8 <= right.sum() < 12


def test_one_neuron_of_relu_is_dead_and_every_other_is_not():
    _, _, found = passes("relu")
    for number, layer in enumerate(found.forward_pass.layers[:-1], 1):
        ever = (layer.a > 0).any(axis=0).tolist()
        assert ever == ([True, True, True, False] if number == 1 else [True] * 3)
        assert (layer.a[0] > 0).tolist() == ever
    assert not found.layers[0].dC_dW[3].any()


def test_wide_shows_one_example_of_each_digit():
    network, examples, _ = passes("wide")
    assert network.widths == (64, 16, 10)
    assert examples.Y.argmax(axis=1).tolist() == list(range(10))


def test_deep_has_eight_layers_and_no_silent_one():
    network, examples, _ = passes("deep")
    assert network.depth == 8
    for x, y in zip(examples.X, examples.Y, strict=True):
        layers = backward(forward(network, x), y).layers
        assert min(np.abs(layer.dC_dW).max() for layer in layers) > 0.01
