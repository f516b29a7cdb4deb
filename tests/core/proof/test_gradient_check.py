"""What a gradient check compares of networks of any size, and of numbers of any size."""

import dataclasses
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.passes.measurable import why_zeros
from core.passes.slopes import analytic
from core.proof.gradient_check import check_gradients
from core.proof.slope_sample import SlopeSample, slope_count


def network(*widths, row="sigmoid"):
    drawn = np.random.default_rng(1)
    return Network(
        tuple(
            Layer(drawn.normal(size=(n, n_prev)) / np.sqrt(n_prev), drawn.normal(size=n), ACTIVATIONS[row])
            for n_prev, n in pairwise(widths)
        )
    )


def examples(of, count=1):
    drawn = np.random.default_rng(2)
    return Examples(drawn.random((count, of.widths[0])), drawn.random((count, of.widths[-1])))


def test_all_slopes_of_a_small_network_are_compared_each_at_its_address():
    small = network(3, 4, 2)
    drawn = examples(small)
    sample = SlopeSample.of(small, slope_count(small), np.random.default_rng(0))
    first, second = analytic(small, drawn.X[0], drawn.Y[0])
    found = {str(sample.at(small, i)): slope for i, slope in enumerate(sample.among([first, second]))}
    assert len(found) == slope_count(small) == 3 * 4 + 4 + 3 + 4 * 2 + 2 + 4
    assert found["dC/dw[1][3,2]"] == first.dC_dW[3, 2]
    assert found["dC/db[2][1]"] == second.dC_db[1]
    assert found["dC/da[1][3]"] == second.dC_da_prev[3]
    assert check_gradients(small, drawn).compared == slope_count(small)


def test_of_a_large_network_each_kind_in_each_layer_is_compared_within_bounded_memory():
    large = network(300, 300, 300, 2)
    tracemalloc.start()
    found = check_gradients(large, examples(large, 2))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.worst.difference < 1e-9
    assert (found.compared, found.total) == (4_000, 2 * slope_count(large))
    assert peak < 100e6
    sample = SlopeSample.of(large, 50, np.random.default_rng(0))
    chosen = [sample.at(large, i).by for i in range(50)]
    assert len(set(chosen)) == 50
    assert {(one.kind, one.layer) for one in chosen} == {
        *((kind, number) for kind in "wb" for number in (1, 2, 3)),
        *(("a", number) for number in (0, 1, 2)),
    }


def test_of_many_examples_some_are_compared():
    small = network(1, 1)
    found = check_gradients(small, examples(small, 1_500))
    assert (found.compared, found.total) == (3_000, 4_500)


def test_a_wrong_slope_in_a_large_layer_is_found():
    wrong = dataclasses.replace(ACTIVATIONS["tanh"], slope=lambda z: 1.001 - np.tanh(z) ** 2)
    first, *rest = network(100, 100, 3, row="tanh").layers
    large = Network((Layer(first.W, first.b, wrong), *rest))
    found = check_gradients(large, examples(large))
    assert found.worst.difference > 1e-4
    assert found.compared < found.total


@pytest.mark.parametrize("row", [row for row in ACTIVATIONS if row != "softmax"])
@pytest.mark.parametrize("w", [1e155, -1e155, 1e300, -1e300])
@pytest.mark.filterwarnings("error")
def test_weights_that_a_double_can_hardly_hold_are_compared(row, w):
    far = -abs(w) if row == "exp" else w
    layers = (Layer([[far]], [0.1], ACTIVATIONS[row]), Layer([[0.1]], [0.1], ACTIVATIONS["sigmoid"]))
    assert check_gradients(Network(layers), Examples([[1.0]], [[0.5]])).worst.difference < 1e-9


def test_a_factor_beyond_what_a_double_can_hold_is_carried():
    row, last = ACTIVATIONS["identity"], Layer([[1.0]], [0.0], ACTIVATIONS["tanh"])
    saturated = Network((Layer([[1e200]], [0.0], row), Layer([[1e200]], [0.0], row), last))
    assert check_gradients(saturated, Examples([[1e-100]], [[0.5]])).worst.difference == 0


def only(*rows):
    return Network((Layer([[2.0, 1.0]], [0.0], ACTIVATIONS["relu"]),)), Examples(
        [x for x, _ in rows], [y for _, y in rows]
    )


def test_a_first_example_without_slopes_is_told_with_one_that_has_some():
    zeros, dead, right, good = ([0, 0], [0]), ([-1, 0], [1]), ([1, 0], [2]), ([0, 1], [0])
    assert "example 3 has others: put it first" in why_zeros(*only(zeros, dead, right, good, good))
    assert "every example has slopes of 0" in why_zeros(*only(zeros, dead, right))
    assert why_zeros(*only(good, zeros)) == ""
