"""The path from the previous activation to the cost: its first ratio is the weight itself."""

from __future__ import annotations

from dataclasses import replace

from manim import RIGHT, UP, FadeIn, FadeOut, VGroup

from core.algebra.derivation import derive
from core.model.costs import Score
from core.model.network import Examples, Network
from core.model.quantity import C, a, b, change, slope, w, y, z
from core.notation.numeral import short
from core.notation.reading import Named
from scenes import theme
from scenes.components.path_to_cost import PathToCost
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, become, dim, fly, lift
from scenes.type.formula import Formula


class SensitivityToThePreviousNeuron(Lesson):
    """The weight itself says how strongly the previous activation reaches the cost."""

    chapter = "single_neuron"
    on_a_chain = True
    by_outputs = True

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
        last = self.last = self.moment.network.depth
        self.w, self.b, self.z = w(last), b(last), z(last)
        self.previous = a(last - 1)
        self.path = PathToCost(self.moment, self.previous)
        self.aside = self.path.tree.get_x()
        self.path.tree.set_x(0.0)
        if last > 1:
            self._look_further_back()
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
        tree, path = self.path.tree, self.path.path(self.previous)
        self.play(FadeIn(self.path.strip), run_time=theme.QUICK)
        self.play(tree.grow(self.w, self.previous, self.b, self.z, a(self.last), y(), C), run_time=theme.SLOW)
        self.play(Dim(tree.others(path)), run_time=theme.QUICK)

    @beat("Compare the weight's product: from {z} on the way is shared. Only the first ratio is swapped again.")
    def swap_one_ratio(self) -> None:
        """What is shared stays; what names the weight turns into what names the activation."""
        self.play(self.path.tree.animate.set_x(self.aside), run_time=theme.MOVE)
        self.play(FadeIn(self.path.of_weight.symbols), run_time=theme.QUICK)
        self.wait(theme.PAUSE)
        self.play(self.path.swap(), run_time=theme.SLOW)

    @beat("In the sum, {w} multiplies {previous}. Raise {previous} by one, and {z} changes by {w}, here {w_value}.")
    def find_the_weight(self) -> None:
        """The sum is written out of the tree; the ratio comes out of its weight."""
        total = self.path.sum
        self.play(self.path.make_room(), run_time=theme.QUICK)
        self.play(self.path.write_sum(), run_time=theme.SLOW)
        self.play(Dim(total["b"]), run_time=theme.QUICK)
        brace, value = self.path.own
        self.play(FadeIn(brace), fly(value, total["w"]), run_time=theme.MOVE)

    @beat("Nudge {previous} by {nudge}, and {z} {answer}")
    def nudge_the_previous_neuron(self) -> None:
        """Both braces grow together, to one scale; a small weight needs a lens to be seen at work."""
        lines = self.path.lines
        self.play(lines.appear(), run_time=theme.MOVE)
        lines.at(self.path.nudged(0.0))
        self.play(lines.show_changes(), run_time=theme.QUICK)
        self.play(self.path.push(0.0, 1.0), run_time=theme.SLOW)
        if closer := lines.magnify(self.path.nudged()):
            self.play(*closer, run_time=theme.MOVE)

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

    @beat("We cannot set {previous}: {w_before}, {a_before} and {b_before} make it. Its slope is our handle on them.")
    def hand_the_slope_on(self) -> None:
        """The tree makes room for the layer before, whose slopes take the slope along."""
        product = self.path.product
        rows = (product.symbols, product.formulas, product.numbers)
        self.play(
            self.taller.take_over(self.path.tree),
            *map(FadeOut, rows),
            become(product.value, self.handle),
            run_time=theme.MOVE,
        )
        further = self.last - 1
        self.play(self.taller.grow(z(further)), run_time=theme.MOVE)
        self.play(self.taller.grow(w(further), a(further - 1), b(further)), run_time=theme.MOVE)
        carried = self.onward["carried"]
        rest = VGroup(*(glyph for glyph in self.onward if glyph not in carried.submobjects))
        self.play(FadeIn(rest), lift(self.handle["slope"], carried), run_time=theme.MOVE)

    @beat("Here {previous} is the input, and nobody tunes the input. With one layer the way back ends here.")
    def arrive_at_the_input(self) -> None:
        """Nothing lies before the input: the path back is complete."""
        product = self.path.product
        factors = [product.symbols[name] for name in product.names]
        self.play(*map(Dim, (*factors, product.formulas, product.numbers)), run_time=theme.MOVE)

    def _look_further_back(self) -> None:
        """Lay out the tree with the layer before, and beside it the slope that is taken there."""
        self.taller = self.path.tree_of(2)
        before = self.taller.layer(self.last - 1)
        lit = self.path.path(self.previous, self.taller)
        dim(VGroup(*(part for part in self.taller.others(lit) if part not in before.submobjects)))
        self.handle, self.onward = self._handle(), self._onward()
        left = max(self.taller.get_right()[0], self.path.strip.get_right()[0]) + 0.35
        for formula in (self.handle, self.onward):
            formula.scale(min(1.0, (theme.RIGHT - left) / formula.width))
        level = self.taller.node(self.previous).symbol.get_y()
        self.handle.move_to(RIGHT * (left + theme.RIGHT) / 2 + UP * level)
        self.onward.next_to(self.handle, UP, buff=0.6)

    def _handle(self) -> Formula:
        """Return the slope with its value: what the next step takes along."""
        of = slope(C, self.previous)
        handle = Formula("{slope} = {value}", em=theme.HERO, indexed=False, slope=of, value=self.moment.read(of))
        handle["value"].set_color(theme.colour("C"))
        return handle

    def _onward(self) -> Formula:
        """Return the slope by the weight before as a product that ends in the slope taken along."""
        by, example = w(self.last - 1), (self.moment.examples.X[0], self.moment.examples.Y[0])
        *own, carried = derive(self.moment.network, slope(C, by), *example).factors
        parts = {factor.name: factor.quantity for factor in own} | {"carried": carried.quantity}
        slots, em = " thin ".join(f"{{{name}}}" for name in parts), self.path.product.symbols.em
        return Formula(f"{{slope}} = {slots}", em=em, indexed=False, slope=slope(C, by), **parts)

    def _words(self) -> dict[str, Word]:
        # an output at its limit has one factor for both, dC/dz
        factors = [self.path.product.by_name[name] for name in self.path.product.shared]
        value, weight = self.moment.read(slope(C, self.previous)), self.moment.read(self.w)
        zero: Word = ""
        if not factors[0].value:
            zero = (" Where ", Named(self.z), " stands, the curve is flat.")
        elif not value.value and weight.value:
            is_flat = self.moment.network.cost.score == Score.SLIDE
            zero = " As nothing is wanted, the cost is flat." if is_flat else " The output is what it should be."
        name = Named(slope(C, self.previous))
        multiplied = [part for one in factors for part in (" × ", one)]
        words: dict[str, Word] = {
            "w": Named(self.w),
            "held": " We follow this one alone." if self.moment.path else "",
            "z": Named(self.z),
            "previous": Named(self.previous),
            "previous_value": self.moment.read(self.previous),
            "w_value": weight,
            "nudge": replace(self.path.nudged().read(change(self.previous)), numeral=short(self.path.by)),
            "answer": self._answer(),
            "product": (weight, *multiplied, " makes ", name, " = ", value, "."),
            "zero": zero,
        }
        if self.last > 1:
            before = {"w": w(self.last - 1), "a": a(self.last - 2), "b": b(self.last - 1)}
            words |= {f"{kind}_before": Named(quantity) for kind, quantity in before.items()}
        return words

    def _answer(self) -> Word:
        """Return how the sum answers to the nudge, in words; a negative weight turns it round."""
        moved = self.path.nudged().read(change(self.z), digits=3)
        weight = self.moment.read(self.w)
        if not weight.value:
            return ("does not move: the weight is ", weight, ", so nothing gets through.")
        if weight.value < 0:
            return ("moves by ", moved, ", the other way: the weight is negative, ", weight, ".")
        return ("moves by ", moved, ", that is ", weight, " times as far.")
