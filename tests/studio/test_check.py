"""`./lecture check`: a valid file, three ways to the same slopes."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from core import gradient_check
from core.slopes import LayerSlopes
from studio.command_line import lecture

NETWORKS = Path(__file__).parents[2] / "networks"
STEMS = ["chain", "iris", "relu", "wide", "deep"]


def run(*arguments):
    return CliRunner().invoke(lecture, ["check", *map(str, arguments)])


@pytest.mark.parametrize("stem", STEMS)
def test_every_file_of_the_gallery_passes(stem):
    result = run(NETWORKS / f"{stem}.toml")
    assert result.exit_code == 0, result.output
    assert "the three ways agree; worst relative difference" in result.stdout


def test_programs_get_json():
    found = json.loads(run(NETWORKS / "iris.toml", "--json").stdout)
    assert found["agrees"] is True
    assert found["worst"] == max(pair["difference"] for pair in found["comparisons"]) < 1e-12
    ways = [(pair["first"], pair["second"]) for pair in found["comparisons"]]
    assert ways == [("analytic", "complex step"), ("analytic", "symbolic"), ("complex step", "symbolic")]
    parameters = 4 * 4 + 4 + 3 * 4 + 3 + 3 * 3 + 3
    assert {pair["slopes"] for pair in found["comparisons"]} == {parameters + 4 + 4 + 3}


@pytest.mark.parametrize("way", gradient_check.WAYS)
@pytest.mark.parametrize("wrong", [1e-6, np.nan])
def test_one_wrong_slope_is_found_and_told(monkeypatch, way, wrong):
    true = gradient_check.WAYS[way]

    def with_a_mistake(network, x, y):
        first, second, last = true(network, x, y)
        dC_dW = np.array(second.dC_dW)
        dC_dW[2, 1] *= 1 + wrong
        return [first, LayerSlopes(dC_dW, second.dC_db, second.dC_da_prev), last]

    monkeypatch.setitem(gradient_check.WAYS, way, with_a_mistake)
    result = run(NETWORKS / "iris.toml")
    assert result.exit_code == 1
    assert "dC/dw[2][2,1]" in result.stdout
    assert "the three ways DIFFER" in result.stdout
    found = json.loads(run(NETWORKS / "iris.toml", "--json").stdout)
    assert found["agrees"] is False


def test_a_wrong_formula_is_found(monkeypatch):
    from core.activations import ACTIVATIONS

    wrong = dataclasses.replace(ACTIVATIONS["tanh"], slope=lambda z: 1 - np.tanh(z))
    monkeypatch.setattr("core.network_file.ACTIVATIONS", {**ACTIVATIONS, "tanh": wrong})
    result = run(NETWORKS / "deep.toml")
    assert result.exit_code == 1
    assert "DIFFER" in result.stdout


@pytest.mark.parametrize(
    ("last", "cost", "z"),
    [
        ("sigmoid", "binary_cross_entropy", 1000),
        ("sigmoid", "squared_error", -300),
        ("tanh", "squared_error", 150),
        ("gelu", "squared_error", -12),
        ("softmax", "squared_error", 60),
        ("softmax", "cross_entropy", 60),
    ],
)
def test_saturated_neurons_pass(tmp_path, last, cost, z):
    path = tmp_path / "far.toml"
    path.write_text(
        f'cost = "{cost}"\n[[layers]]\nactivation = "sin"\nweights = [[1], [0.5]]\n'
        f'[[layers]]\nactivation = "{last}"\nweights = [[0.1, 0], [0, 0.2]]\nbiases = [{z}, 0]\n'
        "[[examples]]\nx = [0.5]\ny = [0.25, 0.75]\n"
    )
    result = run(path)
    assert result.exit_code == 0, result.output


def test_an_output_too_close_to_its_limit_is_told(tmp_path):
    path = tmp_path / "far.toml"
    path.write_text(
        'cost = "binary_cross_entropy"\n[[layers]]\nactivation = "sigmoid"\nweights = [[1e9]]\n'
        "[[examples]]\nx = [1]\ny = [0]\n"
    )
    result = run(path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected outputs strictly between 0 and 1 for binary_cross_entropy" in result.stderr


def test_a_mistake_is_one_line_on_stderr_with_code_2(tmp_path):
    (tmp_path / "bad.toml").write_text("layers = 3")
    result = run(tmp_path / "bad.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("bad.toml: layers: expected a list of [[layers]] tables, found 3.\n")
    assert result.stderr.count("\n") == 1
