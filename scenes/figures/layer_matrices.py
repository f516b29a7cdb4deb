"""A layer's matrices, each under its name: what its sums, its deltas and its slopes are made of."""

from __future__ import annotations

from typing import Any, final

import numpy as np
from manim import ORIGIN, RIGHT, Animation, AnimationGroup, FadeIn, FadeOut, Line, Mobject

from core.algebra.matrix_form import matrix_form, partners
from core.model.arithmetic import total
from core.model.quantity import C, a, b, delta, slope, w, z
from core.notation.addends import in_decimals_of
from core.notation.reading import Reading
from core.passes.choices.crowds import Shown
from core.passes.choices.matrix_layers import MatrixLayer
from scenes import theme
from scenes.figures.area_product import AreaProduct
from scenes.figures.layer_pair import LayerPair
from scenes.figures.matrix import Cell, Matrix
from scenes.figures.pulse import pulse
from scenes.figures.share_stack import ShareStack
from scenes.figures.strip import Strip
from scenes.layout.cells import TIGHT, Blank, Column, Overlay, Share
from scenes.motion import Showing, become, fly
from scenes.type.formula import Formula

_ONE = Shown((0,))
"""The one column of a vector."""
_MET = 0.5
"""When in the time of its way a weight meets what it weighs."""


@final
class LayerMatrices:
    """z = W a + b;   delta = dC/da o sigma'(z);   dC/dW = delta a^T: matrices that show them.

    Parameters
    ----------
    told : MatrixLayer
    most : (int, int)
        How many neurons of the layer, and of the one before, are drawn at most.
    look : Theme
    together : str
        What the products of a row are, added up.

    Attributes
    ----------
    hearing, heard : Shown
    sums, weights, activations, biases : Matrix
    answers, curves, deltas : Matrix
        dC/da, sigma'(z) and delta of the layer whose partners are told of.
    gradient : Matrix
    names : dict of Matrix to Formula
    stack : ShareStack
        How the products of a row and its bias add up.
    areas : AreaProduct
    """

    def __init__(self, told: MatrixLayer, most: tuple[int, int], look: theme.Theme, together: str) -> None:
        moment, layer, own = told.moment, told.layer, told.partners
        self._told, self._look = told, look
        rows, columns = self.hearing, self.heard = told.hearing(most[0]), told.heard(most[1])
        self.weights = Matrix(moment, lambda j, k: w(layer, j, k), rows, columns, look)
        self.activations = Matrix(moment, lambda k, _: a(layer - 1, k), columns, _ONE, look)
        self.sums = Matrix(moment, lambda j, _: z(layer, j), rows, _ONE, look)
        self.biases = Matrix(moment, lambda j, _: b(layer, j), rows, _ONE, look)
        met = told.answering(most[0])
        ruler = max(abs(moment.value(one)) for j in met.neurons for one in (slope(C, a(own, j)), delta(own, j)))
        self.answers = Matrix(moment, lambda j, _: slope(C, a(own, j)), met, _ONE, look, ruler=ruler)
        green = look.colour("z")
        self.curves = Matrix(moment, lambda j, _: slope(a(own, j), z(own, j)), met, _ONE, look, colour=green)
        self.deltas = Matrix(moment, lambda j, _: delta(own, j), met, _ONE, look, ruler=ruler)
        self.gradient = Matrix(moment, lambda j, k: slope(C, w(layer, j, k)), rows, columns, look)
        self.names = self._named()
        self.stack = self._stack(together)
        self.areas = self._areas()

    def column(self, matrix: Matrix) -> Share:
        """Return a matrix under its name, as wide as its columns are many."""
        wide = self.heard if matrix in {self.weights, self.gradient} else _ONE
        name, others = self.names[matrix], [Blank(one) for one in self._beside(matrix)]
        return Share(Column(Overlay(name, *others), Share(matrix), gap=TIGHT), len(wide.neurons))

    def by_letter(self) -> dict[str, Matrix]:
        """Return all matrices by the letters of what they hold."""
        sums = {"z": self.sums, "W": self.weights, "a": self.activations, "b": self.biases}
        return sums | {"g": self.answers, "s": self.curves, "d": self.deltas, "dW": self.gradient}

    def share_ruler(self) -> None:
        """Draw what partners are made of and what they make on one ruler, however broad their columns are."""
        both = self.answers, self.deltas
        unit = min(one.unit for one in both)
        for one in both:
            one.unit = unit
            one.at(self._told.moment)

    def whole(self, *matrices: Matrix) -> list[Any]:
        """Return all of some matrices, with their names."""
        return [part for one in matrices for part in (one, self.names[one])]

    def take_activations(self, pair: LayerPair, **kwargs: object) -> Animation:
        """Return the turning of the neurons before into a column."""
        return self._taken(self.activations, pair, 1, **kwargs)

    def take_sums(self, pair: LayerPair, **kwargs: object) -> Animation:
        """Return the turning of the layer's own neurons into sums and biases."""
        biases = [fly(self.biases.strips[j, 0], disc.face) for j, disc in pair.listeners.items()]
        beside = FadeIn(*self.biases.zeros.values(), *self.biases.numbers.values())
        return AnimationGroup(self._taken(self.sums, pair, 0), *biases, beside, **kwargs)

    def turn(self, pair: LayerPair, row: int) -> Animation:
        """Return the turning of a neuron's edges into its row."""
        return self.weights.turn(pair.edges, row)

    def along(self, matrix: Matrix, row: int | None = None, column: int | None = None) -> Animation:
        """Return a pulse on both sides of a row from its left, or of a column from its top."""
        box = matrix.box(row=row, column=column)
        if column is None:
            ways = [((box.left, y), (box.right, y)) for y in (box.bottom, box.top)]
        else:
            ways = [((x, box.top), (x, box.bottom)) for x in (box.left, box.right)]
        lines = [Line(np.array([*start, 0.0]), np.array([*end, 0.0])) for start, end in ways]
        return pulse(lines, self._look.colour("w"))

    def meet(self, at: int, **kwargs: object) -> Animation:
        """Return the way of a weight of the row to what it weighs, and the growing of what they make; calm: only that.

        Parameters
        ----------
        at : int
            Which of the terms; the last is the bias.
        """
        stack, groups = self.stack, self.heard.groups
        joint = [] if at == 0 else [FadeIn(stack.joints[at - 1])]
        growing = AnimationGroup(*joint, stack.grow(at))
        lone = at < len(groups) and len(groups[at]) == 1 and groups[at][0] in self.heard.neurons
        if theme.is_calm() or not lone:
            return AnimationGroup(growing, **kwargs)
        k = groups[at][0]
        weight, heard = self.weights.strips[self._told.row, k], self.activations.strips[k, 0]
        strip, length = Strip(self._look.colour("w")), weight.length
        places = [one.foot for one in (weight, heard, stack.strips[at])]

        def show(share: float) -> None:
            first = share < _MET
            start, end = places[:2] if first else places[1:]
            part = share / _MET if first else (share - _MET) / (1 - _MET)
            strip.span(start + part * (end - start), length)

        return AnimationGroup(Showing(strip, show, remover=True), growing, lag_ratio=0.8, **kwargs)

    def sum_up(self, j: int, **kwargs: object) -> Animation:
        """Return the reading of a row, and the growing of the sum that it gives."""
        return AnimationGroup(self.along(self.weights, row=j), self._grown(self.sums, (j, 0)), lag_ratio=0.5, **kwargs)

    def bend_sums(self, **kwargs: object) -> Animation:
        """Return the turning of sums into the slopes of their curves; of another layer's, their going as these come."""
        sums, curves = self.sums, self.curves
        if self._told.partners != self._told.layer or sums.strips.keys() != curves.strips.keys():
            return AnimationGroup(FadeOut(*self.whole(sums)), FadeIn(*self.whole(curves)), lag_ratio=0.5, **kwargs)
        ways = [become(strip, curves.strips[cell]) for cell, strip in sums.strips.items()]
        gone = (self.names[sums], sums.brackets, sums.counts, *sums.zeros.values(), *sums.numbers.values())
        come = (self.names[curves], curves.brackets, curves.counts, *curves.zeros.values(), *curves.numbers.values())
        return AnimationGroup(AnimationGroup(FadeOut(*gone), *ways), FadeIn(*come), lag_ratio=0.6, **kwargs)

    def pair_up(self, j: int, **kwargs: object) -> Animation:
        """Return the closing of a pair: the strip goes over to its partner, and leaves as long as that makes it."""
        strip, made, cell = Strip(self._look.colour("slope")), self.deltas, (j, 0)
        places = [one.strips[cell].foot for one in (self.answers, self.curves, made)]
        lengths = self.answers.strips[cell].length, made.strips[cell].length
        come = AnimationGroup(FadeIn(made.zeros[cell]), self._grown(made, cell))
        if theme.is_calm():
            return AnimationGroup(come, **kwargs)

        def show(share: float) -> None:
            part = max(0.0, (share - _MET) / (1 - _MET))
            start, end = places[:2] if share < _MET else places[1:]
            on = share / _MET if share < _MET else part
            strip.span(start + on * (end - start), lengths[0] + part * (lengths[1] - lengths[0]))

        return AnimationGroup(Showing(strip, show, remover=True), come, lag_ratio=0.9, **kwargs)

    def beside_deltas(self) -> list[Any]:
        """Return what leaves the column of deltas before its strips are raised."""
        made = self.deltas
        return [self.names[made], made.brackets, made.counts, *made.zeros.values(), *made.numbers.values()]

    def raise_deltas(self, **kwargs: object) -> Animation:
        """Return the raising of deltas to heights; of another layer's, their going as the heights come."""
        strips, up = self.deltas.strips, self.areas.up
        if self._told.partners != self._told.layer:
            return AnimationGroup(FadeOut(*strips.values()), self.areas.come_up(), **kwargs)
        ways = [become(strips[j, 0], strip) for j, strip in up.items()]
        return AnimationGroup(*ways, self.areas.number_heights(), **kwargs)

    def write_row(self, j: int, **kwargs: object) -> Animation:
        """Return the coming of a row of slopes, each strip out of its area."""
        made, cells = self.gradient, [cell for cell in self.areas.areas if cell[0] == j]
        strips = [fly(made.strips[cell], self.areas.areas[cell]) for cell in cells]
        beside = FadeIn(*(part for cell in cells for part in (made.zeros[cell], made.numbers[cell])))
        return AnimationGroup(AnimationGroup(*strips), beside, lag_ratio=0.6, **kwargs)

    @staticmethod
    def _grown(made: Matrix, cell: Cell) -> Animation:
        strip, foot, length = made.strips[cell], made.strips[cell].foot, made.strips[cell].length
        growing = Showing(strip, lambda share: strip.span(foot, share * length))
        return AnimationGroup(growing, FadeIn(made.zeros[cell], made.numbers[cell]))

    @staticmethod
    def _taken(made: Matrix, pair: LayerPair, side: int, **kwargs: object) -> Animation:
        discs = pair.speakers if side else pair.listeners
        ways = [become(disc.face, made.strips[index, 0]) for index, disc in discs.items()]
        gone = FadeOut(*(part for disc in discs.values() for part in (disc.glow, disc.rim, disc.sign)))
        beside = FadeIn(*made.zeros.values(), *made.numbers.values())
        return AnimationGroup(AnimationGroup(*ways, gone), beside, lag_ratio=0.7, **kwargs)

    def _beside(self, matrix: Matrix) -> list[Mobject]:
        """Return what takes as much room as the names in one line with a matrix's; those on one ruler are as broad."""
        line = (self.sums, self.weights, self.activations, self.biases)
        if matrix in line:
            return [self.names[one] for one in line]
        partners = (self.answers, self.curves, self.deltas)
        if matrix not in partners:
            return []
        breadth = max(one.least_size().width for one in partners)
        return [self.names[self.answers], Line(ORIGIN, breadth * RIGHT)]

    def _named(self) -> dict[Matrix, Formula]:
        network, look = self._told.moment.network, self._look
        lines = matrix_form(network, self._told.layer)
        both = partners(network, self._told.partners)
        W, heard, biases = lines["z"].parts
        answers, curves = both.parts
        slopes, text = look.colour("slope"), look.colour("text")
        written = (
            (self.sums, lines["z"].left, look.colour("z")),
            (self.weights, W, look.colour("w")),
            (self.activations, heard, look.colour("a")),
            (self.biases, biases, look.colour("b")),
            (self.answers, answers, text),
            (self.curves, curves, look.colour("z")),
            (self.deltas, both.left, slopes),
        )
        named = {one: Formula("{it}", em=theme.FORMULA, colour=colour, it=it) for one, it, colour in written}
        line = lines["dC_dw"]
        onward, before = line.parts
        named[self.gradient] = Formula("{left} = {onward} {before}", left=line.left, onward=onward, before=before)
        return named

    def _stack(self, together: str) -> ShareStack:
        told, look = self._told, self._look
        whole = self.sums.numbers[told.row, 0].reading
        groups = [total(told.terms[k] for k in group) for group in self.heard.groups]
        terms = in_decimals_of(whole, [told.moment.read(one, 3) for one in groups])
        green, purple = look.colour("z"), look.colour("b")
        bias = self.biases.numbers[told.row, 0].reading
        rows = [(_signed(one, green), one.value, green) for one in terms]
        rows.append((_signed(bias, purple), bias.value, purple))
        return ShareStack(rows, (_signed(whole, green), whole.value, green), look, together)

    def _areas(self) -> AreaProduct:
        told, look = self._told, self._look
        # printed as they are in columns of their own
        deltas = Matrix(told.moment, lambda j, _: delta(told.layer, j), self.hearing, _ONE, look)
        return AreaProduct(
            told.moment,
            {j: number.reading for (j, _), number in deltas.numbers.items()},
            {k: number.reading for (k, _), number in self.activations.numbers.items()},
            {cell: number.reading for cell, number in self.gradient.numbers.items()},
            shown=(self.hearing, self.heard),
            colours=(look.colour("slope"), look.colour("a")),
            look=look,
        )


def _signed(reading: Reading, colour: str) -> Formula:
    return Formula("+{value}" if reading.value > 0 else "{value}", em=theme.LABEL, colour=colour, value=reading)
