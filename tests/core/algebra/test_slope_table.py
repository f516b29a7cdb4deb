"""The table that sweeps fill equals complex steps, and forward finds what backward does."""

import numpy as np
import pytest

from core.algebra.graph_sweep import reverse_sweep
from core.algebra.network_graph import graph_of
from core.algebra.slope_table import has_steep_weights, parameters, slope_table, slopes_by
from core.files.network_file import read
from core.model.network import Examples
from core.model.quantity import C, slope
from core.passes.trace import State, Trace
from core.proof.plain_pass import PlainNetwork
from core.proof.rederivation import Rederivation
from tests.rehearsals import NETWORKS


@pytest.mark.parametrize("name", ["chain", "iris", "relu"])
def test_the_table_equals_complex_steps(name):
    network, examples = read(NETWORKS[name])
    table = slope_table(network, examples, 1)
    again = Rederivation(network, PlainNetwork.of(network, examples))
    steps = [[again.value(slope(row, by), State(1)) for by in table.columns] for row in table.rows]
    assert table.values.shape == (network.widths[-1] + 1, len(parameters(network)))
    assert np.abs(table.values - steps).max() < 1e-12 * max(1.0, np.abs(steps).max())


@pytest.mark.parametrize("name", ["iris", "deep", "wide"])
def test_the_row_of_the_cost_is_the_backward_pass(name):
    network, examples = read(NETWORKS[name])
    table, trace = slope_table(network, examples), Trace(network, examples)
    passed = [trace.value(slope(C, by), State(0)) for by in table.columns]
    assert np.allclose(table.values[-1], passed, rtol=1e-9, atol=1e-12)
    first = [abs(value) for value, q in zip(passed, table.columns, strict=True) if q.kind == "w" and q.layer == 1]
    assert abs(table.values[-1, table.steepest]) == pytest.approx(max(first), rel=1e-9)


@pytest.mark.parametrize("name", ["chain", "iris", "deep"])
def test_one_sweep_forward_is_a_sweep_back_for_each_row(name):
    network, examples = read(NETWORKS[name])
    table = slope_table(network, examples)
    by = table.columns[table.steepest]
    column, found = slopes_by(network, examples, by), graph_of(network, examples)
    back = [reverse_sweep(found.graph, found.at, found.nodes[row]).totals[found.nodes[by]] for row in column.rows]
    assert len(column.rows) == 2 + sum(network.widths[2:])
    assert np.allclose(column.values[:, 0], back, rtol=1e-12, atol=1e-300)
    assert np.allclose(column.values[-1 - network.widths[-1] :, 0], table.values[:, table.steepest], rtol=1e-12)


def test_where_all_inputs_are_zero_no_weight_of_the_first_layer_is_steep():
    network, examples = read(NETWORKS["iris"])
    assert has_steep_weights(network, examples)
    assert not has_steep_weights(network, Examples(0 * examples.X, examples.Y))
