"""The gallery: made by its script bit for bit, and lively enough to be shown."""

import math
from pathlib import Path

import numpy as np
import pytest
import sympy

from core.files.network_file import read
from core.model.network import Layer
from core.passes.backward import backward
from core.passes.descent import descend
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


@pytest.mark.parametrize("stem", [stem for stem in make.GALLERY if stem != "two_two_two"])  # it is as it was published
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
    assert network.image == (8, 8)
    assert examples.Y.argmax(axis=1).tolist() == list(range(10))


def test_deep_has_eight_layers_and_no_silent_one():
    network, examples, _ = passes("deep")
    assert network.depth == 8
    for x, y in zip(examples.X, examples.Y, strict=True):
        layers = backward(forward(network, x), y).layers
        assert min(np.abs(layer.dC_dW).max() for layer in layers) > 0.01


# M. Mazur, A Step by Step Backpropagation Example (2015): the weights and costs that its text prints.
AFTER_ONE_STEP = (
    [[0.149780716, 0.19956143], [0.24975114, 0.29950229]],
    [[0.35891648, 0.408666186], [0.511301270, 0.561370121]],
)


def test_two_two_two_prints_what_was_published():
    network, examples = read(NETWORKS / "two_two_two.toml")
    passed = forward(network, examples.X[0])
    assert passed.layers[0].z[0] == pytest.approx(0.3775, abs=5e-5)
    assert passed.layers[0].a == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert passed.output == pytest.approx([0.75136507, 0.772928465], abs=5e-9)
    found = descend(network, examples, 10_000)
    assert found.costs[0] == pytest.approx(0.298371109, abs=5e-10)
    for layer, W in zip(found.networks[0].layers, AFTER_ONE_STEP, strict=True):
        assert pytest.approx(np.array(W), abs=5e-9) == layer.W
    # the text prints 0.291027924 and 0.0000351085; its own numbers give these
    assert found.costs[1] == pytest.approx(0.291027774, abs=5e-10)
    assert found.costs[-1] == pytest.approx(3.51019e-5, abs=5e-11)
    assert forward(found.end, examples.X[0]).output == pytest.approx([0.0159136, 0.9840643], abs=5e-8)
    assert all((layer.b == before.b).all() for layer, before in zip(found.end.layers, network.layers, strict=True))


def plain_descent(weight, steps, rate):
    """A second descent of two_valleys, without the passes."""
    for _ in range(steps):
        answers = [(x, y, 1 / (1 + math.exp(-weight * x))) for x, y in ((0.2, 0.9), (2.5, 0.1), (0.2, 0.9))]
        weight -= rate * sum(2 * (a - y) * a * (1 - a) * x for x, y, a in answers) / 3
    return weight


@pytest.mark.parametrize(("start", "end", "cost"), [(1.2, -0.543, 0.1253), (2.3, 10.986, 0.2700)])
def test_two_valleys_has_a_valley_on_either_side_of_its_hill(start, end, cost):
    network, examples = read(NETWORKS / "two_valleys.toml")
    began = network.with_layers((Layer([[start]], [0.0], network.layer(1).activation),))
    found = descend(began, examples, 4_000)
    weight = found.end.layer(1).W.item()
    assert (weight, found.costs[-1]) == (pytest.approx(end, abs=5e-4), pytest.approx(cost, abs=5e-5))
    assert weight == pytest.approx(plain_descent(start, 4_000, network.learning_rate), rel=1e-9)
    w = sympy.Symbol("w", real=True)
    examples = zip(examples.X[:, 0], examples.Y[:, 0], strict=True)
    whole = sum((1 / (1 + sympy.exp(-w * x)) - y) ** 2 for x, y in examples) / 3
    assert abs(whole.diff(w).subs(w, weight)) < 1e-5
    assert whole.diff(w, 2).subs(w, weight) > 0
    hill = sympy.nsolve(whole.diff(w), w, 1.7)
    assert (float(hill), float(whole.subs(w, hill))) == (
        pytest.approx(1.700, abs=5e-4),
        pytest.approx(0.3281, abs=5e-5),
    )
