"""A nudge to the last weight, followed to the cost, and halved until the ratio settles."""

from __future__ import annotations

from itertools import pairwise

from manim import Create, FadeIn, FadeOut

from core.model.quantity import C, change, ratio, slope
from core.notation.numeral import short
from core.notation.reading import Named
from scenes import theme
from scenes.figures.bead_curve import CLOSEST, BeadCurve
from scenes.figures.products import Division
from scenes.figures.ratio_rows import RatioRows
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbons import Ribbons
from scenes.figures.slope_triangle import SlopeTriangle
from scenes.layout.cells import NEAR, Column, Panes, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Shade, Spell, become
from scenes.type.formula import Formula
from scenes.words.language import Fact


class NudgeTheWeight(Lesson):
    """The derivative is how much the cost answers a small nudge, per unit of nudge."""

    chapter = "single_neuron"
    poster = "meet_the_derivative"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the ribbon, then the graph with its ratios, then the graph of the slope."""
        super().setup()
        self.steps, self.nudges = self.story.last_step, self.story.halved_nudges
        weight, look = self.steps[0], self.theme
        self.ribbon = Ribbon(self.moment, self.steps, self.story.visible_nudge, look, counted=True)
        self.ribbons = Ribbons((self.ribbon,), look, stacked=False, says=self._magnified)
        self.opening = Page(self.frame, self.ribbons)
        self.pushed = self.ribbon.nudged(1)
        self.fraction = self.ribbon.labels.put_aside(*self._fractions())
        self.ways = (*self.nudges, *self.story.nudges_back)
        how = {"nudges": self.ways, "foot": self.story.foot, "look": look, "says": self._stretched}
        self.graph = BeadCurve(self.moment, C, weight, **how)
        moments = [self.graph.nudged(by) for by in self.ways]
        self.ratios = RatioRows(moments, self.moment, C, weight, look=look)
        self.derivative, self.triangle = self._derivative(), SlopeTriangle(self.graph, look)
        self.closing = Page(self.frame, Column(self.derivative, Share(self.graph), gap=NEAR))
        self.page = Page(self.frame, Panes(Share(self.graph, 5), Share(self.ratios, 4), gap=NEAR))
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.nudge_the_weight()
        self.compare_the_ends()
        self.halve_the_nudge()
        self.nudge_the_other_way()
        self.meet_the_derivative()

    @beat
    def nudge_the_weight(self) -> None:
        """The lines come to one scale, their dots below each other; then the push runs down."""
        self.ribbon.part()
        self.play(FadeIn(*self.ribbons.symbols, self.ribbon.drawn), run_time=self.part(1, 12))
        self.play(self.ribbon.gather(run_time=self.part(1, 4)))
        lens = (self.ribbons.rule, self.ribbons.magnification)
        self.play(self.ribbon.show_numbers(), FadeIn(*lens), run_time=self.part(1, 16))
        self.play(self.ribbon.push(run_time=self.part(1, 2)))

    @beat
    def compare_the_ends(self) -> None:
        """The middle rows step back; the cost's move goes up to the weight's, and both make a fraction."""
        between = [Shade(*self._row(row)) for row in (1, 2)]
        self.play(*between, Shade(self.ribbon.bands), Shade(self.ribbon.threads), run_time=self.part(1, 10))
        copy, laid = self.ribbon.lay_along(len(self.steps) - 1, onto=0)
        self.play(laid, run_time=self.part(1, 6))
        for part in (self.fraction.symbols, self.fraction.numbers, self.fraction.result):
            if part:
                self.play(Spell(part), run_time=self.part(1, 8))
        self.play(self.ribbon.lay_back(copy, len(self.steps) - 1), run_time=self.part(1, 8))
        self.remove(copy)
        lit = [Light(*self._row(row)) for row in (1, 2)]
        self.play(*lit, Light(self.ribbon.threads), run_time=self.part(1, 10))

    @beat
    def halve_the_nudge(self) -> None:
        """The outer rows become the axes of a graph; on it the nudge is halved, and each ratio stays as a dot."""
        self._unfold_the_graph()
        wide, visible = self.nudges[0], self.story.visible_nudge
        self.play(self.ratios.appear(), self.graph.push(visible, wide, run_time=self.part(1, 8)))
        self.play(self.ratios.come(0), self.ratios.tell(0), self.graph.leave(0), run_time=self.part(1, 16))
        self.bring_to_front(self.graph.run, self.graph.rise, self.graph.bead, self.graph.point)
        for row, (before, after) in enumerate(pairwise(self.nudges), 1):
            self._follow(row, before, after)
        self.play(self.ratios.settle(), run_time=self.part(1, 12))
        self.bring_to_front(*self.ratios.dots[: len(self.nudges)])

    @beat
    def nudge_the_other_way(self) -> None:
        """The point goes through the bead to the other side, and comes nearer from there."""
        for row, (before, after) in enumerate(pairwise(self.ways[len(self.nudges) - 1 :]), len(self.nudges)):
            self._follow(row, before, after, parts=4)
        self.play(FadeIn(self.ratios.value), run_time=self.part(1, 8))

    @beat
    def meet_the_derivative(self) -> None:
        """A push into the bead, where the curve is straight; then out again, to the triangle of the slope."""
        before, after = (page.boxes[self.graph] for page in (self.page, self.closing))
        self.play(FadeOut(self.graph.chords(), *self.ratios), self.graph.unsettle(), run_time=self.part(1, 12))
        self.play(self.graph.move(before, after, run_time=self.part(1, 10)))
        self.play(FadeIn(self.graph.enlarged, self.graph.marks), run_time=theme.SHORTEST)
        self.play(self.graph.zoom(1, CLOSEST, run_time=self.part(1, 3)))
        self.play(Create(self.graph.tangent), run_time=self.part(1, 12))
        self.play(self.graph.zoom(CLOSEST, 1, run_time=self.part(1, 4)))
        self.play(FadeOut(self.graph.enlarged, self.graph.marks), run_time=theme.SHORTEST)
        self.play(self.graph.show_slope(after, run_time=self.part(1, 8)))
        self.play(self.graph.settle(after), run_time=self.part(1, 16))
        self.triangle.stand()
        self.play(self.triangle.appear(), run_time=self.part(1, 6))
        self.play(FadeIn(self.triangle.value), run_time=self.part(1, 16))
        self.play(FadeIn(self.derivative), run_time=self.part(1, 12))

    def _unfold_the_graph(self) -> None:
        """Let the outer rows of the ribbon glide apart into the axes."""
        self.graph.at(self.pushed)
        drawn, rows = self.ribbon, (0, -1)
        kept = [part for row in rows for part in (drawn.lines[row], drawn.strips[row], drawn.dots[row])]
        going = [part for parts in (drawn.lines, drawn.strips, drawn.dots) for part in parts if part not in kept]
        symbols, axes = self.ribbons.symbols[0].formulas, self.graph.axes
        going += [*drawn.bands, *drawn.threads, *drawn.feet, *drawn.rulers, *drawn.numbers.values(), *symbols[1:-1]]
        self.play(
            FadeOut(*going, self.fraction, self.ribbons.rule, self.ribbons.magnification), run_time=self.part(1, 16)
        )
        lines = zip((drawn.lines[0], drawn.lines[-1]), (axes.across, axes.up), strict=True)
        strips = zip((drawn.strips[0], drawn.strips[-1]), (self.graph.run, self.graph.rise), strict=True)
        names = zip((symbols[0], symbols[-1]), axes.symbols, strict=True)
        dots = zip((drawn.dots[0], drawn.dots[-1]), (self.graph.bead, self.graph.point), strict=True)
        ways = [become(old, new) for pairs in (lines, strips, names, dots) for old, new in pairs]
        self.play(*ways, run_time=self.part(1, 8))
        self.play(FadeIn(axes.ticks, axes.cut), self.graph.appear(), run_time=self.part(1, 8))
        self.play(FadeIn(self.graph.secant, self.graph.chord), run_time=theme.SHORTEST)
        self.add(self.graph.run, self.graph.rise, self.graph.bead, self.graph.point)

    def _follow(self, row: int, before: float, after: float, *, parts: int = 8) -> None:
        """Let a nudge become another one; its ratio's dot goes on from the row before, its numbers come at the end."""
        gauge = self.ratios.gauge(row)
        gauge.at(self.graph.nudged(before))
        self.play(self.ratios.come(row), FadeOut(self.graph.names[row - 1]), run_time=theme.SHORTEST)
        self.play(self.graph.push(before, after, gauge, run_time=self.part(1, parts)))
        self.play(self.graph.leave(row), self.ratios.tell(row), run_time=theme.SHORTEST)
        self.bring_to_front(self.graph.run, self.graph.rise, self.graph.bead, self.graph.point)

    def _row(self, row: int) -> tuple[object, ...]:
        """Return what a row of the ribbon draws, with its symbol and its number."""
        symbol, number = self.ribbons.symbols[0].formulas[row], self.ribbon.numbers[self.steps[row]]
        return symbol, number, self.ribbon.between(row), self.ribbon.feet[row], self.ribbon.dots[row]

    def _magnified(self, factor: str) -> str:
        return self.say("lens", {"factor": factor}).text

    def _stretched(self, times: float) -> list[str]:
        """Say how many times longer heights are than widths, or widths than heights; in full, then ever shorter."""
        message, size = ("height", times) if times > 1 else ("width", 1 / times)
        factor = str(short(round(size)))
        sizes = ["huge"] if "×" in factor else ["plain", "short", "huge"]
        return [self.say(message, {"factor": factor, "size": one}).text for one in sizes]

    def _fractions(self) -> list[Division]:
        """Return the ratio of the ends: as large as can be, or in two lines, or without the numbers of the moves."""
        weight = self.steps[0]
        moves = self.pushed.read(change(C), 3), self.pushed.read(change(weight), 3).in_fewest_digits()
        numbers = (*moves, self.pushed.read(ratio(C, weight), 3))
        small = {"em": theme.LABEL}
        ways = ({"em": theme.FORMULA}, small, {**small, "lines": 2}, {**small, "worked": False})
        return [Division(ratio(C, weight), numbers, **how) for how in ways]

    def _derivative(self) -> Formula:
        quantity = slope(C, self.steps[0])
        value = self.moment.read(quantity, 3)
        return Formula("{slope} = {value}", em=theme.HERO, indexed=False, slope=quantity, value=value)

    def _facts(self) -> dict[str, Fact]:
        weight, total, activation, _ = self.steps
        ratios = [number.reading for number in self.ratios.numbers]
        first, last, *back = ratios[0], *ratios[len(self.nudges) - 1 :]
        settles = self.story.settled_nudge is not None
        return {
            "weight": Named(weight),
            "scale": "lens" if self.ribbons.rule else "one",
            "nudge": self.pushed.read(change(weight), 3).in_fewest_digits(),
            "dz": self.pushed.read(change(total), 3),
            "da": self.pushed.read(change(activation), 3),
            "dC": self.pushed.read(change(C), 3),
            "moves": "some" if self.story.moved[-1] else "none",
            "ratio": self.pushed.read(ratio(C, weight), 3),
            "wide": self.graph.nudged(self.nudges[0]).read(change(weight), 3).in_fewest_digits(),
            "first": first,
            "last": last,
            "behaves": self._behaves(first.shown, last.shown),
            "back": self.ratios.nudges[-2].readings["n"],
            "back_last": self.ratios.nudges[-1].readings["n"],
            "back_ratio": back[0],
            "back_last_ratio": back[1],
            "side": self._side([one.shown for one in (last, *back)], settles=settles),
            "settles": "settles" if settles else "none",
            "dC_dw": Named(slope(C, weight)),
            "slope": self.moment.read(slope(C, weight), 3),
        }

    def _side(self, shown: list[str], *, settles: bool) -> str:
        """Return what becomes of the ratio from the other side, given the last one and those from there."""
        if not settles:
            return "corner"
        return "same" if len(set(shown)) == 1 else "near"

    def _behaves(self, first: str, last: str) -> str:
        """Return what becomes of the ratio as the nudge is halved."""
        if not any(moment.value(change(C)) for moment in map(self.graph.nudged, self.nudges)):
            return "still"
        return "same" if first == last else "shrinks" if self.story.ratio_shrinks else "settles"
