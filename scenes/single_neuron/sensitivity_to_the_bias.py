"""The path from the bias to the cost: the weight's chain rule with one ratio swapped for a 1."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, VGroup

from core.derivation import derive
from core.nudge_size import settling_nudge
from core.numeral import short
from core.quantity import C, Quantity, a, b, change, slope, w, z
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


class SensitivityToTheBias(Lesson):
    """For the bias only one factor changes, and it becomes 1."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the tree at the left, the products and two lines at the right."""
        super().setup()
        last = self.trace.network.depth
        self.w, self.b, self.z, self.a = w(last), b(last), z(last), a(last)
        self.previous = a(last - 1)
        self.rest = State()
        self.by = settling_nudge(self.trace, C, self.b, self.rest)
        self.strip = ChainStrip(self.trace, self.rest)
        room = self.strip.get_bottom()[1] - 1.0 - theme.BOTTOM
        self.tree = tree_within(self.trace, self.rest, width=6.9, height=room, visited=[self.nudged(self.by)])
        self.tree.next_to(self.strip, DOWN, buff=0.25).align_to(RIGHT * theme.LEFT, LEFT)
        for edge in ((self.w, self.z), (self.b, self.z), (self.z, self.a), (self.a, C)):
            self.tree.edge(*edge).set_stroke(theme.colour("text"), width=theme.BOLD_LINE)
        self.for_w, self.for_b = self._product(self.w), self._product(self.b)
        self.for_w.symbols.shift(self.for_b.symbols["eq"].get_center() - self.for_w.symbols["eq"].get_center())
        beyond = max(0.0, self.for_w.symbols.get_right()[0] - theme.RIGHT)
        VGroup(self.for_w.symbols, self.for_b).shift(LEFT * beyond)
        self.lines = self._lines()
        self.sum = self._sum()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.recall_the_weight()
        self.light_the_path_of_the_bias()
        self.swap_one_ratio()
        self.see_the_bias_alone()
        self.nudge_the_bias()
        self.put_the_numbers_in()

    @beat("A nudge to {w} reaches the cost in three steps: its slope {dC_dw} is a product of three ratios.{held}")
    def recall_the_weight(self) -> None:
        """The weight's path and its product, as they are known."""
        path = self.tree.path(self.w, self.z, self.a, C)
        self.play(FadeIn(self.strip), FadeIn(self.tree), run_time=theme.MOVE)
        self.play(Dim(self.tree.others(path)), run_time=theme.QUICK)
        self.play(FadeIn(self.for_w.symbols), run_time=theme.MOVE)

    @beat("The bias {b}, here {b_value}, takes the same way down: from {z} on, its path is the weight's path.")
    def light_the_path_of_the_bias(self) -> None:
        """The light moves from the weight's edge to the bias' edge."""
        leaving, coming = self.tree.edge(self.w, self.z), self.tree.edge(self.b, self.z)
        nodes = self.tree.node(self.w), self.tree.node(self.b)
        self.play(
            Dim(VGroup(leaving, nodes[0])),
            Dim(VGroup(coming, nodes[1]), 1 / theme.DIM),
            run_time=theme.MOVE,
        )

    @beat("So two of the three ratios stay as they are, and only the first is swapped: how does {z} answer to {b}?")
    def swap_one_ratio(self) -> None:
        """What is shared stays; what names the weight turns into what names the bias."""
        old, new = self.for_w.symbols, self.for_b.symbols
        shared = [become(old[name], new[name]) for name in ("eq", *self.for_b.names[1:])]
        swapped = [(old["slope"], new["slope"]), (old[self.for_w.names[0]], new[self.for_b.names[0]])]
        self.play(
            *shared,
            *(FadeOut(one, shift=UP * 0.4) for one, _ in swapped),
            *(FadeIn(one, shift=UP * 0.4) for _, one in swapped),
            run_time=theme.SLOW,
        )

    @beat("In the sum, {b} stands alone, multiplied by nothing. Whatever it gains, {z} gains: the ratio is 1.")
    def see_the_bias_alone(self) -> None:
        """The sum is written out of the tree; the ratio's 1 comes out of its lone bias."""
        pairs = (("z", self.z), ("w", self.w), ("ap", self.previous), ("b", self.b))
        flights = [fly(self.sum[name], self.tree.node(quantity).symbol) for name, quantity in pairs]
        signs = FadeIn(self.sum["eq"], self.sum["plus"])
        self.play(LaggedStart(*flights, signs, lag_ratio=0.3), run_time=theme.SLOW)
        self.play(Dim(VGroup(self.sum["w"], self.sum["ap"])), run_time=theme.QUICK)
        self.play(fly(self.for_b.formulas[0], self.sum["b"]), run_time=theme.MOVE)

    @beat("Nudge {b} by {nudge}, and {z} moves by {dz}: on one scale, the two braces are equally long.")
    def nudge_the_bias(self) -> None:
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
        product = self.for_b
        self.play(
            Recompute(self.lines, self.tree, self.strip, through=lambda t: self.nudged((1 - t) * self.by)),
            Dim(self.sum),
            run_time=theme.MOVE,
        )
        self.play(FadeOut(self.lines), run_time=theme.QUICK)
        self.play(FadeIn(product.formulas[1:]), run_time=theme.MOVE)
        self.play(FadeIn(product.numbers), run_time=theme.MOVE)
        self.play(fly(product.value, product.numbers), run_time=theme.MOVE)

    def nudged(self, by: float) -> State:
        """Return the state with the bias nudged."""
        return self.rest.nudged(self.b, by)

    def _product(self, by: Quantity) -> SlopeProduct:
        x, y = self.trace.examples.X[0], self.trace.examples.Y[0]
        room = theme.RIGHT - max(self.tree.get_right()[0], self.strip.get_right()[0]) - 0.4
        product = SlopeProduct(self.trace, derive(self.trace.network, slope(C, by), x, y), self.rest, width=room)
        return product.align_to(UP * theme.TOP, UP).align_to(RIGHT * theme.RIGHT, RIGHT)

    def _lines(self) -> PairedLines:
        room = theme.RIGHT - self.tree.get_right()[0] - 0.4
        lines = PairedLines(self.trace, (self.b, self.z), self.rest, [self.nudged(self.by)], width=room)
        return lines.align_to(UP * (theme.BOTTOM + 0.06), DOWN).align_to(RIGHT * (theme.RIGHT - 0.08), RIGHT)

    def _sum(self) -> Formula:
        """Return z = w a + b, at the foot of the tree."""
        parts = {"z": self.z, "w": self.w, "ap": self.previous, "b": self.b}
        formula = Formula("{z} {eq} {w} {ap} {plus} {b}", indexed=False, eq="=", plus="+", **parts)
        formula.next_to(self.tree, DOWN, buff=0.35).set_x(self.tree.node(self.z).symbol.get_x())
        return formula.shift(RIGHT * max(0.0, theme.LEFT - formula.get_left()[0]))

    def _words(self) -> dict[str, Word]:
        nudged = self.nudged(self.by)
        product = self.for_b
        _, da_dz, dC_da = (product.by_name[name] for name in product.names)
        value = read(self.trace, slope(C, self.b))
        zero = ""
        if not da_dz.value:
            zero = f" This neuron does not answer to {self.z.plain()} at all, so the bias cannot move the cost."
        elif not value.value:
            zero = " The output is what it should be, so nothing is to be gained."
        return {
            "w": self.w.plain(),
            "held": " All else is held still." if self.trace.path else "",
            "b": self.b.plain(),
            "z": self.z.plain(),
            "dC_dw": slope(C, self.w).plain(),
            "b_value": read(self.trace, self.b),
            "nudge": replace(read(self.trace, change(self.b), nudged), numeral=short(self.by)),
            "dz": replace(read(self.trace, change(self.z), nudged), numeral=short(self.by)),
            "product": ("1 × ", da_dz, " × ", dC_da, f" makes {slope(C, self.b).plain()} = ", value, "."),
            "zero": zero,
        }
