"""Which layers are written with matrices, and which neurons of them are drawn."""

import numpy as np
import pytest
from hypothesis import assume, given

from core.files.network_file import read
from core.passes.choices.matrix_layers import MatrixLayer, layers_in_matrices
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS
from tests.strategies import networks_with_examples


def layer_of(name):
    moment = Moment(Trace(*read(NETWORKS[name])))
    return MatrixLayer(moment, layers_in_matrices(moment.network)[0])


def test_outputs_that_compete_are_told_of_one_layer_before():
    assert layer_of("iris").partners == layer_of("iris").layer
    assert layer_of("wide").partners == layer_of("wide").layer - 1


@pytest.mark.parametrize("most", [2, 3, 5])
def test_what_is_told_of_is_drawn_and_the_others_stand_between(most):
    told = layer_of("wide")
    j, k = told.steepest.by.neurons
    sides = told.hearing(most), told.heard(most), told.answering(most)
    assert [len(one.neurons) for one in sides] == [most] * 3
    assert j in sides[0].neurons
    assert told.row in sides[0].neurons
    assert k in sides[1].neurons
    assert told.partner in sides[2].neurons
    assert all(0 < one.after < most for one in sides)


@given(networks_with_examples())
def test_the_terms_of_a_row_add_up_to_its_sum(drawn):
    moment = Moment(Trace(*drawn))
    layers = layers_in_matrices(moment.network)
    assume(layers is not None)
    for layer in layers:
        told = MatrixLayer(moment, layer)
        sums = [moment.trace.value(one, moment.state) for one in told.sums]
        assert sum(map(moment.value, told.terms)) == pytest.approx(sums[told.row], abs=1e-9)
        assert abs(sums[told.row]) == max(map(abs, sums))


@given(networks_with_examples())
def test_the_two_layers_have_hidden_neurons_before_them_and_more_than_one_weight(drawn):
    network, _ = drawn
    found = layers_in_matrices(network)
    sides = [network.layer(layer).W.shape for layer in range(2, network.depth + 1)]
    if found is None:
        assert all(shape == (1, 1) for shape in sides)
        return
    both = [network.layer(layer).W.shape for layer in found]
    assert min(found) > 1
    if any(min(shape) > 1 for shape in sides):
        assert all(min(shape) > 1 for shape in both)
        unlike = [max(shape) / min(shape) for shape in sides if min(shape) > 1]
        assert np.isclose(max(both[1]) / min(both[1]), max(unlike))
