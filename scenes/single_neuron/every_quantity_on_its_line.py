"""Seven quantities on seven lines, and what moves when the weight is moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, LaggedStart, VGroup

from core.algebra.symbols import SIGMA, function_names
from core.model.activation import Curve
from core.model.costs import Score
from core.model.quantity import C, Quantity, a, b, w, y, z
from core.notation.numeral import short
from core.notation.reading import Reading, read
from core.passes.trace import State
from scenes import theme
from scenes.components.chain_strip import ChainStrip
from scenes.components.footprints import Footprints
from scenes.components.number_line import NumberLine
from scenes.components.scale import Scale, scale_for, scale_showing
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, Recompute

_STRAIGHT = 0.25
"""By less than this share do the steps on a nearly straight piece of a curve differ."""
_SHORTEST = 1.2
"""Of an axis."""
_GUTTER = 0.2
"""Half the room between the chain and the lines beside it."""
_PAIR = 0.62
"""From the line of a down to that of y, which has the same ticks."""


class EveryQuantityOnItsLine(Lesson):
    """Each quantity is a number on its own line."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the chain with what is held still beside it, and the lines of what moves below."""
        super().setup()
        last, self.rest = self.trace.network.depth, State()
        self.w, self.a_prev, self.b, self.z, self.a = w(last), a(last - 1), b(last), z(last), a(last)
        steps = self.story.sweep
        self.reach = steps[-1]
        self.visited = [self.moved(step) for step in steps]
        self.strip = ChainStrip(self.trace, self.rest, width=5.2, height=0.95)
        self.lines = self._lines()
        self.given = [self.lines[str(quantity)] for quantity in (self.w, self.a_prev, self.b)]
        self.following = [self.lines[str(quantity)] for quantity in (self.z, self.a, y(), C)]
        self.moving = [self.lines[str(quantity)] for quantity in (self.w, self.z, self.a, C)]
        self.footprints = Footprints(self.trace, self.moving, self.rest, self.w, steps)
        self.still = VGroup(*(self.lines[str(quantity)] for quantity in (self.a_prev, self.b)))
        aside = [(self.lines[name], self.footprints.marks[name]) for name in (str(self.w), str(self.z))]
        self.aside = VGroup(*(part for pair in aside for part in pair))
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.place_what_is_given()
        self.place_what_follows()
        self.slide_the_weight_up()
        self.slide_the_weight_down()
        self.read_the_marks()
        self.return_to_rest()

    @beat("A number is a place on a line. Three go in: the weight {w}, {a_prev} from before, the bias {b}.")
    def place_what_is_given(self) -> None:
        """The lines of what goes in come in turn."""
        self.play(FadeIn(self.strip), run_time=theme.QUICK)
        self.play(LaggedStart(*(line.appear() for line in self.given), lag_ratio=0.5), run_time=theme.SLOW)

    @beat("The sum {z} follows, then the activation {a}; next to the desired {y} it makes the cost {C}.")
    def place_what_follows(self) -> None:
        """The lines of what follows come in turn."""
        self.play(LaggedStart(*(line.appear() for line in self.following), lag_ratio=0.5), run_time=3.2)

    @beat("Slide w up to {top}, and mark equal steps. {evenly}")
    def slide_the_weight_up(self) -> None:
        """The weight goes to the upper end, everything after it is recomputed."""
        self.play(Dim(self.still), run_time=theme.QUICK)
        self.add(self.footprints)
        self.play(self.slide(0.0, self.reach), run_time=3.6)

    @beat("Now all the way down to {bottom}. What went in beside the weight stays where it is, and so does y.")
    def slide_the_weight_down(self) -> None:
        """The weight goes to the lower end."""
        self.footprints.keep(self.moved(self.reach))
        self.play(self.slide(self.reach, -self.reach), run_time=4.0)
        self.footprints.keep(self.moved(-self.reach))

    @beat("Read the marks: {bend}; {bowl}.")
    def read_the_marks(self) -> None:
        """The activation, the desired output and the cost are compared."""
        self.play(Dim(self.aside), run_time=theme.QUICK)

    @beat("Back at {w} everything is back too, and the cost is {C} again: the numbers alone decide.")
    def return_to_rest(self) -> None:
        """The weight goes back to its own value."""
        self.play(Dim(self.aside, 1 / theme.DIM), run_time=theme.QUICK)
        self.play(self.slide(-self.reach, 0.0), run_time=theme.SLOW)
        self.play(Dim(self.still, 1 / theme.DIM), run_time=theme.QUICK)

    def moved(self, by: float) -> State:
        """Return the state with the weight moved."""
        return self.rest.nudged(self.w, by)

    def slide(self, before: float, after: float) -> Animation:
        """Return the movement of the weight, all that depends on it recomputed."""
        gauges = (*self.moving, self.footprints, self.strip)
        return Recompute(*gauges, through=lambda t: self.moved(before + t * (after - before)))

    def _lines(self) -> dict[str, NumberLine]:
        """Return a line for each quantity, those that move and y across the whole stage."""
        right = theme.RIGHT - 0.05  # a number that runs higher than was foreseen grows a little
        still = self._fitted((self.a_prev, self.b), _GUTTER, right)
        across = self._fitted((self.w, self.z, self.a, y(), C), theme.LEFT, right)
        weight, total, activation, desired, cost = across
        # one row of numbers serves them both, and the tail of a y reaches down to it
        activation.tick_labels.remove(*activation.tick_labels)
        free_from = desired.symbol.get_right()[0] + 0.1
        desired.tick_labels.remove(*(label for label in desired.tick_labels if label.get_left()[0] < free_from))
        desired.shift(UP * (activation.axis.get_y() - _PAIR - desired.axis.get_y()))
        rows = VGroup(*still, weight, total, VGroup(activation, desired), cost)
        free = theme.TOP - theme.BOTTOM - sum(row.height for row in rows)
        rows.arrange(DOWN, buff=free / (len(rows) - 1), coor_mask=UP).align_to(UP * theme.TOP, UP)
        self.strip.set_y(VGroup(*still).get_y())
        return {str(line.quantity): line for line in (*still, *across)}

    def _fitted(self, quantities: tuple[Quantity, ...], left: float, right: float) -> list[NumberLine]:
        """Return lines of one length that begin at the same place, as long as their numbers leave room for."""
        length = right - left
        for _ in range(4):
            lines = [self._line(quantity, length) for quantity in quantities]
            column = VGroup(*lines)
            for line in lines:
                line.shift(LEFT * line.axis[0].get_start()[0])
            if column.width <= right - left:
                break
            length = max(_SHORTEST, length - (column.width - (right - left)) - 0.03)
        column.shift(RIGHT * (left - column.get_left()[0]))
        return lines

    def _line(self, quantity: Quantity, length: float) -> NumberLine:
        scale = self._scale(quantity)
        return NumberLine(self.trace, quantity, self.rest, scale=scale, length=length, indexed=False)

    def _scale(self, quantity: Quantity) -> Scale:
        """Return a stretch that suits the quantity on all its way; a and y share one."""
        reached = [self.trace.value(quantity, state) for state in self.visited]
        if quantity in (self.a_prev, self.b):
            return scale_showing(reached[0], reached)
        if quantity in (self.a, y()):
            both = [self.trace.value(one, state) for one in (self.a, y()) for state in self.visited]
            return scale_for(both, ticks=2)
        return scale_for([0.0, *reached] if quantity == C else reached, ticks=2)

    def _short(self, quantity: Quantity, state: State | None = None) -> Reading:
        """Return a number that was given, without further zeros."""
        reading = read(self.trace, quantity, state or self.rest)
        plain = short(reading.value)
        return replace(reading, numeral=plain) if len(str(plain)) < len(reading.shown) else reading

    def _words(self) -> dict[str, Word]:
        last = self.trace.network.depth
        row = self.trace.network.layer(last).activation
        sigma = "σ" if function_names(self.trace.network)[last - 1] == SIGMA else row.spoken
        hears = self.trace.value(self.a_prev) != 0
        evenly: Word = "The sum z takes equal steps as well."
        if not hears:
            evenly = ("Nothing else moves: what comes in is ", self._short(self.a_prev), ".")
        bowl: Word = "C is least where a comes nearest to y"
        if self.trace.network.cost.score == Score.SLIDE:
            bowl = "the greater a, the smaller C"
            if not self.trace.value(y()):
                bowl = ("C stays ", self._short(C), ", for y is ", self._short(y()))
        if len({self.trace.value(self.a, state) for state in self.visited}) == 1:
            bowl = "so C cannot either"
        return {
            "w": self._short(self.w),
            "a_prev": self._short(self.a_prev),
            "b": self._short(self.b),
            "z": self.following[0].read_out.reading.in_own_digits(),
            "a": self.following[1].read_out.reading.in_own_digits(),
            "y": self._short(y()),
            "C": self.following[3].read_out.reading.in_own_digits(),
            "top": self._short(self.w, self.moved(self.reach)),
            "bottom": self._short(self.w, self.moved(-self.reach)),
            "evenly": evenly,
            "bend": self._bend(row.curve, sigma) if hears else "the activation has not moved",
            "bowl": bowl if hears else "so the cost has not either",
        }

    def _bend(self, curve: str, sigma: str) -> str:
        """Return how a moves along the bend, as far as the weight was taken."""
        sums, activations = ([self.trace.value(one, state) for state in self.visited] for one in (self.z, self.a))
        if curve in _HINGES and min(sums) >= 0:
            return "a goes evenly, for z stays positive"
        if curve in _HINGES and max(sums) <= 0:
            return f"a {_HINGES[curve]}, for z stays negative"
        steps = np.diff(activations)
        if curve != Curve.LINE and np.ptp(steps) < _STRAIGHT * np.abs(steps).max():
            return f"a goes almost evenly, for this piece of {sigma} is nearly straight"
        if curve == Curve.WAVE and len(set(np.sign(steps))) == 1:
            return f"a follows a piece of the wave of {sigma}"
        return _BENDS.get(curve, "a goes as {sigma} bends").format(sigma=sigma)


_HINGES: dict[str, str] = {
    Curve.HINGE: "stands still",
    Curve.LEAKY_HINGE: "hardly moves",
    Curve.BENT_LINE: "goes evenly, in smaller steps than z",
}
_BENDS: dict[str, str] = {
    Curve.S_CURVE: "a's steps shrink where {sigma} is flat",
    Curve.HINGE: "a stands still while z is negative, and goes evenly beyond",
    Curve.LEAKY_HINGE: "a hardly moves while z is negative, and goes evenly beyond",
    Curve.BENT_LINE: "a takes smaller steps while z is negative, and larger ones beyond",
    Curve.SOFT_HINGE: "a hardly moves where z is far on the left, and goes evenly far on the right",
    Curve.LINE: "a goes evenly too, for {sigma} leaves z as it is",
    Curve.WAVE: "a goes to and fro on the wave of {sigma}",
    Curve.RISING: "a's steps grow and grow with z",
    Curve.SHARE: "a cannot move, for one output alone has all the share",
}
