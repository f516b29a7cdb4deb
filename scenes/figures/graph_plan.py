"""In which column and row each node of an expression's graph stands, and where arrows pass columns on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import fmean
from typing import TypeAlias

from core.algebra.expression_graph import Arrow, ExpressionGraph

Stop: TypeAlias = "int | tuple[Arrow, int]"
"""A node by its number, or an arrow that passes a column."""
_ROUNDS = 6
"""How often rows are put in order."""


@dataclass(frozen=True, slots=True)
class GraphPlan:
    """Columns from what is given to the whole, each from its first row on.

    Parameters
    ----------
    columns : tuple of tuple of Stop
    ways : mapping of Arrow to tuple of Stop
        From its start by all that it passes to its end.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> GraphPlan.of(expression_graph("x*y + sin(x)")).columns
    ((1, 0), (2, 3), (4,))
    """

    columns: tuple[tuple[Stop, ...], ...]
    ways: Mapping[Arrow, tuple[Stop, ...]]

    @staticmethod
    def of(graph: ExpressionGraph) -> GraphPlan:
        """Return the plan of a graph: columns by the longest way from an input, rows so that few arrows cross."""
        column = _columns(graph)
        ways = {
            arrow: (
                arrow.start,
                *((arrow, place) for place in range(column[arrow.start] + 1, column[arrow.end])),
                arrow.end,
            )
            for arrow in graph.arrows
        }
        stops: list[list[Stop]] = [[] for _ in range(max(column) + 1)]
        for node, place in enumerate(column):
            stops[place].append(node)
        for way in ways.values():
            for stop in way[1:-1]:
                assert isinstance(stop, tuple)
                stops[stop[1]].append(stop)
        return GraphPlan(_in_order(stops, list(ways.values())), ways)

    def __deepcopy__(self, memo: object) -> GraphPlan:
        """Return itself: nothing in it changes, and pictures that hold it are copied often."""
        return self

    def column_of(self, node: int) -> int:
        """Return in which column a node stands."""
        return next(place for place, stops in enumerate(self.columns) if node in stops)


def _columns(graph: ExpressionGraph) -> list[int]:
    """Return the column of each node; constants stand right before what they are used for."""
    found: list[int] = []
    for node in graph.nodes:
        found.append(1 + max((found[one] for one in node.arguments), default=-1))
    for number, node in enumerate(graph.nodes):
        if node.constant is not None:
            found[number] = min(found[arrow.end] for arrow in graph.arrows if arrow.start == number) - 1
    return found


def _in_order(stops: Sequence[list[Stop]], ways: Sequence[tuple[Stop, ...]]) -> tuple[tuple[Stop, ...], ...]:
    """Return the columns in the order in which fewest arrows cross, of those that putting each near its own gives."""
    links = [link for way in ways for link in pairwise(way)]
    now = [list(column) for column in stops]
    best, fewest = [list(column) for column in now], _crossings(now, links)
    for step in range(_ROUNDS):
        way = range(len(now) - 2, -1, -1) if step % 2 == 0 else range(1, len(now))
        for place in way:
            beside = now[place + (1 if step % 2 == 0 else -1)]
            ranks = {one: rank / len(beside) for rank, one in enumerate(beside)}
            now[place].sort(key=lambda one, ranks=ranks: _middle(one, ranks, links))  # type: ignore[misc]
        if (crossed := _crossings(now, links)) < fewest:
            best, fewest = [list(column) for column in now], crossed
    return tuple(tuple(column) for column in best)


def _middle(stop: Stop, ranks: Mapping[Stop, float], links: Sequence[tuple[Stop, Stop]]) -> float:
    """Return the middle of those in the next column that a stop is linked to."""
    own = [ranks[other] for pair in links if stop in pair for other in pair if other != stop and other in ranks]
    return fmean(own) if own else 0.5


def _crossings(columns: Sequence[Sequence[Stop]], links: Sequence[tuple[Stop, Stop]]) -> int:
    rank = {stop: place for column in columns for place, stop in enumerate(column)}
    column = {stop: place for place, stops in enumerate(columns) for stop in stops}
    return sum(
        column[one[0]] == column[other[0]] and (rank[one[0]] - rank[other[0]]) * (rank[one[1]] - rank[other[1]]) < 0
        for one, other in combinations(links, 2)
    )
