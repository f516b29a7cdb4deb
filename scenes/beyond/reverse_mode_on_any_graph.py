"""Any expression is a graph through which slopes flow back; a network is one of them."""

from __future__ import annotations

from functools import partial

from manim import FadeIn, FadeOut, Mobject, VGroup, linear

from core.algebra.slope_table import MOST_PARAMETERS, has_steep_weights, slope_table, slopes_by
from core.files.expression_keys import told_expression
from core.model.arithmetic import Expression
from core.model.fact import PARAMETERS, neurons_of
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity
from core.notation.graph_markup import graph_typst, whole_slope_typst
from core.notation.graph_reading import GraphReadings
from core.notation.printed import adds, closing
from core.notation.reading import Named, Reading
from scenes import theme
from scenes.figures.graph_flow import GraphFlow
from scenes.figures.named_number import NamedNumber
from scenes.figures.sweep_stage import OnScreen, SweepStage
from scenes.figures.sweep_table import Filled, SweepTable, drawn_lines
from scenes.figures.swept import Swept
from scenes.layout.balance import balanced, balanced_always
from scenes.layout.cells import APART, NEAR, Column, Row, Share
from scenes.layout.page import Page, Settle
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Shade, Spell
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

MOST_NODES, MOST_CHARACTERS = 14, 36
"""Of an expression that is drawn: what has more has no room on the stage."""
_LINES, _COUNTED, _NAMED = 6, 24, 6
"""Of the table, so many are drawn at most; so many counts of sweeps are said on the way; so many cells have names."""
_LETTERS = "fghuvFGH"


class ReverseModeOnAnyGraph(Lesson):
    """Multiply along each arrow, add where arrows meet: on any graph."""

    chapter = "beyond"
    poster = "fill_a_row"
    default_network = "iris.toml"
    by_outputs = True
    tells_expression = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where an expression is too long to be drawn, or a table would be empty or too wide."""
        if reason := super().why_not(network, examples):
            return reason
        graph, _ = told_expression(network)
        if len(graph.nodes) > MOST_NODES or len(graph.text(graph.outputs[0])) > MOST_CHARACTERS:
            return f"the expression has more than {MOST_NODES} parts or {MOST_CHARACTERS} characters"
        if not has_steep_weights(network, examples):
            return "all slopes by the weights of the first layer are zero"
        count = sum(layer.W.size + layer.b.size for layer in network.layers)
        return f"a table of more than {MOST_PARAMETERS} weights and biases is too wide" * (count > MOST_PARAMETERS)

    def setup(self) -> None:
        """Lay out the expression and its graph, the network with its flow, and the two tables."""
        super().setup()
        self.read = GraphReadings(*told_expression(self.network))
        graph, slope = self.read.graph, self.theme.colour("slope")
        letter = next(one for one in _LETTERS if one not in graph.inputs)
        self.graph = GraphFlow(self.read, letter, self.theme, tall=self.frame.is_tall)
        self.whole = Formula(f"{letter} = {graph_typst(graph, self.read.output)}", em=theme.FORMULA)
        self.parts, self.total = self.read.total(self.read.told)
        self.name = graph.nodes[self.read.told].name
        self.sum = self._sum(letter)
        for name in self.sum.readings:
            self.sum[name].set_fill(slope)
        said = Column(self.sum, self.whole, gap=NEAR) if self.frame.is_tall else Row(self.sum, self.whole, gap=APART)
        self.layout = Column(Share(self.graph), said, gap=NEAR, place="centre")
        Page(self.frame, self.layout)
        self.graph.at(self.graph.end)
        self.page = Page(self.frame, self.layout, balanced(self.frame, self.layout, [self.graph]))
        self.graph.at(0)
        self.stage = self._stage()
        self.flow, self.slots, self.swept = self.stage.flow, self.stage.slots, self.stage.swept
        self._lay_out_tables()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.build_the_graph()
        self.mark_each_arrow()
        self.add_where_paths_meet()
        self.see_the_network_in_it()
        self.fill_a_row()
        self.turn_the_case_round()

    @beat
    def build_the_graph(self) -> None:
        """The formula takes itself apart: inputs, then step after step, each with its value."""
        place = self.page.boxes[self.whole]
        Page(self.frame, Row(self.whole))
        self.play(Spell(self.whole), run_time=self.part(1, 10))
        self.play(Settle(self.whole, place), run_time=self.part(1, 10))
        columns = len(self.graph.plan.columns)
        for column in range(columns):
            self.play(self.graph.come(column, self.whole, run_time=self.part(6, 10 * columns)))
        self.play(self.graph.call(), run_time=self.part(1, 10))

    @beat
    def mark_each_arrow(self) -> None:
        """On each arrow its own slope comes."""
        if self.graph.factors:
            self.play(self.graph.mark(run_time=self.part(7, 10)))

    @beat
    def add_where_paths_meet(self) -> None:
        """The strip 1 runs back; its copies change their length along each arrow, and pile up where arrows meet."""
        self.add(self.graph)
        steps = self.graph.end
        for step in range(steps):
            self.play(
                Recompute(
                    self.graph,
                    through=lambda share, step=step: step + share,
                    rate_func=linear,
                    run_time=self.part(7, 10 * steps),
                )
            )
        self.play(Shade(self.whole), Spell(self.sum), run_time=self.part(1, 10))

    @beat
    def see_the_network_in_it(self) -> None:
        """The network comes with its values, and its own slopes flow back."""
        stage, network = self.stage, self.flow.network
        self.play(FadeOut(self.graph, self.sum, self.whole), run_time=self.part(1, 12))
        discs = VGroup(*(disc.unlit() for disc in network.discs.values()))
        beside = VGroup(*(part for layer in network.layers for part in network.beside(layer)), network.earlier)
        edges = VGroup(*network.edges.values(), *network.to_cost.values())
        self.play(FadeIn(network.glows, edges, discs, beside, self.slots, self.swept), run_time=self.part(1, 12))
        for layer in network.layers:
            lighting = [disc.light() for disc in network.column(layer)]
            self.play(*lighting, run_time=self.part(2, 12 * len(network.layers)))
        self.play(Spell(network.cost, network.letter, self.flow.score), run_time=self.part(1, 12))
        self.add(self.flow)
        end = self.slots.end
        for done in range(end):
            self.play(stage.run(Swept(done), Swept(done + 1), run_time=self.part(5, 12 * end)))
        self.play(stage.run(Swept(end), Swept(end, glow=1), run_time=self.part(1, 12)))

    @beat
    def fill_a_row(self) -> None:
        """Sweeps forward fill what each weight changes, one after the other; one sweep back all slopes of the cost."""
        self.play(FadeOut(self.flow, self.slots, self.swept), run_time=self.part(1, 14))
        self._fill_twice(self.table)

    @beat
    def turn_the_case_round(self) -> None:
        """One weight and all that it reaches: sweeps back fill cell after cell, one sweep forward fills all of them."""
        self.play(FadeOut(*self._left(self.table)), run_time=self.part(1, 14))
        self._fill_twice(self.turned)

    def _fill_twice(self, table: SweepTable) -> None:
        """Fill a table cell by cell, sweep after sweep; then a line of it at once."""
        many, single = table.counts
        self.play(FadeIn(*table.still), run_time=self.part(1, 14))
        self.play(FadeIn(table.frames[0], many), run_time=self.part(1, 14))
        self.add(table.solid, table.hollow)
        self.play(table.run(Filled(), Filled(1), run_time=self.part(1, 14)))
        full, gone = Filled(table.cells, 0, 1), Filled(0, 0, 1)
        if table.cells > 1:
            self.play(table.run(Filled(1), full, run_time=self.part(4, 14)))
        self.play(FadeOut(table.frames[0]), table.run(full, gone), run_time=self.part(1, 14))
        self.play(FadeIn(table.frames[1], single), run_time=self.part(1, 14))
        self.play(table.run(gone, Filled(0, 1, 1), run_time=self.part(3, 14)))

    @staticmethod
    def _left(table: SweepTable) -> list[Mobject]:
        """Return what is left of a table that has been filled twice."""
        return [*table.still, table.solid, table.hollow, table.frames[1], *table.counts]

    def _sum(self, letter: str) -> Formula:
        """Return what arrives at the input that is told of, and what that adds up to."""
        head = whole_slope_typst(letter, self.name)
        if not self.parts:
            return Formula(f"{head} = {{total}}", em=theme.FORMULA, total=self.total)
        terms, given = "", {}
        for place, part in enumerate(self.parts):
            minus = part.value < 0
            terms += f"{' - ' if minus else ' + ' * bool(place)}{{p{place}}}"
            given[f"p{place}"] = -part if minus else part
        sign = adds(self.parts, self.total)
        return Formula(f"{head} = {terms} {sign} {{total}}", em=theme.FORMULA, total=self.total, **given)

    def _stage(self) -> SweepStage:
        """Return the network with its flow, and the slots into which its slopes fall, in their places."""
        self.facts = OnScreen.facts(self.moment)
        words = OnScreen(*(self.say(name).text for name in OnScreen.MESSAGES))
        stage = SweepStage(self.story, self.theme, words, tall=self.frame.is_tall)
        layout = stage.sweeping()
        Page(self.frame, layout)
        states = [partial(stage.show, state) for state in (Swept(), Swept(stage.slots.end, glow=1))]
        room = balanced_always(self.frame, layout, layout.contents(), states, stage.is_clear)
        stage.show(Swept())
        Page(self.frame, layout, room)
        return stage

    def _lay_out_tables(self) -> None:
        tall, moment, state = self.frame.is_tall, self.moment, self.moment.state.example or 0
        whole = slope_table(self.network, self.examples, state)
        self.weight = whole.columns[whole.steepest]
        lines, gap = drawn_lines(whole, _LINES)
        forward = self._count("forward", self._up_to(PARAMETERS))
        backward = self._count("backward", [moment.count(1)])
        names = [Formula("{q}", em=theme.LABEL, q=whole.rows[line]) for line in lines]
        self.table = SweepTable(
            whole.values[lines], names, whole.steepest, (forward, backward), self.theme, tall=tall, gap=gap
        )
        column = slopes_by(self.network, self.examples, self.weight, state)
        self.reached = self._reached(self.weight)
        counts = self._count("backward", self._up_to(self.reached)), self._count("forward", [moment.count(1)])
        name, few = Formula("{q}", em=theme.LABEL, q=self.weight), len(column.rows) <= _NAMED
        cells = [Formula("{q}", em=theme.LABEL, q=row) for row in column.rows] if few else []
        self.turned = SweepTable(
            column.values.T, [name], 0, counts, self.theme, tall=not tall, wanders=True, cell_names=cells
        )
        for table in (self.table, self.turned):
            layout = Row(Share(table))
            Page(self.frame, layout)
            states = [partial(table.at, Filled(cells, 1, 1)) for cells in (table.cells, 0)]
            Page(self.frame, layout, balanced_always(self.frame, layout, [table], states))
            table.at(Filled())

    def _count(self, message: str, readings: list[Reading]) -> NamedNumber:
        return NamedNumber(Label(self.say(message, {}).text, colour=self.theme.colour("text")), readings)

    def _up_to(self, count: Expression) -> list[Reading]:
        """Return some numbers from 1 to a count, which is the last one."""
        whole = self.moment.count(count)
        steps = min(_COUNTED, int(whole.value))
        before = [1 + round(place * (whole.value - 1) / max(1, steps - 1)) for place in range(steps - 1)]
        return [*map(self.moment.count, before), whole]

    def _reached(self, weight: Quantity) -> Expression:
        """Return how many activations one weight reaches, and the cost."""
        layer = weight.layer or 1
        later = [neurons_of(one) for one in range(layer + 1, self.network.depth + 1)]
        return sum(later[1:], later[0] + 2) if later else PARAMETERS - PARAMETERS + 2

    def _facts(self) -> dict[str, Fact]:
        moment, parts = self.moment, self.parts
        tape = self.read.sweep.tape
        return {
            "name": self.name,
            "arrows": moment.count(max(1, len(self.read.into(self.read.told)))),
            "whole": self.read.value(self.read.output),
            "one": moment.count(1),
            "meets": "other" if parts else "one",
            "parts": tuple(parts),
            "slope": self.total,
            "closes": closing(adds(parts, self.total)) if parts else "equal",
            "signs": "some" if any(one.product < 0 for one in tape) else "none",
            "C": moment.read(C, 3),
            "turned": "turned" if self.frame.is_tall else "upright",
            "total": moment.count(PARAMETERS),
            "weight": Named(self.weight, indexed=True),
            "reached": moment.count(self.reached),
        }
