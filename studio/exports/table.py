"""The table of everything that is made from finished clips: every module of this room adds a row.

What each whole render leaves behind is an `EXPORT`; what a lecturer asks for besides is a `KIT`. A file is all that it
takes to add one. What others need comes before them, and what the page links to before the page.
"""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules

from studio.exports.lecture import Lecture
from studio.making.artefact import LINKS, LOOPS, TWINS, Artefact
from studio.making.pieces import PIECES


@cache
def exports() -> tuple[Artefact[Lecture], ...]:
    """Return what every whole render leaves behind, in the order of making."""
    return in_order(_rows("EXPORT"))


@cache
def kits() -> tuple[Artefact[Lecture], ...]:
    """Return what `./lecture kit` makes, by name."""
    return tuple(sorted(_rows("KIT"), key=lambda row: row.name))


def _rows(kind: str) -> tuple[Artefact[Lecture], ...]:
    room = import_module(__package__)
    modules = [import_module(f"{__package__}.{one.name}") for one in iter_modules(room.__path__)]
    return tuple(getattr(module, kind) for module in modules if hasattr(module, kind))


def in_order(rows: tuple[Artefact[Lecture], ...]) -> tuple[Artefact[Lecture], ...]:
    """Return rows so that what others need comes before them.

    Raises
    ------
    KeyError
        If a row needs what there is not.
    """
    by_name = {row.name: row for row in rows}
    given = {LINKS, LOOPS, TWINS, *(piece.name for piece in PIECES), *by_name}
    for row in rows:
        if missing := {*row.needs} - given:
            raise KeyError(f"{row.name} needs {sorted(missing)}; there is {sorted(given)}")
    linked = {row.name for row in rows if row.link}
    before = {row.name: {*row.needs, *(linked if LINKS in row.needs else ())} for row in rows}
    order = TopologicalSorter({name: sorted(needed & by_name.keys()) for name, needed in before.items()})
    return tuple(by_name[name] for name in order.static_order())
