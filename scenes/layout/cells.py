"""What a layout is made of: rows, columns, grids and overlays of mobjects, figures and each other.

    Column(title, Row(Share(network, 2), formulas), gap=APART)

A figure is a mobject with two methods, `least_size()` and `fill(box)`: it tells the least room that it needs and
fills the room that it gets. Any other mobject keeps its size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from manim import Mobject

from scenes.layout.box import Box, Size

TIGHT, NEAR, APART = 0.12, 0.3, 0.6
"""Gaps: within one thing, between neighbours, between things of their own."""

Place: TypeAlias = Literal["start", "centre", "end", "stretch"]
Spread: TypeAlias = Literal["start", "centre", "end", "apart"]


@runtime_checkable
class Figure(Protocol):
    """What fills the room that it gets."""

    def least_size(self) -> Size:
        """Return the least room that it needs."""

    def fill(self, box: Box) -> None:
        """Stand in a box; the parts stay the same ones."""


class Cells:
    """A part of a layout that holds others.

    Parameters
    ----------
    *items : mobject, Figure, Cells, Share or None
        None is left out.
    gap : float
        Between neighbours: TIGHT, NEAR or APART.
    place : start, centre, end or stretch
        Where an item stands across the direction in which they follow each other.
    spread : start, centre, end or apart
        Where items stand along that direction; with apart and end they take all the room that is left.
    on : str, optional
        A part by name, at whose left edge the items of a column stand below each other; "baseline" for a row.
    """

    def __init__(
        self,
        *items: Any,
        gap: float = NEAR,
        place: Place = "centre",
        spread: Spread = "centre",
        on: str | None = None,
    ) -> None:
        self.items = tuple(item for item in items if item is not None)
        self.gap, self.place, self.spread, self.on = gap, place, spread, on

    def contents(self) -> tuple[Mobject, ...]:
        """Return the mobjects that it places, in order."""
        return tuple(one for item in self.items for one in contents_of(item))


class Row(Cells):
    """Items side by side."""


class Column(Cells):
    """Items below each other."""


class Overlay(Cells):
    """Items in one and the same place."""


class Panes(Cells):
    """Two or more things side by side where there is room for it, and below each other where there is not."""


class Grid(Cells):
    """Items in rows and columns; what stands in one column has one left edge, one width and one right edge.

    Parameters
    ----------
    rows : sequence of sequence of items
        All of one length; None for an empty cell.
    grow : tuple of int
        Which columns take the room that is left.
    gap, row_gap : float
        Between columns, between rows.
    spread : start, centre, end or apart
        Of the rows.
    """

    def __init__(
        self,
        *rows: Any,
        grow: tuple[int, ...] = (),
        gap: float = NEAR,
        row_gap: float = NEAR,
        spread: Spread = "centre",
    ) -> None:
        lengths = {len(row) for row in rows}
        if len(lengths) > 1:
            msg = f"expected rows of one length, found {sorted(lengths)}"
            raise ValueError(msg)
        super().__init__(*(item for row in rows for item in row), gap=gap, spread=spread)
        self.rows, self.grow, self.row_gap = tuple(map(tuple, rows)), grow, row_gap


@dataclass(frozen=True, slots=True, eq=False)
class Blank:
    """Room for nothing, as much as something else takes.

    Parameters
    ----------
    like : mobject, Figure or Cells
    """

    like: Any


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """An item that takes its share of the room that is left.

    Parameters
    ----------
    item : mobject, Figure or Cells
    of : float
        Against the shares of its neighbours; a figure alone has a share of 1.
    """

    item: Any
    of: float = 1.0


def contents_of(item: Any) -> tuple[Mobject, ...]:
    """Return the mobjects in an item."""
    if item is None or isinstance(item, Blank):
        return ()
    if isinstance(item, Share):
        return contents_of(item.item)
    return item.contents() if isinstance(item, Cells) else (item,)
