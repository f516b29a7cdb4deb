"""Examples side by side in every layer: a mosaic of activations each, whose columns are examples."""

from __future__ import annotations

from itertools import product
from typing import Any, final

import numpy as np
from manim import LEFT, UP, Animation, AnimationGroup, FadeIn, LaggedStart, VGroup, linear

from core.algebra.batch_form import batch_form
from core.algebra.matrices import BatchMatrix
from core.model.quantity import a
from core.passes.choices.crowds import Shown
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
from scenes.figures.batch_sizes import SMALLER
from scenes.figures.greys import Greys
from scenes.figures.named_number import NamedNumber
from scenes.figures.network import Network
from scenes.figures.strip_grid import StripGrid
from scenes.layout.box import Size
from scenes.layout.cells import APART, NEAR, TIGHT, Cells, Column, Grid
from scenes.layout.frame import Frame
from scenes.motion import Showing, fly
from scenes.type.formula import Formula

_EXAMPLES, _NEURONS, _LAYERS = (24, 12, 8, 6, 4, 2), (8, 6, 5, 4, 3, 2), (9, 5, 4, 3, 2)
"""Drawn at most; the first for which there is room."""
_LEAST, _MOST, _INSET, _LOW = 0.2, 0.9, 0.2, 0.5
"""Of a cell; around all cells of a mosaic; and how high a mosaic's name is."""
_TAG = 0.9
_ACROSS, _DOWN = 0.56, 0.6
"""Of the stage, beside the network or below it."""


@final
class BatchMosaics:
    """A = sigma(Z), Z = W A + b, of all layers for all examples.

    Parameters
    ----------
    told : WholeBatch
    frame : Frame
    greys : Greys
    tag : NamedNumber
        Which example the first column is.
    smaller : int
        So many sizes smaller than there is room for are its cells, 0 to 3.

    Attributes
    ----------
    layers : list of int
        Those that are drawn, from the inputs on.
    grids : dict of int to StripGrid
    names, makers : dict of int to Formula
        A of each layer; W of each layer but the inputs.
    rings : dict of int to RoundedRectangle
        Round the column of the first example.
    gap : Formula or None
        Where layers are left out.
    """

    def __init__(self, told: WholeBatch, frame: Frame, greys: Greys, tag: NamedNumber, smaller: int = 0) -> None:
        self._told, self.tag, look = told, tag, greys.look
        network, moment = told.moment.network, told.moment
        self.names, self.makers = {}, {}
        for layer in range(1, network.depth + 1):
            W, heard = batch_form(network, layer, len(moment.examples), "columns")["z"].parts[:2]
            self.makers[layer] = Formula("{it}", em=theme.FORMULA, colour=look.colour("w"), it=W)
            self.names[layer - 1] = Formula("{it}", em=theme.FORMULA, colour=look.colour("a"), it=heard)
        self.names[network.depth] = self._last(look)
        shown, examples, side, self._apart = self._fitting(_pane(frame), SMALLER[smaller])
        self.layers, self._examples = [*shown], examples
        self.grids = {
            layer: StripGrid(
                moment,
                lambda k, _, layer=layer: a(layer, k),
                rows,
                examples,
                Size(side, side),
                largest=1.0,
                colour=look.colour("a"),
                look=look,
                greys=greys,
                seen=lambda _, i: moment.of(i),
            )
            for layer, rows in shown.items()
        }
        first = examples.neurons[0]
        self.rings = {
            layer: grid.frame(*(cell for cell in grid.quantities if cell[1] == first))
            for layer, grid in self.grids.items()
        }
        tag.next_to(self.grids[0].panel, UP, buff=TIGHT, aligned_edge=LEFT)
        self._framed = {layer: VGroup(self.grids[layer], self.rings[layer]) for layer in self.layers}
        self._framed[0].add(tag)
        left_out = len(self.layers) <= network.depth
        self.gap = Formula("dots.v", em=theme.LABEL, colour=look.colour("quiet")) if left_out else None

    def layout(self) -> Cells:
        """Return the mosaics below each other, each between its name and what makes it."""
        rows: list[Any] = []
        for layer in self.layers:
            if self.gap is not None and layer == self.layers[-1]:
                rows.append((None, self.gap, None))
            rows.append((self.names[layer], self._framed[layer], self.makers.get(layer)))
        return Column(Grid(*rows, gap=NEAR, row_gap=self._apart))

    def take(self, network: Network, **kwargs: object) -> Animation:
        """Return the way of each example's inputs from their neurons to a column."""
        grid = self.grids[0]
        ways = []
        for i in self._examples.neurons:
            cells = [cell for cell in grid.quantities if cell[1] == i]
            ways.append(AnimationGroup(*(fly(grid.fills[cell], _source(network, 0, cell[0])) for cell in cells)))
        return LaggedStart(*ways, lag_ratio=0.5, **kwargs)

    def lay(self, **kwargs: object) -> Animation:
        """Return the coming of all shapes and names."""
        gap = [self.gap] if self.gap is not None else []
        names = (self.names[layer] for layer in self.layers)
        return AnimationGroup(*(grid.lay() for grid in self.grids.values()), FadeIn(*names, *gap), **kwargs)

    def run(self, layer: int, **kwargs: object) -> Animation:
        """Return how the weights of a layer slide along, and leave its columns behind."""
        grid, maker = self.grids[layer], self.makers[layer]
        columns = [[grid.fills[cell] for cell in grid.quantities if cell[1] == i] for i in self._examples.neurons]
        if theme.is_calm():
            return AnimationGroup(FadeIn(maker), grid.fill_up(), **kwargs)
        end = maker.get_center()
        start = np.array([grid.panel.get_left()[0] + maker.width / 2, end[1], 0.0])
        way = Showing(maker, lambda share: maker.move_to(start + share * (end - start)), rate_func=linear)
        coming = LaggedStart(*(FadeIn(*one) for one in columns), lag_ratio=0.7, rate_func=linear)
        coming.run_time = way.run_time
        return AnimationGroup(coming, way, **kwargs)

    def compare(self, network: Network, **kwargs: object) -> Animation:
        """Return how each layer's neurons frame the column that they are."""
        ways = [fly(self.rings[layer], _source(network, layer, None)) for layer in self.layers]
        return LaggedStart(*ways, lag_ratio=0.5, **kwargs)

    def at_first(self) -> list[Any]:
        """Return what is seen before anything has run forward."""
        shapes = [grid.panel for grid in self.grids.values()]
        return [*shapes, *(self.names[layer] for layer in self.layers), *self.grids[0].cells, self.tag]

    def by_name(self) -> dict[str, Any]:
        """Return its parts by what they are called."""
        grids = self.grids.values()
        drawn = {"cells": [one.cells for one in grids], "panels": [one.panel for one in grids]}
        drawn |= {"dots": [one.dots for one in grids], "rings": [*self.rings.values()]}
        return drawn | {"names": self.names, "makers": self.makers, "tag": self.tag, "gap": self.gap}

    def on_stage(self) -> list[Any]:
        """Return all that is seen at the end."""
        gap = [self.gap] if self.gap is not None else []
        names = (own[layer] for own in (self.names, self.makers) for layer in self.layers if layer in own)
        return [*self._framed.values(), *names, *gap]

    def _last(self, look: theme.Theme) -> Formula:
        network, count = self._told.moment.network, len(self._told.moment.examples)
        it = BatchMatrix("A", network.depth, network.widths[-1], count, "columns")
        return Formula("{it}", em=theme.FORMULA, colour=look.colour("a"), it=it)

    def _fitting(self, room: Size, part: float) -> tuple[dict[int, Shown], Shown, float, float]:
        """Return what is drawn of which layers, which examples, and how large cells are, and how far apart mosaics."""
        depth = self._told.moment.network.depth
        sides = (
            max(float(one.width) for one in self.names.values()),
            max(float(one.width) for one in self.makers.values()),
        )
        for layers, most, count in product(_LAYERS, _EXAMPLES, _NEURONS):
            drawn = [*range(min(layers - 1, depth)), depth]
            shown = {layer: self._told.neurons(layer, count) for layer in drawn}
            examples = self._told.examples(most)
            across = (room.width - sum(sides) - 2 * NEAR - _INSET) / len(examples.groups)
            gaps = len(drawn) * (_INSET + TIGHT) + _TAG + (_LOW if len(drawn) <= depth else 0.0)
            rows = [len(one.groups) for one in shown.values()]
            low = sum(max(0.0, _LOW - _INSET - _LEAST * one) for one in rows)
            side = min(across, (room.height - gaps - low) / sum(rows), _MOST)
            if side >= _LEAST:
                break
        side = max(part * side, min(side, _LEAST))
        taken = sum(max(_LOW, side * one + _INSET) for one in rows) + _TAG
        return shown, examples, side, min(APART, max(TIGHT, (room.height - taken) / len(rows)))


def _pane(frame: Frame) -> Size:
    """Return the room of the mosaics beside the network, or below it."""
    room = frame.stage.size
    return Size(_ACROSS * room.width, room.height) if frame.is_wide else Size(room.width, _DOWN * room.height)


def _source(network: Network, layer: int, k: int | None) -> Any:
    """Return a neuron's disc, or where it is not drawn, what is of its layer."""
    if (layer, k) in network.discs:
        return network.discs[layer, k].face
    return VGroup(*(disc.face for disc in network.column(layer))) if layer in network.layers else network
