"""`./lecture numbers`: JSON for programs, tables for people."""

import itertools
import json
import re
from decimal import Decimal
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


# M. Mazur, A Step by Step Backpropagation Example (2015): what its text prints, and what it prints otherwise
PUBLISHED = (
    ("0.3775", "0.593269992", "0.596884378", "1.105905967", "0.75136507", "0.772928465", "0.298371109"),
    ("0.74136507", "0.138498562", "0.082167041", "0.036350306", "0.000438568"),
    ("0.35891648", "0.408666186", "0.511301270", "0.561370121"),
    ("0.149780716", "0.19956143", "0.24975114", "0.29950229"),
)
OTHERWISE = {
    "0.291027924": ("0.291027774", 2e-7),
    "0.0000351085": ("0.0000351019", 1e-8),
    "0.015912196": ("0.015913620", 2e-6),
    "0.984065734": ("0.984064274", 2e-6),
}


def test_the_worked_example_is_printed_as_its_text_prints_it():
    result = run(NETWORKS / "two_two_two.toml", "--steps", 10_000)
    assert result.exit_code == 0
    printed = result.stdout.split()
    numbers = [Decimal(one) for one in printed if re.fullmatch(r"\d+\.\d+", one)]
    for text in map(Decimal, itertools.chain(*PUBLISHED)):
        close = [one for one in numbers if one.as_tuple().exponent <= text.as_tuple().exponent]
        assert any(one.quantize(text) == text for one in close), text
    for text, (ours, off) in OTHERWISE.items():
        assert ours in printed
        assert float(text) == pytest.approx(float(ours), abs=off)
    assert "after 1 step with learning rate 0.5" in result.stdout
    assert "after 10000 steps with learning rate 0.5" in result.stdout


def test_what_is_said_of_the_worked_example_in_its_file_is_what_numbers_prints():
    comment = (
        (NETWORKS / "two_two_two.toml").read_text("utf-8").partition("name =")[0].replace(",", "").replace(".\n", "\n")
    )
    for text, (ours, _) in OTHERWISE.items():
        assert {text, ours} <= set(comment.split())


def test_after_the_steps_the_outputs_are_told_as_a_second_descent_has_them():
    path = NETWORKS / "iris.toml"
    network, examples = read(path)
    seen = forward(descend(network, examples, 3).end, examples.X)
    last = (
        run(path, "--steps", 3, "--decimals", 7).stdout.rpartition("after 3 steps")[2].split("of neuron 0, 1, ...")[-1]
    )
    rows = [line.split() for line in last.splitlines() if line.split() and line.split()[0].isdigit()]
    assert [[float(cell) for cell in row[1:]] for row in rows] == [
        pytest.approx([cost, *outputs], abs=5.1e-8)
        for cost, outputs in zip(seen.cost(examples.Y), seen.output, strict=True)
    ]


@pytest.mark.parametrize(("stem", "decimals"), [("chain", 0), ("iris", 3), ("iris", 16), ("relu", 16)])
def test_decimals_are_as_many_as_are_asked_for_and_all_are_printed(stem, decimals):
    path = NETWORKS / f"{stem}.toml"
    shown = run(path, "--decimals", decimals).stdout.partition("average")[0].replace("\N{MINUS SIGN}", "-")
    assert "…" not in shown
    network, examples = read(path)
    found = backward(forward(network, examples.X[0]), examples.Y[0])
    for value in (found.C, found.forward_pass.output[0], found.layers[-1].delta[0]):
        close = [one for one in shown.split() if one.lstrip("-").replace(".", "").isdigit()]
        assert any(abs(float(one) - value) <= 0.5001 * 10.0**-decimals for one in close if "." in one or not decimals)
        assert any(len(one.partition(".")[2]) >= decimals for one in close)


def test_decimals_that_no_double_has_are_refused():
    assert run(NETWORKS / "iris.toml", "--decimals", 17).exit_code == 2


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
