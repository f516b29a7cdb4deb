"""One step of gradient descent in all layers, then several, and what a step for one example does to all others."""

from __future__ import annotations

from itertools import pairwise

from manim import FadeIn, FadeOut, Mobject, VGroup

from core.model.fact import EXAMPLES, PARAMETERS, STEPS_TAKEN, WEIGHTS
from core.model.network import Examples, Network
from core.model.quantity import C, slope
from core.notation.reading import Reading
from core.passes.carried import Carried
from core.passes.choices.downhill import Downhill
from core.passes.moment import Moment
from scenes.figures import network
from scenes.figures.cost_steps import CostSteps
from scenes.figures.example_costs import ExampleCosts, OnFloor
from scenes.figures.flow import Flow
from scenes.figures.greys import Greys
from scenes.figures.moves import Moves
from scenes.figures.output_trails import OutputTrails
from scenes.figures.slots import Slots
from scenes.figures.spine_travel import stream
from scenes.figures.steps_stage import StepsStage
from scenes.figures.swept import Swept
from scenes.layout.cells import NEAR, Column, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Spell
from scenes.words.language import Fact

_SLOWLY = 3
"""So many steps after the first come slowly; the others follow quickly."""
_RUN = 4
"""How much slower the network runs again, and how much quicker the rest, where nothing changes."""


class StepDownhill(Lesson):
    """Every weight and bias in every layer moves at once, a little, against its slope."""

    chapter = "many_neurons"
    poster = "ask_all_examples"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Tell that the first step already leads beyond all numbers."""
        if not super().why_not(network, examples) and len(Downhill(Moment.first(network, examples)).alone) == 1:
            return f"a step of learning_rate {network.learning_rate:g} carries numbers beyond what can be computed"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the sweep's last picture, then the moves, the network after its step, and the costs."""
        super().setup()
        moment, story, look = self.moment, self.story, self.theme
        self.downhill, self.greys = story.downhill, Greys.of(story, look)
        self.facts = {"factor": "{}"}
        said = {name: self.say(name).text for name in ("lens", "slope", "move", "steps")}
        groups = {layer: story.shown(layer).groups for layer in range(moment.network.depth + 1)}
        self.carried = Carried(moment, groups)
        self.flow = Flow(self._network(slim=True), self.carried, look, said["lens"])
        self.slots = Slots(self.flow, look)
        self.page = Page(self.frame, Column(Share(self.flow), Share(self.slots), gap=NEAR, place="stretch"))
        self.end = Swept(self.slots.end, glow=1)
        self.flow.at(self.end)
        self.slots.at(self.end)
        self.moves = Moves(self.slots, self.downhill, look, (said["slope"], said["move"]))
        self.stage = StepsStage(self.moves, story, self.greys, self.frame, said["steps"])
        self.network_again, self.rule, self.cost = self.stage.network, self.stage.rule, self.stage.cost
        self.trails, self.steps = self.stage.trails, self.stage.steps
        if self._asks_all:
            words = OnFloor(*(self.say(name).text for name in OnFloor.MESSAGES))
            self.all = ExampleCosts(self.downhill, look, words, tall=self.frame.is_tall)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.bring_the_slopes()
        self.turn_slopes_into_moves()
        self.take_the_step()
        if self._goes_on:
            self.step_again()
        if self._asks_all:
            self.ask_all_examples()

    @beat
    def bring_the_slopes(self) -> None:
        """The slots leave the network and spread over the stage; flow and network leave upward."""
        moves = self.moves
        self.play(FadeIn(self.flow, self.slots), run_time=self.part(1, 8))
        self.page = Page(self.frame, moves)
        self.remove(*self.slots)
        moves.stand_in_slots()
        self.add(*(one for one in moves.shown() if one not in {moves.lenses, moves.letters}))
        self.play(FadeOut(self.flow), run_time=self.part(1, 12))
        self.play(moves.out_of_slots(), run_time=self.part(1, 2))
        self.add(moves.lenses)
        lenses = [moves.lenses] if len(moves.lenses) else []
        self.play(FadeIn(moves.told[0], moves.letters, *lenses), run_time=self.part(1, 8))

    @beat
    def turn_slopes_into_moves(self) -> None:
        """The steepest slope goes down, turns over and shrinks; then all others do, together."""
        moves = self.moves
        self.play(self.page.turn(self.stage.with_the_rule(), run_time=self.part(1, 6)))
        rule = [one for one in self.rule if one in self.page.boxes]
        self.add(*moves.shown())
        slowly = 1 if self.story.sloping.some else _RUN  # the rule is all that comes where there is no move
        self.play(Spell(*rule, run_time=self.part(slowly, 8)))
        self.play(FadeIn(moves.labels[1]), run_time=self.part(1, 16))
        self.play(moves.turn_first(run_time=self.part(1, 4 * slowly)))
        self.play(moves.turn_others(run_time=self.part(1, 3 * slowly)))
        self.play(FadeIn(moves.told[1]), run_time=self.part(1, 10))

    @beat
    def take_the_step(self) -> None:
        """The network comes back; all dots run along their moves at once, and the network runs forward again."""
        moves, net = self.moves, self.network_again
        before, after = self.downhill.alone[:2]
        rule = [one for one in self.rule if one in self.page.boxes]
        self.play(FadeOut(*rule, *moves.slopes, moves.labels[0], moves.told[0]), run_time=self.part(1, 16))
        self.play(self.page.turn(self.stage.after_the_step(), run_time=self.part(1, 10)))
        self.play(FadeIn(net, self.cost.at_first(), moves.dots, *self._lines), run_time=self.part(1, 10))
        slowly = 1 if self.story.sloping.some else _RUN  # it is all that moves where there is no slope
        running = self.part(1, 5 * slowly)
        self.play(moves.run(run_time=running), *net.light_edges(run_time=running))
        for layer in net.layers[1:]:
            changing = [disc.change(before, after) for disc in net.column(layer)]
            sent = stream(net.edges_into(layer), self.theme)
            self.play(*sent, *changing, run_time=self.part(slowly, 5 * len(net.layers)))
        if self._lines:
            self.play(self._step(0, 1, run_time=self.part(1, 8 * slowly)))
        self.play(FadeOut(self.cost.first), self.cost.fall(run_time=self.part(1, 10 * slowly)))
        self.play(FadeIn(self.cost.both), run_time=self.part(1, 16))

    @beat
    def step_again(self) -> None:
        """The outputs run to what they should be, and the cost falls, step after step."""
        lines = self._lines
        again = self.stage.again()
        stay = bool(lines) and self.trails in again.contents()
        self.play(FadeOut(*self._of_the_step, *([] if stay else lines)), run_time=self.part(1, 10))
        if stay:
            self.play(self.page.turn(again, run_time=self.part(1, 10)))
        else:
            self.page = Page(self.frame, again)
        self.play(FadeIn(*self._gauges), run_time=self.part(1, 10))
        count = len(self.downhill.alone) - 1
        slowly = min(count, 1 + _SLOWLY)
        for step in range(1, slowly):
            self.play(self._step(step, step + 1, run_time=self.part(2, 5 * _SLOWLY)))
        if count > slowly:
            self.play(self._step(slowly, count, run_time=self.part(1, 4)))

    @beat
    def ask_all_examples(self) -> None:
        """The first step again, seen by all examples; then a step by the averaged slopes, and many more."""
        self.play(FadeOut(*self._told_before()), run_time=self.part(1, 12))
        self.page = Page(self.frame, self.all)
        moving, floor = not self.all.stays, self.all.floor()
        comes = FadeIn(floor, run_time=self.part(1, 12)) if moving else Spell(floor, run_time=self.part(1, 4))
        self.play(comes)
        self.play(self.all.rise(run_time=self.part(1, 6 if moving or not self.all.rises else 3)))
        last = len(self.downhill.together) - 1
        soon = 1 if self.all.answers or not last else 3  # where a step changes nothing that is seen, all the more steps
        if moving or not last:
            self.play(self._all(0, -1, run_time=self.part(1, 6 * soon)))
            self.wait(self.part(1, 7 * soon))
        if last and self.all.progress:
            self.play(self._all(self.all.progress, 0, run_time=self.part(1, 12 * soon)))
        if last:
            self.play(self._all(0, 1, run_time=self.part(1, 8 * soon if moving else 16)))
        if last > 1:
            self.play(self._all(1, last, run_time=self.part(2 if soon > 1 and moving else 1, 4)))

    def _step(self, first: int, last: int, **kwargs: float) -> Recompute:
        return Recompute(*self._gauges, through=lambda share: first + share * (last - first), **kwargs)

    def _all(self, first: int, last: int, **kwargs: float) -> Recompute:
        return Recompute(self.all, through=lambda share: first + share * (last - first), **kwargs)

    @property
    def _asks_all(self) -> bool:
        return len(self.examples) > 1 and len(self.downhill.seen_by_all) > 1

    @property
    def _goes_on(self) -> bool:
        """Whether more steps than one are told of the one example."""
        return len(self.downhill.alone) > 2 and self.story.sloping.some

    @property
    def _of_the_step(self) -> tuple[Mobject, ...]:
        """What the picture of one step has on the stage, but for the outputs on their lines."""
        return (self.network_again, self.cost.at_last(), *self.moves.shown())

    def _told_before(self) -> tuple[Mobject, ...]:
        """Return what is on the stage before all examples are asked."""
        if self._goes_on:
            return tuple(self._gauges)
        return (*self._of_the_step, *self._lines)

    @property
    def _gauges(self) -> list[OutputTrails | CostSteps]:
        """What shows the steps and has room on the page."""
        gauges: list[OutputTrails | CostSteps] = [self.trails, self.steps]
        return [one for one in gauges if one in self.page.boxes]

    @property
    def _lines(self) -> list[VGroup]:
        """The outputs' lines beside the network, if they are there."""
        return self.stage.lines(self.page.layout)

    def _network(self, **kwargs: bool) -> network.Network:
        place, tall = network.FLOW, self.frame.is_tall
        return network.Network(self.moment, self.story, self.greys, self.theme, place=place, tall=tall, **kwargs)

    def _facts(self) -> dict[str, Fact]:
        moment, downhill = self.moment, self.downhill
        costs = [one.read(C, 3) for one in downhill.alone]
        moving = PARAMETERS if self.network.update_biases else WEIGHTS
        facts: dict[str, Fact] = {
            "total": moment.count(PARAMETERS),
            "moving": moment.count(moving),
            "zero": moment.count(0),
            "slopes": "none" if self.carried.every_slope_is_zero else "some",
            "moves": "some" if self.story.sloping.some else "none",
            "biases": "moved" if self.network.update_biases else "kept",
            "layers": "one" if self.network.depth == 1 else "many",
            "rate": self.stage.rate,
            "slope": moment.read(slope(C, downhill.steepest), 3),
            "way": "up" if moment.value(downhill.move_of(downhill.steepest)) > 0 else "down",
            "move": moment.read(downhill.move_of(downhill.steepest), 3),
            "before": costs[0],
            "after": costs[1],
            "cost": _compared(costs[0], costs[1]),
            "steps": downhill.alone[-1].count(STEPS_TAKEN),
            "last": costs[-1],
            "trend": _trend(costs),
        }
        return facts | (self._facts_of_all() if self._asks_all else {})

    def _facts_of_all(self) -> dict[str, Fact]:
        first, asked = (one.read(C, 3) for one in self.downhill.seen_by_all)
        together = [one.read(C, 3) for one in self.downhill.together]
        one_step = together[min(1, len(together) - 1)]
        better = "better" if one_step.value < min(first.value, asked.value) else "other"
        better = "alike" if one_step.shown == asked.shown else better
        same = len({first.shown, asked.shown, *(one.shown for one in together)}) == 1
        return {
            "examples": self.moment.count(EXAMPLES),
            "first_average": first,
            "asked_average": asked,
            "seen": _compared(first, asked),
            "averaged": "none" if len(together) == 1 else "same" if same else better,
            "average": one_step,
            "more": "some" if len(together) > 2 and not same else "none",
            "steps_of_all": self.downhill.together[-1].count(STEPS_TAKEN),
            "last_average": together[-1],
        }


def _compared(before: Reading, after: Reading) -> str:
    if before.shown == after.shown:
        return "stays"
    return "falls" if after.value < before.value else "rises"


def _trend(costs: list[Reading]) -> str:
    if costs[0].shown == costs[-1].shown:
        return "still"
    if all(after.value < before.value for before, after in pairwise(costs)):
        return "down"
    return "lower" if costs[-1].value < costs[0].value else "higher"
