"""The parts of a tree of what makes what: discs, pills and the cost square, each with its name and number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, b, w, y, z
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import straight
from scenes.figures.cost_square import CostSquare
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.pill import NamedPill, Pill
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.type.formula import Formula, Label

_SIDE, _LEAST_SIDE, _WIDE = 1.1, 0.5, 1.6
"""Of a cost square; of one of many; what all of them take at most."""
_LONG = 2.6
"""A name with a number that is longer stands on two lines."""
_DOT, _DOTS = 0.04, 0.16
_SEEN = 0.2
"""A thing that is smaller has no edges yet."""


@final
class Node(VGroup):
    """One part of the tree, which stands anywhere in any size.

    Parameters
    ----------
    core : Mobject
        At whose rim edges end; its middle is where the node stands.
    *written : Mobject
        Beside it, in their places.
    drawn : Mobject, optional
        All that is drawn of the core; default itself.

    Attributes
    ----------
    drawn, written : Mobject
    half : Size
        Half the core.
    box : Box
        All of it, from the middle of its core.
    """

    def __init__(self, core: Mobject, *written: Mobject, drawn: Mobject | None = None) -> None:
        self.core, self.drawn, self.scale_now = core, core if drawn is None else drawn, 1.0
        self.written = VGroup(*written)
        super().__init__(self.drawn, self.written)
        middle = core.get_center()
        self.half = Size(core.width / 2, core.height / 2)
        self._natural = [(part, part.points - middle) for part in self.get_family() if len(part.points)]
        # the glow of a disc needs no room
        around = Box.around(core, *written)
        self.box = Box(
            around.left - middle[0], around.bottom - middle[1], around.right - middle[0], around.top - middle[1]
        )
        self.centre: Array = middle

    def stand(self, centre: Array, scale: float, written: float = 1.0) -> None:
        """Stand at a place, in a share of its size; what is written is a share of that."""
        self.centre, self.scale_now = centre, scale
        for part, natural in self._natural:
            size = scale * written if hasattr(part, "line") else scale
            part.points = centre + size * natural if size > 0 else np.zeros((0, 3))

    def rim_to(self, other: Node) -> Array:
        """Return the straight line from this rim to another one's, level or upright; nothing while one is too small."""
        way = other.centre - self.centre
        axis = int(abs(way[1]) > abs(way[0]))
        along = np.sign(way[axis]) * (UP if axis else RIGHT)
        ends = [one.scale_now * (one.half.height if axis else one.half.width) for one in (self, other)]
        start, end = self.centre + ends[0] * along, other.centre - ends[1] * along
        if min(self.scale_now, other.scale_now) < _SEEN or (end - start) @ along <= 0:
            return np.zeros((0, 3))
        return straight(np.array([start, end]))


def made_nodes(
    moment: Moment,
    steps: Sequence[int],
    greys: Greys,
    said: Mapping[Quantity, Reading],
    radius: float,
    *,
    standing: bool,
    full: bool,
) -> dict[Quantity, Node]:
    """Return the parts of some last steps of a chain, with the input.

    Parameters
    ----------
    moment : Moment
    steps : sequence of int
        Their layers.
    greys : Greys
    said : mapping of Quantity to Reading
    radius : float
        Of discs.
    standing : bool
        Whether the tree runs from the top down.
    full : bool
        Whether pills have numbers, with names beside them; else they have names alone.
    """
    layers = sorted({0, steps[0] - 1, *steps})
    found = {a(layer): _disc(moment, a(layer), greys, said[a(layer)], radius, standing=standing) for layer in layers}
    for layer in steps:
        found |= {q: _pill(moment, q, said[q], greys.look, standing=standing, full=full) for q in _of_step(layer)}
    found[y()] = _pill(moment, y(), said[y()], greys.look, standing=standing, full=full)
    found[C] = _cost(moment, said[C], greys.look, min(_SIDE, radius + _SIDE / 2), standing=standing)
    return found


def gap_node(text: str, look: theme.Theme, *, standing: bool) -> Node:
    """Return what stands for layers that are left out: three dots, and what says how many, if anything does."""
    towards, grey = (DOWN if standing else RIGHT), look.colour("quiet")
    ground = Circle(radius=2 * _DOTS, stroke_width=0).set_fill(look.colour("ground"), opacity=1)
    dots = VGroup(*(Circle(radius=_DOT, stroke_width=0).shift(towards * _DOTS * place) for place in (-1, 0, 1)))
    dots.set_fill(grey, opacity=1)
    labels = [Label(text, colour=grey).next_to(ground, RIGHT if standing else UP, buff=TIGHT)] if text else []
    return Node(ground, *labels, drawn=VGroup(ground, dots))


def _of_step(layer: int) -> tuple[Quantity, ...]:
    return w(layer), b(layer), z(layer)


def _disc(moment: Moment, q: Quantity, greys: Greys, said: Reading, radius: float, *, standing: bool) -> Node:
    disc = Disc(moment, q, greys, radius)
    number, name = Formula("{v}", em=theme.LABEL, v=said), Formula("{q}", em=theme.LABEL, indexed=False, q=q)
    if disc.has_room_for(number):
        disc.hold(number)
        name.next_to(disc.rim, RIGHT if standing else DOWN, buff=TIGHT)
        return Node(disc.rim, name, drawn=disc)
    if standing:
        both = Formula("{q} = {v}", em=theme.LABEL, indexed=False, q=q, v=said)
        if both.width > _LONG:
            both = VGroup(name, number.next_to(name, DOWN, buff=TIGHT, aligned_edge=LEFT))
        return Node(disc.rim, both.next_to(disc.rim, RIGHT, buff=TIGHT), drawn=disc)
    under, over = number.next_to(disc.rim, DOWN, buff=TIGHT), name.next_to(disc.rim, UP, buff=TIGHT)
    return Node(disc.rim, under, over, drawn=disc)


def _pill(moment: Moment, q: Quantity, said: Reading, look: theme.Theme, *, standing: bool, full: bool) -> Node:
    if not full:
        named = NamedPill(q, look, indexed=False)
        return Node(named.rim, drawn=named)
    pill = Pill("", q, moment, look, reading=said)
    name = Formula("{q}", em=theme.LABEL, indexed=False, q=q)
    if q.kind == "z" and standing:  # over the edge that comes from the right
        name.next_to(pill.rim, RIGHT, buff=TIGHT).shift(UP * (name.height / 2 + TIGHT))
    elif q.kind == "z":  # beside the edge that comes from above
        name.next_to(pill.rim, UP, buff=TIGHT).shift(RIGHT * (name.width / 2 + TIGHT))
    else:
        name.next_to(pill.rim, DOWN if q.kind == "b" and not standing else UP, buff=TIGHT)
    return Node(pill.rim, name, drawn=pill)


def _cost(moment: Moment, said: Reading, look: theme.Theme, side: float, *, standing: bool) -> Node:
    square = CostSquare([moment], look)
    square.stand(np.zeros(3), min(side, max(_LEAST_SIDE, _WIDE / square.count)))
    label = Formula("{q} = {v}", em=theme.LABEL, q=C, v=said)
    label["v"].set_fill(look.colour("C"))
    label.next_to(square.frames, RIGHT if standing else DOWN, buff=TIGHT)
    if standing and square.count > 2:
        label.next_to(square.frames, DOWN, buff=TIGHT)
    keys = [] if square.key is None else [square.key.next_to(label, DOWN, buff=TIGHT)]
    return Node(square.frames, label, *keys, drawn=square)
