"""The table of everything that a render leaves behind: every module of this room that has an `EXPORT` adds a row.

A file is all that it takes to add an export. What others need comes before them, and what the page links to before
the page.
"""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules

from studio.exports.lecture import Lecture
from studio.making.artefact import LINKS, Artefact
from studio.making.pieces import PIECES


@cache
def exports() -> tuple[Artefact[Lecture], ...]:
    """Return what is made from finished clips, in the order of making."""
    room = import_module(__package__)
    modules = [import_module(f"{__package__}.{one.name}") for one in iter_modules(room.__path__)]
    return in_order(tuple(module.EXPORT for module in modules if hasattr(module, "EXPORT")))


def in_order(rows: tuple[Artefact[Lecture], ...]) -> tuple[Artefact[Lecture], ...]:
    """Return rows so that what others need comes before them.

    Raises
    ------
    KeyError
        If a row needs what there is not.
    """
    by_name = {row.name: row for row in rows}
    given = {LINKS, *(piece.name for piece in PIECES), *by_name}
    for row in rows:
        if missing := {*row.needs} - given:
            raise KeyError(f"{row.name} needs {sorted(missing)}; there is {sorted(given)}")
    linked = {row.name for row in rows if row.link}
    before = {row.name: {*row.needs, *(linked if LINKS in row.needs else ())} for row in rows}
    order = TopologicalSorter({name: sorted(needed & by_name.keys()) for name, needed in before.items()})
    return tuple(by_name[name] for name in order.static_order())
