"""The ratios between neighbouring moves, and how their product becomes the ratio of the ends."""

from __future__ import annotations

from itertools import pairwise

from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup

from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, change, ratio, slope
from core.notation.printed import closing, joins
from core.notation.reading import Named
from core.passes.measurable import why_not_measurable
from scenes import theme
from scenes.figures.magnification import Magnification
from scenes.figures.products import Factor, makes, multiplied
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbons import BesideBands, Ribbons
from scenes.figures.strikes import strike
from scenes.layout.cells import NEAR, TIGHT, Cells, Column, Overlay, Panes, Row, Share
from scenes.layout.page import Page, Refit, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Shade, become
from scenes.type.formula import Formula
from scenes.words.language import Fact

FACTORS = ("dz_dw", "da_dz", "dC_da")
SIGNS = ("eq", "dot0", "dot1")


class ChainRule(Lesson):
    """The ratios of neighbouring nudges multiply to the ratio of the ends."""

    chapter = "single_neuron"
    poster = "shrink_the_nudge"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: the nudge must be measurable all the way."""
        return super().why_not(network, examples) or why_not_measurable(network, examples)

    def setup(self) -> None:
        """Lay out the ribbon, beside it the fractions of its bands, below it what they make."""
        super().setup()
        self.steps, self.moved, least = self.story.last_step, self.story.moved, self.story.least_share
        look = self.theme
        self.ribbon = Ribbon(self.moment, self.steps, self.story.visible_nudge, look, least=least, counted=True)
        self.pushed, self.shrunk = self.ribbon.nudged(1), self.ribbon.nudged(least)
        self.ribbons = Ribbons((self.ribbon,), look, stacked=False, says=self._magnified)
        by, weight = self.ribbon.by, self.steps[0]
        tall = self.frame.is_tall
        self.enlarged = Magnification(
            1 / least, look, lambda now: by / now.value(change(weight)), self._push, bare=tall
        )
        fractions = [Formula("{q}", em=theme.LABEL, indexed=False, q=one) for one in self._pairs(ratio)]
        self.fractions = BesideBands(fractions, self.ribbon, after=self.enlarged)
        below = self._below()
        above = Row(Share(self.ribbons), self.fractions, gap=NEAR)
        self.page = Page(self.frame, Column(Share(above), below, gap=TIGHT))
        self.factors = self.ribbon.labels.put_each(self._ratios)
        self.limits = self.ribbon.labels.put_each(self._slopes)
        self.crowded = self.ribbon.labels.under(self.factors)
        ends = [Factor((self.pushed,), ratio(C, self.steps[0]), em=em) for em in (theme.FORMULA, theme.LABEL)]
        self.ends = self.ribbon.labels.put(*ends, row=0, to=len(FACTORS))
        self.dashes = VGroup(*(self.ribbon.dashed(row) for row in range(1, len(FACTORS))))
        self.strikes = self._strikes()
        self.opening = Page(self.frame, self.ribbons)
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
        ways = (page.boxes[self.ribbons] for page in (self.opening, self.page))
        self.play(Refit(self.ribbons, *ways), *map(FadeOut, self.crowded))
        bands = list(zip(self.ribbon.bands, self.ribbon.threads, strict=True))
        self.play(*(Shade(*pair) for pair in bands[1:]), run_time=self.part(1, 18))
        for row, (factor, fraction) in enumerate(zip(self.factors, self.fractions, strict=True)):
            copy, way = self.ribbon.lay_along(row + 1)
            lit = [Shade(*bands[row - 1]), Light(*bands[row])] if row else []
            self.play(way, *lit, run_time=self.part(1, 9))
            self.play(self.ribbon.lay_back(copy, row + 1), FadeIn(factor), run_time=self.part(1, 9))
            self.remove(copy)
            self.play(FadeIn(fraction), run_time=self.part(1, 18))
        self.play(*(Light(*pair) for pair in bands[:-1]), run_time=self.part(1, 18))

    @beat
    def multiply_the_ratios(self) -> None:
        """Each factor leaves its band, and the strip falls through it; below, the numbers multiply."""
        numbers, result = self.multiplied
        self.play(FadeIn(numbers["n0"]), run_time=self.part(1, 12))
        for row, factor in enumerate(self.factors):
            names = (f"dot{row}", f"open{row + 1}", f"n{row + 1}", f"close{row + 1}")
            parts = VGroup(*(numbers[name] for name in names if name in numbers.parts))
            self.play(FadeOut(factor), FadeIn(parts), run_time=self.part(1, 12))
            self.play(self.ribbon.fall(row, run_time=self.part(1, 6)))
        self.play(FadeIn(result), run_time=self.part(1, 8))

    @beat
    def cancel_the_middle(self) -> None:
        """Row by row the middle gives way as what it moved is struck out; one straight band is left."""
        # the last one comes again, when nothing flies past it any more
        counted, last = [self.ribbon.numbers[step] for step in self.steps[1:]], self.ribbon.numbers[C]
        counted = [number for number in counted if number not in self.crowded]
        self.play(FadeOut(*self.multiplied, *counted), run_time=self.part(1, 16))
        if self.ribbons.rule:  # what is said of the lens stands in the fractions' way
            self.play(FadeOut(self.fractions), run_time=self.part(1, 16))
            self.play(FadeIn(*(self.ratios[name] for name in FACTORS)), run_time=self.part(1, 12))
        else:
            coming = [become(one, self.ratios[name]) for name, one in zip(FACTORS, self.fractions, strict=True)]
            # the lowest one makes way first
            self.play(LaggedStart(*reversed(coming), lag_ratio=1 / 2, run_time=self.part(1, 6)))
        self.play(FadeIn(last, self.ratios["ends"], *(self.ratios[name] for name in SIGNS)), run_time=self.part(1, 12))
        for row, dashes in enumerate(self.dashes, 1):
            strokes = [LaggedStart(*map(Create, pair), lag_ratio=1) for pair in self.strikes.get(row, ())]
            going = (FadeOut(self.ribbon.between(row)), Shade(*self._names(row)))
            self.play(*going, FadeIn(dashes), *strokes, run_time=self.part(1, 6))
        self.play(self.ribbon.straighten(run_time=self.part(1, 4)))
        self.play(FadeIn(self.ends), run_time=self.part(1, 12))

    @beat
    def shrink_the_nudge(self) -> None:
        """All rows return; the push shrinks while the picture is enlarged, and each ratio becomes a slope."""
        struck = [stroke for pair in self.strikes.values() for stroke in pair]
        numbers = [self.ribbon.numbers[self.steps[row]] for row in (0, -1)]
        self.play(FadeOut(self.ends, *struck, *numbers, self.dashes), run_time=self.part(1, 16))
        between = [self.ribbon.between(row) for row in range(1, len(FACTORS))]
        lit = [Light(*self._names(row)) for row in range(1, len(FACTORS))]
        back = self.ribbon.straighten(run_time=self.part(1, 8), back=True)
        self.play(back, FadeIn(*between), *lit)
        self.bring_to_front(self.ribbon.strips, self.ribbon.feet, self.ribbon.dots)
        self.play(FadeIn(self.factors, self.enlarged), run_time=self.part(1, 16))
        self.play(self.ribbon.shrink(*self.factors, self.enlarged, run_time=self.part(2, 5)))
        self.remove(self.factors)
        self.add(self.limits)
        self.play(FadeOut(self.ratios), run_time=theme.SHORTEST)
        self.play(FadeIn(self.slopes), run_time=theme.SHORTEST)
        self.play(FadeIn(self.value), run_time=theme.SHORTEST)

    def _push(self, times: float) -> Formula:
        """Return the push, so many times smaller, as it stands at the end of its line."""
        weight = self.steps[0]
        push = self.ribbon.nudged(1 / times).read(change(weight), 3).in_fewest_digits()
        return Formula("plus {push}", em=theme.LABEL, colour=self.theme.colour_of(weight), push=push)

    def _magnified(self, factor: str) -> str:
        return self.say("lens", {"factor": factor}).text

    def _pairs(self, quotient) -> list[Quantity]:  # noqa: ANN001  ratio or slope
        return [quotient(of, by) for by, of in pairwise(self.steps)]

    def _ratios(self, em: float) -> list[Factor]:
        """Return the ratio of each band, which runs as the push shrinks."""
        ways = (self.pushed, self.shrunk)
        return [Factor(ways, self.ribbon.factor(row), em=em) for row in range(len(FACTORS))]

    def _slopes(self, em: float) -> list[Factor]:
        """Return the slope of each band."""
        return [Factor((self.moment,), one, em=em) for one in self._pairs(slope)]

    def _names(self, row: int) -> tuple[object, ...]:
        """Return what keeps the place of a row that has given way."""
        return self.ribbons.symbols[0].formulas[row], self.ribbon.feet[row], self.ribbon.dots[row]

    def _below(self) -> Cells:
        """Make the rows of what multiplies, as large as there is room, and return where they stand."""
        wide, narrow = (self._lines(*how) for how in ((theme.FORMULA, Row), (theme.LABEL, Panes)))
        lines = wide if first_fitting(self.frame, wide[-1], narrow[-1]) is wide[-1] else narrow
        self.multiplied, self.ratios, self.slopes, self.value, below = lines
        return below

    def _lines(self, em: float, cells: type[Cells]) -> tuple:
        numbers = [self.pushed.read(change(self.steps[0]), 3).in_fewest_digits()]
        numbers += [factor.said for factor in self._ratios(em)]
        product = multiplied(numbers, em=em), makes(numbers, self.pushed.read(change(C), 3), em=em)
        ratios, slopes = (self._chain(quotient, em) for quotient in (ratio, slope))
        limits = [self.moment.read(one, 3).in_fewest_digits() for one in self._pairs(slope)]
        value = makes(limits, self.moment.read(slope(C, self.steps[0]), 3), em=em)
        below = Overlay(cells(*product, gap=NEAR), ratios, cells(slopes, value, gap=NEAR))
        return product, ratios, slopes, value, below

    def _chain(self, quotient, em: float) -> Formula:  # noqa: ANN001  ratio or slope
        """Return the quotient of the ends as a product of the quotients of neighbours."""
        parts = dict(zip(FACTORS, self._pairs(quotient), strict=True))
        template = "{ends} {eq} {dz_dw} {dot0} {da_dz} {dot1} {dC_da}"
        signs = dict(zip(SIGNS, ("=", "dot.op", "dot.op"), strict=True))
        return Formula(template, em=em, indexed=False, ends=quotient(C, self.steps[0]), **signs, **parts)

    def _strikes(self) -> dict[int, list[VGroup]]:
        """Return, by the rows between that moved, the strokes through them where they stand above and below a bar."""
        found = {}
        for row, names in enumerate(pairwise(FACTORS), 1):
            if self.moved[row]:
                kind = self.steps[row].kind
                found[row] = [VGroup(*(strike(self.ratios[f"{name}.{kind}"], self.theme) for name in names))]
        return found

    def _facts(self) -> dict[str, Fact]:
        first, second, third = (factor.said for factor in self.factors)
        weight = self.steps[0]
        nudge = self.pushed.read(change(weight), 3).in_fewest_digits()
        return {
            "weight": Named(weight),
            "nudge": nudge,
            "dC": self.pushed.read(change(C), 3),
            "product": closing(joins([nudge, first, second, third], self.pushed.read(change(C), 3))),
            "first": first,
            "second": second,
            "third": third,
            "turns": "turned" if third.value < 0 else "straight",
            "ends": self.ends.said,
            "slope": self.moment.read(slope(C, weight), 3),
            "middle": "moves" if all(self.moved) else "ends",
            "settles": "none" if self.story.settled_nudge is None else "settles",
        }
