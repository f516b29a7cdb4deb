"""All examples in one product: the slopes of each add up to the slopes of all, in as many multiplications."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given

from core.algebra.batch_form import batch_form
from core.files.network_file import read
from core.model.quantity import C, slope, w
from core.model.work import matrix_calls, products_of_a_batch
from core.passes.backward import backward
from core.passes.choices.whole_batch import WholeBatch
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import Trace
from core.proof.plain_pass import PlainNetwork
from core.proof.rederivation import Rederivation
from tests.rehearsals import NETWORKS
from tests.strategies import networks_with_examples


def batch_of(network, examples):
    return WholeBatch(Moment(Trace(network, examples)))


def each_alone(network, examples, layer):
    """The slopes of a layer's weights, example by example, each with a pass and a sweep of its own."""
    pairs = zip(examples.X, examples.Y, strict=True)
    return [backward(forward(network, x), y).layers[layer - 1].dC_dW for x, y in pairs]


@given(networks_with_examples())
def test_the_sums_end_at_the_mean_of_single_sweeps_and_at_the_one_product(drawn):
    told = batch_of(*drawn)
    assume(told.is_finite)
    assume(told.layer is not None)
    single = each_alone(*drawn, told.layer)
    running = np.concatenate([np.zeros((1, *single[0].shape)), np.cumsum(single, axis=0)]) / len(single)
    for j, k in product(*map(range, single[0].shape)):
        assert np.allclose(told.sums(j, k), running[:, j, k], rtol=1e-9, atol=1e-12)
    for layout in ("columns", "rows"):
        whole = batch_form(drawn[0], told.layer, len(single), layout)["dC_dw"].values(told.moment)
        assert np.allclose(np.asarray(whole, dtype=float), running[-1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_sums_end_at_what_complex_steps_find(name):
    network, examples = read(NETWORKS[name])
    told = batch_of(network, examples)
    again = Rederivation(network, PlainNetwork.of(network, examples))
    j, k = told.cell
    found = again.value(slope(C, w(told.layer, j, k)), told.moment.averaged.state)
    assert told.sums(j, k)[-1] == pytest.approx(found, rel=1e-9)
    assert abs(found) == pytest.approx(max(abs(np.mean(each_alone(network, examples, told.layer), axis=0)).max(), 0))


@given(networks_with_examples())
def test_products_and_calls_are_those_of_the_shapes_that_are_multiplied(drawn):
    network, examples = drawn
    told, m, count, calls = batch_of(network, examples), len(examples), 0, 0
    for layer in range(1, network.depth + 1):
        lines = batch_form(network, layer, m, "columns")
        delta, turned = lines["dC_dw"].parts[-2:]
        weights, heard = lines["z"].parts[:2]
        pairs = [(weights, heard), (delta, turned)] + ([lines["dC_da"].parts] if layer > 1 else [])
        for left, right in pairs:
            assert left.shape[1] == right.shape[0]
            count += int(left.shape[0] * left.shape[1] * right.shape[1])
            calls += 1
    assert told.moment.value(told.products) == products_of_a_batch(network, m) == count
    assert products_of_a_batch(network, 1) * m == count
    assert told.moment.value(told.calls_together) == matrix_calls(network) == calls
    assert told.moment.value(told.calls) == m * calls


def test_of_many_examples_the_first_ones_and_the_last_are_drawn():
    told = batch_of(*read(NETWORKS["iris"]))
    assert told.examples(12).neurons == tuple(range(12))
    few = told.examples(4)
    assert (few.neurons, few.after) == ((0, 1, 2, 11), 3)
    assert sorted(few.neurons + few.hidden) == list(range(12))


def test_the_slope_that_is_told_of_is_drawn():
    told = batch_of(*read(NETWORKS["wide"]))
    j, k = told.cell
    assert j in told.neurons(told.layer, 2).neurons
    assert k in told.neurons(told.layer - 1, 2).neurons
