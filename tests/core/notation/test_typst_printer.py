"""Typst formulas: as written, and compiled all together by Typst itself."""

import numpy as np
import pytest
import sympy
import typst as compiler
from sympy import Float, Integer, Rational, Symbol

from core.algebra.derivation import derive
from core.algebra.in_order import Factors, Terms
from core.algebra.index_form import LAST, index_formulas
from core.algebra.indexed import IndexedQuantity
from core.algebra.steps import Step
from core.algebra.symbols import activation_function, formula, symbol
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Layer, Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w
from core.notation.symbol_parts import Sign, SumPart
from core.notation.written import latex, mathml, text, typst

z, x = symbol(Quantity.parse("z[3][0]")), symbol(a(2, 1))
sigma = activation_function("sigma")
WRITTEN = [
    (z, "z_(0)^((3))"),
    (x**2, "(a_(1)^((2)))^(2)"),
    (2 * (x - z), "2 a_(1)^((2)) - 2 z_(0)^((3))"),
    (sigma(z).diff(z), "sigma'(z_(0)^((3)))"),
    (x / z, "(a_(1)^((2)))/(z_(0)^((3)))"),
    (-x / 2, "-(a_(1)^((2)))/(2)"),
    (1 / (1 + sympy.exp(-x)), "1/(1 + e^(-a_(1)^((2))))"),
    (sympy.log(x), "ln(a_(1)^((2)))"),
    (sympy.sqrt(Integer(2)), "sqrt(2)"),
    (Rational(-1, 3), "-1/3"),
    (Float(-0.25), "-0.25"),
    (Float("1.5e-9"), "1.5 dot.op 10^(-9)"),
    (sympy.pi, "pi"),
    (Factors(x, Integer(2), Float(-1.5)), "a_(1)^((2)) dot.op 2 (-1.5)"),
    (Terms(x, Float(-1.5)), "a_(1)^((2)) - 1.5"),
    (Symbol("rest"), '"rest"'),
]


@pytest.mark.parametrize(("expression", "expected"), WRITTEN)
def test_an_expression_is_written_as_expected(expression, expected):
    assert typst(expression) == expected


def test_neurons_are_left_out_where_each_layer_has_one():
    assert typst(Factors(x, sigma(z).diff(z)), indexed=False) == "a^((2)) sigma'(z^((3)))"
    assert latex(x, indexed=False) == "a^{(2)}"


def test_each_symbol_is_handed_on_as_what_it_is():
    seen = []
    told = lambda what, markup: seen.append((what, markup)) or markup  # noqa: E731  two words
    shown = typst(Terms(Factors(x, sigma(z).diff(z)), symbol(slope(C, w(1)))), atom=told)
    assert shown == typst(Terms(Factors(x, sigma(z).diff(z)), symbol(slope(C, w(1)))))
    assert [what for what, _ in seen if isinstance(what, Quantity)] == [a(2, 1), z.quantity, C, w(1)]
    assert [(what.called, what.primes) for what, markup in seen if markup == "sigma'"] == [("sigma", 1)]
    assert (Sign("+"), "+") in seen
    seen.clear()
    total = index_formulas(COSTS["squared_error"])["C"]
    typst(total, atom=told)
    assert [(one.kind, one.layer) for one, _ in seen if isinstance(one, IndexedQuantity)] == [("a", LAST), ("y", None)]
    assert {part for part, _ in seen if isinstance(part, SumPart)} == {
        SumPart(name) for name in ("index", "begins", "first", "last")
    }


def test_what_has_no_form_is_refused():
    with pytest.raises(TypeError, match="expected an expression that Typst can show, found MatrixSymbol"):
        typst(sympy.MatrixSymbol("A", 2, 2))


def test_all_that_is_printed_compiles():
    snippets = [typst(expression) for expression, _ in WRITTEN]
    for name, row in ACTIVATIONS.items():
        snippets.append(typst(formula(row.formula)))
        if row.elementwise:
            snippets += derivation_of(name, "squared_error", 2)
    snippets += derivation_of("softmax", "cross_entropy", 2) + derivation_of("relu", "mean_squared_error", 9)
    for cost in COSTS:
        snippets += derivation_of("sigmoid", cost, 1)
        snippets += [typst(one) for one in index_formulas(COSTS[cost]).values()]
    pages = "\n\n".join(f"$ {snippet} $" for snippet in dict.fromkeys(snippets))
    svg = compiler.compile(f"#set page(width: 4000pt, height: auto)\n{pages}".encode(), format="svg")
    assert svg.startswith(b"<svg")
    assert len(snippets) > 200


def derivation_of(activation, cost, n):
    first = Layer(np.full((n, n), 0.5), np.full(n, 0.1), ACTIVATIONS["tanh"])
    network = Network((first, Layer(first.W, first.b, ACTIVATIONS[activation])), COSTS[cost])
    printed = []
    for quantity in (slope(C, w(1)), slope(C, b(2)), slope(C, a(1)), delta(1)):
        found = derive(network, quantity, np.full(n, 0.3), np.full(n, 0.2))
        printed += [typst(found), *(typst(step) for step in found.walk())]
        printed += [typst(Factors(factor.concrete)) for factor in found.factors]
    return printed


def test_the_other_printers_say_the_same():
    product = Factors(x, sigma(z).diff(z), Integer(2) * z)
    assert text(product) == "a[2][1] * sigma'(z[3][0]) * 2*z[3][0]"
    assert latex(product) == r"a_{1}^{(2)} \, \sigma'\left(z_{0}^{(3)}\right) \cdot 2 z_{0}^{(3)}"
    printed = mathml(Step(C, "rule", product, 0.5))
    assert printed.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"')
    assert "<msubsup><mi>a</mi><mn>1</mn><mn>(2)</mn></msubsup>" in printed
    assert "\N{GREEK SMALL LETTER SIGMA}\N{PRIME}" in printed
