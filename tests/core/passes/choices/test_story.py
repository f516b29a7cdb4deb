"""What a story chooses follows the network: its neurons may be renumbered, and no network is without a choice."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, Quantity, a, b, ratio, slope, w
from core.passes.choices import Story
from core.passes.choices.nudges import SETTLED
from core.passes.choices.onward_paths import last_branching_layer
from core.passes.choices.story import Sloping, steps_possible
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.core.passes.choices.test_nudges import steep_chain
from tests.strategies import networks, networks_with_examples

CLOSE = 1e-6
"""Shares by which two sizes must differ for rounding not to swap their order."""


def renumbered(network, orders):
    """Return the network with the neurons of each layer 0..L in another order: new neuron i was orders[l][i]."""
    layers = tuple(
        Layer(layer.W[np.ix_(orders[number], orders[number - 1])], layer.b[orders[number]], layer.activation)
        for number, layer in enumerate(network.layers, 1)
    )
    return network.with_layers(layers)


def was(quantity, orders):
    """Return what a quantity of the renumbered network was called before."""
    layers = (quantity.layer, quantity.layer - 1)
    return replace(quantity, neurons=tuple(int(orders[at][j]) for at, j in zip(layers, quantity.neurons, strict=False)))


@st.composite
def hidden_renumbered(draw):
    """Draw a moment with at least one hidden layer, the same with hidden neurons renumbered, and the orders."""
    network, examples = draw(networks_with_examples(network=networks(depths=(2, 4), widths=(1, 4))))
    inner = [draw(st.permutations(range(n))) for n in network.widths[1:-1]]
    orders = [list(range(network.widths[0])), *inner, list(range(network.widths[-1]))]
    moment = Moment(Trace(network, examples))
    return moment, Moment(Trace(renumbered(network, orders), examples)), orders


def sizes_of(moment, kind, layer):
    """Return the size of the cost's slope by each weight or bias of a layer."""
    n, n_prev = moment.network.widths[layer], moment.network.widths[layer - 1]
    weights, biases = [w(layer, *end) for end in np.ndindex(n, n_prev)], [b(layer, j) for j in range(n)]
    return {one: abs(moment.value(slope(C, one))) for one in (weights if kind == "w" else biases)}


@settings(max_examples=60, deadline=None)
@given(hidden_renumbered())
def test_renumbering_hidden_neurons_renumbers_the_steepest_weights_and_the_steepest_bias(drawn):
    moment, other, orders = (drawn[0].averaged, drawn[1].averaged, drawn[2])
    chosen, again = Story(moment).steepest_parameters, Story(other).steepest_parameters
    assert [(one.kind, one.layer) for one in chosen if one.kind == "w"] == [
        (one.kind, one.layer) for one in again if one.kind == "w"
    ]
    for one, two in zip(chosen, again, strict=True):
        size, found = (abs(moment.value(slope(C, q))) for q in (one, was(two, orders)))
        assert found == pytest.approx(size, rel=CLOSE, abs=1e-12)
        rivals = [value for q, value in sizes_of(moment, one.kind, one.layer).items() if q != one]
        if one.kind == "w" and size > 1e-9 and all(size > value * (1 + CLOSE) for value in rivals):
            assert was(two, orders) == one


@settings(max_examples=60, deadline=None)
@given(hidden_renumbered())
def test_renumbering_hidden_neurons_renumbers_the_path_that_is_followed(drawn):
    moment, other, orders = drawn
    path, again = Story(moment).path, Story(other).path
    if moment.network.is_chain:
        assert path == again
        return
    assert len(path) == len(again) == len(moment.network.widths)
    heard = _heard_along(moment, path), _heard_along(other, again)
    assume(_is_clear(moment, path))
    assert tuple(int(order[j]) for order, j in zip(orders, again, strict=True)) == path
    assert heard[0] == pytest.approx(heard[1], rel=CLOSE)


def _heard_along(moment, path):
    steps = zip(range(1, len(path)), path[1:], path, strict=False)
    return [abs(moment.value(w(layer, j, k)) * moment.value(a(layer - 1, k))) for layer, j, k in steps]


def _is_clear(moment, path):
    """Whether on each step of a path, and at its output, what was chosen is larger than all else."""
    last = moment.network.depth
    deltas = [abs(moment.value(Quantity("delta", last, (j,)))) for j in range(moment.network.widths[-1])]
    columns = [(deltas, path[-1])]
    for layer, j in enumerate(path[1:], 1):
        heard = [
            abs(moment.value(w(layer, j, k)) * moment.value(a(layer - 1, k)))
            for k in range(moment.network.widths[layer - 1])
        ]
        columns.append((heard, path[layer - 1]))
    return all(
        all(sizes[best] > size * (1 + CLOSE) + 1e-12 for place, size in enumerate(sizes) if place != best)
        for sizes, best in columns
    )


@settings(max_examples=60, deadline=None)
@given(hidden_renumbered())
def test_renumbering_hidden_neurons_renumbers_the_neuron_whose_paths_are_told(drawn):
    moment, other, orders = drawn
    paths, again = Story(moment).hidden_paths, Story(other).hidden_paths
    for told, found in zip(paths.liveliness, again.liveliness, strict=True):
        assert found == pytest.approx(told, rel=CLOSE, abs=1e-9)
    rivals = [type(paths)(moment, paths.layer, k).liveliness for k in range(moment.network.widths[paths.layer])]
    if all(paths.liveliness[0] > one[0] * (1 + CLOSE) + 1e-9 for k, one in enumerate(rivals) if k != paths.k):
        assert orders[paths.layer][again.k] == paths.k
    assert sum(paths.values) == pytest.approx(moment.value(paths.quantity), rel=1e-9, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(networks_with_examples(network=networks(widths=(1, 4))))
def test_a_weight_that_stands_for_the_last_layer_has_two_numbers_where_it_can(drawn):
    story = Story(Moment(Trace(*drawn)))
    network = story.moment.network
    last, sizes = network.depth, sizes_of(story.moment, "w", network.depth)
    for one, size in ((story.telling_weight, lambda q: abs(story.moment.value(q))), (story.last_weight, sizes.get)):
        assert one.layer == last
        apart = [q for q in sizes if q.neurons[0] != q.neurons[1]]
        rivals = apart if one.neurons[0] != one.neurons[1] else [q for q in sizes if q not in apart]
        if network.layer(last).activation.elementwise:
            assert size(one) == max(map(size, rivals))
    assert sizes[story.last_weight] > 0 or not any(sizes.values()) or not network.layer(last).activation.elementwise


@settings(max_examples=60, deadline=None)
@given(
    networks_with_examples(network=networks(widths=(1, 4), costs=[name for name in COSTS if name != "cross_entropy"]))
)
def test_the_chain_has_the_numbers_of_the_network_along_the_path(drawn):
    story = Story(Moment(Trace(*drawn)))
    *_, activation, cost = story.last_step
    chain = story.chain
    assert chain.network.is_chain
    assert chain.path == (() if story.moment.network.is_chain else story.path)
    assert chain.value(a(chain.network.depth)) == pytest.approx(story.moment.value(activation), rel=1e-9, abs=1e-12)
    assert Story(chain).chain is chain
    assert cost == C


def test_the_path_that_a_user_names_is_followed():
    layer = Layer([[2.0, -3.0]], [0.5], ACTIVATIONS["identity"])
    network = Network((layer,), path=(0, 0))
    assert Story(Moment(Trace(network, Examples([[1.0, 1.0]], [[0.0]])))).path == (0, 0)
    assert Story(Moment(Trace(replace(network, path=()), Examples([[1.0, 1.0]], [[0.0]])))).path == (1, 0)


def equal(rows, columns, depth, name="identity"):
    """Return a network all of whose weights and biases are alike."""
    widths = [columns, *[rows] * depth]
    layers = [Layer(np.ones((n, n_prev)), np.zeros(n), ACTIVATIONS[name]) for n_prev, n in pairwise(widths)]
    return Network(tuple(layers)), Examples([[1.0] * columns], [[0.0] * rows])


def test_among_equals_the_first_is_chosen():
    story = Story(Moment(Trace(*equal(3, 3, 3))))
    assert story.path == (0, 0, 0, 0)
    assert story.telling_weight == story.last_weight == w(3, 0, 1)
    assert story.middle_weight == w(2, 0, 0)
    assert story.hidden_paths.k == story.branching_paths.k == 0
    assert story.hidden_paths.largest(2) == (0, 1)
    assert story.steepest_parameters == (w(1, 0, 0), w(2, 0, 0), w(3, 0, 0), b(1, 0))
    assert story.told_parameter == w(1, 0, 0)


DEAD = Network(
    (
        Layer([[-1.0], [-2.0]], [-1.0, -1.0], ACTIVATIONS["relu"]),
        Layer([[1.0, 1.0], [2.0, 1.0]], [0.5, 0.0], ACTIVATIONS["identity"]),
    )
)
SATURATED = Network(
    (
        Layer([[90.0], [80.0]], [0.0, 0.0], ACTIVATIONS["sigmoid"]),
        Layer([[50.0, 50.0], [9.0, 60.0]], [0.0, 0.0], ACTIVATIONS["softmax"]),
    ),
    COSTS["cross_entropy"],
)
FITTED = Network(
    (
        Layer([[1.0], [1.0]], [0.0, 0.0], ACTIVATIONS["identity"]),
        Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], ACTIVATIONS["identity"]),
    )
)
CASES = {
    "dead neurons": (DEAD, Examples([[1.0], [2.0]], [[0.0, 1.0]] * 2)),
    "saturated neurons": (SATURATED, Examples([[1.0]], [[0.0, 1.0]])),
    "one example": (FITTED, Examples([[1.0]], [[0.0, 1.0]])),
    "slopes of zero": (FITTED, Examples([[1.0]], [[1.0, 1.0]])),
    "inputs of zero": (FITTED, Examples([[0.0]], [[1.0, 1.0]])),
    "a single layer": (Network(FITTED.layers[:1]), Examples([[1.0]], [[0.0, 1.0]])),
    "a steep chain": steep_chain(),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("averaged", [False, True])
def test_there_is_a_choice_in_every_network(case, averaged):
    moment = Moment(Trace(*CASES[case]))
    story = Story(moment.averaged if averaged else moment)
    network = moment.network
    for one in (*story.steepest_parameters, story.told_parameter, story.middle_weight, story.telling_weight):
        assert one.check(network) == one
    assert story.last_weight.layer == network.depth
    assert story.branching_paths is None if last_branching_layer(network) is None else story.shrinking.last > 0
    for told in (Story(story.chain), story):
        assert told.visible_nudge > 0
        assert len(told.halved_nudges) == len(told.moved) == 4
        assert told.sweep[0] == -told.sweep[-1] < 0
        assert all(np.isfinite(told.at_level(level.by).value(C)) for level in story.levels)
        assert sorted(told.levels_by_activity) == [0, 1, 2]
        assert told.vanishing_nudge < 0
    assert 0 < story.steps <= 8
    assert list(story.examples_shown(6)) == list(range(len(moment.examples)))


@pytest.mark.parametrize("case", CASES)
def test_a_nudge_that_is_said_to_have_settled_agrees_with_the_slope(case):
    story = Story(Story(Moment(Trace(*CASES[case]))).chain)
    weight, by = story.last_step[0], story.settled_nudge
    true = story.moment.value(slope(C, weight))
    if by is not None and true:
        assert story.moment.nudged(weight, by).value(ratio(C, weight)) == pytest.approx(true, rel=SETTLED)
    assert (by is not None) or case == "saturated neurons"


def test_where_no_slope_is_left_nothing_slopes_and_where_some_is_not_all_do():
    assert Story(Moment(Trace(*CASES["slopes of zero"]))).sloping == Sloping(some=False, every=False)
    assert Story(Moment(Trace(*CASES["dead neurons"]))).sloping == Sloping(some=True, every=False)
    assert Story(Moment(Trace(*CASES["one example"]))).sloping == Sloping(some=True, every=False)
    assert Story(Moment(Trace(*equal(2, 2, 2)))).sloping == Sloping(some=True, every=True)


def test_biases_that_stay_are_not_told_of():
    network, examples = equal(2, 2, 2)
    story = Story(Moment(Trace(replace(network, update_biases=False), examples)))
    assert {one.kind for one in story.steepest_parameters} == {"w"}


def test_steps_are_followed_as_far_as_numbers_and_plots_reach():
    network, examples = equal(1, 1, 1)
    too_fast = Moment(Trace(replace(network, learning_rate=1e200), examples))
    assert steps_possible(too_fast, 8) == 0
    growing = Story(Moment(Trace(replace(network, learning_rate=2.5), examples)).averaged)
    costs = [growing.moment.after(step).value(C) for step in range(growing.steps + 1)]
    assert growing.steps < 8
    assert abs(costs[-1]) > 10 * costs[0] >= abs(costs[-2])


def test_of_many_examples_the_first_few_have_rows_of_their_own():
    network, _ = equal(1, 1, 1)
    many = Story(Moment(Trace(network, Examples([[1.0]] * 9, [[0.0]] * 9))))
    assert many.examples_shown(6) == range(4)
    assert many.examples_shown(9) == range(9)


def test_a_choice_is_made_once():
    story = Story(Moment(Trace(*CASES["one example"])))
    assert story.chain is story.chain
    assert story.hidden_paths is story.hidden_paths
