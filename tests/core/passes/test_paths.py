"""Paths: how many there are, which, and the largest of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.passes.forward import forward
from core.passes.paths import count_paths, largest_paths, paths_from
from tests.strategies import networks, networks_with_examples


@settings(max_examples=30, deadline=None)
@given(networks(depths=(1, 4), widths=(1, 4)), st.data())
def test_there_are_as_many_paths_as_counted_and_none_twice(network, data):
    layer = data.draw(st.integers(0, network.depth))
    neuron = data.draw(st.integers(0, network.widths[layer] - 1))
    found = list(paths_from(network, layer, neuron))
    assert len(found) == len(set(found)) == count_paths(network, layer)
    for path in found:
        assert path.neurons[0] == neuron
        assert len(path.edges) == network.depth - layer
        assert all(j < network.widths[number] and k < network.widths[number - 1] for number, j, k in path.edges)


@settings(max_examples=30, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(1, 4), widths=(1, 3))), st.data())
def test_the_largest_paths_are_the_first_of_all_by_size(drawn, data):
    network, examples = drawn
    seen = forward(network, examples.X[0])
    layer = data.draw(st.integers(0, network.depth - 1))
    dC_da = np.linspace(-1, 2, network.widths[-1])
    sizes = sorted((abs(share_of(path, seen, dC_da)) for path in paths_from(network, layer, 0)), reverse=True)
    found = [abs(share_of(path, seen, dC_da)) for path in largest_paths(seen, dC_da, layer, 0, 5)]
    assert found == pytest.approx(sizes[:5], rel=1e-9, abs=1e-300)


def share_of(path, seen, dC_da):
    """Multiply along a path, edge by edge."""
    share = dC_da[path.output]
    for number, j, k in path.edges:
        one = seen.layers[number - 1]
        slopes = one.layer.activation.slope(one.z)
        share *= one.layer.W[j, k] * (slopes[path.output, j] if slopes.ndim > 1 else slopes[j])
    return float(share)
