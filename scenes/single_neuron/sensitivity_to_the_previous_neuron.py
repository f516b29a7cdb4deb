"""The third entrance to the sum: the neuron before comes in times the weight, and keeps its slope for the next step."""

from __future__ import annotations

from itertools import product

from manim import FadeIn, FadeOut, GrowFromCenter, LaggedStart, VGroup

from core.algebra.derivation import derive
from core.algebra.index_form import index_formulas
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, a, b, change, slope
from core.notation.reading import Named
from core.passes.choices import Story
from scenes import theme
from scenes.figures.entry import Entry
from scenes.figures.greys import Greys
from scenes.figures.kept_slope import KeptSlope
from scenes.figures.products import near_product, times
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbons import Ribbons
from scenes.figures.unit_piece import UnitPiece
from scenes.layout.cells import TIGHT, Column, Overlay, Panes, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import become, lift
from scenes.type.formula import Formula
from scenes.words.language import Fact


class SensitivityToThePreviousNeuron(Lesson):
    """The weight itself says how strongly the previous activation reaches the cost."""

    chapter = "single_neuron"
    poster = "hand_the_slope_on"
    on_a_chain = True
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: the output must be able to move."""
        last = network.layers[-1]
        if last.n == 1 and not last.activation.elementwise:
            return f"a {last.activation.name} of one output is always 1, so nothing reaches the cost"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the ribbons that are known and the new one, and below them what is worked out."""
        super().setup()
        last = self.moment.network.depth
        self.weight, self.total, self.activation, _ = self.story.last_step
        self.bias, self.before = b(last), a(last - 1)
        self.greys = Greys.of(Story(self.whole), self.theme)
        self.kept = KeptSlope(self.moment, self.before, self.greys)
        self.piece = UnitPiece(self.moment, self.before, self.weight, self.theme)
        starts = (self.weight, self.bias, self.before)
        for first, em in product((0, 1), (theme.FORMULA, theme.LABEL)):  # as many, and as large, as there is room
            self.ribbons, self.sum, self.product = self._ribbons(starts[first:]), self._sum(em), self._product(em)
            below = Overlay(Panes(Share(self.piece), self.sum, gap=TIGHT), Panes(*self.product, gap=TIGHT))
            self.page = Page(self.frame, Column(Share(self.ribbons, 9), below, gap=TIGHT))
            if self.page.fits:
                break
        *self.known, self.new = self.ribbons.ribbons
        self._place()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.open_a_third_entrance()
        self.find_the_weight()
        self.nudge_the_previous_neuron()
        self.put_the_numbers_in()
        self.hand_the_slope_on()

    @beat
    def open_a_third_entrance(self) -> None:
        """The known ribbons make room for a third one; what all ways share slides over."""
        symbols, *further = self.ribbons.symbols
        self.play(FadeIn(symbols, *(one.drawn for one in self.known), *self._lens()), run_time=theme.SHORTEST)
        self.play(*(one.show_numbers() for one in self.known), run_time=theme.SHORTEST)
        self.play(*(one.push(run_time=self.part(1, 3)) for one in self.known))
        self.play(*(GrowFromCenter(factor) for factors in self.alone for factor in factors), run_time=theme.SHORTEST)
        pairs = [pair for row in zip(self.alone, self.factors, strict=False) for pair in zip(*row, strict=False)]
        going = [factor for olds, news in zip(self.alone, self.factors, strict=False) for factor in olds[len(news) :]]
        if going:
            self.play(FadeOut(*going), run_time=theme.SHORTEST)
        self.play(self.ribbons.make_room(), *(become(*pair) for pair in pairs), run_time=self.part(1, 6))
        self.play(FadeIn(*further, self.new.drawn), run_time=self.part(1, 10))
        self.play(*map(lift, self.factors[-2][1:], self.carried), FadeIn(self.sum), run_time=self.part(1, 8))
        self.play(GrowFromCenter(self.question), run_time=theme.SHORTEST)

    @beat
    def find_the_weight(self) -> None:
        """In the sum the activation stands times the weight: one more of it is the weight more of the sum."""
        self.play(
            FadeIn(self.piece.names, self.piece.axis, *self.piece.wholes),
            run_time=self.part(1, 8),
        )
        self.play(self.piece.grow(run_time=self.part(1, 2)))
        self.play(FadeIn(self.piece.numbers), run_time=theme.SHORTEST)
        self.play(FadeOut(self.question), run_time=theme.SHORTEST)
        self.play(GrowFromCenter(self.factors[-1][0]), run_time=self.part(1, 8))

    @beat
    def nudge_the_previous_neuron(self) -> None:
        """The push runs down the third ribbon."""
        self.play(FadeOut(self.carried), self.new.show_numbers(), run_time=theme.SHORTEST)
        self.play(self.new.push(run_time=self.part(2, 3)))
        for factor in self.factors[-1][1:]:
            self.play(GrowFromCenter(factor), run_time=self.part(1, 10))

    @beat
    def put_the_numbers_in(self) -> None:
        """The slopes multiply, the weight first."""
        self.play(FadeOut(self.sum, self.piece), run_time=theme.SHORTEST)
        for line in self.product:
            self.play(LaggedStart(*map(FadeIn, line), lag_ratio=1 / 2), run_time=self.part(3, 8))
            self.add(line)

    @beat
    def hand_the_slope_on(self) -> None:
        """The product is minted into a coin, which locks to the neuron; behind it comes out what makes the neuron."""
        if self.new.entry.value:  # the coin takes its place
            self.play(FadeOut(self.new.entry.value), run_time=theme.SHORTEST)
        self.play(self.kept.mint(self.product[1]["value"], self.new, run_time=self.part(1, 2)))
        self.play(FadeIn(self.kept.meaning), run_time=theme.SHORTEST)
        if self.kept.makers:
            self.play(self.kept.bring_makers(run_time=self.part(1, 4)))

    def _ribbons(self, starts: tuple[Quantity, ...]) -> Ribbons:
        """Return the ribbons of some starts; where they stand below each other, only the last one has all rows."""
        tall, pushes = self.frame.is_tall, self.story.entrances
        ribbons = []
        for start in starts:
            is_new = start == self.before
            entry = Entry(self.moment, start, self.greys, aside=self.kept.reach, shares_rows=not tall)
            steps = (start, self.total, self.activation, C)[: None if is_new or not tall else 2]
            by = pushes.back if is_new else pushes.by
            ribbons.append(Ribbon(self.moment, steps, by, self.theme, entry=entry))
        return Ribbons(ribbons, self.theme, stacked=tall, says=self._magnified, abreast=len(starts) - 1)

    def _place(self) -> None:
        """Put into their places the ratios, and what is kept; of narrow ribbons only the first bands have ratios."""
        beside = None if self.frame.is_tall else self.known[-1].entry
        self.kept.stand(self.new, self.frame.stage, beside)
        self.factors = [self._factors(ribbon) for ribbon in self.ribbons.ribbons]
        self.carried = self._carried()
        pairs = zip(self.ribbons.ribbons, self.factors, strict=True)
        has_room = all(ribbon.labels.fit(factors) for ribbon, factors in pairs)
        known = [*zip(self.known, self.factors, strict=False)]
        crossed = [factors for ribbon, factors in known if not ribbon.labels.fit(factors[:1])]
        self.question = self.new.labels.put(Formula("times ?", em=theme.LABEL), row=0)
        self.ribbons.alone(len(self.known))
        self.alone = [self._factors(ribbon) for ribbon in self.known]
        if not has_room:
            for factors in (*self.factors, self.carried):
                factors.remove(*factors[1 if factors is not self.carried else 0 :])
        for factors in crossed:
            factors.remove(*factors)

    def _lens(self) -> tuple[VGroup, ...]:
        return self.ribbons.rule, self.ribbons.magnification

    def _magnified(self, factor: str) -> str:
        return self.say("lens", {"factor": factor}).text

    def _factors(self, ribbon: Ribbon) -> VGroup:
        """Return the ratio of each band of a ribbon, in its place; that of the neuron before begins with the weight."""
        pushed = ribbon.nudged(1)
        readings = [pushed.read(ribbon.factor(row), 3).in_fewest_digits() for row in range(len(ribbon.bands))]
        if ribbon.steps[0] == self.before:
            readings[0] = self.moment.read(self.weight, 3).in_fewest_digits()
        return VGroup(*(ribbon.labels.put(times(reading), row=row) for row, reading in enumerate(readings)))

    def _carried(self) -> VGroup:
        """Return the ratios of the bias' push in the bands that the new push will take as well."""
        whole = Ribbon(self.moment, (self.bias, self.total, self.activation, C), self.story.entrances.by, self.theme)
        pushed, rows = whole.nudged(1), range(1, len(whole.bands))
        labels = (times(pushed.read(whole.factor(row), 3).in_fewest_digits()) for row in rows)
        return VGroup(*(self.new.labels.put(label, row=row) for row, label in zip(rows, labels, strict=True)))

    def _sum(self, em: float) -> Formula:
        """Return the weighted sum of the last layer, as it is derived."""
        network = self.moment.network
        left, right = index_formulas(network.cost)["z"].at(network, network.depth, j=0)
        return Formula("{z} = {sum}", em=em, indexed=False, z=left, sum=right)

    def _product(self, em: float) -> tuple[Formula, Formula]:
        """Return the slope by the neuron before as a product of slopes, and its numbers, the weight's in its colour."""
        example = self.moment.examples.X[0], self.moment.examples.Y[0]
        found = derive(self.moment.network, slope(C, self.before), *example)
        symbols = Formula("{chain}", chain=found.steps[0], em=em, indexed=False)
        slopes = [self.moment.read(factor.quantity, 3).in_fewest_digits() for factor in found.factors]
        numbers = near_product(slopes, self.moment.read(slope(C, self.before), 3))
        numbers["n0"].set_color(self.theme.colour("w"))
        return symbols, numbers

    def _facts(self) -> dict[str, Fact]:
        pushed, pushes = self.new.nudged(1), self.story.entrances
        weight = self.moment.read(self.weight, 3).in_fewest_digits()
        da_dz = self.moment.value(slope(self.activation, self.total))
        answers = "same" if weight.value > 0 else "turned" if weight.value else "none"
        zero = "flat" if not da_dz else "right" if not self.moment.value(slope(C, self.activation)) else "no"
        return {
            "before": Named(self.before),
            "weight": Named(self.weight),
            "bias": Named(self.bias),
            "total": Named(self.total),
            "w": weight,
            "way": "up" if pushes.back > 0 else "down",
            "nudge": pushed.read(change(self.before), 3).in_fewest_digits(),
            "answers": answers,
            "dz": pushed.read(change(self.total), 3),
            "dC": pushed.read(change(C), 3),
            "slope": self.moment.read(slope(C, self.before), 3),
            "zero": "weight" if not weight.value else zero,
            "end": "hidden" if self.before.layer else "input",
        }
