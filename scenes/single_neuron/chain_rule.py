"""The ratios between neighbouring nudges, and how their product becomes the ratio of the ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, Line, VGroup

from core.model.arithmetic import product
from core.model.network import Examples, Network
from core.model.quantity import C, change, ratio, slope
from core.notation.numeral import short
from core.notation.reading import Named
from core.passes.measurable import why_not_measurable
from core.passes.moment import Moment
from scenes import theme
from scenes.components.arrangement import stack
from scenes.components.chain_strip import ChainStrip
from scenes.components.number_lines import NumberLines
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, become, fly, lift
from scenes.type.formula import Formula, Label
from scenes.watching.parts import crossing_on_purpose

MEANINGS = ("the weight", "the weighted sum", "the activation", "the cost")
LENGTHS = (3.8, 3.2, 2.6, 2.0)
"""Of the axes, the first that leaves room for the ratios."""
FACTORS = ("dz_dw", "da_dz", "dC_da")


class ChainRule(Lesson):
    """The ratios of neighbouring nudges multiply to the ratio of the ends."""

    chapter = "single_neuron"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: the nudge must be measurable all the way."""
        return super().why_not(network, examples) or why_not_measurable(network, examples)

    def setup(self) -> None:
        """Lay out the lines as the nudge left them, and between them the ratios of neighbours."""
        super().setup()
        self.quantities, self.moved = self.story.last_step, self.story.moved
        self.w = self.quantities[0]
        self.by = self.story.visible_nudge
        self.nudged = self.moment.nudged(self.w, self.by)
        self.strip = ChainStrip(self.moment)
        self.chain, self.slopes = self._chain(ratio), self._chain(slope)
        self.ends = self._ends()
        self._lay_out()
        self.sum_rule = self._sum_rule()
        self.strikes = self._strikes()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.recall_the_ends()
        self.compare_the_first_two()
        self.compare_the_others()
        self.multiply_the_ratios()
        self.cancel_the_middle()
        self.shrink_the_nudge()
        self.point_out_the_symbols()

    @beat("Again {w} is pushed by {nudge}: the cost's change over the weight's is {ends}. Where does it come from?")
    def recall_the_ends(self) -> None:
        """The lines as they were left; the ratio of the ends from its two braces."""
        self.play(FadeIn(self.strip, self.lines), run_time=theme.MOVE)
        self.play(self.divide(self.ends, "ends", self.lines[0], self.lines[-1]), run_time=theme.MOVE)
        self.play(fly(self.ends["value"], self.lines[-1].change_read_out), run_time=theme.MOVE)

    @beat("Go step by step. For each unit that the weight moves, the sum moves {dz_dw}.")
    def compare_the_first_two(self) -> None:
        """The first ratio, from its two braces."""
        self.show_ratio(0)

    @beat("{others}")
    def compare_the_others(self) -> None:
        """The other two ratios, each from its two braces."""
        self.show_ratio(1)
        self.show_ratio(2)

    @beat("{multiplied}")
    def multiply_the_ratios(self) -> None:
        """The numbers multiply to the number at the ends."""
        self.play(FadeIn(self.sum_rule[1]), Create(self.sum_rule[0]), run_time=theme.QUICK)
        self.play(fly(self.product, self.rows[-1]["value" if all(self.moved) else "eq"]), run_time=theme.MOVE)
        self.play(lift(self.product["value"], self.ends["value"]), run_time=theme.MOVE)

    @beat("{cancelled}")
    def cancel_the_middle(self) -> None:
        """The fractions line up; what stands both above and below a bar cancels."""
        dots = [self.chain[name] for name in ("dot0", "dot1")]
        lifted = [lift(row["q"], self.chain[name]) for row, name in zip(self.rows, FACTORS, strict=True)]
        self.play(FadeOut(self.ends["value"]), *lifted, *map(FadeIn, dots), run_time=theme.MOVE)
        for index, (strikes, parts) in self.strikes.items():
            fading = [Dim(part) for part in (*parts, self.lines[index])]
            self.play(*map(Create, strikes), *fading, run_time=theme.MOVE)

    @beat("Ratios multiply: that is the chain rule. {shrunk}")
    def shrink_the_nudge(self) -> None:
        """The nudge goes to zero; ratios give way to slopes."""
        again = [Dim(self.lines[index], 1 / theme.DIM) for index in self.strikes]
        struck = [strike for strikes, _ in self.strikes.values() for strike in strikes]
        if struck:
            self.play(*again, *map(FadeOut, struck), run_time=theme.QUICK)
        self.play(self.lines.push(self.w, self.by, 0.0, self.moment), run_time=theme.SLOW)
        before = VGroup(self.ends["ends"], self.ends["eq"], *(self.chain[name] for name in (*FACTORS, "dot0", "dot1")))
        changes = [FadeOut(line.change) for line in self.lines]
        turning = [become(row, other) for row, other in zip(self.rows, self.slope_rows, strict=True)]
        self.play(become(before, self.slopes), *turning, become(self.product, self.slope_product), *changes)

    @beat("w is {meanings}. Their slopes multiply to {dC_dw}.")
    def point_out_the_symbols(self) -> None:
        """Every symbol once more, with its meaning, where its line is."""
        labels = []
        for line, meaning in zip(self.lines, MEANINGS, strict=True):
            label = Label(meaning, colour=theme.colour_of(line.quantity))
            labels.append(label.next_to(line.axis[0].get_start(), UP, buff=0.24, aligned_edge=LEFT))
        self.play(LaggedStart(*map(FadeIn, labels), lag_ratio=0.7), run_time=theme.SLOW)

    def show_ratio(self, index: int) -> None:
        """Divide the changes of two neighbouring lines."""
        row = self.rows[index]
        self.play(self.divide(row, "q", *self.lines[index : index + 2]), run_time=theme.MOVE)
        self.play(fly(row["value"], self.lines[index + 1].change_read_out), run_time=theme.MOVE)

    def divide(self, formula: Formula, name: str, *lines: VGroup) -> AnimationGroup:
        """Return the coming of a fraction out of the changes of two lines."""
        below, above = (line.quantity for line in lines)
        return AnimationGroup(
            lift(lines[1].change_symbol, formula[f"{name}.{above.kind}"]),
            lift(lines[0].change_symbol, formula[f"{name}.{below.kind}"]),
            FadeIn(formula[f"{name}.bar"], formula["eq"]),
        )

    def _lay_out(self) -> None:
        """Lay out lines and ratios; the axes are shorter where the numbers are long."""
        visited = [self.moment.nudged(self.w, by) for by in self.story.halved_nudges]
        for length in LENGTHS:
            self.lines = NumberLines(self.moment, self.quantities, visited, length=length)
            self.lines.at(self.nudged)
            self.rows, self.product = self._rows(ratio, self.nudged)
            self.slope_rows, self.slope_product = self._rows(slope, self.moment)
            column = VGroup(*self.rows, self.product, *self.slope_rows, self.slope_product)
            if column.get_right()[0] <= theme.RIGHT:
                break

    def _chain(self, quotient) -> Formula:  # noqa: ANN001  ratio or slope
        pairs = zip(FACTORS, pairwise(self.quantities), strict=True)
        factors = {name: quotient(of, by) for name, (by, of) in pairs}
        chain = Formula(
            "{ends} {eq} {dz_dw} {dot0} {da_dz} {dot1} {dC_da}",
            em=theme.TEXT,
            indexed=False,
            ends=quotient(C, self.w),
            eq="=",
            dot0="dot.op",
            dot1="dot.op",
            **factors,
        )
        return chain.align_to(RIGHT * theme.RIGHT, RIGHT).align_to(UP * theme.TOP, UP)

    def _ends(self) -> Formula:
        value = self.nudged.read(ratio(C, self.w))
        ends = Formula("{ends} {eq} {value}", em=theme.TEXT, indexed=False, ends=ratio(C, self.w), eq="=", value=value)
        return ends.shift(self.chain["eq"].get_center() - ends["eq"].get_center())

    def _rows(self, quotient, moment: Moment) -> tuple[list[Formula], Formula]:  # noqa: ANN001  ratio or slope
        """Return the ratios of neighbours, each between its two lines, and their product at the foot."""
        rows, known = [], []
        for (by, of), moved in zip(pairwise(self.quantities), self.moved, strict=False):
            one = quotient(of, by)
            value: object = '"no value"'
            if moved or quotient is slope:
                value = moment.read(one)
                known.append(one)
            template = "{q} {eq} {value}"
            rows.append(Formula(template, em=theme.TEXT, indexed=False, q=one, eq="=", value=value))
        value = moment.read(product(known))
        whole = Formula("{eq} {value}", em=theme.TEXT, eq="=", value=value)
        column = stack([*rows, whole])
        column.shift(RIGHT * (self.lines.get_right()[0] + 0.9 - column.get_left()[0]))
        heights = [line.axis[0].get_center()[1] for line in self.lines]
        for row, (upper, lower) in zip(rows, pairwise(heights), strict=True):
            row.shift(UP * ((upper + lower) / 2 - row["q.bar"].get_center()[1]))
        whole.align_to(UP * theme.BOTTOM, DOWN).shift(UP * 0.08)
        return rows, whole

    def _sum_rule(self) -> VGroup:
        """Return the rule above the product, and the signs of multiplication."""
        column = VGroup(*self.rows)
        y = (self.rows[-1].get_bottom()[1] + self.product.get_top()[1]) / 2
        ends = [side[0] * RIGHT + y * UP for side in (column.get_left() + LEFT * 0.5, column.get_right())]
        rule = Line(*ends, color=theme.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        signs = VGroup(*(Formula("times", em=theme.TEXT) for _ in self.rows[1:]))
        for sign, row in zip(signs, self.rows[1:], strict=True):
            sign.next_to(row["q.bar"], LEFT, buff=0.2).set_x(ends[0][0] + 0.12)
        return VGroup(rule, signs)

    def _strikes(self) -> dict[int, tuple[list[Line], list[VGroup]]]:
        """Return, for each middle line that moved, what strikes its change out, and what is struck."""
        strikes = {}
        for index, (before, after) in enumerate(pairwise(FACTORS), 1):
            if self.moved[index]:
                kind = self.quantities[index].kind
                parts = [self.chain[f"{name}.{kind}"] for name in (before, after)]
                strikes[index] = ([self._strike(part) for part in parts], parts)
        return strikes

    @staticmethod
    def _strike(part: VGroup) -> Line:
        corners = part.get_corner(DOWN + LEFT), part.get_corner(UP + RIGHT)
        return crossing_on_purpose(Line(*corners, color=theme.colour("text"), stroke_width=theme.LINE_WIDTH))

    def _words(self) -> dict[str, Word]:
        rows = {name: row.readings.get("value", "") for name, row in zip(FACTORS, self.rows, strict=True)}
        ends, product = self.ends.readings["value"], self.product.readings["value"]
        _, z_moved, a_moved, _ = self.moved
        weight, total, activation = map(Named, self.quantities[:3])
        others: Word = ("For each unit of the sum the activation moves ", rows["da_dz"])
        if a_moved:
            others = (*others, "; for each unit of activation the cost moves ", rows["dC_da"], ".")
        elif z_moved:
            others = (*others, ". It stood still, so the last ratio has nothing to divide by.")
        else:
            others = "The sum stood still, so the ratios after it have nothing to divide by and no value."
        multiplied: Word = ("Multiply the three: ", product, ", the very ratio of the two ends.")
        cancelled = "Each change in the middle stands once above a bar and once below one: it cancels."
        if not a_moved:
            multiplied = ("One ratio is ", product, ", so no effect gets past it: the ends give ", ends, " too.")
            cancelled = (
                "A change of zero cannot be cancelled. It need not be: one factor of zero makes the product zero."
            )
        nudge = replace(self.nudged.read(change(self.w)), numeral=short(self.by))
        shrunk = "Shrink the nudge to nothing, and each ratio becomes a slope, ∂."
        if self.story.settled_nudge is None:
            shrunk = "Slopes, ∂, multiply as well, but here no nudge's ratio settles on them."
        return {
            "shrunk": shrunk,
            "w": weight,
            "nudge": nudge,
            "ends": ends,
            "dz_dw": rows["dz_dw"],
            "others": others,
            "multiplied": multiplied,
            "cancelled": cancelled,
            "meanings": f"{MEANINGS[0]}, z {MEANINGS[1]}, a {MEANINGS[2]}, C {MEANINGS[3]}",
            "dC_dw": self.moment.read(slope(C, self.w)),
            "z": total,
            "a": activation,
        }
