"""The same push of a weight, with the neuron behind it quiet, as it is, and busy."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product
from types import MappingProxyType

from manim import DOWN, LEFT, RIGHT, FadeIn, VGroup

from core.model.costs import Score
from core.model.quantity import C, a, change, slope, w, z
from core.notation.numeral import short
from core.notation.reading import Named, Reading
from core.passes.choices.levels import Level
from core.passes.moment import Moment
from scenes import theme
from scenes.components.chain_strip import ChainStrip
from scenes.components.number_lines import NumberLines
from scenes.components.slope_edge import Pair, SlopeEdge
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Recompute

SHARES = MappingProxyType({0.25: "a quarter of its value", 0.5: "half its value", 2.0: "twice its value"})
MORAL = "Where a busy neuron feeds one that should be busier, the weight grows most: fire together, wire together."
STILL = "Otherwise the weight behind the busiest neuron would move most: fire together, wire together."
LENGTHS = (3.8, 3.2, 2.6, 2.0, 1.7)
"""Of the axes, the first that leaves room for the pairs."""


class FireTogether(Lesson):
    """A weight matters as much as the neuron behind it is active."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the lines at the left, one pair of neurons per setting at the right."""
        super().setup()
        self.last = self.moment.network.depth
        self.a_prev, self.w, self.z = a(self.last - 1), w(self.last), z(self.last)
        self.by, self.levels = self.story.visible_nudge, self.story.levels
        self.settings = [self.at_level(level.by) for level in self.levels]
        self.strip = ChainStrip(self.moment)
        self._lay_out()
        self.glow = self._glow()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.push_the_weight()
        self.quieten_the_neuron()
        self.push_again()
        self.set_it_once_more()
        self.compare_the_slopes()
        self.fire_together()

    @beat("{w} passes {a_prev} = {own} on to the sum. Push the weight by {nudge}: the sum moves by {dz_0}.")
    def push_the_weight(self) -> None:
        """The lines, and the push with the neuron as it is."""
        self.play(FadeIn(self.strip), run_time=theme.QUICK)
        self.play(*(line.appear() for line in self.lines), run_time=theme.SLOW)
        self.lines.at(self.moment.nudged(self.w, 0.0))
        self.play(self.lines.show_changes(), run_time=theme.QUICK)
        self.push(0)

    @beat("Now set {source} to {level_1}, {a_1}. The bias makes up for it, so that z starts where it was.")
    def quieten_the_neuron(self) -> None:
        """The previous activation is set; all else is recomputed."""
        self.set_level(0, 1)

    @beat("The same push again: now the sum moves by {dz_1}.")
    def push_again(self) -> None:
        """The push with the second setting."""
        self.push(1)

    @beat("And at {level_2}, {a_2}, the same push moves the sum by {dz_2}. It carries in proportion to {a_prev}.")
    def set_it_once_more(self) -> None:
        """The third setting, and the push."""
        self.set_level(1, 2)
        self.push(2)

    @beat("{compared}")
    def compare_the_slopes(self) -> None:
        """The edges take their width from dC/dw."""
        self.play(FadeIn(self.glow), *(pair.glow_up() for pair in self.pairs), run_time=theme.SLOW)

    @beat("{moral}")
    def fire_together(self) -> None:
        """Back to the neuron's own value, the edge of the strip following."""
        self.play(self.pull_back(2), run_time=theme.MOVE)
        self.play(self.move_level(2, 0, self.glow), run_time=theme.SLOW)

    def at_level(self, by: float) -> Moment:
        """Return the state with the previous activation moved and z kept."""
        return self.story.at_level(by)

    def push(self, index: int) -> None:
        """Push the weight at a setting, and keep what came of it at the right."""
        self.play(self.lines.push(self.w, 0.0, self.by, self.settings[index]), run_time=theme.SLOW)
        self.play(self.pairs[index].appear(), run_time=theme.MOVE)

    def pull_back(self, index: int) -> Recompute:
        """Return the way back of the weight."""
        return self.lines.push(self.w, self.by, 0.0, self.settings[index])

    def set_level(self, before: int, after: int) -> None:
        """Pull the weight back, then move the previous activation."""
        self.play(self.pull_back(before), run_time=theme.MOVE)
        self.play(self.move_level(before, after), run_time=theme.SLOW)

    def move_level(self, before: int, after: int, *others: VGroup) -> Recompute:
        """Return the movement of the previous activation from one setting to another."""
        start, end = (self.levels[index].by for index in (before, after))

        def through(t: float) -> Moment:
            return self.at_level(start + t * (end - start)).nudged(self.w, 0.0)

        return Recompute(self.lines, self.strip, *others, through=through)

    def _lay_out(self) -> None:
        """Lay out the lines and the pairs; the axes are shorter where the numbers are long."""
        visited = [moment.nudged(self.w, by) for moment in self.settings for by in (0.0, self.by)]
        shown = (self.a_prev, self.w, self.z, C)
        for narrow, length in product((False, True), LENGTHS):
            self.lines = NumberLines(self.moment, shown, visited, changes=shown[1:], length=length)
            self.pairs = self._pairs(narrow=narrow)
            column = VGroup(*self.pairs)
            left = max(self.lines.get_right()[0] + 0.3, self.strip.get_right()[0] + 0.2)
            column.shift(RIGHT * (left - column.get_left()[0]))
            if column.get_right()[0] <= theme.RIGHT:
                break
        column.shift(RIGHT * (theme.RIGHT - column.get_right()[0]) / 2)

    def _pairs(self, *, narrow: bool) -> list[Pair]:
        """Return the pairs of neurons in the order of the settings, stacked by how active they are."""
        slopes = [abs(moment.value(slope(C, self.w))) for moment in self.settings]
        full = max(1.0, *(abs(moment.value(self.a_prev)) for moment in self.settings))
        pair = partial(Pair, full=full, steepest=max(slopes), narrow=narrow)
        pairs = [pair(moment, moment.nudged(self.w, self.by)) for moment in self.settings]
        column = VGroup(*(pairs[index] for index in self.story.levels_by_activity))
        column.arrange(DOWN, buff=0.3 if narrow else 0.6, aligned_edge=LEFT)
        column.set_y((theme.TOP + theme.BOTTOM) / 2)
        return pairs

    def _glow(self) -> SlopeEdge:
        """Return the glow of the strip's last edge."""
        edge = self.strip.diagram.edges[self.last, 0, 0]
        steepest = max(abs(moment.value(slope(C, self.w))) for moment in self.settings)
        ends = {"start": edge.get_start(), "end": edge.get_end()}
        return SlopeEdge(self.settings[-1], self.w, **ends, steepest=steepest)

    def _words(self) -> dict[str, Word]:
        pushed = [moment.nudged(self.w, self.by) for moment in self.settings]
        moves = [moment.read(change(self.z), digits=3) for moment in pushed]
        slopes = [moment.read(slope(C, self.w), digits=3) for moment in self.settings]
        values = [moment.read(self.a_prev) for moment in self.settings]
        return {
            "w": Named(self.w),
            "a_prev": Named(self.a_prev),
            "source": "the neuron behind" if self.last > 1 else "the input",
            "moral": MORAL if any(one.value for one in slopes) else STILL,
            "own": values[0],
            "nudge": replace(pushed[0].read(change(self.w)), numeral=short(self.by)),
            **{f"dz_{index}": move for index, move in enumerate(moves)},
            **{f"a_{index}": value for index, value in enumerate(values)},
            **{f"level_{index}": self._level(level) for index, level in enumerate(self.levels)},
            "compared": self._compared(slopes),
        }

    def _level(self, level: Level) -> str:
        silent = self.levels[0].share == 0
        return "another value" if silent else SHARES.get(level.share, "its own value")

    def _compared(self, slopes: list[Reading]) -> Word:
        first, second, third = (slopes[index] for index in self.story.levels_by_activity)
        if not any(one.value for one in slopes):
            if not self.moment.value(slope(C, a(self.last))):
                if self.moment.network.cost.score == Score.SLIDE:
                    return "As nothing is wanted, this cost is zero whatever comes out, and so is every slope."
                return "Here the output is already what it should be, so every slope is zero."
            return "Here every slope is zero: a further factor is, and so is each product with it."
        proportion = ("The cost's slope ", Named(slope(C, self.w)), " grows in the same proportion: ")
        return (*proportion, first, ", ", second, ", ", third, ".")
