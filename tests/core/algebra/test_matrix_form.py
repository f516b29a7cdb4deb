"""Three lines with matrices say what the lines with indices say, entry by entry and number by number."""

import numpy as np
import pytest
import sympy

from core.algebra.index_form import index_formulas
from core.algebra.matrix_form import matrix_form
from core.algebra.three_formulas import three_formulas
from core.files.network_file import read
from core.notation.latex_printer import QuantityLatexPrinter
from core.notation.mathml_printer import mathml_element
from core.notation.text_printer import TextPrinter
from core.notation.typst_printer import TypstPrinter
from core.passes.backward import backward
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS

LINES = ("z", "a", "dC_dw", "dC_db", "dC_da", "delta")


def each_line(name):
    """Every line of every layer of a network."""
    network, examples = read(NETWORKS[name])
    for layer in range(1, network.depth + 1):
        for line in matrix_form(network, layer).values():
            yield network, examples, layer, line


def index_form_of(network, layer, line, row, column):
    """The same entry by the formulas with indices."""
    three, known = three_formulas(network), index_formulas(network.cost)
    if line == "dC_dw":
        return three[line].at(network, layer, j=row, k=column)
    if line == "dC_da":
        return three[line].at(network, layer, k=row)
    if line == "delta":  # sigma'(z_k) times what the neuron before collects
        left, right = known["delta"].at(network, layer - 1, j=row)
        collected, summed = three["dC_da"].at(network, layer, k=row)
        return left, right.doit().subs(collected, summed.doit())
    return (three if line == "dC_db" else known)[line].at(network, layer, j=row)


@pytest.mark.parametrize("name", ["chain", "iris"])
def test_every_entry_is_that_of_the_index_form(name):
    for network, _, layer, line in each_line(name):
        rows, columns = line.left.size
        for row in range(rows):
            for column in range(columns):
                told = line.at(row, column)
                meant = index_form_of(network, layer, line.name, row, column)
                assert told[0] == meant[0], line.name
                assert sympy.expand(told[1] - meant[1].doit()) == 0, (line.name, row, column)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_line_gives_the_numbers_of_the_passes(name):
    for network, examples, layer, line in each_line(name):
        if name == "wide" and line.name in {"dC_dw", "delta"} and layer == 1:
            continue  # a thousand readings, one by one
        passed = forward(network, examples.X[0])
        slopes = backward(passed, examples.Y[0])
        seen, found = passed.layers[layer - 1], slopes.layers[layer - 1]
        meant = {
            "z": seen.z[:, None],
            "a": seen.a[:, None],
            "dC_dw": np.outer(found.delta, seen.a_prev),
            "dC_db": found.dC_db[:, None],
            "dC_da": found.dC_da_prev[:, None],
            "delta": slopes.layers[layer - 2].delta[:, None],
        }[line.name]
        told = line.values(Moment(Trace(network, examples)))
        assert told.shape == line.left.size
        assert np.allclose(told, meant, rtol=1e-12, atol=1e-15), (layer, line.name)


def test_the_lines_of_a_layer():
    iris, wide = (read(NETWORKS[name])[0] for name in ("iris", "wide"))
    assert tuple(matrix_form(iris, 2)) == LINES
    assert tuple(matrix_form(iris, 1)) == LINES[:-1]  # no layer before has a delta
    assert tuple(matrix_form(wide, 2)) == ("z", *LINES[2:])  # outputs that compete


def test_shapes_meet():
    for network, _, layer, line in each_line("iris"):
        n, n_prev = network.layer(layer).n, network.layer(layer).n_prev
        shapes = [tuple(map(int, part.shape)) for part in line.parts]
        assert {
            "z": [(n, n_prev), (n_prev, 1), (n, 1)],
            "a": [(n, 1)],
            "dC_dw": [(n, 1), (1, n_prev)],
            "dC_db": [(n, 1)],
            "dC_da": [(n_prev, n), (n, 1)],
            "delta": [(n_prev, 1), (n_prev, n), (n, 1)],
        }[line.name] == shapes


def test_each_printer_writes_the_lines():
    lines = matrix_form(read(NETWORKS["iris"])[0], 2)
    text, latex, typst = TextPrinter().doprint, QuantityLatexPrinter().doprint, TypstPrinter().doprint
    assert [f"{text(one.left)} = {text(one.right)}" for one in lines.values()] == [
        "z[2] = W[2] a[1] + b[2]",
        "a[2] = sigma(z[2])",
        "dC/dW[2] = delta[2] a[1]^T",
        "dC/db[2] = delta[2]",
        "dC/da[1] = W[2]^T delta[2]",
        "delta[1] = sigma'(z[1]) ⊙ (W[2]^T delta[2])",
    ]
    assert latex(lines["delta"].right) == r"\sigma'\left(z^{(1)}\right) \odot \left(W^{(2) T} \, \delta^{(2)}\right)"
    assert latex(lines["dC_dw"].left) == r"\frac{\partial C}{\partial W^{(2)}}"
    assert typst(lines["z"].right) == "W^((2)) a^((1)) + b^((2))"
    assert typst(lines["delta"].right) == "sigma'(z^((1))) dot.o (W^((2) T) delta^((2)))"
    assert typst(lines["dC_dw"].left) == "(partial C)/(partial W^((2)))"
    element = mathml_element(lines["delta"].left, lines["delta"].right)
    assert "<mo>⊙</mo><mrow><mo>(</mo><mrow><msup><mi>W</mi><mn>(2)T</mn></msup>" in element
