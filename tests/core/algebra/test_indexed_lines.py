"""Lines with matrices, written with indices, say of every entry what the lines themselves say."""

import numpy as np
import pytest
import sympy

from core.algebra.index_form import J, K
from core.algebra.indexed import written_out
from core.algebra.indexed_lines import with_indices
from core.algebra.matrix_form import matrix_form, partners
from core.files.network_file import read
from core.notation.text_printer import TextPrinter
from core.passes.backward import backward
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import Trace
from tests.rehearsals import NETWORKS


def bounded(expression, widths):
    """Sums over whole layers with the bounds that the layer of their letter has."""
    sums = {
        one: sympy.Sum(one.function, (one.limits[0][0], 0, widths[one.limits[0][0]] - 1))
        for one in expression.atoms(sympy.Sum)
    }
    return expression.xreplace(sums)


@pytest.mark.parametrize(("name", "layer"), [("iris", 2), ("iris", 3), ("chain", 2), ("deep", 3)])
def test_every_entry_is_what_the_matrices_give(name, layer):
    network, _ = read(NETWORKS[name])
    widths = {J: network.layer(layer).n, K: network.layer(layer).n_prev}
    for line in matrix_form(network, layer).values():
        left, right = (bounded(side, widths) for side in with_indices(line))
        rows, columns = line.left.size
        before = line.name in {"delta", "dC_da"}
        for row in range(rows):
            for column in range(columns):
                put = {K: row} if before else {J: row, K: column}
                free = {one: sympy.Integer(put[one]) for one in put if one in left.free_symbols}
                told = [written_out(side.xreplace(free)).doit() for side in (left, right)]
                meant = line.at(row, column)
                assert told[0] == meant[0], line.name
                assert sympy.expand(told[1] - meant[1].doit()) == 0, (line.name, row, column)


def test_sums_have_no_bounds_and_a_column_times_a_row_is_no_sum():
    lines = matrix_form(read(NETWORKS["iris"])[0], 2)
    text = TextPrinter().doprint
    assert text(with_indices(lines["dC_dw"])[1]) == "delta[2][j] * a[1][k]"
    assert not with_indices(lines["dC_dw"])[1].has(sympy.Sum)
    assert with_indices(lines["delta"])[1].has(sympy.Sum)


def test_a_column_of_one_neuron_is_summed_as_any_other():
    lines = matrix_form(read(NETWORKS["chain"])[0], 2)
    assert with_indices(lines["z"])[1].has(sympy.Sum)


@pytest.mark.parametrize("name", ["iris", "deep", "chain"])
def test_partners_give_the_deltas_of_the_pass(name):
    network, examples = read(NETWORKS[name])
    slopes = backward(forward(network, examples.X[0]), examples.Y[0])
    for layer in range(1, network.depth + 1):
        line = partners(network, layer)
        told = line.values(Moment(Trace(network, examples)))
        assert np.allclose(told[:, 0], slopes.layers[layer - 1].delta, rtol=1e-12, atol=1e-15)


def test_outputs_that_compete_have_no_partners():
    network, _ = read(NETWORKS["wide"])
    with pytest.raises(ValueError, match="one z for each activation"):
        partners(network, network.depth)
