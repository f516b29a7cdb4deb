"""What takes the place of a desired output in a hidden layer."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup

from core.algebra.delta_form import delta_formulas
from core.algebra.differentials import in_line
from core.algebra.index_form import J, index_formulas
from core.algebra.indexed import slope_by
from core.model.arithmetic import total
from core.model.costs import Score
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, a, delta, slope, y, z
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.choices.ranking import abridged, steepest
from scenes import theme
from scenes.components.index_line import index_line
from scenes.components.network_diagram import NetworkDiagram, fitted
from scenes.components.neuron_names import called
from scenes.components.plate import Plate
from scenes.components.running_sum import RunningSum
from scenes.components.signed_bars import BarOf
from scenes.components.slope_flow import SlopeFlow
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly, lift
from scenes.type.formula import Formula, Label

_MOST = 4
_TERMS = 4
"""Rows of the sum; of more paths the largest three are shown, and the rest as one."""
_ROW = 0.38
_HEADER = 0.75
"""Height above the network, where y stands."""
_ROOM = 5.9
"""Width of the right side."""
_RULES: dict[str, str] = {
    Score.SQUARE: "twice its miss",
    Score.HALF_SQUARE: "its miss",
    Score.MEAN_SQUARE: "twice its miss, shared among all outputs",
    Score.VALLEY: "how steep its logarithms are",
    Score.SLIDE: "how steep its logarithm is, as far as it is wanted",
}


class NoTargetForHiddenNeurons(Lesson):
    """A hidden neuron has no desired output; it has a slope instead."""

    chapter = "many_neurons"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there is no hidden neuron."""
        if network.depth == 1:
            return "a network with a single layer has no hidden neuron"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the network at the left; targets and slopes leave the outputs."""
        super().setup()
        self.last = self.moment.network.depth
        self.paths = self.story.hidden_paths
        self.hidden = a(self.last - 1, self.paths.k)
        self.cases = self._cases()
        height = theme.TOP - _HEADER - self.cases.get_top()[1] - 0.2
        keep = [self.hidden, *(a(self.last, j) for j in self.paths.largest(1))]
        self.diagram = NetworkDiagram(
            self.moment, width=4.2, height=height, most=_MOST, keep=keep, deepest=4
        ).counts_aside()
        self.diagram.align_to(RIGHT * (theme.LEFT + 0.1), LEFT).align_to(UP * (theme.TOP - _HEADER), UP)
        for _, count in self.diagram.counts:
            count.shift(RIGHT * 0.08)  # clear of the rings to come
        self.flow = SlopeFlow(self.diagram, self.moment)
        neurons = self.diagram.neurons
        self.lit = {at: neuron.copy() for at, neuron in neurons.items()}
        self.questions = {at: Plate(Label("?", colour=theme.colour("text"))) for at in neurons if 0 < at[0] < self.last}
        for at, question in self.questions.items():
            question.move_to(neurons[at])
        self.outputs = [j for layer, j in neurons if layer == self.last]
        self.targets = self._targets()
        self.rule = index_line(index_formulas(self.moment.network.cost)["dC_da_output"], em=theme.LABEL)
        for digits in (3, 2):
            self.slopes = self._slopes(digits)
            ends = [column.get_right()[0] for column in (self.slope_header, *self.slopes.values())]
            self.left = max(theme.RIGHT - _ROOM, max(ends) + 0.3)
            if self.left + self.rule.width <= theme.RIGHT:
                break
        self.rule.align_to(RIGHT * min(self.left, theme.RIGHT - self.rule.width), LEFT).align_to(UP * theme.TOP, UP)
        self.sum = self._sum()
        self.named, self.named_numbers = self._named()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.ask_the_question()
        self.read_the_output_slopes()
        self.answer_for_one()
        self.answer_for_all()
        self.write_both_cases()
        self.name_delta()

    @beat("The data says what the outputs should be. What should a hidden neuron be? No example says so.")
    def ask_the_question(self) -> None:
        """Targets stand beside the outputs; question marks in the hidden neurons."""
        self.play(FadeIn(self.diagram), run_time=theme.MOVE)
        self.play(Dim(VGroup(*self.diagram.edges.values())), FadeIn(self.targets), run_time=theme.MOVE)
        fading = [self.diagram.neurons[at] for at in self.questions]
        unlit = [part.animate.set_opacity(0) for neuron in fading for part in (neuron.fill, neuron.sign)]
        self.play(*unlit, LaggedStart(*map(FadeIn, self.questions.values()), lag_ratio=0.2), run_time=theme.MOVE)

    @beat("At an output the cost itself tells the slope: {rule}. For {output} it is {slope}.")
    def read_the_output_slopes(self) -> None:
        """Rings and numbers of the outputs."""
        rings = [self.flow.rings[self.last, j] for j in self.outputs]
        self.play(FadeIn(self.rule), run_time=theme.MOVE)
        numbers = [fly(self.slopes[j], self.diagram.neurons[self.last, j]) for j in self.outputs]
        self.play(FadeIn(self.slope_header), *map(FadeIn, rings), *numbers, run_time=theme.MOVE)

    @beat("A hidden neuron needs no target, only its slope: what its paths to the cost bring adds up to {total}.")
    def answer_for_one(self) -> None:
        """One question mark gives way to the sum over its paths."""
        at = self.last - 1, self.paths.k
        edges = self.diagram.edges_from(*at)
        if self.is_crowded:
            self.play(FadeOut(self.slope_header, *self.slopes.values()), run_time=theme.QUICK)
        self.play(FadeIn(self.sum.axis), Dim(edges, 1 / theme.DIM), run_time=theme.QUICK)
        self.add(self.diagram.counts)
        for index in range(len(self.sum.bars) - 1):
            self.play(self.sum.show_row(index), run_time=max(0.4, 3.0 / len(self.sum.bars)))
        self.play(self.sum.show_total(), run_time=theme.MOVE)
        self.play(self._answer(at), run_time=theme.MOVE)

    @beat("So every question mark gives way to a slope, {back}. A broken ring says: more of it, less cost.")
    def answer_for_all(self) -> None:
        """The other hidden neurons' slopes come, the last layer first."""
        for layer in sorted({layer for layer, _ in self.questions}, reverse=True):
            left = [at for at in self.questions if at[0] == layer and at != (self.last - 1, self.paths.k)]
            if left:
                self.play(*(self._answer(at) for at in left), run_time=theme.MOVE)

    @beat("Both cases in one: a sum over the next layer, or in the last layer the cost's own slope.")
    def write_both_cases(self) -> None:
        """The two-case formula; its lower line comes from the rule of the outputs."""
        names = [name for name in ("a_j", "y_j") if name in self.rule.parts]
        carried = [glyph for name in names for glyph in self.cases[name]]
        self.play(
            FadeIn(VGroup(*(glyph for glyph in self.cases if glyph not in carried))),
            *(lift(self.rule[name], self.cases[name]) for name in names),
            run_time=theme.SLOW,
        )

    @beat("Many books carry the slope by z instead, and call it δ. That is one factor more, {bend}: here {delta}.")
    def name_delta(self) -> None:
        """What other books call delta, with this neuron's numbers."""
        self.play(FadeOut(self.sum, self.rule), run_time=theme.QUICK)
        self.play(FadeIn(self.named), run_time=theme.MOVE)
        self.play(fly(self.named_numbers, self.flow.rings[self.last - 1, self.paths.k]), run_time=theme.MOVE)

    def _answer(self, at: tuple[int, int]) -> AnimationGroup:
        """Return how a question mark gives way to a ring, and the neuron lights again."""
        neuron = self.diagram.neurons[at]
        lit = self.lit[at]
        relit = [
            mine.animate.set_fill(opacity=again.get_fill_opacity()).set_stroke(opacity=again.get_stroke_opacity())
            for mine, again in ((neuron.fill, lit.fill), (neuron.sign, lit.sign))
        ]
        return AnimationGroup(FadeOut(self.questions[at]), FadeIn(self.flow.rings[at]), *relit)

    def _targets(self) -> VGroup:
        """Return y of the outputs shown, beside them, below its symbol."""
        column = VGroup()
        for j in self.outputs:
            reading = self.moment.read(y(j))
            number = Formula("{y}", em=theme.LABEL, y=replace(reading, numeral=short(reading.value)))
            number["y"].set_fill(theme.colour("y"))
            column.add(number.next_to(self.diagram.neurons[self.last, j], RIGHT, buff=0.35))
        header = Formula("{y}", em=theme.LABEL, y="y_j", colour=theme.colour("y")).next_to(column, UP, buff=0.25)
        return column.add(header)

    def _slopes(self, digits: int) -> dict[int, Formula]:
        """Return dC/da of the outputs shown, in a column right of their targets."""
        left, made = self.targets.get_right()[0] + 0.35, {}
        for j in self.outputs:
            reading = self.moment.read(slope(C, a(self.last, j)), digits=digits)
            number = Formula("{slope}", em=theme.LABEL, slope=reading, colour=theme.colour("C"))
            made[j] = number.move_to([left, self.targets[self.outputs.index(j)].get_y(), 0], aligned_edge=LEFT)
        right = max(number.get_right()[0] for number in made.values())
        for number in made.values():
            number.align_to(RIGHT * right, RIGHT)
        written = in_line(slope_by("a", self.last, J))
        self.slope_header = Formula("{s}", em=theme.LABEL, s=written, colour=theme.colour("C"), coloured=False)
        self.slope_header.move_to([left, self.targets[-1].get_y(), 0], aligned_edge=LEFT)
        return made

    def _sum(self) -> RunningSum:
        """Return the paths' shares and their total; in words as long as the room allows."""
        room = theme.RIGHT - self.left - 0.03
        for is_named, width in ((True, 2.0), (True, 1.4), (False, 1.8), (False, 1.3), (False, 0.7)):
            made = self._bars(width, is_named=is_named)
            if made.width <= room:
                break
        self.is_crowded = made.width > room
        made.align_to(RIGHT * (theme.RIGHT - 0.03), RIGHT)
        return made.align_to(UP * (self.rule.get_bottom()[1] - 0.22), UP)

    def _bars(self, width: float, *, is_named: bool) -> RunningSum:
        terms, told = self.paths.terms, abridged(self.paths.values, _TERMS)
        rows = [BarOf(self._through(j, is_named=is_named), terms[j], self.moment) for j in told.shown]
        if told.others:
            rest = total(terms[j] for j in told.others)
            rows.append(BarOf(Label(f"the other {len(told.others)}"), rest, self.moment))
        written = in_line(slope(C, self.hidden))
        label = Formula("{slope}", em=theme.LABEL, coloured=False, slope=written)
        whole = BarOf(label, self.paths.quantity, self.moment, colour=theme.colour("C"))
        heights = [-_ROW * row for row in range(len(rows))]
        heights.append(heights[-1] - 0.7)
        return RunningSum(rows, whole, width=width, row_height=_ROW, heights=heights)

    def _through(self, j: int, *, is_named: bool) -> Label:
        names = self.moment.network.outputs
        return fitted(f"via {names[j] if names else f'output {j}'}", 2.8) if is_named else Label(f"via {j}")

    def _cases(self) -> Formula:
        cost = self.moment.network.cost
        formulas = index_formulas(cost) if self.paths.elementwise else delta_formulas(cost)
        made = index_line(formulas["two_cases"], em=theme.LABEL)
        return made.align_to(RIGHT * theme.LEFT, LEFT).align_to(UP * theme.BOTTOM, DOWN)

    def _named(self) -> tuple[Formula, Formula]:
        formula = index_line(index_formulas(self.moment.network.cost)["delta"], em=theme.TEXT)
        layer, k = self.hidden.layer or 0, self.paths.k
        bend, whole = slope(a(layer, k), z(layer, k)), delta(layer, k)
        parts = {
            "bend": self.moment.read(bend, digits=3),
            "slope": self.moment.read(self.paths.quantity, digits=3),
            "value": self.moment.read(whole, digits=3),
        }
        slope_slot = "({slope})" if parts["slope"].numeral.negative else "{slope}"
        longest_first = dict(sorted(parts.items(), key=lambda part: -len(part[1].shown)))
        template = f"{{delta}} & = {{bend}} dot.op {slope_slot} \\ & = {{value}}"
        numbers = Formula(template, em=theme.LABEL, delta=whole, **longest_first)
        if numbers.width > theme.RIGHT - self.left:
            numbers = Formula("{delta} = {value}", em=theme.LABEL, delta=whole, value=parts["value"])
        numbers["value"].set_fill(theme.colour("C"))
        formula.align_to(RIGHT * self.left, LEFT).align_to(self.rule, UP)
        numbers.align_to(formula, LEFT).align_to(UP * (formula.get_bottom()[1] - 0.35), UP)
        return formula, numbers

    def _words(self) -> dict[str, Word]:
        network = self.moment.network
        output = steepest(self.story.moment, [a(self.last, j) for j in self.outputs])
        layer, k = self.hidden.layer or 0, self.paths.k
        lone = network.cost.score == Score.MEAN_SQUARE and network.widths[-1] == 1
        return {
            "rule": "twice its miss" if lone else _RULES.get(network.cost.score, "how steep its own score is"),
            "output": called(self.moment, self.last, *output.neurons),
            "slope": self._read(slope(C, output)),
            "total": self._read(self.paths.quantity),
            "back": "layer after layer, from back to front" if self.last > 2 else "each by its own sum",
            "bend": self._read(slope(a(layer, k), z(layer, k))),
            "delta": self._read(delta(layer, k)),
        }

    def _read(self, quantity: Quantity) -> Reading:
        return self.moment.read(quantity)
