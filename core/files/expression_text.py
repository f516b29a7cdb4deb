"""Expressions that users type: parsed as mathematics into a graph, never run and never rewritten."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from typing import NoReturn

from core.algebra.expression_graph import ExpressionGraph, GraphBuilder
from core.algebra.operations import FUNCTIONS
from core.model.errors import InputError, nearest

MOST_CHARACTERS, MOST_NODES = 500, 60
_CONSTANTS = {"pi": math.pi}
_CALLED = {"ln": "log"}
"""Other names of functions."""
_JOINED: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_LONG_RUNS = frozenset("+*")
"""What may have more than two operands: x + y + z is one sum."""
_NAME = re.compile(r"[^\W\d_]\w{0,19}\Z")


def expression_graph(*texts: str) -> ExpressionGraph:
    """Read expressions as one graph, with an output for each.

    Parameters
    ----------
    *texts : str
        Numbers, names, + - * / and ** (or ^), parentheses, and the functions of `core.algebra.operations`.

    Returns
    -------
    ExpressionGraph

    Raises
    ------
    InputError
        If a text is no such expression.

    Examples
    --------
    >>> graph = expression_graph("x*y + sin(x)")
    >>> graph.text(graph.outputs[0]), list(graph.inputs)
    ('x * y + sin(x)', ['x', 'y'])
    >>> expression_graph("sine(x)")
    Traceback (most recent call last):
    core.model.errors.InputError: expression: expected a function, found 'sine'; did you mean 'sin'?
    """
    reader = _Reader()
    graph = reader.graph.whole(*(reader.read(text) for text in texts))
    if len(graph.nodes) > MOST_NODES:
        _refuse(f"at most {MOST_NODES} numbers, names and operations", f"{len(graph.nodes)}", "use a shorter one")
    if not graph.inputs:
        _refuse("at least one name, such as x", "numbers alone")
    return graph


class _Reader:
    """What turns parsed text into nodes."""

    def __init__(self) -> None:
        self.graph = GraphBuilder()

    def read(self, text: str) -> int:
        """Return the node of an expression."""
        if len(text) > MOST_CHARACTERS:
            _refuse(f"at most {MOST_CHARACTERS} characters", f"{len(text)}", "use a shorter one")
        if "#" in text:
            _refuse("mathematics such as x*y + sin(x)", repr(text), "leave out #")
        try:
            tree = ast.parse(text.strip().replace("^", "**"), mode="eval")
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            _refuse("mathematics such as x*y + sin(x)", repr(text), "write * between factors")
        return self._node(tree.body)

    def _node(self, part: ast.expr) -> int:
        readers: dict[type[ast.expr], Callable[..., int]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._signed,
            ast.BinOp: self._joined,
            ast.Call: self._called,
        }
        reader = readers.get(type(part))
        if reader is None:
            _refuse("numbers, names, + - * / ** and functions", repr(ast.unparse(part)))
        return reader(part)

    def _constant(self, part: ast.Constant, sign: int = 1) -> int:
        value = part.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            _refuse("a number", repr(ast.unparse(part)))
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            _refuse("numbers that a double holds", repr(ast.unparse(part)[:20]))
        typed = f"{value:g}" if isinstance(value, float) else str(value)
        return self.graph.constant(sign * number, f"-{typed}" if sign < 0 else typed)

    def _name(self, part: ast.Name) -> int:
        if part.id in _CONSTANTS:
            return self.graph.constant(_CONSTANTS[part.id], part.id)
        if part.id in FUNCTIONS or part.id in _CALLED:
            _refuse(f"what {part.id} is of", "no parentheses", f"write {part.id}(x)")
        if not _NAME.match(part.id):
            _refuse("names such as x, x1 or x_1", repr(part.id))
        return self.graph.input(part.id)

    def _signed(self, part: ast.UnaryOp) -> int:
        if not isinstance(part.op, (ast.USub, ast.UAdd)):
            _refuse("numbers, names, + - * / ** and functions", repr(ast.unparse(part)))
        if isinstance(part.op, ast.USub) and isinstance(part.operand, ast.Constant):
            return self._constant(part.operand, -1)
        inner = self._node(part.operand)
        return inner if isinstance(part.op, ast.UAdd) else self.graph.apply("negative", inner)

    def _joined(self, part: ast.BinOp) -> int:
        name = _JOINED.get(type(part.op))
        if name is None:
            _refuse("+ - * / or **", repr(ast.unparse(part)))
        return self.graph.apply(name, *(self._node(one) for one in _operands(part, name)))

    def _called(self, part: ast.Call) -> int:
        called = part.func.id if isinstance(part.func, ast.Name) else ast.unparse(part.func)
        name = _CALLED.get(called, called)
        if name not in FUNCTIONS:
            _refuse("a function", repr(called), nearest(called, [*FUNCTIONS, *_CALLED]))
        arity, count = FUNCTIONS[name].arity, len(part.args)
        if part.keywords or any(isinstance(one, ast.Starred) for one in part.args):
            _refuse(f"plain arguments of {called}", repr(ast.unparse(part)))
        if count != arity and (arity is not None or count < 2):
            _refuse(f"{arity or 'two or more'} in the parentheses of {called}", f"{count}")
        return self.graph.apply(name, *(self._node(one) for one in part.args))


def _operands(part: ast.BinOp, name: str) -> list[ast.expr]:
    """Return what an operator joins: all of a sum or product that is written without parentheses."""
    before, operands = part.left, [part.right]
    # a - b + c is a sum of a - b and c; parentheses leave no trace, so that (a + b) + c is one sum as well
    while name in _LONG_RUNS and isinstance(before, ast.BinOp) and _JOINED.get(type(before.op)) == name:
        operands.append(before.right)
        before = before.left
    return [before, *reversed(operands)]


def _refuse(expected: str, found: str, remedy: str = "") -> NoReturn:
    raise InputError("", "expression", f"expected {expected}", f"found {found}", remedy)
