"""The slopes of all examples as one product: deltas, one column each, times activations, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, FadeOut, Mobject, VGroup

from core.algebra.batch_form import batch_form
from core.model.fact import EXAMPLES
from core.model.quantity import C, a, delta, slope, w
from core.notation.reading import Reading
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
from scenes.figures.batch_sizes import BatchSizes
from scenes.figures.greys import Greys
from scenes.figures.matrix import Cell
from scenes.figures.strip import Strip
from scenes.figures.strip_grid import StripGrid, lead
from scenes.layout.cells import NEAR, TIGHT, Cells, Column, Row
from scenes.motion import Showing, fly
from scenes.motion import show as see
from scenes.type.formula import Formula

_THICK = 0.13
_MET = 0.4
"""When in the time of its way a delta meets the activation by which it is multiplied."""


@final
class BatchProduct:
    """1/m Delta A^T = dC/dW, of the layer that is told of; its first example is framed, with its numbers.

    Parameters
    ----------
    told : WholeBatch
    sizes : BatchSizes
        What is drawn, and how large.
    greys : Greys

    Attributes
    ----------
    sizes : BatchSizes
    deltas, turned, gradient : StripGrid
    names : dict of str to Formula
        Of these three, by the names of these attributes.
    share, meets, makes : Formula
        What stands before the first, between two, and before the result.
    beside : dict of int to Formula
        The deltas of the framed example.
    above : dict of int to Formula
        Its activations.
    mean : Formula
        The slope that is told of.
    frames : VGroup
        Round the example's column and its row.
    framed : RoundedRectangle
        Round the cell that is told of.
    """

    def __init__(self, told: WholeBatch, sizes: BatchSizes, greys: Greys) -> None:
        self._told, self.sizes, self._look = told, sizes, greys.look
        assert told.layer is not None
        layer, moment, look = told.layer, told.moment, greys.look
        self._shown = sizes.examples
        rows, columns, examples = sizes.rows, sizes.columns, sizes.examples
        colour = look.colour("slope")
        self.deltas = StripGrid(
            moment,
            lambda j, _: delta(layer, j),
            rows,
            examples,
            sizes.deltas,
            largest=max(float(np.max(np.abs(moment.values(delta(layer, j))))) for j in rows.neurons),
            colour=colour,
            look=look,
            seen=lambda _, i: moment.of(i),
        )
        self.turned = StripGrid(
            moment,
            lambda _, k: a(layer - 1, k),
            examples,
            columns,
            sizes.turned,
            largest=1.0,
            colour=look.colour("a"),
            look=look,
            greys=greys,
            seen=lambda i, _: moment.of(i),
        )
        self._sums = {(j, k): told.sums(j, k) for j, k in product(rows.neurons, columns.neurons)}
        self.gradient = StripGrid(
            moment.averaged,
            lambda j, k: slope(C, w(layer, j, k)),
            rows,
            columns,
            sizes.gradient,
            largest=max(float(np.max(np.abs(one))) for one in self._sums.values()),
            colour=colour,
            look=look,
        )
        lines = batch_form(moment.network, layer, len(moment.examples), "columns")
        line = lines["dC_dw"]
        onward, before = line.parts[-2:]
        written = {"deltas": (onward, colour), "turned": (before, look.colour("a"))}
        written["gradient"] = (line.left, look.colour("text"))
        self.names = {name: Formula("{it}", em=theme.FORMULA, colour=ink, it=it) for name, (it, ink) in written.items()}
        self.share = Formula("1/{m}", em=theme.FORMULA, m=moment.count(EXAMPLES))
        self.meets, self.makes = (Formula(sign, em=theme.FORMULA) for sign in ("dot", "="))
        self.beside, self.above = sizes.beside, sizes.above
        self.mean = sizes.mean
        self._dress()

    @property
    def numbers(self) -> list[Formula]:
        """The numbers of the framed example."""
        return [*self.beside.values(), *self.above.values()]

    @property
    def told_of(self) -> tuple[Reading, Reading, Reading]:
        """The delta and the activation of the framed example at the cell that is told of, and the mean slope."""
        j, k = self._told.cell
        return self.beside[j].readings["it"], self.above[k].readings["it"], self.mean.readings["it"]

    def layout(self) -> Cells:
        """Return the three in one line, or below each other."""
        parts = {name: getattr(self, f"_{name}") for name in self.names}
        deltas, turned, gradient = (Column(self._head(name), part, gap=TIGHT) for name, part in parts.items())
        if self.sizes.is_wide:
            return Row(deltas, self.meets, turned, self.makes, gradient, gap=NEAR)
        lines = Row(deltas), Row(self.meets, turned), Row(self.makes, gradient)
        return Column(*lines, gap=NEAR)

    def at_last(self) -> list[Mobject]:
        """Return what is on the stage when all has been added up: the numbers of the first example are not."""
        grids = (self.deltas, self.turned, self.gradient)
        return [*grids, *self.names.values(), self.share, self.meets, self.makes, self.mean, self.framed]

    def lay(self, **kwargs: object) -> Animation:
        """Return the coming of names, signs and shapes."""
        shapes = [one.lay() for one in (self.deltas, self.turned, self.gradient)]
        written = (*self.names.values(), self.share, self.meets, self.makes)
        return AnimationGroup(*shapes, FadeIn(self.gradient.zeros, *written), **kwargs)

    def fill_up(self, **kwargs: object) -> Animation:
        """Return the coming of what is multiplied."""
        return AnimationGroup(self.deltas.fill_up(), self.turned.fill_up(), **kwargs)

    def frame_first(self, **kwargs: object) -> Animation:
        """Return the framing of the first example, with its numbers."""
        return FadeIn(self.frames, *self.numbers, **kwargs)

    def send(self, **kwargs: object) -> Animation:
        """Return how the first example's deltas go to its activations, and what they make into the result's cells."""
        moment, at, unit = self._told.moment.of(0), self._shown.neurons[0], self.deltas.unit
        ways = []
        for (j, k), quantity in self.gradient.quantities.items():
            strip = Strip(self._look.colour("slope"), _THICK)
            product_of_both, end = moment.value(quantity), self.gradient.unit * self._sums[j, k][1]
            places = self.deltas.begin((j, at)), self.turned.begin((at, k)), self.gradient.begin((j, k))
            lengths = unit * moment.value(delta(self._layer, j)), unit * product_of_both, end
            ways.append(_way(strip, places, lengths))
        growing = Showing(VGroup(*self.gradient.strips.values()), self._reach)
        if theme.is_calm():
            return AnimationGroup(growing, **kwargs)
        return AnimationGroup(AnimationGroup(*ways), growing, lag_ratio=0.9, **kwargs)

    def add_others(self, aside: float, **kwargs: object) -> Animation:
        """Return how one example after another is framed, and adds its share; numbers are of the first, and go.

        Meanwhile all goes so far to the right, or to the left, as a part of its way for each part of the time.
        """
        last, start = len(self._told.moment.examples) - 1, self.deltas.panel.get_x()
        whole = VGroup(*self.at_last(), self.frames)

        def show(part: float) -> None:
            reached = 1 + part * last
            framed = min(int(reached), last)
            whole.shift((start + part * aside - self.deltas.panel.get_x()) * RIGHT)
            self.deltas.show(1.0)
            self._stand_at(framed)
            for number in self.numbers:
                see(number, float(not part))
            self._reach(reached)

        seen = [one for one in whole if one not in {self.mean, self.framed}]  # these two come at last
        return Showing(VGroup(*seen, *self.numbers), show, rate_func=lambda part: part, **kwargs)

    def tell_mean(self, **kwargs: object) -> Animation:
        """Return the coming of the slope that is told of, out of its cell; it is that of all examples, so frames go."""
        return AnimationGroup(FadeOut(self.frames), FadeIn(self.framed), fly(self.mean, self.framed), **kwargs)

    def empty(self, **kwargs: object) -> Animation:
        """Return the going of all but names and shapes."""
        held = [*self.deltas.strips.values(), *self.turned.fills.values(), *self.gradient.strips.values()]
        signs = (self.share, self.mean, self.framed)
        dots = [one.dots for one in (self.deltas, self.turned, self.gradient)]
        return FadeOut(*held, self.deltas.zeros, self.gradient.zeros, *signs, *dots, **kwargs)

    def by_name(self) -> dict[str, Any]:
        """Return its parts by what they are called."""
        grids = {"deltas": self.deltas, "turned": self.turned, "gradient": self.gradient}
        drawn: dict[str, Any] = {name: {"cells": one.cells, "panel": one.panel} for name, one in grids.items()}
        drawn |= {"zeros": [one.zeros for one in grids.values()], "dots": [one.dots for one in grids.values()]}
        written = {"names": self.names, "beside": self.beside, "above": self.above}
        signs = {"share": self.share, "meets": self.meets, "makes": self.makes, "mean": self.mean}
        return drawn | written | signs | {"frames": [*self.frames], "framed": self.framed}

    @property
    def _layer(self) -> int:
        assert self._told.layer is not None
        return self._told.layer

    def _head(self, name: str) -> Cells:
        """Return what stands over a grid: its name, and before the first one's the share of each example."""
        return Row(self.share if name == "deltas" else None, self.names[name], gap=TIGHT)

    def _reach(self, reached: float) -> None:
        """Let the result be what so many examples have added up to."""
        for cell, sums in self._sums.items():
            self.gradient.let(cell, float(np.interp(reached, np.arange(len(sums)), sums)))

    def _stand_at(self, example: int) -> None:
        """Frame an example, or where it is not drawn, the last one before it that is."""
        at = max(one for one in self._shown.neurons if one <= example)
        for frame, (grid, cells) in zip(self.frames, self._cells_of(at), strict=True):
            places = [grid.place(cell) for cell in cells]
            frame.move_to((np.min(places, axis=0) + np.max(places, axis=0)) / 2)

    def _cells_of(self, example: int) -> Iterator[tuple[StripGrid, list[Cell]]]:
        yield self.deltas, [cell for cell in self.deltas.quantities if cell[1] == example]
        yield self.turned, [cell for cell in self.turned.quantities if cell[0] == example]

    def _dress(self) -> None:
        """Put numbers and frames where they belong, so that they go where their grids go."""
        first = self._shown.neurons[0]
        self.frames = VGroup(*(grid.frame(*cells) for grid, cells in self._cells_of(first)))
        self.framed = self.gradient.frame(self._told.cell)
        edge = self.deltas.panel.get_left()[0] - TIGHT
        for j, number in self.beside.items():
            number.next_to(np.array([edge, self.deltas.place((j, first))[1], 0.0]), LEFT, buff=0.0)
        top = self.turned.panel.get_top()[1] + TIGHT
        for k, number in self.above.items():
            number.next_to(np.array([self.turned.place((first, k))[0], top, 0.0]), UP, buff=0.0)
        self._deltas = VGroup(self.deltas, *self.beside.values(), self.frames[0])
        self._turned = VGroup(self.turned, *self.above.values(), self.frames[1])
        below = np.array([self.framed.get_x(), self.gradient.panel.get_bottom()[1] - TIGHT, 0.0])
        self.mean.next_to(below, DOWN, buff=0.0)
        self._gradient = VGroup(self.gradient, self.framed, self.mean)


def _way(strip: Strip, places: tuple[Any, ...], lengths: tuple[float, ...]) -> Animation:
    """Return the way of a strip over three places, as long as said at each."""

    def show(share: float) -> None:
        leg = 0 if share < _MET else 1
        part = share / _MET if share < _MET else (share - _MET) / (1 - _MET)
        foot = places[leg] + part * (places[leg + 1] - places[leg])
        lead(strip, foot, lengths[leg] + part * (lengths[leg + 1] - lengths[leg]))

    return Showing(strip, show, remover=True)
