"""Several neurons in a layer: the superscript says which layer, the subscript which neuron."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from manim import Animation, AnimationGroup, Create, FadeIn, FadeOut, GrowFromCenter, LaggedStart, VGroup, VMobject

from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.quantity import a
from core.passes.choices.wide_layers import widest
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.indexed_name import IndexedName
from scenes.figures.network import Network
from scenes.figures.pointer import Pointer, Wire
from scenes.figures.pulse import pulse
from scenes.figures.rails import Capsule, Cursor, Railed, Rails
from scenes.layout.balance import bare, first_central
from scenes.layout.cells import APART, Blank, Column, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Light, Shade, fly
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

_TOLD, _WRITTEN = 6, 4
"""Layers whose widths a caption tells, and those over which a word has room."""


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
        self.picture = Network(self.moment, self.story, greys, self.theme, tall=tall, costed=False, slim=True)
        for layer, ground in self.picture.grounds.items():  # before edges that come later
            ground.set_z_index(1)
            self.picture.counts[layer].set_z_index(2)
        self.rails, self.counts = (
            Rails(self.picture, {layer: write(layer) for layer in self.picture.layers})
            for write in (self._rail, self._count)
        )
        self.letters = Rails(
            self.picture, {layer: Formula(one, em=theme.HERO) for layer, (one, _) in self.counted.items()}
        )
        self.names = {layer: self._name(layer) for layer in self.counted}
        whole = Railed(self.picture, self.rails, self.letters, self.counts)
        self.both = self._together(whole)
        self.indices = {at: self._index(*at) for at in self.picture.discs}
        Page(self.frame, self.both)  # where neurons are smallest
        self.has_room = all(disc.has_room_for(self.indices[at]) for at, disc in self.picture.discs.items())
        self.page = Page(self.frame, self._alone(whole))
        self.cursors = {layer: Cursor(self.picture.column(layer)[0], self.theme) for layer in self.picture.layers}
        self.capsules = {layer: Capsule(self.picture, layer, self.theme) for layer in self.counted}
        self.pointer = Pointer(self.picture.column(depth)[0], self.names[depth], self.theme, tall=tall)
        self.wire = Wire(self.theme, tall=tall)
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
        """The network grows, still dark; then layer after layer lights up, each after pulses on the edges into it."""
        steps = 2 * len(self.picture.layers) + 2
        grown = [AnimationGroup(*map(Create, self._layer(layer))) for layer in self.picture.layers]
        self.play(LaggedStart(*grown), run_time=self.part(3, steps))
        for layer in self.picture.layers:
            column, edges = self.picture.column(layer), self.picture.edges_into(layer)
            if edges:
                self.play(pulse(edges, self.theme.colour("w")), run_time=self.part(1, steps))
            ends = (column[-1], column[0]) if self.frame.is_wide else (column[0], column[-1])
            signs = (self.rails.things[layer], self.counts.things[layer])
            coming = [fly(sign, end) for sign, end in zip(signs, ends, strict=True)]
            self.play(*(disc.light() for disc in column), *coming, run_time=self.part(1, steps))

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
        last = self.picture.layers[-1]
        column = self.picture.column(last)
        self.play(FadeOut(self.counts), self.page.turn(self.both), run_time=self.part(1, 6))
        aside = [edge for layer in self.picture.layers[1:-1] for edge in self.picture.edges_into(layer)]
        self.pointer.point_at(column[0])
        self.play(*map(Shade, aside), GrowFromCenter(self.pointer.ring), run_time=self.part(1, 6))
        steps = 1 + len(column)
        self.play(self.names[last].come(column[0]), Create(self.pointer.line), run_time=self.part(8, 6 * steps))
        self._run_down(column[1:], steps)

    @beat
    def two_letters(self) -> None:
        """The last layer is counted with j and the one before with k, each from its first neuron to its last."""
        before, last = self.picture.layers[-2:]
        columns = {layer: self.picture.column(layer) for layer in (before, last)}
        steps = 3 + sum(map(len, columns.values()))
        self.play(*self._close(last), *self._back(columns[last]), run_time=self.part(1, steps))
        self._run_down(columns[last][1:], steps)
        self.play(*self._close(before), run_time=self.part(1, steps))
        cursor, name = self.cursors[before], self.names[before]
        self.wire.lead(self.capsules[before], self.capsules[last], self.rails.things[before], name)
        self.play(GrowFromCenter(cursor.point_at(columns[before][0])), Create(self.wire), run_time=self.part(1, steps))
        self.play(name.come(), run_time=self.part(2, steps))
        for index, disc in enumerate(columns[before][1:], 1):
            self.play(cursor.go(disc), name.roll(index), run_time=self.part(1, steps))

    @beat
    def name_any_neuron(self) -> None:
        """The numbers turn into letters, and the whole network is bright again."""
        before, last = self.picture.layers[-2:]
        edges = [edge for layer in self.picture.layers[1:-1] for edge in self.picture.edges_into(layer)]
        going = FadeOut(self.cursors[before]), self.pointer.let_go(self.capsules[last])
        self.play(*going, *map(Light, edges), run_time=self.part(1, 8))
        for layer in (last, before):
            self.play(self.names[layer].name_any(), run_time=self.part(2, 8))

    def _alone(self, whole: Railed) -> Any:
        """Return the layout of the network alone, away from the side on which it is heavy."""
        name, *_ = self.names.values()
        blanks = Blank(name.letter), Blank(name)
        aside = [one for blank in blanks for one in (Row(blank, Share(whole)), Row(Share(whole), blank))]
        layouts = aside if self.frame.is_wide else []
        seen = VGroup(self.picture, self.rails, self.counts)
        return first_central(self.frame, [whole, *layouts], partial(middle_of_ink, seen))

    def _together(self, whole: Railed) -> Any:
        """Return the layout of the network and the names of neurons of its last two layers."""
        names = tuple(self.names.values())
        if self.frame.is_tall:
            return Column(Share(whole), Row(*reversed(names), gap=APART), gap=APART)
        beside = Column(*names, gap=APART, place="start")
        seen = VGroup(self.picture, self.rails, *(name.first for name in names))
        little, much = Blank(names[0].letter), Blank(names[0])
        aside = [Row(*blank, Share(whole), beside) for blank in ([little], [little, little], [], [much])]
        layouts = [*aside, Row(Share(whole), much, beside)]
        return first_central(self.frame, layouts, partial(middle_of_ink, seen), partial(bare, self.frame, *seen))

    def _run_down(self, discs: Sequence[Disc], steps: int) -> None:
        """Let the pointer stop at each of some neurons, and the large name show which it is."""
        name = self.names[self.picture.layers[-1]]
        for index, disc in enumerate(discs, 1):
            self.play(self.pointer.go(disc), name.roll(index), run_time=self.part(1, steps))

    def _back(self, column: Sequence[Disc]) -> list[Animation]:
        """Return the way of the pointer back to the first neuron of the last layer."""
        name = self.names[self.picture.layers[-1]]
        return [self.pointer.go(column[0]), name.roll(0)] if len(column) > 1 else []

    def _close(self, layer: int) -> list[Animation]:
        """Return the closing of a layer's capsule, and the coming of its letter."""
        return [self.capsules[layer].close(), FadeIn(self.letters.things[layer])]

    def _layer(self, layer: int) -> list[VMobject]:
        """Return the edges into a layer and its neurons, which are dark yet, with what stands beside them."""
        for disc in self.picture.column(layer):
            disc.unlit()
        grounds = [ground for at, ground in self.picture.grounds.items() if at == layer]
        return [*self.picture.edges_into(layer), *self.picture.column(layer), *grounds, *self.picture.beside(layer)]

    def _count(self, layer: int) -> Label:
        many = len(self.picture.layers) > _WRITTEN or self.frame.is_tall
        width = self.moment.network.widths[layer]
        self.facts = {"number": self.moment.count(neurons_of(layer))}
        message = "short" if many else "neuron" if width == 1 else "neurons"
        return Label(self.say(message).text, colour=self.theme.colour("quiet"))

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
