"""Many steps of descent against a plain loop over examples, and against formulas alone."""

import numpy as np
import pytest
from hypothesis import given

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, w
from core.passes.descent import descend
from core.passes.moment import Moment
from core.passes.trace import Trace
from core.passes.training import sure_steps, train
from core.proof.plain_pass import PlainNetwork
from core.proof.plain_training import trained
from tests.random_networks import random_network
from tests.strategies import networks_with_examples

_GALLERY = ("iris", "chain", "deep", "wide", "relu", "two_two_two")


def _gallery(name):
    return read(f"networks/{name}.toml")


def _moves(weights, biases, x, y):
    """Return the slopes of one example by each weight and bias of a network of sigmoids, neuron by neuron."""
    a, found = [list(x)], []
    for W, b in zip(weights, biases, strict=True):
        sums = [sum(w * p for w, p in zip(row, a[-1], strict=True)) + c for row, c in zip(W, b, strict=True)]
        a.append([1 / (1 + np.exp(-z)) for z in sums])
    slopes = [2 * (out - want) for out, want in zip(a[-1], y, strict=True)]
    for before, out, W in zip(a[-2::-1], a[:0:-1], weights[::-1], strict=True):
        delta = [slope * one * (1 - one) for slope, one in zip(slopes, out, strict=True)]
        found.insert(0, ([[d * one for one in before] for d in delta], delta))
        slopes = [sum(row[k] * d for row, d in zip(W, delta, strict=True)) for k in range(len(before))]
    return found


def test_a_plain_loop_over_neurons_and_examples_ends_at_the_same_weights():
    network, examples = _gallery("iris")
    weights, biases = ([getattr(layer, name).tolist() for layer in network.layers] for name in ("W", "b"))
    for _ in range(20):
        each = [_moves(weights, biases, x, y) for x, y in zip(examples.X, examples.Y, strict=True)]
        for at, b in enumerate(biases):
            for j in range(len(b)):
                b[j] -= 0.1 * sum(one[at][1][j] for one in each) / len(each)
                row = weights[at][j]
                row[:] = [w - 0.1 * sum(one[at][0][j][k] for one in each) / len(each) for k, w in enumerate(row)]
    found = train(network, examples, 20, 0.1).end
    for layer, W, b in zip(found.layers, weights, biases, strict=True):
        np.testing.assert_allclose(layer.W, W, rtol=1e-12)
        np.testing.assert_allclose(layer.b, b, rtol=1e-12)


@pytest.mark.parametrize("name", _GALLERY)
def test_formulas_alone_end_at_the_same_weights(name):
    network, examples = _gallery(name)
    rate = network.learning_rate / 5
    plain = trained(PlainNetwork.of(network, examples), 100, rate)
    for layer, (W, b, _) in zip(train(network, examples, 100, rate).end.layers, plain.layers, strict=True):
        np.testing.assert_allclose(layer.W, W, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(layer.b, b, rtol=1e-10, atol=1e-13)


@given(networks_with_examples())
def test_it_is_the_descent_of_which_each_step_is_kept(drawn):
    network, examples = drawn
    try:
        descent = descend(network, examples, 3, 0.01)
    except InputError:
        return
    training = train(network, examples, 3, 0.01)
    np.testing.assert_allclose(training.costs, descent.costs, rtol=1e-9, atol=1e-300)
    for one, other in zip(training.end.layers, descent.end.layers, strict=True):
        np.testing.assert_allclose(one.W, other.W, rtol=1e-9, atol=1e-12)


def test_biases_that_the_network_keeps_stay():
    network, examples = _gallery("two_two_two")
    assert not network.update_biases
    end = train(network, examples, 5, 0.5).end
    assert all((one.b == other.b).all() for one, other in zip(end.layers, network.layers, strict=True))


def test_steps_that_rise_are_counted():
    network, examples = _gallery("iris")
    costs = descend(network, examples, 300, 2.0).costs
    assert train(network, examples, 300, 2.0).uphill == int((np.diff(costs) > 0).sum()) > 0


def test_it_ends_before_a_number_is_too_large():
    network = Network((Layer([[1.0]], [0.0], ACTIVATIONS["identity"]),))
    training = train(network, Examples([[2.0]], [[0.0]]), 50, 1e3)
    assert training.steps < 50
    assert np.isfinite(training.end.layer(1).W).all()
    moment = Moment(Trace(network, Examples([[2.0]], [[0.0]])))
    with pytest.raises(InputError, match="finite"):
        moment.after(50, rate=1e3).value(w(1))


def test_a_moment_after_a_training_has_its_rate_and_its_end():
    network, examples = _gallery("iris")
    moment = Moment(Trace(network, examples)).averaged.after(40, rate=0.1)
    assert moment.value(C) == pytest.approx(float(train(network, examples, 40, 0.1).costs[-1]), rel=1e-12)
    assert moment.count(40).state.rate == 0.1
    assert moment.after(0).state.rate is None


def test_what_jumps_about_is_sure_for_fewer_steps_than_what_glides():
    network, examples = random_network(15)
    alone = Examples(examples.X[:1], examples.Y[:1])
    counts = [sure_steps(train(network, alone, 1000, rate), alone) for rate in (0.001, 0.01, 0.1)]
    assert counts[:2] == [1000, 1000]
    assert 100 < counts[2] < 1000
    start = PlainNetwork.of(network, alone)
    ends = [trained(start, steps, 0.1).layers[0][0] for steps in (100, 1000)]
    ours = [train(network, alone, steps, 0.1).end.layer(1).W for steps in (100, 1000)]
    off = [float(np.max(np.abs(one - other))) for one, other in zip(ends, ours, strict=True)]
    assert off[0] < 1e-12
    assert off[1] > 1e-9
