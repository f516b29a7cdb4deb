"""What makes what: the formula of a neuron, and the tree of what depends on what."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, Mobject, VGroup

from core.algebra.in_order import Factors, Terms
from core.algebra.symbols import SIGMA, activation_function, function_names, symbol
from core.model.quantity import C, a, b, w, y, z
from core.notation.reading import Named
from scenes import theme
from scenes.components.arrangement import stack
from scenes.components.chain_strip import ChainStrip
from scenes.components.dependency_tree import tree_within
from scenes.components.network_diagram import NetworkDiagram
from scenes.figures.cost_formula import CostFormula
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, become, lift
from scenes.type.formula import Formula

_LAYERS = 3
"""How many layers of the tree have room."""
_GUTTER = 0.4
"""Between the formulas and the tree."""
_TREE_ROOM = 7.0
_NAME_SIZE = 0.9
_LARGE_SIZES = (1.1, 0.95, theme.HERO, theme.FORMULA)
_SIZES = (theme.FORMULA, 0.52, theme.LABEL)


class FromWeightToCost(Lesson):
    """w, a and b make z; z makes a; a and y make the cost."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out strip and formulas at the left, the tree at the right, and what opens the lesson in the middle."""
        super().setup()
        self.last = self.moment.network.depth
        last = self.last
        self.w, self.a_prev, self.b, self.z, self.a = w(last), a(last - 1), b(last), z(last), a(last)
        self.strip = ChainStrip(self.moment, width=4.2)
        self.labels = self._labels()
        named = VGroup(self.strip, self.labels["ap"], self.labels["b"])
        named.shift(RIGHT * (theme.LEFT - named.get_left()[0]))
        self._trees()
        self._beside_the_tree()
        self._in_the_middle()
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
        self.play(FadeIn(self.pair), FadeIn(*self.names.values()), run_time=theme.QUICK)
        heard = [lift(self.names[name], self.neuron[name]) for name in ("w", "ap", "b")]
        self.play(LaggedStart(*heard, lag_ratio=0.4), run_time=theme.SLOW)
        rest = self._rest_of(self.neuron, [self.neuron[name] for name in self.names])
        self.play(lift(self.names["a"], self.neuron["a"]), FadeIn(rest), run_time=theme.MOVE)
        self._is_whole(self.neuron, rest)

    @beat("What stands inside gets a name: the weighted sum z, here {z}. And {sigma} makes a of it.")
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
        """All makes room at the left, and the tree is built from the top down."""
        self._make_room()
        self.play(self.tree.grow(self.w, self.a_prev, self.b), run_time=theme.MOVE)
        self.play(self.tree.grow(self.z), run_time=theme.MOVE)
        self.play(self.tree.grow(self.a), run_time=theme.MOVE)

    @beat("The activation {a} is held against the desired output {y}, and both together make the cost: {C}.")
    def reach_the_cost(self) -> None:
        """The desired output joins, and the cost comes."""
        self.play(self.tree.grow(y()), run_time=theme.QUICK)
        self.play(self.tree.grow(C), *([FadeIn(self.cost)] if self.cost else []), run_time=theme.MOVE)

    @beat("{previous} was made the same way, from a weight, a bias and an activation of its own{further}.")
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
        self.play(Dim(VGroup(*off_it, *self._off_the_route())), run_time=theme.QUICK)
        for step in pairwise(route):
            lit = tree.edge(*step).animate.set_stroke(theme.colour("text"), width=theme.BOLD_LINE)
            self.play(lit, run_time=theme.QUICK)

    def _make_room(self) -> None:
        """Move neurons and formulas from the middle to their places at the left, the chain around them."""
        small, large, last = self.strip.diagram, self.pair, self.last
        moves = [(large.neurons[layer, 0], small.neurons[layer, 0]) for layer in (last - 1, last)]
        moves += [(large.edges[last, 0, 0], small.edges[last, 0, 0])]
        moves += [(self.names[name], label) for name, label in self.labels.items()]
        moves += [(self.sum, self.rows["sum"]), (self.bent, self.rows["bent"])]
        others = VGroup(small.ellipsis, *(neuron for (at, _), neuron in small.neurons.items() if at < last - 1))
        others.add(*(edge for (at, *_), edge in small.edges.items() if at < last))
        self.play(FadeOut(large.ellipsis), *(become(*move) for move in moves), FadeIn(others), run_time=theme.MOVE)
        self.remove(others, *(small for _, small in moves))
        self.add(self.strip, *self.labels.values(), *self.rows.values())

    def _off_the_route(self) -> list[Mobject]:
        """Return what the weight's way does not lead through, in the chain and in the formulas."""
        formulas = [self.rows["sum"][name] for name in ("ap", "plus", "b")]
        return [*formulas, self.labels["ap"], self.labels["b"], self.strip.diagram.neurons[self.last - 1, 0]]

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
        """Return the names in the strip: its own, and below the last two neurons what comes in, and the bias."""
        own, diagram = self.strip.labels, self.strip.diagram
        bias = Formula("{q}", q=self.b, em=theme.TEXT, indexed=False)
        bias.next_to(diagram.neurons[self.last, 0], DOWN, buff=0.12)
        before = diagram.label(self.a_prev, DOWN, indexed=False)
        return {"w": own[str(self.w)], "ap": before, "b": bias, "a": own[str(self.a)]}

    def _names(self) -> dict[str, Formula]:
        """Return the names in the large picture, at the same sides as in the strip."""
        before, own = self.pair.neurons[self.last - 1, 0], self.pair.neurons[self.last, 0]
        edge = self.pair.edges[self.last, 0, 0]
        places = {"w": (self.w, edge, UP), "ap": (self.a_prev, before, DOWN), "b": (self.b, own, DOWN)}
        places["a"] = (self.a, own, RIGHT)
        return {
            name: Formula("{q}", q=q, em=_NAME_SIZE, indexed=False).next_to(what, towards, buff=0.18)
            for name, (q, what, towards) in places.items()
        }

    def _trees(self) -> None:
        """Make the tree of the last layer, and the one with further layers above it."""
        layers, height = min(_LAYERS, self.last), theme.TOP - theme.BOTTOM
        room = min(_TREE_ROOM, theme.RIGHT - self.strip.get_right()[0] - _GUTTER)
        self.above = list(range(self.last - 1, self.last - layers, -1))
        self.more = Formula("dots.v", em=theme.LABEL, colour=theme.colour("quiet")) if layers < self.last else None
        beyond = self.more.height + 0.06 if self.more else 0.0
        make = partial(tree_within, self.moment, width=room, largest=1.5)
        self.tree, self.taller = make(height=height), make(height=height - beyond, layers=layers)
        for tree in (self.tree, self.taller):
            tree.align_to(RIGHT * theme.RIGHT, RIGHT).set_y((theme.TOP + theme.BOTTOM) / 2)
        self.tree_again = self.tree.copy()
        if self.more:
            top = self.taller.node(a(self.last - layers))
            self.more.next_to(top, UP, buff=0.06).set_x(top.symbol.get_x())
            VGroup(self.taller, self.more).set_y((theme.TOP + theme.BOTTOM) / 2)

    def _formulas(self, em: float) -> dict[str, Formula]:
        """Return a = sigma(w a + b), z = w a + b and a = sigma(z) in one size of type."""
        function = activation_function(function_names(self.moment.network)[self.last - 1])
        w, a_prev, b, z = map(symbol, (self.w, self.a_prev, self.b, self.z))
        total = Terms(Factors(w, a_prev), b)
        equations = {"neuron": (self.a, function(total)), "sum": (self.z, total), "bent": (self.a, function(z))}
        named = {self.w: "w", self.a_prev: "ap", self.b: "b", self.z: "z", "+": "plus"}
        return {
            name: Formula(
                f"{{{left.kind}}} {{eq}} {{right}}",
                em=em,
                indexed=False,
                named=named,
                eq="=",
                right=right,
                **{left.kind: left},
            )
            for name, (left, right) in equations.items()
        }

    def _beside_the_tree(self) -> None:
        """Lay out the formulas at the left as they stand beside the tree, with that of the cost if it has room."""
        room = min(self.tree.get_left()[0], self.taller.get_left()[0]) - _GUTTER - theme.LEFT
        for em in _SIZES:
            self.rows = self._formulas(em)
            del self.rows["neuron"]
            if max(row.width for row in self.rows.values()) < room:
                break
        costs = (CostFormula(self.moment).symbols(em=em, broken=True) for em in _SIZES)
        self.cost = next((cost for cost in costs if cost.width < room), None)
        lines = stack([*self.rows.values(), *([self.cost] if self.cost else [])], buff=0.6)
        lines.align_to(RIGHT * theme.LEFT, LEFT)
        lines.set_y((self.labels["b"].get_bottom()[1] + theme.BOTTOM) / 2)

    def _in_the_middle(self) -> None:
        """Lay out the last two neurons large, and what comes out of them below."""
        self.pair = NetworkDiagram(self.moment, width=8.0, height=2.4, deepest=2, largest=0.75)
        self.names = self._names()
        for em in _LARGE_SIZES:
            self.neuron, self.sum, self.bent = self._formulas(em).values()
            if self.neuron.width < theme.RIGHT - theme.LEFT:
                break
        lines = stack([self.sum, self.bent], buff=0.5)
        self.neuron.on_baseline(self.bent.baseline)
        self.neuron.shift(RIGHT * (self.bent["eq"].get_x() - self.neuron["eq"].get_x()))
        lines.add(self.neuron).set_x(0)
        drawing = VGroup(self.pair, *self.names.values())
        VGroup(drawing, lines).arrange(DOWN, buff=0.7).set_y((theme.TOP + theme.BOTTOM) / 2)

    def _words(self) -> dict[str, Word]:
        name = self.moment.network.layer(self.last).activation.spoken
        shared = function_names(self.moment.network)[self.last - 1] == SIGMA
        top = self.last - len(self.above) - 1
        to_input = (", up to the input ", Named(a(0))) if top == 0 else ", and so on up to the input"
        return {
            "w_name": Named(self.w),
            "w": self.moment.read(self.w),
            "a_prev": self.moment.read(self.a_prev),
            "b": self.moment.read(self.b),
            "z": self.moment.read(self.z),
            "a": self.moment.read(self.a),
            "y": self.moment.read(y()),
            "C": self.moment.read(C),
            "sigma": f"σ ({name})" if shared else name,
            "previous": Named(self.a_prev),
            "further": to_input,
        }
