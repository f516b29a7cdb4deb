"""The third entrance to the sum: the neuron before comes in times the weight, and keeps its slope for the next step."""

from __future__ import annotations

from itertools import pairwise, permutations, product

from manim import FadeIn, FadeOut, GrowFromCenter, LaggedStart, Mobject, VGroup

from core.algebra.derivation import derive
from core.algebra.index_form import index_formulas
from core.model.network import Examples, Network
from core.model.quantity import C, a, b, change, slope
from core.notation.reading import Named
from core.passes.choices import Story
from scenes import theme
from scenes.figures.entry import BEFORE, MIDDLE, Entry
from scenes.figures.greys import Greys
from scenes.figures.halved_push import HalvedPush
from scenes.figures.kept_slope import KeptSlope
from scenes.figures.products import Factor, near_product, times
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbons import Ribbons
from scenes.figures.unit_piece import UnitPiece
from scenes.layout.balance import central, first_central, nearest
from scenes.layout.box import Box, union
from scenes.layout.cells import NEAR, TIGHT, Blank, Cells, Column, Overlay, Panes, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page, Settle, settle
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
        """Lay out the ribbon that is known and the new one, and below them what is worked out."""
        super().setup()
        last = self.moment.network.depth
        self.weight, self.total, self.activation, _ = self.story.last_step
        self.bias, self.before = b(last), a(last - 1)
        self.greys = Greys.of(Story(self.whole), self.theme)
        self.kept = KeptSlope(self.moment, self.before, self.greys)
        self.piece = UnitPiece(self.moment, self.before, self.weight, self.theme)
        pushes = self.story.entrances
        self.pushes = {self.bias: pushes.by, self.before: pushes.back}
        self.least = {start: self.story.shrunk(start, by) for start, by in self.pushes.items()}
        for em, gap in product((theme.FORMULA, theme.LABEL), (NEAR, TIGHT)):  # as large as there is room
            self.ribbons, self.sum, self.product = self._ribbons(), self._sum(em), self._product(em)
            self.known, self.new = self.ribbons.ribbons
            if Page(self.frame, self._layout(gap, self.piece, self.sum)).fits:
                break
        self.gap, ways = gap, [(MIDDLE, 0), (BEFORE, 0), (BEFORE, 1), (BEFORE, 2), (MIDDLE, -1), (MIDDLE, -2)]
        self._stand(nearest(self.frame, ways[: 1 if self.frame.is_tall else None], self._stand))
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
        """The sum is made of three; the known ribbon makes room for a third way in, and what both share slides over."""
        symbols, *further = self.ribbons.symbols
        self.play(FadeIn(symbols, self.known.drawn, *self._lens(), self.sum), run_time=theme.SHORTEST)
        self.play(self.known.show_numbers(), run_time=theme.SHORTEST)
        self.play(self.known.push(run_time=self.part(1, 4)))
        self.play(*map(GrowFromCenter, self.alone), run_time=theme.SHORTEST)
        going = self.alone[len(self.factors[0]) :]
        if going:
            self.play(FadeOut(*going), run_time=theme.SHORTEST)
        gliding = [become(*pair) for pair in zip(self.alone, self.factors[0], strict=False)]
        self.play(self.ribbons.make_room(), *gliding, run_time=self.part(1, 5))
        self.play(FadeIn(*further, self.new.drawn), run_time=self.part(1, 10))
        for pair in zip(self.factors[0][1:], self.carried, strict=False):
            self.play(lift(*pair), run_time=self.part(1, 8))
        self.play(GrowFromCenter(self.question), run_time=theme.SHORTEST)

    @beat
    def find_the_weight(self) -> None:
        """In the sum the activation stands times the weight: one more of it is the weight more of the sum."""
        self.play(Settle(self.sum, self.page.boxes[self.sum]), run_time=self.part(1, 8))
        self.play(FadeIn(self.piece.names, self.piece.axis, *self.piece.wholes), run_time=theme.SHORTEST)
        self.play(self.piece.grow(run_time=self.part(2, 5)))
        self.play(FadeIn(self.piece.numbers), run_time=theme.SHORTEST)
        self.play(FadeOut(self.question), run_time=theme.SHORTEST)
        self.play(GrowFromCenter(self.factors[1][0]), run_time=self.part(1, 8))

    @beat
    def nudge_the_previous_neuron(self) -> None:
        """The push runs down the new ribbon."""
        self.play(FadeOut(self.carried, self.piece), self.new.show_numbers(), run_time=theme.SHORTEST)
        self.play(Settle(self.sum, self.later), self.new.push(run_time=self.part(1, 2)))
        for factor in self.factors[1][1:]:
            self.play(GrowFromCenter(factor), run_time=self.part(1, 10))

    @beat
    def put_the_numbers_in(self) -> None:
        """Both pushes shrink while they are drawn larger, and each ratio becomes a slope; these multiply."""
        if self.facts["settles"] == "settles":
            self._shrink()
        else:
            self.play(FadeOut(self.sum, *self._ratios()), run_time=theme.SHORTEST)
            self.play(FadeIn(*self.limits), run_time=theme.SHORTEST)
        for line in self.product:
            self.play(LaggedStart(*map(FadeIn, line), lag_ratio=1 / 2), run_time=self.part(1, 5))
            self.add(line)

    @beat
    def hand_the_slope_on(self) -> None:
        """The product is minted into a coin, which locks to the neuron; behind it comes out what makes the neuron."""
        # the coin, and what makes the neuron, take their places
        going = self.halved if self.facts["settles"] == "settles" else self.new.written(self.before)
        self.play(FadeOut(*going, *self.new.entry.value), run_time=theme.SHORTEST)
        self.play(self.kept.mint(self.product[1]["value"], self.new, run_time=self.part(1, 2)))
        self.play(FadeIn(self.kept.meaning), run_time=theme.SHORTEST)
        if self.kept.makers:
            self.play(self.kept.bring_makers(run_time=self.part(1, 4)))

    def _shrink(self) -> None:
        """Let each push become smaller, its number and its ratios with it."""
        ribbons = self.ribbons.ribbons
        numbers = [number for ribbon in ribbons for number in ribbon.numbers.values()]
        self.play(FadeOut(self.sum, *numbers), FadeIn(*self.halved), run_time=theme.SHORTEST)
        ways = zip(ribbons, self.halved, self.running, strict=True)
        shrinking = [one.shrink(push, *factors, run_time=self.part(2, 5)) for one, push, factors in ways]
        self.remove(*self._ratios())
        self.add(*self.running)
        self.play(*shrinking)
        self.remove(*self.running)
        self.add(*self.limits)

    def _ratios(self) -> list[Formula]:
        return [factor for factors in self.factors for factor in factors]

    def _ribbons(self) -> Ribbons:
        """Return the ribbons; where they stand below each other, only the new one has all rows."""
        tall = self.frame.is_tall
        ribbons = []
        for start, by in self.pushes.items():
            entry = Entry(self.moment, start, self.greys, aside=self.kept.reach, shares_rows=not tall)
            steps = (start, self.total, self.activation, C)[: 2 if tall and start == self.bias else None]
            ribbons.append(Ribbon(self.moment, steps, by, self.theme, least=self.least[start], entry=entry))
        return Ribbons(ribbons, self.theme, stacked=tall, says=self._magnified)

    def _stand(self, way: tuple[float, int]) -> float:
        """Put all into its place, and return how far off its middle is then.

        Parameters
        ----------
        way : (float, int)
            Where along its line the new entry stands, and how much stays free at the right or, negative, at the left.
        """
        assert self.new.entry is not None
        self.new.entry.place, free = way
        pairs = permutations((self.piece, self.sum))
        layouts = [self._layout(self.gap, *pair, free=free) for pair in pairs]
        self.page = Page(self.frame, first_central(self.frame, layouts, self._middle))
        self._place()
        off = self._balance()
        settle(self.sum, self.opening)
        self.ribbons.alone()
        self.alone = self._factors(self.known)
        return off

    def _place(self) -> None:
        """Put into their places the ratios, and what is kept; of narrow ribbons only the first bands have ratios."""
        self.kept.stand(self.new, self.frame.stage, None if self.frame.is_tall else self.known.entry)
        self.carried, ribbons = self._carried(), self.ribbons.ribbons
        kinds = [[*map(make, ribbons)] for make in (self._factors, self._running, self._limits)]
        pairs = [pair for kind in kinds for pair in zip(ribbons, kind, strict=True)]
        counts = [len(factors) for factors in kinds[0]]
        if not all(ribbon.labels.fit(labels) for ribbon, labels in pairs):
            self.carried.remove(*self.carried)
            known = all(ribbon.labels.fit(labels[:1]) for ribbon, labels in pairs if ribbon is self.known)
            counts = [int(known), 1]
        self.factors, self.running, self.limits = (
            [VGroup(*labels[:count]) for labels, count in zip(kind, counts, strict=True)] for kind in kinds
        )
        self.halved = [HalvedPush(one, self.least[one.steps[0]], self.theme) for one in self.ribbons.ribbons]
        self.question = self.new.labels.put(Formula("times ?", em=theme.LABEL), row=0)

    def _layout(self, gap: float, *below: Mobject, free: int = 0) -> Cells:
        """Return the layout with the piece and the sum in some order."""
        pair = (Share(one) if one is self.piece else one for one in below)
        blank = [Blank(self.ribbons.symbols[0])] * abs(free)
        ribbons = Row(Share(self.ribbons), *blank) if free > 0 else Row(*blank, Share(self.ribbons))
        row = Share(ribbons if blank else self.ribbons, 9)
        return Column(row, Overlay(Panes(*pair, gap=gap), Panes(*self.product, gap=gap)), gap=TIGHT)

    def _middle(self) -> float:
        """Return where the middle of all is with the piece grown and only the known way pushed."""
        self.piece.show(1)
        with self.known.shown_at(1):
            found = middle_of_ink(VGroup(*self.ribbons.symbols, self.known, self.new.drawn, self.piece, self.sum))
        self.piece.show(0)
        return found

    def _balance(self) -> float:
        """Put the sum, before and after the piece, and the product across the stage; return how far off all is then."""
        room, off = union([self.page.boxes[self.sum], self.page.boxes[self.piece]]), [self._middle()]
        seen = [*self.ribbons.symbols, *self._lens(), self.known, self.new.drawn, *self.factors]

        def put(thing: Mobject, *others: Mobject) -> Box:
            box = central(self.frame, thing, room, [*seen, *others])
            off.append(middle_of_ink(VGroup(thing, *seen, *others)))
            return box

        with self.known.shown_at(1):
            self.opening = put(self.sum, self.carried)
            with self.new.shown_at(1):
                self.later = put(self.sum, self.new)
                put(VGroup(*self.product), self.kept)
        return max(map(abs, off))

    def _lens(self) -> tuple[VGroup, ...]:
        return self.ribbons.rule, self.ribbons.magnification

    def _magnified(self, factor: str) -> str:
        return self.say("lens", {"factor": factor}).text

    def _ratios_differ(self) -> bool:
        """Whether a ratio that both pushes have is printed differently for the new one."""
        carried, new = [*reversed(self.carried)], [*reversed(self.factors[1])]
        return any(one.text != other.text for one, other in zip(carried, new, strict=False))

    def _factors(self, ribbon: Ribbon) -> VGroup:
        """Return the ratio of each band of a ribbon, in its place; that of the neuron before begins with the weight."""
        pushed = ribbon.nudged(1)
        readings = [pushed.read(ribbon.factor(row), 3).in_fewest_digits() for row in range(len(ribbon.bands))]
        if ribbon.steps[0] == self.before:
            readings[0] = self.moment.read(self.weight, 3).in_fewest_digits()
        return VGroup(*(ribbon.labels.put(times(reading), row=row) for row, reading in enumerate(readings)))

    def _running(self, ribbon: Ribbon) -> VGroup:
        """Return the same ratios as they run while the push shrinks."""
        ways = [ribbon.nudged(share) for share in ribbon.shares]
        factors = [Factor(ways, ribbon.factor(row), em=theme.LABEL) for row in range(len(ribbon.bands))]
        if ribbon is self.new:
            factors[0] = Factor((self.moment,), self.weight, em=theme.LABEL)
        return VGroup(*(ribbon.labels.put(factor, row=row) for row, factor in enumerate(factors)))

    def _limits(self, ribbon: Ribbon) -> VGroup:
        """Return the slope of each band of a ribbon, in its place."""
        slopes = [self.moment.read(slope(of, by), 3).in_fewest_digits() for by, of in pairwise(ribbon.steps)]
        return VGroup(*(ribbon.labels.put(times(one), row=row) for row, one in enumerate(slopes)))

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
            "dC": pushed.read(change(C), 3),
            "differ": "yes" if weight.value and self._ratios_differ() else "no",
            "slope": self.moment.read(slope(C, self.before), 3),
            "settles": "none" if 1 in self.least.values() else "settles",
            "zero": "weight" if not weight.value else zero,
            "end": "hidden" if self.before.layer else "input",
        }
