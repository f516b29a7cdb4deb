"""Both passes through an expression, written: every number is the graph's own, every formula has its value."""

import json
import xml.etree.ElementTree as ET

import pytest
import sympy

from core.files.expression_text import expression_graph
from core.notation.tape_text import slope_formula, slopes_written, tape_data, tape_lines

AT = {"x": 2.0, "y": 1.5}
WRITTEN = ["x*y + sin(x)", "max(x, y)*abs(x) + sigmoid(x)/y", "x**y - ln(x)", "relu(x) + softplus(x*y)", "tanh(x) + y"]


@pytest.mark.parametrize("text", WRITTEN)
def test_each_formula_has_the_value_of_both_sweeps(text):
    graph = expression_graph(text)
    data = tape_data(graph, AT)
    point = {sympy.Symbol(name, real=True): value for name, value in AT.items()}
    for name, slope in data["slopes"].items():
        assert float(slope_formula(graph, name).subs(point)) == pytest.approx(slope["value"], rel=1e-12)
        assert slope["forward"] == pytest.approx(slope["value"], rel=1e-12)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_program_reads_every_arrow_and_adds_up_the_slopes_itself(text):
    data = json.loads(json.dumps(tape_data(expression_graph(text), AT), allow_nan=False))
    for name, slope in data["slopes"].items():
        arrives = sum(entry["product"] for entry in data["reverse"] if entry["to"] == name)
        assert arrives == pytest.approx(slope["value"], rel=1e-12)
        ET.fromstring(slope["mathml"])  # noqa: S314  our own output
    values = {node["text"]: node["value"] for node in data["nodes"]}
    assert values[data["expression"]] == data["value"]


def test_on_a_kink_the_formula_is_that_of_one_side():
    graph = expression_graph("max(x, y)")
    assert slopes_written(graph, "text") == ["{1 if x - y > 0; 0 otherwise}", "{1 if x - y < 0; 0 otherwise}"]
    assert slopes_written(graph, "typst")[0] == 'cases(1 &quad "if" x - y > 0, 0 &quad "otherwise")'


def test_people_read_both_passes_and_the_sum_where_arrows_meet():
    lines = tape_lines(expression_graph("x*y + sin(x)"), AT)
    assert lines[0] == "f = x * y + sin(x) at x = 2, y = 1.5"
    assert any(line.split() == ["sin(x)", "to", "x", "-0.416147", "*", "1", "=", "-0.416147"] for line in lines)
    assert lines[-2:] == ["df/dx = y + cos(x) = -0.416147 + 1.5 = 1.0838531634528576", "df/dy = x = 2.0"]
