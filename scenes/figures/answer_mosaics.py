"""What two networks answer to all examples, as greys, and between them what is desired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import RIGHT, Rectangle, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity, a, y
from core.passes.choices.two_starts import TwoStarts
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import straight
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT
from scenes.motion import ON_FILL
from scenes.type.formula import Label

_LEAST_CELL, _CELL, _OF_CELL = 0.12, 0.42, 0.86
"""From cell to cell, at least and at most; how much of that a cell takes."""


@final
class Mosaic(VGroup):
    """Greys in rows of outputs and columns of examples.

    Parameters
    ----------
    quantities : sequence of Quantity
        Of its rows.
    values : ndarray, shape (rows, columns)
    greys : Greys
    wanted : ndarray of bool, same shape
        Which cells are framed as desired.
    """

    def __init__(self, quantities: Sequence[Quantity], values: Array, greys: Greys, wanted: Array) -> None:
        self._quantities, self._greys, self.values = tuple(quantities), greys, values
        look = greys.look
        self.squares, self.signs, self._shape = [], [], values.shape
        for at in np.ndindex(values.shape):
            colour = look.colour("y") if wanted[at] else look.dimmed(look.colour("quiet"))
            width = theme.LINE_WIDTH if wanted[at] else theme.LINE_WIDTH / 2
            self.squares.append(Rectangle(color=colour, stroke_width=width))
            sign = VMobject(stroke_width=theme.LINE_WIDTH)
            setattr(sign, ON_FILL, True)
            self.signs.append(sign)
        # frames of what is desired lie over their neighbours
        order = sorted(range(len(self.squares)), key=lambda place: bool(wanted.ravel()[place]))
        super().__init__(*(self.squares[place] for place in order), *self.signs)
        self._side = 1.0
        self.show(values)

    def stand(self, centre: Array, pitch: float) -> None:
        """Stand about a place, so far from cell to cell."""
        rows, columns = self._shape
        self._side = _OF_CELL * pitch
        for (j, i), square in zip(np.ndindex(self._shape), self.squares, strict=True):
            square.stretch_to_fit_width(self._side).stretch_to_fit_height(self._side)
            square.move_to(centre + pitch * np.array([i - (columns - 1) / 2, (rows - 1) / 2 - j, 0.0]))
        self.show(self.values)

    def show(self, values: Array) -> None:
        """Show values, as bright as they are large, with a minus where they are negative."""
        self.values = values
        for (j, i), square, sign in zip(np.ndindex(self._shape), self.squares, self.signs, strict=True):
            value = float(values[j, i])
            colour = self._greys.fill(self._quantities[j], value)
            square.set_fill(colour, opacity=1)
            centre, half = square.get_center(), np.array([self._side / 4, 0.0, 0.0])
            sign.points = np.zeros((0, 3))
            if value < 0:
                sign.points = straight(np.array([centre - half, centre + half]))
                sign.set_stroke(self._greys.ink(colour))

    def measures(self) -> Iterator[Measure]:
        """Yield the grey of each cell."""
        for (j, i), square in zip(np.ndindex(self._shape), self.squares, strict=True):
            value, quantity = float(self.values[j, i]), self._quantities[j]
            drawn = self._greys.drawn_level(square.fill_rgbas[0][:3])
            yield Measure("grey", str(quantity), drawn, self._greys.level(quantity, value), value)


@final
class AnswerMosaics(VGroup):
    """The answers of A, what is desired, and the answers of B.

    Parameters
    ----------
    told : TwoStarts
    greys : Greys
    words : sequence of str
        What the three are called, and what the last is when it is A with two neurons exchanged.
    tall : bool
        Whether they stand below each other.

    Attributes
    ----------
    mosaics : tuple of Mosaic
    titles : list of Label
    copy_title : Label
    """

    def __init__(self, told: TwoStarts, greys: Greys, words: Sequence[str], *, tall: bool) -> None:
        self._told, self._tall, self._reached = told, tall, 0.0
        look = greys.look
        self._rows, self._columns = list(told.outputs), list(told.examples)
        depth = told.moment.network.depth
        desired = told.moment.examples.Y.T[np.ix_(self._rows, self._columns)]
        marked = desired == 1 if set(np.unique(desired)) <= {0.0, 1.0} else np.zeros(desired.shape, dtype=bool)
        outputs, targets = [a(depth, j) for j in self._rows], [y(j) for j in self._rows]
        self._kept = {seed: [self._answers(told.after(seed, mark)) for mark in told.marks] for seed in told.seeds}
        one, other = (Mosaic(outputs, self._kept[seed][0], greys, marked) for seed in told.seeds)
        self.mosaics = (one, Mosaic(targets, desired, greys, np.ones(desired.shape, dtype=bool)), other)
        colours = (look.colour("text"), look.colour("y"), look.colour("text"), look.colour("text"))
        *self.titles, self.copy_title = [Label(word, colour=c) for word, c in zip(words, colours, strict=True)]
        super().__init__(*self.mosaics, *self.titles, self.copy_title)
        least = self.least_size()
        self.fill(Box(0.0, 0.0, least.width, least.height))

    def least_size(self) -> Size:
        """Return the room in which cells are told apart."""
        rows, columns = len(self._rows), len(self._columns)
        width, height = columns * _LEAST_CELL, rows * _LEAST_CELL
        names = max(float(one.width) for one in (*self.titles, self.copy_title))
        if self._tall:
            return Size(names + NEAR + width, 3 * max(height, theme.LABEL) + 2 * NEAR)
        return Size(3 * width + 2 * APART, theme.LABEL + TIGHT + height)

    def fill(self, box: Box) -> None:
        """Stand in a box, with names below them, or at their left where they stand below each other."""
        rows, columns = len(self._rows), len(self._columns)
        if self._tall:
            names = max(float(one.width) for one in (*self.titles, self.copy_title))
            height = (box.height - 2 * NEAR) / 3
            pitch = min(_CELL, height / rows, (box.width - names - NEAR) / columns)
            pile = max(pitch * rows, theme.LABEL)
            top, whole = box.centre[1] + 1.5 * pile + NEAR, names + NEAR + pitch * columns
            left = box.centre[0] - whole / 2
            for place, mosaic in enumerate(self.mosaics):
                middle = top - (place + 0.5) * pile - place * NEAR
                mosaic.stand(np.array([left + names + NEAR + pitch * columns / 2, middle, 0.0]), pitch)
                self._titles(place, np.array([left + names, middle, 0.0]), edge=RIGHT)
        else:
            pane = (box.width - 2 * APART) / 3
            pitch = min(_CELL, (box.height - theme.LABEL - TIGHT) / rows, pane / columns)
            low = box.centre[1] - (pitch * rows + theme.LABEL + TIGHT) / 2
            for place, mosaic in enumerate(self.mosaics):
                x = box.left + (place + 0.5) * pane + place * APART
                mosaic.stand(np.array([x, low + theme.LABEL + TIGHT + pitch * rows / 2, 0.0]), pitch)
                self._titles(place, np.array([x, low + theme.LABEL / 2, 0.0]))
        self.at(self._reached)

    def at(self, reached: float) -> None:
        """Show the answers after so many steps, as far as networks are known."""
        self._reached = reached
        place = int(np.flatnonzero(np.array(self._told.marks) <= reached + 1e-9)[-1])
        for mosaic, seed in zip((self.mosaics[0], self.mosaics[2]), self._told.seeds, strict=True):
            mosaic.show(self._kept[seed][place])

    def show_copy(self) -> None:
        """Let the last one show the answers of A with two neurons exchanged."""
        self.mosaics[2].show(self._answers(self._told.at_copy(1.0)))

    @property
    def seen(self) -> list[Any]:
        """All but the name of the copy."""
        return [*self.mosaics, *self.titles]

    def measures(self) -> Iterator[Measure]:
        """Yield the grey of each cell."""
        for mosaic in self.mosaics:
            yield from mosaic.measures()

    def _titles(self, place: int, where: Array, edge: Array | None = None) -> None:
        for title in [self.titles[place], *([self.copy_title] if place == len(self.titles) - 1 else [])]:
            title.move_to(where, aligned_edge=np.zeros(3) if edge is None else edge)

    def _answers(self, moment: Moment) -> Array:
        depth = moment.network.depth
        return np.array([moment.values(a(depth, j))[self._columns] for j in self._rows])
