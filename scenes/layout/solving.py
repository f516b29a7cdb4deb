"""From a layout to boxes: the engine is Taffy, that of CSS flexbox and grid, as the package stretchable has it.

Of the engines that are there it alone has wheels for all platforms that manim runs on, and both flexbox and grid.
Its own callbacks for measuring are not used: a figure's least size is known before.
"""

from __future__ import annotations

import logging
import math
from functools import cache
from typing import Any

import numpy as np
from manim import Mobject

from scenes.layout.box import Box, Size
from scenes.layout.cells import Blank, Cells, Figure, Grid, Overlay, Panes, Row, Share

_handlers = logging.root.handlers[:]
from stretchable import Edge, Node  # noqa: E402  it sets up logging for the whole program, which is taken back
from stretchable.style import (  # noqa: E402
    AUTO,
    AlignContent,
    AlignItems,
    AlignSelf,
    Display,
    FlexDirection,
    GridPlacement,
    GridTrackSizing,
    JustifyContent,
    JustifyItems,
    JustifySelf,
)
from stretchable.style.geometry.length import MIN_CONTENT, LengthBase  # noqa: E402

logging.root.handlers[:] = _handlers

# It looks through dir() of an enum for each of a style's 34 lengths, which took a tenth of telling a lesson.
LengthBase._check_scale = staticmethod(cache(LengthBase._check_scale))  # noqa: SLF001

_PLACES = {
    "start": AlignItems.START,
    "centre": AlignItems.CENTER,
    "end": AlignItems.END,
    "stretch": AlignItems.STRETCH,
}
_SPREADS = {
    "start": JustifyContent.START,
    "centre": JustifyContent.CENTER,
    "end": JustifyContent.END,
    "apart": JustifyContent.SPACE_BETWEEN,
}


def boxes(layout: Any, room: Box) -> dict[Mobject, Box]:
    """Return the box of every mobject of a layout in a room.

    Parameters
    ----------
    layout : Cells, Share, Figure or mobject
    room : Box

    Returns
    -------
    dict of mobject to Box
        In the order of the layout. Where its least size is more than the room, it reaches beyond.
    """
    side_by_side = not _has_panes(layout) or least_size(layout).fits(room.size)
    found: list[tuple[Mobject, Node]] = []
    root = _node(layout, found, side_by_side=side_by_side)
    # what does not grow stands in the middle of the room
    outer = Node(size=(room.width, room.height), align_items=AlignItems.CENTER, justify_content=JustifyContent.CENTER)
    if _grows(layout):
        outer = Node(size=(room.width, room.height), align_items=AlignItems.STRETCH)
    outer.add(root).compute_layout()
    return {mobject: _box(node, room) for mobject, node in found}


def least_size(layout: Any, *, side_by_side: bool = True) -> Size:
    """Return the least room that a layout needs; with panes side by side or below each other.

    Examples
    --------
    >>> from manim import Square
    >>> from scenes.layout.cells import NEAR, Column
    >>> size = least_size(Column(Square(1.0), Square(2.0), gap=NEAR))
    >>> round(size.width, 3), round(size.height, 3)
    (2.0, 3.3)
    """
    root = _node(layout, [], side_by_side=side_by_side)
    root.compute_layout((MIN_CONTENT, MIN_CONTENT))
    box = root.get_box(Edge.BORDER)
    return Size(_rounded(box.width), _rounded(box.height))


def size_of(item: Mobject) -> Size:
    """Return what a figure needs at least, or what any other mobject takes."""
    return item.least_size() if isinstance(item, Figure) else Size(item.width, item.height)


def _has_panes(item: Any) -> bool:
    if isinstance(item, Share):
        return _has_panes(item.item)
    return isinstance(item, Panes) or (isinstance(item, Cells) and any(map(_has_panes, item.items)))


def _grows(item: Any) -> bool:
    """Whether it takes room that is left."""
    if isinstance(item, Cells):
        return (
            any(map(_grows, item.items))
            or item.spread in {"apart", "end"}
            or (isinstance(item, Grid) and bool(item.grow))
        )
    return isinstance(item, (Share, Figure))


def _node(item: Any, found: list[tuple[Mobject, Node]], *, side_by_side: bool, **style: Any) -> Node:
    """Return the engine's node of an item, and note the nodes of mobjects."""
    if isinstance(item, Share):
        return _node(item.item, found, side_by_side=side_by_side, **style | {"flex_grow": item.of})
    if isinstance(item, Blank):
        return _node(item.like, [], side_by_side=side_by_side, **style)
    if _grows(item):
        style = {"flex_grow": 1.0, "flex_basis": 0.0, "align_self": AlignSelf.STRETCH} | style
    if isinstance(item, Cells):
        return _container(item, found, side_by_side=side_by_side, **style)
    size = size_of(item)
    style |= {"min_size": (size.width, size.height)}
    if not isinstance(item, Figure):
        style |= {"size": (size.width, size.height), "flex_shrink": 0.0}
    elif hasattr(item, "most_size"):
        most = item.most_size()
        style |= {"max_size": (most.width, most.height)}
    node = Node(**style)
    found.append((item, node))
    return node


def _container(cells: Cells, found: list[tuple[Mobject, Node]], *, side_by_side: bool, **style: Any) -> Node:
    inside = {"side_by_side": side_by_side}
    if isinstance(cells, Grid):
        return _grid(cells, found, inside, style)
    if isinstance(cells, Overlay):
        track = [GridTrackSizing.single("1fr")]
        node = Node(display=Display.GRID, grid_template_rows=track, grid_template_columns=track, **style)
        for item in cells.items:
            cell = {"grid_row": GridPlacement("1"), "grid_column": GridPlacement("1")}
            if _grows(item):
                cell |= {"justify_self": JustifySelf.STRETCH}
            else:
                cell |= {"justify_self": JustifySelf.CENTER, "align_self": AlignSelf.CENTER}
            node.add(_node(item, found, **inside, **cell))
        return node
    across = isinstance(cells, Row) or (isinstance(cells, Panes) and side_by_side)
    shifts = _shifts(cells, across=across)
    node = Node(
        flex_direction=FlexDirection.ROW if across else FlexDirection.COLUMN,
        gap=cells.gap,
        align_items=_PLACES["start" if cells.on else cells.place],
        justify_content=_SPREADS[cells.spread],
        **style,
    )
    for item, shift in zip(cells.items, shifts, strict=True):
        # top, right, bottom, left
        margin = (0.0, 0.0, 0.0, shift) if not across else (shift, 0.0, 0.0, 0.0)
        own = _limited(item, across=across) | ({"margin": margin} if shift else {})
        node.add(_node(item, found, **inside, **own))
    return node


def _shifts(cells: Cells, *, across: bool) -> list[float]:
    """Return how far each item is moved so that the parts at which they are aligned are level."""
    if not cells.on:
        return [0.0] * len(cells.items)
    if across:  # from the top of a line of type down to its baseline
        reaches = [float(item.get_top()[1] - item.baseline) for item in cells.items]
    else:
        reaches = [float(item[cells.on].get_left()[0] - item.get_left()[0]) for item in cells.items]
    return [max(reaches) - reach for reach in reaches]


def _grid(grid: Grid, found: list[tuple[Mobject, Node]], inside: dict[str, Any], style: dict[str, Any]) -> Node:
    columns = len(grid.rows[0])
    node = Node(
        display=Display.GRID,
        gap=(grid.gap, grid.row_gap),
        grid_template_columns=[
            GridTrackSizing.single("1fr" if column in grid.grow else AUTO) for column in range(columns)
        ],
        align_items=AlignItems.CENTER,
        justify_items=JustifyItems.START,
        align_content=AlignContent[_SPREADS[grid.spread].name],
        **style,
    )
    for y, row in enumerate(grid.rows):
        for x, item in enumerate(row):
            if item is not None:
                cell = {"grid_row": GridPlacement(str(y + 1)), "grid_column": GridPlacement(str(x + 1))}
                if _grows(item):
                    cell |= {"justify_self": JustifySelf.STRETCH}
                node.add(_node(item, found, **inside, **cell | _limited(item, across=True)))
    return node


def _limited(item: Any, *, across: bool) -> dict[str, Any]:
    """Return the style of a figure that fills only so much across its row or column: it stands in the middle."""
    most = item.most_size() if isinstance(item, Figure) and hasattr(item, "most_size") else Size(math.inf, math.inf)
    limit = most.height if across else most.width
    if math.isinf(limit):
        return {}
    return {"align_self": AlignSelf.CENTER, "size": (AUTO, limit) if across else (limit, AUTO)}


def _box(node: Node, room: Box) -> Box:
    """Return a node's box on the stage, where y points up."""
    own = node.get_box(Edge.BORDER, relative=False)
    left, top = room.left + own.x, room.top - own.y
    return Box(*(_rounded(side) for side in (left, top - own.height, left + own.width, top)))


def _rounded(length: float) -> float:
    """Return a length without what the engine's 32 bits add to it."""
    return float(np.round(length, 5))
