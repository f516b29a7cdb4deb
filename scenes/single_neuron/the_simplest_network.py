"""The chain of neurons: what sets it, and what scores it."""

from __future__ import annotations

from manim import AnimationGroup, Create, FadeIn, FadeOut, GrowFromCenter, LaggedStart, Mobject

from core.model.costs import Score
from core.model.fact import PARAMETERS, layer_number
from core.model.quantity import C, a, y
from core.notation.reading import Named, Reading
from core.passes.choices import Story
from scenes import theme
from scenes.figures.arguments import Arguments
from scenes.figures.cost_formula import CostFormula, CostLines
from scenes.figures.followed_path import FollowedPath
from scenes.figures.greys import Greys
from scenes.figures.hanging_strips import Grow, HangingStrips
from scenes.figures.held_shares import HeldShares
from scenes.figures.layer_names import LayerNames
from scenes.figures.network import OPEN, Network
from scenes.figures.scored_output import ScoredOutput
from scenes.figures.spine import Spine
from scenes.layout.balance import balanced, filled, first_balanced
from scenes.layout.box import Box
from scenes.layout.cells import NEAR, Cells, Column, Row, Share
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import Spell
from scenes.type.formula import Formula
from scenes.words.language import Fact

_SCORES: dict[str, str] = {
    Score.SQUARE: "square",
    Score.MEAN_SQUARE: "square",
    Score.HALF_SQUARE: "half",
    Score.VALLEY: "valley",
    Score.SLIDE: "slide",
}


class TheSimplestNetwork(Lesson):
    """A chain of neurons is set by one weight and one bias per step, and scored by one number."""

    chapter = "single_neuron"
    poster = "score_the_miss"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the network, a step of the path at close range, and the chain with what stands beside it."""
        super().setup()
        self.last, self.around = self.moment.network.depth, Story(self.whole)
        self.held = self.around.held_still if self.moment.path else None
        greys, look = Greys.of(self.around, self.theme), self.theme
        if self.moment.path:
            self._follow_the_path(greys)
        self.spine = Spine(self.moment, greys, look, biases=True, says=self._left_out, stage=self.frame.stage)
        outputs = [a(layer) for layer in self.spine.layers[1:]]
        colours = dict.fromkeys(outputs, look.colour("a"))
        self.heights = HangingStrips(self.moment, outputs, look, self.spine.place, colours=colours, rising=True)
        self.arguments = Arguments(self.spine, self.frame.stage)
        self.score = ScoredOutput(self.moment, self.story, look, *self._ends())
        self.formula, self.scored, self.scored_room = self._scored()
        Page(self.frame, self.scored, self.scored_room)
        self._is_crowded = self.spine.is_crowded
        bars = (self.heights.axis, *self.heights.strips.values())
        first, later = self._chain_with(self.heights), self._chain_with(self.arguments)
        self.listed_room = self._room_for(later, self.arguments)
        names = self._last_two()
        self.named_room = self._room_for(self._chain_with(names), names)
        Page(self.frame, self._chain_with(names), self.named_room)
        self.names = self._last_two()  # as large as neurons are apart by then
        self.named_room = self._room_for(self._chain_with(self.names), self.names)
        self.page = Page(self.frame, first, self._room_for(first, *bars))
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        if self.moment.path:
            self.show_the_network()
            if self.held is not None:
                self.hold_the_rest_still()
        self.run_forward()
        self.collect_what_sets_it()
        self.name_the_last_two()
        self.score_the_miss()

    @beat
    def show_the_network(self) -> None:
        """Layer after layer lights up; the path keeps its light and all others pale; a bead goes all along the path."""
        layers = self.picture.layers
        steps = 3 * len(layers) + 2
        discs = [disc.unlit() for disc in self.picture.discs.values()]
        beside = [part for layer in layers for part in self.picture.beside(layer)]
        rest = (*self.picture.names.values(), *beside, *self.picture.earlier)
        self.play(FadeIn(*discs, *rest), run_time=self.part(1, steps))
        for layer in layers:
            edges = [Create(edge) for edge in self.picture.edges_into(layer)]
            if edges:
                self.play(LaggedStart(*edges, lag_ratio=1 / 4), run_time=self.part(1, steps))
            lights = [disc.light() for disc in self.picture.column(layer)]
            self.play(LaggedStart(*lights, lag_ratio=1 / 2), run_time=self.part(1, steps))
        self.play(self.path.shine(run_time=self.part(1, 5)))
        self.play(self.path.travel(run_time=self.part(1, 5)))

    @beat
    def hold_the_rest_still(self) -> None:
        """One step comes near; what the others send slides down its edges and stacks under the bias."""
        step, count = self.step, len(self.step.on_edges)
        self.play(FadeOut(self.path), step.come_out_of(self.picture, run_time=self.part(1, 8)))
        self.play(step.write_values(), run_time=self.part(1, 16))
        if count:
            self.play(step.send(run_time=self.part(1, 8)))
        self.play(step.begin_stack(run_time=self.part(1, 8)))
        self.add(*step.set_out())
        self.bring_to_front(*step.fan.discs())
        for at in range(count):
            self.play(step.slide(at, run_time=self.part(3, 8 * count)))
        if step.has_rivals:
            self.play(step.add_rivals(run_time=self.part(1, 16)))
        self.play(step.stack.leave(run_time=self.part(1, 8)))

    @beat
    def run_forward(self) -> None:
        """The path straightens into a line; a copy of each number travels to the next neuron, which fills."""
        line, steps = self.spine.unlit(), 2 * len(self.spine.layers)
        first, *later = line.layers
        line.discs[first].unlit()
        if self.moment.path:
            self._straighten(line)
        else:
            self.play(FadeIn(*line.chain()), run_time=self.part(1, steps))
        self.play(FadeIn(line.to_cost, line.square.frames, self.heights.axis), run_time=self.part(1, 2 * steps))
        self.play(line.discs[first].light(), *map(FadeIn, line.numbers_of(first)), run_time=self.part(1, 2 * steps))
        for layer in later:
            grown = AnimationGroup(Grow(self.heights, a(layer)), *map(FadeIn, line.numbers_of(layer)))
            self.play(LaggedStart(line.step_forward(layer), grown, lag_ratio=2 / 3), run_time=self.part(1, steps))

    @beat
    def collect_what_sets_it(self) -> None:
        """Each weight and bias is named, and goes into the row of all that the cost is made from."""
        symbols = self._named("w", "b")
        turning = self.page.turn(self._chain_with(self.arguments), self.listed_room)
        leaving = FadeOut(self.heights.axis, *self.heights.strips.values())
        self.play(leaving, turning, run_time=self.part(1, 10))
        self.play(LaggedStart(*map(GrowFromCenter, symbols), lag_ratio=1 / 2), run_time=self.part(1, 4))
        if self.arguments.flies:
            self.remove(*symbols)
        self.play(self.arguments.gather(run_time=self.part(1, 2)))

    @beat
    def name_the_last_two(self) -> None:
        """The row returns; the last two numbers get their names; a bead counts the layers up to them."""
        self.play(self.arguments.scatter(run_time=self.part(1, 8)))
        self.remove(*self.arguments.symbols.values())
        self.add(*self._named("w", "b"))
        self.play(self.page.turn(self._chain_with(self.names), self.named_room, run_time=self.part(1, 16)))
        self.play(self.names.come(run_time=self.part(1, 4)))
        for layer in (self.last, self.last - 1):
            self.play(self.names.explain(layer, run_time=self.part(1, 8)))
        self.play(self.spine.walk(run_time=self.part(1, 4)))

    @beat
    def score_the_miss(self) -> None:
        """The output falls onto a ruler; the miss sweeps its square, which goes to the end of the chain."""
        self.play(self.names.go(), *map(FadeOut, self._crowding()), run_time=self.part(1, 16))
        self.play(FadeIn(*self._named("a")), run_time=self.part(1, 16))
        self.play(self.page.turn(self.scored, self.scored_room, run_time=self.part(1, 16)))
        self.play(self.score.drop(self.spine.discs[self.last], run_time=self.part(1, 10)))
        self.play(self.score.show_goal(run_time=self.part(1, 16)))
        self.play(self.score.draw_miss(run_time=self.part(1, 8)))
        self.play(Spell(self.formula.symbols), run_time=self.part(1, 12))
        self.play(self.score.swing(run_time=self.part(1, 5)))
        for line in self.formula.worked:
            self.play(Spell(line), run_time=self.part(1, 16))
        self.play(self.score.pour(self.spine, run_time=self.part(1, 6)))

    def _last_two(self) -> LayerNames:
        return LayerNames(self.spine, (self.last - 1, self.last), self.theme, self._layer)

    def _straighten(self, line: Spine) -> None:
        """Let the step go back into its network, and the path of this become the line."""
        if self.held is not None:
            self.play(self.step.go_back_into(self.picture, run_time=self.part(1, 8)))
            self.play(FadeIn(self.picture, self.path), run_time=self.part(1, 12))
            self.remove(*self.step.fan.drawn())
        leaving = [part for group in self.picture for part in group if part not in self.path.discs.values()]
        self.play(FadeOut(self.path, *leaving), run_time=self.part(1, 12))
        self.remove(self.picture, *self.picture.get_family())
        self.play(line.gather(self.path.discs, run_time=self.part(1, 4)))

    def _crowding(self) -> list[Formula]:
        """Return the names for which the chain has no room beside those of activations."""
        return self._named("b") if self._is_crowded or self.spine.is_crowded else []

    def _named(self, *kinds: str) -> list[Formula]:
        return [name for quantity, name in self.spine.names.items() if quantity.kind in kinds]

    def _follow_the_path(self, greys: Greys) -> None:
        look, tall, around = self.theme, self.frame.is_tall, self.around
        crowds, named = around.shown_beside_path, self.frame.is_wide
        how = {"place": OPEN, "tall": tall, "named": named, "costed": False, "crowds": crowds}
        self.picture = Network(self.whole, around, greys, look, **how)
        with FollowedPath(self.picture, self.moment.path, look).alone():
            room = filled(self.frame, self.picture, [self.picture])
        Page(self.frame, self.picture, room)
        self.path = FollowedPath(self.picture, self.moment.path, look)
        if self.held is not None:
            said, rivals = (self.say(name, {}).text for name in ("held", "rivals"))
            more, em = self._counted("more", len(self.held.others)), theme.FORMULA
            texts = {"said": said, "rivals": rivals, "more": more, "em": theme.LABEL if self.frame.is_tall else em}
            self.step = HeldShares(self.held, self.moment, greys, look, tall=tall, **texts)
            Page(self.frame, self.step, balanced(self.frame, self.step, [self.step]))

    def _chain_with(self, companion) -> Cells:  # noqa: ANN001  a figure or a layout
        """Return the layout of the chain with something below it."""
        return Column(self.spine, Share(companion), gap=NEAR)

    def _room_for(self, layout: Cells, *ink: Mobject) -> Box:
        """Return the part of the stage in which the chain and what is seen with it have their middle in its middle."""
        return balanced(self.frame, layout, [*self.spine.chain(), *ink])

    def _scored(self) -> tuple[CostLines, Cells, Box]:
        """Return the lines of the cost's formula, and where they stand beside the picture of the score."""
        written, score = CostFormula(self.moment, *self._ends()), Share(self.score)
        ways: list[tuple[CostLines, Cells]] = []
        chain = (*self.spine.chain(), self.spine.square, *self._named("w", "b", "a"), self.score)
        large, middle, small = theme.HERO, theme.FORMULA, theme.LABEL
        for em, broken, worked in (
            (large, False, True),
            (middle, False, True),
            (middle, True, True),
            (small, True, True),
            (small, True, False),
        ):
            lines = written.lines(em=em, broken=broken, filled=worked)
            text = Column(lines.symbols, *lines.worked, gap=NEAR, on="eq")
            layout = Column(score, text, gap=NEAR) if self.frame.is_tall else Row(text, score)
            ways.append((lines, self._chain_with(layout)))
        fitting = first_fitting(self.frame, *(layout for _, layout in ways))
        ways = ways[next(at for at, (_, layout) in enumerate(ways) if layout is fitting) :]
        inks = [(layout, [*chain, lines.symbols, *lines.worked]) for lines, layout in ways]
        at, room = first_balanced(self.frame, inks)
        return *ways[at], room

    def _ends(self) -> tuple[Reading, Reading]:
        """Return the output and the cost as they are written on the chain."""
        return self.spine.reading_of(a(self.last)), self.spine.reading_of(C)

    def _counted(self, message: str, number: int) -> str:
        return self.say(message, {"number": self.moment.count(number)}).text

    def _left_out(self, hidden: int) -> str:
        return self._counted("gap", hidden)

    def _layer(self, layer: int) -> str:
        number = self.moment.count(layer_number(layer))
        return self.say("layer" if layer else "inputs", {"number": number}).text

    def _outputs(self) -> str:
        """Return whether outputs compete, and whether that is all that there is to hold."""
        if self.held is None or not self.held.competes:
            return "apart"
        return "compete" if len(self.step.on_edges) else "only"

    def _facts(self) -> dict[str, Fact]:
        names = {"input": self.moment.network.inputs, "output": self.moment.network.outputs}
        known = [name for name, found in names.items() if found]
        output = a(self.last)
        numbers: dict[str, Fact] = {
            "x": self.spine.reading_of(a(0)),
            "out": self.spine.reading_of(output),
            "a_prev": self.spine.reading_of(a(self.last - 1)),
            "previous": Named(a(self.last - 1)),
            "last": Named(output),
            "L": self.moment.count(layer_number(self.last)),
            "count": self.moment.count(PARAMETERS),
            "y": self.moment.read(y(), 3).in_fewest_digits(),
            "miss": self.moment.read(output - y(), 3),
            "C": self.spine.reading_of(C),
        }
        words: dict[str, Fact] = {
            "network": self.network.name,
            "named": "both" if len(known) > 1 else known[0] if known else "none",
            "input": names["input"][0] if names["input"] else "",
            "output": names["output"][0] if names["output"] else "",
            "score": _SCORES.get(self.moment.network.cost.score, "other"),
            "outputs": self._outputs(),
        }
        if self.held is not None:
            numbers |= {"b_own": self.step.bias, "b_chain": self.step.total}
        return numbers | words
