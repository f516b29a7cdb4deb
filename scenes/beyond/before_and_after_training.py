"""One network before and after training, or two networks: what the same example makes flow back in both."""

from __future__ import annotations

import math
from itertools import pairwise

from manim import AnimationGroup, Create, FadeIn, linear

from core.files.network_source import NetworkSource
from core.model.fact import EXAMPLES, RATE, example_number, neuron_number
from core.model.network import Examples, Network
from core.model.quantity import C, a, slope, y
from core.notation.reading import Reading
from core.notation.told_apart import told_apart
from core.passes.choices import Story
from core.passes.choices.before_and_after import BeforeAndAfter, trained
from core.passes.choices.beside import Beside, why_not_beside
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.flow_pair import FlowPair
from scenes.figures.named_number import NamedNumber
from scenes.figures.pane_head import PaneHead
from scenes.figures.step_count import StepCount
from scenes.figures.swept import Swept
from scenes.layout.balance import balanced
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Spell
from scenes.type.formula import Label
from scenes.words.language import Fact

_LITTLE = 10
"""How many times smaller what is sent has become when little is left of it."""


class BeforeAndAfterTraining(Lesson):
    """What flows back starts at the outputs; where these are right, almost nothing flows."""

    chapter = "beyond"
    poster = "run_both_sweeps"
    default_network = "iris.toml"
    by_outputs = True
    compares = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where no step can be taken, or where the slopes after them cannot be written down."""
        if reason := super().why_not(network, examples):
            return reason
        if not trained(network, examples).steps:
            return "the first step of training leads beyond all numbers"
        moment = BeforeAndAfter(Moment.first(network, examples)).after(0)
        last = network.depth
        slopes = (moment.value(slope(C, a(last, j))) for j in range(network.widths[last]))
        return "" if all(map(math.isfinite, slopes)) else "after training the cost has no finite slope by an output"

    @classmethod
    def why_not_told(cls, source: NetworkSource) -> str:
        """Say where another network that is given cannot run the examples; no step is taken then."""
        if source.other is None:
            return super().why_not_told(source)
        reason = why_not_beside(source.other.network, source.examples)
        return super().why_not(source.network, source.examples) or (reason and f"{source.other.path}: {reason}")

    def setup(self) -> None:
        """Train the network, if no other one is given, and lay out both with all their flows."""
        super().setup()
        self.both, self.count = self._pair()
        titles = [Label(name, em=theme.FORMULA) for name in self._names()]
        told = [[state(one) for one in self.both.examples] for state in (self.both.before, self.both.after)]
        pairs = zip(titles, told, told[::-1], strict=True)
        heads = [PaneHead(*one, self.theme, self.both.output) for one in pairs]
        numbers = [self.moment.count(example_number(one)) for one in self.both.examples]
        example = NamedNumber(Label(self.say("example").text), numbers)
        alike = self.network.widths == self.both.after(0).network.widths
        stories = (self.story, self.story if alike else Story(self.both.after(0)))
        self.pair = FlowPair(self.both, stories, heads, (example, self.count), self.theme)
        self.page = Page(self.frame, self.pair)
        self.pair.at(self.pair.end)
        self.page = Page(self.frame, self.pair, balanced(self.frame, self.pair, [self.pair]))
        self.pair.at(Swept())
        self.facts = self._facts() | self._own_facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.set_them_side_by_side()
        self.run_both_forward()
        self.run_both_sweeps()
        if len(self.both.examples) > 1:
            self.go_through_the_examples()

    @beat
    def set_them_side_by_side(self) -> None:
        """The network comes, becomes two, and the steps between them are counted; or two networks come."""
        pair, both, count = self.pair, self.both, self.count
        bare, titles = pair.bare(), [head.title for head in pair.heads]
        if not isinstance(both, BeforeAndAfter) or count is None:
            self.play(FadeIn(bare[0], titles[0]), run_time=self.part(2, 10))
            self.play(Create(pair.rule), run_time=self.part(1, 10))
            self.play(FadeIn(bare[1], titles[1]), run_time=self.part(2, 10))
            self.play(Spell(pair.example), run_time=self.part(1, 10))
            return
        split, steps = pair.split(run_time=self.part(3, 10)), both.training.steps
        self.play(FadeIn(bare), run_time=self.part(1, 10))
        self.play(split)
        count.at(both.after(0, 0))
        self.play(Create(pair.rule), FadeIn(*titles, count), run_time=self.part(1, 10))
        counting = Recompute(
            count,
            through=lambda share: both.after(0, round(share * steps)),
            rate_func=linear,
            run_time=self.part(4, 10),
        )
        self.play(counting)

    @beat
    def run_both_forward(self) -> None:
        """The same example lights up both, layer by layer, in step, and both have a cost."""
        pair = self.pair
        if not self.other:
            self.play(Spell(pair.example), run_time=self.part(1, 10))
        layers = pair.flows[0].network.layers
        for layer in layers:
            self.play(pair.light(layer, run_time=self.part(4, 10 * len(layers))))
        answers = [Spell(one) for head in pair.heads for one in head.answers]
        self.play(AnimationGroup(*answers), run_time=self.part(2, 10))
        self.play(AnimationGroup(*(Spell(head.cost) for head in pair.heads)), run_time=self.part(2, 10))
        self.add(pair)
        self.remove(pair.key)

    @beat
    def run_both_sweeps(self) -> None:
        """Both flows run back, layer by layer, in step; then both light up."""
        pair = self.pair
        self.play(FadeIn(pair.key), run_time=self.part(1, 10))
        end = pair.flows[0].end
        for done in range(1, end):
            self.play(pair.sweep(Swept(done), Swept(done + 1), run_time=self.part(6, 10 * (end - 1))))
        self.play(pair.sweep(Swept(end), pair.end, run_time=self.part(2, 10)))

    @beat
    def go_through_the_examples(self) -> None:
        """One example after another takes its turn in both, few of them again; the one that has most to teach stays."""
        count = len(self.both.examples)
        rounds = max(1, round(self.part(1, 1) / (theme.SLOW * count)))
        turns = list(pairwise([*range(count)] * rounds))
        for before, place in turns:
            self.play(self.pair.turn(before, place, run_time=self.part(1, len(turns))))

    def _pair(self) -> tuple[BeforeAndAfter | Beside, StepCount | None]:
        """Return what is told of: two networks; or the network before and after its training, and its steps."""
        if self.other:
            return Beside(self.moment, self.other.network), None
        both = BeforeAndAfter(self.moment)
        self.facts = {"number": "{}", "steps": self.moment.count(both.training.steps)}
        return both, StepCount(both.after(0), self.say("count").text)

    def _names(self) -> tuple[str, ...]:
        """Return what stands above each of the two."""
        if self.source and self.other:
            return told_apart(*((one.network.name, one.path.stem) for one in (self.source, self.other)))
        return tuple(self.say(name).text for name in ("first", "last"))

    def _facts(self) -> dict[str, Fact]:
        """Return what is said of either pair."""
        both, output = self.both, self.both.output
        before, after = both.before(0), both.after(0)
        says = a(self.network.depth, output)
        costs = [moment.read(C, 3) for moment in (before, after)]
        averages = [moment.averaged.read(C, 3) for moment in (before, after)]
        most = both.after(both.most)
        rests = [one.network.cost.rests_after(one.network.layers[-1].activation) for one in (before, after)]
        return {
            "right": "rests" if all(rests) else "slopes",
            "output": before.count(neuron_number(self.network.depth, output)),
            "before": before.read(says, 3),
            "after": after.read(says, 3),
            "answers": "same" if before.read(says, 3).shown == after.read(says, 3).shown else "other",
            "wanted": before.read(y(output), 3).in_fewest_digits(),
            "C": costs[0],
            "C_after": costs[1],
            "examples": before.count(EXAMPLES),
            "shown": before.count(len(both.examples)),
            "told": "all" if len(both.examples) == len(self.examples) else "some",
            "average": averages[0],
            "average_after": averages[1],
            "teaches": "none" if both.is_done else "some",
            "most": before.count(example_number(both.most)),
            "cost": most.read(C, 3),
        }

    def _own_facts(self) -> dict[str, Fact]:
        """Return what is said of two networks alone, or of a training."""
        both, moments = self.both, (self.both.before(0), self.both.after(0))
        if isinstance(both, Beside):
            names = dict(zip(("one", "other"), self._names(), strict=True))
            sent = [moment.read(both.sent(moment), 3) for moment in moments]
            one, other = (moment.network.cost.name for moment in moments)
            return {**names, "sent": sent[0], "sent_after": sent[1], "measure": "same" if one == other else "other"}
        after, training = moments[1], both.training
        costs, averages = ([one.read(C, 3) for one in pair] for pair in (moments, [one.averaged for one in moments]))
        return {
            "steps": after.count(training.steps),
            "rate": after.averaged.read(RATE, 3).in_fewest_digits(),
            "climbs": "sometimes" if training.uphill else "never",
            "uphill": after.count(training.uphill),
            "left": self._left(costs),
            "trend": "falls" if _falls(averages) else "other",
        }

    def _left(self, costs: list[Reading]) -> str:
        """Return how much less the outputs send back, where the cost has fallen."""
        first, last = (moment.value(self.both.sent(moment)) for moment in (self.both.before(0), self.both.after(0)))
        if not _falls(costs) or not last < first:
            return "other"
        return "little" if _LITTLE * last <= first else "less"


def _falls(costs: list[Reading]) -> bool:
    """Whether the second of two costs is less, as they are printed, too."""
    before, after = costs
    return after.value < before.value and after.shown != before.shown
