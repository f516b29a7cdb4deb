"""Four quantities on four lines, and the threads between them as the weight is moved."""

from __future__ import annotations

from itertools import pairwise

from manim import Animation, Dot, FadeIn, VGroup

from core.model.quantity import C, a, b, y
from core.notation.reading import Named
from core.passes.choices.bends import bend, fall
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.pill import Pill
from scenes.figures.quantity_row import QuantityRow, level
from scenes.figures.scales import one_unit, round_ends
from scenes.figures.tag import Tag
from scenes.figures.threads import Threads
from scenes.layout.cells import TIGHT, Blank, Grid, Panes
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute
from scenes.words.language import Fact


class EveryQuantityOnItsLine(Lesson):
    """Each quantity is a number on its own line."""

    chapter = "single_neuron"
    on_a_chain = True
    any_frame = True

    def setup(self) -> None:
        """Lay out the four lines, and what is held still between the first two."""
        super().setup()
        self.rest, self.steps = self.story.moment, self.story.sweep
        last = self.rest.network.depth
        self.walk = [self.rest, *(self.moved(by) for by in self.steps)]
        makers = (("times", a(last - 1)), ("+", b(last)))
        self.held = VGroup(*(Pill(sign, quantity, self.rest, self.theme) for sign, quantity in makers))
        self.weight, self.total, self.activation, self.cost = self.rows = self._rows()
        held = Panes(*self.held, gap=TIGHT, place="end", spread="end")
        self.page = Page(self.frame, Grid(self.weight.cells(), (None, None, held), grow=(1,)))
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
        """The weight's line grows out of its dot; what is held still comes below its number."""
        self.play(self.weight.appear(), run_time=self.part(1, 2))
        self.play(FadeIn(self.held, target_position=self.weight.number), run_time=self.part(1, 4))

    @beat
    def place_what_follows(self) -> None:
        """The weight's line makes room; a thread falls from dot to dot, and each line comes when it is reached."""
        self.play(self.page.turn(self._lines()))
        self._spin_threads()
        following = [row.appear() for row in self.rows[1:]]
        self.play(self.threads.fall(following), run_time=self.part(3, 4))
        self.play(FadeIn(self.desired, self.tag), run_time=theme.QUICK)

    @beat
    def slide_the_weight(self) -> None:
        """The weight goes to one end of its range and to the other; a thread stays at each equal step."""
        self.add(self.threads, *self.dots)
        low, high = self.steps[0], self.steps[-1]
        self.play(self.slide(0, high), run_time=self.part(1, 2))
        self.threads.keep(self.moved(high))
        self.play(self.slide(high, low), run_time=self.part(1, 1))
        self.threads.keep(self.moved(low))

    @beat
    def read_the_threads(self) -> None:
        """One band of threads after the other is lit, and the bright thread goes through it."""
        low, high = self.steps[0], self.steps[-1]
        stops = (low, low + (high - low) / 3, high - (high - low) / 3, high)
        for band, way in zip(self.threads.bands, pairwise(stops), strict=True):
            self.play(self.threads.light(band), run_time=self.part(1, 12))
            self.play(self.slide(*way), run_time=self.part(1, 6))
            self.play(self.threads.shade(band), run_time=self.part(1, 12))

    @beat
    def return_to_rest(self) -> None:
        """The bright thread goes back to where it began."""
        self.play(self.slide(self.steps[-1], 0), run_time=self.part(2, 3))

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
        named = (activation, cost) if scales[weight].span == scales[total].span else self.story.last_step
        rows = [QuantityRow(q, self.walk, scales[q], self.theme, named=q in named) for q in self.story.last_step]
        level(rows)
        return rows

    def _facts(self) -> dict[str, Fact]:
        weight, total, activation, cost = self.story.last_step
        sums, outputs, costs = ([moment.value(q) for moment in self.walk[1:]] for q in (total, activation, cost))
        number = {
            name: row.number.reading(self.rest).in_own_digits() for name, row in zip("wzaC", self.rows, strict=True)
        }
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
            "sum": bend(sums),
            "bend": bend(outputs),
            "bowl": fall(costs, outputs, self.rest.value(y())),
            "y": self.rest.read(y(), 3).in_fewest_digits(),
        }
