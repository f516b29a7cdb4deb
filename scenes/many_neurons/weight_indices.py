"""Where a weight's two subscripts come from, and why the end of an edge is named first."""

from __future__ import annotations

from functools import partial

from manim import Animation, Create, FadeIn, FadeOut, GrowFromCenter, Mobject, VGroup

from core.model.fact import layer_number, neuron_number
from core.notation.reading import Named, Reading
from scenes import theme
from scenes.figures.edge_matrix import EdgeMatrix
from scenes.figures.edges_seen import EdgesSeen
from scenes.figures.greys import Greys
from scenes.figures.network import Network
from scenes.figures.rails import Cursor
from scenes.layout.balance import bare, first_central, leaning
from scenes.layout.cells import APART, TIGHT, Blank, Cells, Column, Grid, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page, first_fitting
from scenes.layout.solving import least_size
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Shade, become
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

_DRAWN = ((5, theme.GIANT), (4, theme.GIANT), (3, theme.GIANT), (3, theme.HERO), (2, theme.HERO))
"""Neurons of a layer drawn at most, and the size of the name; the first for which there is room."""


class WeightIndices(Lesson):
    """w_jk leads to j from k; row j of the matrix holds what neuron j listens to."""

    chapter = "many_neurons"
    poster = "find_it_again"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the network at home, then its last two layers, then these beside the name of one weight."""
        super().setup()
        self.weight = self.story.path_weight
        self.last, (self.j, self.k) = self.weight.layer, self.weight.neurons
        self.greys = Greys.of(self.story, self.theme)
        self.home = Network(self.moment, self.story, self.greys, self.theme, tall=self.frame.is_tall, costed=False)
        for (layer, index), disc in self.home.discs.items():
            disc.hold(Formula("a_{j}", em=theme.LABEL, j=self._number(layer, index)))
        Page(self.frame, self.home)
        self.ways = {
            letter: (Label(way.text), Formula(f"{letter} = {{n}}", em=theme.LABEL, n=number))
            for letter, way, number in (
                ("j", self.say("to"), self._number(self.last, self.j)),
                ("k", self.say("from"), self._number(self.last - 1, self.k)),
            )
        }
        options = [self._together(most, em) for most, em in _DRAWN]
        fitting = first_fitting(self.frame, *(layout for *_, layout in options))
        self.edges, self.name, self.value, both = next(one for one in options if one[-1] is fitting)
        Page(self.frame, self._balanced(both))
        self.cursor = Cursor(self.edges.speakers[self.k], self.theme)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.take_one_edge()
        self.name_its_weight()
        self.every_edge_turns()
        self.read_a_row()
        self.read_a_column()
        self.find_it_again()

    @beat
    def take_one_edge(self) -> None:
        """The last two layers come to the front, and one edge of them lights, from its beginning to its end."""
        self.play(FadeIn(self.home), run_time=self.part(1, 10))
        partners = self._partners()
        leaving = [part for group in self.home for part in group if part not in partners]
        self.play(FadeOut(*leaving), run_time=self.part(1, 10))
        ways = [become(one, partner) for one, partner in partners.items()]
        self.play(*ways, run_time=self.part(2, 10))
        others = [edge for end, edge in self.edges.edges.items() if end != (self.j, self.k)]
        coming = FadeIn(*self.edges.signs, *self.ways["k"])
        self.play(GrowFromCenter(self.cursor), *map(Shade, others), coming, run_time=self.part(1, 10))
        self.play(self.edges.light_edge(), run_time=self.part(1, 10))
        self.play(self.cursor.go(self.edges.listeners[self.j]), FadeIn(*self.ways["j"]), run_time=self.part(1, 10))
        self.play(GrowFromCenter(self.edges.pill), run_time=self.part(1, 10))
        value = self._send(self.value, self.edges.pill, *self.ways["j"], *self.ways["k"])
        self.play(FadeOut(self.edges.pill, self.cursor), value, run_time=self.part(1, 10))
        self.play(FadeIn(self.name["w"], self.name["layer"]), run_time=self.part(1, 10))

    @beat
    def name_its_weight(self) -> None:
        """The two subscripts come from the edge's two ends, the end first."""
        written = [self.name["w"], self.value, *self.ways["j"], *self.ways["k"]]
        for letter, disc in (("j", self.edges.listeners[self.j]), ("k", self.edges.speakers[self.k])):
            self.play(GrowFromCenter(self.cursor.point_at(disc)), run_time=self.part(1, 9))
            self.play(self._send(self.name[letter], disc, *written), run_time=self.part(2, 9))
            self.play(FadeOut(self.cursor), run_time=self.part(1, 9))
        self.play(FadeIn(self.name["comma"]), run_time=self.part(1, 9))

    @beat
    def every_edge_turns(self) -> None:
        """The neurons k rise; row by row each edge turns about its middle and lies down in its cell."""
        rows = self.edges.listeners
        edges = [edge for end, edge in self.edges.edges.items() if end != (self.j, self.k)]
        self.play(self.edges.rise(), *map(Light, edges), run_time=self.part(1, 5))
        for row in rows:
            self.play(self.edges.turn(row), run_time=self.part(3, 5 * len(rows)))
        self.play(self.edges.close(), run_time=self.part(1, 5))

    @beat
    def read_a_row(self) -> None:
        """A row lights, and what is in it runs into neuron j."""
        self.play(self.edges.read_row(), run_time=self.part(1, 3))
        self.play(self.edges.pulse(), run_time=self.part(1, 3))
        self.play(self.edges.pulse(), run_time=self.part(1, 3))

    @beat
    def read_a_column(self) -> None:
        """A column lights, from neuron k downward."""
        self.play(self.edges.read_column(), run_time=self.part(1, 3))
        self.play(self.edges.pulse_down(), run_time=self.part(1, 3))
        self.play(self.edges.pulse_down(), run_time=self.part(1, 3))

    @beat
    def find_it_again(self) -> None:
        """A frame closes where row and column meet; from there the value comes to the name again."""
        self.play(self.edges.read_both(), FadeOut(self.value), run_time=self.part(1, 4))
        self.play(Create(self.edges.frame), run_time=self.part(1, 4))
        written = [self.name, *self.ways["j"], *self.ways["k"]]
        value = self._send(self.value, self.edges.frame, *written)
        self.play(value, self.edges.light_all(), run_time=self.part(2, 4))

    def _send(self, written: VGroup, source: Mobject, *past: Mobject) -> Animation:
        return self.edges.send(written, source, *past, room=self.frame.safe)

    def _together(self, most: int, em: float) -> tuple[EdgeMatrix, Formula, Formula, Cells]:
        """Return edges, the weight's name, its value as it is printed among the edges', and how they are laid out."""
        shown = self.story.shown(self.last, most), self.story.shown(self.last - 1, most)
        edges = EdgeMatrix(self.moment, self.last, shown, (self.j, self.k), self.greys)
        name = Formula("{it}", em=em, it=self.weight, apart={self.weight: 0})
        value = Formula("= {value}", em=theme.FORMULA, value=edges.pill.reading)
        value["value"].set_color(self.theme.colour("w"))
        ways = Grid(*self.ways.values(), gap=APART, row_gap=TIGHT)
        if self.frame.is_wide and em == theme.GIANT:
            layout: Cells = Row(Share(edges), Column(name, value, ways, place="start", gap=APART), gap=APART)
        else:
            layout = Column(Row(name, Column(ways, value), gap=APART), Share(Row(Share(edges))))
        return edges, name, value, layout

    def _balanced(self, both: Cells) -> Cells:
        """Return the layout that fills the stage about its middle, both as edges and as a matrix.

        Where one layer is heavier than the other, the name changes sides, or there is room beside all; where there
        are few edges, what is written stands looser, or above them.
        """
        if not isinstance(both, Row):
            return both
        edges, name, frame, seen = self.edges, self.name, self.frame, EdgesSeen(self.edges)
        ways = Grid(*self.ways.values(), gap=APART, row_gap=TIGHT)
        written = [self.value, *ways.contents()]
        apart = seen.apart(*written, name)
        loose = Row(
            Share(edges), Column(name, Blank(self.value), self.value, ways, place="start", gap=APART), gap=APART
        )
        rows = [row for one in (both, loose) for row in (one, _mirrored(one), *leaning(one, edges.k, right=False))]
        above = Column(Row(name, Column(ways, self.value), gap=APART), Share(Row(Share(edges))))
        return first_central(
            frame,
            [layout for layout in (*rows, above) if least_size(layout).fits(frame.stage.size)],
            partial(bare, frame, apart),
            partial(middle_of_ink, seen.apart(*written, name["w"], name["layer"])),
            partial(middle_of_ink, apart),
            partial(seen.middle_turned, *written, name),
        )

    def _partners(self) -> dict[Mobject, Mobject]:
        """Return what of the network stays on stage, and as what."""
        found: dict[Mobject, Mobject] = {}
        for layer, discs in ((self.last, self.edges.listeners), (self.last - 1, self.edges.speakers)):
            found |= {self.home.discs[layer, index]: disc for index, disc in discs.items()}
        return found | {self.home.edges[self.last, *end]: edge for end, edge in self.edges.edges.items()}

    def _number(self, layer: int, index: int) -> Reading:
        return self.moment.count(neuron_number(layer, index))

    def _facts(self) -> dict[str, Fact]:
        listening, heard = (self.moment.network.widths[layer] for layer in (self.last, self.last - 1))
        values = [strip.length for strip in self.edges.matrix.strips.values()]
        return {
            "w": self.edges.pill.reading,
            "name": Named(self.weight, indexed=True),
            "j": self._number(self.last, self.j),
            "k": self._number(self.last - 1, self.k),
            "last": self.moment.count(layer_number(self.last)),
            "before": self.moment.count(layer_number(self.last - 1)),
            "edges": "one" if listening == heard == 1 else "many",
            "heard": "one" if heard == 1 else "many",
            "listening": "one" if listening == 1 else "many",
            "signs": "negative" if min(values) < 0 else "positive",
        }


def _mirrored(row: Row) -> Row:
    return Row(*reversed(row.items), gap=row.gap)
