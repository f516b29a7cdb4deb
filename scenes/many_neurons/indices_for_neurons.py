"""Several neurons in a layer: the superscript says which layer, the subscript which neuron."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, Circle, FadeIn, FadeOut, LaggedStart, VGroup
from sympy import Expr

from core.algebra.index_form import LAST, J, K
from core.algebra.indexed import indexed
from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.network import Network
from core.model.quantity import Quantity, a
from core.notation.reading import Named, Reading
from core.passes.choices.wide_layers import widest
from scenes import theme
from scenes.components.network_diagram import NetworkDiagram, fitted
from scenes.components.neuron_names import listed
from scenes.components.wide_layers import shown_in
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, become, fly, lift
from scenes.type.formula import Formula, Label

_NAME = 2.3
"""Room for a user's name."""
_PANEL = 3.4
"""The least room for the symbols, at the right."""
_COLUMNS, _ROWS = 3.2, 5.8
"""The most that neighbouring layers stand apart; the height that the rows of a layer share."""
_MOST = 5
"""Rows of a layer; of more neurons the first ones and the last are shown."""
_LARGE = 1.1
"""Size of the symbols."""
_TOLD = 6
"""Layers whose widths a caption tells."""
_RING = 0.06
"""How far a ring stands off its neuron."""


class IndicesForNeurons(Lesson):
    """A subscript says which neuron in the layer; the superscript still says which layer."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the network at the left, two large symbols at the right."""
        super().setup()
        self.last = self.moment.network.depth
        self.letters = {self.last: J, self.last - 1: K}
        self.panel = self._panel()
        # between the rows of a full column a number must find room
        largest = 0.3 if max(self.moment.network.widths) >= _MOST else 0.36
        self.diagram = NetworkDiagram(self.moment, width=self._room(), height=_ROWS, most=_MOST, largest=largest)
        self.names = VGroup(self.diagram.names(0, _NAME), self.diagram.names(self.last, _NAME))
        self.layer_labels = self._layer_labels()
        self.tags = {layer: self._tags(layer) for layer in self.letters}
        tags = [tag for one in self.tags.values() for tag in one.values()]
        picture = VGroup(self.diagram, self.names, *self.layer_labels.values(), *tags)
        picture.move_to([(theme.LEFT + theme.RIGHT - self.panel - 0.4) / 2, (theme.TOP + theme.BOTTOM) / 2, 0])
        self.rings = {layer: self._ring(layer) for layer in self.letters}
        self.symbols = {layer: self._symbol(layer, layer) for layer in self.letters}
        letters = {self.last: LAST, self.last - 1: LAST - 1}
        self.general = {layer: self._symbol(layer, of) for layer, of in letters.items()}
        self.bare = {layer: self._without_index(layer) for layer in self.letters}
        self.values = self._values()
        self.meanings = self._meanings()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.see_the_layers()
        self.number_the_neurons()
        self.run_through_the_last_layer()
        self.run_through_the_layer_before()
        self.read_the_symbols()

    @beat("A layer may hold many neurons; here {widths}. The superscript still says which layer; {first} is the input.")
    def see_the_layers(self) -> None:
        """The layers come from the left, each with its superscript; the last two are set large."""
        edges = VGroup(*self.diagram.edges.values())
        self.play(FadeIn(self.diagram), FadeIn(self.names), run_time=theme.MOVE)
        labels = [fly(label, self.diagram.column(layer)) for layer, label in self.layer_labels.items()]
        self.play(LaggedStart(*labels, lag_ratio=0.4), run_time=theme.SLOW)
        copies = [lift(self.layer_labels[layer], self.bare[layer]) for layer in self.letters]
        self.play(Dim(edges), *copies, run_time=theme.MOVE)

    @beat("{unclear} So each layer's neurons are counted, from {first}.")
    def number_the_neurons(self) -> None:
        """Numbers come beside the neurons of the last two layers."""
        others = [label for layer, label in self.layer_labels.items() if layer not in self.letters]
        if others:
            self.play(*map(Dim, others), run_time=theme.QUICK)
        for layer in self.letters:
            tags = [FadeIn(tag) for tag in self.tags[layer].values()]
            self.play(LaggedStart(*tags, lag_ratio=0.3), run_time=theme.MOVE)

    @beat("The last layer is counted with j{span_last}. The subscript takes the neuron's number: {now_last}")
    def run_through_the_last_layer(self) -> None:
        """The ring goes down the last layer, and the symbol's value with it."""
        self.play(FadeIn(self._index_in(self.last)), Dim(self.bare[self.last - 1]), run_time=theme.QUICK)
        self._run_through(self.last)

    @beat("The layer before is counted with k{span_before}: a letter of its own, to talk about both at once.")
    def run_through_the_layer_before(self) -> None:
        """The same for the layer before."""
        before = self.last - 1
        self.play(
            FadeOut(self.rings[self.last]),
            Dim(VGroup(self.symbols[self.last], self.values[self.last][-1])),
            Dim(self.bare[before], 1 / theme.DIM),
            FadeIn(self._index_in(before)),
            run_time=theme.QUICK,
        )
        self._run_through(before)

    @beat("For any network, L is the last layer, here {last}. Above stands which layer, below which neuron in it.")
    def read_the_symbols(self) -> None:
        """The layers' numbers turn into letters; the two places of a symbol get their meaning."""
        gone = [self.rings[self.last - 1], self.values[self.last - 1][-1], self.values[self.last][-1]]
        self.play(FadeOut(*gone), Dim(self.symbols[self.last], 1 / theme.DIM), run_time=theme.QUICK)
        names = [(self.symbols[layer]["layer"], self.general[layer]["layer"]) for layer in self.letters]
        self.play(*(become(*pair) for pair in names), run_time=theme.MOVE)
        for place in (0, 1):
            self.play(*(FadeIn(meaning[place]) for meaning in self.meanings.values()), run_time=theme.MOVE)

    def _run_through(self, layer: int) -> None:
        """Let the ring stop at each neuron shown; the number in the symbol is its number."""
        ring, values = self.rings[layer], self.values[layer]
        neurons = self.diagram.column(layer)
        pace = max(0.4, min(theme.MOVE, 6.0 / len(neurons)))
        self.play(FadeIn(ring), fly(values[0], neurons[0]), run_time=theme.QUICK)
        for index, neuron in enumerate(neurons[1:], 1):
            self.play(
                ring.animate.move_to(neuron),
                FadeOut(values[index - 1]),
                fly(values[index], neuron),
                run_time=pace,
            )

    def _panel(self) -> float:
        """Return the room for the symbols, in which a small value must fit."""
        widths = self.moment.network.widths
        shown = [(layer, j) for layer in self.letters for j in {*range(min(widths[layer], _MOST)), widths[layer] - 1}]
        return max(_PANEL, *(self._value(a(*one), theme.LABEL).width for one in shown))

    def _room(self) -> float:
        """Return the width that leaves the columns as far apart as names and symbols allow."""
        network = self.moment.network
        columns = min(6, network.depth + 1)
        beside = [max((fitted(name, _NAME).width + 0.34 for name in names), default=0.0) for names in _sides(network)]
        if columns <= network.depth:
            beside[0] = 0.9
        span = theme.RIGHT - theme.LEFT - self.panel - 0.4 - sum(beside) - 0.9
        return columns * min(_COLUMNS, span / (columns - 1))

    def _layer_labels(self) -> dict[int, Formula]:
        labels = {}
        bottom = self.diagram.get_bottom()[1] - 0.5
        for layer in self.diagram.layers:
            label = Formula("{a}", indexed=False, a=a(layer))
            labels[layer] = label.move_to([self.diagram.column(layer).get_x(), bottom, 0])
        return labels

    def _tags(self, layer: int) -> dict[int, Label]:
        """Return the neurons' numbers above them, where no edge passes."""
        tags = {}
        for j in (one for one in shown_in(self.diagram, layer) if one is not None):
            tag = Label(str(j), colour=theme.colour("text"))
            tags[j] = tag.next_to(self.diagram.neurons[layer, j], UP, buff=_RING + 0.1)
        return tags

    def _ring(self, layer: int) -> Circle:
        ring = Circle(radius=self.diagram.radius + _RING, color=theme.colour("text"), stroke_width=theme.BOLD_LINE)
        return ring.move_to(self.diagram.column(layer)[0])

    def _symbol(self, layer: int, of: Expr | int) -> Formula:
        """Return a_j or a_k at the right, large, with room above it and below."""
        a_j = indexed("a", of, self.letters[layer])
        symbol = Formula("{it}", em=_LARGE, coloured=False, it=a_j, apart={a_j: 0.0})
        top = theme.TOP - 0.58 if layer == self.last else -0.45
        return symbol.move_to([theme.RIGHT - self.panel, top, 0], aligned_edge=LEFT + UP)

    def _index_in(self, layer: int) -> VGroup:
        return self.symbols[layer][self.letters[layer].name]

    def _without_index(self, layer: int) -> VGroup:
        index = self._index_in(layer).submobjects
        return VGroup(*(glyph for glyph in self.symbols[layer] if glyph not in index))

    def _values(self) -> dict[int, list[VGroup]]:
        """Return, for each neuron counted, its symbol with its value; an output's name below."""
        quantities = {layer: [a(layer, j) for j in self.tags[layer]] for layer in self.letters}
        for em in (theme.FORMULA, theme.TEXT, theme.LABEL):
            lines = {layer: [self._value(one, em) for one in quantities[layer]] for layer in self.letters}
            if max(line.width for made in lines.values() for line in made) <= self.panel:
                break
        made = {}
        for layer, rows in lines.items():
            made[layer] = [VGroup(row) for row in rows]
            names = self.moment.network.outputs if layer == self.last else None
            for j, row in zip(self.tags[layer], made[layer], strict=True):
                if names and any(map(str.isalpha, names[j])):
                    row.add(fitted(names[j], self.panel))
                row.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
                row.next_to(self.symbols[layer], DOWN, buff=0.25, aligned_edge=LEFT)
        return made

    def _value(self, quantity: Quantity, em: float) -> Formula:
        return Formula("{a} = {value}", em=em, a=quantity, value=self.moment.read(quantity))

    def _meanings(self) -> dict[int, VGroup]:
        """Return what the two places of each symbol say, above and below it."""
        words = {self.last: "the last layer", self.last - 1: "the layer before"}
        meanings = {}
        for layer, symbol in self.general.items():
            above, below = (Label(text, colour=theme.colour("text")) for text in (words[layer], "which neuron"))
            above.next_to(symbol["layer"], UP, buff=0.18, aligned_edge=LEFT)
            below.next_to(symbol[self.letters[layer].name], DOWN, buff=0.18, aligned_edge=LEFT)
            meanings[layer] = VGroup(above, below)
            for label in meanings[layer]:
                label.shift(LEFT * max(0.0, label.get_right()[0] - theme.RIGHT))
        return meanings

    def _unclear(self) -> Word:
        """Return what the superscript alone leaves open, in the widest of the two layers."""
        among = widest(self.moment.network, self.letters)
        n = self.moment.network.widths[among]
        if n == 1:
            return "Where a layer has several neurons, the superscript alone does not tell which one is meant."
        n_neurons = self.moment.count(neurons_of(among))
        return ("But ", Named(a(among)), " alone no longer tells which of ", n_neurons, " neurons is meant.")

    def _told_widths(self) -> Word:
        widths = self.moment.network.widths
        if max(widths) == 1:
            return "each holds one"
        if len(widths) > _TOLD:
            return ("up to ", self.moment.count(neurons_of(widest(self.moment.network, range(len(widths))))))
        return listed([self.moment.count(neurons_of(layer)) for layer in range(len(widths))])

    def _span(self, layer: int) -> Word:
        first, last = (self.moment.count(neuron_number(layer, j)) for j in (0, self.moment.network.widths[layer] - 1))
        return (", from ", first, " to ", last) if last.value else (", which is only ", first, " here")

    def _words(self) -> dict[str, Word]:
        widths = self.moment.network.widths
        shown = self.values[self.last]
        value: Reading = shown[-1][0].readings["value"]
        named = f" ({shown[-1][1].text})" if len(shown[-1]) > 1 else ""
        last = widths[-1] - 1
        return {
            "first": self.moment.count(layer_number(0)),
            "last": self.moment.count(layer_number(self.last)),
            "widths": self._told_widths(),
            "unclear": self._unclear(),
            "span_last": self._span(self.last),
            "span_before": self._span(self.last - 1),
            "now_last": ("number ", self.moment.count(neuron_number(self.last, last)), f"{named} has ", value, "."),
        }


def _sides(network: Network) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(network.inputs or ()), tuple(network.outputs or ())
