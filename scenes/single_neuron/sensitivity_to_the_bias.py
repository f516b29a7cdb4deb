"""The path from the bias to the cost: the weight's chain rule with one ratio swapped for a 1."""

from __future__ import annotations

from dataclasses import replace

from manim import FadeIn, FadeOut, VGroup

from core.model.costs import Score
from core.model.quantity import C, b, change, slope, w, z
from core.notation.numeral import short
from core.notation.reading import Named, read
from scenes import theme
from scenes.components.path_to_cost import PathToCost
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, become, fly


class SensitivityToTheBias(Lesson):
    """For the bias only one factor changes, and it becomes 1."""

    chapter = "single_neuron"
    on_a_chain = True
    by_outputs = True

    def setup(self) -> None:
        """Lay out the tree at the left, the products and two lines at the right."""
        super().setup()
        last = self.trace.network.depth
        self.w, self.b, self.z = w(last), b(last), z(last)
        self.path = PathToCost(self.trace, self.b)
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.recall_the_weight()
        self.light_the_path_of_the_bias()
        self.swap_one_ratio()
        self.see_the_bias_alone()
        self.nudge_the_bias()
        self.put_the_numbers_in()

    @beat("From {w} to the cost there are three steps: its slope {dC_dw} is a product of three ratios.")
    def recall_the_weight(self) -> None:
        """The weight's path and its product, as they are known."""
        tree = self.path.tree
        self.play(FadeIn(self.path.strip), FadeIn(tree), run_time=theme.MOVE)
        self.play(Dim(tree.others(self.path.path(self.w))), run_time=theme.QUICK)
        self.play(FadeIn(self.path.of_weight.symbols), run_time=theme.MOVE)

    @beat("The bias {b}, here {b_value}, takes the same way down: from {z} on, its path is the weight's path.")
    def light_the_path_of_the_bias(self) -> None:
        """The light moves from the weight's edge to the bias' edge."""
        tree = self.path.tree
        leaving, coming = (VGroup(tree.edge(one, self.z), tree.node(one)) for one in (self.w, self.b))
        self.play(Dim(leaving), Dim(coming, 1 / theme.DIM), run_time=theme.MOVE)

    @beat("So two of the three ratios stay as they are, and only the first is swapped: how does {z} answer to {b}?")
    def swap_one_ratio(self) -> None:
        """What is shared stays; what names the weight turns into what names the bias."""
        self.play(self.path.swap(), run_time=theme.SLOW)

    @beat("In the sum, {b} stands alone, multiplied by nothing. Whatever it gains, {z} gains: the ratio is {own}.")
    def see_the_bias_alone(self) -> None:
        """The sum is written out of the tree; the ratio's 1 comes out of its lone bias."""
        total = self.path.sum
        self.play(self.path.make_room(), run_time=theme.QUICK)
        self.play(self.path.write_sum(), run_time=theme.SLOW)
        self.play(Dim(VGroup(total["w"], total["ap"])), run_time=theme.QUICK)
        brace, value = self.path.own
        self.play(FadeIn(brace), fly(value, total["b"]), run_time=theme.MOVE)

    @beat("Nudge {b} by {nudge}, and {z} moves by {dz}: on one scale, the two braces are equally long.")
    def nudge_the_bias(self) -> None:
        """Both braces grow together, to one scale."""
        lines = self.path.lines
        self.play(lines.appear(), run_time=theme.MOVE)
        lines.at(self.path.nudged(0.0))
        self.play(lines.show_changes(), run_time=theme.QUICK)
        self.play(self.path.push(0.0, 1.0), run_time=theme.SLOW)

    @beat("{product}{zero}")
    def put_the_numbers_in(self) -> None:
        """Back at rest, each factor gets its formula and its number; then their product."""
        product = self.path.product
        self.play(self.path.push(1.0, 0.0), run_time=theme.MOVE)
        brace, value = self.path.own
        self.play(FadeOut(self.path.lines, self.path.sum, brace), run_time=theme.QUICK)
        coming = FadeIn(*map(product.formula, product.shared))
        self.play(become(value, product.formula(product.own)), coming, run_time=theme.MOVE)
        self.play(FadeIn(product.numbers), run_time=theme.QUICK)
        self.play(fly(product.value, product.numbers), run_time=theme.QUICK)

    def _words(self) -> dict[str, Word]:
        nudged, product = self.path.nudged(), self.path.product
        da_dz, dC_da = (product.by_name[name] for name in product.shared)
        value = read(self.trace, slope(C, self.b))
        zero: Word = ""
        if not da_dz.value:
            zero = (" Where ", Named(self.z), " stands, the curve is flat, so the slope by the bias is zero too.")
        elif not value.value:
            zero = " The output is what it should be, so nothing is to be gained."
            if self.trace.network.cost.score == Score.SLIDE:
                zero = " As nothing is wanted, this cost does not look at the output."
        one = read(self.trace, slope(self.z, self.b))
        own = replace(one, numeral=short(one.value))
        return {
            "own": own,
            "w": Named(self.w),
            "b": Named(self.b),
            "z": Named(self.z),
            "dC_dw": Named(slope(C, self.w)),
            "b_value": read(self.trace, self.b),
            "nudge": replace(read(self.trace, change(self.b), nudged), numeral=short(self.path.by)),
            "dz": replace(read(self.trace, change(self.z), nudged), numeral=short(self.path.by)),
            "product": (own, " × ", da_dz, " × ", dC_da, " makes ", Named(slope(C, self.b)), " = ", value, "."),
            "zero": zero,
        }
