"""Four quantities on four lines, and the threads between them as the weight is moved."""

from __future__ import annotations

from itertools import pairwise

from manim import Animation, Dot, FadeIn, FadeOut, VGroup

from core.model.quantity import C, Quantity, a, b, y
from core.notation.reading import Named
from core.passes.choices import Story
from core.passes.choices.bends import bend, fall
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.pill import Pill
from scenes.figures.quantity_row import QuantityRow, level
from scenes.figures.scales import one_unit, round_ends
from scenes.figures.spine import Spine
from scenes.figures.tag import Tag
from scenes.figures.threads import Threads
from scenes.layout.balance import balanced
from scenes.layout.cells import TIGHT, Blank, Column, Grid, Panes, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, fly
from scenes.words.language import Fact


class EveryQuantityOnItsLine(Lesson):
    """Each quantity is a number on its own line."""

    chapter = "single_neuron"
    poster = "return_to_rest"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the four lines, and what is held still between the first two."""
        super().setup()
        self.rest, self.steps, self.ends = self.story.moment, self.story.sweep, self.story.sweep_ends
        self.walk = [self.rest, *(self.moved(by) for by in self.steps)]
        self.held = VGroup(*(Pill(sign, quantity, self.rest, self.theme) for sign, quantity in self._makers()))
        self.weight, self.total, self.activation, self.cost = self.rows = self._rows()
        self.step = self._step()
        line, below = Grid(self.weight.cells(), grow=(1,)), Share(self.step)
        if not self.frame.is_tall:  # as wide as the line
            symbol, _, number = (Share(Blank(cell), 0) for cell in self.weight.cells())
            below = Share(Row(symbol, below, number))
        first = Column(Share(line, 0), below, place="stretch")
        self.page = Page(self.frame, first, balanced(self.frame, first, [self.weight, self.step]))
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.place_what_is_given()
        self.place_what_follows()
        self.slide_the_weight()
        self.read_the_threads()
        self.return_to_rest()

    @beat
    def place_what_is_given(self) -> None:
        """The weight of the last step becomes a dot on a line; what it meets on its way is lit, and comes in."""
        weight, *_, bias = self.step.pills
        self.play(FadeIn(self.step), run_time=theme.QUICK)
        self.play(self.step.light([weight]), run_time=theme.QUICK)
        self.play(self.weight.appear(self.step.pills[weight]), run_time=self.part(2, 5))
        self.play(self.step.light([weight, bias, a(self.rest.network.depth - 1)]), run_time=theme.SHORTEST)
        self.play(self.step.walk(run_time=self.part(1, 4)))

    @beat
    def place_what_follows(self) -> None:
        """The weight's line makes room; a thread falls from dot to dot, and each line comes when it is reached."""
        turning = self.page.turn(self._lines())
        held = zip(self.held, self._makers(), strict=True)
        coming = [fly(pill, self.step.parts_of(maker)[0]) for pill, (_, maker) in held]
        self.play(turning, FadeOut(self.step, run_time=theme.SHORTEST), *coming)
        self._spin_threads()
        following = [row.appear() for row in self.rows[1:]]
        self.play(self.threads.fall(following), run_time=self.part(3, 4))
        self.play(FadeIn(self.desired, self.tag), run_time=theme.QUICK)

    @beat
    def slide_the_weight(self) -> None:
        """The weight goes to one end of its range and to the other; a thread stays at each equal step."""
        self.add(self.threads, *self.dots)
        first, then = self.ends
        self.play(self.slide(0, first), run_time=self.part(1, 2))
        self.threads.keep(self.moved(first))
        self.wait(theme.SHORTEST)
        self.play(self.slide(first, then), run_time=self.part(1, 1))
        self.threads.keep(self.moved(then))

    @beat
    def read_the_threads(self) -> None:
        """One band of threads after the other is lit, and the bright thread goes through it."""
        first, then = self.ends
        for band, way in zip(self.threads.bands, pairwise((then, first, 0, then)), strict=True):
            self.play(self.threads.light(band), run_time=theme.SHORTEST)
            self.play(self.slide(*way), run_time=self.part(1, 5))
            self.play(self.threads.shade(band), run_time=theme.SHORTEST)

    @beat
    def return_to_rest(self) -> None:
        """The bright thread goes back to where it began."""
        self.play(self.slide(self.ends[1], 0), run_time=self.part(3, 4))

    def moved(self, by: float) -> Moment:
        """Return the moment with the weight moved."""
        return self.rest.nudged(self.story.last_step[0], by)

    def slide(self, before: float, after: float) -> Animation:
        """Return the movement of the weight, all that depends on it recomputed."""
        gauges = (*self.rows, self.threads)
        return Recompute(*gauges, through=lambda t: self.moved(before + t * (after - before)))

    @property
    def dots(self) -> VGroup:
        """The dots, which lie on the threads."""
        return VGroup(self.desired, self.tag, *(row.axis.dot for row in self.rows))

    def _makers(self) -> tuple[tuple[str, Quantity], ...]:
        """Return what the weight meets on its way to the sum, with the sign of what it does there."""
        last = self.rest.network.depth
        return ("times", a(last - 1)), ("+", b(last))

    def _step(self) -> Spine:
        """Return the last step of the chain."""
        greys, last = Greys.of(Story(self.whole), self.theme), self.rest.network.depth
        tall = self.frame.is_tall
        layers, pills = (last - 1, last), ("w", "z", "b")
        return Spine(self.rest, greys, self.theme, standing=tall, layers=layers, cost=False, pills=pills)

    def _lines(self) -> Grid:
        """Return the layout of all lines, as far from each to the next, what is held still between the first two."""
        held = Panes(*self.held, gap=TIGHT, place="end", spread="end")
        between = ((None, None, held), *((None, None, Blank(self.held[0])),) * 2, None)
        rows = (row for pair in zip((row.cells() for row in self.rows), between, strict=True) for row in pair if row)
        return Grid(*rows, grow=(1,), row_gap=0, spread="apart")

    def _spin_threads(self) -> None:
        """Make what stands at the places of the dots."""
        where = self.activation.axis.point(self.rest.value(y()))
        self.desired = Dot(where, theme.DOT_RADIUS, color=self.theme.colour("y"))
        self.tag = Tag(y(), self.desired, self.theme, self.page)
        self.threads = Threads(self.rows, self.rest, self.weight.quantity, self.steps, self.theme)

    def _rows(self) -> list[QuantityRow]:
        """Return the lines: weight and sum on one unit, output and desired output on one line, the cost from 0."""
        weight, total, activation, cost = self.story.last_step
        paths = {q: [moment.value(q) for moment in self.walk] for q in (weight, total, activation, C)}
        scales = dict(zip((weight, total), one_unit(paths[weight], paths[total]), strict=True))
        scales[activation] = round_ends([*paths[activation], self.rest.value(y())])
        scales[cost] = round_ends([0, *paths[C]])
        # in a narrow frame the names would take half of what is left for the lines
        is_bare = self.frame.is_tall and scales[weight].span == scales[total].span
        named = (activation, cost) if is_bare else self.story.last_step
        rows = [QuantityRow(q, self.walk, scales[q], self.theme, named=q in named) for q in self.story.last_step]
        level(rows)
        return rows

    def _facts(self) -> dict[str, Fact]:
        weight, total, activation, cost = self.story.last_step
        sums, outputs, costs = ([moment.value(q) for moment in self.walk[1:]] for q in (total, activation, cost))
        number = {name: row.number.reading(self.rest) for name, row in zip("wzaC", self.rows, strict=True)}
        previous, bias = (pill.reading for pill in self.held)
        return {
            "weight": Named(weight),
            "w": number["w"],
            "a_prev": previous,
            "b": bias,
            "z": number["z"],
            "a": number["a"],
            "C": number["C"],
            "top": self.weight.number.reading(self.moved(self.steps[-1])),
            "bottom": self.weight.number.reading(self.moved(self.steps[0])),
            "way": "down" if self.ends[0] < 0 else "up",
            "sum": bend(sums),
            "bend": bend(outputs),
            "bowl": fall(costs, outputs, self.rest.value(y())),
            "y": self.rest.read(y(), 3).in_fewest_digits(),
        }
