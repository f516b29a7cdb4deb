"""The cost of several outputs: each one's own score, and the sum with its bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    TransformFromCopy,
    VGroup,
)

from core.cost_terms import cost_term
from core.index_form import index_formulas
from core.numeral import short
from core.quantity import C, a, y
from core.reading import Reading, read
from core.trace import State
from scenes import theme
from scenes.components.formula import Formula, Label
from scenes.components.index_line import index_line
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.read_out import ReadOut
from scenes.components.running_sum import RunningSum
from scenes.components.signed_bars import BarOf
from scenes.components.wide_layers import largest_of, shown_in
from scenes.lesson import Lesson, Word, beat
from scenes.stage.motion import Dim, fly

_SCORES = {
    "squared_error": "the square of its miss",
    "half_squared_error": "half the square of its miss",
    "mean_squared_error": "the square of its miss, shared among all {n}",
    "binary_cross_entropy": "minus the logarithm of the chance it gave to what was wanted",
    "cross_entropy": "minus the logarithm of what it gave, as far as it was wanted",
}
_MOST = 5
"""Rows of outputs; of more, the first ones, the costliest and the last are shown."""
_LAYOUTS = ((3.6, 2.6), (3.0, 2.2), (2.4, 1.6), (2.0, 1.0))
"""Widths of the network and of the bars; the first that leaves room for the numbers is taken."""
_WRITTEN = (
    (theme.FORMULA, '"last output:" quad', '"first output:" quad'),
    (theme.TEXT, '"last output:" quad', '"first output:" quad'),
    (theme.SMALL, '"last output:" quad', '"first output:" quad'),
    (theme.SMALL, "", '"first:"'),
)
"""Sizes of the sum, and how its bounds are called; the first that leaves room for the table is taken."""
_NAME = 1.9


class CostOverOutputs(Lesson):
    """The cost adds up the squared misses of all outputs."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the last layers at the left; a row of numbers leaves each output."""
        super().setup()
        self.rest = State()
        self.last, self.n = self.trace.network.depth, self.trace.network.widths[-1]
        self.terms = [cost_term(self.trace, j, self.rest) for j in range(self.n)]
        costliest = largest_of(self.trace, self.terms, 2, self.rest)
        keep = [a(self.last, j) for j in costliest]
        height = 3.6 if self.n < _MOST else 2.8 if self.n == _MOST else 2.3
        for width, bars in _LAYOUTS:
            self.diagram = NetworkDiagram(
                self.trace, self.rest, width=width, height=height, most=_MOST, keep=keep, deepest=3
            )
            self.diagram.align_to(RIGHT * theme.LEFT, LEFT)
            self.names = self.diagram.names(self.last, _NAME)
            self.outputs = [j for j in shown_in(self.diagram, self.last) if j is not None]
            self.sum = self._sum(bars)
            self.wanted = self._wanted(self.sum.read_outs)
            self.actual = self._actual(self.wanted.values())
            taken = max(part.get_right()[0] for part in (self.diagram, *self.names))
            if taken + 0.25 < min(cell.get_left()[0] for cell in self.actual.values()):
                break
        self.headers = self._headers()
        table = VGroup(self.diagram, self.names, self.sum, *self.actual.values(), *self.wanted.values(), *self.headers)
        table.align_to(UP * theme.TOP, UP)
        self.formula, self.bounds = self._written_short()
        self.rings = self._rings()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.see_all_outputs()
        self.put_the_targets_beside()
        self.score_each_output()
        self.add_the_scores()
        self.write_the_sum()
        self.read_the_bounds()

    @beat("{many}: {outputs}.")
    def see_all_outputs(self) -> None:
        """Each output's activation leaves its neuron."""
        self.play(FadeIn(self.diagram), FadeIn(self.names), run_time=theme.MOVE)
        flights = [fly(number, self.diagram.neurons[self.last, j]) for j, number in self.actual.items()]
        self.play(
            Dim(VGroup(*self.diagram.edges.values())), FadeIn(self.headers[0]), LaggedStart(*flights, lag_ratio=0.3)
        )

    @beat("Beside each stands what this example asks for: {targets}.")
    def put_the_targets_beside(self) -> None:
        """The desired outputs come."""
        self.play(FadeIn(self.headers[1]), run_time=theme.QUICK)
        self.play(LaggedStart(*map(FadeIn, self.wanted.values()), lag_ratio=0.3), run_time=theme.MOVE)

    @beat("Each output is scored by itself: {score}. {example}")
    def score_each_output(self) -> None:
        """Each row's score grows out of its two numbers."""
        self.play(FadeIn(self.headers[2]), FadeIn(self.sum.axis), run_time=theme.QUICK)
        pace = min(theme.MOVE, 5.0 / len(self.outputs))
        for index in range(len(self.sum.bars) - 1):
            self.play(self.sum.show_row(index), run_time=max(0.4, pace))

    @beat("Tip to tail, the scores add up: the cost of this example is {C}.")
    def add_the_scores(self) -> None:
        """The total comes below the rule."""
        self.play(self.sum.show_total(), run_time=theme.MOVE)

    @beat("Written short: the sum, over all outputs j, of one output's score.")
    def write_the_sum(self) -> None:
        """The general formula grows out of the column of scores."""
        self.play(Dim(VGroup(*self.diagram.edges.values()), 0.5), run_time=theme.QUICK)
        later = [glyph for name in ("C", "begins", "first", "last") for glyph in self.formula[name]]
        parts = [glyph for glyph in self.formula if glyph not in later]
        self.play(
            LaggedStart(TransformFromCopy(self.sum.labels[-1], self.formula["C"]), FadeIn(VGroup(*parts))),
            run_time=theme.MOVE,
        )

    @beat("The sum begins with output j = 0 and ends one short of their number, at j = {last}. {counted}")
    def read_the_bounds(self) -> None:
        """The two bounds come from the first and the last output."""
        first, last = self.rings
        self.play(FadeIn(first), run_time=theme.QUICK)
        self.play(
            FadeIn(self.formula["begins"], self.bounds[0]), fly(self.formula["first"], first), run_time=theme.MOVE
        )
        self.play(FadeOut(first), FadeIn(last), run_time=theme.QUICK)
        self.play(fly(self.formula["last"], last), FadeIn(self.bounds[1]), run_time=theme.MOVE)

    def _sum(self, width: float) -> RunningSum:
        """Return the outputs' terms, each at the height of its neuron, and their total."""
        colour = theme.colour("C")
        rows = [BarOf(VGroup(), self.terms[j], self.rest, colour=colour) for j in self.outputs]
        heights = [self.diagram.neurons[self.last, j].get_y() for j in self.outputs]
        step = 0.46
        others = [term for j, term in enumerate(self.terms) if j not in self.outputs]
        if others:
            rest = "+".join(f"({term})" for term in others)
            rows.append(BarOf(_words_for(len(others)), rest, self.rest, colour=colour))
            heights.append(heights[-1] - step)
        total = BarOf(Formula("{C}", em=theme.TEXT, C=C), C, self.rest, colour=colour)
        made = RunningSum(
            self.trace, rows, total, width=width, row_height=step, heights=[*heights, heights[-1] - step - 0.16]
        )
        return made.shift(RIGHT * (theme.RIGHT - width - 0.05))

    def _actual(self, beside: Iterable[Mobject]) -> dict[int, Any]:
        """Return a_j of the outputs shown, in their rows."""
        quantities = {j: a(self.last, j) for j in self.outputs}
        largest = max(abs(self.trace.value(one, self.rest)) for one in quantities.values())
        white = theme.colour("a")
        made = {
            j: ReadOut(self.trace, one, self.rest, largest=largest, em=theme.SMALL, colour=white)
            for j, one in quantities.items()
        }
        return self._in_rows(made, beside)

    def _wanted(self, beside: Iterable[Mobject]) -> dict[int, Any]:
        """Return y_j of the outputs shown, in their rows."""
        made = {}
        for j in self.outputs:
            number = read(self.trace, y(j), self.rest)
            shown = min(replace(number, numeral=short(number.value)), number, key=lambda one: len(one.shown))
            made[j] = Formula("{value}", em=theme.SMALL, value=shown, colour=theme.colour("y"))
        return self._in_rows(made, beside)

    def _in_rows(self, column: dict[int, Any], beside: Iterable[Mobject]) -> dict[int, Any]:
        """Set numbers at the heights of their neurons, left of another column."""
        x = min(one.get_left()[0] for one in beside) - 0.4
        for j, cell in column.items():
            cell.move_to([x, self.diagram.neurons[self.last, j].get_y(), 0], aligned_edge=RIGHT)
        return column

    def _headers(self) -> list[Formula]:
        """Return a_j, y_j and the score above their columns."""
        general = index_formulas(self.trace.network.cost)["C"].right.function
        foot = self.diagram.neurons[self.last, 0].get_y() + 0.42
        made = []
        for kind, markup, column in (("a", "a_(j)^((L))", self.actual), ("y", "y_(j)", self.wanted)):
            header = Formula("{symbol}", em=theme.SMALL, symbol=markup, colour=theme.colour(kind))
            x = max(column.values(), key=lambda cell: cell.width).get_x()
            made.append(header.move_to([x, foot, 0]).on_baseline(foot + 0.12))
        score = index_line(general, em=theme.SMALL)
        left = max(self.sum.read_outs[0].get_left()[0], made[1].get_right()[0] + 0.25)
        score.move_to([left, foot, 0], aligned_edge=LEFT + DOWN)
        if score.get_right()[0] > theme.RIGHT:
            score.align_to(RIGHT * theme.RIGHT, RIGHT).shift(UP * 0.55)
        return [*made, score]

    def _written_short(self) -> tuple[Formula, VGroup]:
        """Return the sum in index form, and what its two bounds stand for, at its left."""
        for em, *words in _WRITTEN:
            formula = index_line(index_formulas(self.trace.network.cost)["C"], em=em)
            last = Formula(f"{words[0]} n_L - 1 = {{last}}", em=theme.SMALL, last=str(self.n - 1))
            first = Formula(f"{words[1]} {{first}}", em=theme.SMALL, first="0")
            for line, name in ((first, "first"), (last, "last")):
                line.next_to(formula, LEFT, buff=0.35).set_y(formula[name].get_y())
            whole = VGroup(first, last, formula).move_to(UP * theme.BOTTOM, aligned_edge=DOWN)
            if whole.width < self.sum.get_left()[0] - theme.LEFT:
                whole.align_to(RIGHT * theme.LEFT, LEFT)
                break
            if whole.width < theme.RIGHT - theme.LEFT and whole.get_top()[1] < self.sum.get_bottom()[1] - 0.1:
                break
        return formula, VGroup(first, last)

    def _rings(self) -> list[Circle]:
        neurons = self.diagram.neurons
        ring = Circle(radius=self.diagram.radius + 0.05, color=theme.colour("text"), stroke_width=theme.BOLD_LINE)
        return [ring.copy().move_to(neurons[self.last, j]) for j in (0, self.n - 1)]

    def _words(self) -> dict[str, Word]:
        value = read(self.trace, C, self.rest)
        costliest = max(self.outputs, key=lambda j: abs(read(self.trace, self.terms[j], self.rest).value))
        some = self.outputs[:3]
        more = " and so on" if self.n > len(some) else ""
        outputs = [(*self._of(j), read(self.trace, a(self.last, j), self.rest)) for j in some]
        highest = read(self.trace, self.terms[costliest], self.rest)
        return {
            "many": f"This example ends in {self.n} outputs" if self.n > 1 else "This example ends in one output",
            "outputs": (*_joined(outputs), more),
            "targets": (*_joined([(f"y{_lowered(j)} = ", self.wanted[j].readings["value"]) for j in some]), more),
            "score": _SCORES[self.trace.network.cost.name].format(n=self.n),
            "example": (*self._of(costliest, capital=True), "costs ", highest, "."),
            "C": value,
            "last": str(self.n - 1),
            "counted": f"Counted from 0, no output is number {self.n}." if self.n > 1 else "There is only one.",
        }

    def _of(self, j: int, *, capital: bool = False) -> tuple[str]:
        """Return what to call an output in a caption."""
        names = self.trace.network.outputs
        if names and any(map(str.isalpha, names[j])):
            return (f"{names[j][:24]} ",)
        word = "Output" if capital else "output"
        return (f"{word} “{names[j][:24]}” " if names else f"{word} {j} ",)


def _words_for(others: int) -> Label:
    return Label(f"the other {others}" if others > 1 else "the other one")


def _joined(pieces: Sequence[tuple[str | Reading, ...]]) -> list[str | Reading]:
    words: list[str | Reading] = []
    for index, piece in enumerate(pieces):
        words += [", " if index else "", *piece]
    return words


def _lowered(j: int) -> str:
    return str(j).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
