"""What a user wants derived besides the network: an expression, and the point at which it is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core.files.document import Node
from core.model.errors import InputError, nearest

if TYPE_CHECKING:
    from core.algebra.expression_graph import ExpressionGraph
    from core.model.network import Network

NOWHERE: Mapping[str, float] = MappingProxyType({})
USUAL, AT_USUAL = "x*y + sin(x)", MappingProxyType({"x": 2.0, "y": 1.5})
"""What is told of where a network's file names no expression, and where it is evaluated."""


def told_expression(network: Network) -> tuple[ExpressionGraph, Mapping[str, float]]:
    """Return the graph of a network's expression, or of the usual one, and the point at which it is evaluated.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> graph, at = told_expression(read("networks/chain.toml")[0])
    >>> graph.text(graph.outputs[0]), dict(at)
    ('x * y + sin(x)', {'x': 2.0, 'y': 1.5})
    """
    text, at = (network.expression, network.at) if network.expression else (USUAL, AT_USUAL)
    return graph_at(text, at), at


def telling(network: Network, text: str, at: Mapping[str, float]) -> Network:
    """Return a network with another expression to be told of, which has a value and slopes at a point.

    Raises
    ------
    InputError
        As `graph_at` does.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network = telling(read("networks/chain.toml")[0], "x*y", {"x": 3.0, "y": 2.0})
    >>> network.expression, dict(network.at)
    ('x*y', {'x': 3.0, 'y': 2.0})
    """
    graph_at(text, at)
    return replace(network, expression=text, at=dict(at))


def expression_keys(document: Node) -> Mapping[str, Any]:
    """Read `expression` and `at` of a network file.

    Parameters
    ----------
    document : Node
        The whole file, a table.

    Returns
    -------
    mapping
        Of `expression`, a str, and `at`, a mapping of str to float; empty where there is none.

    Raises
    ------
    InputError
        If one of the two is missing, or the expression has no value or slope at that point.
    """
    written, place = document.get("expression"), document.get("at")
    if written is None:
        if place is not None:
            place.refuse("an expression that is evaluated there", "none", 'add expression = "x*y + sin(x)"')
        return {}
    text, at = written.text(), _point(place) if place else NOWHERE
    try:
        graph_at(text, at)
    except InputError as error:
        raise error.at(document.source, error.place) from None
    return {"expression": text, "at": dict(at)}


def point(texts: Iterable[str]) -> Mapping[str, float]:
    """Read a point from the command line: one or several of `x = 2.0, y = 1.5`.

    Raises
    ------
    InputError
        If a part is no name with a number.

    Examples
    --------
    >>> dict(point(["x=2", "y = 1.5, z=-1"]))
    {'x': 2.0, 'y': 1.5, 'z': -1.0}
    """
    found: dict[str, float] = {}
    for part in ",".join(texts).split(","):
        if not part.strip():
            continue
        name, sign, number = (one.strip() for one in part.partition("="))
        if not sign or not name.isidentifier():
            raise InputError("", "at", "expected a name and its value", f"found {part.strip()!r}", "write x=2.0")
        if name in found:
            raise InputError("", "at", f"expected one value of {name}", "found two", "leave one out")
        try:
            found[name] = Node(float(number), "", f"at.{name}").number()
        except ValueError as error:
            if isinstance(error, InputError):
                raise
            raise InputError("", f"at.{name}", "expected a number", f"found {number!r}") from None
    return found


def graph_at(text: str, at: Mapping[str, float]) -> ExpressionGraph:
    """Return the graph of an expression that has a value, and a slope along every arrow, at a point.

    Raises
    ------
    InputError
        If it is no expression, the point leaves a name out or has another, or there is no value or slope there.

    Examples
    --------
    >>> list(graph_at("x*y + sin(x)", {"x": 2.0, "y": 1.5}).inputs)
    ['x', 'y']
    >>> graph_at("log(x)", {"x": -1.0})
    Traceback (most recent call last):
    core.model.errors.InputError: expression: expected a number above 0 in log(x), found -1; choose another point.
    """
    # most networks have no expression, and reading them does not wait for SymPy
    from core.algebra.graph_sweep import local_slopes
    from core.files.expression_text import expression_graph

    graph = expression_graph(text)
    names = list(graph.inputs)
    if others := [name for name in at if name not in names]:
        remedy = nearest(others[0], names)
        raise InputError("", f"at.{others[0]}", f"expected {', '.join(names)}", f"found {others[0]!r}", remedy)
    local_slopes(graph, at)
    return graph


def _point(node: Node) -> Mapping[str, float]:
    if not isinstance(node.value, dict):
        node.refuse("a table such as {x = 2.0, y = 1.5}", str(node.value))
    return {name: node.need(name, "").number() for name in node.value}
