"""The formulas in general index form, held against concrete networks and SymPy's derivative in one go."""

import sympy
from hypothesis import given, settings

from core.algebra.index_form import chain_rule_by_sympy, index_formulas, resolved, weighted_sum
from core.algebra.symbols import symbol
from core.model.costs import COSTS
from core.model.quantity import C, a, slope
from core.passes.forward import forward
from tests.core.numeric_slopes import evaluation_with_slopes, near, network_of
from tests.strategies import networks, networks_with_examples

SOFT = ("sigmoid", "tanh", "softplus", "sin", "identity", "silu")


@settings(max_examples=15, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(2, 3), widths=(1, 3), activations=SOFT)))
def test_the_general_formulas_hold_in_a_network(drawn):
    network, examples = drawn
    x, y = examples.X[0], examples.Y[0]
    evaluation = evaluation_with_slopes(network, x, y)
    formulas = index_formulas(network.cost)
    neurons = {"j": network.widths[1] - 1, "k": network.widths[0] - 1}
    for name in ("z", "a", "C", "dC_dw", "dC_db", "dC_da", "delta"):
        layer, inside = (2, {"j": 0, "k": neurons["j"]}) if name == "dC_da" else (1, neurons)
        if name == "dC_da" and not network.layer(2).activation.elementwise:
            continue
        left, right = formulas[name].at(network, layer, **inside)
        expected = float(forward(network, x).cost(y)) if name == "C" else evaluation.value(left)
        assert near(evaluation.value(right), expected, 1.0), name
    for layer in (1, network.depth):
        if all(one.activation.elementwise for one in network.layers[layer:]):
            left, right = formulas["two_cases"].at(network, layer, j=0)
            assert near(evaluation.value(right), evaluation.value(left), 1.0)


def test_the_product_of_factors_is_what_sympy_finds_in_one_go():
    formulas = index_formulas(COSTS["squared_error"])
    network = network_of([2, 3, 2], ["tanh", "tanh"])
    whole = chain_rule_by_sympy()
    z_j = weighted_sum(sympy.Symbol("j", integer=True), sympy.Symbol("i", integer=True)).doit()
    shorter = whole.xreplace({z_j: formulas["z"].left})
    assert shorter.function == formulas["dC_da"].right.function.doit()
    assert formulas["dC_da"].at(network, 2, k=1)[0] == symbol(slope(C, a(1, 1)))


def test_a_kronecker_delta_leaves_one_term_of_a_sum():
    k, m, n = (sympy.Symbol(name, integer=True) for name in "kmn")
    x = sympy.IndexedBase("x")
    assert resolved(sympy.Sum(x[k] ** 2, (k, 0, n - 1)).diff(x[m])) == 2 * x[m]
