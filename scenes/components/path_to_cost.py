"""One path to the cost beside another: what they share, and the one ratio in which they differ."""

from __future__ import annotations

from typing import final

from manim import DOWN, LEFT, PI, RIGHT, UP, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup

from core.algebra.derivation import derive
from core.algebra.in_order import Factors
from core.model.quantity import C, Quantity, a, b, slope, w, z
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.components.brace import Brace
from scenes.components.chain_strip import ChainStrip
from scenes.components.dependency_tree import DependencyTree, tree_within
from scenes.components.paired_lines import PairedLines
from scenes.components.slope_product import SlopeProduct
from scenes.motion import Recompute, become, fly
from scenes.type.formula import Formula

_TREE = 6.5
"""The most that the tree may take of the stage's width."""
_GUTTER = 0.45
"""Between the tree and what stands at its right."""


@final
class PathToCost(VGroup):
    """How something that the last weighted sum is made from reaches the cost, beside the weight's path.

    The chain and the tree stand at the left; at the right the product of ratios, which rises to make
    room for the weighted sum and two lines. None of it is on stage before a lesson shows it.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    quantity : Quantity
        The bias of the last layer, or the activation before it.

    Attributes
    ----------
    strip : ChainStrip
    tree : DependencyTree
        Of the last layer, the edges of both paths drawn bold.
    of_weight, product : SlopeProduct
        The cost's slope by the weight and by the quantity, on one equals sign.
    sum : Formula
        z = w a + b; parts z, eq, w, ap, plus, b.
    own : VGroup
        A brace under the ratio in which the products differ, and under it what this ratio equals.
    lines : PairedLines
        Of the quantity and z.
    by : float
        The nudge.
    """

    def __init__(self, moment: Moment, quantity: Quantity) -> None:
        self._moment, self._quantity = moment, quantity
        last = moment.network.depth
        self._makers = {"z": z(last), "w": w(last), "ap": a(last - 1), "b": b(last)}
        self.by = Story(moment).nudge_of(quantity)
        self.strip = ChainStrip(moment)
        self.tree = self.tree_of(1)
        self._left = max(self.tree.get_right()[0], self.strip.get_right()[0]) + _GUTTER
        self.of_weight, self.product = self._products()
        self.lines = self._lines()
        self.own = self._own()
        self.sum = self._sum()
        self._rise = self.product.symbols.get_y() - (theme.TOP + theme.BOTTOM) / 2
        VGroup(self.of_weight.symbols, self.product.symbols).shift(DOWN * self._rise)
        super().__init__(self.strip, self.tree, self.of_weight, self.product, self.own, self.sum, self.lines)

    def nudged(self, share: float = 1.0) -> Moment:
        """Return the state with a share of the nudge."""
        return self._moment.nudged(self._quantity, share * self.by)

    def tree_of(self, layers: int) -> DependencyTree:
        """Return the tree of the last layers, in its place below the chain."""
        height = self.strip.get_bottom()[1] - 0.3 - theme.BOTTOM
        tree = tree_within(self._moment, width=_TREE, height=height, layers=layers, visited=[self.nudged()])
        tree.next_to(self.strip, DOWN, buff=0.3).align_to(RIGHT * theme.LEFT, LEFT)
        last = self._moment.network.depth
        for edge in ((w(last), z(last)), (self._quantity, z(last)), (z(last), a(last)), (a(last), C)):
            tree.edge(*edge).set_stroke(theme.colour("text"), width=theme.BOLD_LINE)
        return tree

    def path(self, start: Quantity, tree: DependencyTree | None = None) -> VGroup:
        """Return the nodes and edges from a quantity to the cost."""
        last = self._moment.network.depth
        return (tree or self.tree).path(start, z(last), a(last), C)

    def swap(self) -> Animation:
        """Return the weight's product turning into the other one: what both share stays."""
        old, new = self.of_weight, self.product
        shared = [become(old.symbols[name], new.symbols[name]) for name in ("eq", *new.shared)]
        going, coming = (old.symbols["slope"], old.symbols[old.own]), (new.symbols["slope"], new.symbols[new.own])
        leave = (FadeOut(one, shift=UP * 0.4) for one in going)
        return AnimationGroup(*shared, *leave, *(FadeIn(one, shift=UP * 0.4) for one in coming))

    def make_room(self) -> Animation:
        """Return the product's way up to where its rows begin."""
        rising: Animation = self.product.symbols.animate.shift(UP * self._rise)
        return rising

    def write_sum(self) -> Animation:
        """Return the weighted sum coming out of the tree."""
        flights = [fly(self.sum[name], self.tree.node(quantity).symbol) for name, quantity in self._makers.items()]
        return LaggedStart(*flights, FadeIn(self.sum["eq"], self.sum["plus"]), lag_ratio=0.3)

    def push(self, before: float, after: float) -> Animation:
        """Return the movement from one share of the nudge to another, all of it recomputed."""
        gauges = (self.lines, self.tree, self.strip)
        return Recompute(*gauges, through=lambda t: self.nudged(before + t * (after - before)))

    def _products(self) -> tuple[SlopeProduct, SlopeProduct]:
        product = self._product(self._quantity)
        of_weight = self._product(self._makers["w"], em=product.symbols.em)
        of_weight.symbols.shift(product.symbols["eq"].get_center() - of_weight.symbols["eq"].get_center())
        # around their common equals sign the two begin and end at different places
        both = VGroup(of_weight.symbols, product)
        both.shift(RIGHT * min((self._left + theme.RIGHT) / 2 - both.get_x(), theme.RIGHT - both.get_right()[0]))
        return of_weight, product

    def _product(self, by: Quantity, em: float | None = None) -> SlopeProduct:
        examples = self._moment.examples
        found = derive(self._moment.network, slope(C, by), examples.X[0], examples.Y[0])
        width, height = theme.RIGHT - self._left, theme.TOP - theme.BOTTOM
        product = SlopeProduct(self._moment, found, width=width, height=height, em=em)
        return product.align_to(UP * theme.TOP, UP).align_to(RIGHT * self._left, LEFT)

    def _lines(self) -> PairedLines:
        quantities, width = (self._quantity, self._makers["z"]), theme.RIGHT - self._left
        lines = PairedLines(self._moment, quantities, [self.nudged()], width=width)
        return lines.align_to(UP * (theme.BOTTOM + 0.06), DOWN).align_to(RIGHT * (theme.RIGHT - 0.08), RIGHT)

    def _own(self) -> VGroup:
        ratio = self.product.symbols[self.product.own]
        brace = Brace(theme.colour("quiet"))
        brace.span(ratio.get_left()[0], ratio.get_right()[0], 0.0)
        brace.rotate(PI).next_to(ratio, DOWN, buff=0.08)
        what = Factors(self.product.factors[0].expression)
        value = Formula("{what}", em=theme.FORMULA, indexed=False, what=what)
        return VGroup(brace, value.next_to(brace, DOWN, buff=0.1))

    def _sum(self) -> Formula:
        """Return z = w a + b, between the product with what its own ratio equals and the lines."""
        for em in (theme.HERO, theme.FORMULA, theme.TEXT):
            formula = Formula("{z} {eq} {w} {ap} {plus} {b}", em=em, indexed=False, eq="=", plus="+", **self._makers)
            if formula.width <= theme.RIGHT - self._left:
                break
        formula.align_to(self.product.symbols, LEFT)
        formula.set_y((self.own.get_bottom()[1] + self.lines.get_top()[1]) / 2)
        return formula.shift(LEFT * max(0.0, formula.get_right()[0] - theme.RIGHT))
