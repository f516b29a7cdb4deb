"""The edges between two layers, and the matrix into which they turn: one cell for each edge."""

from __future__ import annotations

from itertools import product
from typing import final

import numpy as np
from manim import (
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    Create,
    DashedVMobject,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Line,
    Mobject,
    VGroup,
)

from core.model.arrays import Array
from core.model.fact import neuron_number
from core.model.quantity import a, w
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.back_light import soon
from scenes.figures.clear_arc import past_type_from, round_about
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.matrix import Matrix, count_of
from scenes.figures.network import HOME
from scenes.figures.pill import Pill
from scenes.figures.pulse import pulse
from scenes.layout.box import Box, Size
from scenes.motion import Light
from scenes.type.formula import Formula

_OFF = 0.2
"""From a neuron to the letter at its layer: the ring that points at it has room."""
_IN = 1.6
"""From the matrix's left to the middles of the neurons k before they rise, in their radius, at most."""
_DASHES, _ARC = 24, PI / 3
_AFTER = 0.7
"""When the neuron is reached, in the time of the row's lighting."""


@final
class EdgeMatrix(VGroup):
    """Neurons k in a column at the left, neurons j at the right, and all edges between them; then their matrix.

    The neurons j stand beside the rows from the first. The neurons k rise and stand above the columns; after that
    the edges can turn into strips, row by row.

    Parameters
    ----------
    moment : Moment
    layer : int
        Into which the edges lead.
    shown : tuple of Shown
        Which neurons j are drawn, and which neurons k.
    told : tuple of int
        The j and the k of the edge that has its value at its middle.
    greys : Greys

    Attributes
    ----------
    listeners, speakers : dict of int to Disc
        Each with its name inside.
    edges : dict
        (j, k) -> Line.
    matrix : Matrix
    pill : Pill
        The value at the middle of the edge that is told.
    j, k : Formula
        The letters at the neurons.
    tops : list of ndarray
        Where neurons k have risen to.
    ghosts : VGroup
        Where the neurons k have been.
    wire : Line
        From the told row to its neuron j.
    frame : RoundedRectangle
        Round the told cell.
    row_ground, column_ground : Rectangle
        Behind the row and the column of the told cell.
    """

    def __init__(
        self,
        moment: Moment,
        layer: int,
        shown: tuple[Shown, Shown],
        told: tuple[int, int],
        greys: Greys,
    ) -> None:
        look, self._told, self._risen = greys.look, told, False
        listening, heard = self._listening, self._heard = shown
        self.listeners, self.speakers = (
            {index: Disc(moment, a(at, index), greys, HOME.radius) for index in shown.neurons}
            for at, shown in ((layer, listening), (layer - 1, heard))
        )
        for at, discs in ((layer, self.listeners), (layer - 1, self.speakers)):
            for index, disc in discs.items():
                disc.hold(Formula("a_{j}", em=theme.LABEL, j=moment.count(neuron_number(at, index))))
        self.matrix = Matrix(
            moment,
            lambda j, k: w(layer, j, k),
            listening,
            heard,
            look,
            row_heads=self.listeners,
            column_heads=self.speakers,
        )
        self._colour, quiet = look.colour("w"), look.colour("quiet")
        colour = look.dimmed(self._colour, theme.PALE)
        ends = product(self.listeners, self.speakers)
        self.edges = {end: Line(color=colour, stroke_width=theme.LINE_WIDTH) for end in ends}
        self.lit = Line(color=self._colour, stroke_width=theme.BOLD_LINE)
        self.j, self.k = (Formula(letter, em=theme.HERO) for letter in "jk")
        self.pill = Pill("", w(layer, *told), moment, look, reading=self.matrix.numbers[told].reading)
        self.cut = VGroup(*([count_of(len(heard.hidden), quiet, down=True)] if heard.hidden else []))
        self.ghosts = VGroup(
            *(
                DashedVMobject(Circle(radius=HOME.radius, color=quiet, stroke_width=theme.LINE_WIDTH), _DASHES)
                for _ in heard.neurons
            )
        )
        self.wire = Line(color=self._colour, stroke_width=theme.BOLD_LINE)
        self.row_ground, self.column_ground = (
            self.matrix.ground(**one) for one in ({"row": told[0]}, {"column": told[1]})
        )
        self.frame = self.matrix.frame(*told)
        super().__init__(
            VGroup(self.row_ground, self.column_ground),
            VGroup(*self.edges.values(), self.lit, self.wire),
            self.ghosts,
            self.matrix,
            self.frame,
            self.cut,
            VGroup(self.j, self.k),
            self.pill,
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room of the matrix, with a letter at the left of its column heads."""
        least = self.matrix.least_size()
        return Size(least.width + self.k.width + _OFF, least.height)

    def most_size(self) -> Size:
        """Return the width of the matrix with cells as wide as they may be, and of the letter, at any height."""
        most = self.matrix.most_size()
        return Size(most.width + self.k.width + _OFF, most.height)

    def fill(self, box: Box) -> None:
        """Fill a box with the matrix and, where they have not risen, the neurons k at its left."""
        self.matrix.fill(Box(box.left + self.k.width + _OFF, box.bottom, box.right, box.top))
        body = Box.around(self.matrix.brackets)
        first = next(iter(self.listeners.values()))
        self.j.move_to(first.centre + (first.radius + _OFF + self.j.height / 2) * UP)
        self.tops = [disc.centre for disc in self.speakers.values()]
        places = self._column(box, body)
        for ghost, place in zip(self.ghosts, places, strict=True):
            ghost.scale_to_fit_width(2 * first.radius).move_to(place)
        if not self._risen:
            for disc, place in zip(self.speakers.values(), places, strict=True):
                disc.stand(place, first.radius)
        above = places[0] + (first.radius + _OFF + self.k.height / 2) * UP
        self.k.move_to(self._beside_heads(first.radius) if self._risen else above)
        self._draw_edges(places, first.radius)
        end = self.listeners[self._told[0]].centre
        self.wire.put_start_and_end_on(np.array([body.right, end[1], 0.0]), end - first.radius * RIGHT)
        self.row_ground.become(self.matrix.ground(row=self._told[0]))
        self.column_ground.become(self.matrix.ground(column=self._told[1]))
        self.frame.become(self.matrix.frame(*self._told))

    @property
    def signs(self) -> VGroup:
        """What stands at the columns before the matrix: letters, and how many neurons are not drawn."""
        rows = self.matrix.counts[: 1 if self._listening.hidden else 0]
        return VGroup(self.j, self.k, self.cut, *rows)

    def light_edge(self) -> Animation:
        """Return the lighting of the edge that is told, in the direction of travel."""
        return Create(self.lit)

    def send(self, written: VGroup, source: Mobject, *past: Mobject, room: Box) -> Animation:
        """Return the way of something written out of a neuron or a pill, past all type; calm: in its own place.

        Parameters
        ----------
        written : VGroup
            In its place already.
        source, *past : Mobject
            Whence it comes, and what is written beside the figure.
        room : Box
        """
        discs = [disc.symbol for disc in (*self.listeners.values(), *self.speakers.values()) if disc.symbol]
        numbers = [number[1:] for number in self.matrix.numbers.values()] if self._risen else []
        taken = [Box.around(one) for one in (*discs, self.j, self.k, *self.cut, *self.matrix.counts, *numbers, *past)]
        if isinstance(source, Disc):  # beside the name that it holds
            starts = round_about(source.centre, source.radius, written)
        else:
            starts = [source.get_bottom(), source.get_top(), source.get_center()]
        return past_type_from(starts, written, taken, room)

    def rise(self) -> Animation:
        """Return the way of the neurons k from their column to the row above the matrix, on arcs."""
        self._risen = True
        arc = 0.0 if theme.now().calm else -_ARC
        ways = [
            disc.animate(path_arc=arc).stand(top, disc.radius)
            for disc, top in zip(self.speakers.values(), self.tops, strict=True)
        ]
        letter = self.k.animate(path_arc=arc).move_to(self._beside_heads(next(iter(self.speakers.values())).radius))
        gone = [FadeOut(self.cut, rate_func=soon)] if self._heard.hidden else []
        return AnimationGroup(FadeIn(self.ghosts), *ways, letter, *gone)

    def turn(self, row: int) -> Animation:
        """Return the turning of the edges into a row of the matrix; calm: they go, and the cells come."""
        own = {cell: edge for cell, edge in self.edges.items() if cell[0] == row}
        told = [own[self._told]] if self._told in own else []
        if told:
            own[self._told] = self.lit
        leaving = [*told, *(self.ghosts if row == next(iter(self.listeners)) else ())]
        if theme.now().calm:
            matrix = self.matrix
            coming = [part for cell in own for part in (matrix.strips[cell], matrix.zeros[cell], matrix.numbers[cell])]
            return AnimationGroup(FadeOut(*own.values(), *leaving), FadeIn(*coming))
        return AnimationGroup(*map(FadeOut, leaving), self.matrix.turn(own, row))

    def close(self) -> Animation:
        """Return the closing of the brackets."""
        return self.matrix.close()

    def read_row(self) -> Animation:
        """Return the lighting of the told row by a pulse, towards its neuron j."""
        row, _ = self._told
        light = AnimationGroup(GrowFromEdge(self.row_ground, LEFT), self.matrix.light(row=row), self.pulse())
        return AnimationGroup(light, Create(self.wire), lag_ratio=_AFTER)

    def pulse(self) -> Animation:
        """Return a pulse that runs along the told row into its neuron j."""
        start = np.array([Box.around(self.matrix.brackets).left, *self.wire.get_start()[1:]])
        return pulse([Line(start, self.wire.get_end())], self._colour)

    def read_column(self) -> Animation:
        """Return the lighting of the told column by a pulse, from its neuron k downward; the row is left."""
        _, column = self._told
        leaving = FadeOut(self.row_ground, self.wire)
        coming = GrowFromEdge(self.column_ground, UP), self.matrix.light(column=column), self.pulse_down()
        return AnimationGroup(leaving, *coming)

    def pulse_down(self) -> Animation:
        """Return a pulse that runs down the told column on both its sides."""
        box = self.matrix.box(column=self._told[1])
        sides = (np.array([[x, box.top, 0.0], [x, box.bottom, 0.0]]) for x in (box.left, box.right))
        return pulse([Line(*side) for side in sides], self._colour)

    def read_both(self) -> Animation:
        """Return the lighting of the row beside the column that is lit."""
        row, column = self._told
        coming = FadeIn(self.row_ground, self.wire)
        return AnimationGroup(coming, self.matrix.light(row=row, column=column))

    def light_all(self) -> Animation:
        """Return the lighting of all cells; the grounds of row and column stay."""
        return Light(*self.matrix.parts_of())

    def _column(self, box: Box, body: Box) -> list[Array]:
        """Return where the neurons k stand before they rise, shape (3,) each.

        Their column is level with the middle of the rows, but where they would touch each other: there it takes all
        of the height.
        """
        shown, middle = self._heard, body.centre[1]
        rows: list[int | None] = list(shown.neurons)
        if shown.after is not None:
            rows.insert(shown.after, None)
        above = box.top - self.k.height - _OFF - middle
        pitch = min(HOME.pitch, 2 * min(above, middle - box.bottom) / len(rows))
        radius = next(iter(self.listeners.values())).radius
        if pitch < 2 * radius + _OFF:
            height = middle + above - box.bottom
            pitch = min(HOME.pitch, height / len(rows))
            half = pitch * len(rows) / 2
            middle = min(max(middle, box.bottom + half), box.bottom + height - half)
        x = min(body.left + _IN * radius, self.matrix.box(column=next(iter(self.speakers))).centre[0])
        found = []
        for place, k in enumerate(rows):
            where = np.array([x, middle - (place - (len(rows) - 1) / 2) * pitch, 0.0])
            if k is None:
                self.cut.move_to(where + max(0.0, self.cut.width / 2 - radius) * RIGHT)
            else:
                found.append(where)
        return found

    def _draw_edges(self, places: list[Array], radius: float) -> None:
        starts = dict(zip(self.speakers, places, strict=True))
        for (j, k), edge in self.edges.items():
            start, end = starts[k], self.listeners[j].centre
            along = (end - start) / np.linalg.norm(end - start) * radius
            edge.put_start_and_end_on(start + along, end - along)
        told = self.edges[self._told]
        self.lit.put_start_and_end_on(told.get_start(), told.get_end())
        self.pill.move_to(told.get_center())

    def _beside_heads(self, radius: float) -> Array:
        beside: Array = self.tops[0] - (radius + _OFF + self.k.width / 2) * RIGHT
        return beside
