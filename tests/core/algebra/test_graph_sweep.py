"""Slopes on any graph: backward, forward, SymPy's derivative and complex steps tell the same."""

import math

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.algebra.graph_sweep import forward_sweep, reverse_sweep
from core.algebra.operations import FUNCTIONS, OPERATIONS
from core.files.expression_text import expression_graph
from core.model.errors import InputError

PUBLISHED = [
    ("(x + y)*z", {"x": -2.0, "y": 5.0, "z": -4.0}, -12.0, {"x": -4.0, "y": -4.0, "z": 3.0}, 1e-12),
    # Baydin et al., Automatic Differentiation in Machine Learning: a Survey (2018), tables 2 and 3: 11.652, 5.5, 1.716
    ("ln(x1) + x1*x2 - sin(x2)", {"x1": 2.0, "x2": 5.0}, 11.652, {"x1": 5.5, "x2": 1.716}, 5e-4),
    ("x*y + sin(x)", {"x": 2.0, "y": 1.5}, 3 + math.sin(2), {"x": 1.5 + math.cos(2), "y": 2.0}, 1e-12),
]
KINKED = ("relu(x) + y", "leaky_relu(x) + y", "abs(x)*y", "max(x, y)", "min(x, y)", "elu(x) + y")


def slopes_of(graph, at):
    """All slopes of the first output by the inputs, backward."""
    totals = reverse_sweep(graph, at).totals
    return {name: float(totals[number]) for name, number in graph.inputs.items()}


def onward(graph, at):
    """The same, forward: one sweep for each input."""
    return {name: float(forward_sweep(graph, at, name).totals[graph.outputs[0]]) for name in graph.inputs}


def by_steps(graph, at):
    """The same by complex steps through the values alone."""
    h = 2.0**-66
    return {name: float(graph.values(at | {name: at[name] + 1j * h})[graph.outputs[0]].imag / h) for name in at}


def by_sympy(graph, at):
    """The same by SymPy's derivative, at forty digits."""
    whole, found = graph.symbolic(graph.outputs[0]), {}
    names = {sympy.Symbol(name, real=True): mpmath.mpf(value) for name, value in at.items()}
    for one in names:
        found[one.name] = float(sympy.lambdify([*names], whole.diff(one), "mpmath")(*names.values()))
    return found


@pytest.mark.parametrize(("text", "at", "value", "slopes", "tolerance"), PUBLISHED)
def test_published_examples(text, at, value, slopes, tolerance):
    graph = expression_graph(text)
    assert graph.values(at)[graph.outputs[0]] == pytest.approx(value, abs=tolerance)
    assert slopes_of(graph, at) == pytest.approx(slopes, abs=tolerance)
    assert onward(graph, at) == pytest.approx(slopes, abs=tolerance)


def expressions():
    """Random expressions in x and y, of operations that are defined everywhere."""
    smooth = [name for name in FUNCTIONS if OPERATIONS[name].allows is None and OPERATIONS[name].arity == 1]
    smooth = [name for name in smooth if name not in {"abs", "relu", "leaky_relu", "elu", "tan", "exp"}]
    leaves = st.sampled_from(["x", "y", "2", "0.5", "-3"])

    def grown(inner):
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-*"), inner).map("({0[0]} {0[1]} {0[2]})".format),
            st.tuples(st.sampled_from(smooth), inner).map("{0[0]}({0[1]})".format),
            inner.map("({})**2".format),
            inner.map("-({})".format),
        )

    return st.recursive(leaves, grown, max_leaves=8)


@settings(max_examples=60, deadline=None)
@given(expressions(), st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_four_ways_to_a_slope_agree(text, x, y):
    try:
        graph = expression_graph(f"{text} + 0*x*y")
    except InputError:
        assume(False)
    at = {"x": x, "y": y}
    back = slopes_of(graph, at)
    size = max(1.0, *map(abs, back.values()))
    for other in (onward, by_steps, by_sympy):
        assert other(graph, at) == pytest.approx(back, abs=1e-10 * size), other.__name__


@pytest.mark.parametrize("text", ["sqrt(x)/y", "x**y", "tan(x) + exp(y)", "log(x*y)", "x**-2 + y**0.5", "x**3*y"])
def test_four_ways_agree_where_not_every_number_will_do(text):
    graph, at = expression_graph(text), {"x": 0.7, "y": 1.3}
    for other in (onward, by_steps, by_sympy):
        assert other(graph, at) == pytest.approx(slopes_of(graph, at), rel=1e-12), other.__name__


@pytest.mark.parametrize("text", KINKED)
def test_both_sides_of_a_kink_agree(text):
    graph = expression_graph(text)
    for at in ({"x": 0.3, "y": -0.4}, {"x": -0.3, "y": 0.4}):
        for other in (onward, by_steps, by_sympy):
            assert other(graph, at) == pytest.approx(slopes_of(graph, at), rel=1e-12), other.__name__


@pytest.mark.parametrize("text", ["relu(x)", "abs(x)", "max(x, y)", "min(x, y)", "max(x, 0*y)"])
def test_the_slope_at_a_kink_is_taken_as_0(text):
    assert slopes_of(expression_graph(text), {"x": 0.0, "y": 0.0})["x"] == 0


def test_a_product_is_not_divided_by_its_own_factor():
    assert slopes_of(expression_graph("x*y*z"), {"x": 0.0, "y": 2.0, "z": 3.0}) == {"x": 6.0, "y": 0.0, "z": 0.0}
    assert slopes_of(expression_graph("x**2*y"), {"x": 0.0, "y": 2.0}) == {"x": 0.0, "y": 0.0}


@pytest.mark.parametrize("name", [name for name, row in OPERATIONS.items() if name != "**"])
def test_local_slopes_are_the_derivatives_of_the_formula(name):
    count = OPERATIONS[name].arity or 3
    arguments = [sympy.Symbol(f"x{index}", real=True) for index in range(count)]
    at = (0.7, 1.3, -0.2)[:count]
    whole = OPERATIONS[name].twin(*arguments)
    for one, found in zip(arguments, OPERATIONS[name].slopes_at(at), strict=True):
        exact = sympy.lambdify(arguments, whole.diff(one).doit(), "mpmath")(*map(mpmath.mpf, at))
        assert found == pytest.approx(float(exact), rel=1e-14), one


def test_the_slopes_of_a_power_are_sympys():
    x0, x1 = sympy.symbols("x0 x1", positive=True)
    for one, found in zip((x0, x1), OPERATIONS["**"].slopes(2), strict=True):
        ours = found.subs(dict(zip(sorted(found.free_symbols, key=str), (x0, x1), strict=True)))
        assert sympy.simplify(ours - (x0**x1).diff(one)) == 0


def test_the_tape_multiplies_along_arrows_and_adds_where_they_meet():
    graph, at = expression_graph("x*y + sin(x)"), {"x": 2.0, "y": 1.5}
    sweep = reverse_sweep(graph, at)
    assert [one.arrow.end for one in sweep.tape] == sorted((one.end for one in graph.arrows), reverse=True)
    into_x = [one.product for one in sweep.tape if one.arrow.start == graph.inputs["x"]]
    assert into_x == pytest.approx([math.cos(2), 1.5])
    assert sum(into_x) == sweep.totals[graph.inputs["x"]]
    forward = forward_sweep(graph, at, "x")
    assert [one.arrow.end for one in forward.tape] == sorted(one.end for one in graph.arrows)
    assert len(forward.tape) == len(sweep.tape) == len(graph.arrows)


def test_one_backward_sweep_gives_a_row_one_forward_sweep_a_column():
    graph, at = expression_graph("x*y", "x + y", "sin(x)"), {"x": 2.0, "y": 1.5}
    rows = [[reverse_sweep(graph, at, f).totals[x] for x in graph.inputs.values()] for f in graph.outputs]
    columns = [[forward_sweep(graph, at, name).totals[f] for f in graph.outputs] for name in graph.inputs]
    assert np.allclose(rows, np.transpose(columns), rtol=1e-15)
    assert np.allclose(rows, [[1.5, 2.0], [1.0, 1.0], [math.cos(2), 0.0]], rtol=1e-15)


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("log(x)", {"x": -1.0}, "expected a number above 0 in log(x), found -1"),
        ("1/x", {"x": 0.0}, "expected a divisor that is not 0 in 1 / x, found 1 and 0"),
        ("x**y", {"x": -2.0, "y": 3.0}, "expected a slope of x**y by y, found none there"),
        ("exp(x)", {"x": 1e3}, "expected a value of exp(x) that a double holds, found one beyond"),
    ],
)
def test_a_point_where_there_is_no_slope_is_told_in_one_line(text, at, told):
    with pytest.raises(InputError) as error:
        reverse_sweep(expression_graph(text), at)
    assert str(error.value) == f"expression: {told}; choose another point."


def test_an_input_without_a_value_is_told_in_one_line():
    with pytest.raises(InputError) as error:
        reverse_sweep(expression_graph("x*y"), {"x": 1.0})
    assert str(error.value) == "at: expected a value of y, found x; add y = 1.0."
