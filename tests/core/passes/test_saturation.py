"""What flat curves do: each number in a second way, and those that the storyboard states."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.companions import CARRIED, CROSSED, FLAT, OFF_THE_PLAIN, SQUASHED, companion
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.passes.backward import backward
from core.passes.forward import forward, forward_layer
from core.passes.saturation import flat_walk, saturation, shares_of_the_slope
from core.passes.training import train

H = 1e-30


def swept(name):
    network, examples = companion(name)
    return backward(forward(network, examples.X[0]), examples.Y[0])


def delta(name):
    return float(swept(name).layers[-1].delta[0])


def chain(weights, activation):
    return Network(tuple(Layer([[w]], [0.1], ACTIVATIONS[activation]) for w in weights))


def test_the_slopes_on_the_flat_end_are_those_of_the_storyboard():
    assert -delta(FLAT) == pytest.approx(0.00794, abs=5e-6)
    assert -delta(CROSSED) == pytest.approx(0.996, abs=1e-12)
    assert delta(CROSSED) / delta(FLAT) == pytest.approx(125.5, abs=0.05)


@given(st.floats(0.001, 0.999))
def test_the_slope_of_a_squared_miss_is_what_the_storyboard_says(a):
    network, examples = companion(FLAT)
    layer = Layer([[1.0]], [math.log(a / (1 - a))], network.layer(1).activation)
    found = backward(forward(network.with_layers((layer,)), examples.X[0]), examples.Y[0]).layers[0].delta[0]
    assert -found == pytest.approx(2 * (1 - a) ** 2 * a, rel=1e-9)
    assert -found <= 8 / 27 * (1 + 1e-12)


def test_the_largest_of_these_slopes_is_eight_twenty_sevenths_at_a_third():
    network, examples = companion(FLAT)
    layer = Layer([[1.0]], [-math.log(2)], network.layer(1).activation)
    found = backward(forward(network.with_layers((layer,)), examples.X[0]), examples.Y[0]).layers[0].delta[0]
    assert -found == pytest.approx(8 / 27, rel=1e-12)


@pytest.mark.parametrize(("name", "power", "steps"), [(FLAT, 2, 340), (CROSSED, 1, 33)])
def test_a_plain_loop_counts_the_same_steps(name, power, steps):
    """The slopes written out: 2 (a - 1) a (1 - a), or a - 1 alone."""
    network, examples = companion(name)
    bias, count = math.log(0.004 / 0.996), 0
    while (a := 1 / (1 + math.exp(-bias))) < 0.9:
        bias -= 0.5 * (2 * (a - 1) * a * (1 - a) if power == 2 else a - 1)
        count += 1
    assert flat_walk(network, examples, OFF_THE_PLAIN) == count == steps


@pytest.mark.parametrize("name", [FLAT, CROSSED])
def test_the_training_that_a_record_speaks_of_is_the_walk_of_the_bias(name):
    network, examples = companion(name)
    steps = flat_walk(network, examples, OFF_THE_PLAIN)
    ends = [train(network, examples, count, network.learning_rate).end for count in (steps - 1, steps)]
    outputs = [float(forward(end, examples.X[0]).output[0]) for end in ends]
    assert outputs[0] < OFF_THE_PLAIN <= outputs[1]
    assert ends[1].layer(1).W[0, 0] == 1.0


def test_a_walk_that_does_not_arrive_says_so():
    with pytest.raises(InputError, match="10 steps reach"):
        flat_walk(*companion(FLAT), until=0.9, most=10)


@pytest.mark.parametrize(("name", "share"), [(SQUASHED, 4.7e-6), (CARRIED, 1.22)])
def test_the_shares_of_both_chains_are_those_of_the_storyboard(name, share):
    assert shares_of_the_slope(swept(name))[0] == pytest.approx(share, rel=0.01)


def test_both_chains_differ_in_their_curve_alone():
    (one, x), (other, same) = companion(SQUASHED), companion(CARRIED)
    assert [layer.W[0, 0] for layer in one.layers] == [layer.W[0, 0] for layer in other.layers]
    assert [layer.b[0] for layer in one.layers] == [layer.b[0] for layer in other.layers]
    assert x.X[0, 0] == same.X[0, 0]


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=9), st.sampled_from(["sigmoid", "tanh", "softplus", "gelu"]))
def test_shares_are_products_of_weights_and_slopes(weights, activation):
    network = chain(weights, activation)
    found = shares_of_the_slope(backward(forward(network, [0.8]), [7.0]))
    product = 1.0
    for layer, seen in zip(reversed(range(len(weights))), reversed(forward(network, [0.8]).layers), strict=True):
        product *= weights[layer] * float(ACTIVATIONS[activation].slope(seen.z)[0])
        assert found[layer] == pytest.approx(product, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("name", [SQUASHED, CARRIED])
def test_a_complex_step_at_the_input_finds_the_share_too(name):
    network, examples = companion(name)
    a = examples.X[0] + 1j * H
    for layer in network.layers:
        a = layer.activation.value(a @ layer.W.T + layer.b)
    share = shares_of_the_slope(swept(name))[0]
    assert math.log10(a[0].imag / H) == pytest.approx(math.log10(share), abs=1e-9)


def test_shares_need_a_chain_with_a_slope_at_its_output():
    with pytest.raises(ValueError, match="expected a chain"):
        shares_of_the_slope(backward(forward(chain([0.0], "relu"), [0.8]), [0.1]))


@given(st.floats(-30, 30), st.sampled_from(["sigmoid", "tanh", "relu", "gelu"]))
def test_saturation_is_one_at_the_steepest_place_and_never_more(z, activation):
    row = ACTIVATIONS[activation]
    found = saturation(forward_layer(Layer([[1.0]], [0.0], row), np.array([z])))
    assert 0 <= found[0] <= 1
    largest = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "gelu": 1.128904}[activation]
    assert found[0] * largest == pytest.approx(abs(float(row.slope(np.array(z)))), abs=1e-5)


def test_there_is_no_other_companion():
    with pytest.raises(InputError, match="expected one of flat"):
        companion("mine")


def test_examples_of_companions_are_single():
    assert all(isinstance(companion(name)[1], Examples) and len(companion(name)[1]) == 1 for name in (FLAT, SQUASHED))
