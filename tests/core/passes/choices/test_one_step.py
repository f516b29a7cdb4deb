"""What is told of one step: sums and products that close, and numbers that were published, found in two ways."""

import numpy as np
import pytest
import sympy

from core.files.network_file import read
from core.model.quantity import C, delta, slope, w
from core.passes.choices.one_step import OneStep, parameters_of, why_too_large
from core.passes.descent import descend
from core.passes.moment import Moment
from core.passes.paths import paths_from
from core.passes.trace import Trace
from core.proof.plain_pass import PlainNetwork
from core.proof.rederivation import Rederivation

APPLYING = ("two_two_two", "iris", "deep", "relu", "chain")
PUBLISHED = {  # Mazur (2015): after one step, printed to nine digits
    w(1, 0, 0): 0.149780716,
    w(1, 0, 1): 0.19956143,
    w(1, 1, 0): 0.24975114,
    w(1, 1, 1): 0.29950229,
    w(2, 0, 0): 0.35891648,
    w(2, 0, 1): 0.408666186,
    w(2, 1, 0): 0.511301270,
    w(2, 1, 1): 0.561370121,
}


def told(name):
    return OneStep(Moment(Trace(*read(f"networks/{name}.toml"))))


@pytest.mark.parametrize("name", APPLYING)
def test_the_products_of_all_paths_are_the_slope_by_two_ways(name):
    one = told(name)
    network = one.moment.network
    every = [np.prod([one.moment.value(f) for f in one.factors(path)]) for path in paths_from(network, 1, one.neuron)]
    assert len(every) == one.count
    derived = Rederivation(network, PlainNetwork.of(network, one.moment.examples))
    by_a_complex_step = derived.value(slope(C, one.weight), one.moment.state)
    assert sum(every) == pytest.approx(by_a_complex_step, rel=1e-11)
    assert one.moment.value(slope(C, one.weight)) == pytest.approx(by_a_complex_step, rel=1e-11)
    shown = [one.moment.value(term) for term in (*one.brought, *([one.others] if one.others else []))]
    assert sum(shown) == pytest.approx(by_a_complex_step, rel=1e-11)
    assert abs(shown[0]) == pytest.approx(max(map(abs, every)))


def test_the_two_paths_of_the_published_example_by_symbols():
    """A second way: the whole cost as one formula, differentiated by SymPy and not by the chain rule of the passes."""
    w11 = sympy.Symbol("w")
    x, targets = (sympy.Rational(1, 20), sympy.Rational(1, 10)), (sympy.Rational(1, 100), sympy.Rational(99, 100))
    b1, b2 = sympy.Rational(35, 100), sympy.Rational(6, 10)

    def curve(total):
        return 1 / (1 + sympy.exp(-total))

    h0 = curve(sympy.Rational(15, 100) * x[0] + sympy.Rational(20, 100) * x[1] + b1)
    h1 = curve(sympy.Rational(25, 100) * x[0] + w11 * x[1] + b1)
    hidden = ((sympy.Rational(40, 100), sympy.Rational(45, 100)), (sympy.Rational(50, 100), sympy.Rational(55, 100)))
    costs = [(y - curve(u * h0 + v * h1 + b2)) ** 2 / 2 for (u, v), y in zip(hidden, targets, strict=True)]
    at = {w11: sympy.Rational(30, 100)}
    by_output = [float(cost.diff(w11).subs(at)) for cost in costs]
    one = told("two_two_two")
    assert one.weight == w(1, 1, 1)
    assert [one.moment.value(term) for term in one.brought] == pytest.approx(by_output, rel=1e-12)


@pytest.mark.parametrize("name", APPLYING)
def test_what_a_neuron_hears_and_receives_closes(name):
    one = told(name)
    j, moment = one.neuron, one.moment
    layer = moment.network.layer(1)
    x = moment.examples.X[0]
    assert sum(map(moment.value, one.heard[1])) == pytest.approx(float(layer.W[j] @ x), rel=1e-12, abs=1e-12)
    ahead = moment.network.layer(2).W[:, j]
    deltas = [moment.value(delta(2, i)) for i in range(len(ahead))]
    assert sum(map(moment.value, one.received[1])) == pytest.approx(float(ahead @ deltas), rel=1e-12)


@pytest.mark.parametrize("name", APPLYING)
def test_each_weight_and_bias_is_on_one_panel_and_moves_as_descent_has_it(name):
    one = told(name)
    network, examples = one.moment.network, one.moment.examples
    every = [q for layer in range(1, network.depth + 1) for q in parameters_of(network, layer)]
    assert [q for panel in one.panels for q in panel] == every
    after = descend(network, type(examples)(examples.X[:1], examples.Y[:1]), 1).end
    for q in every:
        layer = after.layer(q.layer)
        moved = float((layer.W if q.kind == "w" else layer.b)[q.neurons])
        assert one.moment.value(q) + one.moment.value(one.move_of(q)) == pytest.approx(moved, rel=1e-12)
        assert one.after(1).value(q) == pytest.approx(moved, rel=1e-12)


def test_one_step_is_as_published():
    one = told("two_two_two")
    for q, printed in PUBLISHED.items():
        assert one.after(1).value(q) == pytest.approx(printed, abs=5e-9)
    assert one.moment.value(C) == pytest.approx(0.298371109, abs=5e-10)
    # the text prints 0.291027924 and 0.0000351085; its own numbers give these
    assert one.after(1).value(C) == pytest.approx(0.291027774, abs=5e-10)
    assert one.after(10_000).value(C) == pytest.approx(3.51019e-5, abs=5e-11)


def test_steps_by_one_example_are_found_again_by_formulas_alone():
    one = told("iris")
    state = one.after(30).state
    assert (state.asked, state.rate) == (0, 0.5)
    again = Rederivation(one.moment.network, PlainNetwork.of(one.moment.network, one.moment.examples))
    for q in (w(1, 3, 0), w(3, 2, 1), C):
        assert one.moment.trace.value(q, state) == pytest.approx(again.value(q, state), rel=1e-9)
    alone = descend(one.moment.network, type(one.moment.examples)(*(part[:1] for part in _both(one))), 30).end
    assert pytest.approx(alone.layer(1).W, rel=1e-12) == one.after(30).network.layer(1).W


def _both(one):
    return one.moment.examples.X, one.moment.examples.Y


def test_a_mark_is_told_as_long_as_its_cost_is_no_rounding():
    chain = told("chain")
    costs = chain.training.costs
    assert chain.marks[-1] < len(costs) - 1
    assert abs(costs[chain.marks[-1]]) > 1e-9 * costs[0] > abs(costs[-1])


def test_a_network_of_too_many_numbers_is_left_to_the_numbers_command():
    assert "1210" in why_too_large(read("networks/wide.toml")[0])
