"""Every slope in one column, and one step against all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from core.algebra.differentials import GradientOf, in_line
from core.algebra.symbols import symbol
from core.model.arithmetic import Expression, Given
from core.model.errors import InputError
from core.model.fact import EXAMPLES, PARAMETERS, RATE, STEPS_TAKEN
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, b, change, slope, w
from core.notation.numeral import short
from core.notation.reading import Named, Reading
from core.passes.choices import Story
from core.passes.choices.ranking import steepest
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.components.chain_strip import ChainStrip
from scenes.components.parameter_bars import ParameterBars
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Recompute
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

MOVED = "All move at once, in every layer, and the network runs again"
SOME_MOVED = "Those that have a step move at once, and the network runs again"
STEPS = 10
"""How many more steps are taken in the end."""


class TheGradient(Lesson):
    """All the slopes together are one vector, and it says what to change first."""

    chapter = "single_neuron"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: its steps must keep every number finite."""
        reason = super().why_not(network, examples)
        if not reason:
            try:
                Story(Moment(Trace(network, examples))).chain.trace.network_at(STEPS + 1)
            except InputError as error:
                return str(error).rstrip(".")
        return reason

    def setup(self) -> None:
        """Lay out the neurons and the cost above, the slopes and the steps below."""
        super().setup()
        self.rest = self._rest()
        self.rate = self.moment.network.learning_rate
        self.strip = ChainStrip(self.rest, lit=self.moment.network.depth + 1)
        self.visited = [self.rest.after(step) for step in range(1, STEPS + 2)]
        self.costs = self._costs()
        self.slopes, self.steps = self._bars()
        self.is_wide = len(self.slopes.columns) > 1
        self.heads = self._heads()
        self.words = self._words()

    def _rest(self) -> Moment:
        """Return the moment before any step; a chain held still for one example averages over that one."""
        return self.moment if self.moment.path else self.moment.averaged

    def claim(self) -> str:
        """Return the claim; a vector of zeros says nothing."""
        rest = self._rest()
        layers = range(1, self.moment.network.depth + 1)
        if any(rest.value(slope(C, q(layer))) for q in (w, b) for layer in layers):
            return super().claim()
        return "All the slopes together are one vector; where it is zero, nothing says what to change."

    def construct(self) -> None:
        """Tell the lesson."""
        self.list_the_slopes()
        self.read_the_column()
        self.turn_against_the_slopes()
        self.take_one_step()
        self.take_more_steps()

    @beat("Every weight and every bias has a slope of its own{over}. Here are {count}.")
    def list_the_slopes(self) -> None:
        """The slopes come in a column, from the first layer to the last."""
        self.play(FadeIn(self.strip), run_time=theme.QUICK)
        self.play(self.slopes.show_rows(), run_time=4.0)

    @beat("Together they are one vector, the gradient. {largest}.")
    def read_the_column(self) -> None:
        """Brackets make the column a vector; its name comes above."""
        self.play(FadeIn(self.slopes.brackets, self.heads[0]), run_time=theme.MOVE)

    @beat("To lower the cost, move each one against its slope, {rate} the other way.{biases}")
    def turn_against_the_slopes(self) -> None:
        """The steps grow, each in proportion to its slope and opposite to it."""
        going = [FadeOut(self.slopes, self.heads[0])] if self.is_wide else []
        self.play(*going, FadeIn(self.heads[1]), run_time=theme.MOVE)
        self.play(self.steps.show_rows(), run_time=4.0)
        self.play(FadeIn(self.steps.brackets), run_time=theme.QUICK)

    @beat("{moved}: the cost {goes}.")
    def take_one_step(self) -> None:
        """One step in all layers; the cost before and after."""
        before, after = self.costs
        self.play(FadeIn(before), run_time=theme.QUICK)
        self.play(Recompute(self.strip, through=self.stepping(0, 1)), run_time=theme.MOVE)
        self.play(FadeIn(after), run_time=theme.MOVE)

    @beat("{onward}: after {more} more steps the cost is {later}.")
    def take_more_steps(self) -> None:
        """Slopes, steps and cost are recomputed after each further step."""
        gauges = [self.strip, self.after, self.steps]
        if not self.is_wide:
            gauges.append(self.slopes)
        self.play(Recompute(*gauges, through=self.stepping(1, STEPS + 1), rate_func=lambda t: t), run_time=4.0)

    def stepping(self, first: int, last: int) -> Callable[[float], Moment]:
        """Return the way from one step of descent to another; there is nothing between two steps."""
        return lambda t: self.rest.after(first + int(t * (last - first) + 1e-9))

    def _costs(self) -> tuple[VGroup, VGroup]:
        """Return the cost before and after the step, at the upper right."""
        largest = max(abs(moment.value(C)) for moment in (self.rest, *self.visited))
        rows = []
        for step, words in ((0, "before"), (1, "after")):
            number = ReadOut(self.rest.after(step), C, largest=largest, colour=theme.colour("C"))
            label = Formula(f'{{C}} "{words}" {{eq}}', em=theme.TEXT, C=C, eq="=")
            number.follow(label, [self.rest.after(step), *self.visited])
            rows.append(VGroup(label, number))
        self.after = rows[1][1]
        rows[1].next_to(rows[0], DOWN, buff=0.2).align_to(rows[0], RIGHT)
        VGroup(*rows).align_to(UP * theme.TOP, UP).align_to(RIGHT * (theme.RIGHT - 0.1), RIGHT)
        return rows[0], rows[1]

    def _bars(self) -> tuple[ParameterBars, ParameterBars]:
        top = min(self.strip.get_bottom()[1], self.costs[1].get_bottom()[1]) - 1.05
        height = top - theme.BOTTOM - 0.1
        full, half = theme.RIGHT - theme.LEFT - 0.4, (theme.RIGHT - theme.LEFT) / 2 - 0.55

        def both(width: float) -> tuple[ParameterBars, ParameterBars]:
            slopes = ParameterBars(
                self.rest,
                what=lambda q: slope(C, q),
                symbol=self._slope_symbol,
                colour=lambda _: theme.colour("C"),
                width=width,
                height=height,
                visited=self.visited,
            )
            steps = ParameterBars(
                self.rest,
                what=self._step_of,
                symbol=lambda q: Formula("{q}", em=theme.TEXT, indexed=False, q=change(q)),
                colour=theme.colour_of,
                width=width,
                height=height,
                visited=self.visited,
            )
            return slopes, steps

        slopes, steps = both(half)
        wide = len(slopes.columns) > 1
        if wide:
            slopes, steps = both(full)
        for bars in (slopes, steps):
            bars.align_to(UP * top, UP)
        slopes.align_to(RIGHT * theme.LEFT, LEFT)
        steps.align_to(RIGHT * theme.RIGHT, RIGHT)
        return slopes, steps

    def _step_of(self, parameter: Quantity) -> Expression:
        """Return the first step of a parameter as an expression that can be checked."""
        still = parameter.kind == "b" and not self.moment.network.update_biases
        return -(Given(0) if still else RATE) * slope(C, parameter)

    @staticmethod
    def _slope_symbol(parameter: Quantity) -> Formula:
        return Formula("{slope}", em=theme.TEXT, indexed=False, slope=in_line(slope(C, parameter)))

    def _heads(self) -> tuple[Formula, Formula]:
        """Return the names over the two columns: the gradient, and the rule of the step."""
        gradient = Formula("{gradient}", em=theme.FORMULA, gradient=GradientOf(symbol(C)))
        gradient.set_color(theme.colour("C"))
        parts = {"rate": self._rate(), "gradient": GradientOf(symbol(C))}
        rate = Formula('"step" {eq} - {rate} dot {gradient}', em=theme.FORMULA, eq="=", **parts)
        for head, bars in ((gradient, self.slopes), (rate, self.steps)):
            head.next_to(bars, UP, buff=0.25)
        return gradient, rate

    def _rate(self) -> Reading:
        return replace(self.moment.averaged.read(RATE), numeral=short(self.rate))

    def _words(self) -> dict[str, Word]:
        start, one, later = (self.rest.after(step).read(C) for step in (0, 1, STEPS + 1))
        goes: Word = ("falls from ", start, " to ", one)
        if one.shown == start.shown:
            goes = ("stays at ", one)
        elif one.value > start.value:
            goes = ("rises to ", one, ", for this step was too long")
        known, shown = self.moment.count(PARAMETERS), len(self.slopes.shown)
        largest = steepest(self.rest, self.slopes.shown)
        top = self.rest.read(slope(C, largest))
        most = "Where a bar is longest, a change matters most: "
        if shown < known.value:
            most = "Of those shown, this one matters most: "
        matters = (most, Named(slope(C, largest)), " = ", top)
        parameters = [q(layer) for q in (w, b) for layer in range(1, self.moment.network.depth + 1)]
        moving = [bool(self.rest.read(self._step_of(q)).value) for q in parameters]
        several = len(self.moment.examples) > 1
        over: Word = (", averaged over all ", self.moment.count(EXAMPLES), " examples") if several else ""
        return {
            "over": ", the neurons beside the chain held still" if self.moment.path else over,
            "count": ("all ", known) if shown == known.value else (self.moment.count(shown), " of the ", known),
            "largest": matters if top.value else ("Here all that is shown is ", top),
            "rate": "just as far" if self.rate == 1 else (self._rate(), " times as far"),
            "biases": "" if self.moment.network.update_biases else " The file keeps the biases where they are.",
            "moved": "So nothing moves" if not any(moving) else MOVED if all(moving) else SOME_MOVED,
            "goes": goes,
            "onward": "Then the slopes are taken anew, and so on" if any(moving) else "Going on does not change that",
            "more": self.visited[-1].read(STEPS_TAKEN - 1).to_decimals(0),
            "later": later,
        }
