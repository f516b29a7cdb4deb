"""Why the matrix of the weights is turned on the way back."""

from __future__ import annotations

from collections.abc import Mapping

from manim import LEFT, UP, Animation, AnimationGroup, FadeIn, FadeOut, GrowFromCenter, GrowFromEdge, Mobject

from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.network import Examples, Network
from core.notation.addends import in_decimals_of
from core.notation.printed import adds, closing
from core.notation.reading import Reading
from core.passes.choices.row_and_column import RowAndColumn, last_matrix
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.back_light import soon
from scenes.figures.greys import Greys
from scenes.figures.layer_pair import LayerPair
from scenes.figures.matrix import Matrix
from scenes.figures.matrix_turn import turned
from scenes.figures.sides import Sides
from scenes.figures.turned_product import TurnedProduct
from scenes.figures.verdict import Verdict
from scenes.layout.balance import balanced
from scenes.layout.box import Box
from scenes.layout.cells import APART, NEAR, Cells, Column, Row, Share
from scenes.layout.page import Page, Settle
from scenes.layout.solving import least_size
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Spell, become
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

_DRAWN = ((6, 5), (5, 4), (4, 4), (4, 3), (3, 3), (3, 2), (2, 2))
"""Neurons j and neurons k drawn one by one at most; the first for which there is room."""
_SAID = 3
"""Products that are said."""
_BESIDE = 5
"""The share of the room that is left of what stands beside matrices."""


class WhyTheTranspose(Lesson):
    """Forward a neuron reads its row; backward it reads its column."""

    chapter = "beyond"
    poster = "turn_the_matrix"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where no matrix has several rows and several columns."""
        layer = last_matrix(network)
        if layer is None:
            return "between no two layers are there two neurons or more on both sides"
        if reason := super().why_not(network, examples):
            return reason
        answer = RowAndColumn(Moment.first(network, examples), layer).answers
        return "" if answer else f"nothing flows back through the weights into layer {layer}: all slopes there are zero"

    def setup(self) -> None:
        """Lay out the layers beside the matrix; the matrix beside the products; then what its turning makes."""
        super().setup()
        layer = last_matrix(self.network)
        assert layer is not None
        self.both = RowAndColumn(self.moment, layer)
        self.total = self.moment.read(self.both.answer, 3)
        (self.measured,) = in_decimals_of(self.total, [self.both.measured.read(self.both.quotient, 3)])
        wrong = self.both.unturned
        self.wrong = None if wrong is None else in_decimals_of(self.total, [self.moment.read(wrong, 3)])[0]
        self.equals = Formula("=", em=theme.HERO)
        self.verdict, self.sides = self._verdict(), self._sides()
        options = (self._told(most, narrow=narrow) for narrow in (False, True) for most in _DRAWN)
        fitting = (one for one in options if all(least_size(each).fits(self.frame.stage.size) for each in one[-1]))
        self.product, self.pair, layouts = next(fitting, None) or self._told(_DRAWN[-1], narrow=True)
        *others, self.home = [self._placed(layout) for layout in reversed(layouts)]
        self.judged, self.made, self.added = others
        matrix = self.product.weights
        self.column, self.row = matrix.ground(column=self.both.k), matrix.ground(row=self.both.j)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.hear_along_a_row()
        self.answer_along_a_column()
        self.read_the_column()
        self.turn_the_matrix()
        self.refute_the_wrong_one()

    @beat
    def hear_along_a_row(self) -> None:
        """What neuron j hears flows to it along its edges; their weights are a row of the matrix."""
        pair, matrix = self.pair, self.product.weights
        self.play(pair.come(), run_time=self.part(1, 8))
        self.play(FadeIn(matrix, self.product.names[matrix]), run_time=self.part(1, 8))
        self.play(pair.light_row(), GrowFromCenter(pair.rings[0]), run_time=self.part(1, 8))
        self.play(pair.hear(run_time=self.part(2, 8)))
        light = matrix.light(row=self.both.j), self.product.along(matrix, row=self.both.j)
        self.play(GrowFromEdge(self.row, LEFT), *light, pair.pulse(), run_time=self.part(2, 8))

    @beat
    def answer_along_a_column(self) -> None:
        """The flow turns: all deltas run back to neuron k along a column."""
        pair, matrix, deltas = self.pair, self.product.weights, self.product.deltas
        self.play(pair.turn_round(), FadeOut(self.row), Light(*matrix.parts_of()), run_time=self.part(1, 8))
        self.play(FadeIn(deltas, self.product.names[deltas]), run_time=self.part(1, 8))
        self.play(pair.light_column(), run_time=self.part(1, 8))
        self.play(pair.answer(run_time=self.part(3, 8)))
        light = matrix.light(column=self.both.k), self.product.along(matrix, column=self.both.k)
        self.play(GrowFromEdge(self.column, UP), *light, pair.pulse_back(), run_time=self.part(2, 8))

    @beat
    def read_the_column(self) -> None:
        """Column and deltas meet, row by row; the products lie tip to foot, and what they leave below them."""
        product, stack = self.product, self.product.stack
        self.play(FadeOut(*self.pair.on_stage(), self.pair.rings[1], self.column), run_time=self.part(1, 10))
        self.play(self._go(self.added, product.weights, product.deltas), run_time=self.part(2, 10))
        self.column = product.weights.ground(column=self.both.k)
        light = product.along(product.weights, column=self.both.k)
        self.play(FadeIn(self.column, stack.zero), light, run_time=self.part(1, 10))
        rows = len(stack.strips)
        for row in range(rows):
            joint = [] if row == 0 else [FadeIn(stack.joints[row - 1])]
            self.play(*joint, stack.grow(row), run_time=self.part(4, 10 * rows))
        self.play(stack.leave(), run_time=self.part(2, 10))

    @beat
    def turn_the_matrix(self) -> None:
        """The matrix turns over its diagonal, and its product with the deltas is written beside it."""
        product, row = self.product, self.product.turned.ground(row=self.both.k)
        before, after = product.weights, product.turned
        reading = product.along(before, row=self.both.j)
        self.play(Light(*before.parts_of()), reading, run_time=self.part(2, 10))
        going = self._go(self.made, product.deltas), become(self.column, row)
        gone = FadeOut(product.stack, product.names[before], rate_func=soon)
        self.play(turned(before, after), *going, gone, run_time=self.part(3, 10))
        self.row, answers = row, product.answers
        coming = product.names[after], self.equals, product.names[answers], answers.brackets, answers.counts
        self.play(Spell(*coming), run_time=self.part(1, 10))
        for k in self._in_turn():
            self.play(product.answer(k, run_time=self.part(4, 10 * len(product.asked.neurons))))

    @beat
    def refute_the_wrong_one(self) -> None:
        """A real nudge stands beside what the turned matrix makes, and what it would make without being turned."""
        product, answers, verdict = self.product, self.product.answers, self.verdict
        gone = FadeOut(answers, product.names[answers], self.equals, self.row)
        self.play(gone, self._go(self.judged, product.turned, product.deltas), run_time=self.part(1, 8))
        self.add(product.turned.ground(row=self.both.k))
        if self.sides is not None:
            self.play(self.sides.come(run_time=self.part(2, 8)))
        for row in range(len(verdict.strips)):
            self.play(verdict.come(row, run_time=self.part(5, 8 * len(verdict.strips))))

    def _told(self, most: tuple[int, int], *, narrow: bool) -> tuple[TurnedProduct, LayerPair, tuple[Cells, ...]]:
        """Return figures that draw so many neurons, and the layouts in which they stand one after the other."""
        words, level = self.say("together", {}).text, self.frame.is_wide
        product = TurnedProduct(self.both, most, self.theme, words, level=level, narrow=narrow)
        pair = LayerPair(self.both, product.answering, product.asked, Greys.of(self.story, self.theme))
        before, after, deltas, answers = product.weights, product.turned, product.deltas, product.answers
        result = Row(self.equals, product.column(answers), gap=NEAR)
        judges = Column(*([] if self.sides is None else [self.sides]), self.verdict, gap=APART)
        panes = Row if self.frame.is_wide else Column
        if self.frame.is_wide:  # deltas beside their neurons
            home: Cells = Row(product.column(before), Share(pair, _BESIDE), product.column(deltas), gap=NEAR)
        else:
            home = Column(Share(pair), Share(self._row(product, before, deltas)), gap=NEAR)
        matrices = self._row(product, before, deltas, foot=self.frame.is_wide)
        added = panes(Share(matrices), Share(product.stack, _BESIDE), gap=APART)
        made = panes(Share(self._row(product, after, deltas)), result, gap=NEAR)
        judged = panes(Share(self._row(product, after, deltas)), Share(judges, _BESIDE), gap=NEAR)
        return product, pair, (home, added, made, judged)

    def _in_turn(self) -> list[int]:
        """Return the neurons k that are drawn, the one that is told of first."""
        others = [k for k in self.product.asked.neurons if k != self.both.k]
        return [self.both.k, *others]

    def _placed(self, layout: Cells) -> dict[Mobject, Box]:
        """Put all of a layout into its places, what is drawn about the middle of the picture; return the places."""
        room = balanced(self.frame, layout, layout.contents())
        return Page(self.frame, layout, room).boxes

    @staticmethod
    def _row(product: TurnedProduct, *matrices: Matrix, foot: bool = False) -> Cells:
        below = [product.foot] if foot else []
        return Row(*(product.column(one, *below) for one in matrices), gap=NEAR)

    def _go(self, boxes: Mapping[Mobject, Box], *matrices: Matrix) -> Animation:
        """Return the way of matrices with their names to where they stand in another layout."""
        names = [self.product.names[one] for one in matrices]
        return AnimationGroup(*(Settle(one, boxes[one]) for one in (*matrices, *names)))

    def _verdict(self) -> Verdict:
        vermilion, text = self.theme.colour("slope"), self.theme.colour("text")
        told = [("turned", self.total, vermilion), ("nudged", self.measured, text)]
        if self.wrong is not None:
            told.insert(1, ("unturned", self.wrong, vermilion))
        return Verdict(
            [
                (
                    Label(self.say(name, {}).text),
                    Formula("+{n}" if one.value > 0 else "{n}", em=theme.LABEL, colour=colour, n=one),
                    one.value,
                    colour,
                )
                for name, one, colour in told
            ],
            self.theme,
        )

    def _sides(self) -> Sides | None:
        """Return a row of the matrix and the deltas as they do not meet; None where they do."""
        if self.wrong is not None:
            return None
        names = [Label(self.say(name, {}).text) for name in ("a_row", "delta")]
        return Sides(
            (names[0], self._many(self.both.layer - 1), self.theme.colour("w")),
            (names[1], self._many(self.both.layer), self.theme.colour("slope")),
        )

    def _many(self, layer: int) -> Reading:
        return self.moment.count(neurons_of(layer))

    def _facts(self) -> dict[str, Fact]:
        moment, both, product = self.moment, self.both, self.product
        some, said = len(both.products) > _SAID, both.told(_SAID).shown
        terms = [term for (j, *_), term in zip(product.answering.groups, product.terms, strict=True) if j in said]
        wrong = self.wrong or self.total
        return {
            "j": moment.count(neuron_number(both.layer, both.j)),
            "k": moment.count(neuron_number(both.layer - 1, both.k)),
            "layer": moment.count(layer_number(both.layer)),
            "before": moment.count(layer_number(both.layer - 1)),
            "heard": self._many(both.layer - 1),
            "listening": self._many(both.layer),
            "place": "hidden" if both.layer > 1 else "input",
            "told": "most" if some else "all",
            "terms": tuple(terms),
            "closes": closing(adds(product.terms, product.total)),
            "total": product.total,
            "fits": "never" if self.wrong is None else "square",
            "differs": "no" if wrong.shown == self.total.shown else "yes",
            "wrong": wrong,
            "settles": self._settles(),
            "measured": self.measured,
        }

    def _settles(self) -> str:
        if not self.both.trial.has_settled:
            return "never"
        return "agrees" if self.measured.shown == self.total.shown else "nears"
