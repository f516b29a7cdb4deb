"""One product for many examples says what each example says, and adds up their slopes, in both layouts."""

import numpy as np
import pytest
import sympy

from core.algebra.batch_form import batch_form
from core.algebra.matrix_form import matrix_form
from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.network import Layer, Network
from core.notation.latex_printer import QuantityLatexPrinter
from core.notation.mathml_printer import mathml_element
from core.notation.text_printer import TextPrinter
from core.notation.typst_printer import TypstPrinter
from core.passes.backward import backward
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS

LAYOUTS = ("columns", "rows")
SMALL = Network(
    (
        Layer([[0.5, -1.0], [2.0, 0.25]], [0.1, -0.2], ACTIVATIONS["tanh"]),
        Layer([[1.5, -0.5], [0.3, 1.0]], [0.0, 0.4], ACTIVATIONS["sigmoid"]),
    )
)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["chain", "iris", "relu"])
def test_every_line_gives_the_numbers_of_the_passes(name, layout):
    network, examples = read(NETWORKS[name])
    passed = forward(network, examples.X)
    slopes = backward(passed, examples.Y)
    moment = Moment(Trace(network, examples))
    for layer in range(1, network.depth + 1):
        seen, found = passed.layers[layer - 1], slopes.layers[layer - 1]
        meant = {
            "z": seen.z,
            "a": seen.a,
            "dC_da": found.dC_da_prev,
            "delta": slopes.layers[layer - 2].delta,
        }
        for line in batch_form(network, layer, len(examples), layout).values():
            told = line.values(moment)
            assert told.shape == line.left.size
            if line.name in meant:
                expected = meant[line.name] if layout == "rows" else meant[line.name].T
            else:
                expected = {"dC_dw": found.dC_dW, "dC_db": found.dC_db[:, None]}[line.name]
            assert np.allclose(np.asarray(told, dtype=float), expected, rtol=1e-12, atol=1e-15), (layer, line.name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_with_symbols_the_slope_of_each_weight_is_the_mean_of_the_examples_own(layout):
    single, batch = matrix_form(SMALL, 2), batch_form(SMALL, 2, 2, layout)
    for name in ("dC_dw", "dC_db"):
        rows, columns = single[name].left.size
        for row in range(rows):
            for column in range(columns):
                left, mean = batch[name].at(row, column)
                same, own = single[name].at(row, column)
                each = [own.subs({one: sympy.Symbol(f"{one}{{{i}}}") for one in own.free_symbols}) for i in (0, 1)]
                assert left == same
                assert sympy.expand(mean - sum(each) / 2) == 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_with_symbols_each_example_is_what_it_is_alone(layout):
    single, batch = matrix_form(SMALL, 2), batch_form(SMALL, 2, 3, layout)
    for name in ("z", "a", "dC_da", "delta"):
        for neuron in range(2):
            for example in range(3):
                own = single[name].at(neuron)[1]
                shared = {str(one) for one in own.free_symbols if str(one)[0] in "wb"}
                names = {one: sympy.Symbol(f"{one}{{{example}}}") for one in own.free_symbols if str(one) not in shared}
                place = (neuron, example) if layout == "columns" else (example, neuron)
                assert sympy.expand(batch[name].at(*place)[1] - own.subs(names)) == 0


def test_the_shapes_meet_and_the_count_of_examples_vanishes():
    iris, examples = read(NETWORKS["iris"])
    columns, rows = (batch_form(iris, 2, len(examples), layout)["dC_dw"] for layout in LAYOUTS)
    assert [tuple(map(int, part.shape)) for part in columns.parts] == [(3, 12), (12, 4)]
    assert [tuple(map(int, part.shape)) for part in rows.parts] == [(3, 12), (12, 4)]
    assert columns.left.size == rows.left.size == (3, 4)


def test_outputs_that_compete_are_no_function_of_each_sum():
    wide, _ = read(NETWORKS["wide"])
    assert "a" not in batch_form(wide, wide.depth, 2, "rows")


def test_each_printer_writes_the_lines():
    columns, rows = (batch_form(SMALL, 2, 4, layout) for layout in LAYOUTS)
    text, latex, typst = TextPrinter().doprint, QuantityLatexPrinter().doprint, TypstPrinter().doprint
    assert text(columns["dC_dw"].right) == "1/4 Delta[2] A[1]^T"
    assert text(rows["dC_da"].right) == "Delta[2] W[2]"
    assert text(rows["z"].right) == "A[1] W[2]^T + 1 b[2]^T"
    assert latex(columns["dC_da"].right) == r"W^{(2) T} \, \Delta^{(2)}"
    assert typst(rows["delta"].right) == "tanh'(Z^((1))) dot.o (Delta^((2)) W^((2)))"
    assert "<mo>⊙</mo>" in mathml_element(rows["delta"].left, rows["delta"].right)
