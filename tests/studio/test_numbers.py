"""`./lecture numbers`: JSON for programs, tables for people."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from core.files.network_file import read, write
from core.model.network import Network
from core.passes.backward import backward
from core.passes.descent import descend
from core.passes.forward import forward
from studio.command_line import lecture

NETWORKS = Path(__file__).parents[2] / "networks"
STEMS = ["chain", "iris", "relu", "wide", "deep"]


def run(*arguments):
    return CliRunner().invoke(lecture, ["numbers", *map(str, arguments)])


def refuse(constant):
    raise AssertionError(constant)


def values(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout, parse_constant=refuse)


@pytest.mark.parametrize("stem", STEMS)
def test_the_json_holds_every_value_of_both_passes_bit_for_bit(stem):
    path = NETWORKS / f"{stem}.toml"
    network, examples = read(path)
    found = values(path)
    assert list(found) == ["network", "cost", "examples", "mean", "after"]
    assert (found["network"], found["cost"]) == (network.name, network.cost.name)
    for told, x, y in zip(found["examples"], examples.X, examples.Y, strict=True):
        one = backward(forward(network, x), y)
        assert list(told) == ["x", "y", "cost", "layers"]
        assert (told["x"], told["y"], told["cost"]) == (x.tolist(), y.tolist(), one.C.item())
        for number, (layer, seen, slopes) in enumerate(
            zip(told["layers"], one.forward_pass.layers, one.layers, strict=True), 1
        ):
            assert list(layer) == ["layer", "z", "a", "delta", "dC_dW", "dC_db", "dC_da_prev"]
            assert layer["layer"] == number
            assert (layer["z"], layer["a"]) == (seen.z.tolist(), seen.a.tolist())
            for name in ("delta", "dC_dW", "dC_db", "dC_da_prev"):
                assert layer[name] == getattr(slopes, name).tolist()


@pytest.mark.parametrize("stem", STEMS)
def test_the_mean_is_that_of_the_examples(stem):
    found = values(NETWORKS / f"{stem}.toml")
    assert found["mean"]["cost"] == pytest.approx(np.mean([one["cost"] for one in found["examples"]]), rel=1e-12)
    for number, layer in enumerate(found["mean"]["layers"]):
        assert list(layer) == ["layer", "dC_dW", "dC_db"]
        for name in ("dC_dW", "dC_db"):
            each = np.array([one["layers"][number][name] for one in found["examples"]])
            np.testing.assert_allclose(layer[name], each.mean(axis=0), rtol=1e-9, atol=1e-12 * np.abs(each).max())


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_after_is_the_network_after_so_many_steps(steps):
    path = NETWORKS / "iris.toml"
    descent = descend(*read(path), steps)
    after = values(path, "--steps", steps)["after"]
    assert list(after) == ["steps", "learning_rate", "cost", "layers"]
    assert (after["steps"], after["learning_rate"], after["cost"]) == (steps, 0.5, descent.costs[-1])
    for number, (layer, expected) in enumerate(zip(after["layers"], descent.end.layers, strict=True), 1):
        assert layer == {"layer": number, "weights": expected.W.tolist(), "biases": expected.b.tolist()}


def test_one_step_is_the_default():
    assert values(NETWORKS / "chain.toml")["after"]["steps"] == 1


def test_people_get_four_digits_a_true_minus_and_every_neuron():
    result = run(NETWORKS / "iris.toml")
    assert result.exit_code == 0
    for part in ("example 11: C = 0.1426", "petal length", "versicolor", "−0.06374", "average over 12 examples"):
        assert part in result.stdout
    assert "after 1 step with learning rate 0.5: C = 0.3239" in result.stdout
    assert "…" not in result.stdout
    assert "-0." not in result.stdout


@pytest.mark.parametrize("stem", STEMS)
def test_no_digit_is_cut_off(stem):
    shown = run(NETWORKS / f"{stem}.toml").stdout
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_an_infinite_slope_at_a_logarithms_limit_is_shown_and_json_stays_strict(tmp_path):
    path = tmp_path / "far.toml"
    path.write_text(
        'cost = "cross_entropy"\n[[layers]]\nactivation = "sigmoid"\nweights = [[-1000]]\n'
        "[[examples]]\nx = [1]\ny = [1]\n"
    )
    assert values(path)["examples"][0]["layers"][0]["delta"] == [-1.0]
    assert "−∞" in run(path).stdout


def test_names_are_data(tmp_path):
    network, examples = read(NETWORKS / "chain.toml")
    name = "[bold red]x[/] :smile: $(rm) \"'"
    write(tmp_path / "mine.toml", Network(network.layers, name=name, inputs=(name,)), examples)
    assert values(tmp_path / "mine.toml")["network"] == name
    shown = run(tmp_path / "mine.toml").stdout
    assert name in shown


def test_a_mistake_is_one_line_on_stderr_with_code_2(tmp_path):
    result = run(tmp_path / "none.toml", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "expected a network file, found nothing there" in result.stderr


def test_steps_that_go_wild_name_the_file(tmp_path):
    text = (NETWORKS / "relu.toml").read_text("utf-8").replace("learning_rate = 0.05", "learning_rate = 1e200")
    (tmp_path / "wild.toml").write_text(text)
    result = run(tmp_path / "wild.toml", "--steps", 9)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "wild.toml: learning_rate: expected steps that keep every number finite" in result.stderr
