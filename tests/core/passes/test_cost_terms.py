"""The terms of the outputs add up to the cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C
from core.passes.cost_terms import cost_term
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.strategies import networks_with_examples


@given(networks_with_examples())
def test_terms_add_up_to_the_cost(drawn: tuple[Network, Examples]) -> None:
    trace = Trace(*drawn)
    moment = Moment(trace)
    terms = [moment.value(cost_term(moment, j)) for j in range(drawn[0].widths[-1])]
    assert sum(terms) == pytest.approx(trace.value(C), rel=1e-6, abs=1e-300)


@pytest.mark.parametrize(
    ("cost", "activation"),
    [("binary_cross_entropy", "sigmoid"), ("cross_entropy", "softmax")],
)
@pytest.mark.parametrize("reach", [0.5, 14.0, 16.0, 38.0, 600.0, 2000.0])
def test_terms_keep_their_digits_far_out(cost: str, activation: str, reach: float) -> None:
    layer = Layer([[reach], [-reach], [reach / 2]], [0.0, 0.0, 0.0], ACTIVATIONS[activation])
    network = Network((layer,), COSTS[cost])
    for wanted in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.25, 0.5, 0.25]):
        trace = Trace(network, Examples([[1.0]], [wanted]))
        moment = Moment(trace)
        terms = [moment.value(cost_term(moment, j)) for j in range(3)]
        assert np.isfinite(terms).all()
        assert sum(terms) == pytest.approx(trace.value(C), rel=1e-5, abs=1e-300)
