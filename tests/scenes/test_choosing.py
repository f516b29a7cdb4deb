"""Lessons choose nothing by how large a number is: that is the story's, made once. Figures draw the widest first."""

import ast
import re

import pytest

from tests.test_house import imported_modules, parse, python_files

COMPUTING = {
    "numpy",
    "core.passes.choices.nudges",
    *(f"core.passes.{one}" for one in ("forward", "backward", "descent", "nudge")),
    *(f"core.{one}" for one in ("forward", "backward", "descend", "nudge")),
}
"""What lessons do without: the story of their network has computed and chosen. Components draw with numpy."""
RANKING = {"argmax", "argmin", "argsort", "argpartition", "nlargest", "nsmallest"}


def choices_by_value(tree: ast.AST) -> list[str]:
    """Where a module picks by how large a number of the network is; what it compares on the page is its own."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        keys = [ast.unparse(one.value) for one in node.keywords if one.arg == "key"]
        by_value = any(re.search(r"\babs\b|value|share|slope|size|widths", key) for key in keys)
        if name in RANKING or (name in {"max", "sorted", "sort"} and by_value):
            found.append(ast.unparse(node))
    return found


def test_lessons_compute_nothing():
    files = python_files("scenes/single_neuron", "scenes/many_neurons", "scenes/beyond")
    assert not [path for path in files if imported_modules(parse(path)) & COMPUTING]
    drawing = python_files("scenes/figures")
    passes = COMPUTING - {"numpy", "core.passes.choices.nudges"}
    assert not [path for path in drawing if imported_modules(parse(path)) & passes]


def test_lessons_choose_nothing_by_its_size():
    folders = ("single_neuron", "many_neurons", "beyond")
    files = python_files(*(f"scenes/{folder}" for folder in folders))
    assert len(files) > len(folders)
    assert {str(path): found for path in files if (found := choices_by_value(parse(path)))} == {}


@pytest.mark.parametrize(
    "picked",
    [
        "max(weights, key=lambda one: abs(trace.value(one)))",
        "sorted(range(3), key=lambda j: -self.paths.value(j))",
        "np.argmax(swept.dC_dW)",
        "heapq.nlargest(2, terms)",
        "weights.sort(key=abs)",
    ],
)
def test_a_choice_made_in_a_lesson_is_seen(picked):
    assert choices_by_value(ast.parse(f"def setup(self):\n    self.chosen = {picked}")) == [picked]


def test_what_is_compared_on_the_page_is_no_choice():
    source = "max(cells, key=lambda cell: cell.width)\nmin(inside, key=lambda index: abs(index - near))\nmax(values)"
    assert choices_by_value(ast.parse(source)) == []


def test_a_lesson_that_computes_is_seen():
    for line in ("import numpy as np", "from core.passes import backward", "from core import descend"):
        assert imported_modules(ast.parse(f"def f():\n    {line}")) & COMPUTING
