"""Numbers are read off a moment by quantities and their arithmetic: never by text, never in three parts."""

import ast

import pytest

from tests.test_house import ROOT, parse, python_files

READING = {"read", "value", "values", "count", "nudged", "of", "Reading", "ReadOut", "BarOf", "NumberLine", "total"}
"""What takes an expression, by name."""
WRITING = {"join", "format", "str"}
"""What makes text."""
READERS = {"core/model/expression.py", "core/model/quantity.py", "core/passes/cost_terms.py"}
"""The parser itself, and the rows of the table of costs, which are written down as text."""


def texts_read(tree: ast.AST) -> list[str]:
    """Where an expression is handed on as text, or read from text."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            is_read = ast.unparse(node.func) in {"parse", "Quantity.parse", "Fact.parse"}
            if is_read or (name in READING and any(map(is_text, node.args[:2]))):
                found.append(ast.unparse(node))
    return found


def is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).rpartition(".")[2] in WRITING
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def parts_named(tree: ast.AST) -> set[str]:
    """What a moment is made of, as far as a module names it."""
    imported = {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names}
    return imported & {"Trace", "State"}


def test_no_number_is_read_by_text():
    files = python_files("core/model", "core/passes", "core/algebra", "core/notation", "scenes")
    found = {path.relative_to(ROOT).as_posix(): texts for path in files if (texts := texts_read(parse(path)))}
    assert set(found) == READERS, found


@pytest.mark.parametrize(
    "source",
    [
        'moment.read(f"w[{layer}][0,0]*a[0][0]")',
        'moment.value("+".join(terms))',
        'Reading("C", state, value, numeral)',
        "moment.count(str(quantity))",
        'BarOf(label, "-rate*C", moment)',
        'Quantity.parse("C")',
    ],
)
def test_a_number_that_is_read_by_text_is_seen(source):
    assert texts_read(ast.parse(source)) == [ast.unparse(ast.parse(source))]


def test_scenes_are_handed_moments_not_what_these_are_made_of():
    files = python_files("scenes")
    named = {path.relative_to(ROOT).as_posix(): parts for path in files if (parts := parts_named(parse(path)))}
    assert named == {}


def test_a_module_that_names_a_moment_s_parts_is_seen():
    assert parts_named(ast.parse("from core.passes.trace import State, Trace")) == {"State", "Trace"}
