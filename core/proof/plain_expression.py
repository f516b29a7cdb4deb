"""An expression's values and slopes, found again by complex steps: no tape, no derivative of any operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.algebra.expression_graph import ExpressionGraph
from core.files.expression_keys import told_expression
from core.model.errors import InputError
from core.model.fact import Fact
from core.model.network import Network
from core.proof.plain_functions import H

_TIES = frozenset({"max", "min"})


@dataclass(frozen=True, slots=True, eq=False)
class PlainExpression:
    """The expression that is told of beside a network.

    Parameters
    ----------
    graph : ExpressionGraph
        Which node is which; nothing else of it is used.
    at : mapping of str to float

    Examples
    --------
    >>> from core.files.network_file import read
    >>> again = PlainExpression.of(read("networks/chain.toml")[0])
    >>> [round(again.value(Fact.parse(text)), 3) for text in ("node[4]", "arrow[3][0]", "answer[0]")]
    [3.909, -0.416, 1.084]
    """

    graph: ExpressionGraph
    at: Mapping[str, float]

    @staticmethod
    def of(network: Network) -> PlainExpression:
        """Return that of a network."""
        return PlainExpression(*told_expression(network))

    def value(self, fact: Fact) -> float:
        """Return what a fact of an expression is.

        Raises
        ------
        InputError
            If there is no such node or arrow.
        """
        node, *places = fact.indices
        if node >= len(self.graph.nodes) or (places and places[0] >= len(self.graph.nodes[node].arguments)):
            raise InputError("", str(fact), "expected a node or arrow that the expression has", "found none")
        if fact.name == "node":
            return float(np.real(self._run()[node]))
        if fact.name == "answer":
            return _over_step(self._run({node: H * 1j})[self.graph.outputs[0]])
        values = self._run()
        taken = [values[one] for one in self.graph.nodes[node].arguments]
        taken[places[0]] += H * 1j
        return _over_step(self._applied(node, taken))

    def _run(self, shifts: Mapping[int, complex] | None = None) -> list[Any]:
        """Return all values, those of some nodes shifted."""
        found: list[Any] = []
        for number, one in enumerate(self.graph.nodes):
            if one.arguments:
                value = self._applied(number, [found[place] for place in one.arguments])
            else:
                value = self.at[one.name] if one.constant is None else one.constant
            found.append(complex(value) + (shifts or {}).get(number, 0.0))
        return found

    def _applied(self, number: int, taken: list[Any]) -> Any:  # noqa: ANN401  a complex number
        operation = self.graph.nodes[number].operation
        assert operation is not None
        reals = [one.real for one in map(complex, taken)]
        value = operation.value(*(np.asarray(one)[()] for one in map(complex, taken)))
        if operation.name in _TIES and reals.count(float(np.real(value))) > 1:  # a kink, whose slope is taken as 0
            return float(np.real(value))
        return np.asarray(value)[()]


def _over_step(found: complex) -> float:
    """Return a slope by what a step leaves; what is smaller than the step is what powers of it leave, and none."""
    slope = float(np.imag(found)) / H
    return slope if abs(slope) > H else 0.0
