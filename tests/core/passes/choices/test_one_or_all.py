"""Two parameters, a rate and three walks over them: chosen by the numbers, and true on the map."""

from itertools import combinations

import numpy as np
import pytest

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, slope
from core.passes.backward import backward
from core.passes.choices.map_window import levels_of
from core.passes.choices.one_or_all import OneOrAll, _largest_determinant, moving, why_no_map
from core.passes.forward import forward
from core.passes.landscape import average_cost, placed
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS

GALLERY = ("iris", "chain", "deep", "relu")


def told_of(name):
    return OneOrAll(Moment(Trace(*read(NETWORKS[name]))))


@pytest.mark.parametrize("name", GALLERY)
def test_no_other_two_of_different_layers_have_examples_that_disagree_more(name):
    told = told_of(name)
    network = told.moment.network
    slopes = {
        one: told.moment.values(slope(C, one))
        for layer in range(1, network.depth + 1)
        for one in moving(network, layer)
    }

    def spread(one, other):
        return float(
            np.linalg.det(np.cov([slopes[one], slopes[other]], bias=True) + _outer(slopes[one], slopes[other]))
        )

    best = max(spread(*two) for two in combinations(slopes, 2) if two[0].layer != two[1].layer)
    assert told.pair[0].layer < told.pair[1].layer
    assert spread(*told.pair) == pytest.approx(best, rel=1e-6)


def _outer(one, other):
    means = np.array([one.mean(), other.mean()])
    return np.outer(means, means)


@pytest.mark.parametrize("name", GALLERY)
def test_at_the_rate_no_full_step_raises_the_cost_and_all_walks_end_lower_but_not_at_a_larger_one(name):
    told = told_of(name)

    def holds(rate):
        walks = [told._walk(size, rate).costs for size in (told.examples, 1, told.size)]
        return bool((np.diff(walks[0]) <= 1e-12).all()) and all(costs[-1] < costs[0] for costs in walks)

    own = told.moment.network.learning_rate
    assert holds(told.rate)
    assert not any(holds(own / times) for times in (1, 5, 25) if own / times > told.rate)


@pytest.mark.parametrize("name", GALLERY)
def test_along_all_paths_the_map_slopes_as_the_examples_together_say(name):
    """The slope of the average cost by differences on the map, at places of both paths."""
    told = told_of(name)
    network, examples, h = told.moment.network, told.moment.examples, 1e-6
    for size in (told.examples, 1):
        for step in (0, told.steps // 2, told.steps):
            here = dict(zip(told.pair, map(float, told.path(size)[step]), strict=True))
            for one in told.pair:
                near = [average_cost(placed(network, here | {one: here[one] + side * h}), examples) for side in (-1, 1)]
                swept = told.after(size, step).value(slope(C, one))
                assert (near[1] - near[0]) / (2 * h) == pytest.approx(swept, rel=1e-4, abs=1e-9)


@pytest.mark.parametrize("name", GALLERY)
def test_the_single_steps_are_those_of_a_plain_loop_in_the_same_order(name):
    told = told_of(name)
    network, examples = told.moment.network, told.moment.examples
    rng, order, now = np.random.default_rng(0), [], told.start
    while len(order) < told.steps:
        order += [*rng.permutation(told.examples)]
    for step, i in enumerate(order[: told.steps]):
        there = placed(network, dict(zip(told.pair, map(float, now), strict=True)))
        swept = backward(forward(there, examples.X[i]), examples.Y[i])
        slopes = [
            (swept.layers[one.layer - 1].dC_dW if one.kind == "w" else swept.layers[one.layer - 1].dC_db)[one.neurons]
            for one in told.pair
        ]
        now = now - told.rate * np.array(slopes)
        assert told.path(1)[step + 1] == pytest.approx(now, rel=1e-10)
    assert told.last.state.example == order[told.steps - 1]


def test_the_mean_of_the_single_steps_is_the_first_full_step():
    told = told_of("iris")
    first = told.path(told.examples)[1] - told.start
    assert told.single_steps.mean(axis=0) == pytest.approx(first, rel=1e-12)


def test_one_example_of_iris_moves_all_47():
    assert told_of("iris").moved == (47, 47)


def test_what_a_dead_neuron_hears_by_is_not_counted_as_moved():
    told = told_of("relu")
    swept = told.last.trace.backward(told.last.state).layers
    still = sum(int((part == 0).sum()) for one in swept for part in (one.dC_dW, one.dC_db))
    assert still > 0
    assert told.moved[0] == told.moved[1] - still


@pytest.mark.parametrize("name", GALLERY)
def test_the_window_holds_all_paths_and_only_grows(name):
    told = told_of(name)
    window, shape = told.window, told.window.of_shape(1.2)
    assert shape.width / shape.height == pytest.approx(1.2)
    assert shape.left <= window.left < window.right <= shape.right
    for size in {1, told.size, told.examples}:
        path = told.path(size)
        assert (path > [window.left, window.bottom]).all()
        assert (path < [window.right, window.top]).all()


def test_two_examples_that_pull_one_way_alone_are_not_spread():
    network = Network((Layer([[0.3]], [0.1], ACTIVATIONS["identity"]), Layer([[0.5]], [0.0], ACTIVATIONS["identity"])))
    alike = Examples([[1.0], [1.0]], [[2.0], [2.0]])
    assert not OneOrAll(Moment(Trace(network, alike))).is_spread
    assert OneOrAll(Moment(Trace(network, Examples([[1.0], [0.2]], [[2.0], [-2.0]])))).is_spread


@pytest.mark.parametrize(("count", "steps", "size"), [(2, 72, 1), (3, 72, 2), (5, 70, 2), (12, 72, 3), (100, 72, 10)])
def test_walks_are_of_whole_passes_and_a_few_are_between_one_and_all(count, steps, size):
    rng = np.random.default_rng(1)
    network = Network((Layer([[0.3, 0.1]], [0.1], ACTIVATIONS["sigmoid"]),))
    told = OneOrAll(Moment(Trace(network, Examples(rng.normal(size=(count, 2)), rng.uniform(size=(count, 1))))))
    assert (told.steps, told.size) == (steps, size)


def test_what_cannot_be_told_on_a_map_is_said_in_a_line():
    layer, alike = Layer([[0.3]], [0.1], ACTIVATIONS["sigmoid"]), Examples([[1.0], [1.0]], [[2.0], [2.0]])
    assert "different directions" in why_no_map(Network((layer,)), alike)
    assert "one weight only" in why_no_map(Network((layer,), update_biases=False), alike)
    assert "12 layers, more than 10" in why_no_map(Network((layer,) * 12), alike)
    steep = Network((Layer([[1e3]], [0.0], ACTIVATIONS["exp"]),), learning_rate=1e300)
    assert why_no_map(steep, Examples([[0.1], [0.2]], [[0.0], [1.0]]))


def test_a_flat_map_has_no_lines():
    assert not levels_of(np.full(9, 0.3)).size
    assert (np.diff(levels_of(np.geomspace(1, 1e9, 400))) > 0).all()


@pytest.mark.parametrize("rows", [(3, 4), (700, 900)])
def test_the_pair_on_which_examples_disagree_most_is_found_without_looking_at_all(rows):
    rng = np.random.default_rng(0)
    one, other = (rng.normal(size=(count, 5)) * rng.random((count, 1)) ** 4 for count in rows)
    squares = [(slopes**2).mean(axis=1) for slopes in (one, other)]
    every = np.outer(*squares) - (one @ other.T / 5) ** 2
    determinant, most, at = _largest_determinant(one, other)
    assert at == np.unravel_index(int(np.argmax(every)), every.shape)
    assert determinant == pytest.approx(every.max(), rel=1e-12)
    assert most == pytest.approx(squares[0][at[0]] * squares[1][at[1]], rel=1e-12)
