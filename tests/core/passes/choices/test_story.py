"""What a story chooses: of equals the first, and something in every network."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, b, ratio, slope, w
from core.passes.choices import Story
from core.passes.choices.nudges import SETTLED
from core.passes.choices.onward_paths import last_branching_layer
from core.passes.choices.story import Sloping, steps_possible
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.core.passes.choices.test_nudges import steep_chain


def test_the_path_that_a_user_names_is_followed():
    layer = Layer([[2.0, -3.0]], [0.5], ACTIVATIONS["identity"])
    network = Network((layer,), path=(0, 0))
    assert Story(Moment(Trace(network, Examples([[1.0, 1.0]], [[0.0]])))).path == (0, 0)
    assert Story(Moment(Trace(replace(network, path=()), Examples([[1.0, 1.0]], [[0.0]])))).path == (1, 0)


def test_the_path_is_that_of_the_example():
    layer = Layer([[2.0, -3.0]], [0.5], ACTIVATIONS["identity"])
    moment = Moment(Trace(Network((layer,)), Examples([[1.0, 0.0], [0.0, 1.0]], [[0.0]] * 2)))
    assert [Story(one).path for one in (moment, moment.of(1), moment.averaged)] == [(0, 0), (1, 0), (0, 0)]
    assert Story(moment.of(1)).chain.value(a(0)) == 1.0


def equal(rows, columns, depth, name="identity"):
    """Return a network all of whose weights and biases are alike."""
    widths = [columns, *[rows] * depth]
    layers = [Layer(np.ones((n, n_prev)), np.zeros(n), ACTIVATIONS[name]) for n_prev, n in pairwise(widths)]
    return Network(tuple(layers)), Examples([[1.0] * columns], [[0.0] * rows])


def test_among_equals_the_first_is_chosen():
    story = Story(Moment(Trace(*equal(3, 3, 3))))
    assert story.path == (0, 0, 0, 0)
    assert story.last_weight == w(3, 0, 1)
    assert story.middle_weight == w(2, 0, 0)
    assert story.hidden_paths.k == story.branching_paths.k == 0
    assert story.hidden_paths.largest(2) == (0, 1)
    assert story.downhill.steepest == w(1, 0, 0)


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
    for one in (story.downhill.steepest, story.middle_weight):
        assert one.check(network) == one
    assert story.last_weight.layer == network.depth
    assert story.branching_paths is None if last_branching_layer(network) is None else story.shrinking.last > 0
    for told in (Story(story.chain), story):
        assert told.visible_nudge > 0
        assert len(told.halved_nudges) == 5
        assert len(told.moved) == 4
        assert told.sweep[0] == -told.sweep[-1] < 0
        assert all(np.isfinite(told.at_level(level.by).value(C)) for level in story.levels)
        assert sorted(told.levels_by_activity) == [0, 1, 2]
        assert told.nudges_back[0] < told.nudges_back[1] < 0 < told.foot
        assert 0 < told.least_share < 1
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
    downhill = Story(Moment(Trace(replace(network, update_biases=False), examples))).downhill
    assert downhill.steepest.kind == "w"
    assert downhill.moment.value(downhill.move_of(b(1, 0))) == 0


def test_steps_are_followed_as_far_as_numbers_and_plots_reach():
    network, examples = equal(1, 1, 1)
    too_fast = Moment(Trace(replace(network, learning_rate=1e200), examples))
    assert steps_possible(too_fast, 8) == 0
    assert steps_possible(Moment(Trace(network, examples)), 3) == 3
    growing = Story(Moment(Trace(replace(network, learning_rate=2.5), examples)).averaged)
    costs = [growing.moment.after(step).value(C) for step in range(growing.steps + 1)]
    assert growing.steps < 8
    assert abs(costs[-1]) > 10 * costs[0] >= abs(costs[-2])
    # each step makes the cost 3.24 times as large
    assert Story(Moment(Trace(replace(network, learning_rate=0.7), examples)).averaged).steps == 2
    assert Story(Moment(Trace(replace(network, learning_rate=0.1), examples)).averaged).steps == 8


def test_of_many_examples_the_first_few_have_rows_of_their_own():
    network, _ = equal(1, 1, 1)
    many = Story(Moment(Trace(network, Examples([[1.0]] * 9, [[0.0]] * 9))))
    assert many.examples_shown(6) == range(4)
    assert many.examples_shown(9) == range(9)


def test_a_choice_is_made_once():
    story = Story(Moment(Trace(*CASES["one example"])))
    assert story.chain is story.chain
    assert story.hidden_paths is story.hidden_paths


@pytest.mark.parametrize(
    ("depth", "name", "expected"), [(1, "identity", 1), (2, "identity", 2), (2, "softmax", 1), (3, "identity", 2)]
)
def test_the_middle_weight_has_a_layer_to_go_back_to_and_one_to_come_from(depth, name, expected):
    network, examples = equal(2, 2, depth)
    last = Layer(network.layers[-1].W, network.layers[-1].b, ACTIVATIONS[name])
    moment = Moment(Trace(network.with_layers((*network.layers[:-1], last)), examples))
    assert Story(moment).middle_weight.layer == expected


def test_where_outputs_compete_the_weight_of_one_that_is_not_wanted_is_told():
    layer = Layer([[1.0, 2.0], [0.5, -1.0]], [0.0, 0.0], ACTIVATIONS["softmax"])
    for wanted in ([1.0, 0.0], [0.0, 1.0]):
        moment = Moment(Trace(Network((layer,), COSTS["cross_entropy"]), Examples([[1.0, 2.0]], [wanted])))
        j, k = Story(moment).last_weight.neurons
        assert (j, k) == (wanted.index(0.0), wanted.index(1.0))


def test_a_wide_nudge_is_halved_past_the_visible_one_and_then_turned():
    story = Story(Moment(Trace(*steep_chain())))
    by = story.visible_nudge
    assert story.halved_nudges == (4 * by, 2 * by, by, by / 2, by / 4)
    assert story.nudges_back == (-by, -by / 4)


def test_at_a_bottom_the_ratio_goes_on_shrinking_and_on_a_slope_it_does_not():
    at_the_bottom = Story(Moment(Trace(*CASES["slopes of zero"])))
    assert at_the_bottom.ratio_shrinks
    assert not Story(Moment(Trace(*equal(1, 1, 1)))).ratio_shrinks


def test_what_does_not_hear_the_nudge_has_not_moved():
    assert Story(Moment(Trace(*equal(1, 1, 2)))).moved == (True, True, True, True)
    assert Story(Moment(Trace(*CASES["inputs of zero"]))).moved == (True, False, False, False)


def test_levels_are_ordered_from_quiet_to_busy_and_keep_the_sum():
    moment = Moment(Trace(*equal(1, 1, 2)))
    story = Story(moment)
    assert [level.share for level in story.levels] == [1.0, 0.25, 1.8]
    assert story.levels_by_activity == (1, 0, 2)
    assert story.at_level(0.0) is moment
    own, total = moment.value(a(1)), moment.value(story.last_step[1])
    for level in story.levels:
        assert story.at_level(level.by).value(a(1)) == pytest.approx(level.share * own)
        assert story.at_level(level.by).value(story.last_step[1]) == pytest.approx(total)


def test_a_descent_is_followed_by_one_example_and_by_all_as_far_as_there_are_costs():
    network, examples = equal(1, 1, 1)
    two = Examples([[1.0], [2.0]], [[0.0], [1.0]])
    downhill = Story(Moment(Trace(replace(network, learning_rate=1e-3), two))).downhill
    assert [moment.state.step for moment in downhill.alone] == list(range(9))
    assert {moment.state.asked for moment in downhill.alone[1:]} == {0}
    assert [moment.state.example for moment in downhill.seen_by_all] == [None, None]
    assert {moment.state.asked for moment in downhill.together} == {None}
    assert len(downhill.together) == 52
    too_fast = Story(Moment(Trace(replace(network, learning_rate=1e200), examples))).downhill
    assert len(too_fast.alone) == len(too_fast.together) == 1
