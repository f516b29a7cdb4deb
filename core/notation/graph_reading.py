"""The numbers of an expression's graph as readings: values of nodes, slopes along arrows, and of all by a node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.algebra.expression_graph import ExpressionGraph
from core.algebra.graph_sweep import Sweep, TapeEntry, reverse_sweep
from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.fact import answer_to, arrow_slope, node_value
from core.notation.addends import finest
from core.notation.numeral import significant
from core.notation.reading import Reading
from core.passes.trace import State

_DIGITS = 3


@dataclass(frozen=True, eq=False)
class GraphReadings:
    """What can be read off an expression at a point.

    Parameters
    ----------
    graph : ExpressionGraph
    at : mapping of str to float

    Attributes
    ----------
    values : ndarray, shape (nodes,)
    sweep : Sweep
        Back from the first output.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> read = GraphReadings(expression_graph("x*y + sin(x)"), {"x": 2.0, "y": 1.5})
    >>> read.value(4).shown, [read.slope(one).shown for one in read.into(0)]
    ('3.91', ['−0.416', '1.5'])
    """

    graph: ExpressionGraph
    at: Mapping[str, float]
    values: Array = field(init=False, repr=False)
    sweep: Sweep = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", self.graph.values(self.at))
        object.__setattr__(self, "sweep", reverse_sweep(self.graph, self.at))

    def __deepcopy__(self, memo: object) -> GraphReadings:
        """Return itself: nothing in it changes, and pictures that hold it are copied often."""
        return self

    @property
    def output(self) -> int:
        """The node whose slopes are asked for."""
        return self.graph.outputs[0]

    @cached_property
    def told(self) -> int:
        """The input at which most arrows meet, the first of several."""
        return max(self.graph.inputs.values(), key=lambda node: len(self.into(node)))

    def into(self, node: int) -> list[TapeEntry]:
        """Return what the sweep brings to a node, in its order."""
        return [entry for entry in self.sweep.tape if entry.arrow.start == node]

    def value(self, node: int) -> Reading:
        """Return the value of a node."""
        return _read(node_value(node), float(self.values[node]))

    def slope(self, entry: TapeEntry) -> Reading:
        """Return the slope along an arrow."""
        return _read(arrow_slope(entry.arrow.end, entry.arrow.place), entry.slope)

    def total(self, node: int) -> tuple[list[Reading], Reading]:
        """Return what arrows bring to a node and what that adds up to, written to the same decimals.

        What arrives along one arrow alone is what it adds up to.
        """
        parts = [
            _read(arrow_slope(one.arrow.end, one.arrow.place) * answer_to(one.arrow.end), one.product)
            for one in reversed(self.into(node))
        ]
        whole = _read(answer_to(node), float(self.sweep.totals[node]))
        if len(parts) == 1:
            return [], whole
        *terms, total = finest([*parts, whole])
        return [one.in_fewest_digits() for one in terms], total.in_fewest_digits()


def _read(what: Expression, value: float) -> Reading:
    return Reading(what, State(None), value, significant(value, _DIGITS)).in_fewest_digits()
