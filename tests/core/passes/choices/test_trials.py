"""A nudge refutes a wrong slope, and never the true one."""

import pytest

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, ratio, slope, w
from core.passes.choices.nudges import SETTLED
from core.passes.choices.trials import Trial, deciding_trial, shrinking_nudge
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.core.passes.choices.test_nudges import steep_chain


def line(weight=2.0, wanted=2.1):
    return Moment(Trace(Network((Layer([[weight]], [0.0], ACTIVATIONS["identity"]),)), Examples([[1.0]], [[wanted]])))


def test_through_many_steep_layers_the_true_slope_is_not_refuted():
    moment = Moment(Trace(*steep_chain()))
    right = moment.value(slope(C, w(1)))
    trial = deciding_trial(moment, C, w(1), right, 0.0)
    assert right > 10
    assert trial.has_settled
    assert trial.refutes
    assert trial.measured == pytest.approx(right, rel=SETTLED)
    assert not deciding_trial(moment, C, w(1), right, right).refutes


@pytest.mark.parametrize("share", [2.0, 1.1, 1.001, 1.00001])
def test_a_wrong_value_is_refuted_however_close_it_is(share):
    moment = line()
    right = moment.value(slope(C, w(1)))
    trial = deciding_trial(moment, C, w(1), right, share * right)
    assert trial.refutes
    assert abs(trial.measured - right) < abs(share - 1) * abs(right) / 4


def test_at_a_kink_no_nudge_decides():
    layer = Layer([[0.0]], [0.0], ACTIVATIONS["relu"])
    moment = Moment(Trace(Network((layer,)), Examples([[1.0]], [[-1.0]])))
    trial = deciding_trial(moment, C, w(1), 0.0, 5.0)
    assert not trial.has_settled
    assert not trial.refutes
    assert not shrinking_nudge(moment, C, w(1)).has_settled


@pytest.mark.parametrize("wanted", [2.1, 2.0, -5.0])
def test_a_shrinking_nudge_ends_where_its_ratio_has_settled(wanted):
    moment = line(wanted=wanted)
    found = shrinking_nudge(moment, C, a(0))
    assert 0 < 64 * found.last <= found.first * (1 + 1e-12)
    assert found.has_settled
    true = moment.value(slope(C, a(0)))
    assert moment.nudged(a(0), found.last).value(ratio(C, a(0))) == pytest.approx(true, rel=SETTLED, abs=0.1)


@pytest.mark.parametrize(
    ("measured", "has_settled", "refutes"),
    [(1.0, True, True), (1.2, True, True), (1.3, True, False), (2.0, True, False), (1.0, False, False)],
)
def test_a_trial_refutes_what_it_is_far_from_if_it_has_settled(measured, has_settled, refutes):
    assert Trial(0.1, right=1.0, wrong=2.0, measured=measured, has_settled=has_settled).refutes == refutes
