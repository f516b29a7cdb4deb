"""A computation as a graph: inputs and constants first, then one node for each operation, nothing rewritten.

What is computed twice in the same way is one node. Its values, and slopes from sweeps in both directions
(`core.algebra.graph_sweep`), are those of a forward and a backward pass, on any graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Float, Integer, Symbol

from core.algebra.operations import OPERATIONS, Operation
from core.model.arrays import Array
from core.model.errors import InputError


@dataclass(frozen=True, slots=True)
class Node:
    """One node: an input, a constant, or an operation on earlier nodes.

    Parameters
    ----------
    name : str
        Of an input or of its operation; of a constant its number as it was typed.
    operation : Operation, optional
        What it does; None for inputs and constants.
    arguments : tuple of int
        Numbers of the nodes that it is computed from.
    constant : float, optional
    """

    name: str
    operation: Operation | None = None
    arguments: tuple[int, ...] = ()
    constant: float | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a node to one that is computed from it.

    Parameters
    ----------
    start, end : int
        Numbers of nodes.
    place : int
        Which argument of the end the start is.
    """

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class ExpressionGraph:
    """Nodes in an order in which they can be computed.

    Parameters
    ----------
    nodes : tuple of Node
    outputs : tuple of int
        Numbers of the nodes that are asked for.

    Examples
    --------
    >>> graph = GraphBuilder()
    >>> x, y = graph.input("x"), graph.input("y")
    >>> f = graph.apply("+", graph.apply("*", x, y), graph.apply("sin", x))
    >>> found = graph.whole(f)
    >>> [node.name for node in found.nodes], found.values({"x": 2.0, "y": 1.5})[f].round(3).item()
    (['x', 'y', '*', 'sin', '+'], 3.909)
    """

    nodes: tuple[Node, ...]
    outputs: tuple[int, ...]

    @property
    def inputs(self) -> dict[str, int]:
        """The numbers of the inputs, by name."""
        return {
            node.name: number for number, node in enumerate(self.nodes) if not node.arguments and node.constant is None
        }

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """All arrows, in the order in which they are used forward."""
        ends = enumerate(self.nodes)
        return tuple(Arrow(start, end, place) for end, node in ends for place, start in enumerate(node.arguments))

    @property
    def depends(self) -> tuple[bool, ...]:
        """Whether each node is computed from an input."""
        found: list[bool] = []
        for node in self.nodes:
            found.append(any(found[one] for one in node.arguments) if node.arguments else node.constant is None)
        return tuple(found)

    def values(self, at: Mapping[str, Any]) -> Array:
        """Return the value of every node: a forward pass.

        Parameters
        ----------
        at : mapping of str to float
            The inputs; complex numbers in a complex step.

        Returns
        -------
        ndarray, shape (nodes,)

        Raises
        ------
        InputError
            If an input is missing, an operation does not take what it gets, or a value is beyond a double.
        """
        if missing := [name for name in self.inputs if name not in at]:
            known = ", ".join(at) or "none"
            raise InputError("", "at", f"expected a value of {missing[0]}", f"found {known}", f"add {missing[0]} = 1.0")
        values: list[Any] = []
        with np.errstate(all="ignore"):
            for number, node in enumerate(self.nodes):
                if node.operation is None:
                    values.append(at[node.name] if node.constant is None else node.constant)
                    continue
                taken = tuple(values[one] for one in node.arguments)
                self._check(number, tuple(float(np.real(one)) for one in taken))
                values.append(_found(node.operation, taken))
                if not np.isfinite(values[-1]):
                    expected = f"expected a value of {self.text(number)} that a double holds"
                    raise InputError("", "expression", expected, "found one beyond", "choose another point")
        return np.array(values)

    def text(self, number: int) -> str:
        """Return what a node computes, as it may be typed.

        Examples
        --------
        >>> graph = GraphBuilder()
        >>> x = graph.input("x")
        >>> one = graph.apply("-", x, graph.apply("+", x, graph.constant(1.0, "1")))
        >>> graph.whole(one).text(one)
        'x - (x + 1)'
        """
        return _text(self, number)[0]

    def symbolic(self, number: int) -> Expr:
        """Return what a node computes as a SymPy expression in the inputs' symbols, which SymPy may rewrite."""
        found: list[Expr] = []
        for node in self.nodes[: number + 1]:
            if node.operation is not None:
                found.append(node.operation.twin(*(found[one] for one in node.arguments)))
            else:
                found.append(Symbol(node.name, real=True) if node.constant is None else _exact(node.constant))
        return found[number]

    def _check(self, number: int, taken: tuple[float, ...]) -> None:
        """Refuse arguments that an operation does not take."""
        operation = self.nodes[number].operation
        if operation is None or operation.allows is None or operation.allows(*taken):
            return
        found = "found " + " and ".join(f"{one:g}" for one in taken)
        raise InputError(
            "", "expression", f"expected {operation.takes} in {self.text(number)}", found, "choose another point"
        )


class GraphBuilder:
    """A graph that grows, each node once."""

    def __init__(self) -> None:
        self._numbers: dict[Node, int] = {}

    def input(self, name: str) -> int:
        """Return the number of an input."""
        return self._put(Node(name))

    def constant(self, value: float, typed: str) -> int:
        """Return the number of a constant."""
        return self._put(Node(typed, constant=value))

    def apply(self, operation: str | Operation, *arguments: int) -> int:
        """Return the number of the node of an operation on others, made unless there is one.

        Parameters
        ----------
        operation : str or Operation
            One of `OPERATIONS` by its name, or another.
        *arguments : int

        Raises
        ------
        ValueError
            If the operation takes another number of arguments.
        """
        done = OPERATIONS[operation] if isinstance(operation, str) else operation
        arity = done.arity
        if len(arguments) != arity and (arity is not None or len(arguments) < _FEWEST):
            msg = f"{done.name}: expected {arity or 'two or more'} arguments, found {len(arguments)}"
            raise ValueError(msg)
        return self._put(Node(done.name, done, arguments))

    def whole(self, *outputs: int) -> ExpressionGraph:
        """Return the graph."""
        return ExpressionGraph(tuple(self._numbers), outputs)

    def _put(self, node: Node) -> int:
        return self._numbers.setdefault(node, len(self._numbers))


_FEWEST = 2
"""Arguments of a sum, and of whatever takes several."""
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "negative": 3, "**": 4}
_ATOM = 5


def _found(operation: Operation, taken: tuple[Any, ...]) -> Any:  # noqa: ANN401  a float, or a complex number
    try:
        return np.asarray(operation.value(*(np.asarray(one)[()] for one in taken)))[()]
    except (OverflowError, ZeroDivisionError):
        return np.nan


def _exact(value: float) -> Expr:
    return Integer(int(value)) if value.is_integer() else Float(value)


def _text(graph: ExpressionGraph, number: int) -> tuple[str, int]:
    """Return the text of a node, and how tightly it binds."""
    node = graph.nodes[number]
    parts = [_text(graph, one) for one in node.arguments]
    if not parts:
        return node.name, _BINDING["negative"] if (node.constant or 0) < 0 else _ATOM
    binding = _BINDING.get(node.name, _ATOM)
    if binding == _ATOM:
        return f"{node.name}({', '.join(text for text, _ in parts)})", _ATOM
    # what stands after - or / or before ** needs parentheses where it binds no tighter
    first, *rest = (
        text if tight > binding - (place == 0 and node.name != "**") else f"({text})"
        for place, (text, tight) in enumerate(parts)
    )
    if node.name == "negative":
        return f"-{first}", binding
    joint = "**" if node.name == "**" else f" {node.name} "
    return joint.join([first, *rest]), binding
