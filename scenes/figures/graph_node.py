"""One node of an expression's graph: a disc with its value, what it does beside it, and what the sweep brings to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import Circle, Polygon, VGroup

from core.model.arrays import Array
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.flow_band import Port
from scenes.figures.heading import Heading
from scenes.figures.pile import Pile
from scenes.layout.box import Box
from scenes.layout.cells import TIGHT
from scenes.type.formula import Formula

_INSIDE = 0.84
"""Of a disc's breadth: what is wider does not stand in it."""
_CLEAR, _THICK = 0.07, 0.13
"""From a disc to its strips, and across these."""


@final
class GraphNode(VGroup):
    """A node that is given, or computed.

    Parameters
    ----------
    value : Reading
    sign : str
        What it does or is called, as Typst mathematics; empty for a constant.
    parts : sequence of float
        What arrives at it, in the order in which it piles up; nothing at a constant.
    given : bool
        Whether it is an input, whose name stands before it.
    what : str
        For whoever measures.
    heading : Heading
    look : Theme

    Attributes
    ----------
    disc : Circle
    number, sign : Formula
        The sign of a constant is not drawn.
    pile : Pile
    """

    def __init__(
        self,
        value: Reading,
        sign: str,
        parts: Sequence[float],
        look: theme.Theme,
        *,
        given: bool,
        what: str,
        heading: Heading,
    ) -> None:
        self._heading, self._given, self._look = heading, given, look
        ground, text = look.colour("ground"), look.colour("text")
        self.disc = Circle(radius=1.0, color=text, stroke_width=theme.LINE_WIDTH).set_fill(ground, opacity=1)
        self.number = Formula("{value}", em=theme.LABEL, value=value)
        self.sign = Formula(sign, em=theme.FORMULA) if sign else VGroup()
        self.pile = Pile(parts or (0.0,), look.colour("slope"), ground, what=what, tall=not heading.towards[0])
        self.carries = bool(parts)
        self.own = VGroup(self.disc, self.sign)
        super().__init__(self.own, self.number, *([self.pile] if self.carries else []))

    @property
    def total(self) -> float:
        """What is left of all that arrives."""
        return self.pile.total if self.carries else 0.0

    @property
    def extent(self) -> tuple[float, float]:
        """How far the pile reaches to either side of its foot, as values; at most 0 and at least 0."""
        positive = sum(one for one in self.pile.values if one > 0)
        return min(0.0, self.total, positive + sum(one for one in self.pile.values if one < 0)), max(0.0, positive)

    @property
    def behind(self) -> float:
        """How far its pile reaches from its rim."""
        return _CLEAR + _THICK

    @property
    def reach(self) -> float:
        """How far the strip and the name of an input reach from its rim."""
        size = self.sign.width if self._heading.towards[0] else self.sign.height
        return self.behind + TIGHT + float(size)

    def aside(self, radius: float) -> float:
        """Return how far what is written beside a disc reaches from its rim."""
        axis = "height" if self._heading.towards[0] else "width"
        written = [] if self._given else [self.sign]
        written += [] if self._has_room(radius) else [self.number]
        return max((TIGHT + float(getattr(one, axis)) for one in written if len(one)), default=0.0)

    def _has_room(self, radius: float) -> bool:
        return float(self.number.width) <= 2 * _INSIDE * radius

    def stand(self, centre: Array, radius: float, unit: float, side: float = 1.0) -> None:
        """Stand at a place, strips on a ruler, the sign on a side across the run (1 or -1) if it may choose.

        Where the number has no room in the disc, it stands on the one side, and the sign on the other.
        """
        self.centre, self.radius = centre, radius
        self.disc.set(width=2 * radius).move_to(centre)
        across, towards = self._heading.across, self._heading.towards
        self.number.move_to(centre)
        if not self._has_room(radius):
            side = 1.0
            self.number.next_to(self.disc, -across, buff=TIGHT)
        low, high = self.extent
        beyond = radius + _CLEAR + _THICK / 2
        foot = centre + beyond * towards - unit * (low + high) / 2 * across
        beside = centre - beyond * towards - unit * self.total / 2 * across
        self.pile.stand(foot, beside, unit, _THICK)
        if not len(self.sign):
            return
        if self._given:
            half = (self.sign.width if towards[0] else self.sign.height) / 2
            self.sign.move_to(centre - (radius + self.reach - half) * towards)
        else:
            self.sign.next_to(self.disc, side * across, buff=TIGHT)

    def way_in(self, place: int) -> Port:
        """Return where one of the things that arrive ends."""
        port = self.pile.ports()[place]
        return Port(port.foot + _THICK / 2 * self._heading.towards, port.length)

    def way_out(self) -> Port:
        """Return where what is left goes on."""
        port = self.pile.port_left()
        return Port(port.foot - _THICK / 2 * self._heading.towards, port.length)

    def rim(self, side: float, across: float = 0.0) -> Array:
        """Return a point of the rim: on the side of the whole (1) or of what is given (-1), so far across."""
        off = float(np.clip(across, -self.radius / 2, self.radius / 2))
        along = side * float(np.sqrt(self.radius**2 - off**2))
        found: Array = self.centre + along * self._heading.towards + off * self._heading.across
        return found

    def boxes(self) -> list[Box]:
        """Return the room that it takes, with all that will ever stand beside it."""
        drawn = [Box.around(self.disc), Box.around(self.number), *([Box.around(self.sign)] if len(self.sign) else [])]
        return [*drawn, *([Box.around(self.pile)] if self.carries and self.total else [])]


def arrowhead(tip: Array, way: Array, colour: str, size: float = 0.13) -> Polygon:
    """Return the head of an arrow that ends at a tip, in the direction of a way."""
    way = way / max(float(np.linalg.norm(way)), 1e-9)
    aside = np.array([-way[1], way[0], 0.0]) * size / 2
    return Polygon(tip, tip - size * way + aside, tip - size * way - aside, stroke_width=0).set_fill(colour, opacity=1)
