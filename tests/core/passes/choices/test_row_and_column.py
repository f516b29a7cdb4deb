"""A column of weights with the deltas makes the slope of the neuron that it belongs to: checked in two other ways."""

import numpy as np
import pytest
from hypothesis import assume, given

from core.files.network_file import read
from core.passes.backward import backward
from core.passes.choices.row_and_column import RowAndColumn, last_matrix
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS
from tests.strategies import away_from_kinks, networks_with_examples

MATRICES = {"iris": 3, "relu": 3, "wide": 2, "deep": 7}
STEP = 2.0**-66


def of(network, examples):
    return RowAndColumn(Moment(Trace(network, examples)), last_matrix(network))


def by_complex_step(network, x, y, layer, k):
    """The slope of the cost by neuron k of the layer before, of values alone."""
    seen = forward(network, x).layers
    dz = seen[layer - 1].layer.W[:, k].astype(float)
    for one, onward in zip(seen[layer - 1 :], seen[layer:], strict=False):
        dz = onward.layer.W @ (one.layer.activation.value(one.z + 1j * STEP * dz).imag / STEP)
    return network.cost.value_at(seen[-1].layer.activation, seen[-1].z + 1j * STEP * dz, y).imag / STEP


def check(network, examples):
    one = of(network, examples)
    layer, value = one.layer, one.moment.value
    products = np.array([value(term) for term in one.products])
    swept = backward(forward(network, examples.X[0]), examples.Y[0]).layers[layer - 1]
    turned = network.layer(layer).W.T @ swept.delta
    scale = np.abs(products).sum() + 1e-300
    assert products.sum() == pytest.approx(turned[one.k], abs=1e-12 * scale)
    assert turned[one.k] == pytest.approx(swept.dC_da_prev[one.k], abs=1e-12 * scale)
    assert value(one.answer) == pytest.approx(swept.dC_da_prev[one.k], abs=1e-12 * scale)
    stepped = by_complex_step(network, examples.X[0], examples.Y[0], layer, one.k)
    assert turned[one.k] == pytest.approx(stepped, rel=1e-9, abs=1e-9 * scale)
    if one.unturned is not None:
        assert value(one.unturned) == pytest.approx((network.layer(layer).W @ swept.delta)[one.k], abs=1e-9)


@pytest.mark.parametrize("name", MATRICES)
def test_on_the_gallery(name):
    check(*read(NETWORKS[name]))


@given(networks_with_examples())
def test_on_random_networks(drawn):
    network, examples = drawn
    assume(last_matrix(network) is not None)
    assume(away_from_kinks(network, examples))
    check(network, examples)


def test_without_turning_iris_gives_another_number():
    one = of(*read(NETWORKS["iris"]))
    measured = one.measured.value(one.quotient)
    assert measured == pytest.approx(one.moment.value(one.answer), abs=0.005)
    assert abs(one.moment.value(one.unturned) - measured) > 0.5


def test_a_matrix_has_two_neurons_on_both_sides():
    assert {name: last_matrix(read(NETWORKS[name])[0]) for name in ("chain", *MATRICES)} == {"chain": None, **MATRICES}


def test_neurons_that_are_not_drawn_bring_what_is_missing():
    one = of(*read(NETWORKS["wide"]))
    shown = one.answering(3)
    assert len(shown.neurons) == 3
    assert sorted((*shown.neurons, *shown.hidden)) == list(range(10))
    least = min(abs(one.moment.value(one.products[j])) for j in shown.neurons)
    assert all(abs(one.moment.value(one.products[j])) <= least for j in shown.hidden)
