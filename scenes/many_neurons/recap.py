"""The formulas of backpropagation, each at its place in the network, and then all of them at work."""

from __future__ import annotations

from manim import Animation, FadeIn, FadeOut, LaggedStart, Mobject, VMobject

from core.model.fact import PARAMETERS, neuron_number, neurons_of
from core.notation.printed import closing, joins
from scenes.figures.rules_stage import RulesStage
from scenes.figures.swept import Swept
from scenes.layout.page import Page, Refit
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute
from scenes.words.language import Fact


class Recap(Lesson):
    """Three small formulas are backpropagation."""

    chapter = "many_neurons"
    poster = "all_three_run"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the network with what delta is; for later one edge of it, and the rules on their plates."""
        super().setup()
        self.stage = RulesStage(self.story, self.theme, self.frame, self.say("lens", {"factor": "{}"}).text)
        self.flow, self.slots, self.rules, self.near = (
            self.stage.flow,
            self.stage.slots,
            self.stage.rules,
            self.stage.near,
        )
        self.page = Page(self.frame, self.stage.alone())
        self.small = self.flow.around(self.near.gathering.layer, self.near.gathering.places)
        self.depth = self.moment.network.depth
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.start_at_the_output()
        self.each_factor_to_its_slot()
        self.point_at_a_bias()
        self.point_at_a_neuron()
        self.all_three_run()

    @beat
    def start_at_the_output(self) -> None:
        """From the cost bands run to the outputs, and through their gates: what delta is comes out of these."""
        line, knot = self.stage.at_outputs, self.stage.told_knot
        self.play(FadeIn(self.flow.network), run_time=self.part(1, 8))
        self.add(self.flow)
        self.play(self._sweep(Swept(), Swept(1)), run_time=self.part(1, 8))
        self.play(self._sweep(Swept(1), self._swept), run_time=self.part(3, 8))
        ways = [self.stage.bring(part, knot.strip) for part in (line.slope, line.rest) if len(part)]
        self.play(LaggedStart(*ways, lag_ratio=1), run_time=self.part(1, 4))
        self.play(self.stage.bring(line.head, knot.gate), run_time=self.part(1, 8))

    @beat
    def each_factor_to_its_slot(self) -> None:
        """One edge comes near; activation and delta leave its two ends and fly into the first rule."""
        near = self.near
        self._come_near()
        self.play(near.point(), near.mark("dC_dw"), *self._open("dC_dw"), run_time=self.part(1, 8))
        self.play(self._bring("dC_dw", "a_k", near.behind), run_time=self.part(1, 6))
        self.play(self._bring("dC_dw", "delta_j", near.ahead, "a_k"), run_time=self.part(1, 6))
        self.play(FadeIn(near.product), run_time=self.part(1, 8))

    @beat
    def point_at_a_bias(self) -> None:
        """The same delta flies into the second rule."""
        near = self.near
        self.play(FadeOut(*self._leave("dC_dw"), near.product), run_time=self.part(1, 8))
        self.play(near.mark("dC_db"), *self._open("dC_db"), run_time=self.part(1, 4))
        self.play(self._bring("dC_db", "delta_j", near.ahead), run_time=self.part(1, 4))
        self.play(FadeIn(near.alone), run_time=self.part(1, 8))

    @beat
    def point_at_a_neuron(self) -> None:
        """Bands come back to the neuron and pile up; weight and delta fly into the third rule."""
        rule, near = self.rules["dC_da"], self.near
        self.play(FadeOut(*self._leave("dC_db"), near.alone, near.rings), run_time=self.part(1, 12))
        self.play(near.mark("dC_da"), *self._open("dC_da"), run_time=self.part(1, 8))
        self.play(self._gather(0, near.end - 1, run_time=self.part(1, 3)))
        self.play(self._bring("dC_da", "w_jk", near.weight), run_time=self.part(1, 8))
        self.play(self._bring("dC_da", "delta_j", near.ahead, "w_jk"), run_time=self.part(1, 8))
        past = [*self.rules.written("dC_da"), *rule.factors.values()]
        rest = self.stage.bring(rule.rest, near.gathering.knot.pile, *past)
        self.play(rest, self._gather(near.end - 1, near.end), run_time=self.part(1, 8))

    @beat
    def all_three_run(self) -> None:
        """The whole network again: the third rule carries slopes back, the others read them off into the slots."""
        self._go_back()
        end = self.slots.end
        for layer in range(self.flow.after(self.depth), end):
            now = Swept(layer)
            self.play(self._sweep(now, Swept(layer + 1), run_time=self.part(2, 3 * len(self.flow.layers))))
        self.play(self._sweep(Swept(end), Swept(end, glow=1), run_time=self.part(1, 6)))

    def _come_near(self) -> None:
        """Let the neurons of one edge grow out of the network, which leaves."""
        before = self.page.boxes
        gone = [one for one in before if one is not self.flow]
        self.play(FadeOut(*gone), run_time=self.part(1, 16))
        self.page.turn(self.stage.close())
        self.add(self.near)
        self.rules.at(Swept(glow=1))
        arriving = Refit(self.near, self.small, self.page.boxes[self.near])
        waiting = [rule.wait() for rule in self.rules] if self.rules.way == "column" else []
        self.play(arriving, FadeOut(self.flow), *map(FadeIn, waiting), run_time=self.part(1, 8))
        self.play(Recompute(self.near, through=lambda share: share - 1, run_time=self.part(1, 16)))

    def _go_back(self) -> None:
        """Let the edge return into the network, which stands beside the rules."""
        near, box = self.near, self.page.boxes[self.near]
        in_one_place = self.rules.way == "place"
        self.play(
            FadeOut(*near.badges.values(), *self._leave("dC_da")),
            self._gather(near.end, -1),
            run_time=self.part(1, 12),
        )
        turning = self.page.turn(self.stage.whole())
        self.rules.at(Swept())
        small = self.flow.around(near.gathering.layer, near.gathering.places)
        self.play(Refit(near, box, small), turning, run_time=self.part(1, 8))
        if not in_one_place:
            self.add(self.rules)
        coming = [one for one in self.page.boxes if in_one_place or one is not self.rules]
        self.flow.at(self._swept)
        self.play(FadeOut(near), FadeIn(*coming), run_time=self.part(1, 12))

    def _open(self, name: str) -> list[Animation]:
        """Return the coming of a rule: where it waited, of all but its plate."""
        rule = self.rules[name]
        return [*([FadeIn(rule.wait())] if self.rules.way == "place" else []), rule.open()]

    def _bring(self, name: str, factor: str, source: Mobject, *before: str) -> Animation:
        """Return the way of a factor out of what it stands for into its rule, past those that came before."""
        rule = self.rules[name]
        past = [*self.rules.written(name), *(rule.factors[one] for one in before)]
        return rule.take(factor, self.stage.bring(rule.factors[factor], source, *past))

    def _leave(self, name: str) -> list[VMobject]:
        """Return what goes when a rule is out of use: where the next one needs its place, all of it."""
        rule = self.rules[name]
        return [rule if self.rules.way == "place" else rule.border]

    def _gather(self, start: float, end: float, **kwargs: float) -> Recompute:
        return Recompute(
            self.near, through=lambda share: start + share * (end - start), rate_func=lambda share: share, **kwargs
        )

    def _sweep(self, start: Swept, end: Swept, **kwargs: float) -> Recompute:
        gauges = [one for one in (self.flow, self.slots, self.rules) if one in self.page.boxes]
        return Recompute(*gauges, through=lambda share: start.to(end, share), rate_func=lambda share: share, **kwargs)

    @property
    def _swept(self) -> Swept:
        """The state in which the outputs have handed on."""
        return Swept(self.flow.after(self.depth))

    def _facts(self) -> dict[str, Fact]:
        near, moment = self.near, self.moment
        behind, ahead, whole = (near.read[name] for name in ("behind", "ahead", "slope"))
        layer, j = near.gathering.layer + 1, self.story.recalled_weight.neurons[0]
        return {
            "outputs": self.stage.outputs,
            "output": moment.count(neuron_number(layer, j)),
            "behind": behind,
            "delta": ahead,
            "closes": closing(joins([behind, ahead], whole)),
            "slope": whole,
            "paths": "one" if moment.network.widths[layer] == 1 else "many",
            "count": moment.count(neurons_of(layer)),
            "sum": near.gathering.left,
            "layers": "one" if self.depth == 1 else "many",
            "total": moment.count(PARAMETERS),
        }
