"""The order of layers with names: by the user's word, by the names' numbers, or by the one chain of their shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise

from core.model.errors import InputError

MOST_LOOKS = 200_000
"""At layers, in the search for a chain; what takes longer is asked."""


def in_order(sizes: Mapping[str, tuple[int, int]], source: str, order: Sequence[str] = ()) -> list[str]:
    """Return the names of layers from first to last.

    Parameters
    ----------
    sizes : mapping of str to (int, int)
        Of each layer: how many neurons it has, and how many the layer before it.
    source : str
        The file's name, for errors.
    order : sequence of str
        The user's word; empty for none.

    Returns
    -------
    list of str

    Raises
    ------
    InputError
        If the user names others, or says nothing where names and shapes leave several orders, or none.

    Examples
    --------
    >>> in_order({"net.10": (2, 2), "net.2": (2, 2), "net.0": (2, 2)}, "mine.safetensors")
    ['net.0', 'net.2', 'net.10']
    >>> in_order({"output": (1, 3), "hidden": (3, 2)}, "mine.safetensors")
    ['hidden', 'output']
    >>> in_order({"decoder": (2, 1), "encoder": (1, 2)}, "mine.safetensors")
    Traceback (most recent call last):
    core.model.errors.InputError: mine.safetensors: the order of layers: expected names or shapes that leave one \
order, found several for 'decoder', 'encoder'; name the layers from first to last with --order, a comma between two.
    """
    listed = ", ".join(repr(name[:60]) for name in sorted(sizes)[:20]) + (", ..." if len(sizes) > 20 else "")
    if order:
        if sorted(order) != sorted(sizes):
            found = f"found {', '.join(map(repr, order))}"
            raise InputError(source, "--order", f"expected each of {listed} once", found)
        return list(order)
    parts = {name: _split(name) for name in sizes}
    if len(series := _series(parts)) == 1 and len(series[0]) == len(sizes):
        return series[0]
    earlier: dict[str, set[str]] = {name: set() for name in sizes}
    for before, after in (pair for row in series for pair in pairwise(row)):
        earlier[after].add(before)
    chains = _chains(sizes, earlier)
    if len(chains) == 1:
        return chains[0]
    expected, found = "expected names or shapes that leave one order", f"found several for {listed}"
    remedy = "name the layers from first to last with --order, a comma between two"
    if not chains:
        told = (f"{name[:40]!r} from {n_prev} to {n}" for name, (n, n_prev) in islice(sizes.items(), 8))
        expected, found = "expected layers that each take what one before them gives", f"found {', '.join(told)}"
        remedy = "only layers in one row can be shown"
    raise InputError(source, "the order of layers", expected, found, remedy)


def _split(name: str) -> tuple[str, ...]:
    """Return a name in its numbers and what stands between them."""
    return tuple(re.split(r"([0-9]+)", name))


def _series(parts: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Return rows of names that differ in one number alone, in its order."""
    rows: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for name, split in parts.items():
        for place in range(1, len(split), 2):
            rows.setdefault((place, *split[:place], "", *split[place + 1 :]), []).append((int(split[place]), name))
    return [[name for _, name in sorted(row)] for row in rows.values() if len(row) > 1]


def _chains(sizes: Mapping[str, tuple[int, int]], earlier: Mapping[str, set[str]]) -> list[list[str]]:
    """Return orders in which each layer takes what the one before it gives: all of them, or more than one.

    Parameters
    ----------
    sizes : mapping of str to (int, int)
    earlier : mapping of str to set of str
        The layers that must come before another, as the numbers in their names say.
    """
    found: list[list[str]] = []
    waiting: list[list[str]] = [[]]
    for _ in range(MOST_LOOKS // len(sizes)):
        if not waiting or len(found) > 1:
            return found
        row = waiting.pop()
        if len(row) == len(sizes):
            found.append(row)
            continue
        waiting += [
            [*row, name]
            for name, (_, n_prev) in sizes.items()
            if name not in row and (not row or sizes[row[-1]][0] == n_prev) and earlier[name].issubset(row)
        ]
    return [list(sizes)] * 2
