"""Every slope under its own edge or neuron, one vector of them all, and one step against all of them at once."""

from __future__ import annotations

from manim import FadeIn, FadeOut

from core.model.fact import EXAMPLES, PARAMETERS, STEPS_TAKEN
from core.model.network import Examples, Network
from core.model.quantity import C, slope
from core.notation.reading import Named
from core.passes.choices import Story
from core.passes.choices.story import steps_possible
from core.passes.moment import Moment
from scenes.figures.chain_descent import ChainDescent
from scenes.figures.descent_bars import DescentBars
from scenes.figures.gradient_row import GradientRow
from scenes.figures.greys import Greys
from scenes.figures.running_parameters import RunningParameters
from scenes.figures.spine import Spine
from scenes.layout.balance import balanced
from scenes.layout.box import Box
from scenes.layout.cells import APART, NEAR, Cells, Column, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Shade
from scenes.type.formula import Formula
from scenes.words.language import Fact

DIGITS = 3
_MOST = 7
"""Neurons that are all drawn, each with two strips and their numbers."""


class TheGradient(Lesson):
    """All the slopes together are one vector, and it says what to change first."""

    chapter = "single_neuron"
    poster = "take_more_steps"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: a step must keep every number finite."""
        reason = super().why_not(network, examples)
        if not reason and not steps_possible(Story(Moment.first(network, examples)).chain, 1):
            return "its first step of descent takes a number beyond what can be computed"
        return reason

    def setup(self) -> None:
        """Lay out the chain, its slopes beside it, and in their place later the costs."""
        super().setup()
        self.rest = self.moment if self.moment.path else self.moment.averaged
        self.visited = [self.rest.after(step) for step in range(Story(self.rest).steps + 1)]
        self.costs = DescentBars(self.visited, self.theme, self.say("steps").text)
        self._lay_out(biases=True)
        if self.spine.is_crowded or (self.frame.is_tall and self.spine.numbers_of(0)):
            self._lay_out(biases=False)
        numbers = RunningParameters(self.rest, self.spine, self.theme, standing=self.frame.is_tall).stand(
            [*self.visited[:2], self.visited[-1]]
        )
        self.descent = ChainDescent(self.spine, numbers, self.visited, self.theme)
        Page(self.frame, self._beside(self.spine, self.costs), self.room)
        self.page = Page(self.frame, self._beside(self.spine, self.row), self.room)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.hang_the_slopes()
        self.make_it_one_vector()
        self.turn_against_the_slopes()
        self.take_one_step()
        if len(self.visited) > 2:
            self.take_more_steps()

    @beat
    def hang_the_slopes(self) -> None:
        """A light runs back from the cost; each edge and each neuron lets its slope down under itself."""
        self.play(FadeIn(self.spine, self.row.axis), run_time=self.part(1, 12))
        self.play(Shade(self.spine), run_time=self.part(1, 16))
        self.play(self.row.hang(run_time=self.part(3, 4)))

    @beat
    def make_it_one_vector(self) -> None:
        """Two brackets close around the row; its strips light up, the longest first."""
        self.play(self.row.enclose(run_time=self.part(1, 4)))
        self.play(self.row.pale(run_time=self.part(1, 16)))
        self.play(self.row.rank(run_time=self.part(5, 8)))

    @beat
    def turn_against_the_slopes(self) -> None:
        """Every strip takes its share of a step, then turns through zero to the other side."""
        self.play(self.row.make_room(), FadeOut(self.row.gradient), run_time=self.part(1, 6))
        self.add(self.row.ghosts)
        self.bring_to_back(self.row.ghosts)
        if self.rest.value(slope(C, self.row.longest)):
            as_long = self.network.learning_rate == 1  # the step is as long as the slope
            if not as_long:
                self.play(self.row.shorten(run_time=self.part(1, 3)))
            self.play(self.row.turn(run_time=self.part(2 if as_long else 1, 4 if self.row.moving else 16)))
            self.play(FadeIn(self.row.rule, *self.row.moves.values()), run_time=self.part(1, 8))
        else:
            self.play(self.row.cross(run_time=self.part(1, 2)))
            self.play(FadeIn(self.row.rule), run_time=self.part(1, 8))

    @beat
    def take_one_step(self) -> None:
        """The moves fly up and go in; the network runs again, and the cost answers last."""
        row, costs = self.row, self.costs
        gone = [row.axis, row.ghosts, row.brackets, row.rule, *row.moves.values(), *row.staying]
        self.play(FadeOut(*gone, *self._names()), *map(FadeIn, self.descent.numbers), run_time=self.part(1, 12))
        if row.moving:
            self.play(*row.send(), *self.descent.change(1), run_time=self.part(1, 4))
        self.descent.refit()
        first = (costs.axis, costs.numbers[0], costs.counts[0], costs.word)
        self.play(costs.begin(self.spine.square), FadeIn(*first), run_time=self.part(1, 6))
        self.play(self.descent.run_again(1, run_time=self.part(1, 4)))
        self.add(costs.was)
        self.play(costs.step(1), self.descent.answer(1), run_time=self.part(1, 8))
        self.descent.refit()
        self.play(FadeIn(costs.numbers[1], costs.counts[1]), run_time=self.part(1, 16))

    @beat
    def take_more_steps(self) -> None:
        """Bar after bar comes out of the one before, and the chain changes with each."""
        last = len(self.visited) - 1
        self.play(FadeOut(self.costs.numbers[1], self.costs.counts[1]), run_time=self.part(1, 16))
        self.play(self.costs.make_room(run_time=self.part(1, 8)))
        for step in range(2, last + 1):
            self.play(self.costs.step(step), self.descent.go_on(step), run_time=self.part(1, 2 * last))
        self.descent.refit()
        rule = [self.costs.rule] if self.costs.has_rule else []
        counts = [self.costs.counts[step] for step in (1, last)]
        self.play(FadeIn(self.costs.numbers[last], *counts, *rule), run_time=self.part(1, 12))

    def _spine(self, *, biases: bool) -> Spine:
        """Return the chain in its place, with names of its biases or without."""
        upright, greys = self.frame.is_tall, Greys.of(Story(self.whole), self.theme)
        spine = Spine(
            self.rest,
            greys,
            self.theme,
            standing=upright,
            most=_MOST,
            biases=biases,
            alone=True,
            says=self._left_out,
            stage=self.frame.stage,
            visits=self.visited,
        )
        Page(self.frame, self._beside(spine, self.costs))
        return spine

    def _lay_out(self, *, biases: bool) -> None:
        """Put the chain, with names of its biases or without, and its slopes into the room where they are balanced."""
        self.spine = self._spine(biases=biases)
        self.row = GradientRow(self.rest, self.spine, self.theme, standing=self.frame.is_tall)
        self.room = self._balanced()

    def _balanced(self) -> Box:
        """Return the room in which the chain and its slopes have their middle in that of the picture; they fill it."""
        layout = self._beside(self.spine, self.row)
        room = balanced(self.frame, layout, [self.spine, self.row.axis, *self.row.strips.values()])
        Page(self.frame, layout, room)
        return room

    def _beside(self, spine: Spine, companion: object) -> Cells:
        if self.frame.is_tall:
            return Row(spine, Share(companion), gap=APART, place="stretch")
        return Column(spine, Share(companion), gap=NEAR, place="stretch")

    def _names(self) -> list[Formula]:
        """Return what gives its place: the cost's number to its bar, and names to numbers where these have room."""
        names = [name for numbers in self.descent.numbers for name in numbers.names]
        return [self.spine.names[C], self.spine.values[C], *names]

    def _left_out(self, count: int) -> str:
        return self.say("layers", {"gap": self.moment.count(count)}).text

    def _averaging(self) -> str:
        if self.moment.path:
            return "held"
        return "several" if len(self.examples) > 1 else "one"

    def _goes(self) -> str:
        before, after = (self.rest.after(step).value(C) for step in (0, 1))
        if not self.row.moving:
            return "nothing"
        return "falls" if after < before else "rises" if after > before else "stays"

    def _facts(self) -> dict[str, Fact]:
        count, last = self.moment.count(PARAMETERS), self.visited[-1]
        longest = self.row.longest
        rate = self.row.rate
        return {
            "over": self._averaging(),
            "examples": self.moment.count(EXAMPLES),
            "count": count,
            "longest": Named(slope(C, longest)),
            "largest": self.rest.read(slope(C, longest), DIGITS),
            "some": "some" if self.rest.value(slope(C, longest)) else "none",
            "scale": "smaller" if self.row.shrinks else "same",
            "rate": rate,
            "whole": "whole" if rate.value == 1 else "part",
            "biases": "move" if self.rest.network.update_biases else "stay",
            "goes": self._goes(),
            "onward": "some" if self.row.moving else "nothing",
            "before": self.rest.read(C, DIGITS),
            "after": self.visited[1].read(C, DIGITS),
            "more": last.read(STEPS_TAKEN - 1).to_decimals(0),
            "later": last.read(C, DIGITS),
        }
