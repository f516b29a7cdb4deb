"""Each row of the cost table, and how cost and last activation meet at the extremes."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS

inside = st.floats(0.01, 0.99)
CROSS = ("binary_cross_entropy", "cross_entropy")


def vectors(values):
    return st.lists(values, min_size=3, max_size=3).map(np.array)


def test_the_table_has_the_names_of_the_design():
    names = "squared_error half_squared_error mean_squared_error binary_cross_entropy cross_entropy"
    assert [name for name in COSTS if name in names.split()] == names.split()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("squared_error", 0.25 + 0.16),
        ("half_squared_error", (0.25 + 0.16) / 2),
        ("mean_squared_error", (0.25 + 0.16) / 2),
        ("binary_cross_entropy", -(np.log(0.5) + np.log(0.6))),
        ("cross_entropy", -np.log(0.5)),
    ],
)
def test_a_cost_is_the_sum_that_the_design_gives(name, expected):
    assert COSTS[name].value(np.array([0.5, 0.4]), np.array([1.0, 0.0])) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("name", COSTS)
@settings(max_examples=40)
@given(a=vectors(inside), y=vectors(inside))
def test_slope_and_value_are_those_of_the_formula(name, a, y):
    row = COSTS[name]
    symbols = sympy.symbols("a y n")
    formula = sympy.sympify(row.formula, locals={s.name: s for s in symbols})
    value, slope = (sympy.lambdify(symbols, f, "numpy") for f in (formula, formula.diff(symbols[0])))
    np.testing.assert_allclose(row.value(a, y), value(a, y, 3).sum(), rtol=1e-12)
    np.testing.assert_allclose(row.slope(a, y), slope(a, y, 3), rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("name", COSTS)
@settings(max_examples=40)
@given(a=vectors(inside), y=vectors(st.sampled_from([0.0, 0.3, 1.0])))
def test_a_complex_step_gives_the_slope(name, a, y):
    stepped = COSTS[name].value(a + 1e-100j * np.eye(3), y).imag / 1e-100
    np.testing.assert_allclose(stepped, COSTS[name].slope(a, y), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("activation", "cost", "z", "y", "C", "delta"),
    [
        ("sigmoid", "binary_cross_entropy", [1000.0], [1.0], 0.0, [0.0]),
        ("sigmoid", "binary_cross_entropy", [1000.0], [0.0], 1000.0, [1.0]),
        ("sigmoid", "binary_cross_entropy", [-1000.0], [1.0], 1000.0, [-1.0]),
        ("sigmoid", "binary_cross_entropy", [-1000.0], [0.25], 250.0, [-0.25]),
        ("sigmoid", "cross_entropy", [-1000.0], [1.0], 1000.0, [-1.0]),
        ("softmax", "cross_entropy", [1000.0, 0.0], [1.0, 0.0], 0.0, [0.0, 0.0]),
        ("softmax", "cross_entropy", [1000.0, 0.0], [0.0, 1.0], 1000.0, [1.0, -1.0]),
        ("sigmoid", "squared_error", [1000.0], [0.0], 1.0, [0.0]),
    ],
)
def test_saturated_outputs_keep_their_exact_cost_and_slope(*, activation, cost, z, y, C, delta):
    row, z, y = ACTIVATIONS[activation], np.array(z), np.array(y)
    assert COSTS[cost].value_at(row, z, y) == C
    assert COSTS[cost].delta_at(row, z, y).tolist() == delta


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
@settings(max_examples=40)
@given(z=vectors(st.floats(-3, 3)), y=vectors(inside))
def test_going_through_logarithms_changes_nothing(cost, activation, z, y):
    row, judge = ACTIVATIONS[activation], COSTS[cost]
    a = row.value(z)
    np.testing.assert_allclose(judge.value_at(row, z, y), judge.value(a, y), rtol=1e-12)
    np.testing.assert_allclose(judge.delta_at(row, z, y), row.pull_back(z, judge.slope(a, y)), rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@settings(max_examples=40)
@given(z=vectors(st.floats(-3, 3)), y=vectors(inside))
def test_where_a_cost_fits_it_is_never_below_0(cost, activation, z, y):
    row, judge = ACTIVATIONS[activation], COSTS[cost]
    assert judge.fits(row) == (judge.log_shares is None or (row.range[0] >= 0 and row.range[1] <= 1))
    assert judge.fits(row) or "cross" in cost
    if judge.fits(row):
        assert judge.value_at(row, z, y) >= 0
