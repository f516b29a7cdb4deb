"""What a story chooses follows the network: where hidden neurons are renumbered, so is the choice."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model.costs import COSTS
from core.model.network import Layer
from core.model.quantity import C, Quantity, a, b, slope, w
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
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
def test_renumbering_hidden_neurons_renumbers_the_parameter_that_moves_furthest(drawn):
    moment, other, orders = drawn
    one, two = Story(moment).downhill.steepest, Story(other).downhill.steepest
    size, found = (abs(moment.value(slope(C, q))) for q in (one, was(two, orders)))
    assert found == pytest.approx(size, rel=CLOSE, abs=1e-12)
    kinds = ("w", "b") if moment.network.update_biases else ("w",)
    layers = range(1, moment.network.depth + 1)
    every = {q: value for kind in kinds for layer in layers for q, value in sizes_of(moment, kind, layer).items()}
    if size > 1e-9 and all(size > value * (1 + CLOSE) for q, value in every.items() if q != one):
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
    one = story.last_weight
    assert one.layer == last
    apart = [q for q in sizes if q.neurons[0] != q.neurons[1]]
    rivals = apart if one.neurons[0] != one.neurons[1] else [q for q in sizes if q not in apart]
    if network.layer(last).activation.elementwise:
        assert sizes[one] == max(map(sizes.get, rivals))
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
