"""Averages over examples: found in one pass, and what single passes add up to."""

import numpy as np
import pytest
from hypothesis import given, settings

import core.passes.trace
from core.files.network_file import read
from core.model.errors import InputError
from core.model.quantity import C, Quantity, a, b, delta, slope, w, y, z
from core.passes.trace import State, Trace
from tests.strategies import networks_with_examples


def quantities(network):
    last, (n_prev, n) = network.depth, network.widths[-2:]
    parts = [*(w(last, j, k) for j in range(n) for k in range(n_prev)), *(of(last, n - 1) for of in (b, z, a))]
    slopes = [*(slope(C, one) for one in parts), slope(C, a(0, 0)), delta(1, 0)]
    local = [slope(z(last, 0), w(last, 0, n_prev - 1)), slope(z(last, 0), b(last)), slope(z(last), a(last - 1))]
    return [*parts, C, a(0, 0), y(n - 1), *slopes, *local, slope(a(last, 0), z(last, n - 1))]


@settings(max_examples=40, deadline=None)
@given(networks_with_examples(sizes=(1, 4)))
def test_values_over_all_examples_are_those_of_each_and_their_mean_the_average(drawn):
    trace = Trace(*drawn)
    for quantity in quantities(drawn[0]):
        singles = [trace.value(quantity, State(i)) for i in range(len(drawn[1]))]
        size = 1e-9 * max(1e-3, *map(abs, singles))
        np.testing.assert_allclose(trace.values(quantity), singles, rtol=1e-6, atol=size)
        assert trace.value(quantity, State(None)) == pytest.approx(np.mean(singles), rel=1e-6, abs=size)


def test_an_average_takes_one_pass_however_many_examples_there_are(monkeypatch):
    runs = []
    monkeypatch.setattr(
        core.passes.trace, "forward", lambda *of, true=core.passes.trace.forward: runs.append(1) or true(*of)
    )
    trace = Trace(*read("networks/iris.toml"))
    for quantity in quantities(trace.network):
        trace.value(quantity, State(example=None))
    assert len(runs) == 1


def test_an_average_under_a_nudge_is_that_of_each_example():
    trace = Trace(*read("networks/iris.toml"))
    nudged, ratio = State(None).nudged(w(1), 0.5), Quantity.parse("ΔC/Δw[1][0,0]")
    singles = [trace.value(ratio, State(i).nudged(w(1), 0.5)) for i in range(len(trace.examples))]
    assert trace.value(ratio, nudged) == np.mean(singles)


def test_an_example_that_is_not_there_is_told():
    with pytest.raises(InputError, match="expected an example from 0 to 5, found 6"):
        Trace(*read("networks/chain.toml")).value(C, State(6))
