"""Several neurons in a layer: the superscript says which layer, the subscript which neuron."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, FadeOut, LaggedStart, TransformFromCopy, VGroup

from core.network import Network
from core.quantity import a
from core.reading import Reading, read
from core.trace import State
from scenes import theme
from scenes.components.formula import Formula, Label
from scenes.components.network_diagram import NetworkDiagram, fitted
from scenes.components.wide_layers import shown_in
from scenes.lesson import Lesson, Word, beat
from scenes.stage.motion import Dim, become, fly

_NAME = 2.3
"""Room for a user's name."""
_PANEL = 4.7
"""Where the symbols stand, from the middle to the right."""


class IndicesForNeurons(Lesson):
    """A subscript says which neuron in the layer."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the network at the left, one large symbol at the right."""
        super().setup()
        self.rest = State()
        self.last = self.trace.network.depth
        self.letters = {self.last: "j", self.last - 1: "k"}
        self.diagram = NetworkDiagram(self.trace, self.rest, width=self._room(), height=5.2, most=6)
        self.names = VGroup(self.diagram.names(0, _NAME), self.diagram.names(self.last, _NAME))
        self.layer_labels = self._layer_labels()
        self.tags = {layer: self._tags(layer) for layer in self.letters}
        tags = [tag for one in self.tags.values() for tag in one.values()]
        picture = VGroup(self.diagram, self.names, *self.layer_labels.values(), *tags)
        picture.move_to(UP * 0.4).align_to(RIGHT * theme.LEFT, LEFT)
        self.rings = {layer: self._ring(layer) for layer in self.letters}
        self.symbols = {layer: self._symbol(layer, str(layer)) for layer in self.letters}
        names = {self.last: "L", self.last - 1: "L - 1"}
        self.general = {layer: self._symbol(layer, name) for layer, name in names.items()}
        self.values = {layer: self._values(layer) for layer in self.letters}
        self.meanings = self._meanings()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.see_the_layers()
        self.number_the_neurons()
        self.run_through_the_last_layer()
        self.run_through_the_layer_before()
        self.read_the_symbols()

    @beat("A layer may hold many neurons; here {widths}. The superscript still says which layer; layer 0 is the input.")
    def see_the_layers(self) -> None:
        """The layers come from the left, each with its superscript."""
        edges = VGroup(*self.diagram.edges.values())
        self.play(FadeIn(self.diagram), FadeIn(self.names), run_time=theme.MOVE)
        labels = [fly(label, self.diagram.column(layer)) for layer, label in self.layer_labels.items()]
        self.play(LaggedStart(*labels, lag_ratio=0.4), run_time=theme.SLOW)
        self.play(Dim(edges), run_time=theme.QUICK)

    @beat("{unclear} So each layer's neurons are counted, from 0.")
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
        self.play(TransformFromCopy(self.layer_labels[self.last], self.symbols[self.last]), run_time=theme.MOVE)
        self._run_through(self.last)

    @beat("The layer before is counted with k{span_before}: a letter of its own, to talk about both at once.")
    def run_through_the_layer_before(self) -> None:
        """The same for the layer before."""
        before = self.last - 1
        self.play(
            FadeOut(self.rings[self.last]),
            Dim(VGroup(self.symbols[self.last], self.values[self.last][-1])),
            TransformFromCopy(self.layer_labels[before], self.symbols[before]),
            run_time=theme.MOVE,
        )
        self._run_through(before)

    @beat("For any network, L is the last layer, here {last}. Above stands which layer, below which neuron in it.")
    def read_the_symbols(self) -> None:
        """The layers' numbers turn into letters; the two places of a symbol get their meaning."""
        gone = [self.rings[self.last - 1], self.values[self.last - 1][-1], self.values[self.last][-1]]
        self.play(FadeOut(*gone), Dim(self.symbols[self.last], 1 / theme.DIM), run_time=theme.QUICK)
        self.play(*(become(self.symbols[layer], self.general[layer]) for layer in self.letters), run_time=theme.MOVE)
        for meaning in self.meanings:
            self.play(FadeIn(meaning, shift=LEFT * 0.2), run_time=theme.MOVE)

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

    def _room(self) -> float:
        """Return the width that the names leave for the layers."""
        network = self.trace.network
        named = sum(max((fitted(name, _NAME).width for name in names), default=0.0) for names in _sides(network))
        width = 7.6 - named - 0.34 * 2
        # columns stand in the middle of their share of the width, so that half a share is free at each end
        return width * (1 + 1 / max(2, min(6, network.depth + 1)))

    def _layer_labels(self) -> dict[int, Formula]:
        labels = {}
        bottom = self.diagram.get_bottom()[1] - 0.45
        for layer in self.diagram.layers:
            label = Formula("{a}", em=theme.TEXT, indexed=False, a=a(layer))
            labels[layer] = label.move_to([self.diagram.column(layer).get_x(), bottom, 0])
        return labels

    def _tags(self, layer: int) -> dict[int, Label]:
        """Return the neurons' numbers, beside them."""
        tags = {}
        for j in (one for one in shown_in(self.diagram, layer) if one is not None):
            tags[j] = Label(str(j), colour=theme.colour("text"))
            neuron = self.diagram.neurons[layer, j]
            tags[j].next_to(neuron, UP + LEFT, buff=0.08)
        return tags

    def _ring(self, layer: int) -> Circle:
        ring = Circle(radius=self.diagram.radius + 0.1, color=theme.colour("text"), stroke_width=theme.BOLD_LINE)
        return ring.move_to(self.diagram.column(layer)[0])

    def _symbol(self, layer: int, name: str) -> Formula:
        """Return a_j or a_k at the right, large."""
        symbol = Formula("a_({letter})^({layer})", em=1.0, letter=self.letters[layer], layer=f"({name})")
        return symbol.move_to(RIGHT * _PANEL + UP * (2.8 if layer == self.last else -1.0))

    def _values(self, layer: int) -> list[VGroup]:
        """Return, for each neuron shown, its symbol with its value, and its name."""
        names = {0: self.trace.network.inputs, self.last: self.trace.network.outputs}.get(layer) or ()
        made = []
        for j in self.tags[layer]:
            value = read(self.trace, a(layer, j), self.rest)
            lines = VGroup(Formula("{a} = {value}", a=a(layer, j), value=value))
            if names:
                lines.add(fitted(names[j], 2 * (theme.RIGHT - _PANEL)))
            lines.arrange(DOWN, buff=0.2).next_to(self.symbols[layer], DOWN, buff=0.3)
            lines.shift(LEFT * max(0.0, lines.get_right()[0] - theme.RIGHT))
            made.append(lines)
        return made

    def _meanings(self) -> VGroup:
        symbol = self.general[self.last]
        symbol.shift(LEFT * 1.85)
        self.general[self.last - 1].align_to(symbol, LEFT)
        above, below = (Label(text, colour=theme.colour("text")) for text in ("which layer", "which neuron"))
        above.next_to(symbol["layer"], RIGHT, buff=0.25)
        below.next_to(symbol["letter"], RIGHT, buff=0.25).align_to(above, LEFT)
        return VGroup(above, below)

    def _unclear(self) -> str:
        """Return what the superscript alone leaves open, in the widest of the two layers."""
        widest = max(self.letters, key=lambda layer: self.trace.network.widths[layer])
        n = self.trace.network.widths[widest]
        if n == 1:
            return "Where a layer has several neurons, the superscript alone does not tell which one is meant."
        return f"But {a(widest).plain()} alone no longer tells which of {n} neurons is meant."

    def _words(self) -> dict[str, Word]:
        widths = self.trace.network.widths
        shown = self.values[self.last]
        value: Reading = shown[-1][0].readings["value"]
        named = f" ({shown[-1][1].text})" if len(shown[-1]) > 1 and any(map(str.isalpha, shown[-1][1].text)) else ""
        each = f"{', '.join(map(str, widths[:-1]))} and {widths[-1]}"
        return {
            "last": str(self.last),
            "widths": each if len(widths) <= 6 else f"up to {max(widths)}",
            "unclear": self._unclear(),
            "span_last": _span(widths[-1]),
            "span_before": _span(widths[-2]),
            "now_last": (f"number {widths[-1] - 1}{named} has ", value, "."),
        }


def _sides(network: Network) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(network.inputs or ()), tuple(network.outputs or ())


def _span(n: int) -> str:
    return f", from 0 to {n - 1}" if n > 1 else ", which is only 0 here"
