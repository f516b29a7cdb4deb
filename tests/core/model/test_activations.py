"""Each row of the activation table, at ordinary points and at the extremes."""

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS

ELEMENTWISE = [name for name, row in ACTIVATIONS.items() if row.elementwise]
MEMBERS = [*ELEMENTWISE, "leaky_relu(0.3)", "leaky_relu(0.0)", "elu(0.5)", "elu(3.0)"]
GRID = np.concatenate([np.linspace(-30, 30, 61), np.geomspace(1e-8, 1, 9), -np.geomspace(1e-8, 1, 9)])
# Value and slope at z = -1000, 0, 1000; None where there is no limit to round to.
EXACT = {
    "sigmoid": ((0, 0), (0.5, 0.25), (1, 0)),
    "tanh": ((-1, 0), (0, 1), (1, 0)),
    "relu": ((0, 0), (0, 0), (1000, 1)),
    "leaky_relu": ((-10, 0.01), (0, 0.01), (1000, 1)),
    "elu": ((-1, 0), (0, 1), (1000, 1)),
    "softplus": ((0, 0), (np.log(2), 0.5), (1000, 1)),
    "gelu": ((0, 0), (0, 0.5), (1000, 1)),
    "silu": ((0, 0), (0, 0.5), (1000, 1)),
    "identity": ((-1000, 1), (0, 1), (1000, 1)),
    "sin": ((np.sin(-1000), np.cos(1000)), (0, 1), (np.sin(1000), np.cos(1000))),
    "cos": ((np.cos(1000), np.sin(1000)), (1, 0), (np.cos(1000), -np.sin(1000))),
    "exp": ((0, 0), (1, 1), (np.inf, np.inf)),
}


def test_the_table_has_the_names_of_the_design():
    names = "sigmoid tanh relu leaky_relu elu softplus gelu silu identity sin cos exp softmax"
    assert [name for name in ACTIVATIONS if name in names.split()] == names.split()


@pytest.mark.parametrize("name", EXACT)
def test_limits_are_exact_and_silent(name):
    row, z = ACTIVATIONS[name], np.array([-1000.0, 0.0, 1000.0])
    with np.errstate(all="raise", under="ignore"):
        found = list(zip(row.value(z), row.slope(z), strict=True))
    np.testing.assert_allclose(found, EXACT[name], rtol=1e-15, atol=0)


@pytest.mark.parametrize("name", MEMBERS)
def test_a_complex_step_gives_the_slope(name):
    row = ACTIVATIONS[name]
    np.testing.assert_allclose(row.value(GRID + 1e-100j).imag / 1e-100, row.slope(GRID), rtol=1e-12, atol=1e-150)


@pytest.mark.parametrize("name", MEMBERS)
def test_value_and_slope_are_those_of_the_formula(name):
    row = ACTIVATIONS[name]
    z = sympy.Symbol("z")
    formula = sympy.sympify(row.formula, locals={"z": z})
    for function, twin in ((row.value, formula), (row.slope, formula.diff(z))):
        numeric = sympy.lambdify(z, twin, "mpmath")
        with mpmath.workdps(300):
            exact = [float(numeric(mpmath.mpf(point))) for point in GRID]
        np.testing.assert_allclose(function(GRID), exact, rtol=1e-11, atol=0)


@pytest.mark.parametrize("name", MEMBERS)
def test_the_range_is_as_far_as_the_function_goes(name):
    row = ACTIVATIONS[name]
    least, greatest = row.range
    found = row.value(np.concatenate([np.linspace(-30, 30, 2001), [-1e4, 700.0]]))
    assert least <= found.min()
    assert found.max() <= greatest
    assert np.isinf(least) or found.min() - least < 1e-3
    assert np.isinf(greatest) or greatest - found.max() < 1e-2


@pytest.mark.parametrize("name", [name for name, row in ACTIVATIONS.items() if row.logarithms])
@pytest.mark.parametrize("z", [-40.0, -16.0, 16.0, 40.0])
def test_far_out_a_logarithm_is_what_its_row_writes(name, z):
    logarithms = ACTIVATIONS[name].logarithms
    for value, far in ((logarithms.value, logarithms.far), (logarithms.rest, logarithms.rest_far)):
        if far:
            written = float(sympy.sympify(far[z > 0]).subs("z", sympy.Float(z, 60)))
            assert written == pytest.approx(value(np.array(z)), rel=1e-6)


@pytest.mark.parametrize("name", [name for name, row in ACTIVATIONS.items() if row.logarithms])
@settings(max_examples=40)
@given(z=st.lists(st.floats(-20, 20), min_size=1, max_size=5).map(np.array))
def test_logarithms_are_those_of_the_value(name, z):
    row = ACTIVATIONS[name]
    a = row.value(z)
    np.testing.assert_allclose(row.logarithms.value(z), np.log(a), rtol=1e-12, atol=1e-12)
    slope = row.slope(z) / (a if row.elementwise else a[:, None])
    np.testing.assert_allclose(row.logarithms.slope(z), slope, rtol=1e-12, atol=1e-12)


def test_the_rest_of_a_sigmoid_keeps_its_logarithm():
    row, z = ACTIVATIONS["sigmoid"], np.array([-1000.0, 0.0, 1000.0])
    np.testing.assert_allclose(row.logarithms.rest(z), [0, -np.log(2), -1000], rtol=1e-15, atol=0)
    np.testing.assert_allclose(row.logarithms.rest_slope(z), [0, -0.5, -1], rtol=1e-15, atol=0)


@settings(max_examples=40)
@given(z=st.lists(st.floats(-1000, 1000), min_size=1, max_size=6).map(np.array))
def test_softmax_shares_sum_to_one_and_ignore_a_common_shift(z):
    row = ACTIVATIONS["softmax"]
    a = row.value(z)
    assert a.sum() == pytest.approx(1, rel=1e-14)
    np.testing.assert_allclose(row.value(z + 512.0), a, rtol=1e-10, atol=1e-300)
    np.testing.assert_allclose(row.slope(z).sum(axis=0), 0, atol=1e-15)


@settings(max_examples=40)
@given(z=st.lists(st.floats(-20, 20), min_size=2, max_size=5).map(np.array))
def test_softmax_has_the_jacobian_that_complex_steps_give(z):
    row = ACTIVATIONS["softmax"]
    stepped = row.value(z + 1e-100j * np.eye(len(z))).imag.T / 1e-100
    np.testing.assert_allclose(row.slope(z), stepped, rtol=1e-12, atol=1e-150)


def test_a_saturated_softmax_keeps_the_digits_of_what_is_left():
    row, z = ACTIVATIONS["softmax"], np.array([0.0, 60.0])
    small = np.exp(-60.0)
    np.testing.assert_allclose(row.slope(z), [[small, -small], [-small, small]], rtol=1e-14)
    np.testing.assert_allclose(row.logarithms.value(z), [-60, -small], rtol=1e-14)
    np.testing.assert_allclose(row.logarithms.slope(z), [[1, -1], [-small, small]], rtol=1e-14)
