"""What stands for each quantity of a path: a disc with its name, a pill, or the cost's square."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject

from core.model.quantity import C, Quantity
from core.passes.moment import Moment
from scenes.figures.cost_square import CostSquare
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.pill import NamedPill

RADIUS, SIDE = 0.5, 1.0
"""Of discs in which their names have room, and of the cost's square."""
ROOM = 1.45 * SIDE
"""What a head takes with its glow."""
_RIM = 0.02
"""Half of what the line around a disc takes."""
_SEEN = 0.14
"""How bright a glow is that is seen."""


def head_of(moment: Moment, quantity: Quantity, greys: Greys) -> Mobject:
    """Return what stands for a quantity."""
    if quantity == C:
        return CostSquare([moment], greys.look)
    if quantity.kind == "a":
        disc = Disc(moment, quantity, greys, RADIUS)
        disc.show_symbol()
        return disc
    return NamedPill(quantity, greys.look)


def rim_of(head: Mobject) -> Mobject:
    """Return what an edge ends at."""
    return getattr(head, "rim", None) or getattr(head, "frames", head)


def glow_of(head: Mobject) -> list[tuple[float, float]]:
    """Return where the glow of a head is, and how large it is around its disc; nothing where it is hardly seen."""
    if not isinstance(head, Disc) or sum(float(halo.get_fill_opacity()) for halo in head.glow) < _SEEN:
        return []
    return [(float(head.face.get_x()), np.pi / 4 * float(head.glow[1].width ** 2 - head.face.width**2))]


def line_up(
    heads: Sequence[Mobject], rails: Iterable[Line], places: Iterable[float], side: float, *, tall: bool
) -> None:
    """Put heads on one line, and join their rims.

    Parameters
    ----------
    heads : sequence of Mobject
    rails : iterable of Line
        Between each two.
    places : iterable of float
        Along the line.
    side : float
        Where the line is, across its run.
    tall : bool
        Whether it runs down.
    """
    for head, place in zip(heads, places, strict=True):
        where = np.array([side, place, 0.0] if tall else [place, side, 0.0])
        if isinstance(head, Disc):
            head.stand(where, RADIUS if head.symbol is None else max(RADIUS, head.radius_for(head.symbol) + _RIM))
        elif isinstance(head, CostSquare):
            head.stand(where, SIDE / head.count)
        else:
            head.move_to(where)
    on, back = (DOWN, UP) if tall else (RIGHT, LEFT)
    for rail, (one, other) in zip(rails, pairwise(heads), strict=True):
        rail.put_start_and_end_on(rim_of(one).get_edge_center(on), rim_of(other).get_edge_center(back))
