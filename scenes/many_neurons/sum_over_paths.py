"""A neuron before the last layer: the paths by which it reaches the cost, and what they add up to."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, FadeOut, LaggedStart, VGroup

from core.algebra.delta_form import delta_formulas
from core.algebra.differentials import ChangeOf, in_line
from core.algebra.index_form import J, index_formulas
from core.algebra.indexed import indexed
from core.model.arithmetic import total
from core.model.fact import neurons_of
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, a, change, ratio, z
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.choices.onward_paths import last_branching_layer
from core.passes.moment import Moment
from scenes import theme
from scenes.components.cost_node import CostNode
from scenes.components.index_line import index_line
from scenes.components.measured_ratio import MeasuredRatio
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.neuron_names import called, listed
from scenes.components.path_columns import PathColumns, factor_columns
from scenes.components.plate import Plate
from scenes.components.running_sum import RunningSum
from scenes.components.signed_bars import BarOf
from scenes.components.wide_layers import shown_in
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, Recompute, fly
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_MOST, _LARGEST = 5, 3
"""Neurons shown of a layer; of a wider one the first, the last and those that bring most."""
_ROW = 0.42
"""Between rows that belong to no neuron."""
_TOP = 1.95
"""Height of the first row; its headings stand above."""
_APART = 0.66
"""Least distance between paths written out."""
_LOWEST = -2.7
"""Of the last row."""
_BARS = 2.4
"""Room for bars at most."""
_LEAST_BARS = 0.7


class SumOverPaths(Lesson):
    """An activation reaches the cost along every path, and the effects add."""

    chapter = "many_neurons"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there is nothing to add up."""
        if last_branching_layer(network) is None:
            return "each layer after the input has one neuron, so that one path leads to the cost"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the last layers at the left; one row leaves each neuron that hears the chosen one."""
        super().setup()
        self.paths = self.story.branching_paths
        layer = self.paths.layer
        self.layer, self.a = layer, a(layer, self.paths.k)
        self.by, self.least = self.story.shrinking.first, self.story.shrinking.last
        self.diagram = self._diagram()
        self.cost = CostNode(self.diagram, self.moment)
        self.shown = [j for j in shown_in(self.diagram, layer + 1) if j is not None]
        self.others = [j for j in range(len(self.paths.terms)) if j not in self.shown]
        self.largest = self.paths.largest(1)[0]
        self.ring, self.name = self._mark()
        self.heights = {j: self.diagram.neurons[layer + 1, j].get_y() for j in self.shown}
        self.ways = self._ways()
        self.moves, self.nudge_line = self._moves(), self._nudge_line()
        self.number_room = self._sum_of(1.0).read_outs.width + _LEAST_BARS + 0.6
        self.factors = self._factors()
        self.sum = self._sum()
        self.measured = self._measured()
        self.general = self._general()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.pick_a_neuron()
        self.nudge_it()
        self.follow_one_path()
        self.follow_the_others()
        self.add_the_paths()
        self.measure_the_whole()
        self.write_it_in_general()

    @beat("{Neuron} feeds {next}: {ways} to the cost.")
    def pick_a_neuron(self) -> None:
        """All edges dim but those that leave the neuron."""
        self.play(FadeIn(self.cost, self.diagram), run_time=theme.MOVE)
        leaving = self.diagram.edges_from(self.layer, self.paths.k)
        dimmed = VGroup(*(edge for edge in self.diagram.edges.values() if edge not in leaving))
        self.play(Dim(dimmed), FadeIn(self.ring, self.name), run_time=theme.MOVE)
        self.play(LaggedStart(*(fly(way, self.ring) for way in self.ways), lag_ratio=0.3), run_time=theme.MOVE)

    @beat("Push its activation by {nudge}, and {moves}. The cost's answer to it all: {dC}.")
    def nudge_it(self) -> None:
        """The neuron is nudged; the sums it feeds, the outputs and the cost are recomputed."""
        for gauge in (self.moves, self.push):
            gauge.at(self.nudged(0.0))
        if self.moves.get_left()[0] < self.ways.get_right()[0] + 0.15:
            self.play(FadeOut(self.ways), run_time=theme.QUICK)
        self.play(FadeIn(self.moves, self.nudge_line), run_time=theme.MOVE)
        gauges = (self.moves, self.diagram, self.cost, self.push)
        self.play(Recompute(*gauges, through=lambda t: self.nudged(t * self.by), run_time=theme.SLOW))

    @beat("Along one path {factors}. {through} brings {term}.")
    def follow_one_path(self) -> None:
        """One row of factors comes, and its product as a bar."""
        back = Recompute(self.diagram, self.cost, through=lambda t: self.nudged((1 - t) * self.by))
        self.play(back, FadeOut(self.ways, self.moves, self.nudge_line))
        self.play(FadeOut(self.cost.plate), run_time=theme.QUICK)
        self.play(FadeIn(self.factors.headings, self.heading), run_time=theme.QUICK)
        edge = self.diagram.edges[self.layer + 1, self.largest, self.paths.k]
        row = self.factors.row(self.largest)
        self.play(fly(row[0], edge), *map(FadeIn, row[1:]), run_time=theme.MOVE)
        self.play(self.sum.show_number(self.shown.index(self.largest)), run_time=theme.MOVE)

    @beat("{every} other path brings its share the same way{others}.")
    def follow_the_others(self) -> None:
        """The rows of the other paths come."""
        for j in self.shown:
            if j != self.largest:
                row = self.factors.show_row(j), self.sum.show_number(self.shown.index(j))
                self.play(*row, run_time=max(0.4, min(theme.MOVE, 4.0 / len(self.shown))))
        if self.others:
            self.play(self.sum.show_number(len(self.shown)), run_time=theme.QUICK)

    @beat("Tip to tail they add up to {total}. {hollow}{cancel}")
    def add_the_paths(self) -> None:
        """Each bar begins where the last one ended; the total comes below the rule."""
        self.play(Dim(self.factors), self.sum.show_axis(), run_time=theme.QUICK)
        for index in range(len(self.sum.bars) - 1):
            self.play(self.sum.grow_bar(index), run_time=theme.QUICK)
        self.play(self.sum.show_total(), run_time=theme.MOVE)

    @beat(
        "Does the real cost agree? The nudge {nudge} gave the ratio {first}; shrink it, and the ratio {comes} {last}."
    )
    def measure_the_whole(self) -> None:
        """The nudge shrinks; the measured ratio comes to the sum."""
        self.measured.at(self.nudged(self.by))
        self.play(FadeIn(self.measured), run_time=theme.MOVE)
        shrink = Recompute(
            self.measured, through=lambda t: self.nudged(self.by * (self.least / self.by) ** t), run_time=theme.SLOW
        )
        self.play(shrink)

    @beat("In general: one product for every path, and the sum runs over all neurons j of the next layer.")
    def write_it_in_general(self) -> None:
        """The formula in index form."""
        self.play(FadeOut(self.measured.nudge_symbol, self.measured.nudge), run_time=theme.QUICK)
        self.play(FadeIn(self.general), run_time=theme.MOVE)

    def nudged(self, by: float) -> Moment:
        """Return the state with the neuron's activation nudged."""
        return self.moment.nudged(self.a, by)

    def _diagram(self) -> NetworkDiagram:
        network, layer = self.moment.network, self.layer
        keep = [self.a, *(a(layer + 1, j) for j in self.paths.largest(_LARGEST))]
        layers = network.depth - layer + 1
        diagram = NetworkDiagram(
            self.moment, width=min(1.3 * layers, 3.9), height=3.5, most=_MOST, keep=keep, deepest=layers
        )
        # the layers before are told by the neuron's name, which takes their place
        diagram.remove(diagram.ellipsis)
        following = [neuron for (at, _), neuron in diagram.neurons.items() if at == layer + 1]
        diagram.shift(RIGHT * (theme.LEFT + 0.85 - diagram.get_left()[0]))
        return diagram.shift(UP * (_TOP - following[0].get_y()))

    def _mark(self) -> tuple[Circle, Plate]:
        neuron = self.diagram.neurons[self.layer, self.paths.k]
        ring = Circle(radius=self.diagram.radius + 0.08, color=theme.colour("a"), stroke_width=theme.BOLD_LINE)
        name = Plate(Formula("{a}", em=theme.LABEL, a=self.a))
        return ring.move_to(neuron), name.next_to(ring, LEFT, buff=0.02)

    def _moves(self) -> PathColumns:
        """Return the changes of the sums that hear the neuron, and the nudge below the network."""
        entries = {j: change(z(self.layer + 1, j)) for j in self.shown}
        heading = ChangeOf(indexed("z", self.layer + 1, J))
        made = PathColumns(self.nudged(self.by), [(heading, entries)], self.heights, signed=True)
        made.next_to(self.ways, RIGHT, buff=0.5).set_y(0)
        if made.get_right()[0] > theme.RIGHT:
            made.shift(RIGHT * (theme.RIGHT - made.get_right()[0]))
        return made.shift(UP * (self.heights[self.shown[0]] - made.cells[0, self.shown[0]].get_y()))

    def _ways(self) -> VGroup:
        """Return each path shown, written out in the row of its neuron; where rows are close, not all."""
        ways = VGroup()
        for j, height in self.heights.items():
            if not ways.submobjects or ways[-1].get_y() - height >= _APART:
                parts = {q.kind + str(q.layer or ""): q for q in self.paths.through(j)}
                way = Formula(" arrow.r ".join(f"{{{name}}}" for name in parts), em=theme.LABEL, **parts)
                ways.add(way.next_to(self.cost, RIGHT, buff=0.5).set_y(height))
        return ways

    def _sum(self) -> RunningSum:
        """Return the running sum, in the room that the factors leave."""
        room = theme.RIGHT - self.factors.get_right()[0] - self.number_room + _LEAST_BARS
        width = max(_LEAST_BARS, min(_BARS, room))
        made = self._sum_of(width)
        made.shift(RIGHT * (theme.RIGHT - width - 0.03))
        self.heading = Label("share").move_to([0, self.factors.headings.get_y(), 0])
        self.heading.align_to(made.read_outs, RIGHT)
        return made

    def _sum_of(self, width: float) -> RunningSum:
        rows = [BarOf(VGroup(), self.paths.terms[j], self.moment) for j in self.shown]
        heights = list(self.heights.values())
        if self.others:
            rest = total(self.paths.terms[j] for j in self.others)
            rows.append(BarOf(Label(f"the other {len(self.others)}"), rest, self.moment))
            heights.append(heights[-1] - _ROW)
        written = in_line(self.paths.quantity)
        name = Formula("{slope} {eq}", em=theme.LABEL, coloured=False, slope=written, eq="=")
        for part in ("dC", "C"):
            name[part].set_fill(theme.colour("C"))
        whole = BarOf(name, self.paths.quantity, self.moment, colour=theme.colour("C"))
        quotients = [self.nudged(by).value(ratio(C, self.a)) for by in (self.by, self.least)]
        free = heights[-1] - _LOWEST
        heights.append(heights[-1] - min(1.0, max(0.65, free / 2)))
        self.gap = min(0.8, max(0.58, free - (heights[-2] - heights[-1])))
        return RunningSum(rows, whole, width=width, heights=heights, reach=quotients)

    def _factors(self) -> PathColumns:
        """Return the factors of every path shown, right of the cost."""
        left = self.cost.ring.get_right()[0] + 0.35
        room = theme.RIGHT - self.number_room - left
        made, self.told = factor_columns(self.moment, self.paths, self.heights, width=room)
        return made.shift(RIGHT * (left - made.get_left()[0]))

    def _measured(self) -> MeasuredRatio:
        first, last = (self.nudged(by) for by in (self.by, self.least))
        largest = max(abs(moment.value(ratio(C, self.a))) for moment in (first, last))
        return MeasuredRatio(first, C, self.a, beside=self.sum, largest=largest, gap=self.gap)

    def _general(self) -> Formula:
        cost = self.moment.network.cost
        room = min(self.sum.labels.get_left()[0], self.measured.symbol.get_left()[0]) - 0.15 - theme.LEFT
        for formulas in (index_formulas, delta_formulas)[not self.paths.elementwise :]:
            made = index_line(formulas(cost)["dC_da"], em=theme.LABEL)
            if made.width < room:
                break
        return made.align_to(RIGHT * theme.LEFT, LEFT).align_to(UP * theme.BOTTOM, DOWN)

    def _nudge_line(self) -> VGroup:
        """Return the nudge below the network, and its number that runs."""
        moment = self.nudged(self.by)
        symbol = Formula("{by} {eq}", em=theme.TEXT, by=change(self.a), eq="=")
        self.push = ReadOut(moment, change(self.a), signed=True, digits=3)
        line = VGroup(symbol, self.push).arrange(RIGHT, buff=0.12)
        line.next_to(self.diagram, DOWN, buff=0.35)
        return line.shift(RIGHT * max(0.0, theme.LEFT - line.get_left()[0]))

    def _words(self) -> dict[str, Word]:
        network, layer = self.moment.network, self.layer
        first_word, *name = called(self.moment, layer, self.paths.k)
        assert isinstance(first_word, str)
        ways, many = self.moment.count(neurons_of(layer + 1)), network.widths[layer + 1] > 2
        first, last = (self.nudged(by).read(ratio(C, self.a)) for by in (self.by, self.least))
        through = called(self.moment, layer + 1, self.largest, with_layer=False)
        return {
            "Neuron": (first_word[0].upper() + first_word[1:], *name),
            "next": ("all ", ways, " neurons of the next layer") if many else "both neurons of the next layer",
            "ways": (ways, " ways lead from it"),
            "nudge": self._short(change(self.a), self.by),
            "moves": self._told_moves(),
            "dC": self.nudged(self.by).read(change(C), digits=3),
            "factors": self._told_factors(),
            "through": ("The one through ", *through),
            "term": self.moment.read(self.paths.terms[self.largest]),
            "every": "Every" if many else "The",
            "others": ", and the rest together is one number" if self.others else "",
            "total": self.moment.read(self.paths.quantity),
            "hollow": "Hollow bars pull the cost down. " if min(self.paths.values) < 0 else "",
            "cancel": self._cancel(),
            "first": first,
            "comes": "comes to" if self.story.shrinking.has_settled else "does not settle, but comes to",
            "last": last,
        }

    def _told_moves(self) -> tuple[str | Reading, ...]:
        moment = self.nudged(self.by)
        told = sorted(self.paths.largest(3) if self.others else self.shown[:3])
        numbers = [moment.read(change(z(self.layer + 1, j)), digits=3) for j in told]
        if not any(moment.value(change(z(self.layer + 1, j))) for j in range(len(self.paths.terms))):
            return ("no sum it feeds moves",)
        if len(self.paths.terms) == len(told):
            return ("the sums it feeds move by ", *listed(numbers))
        first, *others = numbers
        more = " and so on" if told == list(range(len(told))) else " and more"
        return ("the sums it feeds move by ", first, *(piece for one in others for piece in (", ", one)), more)

    def _told_factors(self) -> tuple[str | Reading, ...]:
        numbers = [self.moment.read(one, digits=3) for one in self.told[self.largest]]
        if len(numbers) > 2:
            return ("the ratios multiply as before: ", *listed(numbers))
        return ("multiply the weight, ", numbers[0], ", by how the cost answers the sum, ", numbers[1])

    def _cancel(self) -> tuple[str | Reading, ...]:
        """Say which path takes most of the others' effect back."""
        against = self.paths.opposing
        if against is None:
            none = not self.paths.values[self.largest]
            return ("Here no path brings anything." if none else "Here no path works against the others.",)
        name = called(self.moment, self.layer + 1, against, with_layer=False)
        brought = self.moment.read(self.paths.terms[against], digits=3)
        return ("Some cancel: ", *name, " brings ", brought, ", against the largest.")

    def _short(self, quantity: Quantity, by: float) -> Reading:
        return replace(self.nudged(by).read(quantity), numeral=short(by))
