"""Every example has activations and a slope of its own; the full cost's slope is their average."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, GrowFromCenter, LaggedStart

from core.algebra.example_form import COST_OF_ONE, average_of, slope_of_one
from core.algebra.symbols import symbol
from core.model.fact import EXAMPLES, example_number
from core.model.network import Examples, Network
from core.model.quantity import C, a, slope, y
from core.passes.choices import Story
from scenes import theme
from scenes.figures.example_runs import ExampleRuns
from scenes.figures.example_strips import ExampleStrips, why_not_apart
from scenes.figures.greys import Greys
from scenes.figures.row_heads import RowHeads
from scenes.layout.cells import APART, NEAR, Blank, Column, Panes, Row, Share
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import Spell, fly
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

_SLOWLY = 3
"""So many examples after the first come one by one; the others follow quickly."""


class AverageOverExamples(Lesson):
    """The full cost is an average over examples, and so is its slope."""

    chapter = "single_neuron"
    poster = "name_the_average"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there are too many examples for a strip each."""
        return super().why_not(network, examples) or why_not_apart(examples)

    def setup(self) -> None:
        """Lay out a strip for each example, and below them the two averages.

        The neurons held still differ from example to example, so that each would have a chain of its
        own. All numbers here are therefore the whole network's, along the chain's path; activations are
        the same in both.
        """
        super().setup()
        story = Story(self.whole)
        weight, _, output, _ = story.last_step
        self.slope, self.count = slope(C, weight), len(self.examples)
        self.facts = {"count": self.whole.count(EXAMPLES)}
        written = {name: self.say(name).text for name in ("together", "share")}
        tall = self.frame.is_tall
        greys, wanted = Greys.of(story, self.theme), y(*output.neurons)
        self.heading = Formula("{q}", em=theme.FORMULA, indexed=False, q=slope_of_one(symbol(weight)))
        self.heads = None if tall else RowHeads(self.heading, *map(self._word, ("output", "example")))
        told, row = a(*_place(output)), {"tall": tall, "heads": self.heads}
        self.strips = ExampleStrips(self.whole, told, wanted, self.slope, greys, **row, **written)
        self.cost, self.average = self._averages(weight)
        self.runs = ExampleRuns(self.whole, story, self.strips, weight, self.heading, tall=tall)
        self.running = self.runs.running(self.frame)
        self.page = Page(self.frame, Share(self.runs.network))
        self.stacks = self.count > 1 and any(self.strips.values)
        shown = Share(self.strips) if self.stacks else self.runs.columns()
        apart = Row(self.average, Blank(self.strips.first_number), self.cost, gap=APART)  # each is a formula of its own
        below = (apart, *(way(self.average, self.cost, gap=APART) for way in (Row, Panes)))
        self.both = first_fitting(self.frame, *(Column(shown, one, gap=NEAR) for one in below))
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.run_the_first_example()
        if self.count > 1:
            self.run_the_others()
        if self.stacks:
            self.stack_and_cancel()
        self.name_the_average()

    @beat
    def run_the_first_example(self) -> None:
        """The first example runs through the network; its output stands first in a row, its slope grows under it."""
        network, strips = self.runs.network, self.strips
        self.play(self.runs.come(run_time=self.part(1, 6)))
        for layer in network.layers[1:]:
            self.play(self.runs.light_up(layer, run_time=self.part(1, 6 * network.layers[-1])))
        self.play(self.page.turn(self.running, run_time=self.part(1, 8)))
        places = [GrowFromCenter(part) for part in (*(disc.unlit() for disc in strips.discs), *strips.indices)]
        row = LaggedStart(*places, Create(strips.axis), lag_ratio=1 / len(places))
        self.play(row, fly(self.heading, self.runs.edge), run_time=self.part(1, 6))
        named = [*map(Create, strips.rings), *map(FadeIn, self._words)]
        self.play(self.runs.take_down(), *named, run_time=self.part(1, 10))
        self.play(self.runs.grow_first(), run_time=self.part(1, 5))
        self.play(fly(strips.first_number, self.runs.edge), run_time=self.part(1, 10))

    @beat
    def run_the_others(self) -> None:
        """Example after example runs through the network; its strip grows; a line keeps level with the average."""
        self.passed = self.strips.passed()
        if self.passed:
            self.play(FadeOut(*self.passed), run_time=theme.SHORTEST)
        self.add(self.strips.mean_line)
        slowly = min(self.count, 1 + _SLOWLY)
        for index in range(1, slowly):
            self.play(self.runs.run(index, index + 1), run_time=self.part(1, 2 * (slowly - 1)))
        self.play(self.runs.leave(), self.page.turn(self.runs.columns()), run_time=self.part(1, 8))
        if slowly < self.count:
            self.play(self.runs.run(slowly, self.count), run_time=self.part(1, 3))

    @beat
    def stack_and_cancel(self) -> None:
        """Strips lie down end to end; those of the other sign turn back from the tip, and what is left is divided."""
        strips, left = self.strips, self.strips.left
        standing = [strips.axis, strips.mean_line, strips.rings, self.heading]
        standing += [] if self.passed else [strips.first_number]
        self.play(FadeOut(*standing, *strips.discs, *strips.indices, *self._words), run_time=self.part(1, 16))
        self.play(self.page.turn(Share(strips.take_all())), run_time=self.part(1, 12))
        self.play(Create(left.zero), strips.lie_down(), run_time=self.part(3, 8))
        self.play(Create(left.ties), left.sum_up(), run_time=self.part(1, 8))
        self.play(left.tell_total(), run_time=self.part(1, 16))
        self.play(Create(left.ticks), run_time=self.part(1, 8))
        self.play(left.part(), run_time=self.part(1, 8))
        self.play(left.tell_mean(), run_time=self.part(1, 16))

    @beat
    def name_the_average(self) -> None:
        """The formulas come from the picture: the slope's, then the cost's."""
        if self.count == 1:
            self.play(self.runs.leave(), run_time=self.part(1, 8))
        self.play(self.page.turn(self.both, run_time=self.part(1, 4)))
        self.play(Spell(self.average), run_time=self.part(1, 4))
        self.play(Spell(self.cost), run_time=self.part(1, 4))

    @property
    def _words(self) -> tuple[Label, ...]:
        """What is written beside the rows of outputs and of numbers of examples."""
        return () if self.heads is None else self.heads.words

    def _word(self, message: str) -> Label:
        return Label(self.say(message).text, colour=self.theme.colour("quiet"))

    def _averages(self, weight) -> tuple[Formula, Formula]:  # noqa: ANN001  a quantity
        """Return C and dC/dw as averages over the examples, with their values."""
        average = self.whole.averaged
        costs, slopes = (average_of(one, self.count) for one in (COST_OF_ONE, slope_of_one(symbol(weight))))
        template = "{of} = {average} = {value}"
        cost = Formula(template, em=theme.LABEL, of=C, average=costs, value=average.read(C, 3))
        turned = Formula(
            template, em=theme.LABEL, indexed=False, of=self.slope, average=slopes, value=average.read(self.slope, 3)
        )
        return cost, turned

    def _facts(self) -> dict[str, Fact]:
        average, (up, down) = self.whole.averaged, self.strips.sides
        signs = {(True, True): "both", (True, False): "positive", (False, True): "negative"}
        chosen = signs.get((up > 0, down < 0), "none")
        whole = "outputs" if self.network.widths[-1] > 1 else "network"
        return {
            "one": self.whole.count(1),
            "rings": "some" if len(self.strips.rings) else "none",
            "whole": whole if self.moment.path else "chain",
            "number": self.whole.count(example_number(0)),
            "first": self.whole.of(0).read(self.slope, 3),
            "signs": chosen,
            "rest": average.read(EXAMPLES * self.slope, 3),
            "count": self.whole.count(EXAMPLES),
            "mean": average.read(self.slope, 3),
            "cost": average.read(C, 3),
            "many": "one" if self.count == 1 else "many",
        }


def _place(quantity) -> tuple[int, int]:  # noqa: ANN001  an activation
    return quantity.layer, quantity.neurons[0]
