"""What the formulas with indices say, said with matrices: rows, partners and areas."""

from __future__ import annotations

from itertools import product

from manim import LEFT, Animation, AnimationGroup, FadeIn, FadeOut, GrowFromEdge, Mobject

from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.network import Examples, Network
from core.notation.other_books import BOOKS
from core.notation.printed import closing, joins
from core.notation.reading import Reading
from core.passes.choices.matrix_layers import MatrixLayer, layers_in_matrices
from core.passes.choices.row_and_column import RowAndColumn
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.book_rows import BookRows
from scenes.figures.greys import Greys
from scenes.figures.layer_matrices import LayerMatrices
from scenes.figures.layer_pair import LayerPair
from scenes.figures.matrix import Matrix
from scenes.figures.three_lines import ThreeLines
from scenes.layout.balance import balanced
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT, Cells, Column, Row, Share
from scenes.layout.page import Page, Settle, first_fitting
from scenes.layout.solving import least_size
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Spell, instead
from scenes.type.formula import Formula
from scenes.words.language import Fact

_DRAWN = ((6, 5), (5, 5), (5, 4), (4, 4), (4, 3), (3, 3), (5, 2), (4, 2), (3, 2), (2, 2), (2, 1))
"""Neurons j and neurons k drawn one by one at most; the first for which there is room."""
_LITTLE = (6, 5, 4, 3, 2)
"""Neurons of a layer drawn at most in the three lines."""
_CELLS = tuple(
    Size(width / 100, height / 100) for width, height in ((64, 36), (56, 34), (56, 28), (48, 28), (42, 24), (36, 20))
)
"""Of the grids of the three lines, the first for which there is room."""
_HERO, _BESIDE = 5, 2
"""Shares of the room: of areas, and of what stands beside them."""


class FromIndicesToMatrices(Lesson):
    """Three lines with indices are three lines with matrices; nothing new is computed."""

    chapter = "beyond"
    poster = "read_three_lines"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where no weights behind a hidden layer make a matrix."""
        layers = layers_in_matrices(network)
        if layers is None:
            return "behind no hidden layer are there two weights or more"
        if reason := super().why_not(network, examples):
            return reason
        answers = MatrixLayer(Moment.first(network, examples), layers[0]).answers
        return "" if answers else f"all slopes by the weights of layer {layers[0]} are zero"

    def setup(self) -> None:
        """Lay out neurons, then a line of matrices, a row of it beside its sum, partners, areas, lines and books."""
        super().setup()
        layers = layers_in_matrices(self.network)
        assert layers is not None
        self.told, shortly = (MatrixLayer(self.moment, layer) for layer in layers)
        self.equals, self.plus, self.meets, self.makes = (
            Formula(sign, em=theme.FORMULA) for sign in ("=", "+", "dot.o", "=")
        )
        options = (self._drawn(most) for most in _DRAWN)
        fitting = (one for one in options if all(map(self._fits, one[-1])))
        self.matrices, self.pair, layouts = next(fitting, None) or self._drawn(_DRAWN[-1])
        self.all, self.stack, self.areas = self.matrices.by_letter(), self.matrices.stack, self.matrices.areas
        self.over = {letter: self.matrices.names[one] for letter, one in self.all.items()}
        self.lines, short = self._short(shortly)
        self.formulas, self.grids = self.lines.formulas, self.lines.grids
        self.names, self.signs = self.lines.names, self.lines.signs
        self.books = self._books()
        for layout in (short, Row(Share(self.books))):
            self._placed(layout)
        self.read, self.met, self.crossed, self.home, self.line = map(self._placed, layouts)
        self.matrices.share_ruler()
        self.row = self.matrices.weights.ground(row=self.told.row)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.stack_the_neurons()
        self.read_a_row()
        self.match_partners()
        self.multiply_every_pair()
        self.read_three_lines()
        self.read_other_books()

    @beat
    def stack_the_neurons(self) -> None:
        """Neurons before become a column, edges a matrix, the layer's own neurons sums and biases."""
        made, pair = self.matrices, self.pair
        self.play(pair.come(), run_time=self.part(1, 6))
        self.play(FadeOut(*self._names_in_discs(), pair.crowds), run_time=self.part(1, 10))
        self.play(made.take_activations(pair), made.take_sums(pair), run_time=self.part(3, 8))
        for row in made.hearing.neurons:
            self.play(made.turn(pair, row), run_time=self.part(3, 8 * len(made.hearing.neurons)))
        line = (made.sums, made.weights, made.activations, made.biases)
        written = [made.names[one] for one in line], [one.brackets for one in line], [one.counts for one in line]
        self.play(Spell(*(one for own in written for one in own), self.equals, self.plus), run_time=self.part(2, 8))

    @beat
    def read_a_row(self) -> None:
        """A row of weights meets the column, cell by cell; what they make runs together; then all rows do so."""
        made, stack, j = self.matrices, self.matrices.stack, self.told.row
        pair = made.weights, made.activations
        others = made.whole(made.sums, made.biases)
        self.play(FadeOut(*others, self.equals, self.plus), run_time=self.part(1, 12))
        self.play(self._go(self.read, *pair), run_time=self.part(1, 8))
        self.row = made.weights.ground(row=j)
        light = made.weights.light(row=j)
        self.play(GrowFromEdge(self.row, LEFT), light, FadeIn(stack.zero), run_time=self.part(1, 8))
        for at in range(len(stack.strips)):
            self.play(made.meet(at, run_time=self.part(5, 8 * len(stack.strips))))
        self.play(stack.leave(), run_time=self.part(1, 8))
        self.play(Light(*made.weights.parts_of()), FadeOut(self.row, stack), run_time=self.part(1, 12))
        self.play(self._go(self.line, *pair), run_time=self.part(1, 8))
        beside = [made.sums.brackets, made.sums.counts, made.names[made.sums], *made.whole(made.biases)]
        self.play(FadeIn(*beside, self.equals, self.plus), run_time=self.part(1, 12))
        for row in made.hearing.neurons:
            self.play(made.sum_up(row, run_time=self.part(3, 8 * len(made.hearing.neurons))))

    @beat
    def match_partners(self) -> None:
        """Sums turn into slopes of curves, these face what the cost answers, and each closes with its own partner."""
        made = self.matrices
        line = made.whole(made.weights, made.activations, made.biases)
        self.play(instead(FadeOut(*line, self.equals, self.plus), made.bend_sums(), run_time=self.part(4, 15)))
        self.play(FadeIn(*made.whole(made.answers)), run_time=self.part(1, 10))
        beside = made.deltas.brackets, made.deltas.counts, made.names[made.deltas]
        self.play(Spell(self.meets, self.makes, *beside), run_time=self.part(1, 8))
        rows = [j for j, _ in made.deltas.strips]
        for j in rows:
            self.play(made.pair_up(j, run_time=self.part(4, 8 * len(rows))))

    @beat
    def multiply_every_pair(self) -> None:
        """Heights sweep across widths, and each crossing leaves an area, which is a slope of the matrix."""
        made, areas, gradient = self.matrices, self.matrices.areas, self.matrices.gradient
        gone = *made.whole(made.answers, made.curves), *made.beside_deltas(), self.meets, self.makes
        self.play(instead(FadeOut(*gone), made.raise_deltas(), run_time=self.part(9, 40)))
        self.play(areas.come_across(), FadeIn(areas.key), run_time=self.part(1, 8))
        self.play(FadeIn(gradient.brackets, gradient.counts, made.names[gradient]), run_time=self.part(1, 10))
        rows = made.hearing.neurons
        for j in rows:
            self.play(areas.sweep(j, run_time=self.part(4, 8 * len(rows))))
            self.play(made.write_row(j, run_time=self.part(2, 8 * len(rows))))

    @beat
    def read_three_lines(self) -> None:
        """Each line with indices draws its line of matrices: shapes first, then what they hold."""
        made, lines = self.matrices, self.lines
        gone = FadeOut(made.areas, *made.whole(made.gradient), *made.areas.inside.values())
        for at, formula in enumerate(lines.formulas):
            coming = Spell(formula) if at else instead(gone, Spell(formula))
            self.play(coming, run_time=self.part(1 if at else 2, 10))
            self.play(lines.lay(at), run_time=self.part(1, 10))
            self.play(lines.fill_up(at), run_time=self.part(1, 10))

    @beat
    def read_other_books(self) -> None:
        """Our letters, and under them those of other books, joined by what they mean."""
        gone, rows = FadeOut(*self.lines.on_stage()), len(self.books.names)
        self.play(instead(gone, self.books.come(0), run_time=self.part(1, 5)))
        for row in range(1, rows):
            self.play(self.books.come(row, run_time=self.part(3, 5 * (rows - 1))))

    def _drawn(self, most: tuple[int, int]) -> tuple[LayerMatrices, LayerPair, tuple[Cells, ...]]:
        """Return figures that draw so many neurons, and the layouts in which they stand."""
        made = LayerMatrices(self.told, most, self.theme, self.say("together", {}).text)
        weight = self.told.steepest.by
        assert weight is not None
        both = RowAndColumn(self.moment, self.told.layer, *weight.neurons)
        pair = LayerPair(both, made.hearing, made.heard, Greys.of(self.story, self.theme))
        sums, weights, activations, biases = map(made.column, (made.sums, made.weights, made.activations, made.biases))
        line = first_fitting(
            self.frame,
            Row(sums, self.equals, weights, activations, self.plus, biases, gap=TIGHT),
            Column(Share(Row(sums, self.equals)), Share(Row(weights, activations, self.plus, biases, gap=TIGHT))),
            Column(Share(Row(sums, self.equals)), Share(Row(weights, activations)), Share(Row(self.plus, biases))),
        )
        answers, curves, deltas = map(made.column, (made.answers, made.curves, made.deltas))
        met = first_fitting(
            self.frame,
            Row(answers, self.meets, curves, self.makes, deltas),
            Column(Share(Row(answers, self.meets, curves)), Share(Row(self.makes, deltas))),
            Column(Share(Row(answers, self.meets)), Share(Row(curves, self.makes)), Share(Row(deltas))),
        )
        panes = Row if self.frame.is_wide else Column
        read = panes(Share(Row(weights, activations)), Share(made.stack), gap=APART)
        crossed = panes(Share(made.areas, _HERO), Share(Row(made.column(made.gradient)), _BESIDE), gap=NEAR)
        return made, pair, (read, met, crossed, Row(Share(pair)), line)

    def _short(self, told: MatrixLayer) -> tuple[ThreeLines, Cells]:
        """Return the three lines of a layer, as many neurons and as large as there is room for, and their layout."""
        greys, is_wide = Greys.of(self.story, self.theme), self.frame.is_wide
        for named, gap in product((True, False), (NEAR, TIGHT)):
            for most, cell in product(_LITTLE, _CELLS):
                lines = ThreeLines(told, most, cell, greys, named=named)
                layout = lines.layout(gap, is_wide=is_wide)
                if self._fits(layout):
                    return lines, layout
        return lines, layout

    def _fits(self, layout: Cells) -> bool:
        return least_size(layout).fits(self.frame.stage.size)

    def _placed(self, layout: Cells) -> dict[Mobject, Box]:
        """Put all of a layout into its places, what is drawn about the middle of the picture; return the places."""
        return Page(self.frame, layout, balanced(self.frame, layout, layout.contents())).boxes

    def _go(self, boxes: dict[Mobject, Box], *matrices: Matrix) -> Animation:
        """Return the way of matrices with their names to where they stand in another layout."""
        return AnimationGroup(*(Settle(one, boxes[one]) for one in self.matrices.whole(*matrices)))

    def _names_in_discs(self) -> list[Mobject]:
        discs = (*self.pair.speakers.values(), *self.pair.listeners.values())
        return [disc.symbol for disc in discs if disc.symbol is not None]

    def _books(self) -> BookRows:
        meanings = ("sum", "activation", "slope")
        ours = (self.say("here", {}).text, ("z", "a", "delta"))
        colours = [self.theme.colour(kind) for kind in ("z", "a", "slope")]
        rows = [ours, *((book.author, book.letters) for book in BOOKS)]
        return BookRows(
            [self.say(one, {}).text for one in meanings], rows, colours, self.theme, over=self.frame.is_tall
        )

    def _facts(self) -> dict[str, Fact]:
        moment, told, made = self.moment, self.told, self.matrices
        count, cell = moment.count, (told.partner, 0)
        met = [one.numbers[cell].reading for one in (made.answers, made.curves, made.deltas)]
        weight = told.steepest.by
        assert weight is not None
        j, k = weight.neurons
        crossed = [made.areas.heights[j], made.areas.widths[k], made.areas.products[j, k]]
        return {
            "before": count(layer_number(told.layer - 1)),
            "layer": count(layer_number(told.layer)),
            "heard": count(neurons_of(told.layer - 1)),
            "listening": count(neurons_of(told.layer)),
            "j": count(neuron_number(told.layer, told.row)),
            "answer": met[0],
            "steepness": met[1],
            "delta": met[2],
            "meets": _closes(met),
            "height": crossed[0],
            "width": crossed[1],
            "slope": crossed[2],
            "crosses": _closes(crossed),
            "drawn": "some" if made.hearing.hidden or made.heard.hidden else "all",
        }


def _closes(parts: list[Reading]) -> str:
    """Return whether two printed factors give the printed product."""
    return closing(joins(parts[:2], parts[2]))
