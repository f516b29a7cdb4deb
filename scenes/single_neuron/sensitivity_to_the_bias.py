"""Two entrances to one sum: the weight's push and the bias' push side by side, one ratio apart."""

from __future__ import annotations

from functools import partial
from itertools import pairwise, zip_longest

from manim import FadeIn, FadeOut, GrowFromCenter, LaggedStart, Mobject, VGroup

from core.algebra.derivation import derive
from core.algebra.index_form import index_formulas
from core.model.quantity import C, Quantity, b, change, slope
from core.notation.reading import Named
from scenes import theme
from scenes.figures.halved_push import HalvedPush
from scenes.figures.products import Factor, near_product, times
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbons import Ribbons
from scenes.layout.balance import balanced_always
from scenes.layout.box import Box
from scenes.layout.cells import TIGHT, Column, Overlay, Panes, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import become, lift
from scenes.type.formula import Formula
from scenes.words.language import Fact


class SensitivityToTheBias(Lesson):
    """For the bias only one factor changes, and it becomes 1."""

    chapter = "single_neuron"
    poster = "put_the_numbers_in"
    on_a_chain = True
    by_outputs = True

    def setup(self) -> None:
        """Lay out the two ribbons, and below them the sum and then the product."""
        super().setup()
        self.rest, self.by = self.story.moment, self.story.visible_nudge
        weight, *following = self.story.last_step
        self.bias = b(self.rest.network.depth)
        tall = self.frame.is_tall
        self.least = {start: self.story.shrunk(start, self.by) for start in (weight, self.bias)}
        self.of_weight = self._ribbon((weight, *following[: 1 if tall else None]))
        self.of_bias = self._ribbon((self.bias, *following))
        self.ribbons = Ribbons((self.of_weight, self.of_bias), self.theme, stacked=tall, says=self._magnified)
        self.sum, self.product = self._sum(), self._product()
        below = Overlay(self.sum, Panes(*self.product, gap=TIGHT))
        layout = Column(Share(self.ribbons), below, gap=TIGHT)
        self.page = Page(self.frame, layout, self._room(layout))
        for ribbon in self.ribbons.ribbons:
            ribbon.at(ribbon.nudged(0))
        self.first, self.second = (self._factors(ribbon) for ribbon in self.ribbons.ribbons)
        self.running = [self._running(ribbon) for ribbon in self.ribbons.ribbons]
        self.limits = [self._limits(ribbon) for ribbon in self.ribbons.ribbons]
        self.pushes = [HalvedPush(one, self.least[one.steps[0]], self.theme) for one in self.ribbons.ribbons]
        self.ribbons.alone()
        self.alone = self._factors(self.of_weight)
        self.question = self.of_bias.labels.put(Formula("times ?", em=theme.LABEL), row=0)
        self.carried = self._carried()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.recall_the_weight()
        self.enter_beside_it()
        self.see_the_bias_alone()
        self.nudge_both()
        self.put_the_numbers_in()

    @beat
    def recall_the_weight(self) -> None:
        """The weight is pushed; each band gets its ratio."""
        lens = (self.ribbons.rule, self.ribbons.magnification) if len(self.ribbons.symbols) == 1 else ()
        self.play(FadeIn(self.ribbons.symbols[0], self.of_weight.drawn, *lens), run_time=theme.QUICK)
        self.play(self.of_weight.show_numbers(), run_time=theme.SHORTEST)
        self.play(self.of_weight.push(run_time=self.part(1, 2)))
        for factor in self.alone:
            self.play(GrowFromCenter(factor), run_time=self.part(1, 12))

    @beat
    def enter_beside_it(self) -> None:
        """The weight's ribbon makes room for a second entrance; what the two ways share slides over."""
        gliding = map(become, self.alone, self.first)
        self.play(self.ribbons.make_room(), *gliding, run_time=self.part(1, 4))
        self.play(FadeOut(*self.of_weight.numbers.values()), run_time=theme.SHORTEST)
        self.play(self.of_weight.push(1, 0, run_time=self.part(1, 4)))
        self.play(FadeIn(*self.ribbons.symbols[1:], self.of_bias.drawn), run_time=theme.QUICK)
        self.add(self.ribbons.rule, self.ribbons.magnification)
        for old, new in zip_longest(self.first[1:], self.carried):
            self.play(FadeIn(new) if old is None else lift(old, new), run_time=self.part(1, 8))
        self.play(GrowFromCenter(self.question), run_time=theme.QUICK)

    @beat
    def see_the_bias_alone(self) -> None:
        """In the sum the bias has no factor: what it gains the sum gains, and the question mark becomes a 1."""
        self.play(FadeIn(self.sum), FadeOut(self.carried), run_time=theme.QUICK)
        self.play(self.of_bias.show_numbers(), run_time=theme.SHORTEST)
        self.play(self.of_bias.push(run_time=self.part(1, 3)))
        self.play(FadeOut(self.question), run_time=theme.SHORTEST)
        self.play(GrowFromCenter(self.second[0]), run_time=theme.QUICK)
        self.play(FadeOut(*self.of_bias.numbers.values()), run_time=theme.SHORTEST)
        self.play(self.of_bias.push(1, 0, run_time=self.part(1, 4)))

    @beat
    def nudge_both(self) -> None:
        """Both are pushed by the same, row by row."""
        self.play(FadeOut(*self.first, self.second[0]), run_time=theme.SHORTEST)
        self.play(*(ribbon.push(run_time=self.part(2, 5)) for ribbon in self.ribbons.ribbons))
        self.play(*(ribbon.show_numbers() for ribbon in self.ribbons.ribbons), run_time=theme.SHORTEST)
        for pair in zip_longest(self.first, self.second):
            self.play(*(GrowFromCenter(factor) for factor in pair if factor), run_time=theme.QUICK)

    @beat
    def put_the_numbers_in(self) -> None:
        """Both pushes shrink while they are drawn larger, and each ratio becomes a slope; these multiply."""
        if self.facts["settles"] == "settles":
            self._shrink()
        else:
            self.play(FadeOut(self.sum, *self.first, *self.second), run_time=theme.SHORTEST)
            self.play(FadeIn(*self.limits), run_time=theme.SHORTEST)
        for line in self.product:
            self.play(LaggedStart(*map(FadeIn, line), lag_ratio=1 / 2), run_time=self.part(1, 5))
            self.add(line)

    def _room(self, layout: Column) -> Box:
        """Return the room in which all stands about the middle: the pushes with what is below them, and one alone."""
        seen: list[Mobject] = []

        def show(share: float, *below: Mobject) -> None:
            for ribbon in self.ribbons.ribbons:
                ribbon.at(ribbon.nudged(share))
            shown = [ribbon if share else ribbon.drawn for ribbon in self.ribbons.ribbons]
            seen[:] = [*self.ribbons.symbols, *shown, *below]

        def show_alone() -> None:
            self.ribbons.alone()
            seen[:] = [self.ribbons.symbols[0], self.of_weight]

        states = [partial(show, *one) for one in ((0,), (1, self.sum), (1, *self.product))]
        return balanced_always(self.frame, layout, lambda: seen, [*states, show_alone])

    def _shrink(self) -> None:
        """Let each push become smaller, its number and its ratios with it."""
        ribbons = self.ribbons.ribbons
        numbers = [number for ribbon in ribbons for number in ribbon.numbers.values()]
        self.play(FadeOut(self.sum, *numbers), FadeIn(*self.pushes), run_time=theme.SHORTEST)
        ways = zip(ribbons, self.pushes, self.running, strict=True)
        shrinking = [one.shrink(push, *factors, run_time=self.part(2, 5)) for one, push, factors in ways]
        self.remove(*self.first, *self.second)
        self.add(*self.running)
        self.play(*shrinking)
        self.remove(*self.running)
        self.add(*self.limits)

    def _magnified(self, factor: str) -> str:
        return self.say("lens", {"factor": factor}).text

    def _ribbon(self, steps: tuple[Quantity, ...]) -> Ribbon:
        least, named = self.least[steps[0]], not self.frame.is_tall
        return Ribbon(self.rest, steps, self.by, self.theme, least=least, named=named)

    def _factors(self, ribbon: Ribbon) -> VGroup:
        """Return the ratio of each band of a ribbon, in its place."""
        pushed = ribbon.nudged(1)
        readings = [pushed.read(ribbon.factor(row), 3).in_fewest_digits() for row in range(len(ribbon.bands))]
        return VGroup(*(ribbon.labels.put(times(reading), row=row) for row, reading in enumerate(readings)))

    def _running(self, ribbon: Ribbon) -> VGroup:
        """Return the same ratios as they run while the push shrinks."""
        ways = [ribbon.nudged(share) for share in ribbon.shares]
        factors = [Factor(ways, ribbon.factor(row), em=theme.LABEL) for row in range(len(ribbon.bands))]
        return VGroup(*(ribbon.labels.put(factor, row=row) for row, factor in enumerate(factors)))

    def _limits(self, ribbon: Ribbon) -> VGroup:
        """Return the slope of each band of a ribbon, in its place."""
        slopes = [self.rest.read(slope(of, by), 3).in_fewest_digits() for by, of in pairwise(ribbon.steps)]
        return VGroup(*(ribbon.labels.put(times(one), row=row) for row, one in enumerate(slopes)))

    def _carried(self) -> VGroup:
        """Return the ratios of the weight's push in the bands that the bias' push will take as well."""
        whole = self._ribbon(self.story.last_step)
        pushed, rows = whole.nudged(1), range(1, len(whole.bands))
        labels = (times(pushed.read(whole.factor(row), 3).in_fewest_digits()) for row in rows)
        return VGroup(*(self.of_bias.labels.put(label, row=row) for row, label in zip(rows, labels, strict=True)))

    def _sum(self) -> Formula:
        """Return the weighted sum of the last layer, as it is derived."""
        left, right = index_formulas(self.rest.network.cost)["z"].at(self.rest.network, self.rest.network.depth, j=0)
        return Formula("{z} = {sum}", em=theme.HERO, indexed=False, named={self.bias: "b"}, z=left, sum=right)

    def _product(self) -> tuple[Formula, Formula]:
        """Return the slope by the bias as a product of slopes, and its numbers."""
        found = derive(self.rest.network, slope(C, self.bias), self.rest.examples.X[0], self.rest.examples.Y[0])
        symbols = Formula("{chain}", chain=found.steps[0], em=theme.FORMULA, indexed=False)
        slopes = [self.rest.read(factor.quantity, 3).in_fewest_digits() for factor in found.factors]
        return symbols, near_product(slopes, self.rest.read(slope(C, self.bias), 3))

    def _facts(self) -> dict[str, Fact]:
        weight, total, activation, _ = self.story.last_step
        da_dz, dC_da = (self.rest.value(one) for one in (slope(activation, total), slope(C, activation)))
        return {
            "weight": Named(weight),
            "bias": Named(self.bias),
            "first": self.first[0].readings["value"],
            "second": self.carried[0].readings["value"],
            "third": self.carried[1].readings["value"],
            "one": self.second[0].readings["value"],
            "nudge": self.of_weight.nudged(1).read(change(weight), 3).in_fewest_digits(),
            "slope": self.rest.read(slope(C, self.bias), 3),
            "settles": "none" if 1 in self.least.values() else "settles",
            "zero": "flat" if not da_dz else "right" if not dC_da else "no",
        }
