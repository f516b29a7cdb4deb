"""An expression's graph as Typst mathematics: what was typed, and nothing rewritten."""

from __future__ import annotations

import re

from sympy import Expr, Symbol

from core.algebra.expression_graph import Arrow, ExpressionGraph
from core.algebra.graph_sweep import TapeEntry
from core.notation import written

_NUMBERED = re.compile(r"([^\W\d_])_?(\d+)")
_SIGNS = {"+": "+", "-": "−", "*": "times", "/": "div", "negative": "−"}
_BINDING = {"+": 1, "-": 1, "*": 2, "negative": 3, "**": 4}
_ATOM = 5
_KNOWN = frozenset({"sin", "cos", "tan", "tanh", "exp", "max", "min"})
_CALLED = {"log": "ln"}
_SHORT = 16
"""Of a slope that is written in names, so many signs at most."""


def name_typst(name: str) -> str:
    """Return the name of an input as mathematics; it is what a user typed, and never markup.

    Examples
    --------
    >>> name_typst("x"), name_typst("x_1"), name_typst("speed")
    ('x', 'x_(1)', '"speed"')
    """
    if found := _NUMBERED.fullmatch(name):
        return f"{found.group(1)}_({found.group(2)})"
    return name if len(name) == 1 else f'"{name}"'


def operation_typst(graph: ExpressionGraph, node: int) -> str:
    """Return what a node does, as the sign or the name of a function; its own name where it is an input.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> graph = expression_graph("x*y + silu(x)")
    >>> [operation_typst(graph, node) for node in range(5)]
    ['x', 'y', 'times', 'op("silu")', '+']
    """
    one = graph.nodes[node]
    if one.operation is None:
        return name_typst(one.name) if one.constant is None else one.name
    if one.name == "**":
        return 'op("power")'
    return _SIGNS.get(one.name) or _head(one.name)


def graph_typst(graph: ExpressionGraph, node: int) -> str:
    """Return all that a node computes.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> graph = expression_graph("x*y + sin(x)")
    >>> graph_typst(graph, graph.outputs[0])
    'x y + sin(x)'
    >>> graph = expression_graph("2*(x1 - 3)**2/y")
    >>> graph_typst(graph, graph.outputs[0])
    '(2 (x_(1) − 3)^(2))/(y)'
    """
    return _typst(graph, node)[0]


def whole_slope_typst(letter: str, name: str) -> str:
    """Return the slope of a whole that a letter stands for by an input.

    Examples
    --------
    >>> whole_slope_typst("f", "x1")
    '(partial f)/(partial x_(1))'
    """
    return f"(partial {letter})/(partial {name_typst(name)})"


def slope_typst(graph: ExpressionGraph, entry: TapeEntry) -> str:
    """Return the slope along an arrow in the names of inputs; empty where it is a number, or long, or of other nodes.

    Examples
    --------
    >>> from core.algebra.graph_sweep import reverse_sweep
    >>> from core.files.expression_text import expression_graph
    >>> graph = expression_graph("x*y + sin(x)")
    >>> [slope_typst(graph, one) for one in reverse_sweep(graph, {"x": 2.0, "y": 1.5}).tape]
    ['', '', 'cos(x)', 'y', 'x']
    """
    found = _slope(graph, entry.arrow)
    inputs = {name for name in graph.inputs if len(name) == 1}
    names = {one.name for one in found.free_symbols}
    if not names or not names <= inputs:
        return ""
    try:
        markup = written.typst(found)
    except TypeError:
        return ""
    return markup if len(markup) <= _SHORT else ""


def _slope(graph: ExpressionGraph, arrow: Arrow) -> Expr:
    """Return the slope along an arrow in what its end is computed from."""
    end = graph.nodes[arrow.end]
    assert end.operation is not None
    slope = end.operation.slopes(len(end.arguments))[arrow.place]
    filling = {}
    for place, number in enumerate(end.arguments):
        one = graph.nodes[number]
        filling[Symbol(f"x{place}", real=True)] = (
            graph.symbolic(number) if one.operation is None else Symbol(f"node {number}", real=True)
        )
    return slope.subs(filling, simultaneous=True)


def _typst(graph: ExpressionGraph, number: int) -> tuple[str, int]:
    """Return a node's markup, and how tightly it binds."""
    node = graph.nodes[number]
    if node.operation is None:
        return operation_typst(graph, number), _BINDING["negative"] if (node.constant or 0) < 0 else _ATOM
    parts = [_typst(graph, one) for one in node.arguments]
    texts = [text for text, _ in parts]
    binding = _BINDING.get(node.name, _ATOM)
    if node.name == "/":
        return f"({texts[0]})/({texts[1]})", _ATOM
    if node.name == "**":
        is_plain = parts[0][1] == _ATOM and graph.nodes[node.arguments[0]].operation is None
        return f"{texts[0] if is_plain else f'({texts[0]})'}^({texts[1]})", binding
    if binding == _ATOM:
        return f"{_head(node.name)}({', '.join(texts)})", _ATOM
    held = [
        text if tight > binding - (place == 0) and not (place and text[0] in "-−") else f"({text})"
        for place, (text, tight) in enumerate(parts)
    ]
    return _joined(node.name, held), binding


def _joined(name: str, held: list[str]) -> str:
    """Return what a sign joins; factors stand side by side, with a dot before a number."""
    if name == "negative":
        return f"−{held[0]}"
    if name != "*":
        return f" {_SIGNS[name]} ".join(held)
    first, *others = held
    return first + "".join((" dot.op " if one.lstrip("(-−")[0].isdigit() else " ") + one for one in others)


def _head(name: str) -> str:
    called = _CALLED.get(name, name)
    return called if called in _KNOWN or called in {"ln", "sqrt", "abs"} else f'op("{called.replace("_", " ")}")'
