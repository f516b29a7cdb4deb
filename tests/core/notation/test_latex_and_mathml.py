"""Formulas as LaTeX, MathML and plain text: as written, and well formed whatever they are."""

import re
from xml.etree import ElementTree as ET

import pytest
from sympy import Float, Integer, Symbol

from core.algebra.differentials import SlopeOf
from core.algebra.in_order import Factors, Terms
from core.algebra.index_form import index_formulas
from core.algebra.symbols import activation_function, symbol
from core.model.costs import COSTS
from core.model.quantity import C, Quantity, a, delta, slope, w
from core.notation.written import latex, mathml, text

z, x = symbol(Quantity.parse("z[3][0]")), symbol(a(2, 1))
sigma = activation_function("sigma")
WRITTEN = [
    (symbol(slope(C, w(1))), r"\frac{\partial C}{\partial w_{0,0}^{(1)}}", "dC/dw[1][0,0]", "∂C∂w0,0(1)"),
    (symbol(delta(2, 1)), r"\delta_{1}^{(2)}", "delta[2][1]", "δ1(2)"),
    (sigma(z) ** 2, r"\sigma^{2}\left(z_{0}^{(3)}\right)", "sigma(z[3][0])**2", "σ(z0(3))2"),
    (
        activation_function("leaky_relu")(z).diff(z),
        r"\operatorname{leaky\_relu}'\left(z_{0}^{(3)}\right)",
        "leaky_relu'(z[3][0])",
        "leaky_relu\N{PRIME}(z0(3))",
    ),
    (activation_function("tanh")(z), r"\tanh\left(z_{0}^{(3)}\right)", "tanh(z[3][0])", "tanh(z0(3))"),
    (Float("1.5e-9"), r"1.5 \cdot 10^{-9}", "1.5e-9", "1.5e-9"),
    (Symbol("rest"), r"\mathrm{rest}", "rest", "rest"),
    (
        Factors(x, Integer(2), Float(-1.5)),
        r"a_{1}^{(2)} \cdot 2 \, \left(-1.5\right)",
        "a[2][1] * 2 * (-1.5)",
        "a1(2)·2·(-1.5)",
    ),
    (
        Factors(x, x - z),
        r"a_{1}^{(2)} \, \left(a_{1}^{(2)} - z_{0}^{(3)}\right)",
        "a[2][1] * (a[2][1] - z[3][0])",
        "a1(2)·(a1(2)-z0(3))",
    ),
    (Terms(x, Float(-1.5)), "a_{1}^{(2)} - 1.5", "a[2][1] - 1.5", "a1(2)+(-1.5)"),
    (
        SlopeOf(x - z, z),
        r"\frac{\partial}{\partial z_{0}^{(3)}} \left(a_{1}^{(2)} - z_{0}^{(3)}\right)",
        "d/dz[3][0] (a[2][1] - z[3][0])",
        "∂∂z0(3)(a1(2)-z0(3))",
    ),
]


@pytest.mark.parametrize(("expression", "in_latex", "in_text", "in_mathml"), WRITTEN)
def test_an_expression_is_written_as_expected(expression, in_latex, in_text, in_mathml):
    assert latex(expression) == in_latex
    assert text(expression) == in_text
    assert "".join(ET.fromstring(mathml(expression)).itertext()) == in_mathml  # noqa: S314  our own


@pytest.mark.parametrize("cost", COSTS)
def test_index_forms_are_whole_in_latex_and_text(cost):
    for formula in index_formulas(COSTS[cost]).values():
        written = latex(formula)
        depth = 0
        for brace in re.findall(r"(?<!\\)[{}]", written):
            depth += 1 if brace == "{" else -1
            assert depth >= 0, written
        assert depth == 0, written
        assert written.count(r"\left") == written.count(r"\right")
        assert text(formula).count("(") == text(formula).count(")")
        assert " = " in written
        assert " = " in text(formula)


def test_slopes_of_index_form_read_as_fractions():
    assert latex(index_formulas(COSTS["squared_error"])["dC_dw"]) == (
        r"\frac{\partial C}{\partial w_{jk}^{(l)}} = "
        r"a_{k}^{(l-1)} \, \sigma'\left(z_{j}^{(l)}\right) \, \frac{\partial C}{\partial a_{j}^{(l)}}"
    )
