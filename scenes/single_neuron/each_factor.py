"""The three factors of the chain rule, each the slope of its own small curve, and how one hands on to the next."""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations_with_replacement, pairwise, product

from manim import FadeIn, FadeOut

from core.model.activation import Curve
from core.model.costs import Score
from core.model.network import Examples, Network
from core.model.quantity import C, a, change, slope, y
from core.notation.numeral import short
from core.notation.reading import Named
from core.passes.measurable import why_not_measurable
from scenes import theme
from scenes.figures.coupled_graphs import CoupledGraphs
from scenes.figures.gap_strips import GapStrips
from scenes.figures.lens_rule import written
from scenes.figures.slope_ride import SlopeRide
from scenes.figures.worked_slope import (
    SlopeProduct,
    WorkedLine,
    in_two_lines,
    level,
    told_of,
    upright,
    without_result,
    worked_slopes,
)
from scenes.layout.cells import TIGHT, Cells, Column, Overlay, Row, Share
from scenes.layout.page import Page, first_fitting, settle
from scenes.lesson import Lesson, beat
from scenes.words.language import Fact

SIZES = (theme.FORMULA, theme.LABEL)
GAPS: dict[str, int] = {Score.SQUARE: 2, Score.MEAN_SQUARE: 2, Score.HALF_SQUARE: 1}
"""Of the costs whose slope is so many times the distance from y to a, for one output."""


class EachFactor(Lesson):
    """Each ratio is a slope you can read off one small formula."""

    chapter = "single_neuron"
    poster = "put_them_together"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: every slope must be a finite number."""
        return super().why_not(network, examples) or why_not_measurable(network, examples)

    def setup(self) -> None:
        """Lay out the three graphs with what is said of them; then each graph in its own room."""
        super().setup()
        self.steps, look = self.story.last_step, self.theme
        self.slopes = [slope(of, by) for by, of in pairwise(self.steps)]
        self.ends = slope(C, self.steps[0])
        self.worked = worked_slopes(self.moment, self.ends)
        how = {"foot": self.story.foot, "look": look, "says": self._magnified}
        self.graphs = CoupledGraphs(self.moment, self.steps, stacked=self.frame.is_tall, **how)
        told = zip(self.graphs.graphs, self.story.rides, (False, True, False), strict=True)
        self.rides = [SlopeRide(*one, look, traced=traced, says=self._stretched) for *one, traced in told]
        self.told, beside = self._beside()
        self.product, self.opening = self._product(), Page(self.frame, beside)
        self.page = Page(self.frame, Column(Share(self.graphs), self.product.cells, gap=TIGHT))
        self._ready()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.slide_along_the_sum()
        self.slide_along_the_activation()
        self.slide_along_the_cost()
        self.put_them_together()

    @beat
    def slide_along_the_sum(self) -> None:
        """The triangle rides along the line, always the same; what it says is read off the formula."""
        self._tell(0)

    @beat
    def slide_along_the_activation(self) -> None:
        """What went up goes across; the bead runs along the curve, and the uprights of its triangle stay behind."""
        self._turn_to(1)
        self._tell(1)

    @beat
    def slide_along_the_cost(self) -> None:
        """What went up goes across; along the cost's curve the slope follows the gap to what is desired."""
        self._turn_to(2)
        self._tell(2, self.gap)
        if self.gap.copies:
            self.play(self.gap.lay_along(), run_time=self.part(1, 5))

    @beat
    def put_them_together(self) -> None:
        """One step of the weight goes through all three triangles; each upright becomes the next one's foot."""
        self._couple()
        self.play(FadeIn(self.graphs.lens, self.product.symbols), run_time=self.part(1, 16))
        for index, number in enumerate(self.product.numbers):
            self.play(self.graphs.step(index), FadeIn(number), run_time=self.part(1, 10))
            if index + 1 < len(self.slopes):
                self.play(self.graphs.hand_on(index), run_time=self.part(1, 7))
        self.play(FadeIn(self.product.result), run_time=self.part(1, 12))

    def _tell(self, index: int, *gauges: GapStrips) -> None:
        """Let a graph's triangle come, and say what its slope is; then let it go to both ends and back."""
        ride, told = self.rides[index], self.told[index]
        coming = ride.follow() if index else ride.appear()
        self.play(coming, *(one.appear() for one in gauges), run_time=self.part(1, 8))
        if told.function:
            self.play(FadeIn(told.function), run_time=theme.SHORTEST)
        self.play(ride.step(), run_time=self.part(1, 8))
        self.bring_to_front(ride.graph.bead)
        self.play(FadeIn(told.line, *told.result), FadeOut(ride.tick), run_time=theme.SHORTEST)
        low, high = ride.ends
        for before, after, parts in ((0, high, 8), (high, low, 5), (low, 0, 8)):
            self.play(ride.slide(before, after, told.line, *gauges, run_time=self.part(1, parts)))
        self.play(FadeIn(ride.tick), run_time=self.part(1, 12))

    def _turn_to(self, index: int) -> None:
        """Let all of a graph go but its upright axis, which becomes the level axis of the next one."""
        before, ride, told = self.rides[index - 1], self.rides[index], self.told[index - 1]
        graph = before.graph
        going = FadeOut(before.around(), graph.curve, graph.bead, graph.panel, *told.cells.contents())
        self.play(going, run_time=self.part(1, 16))
        self.add(ride.graph.panel)
        self.remove(*before.turning())
        self.play(ride.turn_in(before), run_time=self.part(1, 10))

    def _couple(self) -> None:
        """Let the last graph glide to its place, and the others come to theirs."""
        ride, told = self.rides[-1], self.told[-1]
        going = FadeOut(ride.around(), ride.turning(), *told.cells.contents(), *self.gap, self.gap.copies)
        self.play(going, run_time=self.part(1, 16))
        self.play(ride.settle(self.graphs.views[-1], run_time=self.part(1, 10)))
        self.graphs.couple()
        *others, last = self.graphs.graphs
        axes = FadeIn(last.across, last.up, last.symbols)
        self.play(axes, *(graph.appear() for graph in others), run_time=self.part(1, 8))

    def _ready(self) -> None:
        """Let the graphs stand in their rides, and what is told be ready to run."""
        for ride in self.rides:
            settle(ride, self.opening.boxes[ride])
        times = GAPS.get(self.moment.network.cost.score, 0) * self.rides[-1].is_even
        self.gap = GapStrips(self.rides[-1], times, self.theme)
        self.gap.stand()
        for told, ride in zip(self.told, self.rides, strict=True):
            told.line.run_through(ride.moments)

    def _beside(self) -> tuple[list[WorkedLine], Cells]:
        """Return what is told of the slopes, and where it stands beside the graphs, as large as there is room."""
        ways = [(Row, upright), (Column, level), (Column, in_two_lines), (Row, without_result)]
        if self.frame.is_tall:
            ways = [(Column, upright), (Column, without_result)]
        sizes, worked = list(combinations_with_replacement(SIZES, 2)), [self.worked[one] for one in self.slopes]
        found = []
        for (cells, shape), (em, least) in product(ways, sizes):
            told = told_of(self.moment, worked, shape, em=em, least=least, room=self.frame.stage.size)
            under = Overlay(*(one.cells for one in told))
            found.append((told, cells(Share(Overlay(*self.rides)), under)))
        fitting = first_fitting(self.frame, *(layout for _, layout in found))
        return next(one for one in found if one[1] is fitting)

    def _product(self) -> SlopeProduct:
        """Return the three slopes multiplied, and what they make, as large as there is room."""
        parts = self.moment, self.ends, self.slopes
        ways = [SlopeProduct(*parts, em=em, way=way) for em in SIZES for way in (Row, Column)]
        fitting = first_fitting(self.frame, *(one.cells for one in ways))
        return next(one for one in ways if one.cells is fitting)

    def _magnified(self, factor: float, _count: int) -> str:
        return self.say("lens", {"factor": written(factor)}).text

    def _stretched(self, times: float) -> list[str]:
        """Say how many times longer heights are than widths, or widths than heights; in full, then in short."""
        message, size = ("height", times) if times > 1 else ("width", 1 / times)
        factor = str(short(round(size)))
        sizes = ["huge"] if "×" in factor else ["plain", "huge"]
        return [self.say(message, {"factor": factor, "size": one}).text for one in sizes]

    def _facts(self) -> dict[str, Fact]:
        weight, total, *_ = self.steps
        first, second, third = (told.line.reading for told in self.told)
        rise, push, answer = (graph.value.readings["value"] for graph in self.graphs.graphs)
        last = self.moment.network.depth
        return {
            "weight": Named(weight),
            "a_prev": Named(a(last - 1)),
            "foot": self.rides[0].nudged(self.story.foot).read(change(weight), 3).in_fewest_digits(),
            "adds": "one" if rise.expression == first.expression else "part",
            "first": first,
            "second": second,
            "third": third,
            "rise": rise,
            "push": push,
            "answer": answer,
            "z": self.moment.read(total, 3),
            "y": self.moment.read(y(), 3).in_fewest_digits(),
            "curve": _kind(self.moment.network.layer(last).activation.curve, Curve),
            "posts": "left" if self.rides[1].is_traced else "none",
            "score": self._score(),
            "turns": "turned" if answer.value < 0 else "straight",
            "ends": "goes" if answer.value else "zero",
            "whole": self.moment.read(self.ends, 3),
        }

    def _score(self) -> str:
        """Return what kind of curve the cost is over the last activation."""
        score = self.moment.network.cost.score
        if score in GAPS:
            return "twice" if GAPS[score] > 1 else "once"
        asked = score != Score.SLIDE or self.moment.value(y())
        return _kind(score, Score) if asked else "flat"


def _kind(word: str, kinds: type[StrEnum]) -> str:
    """Return the word of a kind for which there are words."""
    return word.replace(" ", "_") if word in set(kinds) else "other"
