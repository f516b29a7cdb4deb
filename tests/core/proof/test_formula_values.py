"""What a formula is worth: each row's, and others, against SymPy with many digits and against the rows' own numbers."""

import mpmath
import numpy as np
import pytest
import sympy
from sympy import Symbol

from core.algebra.symbols import formula
from core.model.activations import ACTIVATIONS
from core.proof import formula_values
from core.proof.formula_values import Dual, evaluate

Z, A, Y = Symbol("z"), Symbol("a"), Symbol("y")
FAR = np.array([-1e300, -1e5, -800.0, -37.0, -20.0, -3.0, -1e-9, 0.0, 1e-9, 0.5, 9.0, 30.0, 800.0, 1e5, 1e300])
ELEMENTWISE = [name for name, row in ACTIVATIONS.items() if row.elementwise]


def along(expression, points):
    return evaluate(expression, {Z: Dual(points, np.ones_like(points))})


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_an_activation_far_out_is_what_its_row_says(name):
    row, points = ACTIVATIONS[name], np.minimum(FAR, 700.0) if name == "exp" else FAR
    found = along(formula(row.formula), points)
    np.testing.assert_allclose(found.value, row.value(points), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(found.slope, row.slope(points), rtol=1e-11, atol=1e-300)


@pytest.mark.parametrize(
    "text", ["1 - tanh(z)**2", "exp(z) - 1 - z", "sqrt(z**2 + 1) - z", "atan(z)", "z**3/(1 + exp(-z))", "cos(z) - 1"]
)
def test_what_cancels_or_is_no_elementary_function_gets_many_digits(text):
    expression, points = formula(text), np.array([-30.0, -1e-7, 1e-7, 12.0, 31.0])
    found = along(expression, points)
    for twin, numbers in ((expression, found.value), (expression.diff(Z), found.slope)):
        numeric = sympy.lambdify(Z, twin, "mpmath")
        with mpmath.workdps(200):
            exact = [float(numeric(mpmath.mpf(point))) for point in points]
        np.testing.assert_allclose(numbers, exact, rtol=1e-11)


def test_without_many_digits_a_difference_is_lost(monkeypatch):
    monkeypatch.setattr(formula_values, "_with_many_digits", lambda *_: None)
    assert along(formula("cos(z) - 1"), np.array([1e-9])).value.tolist() == [0.0]


@pytest.mark.parametrize("text", ["1/(1 + exp(-z))", "log(1 + exp(z))", "z/(1 + exp(-z))", "z*(1 + erf(z/sqrt(2)))/2"])
def test_what_overflows_or_cancels_in_common_formulas_needs_no_many_digits(text, monkeypatch):
    """Or an audit of a saturated network would take minutes."""
    monkeypatch.setattr(formula_values, "_with_many_digits", lambda *_: pytest.fail("asked for many digits"))
    found = along(formula(text), np.array([-1e300, -800.0, -20.0, 20.0, 800.0, 1e300]))
    assert np.isfinite(found.value).all()


def test_nothing_times_a_logarithm_of_0_is_nothing():
    given = {A: Dual(np.zeros(2), np.ones(2)), Y: Dual(np.array([0.0, 1.0]), np.zeros(2))}
    found = evaluate(formula("-y*log(a)"), given)
    assert found.value.tolist() == [0.0, np.inf]
    assert found.slope.tolist() == [0.0, -np.inf]
