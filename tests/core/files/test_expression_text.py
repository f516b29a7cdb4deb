"""What users type is read as mathematics, kept as they typed it, and never run."""

import pytest

from core.files.expression_text import MOST_CHARACTERS, expression_graph
from core.model.errors import InputError

KEPT = {
    "x*x": "x * x",
    "x - y": "x - y",
    "x/y": "x / y",
    "2*(x+y)": "2 * (x + y)",
    "x+y+x": "x + y + x",
    "x-(y-z)": "x - (y - z)",
    "x/(y*z)": "x / (y * z)",
    "-x^2": "-x**2",
    "(-x)**2": "(-x)**2",
    "x**-2": "x**(-2)",
    "(x**y)**z": "(x**y)**z",
    "x**y**z": "x**(y**z)",
    "ln(x)": "log(x)",
    "2.50*pi*λ": "2.5 * pi * λ",
    "max(x, y, 3)": "max(x, y, 3)",
}


@pytest.mark.parametrize(("typed", "told"), KEPT.items())
def test_nothing_is_rewritten(typed, told):
    graph = expression_graph(typed)
    assert graph.text(graph.outputs[0]) == told
    again = expression_graph(told)
    assert again == graph


def test_what_is_computed_twice_is_one_node():
    graph = expression_graph("sin(x*y) + (x*y)**2 + x*y")
    assert [node.name for node in graph.nodes] == ["x", "y", "*", "sin", "2", "**", "+"]
    assert graph.nodes[-1].arguments == (3, 5, 2)


def test_a_sum_and_a_product_have_all_their_operands():
    graph = expression_graph("a + b + c - d + e")
    assert [(node.name, len(node.arguments)) for node in graph.nodes if node.arguments] == [
        ("+", 3),
        ("-", 2),
        ("+", 2),
    ]
    assert [len(node.arguments) for node in expression_graph("a*b*c/d*e").nodes if node.arguments] == [3, 2, 2]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "expected mathematics such as x*y + sin(x), found ''"),
        ("2x", "found '2x'; write * between factors."),
        ("x # y", "leave out #"),
        ("__import__('os').system('ls')", "expected a function, found \"__import__('os').system\""),
        ("sine(x)", "found 'sine'; did you mean 'sin'?"),
        ("sin", "expected what sin is of, found no parentheses; write sin(x)."),
        ("sin(x, y)", "expected 1 in the parentheses of sin, found 2."),
        ("max(x)", "expected two or more in the parentheses of max, found 1."),
        ("log(x, base=2)", "expected plain arguments of log"),
        ("x.real", "expected numbers, names, + - * / ** and functions, found 'x.real'."),
        ("[x][0]", "found '[x][0]'."),
        ("x if y else z", "found 'x if y else z'."),
        ("(lambda: x)()", "expected a function, found"),
        ("x // y", "expected + - * / or **, found 'x // y'."),
        ("True*x", "expected a number, found 'True'."),
        ("x + 1j", "expected a number, found '1j'."),
        ("1e999*x", "expected numbers that a double holds"),
        ("9" * 400 + "*x", "expected numbers that a double holds"),
        ("_x*y", "expected names such as x, x1 or x_1, found '_x'."),
        ("2 + 3", "expected at least one name, such as x, found numbers alone."),
        ("x" + "+x" * MOST_CHARACTERS, f"expected at most {MOST_CHARACTERS} characters"),
        ("(" * 240 + "x" + ")" * 240, "expected mathematics such as"),
        ("+".join(f"x{i}*y{i}" for i in range(40)), "expected at most 60 numbers, names and operations"),
    ],
)
def test_what_is_no_mathematics_is_told_in_one_line(typed, told):
    with pytest.raises(InputError) as error:
        expression_graph(typed)
    assert str(error.value).startswith("expression: expected ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)
