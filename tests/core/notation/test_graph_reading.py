"""What an expression's graph shows is read with addresses, written as it was typed, and found again by an audit."""

import mpmath
import pytest
import sympy

from core.algebra.graph_sweep import forward_sweep, reverse_sweep
from core.files.expression_text import expression_graph
from core.model.errors import InputError
from core.model.fact import Fact, answer_to, arrow_slope, node_value
from core.notation.graph_markup import graph_typst, name_typst, slope_typst
from core.notation.graph_reading import GraphReadings
from core.proof.plain_expression import PlainExpression
from scenes.type.typeset import typeset

EXPRESSIONS = [
    ("x*y + sin(x)", {"x": 2.0, "y": 1.5}),
    ("(x + y)*z", {"x": -2.0, "y": 5.0, "z": -4.0}),
    ("ln(x1) + x1*x2 - sin(x2)", {"x1": 2.0, "x2": 5.0}),
    ("x*x*x/(1 + exp(-y))**2", {"x": 0.0, "y": 0.3}),
    ("max(x, y)*abs(x) + relu(x - y)", {"x": 1.0, "y": 1.0}),
]


@pytest.mark.parametrize(("text", "at"), EXPRESSIONS)
def test_every_reading_is_found_again_by_complex_steps(text, at):
    graph = expression_graph(text)
    read, again = GraphReadings(graph, at), PlainExpression(graph, at)
    for node in range(len(graph.nodes)):
        assert again.value(node_value(node)) == pytest.approx(read.value(node).value, rel=1e-12)
    for node, total in enumerate(read.sweep.totals):
        if graph.depends[node]:
            assert again.value(answer_to(node)) == pytest.approx(float(total), rel=1e-12, abs=1e-300)
    for one in read.sweep.tape:
        slope = arrow_slope(one.arrow.end, one.arrow.place)
        assert again.value(slope) == pytest.approx(read.slope(one).value, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(("text", "at"), EXPRESSIONS[:4])
def test_what_is_left_is_sympys_derivative(text, at):
    graph = expression_graph(text)
    read, whole = GraphReadings(graph, at), graph.symbolic(graph.outputs[0])
    point = {sympy.Symbol(name, real=True): mpmath.mpf(value) for name, value in at.items()}
    for symbol in point:
        meant = float(sympy.lambdify([*point], whole.diff(symbol), "mpmath")(*point.values()))
        parts, total = read.total(graph.inputs[symbol.name])
        assert total.value == pytest.approx(meant, rel=1e-12, abs=1e-15)
        assert sum(one.value for one in parts) == pytest.approx(meant if parts else 0.0, rel=1e-12, abs=1e-15)


def test_both_ways_and_the_input_that_is_told_of():
    graph = expression_graph("y + x*y + sin(x)*y")
    read = GraphReadings(graph, {"x": 2.0, "y": 1.5})
    assert graph.nodes[read.told].name == "y"
    assert len(read.into(read.told)) == 3
    onward = forward_sweep(graph, read.at, "y").totals[read.output]
    assert read.total(read.told)[1].value == pytest.approx(float(onward))


@pytest.mark.parametrize("text", ["node[99]", "arrow[4][7]", "answer[5]"])
def test_what_an_expression_does_not_have_is_refused(text):
    again = PlainExpression(expression_graph("x*y + sin(x)"), {"x": 2.0, "y": 1.5})
    with pytest.raises(InputError, match="expected a node or arrow"):
        again.value(Fact.parse(text))


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("x*y + sin(x)", "x y + sin(x)"),
        ("x - (y - z)", "x − (y − z)"),
        ("-x**2", "−x^(2)"),
        ("(x + 1)*2", "(x + 1) dot.op 2"),
        ("ln(x)/sqrt(y)", "(ln(x))/(sqrt(y))"),
        ("x*(-3)", "x dot.op (−3)"),
    ],
)
def test_what_was_typed_is_set_as_mathematics(typed, set_):
    graph = expression_graph(typed)
    assert graph_typst(graph, graph.outputs[0]).replace("-", "−") == set_
    assert typeset(f"$display({graph_typst(graph, graph.outputs[0])})$")


def test_a_name_is_never_markup():
    assert [name_typst(name) for name in ("x", "x12", "y_2", "sum", "dif")] == [
        "x",
        "x_(12)",
        "y_(2)",
        '"sum"',
        '"dif"',
    ]


def test_slopes_are_written_in_the_names_of_inputs_alone():
    graph = expression_graph("sin(x*y)*y + 3*x")
    tape = reverse_sweep(graph, {"x": 2.0, "y": 1.5}).tape
    assert {slope_typst(graph, one) for one in tape} == {"", "x", "y"}
