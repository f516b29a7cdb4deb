"""The command `derive`: for people, for programs, and its mistakes."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.files import network_file
from core.model.expression import parse
from core.model.expression_value import evaluate
from core.model.quantity import Quantity
from core.passes.trace import State, Trace
from studio.command_line import lecture

ROOT = Path(__file__).parents[2]
GALLERY = sorted(path.name for path in (ROOT / "networks").glob("*.toml"))


def run(*arguments):
    return CliRunner().invoke(lecture, ["derive", *map(str, arguments)])


@pytest.mark.parametrize("name", GALLERY)
def test_every_network_of_the_gallery_is_derived_for_programs(name):
    path = ROOT / "networks" / name
    last = len(network_file.read(path)[1]) - 1
    result = run(path, "dC/dw[1][0,0]", "--json", "--example", last)
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["example"] == last
    assert list(data) == ["quantity", "example", "value", "text", "typst", "latex", "mathml", "steps"]
    network, examples = network_file.read(path)
    trace = Trace(network, examples)
    expected = trace.value(Quantity.parse("dC/dw[1][0,0]"), State(data["example"]))
    assert data["value"] == pytest.approx(expected, rel=1e-9, abs=1e-300)
    chain_rule = "dC/dw[1][0,0] = dz/dw * da/dz * dC/da"
    assert data["steps"][0] == {"rule": "chain rule", "text": chain_rule, "value": data["value"]}
    assert all(set(step) == {"rule", "text", "value"} for step in data["steps"])
    ET.fromstring(data["mathml"])  # noqa: S314  our own output


def test_a_step_s_text_can_be_evaluated_from_the_numbers():
    path = ROOT / "networks" / "deep.toml"
    network, examples = network_file.read(path)
    trace = Trace(network, examples)
    data = json.loads(run(path, "dC/da[7][0]", "--json").stdout)
    right = data["steps"][0]["text"].partition(" = ")[2]
    assert evaluate(parse(right), trace.value) == pytest.approx(data["value"], rel=1e-9)


@pytest.mark.parametrize("form", ["text", "typst", "latex", "mathml"])
def test_one_form_alone_is_the_same_as_in_json(form):
    path = ROOT / "networks" / "chain.toml"
    whole = json.loads(run(path, "dC/db[2][0]", "--json").stdout)
    assert run(path, "dC/db[2][0]", "--as", form).stdout == whole[form] + "\n"


def test_people_read_rules_and_values():
    result = run(ROOT / "networks" / "deep.toml", "dC/dw[1][0,0]")
    assert result.exit_code == 0
    value = json.loads(run(ROOT / "networks" / "deep.toml", "dC/dw[1][0,0]", "--json").stdout)["value"]
    lines = result.stdout.splitlines()
    assert lines[-1] == f"dC/dw[1][0,0] = {value!r}"
    assert any(line.startswith("chain rule:") for line in lines)
    assert any(line.startswith("the other") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("w[1][0,0]",), "expected a slope of the cost"),
        (("nonsense",), "expected w[layer][to,from]"),
        (("dC/dw[9][0,0]",), "expected a layer from 1 to 3"),
        (("dC/dw[1][0,0]", "--example", "99"), "expected an example from 0 to"),
    ],
)
def test_a_mistake_is_one_line_and_code_2(arguments, says):
    result = run(ROOT / "networks" / "chain.toml", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert not result.stdout


def test_the_numbers_do_not_load_sympy():
    modules = ("core.files.network_file", "core.passes.trace", "core.passes.chain", "core.passes.descent")
    told = ", ".join([*modules, "core.notation.reading", "studio.command_line"])
    code = f"import sys, {told}; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_expression_is_derived_from_the_command_line_or_the_file(tmp_path):
    typed = run("--expression", "x*y + sin(x)", "--at", "x=2", "--at", "y=1.5")
    assert typed.exit_code == 0, typed.output
    assert typed.stdout.splitlines()[-1] == "df/dy = x = 2.0"
    text = (ROOT / "networks" / "chain.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text('expression = "x*y + sin(x)"\nat = {x = 2.0, y = 1.5}\n' + text, encoding="utf-8")
    assert run(path).stdout == typed.stdout
    data = json.loads(run(path, "--json").stdout)
    assert data["slopes"]["x"]["value"] == pytest.approx(1.0838531634528576, rel=1e-15)
    assert run(path, "--as", "latex").stdout == "y + \\cos{\\left(x \\right)}\nx\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--expression", "2x", "--at", "x=1"), "write * between factors"),
        (("--expression", "x*y", "--at", "x=1"), "expected a value of y"),
        (("--at", "x=1"), "add one"),
        ((), "expected a NETWORK and a QUANTITY, or an --expression"),
        ((ROOT / "networks" / "chain.toml",), "the file names no expression"),
        ((ROOT / "networks" / "chain.toml", "--expression", "x", "--at", "x=1"), "found both"),
    ],
)
def test_a_mistake_in_what_is_derived_is_told(arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not result.stdout
