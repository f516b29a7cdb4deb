"""What makes what: the last step as lengths in one picture, and the tree that is left when only causes are kept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise, product

from manim import Animation, AnimationGroup, FadeIn, FadeOut, Mobject, VGroup

from core.algebra.in_order import Factors, Terms
from core.algebra.symbols import activation_function, function_names, symbol
from core.model.activation import Curve
from core.model.arithmetic import Expression
from core.model.quantity import C, Quantity, a, b, w, y, z
from core.notation.addends import finest
from core.notation.printed import adds, closing
from core.notation.reading import Named, Reading
from core.passes.choices import Story
from scenes import theme
from scenes.figures.corner import Corner
from scenes.figures.cost_formula import CostFormula
from scenes.figures.dependencies import Dependencies
from scenes.figures.greys import Greys
from scenes.figures.spine import Spine
from scenes.figures.sum_balance import balance_sum
from scenes.figures.sum_to_cost import SumToCost
from scenes.layout.balance import first_central
from scenes.layout.cells import APART, NEAR, TIGHT, Blank, Cells, Column, Overlay, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut
from scenes.words.language import Fact

DIGITS = 3


class FromWeightToCost(Lesson):
    """w, a and b make z; z makes a; a and y make the cost."""

    chapter = "single_neuron"
    poster = "follow_the_weight"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the last step over the picture of its lengths, and the tree of what makes what."""
        super().setup()
        moment, look, last = self.moment, self.theme, self.moment.network.depth
        self.last = last
        self.w, self.a_prev, self.b, self.z, self.a = w(last), a(last - 1), b(last), z(last), a(last)
        said = self._said()
        greys = Greys.of(Story(self.whole), look)
        self.spine = Spine(moment, greys, look, layers=(last - 1, last))
        self.picture = SumToCost(moment, self.story, look, said)
        (self.sums, self.bends, self.costs), self.written = self._formulas()
        Page(self.frame, self.written)
        balance_sum(self.picture, self.frame, [self.sums, self.bends], [self.sums, self.bends, self.costs])
        self.spine.unlit()
        seen = VGroup(*self._known(), *self.picture.of_sum())
        steps = [self._under(step) for step in self._steps()]
        self.page = Page(self.frame, first_central(self.frame, steps, lambda: middle_of_ink(seen)))
        self.tree = Dependencies(
            moment, greys, self.frame.stage, said=said, standing=self.frame.is_tall, says=self._left_out
        )
        self.tree.balance(self.frame)
        self.facts = self._facts(said)

    def construct(self) -> None:
        """Tell the lesson."""
        self.add_up_the_sum()
        self.bend_it()
        self.reach_the_cost()
        self.fold_into_a_tree()
        self.grow_back_to_the_input()
        self.follow_the_weight()

    @beat
    def add_up_the_sum(self) -> None:
        """The weight comes down from its edge as a strip, is multiplied, and the bias is laid on from its tip."""
        picture, spine = self.picture, self.spine.unlit()
        self.play(FadeIn(*self._known()), run_time=self.part(1, 12))
        self.play(picture.show_axis(), run_time=self.part(1, 12))
        self.play(picture.bring_weight(spine.edges[self.last]), run_time=self.part(1, 6))
        self.play(picture.bring_factor(), run_time=self.part(1, 12))
        self.play(picture.multiply(), run_time=self.part(1, 6))
        self.play(picture.lay_bias(), run_time=self.part(1, 6))
        self.play(picture.tell_sum(), run_time=self.part(1, 4))

    @beat
    def bend_it(self) -> None:
        """The curve is drawn over the axis; the bead climbs to it and runs level to the axis of activations."""
        self.play(FadeOut(*self._known()), run_time=self.part(1, 16))
        self.play(self.page.turn(self.written, run_time=self.part(1, 8)))
        self.play(FadeIn(self.sums), run_time=self.part(1, 16))
        self.play(self.picture.draw_curve(), run_time=self.part(1, 5))
        self.play(self.picture.climb(run_time=self.part(1, 6)))
        self.play(self.picture.run_level(run_time=self.part(1, 6)))
        self.play(FadeIn(self.bends), run_time=self.part(1, 12))

    @beat
    def reach_the_cost(self) -> None:
        """What the activation should be comes; the gap sweeps its square."""
        picture, score = self.picture, self.picture.score
        self.play(picture.make_room(run_time=self.part(1, 6)))
        self.play(picture.show_goal(), run_time=self.part(1, 6))
        self.play(score.draw_miss(), run_time=self.part(1, 5))
        self.play(picture.tell_score(), run_time=self.part(1, 3))
        self.play(FadeIn(self.costs), run_time=self.part(1, 12))

    @beat
    def fold_into_a_tree(self) -> None:
        """Each length becomes a pill, a disc or the cost square; edges close between them."""
        picture, tree, there = self.picture, self.tree, set()
        tree.show(1)
        self.play(FadeOut(*picture.beside_sources(), self.sums, self.bends, self.costs), run_time=self.part(1, 12))
        for pairs in tree.ties():
            new = [one for one, _ in pairs if one not in there]
            if new:
                self.play(*(self._fold(one) for one in new), run_time=self.part(1, 7))
            self.play(self._fold(pairs[0][1]), run_time=self.part(1, 7))
            self.play(tree.tie(*pairs), run_time=self.part(1, 14))
            there.update(one for pair in pairs for one in pair)

    @beat
    def grow_back_to_the_input(self) -> None:
        """The activation before opens: its sum, its weight and its bias come, and so on until the input."""
        steps = self.tree.stages
        if steps == 1:
            self.play(self.tree.only(self.a_prev), run_time=self.part(1, 6))
            self.play(self.tree.send(self.a_prev, self.z), run_time=self.part(1, 2))
            self.play(self.tree.light_all(), run_time=self.part(1, 6))
        for stage in range(1, steps):
            self.play(self.tree.grow(stage, run_time=self.part(5, 6 * (steps - 1))))

    @beat
    def follow_the_weight(self) -> None:
        """A light runs from the last weight to the cost, node by node; then all is bright again."""
        route = (self.w, self.z, self.a, C)
        self.play(self.tree.only(self.w), run_time=self.part(1, 12))
        for count, step in enumerate(pairwise(route), 1):
            self.play(self.tree.light(*route[:count]), self.tree.send(*step), run_time=self.part(1, 4))
        self.play(self.tree.light_all(), run_time=self.part(1, 6))

    def _known(self) -> list[Mobject]:
        """Return what is shown of the last step: what comes in, and where it goes; its activation is not yet known."""
        spine = self.spine
        names = [name for quantity, name in spine.names.items() if quantity != C]
        return [*spine.chain(), spine.to_cost, spine.square.frames, *names, *spine.numbers_of(self.last - 1)]

    def _fold(self, quantity: Quantity) -> Animation:
        """Return the coming of a part of the tree out of what shows it in the picture."""
        if quantity == C:
            self.remove(*self.picture.score.get_family())
            return self.tree.take_in(self.picture.score)
        source = self.picture.sources[quantity]
        coming = self.tree.come(quantity, source)
        return AnimationGroup(FadeOut(source), coming) if quantity != self.a_prev else coming

    def _steps(self) -> Iterator[object]:
        """Yield the last step with room beside it, the best first: more where what is below leaves a side empty."""
        free, broad = Blank(self.spine.names[self.a_prev]), self.spine.square.count > 1
        if self.frame.is_tall or broad:
            yield self.spine
        if self.frame.is_tall:
            return
        for left, right in ((1, 0), (2, 0), (3, 0)) if broad else ((2, 1), (3, 1), (4, 1), (6, 1), (1, 1), (1, 2)):
            room = Share(free, right) if right else None
            yield Row(Share(free, left), Share(self.spine, 4), room)

    def _under(self, above: object) -> Cells:
        return Column(above, Share(self.picture), gap=NEAR, place="stretch")

    def _left_out(self, count: int) -> str:
        self.facts = {"gap": self.moment.count(count)}
        return self.say("layers").text

    def _said(self) -> dict[Expression, Reading]:
        """Return how every number is written."""
        moment, layers = self.moment, range(self.last + 1)
        shown = [*map(a, layers), C]
        found = {q: ReadOut(moment, q, digits=DIGITS if moment.value(q) else 1, em=theme.LABEL).reading for q in shown}
        found |= {q: moment.read(q, DIGITS) for layer in layers[1:] for q in (w(layer), b(layer), z(layer))}
        weighted = self.w * self.a_prev
        sums = (weighted, self.b, self.z)
        terms = finest([moment.read(weighted, DIGITS), found[self.b], found[self.z]])
        return found | dict(zip(sums, terms, strict=True)) | {y(): moment.read(y(), DIGITS).in_fewest_digits()}

    def _formulas(self) -> tuple[list[Formula], Cells]:
        """Return z = w a + b, a = sigma(z) and that of the cost, as large as they have room over the picture."""
        Page(self.frame, self.picture)
        rows, columns = [], []
        for em, broken in product((theme.HERO, theme.FORMULA, theme.LABEL), (False, True)):
            written = [*self._makes(em), CostFormula(self.moment).symbols(em=em, broken=broken)]
            corner = Corner(written)
            if self.picture.leaves(corner.size):
                return written, Overlay(self.picture, corner)
            if em != theme.HERO:
                rows.append((written, Row(*written, gap=APART if em > theme.LABEL else NEAR)))
                columns.append((written, Column(*written, gap=TIGHT)))
        layouts = [*columns, *rows] if self.frame.is_tall else [*rows, *reversed(columns)]
        pages = [self._under(layout) for _, layout in layouts]
        fitting = first_fitting(self.frame, *pages)
        return layouts[pages.index(fitting)][0], fitting

    def _makes(self, em: float) -> list[Formula]:
        weight, before, bias, total = map(symbol, (self.w, self.a_prev, self.b, self.z))
        bent = activation_function(function_names(self.moment.network)[self.last - 1])(total)
        made = ((self.z, Terms(Factors(weight, before), bias)), (self.a, bent))
        return [Formula("{q} = {right}", em=em, indexed=False, q=q, right=right) for q, right in made]

    def _facts(self, said: dict[Expression, Reading]) -> dict[str, Fact]:
        moment, row = self.moment, self.moment.network.layer(self.last).activation
        low, high = row.range if all(map(math.isfinite, row.range)) else (0, 1)
        before = "input" if self.last == 1 else "one" if self.last == DIGITS - 1 else "more"
        return {
            "weight": Named(self.w),
            "w": said[self.w],
            "a_prev": said[self.a_prev],
            "wa": said[self.w * self.a_prev],
            "closes": closing(adds([said[self.w * self.a_prev], said[self.b]], said[self.z])),
            "b": said[self.b],
            "z": said[self.z],
            "a": said[self.a],
            "y": said[y()],
            "C": said[C],
            "x": said[a(0)],
            "zero": moment.count(0),
            "low": moment.count(round(low)),
            "high": moment.count(round(high)),
            "bends": self._bends(),
            "score": self.picture.score.kind,
            "before": before,
        }

    def _bends(self) -> str:
        row = self.moment.network.layer(self.last).activation
        if row.curve == Curve.LINE:
            return "line"
        if row.curve == Curve.HINGE:
            return "dead" if self.moment.value(self.z) < 0 else "alive"
        is_kept = row.curve == Curve.S_CURVE and all(map(math.isfinite, row.range))
        return "kept" if is_kept else "curve"
