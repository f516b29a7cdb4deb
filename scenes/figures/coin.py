"""A slope that is kept, to be used again: a plate with a double rim, solid where it is positive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, final

import numpy as np
from manim import Animation, RoundedRectangle, VGroup

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.colours import ratio, rgb_of
from scenes.layout.box import Box, Size
from scenes.motion import Showing
from scenes.type.formula import Formula

_ROOM, _BETWEEN, _ROUND = 0.16, 0.06, 0.2
"""From the number to the inner rim, from there to the outer one; the radius of its corners."""
_FILL = 0.10
"""How much of a hollow plate is filled."""


@final
class Coin(VGroup):
    """A slope as a plate.

    Parameters
    ----------
    moment : Moment
    quantity : Quantity
    look : Theme
    digits : int

    Attributes
    ----------
    reading : Reading
    rims : VGroup
        The outer one, then the inner one.
    number : Formula
        Part value.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C, slope, w
    >>> coin = Coin(Moment.first(*read("networks/chain.toml")), slope(C, w(3)), theme.Theme.chosen())
    >>> coin.reading.shown, coin.is_hollow
    ('−0.0841', True)
    """

    def __init__(self, moment: Moment, quantity: Quantity, look: theme.Theme, *, digits: int = 3) -> None:
        self.quantity, self.reading = quantity, moment.read(quantity, digits)
        if not self.reading.value:
            self.reading = self.reading.to_decimals(0)
        self.is_hollow = self.reading.value <= 0
        rim, ground = look.colour("C"), look.colour("ground")
        ink = rim if self.is_hollow else _readable(rim, ground, look.colour("text"))
        self.number = Formula("{value}", em=theme.LABEL, colour=ink, value=self.reading)
        self.rims = VGroup(*(RoundedRectangle(corner_radius=_ROUND, color=rim) for _ in range(2)))
        self.rims.set_stroke(width=theme.LINE_WIDTH)
        self.rims[0].set_fill(ground, opacity=1)
        self.rims[1].set_fill(rim, opacity=0.0 if not self.reading.value else _FILL if self.is_hollow else 1.0)
        super().__init__(self.rims, self.number)
        self.widen(self.number.width)

    def widen(self, number: float) -> None:
        """Take the width that a number of some width needs."""
        place = self.number.get_center()
        for index, rim in enumerate(self.rims):
            room = 2 * (_ROOM + _BETWEEN * (1 - index))
            fresh = RoundedRectangle(width=number + room, height=theme.LABEL + room, corner_radius=_ROUND)
            rim.points = fresh.points + place

    def least_size(self) -> Size:
        """Return its size."""
        return Size(float(self.rims[0].width), float(self.rims[0].height))

    def most_size(self) -> Size:
        """Return the same: no coin is larger than another."""
        return self.least_size()

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box."""
        self.move_to(box.centre)

    def lock_to(self, centre: Array, reach: float, direction: Array) -> Coin:
        """Stand at the rim of a thing, so that it touches; return the coin.

        Parameters
        ----------
        centre : ndarray, shape (3,)
            Of what it locks to.
        reach : float
            From there to its rim.
        direction : ndarray, shape (3,)
            In which side the coin is, of length 1.
        """
        half = np.array([*self.rims[0].get_all_points().max(axis=0)[:2] - self.rims[0].get_center()[:2], 0.0])
        self.move_to(centre + (reach + float(abs(direction) @ half)) * direction)
        return self

    def travel(self, *stops: Array, **kwargs: Any) -> Animation:
        """Return its way from stop to stop to where it stands; it is blank until it arrives.

        Parameters
        ----------
        *stops : ndarray, shape (3,)
            From where it comes, then past what.
        """
        way = np.array([*stops, self.get_center()])
        marks = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])

        def show(share: float) -> None:
            there = [np.interp(share * marks[-1], marks, way[:, axis]) for axis in range(3)]
            self.move_to(np.array(there))
            self.number.set_fill(opacity=float(share == 1))

        return Showing(self, show, **kwargs)


def of_one_width(coins: Iterable[Coin]) -> None:
    """Let coins be as wide as the widest of them."""
    coins = list(coins)
    widest = max((float(coin.number.width) for coin in coins), default=0.0)
    for coin in coins:
        coin.widen(widest)


def _readable(fill: str, *inks: str) -> str:
    return max(inks, key=lambda ink: ratio(rgb_of(ink), rgb_of(fill)))
