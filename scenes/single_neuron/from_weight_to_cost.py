"""What makes what: the formula of a neuron, and the tree of what depends on what."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, VGroup
from sympy import Symbol

from core.quantity import C, a, b, w, y, z
from core.reading import read
from core.symbols import SIGMA, activation_function, function_names
from core.trace import State
from core.typst_printer import typst
from scenes import theme
from scenes.components.arrangement import stack
from scenes.components.chain_strip import ChainStrip
from scenes.components.cost_formula import CostFormula
from scenes.components.dependency_tree import DependencyTree
from scenes.components.formula import Formula
from scenes.lesson import Lesson, Word, beat
from scenes.stage.motion import Dim, lift

_LAYERS = 3
"""How many layers of the tree have room."""
_TREE_ROOM = 7.8
_NUMBERS: tuple[dict[str, Any], ...] = (
    {"digits": 4},
    {"digits": 3},
    {"digits": 3, "compact": True},
    {"digits": 2, "compact": True},
    {"values": False},
)
"""How values are shown, from the best to what has room at least."""
_SIZES = (theme.FORMULA, 0.52, theme.SMALL)
_INSIDE = '"INSIDE"'
"""How Typst writes the placeholder INSIDE."""


class FromWeightToCost(Lesson):
    """w, a and b make z; z makes a; a and y make the cost."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the strip and formulas at the left, the tree at the right."""
        super().setup()
        self.last, self.rest = self.trace.network.depth, State()
        last = self.last
        self.w, self.a_prev, self.b, self.z, self.a = w(last), a(last - 1), b(last), z(last), a(last)
        self.strip = ChainStrip(self.trace, self.rest, width=4.2)
        self.labels = self._labels()
        named = VGroup(self.strip, *self.labels.values())
        named.shift(RIGHT * (theme.LEFT - named.get_left()[0]))
        self._trees()
        self._formulas()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.assemble_the_formula()
        self.name_the_weighted_sum()
        self.grow_the_tree()
        self.reach_the_cost()
        if self.last > 1:
            self.grow_upward()
        else:
            self.meet_the_input()
        self.follow_the_weight()

    @beat("The weight {w} times the {a_prev} that comes in, plus the bias {b}: of that, {sigma} makes {a}.")
    def assemble_the_formula(self) -> None:
        """Each symbol comes out of its edge or neuron."""
        self.play(FadeIn(self.strip), FadeIn(*self.labels.values()), run_time=theme.QUICK)
        sources = {"a": self.strip.labels[str(self.a)], "w": self.strip.labels[str(self.w)], **self.labels}
        heard = [lift(sources[name], self.neuron[name]) for name in ("w", "ap", "b")]
        self.play(LaggedStart(*heard, lag_ratio=0.4), run_time=theme.SLOW)
        parts = [self.neuron[name] for name in sources]
        rest = self._rest_of(self.neuron, parts)
        self.play(lift(sources["a"], self.neuron["a"]), FadeIn(rest), run_time=theme.MOVE)
        self._is_whole(self.neuron, rest)

    @beat("What stands inside gets a name of its own: the weighted sum z, here {z}. And {sigma} makes a of it.")
    def name_the_weighted_sum(self) -> None:
        """The weighted sum lifts out."""
        names = ("w", "ap", "plus", "b")
        rest = self._rest_of(self.sum, [self.sum[name] for name in names])
        self.play(*(lift(self.neuron[name], self.sum[name]) for name in names), FadeIn(rest), run_time=theme.SLOW)
        self._is_whole(self.sum, rest)
        rest = self._rest_of(self.bent, [self.bent["z"]])
        self.play(FadeOut(self.neuron), FadeIn(rest), lift(self.sum["z"], self.bent["z"]), run_time=theme.MOVE)
        self._is_whole(self.bent, rest)

    @beat("So three numbers make z: weight, activation before, and bias. And z alone makes the activation.")
    def grow_the_tree(self) -> None:
        """The tree is built from the top down."""
        self.play(self.tree.grow(self.w, self.a_prev, self.b), run_time=theme.MOVE)
        self.play(self.tree.grow(self.z), run_time=theme.MOVE)
        self.play(self.tree.grow(self.a), run_time=theme.MOVE)

    @beat("The activation {a} is held against the desired output {y}, and both together make the cost: {C}.")
    def reach_the_cost(self) -> None:
        """The desired output joins, and the cost comes."""
        self.play(self.tree.grow(y()), run_time=theme.QUICK)
        self.play(self.tree.grow(C), *([FadeIn(self.cost)] if self.cost else []), run_time=theme.MOVE)

    @beat("{previous} was made in just the same way, from a weight, a bias and an activation of its own{further}.")
    def grow_upward(self) -> None:
        """The tree grows upward a layer at a time."""
        self.play(self.taller.take_over(self.tree), run_time=theme.MOVE)
        for layer in self.above:
            self.play(self.taller.grow(w(layer), a(layer - 1), b(layer), z(layer)), run_time=theme.SLOW)
        if self.more is not None:
            self.play(FadeIn(self.more), run_time=theme.QUICK)

    @beat("This network has one layer: {previous} = {a_prev} is the input itself. No neuron made it.")
    def meet_the_input(self) -> None:
        """The input is the top of the tree."""
        others = self.tree.others(VGroup(self.tree.node(self.a_prev)))
        self.play(Dim(others), run_time=theme.QUICK)
        self.wait(theme.PAUSE)
        self.play(Dim(others, 1 / theme.DIM), run_time=theme.QUICK)

    @beat("Back to the end. The weight {w_name} has one way to the cost: through z, then a, then C.")
    def follow_the_weight(self) -> None:
        """The upper layers fold back, and the weight's path is lit."""
        if self.more is not None:
            self.play(FadeOut(self.more), run_time=theme.QUICK)
        for layer in reversed(self.above):
            self.play(self.taller.fold(layer), run_time=theme.QUICK)
        if self.above:
            self.play(self.tree_again.take_over(self.taller), run_time=theme.MOVE)
        route = (self.w, self.z, self.a, C)
        tree = self.tree_again if self.above else self.tree
        off_it = [tree.node(q) for q in (self.a_prev, self.b, y())]
        off_it += [tree.edge(self.a_prev, self.z), tree.edge(self.b, self.z), tree.edge(y(), C)]
        self.play(Dim(VGroup(*off_it)), run_time=theme.QUICK)
        for step in pairwise(route):
            lit = tree.edge(*step).animate.set_stroke(theme.colour("text"), width=theme.BOLD_LINE)
            self.play(lit, run_time=theme.QUICK)

    def _is_whole(self, formula: Formula, *pieces: VGroup) -> None:
        """Put a formula on stage in place of the parts that have come together."""
        self.remove(*formula.parts.values(), *pieces)
        self.add(formula)

    @staticmethod
    def _rest_of(formula: Formula, parts: list[VGroup]) -> VGroup:
        """Return the glyphs of a formula that are in none of some parts."""
        taken = {id(glyph) for part in parts for glyph in part}
        return VGroup(*(glyph for glyph in formula if id(glyph) not in taken))

    def _labels(self) -> dict[str, Formula]:
        """Return the names below the last two neurons: what comes in, and the bias."""
        diagram = self.strip.diagram
        bias = Formula("{q}", q=self.b, em=theme.TEXT, indexed=False)
        bias.next_to(diagram.neurons[self.last, 0], DOWN, buff=0.12)
        return {"ap": diagram.label(self.a_prev, DOWN, indexed=False), "b": bias}

    def _trees(self) -> None:
        """Make the tree of the last layer, and the one with further layers above it."""
        for numbers in _NUMBERS:
            # values above what is given take the room of a layer, and reach above the first row
            is_compact = "compact" in numbers
            layers = min(_LAYERS - is_compact, self.last)
            room = theme.TOP - theme.BOTTOM - (1.0 if layers < self.last else 0.7) - 0.35 * is_compact
            height = min(1.2, room / (2 * layers + 1))
            tree = DependencyTree(self.trace, self.rest, spread=2.2, row_height=1.4, **numbers)
            taller = DependencyTree(
                self.trace, self.rest, layers=layers, spread=2.2, row_height=height, em=theme.TEXT, **numbers
            )
            # the taller one stands beside the chain
            if tree.width < _TREE_ROOM and taller.width < theme.RIGHT - self.strip.get_right()[0] - 0.15:
                break
        self.above = list(range(self.last - 1, self.last - layers, -1))
        for one in (tree, taller):
            one.align_to(RIGHT * theme.RIGHT, RIGHT).set_y((theme.TOP + theme.BOTTOM) / 2)
        self.tree, self.taller, self.more = tree, taller, None
        self.tree_again = tree.copy()
        if layers < self.last:
            top = taller.node(a(self.last - layers))
            self.more = Formula("dots.v", em=theme.SMALL, colour=theme.colour("quiet"))
            self.more.next_to(top, UP, buff=0.06).set_x(top.symbol.get_x())
            VGroup(taller, self.more).set_y((theme.TOP + theme.BOTTOM) / 2)

    def _formulas(self) -> None:
        function = activation_function(function_names(self.trace.network)[self.last - 1])
        around, total = typst(function(Symbol("INSIDE"))), "{w} {ap} {plus} {b}"
        parts = {"w": self.w, "ap": self.a_prev, "b": self.b, "plus": "+", "eq": "="}
        room = min(self.tree.get_left()[0], self.taller.get_left()[0]) - 0.3 - theme.LEFT
        for em in _SIZES:
            self.neuron = Formula(
                f"{{a}} {{eq}} {around.replace(_INSIDE, total)}", em=em, indexed=False, a=self.a, **parts
            )
            self.sum = Formula(f"{{z}} {{eq}} {total}", em=em, indexed=False, z=self.z, **parts)
            bent = around.replace(_INSIDE, "{z}")
            self.bent = Formula(f"{{a}} {{eq}} {bent}", em=em, indexed=False, a=self.a, z=self.z, eq="=")
            if max(self.sum.width, self.bent.width) < room:
                break
        costs = (CostFormula(self.trace, self.rest).symbols(em=em, broken=True) for em in _SIZES)
        self.cost = next((cost for cost in costs if cost.width < room), None)
        lines = stack([line for line in (self.sum, self.bent, self.cost) if line is not None], buff=0.6)
        lines.align_to(RIGHT * theme.LEFT, LEFT)
        lines.set_y((self.labels["b"].get_bottom()[1] + theme.BOTTOM) / 2)
        at = self.bent["eq"].get_center()[0] - self.neuron["eq"].get_center()[0]
        self.neuron.on_baseline(self.bent.baseline).shift(RIGHT * at)

    def _words(self) -> dict[str, Word]:
        name = self.trace.network.layer(self.last).activation.name.replace("_", " ")
        shared = function_names(self.trace.network)[self.last - 1] == SIGMA
        top = self.last - len(self.above) - 1
        to_input = f", up to the input {a(0).plain()}" if top == 0 else ", and so on up to the input"
        return {
            "w_name": self.w.plain(),
            "w": read(self.trace, self.w),
            "a_prev": read(self.trace, self.a_prev),
            "b": read(self.trace, self.b),
            "z": read(self.trace, self.z),
            "a": read(self.trace, self.a),
            "y": read(self.trace, y()),
            "C": read(self.trace, C),
            "sigma": f"σ ({name})" if shared else name,
            "previous": self.a_prev.plain(),
            "further": to_input,
        }
