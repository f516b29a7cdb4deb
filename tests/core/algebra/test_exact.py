"""The one exact evaluator, held against SymPy's own and against what is known far out."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from core.algebra.evaluation import slope_formula
from core.algebra.exact import Exact, as_double, digits_for
from core.algebra.in_order import Factors, Terms
from core.algebra.symbols import formula
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS

Z, S, A, Y, N = sympy.symbols("z S a y n")
DIGITS = 400  # next to 1, the smallest double needs more than 324 of them
EXACT = Exact(DIGITS)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(at=st.floats(-5, 5), total=st.floats(200, 300))
def test_a_function_and_its_slope_are_what_sympy_says(name, at, total):
    row = ACTIVATIONS[name]
    for expression in (formula(row.formula), slope_formula(row)):
        found = float(EXACT.value(expression, {Z: at, S: total}.__getitem__))
        expected = float(expression.subs({Z: sympy.Float(at, DIGITS), S: sympy.Float(total, DIGITS)}).evalf(DIGITS))
        assert math.isclose(found, expected, rel_tol=1e-15, abs_tol=1e-300), expression


@pytest.mark.parametrize("name", COSTS)
def test_a_cost_and_its_slope_are_what_sympy_says(name):
    at = {A: 0.3, Y: 0.8, N: 2}
    for expression in (formula(COSTS[name].formula), formula(COSTS[name].formula).diff(A)):
        expected = float(expression.subs(at))
        assert math.isclose(as_double(EXACT.value(expression, at.__getitem__)), expected, rel_tol=1e-14)


def test_what_a_double_rounds_away_is_kept():
    flat = 1 - 1 / (1 + sympy.exp(-Z))
    assert digits_for(formula(ACTIVATIONS["sigmoid"].formula), np.array([700.0])) >= 305
    assert as_double(Exact(400).value(flat, {Z: 700}.__getitem__)) == pytest.approx(math.exp(-700), rel=1e-12)
    assert as_double(Exact(100).value(flat, {Z: 700}.__getitem__)) == 0  # too few digits for it


def test_parts_in_order_are_sums_and_products():
    at = {A: 3.0, Y: 4.0}.__getitem__
    assert EXACT.value(Terms(A, Factors(A, Y)), at) == 15
    assert EXACT.value(Factors(sympy.Rational(1, 3), A), at) == 1


def test_what_has_no_finite_value_is_told_as_such():
    assert math.isnan(as_double(EXACT.value(Y / A, {A: 0, Y: 1}.__getitem__)))
    assert as_double(EXACT.value(sympy.log(A), {A: 0}.__getitem__)) == -math.inf
    assert math.isnan(as_double(EXACT.value(sympy.log(A), {A: -1}.__getitem__)))
    assert as_double(EXACT.number(sympy.oo)) == math.inf


def test_what_has_no_value_is_refused():
    with pytest.raises(TypeError, match="expected an expression with a known value, found KroneckerDelta"):
        EXACT.value(sympy.KroneckerDelta(A, Y), {A: 0, Y: 1}.__getitem__)
