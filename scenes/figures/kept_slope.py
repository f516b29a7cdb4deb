"""A slope that is kept at its neuron: the coin locks to the disc, and what makes the neuron comes out at its left."""

from __future__ import annotations

from typing import Any, final

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Mobject,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, b, slope, w
from core.notation.quantity_markup import SLOPE_IN_LINE
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.coin import Coin
from scenes.figures.disc import Disc
from scenes.figures.entry import Entry
from scenes.figures.greys import Greys
from scenes.figures.pill import NamedPill
from scenes.figures.ribbon import Ribbon
from scenes.layout.box import Box
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Shade
from scenes.type.formula import Formula

_SMALL, _GAP, _APART = 0.38, 0.25, 0.06
"""The radius of the disc before; from what makes a neuron to the neuron; from pill to pill."""


_INWARD = 0.3
_LED = 3.6
"""Contrast of the lines: a glow lies under them."""


@final
class KeptSlope(VGroup):
    """What a neuron keeps, and what it is made of.

    Parameters
    ----------
    moment : Moment
        Of a chain, at rest.
    quantity : Quantity
        The activation.
    greys : Greys

    Attributes
    ----------
    coin : Coin
    meaning : Formula
        Which slope it is, under the coin.
    makers : VGroup
        Weight, bias and the disc before, those that have room, with what leads from them; of an input nothing.
    """

    def __init__(self, moment: Moment, quantity: Quantity, greys: Greys) -> None:
        self._moment, self._greys, self._layer = moment, greys, quantity.layer or 0
        self.coin = Coin(moment, slope(C, quantity), greys.look)
        self.meaning = Formula(SLOPE_IN_LINE, em=theme.LABEL, indexed=False, of=C, by=quantity)
        self.coin.widen(max(float(self.coin.number.width), float(self.meaning.width)))
        self.makers, self._end = VGroup(), np.zeros(3)
        super().__init__(self.makers, self.coin, self.meaning)

    @property
    def reach(self) -> float:
        """What room the coin takes beside the disc, and how much more, so that both are near the middle."""
        return self.coin.least_size().width + _INWARD

    def stand(self, ribbon: Ribbon, room: Box, beside: Entry | None = None) -> None:
        """Lock to the disc of the entry of a ribbon; what makes it stands at its left.

        Parameters
        ----------
        ribbon : Ribbon
        room : Box
            In which there is room at its left.
        beside : Entry, optional
            As far as to which there is room.
        """
        entry = ribbon.entry
        assert entry is not None
        left = room.left if beside is None else float(beside.get_right()[0]) + TIGHT
        self.coin.lock_to(entry.centre, entry.rim, RIGHT)
        self.meaning.next_to(self.coin, DOWN, buff=TIGHT)
        self.meaning.shift((self.coin.get_right()[0] - self.meaning.get_right()[0]) * RIGHT)
        clear = float(entry.symbol.get_right()[0] - self.meaning.get_left()[0]) + _GAP / 2
        self.meaning.shift(max(0.0, min(clear, room.right - float(self.meaning.get_right()[0]))) * RIGHT)
        self._end = entry.centre
        self.makers.remove(*self.makers.submobjects)
        if self._layer:
            self._make(entry, left, Box.around(ribbon.numbers[ribbon.steps[0]][1:]).left)

    def mint(self, value: Mobject, ribbon: Ribbon, **kwargs: Any) -> Animation:
        """Return the coming of the coin: out of a number, and up along a ribbon to its disc.

        Parameters
        ----------
        value : Mobject
            The number.
        ribbon : Ribbon
        """
        stops = (foot.get_center() for foot in reversed(ribbon.feet))
        return self.coin.travel(value.get_center(), *stops, **kwargs)

    def bring_makers(self, **kwargs: Any) -> Animation:
        """Return the coming of what makes the neuron, from the disc on: what leads to it, then what it leads from."""
        coming = (Create(one) if isinstance(one, Line) else FadeIn(one) for one in self.makers)
        return LaggedStart(*coming, lag_ratio=1 / 2, **kwargs)

    def _make(self, entry: Entry, left: float, number: float) -> None:
        look, layer = self._greys.look, self._layer
        pills = VGroup(*(NamedPill(q, look, indexed=False) for q in (w(layer), b(layer))))
        pills.arrange(DOWN, buff=_APART)
        right, top = min(float(entry.centre[0]) - entry.rim - _GAP, number - NEAR), float(entry.centre[1]) + entry.rim
        pills.shift((right - pills.get_right()[0]) * RIGHT + (top - pills.get_top()[1]) * UP)
        if pills.get_left()[0] < left:
            return
        colours = [look.dimmed(look.colour(kind), _LED) for kind in "wb"]
        parts: list[VMobject] = []
        for pill, colour in zip(pills, colours, strict=True):
            parts += [self._lead(pill.rim, entry, colour), pill]
        before = Disc(self._moment, a(layer - 1), self._greys, _SMALL)
        before.hold(Formula("{q}", q=before.quantity, em=theme.LABEL, coloured=False, indexed=False))
        centre = pills[0].get_center()
        centre[0] = pills.get_left()[0] - _GAP - _SMALL
        before.stand(centre, _SMALL)
        if before.is_written_inside and centre[0] - _SMALL >= left:
            start, end = pills[0].rim.get_left(), centre + _SMALL * RIGHT
            parts += [Line(start, end, color=colours[0], stroke_width=theme.LINE_WIDTH), before]
        self.makers.add(*parts)
        pale = Shade(*(one for one in parts if not isinstance(one, Line)))
        pale.begin()
        pale.interpolate(1.0)

    def _lead(self, rim: RoundedRectangle, entry: Entry, colour: str) -> Line:
        """Return a line from the rim of the disc to the left, to a pill."""
        end: Array = rim.get_right()
        way = (end - entry.centre) / np.linalg.norm(end - entry.centre)
        return Line(entry.centre + entry.rim * way, end, color=colour, stroke_width=theme.LINE_WIDTH)
