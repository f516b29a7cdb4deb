"""One step back through a layer: three arrows from strip to strip, each with what it multiplies by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, LaggedStart, Mobject, VGroup

from core.algebra.derivation import derive
from core.algebra.in_order import Factors
from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, b, slope, w, z
from core.notation.quantity_markup import SLOPE_IN_LINE
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.back_arrow import BackArrow
from scenes.figures.claims import Claim
from scenes.figures.hanging_strips import DIGITS, HangingStrips, Place
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Spell
from scenes.type.formula import Formula

_LANE, _UPRIGHT = 0.8, 0.3
"""From the axis to the first two arrows, of one that lies and of one that stands."""
_AWAY, _CLOSE = 1.06, 0.45
"""From the end of an arrow to the middle of a number, or of a strip."""
_ROOMY, _ROOMY_UPRIGHT, _APART = 2.75, 2.55, 2.1
"""Between strips, so that an arrow has room between their numbers; or beside those of one alone."""
_LINE, _LONGEST, _SLACK = 0.5, 2.3, 1e-6
"""From a number to its name; of a factor with its sign."""
_NAMED = theme.LABEL + _LINE + 3.5 * TIGHT
"""What a number and its name take beyond the end of a strip."""
_BEYOND, _BETWEEN, _OVER = 1.4, 0.85, 0.55
"""What arrows take beyond numbers: the longest one, the one to the weight; and what is written over one."""


@final
class OneStepBack(VGroup):
    """The slopes that one step makes, on one ruler: of the activation, the bias, the weight and the one before.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    layer : int
        Through which the step leads.
    look : Theme
    place : callable
        From a slope to the point of the chain where it belongs.
    standing : bool

    Attributes
    ----------
    strips : HangingStrips
    known, bias, weight, before : Quantity
        The slopes.
    arrows : dict of Quantity to BackArrow
        By where they lead to.
    names : dict of Quantity to Formula
    """

    fits = True
    """Whether its arrows have room in the box that it fills."""

    def __init__(self, moment: Moment, layer: int, look: theme.Theme, place: Place, *, standing: bool = False) -> None:
        self._standing = standing
        self.known, self.before = slope(C, a(layer)), slope(C, a(layer - 1))
        self.bias, self.weight = slope(C, b(layer)), slope(C, w(layer))
        values = (self.before, self.weight, self.bias, self.known)
        self._by_bias = moment.value(self.bias)
        self.strips = HangingStrips(moment, values, look, place, standing=standing)
        self.names = {q: _named(q) for q in values}
        network, examples = moment.network, moment.examples
        example = moment.state.example or 0
        factors = derive(network, self.bias, examples.X[example], examples.Y[example]).products[0].factors
        bend = next(factor for factor in factors if factor.name == f"da_dz_{layer}")
        self.arrows = {
            self.bias: self._arrow(moment, look, bend.expression, slope(a(layer), z(layer))),
            self.weight: self._arrow(moment, look, a(layer - 1), a(layer - 1)),
            self.before: self._arrow(moment, look, w(layer), w(layer), in_line=not standing),
        }
        self.strips.others = self._claims() if standing else self._claims_across()
        super().__init__(self.strips, *self.arrows.values(), *self.names.values())

    def least_size(self) -> Size:
        """Return the room for the strips."""
        return self.strips.least_size()

    def fill(self, box: Box) -> None:
        """Fill a box with the strips, and lead the arrows between them; higher up where these reach below it."""
        drawn = self._drawn_in(box)
        up = min(box.bottom - drawn.bottom, box.top - drawn.top + TIGHT)  # into the gap above, if it must be
        if up > _SLACK:
            drawn = self._drawn_in(Box(box.left, box.bottom + up, box.right, box.top + up))
        self.fits = max(box.bottom - drawn.bottom, drawn.top - box.top - TIGHT) < _SLACK

    def _drawn_in(self, box: Box) -> Box:
        """Fill a box with the strips, lead the arrows, and return what all of them take."""
        if not self._standing:
            self.strips.others = self._claims_across()
        self.strips.fill(box)
        for q, name in self.names.items():
            self._name(q, name)
        if self._standing:
            self._stand()
        else:
            self._lie()
        return Box.around(*self.arrows.values(), *self.names.values())

    def _stand(self) -> None:
        """Lead upright arrows; those that leave the bias do so on either side of the axis, to the weight on its own."""
        out, known = self.strips.heading.across, self.strips.strips[self.known]
        sides = self._sides()
        is_clear = known.length * sides[self.bias] < 0 or abs(known.length) > _UPRIGHT
        self._lead(self.known, self.bias, _UPRIGHT * sides[self.bias] * out, _CLOSE if is_clear else _AWAY)
        for q in (self.weight, self.before):
            self._lead(self.bias, q, _UPRIGHT * sides[q] * out, _CLOSE)

    def _sides(self) -> dict[Quantity, float]:
        """Return on which side of an upright axis arrows lead to slopes: 1 for the right, -1 for the left."""
        weight = 1.0 if self.strips.is_right(self.weight) else -1.0
        return {self.bias: self.strips.side, self.weight: weight, self.before: -weight}

    def _claims(self) -> list[Claim]:
        """Return what stands beside an upright axis: names at the ends of strips, and arrows with their factors."""
        names = [self.strips.claim_of(q, float(name.width)) for q, name in self.names.items()]
        for q, side in self._sides().items():
            arrow = self.arrows[q]
            wide = max(float(label.width) for label in (arrow.above, arrow.below))
            names.append(Claim(_UPRIGHT + TIGHT + wide, 0.0, right=side > 0))
        return names

    def _claims_across(self) -> list[Claim]:
        """Return what stands on either side of an axis that lies: names at the ends of strips, and arrows."""
        names = [self.strips.claim_of(q, _NAMED) for q in self.names]
        turned = [q for q in (self.weight, self.before) if self._turns(q)]
        arrows = [Claim(_LANE + _OVER, 0.0, right=self.strips.is_right(q)) for q in turned]
        beyond = _BETWEEN if self.before in turned else _BEYOND
        in_the_way = [q for q in (self.bias, self.weight) if not self._turns(q) or len(turned) > 1]
        return [*names, *arrows, *(self.strips.claim_of(q, theme.LABEL + TIGHT + beyond) for q in in_the_way)]

    def _turns(self, q: Quantity) -> bool:
        """Whether a slope is on the other side of the axis than that by the bias: the arrow leads there."""
        return bool(self._by_bias) and self.strips.is_right(q) is not self.strips.is_right(self.bias)

    def _side_of(self, q: Quantity) -> Array:
        """Return the direction from an axis that lies to the side of a strip, shape (3,)."""
        found: Array = (1.0 if self.strips.is_right(q) else -1.0) * self.strips.heading.across
        return found

    def _lie(self) -> None:
        """Lead arrows below, or above, an axis that lies: where they cross nothing that is written."""
        self.arrows[self.weight].below.set_opacity(1)
        out = self._side_of(self.bias if self._by_bias else self.known)
        level = _LANE * out
        deep = max(self._depth(q, out) for q in (self.bias, self.weight)) + 2 * TIGHT + _LINE
        is_long = abs(self.strips.strips[self.known].length) > _LANE + _LINE
        away = max(_AWAY, self._reach(self.known) + TIGHT / 2)
        self._lead(self.known, self.bias, level, _CLOSE if is_long else away)
        if not is_long:  # its number keeps clear of what is written at the start
            below = self.arrows[self.bias].below
            clear = float(self.strips.foot(self.known)[0]) - self._reach(self.known) - TIGHT / 2
            below.shift(min(0.0, clear - float(below.get_right()[0])) * RIGHT)
        gap = self._gap(self.bias, self.weight)
        if self._turns(self.weight) and gap > _APART:
            self._lead(self.bias, self.weight, -level, TIGHT, _AWAY)
        elif gap < _ROOMY:  # below the names
            self._lead(self.bias, self.weight, deep * out, TIGHT)
            deep += 2 * _LINE + TIGHT
        else:
            is_crowded = self._crowd_weight(self.strips.numbers, self.names)
            is_below = is_crowded and self._crowd_weight(self.names)
            self._lead(self.bias, self.weight, deep * out if is_below else level, TIGHT if is_below else _AWAY)
            if is_below:
                self.arrows[self.weight].below.set_opacity(0)
                deep += _LINE + TIGHT
            else:  # below what stands at the other two
                deep = max(deep, _LANE + 2 * _LINE + TIGHT)
                if is_crowded:
                    self._leave_out_number(self.arrows[self.weight], out)
        if self._turns(self.before):
            out = -out
            deep = max(_LANE, *(self._depth(q, out) + TIGHT + _LINE for q in (self.bias, self.weight)))
        feet, arrow = [self.strips.foot(q) for q in (self.bias, self.before)], self.arrows[self.before]
        ahead = Box.around(self.strips.numbers[self.before][1:], self.names[self.before]).right - float(feet[1][0])
        arrow.lead(feet[0] + deep * out, feet[1] + max(_AWAY, ahead) * RIGHT + TIGHT * RIGHT + deep * out)

    def _lead(self, start: Quantity, end: Quantity, level: Array, close: float, away: float | None = None) -> None:
        """Lead the arrow from one strip to another; where it is short and upright, without its number."""
        back, gap, arrow = -self.strips.heading.towards, self._gap(start, end), self.arrows[end]
        near = min(close, gap / 3)
        far = away or min(_AWAY if close > TIGHT else TIGHT, gap / 3)
        feet = self.strips.foot(start), self.strips.foot(end)
        if self._standing:
            arrow.below.set_opacity(float(gap >= _ROOMY_UPRIGHT))
        arrow.lead(feet[0] + near * back + level, feet[1] - far * back + level, float(np.sign(level @ RIGHT)))

    def _crowd_weight(self, *written: Mapping[Quantity, Mobject]) -> bool:
        """Whether what is written at bias and weight leaves no room between for what stands at their arrow."""
        ends = [Box.around(*(one[q] for one in written)) for q in (self.weight, self.bias)]
        arrow = self.arrows[self.weight]
        return ends[1].left - ends[0].right < max(arrow.above.width, arrow.below.width) + TIGHT

    @staticmethod
    def _leave_out_number(arrow: BackArrow, out: Array) -> None:
        """Let an arrow be without its number, which stands in the chain; its symbol is on the outer side."""
        arrow.below.set_opacity(0)
        arrow.above.next_to(VGroup(arrow.shaft, arrow.tip), out, buff=TIGHT / 2)

    def _reach(self, q: Quantity) -> float:
        """Return how far a number and its name reach to where the step leads."""
        parts = Box.around(self.strips.numbers[q][1:], self.names[q])
        return float(self.strips.foot(q)[0]) - parts.left

    def _gap(self, start: Quantity, end: Quantity) -> float:
        return float(np.linalg.norm(self.strips.foot(start) - self.strips.foot(end)))

    def start(self) -> Animation:
        """Return the coming of the axis and of what is known: its strip and its name."""
        known = (self.strips.hang(self.known), FadeIn(self.names[self.known]))
        return AnimationGroup(FadeIn(self.strips.axis), *known, lag_ratio=0.7)

    def results(self) -> list[Quantity]:
        """Return the slopes that the step makes, in order."""
        return list(self.arrows)

    def step(self, after: Quantity) -> Animation:
        """Return the coming of one slope: the arrow, the strip on its way along it, then its name."""
        source = self.known if after == self.bias else self.bias
        carried = self.strips.bring(source, after)
        return LaggedStart(self.arrows[after].grow(), carried, Spell(self.names[after]), lag_ratio=0.7)

    @staticmethod
    def _arrow(
        moment: Moment, look: theme.Theme, symbol: object, quantity: Quantity, *, in_line: bool = False
    ) -> BackArrow:
        shown = Factors(symbol) if not isinstance(symbol, Quantity) else symbol
        reading = moment.read(quantity, DIGITS)
        if quantity.kind == "w":  # as it was given
            reading = reading.in_fewest_digits()
        if in_line:
            whole = Formula("times {it} = {value}", em=theme.LABEL, indexed=False, it=shown, value=reading)
            return BackArrow(look, whole, VGroup())
        above = Formula("times {it}", em=theme.LABEL, indexed=False, it=shown)
        if above.width > _LONGEST:  # the long name of a function
            above = Formula("times " + SLOPE_IN_LINE, em=theme.LABEL, indexed=False, of=quantity.of, by=quantity.by)
        return BackArrow(look, above, Formula("{value}", em=theme.LABEL, value=reading))

    def _name(self, q: Quantity, name: Formula) -> None:
        number = self.strips.numbers[q]
        if self._standing:
            below = -1.0 if q != self.known else 1.0
            inner = LEFT if self.strips.strips[q].length > 0 else RIGHT
            name.next_to(number[1:], below * UP, buff=TIGHT, aligned_edge=inner)
            return
        side = 1.0 if self.strips.strips[q].length > 0 else -1.0
        centre = number[1:].get_center() + side * _LINE * self.strips.heading.across
        ends = [end[0] for end in (self.strips.axis.get_start(), self.strips.axis.get_end())]
        centre[0] = max(ends[0] + name.width / 2, min(centre[0], ends[1] - name.width / 2))
        name.move_to(centre)

    def _depth(self, q: Quantity, out: Array) -> float:
        """Return how far to one side of the axis its strip, number and name reach; 0 where they are on the other."""
        axis: Array = self.strips.axis.get_start()
        boxes = [Box.around(part) for part in (self.strips.strips[q], self.strips.numbers[q][1:], self.names[q])]
        corners = [np.array([x, y, 0.0]) for box in boxes for x in (box.left, box.right) for y in (box.bottom, box.top)]
        return max(0.0, *(float((corner - axis) @ out) for corner in corners))


def _named(quantity: Quantity) -> Formula:
    return Formula(SLOPE_IN_LINE, em=theme.LABEL, indexed=False, of=quantity.of, by=quantity.by)
