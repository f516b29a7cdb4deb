"""What a network has that cannot be shown is told in a sentence, and what to do about it."""

import pytest

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.passes.measurable import NO_SLOPE, why_not_measurable, why_zeros


def neuron(weight, bias=0.0, activation="sigmoid", cost="squared_error"):
    return Network((Layer([[weight]], [bias], ACTIVATIONS[activation]),), COSTS[cost])


def test_an_output_that_has_rounded_to_its_limit_has_no_slope_to_measure():
    """The wrong output is 1 to the last digit: -ln(1 - a) has no finite slope there."""
    saturated = neuron(60.0, cost="binary_cross_entropy")
    assert why_not_measurable(saturated, Examples([[1.0]], [[0.0]])) == NO_SLOPE
    assert why_not_measurable(neuron(1.0, cost="binary_cross_entropy"), Examples([[1.0]], [[0.0]])) == ""


def test_an_output_that_does_not_move_while_the_cost_does_cannot_be_shown():
    """The output is right, and 1 to the last digit: its cost still has digits to lose."""
    told = why_not_measurable(neuron(60.0, cost="binary_cross_entropy"), Examples([[1.0]], [[1.0]]))
    assert told == "the output has rounded to its limit, so that its changes are lost"


@pytest.mark.parametrize(
    ("X", "remedy"),
    [([[1.0], [2.0]], "use other weights"), ([[1.0], [-1.0]], "example 1 has others: put it first")],
)
def test_dead_neurons_are_told_with_what_to_do(X, remedy):
    told = why_zeros(neuron(-1.0, activation="relu"), Examples(X, [[1.0], [1.5]]))
    assert told.startswith(("example 0 has slopes of 0", "every example has slopes of 0"))
    assert told.endswith(remedy)


def test_a_network_with_slopes_is_told_nothing():
    assert why_zeros(neuron(1.0), Examples([[1.0]], [[0.0]])) == ""
