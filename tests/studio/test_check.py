"""`./lecture check`: a valid file, three ways to the same slopes."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from core.proof import gradient_check
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
    assert found["slopes"] == found["compared"] == 12 * (parameters + 4 + 4 + 3)


@pytest.mark.parametrize("way", gradient_check.WAYS)
@pytest.mark.parametrize("wrong", [1e-6, np.nan])
def test_one_wrong_slope_is_found_and_told(monkeypatch, way, wrong):
    true = gradient_check.WAYS[way]

    def with_a_mistake(network, x, y, sample):
        slopes = np.array(true(network, x, y, sample))
        (index,) = (i for i in range(len(sample)) if str(sample.at(network, i)) == "dC/dw[2][2,1]")
        slopes[index] *= 1 + wrong
        return slopes

    monkeypatch.setitem(gradient_check.WAYS, way, with_a_mistake)
    result = run(NETWORKS / "iris.toml")
    assert result.exit_code == 1
    assert "dC/dw[2][2,1]" in result.stdout
    assert "the three ways DIFFER" in result.stdout
    found = json.loads(run(NETWORKS / "iris.toml", "--json").stdout)
    assert found["agrees"] is False


def test_a_wrong_formula_is_found():
    from core.model.activations import ACTIVATIONS

    wrong = dataclasses.replace(ACTIVATIONS["tanh"], slope=lambda z: 1 - np.tanh(z))
    with ACTIVATIONS.including(wrong):
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


def test_a_first_example_whose_slopes_are_all_0_is_told(tmp_path):
    path = tmp_path / "xor.toml"
    path.write_text(
        '[[layers]]\nactivation = "sigmoid"\nweights = [[1, 2]]\n'
        + "".join(f"[[examples]]\nx = {x}\ny = [{y}]\n" for x, y in (([0, 0], 0), ([0, 1], 1)))
    )
    result = run(path)
    assert result.exit_code == 0
    assert result.stderr == (
        f"{path}: example 0 has slopes of 0 by all weights, so lessons show zeros; example 1 has others: put it first\n"
    )
    assert run(NETWORKS / "iris.toml").stderr == ""


def test_a_large_network_says_how_many_slopes_were_compared(tmp_path):
    path, weights = tmp_path / "large.toml", [[0.01] * 60] * 60
    layer = f'[[layers]]\nactivation = "tanh"\nweights = {weights}\n'
    path.write_text(f"{layer}[[examples]]\nx = {[0.5] * 60}\ny = {[0.25] * 60}\n")
    result = run(path)
    assert result.exit_code == 0
    assert "compared 2,000 of 3,720 slopes, some of each kind in every layer: the three ways agree" in result.stdout
    found = json.loads(run(path, "--json").stdout)
    assert (found["compared"], found["slopes"]) == (2000, 3720)
