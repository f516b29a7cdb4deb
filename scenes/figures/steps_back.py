"""The step back again and again, until the input: strips on one ruler, factors on arrows, a coin for each weight."""

from __future__ import annotations

from itertools import pairwise
from typing import final

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, FadeIn, GrowFromCenter, LaggedStart, Mobject, VGroup

from core.model.arithmetic import Expression, product
from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, slope, w, z
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.back_arrow import BackArrow
from scenes.figures.claims import Claim
from scenes.figures.coin import Coin, of_one_width
from scenes.figures.hanging_strips import DIGITS, HangingStrips
from scenes.figures.spine import Spine
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula

_CLEAR = 0.75
"""Half the room of a number between two arrows."""
_LEAST_ARROW, _LEAST_FACTOR = 0.45, 1.3
_HALF_STRIP = 0.35
_TRIES = 24
_ARROWS = 0.5
"""Where they lie, of the way from the axis to the end of the room."""
_OUT = 0.45
"""From the axis to upright arrows."""


@final
class StepsBack(VGroup):
    """What a whole way back leaves, under or beside a spine.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    spine : Spine
        In its place whenever this is filled.
    look : Theme
    standing : bool

    Attributes
    ----------
    strips : HangingStrips
        The slopes of activations.
    arrows : dict of int to BackArrow
        By the layer that they lead back from; empty where neurons are too close.
    coins : dict of int to Coin
        The slopes of weights by their layer; empty where there is no room for them.
    meaning, kept : Formula
        What the strips are, and what the coins are.
    """

    def __init__(self, moment: Moment, spine: Spine, look: theme.Theme, *, standing: bool = False) -> None:
        self._moment, self._spine, self._standing = moment, spine, standing
        self._is_crowded, self._is_narrow, self._has_name = False, False, False
        self._values = {layer: slope(C, a(layer)) for layer in spine.layers}
        values = list(self._values.values())
        self.strips = HangingStrips(moment, values, look, spine.place, standing=standing)
        self._steps = list(pairwise(spine.layers))
        self.arrows = {later: self._arrow(earlier, later, look) for earlier, later in self._steps}
        self.coins = {
            later: Coin(moment, slope(C, w(later)), look) for earlier, later in self._steps if later == earlier + 1
        }
        of_one_width(self.coins.values())
        self.meaning, self.kept = (
            Formula("{q}", q=slope(C, Quantity(kind)), em=theme.FORMULA, indexed=False) for kind in ("a", "w")
        )
        super().__init__(self.meaning, self.kept, self.strips, *self.arrows.values(), *self.coins.values())

    @property
    def has_coins(self) -> bool:
        """Whether there is room for coins."""
        return not self._is_crowded and (
            self._pitch() >= self._coin().width + 2 * _HALF_STRIP if not self._standing else self._pitch() > 2 * _CLEAR
        )

    @property
    def has_arrows(self) -> bool:
        """Whether there is room for arrows with their factors."""
        is_long = self._pitch() - (2 * _HALF_STRIP) > _LEAST_FACTOR
        return is_long and not self._is_narrow and not self._is_touched()

    def _is_touched(self) -> bool:
        """Whether a factor at an arrow touches a number, a strip, or the next factor."""
        taken = [Box.around(number[1:]) for number in self.strips.numbers.values()]
        taken += [Box.around(strip) for strip in self.strips.strips.values() if strip.length]
        labels = [
            Box.around(label).inset(-TIGHT / 4)
            for arrow in self.arrows.values()
            for label in (arrow.above, arrow.below)
        ]
        return any(label.overlaps(other) for at, label in enumerate(labels) for other in (*taken, *labels[at + 1 :]))

    def least_size(self) -> Size:
        """Return the room for the strips."""
        return self.strips.least_size()

    def fill(self, box: Box) -> None:
        """Fill a box with the strips; arrows and coins stand between them where no number is."""
        self._is_crowded = self._is_narrow = False
        if self._standing:
            self._make_room(box.width)
        self.strips.fill(box)
        for earlier, later in self._steps:
            self._lead(earlier, later, box)
        self._tell_meaning(box)
        self._place_coins(box)
        self._name_coins(box)

    def _make_room(self, width: float) -> None:
        """Let coins stand on the side of the longest strip and arrows on the other one, where they have room."""
        is_right, pitch = self.strips.side > 0, self._pitch()
        wide = max(float(label.width) for arrow in self.arrows.values() for label in (arrow.above, arrow.below))
        arrows = [Claim(_OUT + TIGHT + wide, 0.0, right=not is_right)]
        coin = max(float(self.kept.width), *(float(coin.width) for coin in self.coins.values()), 0.0)
        coins = [Claim(TIGHT + coin, 0.0, right=is_right)]
        heads = [Claim(TIGHT + float(self.meaning.width), 0.0, right=right) for right in (True, False)]
        if pitch - 2 * _HALF_STRIP <= _LEAST_FACTOR:
            arrows = []
        if not self.coins or pitch <= 2 * _CLEAR:
            coins = []
        self.strips.others = heads
        self._is_crowded = not self.strips.has_room(*arrows, *coins, width=width)
        self._is_narrow = self._is_crowded and not self.strips.has_room(*arrows, width=width)
        self.strips.others = [*heads, *([] if self._is_narrow else arrows), *([] if self._is_crowded else coins)]

    def _tell_meaning(self, box: Box) -> None:
        """Put what the strips are level with the cost, on the side of the axis that has more room."""
        square, axis = self._spine.square.frames.get_center(), self.strips.axis.get_start()
        if self._standing:
            height = max(float(square[1]), box.bottom + self.meaning.height / 2)
            away, side = self.meaning.width / 2 + TIGHT, self.strips.side
            side = -side if self.coins and self.has_coins else side
            last = self.strips.strips[self._values[self._spine.layers[-1]]]
            if last.foot[1] - _HALF_STRIP < height + self.meaning.height / 2:  # across the axis from that strip
                side = -1.0 if last.length > 0 else 1.0
            self.meaning.move_to(np.array([axis[0] + away * side, height, 0.0]))
        else:
            end = max((box.bottom, box.top), key=lambda one: abs(one - axis[1]))
            self.meaning.move_to(np.array([square[0], (axis[1] + end) / 2, 0.0]))

    def _name_coins(self, box: Box) -> None:
        """Put what the coins are at the end of their row, further out than what the strips are, if there is room."""
        self._has_name = bool(self.coins)
        if not self.coins:
            return
        if self._standing:
            self.kept.move_to(np.array([self._coin().get_x(), self.meaning.get_y(), 0.0]))
            return
        axis, out = float(self.strips.axis.get_start()[1]), -1.0 if self.strips.side < 0 else 1.0
        half, room = self.kept.height / 2, box.top - axis if out > 0 else axis - box.bottom
        at, kept = (out * (float(one.get_y()) - axis) for one in (self.meaning, self._coin()))
        kept = min(max(kept, at), room - half)
        nearer = min(at, kept - half - NEAR - self.meaning.height / 2)
        self._has_name = at < 0 or nearer > self.meaning.height / 2 + TIGHT
        self.kept.move_to(np.array([self._spine.square.frames.get_x(), axis + out * kept, 0.0]))
        if at > 0 and self._has_name and self.has_coins:
            self.meaning.set_y(axis + out * nearer)

    def start(self) -> Animation:
        """Return the coming of the axis, of the slope at the output, and of what slopes these are."""
        strip = self.strips.hang(self._values[self._spine.layers[-1]])
        return AnimationGroup(FadeIn(self.strips.axis), strip, FadeIn(self.meaning), lag_ratio=0.6)

    def known(self) -> Animation:
        """Return the coming of the slope of the neuron before the output, out of that at the output."""
        last = self._spine.layers[-2:]
        return self.strips.bring(self._values[last[1]], self._values[last[0]])

    def step(self, later: int) -> Animation:
        """Return a step back from a layer: arrow and factors, the strip on its way, and the coin of the weight."""
        earlier = {after: before for before, after in self._steps}[later]
        arrow = [self.arrows[later].grow()] if self.has_arrows else []
        strip = self.strips.bring(self._values[later], self._values[earlier])
        coin = [GrowFromCenter(self.coins[later])] if self.has_coins and later in self.coins else []
        if coin and self._has_name and later == self.layers_back()[0]:
            coin.append(FadeIn(self.kept))
        return LaggedStart(*arrow, strip, *coin, lag_ratio=0.5)

    def so_far(self) -> list[Mobject]:
        """Return what is on stage when nothing but the slope at the output is known."""
        last = self._values[self._spine.layers[-1]]
        return [self.strips.axis, self.strips.strips[last], self.strips.numbers[last], self.meaning]

    def layers_back(self) -> list[int]:
        """Return from which layers steps lead back, last one first."""
        return [later for _, later in reversed(self._steps)]

    def shown(self) -> list[VGroup]:
        """Return all that is on stage when all steps have been made."""
        parts: list[VGroup] = [self.strips, self.meaning]
        if self.has_arrows:
            parts += self.arrows.values()
        parts += [*self.coins.values(), *([self.kept] if self._has_name else [])] if self.has_coins else []
        return parts

    def _arrow(self, earlier: int, later: int, look: theme.Theme) -> BackArrow:
        weights = [w(layer) for layer in range(later, earlier, -1)]
        bends = [slope(a(layer), z(layer)) for layer in range(later, earlier, -1)]
        labels = []
        for factors, kind in ((weights, "w"), (bends, "z")):
            whole: Expression = factors[0] if len(factors) == 1 else product(factors)
            reading = self._moment.read(whole, DIGITS)
            if kind == "w":  # as they were given
                reading = reading.in_fewest_digits()
            labels.append(Formula("times {value}", em=theme.LABEL, colour=look.colour(kind), value=reading))
        return BackArrow(look, *labels)

    def _coin(self) -> Coin:
        return next(iter(self.coins.values()))

    def _pitch(self) -> float:
        feet = [self.strips.foot(value) for value in self._values.values()]
        return float(np.linalg.norm(feet[1] - feet[0]))

    def _lead(self, earlier: int, later: int, box: Box) -> None:
        start, end = (self.strips.foot(self._values[layer]) for layer in (later, earlier))
        back = -self.strips.heading.towards
        side = self.strips.side
        if self._standing:  # on the side where no coins are
            side = -side
            level = _OUT * side * self.strips.heading.across
            near = _HALF_STRIP + TIGHT
        else:
            level = self._level(box)
            near = min(_CLEAR, (self._pitch() - _LEAST_ARROW) / 2)
        arrow = self.arrows[later]
        arrow.lead(start + near * back + level, end - near * back + level, side)
        if not self._standing:  # a long number keeps clear of the strip that it leads to
            for label in (arrow.above, arrow.below):
                label.shift(max(0.0, end[0] + _HALF_STRIP - label.get_left()[0]) * RIGHT)
                if Box.around(label).overlaps(Box.around(self.strips.strips[self._values[later]])):
                    label.shift((start[0] - _HALF_STRIP - label.get_right()[0]) * RIGHT)

    def _place_coins(self, box: Box) -> None:
        """Put the coins under, or beside, their edges, all level; where none is free of numbers they do not stand."""
        strips = self.strips
        if self._standing:
            away, inward = (box.left, 1.0) if strips.side < 0 else (box.right, -1.0)
            for layer, coin in self.coins.items():
                x = away + inward * coin.width / 2
                coin.move_to(np.array([x, self._spine.place(w(layer))[1], 0.0]))
            return
        axis, end = float(strips.axis.get_start()[1]), box.bottom if strips.side < 0 else box.top
        taken = [Box.around(number[1:]) for number in strips.numbers.values()]
        taken += [Box.around(strip) for strip in strips.strips.values() if strip.length]
        taken += [Box.around(arrow) for arrow in self.arrows.values()]
        for level in np.linspace(0.88, 0.2, _TRIES):
            for layer, coin in self.coins.items():
                coin.move_to(np.array([self._spine.place(w(layer))[0], axis + level * (end - axis), 0.0]))
            places = [Box.around(coin.rims[0]).inset(-TIGHT / 2) for coin in self.coins.values()]
            if not any(place.overlaps(other) for place in places for other in taken):
                return
        self._is_crowded = True

    def _level(self, box: Box) -> Array:
        """Return how far from the axis arrows lie: near the middle of the room, where they cross no number."""
        axis = float(self.strips.axis.get_start()[1])
        end = box.bottom if self.strips.side < 0 else box.top
        taken = [Box.around(number[1:]) for number in self.strips.numbers.values()]
        levels = sorted(np.linspace(0.2, 0.88, _TRIES), key=lambda one: abs(one - _ARROWS))
        heights = [axis + level * (end - axis) for level in levels]
        clear = (
            height
            for height in heights
            if all(abs(height - number.centre[1]) > theme.LABEL + number.height / 2 for number in taken)
        )
        return np.array([0.0, next(clear, heights[0]) - axis, 0.0])
