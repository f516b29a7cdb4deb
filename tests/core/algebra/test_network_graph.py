"""A network as a graph: sweeps through it give what the backward pass gives, and complex steps."""

import numpy as np
import pytest

from core.algebra.graph_sweep import forward_sweep, reverse_sweep
from core.algebra.network_graph import graph_of
from core.files.network_file import read
from core.model.quantity import C, a, b, w, z
from core.passes.backward import backward
from core.passes.forward import forward
from tests.rehearsals import NETWORKS

SMALL = ("chain", "iris", "relu", "deep")


def parameters_of(network):
    """All weights and biases, as a grid's rows are read."""
    for number, layer in enumerate(network.layers, 1):
        yield from (w(number, j, k) for j in range(layer.n) for k in range(layer.n_prev))
        yield from (b(number, j) for j in range(layer.n))


def outputs_of(network, x, y, nudged, h):
    """The outputs and the cost with one parameter nudged by i h: plain loops, nothing of the graph."""
    heard = x.astype(complex)
    for number, layer in enumerate(network.layers, 1):
        W, biases = layer.W.astype(complex), layer.b.astype(complex)
        if nudged.layer == number and nudged.kind == "w":
            W[nudged.neurons] += 1j * h
        if nudged.layer == number and nudged.kind == "b":
            biases[nudged.neurons] += 1j * h
        heard = layer.activation.value(W @ heard + biases)
    return np.array([*heard, network.cost.value(heard, y)])


@pytest.mark.parametrize("name", SMALL)
def test_a_table_of_all_slopes_by_rows_and_by_complex_steps(name):
    network, examples = read(NETWORKS[name])
    found, h = graph_of(network, examples), 2.0**-66
    rows = [reverse_sweep(found.graph, found.at, one).totals for one in found.graph.outputs]
    table = np.array([[row[found.nodes[q]] for q in parameters_of(network)] for row in rows])
    x, y = examples.X[0], examples.Y[0]
    steps = np.array([outputs_of(network, x, y, q, h).imag / h for q in parameters_of(network)]).T
    assert table.shape == (network.widths[-1] + 1, sum(layer.W.size + layer.b.size for layer in network.layers))
    assert np.abs(table - steps).max() < 1e-12 * max(1.0, np.abs(steps).max())


def test_the_table_of_iris_has_four_rows_of_forty_seven():
    network, examples = read(NETWORKS["iris"])
    found = graph_of(network, examples)
    assert len(found.graph.outputs) == 4
    column = forward_sweep(found.graph, found.at, str(w(1, 3, 0))).totals[list(found.graph.outputs)]
    rows = [reverse_sweep(found.graph, found.at, one).totals[found.nodes[w(1, 3, 0)]] for one in found.graph.outputs]
    assert np.allclose(column, rows, rtol=1e-13, atol=0)
    assert len([*parameters_of(network)]) == 47


@pytest.mark.parametrize("name", [*SMALL, "wide"])
def test_the_row_of_the_cost_is_the_backward_pass(name):
    network, examples = read(NETWORKS[name])
    found = graph_of(network, examples, example=1)
    values = found.graph.values(found.at)
    sweep = reverse_sweep(found.graph, found.at, found.nodes[C]).totals
    passed = forward(network, examples.X[1])
    slopes = backward(passed, examples.Y[1])
    assert values[found.nodes[C]] == pytest.approx(float(slopes.C), rel=1e-12)
    for number, (seen, layer) in enumerate(zip(passed.layers, slopes.layers, strict=True), 1):
        n, n_prev = layer.dC_dW.shape
        assert np.allclose([values[found.nodes[a(number, j)]] for j in range(n)], seen.a, rtol=1e-12)
        told = [[sweep[found.nodes[w(number, j, k)]] for k in range(n_prev)] for j in range(n)]
        assert np.allclose(told, layer.dC_dW, rtol=1e-9, atol=1e-12)
        for make, meant in ((b, layer.dC_db), (z, layer.delta)):
            assert np.allclose([sweep[found.nodes[make(number, j)]] for j in range(n)], meant, rtol=1e-9, atol=1e-12)


def test_one_node_for_each_product_sum_activation_and_the_cost():
    network, examples = read(NETWORKS["iris"])
    graph = graph_of(network, examples).graph
    names = [node.name for node in graph.nodes if node.arguments]
    assert (names.count("*"), names.count("+"), names.count("C")) == (4 * 4 + 4 * 3 + 3 * 3, 4 + 3 + 3, 1)
    assert len(graph.inputs) == 47 + 4
