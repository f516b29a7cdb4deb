"""The three formulas and what delta is, held against the numbers of any network; and how they look without layers."""

import numpy as np
from hypothesis import given, settings

from core.algebra.three_formulas import delta_at_outputs, delta_before_outputs, three_formulas, without_layers
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Layer, Network
from core.notation.written import text
from tests.core.numeric_slopes import evaluation_with_slopes, near
from tests.strategies import networks, networks_with_examples

SMOOTH = ("sigmoid", "tanh", "identity")


@settings(max_examples=15, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(2, 3), widths=(1, 3), activations=SMOOTH)))
def test_they_hold_in_any_network(drawn):
    network, examples = drawn
    evaluation = evaluation_with_slopes(network, examples.X[0], examples.Y[0])
    told = [(one, layer) for layer in (1, network.depth) for one in three_formulas(network).values()]
    told.append((delta_before_outputs(network), 1))
    if network.layer(network.depth).activation.elementwise:
        told.append((delta_at_outputs(network, examples.Y[0]), network.depth))
    for one, layer in told:
        left, right = one.at(network, layer, j=0, k=0)
        assert near(evaluation.value(right), evaluation.value(left), 1.0), one.name


def test_outputs_that_compete_have_the_short_form_only_where_it_holds():
    def told(cost, *wanted):
        network = Network((Layer(np.eye(2), np.zeros(2), ACTIVATIONS["softmax"]),), COSTS[cost])
        return text(without_layers(delta_at_outputs(network, np.array(wanted))))

    short, long = "delta[j] = a[j] - y[j]", "delta[j] = sum[i] d/dz[j] (a[i]) * dC/da[i]"
    assert told("cross_entropy", 0.0, 1.0) == short
    assert told("cross_entropy", 0.5, 1.0) == told("squared_error", 0.0, 1.0) == long
    assert told("binary_cross_entropy", 0.0, 1.0) == long


def test_without_layers_no_layer_and_no_bound_is_left():
    network = Network((Layer(np.eye(2), np.zeros(2), ACTIVATIONS["tanh"]),))
    found = [text(without_layers(one)) for one in three_formulas(network).values()]
    assert found == ["dC/dw[j,k] = a[k] * delta[j]", "dC/db[j] = delta[j]", "dC/da[k] = sum[j] w[j,k] * delta[j]"]
