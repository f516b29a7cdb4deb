"""Steps by one example, a few or all of them, on maps and lines of the true cost."""

import numpy as np
import pytest

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.errors import InputError
from core.model.quantity import C, b, slope, w
from core.model.variants import exchange, start, twin
from core.passes.backward import backward
from core.passes.descent import descend
from core.passes.forward import forward
from core.passes.landscape import average_cost, cost_map, line_between, placed
from core.passes.moment import Moment
from core.passes.stochastic_descent import descend_by
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS

P, Q = w(1, 3, 0), b(3, 1)
"""The two of iris on which its examples disagree most."""


@pytest.fixture(scope="module")
def iris():
    return read(NETWORKS["iris"])


def walk_of(network, examples, steps, size, *, free=None, seed=0, rate=0.15):
    return descend_by(network, examples, steps, size=size, rate=rate, rng=np.random.default_rng(seed), free=free)


def test_steps_that_ask_all_are_those_of_the_plain_descent(iris):
    walk, plain = walk_of(*iris, 20, 12, rate=0.1), descend(*iris, 20, 0.1)
    assert np.allclose(walk.costs, plain.costs, rtol=1e-13)
    assert walk.asked == (tuple(range(12)),) * 20
    assert walk.runs == 240


def test_single_steps_are_those_of_a_plain_loop(iris):
    network, examples = iris
    walk, rng, now = walk_of(*iris, 30, 1), np.random.default_rng(0), network
    order = [*rng.permutation(12), *rng.permutation(12), *rng.permutation(12)]
    for number, i in enumerate(order[:30]):
        slopes = backward(forward(now, examples.X[i]), examples.Y[i])
        moved = {}
        for layer, (seen, one) in enumerate(zip(now.layers, slopes.layers, strict=True), 1):
            W, biases = seen.W - 0.15 * one.dC_dW, seen.b - 0.15 * one.dC_db
            moved |= {w(layer, *at): value for at, value in np.ndenumerate(W)}
            moved |= {b(layer, *at): value for at, value in np.ndenumerate(biases)}
        now = placed(now, moved)
        assert walk.asked[number] == (i,)
        assert walk.costs[number + 1] == pytest.approx(average_cost(now, examples), rel=1e-12)


def test_only_what_is_free_moves_so_that_the_path_lies_on_the_map(iris):
    network, examples = iris
    walk = walk_of(*iris, 72, 1, free=(P, Q))
    last = placed(network, {P: walk.path(P)[-1], Q: walk.path(Q)[-1]})
    for layer, end in zip(last.layers, walk.networks[-1].layers, strict=True):
        assert (layer.W == end.W).all()
        assert (layer.b == end.b).all()
    here = cost_map(network, examples, (P, walk.path(P)[[0, -1]]), (Q, walk.path(Q)[[0, -1]]))
    assert np.diag(here) == pytest.approx(walk.costs[[0, -1]], rel=1e-14)


def test_iris_comes_to_the_costs_of_the_storyboard(iris):
    full, single = (walk_of(*iris, 72, size, free=(P, Q)) for size in (12, 1))
    assert full.costs[-1] == pytest.approx(0.3218, abs=5e-5)
    assert single.costs[-1] == pytest.approx(0.3230, abs=5e-5)
    assert (full.runs, single.runs) == (864, 72)


def test_the_map_slopes_as_the_sweep_says(iris):
    network, examples = iris
    h, moment = 1e-6, Moment(Trace(network, examples)).averaged
    for parameter in (P, Q):
        value = moment.value(parameter)
        near = [average_cost(placed(network, {parameter: value + side * h}), examples) for side in (-1, 1)]
        assert (near[1] - near[0]) / (2 * h) == pytest.approx(moment.value(slope(C, parameter)), rel=1e-5)


def test_the_mean_of_single_steps_from_one_place_is_the_full_step(iris):
    network, examples = iris
    full = walk_of(*iris, 1, 12).networks[-1].layer(1).W - network.layer(1).W
    singles = [
        -0.15 * backward(forward(network, x), y).layers[0].dC_dW for x, y in zip(examples.X, examples.Y, strict=True)
    ]
    assert np.allclose(np.mean(singles, axis=0), full, rtol=1e-12, atol=1e-16)


def test_the_last_step_of_a_pass_asks_what_is_left(iris):
    walk = walk_of(*iris, 6, 5)
    assert [len(one) for one in walk.asked] == [5, 5, 2, 5, 5, 2]
    assert sorted(i for one in walk.asked[:3] for i in one) == list(range(12))
    assert walk.asked[:3] != walk.asked[3:]


def test_the_same_generator_gives_the_same_walk_and_another_another(iris):
    one, same, other = (walk_of(*iris, 12, 1, seed=seed) for seed in (3, 3, 4))
    assert one.asked == same.asked != other.asked
    assert (one.costs == same.costs).all()


@pytest.mark.parametrize("size", [0, 13])
def test_a_size_that_no_step_can_have_is_refused(iris, size):
    with pytest.raises(ValueError, match=f"expected a size from 1 to 12, found {size}"):
        walk_of(*iris, 1, size)


def test_a_rate_that_is_far_too_large_is_told():
    network, examples = read(NETWORKS["relu"])
    with pytest.raises(InputError, match="use a smaller one"):
        walk_of(network, examples, 200, 1, rate=1e9)


def test_two_neurons_exchanged_are_the_same_network_with_a_hill_between(iris):
    network, examples = iris
    copy = exchange(network, 2, 0, 1)
    assert np.allclose(forward(copy, examples.X).output, forward(network, examples.X).output, rtol=1e-14)
    shares, costs = line_between(network, copy, examples, 41)
    assert costs[[0, -1]] == pytest.approx([average_cost(network, examples)] * 2, rel=1e-13)
    assert costs.max() > costs[0] + 0.01
    assert np.allclose(np.diff(shares), 1 / 40)
    back = exchange(copy, 2, 1, 0)
    assert all((one.W == other.W).all() for one, other in zip(back.layers, network.layers, strict=True))


def test_the_ends_of_a_line_are_the_ends_of_two_descents(iris):
    network, examples = iris
    ends = [descend(start(network, np.random.default_rng(seed)), examples, 100, 0.1) for seed in (4, 8)]
    _, costs = line_between(ends[0].end, ends[1].end, examples, 11)
    assert costs[[0, -1]] == pytest.approx([one.costs[-1] for one in ends], rel=1e-13)


def test_starts_by_chance_have_the_variance_that_keeps_sums_alive(iris):
    made = [start(iris[0], np.random.default_rng(seed)) for seed in range(300)]
    for number in (1, 2, 3):
        weights = np.array([one.layer(number).W for one in made])
        assert weights.var() == pytest.approx(1 / iris[0].layer(number).n_prev, rel=0.1)
        assert abs(weights.mean()) < 0.02
    assert not any(layer.b.any() for one in made for layer in one.layers)


def test_only_hidden_neurons_can_be_exchanged(iris):
    for layer in (0, 3):
        with pytest.raises(ValueError, match="expected a hidden layer from 1 to 2"):
            exchange(iris[0], layer, 0, 1)


def test_a_twin_has_the_same_weights_and_another_curve():
    network, examples = read(NETWORKS["chain"])
    other, value = twin(network, ACTIVATIONS["relu"]), examples.X[0]
    for layer in network.layers:
        value = np.maximum(layer.W @ value + layer.b, 0)
    assert forward(other, examples.X[0]).output == pytest.approx(value, rel=1e-15)
