"""The JSON of Nielsen's book: sigmoids throughout, biases as columns, the cost by its name."""

import json
from itertools import pairwise

import numpy as np
import pytest

from core.files.network_file import read
from core.passes.forward import forward
from tests.studio.importing import refused, run

RANDOM = np.random.default_rng(9)
SIZES = (2, 3, 1)
W = [RANDOM.normal(size=(n, n_prev)) for n_prev, n in pairwise(SIZES)]
b = [RANDOM.normal(size=(n, 1)) for n in SIZES[1:]]


def saved(cost="CrossEntropyCost", **change):
    """Return what `network2.Network.save` writes."""
    told = {"sizes": SIZES, "weights": [one.tolist() for one in W], "biases": [one.tolist() for one in b], "cost": cost}
    return told | change


@pytest.mark.parametrize(
    ("name", "cost"), [("CrossEntropyCost", "binary_cross_entropy"), ("QuadraticCost", "half_squared_error")]
)
def test_a_network_of_the_book_needs_examples_alone(folder, name, cost):
    (folder / "mine.json").write_text(json.dumps(saved(name)), encoding="utf-8")
    assert run("mine.json", "--example", "0.5,-1:1").exit_code == 0
    network, examples = read("out.toml")
    assert network.cost.name == cost
    a = examples.X.T
    for weights, biases in zip(W, b, strict=True):
        a = 1 / (1 + np.exp(-(weights @ a + biases)))
    np.testing.assert_allclose(forward(network, examples.X).output, a.T, rtol=1e-14)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "expected {"),
        ("[" * 100_000, "expected {"),
        ("[1]", "found something else; of a network of another kind, save the arrays with numpy.savez."),
        ('{"layers": []}', "found 'layers'; of a network of another kind"),
        (json.dumps(saved(weights=3)), "found 'biases', 'cost', 'sizes', 'weights'"),
        (json.dumps(saved(weights=[])), "biases: expected 0, one for each of weights, found 2"),
        (json.dumps(saved(weights=[[[1, 2], [3]], [[1]]])), "weights[0]: expected rows of numbers, equally long"),
        (json.dumps(saved(weights=[[["1"]], [["2"]]])), "weights[0]: expected rows of numbers"),
        (json.dumps(saved(weights=[W[1].tolist(), W[0].tolist()])), "weights[0]: expected 1 biases"),
        (json.dumps(saved(biases=[[[float("nan")]] * 3, [[1]]])), "weights[0]: expected finite numbers, found nan"),
    ],
)
def test_other_json_is_told_in_one_line(folder, content, expected):
    (folder / "mine.json").write_text(content, encoding="utf-8")
    assert expected in refused("mine.json", "--example", "0.5,-1:1")
