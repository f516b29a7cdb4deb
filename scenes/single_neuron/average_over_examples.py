"""Every example has activations and a slope of its own; the full cost's slope is their average."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, AnimationGroup, Create, FadeIn

from core.algebra.differentials import SlopeInLine
from core.algebra.example_form import COST_OF_ONE, average_of, slope_of_one
from core.algebra.symbols import symbol
from core.model.fact import EXAMPLES, example_number
from core.model.quantity import C, a, slope, y
from core.notation.reading import Named
from core.passes.choices import Story
from core.passes.choices.ranking import most_different
from scenes import theme
from scenes.components.example_strip import ExampleStrip
from scenes.components.example_table import ExampleTable
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, Recompute, fly
from scenes.type.formula import Formula

MOST = 6
"""Up to how many examples each have a row; of more, the first few do."""


class AverageOverExamples(Lesson):
    """The full cost is an average over examples, and so is its slope."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out neurons and formulas above, the examples below.

        The neurons held still differ from example to example, so that each would have a chain of its
        own. All numbers here are therefore the whole network's, along the chain's path; activations are
        the same in both.
        """
        super().setup()
        last = self.network.depth
        story = Story(self.whole)
        self.w, _, self.a, _ = story.last_step
        self.previous, self.y = a(last - 1, self.w.neurons[1]), y(*self.a.neurons)
        self.slope = slope(C, self.w)
        self.count = len(self.examples)
        shown = story.examples_shown(MOST)
        self.singles = len(shown)
        self.strip = ExampleStrip(self.whole, story.path)
        self.average = self._average()
        self.table = self._table()
        self.compared = self.table.read_outs[most_different(story.moment, self.slope, shown)].reading
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.run_the_first_example()
        if self.count > 1:
            self.run_the_others()
        self.average_the_cost()
        self.average_the_slope()
        if self.count > 1:
            self.compare_with_one()

    @beat("{whole}Example {number} has its own activations, its own y, and so its own slope: {first}.")
    def run_the_first_example(self) -> None:
        """The numbers fly from the neurons into the first row; the bar grows."""
        self.play(FadeIn(self.strip), self.table.show_frame(), run_time=theme.MOVE)
        self.play(self.fill_row(0), run_time=theme.MOVE)
        self.play(self.table.grow_bar(0), run_time=theme.MOVE)

    @beat("Same weights, other inputs: each example i has its own activations, and its own wish for {w}.{rest}")
    def run_the_others(self) -> None:
        """The examples run through one after another, then all the rest at once."""
        for index in range(1, self.singles):
            self.play(Recompute(self.strip, through=lambda _, i=index: self.whole.of(i)), run_time=0.4)
            coming = AnimationGroup(self.fill_row(index), self.table.grow_bar(index), lag_ratio=0.4)
            self.play(coming, run_time=theme.QUICK)
        if self.table.rest is not None:
            self.play(self.table.grow_rest(), run_time=theme.SLOW)

    @beat("The cost that training cares about is the average over {all_examples}: here {cost}.")
    def average_the_cost(self) -> None:
        """The average's formula with its bounds, and its number."""
        self.play(FadeIn(self.average[0]), run_time=theme.MOVE)

    @beat("A slope of an average is the average of the slopes: {mean}. That is the slope of the full cost.")
    def average_the_slope(self) -> None:
        """All bars fall into the average's bar."""
        self.play(FadeIn(self.average[1]), Create(self.table.foot), FadeIn(self.table.mean_label), run_time=theme.MOVE)
        if theme.is_calm():
            self.play(FadeIn(self.table.mean_bar), run_time=theme.MOVE)
        else:
            copies, falling = self.table.fall_together()
            self.play(falling, run_time=theme.SLOW)
            self.remove(copies, *copies)
            self.add(self.table.mean_bar)
        self.play(FadeIn(self.table.mean_read_out), run_time=theme.QUICK)

    @beat("{compared}")
    def compare_with_one(self) -> None:
        """All but one example dim, beside the average."""
        self.play(Dim(self.table.singled_out(self.compared.state.example)), run_time=theme.MOVE)

    def fill_row(self, index: int) -> AnimationGroup:
        """Return the coming of an example's numbers: activations from their neurons, y beside."""
        number, before, after, desired = self.table.rows[index]
        flights = (fly(before, self.strip.previous), fly(after, self.strip.last), fly(desired, self.strip.last))
        return AnimationGroup(FadeIn(number), *flights)

    def _average(self) -> tuple[Formula, Formula]:
        """Return C and dC/dw as averages, at the upper right."""
        costs, slopes = (average_of(one, self.count) for one in (COST_OF_ONE, slope_of_one(symbol(self.w))))
        cost = Formula("{C} = {average}", em=theme.TEXT, C=C, average=costs)
        turned = Formula("{dC_dw} = {average}", em=theme.TEXT, indexed=False, dC_dw=self.slope, average=slopes)
        turned.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.RIGHT, RIGHT)
        cost.next_to(turned, LEFT, buff=0.6)
        return cost, turned

    def _table(self) -> ExampleTable:
        slope_head = Formula("{slope}", em=theme.TEXT, indexed=False, slope=SlopeInLine(COST_OF_ONE, symbol(self.w)))
        quantities = (self.previous, self.a, self.y)
        header = [Formula("i", em=theme.TEXT, colour=theme.colour("quiet"))]
        header += [Formula("{q}", em=theme.TEXT, indexed=False, q=quantity) for quantity in quantities]
        top = min(self.strip.get_bottom()[1], self.average[1].get_bottom()[1]) - 0.3
        table = ExampleTable(
            self.whole,
            quantities,
            self.slope,
            singles=self.singles,
            header=[*header, slope_head],
            height=top - theme.BOTTOM - 0.1,
        )
        return table.shift(UP * (top - table.get_top()[1]))

    def _words(self) -> dict[str, Word]:
        others = (" Thin bars: the other ", self.whole.count(EXAMPLES - self.singles), ".")
        told = self.table.mean_read_out.reading, self.table.read_outs[0].reading
        mean, first = (reading.in_own_digits() for reading in told)
        whole = "Now all outputs count. " if self.network.widths[-1] > 1 else "Now the whole network runs. "
        return {
            "w": Named(self.w),
            "whole": whole if self.moment.path else "",
            "number": self.whole.count(example_number(0)),
            "first": first,
            "rest": others if self.count > self.singles else "",
            "all_examples": self._all() if self.count > 1 else "all examples, and there is only one",
            "cost": self.whole.averaged.read(C),
            "mean": mean,
            "compared": self._comparison(),
        }

    def _all(self) -> Word:
        return ("all ", self.whole.count(EXAMPLES), " examples")

    def _comparison(self) -> Word:
        """Return how a single example differs from the average, in words."""
        mean, one = self.table.mean_read_out.reading.in_own_digits(), self.compared.in_own_digits()
        if one.shown == mean.shown:
            every = "every example" if self.count == self.singles else "each example shown"
            return f"Here {every} says the same as the average."
        alone = ("Example ", self.whole.count(example_number(one.state.example)), " alone would say ")
        if one.value * mean.value < 0:
            return (*alone, one, ", against the average of ", mean, ". One example is not the whole cost.")
        return (*alone, one, ", the average says ", mean, ". One example is not the whole cost.")
