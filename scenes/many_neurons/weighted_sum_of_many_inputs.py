"""One neuron of the last layer: the products it adds up, tip to tail, and the curve that their sum goes through."""

from __future__ import annotations

from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, VGroup

from core.algebra.index_form import index_formulas
from core.algebra.symbols import function_names
from core.model.activation import Curve
from core.model.arithmetic import Expression, total
from core.model.fact import layer_number, neuron_number, neurons_of
from core.model.quantity import Quantity, a, b, w, z
from core.notation.reading import Named
from core.passes.choices.ranking import largest_of
from scenes import theme
from scenes.components.index_line import index_line
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.running_sum import RunningSum
from scenes.components.signed_bars import BarOf
from scenes.components.slope_plot import SlopePlot
from scenes.components.wide_layers import shown_in
from scenes.figures.scale import scale_for
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly
from scenes.type.formula import Formula, Label

_LEAST_REACH = 4.0
"""How far from 0 the curve of the activation function is drawn at least."""
_MOST = 4
"""Rows of a sum; of more, the first, the largest and the last are shown."""
_LAYOUTS = ((4.4, 2.4, True), (3.8, 2.2, True), (3.4, 1.8, True), (3.0, 1.4, True), (4.4, 2.4, False))
"""Widths of network and bars, and whether a product shows its numbers; the first that fits is taken."""
_BELOW = 2.35
"""Height left to the curve and the formulas below the sum."""
_CLOSEST, _FURTHEST = 0.66, 0.95
"""How far apart the rows of the sum may stand."""


class WeightedSumOfManyInputs(Lesson):
    """Each neuron adds up what it hears, then passes the sum through its curve."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the last two layers at the left, the sum at the right, the curve below it."""
        super().setup()
        self.last, self.n_prev = self.moment.network.depth, self.moment.network.widths[-2]
        self.j, _ = self.story.telling_weight.neurons
        self.z, self.a = z(self.last, self.j), a(self.last, self.j)
        products = [self._product(k) for k in range(self.n_prev)]
        keep = [self.a, *(a(self.last - 1, k) for k in largest_of(self.story.moment, products))]
        self.products = products
        for width, bars, self.full in _LAYOUTS:
            self.diagram = NetworkDiagram(
                self.moment, width=width, height=3.8, most=_MOST, keep=keep, deepest=2, largest=0.42
            )
            self.diagram.counts_aside()
            self.diagram.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.LEFT, LEFT)
            self.heard = [k for k in shown_in(self.diagram, self.last - 1) if k is not None]
            self.others = [k for k in range(self.n_prev) if k not in self.heard]
            self.sum = self._sum(bars)
            if self.diagram.get_right()[0] + 0.3 < self.sum.get_left()[0]:
                break
        self.plot = self._plot()
        self.point = Dot(self.plot.at_value(self.moment), radius=theme.DOT_RADIUS, color=theme.colour("a"))
        self.general = self._general()
        floor = max(self.general.get_top()[1] + 0.2, self.sum.get_bottom()[1])
        self.diagram.set_y((theme.TOP + min(floor, theme.TOP - self.diagram.height)) / 2)
        self.passed = self._passed()
        self.words = self._words()

    def claim(self) -> str:
        """Return the claim, with what the last layer's neurons do with their sums."""
        heard = "Each neuron adds up what it hears"
        row = self.network.layers[-1].activation
        if not row.elementwise:
            return f"{heard}; softmax then turns the sums into shares."
        then = "hands on the sum as it is" if row.curve == Curve.LINE else "passes the sum through its curve"
        return f"{heard}, then {then}."

    def construct(self) -> None:
        """Tell the lesson."""
        self.listen_to_one_neuron()
        self.weigh_what_it_hears()
        self.add_the_bias()
        self.reach_the_weighted_sum()
        self.squash_it()
        self.say_it_for_every_neuron()

    @beat("Take one neuron: number {j} of layer {last}. It hears {heard} of the layer before, {along}.")
    def listen_to_one_neuron(self) -> None:
        """Only the edges into one neuron stay lit."""
        into = self.diagram.edges_into(self.last, self.j)
        rest = [edge for edge in self.diagram.edges.values() if edge not in into]
        rest += [one for (layer, j), one in self.diagram.neurons.items() if layer == self.last and j != self.j]
        self.diagram.neurons[self.last, self.j].unlit()
        self.play(FadeIn(self.diagram), run_time=theme.MOVE)
        if rest:
            self.play(Dim(VGroup(*rest)), run_time=theme.QUICK)

    @beat("What it hears is weighed: each activation times the weight of its edge, such as {example}.")
    def weigh_what_it_hears(self) -> None:
        """Product after product comes from its edge, each bar beginning where the last one ended."""
        self.play(self.sum.show_axis(), run_time=theme.QUICK)
        pace = max(0.4, min(theme.MOVE, 6.0 / len(self.heard)))
        for index, k in enumerate(self.heard):
            edge = self.diagram.edges[self.last, self.j, k]
            self.play(fly(self.sum.labels[index], edge), self.sum.show_bar(index), run_time=pace)
        if self.others:
            self.play(self.sum.show_row(len(self.heard)), run_time=theme.MOVE)

    @beat("The products are laid tip to tail, a negative one backwards. Last comes the neuron's own bias, {b}.")
    def add_the_bias(self) -> None:
        """The bias is one more bar, without an activation."""
        self.play(self.sum.show_row(len(self.sum.bars) - 2), run_time=theme.MOVE)

    @beat("They end at the weighted sum: {z}.")
    def reach_the_weighted_sum(self) -> None:
        """The total comes below the rule."""
        self.play(self.sum.show_total(), run_time=theme.MOVE)

    @beat("{squash}: out comes the activation {a}.")
    def squash_it(self) -> None:
        """The sum goes through the activation function."""
        frame = VGroup(self.plot.axes, self.plot.ticks, self.plot.labels)
        self.play(FadeIn(frame), FadeIn(self.plot.curve), run_time=theme.MOVE)
        self.play(fly(self.point, self.sum.read_outs[-1]), run_time=theme.MOVE)
        light = self.diagram.neurons[self.last, self.j].light()
        self.play(fly(self.passed, self.point), light, run_time=theme.MOVE)

    @beat("Every neuron j does the same: add up over all k it hears{span}, {then}.")
    def say_it_for_every_neuron(self) -> None:
        """The two formulas in general."""
        for line in self.general:
            self.play(FadeIn(line), run_time=theme.MOVE)

    def _product(self, k: int) -> Expression:
        return w(self.last, self.j, k) * a(self.last - 1, k)

    def _sum(self, width: float) -> RunningSum:
        """Return the products, the rest as one, and the bias, adding up to z."""
        colour = theme.colour("z")
        rows = [BarOf(self._term(k), self.products[k], self.moment, colour=colour) for k in self.heard]
        if self.others:
            rest = total(self.products[k] for k in self.others)
            n = len(self.others)
            rows.append(BarOf(Label(f"the other {n}" if n > 1 else "the other one"), rest, self.moment, colour=colour))
        bias = b(self.last, self.j)
        rows.append(BarOf(self._symbol(bias), bias, self.moment, colour=theme.colour("b")))
        whole = BarOf(self._symbol(self.z), self.z, self.moment, colour=colour)
        apart = (theme.TOP - theme.BOTTOM - _BELOW - _CLOSEST) / (len(rows) + 0.4)
        apart = min(_FURTHEST, max(_CLOSEST, apart))
        made = RunningSum(rows, whole, width=width, row_height=apart)
        return made.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.RIGHT, RIGHT)

    def _term(self, k: int) -> Formula:
        """Return w_jk a_k and, where there is room, the two numbers."""
        weight, activation = w(self.last, self.j, k), a(self.last - 1, k)
        numbers = [self.moment.read(one, digits=3) for one in (weight, activation)]
        sign = [f"({{{name}}})" if n.numeral.negative else f"{{{name}}}" for name, n in zip("xy", numbers, strict=True)]
        if not self.full:
            return Formula("{w} {a}", em=theme.LABEL, w=weight, a=activation)
        return Formula(
            f"{{w}} {{a}} {{eq}} {{x}} dot.op {sign[1]}",
            em=theme.LABEL,
            w=weight,
            a=activation,
            eq="=",
            x=numbers[0],
            y=numbers[1],
        )

    def _symbol(self, quantity: Quantity) -> Formula:
        return Formula("{q}", em=theme.LABEL, q=quantity)

    def _plot(self) -> SlopePlot:
        """Return the activation function around z, drawn by moving z."""
        at, value = self.moment.value(self.z), self.moment.value(self.a)
        reach = max(_LEAST_REACH, 1.3 * abs(at))
        across = scale_for([-reach, reach])
        tried = [self.moment.nudged(self.z, reach * tenth / 10 - at) for tenth in range(-10, 11)]
        outputs = [moment.value(self.a) for moment in tried]
        limit = 3 * max(1.0, abs(value))
        up = scale_for([value, *(one for one in outputs if abs(one) <= limit)])
        for height in (2.0, 1.7, 1.4, 1.2, 1.0, 0.88):
            plot = SlopePlot(self.moment, self.a, self.z, across=across, up=up, width=2.7, height=height)
            plot.align_to(RIGHT * theme.RIGHT, RIGHT).align_to(UP * theme.BOTTOM, DOWN)
            if plot.get_top()[1] < self.sum.get_bottom()[1]:
                break
        return plot

    def _passed(self) -> Formula:
        """Return a_j = sigma(z_j) = its value, between the general formulas and the curve."""
        for em, is_full in ((theme.TEXT, True), (theme.LABEL, True), (theme.TEXT, False), (theme.LABEL, False)):
            made = self._passed_line(em, is_full=is_full)
            made.next_to(self.plot, LEFT, buff=0.3).set_y(self.general[-1].get_y())
            made.shift(UP * max(0.0, theme.BOTTOM - made.get_bottom()[1]))
            if made.get_left()[0] > self.general[-1].get_right()[0] + 0.3:
                break
        return made

    def _passed_line(self, em: float, *, is_full: bool) -> Formula:
        name = function_names(self.moment.network)[-1]
        head = "sigma" if name == "sigma" else f'op("{name.replace("_", " ")}")'
        # a softmax hears all the sums, as its general form says
        is_full &= self.moment.network.layer(self.last).activation.elementwise
        parts: dict[str, Any] = {"z": self.z} if is_full else {}
        value = self.moment.read(self.a)
        middle = f" = {head}({{z}})" if is_full else ""
        return Formula(f"{{a}}{middle} {{eq}} {{value}}", em=em, a=self.a, eq="=", value=value, **parts)

    def _general(self) -> VGroup:
        formulas = index_formulas(self.moment.network.cost)
        a_name = "a" if self.moment.network.layer(self.last).activation.elementwise else "a_softmax"
        floor = min(self.sum.rule.get_y(), theme.TOP - self.diagram.height) - 0.2
        right = min(self.plot.get_left()[0], self.sum.labels[-1].get_left()[0]) - 0.3
        beside = self._passed_line(theme.LABEL, is_full=True).width
        for em in (theme.FORMULA, theme.TEXT, theme.LABEL):
            group = VGroup(*(index_line(formulas[name], em=em) for name in ("z", a_name)))
            group.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
            group.align_to(RIGHT * theme.LEFT, LEFT).align_to(UP * theme.BOTTOM, DOWN)
            free = self.plot.get_left()[0] - group[-1].get_right()[0] - 0.6
            if group.get_top()[1] < floor and group.get_right()[0] < right and free > beside:
                break
        return group

    def _words(self) -> dict[str, Word]:
        place, *_ = largest_of(self.story.moment, [self.products[k] for k in self.heard])
        strongest = self.heard[place]
        both = w(self.last, self.j, strongest), a(self.last - 1, strongest)
        factors = [self.moment.read(one) for one in both]
        row = self.moment.network.layer(self.last).activation
        several, squashes = self.moment.network.widths[-1] > 1, row.curve == Curve.S_CURVE
        known = row.spoken
        squash = f"The activation function, here {known}, {'squashes it' if squashes else 'takes it in'}"
        then = f"add the bias, {'squash' if squashes else f'apply {known}'}"
        if not row.elementwise:
            against = " by comparing it with the sums of the other outputs"
            alone = ", here all of it, as there is no other output"
            squash, then = f"Softmax turns it into a share{against if several else alone}", "add the bias, share"
        elif row.curve == Curve.LINE:
            squash = "The activation function, here the identity, lets it pass as it is"
            then = "and add the bias"
        heard = self.moment.count(neurons_of(self.last - 1))
        ends = [self.moment.count(neuron_number(self.last - 1, k)) for k in (0, self.n_prev - 1)]
        return {
            "j": self.moment.count(neuron_number(self.last, self.j)),
            "last": self.moment.count(layer_number(self.last)),
            "heard": {1: "the one neuron", 2: "both neurons"}.get(self.n_prev, ("all ", heard, " neurons")),
            "example": (factors[0], " × ", factors[1], " = ", self.moment.read(self.products[strongest])),
            "b": self.moment.read(b(self.last, self.j)),
            "z": (Named(self.z, indexed=several), " = ", self.moment.read(self.z)),
            "a": self.moment.read(self.a),
            "squash": squash,
            "then": then,
            "along": "each along an edge" if self.n_prev > 1 else "along one edge",
            "span": (", from ", ends[0], " to ", ends[1]) if self.n_prev > 1 else (", here only ", ends[0]),
        }
