"""Every step against SymPy's direct derivative, every value against the numeric pass and a complex step."""

import math
import time
import warnings

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from core.algebra.derivation import derive
from core.algebra.differentials import SlopeOf
from core.algebra.differentiation import differentiate
from core.algebra.evaluation import slope_formula
from core.algebra.exact import as_double
from core.algebra.in_order import Factors
from core.algebra.local_slopes import joint_slope, slope_in_a
from core.algebra.steps import Step
from core.algebra.symbols import formula
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.errors import InputError
from core.model.network import Layer, Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w
from core.notation.written import latex, mathml, text, typst
from core.passes.paths import count_paths
from tests.core.numeric_slopes import evaluation_with_slopes, every_slope, near, network_of, numeric
from tests.strategies import networks, networks_with_examples

SOFT = ("sigmoid", "tanh", "softplus", "sin", "identity", "silu")


@settings(max_examples=40, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(1, 4), widths=(1, 3))), st.randoms())
def test_a_derived_slope_equals_the_backward_pass_and_the_sum_over_its_paths(drawn, random):
    network, examples = drawn
    x, y = examples.X[0], examples.Y[0]
    for quantity in random.sample(list(every_slope(network)), 2):
        with np.errstate(all="ignore"):
            expected = numeric(network, quantity, x, y)
        if not math.isfinite(expected):
            continue
        found = derive(network, quantity, x, y)
        terms = [abs(path.value) for path in found.products]
        scale = max([*terms, abs(expected)]) if all(map(math.isfinite, terms)) else 1.0
        assert near(found.value, expected, scale)
        assert near(sum(path.value for path in found.products) + found.rest, found.value, scale)


@settings(max_examples=25, deadline=None)
@given(
    networks_with_examples(sizes=(1, 1), network=networks(depths=(1, 3), widths=(1, 3), activations=SOFT)),
    st.randoms(),
)
def test_a_derived_slope_equals_a_complex_step(drawn, random):
    network, examples = drawn
    x, y = examples.X[0], examples.Y[0]
    quantity = slope(C, w(layer := random.randint(1, network.depth), 0, 0))
    W = network.layer(layer).W + 1e-30j * (np.indices(network.layer(layer).W.shape).sum(axis=0) == 0)
    activations = x.astype(complex)
    for number, one in enumerate(network.layers, 1):
        sums = (W if number == layer else one.W) @ activations + one.b
        activations = one.activation.value(sums)
    stepped = network.cost.value_at(network.layers[-1].activation, sums, y).imag / 1e-30
    found = derive(network, quantity, x, y)
    scale = max(abs(path.value) for path in found.products)
    assert near(found.value, stepped, scale)


@settings(max_examples=20, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(1, 3), widths=(1, 3))), st.randoms())
def test_every_step_that_differentiates_equals_the_direct_derivative(drawn, random):
    network, examples = drawn
    quantity = random.choice(list(every_slope(network)))
    found = derive(network, quantity, examples.X[0], examples.Y[0])
    steps = [step for step in found.walk() if isinstance(step.what, SlopeOf)]
    for step in steps:
        difference = step.result.doit() - step.what.doit()
        assert difference == 0 or sympy.simplify(difference) == 0, text(step)


@settings(max_examples=20, deadline=None)
@given(networks_with_examples(sizes=(1, 1), network=networks(depths=(1, 3), widths=(1, 10))), st.randoms())
def test_every_step_has_the_value_of_its_right_side(drawn, random):
    network, examples = drawn
    x, y = examples.X[0], examples.Y[0]
    quantity = random.choice(list(every_slope(network)))
    found = derive(network, quantity, x, y)
    evaluation = evaluation_with_slopes(network, x, y)
    for step in found.walk():
        unknown = {str(one) for one in step.result.free_symbols} & {"S", "others", "rest"}
        if unknown or not math.isfinite(step.value) or step.result.has(sympy.Float):
            continue
        assert near(step.value, evaluation.value(step.result), abs(step.value) + 1.0), text(step)


@pytest.mark.parametrize("name", [name for name, row in ACTIVATIONS.items() if row.elementwise])
def test_the_rules_of_an_activation_give_the_numeric_slope(name):
    row = ACTIVATIONS[name]
    at = sympy.Symbol("z")
    step = differentiate(formula(row.formula), at, lambda _: 0.0)
    for number in (-2.3, -0.4, 0.0, 0.7, 3.1):
        expected = float(row.slope(np.array(number)))
        assert near(float(step.result.subs(at, number)), expected, 1.0)
        assert near(float(slope_formula(row).subs(at, number)), expected, 1.0)
        shorter = slope_in_a(row)
        if shorter is not None:
            value = float(row.value(np.array(number)))
            assert near(float(shorter.subs(sympy.Symbol("a"), value)), expected, 1.0)


@pytest.mark.parametrize("name", COSTS)
def test_the_rules_of_a_cost_give_the_numeric_slope(name):
    symbols = [sympy.Symbol(letter) for letter in "ayn"]
    step = differentiate(formula(COSTS[name].formula), symbols[0], lambda _: 0.0)
    at = dict(zip(symbols, (0.3, 0.8, 2), strict=True))
    expected = COSTS[name].slope(np.array([0.3, 0.5]), np.array([0.8, 0.5]))[0]
    assert near(float(step.result.subs(at)), float(expected))


def test_a_cross_entropy_cancels_what_saturates():
    assert str(joint_slope(ACTIVATIONS["sigmoid"], COSTS["binary_cross_entropy"])) == "a - y"
    assert joint_slope(ACTIVATIONS["sigmoid"], COSTS["squared_error"]) is None
    found = derive(network_of([1, 2], ["softmax"], "cross_entropy"), delta(1, 0), [1.0], [1.0, 0.0])
    assert "delta[1][0] = a[1][0]*(y[0] + y[1]) - y[0]" in [text(step) for step in found.steps]


@pytest.mark.parametrize("at", [-1000.0, 1000.0])
@pytest.mark.parametrize("cost", ["squared_error", "binary_cross_entropy"])
@pytest.mark.parametrize("y", [0.0, 1.0])
def test_a_saturated_sigmoid_gives_the_limit_without_a_warning(at, cost, y):
    network = Network((Layer([[1.0]], [at], ACTIVATIONS["sigmoid"]),), COSTS[cost])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = derive(network, slope(C, w(1)), [1.0], [y])
    expected = (float(at > 0) - y) if cost == "binary_cross_entropy" else 0.0
    assert found.value == expected
    assert not any(math.isnan(step.value) for step in found.steps)


@pytest.mark.parametrize("name", [name for name, row in ACTIVATIONS.items() if row.elementwise and name != "exp"])
@pytest.mark.parametrize("at", [-1000.0, 1000.0])
def test_a_slope_far_out_is_quick_and_numeric(name, at):
    network = Network((Layer([[1.0]], [at], ACTIVATIONS[name]),))
    start = time.process_time()
    found = derive(network, slope(C, w(1)), [1.0], [0.5])
    assert time.process_time() - start < 1
    assert near(found.value, numeric(network, slope(C, w(1)), np.array([1.0]), np.array([0.5])))


def test_softmax_at_a_thousand_keeps_its_limits():
    network = Network((Layer([[1.0], [0.0]], [1000.0, 0.0], ACTIVATIONS["softmax"]),), COSTS["cross_entropy"])
    for quantity, expected in ((delta(1, 0), 1.0), (delta(1, 1), -1.0)):
        assert derive(network, quantity, [0.0], [0.0, 1.0]).value == expected


def test_a_dead_unit_gives_exactly_nothing():
    network = Network((Layer([[1.0]], [-5.0], ACTIVATIONS["relu"]), Layer([[2.0]], [1.0], ACTIVATIONS["sigmoid"])))
    found = derive(network, slope(C, w(1)), [1.0], [0.0])
    assert found.value == 0
    assert found.factors[1].value == 0


def test_a_long_chain_derives_in_under_a_second():
    network = network_of([1] * 51, ["sigmoid"] * 50)
    derive(network, slope(C, w(50)), [1.0], [0.5])  # SymPy warms up
    start = time.process_time()
    found = derive(network, slope(C, w(1)), [1.0], [0.5])
    lengths = [len(form(found)) for form in (text, typst, latex, mathml)]
    assert time.process_time() - start < 1
    assert min(lengths) > 50 * len("w[10][0,0]")
    assert len(found.products[0].factors) == 101
    assert near(found.value, numeric(network, slope(C, w(1)), [1.0], np.array([0.5])))


def test_of_too_many_paths_the_largest_are_shown_and_the_rest_is_one_number():
    network = network_of([3, 4, 4, 4, 4, 2], ["tanh"] * 5)
    x, y = np.array([0.3, -0.2, 0.9]), np.array([0.0, 1.0])
    whole = derive(network, slope(C, w(1)), x, y, limit=10**6)
    short = derive(network, slope(C, w(1)), x, y, limit=64)
    assert (whole.path_count, len(whole.products), len(short.products)) == (128, 128, 8)
    largest = sorted((abs(path.value) for path in whole.products), reverse=True)[:8]
    assert [abs(path.value) for path in short.products] == pytest.approx(largest, rel=1e-12)
    assert near(sum(path.value for path in short.products) + short.rest, whole.value, largest[0])
    assert text(short).endswith(" + rest")
    assert short.path_count == count_paths(network, 1)


GOLDEN = {
    "dC/dw[1][0,0]": "a[0][0] * sigma'(z[1][0]) * w[2][0,0] * sigma'(z[2][0]) * 2*(a[2][0] - y[0])",
    "dC/db[1][0]": "sigma'(z[1][0]) * w[2][0,0] * sigma'(z[2][0]) * 2*(a[2][0] - y[0])",
    "dC/da[1][0]": "w[2][0,0] * sigma'(z[2][0]) * 2*(a[2][0] - y[0])",
    "dC/dw[2][0,0]": "a[1][0] * sigma'(z[2][0]) * 2*(a[2][0] - y[0])",
    "dC/da[2][0]": "2*(a[2][0] - y[0])",
    "delta[2][0]": "sigma'(z[2][0]) * 2*(a[2][0] - y[0])",
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_chain_reads_as_in_the_lecture(name):
    found = derive(network_of([1, 1, 1], ["sigmoid"] * 2), Quantity.parse(name), [1.0], [0.5])
    assert text(found) == f"{name} = {GOLDEN[name]}"


def test_the_chain_rule_of_a_weight_has_three_named_factors():
    found = derive(network_of([1, 1, 1], ["sigmoid"] * 2), slope(C, w(2)), [1.0], [0.5])
    assert [factor.name for factor in found.factors] == ["dz_dw", "da_dz", "dC_da"]
    assert text(found.steps[0], addresses=False) == "dC/dw[2][0,0] = dz/dw * da/dz * dC/da"
    assert [typst(Factors(factor.expression), indexed=False) for factor in found.factors] == [
        "a^((1))",
        "sigma'(z^((2)))",
        "2 (a^((2)) - y)",
    ]
    assert typst(found.factors[1].concrete, indexed=False) == "sigma(z^((2))) (1 - sigma(z^((2))))"
    assert near(math.prod(factor.value for factor in found.factors), found.value)
    rules = [step.rule for step in found.walk()]
    assert {"power rule with chain rule", "sum rule", "constant rule", "slope of the activation"} <= set(rules)


def test_many_neurons_read_as_a_sum_over_paths():
    found = derive(network_of([1, 2, 2], ["tanh", "tanh"]), slope(C, a(1, 1)), [1.0], [0.5, 0.1])
    assert text(found) == (
        "dC/da[1][1] = w[2][0,1] * sigma'(z[2][0]) * 2*(a[2][0] - y[0])"
        " + w[2][1,1] * sigma'(z[2][1]) * 2*(a[2][1] - y[1])"
    )
    assert [[factor.name for factor in one] for one in found.branches] == [["dz_da", "da_dz", "dC_da"]] * 2


def test_layers_with_functions_of_their_own_name_them():
    found = derive(network_of([1, 1, 1], ["relu", "tanh"]), slope(C, b(1)), [1.0], [0.5])
    assert "relu'(z[1][0]) * w[2][0,0] * tanh'(z[2][0])" in text(found)


@pytest.mark.parametrize("name", ["w[1][0,0]", "C", "dC/dy[0]", "da[1][0]/dz[1][0]", "dC/dw[9][0,0]", "dC/db[1][7]"])
def test_what_is_no_slope_of_the_cost_is_refused_in_one_line(name):
    with pytest.raises(InputError, match="expected") as caught:
        derive(network_of([1, 1], ["tanh"]), Quantity.parse(name), [1.0], [0.5])
    assert "\n" not in str(caught.value)


def test_a_number_beyond_a_double_is_infinite_or_nothing():
    assert as_double(sympy.Float("1e400", 20)) == math.inf
    assert as_double(sympy.Float("1e-400", 20)) == 0
    assert math.isnan(as_double(sympy.nan))
    assert latex(Step(C, "rule", sympy.Symbol("C"), 1.0)) == "C = C"
