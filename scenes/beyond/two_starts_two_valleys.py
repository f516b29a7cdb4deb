"""Two starts: on the whole landscape of one weight, and in a network, where a line between two ends may have a hill."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, linear

from core.model.fact import EXAMPLES, PARAMETERS, PLATEAU, RATE
from core.model.network import Examples, Network
from core.model.quantity import C, w
from core.passes.choices.two_starts import VALLEY_STEPS, TwoStarts, Valleys, why_no_starts
from core.passes.descents import STARTS
from core.passes.moment import Moment
from scenes.figures.answer_mosaics import AnswerMosaics
from scenes.figures.descent_curves import DescentCurves
from scenes.figures.greys import Greys
from scenes.figures.line_walk import LineWalk
from scenes.figures.named_number import NamedNumber
from scenes.figures.start_costs import StartCosts
from scenes.figures.start_pair import StartPair
from scenes.figures.valley_curve import ValleyCurve
from scenes.figures.weighted_network import WeightedNetwork
from scenes.layout.balance import balanced
from scenes.layout.cells import APART, Cells, Column, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Spell, instead
from scenes.type.formula import Label
from scenes.words.language import Fact

_PLOT, _ANSWERS, _TALL_ANSWERS = 3, 1, 2
"""Their shares of the room."""
_DIGITS, _ON_A_MAP = 3, 2
"""Of numbers; so many weights and biases have a landscape that a map shows."""


class TwoStartsTwoValleys(Lesson):
    """How far a descent gets can depend on where it starts."""

    chapter = "beyond"
    poster = "walk_between"
    default_network = "iris.toml"

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where no descents from starts by chance can be followed."""
        return super().why_not(network, examples) or why_no_starts(network, examples)

    def setup(self) -> None:
        """Let all starts run, and lay out what is seen of them, one picture after another."""
        super().setup()
        self.told = told = TwoStarts(self.moment)
        self.valleys, self.facts = Valleys.told(), {}
        word = {name: self.say(name).text for name in ("start_a", "start_b", "a", "b", "level", "steps", "between")}
        names = word["a"], word["b"]
        look, greys = self.theme, Greys.of(self.story, self.theme)
        self.valley = ValleyCurve(self.valleys, (word["start_a"], word["start_b"]), look)
        first = [told.after(seed, 0).of(0) for seed in told.seeds]
        titles = [
            NamedNumber(Label(self.say(name).text, colour=look.colour("text")), [self.moment.count(seed)])
            for name, seed in zip(("seeded_a", "seeded_b"), told.seeds, strict=True)
        ]
        self.pair = StartPair(first, self.story, titles, look)
        called = (word["start_a"], word["start_b"], word["level"], word["steps"])
        self.curves = DescentCurves(told, called, names, look)
        under = [self.say(name).text for name in ("a", "desired", "b", "copy")]
        self.answers = AnswerMosaics(told, greys, under, tall=self.frame.is_tall)
        ends = (told.after(told.seeds[0]), told.after(told.seeds[1]))
        top = None if told.hill is None else told.at(told.hill)
        self.walk = LineWalk(told.line, ends, top, (*names, word["between"]), look)
        plots = [self.curves, self.walk]
        self.copy, self.swapping = None, None
        if told.exchanged:
            self.swapping = self._swapping(ends[0], *told.exchanged)
            swapped, high = (ends[0], told.at_copy(1)), told.at_copy(told.hill_to_copy)
            says = (word["a"], under[3], word["between"])
            self.copy = LineWalk(told.line_to_copy, swapped, high, says, look)
            plots.append(self.copy)
        self.costs = StartCosts(told, (*names, self.say("seed").text), look)
        self.costs.at(1)
        for alone in (self.valley, self.pair, self.costs):
            self._stand(Row(Share(alone)))
        self.costs.at(0)
        share = _TALL_ANSWERS if self.frame.is_tall else _ANSWERS
        for plot in [*plots, *([self.swapping] if self.swapping else [])]:
            self._stand(Column(Share(plot, _PLOT), Share(self.answers, share), gap=APART, place="stretch"))
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.roll_down_twice()
        self.take_two_starts()
        self.follow_two_descents()
        self.walk_between()
        if self.copy is not None:
            self.mind_the_hill()
        self.try_more_starts()

    @beat
    def roll_down_twice(self) -> None:
        """The landscape of one weight is drawn whole; two beads roll down from either side of its hill."""
        valley = self.valley
        self.play(FadeIn(valley.title, valley.floor), Create(valley.curve), run_time=self.part(2, 10))
        self.play(FadeIn(valley.area), FadeIn(valley.starts, valley.names), run_time=self.part(1, 10))
        valley.at(0)
        self.add(*valley.moving)
        self.play(Recompute(valley, through=lambda share: share, rate_func=linear, run_time=self.part(5, 10)))
        self.play(FadeIn(valley.ends), run_time=self.part(1, 10))

    @beat
    def take_two_starts(self) -> None:
        """The network comes twice; the weights of both starts drop in, layer by layer."""
        pair = self.pair
        self.play(instead(FadeOut(*self.mobjects), FadeIn(pair.bare), run_time=self.part(1, 5)))
        for title in pair.titles:
            self.play(Spell(title), run_time=self.part(1, 10))
        self.play(pair.drop(run_time=self.part(5, 10)))

    @beat
    def follow_two_descents(self) -> None:
        """Both costs fall in step, and the answers to all examples change below."""
        curves, answers, steps = self.curves, self.answers, self.told.steps
        curves.at(0)
        answers.at(0)
        self.play(
            instead(
                FadeOut(*self.mobjects), FadeIn(*curves.axes, *curves.legend, *answers.seen), run_time=self.part(1, 5)
            )
        )
        self.add(*curves.moving)
        if curves.stood:
            self.play(FadeIn(*curves.stood), run_time=self.part(1, 10))
        run_time = self.part(5, 10)
        self.play(Recompute(curves, answers, through=lambda share: share * steps, rate_func=linear, run_time=run_time))
        self.play(FadeIn(*curves.numbers), run_time=self.part(1, 10))

    @beat
    def walk_between(self) -> None:
        """The curves go; a bead walks the straight line from A to B, and the cost is drawn along it."""
        curves = self.curves
        gone = [*curves.axes, *curves.legend, *curves.moving, *curves.numbers, *curves.stood]
        self._walk(self.walk, 5, FadeOut(*gone))

    @beat
    def mind_the_hill(self) -> None:
        """Two neurons of A change places with all their edges; its answers stay, yet the line to it has a hill, too."""
        answers, walk = self.answers, self.walk
        other = answers.mosaics[2]
        gone = [*walk.still, *walk.moving, walk.arrived, other, answers.titles[2]]
        self.play(FadeOut(*gone), run_time=self.part(1, 20))
        answers.show_copy()
        assert self.copy is not None
        assert self.told.exchanged is not None
        if self.swapping is None:
            self.play(FadeIn(other, answers.copy_title), run_time=self.part(1, 10))
            self._walk(self.copy, 5)
            return
        self.play(FadeIn(self.swapping), run_time=self.part(1, 20))
        self.play(self.swapping.swap(*self.told.exchanged, run_time=self.part(3, 10)))
        self.play(FadeIn(other, answers.copy_title), run_time=self.part(1, 10))
        self.play(FadeOut(self.swapping), run_time=self.part(1, 20))
        self._walk(self.copy, 3)

    @beat
    def try_more_starts(self) -> None:
        """All starts as strips of cost; the best is ringed."""
        costs = self.costs
        self.play(instead(FadeOut(*self.mobjects), FadeIn(*costs.still), run_time=self.part(1, 5)))
        self.play(costs.grow(run_time=self.part(6, 10)))
        self.play(FadeIn(*costs.numbers), run_time=self.part(1, 10))
        self.play(Create(costs.ring), run_time=self.part(1, 10))

    def _walk(self, walk: LineWalk, tenths: int, *gone: FadeOut) -> None:
        walk.at(0)
        coming = FadeIn(*walk.still, walk.walker)
        self.play(instead(*gone, coming) if gone else coming, run_time=self.part(2 if gone else 1, 10))
        self.add(*walk.moving)
        going = Recompute(walk, through=lambda share: share, rate_func=linear, run_time=self.part(tenths, 10))
        self.play(going)
        self.play(FadeIn(walk.arrived), FadeOut(walk.walker), run_time=self.part(1, 10))

    def _swapping(self, end: Moment, layer: int, j: int, i: int) -> WeightedNetwork | None:
        """Return A's network, where the two neurons that change places are drawn."""
        drawn = WeightedNetwork(end.of(0), self.story, self.theme)
        return drawn if drawn.draws(layer, j, i) else None

    def _stand(self, layout: Cells) -> None:
        Page(self.frame, layout, balanced(self.frame, layout, layout.contents()))

    def _facts(self) -> dict[str, Fact]:
        told, count = self.told, self.moment.count
        (w_a, w_b), (valley_a, valley_b) = self.valleys.starts, self.valleys.ends
        a, b = (told.after(seed) for seed in told.seeds)
        C_a, C_b = (end.read(C, _DIGITS) for end in (a, b))
        top = b if told.hill is None else told.at(told.hill)
        copy = a if told.exchanged is None else told.at_copy(told.hill_to_copy)
        return {
            "valley_steps": valley_a.count(VALLEY_STEPS),
            "valley_rate": valley_a.read(RATE, _DIGITS).in_fewest_digits(),
            "w_a": w_a.read(w(1), _DIGITS).in_fewest_digits(),
            "w_b": w_b.read(w(1), _DIGITS).in_fewest_digits(),
            "valley_a": valley_a.read(C, _DIGITS),
            "valley_b": valley_b.read(C, _DIGITS),
            "parameters": count(PARAMETERS),
            "size": "few" if self.moment.value(PARAMETERS) <= _ON_A_MAP else "many",
            "seed_a": count(told.seeds[0]),
            "seed_b": count(told.seeds[1]),
            "tries": count(STARTS),
            "steps": count(told.steps),
            "rate": a.read(RATE, _DIGITS).in_fewest_digits(),
            "ends": "same" if C_a.shown == C_b.shown else "other",
            "C_a": C_a,
            "C_b": C_b,
            "C_middle": told.after(told.middle).read(C, _DIGITS),
            "climbs": "sometimes" if told.uphill else "never",
            "uphill": count(told.uphill),
            "stands": "never" if told.level is None else "long",
            "plateau": b.count(PLATEAU),
            "told": "all" if len(told.examples) == len(self.examples) else "some",
            "shown": count(len(told.examples)),
            "examples": count(EXAMPLES),
            "rises": "none" if told.hill is None else "hill",
            "hill": top.read(C, _DIGITS),
            "hill_copy": copy.read(C, _DIGITS),
        }
