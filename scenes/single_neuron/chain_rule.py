"""The ratios between neighbouring moves, and how their product becomes the ratio of the ends."""

from __future__ import annotations

from itertools import pairwise

from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup

from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, change, ratio, slope
from core.notation.reading import Named
from core.passes.measurable import why_not_measurable
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.products import about, multiplied, times
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbons import BesideBands, Ribbons
from scenes.figures.strikes import strike
from scenes.layout.cells import NEAR, TIGHT, Column, Overlay, Panes, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import fly
from scenes.type.formula import Formula
from scenes.words.language import Fact

FACTORS = ("dz_dw", "da_dz", "dC_da")


class ChainRule(Lesson):
    """The ratios of neighbouring nudges multiply to the ratio of the ends."""

    chapter = "single_neuron"
    on_a_chain = True
    any_frame = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: the nudge must be measurable all the way."""
        return super().why_not(network, examples) or why_not_measurable(network, examples)

    def setup(self) -> None:
        """Lay out the ribbon, beside it the fractions of its bands, below it what they make."""
        super().setup()
        self.steps, self.moved = self.story.last_step, self.story.moved
        self.ribbon = Ribbon(self.moment, self.steps, self.story.visible_nudge, self.theme, shrinks=True)
        self.pushed = self.ribbon.nudged(1)
        self.ribbons = Ribbons((self.ribbon,), self.theme, stacked=False, says=self._magnified)
        self.fractions = BesideBands(
            [Formula("{q}", em=theme.LABEL, indexed=False, q=one) for one in self._pairs(ratio)]
        )
        self.multiplied, self.ratios = self._multiplied(), self._chain(ratio)
        self.slopes, self.value = self._chain(slope), about(self.moment.read(slope(C, self.steps[0]), 3))
        below = Overlay(Panes(*self.multiplied, gap=TIGHT), self.ratios, Panes(self.slopes, self.value, gap=TIGHT))
        above = Row(Share(self.ribbons), self.fractions, gap=NEAR)
        self.page = Page(self.frame, Column(Share(above), below, gap=TIGHT))
        rest, rows = self.moment, range(len(FACTORS))
        self.factors = VGroup(*(self._in_band(self.pushed, self.ribbon.factor(row), row) for row in rows))
        self.limits = VGroup(*(self._in_band(rest, one, row) for row, one in enumerate(self._pairs(slope))))
        self.whole = VGroup(self.ribbon.join_ends(), self._in_band(self.pushed, ratio(C, self.steps[0]), 0, -1))
        self.strikes = self._strikes()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.recall_the_ribbon()
        self.read_each_band()
        self.multiply_the_ratios()
        self.cancel_the_middle()
        self.shrink_the_nudge()

    @beat
    def recall_the_ribbon(self) -> None:
        """The ribbon unrolls again."""
        lens = (self.ribbons.rule, self.ribbons.magnification)
        self.play(FadeIn(*self.ribbons.symbols, self.ribbon.drawn, *lens), run_time=self.part(1, 6))
        self.play(self.ribbon.show_numbers(), run_time=self.part(1, 12))
        self.play(self.ribbon.push(run_time=self.part(2, 3)))

    @beat
    def read_each_band(self) -> None:
        """Band by band, the lower strip is laid along the upper one; their ratio settles in the band."""
        for row, (factor, fraction) in enumerate(zip(self.factors, self.fractions, strict=True), 1):
            copy, way = self.ribbon.lay_along(row)
            self.play(way, run_time=self.part(1, 9))
            self.play(fly(factor, copy), FadeOut(copy), run_time=self.part(1, 9))
            self.play(fly(fraction, factor), run_time=self.part(1, 12))

    @beat
    def multiply_the_ratios(self) -> None:
        """A strip falls through the bands, cut, stretched or turned round; below, the numbers multiply."""
        glyphs = [glyph for line in self.multiplied for glyph in line]
        written = LaggedStart(*map(FadeIn, glyphs), lag_ratio=1 / 2, run_time=self.part(3, 4))
        self.play(self.ribbon.fall(run_time=self.part(3, 4)), written)

    @beat
    def cancel_the_middle(self) -> None:
        """The rows between fade; one band is left, and in the row of fractions what stands twice is struck out."""
        going = (*self.multiplied, self.factors, self.ribbon.between())
        self.play(FadeOut(*going), FadeIn(self.whole), run_time=self.part(1, 4))
        coming = [fly(self.ratios[name], one) for name, one in zip(FACTORS, self.fractions, strict=True)]
        rest = FadeIn(*(self.ratios[name] for name in self.ratios.parts if name not in FACTORS and "." not in name))
        self.play(*coming, rest, FadeOut(self.fractions), run_time=self.part(1, 4))
        if self.strikes:
            strokes = (LaggedStart(*map(Create, pair), lag_ratio=1) for pair in self.strikes)
            self.play(LaggedStart(*strokes, lag_ratio=1), run_time=self.part(1, 3))

    @beat
    def shrink_the_nudge(self) -> None:
        """All rows return; the push shrinks while it is drawn larger, and each ratio becomes a slope."""
        struck = [stroke for pair in self.strikes for stroke in pair]
        back = (self.ribbon.between(), self.factors)
        numbers = self.ribbon.numbers.values()
        self.play(FadeOut(self.whole, *struck, *numbers), FadeIn(*back), run_time=self.part(1, 8))
        self.bring_to_front(self.ribbon.strips, self.ribbon.feet, self.ribbon.dots, self.factors)
        self.play(self.ribbon.shrink(run_time=self.part(1, 2)))
        self.play(FadeOut(self.ratios, self.factors), run_time=self.part(1, 12))
        self.play(FadeIn(self.slopes, self.limits), run_time=self.part(1, 6))
        self.play(fly(self.value, self.limits), run_time=self.part(1, 6))

    def _magnified(self, factor: str) -> str:
        self.facts = {"factor": factor}
        return self.say("lens").text

    def _pairs(self, quotient) -> list[Quantity]:  # noqa: ANN001  ratio or slope
        return [quotient(of, by) for by, of in pairwise(self.steps)]

    def _in_band(self, moment: Moment, quantity: Quantity, row: int, to: int | None = None) -> Formula:
        return self.ribbon.put_in_band(times(moment.read(quantity, 3).in_fewest_digits()), row, to)

    def _chain(self, quotient) -> Formula:  # noqa: ANN001  ratio or slope
        """Return the quotient of the ends as a product of the quotients of neighbours."""
        parts = dict(zip(FACTORS, self._pairs(quotient), strict=True))
        template = "{ends} {eq} {dz_dw} {dot0} {da_dz} {dot1} {dC_da}"
        signs = {"eq": "=", "dot0": "dot.op", "dot1": "dot.op"}
        return Formula(template, em=theme.LABEL, indexed=False, ends=quotient(C, self.steps[0]), **signs, **parts)

    def _multiplied(self) -> tuple[Formula, Formula]:
        """Return the push times the ratios, which is the cost's move."""
        numbers = [self.pushed.read(change(self.steps[0]), 3)]
        numbers += [self.pushed.read(self.ribbon.factor(row), 3).in_fewest_digits() for row in range(len(FACTORS))]
        moved = self.pushed.read(change(C), 3)
        return multiplied(numbers), about(moved)

    def _strikes(self) -> list[tuple[object, object]]:
        """Return, for each row between that moved, the strokes through it where it stands above and below a bar."""
        found = []
        for row, names in enumerate(pairwise(FACTORS), 1):
            if self.moved[row]:
                kind = self.steps[row].kind
                found.append(tuple(strike(self.ratios[f"{name}.{kind}"], self.theme) for name in names))
        return found

    def _facts(self) -> dict[str, Fact]:
        first, second, third = (factor.readings["value"] for factor in self.factors)
        weight = self.steps[0]
        return {
            "weight": Named(weight),
            "nudge": self.pushed.read(change(weight), 3),
            "dC": self.pushed.read(change(C), 3),
            "first": first,
            "second": second,
            "third": third,
            "turns": "turned" if third.value < 0 else "straight",
            "ends": self.pushed.read(ratio(C, weight), 3),
            "slope": self.moment.read(slope(C, weight), 3),
            "middle": "moves" if all(self.moved) else "ends",
            "settles": "none" if self.story.settled_nudge is None else "settles",
        }
