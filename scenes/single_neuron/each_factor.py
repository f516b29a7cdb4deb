"""The three factors of the chain rule, each read off its own small formula."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from core.algebra.derivation import derive
from core.model.activation import Curve
from core.model.costs import Score
from core.model.network import Examples, Network
from core.model.quantity import C, a, slope, w, y, z
from core.notation.reading import Named
from core.passes.measurable import why_not_measurable
from core.passes.moment import Moment
from scenes import theme
from scenes.components.arrangement import stack
from scenes.components.chain_strip import ChainStrip
from scenes.components.factor_panel import activation_panel, cost_panel, sum_panel
from scenes.components.worked_steps import WorkedSteps
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, Recompute, become, lift
from scenes.type.formula import Formula

MIDDLE = -1.04
"""The left end of the room for formulas."""
NUDGED = ", the very slope that the shrinking nudges settled on"
ORDER = ("dz_dw", "da_dz", "dC_da")
"""Of the factors in the product."""
THUMB = 1.25
"""Height of the small curves at the end."""
COST_RULES: MappingProxyType[str, str] = MappingProxyType(
    {
        Score.SQUARE: "The square's slope is twice the distance from y to a.",
        Score.HALF_SQUARE: "Half a square has the distance from y to a itself as its slope.",
        Score.MEAN_SQUARE: "For one output the square's slope is twice the distance from y to a.",
    }
)
SHAPES: MappingProxyType[str, str] = MappingProxyType(
    {
        Curve.S_CURVE: "steep in the middle, flat at both ends",
        Curve.HINGE: "flat below zero, a straight climb above",
        Curve.LEAKY_HINGE: "almost flat below zero, a straight climb above",
        Curve.BENT_LINE: "a straight climb that is steeper above zero than below",
        Curve.SOFT_HINGE: "flat on the far left, a straight climb on the right",
        Curve.LINE: "a straight line, equally steep everywhere",
        Curve.WAVE: "a wave, steep between its crests and flat on them",
        Curve.RISING: "ever steeper to the right",
        Curve.SHARE: "flat everywhere, for one output alone has all the share",
    }
)


class EachFactor(Lesson):
    """Each ratio is a slope you can read off one small formula."""

    chapter = "single_neuron"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply: every slope must be a finite number."""
        return super().why_not(network, examples) or why_not_measurable(network, examples)

    def setup(self) -> None:
        """Lay out one panel per factor; the product waits at the right."""
        super().setup()
        last = self.moment.network.depth
        self.w, self.z, self.a, self.a_prev = w(last), z(last), a(last), a(last - 1)
        example = self.moment.examples
        self.derivation = derive(self.moment.network, slope(C, self.w), example.X[0], example.Y[0])
        self.slopes: dict[str, Any] = {
            one.name: one.quantity for one in self.derivation.factors if one.quantity is not None
        }
        self.strip = ChainStrip(self.moment)
        self.product, self.opening, self.lit = self._product(theme.TEXT), self._product(theme.FORMULA), set(self.slopes)
        self.product.align_to(RIGHT * theme.RIGHT, RIGHT).align_to(UP * theme.TOP, UP)
        makers = {"dC_da": cost_panel, "da_dz": activation_panel, "dz_dw": sum_panel}
        self.panels = {name: make(self.moment) for name, make in makers.items()}
        for panel in self.panels.values():
            panel.shift(UP * (theme.BOTTOM - panel.get_bottom()[1]) + RIGHT * (theme.LEFT - panel.get_left()[0]))
        self.works = {name: self._work(name) for name in self.panels}
        self.origins = self._origins()
        self.together, self.thumbnails = self._together(), self._thumbnails()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.recall_the_product()
        self.slide_along_the_cost()
        self.work_out_the_cost()
        self.slide_along_the_activation()
        self.work_out_the_activation()
        self.slide_along_the_sum()
        self.put_them_together()

    @beat("The cost's slope by {w} is a product of three slopes. Each comes from one small formula.")
    def recall_the_product(self) -> None:
        """The chain rule in large; below it each factor, beside the formula that it comes from."""
        self.play(FadeIn(self.strip, self.opening), run_time=theme.MOVE)
        for name, (fraction, function) in self.origins.items():
            self.play(lift(self.opening[name], fraction), FadeIn(function), run_time=theme.MOVE)

    @beat("From {a} to C: {bowl}{y}. {further}ere its slope is {dC_da}.")
    def slide_along_the_cost(self) -> None:
        """The product makes room; the point slides to y, beyond it, and back."""
        self.play(FadeOut(*self.origins.values()), become(self.opening, self.product), run_time=theme.MOVE)
        self.open_panel("dC_da")
        self.slide("dC_da")

    @beat("{cost_rule} With its numbers that is {dC_da}.")
    def work_out_the_cost(self) -> None:
        """The derivative of the cost in SymPy's steps."""
        self.work_out("dC_da")

    @beat("From {z} to {a}: this curve is {shape}. At z = {z_value} its slope is {da_dz}.")
    def slide_along_the_activation(self) -> None:
        """The point slides over the whole curve of sigma and back."""
        self.open_panel("da_dz", after="dC_da")
        self.slide("da_dz")

    @beat("Worked out from its own formula, the activation's slope here is {da_dz}.{dead}")
    def work_out_the_activation(self) -> None:
        """The derivative of sigma in SymPy's steps."""
        self.work_out("da_dz")

    @beat("From {w} to {z}: a straight line. One more unit of w always adds {a_prev} = {dz_dw} to z: w multiplies it.")
    def slide_along_the_sum(self) -> None:
        """The slope stays the same wherever the weight is."""
        self.open_panel("dz_dw", after="da_dz")
        self.slide("dz_dw")
        self.work_out("dz_dw")

    @beat("The three numbers multiply to {dC_dw}{measured}.")
    def put_them_together(self) -> None:
        """All factors in their places, then their numbers, then the product."""
        self.play(FadeOut(self.panels["dz_dw"], self.works["dz_dw"]), run_time=theme.QUICK)
        self.light(*self.slopes)
        self.play(FadeIn(self.together[0], self.thumbnails), run_time=theme.MOVE)
        self.play(FadeIn(self.together[1]), run_time=theme.MOVE)
        self.play(FadeIn(self.together[2]), run_time=theme.MOVE)

    def open_panel(self, name: str, after: str = "") -> None:
        """Light one factor, clear the last panel and let this one come."""
        if after:
            self.play(FadeOut(self.panels[after], self.works[after]), run_time=theme.QUICK)
        self.light(name)
        self.play(self.panels[name].appear(), run_time=theme.SLOW)
        self.play(self.works[name].show_function(), run_time=theme.QUICK)

    def light(self, *names: str) -> None:
        """Dim all factors of the product but some, and light those again."""
        changing = [name for name in self.slopes if (name in self.lit) != (name in names)]
        factors = [1 / theme.DIM if name in names else theme.DIM for name in changing]
        dimming = [Dim(self.product[name], factor) for name, factor in zip(changing, factors, strict=True)]
        self.play(*dimming, run_time=theme.QUICK)
        self.lit = set(names)

    def slide(self, name: str) -> None:
        """Slide through the panel's stops and back to rest; all of it is recomputed."""
        by, panel = self.slopes[name].by, self.panels[name]
        assert by is not None
        for start, end in pairwise((0.0, *panel.stops, 0.0)):

            def through(t: float, start: float = start, end: float = end) -> Moment:
                return self.moment.nudged(by, start + t * (end - start))

            self.play(Recompute(panel, through=through), run_time=theme.MOVE)

    def work_out(self, name: str) -> None:
        """Let the steps come, and the number at the end."""
        self.play(self.works[name].show_steps(), run_time=theme.SLOW)

    def _product(self, em: float) -> Formula:
        dots = " dot.op ".join(f"{{{name}}}" for name in ORDER)
        return Formula(f"{{dC_dw}} = {dots}", em=em, indexed=False, dC_dw=slope(C, self.w), **self.slopes)

    def _origins(self) -> dict[str, VGroup]:
        """Return each factor with the formula that it comes from, below each other and below the large product."""
        rows, em = {}, min(theme.TEXT, *(self.works[name].function.present_em for name in ORDER))
        for name in ORDER:
            fraction = Formula("{slope}", em=theme.TEXT, indexed=False, slope=self.slopes[name])
            function = self.works[name].function.copy()
            function.scale(em / function.present_em)
            rows[name] = VGroup(fraction, function.next_to(fraction, RIGHT, buff=0.8))
        self.opening.next_to(self.strip, DOWN, buff=0.2).set_x(0.0)
        free = self.opening.get_bottom()[1] - theme.BOTTOM - sum(row.height for row in rows.values())
        table = VGroup(*rows.values()).arrange(DOWN, buff=free / (len(rows) + 0.5), aligned_edge=LEFT)
        equals = max(function["eq"].get_x() for _, function in rows.values())
        for fraction, function in rows.values():
            fraction.set_x(table.get_left()[0] + table[0][0].width / 2)
            function.shift(RIGHT * (equals - function["eq"].get_x()))
        table.set_x(0.0).align_to(UP * theme.BOTTOM, DOWN)
        return rows

    def _work(self, name: str) -> WorkedSteps:
        told = {step.what: step for step in self.derivation.steps[0].substeps}
        quotient = self.slopes[name]
        ceiling = self.product.get_bottom()[1] - 0.3
        room = {"width": theme.RIGHT - MIDDLE, "height": ceiling - theme.BOTTOM}
        work = WorkedSteps(told[quotient], self.moment.read(quotient), **room)
        work.move_to(RIGHT * (theme.RIGHT + MIDDLE) / 2 + UP * (ceiling + theme.BOTTOM) / 2)
        return work.align_to(UP * ceiling, UP) if work.height < room["height"] else work

    def _together(self) -> VGroup:
        told = next(step for step in self.derivation.steps if step.rule == "product back to the input")
        symbols = Formula("{left} {eq} {rest}", indexed=False, left=self.derivation.quantity, eq="=", rest=told.result)
        readings: dict[str, Any] = {name: self.moment.read(quotient) for name, quotient in self.slopes.items()}
        factors = " dot.op ".join(f"({{{name}}})" if readings[name].value < 0 else f"{{{name}}}" for name in ORDER)
        numbers = Formula(f"{{eq}} {factors}", eq="=", **readings)
        value = Formula("{eq} {value}", eq="=", value=self.moment.read(self.derivation.quantity))
        lines = stack([symbols, numbers, value], buff=0.32)
        room = theme.RIGHT - theme.LEFT
        if lines.width > room:
            lines.scale(max(room / lines.width, theme.LABEL / theme.FORMULA))
        return lines.set_x(0).align_to(UP * (self.product.get_bottom()[1] - 0.25), UP)

    def _thumbnails(self) -> VGroup:
        """Return the three curves in small, in the order of the product, each with its slope."""
        columns = VGroup()
        for name in ORDER:
            value = self.moment.read(self.slopes[name])
            curve = self.panels[name].thumbnail(THUMB)
            label = Formula("{slope} = {value}", em=theme.LABEL, indexed=False, slope=self.slopes[name], value=value)
            columns.add(VGroup(label, curve).arrange(DOWN, buff=0.15))
        free = theme.RIGHT - theme.LEFT - sum(column.width for column in columns)
        columns.arrange(RIGHT, buff=min(1.3, free / 2))
        return columns.set_x(0).align_to(DOWN * theme.TOP, DOWN)

    def _words(self) -> dict[str, Word]:
        network = self.moment.network
        row, score = network.layers[-1].activation, network.cost.score
        slopes = {name: self.moment.read(quotient) for name, quotient in self.slopes.items()}
        wanted = self.moment.read(y())
        asleep = " A slope of zero: it makes every product through here zero."
        further = "Nearer to zero it is steeper; h" if wanted.value else "H"
        rule = COST_RULES.get(score, "Its slope follows from the cost's own formula.")
        return {
            **slopes,
            "w": Named(self.w),
            "z": Named(self.z),
            "a": Named(self.a),
            "a_prev": Named(self.a_prev),
            "bowl": _valley(score, wanted.value),
            "y": wanted,
            "further": further if score == Score.SLIDE else "Further off it is steeper; h",
            "cost_rule": rule,
            "shape": SHAPES.get(row.curve, "steep in some places and flat in others"),
            "z_value": self.moment.read(self.z),
            "dead": asleep if slopes["da_dz"].value == 0 else "",
            "dC_dw": self.moment.read(slope(C, self.w)),
            "measured": NUDGED if self.story.settled_nudge is not None else ": the slope of the cost",
        }


def _valley(score: str, y: float) -> str:
    """Return what a cost looks like against the activation, in words that end before y."""
    if score == Score.VALLEY:
        return "two walls with the lowest point at y = " if 0 < y < 1 else "a slide down to y = "
    if score == Score.SLIDE:
        return "a slide that is high near zero; y = " if y else "flat, for y = "
    return "a bowl with its floor at y = "
