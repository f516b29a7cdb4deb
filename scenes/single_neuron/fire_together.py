"""The same push of a weight, with the neuron behind it quiet and busy; then one step of learning for each."""

from __future__ import annotations

from functools import partial

from manim import Create, FadeIn, FadeOut, LaggedStart

from core.model.costs import Score
from core.model.fact import RATE
from core.model.quantity import C, change, slope
from core.notation.reading import Named
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.lit_ribbon import LitRibbon
from scenes.figures.lit_ribbons import LitRibbons
from scenes.layout.balance import balanced_always
from scenes.layout.cells import Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Recompute, Shade
from scenes.words.language import Fact


class FireTogether(Lesson):
    """A weight matters as much as the neuron behind it is active."""

    chapter = "single_neuron"
    poster = "let_it_learn"
    on_a_chain = True
    by_outputs = True

    def setup(self) -> None:
        """Lay out one ribbon for each setting of the neuron, from the quietest to the busiest."""
        super().setup()
        self.steps, self.by = self._steps(), self.story.visible_nudge
        self.weight, self.total, *_ = self.steps
        self.order, levels = self.story.levels_by_activity, self.story.levels
        self.rests = [self.story.at_level(levels[index].by) for index in self.order]
        moves = [(self.by, self.story.learning_move(rest)) for rest in self.rests]
        greys = Greys.of(Story(self.whole), self.theme)
        self.own, self.second, self.third = [self.order.index(place) for place in range(len(levels))]
        how = {"leads": self.own, "stacked": self.frame.is_tall, "says": self._magnified}
        self.ribbons = LitRibbons(self.rests, self.steps, moves, greys, **how)
        self.settings, layout = self.ribbons.settings, Share(self.ribbons)
        tell, everyone = self.ribbons.tell, range(len(levels))
        states = [
            partial(tell, *shown, step=step)
            for shown, step in (([self.own], False), (everyone, False), (everyone, True))
        ]
        self.page = Page(self.frame, layout, balanced_always(self.frame, layout, self.ribbons.seen, states))
        for one in self.settings:
            one.tell(0, step=False)
        factors = [one.factor() for one in self.settings]
        self.factors = factors if all(factors) else []
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.push_with_its_own_value()
        self.dim_the_neuron()
        self.compare_the_three()
        self.weigh_the_edges()
        self.let_it_learn()

    @beat
    def push_with_its_own_value(self) -> None:
        """The neuron as it is; from it an edge down to the weight, and the push runs on from there."""
        own = self.settings[self.own]
        self.ribbons.show(self.own)
        own.disc.unlit()
        self.play(FadeIn(own.disc, self.ribbons.label), run_time=self.part(1, 16))
        self.play(own.disc.light(run_time=self.part(1, 8)))
        self.play(Create(own.edge), run_time=self.part(1, 10))
        self.play(FadeIn(*self._symbols(self.own), own.pushed.drawn, self.ribbons.rules), run_time=self.part(1, 16))
        self.play(FadeIn(*self._numbers(own)), run_time=theme.SHORTEST)
        self.play(own.pushed.push(run_time=self.part(1, 2)))

    @beat
    def dim_the_neuron(self) -> None:
        """A copy comes out of it, and is dimmed: with it the ribbon narrows."""
        self._change(self.second, self.own, of=1)

    @beat
    def compare_the_three(self) -> None:
        """A third one; then each move of z is laid along the push, of which it is the share that the disc says."""
        self._change(self.third, self.second, self.own, of=2)
        self.play(Shade(*self._lower()), run_time=theme.SHORTEST)
        ways = [one.lay_along() for one in self.settings]
        self.play(LaggedStart(*(way for _, way in ways), lag_ratio=1 / 4), run_time=self.part(1, 6))
        comes = [one.send(factor) for one, factor in zip(self.settings, self.factors, strict=False)]
        if comes:
            self.play(LaggedStart(*comes, lag_ratio=1 / 4), run_time=self.part(1, 6))
        back = [one.pushed.lay_back(copy, 1) for one, (copy, _) in zip(self.settings, ways, strict=True)]
        self.play(*back, Light(*self._lower()), run_time=self.part(1, 8))
        self.remove(*(copy for copy, _ in ways))

    @beat
    def weigh_the_edges(self) -> None:
        """The cost answers; the edges take their width from its slope."""
        if C in self.steps:
            self.play(
                FadeIn(*(number for one in self.settings for number in one.pushed.written(C))),
                run_time=self.part(1, 12),
            )
        if self.facts["learns"] == "none":  # where nothing answers, the push is seen to end once more
            for ways in ((1, 0), (0, 1)):
                self.play(*(one.pushed.push(*ways, run_time=self.part(1, 5)) for one in self.settings))
        widths = [abs(one.steepness) for one in self.settings]
        for one, width in zip(self.settings, widths, strict=True):  # all edges widen equally fast
            length = self.part(3, 4) * width / sum(widths) if any(widths) else self.part(1, 8)
            self.play(one.show_slope(run_time=max(length, theme.SHORTEST)))

    @beat
    def let_it_learn(self) -> None:
        """The push is taken back; each slope turns round and becomes its weight's move, and all that follows it."""
        counted = [number for one in self.settings for number in one.pushed.numbers.values()]
        self.play(FadeOut(*counted, *self.factors), run_time=self.part(1, 20))
        slowly = 3 if self.facts["learns"] == "none" else 1  # it is all that moves where there is no slope
        self.play(*(one.pushed.push(1, 0, run_time=self.part(slowly, 8)) for one in self.settings))
        self.remove(*(one.pushed.drawn for one in self.settings))
        self.add(*(one.learned.drawn for one in self.settings))
        if self.ribbons.rescaled != "same":
            rulers = [(FadeOut(one.pushed.rulers), FadeIn(one.learned.rulers)) for one in self.settings]
            turn = self.ribbons.turn(*range(len(self.settings)), step=True)
            self.play(turn, *(way for pair in rulers for way in pair), run_time=self.part(1, 10))
        turning = [one.turn_round(run_time=self.part(1, 4)) for one in self.settings if one.steepness]
        if turning:
            self.play(*turning)
        counted = [number for one in self.settings for number in one.learned.numbers.values()]
        self.play(FadeIn(*counted), run_time=theme.SHORTEST)
        if turning:
            self.play(*(one.learned.push(run_time=self.part(3, 8)) for one in self.settings))
        self.remove(*(one.move for one in self.settings))

    def _change(self, new: int, *others: int, of: int) -> None:
        """Let a copy come out of the neuron as it is, and change it, the push staying the same."""
        one, level = self.settings[new], self.story.levels[self.order[new]]
        one.at(self._pushed(0))
        self.ribbons.split(new, self.own)
        self.add(one.body)
        self.play(self.ribbons.turn(new, *others, run_time=self.part(1, 5 * of)))
        symbols = self._symbols(new) if self.frame.is_tall else []
        self.play(FadeIn(one.number, *symbols, *self._numbers(one)), run_time=theme.SHORTEST)
        changing = Recompute(one, through=lambda share: self._pushed(share * level.by), run_time=self.part(3, 5 * of))
        self.play(changing)

    def _pushed(self, by: float) -> Moment:
        """Return the moment with the neuron changed and the weight pushed."""
        return self.story.at_level(by).nudged(self.weight, self.by)

    def _symbols(self, index: int) -> list[object]:
        """Return the symbols of the rows that come with a setting."""
        return [self.ribbons.symbols[index if self.frame.is_tall else 0]]

    def _numbers(self, one: LitRibbon) -> list[object]:
        """Return the moves of the weight and its sum, as numbers."""
        return [*one.pushed.written(self.weight, self.total)]

    def _lower(self) -> list[object]:
        """Return what is below the sum's line, in all ribbons."""
        below = [part for symbols in self.ribbons.symbols for part in symbols.below(self.total)]
        return [*below, *(part for one in self.settings for part in one.below(self.total))]

    def _steps(self) -> tuple:
        """Return the rows: all four, or those for which a pane of a narrow frame has room."""
        weight, total, activation, cost = self.story.last_step
        if not self.frame.is_tall:
            return weight, total, activation, cost
        return (weight, total, cost) if self.frame.is_tall else (weight, total)

    def _magnified(self, factor: str) -> str:
        return self.say("lens", {"factor": factor}).text

    def _facts(self) -> dict[str, Fact]:
        weight, total = self.weight, self.total
        own, second, *_ = self.story.levels
        pushed = [one.pushed.nudged(1) for one in self.settings]
        moves = [moment.read(change(total), 3) for moment in pushed]
        values = [one.number.reading for one in self.settings]
        first, middle, last = (one.value.readings["value"] for one in self.settings)
        learned = self.settings[-1].learned.nudged(1)
        return {
            "weight": Named(weight),
            "source": "neuron" if self.moment.network.depth > 1 else "input",
            "nudge": pushed[0].read(change(weight), 3).in_fewest_digits(),
            "own": values[self.own],
            "silent": "active" if values[self.own].value else "silent",
            "dz_own": moves[self.own],
            "second_a": values[self.second],
            "second_way": "dim" if second.share < own.share else "lit",
            "dz_second": moves[self.second],
            "third_a": values[self.third],
            "dz_third": moves[self.third],
            "slopes": self._slopes(),
            "learns": "some" if self._slopes() == "some" else "none",
            "first_slope": first,
            "middle_slope": middle,
            "last_slope": last,
            "rate": self.moment.read(RATE).in_fewest_digits(),
            "rescaled": self.ribbons.rescaled,
            "most": learned.read(change(weight), 3).in_fewest_digits(),
        }

    def _slopes(self) -> str:
        """Return whether there are slopes, and if not, why."""
        if any(one.steepness for one in self.settings):
            return "some"
        _, _, activation, _ = self.story.last_step
        if not self.moment.value(slope(C, activation)):
            return "unwanted" if self.moment.network.cost.score == Score.SLIDE else "right"
        return "flat"
