"""Two things by names short enough for a title, and never the same."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 14
_LETTERS = "A", "B"


def told_apart(one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    """Return by which names two things are told apart: the first ones that differ, cut short where they are long.

    Parameters
    ----------
    one, other : sequence of str
        What each may be called, the best name first.

    Returns
    -------
    tuple of str
        Where no two names differ, A and B.

    Examples
    --------
    >>> told_apart(["iris"], ["iris, with ReLU"])
    ('iris', 'iris, with Re…')
    >>> told_apart(["a network of sigmoids"], ["a network of ReLUs"])
    ('…k of sigmoids', '…work of ReLUs')
    >>> told_apart(["net", "week1"], ["net", "week2"]), told_apart(["net"], ["net"])
    (('week1', 'week2'), ('A', 'B'))
    """
    for first, second in zip(one, other, strict=False):
        for from_start in (True, False):
            names = _cut(first, from_start=from_start), _cut(second, from_start=from_start)
            if names[0] != names[1]:
                return names
    return _LETTERS


def _cut(name: str, *, from_start: bool) -> str:
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 1]}…" if from_start else f"…{name[1 - _LONGEST :]}"
