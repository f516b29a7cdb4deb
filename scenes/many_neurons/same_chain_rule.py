"""One weight of the last layer: its path to the cost, and the chain rule with indices."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, LaggedStart, VGroup

from core.algebra.delta_form import spread_over_outputs
from core.algebra.derivation import derive
from core.algebra.differentials import in_line
from core.algebra.symbols import symbol
from core.model.arithmetic import total
from core.model.quantity import C, a, slope, w, z
from core.passes.choices.ranking import abridged
from scenes import theme
from scenes.components.cost_node import CostNode
from scenes.components.factor_rows import FactorRows
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.neuron_names import called
from scenes.components.path_lane import PathLane
from scenes.components.running_sum import RunningSum
from scenes.components.signed_bars import BarOf
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly, lift
from scenes.type.formula import Formula, Label

_ROOM = 6.15
"""Width of the right half, from the ratios to the edge."""
_LANE = 1.55
"""Width of the path between the halves."""
_STEP = 1.53
"""From one quantity of the path to the next; a ratio stands beside each step."""
_MOST_TERMS = 3
"""Rows of softmax's sum; of more terms the largest two are shown, and the rest as one."""
_ROW, _GAP = 0.46, 0.17


class SameChainRule(Lesson):
    """For one weight the chain rule looks just as before (softmax: but for one sum)."""

    chapter = "many_neurons"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the network at the left, its path and the ratios at the right, the product below."""
        super().setup()
        network = self.moment.network
        self.last, self.n = network.depth, network.widths[-1]
        self.w = self.story.last_weight
        self.j, self.k = self.w.neurons
        self.z, self.a, self.a_prev = z(self.last, self.j), a(self.last, self.j), a(self.last - 1, self.k)
        self.elementwise = network.layer(self.last).activation.elementwise
        self.slopes = [slope(self.z, self.w), slope(self.a, self.z), slope(C, self.a)]
        if not self.elementwise:
            self.slopes = [slope(self.z, self.w), slope(C, self.z)]
        self.product, self.numbers, self.value = self._product()
        self.before, self.before_label = self._before()
        self.lane = self._lane()
        for width in (4.4, 4.0, 3.6, 3.2, 2.8, 2.4):
            self.diagram, self.cost = self._network(width)
            self.ends = self._ends()
            if self._network_fits():
                break
        self.edge = self.diagram.edges[self.last, self.j, self.k]
        self.factors = self._factors()
        self.spread = self._spread()
        self._arrange()
        self.words = self._words()

    def claim(self) -> str:
        """Return the claim, for outputs that compete or do not."""
        last = self.network.layers[-1]
        summed = not last.activation.elementwise and last.n > 1
        return f"For one weight the chain rule looks just as before{', but for one sum' if summed else ''}."

    def construct(self) -> None:
        """Tell the lesson."""
        self.light_the_path()
        self.follow_the_path()
        self.take_each_ratio()
        self.multiply_them()
        self.compare_with_one_neuron()

    @beat("Take one weight, {w}. It leads from {k} to {j}, and whatever it does passes through that neuron.")
    def light_the_path(self) -> None:
        """All edges dim but one; its two neurons get their names."""
        self.play(FadeIn(self.cost, self.diagram), run_time=theme.MOVE)
        others = VGroup(*(edge for edge in self.diagram.edges.values() if edge is not self.edge))
        self.play(Dim(others), FadeIn(self.ends), run_time=theme.MOVE)
        self.play(fly(self.lane.cells[0], self.edge), run_time=theme.MOVE)

    @beat("{steps}")
    def follow_the_path(self) -> None:
        """The path is laid straight beside the network."""
        lines = self.cost.lines
        lit = [lines[self.j]] if self.elementwise else list(lines.values())
        neuron = self.diagram.neurons[self.last, self.j]
        for index, cell in enumerate(self.lane.cells[1:]):
            source = self.cost.ring if cell is self.lane.cells[-1] else neuron
            self.play(FadeIn(self.lane.arrows[index]), fly(cell, source), run_time=theme.MOVE)
        self.play(
            *(line.animate.set_stroke(theme.colour("C"), width=theme.BOLD_LINE) for line in lit), run_time=theme.MOVE
        )

    @beat("{ratios}")
    def take_each_ratio(self) -> None:
        """One row for each step of the path, out of its arrow."""
        for index, row in enumerate(self.factors):
            self.play(fly(row, self.lane.arrows[index]), run_time=theme.MOVE)
        if self.spread.submobjects:
            formula, bars = self.spread
            self.play(fly(formula, self.lane.arrows[1]), FadeIn(bars.axis), run_time=theme.MOVE)
            for index in range(len(bars.bars) - 1):
                self.play(bars.show_row(index), run_time=theme.QUICK)
            self.play(bars.show_total(), run_time=theme.QUICK)

    @beat("Multiplied, they give {slope}: the slope of the cost in this one weight.")
    def multiply_them(self) -> None:
        """The ratios are carried over into the chain rule; their numbers below."""
        sources = [*self.factors.by_name.values(), *self.spread[:1]]
        self.play(FadeIn(self.product["slope"], self.product["eq"]), run_time=theme.QUICK)
        moves = [lift(one["slope"], self.product[f"factor{place}"]) for place, one in enumerate(sources)]
        self.play(LaggedStart(*moves, lag_ratio=0.3), run_time=theme.SLOW)
        self.play(FadeIn(self.numbers, self.value), run_time=theme.MOVE)

    @beat("{compared}")
    def compare_with_one_neuron(self) -> None:
        """The formula for one neuron per layer comes out of this one, without its indices."""
        names = [name for name in ("slope", "factor0", "factor1", "factor2") if name in self.product.parts]
        carried = [lift(self.product[name], self.before[name]) for name in names]
        rest = [self.before[name] for name in ("eq", "factor2") if name not in names]
        self.play(FadeIn(self.before_label, *rest), *carried, run_time=theme.SLOW)

    def _network(self, width: float) -> tuple[NetworkDiagram, CostNode]:
        """Return the last two layers and the cost, as high as the formulas at the left allow."""
        height = theme.TOP - self.before_label.get_top()[1] - 0.32
        keep = (self.a, self.a_prev)
        diagram = NetworkDiagram(self.moment, width=width, height=height, most=4, keep=keep, deepest=2, largest=0.42)
        cost = CostNode(diagram.counts_aside(), self.moment, buff=0.5)
        # its value stands in the lane
        return diagram, cost.remove(cost.plate)

    def _network_fits(self) -> bool:
        """Set the network in its room, the ellipsis clear of the neuron's name."""
        ellipsis = self.diagram.ellipsis
        if ellipsis.submobjects:
            ellipsis.set_x(min(self.ends[-1].get_left()[0] - 0.2, ellipsis.get_right()[0]), direction=RIGHT)
        picture = VGroup(self.diagram, self.ends, self.cost)
        right, floor = self.lane.get_left()[0] - 0.25, self.before_label.get_top()[1] + 0.32
        picture.move_to([(theme.LEFT + right) / 2, (theme.TOP + floor) / 2, 0])
        return bool(picture.get_left()[0] > theme.LEFT)

    def _ends(self) -> VGroup:
        """Return rings around the two neurons of the edge, and the name of the first."""
        ends = VGroup()
        for quantity in (self.a_prev, self.a):
            neuron = self.diagram.neurons[quantity.layer or 0, quantity.neurons[0]]
            ring = Circle(radius=self.diagram.radius + 0.08, color=theme.colour("a"), stroke_width=theme.BOLD_LINE)
            ends.add(ring.move_to(neuron))
        return ends.add(Formula("{a}", em=theme.TEXT, a=self.a_prev).next_to(ends[0], LEFT, buff=0.1))

    def _lane(self) -> PathLane:
        """Return the path, between network and ratios."""
        path = {0: self.w, 1: self.z, 2: self.a, 3: C}
        if not self.elementwise:
            del path[2]
        tops = [theme.TOP - _STEP * place for place in path]
        lane = PathLane(self.moment, list(path.values()), tops=tops, width=_LANE)
        return lane.set_x(theme.RIGHT - _ROOM - 0.2, direction=RIGHT)

    def _factors(self) -> FactorRows:
        example = self.moment.examples
        found = derive(self.moment.network, slope(C, self.w), example.X[0], example.Y[0]).factors
        factors = found if self.elementwise else found[:1]
        return FactorRows(self.moment, factors, width=_ROOM - 0.2)

    def _spread(self) -> VGroup:
        """Return, for outputs that compete, how one sum reaches the cost through all of them."""
        if self.elementwise:
            return VGroup()
        shares = spread_over_outputs(self.last, symbol(self.z))
        parts = {"slope": slope(C, self.z), "eq": "=", "shares": shares}
        formula = Formula("{slope} {eq} {shares}", em=theme.LABEL, coloured=False, **parts)
        for kind in "Cz":
            formula[f"slope.{kind}"].set_color(theme.colour(kind))
        terms = [slope(a(self.last, i), self.z) * slope(C, a(self.last, i)) for i in range(self.n)]
        told = abridged(map(self.story.moment.value, terms), _MOST_TERMS)
        rows = [BarOf(Formula("i = {i}", em=theme.LABEL, i=str(i)), terms[i], self.moment) for i in told.shown]
        if told.others:
            rest = total(terms[i] for i in told.others)
            rows.append(BarOf(Label(f"the other {len(told.others)}"), rest, self.moment))
        name = Formula("{slope} {eq}", em=theme.LABEL, coloured=False, slope=in_line(slope(C, self.z)), eq="=")
        whole = BarOf(name, slope(C, self.z), self.moment, colour=theme.colour("C"))
        heights = [-_ROW * row for row in range(len(rows))]
        heights.append(heights[-1] - 0.66)
        width = 1.0
        for _ in range(2):
            bars = RunningSum(rows, whole, width=width, row_height=_ROW, heights=heights)
            width += _ROOM - bars.width - 0.05
        return VGroup(formula, bars)

    def _product(self) -> tuple[Formula, Formula, Formula]:
        """Return the chain rule, its numbers, and what they make."""
        parts = {f"factor{place}": quantity for place, quantity in enumerate(self.slopes)}
        slots = " thin ".join(f"{{{name}}}" for name in parts)
        whole = slope(C, self.w)
        product = Formula(f"{{slope}} {{eq}} {slots}", em=theme.LABEL, slope=whole, eq="=", **parts)
        value = Formula("{eq} {value}", em=theme.LABEL, eq="=", value=self.moment.read(whole))
        value["value"].set_fill(theme.colour("C"))
        product.move_to([theme.LEFT, theme.BOTTOM, 0], aligned_edge=LEFT + DOWN)
        for digits in (4, 3, 0):
            numbers = self._numbers(digits) if digits else VGroup()
            line = VGroup(product, numbers, value)
            for part, other in zip(line[1:] if digits else line[2:], line if digits else line[:1], strict=False):
                part.next_to(other, RIGHT, buff=_GAP)
                part.shift(UP * (product["eq"].get_y() - part["eq"].get_y()))
            if value.get_right()[0] < theme.RIGHT:
                break
        return product, numbers, value

    def _numbers(self, digits: int) -> Formula:
        readings = {f"n{i}": self.moment.read(one, digits=digits) for i, one in enumerate(self.slopes)}
        written = " dot.op ".join(f"({{{n}}})" if one.numeral.negative else f"{{{n}}}" for n, one in readings.items())
        longest_first = dict(sorted(readings.items(), key=lambda part: -len(part[1].shown)))
        return Formula(f"{{eq}} {written}", em=theme.LABEL, eq="=", **longest_first)

    def _before(self) -> tuple[Formula, Label]:
        """Return the chain rule of a network with one neuron per layer, above the one with indices."""
        parts = {
            "slope": slope(C, w(self.last)),
            "factor0": slope(z(self.last), w(self.last)),
            "factor1": slope(a(self.last), z(self.last)),
            "factor2": slope(C, a(self.last)),
        }
        template = "{slope} {eq} {factor0} thin {factor1} thin {factor2}"
        before = Formula(template, em=theme.LABEL, indexed=False, eq="=", **parts)
        before.next_to(self.product, UP, buff=0.2)
        before.shift(RIGHT * (self.product["eq"].get_x() - before["eq"].get_x()))
        label = Label("with one neuron per layer:").next_to(before, UP, buff=0.15).align_to(RIGHT * theme.LEFT, LEFT)
        return before, label

    def _arrange(self) -> None:
        """Set each ratio beside its step, all on their equals signs."""
        rows = [*self.factors, *self.spread[:1]]
        start = theme.RIGHT - _ROOM + max(row["eq"].get_left()[0] - row.get_left()[0] for row in rows)
        for row, arrow in zip(rows, self.lane.arrows, strict=False):
            row.shift(RIGHT * (start - row["eq"].get_left()[0]) + UP * (arrow.get_y() - row["eq"].get_y()))
        if self.spread.submobjects:
            formula, bars = self.spread
            formula.shift(UP * (self.factors.get_bottom()[1] - 0.15 - formula.get_top()[1]))
            bars.next_to(formula, DOWN, buff=0.14).align_to(RIGHT * (theme.RIGHT - 0.03), RIGHT)

    def _words(self) -> dict[str, Word]:
        first, after, *last = [self.moment.read(one, digits=3) for one in self.slopes]
        heard = ("what this weight hears, ", first)
        if self.elementwise:
            steps = "It enters the sum z, the sum sets the activation a, and that output enters the cost."
            bend = ("; the slope of the activation, ", after)
            ratios: Word = ("Each step has its ratio: ", *heard, *bend, "; and the cost's own slope, ", *last, ".")
            compared = "With one neuron per layer the rule read just the same. Only the indices are new."
        else:
            steps = "It moves one sum z. Softmax outputs share one total, so this sum moves every one of them."
            ratios = ("The first ratio is ", *heard, ". The second adds up all that the outputs do: ", after, ".")
            compared = "With one neuron per layer the last step was a single path. Here it is a sum of paths."
            if self.n == 1:
                steps = "It moves one sum z. A softmax of one output never changes, so nothing else moves."
                compared = "One neuron per layer had one path in its last step. So has a softmax of one output."
        return {
            "w": self.moment.read(self.w),
            "k": called(self.moment, self.last - 1, self.k),
            "j": called(self.moment, self.last, self.j),
            "steps": steps,
            "ratios": ratios,
            "slope": self.moment.read(slope(C, self.w)),
            "compared": compared,
        }
