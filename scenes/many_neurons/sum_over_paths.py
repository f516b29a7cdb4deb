"""A neuron before the last layer: the paths by which it reaches the cost, and what they add up to."""

from __future__ import annotations

from functools import partial

from manim import FadeIn, FadeOut, GrowFromCenter, LaggedStart

from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.network import Examples, Network
from core.model.quantity import C, a, change, z
from core.notation.printed import adds, closing, joins
from core.notation.reading import Named, Reading
from core.passes.choices.onward_paths import last_branching_layer
from core.passes.choices.onward_push import OnwardPush
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.fan import Fan
from scenes.figures.greys import Greys
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.network import Network as Diagram
from scenes.figures.onward_lanes import piles_of, pushed_lanes, shares_of, slope_lanes
from scenes.figures.onward_sum import OnwardFormula, Push, onward_waterfall
from scenes.figures.rails import Cursor
from scenes.layout.balance import first_central, leaning
from scenes.layout.cells import TIGHT, Column, Overlay, Share
from scenes.layout.page import Page, Settle
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Shade, Spell
from scenes.words.language import Fact

_FEW = 3
"""Lanes beside each other that have room where they run down."""


class SumOverPaths(Lesson):
    """An activation reaches the cost along every path, and the effects add."""

    chapter = "many_neurons"
    poster = "write_it_in_general"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there is nothing to add up."""
        if last_branching_layer(network) is None:
            return "each layer after the input has one neuron, so that one path leads to the cost"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the network, then lanes between the neuron and the cost, then their sum beside its formula."""
        super().setup()
        look, tall, self.turned = self.theme, self.frame.is_tall, not self.frame.is_wide
        self.paths, greys = self.story.branching_paths, Greys.of(self.story, look)
        if self.turned:
            self.paths = self.paths.telling(_FEW)
        self.a = a(self.paths.layer, self.paths.k)
        self.push = OnwardPush(self.paths, self.story.shrinking.first)
        self.diagram = Diagram(self.moment, self.story, greys, look, tall=tall)
        self.home = Page(self.frame, Share(self.diagram))
        self.neuron = self.diagram.discs[self.paths.layer, self.paths.k]
        self.spoken_to = [self.neuron, *self.diagram.column(self.paths.layer + 1)]
        self.cursor = Cursor(self.neuron, look)
        moments = [self.moment, self.push.moment]
        self.ends = LaneEnds(moments, self.a, greys, self.diagram.radius, look, tall=self.turned)
        self.forward = pushed_lanes(self.push, self.ends, look, tall=self.turned, says=self._magnified)
        self.backward = slope_lanes(self.paths, self.ends, look, tall=self.turned, says=self._magnified)
        self.fan = Fan(self.paths, self.ends, greys, look, tall=self.turned)
        self.roads, self.returns = self._leaning()
        self.main = self.paths.told.shown.index(self.paths.largest(1)[0])
        self.others = [lane for lane in range(len(self.backward.lanes)) if lane != self.main]
        words = [self.say(name, {}).text for name in ("sum", "ratio")]
        self.waterfall = onward_waterfall(self.paths, self.story.closing, look, words)
        self.shrunk = Push(self.moment, self.a, self.story.closing, self.waterfall, look)
        alone = Column(Share(self.waterfall), self.shrunk, gap=TIGHT, place="end")
        self.formula = OnwardFormula.beside(self.paths, alone, self.waterfall, self.frame)
        self.both = self.formula.layout
        self.page = Page(self.frame, alone)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.pick_a_neuron()
        self.one_push_every_answer()
        self.through_the_gates()
        self.stack_and_cancel()
        self.write_it_in_general()

    @beat
    def pick_a_neuron(self) -> None:
        """The ring stands on the neuron; the edges that leave it light up, all else dims."""
        diagram, way = self.diagram, self.diagram.edges_from(self.paths.layer, self.paths.k)
        self.play(Spell(diagram), run_time=self.part(1, 4))
        self.play(GrowFromCenter(self.cursor), run_time=self.part(1, 6))
        heard = [*way, self.cursor, *self.spoken_to, diagram.cost, diagram.letter]
        self.play(Shade(*(one for one in diagram.pieces() if one not in heard)), run_time=theme.QUICK)
        self.play(LaggedStart(*self.fan.light(way), lag_ratio=1 / 2), run_time=self.part(1, 3))
        self.fan.gather(diagram)
        self.play(FadeIn(self.fan), FadeOut(diagram, self.cursor), run_time=theme.QUICK)
        self.play(Settle(self.fan, self.roads.boxes[self.fan]), run_time=self.part(1, 3))

    @beat
    def one_push_every_answer(self) -> None:
        """A push runs down all paths at the same time; at the cost its effects pile up."""
        lanes, ends = self.forward, self.ends
        self.add(ends, lanes.drawn)
        self.play(lanes.grow(), Spell(lanes.source_number), run_time=self.part(1, 10))
        self.play(lanes.flow(0), FadeOut(self.fan.between), run_time=self.part(1, 8))
        self.play(Spell(lanes.titles()), run_time=self.part(1, 16))
        for station in lanes.stations:
            self.play(Spell(*lanes.gate(station)), run_time=self.part(1, 16))
            self.play(lanes.flow(station), run_time=self.part(1, 10))
            self.play(Spell(*lanes.title(station), lanes.numbers(station)), run_time=self.part(1, 16))
        for arrival in lanes.arrivals():
            self.play(arrival, run_time=self.part(1, 8))
        moved = Recompute(ends.square, through=self.pushed)
        self.play(lanes.settle(), moved, Spell(lanes.total_number), run_time=self.part(1, 8))

    @beat
    def through_the_gates(self) -> None:
        """Back from the cost: 1 is copied to every path, each gate changes its length, the shares add up."""
        lanes, forward = self.backward, self.forward
        back = Recompute(self.ends.square, through=self.returned)
        self.play(FadeOut(*forward.on_stage()), back, run_time=self.part(1, 16))
        if self.returns is not self.roads:
            self.play(Settle(self.ends, self.returns.boxes[self.ends], run_time=self.part(1, 16)))
        self.add(lanes.drawn)
        self.play(lanes.grow(), Spell(lanes.source_number), run_time=self.part(1, 16))
        steps = len(lanes.lanes)
        for lane in range(steps):
            self.play(lanes.flow(0, [lane]), Spell(lanes.title_of(lane)), run_time=self.part(1, 5 * steps))
        for station in lanes.stations:
            self.play(Spell(*lanes.gate(station, [self.main])), run_time=self.part(1, 20))
            self.play(lanes.flow(station, [self.main]), run_time=self.part(1, 12))
        self.play(Spell(lanes.numbers(lanes.last, [self.main])), run_time=self.part(1, 20))
        for station in lanes.stations:
            self.play(Spell(lanes.factors(station - 1, self.others)), run_time=self.part(1, 24))
            self.play(lanes.flow(station, self.others), run_time=self.part(1, 18))
        self.play(Spell(lanes.numbers(lanes.last, self.others)), run_time=self.part(1, 24))
        for arrival in lanes.arrivals():
            self.play(arrival, run_time=self.part(1, 16))
        self.play(lanes.settle(), Spell(lanes.total_number), run_time=self.part(1, 16))

    @beat
    def stack_and_cancel(self) -> None:
        """The shares come to the front, tip to tail; a measured ratio closes in on what is left."""
        fall, lanes = self.waterfall, self.backward
        shares = lanes.shares()
        self.play(FadeOut(self.ends, *lanes.on_stage()), fall.come(shares, run_time=self.part(1, 8)))
        self.play(Spell(fall.axis, *fall.of_terms()), run_time=self.part(1, 12))
        self.play(fall.tie(), run_time=self.part(1, 10))
        self.add(fall.sum)
        self.play(fall.sum_up(), Spell(*fall.of_sum()), run_time=self.part(1, 6))
        self.play(fall.measure(), Spell(self.shrunk), run_time=self.part(1, 8))
        self.wait(self.part(1, 10))
        self.play(Recompute(fall, self.shrunk, through=self.shrunk.through, run_time=self.part(1, 4)))

    @beat
    def write_it_in_general(self) -> None:
        """The steps make room; the formula comes beside them, in the order in which it is read."""
        formula = self.formula
        self.play(self.page.turn(self.both, run_time=self.part(1, 5)))
        self.play(Spell(formula.slope), run_time=self.part(1, 6))
        self.play(Spell(formula.adding()), run_time=self.part(1, 6))
        for factor in formula.factors():
            self.play(Spell(factor), run_time=self.part(1, 8))
        self.play(Spell(formula.value), run_time=self.part(1, 6))

    def _leaning(self) -> tuple[Page, Page]:
        """Return the page of what flows on and of what flows back: where it begins, bands are broad and want room."""
        there, back = Overlay(self.fan, self.forward), Overlay(self.ends, self.backward)
        if self.turned:
            page = Page(self.frame, Share(Overlay(*there.items, *back.items)))
            return page, page
        frame, rows = self.frame, partial(leaning, like=self.ends.letter, finely=True)
        returns = Page(frame, first_central(frame, rows(back, right=False), self.backward.middle))
        roads = first_central(frame, rows(there, right=True), self.fan.middle, self.forward.middle)
        return Page(frame, roads), returns

    def pushed(self, share: float) -> Moment:
        """Return the moment at a share of the push."""
        return self.moment.nudged(self.a, share * self.push.by)

    def returned(self, share: float) -> Moment:
        """Return the moment on the way back from the push."""
        return self.pushed(1 - share)

    def _magnified(self, factor: str, brief: bool) -> str:  # noqa: FBT001  how a figure asks
        return self.say("magnified" if brief else "lens", {"factor": factor}).text

    def _facts(self) -> dict[str, Fact]:
        paths, moment, story = self.paths, self.moment, self.story
        layer, told = paths.layer, paths.told.shown
        *_, whole = shares_of(paths)
        up, down = piles_of(paths)
        first, last = (self.waterfall.reading(moment.nudged(self.a, by)) for by in story.closing.ends)
        moves = [self.push.moment.read(change(z(layer + 1, j)), 3) for j in told]
        return {
            "place": "hidden" if layer else "input",
            "k": moment.count(neuron_number(layer, paths.k)),
            "layer": moment.count(layer_number(layer)),
            "a": Named(self.a, indexed=True),
            "ways": moment.count(neurons_of(layer + 1)),
            "push": self.push.moment.read(change(self.a), 3),
            "moves": tuple(moves),
            "moving": "some" if any(move.value for move in moves) else "none",
            "hollow": "some" if any(move.value < 0 for move in moves) else "none",
            "few": moment.count(len(told)),
            "one": moment.count(1),
            "told": "most" if paths.told.others else "all",
            "dC": self.push.moment.read(change(C), 3),
            "factors": self.backward.factors_of(self.main),
            "share": self.backward.share_of(self.main),
            "brings": closing(joins(self.backward.factors_of(self.main), self.backward.share_of(self.main))),
            "others": "one" if len(paths.terms) == len(told[:2]) else "many",
            "balance": paths.balance,
            "up": up,
            "down": down,
            "sum": whole,
            "closes": closing(adds([up, -down], whole)),
            "first": first,
            "last": last,
            "settles": self._settles(last, whole),
            "gates": "three" if paths.elementwise else "miss" if paths.misses else "two",
        }

    def _settles(self, last: Reading, whole: Reading) -> str:
        if not self.story.closing.has_settled:
            return "never"
        return "agrees" if last.shown == whole.shown else "nears"
