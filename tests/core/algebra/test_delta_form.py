"""The sum over paths by way of delta, held against networks whose outputs compete."""

from hypothesis import given, settings

from core.algebra.delta_form import delta_formulas
from tests.core.numeric_slopes import evaluation_with_slopes, near
from tests.strategies import networks, networks_with_examples

SOFT = ("sigmoid", "tanh", "identity")


@settings(max_examples=15, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(2, 3), widths=(1, 3), activations=SOFT)))
def test_the_sums_hold_in_any_network(drawn):
    network, examples = drawn
    evaluation = evaluation_with_slopes(network, examples.X[0], examples.Y[0])
    formulas = delta_formulas(network.cost)
    left, right = formulas["dC_da"].at(network, 2, k=0)
    assert near(evaluation.value(right), evaluation.value(left), 1.0)
    for layer in (1, network.depth):
        left, right = formulas["two_cases"].at(network, layer, j=0)
        assert near(evaluation.value(right), evaluation.value(left), 1.0)
    if not network.layer(network.depth).activation.elementwise:
        left, right = formulas["dC_dz_softmax"].at(network, network.depth, j=0)
        assert near(evaluation.value(right), evaluation.value(left), 1.0)
