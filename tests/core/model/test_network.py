"""A network and its examples are right from birth: what does not fit is refused, and told in a sentence."""

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.passes.chain import chain_through

SIGMOID, SOFTMAX, TANH = (ACTIVATIONS[name] for name in ("sigmoid", "softmax", "tanh"))
TWO_TO_THREE = Layer(np.ones((3, 2)), np.zeros(3), SIGMOID)
TWO_TO_ONE = Layer(np.ones((1, 2)), np.zeros(1), SIGMOID)


@pytest.mark.parametrize(
    ("W", "b", "told"),
    [
        ([1.0, 2.0], [0.0], r"expected W of shape \(n, n_prev\), found shape \(2,\)"),
        (np.empty((0, 2)), [], r"expected W of shape \(n, n_prev\), found shape \(0, 2\)"),
        ([[1.0], [2.0]], [0.0], r"expected 2 biases, one per row of W, found shape \(1,\)"),
        ([[np.nan]], [0.0], "finite"),
    ],
)
def test_a_layer_refuses_weights_and_biases_that_make_none(W, b, told):
    with pytest.raises(ValueError, match=told):
        Layer(W, b, SIGMOID)


@pytest.mark.parametrize(
    ("layers", "cost", "told"),
    [
        ((), "squared_error", "expected at least one layer"),
        ((TWO_TO_THREE, TWO_TO_ONE), "squared_error", r"layer 2: expected 3 columns in W .layer 1 has 3 .* found 2"),
        ((Layer([[1.0]], [0.0], SOFTMAX), Layer([[1.0]], [0.0], TANH)), "squared_error", "layer 1: softmax .* last"),
        ((Layer([[1.0]], [0.0], TANH),), "binary_cross_entropy", "layer 1: expected outputs from 0 to 1 .* found tanh"),
    ],
)
def test_a_network_refuses_layers_that_do_not_fit(layers, cost, told):
    with pytest.raises(ValueError, match=told):
        Network(layers, COSTS[cost])


@pytest.mark.parametrize("image", [(2, 2), (2,), (1, 1, 2), (0, 2)])
def test_a_network_refuses_a_picture_of_other_inputs(image):
    with pytest.raises(ValueError, match="image: expected rows and columns of 2 inputs, found"):
        Network((TWO_TO_ONE,), image=image)


def test_a_picture_stays_when_layers_change_and_goes_with_all_inputs_but_one():
    network = Network((TWO_TO_ONE,), image=(1, 2))
    assert network.with_layers(network.layers).image == (1, 2)
    assert chain_through(network, [0.5, 0.5], [1.0])[0].image == ()


@pytest.mark.parametrize(("X", "Y"), [([1.0], [1.0]), ([[1.0]], [[1.0], [2.0]]), (np.empty((0, 1)), np.empty((0, 1)))])
def test_examples_are_rows_of_inputs_and_desired_outputs(X, Y):
    with pytest.raises(ValueError, match="one row per example"):
        Examples(X, Y)


def test_layers_are_counted_from_one():
    network = Network((TWO_TO_ONE, Layer([[1.0]], [0.0], SIGMOID)))
    assert network.layer(1) is network.layers[0]
    for number in (0, 3):
        with pytest.raises(IndexError, match=f"expected a layer from 1 to 2, found {number}"):
            network.layer(number)


def test_nobody_changes_the_numbers_of_a_network():
    mine = np.ones((1, 1))
    layer = Layer(mine, [0.0], SIGMOID)
    mine[0, 0] = 2.0
    assert layer.W[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        layer.W[0, 0] = 3.0


def test_inputs_of_other_layers_are_a_picture_only_if_they_are_as_many():
    wide = Layer(np.zeros((2, 4)), np.zeros(2), ACTIVATIONS["sigmoid"])
    network = Network((wide,), image=(2, 2))
    assert network.with_layers((wide,)).image == (2, 2)
    assert network.with_layers((Layer([[1.0]], [0.0], ACTIVATIONS["sigmoid"]),)).image == ()
