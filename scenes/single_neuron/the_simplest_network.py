"""The chain of neurons: what sets it, and what scores it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    SurroundingRectangle,
    VGroup,
)

from core.algebra.indexed import indexed
from core.model.costs import Score
from core.model.fact import PARAMETERS, example_number, layer_number
from core.model.quantity import C, Quantity, a, b, w, y
from core.notation.numeral import short
from core.notation.reading import Named, Reading
from scenes import theme
from scenes.components.arrangement import flow, stack
from scenes.components.cost_formula import CostFormula
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.neuron_row import NeuronRow
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, become, lift
from scenes.type.formula import Formula, Label

_DEEPEST = 9
"""Layers of the whole network that have room."""


class TheSimplestNetwork(Lesson):
    """A chain of neurons is set by one weight and one bias per step, and scored by one number."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the row of neurons in the middle, and where it goes once it is scored."""
        super().setup()
        self.last = self.moment.network.depth
        self.row = NeuronRow(self.moment, width=theme.RIGHT - theme.LEFT)
        self.names = self._names()
        VGroup(self.row, *self.names).align_to(UP * theme.TOP, UP)
        self._score()
        self.arguments = self._arguments()
        self._begin_in_the_middle()
        self.before = self._before()
        self.boxes = self._boxes()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        if self.moment.path:
            self.hold_the_rest_still()
            self.pull_the_path_straight()
        self.run_forward()
        self.collect_what_sets_it()
        self.name_the_last_two()
        self.read_the_superscripts()
        self.put_the_desired_output_beside()
        self.score_the_miss()

    @beat("In “{network}” we follow one neuron in each layer. All others are held still.")
    def hold_the_rest_still(self) -> None:
        """The rest of the network fades."""
        self.play(FadeIn(self.before), run_time=theme.MOVE)
        self.play(Dim(self.others), FadeIn(self.still), run_time=theme.MOVE)

    @beat("{sent}.")
    def pull_the_path_straight(self) -> None:
        """The path straightens into a row."""
        start = self.row.empty()
        self.play(FadeOut(self.others, self.still), *self._straighten(), run_time=theme.SLOW)
        self.remove(*self.path)
        self.add(start)

    @beat("{x} goes in. Each neuron makes a number of its own from the one before it; the last says {out}.")
    def run_forward(self) -> None:
        """Activations are computed in order."""
        if not self.moment.path:
            self.play(FadeIn(self.row.empty()), run_time=theme.QUICK)
        self.play(FadeIn(self.row.activations[0].number), run_time=theme.QUICK)
        for layer in self.row.layers[1:]:
            self.play(self.row.fire(layer), run_time=0.8)

    @beat("One weight and one bias a step set it all: {count} numbers, and the cost C is made from all of them.")
    def collect_what_sets_it(self) -> None:
        """Every weight and bias comes, and flies into C( )."""
        shown = [*self.row.weights.values(), *self.row.biases.values()]
        self.play(LaggedStart(*map(FadeIn, shown), lag_ratio=0.1), run_time=theme.MOVE)
        between = [self._around(piece, name) for name, piece in self.arguments.items()]
        flights = [lift(symbol, self.arguments[name]["q"]) for name, symbol in self.symbols.items()]
        self.play(LaggedStart(*map(FadeIn, between)), LaggedStart(*flights, lag_ratio=0.3), run_time=theme.SLOW)

    @beat("Look at the last two. Their numbers, {a_prev} and {a}, are called activations: {previous}, {last}.")
    def name_the_last_two(self) -> None:
        """All else dims; the two activations get their names."""
        lit = [self.row.neurons[self.last - 1], self.row.neurons[self.last], self.row.edges[self.last]]
        lit += [self.row.activations[layer].number for layer in (self.last - 1, self.last)]
        lit += [self.row.weights[self.last], self.row.biases[self.last]]
        kept = {id(part) for one in lit for part in one.get_family()}
        others = [part for part in self._on_row() if id(part) not in kept]
        self.play(FadeOut(*self.arguments.values()), Dim(VGroup(*others)), run_time=theme.MOVE)
        self.play(FadeIn(*self.names), run_time=theme.QUICK)

    @beat("The raised number tells which layer: {last} belongs to layer {L}. It is not a power.")
    def read_the_superscripts(self) -> None:
        """The superscripts are boxed."""
        self.play(*map(Create, self.boxes), run_time=theme.MOVE)

    @beat("The example also says what should have come out: the desired output y = {y}.")
    def put_the_desired_output_beside(self) -> None:
        """The chain makes room, and the desired output arrives beside the output."""
        set_by = VGroup(self.row.edges[self.last], self.row.weights[self.last], self.row.biases[self.last])
        before = VGroup(self.row.neurons[self.last - 1], self.row.activations[self.last - 1].number, self.names[0])
        self.play(FadeOut(*self.boxes), Dim(VGroup(set_by, before)), run_time=theme.QUICK)
        chain = [one.animate.shift(self.way) for one in (*self._on_row(), *self.names)]
        self.play(*chain, self.row.show_target(), run_time=theme.MOVE)

    @beat("{rule} Here it is {C}. The small {first} at C says whose cost: the first example's.")
    def score_the_miss(self) -> None:
        """The cost in symbols, with numbers, as a number."""
        symbols = {"a": self.names[1], "y": self.row.desired.symbol}
        numbers = {"a": self.row.activations[self.last].number, "y": self.row.desired.number}
        self.play(self._put_in(self.in_symbols, symbols), run_time=theme.SLOW)
        if self.in_numbers is not None:
            self.play(self._put_in(self.in_numbers, numbers), run_time=theme.SLOW)
        self.play(FadeIn(self.value), run_time=theme.QUICK)

    def _around(self, piece: Formula, name: str) -> VGroup:
        """Return what stands around a symbol: a bracket or a comma."""
        symbol = piece["q"].submobjects if name in self.symbols else []
        return VGroup(*(glyph for glyph in piece if glyph not in symbol))

    def _put_in(self, target: Formula, sources: dict[str, VGroup]) -> Animation:
        """Return the coming of a formula, each a and y out of the picture."""
        parts = {name: target[name] for name in self.cost.places}
        taken = {id(glyph) for part in parts.values() for glyph in part}
        frame = VGroup(*(glyph for glyph in target if id(glyph) not in taken))
        flights = [lift(sources[kind], parts[name]) for name, kind in self.cost.places.items()]
        return AnimationGroup(FadeIn(frame), *flights)

    def _on_row(self) -> list[VGroup]:
        labels = [one.number for one in self.row.activations.values()]
        sets = [*self.row.weights.values(), *self.row.biases.values()]
        return [*self.row.edges.values(), self.row.ellipsis, *self.row.neurons.values(), *labels, *sets]

    def _before(self) -> NetworkDiagram | None:
        """Return the whole network with the path through it, where it is more than a chain."""
        path = self.moment.path
        if not path:
            return None
        keep = [a(layer, j) for layer, j in enumerate(path)]
        # the dots that stand for layers before the first one shown lie beyond the width
        width = theme.RIGHT - theme.LEFT - (1.8 if self.last >= _DEEPEST else 0.0)
        whole = NetworkDiagram(self.whole, width=width, height=5.4, keep=keep, deepest=_DEEPEST)
        whole.move_to(UP * 0.5)
        neurons = {at: one for at, one in whole.neurons.items() if path[at[0]] == at[1]}
        edges = {at: one for at, one in whole.edges.items() if path[at[0]] == at[1] and path[at[0] - 1] == at[2]}
        self.path = VGroup(*edges.values(), *neurons.values())
        self.path_neurons = {layer: one for (layer, _), one in neurons.items()}
        self.path_edges = {layer: one for (layer, _, _), one in edges.items()}
        kept = set(map(id, self.path))
        rest = [one for group in whole.submobjects for one in group.submobjects if id(one) not in kept]
        self.others = VGroup(*rest)
        self.still = Label("held still", em=theme.TEXT).next_to(whole, DOWN, buff=0.2)
        return whole

    def _straighten(self) -> list[Animation]:
        """Return the path's way into the row; what the row leaves out fades."""
        moves: list[Animation] = []
        for ours, theirs in ((self.path_neurons, self.row.neurons), (self.path_edges, self.row.edges)):
            for layer, one in ours.items():
                moves.append(become(one, theirs[layer]) if layer in theirs else FadeOut(one))
            moves += [FadeIn(one) for layer, one in theirs.items() if layer not in ours]
        return [*moves, FadeIn(self.row.ellipsis)]

    def _arguments(self) -> dict[str, Formula]:
        """Return the pieces of C(w, b, ...), laid out on as many lines as they need."""
        self.symbols = {}
        pieces: dict[str, Formula] = {"open": Formula("{C} paren.l", C=C, em=theme.FORMULA)}
        layers = self.row.layers[1:]
        for before, layer in zip((0, *layers), layers, strict=False):
            if layer != before + 1:
                pieces["dots"] = Formula("dots.c comma", em=theme.FORMULA)
            for quantity, named in ((w(layer), self.row.weights[layer]), (b(layer), self.row.biases[layer])):
                end = "paren.r" if quantity == b(self.last) else "comma"
                pieces[str(quantity)] = Formula(f"{{q}} {end}", q=quantity, em=theme.FORMULA, indexed=False)
                self.symbols[str(quantity)] = named.symbol
        return pieces

    def _begin_in_the_middle(self) -> None:
        """Set the chain and what collects its numbers in the middle, as long as nothing else is there."""
        chain = VGroup(*self._on_row(), *self.names)
        pieces = flow(list(self.arguments.values()), width=theme.RIGHT - theme.LEFT, buff=0.18)
        seat = chain.copy().move_to(UP * theme.TOP, UP)
        free = theme.TOP - theme.BOTTOM - chain.height - pieces.height
        seat.shift(DOWN * 0.45 * free)
        pieces.next_to(seat, DOWN, buff=0.3 * free)
        self.way = chain.get_center() - seat.get_center()
        chain.shift(-self.way)

    def _names(self) -> list[Formula]:
        """Return the names above the numbers of the last two neurons, superscripts parts of their own."""
        names = []
        for layer in (self.last - 1, self.last):
            # a little room before the layer, for its box
            named, quantity = self.row.activations[layer], a(layer)
            name = Formula("{it}", em=named.symbol.em, indexed=False, it=quantity, apart={quantity: 0.2})
            names.append(name.next_to(named.number, UP, buff=0.16))
        self.row.desired.symbol.match_y(names[-1])
        return names

    def _boxes(self) -> list[SurroundingRectangle]:
        colour = theme.colour("text")
        return [
            SurroundingRectangle(name["layer"], buff=0.06, color=colour, stroke_width=theme.LINE_WIDTH)
            for name in self.names
        ]

    def _score(self) -> None:
        self.cost = CostFormula(self.moment)
        foot = self.row.get_bottom()[1] - 0.35
        across, up = theme.RIGHT - theme.LEFT, foot - theme.BOTTOM
        for em, in_one_row in product((theme.HERO, theme.FORMULA, 0.52, theme.TEXT, theme.LABEL), (1, 2, 3)):
            lines = self._score_lines(em, in_one_row)
            if lines.width <= across and lines.height <= up:
                break
        lines.move_to(UP * (foot + theme.BOTTOM) / 2)

    def _score_lines(self, em: float, in_one_row: int) -> VGroup:
        """Return the cost on lines stacked at their equals signs, the last ones in a row."""
        self.in_symbols = self.cost.symbols(indexed("C", None, 0), em=em)
        self.in_numbers = self.cost.numbers(em=em)
        self.value = self.cost.value(em=em)
        lines = [line for line in (self.in_symbols, self.in_numbers, self.value) if line is not None]
        alone, row = lines[:-in_one_row], lines[-in_one_row:]
        stack([*alone, row[0]], buff=0.45 * em)
        for before, line in pairwise(row):
            line.on_baseline(before.baseline).shift(RIGHT * (before.get_right()[0] + 0.4 * em - line.get_left()[0]))
        return VGroup(*lines)

    def _short(self, quantity: Quantity) -> Reading:
        reading = self.moment.read(quantity)
        return replace(reading, numeral=short(reading.value))

    def _words(self) -> dict[str, Word]:
        names = self.moment.network.inputs
        x = self._short(a(0))
        sent = "What the others send does not change then, so it joins the bias, and a chain is left"
        last = self.network.layers[-1]
        if not last.activation.elementwise and last.n > 1:
            sent = "What the others send is fixed and joins the bias; the softmax becomes a sigmoid"
        return {
            "network": self.network.name,
            "sent": sent,
            "x": ("The input ", f"{names[0]} = " if names else "", x),
            "out": self.moment.read(a(self.last)),
            "count": self.moment.count(PARAMETERS),
            "a_prev": self.moment.read(a(self.last - 1)),
            "a": self.moment.read(a(self.last)),
            "previous": Named(a(self.last - 1)),
            "last": Named(a(self.last)),
            "L": self.moment.count(layer_number(self.last)),
            "y": self._short(y()),
            "rule": _RULES.get(self.moment.network.cost.score, "The cost scores how far a is from y."),
            "C": self.moment.read(C),
            "first": self.moment.count(example_number(0)),
        }


_RULES: dict[str, str] = {
    Score.SQUARE: "The cost scores the miss: the distance from a to y, squared.",
    Score.HALF_SQUARE: "The cost scores the miss: half the squared distance from a to y.",
    Score.MEAN_SQUARE: "The cost scores the miss: the distance from a to y, squared.",
    Score.VALLEY: "The cost scores the miss by logarithms: to be sure and wrong costs most.",
    Score.SLIDE: "The cost scores the miss by a logarithm: dear when a is small where y is large.",
}
