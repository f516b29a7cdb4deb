"""The path from the previous activation to the cost: its first ratio is the weight itself."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, VGroup

from core.derivation import derive
from core.network import Examples, Network
from core.nudge_size import settling_nudge
from core.numeral import short
from core.quantity import C, Quantity, a, b, change, slope, w, y, z
from core.reading import read
from core.trace import State
from scenes import theme
from scenes.components.chain_strip import ChainStrip
from scenes.components.dependency_tree import tree_within
from scenes.components.formula import Formula
from scenes.components.paired_lines import PairedLines
from scenes.components.slope_product import SlopeProduct
from scenes.lesson import Lesson, Word, beat
from scenes.stage.motion import Dim, Recompute, become, fly


class SensitivityToThePreviousNeuron(Lesson):
    """The weight itself says how strongly the previous activation reaches the cost."""

    chapter = "single_neuron"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: the output must be able to move."""
        last = network.layers[-1]
        if last.n == 1 and not last.activation.elementwise:
            return f"a {last.activation.name} of one output is always 1, so nothing reaches the cost"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the tree at the left, the products and two lines at the right."""
        super().setup()
        last = self.last = self.trace.network.depth
        self.w, self.b, self.z, self.a = w(last), b(last), z(last), a(last)
        self.previous = a(last - 1)
        self.rest = State()
        self.by = settling_nudge(self.trace, C, self.previous, self.rest)
        self.strip = ChainStrip(self.trace, self.rest)
        room = self.strip.get_bottom()[1] - 0.3 - theme.BOTTOM
        visited = [self.nudged(self.by)]
        self.tree = tree_within(self.trace, self.rest, width=6.9, height=room, layers=min(2, last), visited=visited)
        self.tree.next_to(self.strip, DOWN, buff=0.3).align_to(RIGHT * theme.LEFT, LEFT)
        for edge in ((self.w, self.z), (self.previous, self.z), (self.z, self.a), (self.a, C)):
            self.tree.edge(*edge).set_stroke(theme.colour("text"), width=theme.BOLD_LINE)
        self.for_w, self.product = self._product(self.w), self._product(self.previous)
        self.for_w.symbols.shift(self.product.symbols["eq"].get_center() - self.for_w.symbols["eq"].get_center())
        beyond = max(0.0, self.for_w.symbols.get_right()[0] - theme.RIGHT)
        VGroup(self.for_w.symbols, self.product).shift(LEFT * beyond)
        self.lines = self._lines()
        self.sum = self._sum()
        self.handle = self._handle()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.light_the_path()
        self.swap_one_ratio()
        self.find_the_weight()
        self.nudge_the_previous_neuron()
        self.put_the_numbers_in()
        if self.last > 1:
            self.hand_the_slope_on()
        else:
            self.arrive_at_the_input()

    @beat("The neuron before, with {previous} = {previous_value}, has a way to the cost too.{held}")
    def light_the_path(self) -> None:
        """The tree of the last layer; the path from the previous activation is lit."""
        path = self.tree.path(self.previous, self.z, self.a, C)
        self.play(FadeIn(self.strip), run_time=theme.QUICK)
        self.play(self.tree.grow(self.w, self.previous, self.b, self.z, self.a, y(), C), run_time=theme.SLOW)
        others = VGroup(*(part for part in self._last_layer() if part not in path.submobjects))
        self.play(Dim(others), run_time=theme.QUICK)

    @beat("Compare the weight's product: from {z} on the way is shared. Only the first ratio is swapped again.")
    def swap_one_ratio(self) -> None:
        """What is shared stays; what names the weight turns into what names the activation."""
        old, new = self.for_w.symbols, self.product.symbols
        self.play(FadeIn(old), run_time=theme.MOVE)
        self.wait(theme.PAUSE)
        shared = [become(old[name], new[name]) for name in ("eq", *self.product.names[1:])]
        swapped = [(old["slope"], new["slope"]), (old[self.for_w.names[0]], new[self.product.names[0]])]
        self.play(
            *shared,
            *(FadeOut(one, shift=UP * 0.4) for one, _ in swapped),
            *(FadeIn(one, shift=UP * 0.4) for _, one in swapped),
            run_time=theme.SLOW,
        )

    @beat("In the sum, {previous} is multiplied by {w}: whatever it gains reaches {z} {w} times over.")
    def find_the_weight(self) -> None:
        """The sum is written out of the tree; the ratio comes out of its weight."""
        pairs = (("z", self.z), ("w", self.w), ("ap", self.previous), ("b", self.b))
        flights = [fly(self.sum[name], self.tree.node(quantity).symbol) for name, quantity in pairs]
        signs = FadeIn(self.sum["eq"], self.sum["plus"])
        self.play(LaggedStart(*flights, signs, lag_ratio=0.3), run_time=theme.SLOW)
        self.play(Dim(self.sum["b"]), run_time=theme.QUICK)
        self.play(fly(self.product.formulas[0], self.sum["w"]), run_time=theme.MOVE)

    @beat("Nudge {previous} by {nudge}, and {z} {answer}")
    def nudge_the_previous_neuron(self) -> None:
        """Both braces grow together, to one scale."""
        self.play(self.lines.appear(), run_time=theme.MOVE)
        self.lines.at(self.nudged(0.0))
        self.play(self.lines.show_changes(), run_time=theme.QUICK)
        self.play(
            Recompute(self.lines, self.tree, self.strip, through=lambda t: self.nudged(t * self.by)),
            run_time=theme.SLOW,
        )

    @beat("{product}{zero}")
    def put_the_numbers_in(self) -> None:
        """Back at rest, each factor gets its formula and its number; then their product."""
        self.play(
            Recompute(self.lines, self.tree, self.strip, through=lambda t: self.nudged((1 - t) * self.by)),
            run_time=theme.MOVE,
        )
        self.play(FadeOut(self.lines, self.sum), run_time=theme.QUICK)
        self.play(FadeIn(self.product.formulas[1:]), run_time=theme.MOVE)
        self.play(FadeIn(self.product.numbers), run_time=theme.MOVE)
        self.play(fly(self.product.value, self.product.numbers), run_time=theme.MOVE)

    @beat("We cannot set {previous}: {w_before}, {a_before} and {b_before} make it. Its slope is our handle on them.")
    def hand_the_slope_on(self) -> None:
        """The layer before grows out of the activation; the slope is marked as what leads there."""
        before = (z(self.last - 1), w(self.last - 1), a(self.last - 2), b(self.last - 1))
        self.play(self.tree.grow(*before[:1]), run_time=theme.MOVE)
        self.play(self.tree.grow(*before[1:]), run_time=theme.MOVE)
        rows = (self.product.symbols, self.product.formulas, self.product.numbers)
        self.play(*map(FadeOut, rows), become(self.product.value, self.handle), run_time=theme.MOVE)

    @beat("Here {previous} is the input, and nobody tunes the input. With one layer the way back ends here.")
    def arrive_at_the_input(self) -> None:
        """Nothing lies before the input: the path back is complete."""
        self.play(Dim(self.product.symbols), Dim(self.product.formulas), Dim(self.product.numbers), run_time=theme.MOVE)

    def nudged(self, by: float) -> State:
        """Return the state with the previous activation nudged."""
        return self.rest.nudged(self.previous, by)

    def _last_layer(self) -> VGroup:
        """Return the tree without the layer before."""
        hidden = {str(q) for q in (z(self.last - 1), w(self.last - 1), a(self.last - 2), b(self.last - 1))}
        if self.last == 1:
            return self.tree
        edges = [edge for pair, edge in self.tree.edges.items() if not hidden.intersection(pair)]
        nodes = [node for name, node in self.tree.nodes.items() if name not in hidden]
        return VGroup(*edges, *nodes)

    def _product(self, by: Quantity) -> SlopeProduct:
        examples = self.trace.examples
        found = derive(self.trace.network, slope(C, by), examples.X[0], examples.Y[0])
        room = theme.RIGHT - max(self.tree.get_right()[0], self.strip.get_right()[0]) - 0.4
        product = SlopeProduct(self.trace, found, self.rest, width=room)
        return product.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.RIGHT, RIGHT)

    def _lines(self) -> PairedLines:
        room = theme.RIGHT - self.tree.get_right()[0] - 0.4
        lines = PairedLines(self.trace, (self.previous, self.z), self.rest, [self.nudged(self.by)], width=room)
        return lines.align_to(UP * (theme.BOTTOM + 0.06), DOWN).align_to(RIGHT * (theme.RIGHT - 0.08), RIGHT)

    def _sum(self) -> Formula:
        """Return z = w a + b, above the lines."""
        parts = {"z": self.z, "w": self.w, "ap": self.previous, "b": self.b}
        formula = Formula("{z} {eq} {w} {ap} {plus} {b}", indexed=False, eq="=", plus="+", **parts)
        formula.next_to(self.lines, UP, buff=0.3).align_to(self.product.symbols, LEFT)
        return formula.shift(LEFT * max(0.0, formula.get_right()[0] - theme.RIGHT))

    def _handle(self) -> Formula:
        """Return the slope with its value, level with its activation: what the next step takes along."""
        value = read(self.trace, slope(C, self.previous), self.rest)
        handle = Formula("{dC_da} = {value}", indexed=False, dC_da=slope(C, self.previous), value=value)
        handle["value"].set_color(theme.colour("C"))
        return handle.align_to(self.product, LEFT).set_y(self.tree.node(self.previous).symbol.get_y())

    def _words(self) -> dict[str, Word]:
        # an output at its limit has one factor for both, dC/dz
        _, *factors = (self.product.by_name[name] for name in self.product.names)
        value, weight = read(self.trace, slope(C, self.previous)), read(self.trace, self.w)
        zero = ""
        if not factors[0].value:
            zero = f" This neuron does not answer to {self.z.plain()} at all."
        elif not value.value and weight.value:
            zero = " The output is what it should be."
        name = slope(C, self.previous).plain()
        words: dict[str, Word] = {
            "w": self.w.plain(),
            "held": " We follow this way alone, all else held still." if self.trace.path else "",
            "z": self.z.plain(),
            "previous": self.previous.plain(),
            "previous_value": read(self.trace, self.previous),
            "nudge": replace(read(self.trace, change(self.previous), self.nudged(self.by)), numeral=short(self.by)),
            "answer": self._answer(),
            "product": (weight, *(part for one in factors for part in (" × ", one)), f" makes {name} = ", value, "."),
            "zero": zero,
        }
        if self.last > 1:
            before = {"w": w(self.last - 1), "a": a(self.last - 2), "b": b(self.last - 1)}
            words |= {f"{kind}_before": quantity.plain() for kind, quantity in before.items()}
        return words

    def _answer(self) -> Word:
        """Return how the sum answers to the nudge, in words; a negative weight turns it round."""
        moved = read(self.trace, change(self.z), self.nudged(self.by), digits=3)
        weight = read(self.trace, self.w)
        if not weight.value:
            return "does not move: the weight is 0, so nothing gets through."
        turned = ": times " if weight.value > 0 else ", the other way: the weight is negative, "
        return ("moves by ", moved, turned, weight, ".")
