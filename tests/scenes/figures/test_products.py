"""Factors that run: whatever their numbers become, sign, number and parenthesis stay apart."""

from itertools import pairwise

import pytest

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, ratio
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.products import Factor
from scenes.layout.box import Box


@pytest.mark.parametrize(
    ("output", "ratios"),
    [(0.45, (0.1, -0.098)), (0.35, (-0.1, -0.298)), (0.7, (0.6, 0.402)), (0.39, (-0.02, -0.218))],
)
def test_a_factor_that_turns_keeps_its_sign_apart(output, ratios):
    """(a - y)^2 with y = 0.5: a push of d has the ratio 2 (a - y) + d."""
    network = Network((Layer([[1.0]], [0.0], ACTIVATIONS["identity"]),))
    rest = Moment(Trace(network, Examples([[output]], [[0.5]])))
    moments = [rest.nudged(a(1, 0), by) for by in (0.2, 0.002)]
    factor = Factor(moments, ratio(C, a(1, 0)))
    for moment, expected in zip(moments, ratios, strict=True):
        factor.at(moment)
        assert factor.said.value == pytest.approx(expected)
        parts = [Box.around(part) for part in (factor.sign, factor.value[1:], *factor.end)]
        assert all(one.right < other.left for one, other in pairwise(parts))
