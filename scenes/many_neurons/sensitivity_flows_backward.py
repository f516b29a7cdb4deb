"""The whole network: activations light up forward, slopes flow back, and every one of them falls into its slot."""

from __future__ import annotations

from functools import partial
from operator import add

from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup, config, linear

from core.model.fact import NUDGED_SLOPES, PARAMETERS, neuron_number
from core.model.quantity import C, a, slope, z
from core.passes.choices.ranking import largest_of
from scenes import theme
from scenes.figures.gathering import PLACES, Gathering
from scenes.figures.sweep_stage import OnScreen, SweepStage
from scenes.figures.swept import Swept
from scenes.layout.balance import FAR, balanced, balanced_always
from scenes.layout.box import Box
from scenes.layout.cells import Cells
from scenes.layout.page import Page, Refit, settle
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Spell
from scenes.words.language import Fact


class SensitivityFlowsBackward(Lesson):
    """One sweep back gives every slope."""

    chapter = "many_neurons"
    poster = "count_the_work"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the network, the slots under its gaps, and the counters; and one neuron at close range."""
        super().setup()
        self.facts = OnScreen.facts(self.moment)
        said = (self.say("of"), self.say("sweep"), self.say("slopes"), self.say("nudging"), self.say("lens"))
        words = OnScreen(*(sentence.text for sentence in said))
        self.stage = SweepStage(self.story, self.theme, words, tall=self.frame.is_tall)
        self.flow, self.slots = self.stage.flow, self.stage.slots
        self.swept, self.nudged = self.stage.swept, self.stage.nudged
        self.depth = self.moment.network.depth
        counting, sweeping, end = self.stage.counting(), self.stage.sweeping(), self.slots.end
        self.counting = self._room(counting, Swept(end, glow=1))
        self.page = Page(self.frame, sweeping, self._room(sweeping, Swept(), self._standing, Swept(end)))
        self.outputs = VGroup(*self.flow.numbers().values())
        self.near = self._near()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.light_up_forward()
        self.begin_at_the_cost()
        if self.near is not None:
            self.one_neuron_slowly()
        self.sweep_on()
        self.count_the_work()

    @beat
    def light_up_forward(self) -> None:
        """Edges grow from the inputs on, and column after column lights up; the slots below are empty."""
        network = self.flow.network
        discs = VGroup(*(disc.unlit() for disc in network.discs.values()))
        beside = VGroup(*(part for layer in network.layers for part in network.beside(layer)), network.earlier)
        self.play(FadeIn(network.glows, discs, beside, self.slots, self.swept), run_time=theme.QUICK)
        parts = 3 * len(network.layers)
        for layer in network.layers:
            if edges := network.edges_into(layer):
                growing = LaggedStart(*map(Create, edges), lag_ratio=1 / len(edges), run_time=self.part(2, parts))
                self.play(growing)
            self.play(*(disc.light() for disc in network.column(layer)), run_time=self.part(1, parts))
        self.play(*map(Create, network.to_cost.values()), run_time=self.part(1, 8))
        self.play(Spell(network.cost, network.letter, self.flow.score), run_time=self.part(1, 8))
        self.add(self.flow)

    @beat
    def begin_at_the_cost(self) -> None:
        """A strip of length 1 grows at the cost; copies of it run to the outputs, and change their length."""
        self.play(self.stage.run(Swept(), Swept(1), run_time=self.part(1, 5)))
        self.play(self.stage.run(Swept(1), self._standing, run_time=self.part(3, 5)))
        self.play(Spell(self.outputs), run_time=self.part(1, 10))

    @beat
    def one_neuron_slowly(self) -> None:
        """One neuron comes near: path after path arrives, what is left passes through, and the gate narrows it."""
        near, away = self.near, (self.flow, self.slots, self.swept)
        self.play(FadeOut(self.outputs), run_time=self.part(1, 16))
        self.add(near)
        self.play(Refit(near, self.small, self.close), FadeOut(*away), run_time=self.part(1, 5))
        self.play(Recompute(near, through=lambda share: share - 1, run_time=self.part(1, 16)))
        for step in range(near.end):
            telling = Recompute(near, through=partial(add, step), rate_func=linear, run_time=self.part(5, 8 * near.end))
            self.play(telling)

    @beat
    def sweep_on(self) -> None:
        """The whole network again: layer by layer bands run back, and each edge drops its slope into its slot."""
        done = Swept(self.flow.after(self.depth))
        if self.near is None:
            self.play(FadeOut(self.outputs), run_time=self.part(1, 16))
        else:
            self.play(Recompute(self.near, through=lambda share: -share, run_time=self.part(1, 16)))
            self.play(Refit(self.near, self.close, self.small), run_time=self.part(1, 8))
            self.play(FadeOut(self.near), FadeIn(self.flow, self.slots, self.swept), run_time=self.part(1, 12))
        self.play(self.stage.run(self._standing, done, run_time=self.part(1, 12)))
        share, of = (4, 5) if self.near is None else (2, 3)
        for layer in range(self.flow.after(self.depth), self.slots.end):
            now = Swept(layer)
            self.play(self.stage.run(now, Swept(layer + 1), run_time=self.part(share, of * len(self.flow.layers))))

    @beat
    def count_the_work(self) -> None:
        """The slots grow, beside the count stands what nudging finds, and the flow lights up in whole."""
        end = self.slots.end
        self.play(self.page.turn(self.stage.counting(), self.counting, run_time=self.part(2, 5)))
        self.play(Spell(self.nudged), run_time=self.part(1, 6))
        self.play(
            Recompute(self.nudged, through=lambda share: Swept().to(self.stage.found, share)), run_time=self.part(1, 8)
        )
        self.play(self.stage.run(Swept(end), Swept(end, glow=1), run_time=self.part(1, 4)))

    @property
    def _standing(self) -> Swept:
        """The state in which the strips of the outputs stand."""
        return Swept(self.flow.strips_of(self.depth))

    def _room(self, layout: Cells, *states: Swept) -> Box:
        """Return where the middle of a layout is about that of the stage in some of its states."""
        Page(self.frame, layout)
        shown = [partial(self.stage.show, state) for state in states]
        room = balanced_always(self.frame, layout, layout.contents(), shown, self.stage.is_clear)
        self.stage.show(Swept())
        return room

    def _near(self) -> Gathering | None:
        """Return one neuron at close range, as it will stand; None where there is none to be told of."""
        if self.story.swept_neuron is None or self.stage.carried.every_slope_is_zero:
            return None
        neuron, turned = self.story.swept_neuron, not self.frame.is_wide
        near = Gathering(self.stage.carried, neuron, self.stage.greys, self.theme, turned=turned)
        self.small = self.flow.around(neuron[0], PLACES)
        settle(near, self.small)
        near.at(near.end)
        self.close = balanced(self.frame, near, [near], FAR)
        near.at(-1)
        settle(near, self.small)
        return near

    def _facts(self) -> dict[str, Fact]:
        moment, carried, depth = self.moment, self.stage.carried, self.depth
        by = z if carried.direct else a
        slopes = [slope(C, by(depth, j)) for j in range(moment.network.widths[depth])]
        steep = largest_of(moment, slopes)[0]
        nudged, total = moment.count(NUDGED_SLOPES), moment.count(PARAMETERS)
        fading = self.story.fading
        return {
            "C": moment.read(C, 3),
            "one": moment.count(1),
            "zero": moment.count(0),
            "output": moment.count(neuron_number(depth, steep)),
            "slope": moment.read(slopes[steep], 3),
            "direct": "direct" if carried.direct else "by_outputs",
            "sloping": "none" if carried.every_slope_is_zero else "some",
            "fades": "stays" if fading is None else "fades",
            "factor": moment.count(1) if fading is None else moment.read(fading, 2),
            "total": total,
            "nudged": nudged,
            "compared": "all" if nudged.value >= total.value else "some",
            **({} if self.near is None else self.near.facts()),
        }


class SensitivityLoop(Lesson):
    """The sweep alone, as a loop without words: its last frame is its first."""

    chapter = "many_neurons"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the network, the slots and their counter."""
        super().setup()
        self.facts = OnScreen.facts(self.moment)
        words = OnScreen(*(self.say(name).text for name in OnScreen.MESSAGES))
        self.stage = SweepStage(self.story, self.theme, words, tall=self.frame.is_tall)
        self.flow, self.slots, self.swept = self.stage.flow, self.stage.slots, self.stage.swept
        self.page = Page(self.frame, self.stage.sweeping())

    def construct(self) -> None:
        """Run the sweep, let it rest, and let it drain."""
        self.add(self.flow, self.slots, self.swept)
        for run in self.stage.loop(config.frame_rate):
            self.play(run)
        self.wait(1 / config.frame_rate)
