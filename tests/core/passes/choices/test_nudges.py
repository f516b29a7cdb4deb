"""A nudge that is said to confirm a slope has settled on it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, ratio, slope, w
from core.passes.choices.nudges import SETTLED, SETTLING, has_settled, settled_nudge, settling_nudge
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.strategies import chains, networks_with_examples


def steep_chain(depth=25, weight=100.0, growth=1.35):
    """A chain of large weights whose slope is moderate: each neuron sits where 100 sigma' is a little above 1."""
    a = (1 + math.sqrt(1 - 4 * growth / weight)) / 2
    z = math.log(a / (1 - a))
    layers = [
        Layer([[weight]], [z - weight * (a if number else 0.5)], ACTIVATIONS["sigmoid"]) for number in range(depth)
    ]
    return Network(tuple(layers), COSTS["squared_error"]), Examples([[0.5]], [[0.0]])


def test_a_steep_slope_is_met_by_a_tiny_nudge_not_refuted_by_a_large_one():
    moment = Moment(Trace(*steep_chain()))
    true = moment.value(slope(C, w(1)))
    assert true > 10
    assert abs(moment.nudged(w(1), 20.0).value(ratio(C, w(1)))) < true / 100
    by = settled_nudge(moment, C, w(1))
    assert by < 1e-2
    assert moment.nudged(w(1), by).value(ratio(C, w(1))) == pytest.approx(true, rel=SETTLED)


@settings(max_examples=60, deadline=None)
@given(networks_with_examples(network=chains()), st.sampled_from([SETTLED, SETTLING]))
def test_what_is_called_settled_agrees_with_the_slope(drawn, tolerance):
    moment = Moment(Trace(*drawn))
    true = moment.value(slope(C, w(1)))
    by = settled_nudge(moment, C, w(1), tolerance)
    if by is not None:
        measured = moment.nudged(w(1), by).value(ratio(C, w(1)))
        assert measured == pytest.approx(true, rel=tolerance) if true else True


def test_at_a_kink_no_nudge_settles():
    layer = Layer([[0.0]], [0.0], ACTIVATIONS["relu"])
    moment = Moment(Trace(Network((layer,)), Examples([[1.0]], [[-1.0]])))
    assert moment.value(slope(C, w(1))) == 0
    assert settled_nudge(moment, C, w(1)) is None
    assert settling_nudge(moment, C, w(1)) == 0.2


def test_at_a_bottom_the_ratio_shrinks_with_the_nudge():
    moment = Moment(Trace(Network((Layer([[2.0]], [0.0], ACTIVATIONS["identity"]),)), Examples([[1.0]], [[2.0]])))
    assert moment.value(slope(C, w(1))) == 0
    by = settled_nudge(moment, C, w(1))
    first, last = (moment.nudged(w(1), size).value(ratio(C, w(1))) for size in (0.5, by))
    assert 0 < last < first / 10


def test_where_doubles_lose_the_change_nothing_has_settled():
    layer = Layer([[1e-30]], [0.0], ACTIVATIONS["tanh"])
    moment = Moment(Trace(Network((layer,) * 3), Examples([[0.5]], [[1.0]])))
    assert moment.value(slope(C, w(1))) != 0
    assert settled_nudge(moment, C, w(1)) is None


@pytest.mark.parametrize(
    ("measured", "true", "first", "expected"),
    [(2.01, 2.0, 9.0, True), (2.1, 2.0, 9.0, False), (math.nan, 2.0, 9.0, False), (0.0, 0.0, 0.0, True)],
)
def test_a_ratio_has_settled_within_a_hundredth(measured, true, first, expected):
    assert has_settled(measured, true, first) == expected
