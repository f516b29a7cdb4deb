"""Laws of the forward and backward pass on random networks."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.passes.backward import backward
from core.passes.forward import forward
from core.passes.slopes import LayerSlopes
from core.proof.gradient_check import check_gradients
from tests.closeness import assert_slopes_close
from tests.strategies import networks, networks_with_examples


@settings(max_examples=150, deadline=None)
@given(networks_with_examples())
def test_analytic_complex_step_and_symbolic_slopes_agree(drawn):
    worst = check_gradients(*drawn).worst
    assert worst.difference < 1e-8, worst


@settings(max_examples=60)
@given(networks_with_examples(sizes=(2, 5)))
def test_a_batch_is_the_mean_of_its_examples(drawn):
    network, examples = drawn
    batch = backward(forward(network, examples.X), examples.Y)
    singles = [backward(forward(network, x), y) for x, y in zip(examples.X, examples.Y, strict=True)]
    np.testing.assert_allclose(batch.C, [single.C for single in singles], rtol=1e-9, atol=1e-13)
    for number, layer in enumerate(batch.layers):
        np.testing.assert_allclose(layer.delta, [one.layers[number].delta for one in singles], rtol=1e-6, atol=1e-12)
    assert_slopes_close(_averages([batch]), _averages(singles), network, examples)


def _averages(passes):
    """Return the slopes as averages over all examples of some passes."""
    return [
        LayerSlopes(
            np.mean([layer.dC_dW for layer in layers], axis=0),
            np.mean([layer.dC_db for layer in layers], axis=0),
            np.mean([np.atleast_2d(layer.dC_da_prev).mean(axis=0) for layer in layers], axis=0),
        )
        for layers in zip(*(one.layers for one in passes), strict=True)
    ]


@settings(max_examples=60)
@given(networks_with_examples(sizes=(1, 1), network=networks(costs=["squared_error"])))
def test_every_slope_is_linear_in_the_slope_at_the_output(drawn):
    """Twice the distance from the desired output doubles every slope before it."""
    network, examples = drawn
    seen = forward(network, examples.X[0])
    far = np.abs(seen.output).max() * examples.Y[0]  # of a's own size, so that a - (a - far) keeps its digits
    once, twice = (backward(seen, seen.output - times * far) for times in (1, 2))
    for one, two in zip(once.layers, twice.layers, strict=True):
        for name in ("delta", "dC_dW", "dC_db", "dC_da_prev"):
            first, second = getattr(one, name), getattr(two, name)
            # a softmax takes what all outputs have in common away, and leaves rounding where that is all
            open_ = 1e-11 * np.abs(first).max() + 1e-14 * np.abs(far).max()
            np.testing.assert_allclose(second, 2 * first, rtol=1e-9, atol=open_)


@settings(max_examples=60)
@given(networks_with_examples(network=networks(depths=(2, 4))), st.randoms(use_true_random=False))
def test_hidden_neurons_permute_freely(drawn, random):
    network, examples = drawn
    before, after = network.layers[:2]
    order = list(range(before.n))
    random.shuffle(order)
    mixed = network.with_layers(
        (
            Layer(before.W[order], before.b[order], before.activation),
            Layer(after.W[:, order], after.b, after.activation),
            *network.layers[2:],
        )
    )
    plain = backward(forward(network, examples.X), examples.Y)
    moved = backward(forward(mixed, examples.X), examples.Y)
    np.testing.assert_allclose(moved.C, plain.C, rtol=1e-9, atol=1e-13)
    first, second, *rest = _averages([plain])
    expected = [
        LayerSlopes(first.dC_dW[order], first.dC_db[order], first.dC_da_prev),
        LayerSlopes(second.dC_dW[:, order], second.dC_db, second.dC_da_prev[order]),
        *rest,
    ]
    assert_slopes_close(_averages([moved]), expected, mixed, examples)


@pytest.mark.parametrize("shape", [(3,), (1, 3), (2, 2, 2), ()])
def test_an_input_of_the_wrong_shape_is_refused(shape):
    network = Network((Layer([[1.0, 2.0]], [0.0], ACTIVATIONS["sin"]),))
    with pytest.raises(ValueError, match="expected x with 2 inputs"):
        forward(network, np.zeros(shape))


def test_desired_outputs_of_the_wrong_shape_are_refused():
    network = Network((Layer([[1.0, 2.0]], [0.0], ACTIVATIONS["sin"]),))
    with pytest.raises(ValueError, match="expected y of shape"):
        backward(forward(network, [1.0, 2.0]), [1.0, 2.0])


def test_values_are_read_only():
    layer = Layer([[1.0]], [0.0], ACTIVATIONS["sin"])
    for array in (layer.W, layer.b, Examples([[1.0]], [[1.0]]).X):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_batch_through_a_wide_softmax_takes_no_memory_for_all_its_jacobians():
    wide = Network((Layer(np.eye(300, 2), np.zeros(300), ACTIVATIONS["softmax"]),), cost=COSTS["cross_entropy"])
    X, Y = np.random.default_rng(0).random((100, 2)), np.eye(300)[:100]
    tracemalloc.start()
    batch = backward(forward(wide, X), Y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 300 * 300 * 100 / 1.5
    singles = [backward(forward(wide, x), y).layers[0].delta for x, y in zip(X, Y, strict=True)]
    np.testing.assert_array_equal(batch.layers[0].delta, singles)
