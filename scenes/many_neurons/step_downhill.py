"""One step of gradient descent in all layers, then several, and the cost after each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, VGroup

from core.algebra.example_form import ETA, step_downhill
from core.algebra.index_form import LAYER, J, K
from core.algebra.indexed import IndexedQuantity, indexed
from core.model.arithmetic import Expression
from core.model.fact import PARAMETERS, RATE, STEPS_TAKEN
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, slope
from core.notation.numeral import short, significant
from core.notation.reading import Named, Reading
from core.passes.choices import Story
from core.passes.choices.story import steps_possible
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.components.cost_curve import CostCurve
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.signed_bars import BarOf, SignedBars
from scenes.components.slope_flow import SlopeFlow
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, Recompute, become
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_LAYERS = 3
"""Of how many layers a weight is singled out."""
_COLUMN = 7.2
"""Width of the right column."""
_LEAST, _MOST = 0.5, 2.2
"""Width of the bars in it."""
_CURVES = (3.6, 3.2, 2.8, 2.4, 2.0, 1.6)
"""Widths of the cost's plot; the first that fits is taken."""


class StepDownhill(Lesson):
    """Every weight and bias in every layer moves at once, a little, against its slope."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Tell that the first step already leads beyond all numbers."""
        if not steps_possible(Moment(Trace(network, examples)), 1):
            return f"a step of learning_rate {network.learning_rate:g} carries numbers beyond what can be computed"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out network and cost at the left, the rule and some of the moves at the right."""
        super().setup()
        self.all = Story(self.story.moment.averaged)
        self.steps = self.all.steps
        self.after = [self.moment.averaged.after(step) for step in range(self.steps + 1)]
        self.alone = self.moment.after(self.steps)
        self.chosen = self.all.steepest_parameters
        self.diagram = self._diagram()
        self.flow = SlopeFlow(self.diagram, self.after[0])
        self.rule = self._rule()
        self.values = [self._value(quantity) for quantity in self.chosen]
        self._make_bars()
        self.titles = self._titles()
        self.curve = self._curve()
        self.words = self._words()

    def claim(self) -> str:
        """Return the claim, for a network that keeps its biases or does not, and for slopes of zero."""
        every = "Every weight and bias" if self.network.update_biases else "Every weight"
        where = " in every layer" if self.network.depth > 1 else ""
        if not Story(self.story.moment.averaged).sloping.some:
            return f"{every}{where} would move at once, a little, against its slope, but all slopes are zero."
        return f"{every}{where} moves at once, a little, against its slope."

    def construct(self) -> None:
        """Tell the lesson."""
        self.see_every_slope()
        self.turn_slopes_into_moves()
        self.take_the_step()
        self.run_forward_again()
        if self.steps > 1:
            self.step_again()
        if len(self.examples) > 1:
            self.ask_one_example()

    @beat("{over} the cost is {C}. {swept} gave all {parameters} slopes; here the steepest of {whose}.")
    def see_every_slope(self) -> None:
        """Every edge takes width and sign from its slope; the steepest are drawn as bars."""
        self.play(FadeIn(self.diagram), run_time=theme.MOVE)
        for layer in reversed(self.diagram.layers[1:]):
            edges = [edge for (at, *_), edge in self.flow.edges.items() if at == layer]
            old = self.diagram.edges_into(layer)
            self.play(old.animate.set_stroke(opacity=0.12), *map(Create, edges), run_time=theme.QUICK)
        self.play(FadeIn(self.titles[0]), self.slopes.show_axis(), run_time=theme.QUICK)
        rows = [self.slopes.show_row(row) for row in range(len(self.chosen))]
        self.play(LaggedStart(*rows, lag_ratio=0.4), run_time=theme.SLOW)

    @beat("{moves}")
    def turn_slopes_into_moves(self) -> None:
        """The rule comes, and the bars turn over to the other side."""
        self.play(FadeIn(self.rule), run_time=theme.MOVE)
        turned = [become(old, new) for old, new in zip(self.slopes.bars, self.moves.bars, strict=True)]
        numbers = FadeOut(self.slopes.read_outs), FadeIn(self.moves.read_outs)
        titles = FadeOut(self.titles[0]), FadeIn(self.titles[1])
        self.play(*titles, *turned, *numbers, run_time=theme.SLOW)

    @beat("{moved}")
    def take_the_step(self) -> None:
        """The slopes go back into the weights; all of them take their new values."""
        lit = [edge.animate.set_stroke(opacity=1) for edge in self.diagram.edges.values()]
        self.play(FadeOut(VGroup(*self.flow.edges.values())), *lit, run_time=theme.QUICK)
        self.play(self.diagram.reweigh(self.after[1]), self.jump(0, 1), run_time=theme.SLOW)

    @beat("Forward again, with the new numbers: the cost {outcome}")
    def run_forward_again(self) -> None:
        """The neurons are recomputed; the cost's second point joins the first."""
        self.play(self.curve.appear(), run_time=theme.MOVE)
        self.play(Recompute(self.diagram, through=lambda t: self.moment.after(round(t))), run_time=theme.QUICK)
        self.play(self.curve.reach(1), self.rerun(0, 1), run_time=theme.MOVE)

    @beat("New slopes, a new step, and again: after {steps} steps the cost is {C_last}. {trend}")
    def step_again(self) -> None:
        """Step after step: slopes, moves, values and cost are computed anew."""
        for step in range(2, self.steps + 1):
            active = Recompute(self.diagram, through=lambda t, end=step: self.moment.after(end - 1 + round(t)))
            moves = Recompute(self.moves, through=lambda t, end=step: self.after[end - 2 + round(t)])
            network = self.diagram.reweigh(self.after[step])
            self.play(moves, self.jump(step - 1, step), network, run_time=theme.QUICK)
            self.play(active, self.curve.reach(step), self.rerun(step - 1, step), run_time=theme.QUICK)

    @beat("A step may ask only a few examples, here just the first: its slopes alone then set every move.")
    def ask_one_example(self) -> None:
        """The moves are computed anew, from the slopes of one example alone."""
        self.play(Dim(self.curve), Dim(self.diagram), run_time=theme.QUICK)
        self.lone_moves.at(self.alone)
        changed = [become(old, new) for old, new in zip(self.moves.bars, self.lone_moves.bars, strict=True)]
        numbers = FadeOut(self.moves.read_outs), FadeIn(self.lone_moves.read_outs)
        titles = FadeOut(self.titles[1]), FadeIn(self.titles[2])
        self.play(*titles, *changed, *numbers, run_time=theme.SLOW)

    def jump(self, before: int, after: int) -> Recompute:
        """Return the numbers' change from one step's to another's."""
        return Recompute(*self.values, through=lambda t: self.after[before if t < 1 / 2 else after])

    def rerun(self, before: int, after: int) -> Recompute:
        """Return the cost's change from one step's to another's."""
        return Recompute(self.curve, through=lambda t: self.after[before if t < 1 / 2 else after])

    def _diagram(self) -> NetworkDiagram:
        diagram = NetworkDiagram(self.moment, width=5.6, height=2.7, deepest=10)
        foot = diagram.get_bottom()[1] - 0.3
        for dots, number in diagram.counts:
            # below the column: beside the dots, edges would run through it
            number.move_to(RIGHT * dots.get_x() + UP * foot)
        return diagram.align_to(RIGHT * theme.LEFT, LEFT).align_to(UP * theme.TOP, UP)

    def _rule(self) -> VGroup:
        """Return the step in general form, for weights and for biases, and the learning rate."""
        lines = VGroup(self._step_of(indexed("w", LAYER, J, K)))
        if self.network.update_biases:
            lines.add(self._step_of(indexed("b", LAYER, J)))
        rate = Formula("{eta} = {rate}", em=theme.TEXT, eta=ETA, rate=self._rate())
        lines.arrange(DOWN, buff=0.15, aligned_edge=LEFT)
        rate.next_to(lines, RIGHT, buff=0.9)
        return VGroup(lines, rate).align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.RIGHT, RIGHT)

    @staticmethod
    def _step_of(parameter: IndexedQuantity) -> Formula:
        parts = {"it": parameter, "moved": step_downhill(parameter)}
        formula = Formula("{it} arrow.l {moved}", em=theme.TEXT, **parts)
        slope = f"dC_d{parameter.short_name}"
        formula[f"{slope}.bar"].set_color(theme.colour("text"))
        formula[f"{slope}.dC"].set_color(theme.colour("C"))
        formula[f"{slope}.d{parameter.kind}"].set_color(theme.colour(parameter.kind))
        return formula

    def _value(self, quantity: Quantity) -> ReadOut:
        largest = max(abs(moment.value(quantity)) for moment in self.after)
        colour = theme.colour_of(quantity)
        # what needs a power of ten is wide enough with fewer digits
        digits = 4 if significant(largest).exponent is None else 3
        return ReadOut(self.after[0], quantity, largest=largest, digits=digits, em=theme.LABEL, colour=colour)

    def _label(self, quantity: Quantity, value: ReadOut) -> VGroup:
        symbol = Formula("{q} =", em=theme.LABEL, q=quantity)
        return VGroup(symbol, value.follow(symbol, self.after))

    def _make_bars(self) -> None:
        """Make the bars of slopes and moves, as long as labels and numbers leave room for."""
        labels = [self._label(q, value) for q, value in zip(self.chosen, self.values, strict=True)]
        bare = [VGroup() for _ in labels]
        slopes = {q: slope(C, q) for q in self.chosen}
        moves = {q: -RATE * slope(C, q) for q in self.chosen}
        kinds = ((slopes, self.after[:1], labels), (moves, self.after[:-1], bare), (moves, [self.alone], bare))
        numbers = max(self._bars(*kind, width=1.0).read_outs.width for kind in kinds) + 0.05
        room = _COLUMN - numbers - max(label.width for label in labels) - 0.5
        if room < _LEAST:
            # huge and tiny numbers: the moves are shown, the values left out
            self.values = []
            for label in labels:
                label.remove(label[1])
        made = [self._bars(*kind, width=max(_LEAST, min(_MOST, room))) for kind in kinds]
        for bars in made:
            axis = RIGHT * (theme.RIGHT - numbers - 0.25 - bars.reach) + UP * theme.BOTTOM
            bars.shift(axis - bars.axis.get_bottom())
        self.slopes, self.moves, self.lone_moves = made

    def _bars(
        self, expressions: dict[Quantity, Expression], visited: list[Moment], labels: list[VGroup], *, width: float
    ) -> SignedBars:
        colours = [None if label else theme.colour_of(q) for q, label in zip(expressions, labels, strict=True)]
        shown = zip(labels, expressions.values(), colours, strict=True)
        rows = [BarOf(label, one, self.after[0], colour=colour) for label, one, colour in shown]
        return SignedBars(rows, width=width, row_height=0.67, digits=3, visited=visited)

    def _curve(self) -> CostCurve:
        """Return the cost's plot, as wide as the bars beside it leave room for."""
        limit = self.slopes.labels.get_left()[0] - 0.15
        for width in _CURVES:
            curve = CostCurve(self.after[0], self.steps, width=width, height=1.7)
            curve.align_to(RIGHT * theme.LEFT, LEFT).align_to(UP * theme.BOTTOM, DOWN)
            if curve.get_right()[0] < limit:
                break
        return curve

    def _titles(self) -> tuple[Label, ...]:
        words = ["slope, over all examples", "move, over all examples", "move, from the first example"]
        if len(self.examples) == 1:
            words = ["slope", "move"]
        titles = tuple(Label(one).next_to(self.moves.axis, UP, buff=0.2) for one in words)
        for title in titles:
            title.shift(LEFT * max(0.0, title.get_right()[0] - theme.RIGHT))
        return titles

    def _rate(self) -> Reading:
        reading = self.moment.averaged.read(RATE)
        return replace(reading, numeral=short(reading.value))

    def _words(self) -> dict[str, Word]:
        one = len(self.examples) == 1
        costs = [moment.read(C) for moment in self.after]
        return {
            "over": "For its one example" if one else "On average over all examples",
            "C": costs[0],
            "swept": "One sweep back" if one else "Sweeps back",
            "parameters": self.moment.count(PARAMETERS),
            "whose": "each layer" if self.network.depth <= _LAYERS else "some layers",
            **self._told_step(),
            "outcome": _outcome(*costs[:2]),
            "steps": self.after[-1].count(STEPS_TAKEN),
            "C_last": costs[-1],
            "trend": _trend([cost.value for cost in costs]),
        }

    def _told_step(self) -> dict[str, Word]:
        """Tell the moves and what they did, by a weight or bias that shows it, and what does not move."""
        first = self.all.told_parameter
        move = self.after[0].read(-RATE * slope(C, first))
        before, after = (moment.read(first) for moment in self.after[:2])
        said = Named(first, indexed=True)
        biases, slopes = self.network.update_biases, self.all.sloping
        if not slopes.some:
            moved: Word = ("Where every slope is zero nothing moves: ", said, " stays ", before, ".")
            return {"moves": "Each would move against its own slope, but the slopes are zero.", "moved": moved}
        what = "weights and biases" if biases else "weights"
        layers = ", in every layer, not just the last" if self.network.depth > 1 else ""
        way = (" from ", before, " to ", after, ".") if before.shown != after.shown else (" by too little to show.",)
        still = not slopes.every
        kept = " Only where a slope is zero nothing moves." if still else ""
        if not biases:
            kept = " Biases are kept; a slope of zero moves nothing." if still else " This network keeps its biases."
        rate = "Each moves against its own slope, times the learning rate ", self._rate()
        return {
            "moves": (*rate, ": ", said, " by ", move, "."),
            "moved": (f"All {what} move at once{layers}: ", said, *way, kept),
        }


def _trend(costs: list[float]) -> str:
    pairs = list(pairwise(costs))
    if all(after < before for before, after in pairs):
        return "Each step was small enough to lead down."
    if all(after == before for before, after in pairs):
        return "No step changed the cost."
    if all(after <= before for before, after in pairs):
        return "No step led up; some left it as it was."
    if costs[-1] > costs[0]:
        return "Steps this long lead up, not down: a smaller rate would help."
    return "Some steps were too long and led up again."


def _outcome(before: Reading, after: Reading) -> tuple[str | Reading, ...]:
    if before.shown == after.shown:
        return "stays at ", after, "."
    rose = " It rose: the step was too long, and a smaller rate would help." if after.value > before.value else ""
    return "goes from ", before, " to ", after, f".{rose}"
