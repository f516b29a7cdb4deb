"""The audit's own way to each value: of any size, over many examples, after steps downhill."""

import numpy as np
import pytest
from hypothesis import given, settings

import core.proof.rederivation
from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, Quantity, a, delta, slope, w, z
from core.passes.trace import State, Trace
from core.proof.plain_pass import PlainNetwork, stepped
from core.proof.rederivation import Rederivation
from tests.strategies import networks, networks_with_examples


def again(network, examples):
    return Rederivation(network, PlainNetwork.of(network, examples))


@pytest.mark.parametrize("row", [row for row in ACTIVATIONS if row != "softmax"])
@pytest.mark.parametrize("size", [1e155, 1e300, -1e300, 1e-300])
def test_weights_that_a_double_can_hardly_hold_have_their_slopes(row, size):
    far = -abs(size) if row == "exp" else size
    layers = (Layer([[far]], [0.1], ACTIVATIONS[row]), Layer([[0.1]], [0.1], ACTIVATIONS["sigmoid"]))
    network, examples = Network(layers), Examples([[1.0]], [[0.5]])
    for quantity in (slope(C, w(1)), slope(C, a(0)), slope(C, w(2)), slope(z(1), a(0)), slope(a(1), z(1))):
        true = Trace(network, examples).value(quantity)
        assert again(network, examples).value(quantity, State()) == pytest.approx(true, rel=1e-9, abs=1e-290)


def test_an_average_takes_one_run_however_many_examples_there_are(monkeypatch):
    runs = []
    monkeypatch.setattr(
        core.proof.rederivation, "run", lambda *of, true=core.proof.rederivation.run: runs.append(1) or true(*of)
    )
    network, examples = read("networks/iris.toml")
    found = again(network, examples)
    for quantity in (C, slope(C, w(2, 1, 0)), slope(C, w(2, 1, 0))):
        true = Trace(network, examples).value(quantity, State(example=None))
        assert found.value(quantity, State(example=None)) == pytest.approx(true, rel=1e-12)
    assert len(runs) == 2


@settings(max_examples=30, deadline=None)
@given(networks_with_examples(sizes=(1, 4), network=networks(activations=("sigmoid", "tanh", "softplus"))))
def test_a_step_downhill_is_the_one_that_lessons_take(drawn):
    network, examples = drawn
    taken = Trace(network, examples).network_at(1)
    for (W, b, _), layer in zip(stepped(PlainNetwork.of(*drawn), 1).layers, taken.layers, strict=True):
        scale = np.abs(layer.W).max() + 1
        np.testing.assert_allclose(W, layer.W, rtol=1e-9, atol=1e-9 * scale)
        np.testing.assert_allclose(b, layer.b, rtol=1e-9, atol=1e-9 * scale)


@pytest.mark.parametrize("name", ["chain", "iris"])
def test_steps_that_ask_one_example_are_those_of_a_network_that_has_no_other(name):
    network, examples = read(f"networks/{name}.toml")
    alone = Trace(network, Examples(examples.X[[1]], examples.Y[[1]]))
    state = State(2, step=3, asked=1)
    found = again(network, examples)
    for quantity in (w(1), Quantity("b", network.depth, (0,))):
        true = alone.value(quantity, State(step=3))
        assert Trace(network, examples).value(quantity, state) == pytest.approx(true, rel=1e-12)
        assert found.value(quantity, state) == pytest.approx(true, rel=1e-9)
    assert found.value(C, state) == pytest.approx(Trace(network, examples).value(C, state), rel=1e-9)
    assert found.value(C, state) != pytest.approx(found.value(C, State(2, step=3)), rel=1e-6)


def test_an_example_that_is_not_there_cannot_be_asked():
    network, examples = read("networks/chain.toml")
    for read_off in (Trace(network, examples).value, again(network, examples).value):
        with pytest.raises(InputError, match="expected an example from 0 to 5, found 6"):
            read_off(C, State(step=1, asked=6))


def test_steps_are_each_taken_once(monkeypatch):
    taken = []
    monkeypatch.setattr(core.proof.rederivation, "stepped", lambda *of: taken.append(1) or stepped(*of))
    found = again(*read("networks/chain.toml"))
    for step in (3, 1, 2, 3):
        found.value(C, State(step=step))
    assert len(taken) == 3


def test_a_step_before_the_first_is_told():
    with pytest.raises(InputError, match="expected a step from 0, found -1"):
        again(*read("networks/chain.toml")).value(C, State(step=-1))


@pytest.mark.parametrize(
    ("last", "cost", "size"),
    [
        *(("sigmoid", cost, size) for cost in ("binary_cross_entropy", "cross_entropy") for size in (0.5, 20.0, 300.0)),
        *(("softmax", "cross_entropy", size) for size in (0.5, 20.0, 300.0)),
        ("softmax", "binary_cross_entropy", 0.5),  # further out ln(1 - a) is infinite, and a file of it is refused
        ("softmax", "binary_cross_entropy", 5.0),
    ],
)
def test_logarithms_of_outputs_near_their_limits_are_found_again(last, cost, size):
    first = Layer([[0.7], [-0.4]], [0.1, 0.2], ACTIVATIONS["tanh"])
    second = Layer(size * np.array([[1, 2], [-1, 1], [1, -2]]), [0.1, -0.2, 0.3], ACTIVATIONS[last])
    network, examples = Network((first, second), COSTS[cost]), Examples([[0.9]], [[0.5, 0.0, 0.5]])
    trace = Trace(network, examples)
    for quantity in (C, slope(C, w(1)), slope(C, w(2, 1, 0)), delta(2, 0), delta(2, 1), delta(2, 2)):
        assert again(network, examples).value(quantity, State()) == pytest.approx(trace.value(quantity), rel=1e-9)
