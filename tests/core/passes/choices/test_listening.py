"""What a neuron hears adds up to its sum, however few terms are drawn."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.strategies import networks_with_examples


@settings(max_examples=60, deadline=None)
@given(networks_with_examples())
def test_terms_add_up_to_the_sum_and_the_curve_goes_through_the_activation(drawn):
    moment = Moment(Trace(*drawn))
    listener = Story(moment).listener
    for most in (1, 2, 5):
        heard = listener.heard(most)
        assert len(heard.neurons) == min(most, len(listener.products))
        assert sorted((*heard.neurons, *heard.hidden)) == list(range(len(listener.products)))
        values = [moment.value(one) for one in listener.terms(heard)]
        assert sum(values) == pytest.approx(moment.value(listener.z), rel=1e-9, abs=1e-9)
    at = np.array([moment.value(listener.z)])
    assert listener.curve(at)[0] == pytest.approx(moment.value(listener.a), rel=1e-9, abs=1e-12)
