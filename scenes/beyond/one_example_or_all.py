"""Steps from one example, from all, and from a few, on a map of the cost that all of them together have."""

from __future__ import annotations

from functools import partial

from manim import FadeIn, FadeOut, linear

from core.model.fact import EXAMPLES, RATE, RUNS
from core.model.network import Examples, Network
from core.notation.reading import Named
from core.passes.choices.one_or_all import OneOrAll, why_no_map
from scenes.figures.cost_map import CostMap
from scenes.figures.layer_moves import LayerMoves
from scenes.figures.work_graph import WorkGraph
from scenes.layout.balance import balanced_always, leaning
from scenes.layout.cells import APART, Cells, Column, Row, Share
from scenes.layout.leaning import balanced_or_leant
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Shade, become, instead
from scenes.words.language import Fact

_MAP, _WORK = 5, 1
"""Their shares of the room that neither must have."""


class OneExampleOrAll(Lesson):
    """A step from one example is quick but rough; a step from all examples is exact but slow."""

    chapter = "beyond"
    poster = "follow_both_paths"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where examples cannot disagree, where no step can be taken, or where no map of the steps can be drawn."""
        return super().why_not(network, examples) or why_no_map(network, examples)

    def setup(self) -> None:
        """Lay out the map with the work beside it, and all that one step moves."""
        super().setup()
        self.told = told = OneOrAll(self.moment)
        self.facts = {"number": "{}"}
        self.near, self.map = (CostMap(told, self.theme, self.frame, near=near) for near in (True, False))
        self.sizes = (told.examples, 1, *((told.size,) if told.size > 1 else ()))
        called = ("all", "one", "few")
        names, counted = ([self.say(name).text for name in words] for words in (called, ("steps", "runs")))
        self.work = WorkGraph(told, names, counted, self.theme)
        self.moves = LayerMoves(told, self.say("layer").text, self.theme, tall=self.frame.is_tall)
        leant = leaning(self.moves, self.moves.heads[0], right=False)
        balanced_or_leant(self.frame, self.moves, leant, [self.moves], [lambda: None])
        self.facts = self._facts()
        beside = self._beside()
        for size in self.sizes:
            self._stand(size, told.steps)
        seen: list = []
        states = [partial(self._tell, seen, walks) for walks in range(1, len(self.sizes) + 1)]
        self._room = balanced_always(self.frame, beside, lambda: seen, states)
        for size in self.sizes:
            self._stand(size, 0)
        Page(self.frame, self.near)
        Page(self.frame, beside, self._room)

    def construct(self) -> None:
        """Tell the lesson."""
        self.ask_each_example()
        self.take_full_steps()
        self.take_single_steps()
        self.follow_both_paths()
        self.see_which_weights_move()
        if self.told.size > 1:
            self.take_a_few()

    @beat
    def ask_each_example(self) -> None:
        """From the start an arrow for each example; head to tail they shrink to their mean."""
        near = self.near
        self.play(near.come(run_time=self.part(2, 10)))
        self.play(near.ask(run_time=self.part(2, 10)))
        self.play(near.run(run_time=self.part(2, 10)))
        self.play(near.shrink(run_time=self.part(2, 10)))
        self.play(FadeIn(near.mean), run_time=self.part(1, 20))
        self.play(near.spread(run_time=self.part(1, 10)))

    @beat
    def take_full_steps(self) -> None:
        """The map becomes a part of a larger one; steps from all examples follow the mean, and the work is counted."""
        near, panel = self.near, self.near.panel
        near.parts.remove(panel)
        self.play(FadeOut(near.parts, near.asked, near.mean), become(panel, self.map.sight), run_time=self.part(2, 10))
        self.play(self.map.come(), FadeIn(self.work.axes), run_time=self.part(1, 10))
        self._walk(self.told.examples, self.part(6, 10), FadeOut(self.map.sight))

    @beat
    def take_single_steps(self) -> None:
        """From the same start, one example after another."""
        self._walk(1, self.part(9, 10))

    @beat
    def follow_both_paths(self) -> None:
        """Both run once more, step by step."""
        both = self.sizes[:2]
        gauges = [gauge for size in both for gauge in self._gauges(size)]
        steps = self.told.steps
        if self.theme.calm:
            return
        self.play(Recompute(*gauges, through=lambda share: share * steps, rate_func=linear, run_time=self.part(3, 4)))

    @beat
    def see_which_weights_move(self) -> None:
        """The map goes; all that the last example's step moves, layer by layer."""
        self.play(instead(FadeOut(*self.mobjects), self.moves.lay(), run_time=self.part(1, 5)))
        layers = range(self.network.depth)
        for at in layers:
            self.play(self.moves.grow(at, run_time=self.part(7, 10 * len(layers))))

    @beat
    def take_a_few(self) -> None:
        """The map comes back, and a third path between the two."""
        self.play(instead(FadeOut(self.moves), FadeIn(*self._after(2)), run_time=self.part(1, 5)))
        self.play(Shade(self.map.trails[1]), Shade(self.work.rows[1].curve), run_time=self.part(1, 10))
        self._walk(self.told.size, self.part(7, 10))

    def _walk(self, size: int, run_time: float, *gone: FadeOut) -> None:
        """Play so many steps from so many examples each."""
        steps, gauges = self.told.steps, self._gauges(size)
        if self.theme.calm:
            self._stand(size, steps)
            self.play(FadeIn(*gauges), *gone, run_time=run_time)
            return
        self.play(FadeIn(*gauges), *gone, run_time=run_time / 5)
        walking = Recompute(*gauges, through=lambda share: share * steps, rate_func=linear, run_time=4 * run_time / 5)
        self.play(walking)

    def _gauges(self, size: int) -> list:
        return [self.map.trails[size], self.work.rows[size]]

    def _stand(self, size: int, steps: int) -> None:
        for gauge in self._gauges(size):
            gauge.at(steps)

    def _tell(self, seen: list, walks: int) -> None:
        """Put what is seen after so many walks into a list."""
        seen[:] = self._after(walks)

    def _after(self, walks: int) -> list:
        """Return what stands beside each other after so many walks."""
        return [self.map.parts, self.work.axes, *(one for size in self.sizes[:walks] for one in self._gauges(size))]

    def _beside(self) -> Cells:
        if self.frame.is_tall:
            return Column(Share(self.map), Share(self.work), gap=APART, place="stretch")
        return Row(Share(self.map, _MAP), Share(self.work, _WORK), gap=APART, place="stretch")

    def _facts(self) -> dict[str, Fact]:
        told, count = self.told, self.moment.count
        ends = {size: told.after(size, told.steps) for size in self.sizes}
        costs = {size: row.cost_after(told.steps) for size, row in self.work.rows.items()}
        full = self.work.rows[told.examples]
        early = told.walk(1).runs // told.examples
        few = self.sizes[-1]
        moved, parameters = told.moved
        return {
            "p": Named(told.pair[0], indexed=True),
            "q": Named(told.pair[1], indexed=True),
            "examples": count(EXAMPLES),
            "steps": count(told.steps),
            "seed": count(told.batches(1).seed),
            "rate": ends[1].read(RATE, 3).in_fewest_digits(),
            "climbs": "sometimes" if told.uphill else "never",
            "uphill": count(told.uphill),
            "path": "restless" if told.is_restless else "calm",
            "runs": ends[told.examples].count(RUNS),
            "runs_one": ends[1].count(RUNS),
            "runs_few": ends[few].count(RUNS),
            "costs": "same" if costs[told.examples].shown == costs[1].shown else "other",
            "began": full.cost_after(0),
            "early": "some" if early else "none",
            "C_early": full.cost_after(early),
            "C": costs[told.examples],
            "C_one": costs[1],
            "C_few": costs[few],
            "moves": "all" if moved == parameters else "some",
            "biases": "moved" if self.network.update_biases else "kept",
            "moved": count(moved),
            "parameters": count(parameters),
            "size": count(few),
        }
