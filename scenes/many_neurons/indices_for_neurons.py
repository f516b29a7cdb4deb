"""Several neurons in a layer: the superscript says which layer, the subscript which neuron."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, GrowFromCenter

from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.quantity import a
from core.passes.choices.wide_layers import widest
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.indexed_name import IndexedName
from scenes.figures.network import Network
from scenes.figures.rails import Capsule, Cursor, Railed, Rails
from scenes.layout.cells import APART, TIGHT, Column, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Shade
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

_TOLD = 6
"""Layers whose widths a caption tells."""


class IndicesForNeurons(Lesson):
    """A subscript says which neuron in the layer; the superscript still says which layer."""

    chapter = "many_neurons"
    poster = "name_any_neuron"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the network between its rails, beside it the names of neurons of the last two layers."""
        super().setup()
        depth, tall = self.moment.network.depth, self.frame.is_tall
        self.counted = {depth: ("j", "L"), depth - 1: ("k", "L - 1")}
        greys = Greys.of(self.story, self.theme)
        self.picture = Network(self.moment, self.story, greys, self.theme, tall=tall, costed=False)
        self.rails = Rails(self.picture, {layer: self._rail(layer) for layer in self.picture.layers})
        self.letters = Rails(
            self.picture, {layer: Formula(one, em=theme.HERO) for layer, (one, _) in self.counted.items()}
        )
        self.names = {layer: self._name(layer) for layer in self.counted}
        whole, names = Railed(self.picture, self.letters, self.rails), tuple(self.names.values())
        self.both = (
            Column(Share(whole), Row(*names, gap=APART))
            if tall
            else Row(Column(*names, gap=APART, place="start"), Share(whole), gap=TIGHT)
        )
        self.indices = {at: self._index(*at) for at in self.picture.discs}
        Page(self.frame, self.both)  # where neurons are smallest
        self.has_room = all(disc.has_room_for(self.indices[at]) for at, disc in self.picture.discs.items())
        self.page = Page(self.frame, whole)
        self.cursors = {layer: Cursor(self.picture.column(layer)[0], self.theme) for layer in self.picture.layers}
        self.capsules = {layer: Capsule(self.picture, layer, self.theme) for layer in self.counted}
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.see_the_layers()
        self.count_from_zero()
        self.run_down_a_layer()
        self.two_letters()
        self.name_any_neuron()

    @beat
    def see_the_layers(self) -> None:
        """Layer after layer lights up, each after the edges into it."""
        steps = len(self.picture.layers)
        self.play(FadeIn(*self.rails.things.values()), run_time=self.part(1, 2 * steps + 1))
        for layer in self.picture.layers:
            column = [disc.unlit() for disc in self.picture.column(layer)]
            count = [self.picture.counts[layer]] if layer in self.picture.counts else []
            edges = [Create(edge) for edge in self.picture.edges_into(layer)]
            self.play(*edges, FadeIn(*column, *count), run_time=self.part(1, 2 * steps + 1))
            self.play(*(disc.light() for disc in column), run_time=self.part(1, 2 * steps + 1))

    @beat
    def count_from_zero(self) -> None:
        """A ring drops through every layer once, and leaves at each neuron its name."""
        columns = {layer: self.picture.column(layer) for layer in self.picture.layers}
        steps = 1 + max(map(len, columns.values()))
        for step in range(steps - 1):
            there = {layer: column[step] for layer, column in columns.items() if step < len(column)}
            moves = [self.cursors[layer].go(disc) for layer, disc in there.items() if step]
            moves += [GrowFromCenter(self.cursors[layer]) for layer in there if not step]
            written = [FadeIn(disc.hold(self._index_of(disc))) for disc in there.values() if self.has_room]
            self.play(*moves, *written, run_time=self.part(1, steps))
        self.play(FadeOut(*self.cursors.values()), run_time=self.part(1, steps))

    @beat
    def run_down_a_layer(self) -> None:
        """The ring goes down the last layer, and the index of the large name with it."""
        self.play(self.page.turn(self.both, run_time=self.part(1, 6)))
        aside = [edge for layer in self.picture.layers[1:-1] for edge in self.picture.edges_into(layer)]
        if aside:
            self.play(Shade(*aside), run_time=self.part(1, 6))
        self._run_down(self.picture.layers[-1])

    @beat
    def two_letters(self) -> None:
        """The last layer is counted with j and the one before with k: both rings run, each at its own pace."""
        layer = self.picture.layers[-2]
        framed = [frame.close() for frame in self.capsules.values()]
        self.play(*framed, FadeIn(*self.letters.things.values()), run_time=self.part(1, 4))
        self._run_down(layer)

    @beat
    def name_any_neuron(self) -> None:
        """The numbers turn into letters."""
        self.play(FadeOut(*(self.cursors[layer] for layer in self.counted)), run_time=self.part(1, 8))
        for name in self.names.values():
            self.play(name.name_any(), run_time=self.part(3, 8))

    def _run_down(self, layer: int) -> None:
        """Let the tied ring stop at each neuron of a layer, and its name show which it is."""
        name, cursor, column = self.names[layer], self.cursors[layer], self.picture.column(layer)
        steps = 2 * len(column)
        self.play(FadeIn(cursor.point_at(column[0]), name.first), run_time=self.part(1, steps))
        for index, disc in enumerate(column[1:], 1):
            self.play(cursor.go(disc), name.roll(index), run_time=self.part(1, steps))

    def _rail(self, layer: int) -> Label:
        self.facts = {"number": self.moment.count(layer_number(layer))}
        many = len(self.picture.layers) > _TOLD
        message = "inputs" if not layer else "short" if many else "layer"
        return Label(self.say(message).text, colour=self.theme.colour("quiet"))

    def _name(self, layer: int) -> IndexedName:
        return IndexedName(self.moment, layer, self.picture.shown[layer].neurons, self.counted[layer], self.theme)

    def _index(self, layer: int, j: int) -> Formula:
        return Formula("a_{j}", em=theme.LABEL, j=self.moment.count(neuron_number(layer, j)))

    def _index_of(self, disc: Disc) -> Formula:
        return next(self.indices[at] for at, one in self.picture.discs.items() if one is disc)

    def _facts(self) -> dict[str, Fact]:
        widths, last = self.moment.network.widths, self.moment.network.depth
        ends = {layer: (0, widths[layer] - 1) for layer in (last, last - 1)}
        first, final = (
            [self.moment.count(neuron_number(layer, end[side])) for layer, end in ends.items()] for side in (0, 1)
        )
        shape = "single" if max(widths) == 1 else "long" if len(widths) > _TOLD else "listed"
        return {
            "shape": shape,
            "widest": self.moment.count(neurons_of(widest(self.moment.network, range(len(widths))))),
            "widths": tuple(self.moment.count(neurons_of(layer)) for layer in range(len(widths))),
            "frame": "tall" if self.frame.is_tall else "wide",
            "first": self.moment.count(neuron_number(last, 0)),
            "L": self.moment.count(layer_number(last)),
            "a": self.moment.read(a(last, widths[last] - 1), 3),
            "j_first": first[0],
            "k_first": first[1],
            "j_last": final[0],
            "k_last": final[1],
            "last_layer": "one" if widths[last] == 1 else "many",
            "layer_before": "one" if widths[last - 1] == 1 else "many",
        }
