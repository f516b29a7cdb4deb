"""What takes the place of a desired output in a hidden layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from manim import Create, GrowFromCenter, LaggedStart, VGroup

from core.model.costs import Score
from core.model.fact import neuron_number
from core.model.network import Examples, Network
from core.model.quantity import C, a, delta, slope, w, z
from core.notation.addends import addends
from core.notation.printed import adds, closing, joins
from core.passes.carried import Carried
from core.passes.choices.ranking import largest_of
from scenes import theme
from scenes.figures import network
from scenes.figures.asked import Asked
from scenes.figures.flow import Flow
from scenes.figures.greys import Greys
from scenes.figures.network_coming import come
from scenes.figures.swept import Swept
from scenes.figures.two_answers import TwoAnswers
from scenes.layout.balance import bare, first_central, leaning
from scenes.layout.cells import APART, NEAR, Blank, Column, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.leaning import balanced_or_leant
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Spell, fly, leave
from scenes.type.formula import Formula
from scenes.words.language import Fact

_LONG = 8
"""Layers of a chain."""
_SAID = 3
"""Summands that are said one by one."""


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
        self.said = TwoAnswers(
            moment.network.cost,
            elementwise=story.hidden_paths.elementwise,
            direct=self.carried.direct,
            should_be=self.say("should_be", {}).text,
            frame=self.frame,
        )
        self._lay_out()
        self.facts = self._facts()

    def _lay_out(self) -> None:
        """Find the rooms in which what is seen stands about the middle: as it is asked, answered and named."""
        asked, flow, said, frame = self.asked, self.flow, self.said, self.frame
        # of a short chain the bands at the cost are heavier than all before them; a long one needs all the room
        lone = flow.network.rows == 1 and not frame.is_tall and self.depth < _LONG
        hero = Share(Row(Share(asked), Blank(flow.score), gap=APART)) if lone else Share(asked)
        beside = Column(hero, said.beside(), gap=NEAR)
        alone = hero
        self.answering = first_fitting(frame, beside, alone)
        told = self.answering is beside
        Page(frame, self.answering)
        asked.at(2)
        over = Swept(flow.after(flow.layers[-1]))
        ends = [self._standing(self.depth), self._ahead((self.layer, self._place)), over, Swept(over.done, glow=1)]
        states = [partial(flow.at, end) for end in ends]
        ink = [flow, *asked.targets.values(), *([said.hidden, said.output] if told else [])]
        leant = self._leant(said.beside() if told else None)
        self.answering, self.room = balanced_or_leant(frame, self.answering, leant, ink, states[:-1])
        flow.at(ends[0])
        self.outputs, self.answers = asked.numbers(self.depth), asked.numbers(self.layer)
        self.homeless = asked.crowded_out()
        flow.at(over)
        deltas = self._deltas()
        below = [*map(said.above, deltas), *deltas]
        ways = [Column(hero, one, gap=NEAR) for one in below]
        self.named = first_fitting(frame, *ways)
        self.delta = next(one for one in deltas if one in self.named.contents())
        written = [one for one in (said.hidden, said.output, self.delta) if one in self.named.contents()]
        leant = self._leant(next(one for one, way in zip(below, ways, strict=True) if way is self.named))
        self.named, self.named_room = balanced_or_leant(frame, self.named, leant, [flow, *written], states[-2:])
        self.crowded = [slot for slot in asked.crowded_out() if slot not in self.homeless]
        asked.at(0)
        flow.at(Swept())
        written = [said.hidden_asked, said.output_asked] if told else []
        ink = VGroup(flow, *asked.targets.values(), *asked.questions.values(), *written)
        layouts = self._leant(said.beside() if told else None)
        filling = [flow.network, *asked.targets.values(), *written]
        page = first_central(frame, layouts, lambda: middle_of_ink(ink), lambda: bare(frame, *filling))
        self.page = Page(frame, page)

    def _leant(self, below: Any) -> Iterator[Any]:
        """Yield the network beside room for nothing, over what stands below it, if anything does."""
        for row in leaning(self.asked, self.flow.network.letter, right=True):
            yield row if below is None else Column(Share(row), below, gap=NEAR)

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
        discs, asked, said = self.flow.network.discs, self.asked, self.said
        self.play(come(self.flow.network, run_time=self.part(1, 4)))
        self.add(self.flow)
        filled = [fly(slot, discs[self.depth, j]) for j, slot in asked.targets.items()]
        self.play(LaggedStart(*filled, lag_ratio=1 / 2), run_time=self.part(1, 5))
        self._tell(said.output_asked)
        if empty := asked.ask():
            self.play(LaggedStart(*empty, lag_ratio=1 / 2), run_time=self.part(1, 4))
        self._tell(said.hidden_asked)

    @beat
    def answer_at_the_outputs(self) -> None:
        """From the cost bands run to the outputs: their slopes stand there as strips."""
        if self.homeless:
            self.play(*map(leave, self.homeless), run_time=self.part(1, 12))
        self.play(self.page.turn(self.answering, self.room, run_time=self.part(1, 6)))
        self.play(self._run(Swept(), Swept(1)), run_time=self.part(1, 8))
        self.play(self._run(Swept(1), self._standing(self.depth)), run_time=self.part(1, 3))
        self._number(self.outputs, 1, 8)
        self._tell(self.said.output, self.said.output_asked)

    @beat
    def answer_for_one(self) -> None:
        """One question mark opens: what comes back piles up, cancels, and leaves a strip."""
        gates, at = Swept(self.flow.after(self.depth)), (self.layer, self._place)
        if self.outputs:
            self.play(*map(leave, self.outputs.values()), run_time=self.part(1, 16))
        self.play(self._run(self._standing(self.depth), gates), run_time=self.part(1, 8))
        opening = self.asked.answer(self.layer, [self.k])
        self.play(*opening, self._run(gates, self._ahead(at)), run_time=self.part(1, 2))
        self._number({k: one for k, one in self.answers.items() if k == self.k}, 1, 8)
        self._tell(self.said.hidden, self.said.hidden_asked)

    @beat
    def answer_for_all(self) -> None:
        """The rest of the layer follows, then layer after layer to the front."""
        hidden = [layer for layer in self.flow.layers if layer < self.depth]
        share = 4 * len(hidden)
        for layer in hidden:
            told = layer == self.layer
            asked = [k for at, k in self.asked.questions if at == layer and not (told and k == self.k)]
            start = self._ahead((layer, self._place)) if told else Swept(self.flow.after(layer + 1))
            run = self._run(start, Swept(self.flow.after(layer)))
            self.play(run, *self.asked.answer(layer, asked), run_time=self.part(3, share))
            others = {k: one for k, one in self.answers.items() if k != self.k}
            if told:
                self._number(others, 1, share)

    @beat
    def name_delta(self) -> None:
        """What has passed the gate of the neuron that was told gets its name; all that flows lights up."""
        end = self.flow.after(self.flow.layers[-1])
        if going := [*self.answers.values(), *self.crowded]:
            self.play(*map(leave, going), run_time=self.part(1, 12))
        self.play(self.page.turn(self.named, self.named_room, run_time=self.part(1, 4)))
        self.ring = self.flow.network.discs[self.layer, self.k].ring()
        self.play(Create(self.ring), run_time=self.part(1, 10))
        self.play(Spell(self.delta), run_time=self.part(1, 4))
        self.play(self._run(Swept(end), Swept(end, glow=1)), run_time=self.part(1, 8))

    def _tell(self, formula: Formula, before: Formula | None = None) -> None:
        """Let a formula come, after what it takes the place of has gone; where there is room for it."""
        if formula in self.page.boxes:
            if before is not None:
                self.play(leave(before), run_time=self.part(1, 16))
            self.play(Spell(formula), run_time=self.part(1, 7))

    def _number(self, numbers: Mapping[int, VGroup], share: int, of: int) -> None:
        """Let numbers come beside their strips, one after another, where they have room."""
        if numbers:
            coming = LaggedStart(*map(GrowFromCenter, numbers.values()), lag_ratio=1 / 2)
            self.play(coming, run_time=self.part(share, of))

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

    def _deltas(self) -> list[Formula]:
        """Return the line of delta with its two factors, where it has them, and without."""
        moment, whole, one = self.moment, delta(self.layer, self.k), a(self.layer, self.k)
        value = moment.read(whole, 3)
        short = Formula("{delta} {eq} {value}", em=theme.FORMULA, delta=whole, eq="=", value=value)
        if self.carried.competes(self.layer):
            return [short]
        bend, back = moment.read(slope(one, z(self.layer, self.k)), 3), moment.read(slope(C, one), 3)
        factors = "{bend} dot.op ({back})" if back.numeral.negative else "{bend} dot.op {back}"
        template = f"{{delta}} {{eq}} {factors} {joins([bend, back], value)} {{value}}"
        return [Formula(template, em=theme.FORMULA, delta=whole, eq="=", bend=bend, back=back, value=value), short]

    def _facts(self) -> dict[str, Fact]:
        moment, carried, depth = self.moment, self.carried, self.depth
        by = z if carried.direct else a
        slopes = [slope(C, by(depth, j)) for j in range(moment.network.widths[depth])]
        steep = largest_of(moment, slopes)[0]
        lone = moment.network.cost.score == Score.MEAN_SQUARE and moment.network.widths[-1] == 1
        score = Score.SQUARE if lone else moment.network.cost.score
        told = score.replace(" ", "_") if score in set(Score) else "other"
        gated = not carried.competes(self.layer)
        ahead, hidden = self.layer + 1, a(self.layer, self.k)
        whole = moment.read(slope(C, hidden), 3)
        brought = [w(ahead, j, self.k) * delta(ahead, j) for j in range(moment.network.widths[ahead])]
        sent = addends([moment.read(one, 3) for one in brought])
        bend = slope(hidden, z(self.layer, self.k))
        return {
            "direct": "direct" if carried.direct else "by_outputs",
            "score": told,
            "output": moment.count(neuron_number(depth, steep)),
            "slope": moment.read(slopes[steep], 3),
            "drawn": "hollow" if moment.value(slopes[steep]) < 0 else "solid",
            "paths": "one" if len(sent) == 1 else "few" if len(sent) <= _SAID else "many",
            "sent": sent[:_SAID],
            "sums": closing(adds(sent, whole)),
            "total": whole,
            "layers": "one" if depth == 2 else "many",
            "gated": "gated" if gated else "shared",
            "bend": moment.read(bend, 3),
            "delta": moment.read(delta(self.layer, self.k), 3),
        }
