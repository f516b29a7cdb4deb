"""Paths that add and cancel: which neuron's are told, and which of them works against the largest."""

from itertools import pairwise

import pytest

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, slope, w, z
from core.passes.choices.onward_paths import OnwardPaths, last_branching_layer, liveliest
from core.passes.moment import Moment
from core.passes.trace import Trace


def fan(W, wanted, name="identity"):
    """Return the moment of inputs of 1 that feed the outputs through a matrix of weights."""
    layer = Layer(W, [0.0] * len(W), ACTIVATIONS[name])
    return Moment(Trace(Network((layer,)), Examples([[1.0] * len(W[0])], [wanted])))


def test_a_path_brings_its_weight_times_what_the_cost_answers():
    paths = OnwardPaths(fan([[3.0], [-1.0], [0.5]], [2.0, 0.0, 1.0]), 0, 0)
    assert paths.values == (6.0, 2.0, -0.5)
    assert paths.largest(2) == (0, 1)
    assert paths.factors[1] == (w(1, 1, 0), slope(a(1, 1), z(1, 1)), slope(C, a(1, 1)))
    assert paths.through(1) == (a(0, 0), z(1, 1), a(1, 1), C)
    assert paths.opposing == 2


def test_of_several_that_work_against_the_largest_the_strongest_is_told():
    assert OnwardPaths(fan([[3.0], [1.0], [1.0]], [2.0, 1.5, 4.0]), 0, 0).opposing == 2
    assert OnwardPaths(fan([[3.0], [1.0]], [2.0, 0.0]), 0, 0).opposing is None
    assert OnwardPaths(fan([[3.0], [1.0]], [3.0, 1.0]), 0, 0).opposing is None


def test_where_outputs_compete_a_path_leads_over_their_sum_alone():
    paths = OnwardPaths(fan([[1.0], [2.0]], [1.0, 0.0], "softmax"), 0, 0)
    assert not paths.elementwise
    assert paths.through(1) == (a(0, 0), z(1, 1), C)
    assert paths.factors == (paths.joined(0), paths.joined(1))
    assert sum(paths.values) == pytest.approx(paths.moment.value(paths.quantity), rel=1e-12)


def test_a_neuron_whose_paths_take_something_back_is_livelier_than_one_with_a_larger_sum():
    # the first brings 20 and 10; the second 8 and, against it, -1
    moment = fan([[10.0, 4.0], [5.0, -0.5]], [13.0, 3.5])
    first, second = (OnwardPaths(moment, 0, k) for k in (0, 1))
    assert first.values == (20.0, 10.0)
    assert second.values == (8.0, -1.0)
    assert first.liveliness == (0.0, 30.0)
    assert second.liveliness == (7.0, 9.0)
    assert liveliest(moment, 0).k == 1


def test_among_paths_that_all_agree_those_that_bring_most_are_told():
    assert liveliest(fan([[1.0, 2.0], [1.0, 2.0]], [0.0, 0.0]), 0).k == 1


@pytest.mark.parametrize(("widths", "expected"), [((1, 1, 1), None), ((3, 2, 1), 0), ((1, 3, 2), 1), ((1, 2, 1, 1), 0)])
def test_the_last_layer_that_branches_feeds_several(widths, expected):
    layers = (Layer([[1.0] * m] * n, [0.0] * n, ACTIVATIONS["tanh"]) for m, n in pairwise(widths))
    assert last_branching_layer(Network(tuple(layers))) == expected
