"""Where a weight's two subscripts come from, and why the end of an edge is named first."""

from __future__ import annotations

from math import atan2, hypot

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Rectangle,
    Succession,
    VGroup,
    VMobject,
)
from sympy import Integer

from core.algebra.index_form import J, K
from core.algebra.indexed import LayerSymbol, indexed
from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.quantity import a, w
from core.notation.reading import Reading
from scenes import theme
from scenes.components.matrix import Matrix
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.wide_layers import shown_in
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_LAYOUTS = ((6, 6.8, 6.5, 3), (5, 6.8, 6.5, 3), (4, 6.8, 6.5, 3), (3, 6.8, 6.5, 3), (3, 4.0, 8.0, 2))
"""Neurons shown at most, width of the network, room for the matrix and its digits; the first that fits is taken."""


class WeightIndices(Lesson):
    """w_jk leads to j from k; row j of the matrix holds what neuron j listens to."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the last two layers at the left; one weight's name and the matrix at the right."""
        super().setup()
        self.last = self.moment.network.depth
        self.w = self.story.telling_weight
        self.j, self.k = self.w.neurons
        keep = [a(self.last, self.j), a(self.last - 1, self.k)]
        for most, width, room, digits in _LAYOUTS:
            self.diagram = NetworkDiagram(self.moment, width=width, height=5.2, most=most, keep=keep, deepest=2)
            self.diagram.counts_aside()
            self.matrix = self._matrix(digits)
            if self.matrix.width <= room:
                break
        self.tags = {layer: self._tags(layer) for layer in (self.last - 1, self.last)}
        self.layers = VGroup(*(self._layer_label(layer) for layer in self.tags))
        self.diagram.ellipsis.shift(LEFT * 0.5)
        picture = VGroup(self.diagram, self.layers, *self.tags[self.last].values(), *self.tags[self.last - 1].values())
        picture.move_to(UP * 0.35).align_to(RIGHT * theme.LEFT, LEFT)
        self.edge = self.diagram.edges[self.last, self.j, self.k]
        self.matrix.move_to(RIGHT * (theme.RIGHT - room / 2) + DOWN * 0.6)
        for em in (theme.HERO, theme.FORMULA, theme.TEXT):
            self.general, self.name = self._names(em)
            names = VGroup(self.general, self.name).arrange(RIGHT, buff=0.9).move_to([self.matrix.get_x(), 3.0, 0])
            names.shift(LEFT * max(0.0, names.get_right()[0] - theme.RIGHT))
            names.shift(RIGHT * max(0.0, picture.get_right()[0] + 0.3 - names.get_left()[0]))
            if names.get_right()[0] <= theme.RIGHT:
                break
        self.title = self._title()
        self.rim = self._frame()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.take_one_edge()
        self.name_its_weight()
        self.slide_into_a_row()
        self.fill_the_rows()
        self.look_down_a_column()
        self.find_the_weight()

    @beat("Take one edge: it leads from neuron {k} of layer {before} to neuron {j} of layer {last}. Its weight is {w}.")
    def take_one_edge(self) -> None:
        """One edge stays lit; the numbers of its two ends come."""
        others = [edge for edge in self.diagram.edges.values() if edge is not self.edge]
        self.play(FadeIn(self.diagram, self.layers), run_time=theme.MOVE)
        if others:
            self.play(Dim(VGroup(*others), 0.2), run_time=theme.QUICK)
        ends = self.tags[self.last - 1][self.k], self.tags[self.last][self.j]
        self.play(LaggedStart(*map(FadeIn, ends), lag_ratio=0.6), run_time=theme.MOVE)
        self.play(fly(self.name["value"], self.edge), run_time=theme.MOVE)

    @beat("Its name has two subscripts: first where the edge ends, j = {j}, then where it begins, k = {k}.")
    def name_its_weight(self) -> None:
        """The two subscripts come from the edge's two ends, the end first."""
        self.play(
            *(FadeIn(line[name]) for line in (self.name, self.general) for name in ("w", "layer")), run_time=theme.MOVE
        )
        for name, layer, neuron in (("j", self.last, self.j), ("k", self.last - 1, self.k)):
            tag = self.tags[layer][neuron]
            self.play(fly(self.name[name], tag), fly(self.general[name], tag), run_time=theme.MOVE)
        self.play(FadeIn(self.name["comma"], self.name["eq"]), run_time=theme.QUICK)

    @beat("All that neuron {j} hears comes in along {heard}. {weights} row {j} of a table.")
    def slide_into_a_row(self) -> None:
        """The edges into one neuron slide into its row."""
        rest = [tag for tag in self.tags[self.last - 1].values() if tag is not self.tags[self.last - 1][self.k]]
        self.play(
            FadeIn(self.matrix.brackets, self.title),
            self._light(self.diagram.edges_into(self.last, self.j), but=[self.edge]),
            *map(FadeIn, rest),
            run_time=theme.MOVE,
        )
        self.play(self._slide(self.j), FadeIn(self.matrix.row_labels[self.j]), run_time=theme.SLOW)

    @beat("{others}: {shape}.")
    def fill_the_rows(self) -> None:
        """The other rows follow, then the numbers of the columns."""
        others = [j for j in self.matrix.row_labels if j != self.j]
        pace = max(0.5, min(theme.MOVE, 4.0 / max(1, len(others))))
        self.play(self._light(self.diagram.edges_into(self.last, self.j), out=True), run_time=theme.QUICK)
        for j in others:
            into = self.diagram.edges_into(self.last, j)
            self.play(FadeIn(self.tags[self.last][j]), self._light(into), run_time=0.4)
            self.play(self._slide(j), FadeIn(self.matrix.row_labels[j]), run_time=pace)
            self.play(self._light(into, out=True), run_time=0.4)
        self.play(FadeIn(self.matrix.dots), FadeIn(VGroup(*self.matrix.column_labels.values())), run_time=theme.QUICK)

    @beat("Read downwards, it tells the other side: column {k} holds the weights of all edges that leave neuron {k}.")
    def look_down_a_column(self) -> None:
        """The edges from one neuron and its column are lit together."""
        others = [cell for (_, k), cell in self.matrix.cells.items() if k != self.k]
        self.play(
            self._light(self.diagram.edges_from(self.last - 1, self.k)),
            *([Dim(VGroup(*others))] if others else []),
            run_time=theme.MOVE,
        )

    @beat("Where row {j} meets column {k} stands {name}: row before column, so the end before the beginning.")
    def find_the_weight(self) -> None:
        """The one edge and its place in the matrix stay lit."""
        leaving = self.diagram.edges_from(self.last - 1, self.k)
        others = [edge for edge in leaving if edge is not self.edge]
        row = [cell for (j, k), cell in self.matrix.cells.items() if j == self.j and k != self.k]
        rest = [cell for (j, k), cell in self.matrix.cells.items() if k == self.k and j != self.j]
        changes = [(others, 0.2), (row, 1 / theme.DIM), (rest, 1.0)]
        if moves := [Dim(VGroup(*group), factor) for group, factor in changes if group]:
            self.play(*moves, run_time=theme.MOVE)
        self.play(FadeIn(self.rim), run_time=theme.QUICK)

    def _light(self, edges: VGroup, *, but: list = (), out: bool = False) -> Animation:  # type: ignore[assignment]
        """Return the lighting of dimmed edges, or their dimming."""
        chosen = [edge for edge in edges if edge not in but]
        return Dim(VGroup(*chosen), 0.2 if out else 5.0) if chosen else AnimationGroup(FadeIn(VGroup()))

    def _slide(self, j: int) -> Animation:
        """Return the way of the edges into a neuron to their places in its row."""
        slides = []
        for (to, k), cell in self.matrix.cells.items():
            if to != j:
                continue
            slides.append(
                FadeIn(cell) if theme.is_calm() else self._slide_one(self.diagram.edges[self.last, j, k], cell)
            )
        return LaggedStart(*slides, lag_ratio=0.3)

    @staticmethod
    def _slide_one(edge: VMobject, cell: ReadOut) -> Animation:
        """Return an edge's copy turning level on its way to its place, where its weight takes over."""
        copy = edge.copy()
        x, y, _ = edge.get_end() - edge.get_start()
        level = copy.animate.rotate(-atan2(y, x)).scale(cell.width / hypot(x, y)).move_to(cell)
        return Succession(level.build(), AnimationGroup(FadeOut(copy, run_time=0.3), FadeIn(cell, run_time=0.3)))

    def _tags(self, layer: int) -> dict[int, Label]:
        """Return the neurons' numbers, on the side without edges."""
        side = LEFT if layer < self.last else RIGHT
        tags = {}
        for j in (one for one in shown_in(self.diagram, layer) if one is not None):
            tags[j] = Label(str(j), colour=theme.colour("text"))
            tags[j].next_to(self.diagram.neurons[layer, j], side, buff=0.2)
        return tags

    def _layer_label(self, layer: int) -> Label:
        label = Label(f"layer {layer}").next_to(self.diagram, DOWN, buff=0.3)
        return label.set_x(self.diagram.column(layer).get_x())

    def _names(self, em: float) -> tuple[Formula, Formula]:
        """Return w_jk, and the chosen weight by number with its value."""
        w_jk = indexed("w", self.last, J, K)
        general = Formula("{it}", em=em, it=w_jk, apart={w_jk: 0.0})
        parts = {"it": self.w, "eq": "=", "value": self.moment.read(self.w)}
        name = Formula("{it} {eq} {value}", em=em, apart={self.w: 0.0}, colour=theme.colour("w"), **parts)
        return general, name

    def _matrix(self, digits: int) -> Matrix:
        rows, columns = shown_in(self.diagram, self.last), shown_in(self.diagram, self.last - 1)
        return Matrix(self.moment, lambda j, k: w(self.last, j, k), rows, columns, digits=digits)

    def _title(self) -> Formula:
        title = Formula("{W}", W=LayerSymbol("W", Integer(self.last)), colour=theme.colour("w"))
        return title.next_to(self.matrix, UP, buff=0.25).set_x(self.matrix.brackets.get_x())

    def _frame(self) -> Rectangle:
        cell = self.matrix.cells[self.j, self.k]
        frame = Rectangle(
            width=cell.width + 0.25, height=0.5, color=theme.colour("text"), stroke_width=theme.LINE_WIDTH
        )
        return frame.move_to(cell)

    def _words(self) -> dict[str, Word]:
        n, n_prev = self.moment.network.widths[-1], self.moment.network.widths[-2]
        last, before = (self.moment.count(layer_number(layer)) for layer in (self.last, self.last - 1))
        listening, heard = (self.moment.count(neurons_of(layer)) for layer in (self.last, self.last - 1))
        j, k = self._number(self.last, self.j), self._number(self.last - 1, self.k)
        others: Word = ("Every other neuron of layer ", last, " fills a row of its own")
        rows: Word = (listening, " rows for the ", listening, " that listen")
        if n == 1:
            others, rows = ("No other neuron of layer ", last, " listens"), ("one row",)
        columns: Word = (heard, " columns for the ", heard, " that are heard")
        return {
            "j": j,
            "k": k,
            "last": last,
            "before": before,
            "w": self.moment.read(self.w),
            "heard": (heard, " edges") if n_prev > 1 else "one edge",
            "weights": "The weights of these edges become" if n_prev > 1 else "Its weight becomes",
            "others": others,
            "shape": (*rows, ", ", *(columns if n_prev > 1 else ("one column for the one that is heard",))),
            "name": ("w with ", j, ", ", k),
        }

    def _number(self, layer: int, neuron: int) -> Reading:
        return self.moment.count(neuron_number(layer, neuron))
