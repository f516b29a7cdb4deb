"""The formulas of backpropagation, each at its place in the network."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, FadeOut, VGroup, VMobject

from core.model.arithmetic import total
from core.model.fact import neuron_number
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z
from core.notation.reading import Reading
from core.passes.choices.ranking import abridged
from scenes import theme
from scenes.components.arrangement import flow
from scenes.components.formula_column import FormulaColumn, backpropagation
from scenes.components.index_line import index_line
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.plate import Plate
from scenes.components.product_row import read_tersely
from scenes.components.slope_flow import SlopeFlow
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly
from scenes.type.formula import Formula, Label

_DIGITS = 3
_COLUMN = 6.9
"""Room for the formulas at most."""
_WIDTHS = (5.6, 5.3, 5.0, 4.7, 4.4, 4.1, 3.8, 3.5, 3.2, 2.9, 2.6, 2.3)
"""Of the network; the first that leaves room for the formulas is taken."""
_MOST_TERMS = 4
"""Numbers of a sum; of more terms the largest are shown, and the rest as one."""
_NUMBERED = {"dC_dw": "1", "dC_db": "2", "dC_da": "3"}


class Recap(Lesson):
    """Three small formulas are backpropagation."""

    chapter = "many_neurons"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the network at the left, the formulas at the right, their numbers below the network."""
        super().setup()
        self.formulas = backpropagation(self.network)
        self.competing = "dC_dz" in self.formulas
        steepest = self.story.middle_weight
        self.layer, (self.j, self.k) = steepest.layer, steepest.neurons
        shown = {name: one for name, one in self.formulas.items() if name != "dC_dz"}
        self.column = FormulaColumn(shown, _NUMBERED, width=_COLUMN, height=theme.TOP - theme.BOTTOM)
        self.column.align_to(RIGHT * theme.RIGHT, RIGHT).align_to(UP * theme.TOP, UP)
        self.diagram = self._diagram()
        self.flow = SlopeFlow(self.diagram, self.moment)
        self.letters = self._letters()
        self.tags = self._tags()
        self.numbers = {name: self._numbers(name) for name in shown}
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.start_at_the_output()
        self.point_at_a_weight()
        self.point_at_a_bias()
        self.point_at_a_neuron()
        self.run_all_of_it_back()

    @beat("{start}")
    def start_at_the_output(self) -> None:
        """Rings at the outputs; the slope that starts it all."""
        edges = self.diagram.edges.values()
        self.play(FadeIn(self.diagram), run_time=theme.MOVE)
        self.play(*(edge.animate.set_stroke(opacity=0.12) for edge in edges), self.flow.start(), run_time=theme.MOVE)
        self.play(self.write("dC_da_output", self.diagram.column(self.diagram.layers[-1])), run_time=theme.MOVE)
        self.play(FadeIn(self.numbers["dC_da_output"]), run_time=theme.QUICK)

    @beat("First, a weight's slope: the activation behind it, times {ahead} of the neuron ahead. Here {of_w}.")
    def point_at_a_weight(self) -> None:
        """The edge takes its slope; its formula comes out of it."""
        at, ahead = (self.layer, self.j, self.k), (self.layer, self.j)
        self.leave("dC_da_output")
        names = FadeIn(self.letters)
        ring = [] if self.layer == self.diagram.layers[-1] else [FadeIn(self.flow.rings[ahead])]
        self.play(Create(self.flow.edges[at]), names, *ring, run_time=theme.MOVE)
        self.play(self.write("dC_dw", self.flow.edges[at]), run_time=theme.MOVE)
        self.play(FadeIn(self.numbers["dC_dw"]), run_time=theme.QUICK)

    @beat("Second, a bias: nothing stands behind it, so only {ahead} {remain}. Here {of_b}.")
    def point_at_a_bias(self) -> None:
        """The neuron's own formula."""
        self.leave("dC_dw")
        self.play(self.write("dC_db", self.diagram.neurons[self.layer, self.j]), run_time=theme.MOVE)
        self.play(FadeIn(self.numbers["dC_db"]), run_time=theme.QUICK)

    @beat("Third, a neuron's own slope: a sum over all neurons j that it feeds{span}. Here {of_a}.")
    def point_at_a_neuron(self) -> None:
        """All edges that leave the neuron light up, and the neuron gets its ring."""
        self.leave("dC_db")
        fan, rings = self._fan(), self._rings_ahead()
        first = self.flow.edges[self.layer, self.j, self.k], self.flow.rings[self.layer, self.j]
        new = [Create(edge) for edge in fan if edge is not first[0]]
        if self.layer != self.network.depth:
            new += [FadeIn(ring) for ring in rings if ring is not first[1]]
        self.play(*new, FadeIn(self.flow.rings[self.layer - 1, self.k]), run_time=theme.MOVE)
        self.add(self.tags["dC_dw"], self.tags["dC_db"], self.letters)
        self.play(self.write("dC_da", self.diagram.neurons[self.layer - 1, self.k]), run_time=theme.MOVE)
        self.play(FadeIn(self.numbers["dC_da"]), run_time=theme.QUICK)

    @beat("The third {carries}; the first two read off the rest. That is all.")
    def run_all_of_it_back(self) -> None:
        """The whole sweep, with the three formulas beside it."""
        lit = VGroup(*self._fan(), *self._rings_ahead(), self.flow.rings[self.layer - 1, self.k])
        if self.layer != self.network.depth:
            lit.add(*(self.flow.rings[at] for at in self.flow.rings if at[0] == self.network.depth))
        # what is read comes back last, to lie on top of the edges
        places = VGroup(*(count for _, count in self.diagram.counts), self.letters, *self.tags.values())
        self.leave("dC_da", *self.column.lines)
        self.play(FadeOut(lit, places), run_time=theme.QUICK)
        self.play(self.flow.start(), run_time=theme.QUICK)
        pace = max(theme.QUICK, min(theme.MOVE, 6.0 / self.network.depth))
        for layer in reversed(self.diagram.layers[1:]):
            self.play(self.flow.sweep(layer), run_time=pace)
        self.play(FadeIn(places), run_time=theme.QUICK)

    def write(self, name: str, place: VGroup) -> Animation:
        """Return a formula's coming out of its place in the network, with its number at both ends."""
        tags = [FadeIn(self.column.tags[name], self.tags[name])] if name in self.tags else []
        return AnimationGroup(fly(self.column.lines[name], place), *tags)

    def leave(self, name: str, *lit: str) -> None:
        """Put one formula away: its numbers go, and it keeps its place only; light others again."""
        lines = self.column.lines
        back = [Dim(lines[one], 1 / theme.DIM) for one in lit if one != name]
        dimmed = [] if lit else [Dim(lines[name])]
        self.play(FadeOut(self.numbers[name]), *dimmed, *back, run_time=theme.QUICK)

    def _fan(self) -> list[VMobject]:
        """Return the slopes of the edges that leave neuron k."""
        return [edge for (at, _, k), edge in self.flow.edges.items() if (at, k) == (self.layer, self.k)]

    def _rings_ahead(self) -> list[VMobject]:
        return [ring for (at, _), ring in self.flow.rings.items() if at == self.layer]

    def _diagram(self) -> NetworkDiagram:
        keep = [a(self.layer, self.j), a(self.layer - 1, self.k)]
        height = 3.2 if self.competing else 3.8
        limit = self.column.get_left()[0] - 0.3
        for width in _WIDTHS:
            diagram = NetworkDiagram(self.moment, width=width, height=height, most=6, keep=keep, deepest=5)
            # room for k and the number of its formula
            margin = 1.1 if self.layer - 1 == diagram.layers[0] else 0.5
            diagram.counts_aside().align_to(RIGHT * (theme.LEFT + margin), LEFT)
            if diagram.get_right()[0] < limit:
                break
        return diagram.align_to(UP * (theme.TOP - 0.3), UP)

    def _letters(self) -> VGroup:
        """Return k and j beside the neurons that they stand for."""
        ends = ("k", (self.layer - 1, self.k), LEFT), ("j", (self.layer, self.j), RIGHT)
        plates = [Plate(Formula(letter, em=theme.TEXT)) for letter, *_ in ends]
        for plate, (_, at, side) in zip(plates, ends, strict=True):
            plate.next_to(self.flow.rings[at], side, buff=0.1)
        return VGroup(*plates)

    def _tags(self) -> dict[str, Plate]:
        """Return the numbers of the formulas at their places: on the edge, and at its two neurons."""
        tags = {name: Plate(Label(text, colour=theme.colour("text"))) for name, text in _NUMBERED.items()}
        tags["dC_dw"].move_to(self.diagram.edges[self.layer, self.j, self.k])
        ends = (("dC_da", (self.layer - 1, self.k), LEFT), ("dC_db", (self.layer, self.j), RIGHT))
        for letter, (name, at, side) in zip(self.letters, ends, strict=True):
            near = [(letter, side), *((self.flow.rings[at], way) for way in (UP + side, DOWN + side, UP, DOWN))]
            spots = [tags[name].copy().next_to(beside, towards, buff=0.04) for beside, towards in near]
            tags[name].move_to(next((spot for spot in spots if self._is_free(spot)), spots[0]))
        return tags

    def _is_free(self, spot: VGroup) -> bool:
        """Whether a tag would cover no neuron and no count, and lie within the frame."""
        others = [*self.flow.rings.values(), *(count for _, count in self.diagram.counts)]
        clear = not any(_touch(spot, one) for one in others)
        return clear and spot.get_left()[0] > theme.LEFT and spot.get_top()[1] < theme.TOP

    def _numbers(self, name: str) -> VGroup:
        """Return a formula with the numbers of its place, below the network."""
        left, terms, joint = self._written_out(name)
        pieces = [Formula("{left} =", em=theme.LABEL, left=left)]
        for index, one in enumerate(terms):
            sign = joint if index else ""
            body = "({value})" if one.value < 0 and index else "{value}"
            pieces.append(Formula(f"{sign} {body}", em=theme.LABEL, value=one))
        if len(terms) > 1:
            pieces.append(Formula("= {value}", em=theme.LABEL, value=self.moment.read(left)))
        pieces[-1]["value"].set_fill(theme.colour("C"))
        room = self.column.get_left()[0] - theme.LEFT - 0.3
        numbers = VGroup(flow(pieces, room))
        if name == "dC_db" and self.competing and self.layer < self.network.depth:
            numbers.add(index_line(self.formulas["dC_dz"], em=theme.LABEL))
            numbers.arrange(UP, buff=0.15, aligned_edge=LEFT)
        return numbers.align_to(RIGHT * theme.LEFT, LEFT).align_to(UP * theme.BOTTOM, DOWN)

    def _written_out(self, name: str) -> tuple[Quantity, list[Reading], str]:
        """Return the slope at its place, the numbers that make it, and what joins them."""
        layer, j, k = self.layer, self.j, self.k
        last = self.network.depth
        bend = [slope(a(layer, j), z(layer, j)), slope(C, a(layer, j))]
        ahead = [slope(C, z(layer, j))] if self.competing else bend
        factors: dict[str, tuple[Quantity, list]] = {
            "dC_da_output": (slope(C, z(last, 0) if self.competing else a(last, 0)), []),
            "dC_dw": (slope(C, w(layer, j, k)), [a(layer - 1, k), *ahead]),
            "dC_db": (slope(C, b(layer, j)), bend if layer < last else ahead),
        }
        if name == "dC_da":
            return slope(C, a(layer - 1, k)), self._terms(), "+"
        left, expressions = factors[name]
        if len(expressions) < 2:
            return left, [self.moment.read(left)], ""
        return left, [read_tersely(self.moment, one, _DIGITS) for one in expressions], "dot.op"

    def _terms(self) -> list[Reading]:
        """Return what each path brings to the neuron: the largest ones and the rest."""
        terms = [w(self.layer, j, self.k) * delta(self.layer, j) for j in range(self.network.widths[self.layer])]
        known = [self.moment.read(one, _DIGITS) for one in terms]
        told = abridged((one.value for one in known), _MOST_TERMS)
        rest = [self.moment.read(total(terms[j] for j in told.others), _DIGITS)] if told.others else []
        return [*(known[j] for j in told.shown), *rest]

    def _words(self) -> dict[str, Word]:
        last = self.network.depth
        first = self.moment.read(slope(C, z(last) if self.competing else a(last)))
        number = self.moment.count(neuron_number(last, 0))
        start: Word = ("Start at the outputs, where the cost itself gives each slope. For output ", number)
        start = (*start, " it is ", first, ".")
        if self.competing:
            start = (
                "Softmax outputs compete: each sum moves all of them. At the sum of output ",
                number,
                ": ",
                first,
                ".",
            )
            if self.network.widths[-1] == 1:
                start = ("A lone softmax output never changes. The slope at its sum: ", first, ".")
        carries = "carries slopes one layer back, again and again"
        ends = [self.moment.count(neuron_number(self.layer, j)) for j in (0, self.network.widths[self.layer] - 1)]
        return {
            "start": start,
            "ahead": "the slope at the sum" if self.competing else "the bend and the slope",
            "remain": "remains" if self.competing else "remain",
            "carries": carries if last > 1 else "would carry slopes further back",
            "of_w": self.moment.read(slope(C, w(self.layer, self.j, self.k))),
            "of_b": self.moment.read(slope(C, b(self.layer, self.j))),
            "span": (", j from ", ends[0], " to ", ends[1]) if ends[1].value else ", of which there is one",
            "of_a": self.moment.read(slope(C, a(self.layer - 1, self.k))),
        }


def _touch(one: VMobject, other: VMobject) -> bool:
    apart = abs(one.get_center() - other.get_center())
    return bool(2 * apart[0] < one.width + other.width and 2 * apart[1] < one.height + other.height)
