"""What takes the place of a desired output in a hidden layer."""

from __future__ import annotations

from manim import FadeIn, FadeOut, LaggedStart, VGroup

from core.algebra.delta_form import delta_formulas
from core.algebra.index_form import index_formulas
from core.model.costs import Score
from core.model.fact import neuron_number
from core.model.network import Examples, Network
from core.model.quantity import C, a, delta, slope, z
from core.passes.carried import Carried
from core.passes.choices.ranking import largest_of
from scenes import theme
from scenes.figures import network
from scenes.figures.asked import Asked
from scenes.figures.flow import Flow
from scenes.figures.greys import Greys
from scenes.figures.swept import Swept
from scenes.layout.cells import NEAR, Column, Panes, Share
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, fly
from scenes.type.formula import Formula
from scenes.words.language import Fact


class NoTargetForHiddenNeurons(Lesson):
    """A hidden neuron has no desired output; it has a slope instead."""

    chapter = "many_neurons"
    poster = "name_delta"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there is no hidden neuron."""
        if network.depth == 1:
            return "a network with a single layer has no hidden neuron"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the network with its slots; below it, for later, what a slope is in either case."""
        super().setup()
        moment, story, look, tall = self.moment, self.story, self.theme, self.frame.is_tall
        self.depth = moment.network.depth
        groups = {layer: story.shown(layer).groups for layer in range(self.depth + 1)}
        self.carried = Carried(moment, groups)
        greys = Greys.of(story, look)
        picture = network.Network(moment, story, greys, look, place=network.FLOW, tall=tall, slim=True)
        self.flow = Flow(picture, self.carried, look, self.say("lens", {"factor": "{}"}).text)
        self.asked = Asked(self.flow, look)
        self.layer, self.k = story.hidden_paths.layer, story.hidden_paths.k
        self.cases, self.delta = self._cases(), self._delta()
        self.page = Page(self.frame, Share(self.asked))
        below = Panes(self.cases, self.delta, gap=NEAR)
        layouts = (Column(Share(self.asked), below, gap=NEAR), Column(Share(self.asked), self.delta, gap=NEAR))
        self.named = first_fitting(self.frame, *layouts)
        self.outputs = VGroup(*self.flow.numbers().values())
        self.answers = {self.k: VGroup()} | self.flow.numbers(self.layer)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.ask_for_a_target()
        self.answer_at_the_outputs()
        self.answer_for_one()
        self.answer_for_all()
        self.name_delta()

    @beat
    def ask_for_a_target(self) -> None:
        """Slots come out of the outputs with what these should be; hidden neurons have nothing but a question mark."""
        discs = self.flow.network.discs
        self.play(FadeIn(self.flow.network), run_time=self.part(1, 6))
        self.add(self.flow)
        filled = [fly(slot, discs[self.depth, j]) for j, slot in self.asked.targets.items()]
        self.play(LaggedStart(*filled, lag_ratio=1 / 2), run_time=self.part(1, 3))
        empty = [fly(slot, discs[at]) for at, slot in self.asked.ask().items()]
        self.play(LaggedStart(*empty, lag_ratio=1 / 2), run_time=self.part(1, 2))

    @beat
    def answer_at_the_outputs(self) -> None:
        """From the cost bands run to the outputs: their slopes stand there as strips."""
        self.play(FadeOut(*self.asked.targets.values()), run_time=self.part(1, 12))
        self.play(self._run(Swept(), Swept(1)), run_time=self.part(1, 8))
        self.play(self._run(Swept(1), self._standing(self.depth)), run_time=self.part(1, 2))
        self.play(FadeIn(self.outputs), run_time=self.part(1, 8))

    @beat
    def answer_for_one(self) -> None:
        """One question mark gives way: what comes back piles up, cancels, and leaves a strip."""
        gates, at = Swept(self.flow.after(self.depth)), (self.layer, self._place)
        self.play(FadeOut(self.outputs), run_time=self.part(1, 12))
        self.play(self._run(self._standing(self.depth), gates), run_time=self.part(1, 6))
        self.play(FadeOut(self.asked.questions[self.layer, self.k]), run_time=self.part(1, 12))
        self.play(self._run(gates, self._ahead(at)), run_time=self.part(1, 2))
        self.play(FadeIn(self.answers[self.k]), run_time=self.part(1, 8))

    @beat
    def answer_for_all(self) -> None:
        """The rest of the layer follows, then layer after layer to the front."""
        hidden = sorted({layer for layer, _ in self.asked.questions}, reverse=True)
        share = 5 * len(hidden)
        for layer in hidden:
            asked = [slot for at, slot in self.asked.questions.items() if at[0] == layer and at != (self.layer, self.k)]
            if layer == self.layer:
                start, others = self._ahead((layer, self._place)), self._others
            else:
                start, others = Swept(self.flow.after(layer + 1)), []
            if asked:
                self.play(FadeOut(*asked), run_time=self.part(1, share))
            self.play(self._run(start, Swept(self.flow.after(layer))), run_time=self.part(3, share))
            if others:
                self.play(FadeIn(*others), run_time=self.part(1, share))

    @beat
    def name_delta(self) -> None:
        """What has passed the gate gets its name; both cases stand in one formula."""
        end = self.flow.after(min(layer for layer, _ in self.asked.questions))
        self.play(FadeOut(*self.answers.values(), *self.flow.shut.values()), run_time=self.part(1, 12))
        self.play(self.page.turn(self.named, run_time=self.part(1, 6)))
        self.play(self._run(Swept(end), Swept(end, glow=1)), run_time=self.part(1, 6))
        knot = self.flow.knots[self.layer, self._place]
        self.play(fly(self.delta, knot.gate), run_time=self.part(1, 4))
        if self.cases in self.page.boxes:
            self.play(FadeIn(self.cases), run_time=self.part(1, 6))

    def _run(self, start: Swept, end: Swept) -> Recompute:
        return Recompute(self.flow, through=lambda share: start.to(end, share), rate_func=lambda share: share)

    def _standing(self, layer: int) -> Swept:
        return Swept(self.flow.strips_of(layer))

    def _ahead(self, at: tuple[int, int]) -> Swept:
        """Return the state in which one neuron has its slope before all others of its layer."""
        gates = self.flow.after(self.depth)
        return Swept(gates, ahead=at, lead=self.flow.strips_of(at[0]))

    @property
    def _place(self) -> int:
        """Where the told neuron stands among what is drawn of its layer."""
        return self.carried.groups[self.layer].index((self.k,))

    @property
    def _others(self) -> list[VGroup]:
        return [one for k, one in self.answers.items() if k != self.k]

    def _cases(self) -> Formula:
        cost = self.moment.network.cost
        formulas = index_formulas(cost) if self.story.hidden_paths.elementwise else delta_formulas(cost)
        cases = formulas["two_cases"]
        return Formula("{left} {eq} {right}", em=theme.LABEL, left=cases.left, eq="=", right=cases.right)

    def _delta(self) -> Formula:
        whole = delta(self.layer, self.k)
        return Formula("{delta} {eq} {value}", em=theme.FORMULA, delta=whole, eq="=", value=self.moment.read(whole, 3))

    def _facts(self) -> dict[str, Fact]:
        moment, carried, depth = self.moment, self.carried, self.depth
        by = z if carried.direct else a
        slopes = [slope(C, by(depth, j)) for j in range(moment.network.widths[depth])]
        steep = largest_of(moment, slopes)[0]
        lone = moment.network.cost.score == Score.MEAN_SQUARE and moment.network.widths[-1] == 1
        score = Score.SQUARE if lone else moment.network.cost.score
        told = score.replace(" ", "_") if score in set(Score) else "other"
        gated = not carried.competes(self.layer)
        bend = slope(a(self.layer, self.k), z(self.layer, self.k))
        return {
            "direct": "direct" if carried.direct else "by_outputs",
            "score": told,
            "output": moment.count(neuron_number(depth, steep)),
            "slope": moment.read(slopes[steep], 3),
            "paths": "one" if moment.network.widths[self.layer + 1] == 1 else "many",
            "total": moment.read(slope(C, a(self.layer, self.k)), 3),
            "layers": "one" if depth == 2 else "many",
            "gated": "gated" if gated else "shared",
            "bend": moment.read(bend, 3),
            "delta": moment.read(delta(self.layer, self.k), 3),
        }
