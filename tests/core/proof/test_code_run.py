"""The code on screen runs as it stands and finds what the backward pass finds."""

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given, settings

from core.files.network_file import read
from core.notation.code_form import MOST_CHARACTERS, code_form
from core.passes.backward import backward
from core.passes.forward import forward
from core.proof.code_run import run_code
from tests.rehearsals import NETWORKS, ROOT
from tests.strategies import networks_with_examples


def slopes_of(runs, name):
    """What the code has found, at its end."""
    return next(run.written[name] for run in reversed(runs) if name in run.written)


def holds(network, x, y):
    meant = backward(forward(network, x), y)
    runs = run_code(code_form(network), network, x, y)
    dC_dW, dC_db = (slopes_of(runs, name) for name in ("dC_dW", "dC_db"))
    for layer, W, b in zip(meant.layers, dC_dW, dC_db, strict=True):
        assert np.allclose(W, layer.dC_dW, rtol=1e-9, atol=1e-13)
        assert np.allclose(b, layer.dC_db, rtol=1e-9, atol=1e-13)
    assert np.allclose(slopes_of(runs, "g"), meant.layers[0].dC_da_prev, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_code_finds_the_slopes_of_the_backward_pass(name):
    network, examples = read(NETWORKS[name])
    for x, y in zip(examples.X[:3], examples.Y[:3], strict=True):
        holds(network, x, y)


@settings(max_examples=40, deadline=None)
@given(networks_with_examples())
def test_the_code_of_any_network_finds_its_slopes(drawn):
    network, examples = drawn
    with np.errstate(all="ignore"):
        passed = forward(network, examples.X[0])
        start = network.cost.slope(passed.output, examples.Y[0])
        assume(np.isfinite(start).all())
        assume(np.abs(start).max() < 1e6)
        assume(all(np.isfinite(layer.z).all() and np.abs(layer.z).max() < 30 for layer in passed.layers))
    assert max(map(len, code_form(network).splitlines())) <= MOST_CHARACTERS + 2
    holds(network, examples.X[0], examples.Y[0])


def test_iris_differs_from_the_backward_pass_by_rounding_alone():
    network, examples = read(NETWORKS["iris"])
    runs = run_code(code_form(network), network, examples.X[0], examples.Y[0])
    meant = backward(forward(network, examples.X[0]), examples.Y[0])
    found = zip(slopes_of(runs, "dC_dW"), meant.layers, strict=True)
    assert max(np.abs(W - layer.dC_dW).max() for W, layer in found) < 1e-15
    assert slopes_of([run for run in runs if run.line != 10 or run.turn == 1], "g").round(4).tolist() == [
        -0.3297,
        -0.1362,
        1.1187,
    ]


def test_each_line_is_noted_with_its_turn_and_what_it_named():
    network, examples = read(NETWORKS["chain"])
    text = code_form(network)
    runs = run_code(text, network, examples.X[0], examples.Y[0])
    assert [run.line for run in runs] == [1, 2, 3, 4, 2, 3, 4, 2, 3, 4, 2, 5, 6, *[7, 8, 9, 10, 6] * 3][: len(runs)]
    third = next(run for run in runs if (run.line, run.turn) == (3, 2))
    assert sorted(third.read) == ["W", "a", "b", "z"]
    assert len(third.read["z"]) + 1 == len(third.written["z"]) == 2
    assert third.written["z"][1] == third.read["W"] @ third.read["a"][-1] + third.read["b"]


def test_a_weight_that_moves_too_early_is_caught():
    network, examples = read(NETWORKS["iris"])
    lines = code_form(network).splitlines()
    early = "\n".join([*lines[:-1], "    W = layers[l].W", f"    W -= {network.learning_rate} * dC_dW[l]", lines[-1]])
    runs = run_code(early, network, examples.X[0], examples.Y[0])
    wrong = next(run.written["g"] for run in runs if (run.line, run.turn) == (12, 1))
    assert wrong.round(3).tolist() == [-0.349, -0.201, 1.091]
    assert network.layer(3).W is not runs[0].read.get("W")
    holds(network, examples.X[0], examples.Y[0])  # the network itself has not moved


@pytest.mark.parametrize("name", ["iris", "wide", "deep"])
def test_the_text_runs_in_a_process_of_its_own(name, tmp_path):
    """Nothing but NumPy and the rows: what the audit of a clip does with the text that it showed."""
    network, examples = read(NETWORKS[name])
    script = tmp_path / "shown.py"
    script.write_text(
        f"""
import json, sys
import numpy as np
from collections import namedtuple
from core import read
network, examples = read({str(NETWORKS[name])!r})
Layer = namedtuple("Layer", "W b")
rows = [layer.activation for layer in network.layers]
shared = len({{row.name for row in rows}}) == 1
x, y, L = examples.X[0], examples.Y[0], network.depth
layers = [Layer(layer.W, layer.b) for layer in network.layers]
sigma = rows[0].value if shared else [row.value for row in rows]
slope = rows[0].slope if shared else [row.slope for row in rows]
jacobian, outer = rows[-1].slope, np.outer
dC_dW, dC_db = [None] * L, [None] * L
{code_form(network)}
print(json.dumps([one.tolist() for one in dC_dW]))
""",
        encoding="utf-8",
    )
    how = {"capture_output": True, "text": True, "cwd": ROOT, "env": {"PYTHONPATH": str(ROOT)}}
    run = subprocess.run([sys.executable, script], check=True, **how)

    meant = backward(forward(network, examples.X[0]), examples.Y[0])
    for told, layer in zip(json.loads(run.stdout), meant.layers, strict=True):
        assert np.allclose(told, layer.dC_dW, rtol=1e-9, atol=1e-13)


def test_the_lines_follow_the_network():
    iris, wide, deep, relu = (
        code_form(read(NETWORKS[name])[0]).splitlines() for name in ("iris", "wide", "deep", "relu")
    )
    assert len(iris) == 10
    assert "g = 2 * (a[-1] - y)" in iris
    assert "g = -y / a[-1]" in wide
    assert "d = g @ jacobian(z[-1])" in wide
    assert "    a.append(sigma[l](z[l]))" in deep
    assert "g = (1 - y) / (1 - o) - y / o" in deep
    assert "g = a[-1] - y" in relu
