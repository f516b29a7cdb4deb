"""The cost of several outputs: each one's own score, and the sum with its bounds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from manim import (
    DOWN,
    LEFT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    LaggedStart,
    TransformFromCopy,
    VGroup,
)

from core.algebra.index_form import LAST, index_formulas
from core.algebra.indexed import width
from core.model.costs import Score
from core.model.fact import OUTPUTS, neuron_number
from core.model.quantity import C, a, y
from core.notation.reading import Named, Reading
from core.passes.choices.ranking import largest_of
from core.passes.cost_terms import cost_term
from scenes import theme
from scenes.components.index_line import index_line
from scenes.components.output_table import CLOSEST, FURTHEST, OutputTable, Widths
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly
from scenes.type.formula import Formula

_SCORES: dict[str, str] = {
    Score.SQUARE: "the square of its miss",
    Score.HALF_SQUARE: "half the square of its miss",
    Score.MEAN_SQUARE: "the square of its miss, divided by how many outputs there are",
    Score.VALLEY: "minus the logarithm of the chance it gave to what was wanted",
    Score.SLIDE: "minus the logarithm of what it gave, as far as it was wanted",
}
_LAYOUTS = (
    Widths(3.4, 3.2, theme.FORMULA),
    Widths(3.0, 2.4, theme.TEXT),
    Widths(3.0, 2.0, theme.LABEL),
    Widths(2.2, 1.2, theme.LABEL),
)
"""From the most generous; the first that leaves room for all is taken."""
_AIRY, _TIGHT = 1.4, 1.15
"""Distances of rows, in ems of their numbers: as wished, and the least."""
_WRITTEN = (
    (theme.HERO, '"last output:" quad', '"first output:" quad'),
    (theme.FORMULA, '"last output:" quad', '"first output:" quad'),
    (theme.TEXT, '"last output:" quad', '"first output:" quad'),
    (theme.LABEL, '"last output:" quad', '"first output:" quad'),
    (theme.LABEL, "", '"first:"'),
)
"""Sizes of the sum, and how its bounds are called; the first that fits is taken."""


class CostOverOutputs(Lesson):
    """The cost adds up one score for each output (for the squared error: the square of its miss)."""

    chapter = "many_neurons"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the outputs with a row of numbers each, the sum in index form below."""
        super().setup()
        self.last, self.n = self.moment.network.depth, self.moment.network.widths[-1]
        self.terms = [cost_term(self.moment, j) for j in range(self.n)]
        self.general = index_formulas(self.moment.network.cost)["C"]
        self.table = self._lay_out()
        self.rings = self._rings()
        self.words = self._words()

    def claim(self) -> str:
        """Return the claim, with what a score is here."""
        outputs = "one score for each output" if self.network.widths[-1] > 1 else "the score of its one output"
        return f"The cost {'adds up' if self.network.widths[-1] > 1 else 'is'} {outputs}: {self._score()}."

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
        self.play(FadeIn(self.table.diagram), FadeIn(self.table.names), run_time=theme.MOVE)
        flights = [fly(number, self.table.diagram.neurons[self.last, j]) for j, number in self.table.actual.items()]
        self.play(
            Dim(VGroup(*self.table.diagram.edges.values())),
            FadeIn(self.table.headers[0]),
            LaggedStart(*flights, lag_ratio=0.3),
        )

    @beat("Beside {each} stands what this example asks for: {targets}.")
    def put_the_targets_beside(self) -> None:
        """The desired outputs come."""
        self.play(FadeIn(self.table.headers[1]), run_time=theme.QUICK)
        self.play(LaggedStart(*map(FadeIn, self.table.wanted.values()), lag_ratio=0.3), run_time=theme.MOVE)

    @beat("{scored}: {score}. {example}")
    def score_each_output(self) -> None:
        """Each row's score grows out of its two numbers."""
        self.play(FadeIn(self.table.headers[2]), FadeIn(self.table.sum.axis), run_time=theme.QUICK)
        pace = min(theme.MOVE, 5.0 / len(self.table.outputs))
        for index in range(len(self.table.sum.bars) - 1):
            self.play(self.table.sum.show_row(index), run_time=max(0.4, pace))

    @beat("{added}the cost of this example is {C}.")
    def add_the_scores(self) -> None:
        """The total comes below the rule."""
        self.play(self.table.sum.show_total(), run_time=theme.MOVE)

    @beat("Written short: the sum, over all outputs j, of one output's score.")
    def write_the_sum(self) -> None:
        """The general formula grows out of the column of scores."""
        self.play(Dim(VGroup(*self.table.diagram.edges.values()), 0.5), run_time=theme.QUICK)
        later = [glyph for name in ("C", "begins", "first", "last") for glyph in self.formula[name]]
        parts = [glyph for glyph in self.formula if glyph not in later]
        self.play(
            LaggedStart(TransformFromCopy(self.table.sum.labels[-1], self.formula["C"]), FadeIn(VGroup(*parts))),
            run_time=theme.MOVE,
        )

    @beat("{bounds}")
    def read_the_bounds(self) -> None:
        """The two bounds come from the first and the last output."""
        first, last = self.rings
        self.play(FadeIn(first), run_time=theme.QUICK)
        self.play(
            FadeIn(self.formula["begins"], self.bounds[0]), fly(self.formula["first"], first), run_time=theme.MOVE
        )
        self.play(FadeOut(first), FadeIn(last), run_time=theme.QUICK)
        self.play(fly(self.formula["last"], last), FadeIn(self.bounds[1]), run_time=theme.MOVE)

    def _lay_out(self) -> OutputTable:
        """Return the table, with the largest sum and numbers that leave air between its rows."""
        heights: dict[tuple[Widths, float], float] = {}
        for leading, (em, *words) in product((_AIRY, _TIGHT), _WRITTEN):
            self.formula, self.bounds = self._written_short(em, words)
            written = VGroup(self.formula, self.bounds)
            room = theme.TOP - written.get_top()[1] - 0.25
            if written.width > theme.RIGHT - theme.LEFT:
                continue
            for widths in _LAYOUTS:
                if (widths, leading) not in heights:
                    heights[widths, leading] = self._least_height(widths, leading)
                if heights[widths, leading] <= room:
                    return self._filled(widths, room)
        return self._filled(_LAYOUTS[-1], room)

    def _least_height(self, widths: Widths, leading: float) -> float:
        """Return what a table needs with its rows at some distance; infinite if it is crowded."""
        table = self._table(widths, leading * widths.em)
        return float(table.height) if widths is _LAYOUTS[-1] or not table.is_crowded else float("inf")

    def _filled(self, widths: Widths, room: float) -> OutputTable:
        """Return the table in its place, its rows as far apart as a height allows."""
        apart = FURTHEST
        for _ in range(4):
            table = self._table(widths, apart)
            excess = table.height - room
            if -0.2 < excess <= 0 or table.rows == 1 or (excess < 0 and apart == FURTHEST):
                break
            apart = max(CLOSEST, min(FURTHEST, apart - (excess + 0.02) / (table.rows - 1)))
        return table.set_y(theme.TOP - max(room, table.height) / 2)

    def _table(self, widths: Widths, apart: float) -> OutputTable:
        score = self.general.right.function
        return OutputTable(self.moment, self.terms, score=score, widths=widths, apart=apart)

    def _written_short(self, em: float, words: Sequence[str]) -> tuple[Formula, VGroup]:
        """Return the sum in index form, and what its two bounds stand for, at its left."""
        formula = index_line(self.general, em=em)
        last = Formula(f"{words[0]} {{bound}} = {{last}}", em=theme.LABEL, bound=width(LAST) - 1, last=str(self.n - 1))
        first = Formula(f"{words[1]} {{first}}", em=theme.LABEL, first="0")
        for line, name in ((first, "first"), (last, "last")):
            line.next_to(formula, LEFT, buff=0.35).set_y(formula[name].get_y())
        VGroup(first, last, formula).move_to(UP * theme.BOTTOM, aligned_edge=DOWN)
        return formula, VGroup(first, last)

    def _rings(self) -> list[Circle]:
        neurons = self.table.diagram.neurons
        ring = Circle(radius=self.table.diagram.radius + 0.05, color=theme.colour("text"), stroke_width=theme.BOLD_LINE)
        return [ring.copy().move_to(neurons[self.last, j]) for j in (0, self.n - 1)]

    def _words(self) -> dict[str, Word]:
        value = self.moment.read(C)
        place, *_ = largest_of(self.story.moment, [self.terms[j] for j in self.table.outputs])
        costliest = self.table.outputs[place]
        some = self.table.outputs[:3]
        more = "" if self.n == len(some) else " and so on" if some == [0, 1, 2] else " and more"
        outputs = [(*self._of(j), self.moment.read(a(self.last, j))) for j in some]
        highest = self.moment.read(self.terms[costliest])
        words: dict[str, Word] = {
            "many": ("This example ends in ", self.moment.count(OUTPUTS), " outputs"),
            "outputs": (*_joined(outputs), more),
            "each": "each",
            "targets": (
                *_joined([(Named(y(j), indexed=True), " = ", self.table.wanted[j].readings["value"]) for j in some]),
                more,
            ),
            "scored": "Each is scored by itself",
            "score": self._score(),
            "example": ("Output ", self._called(costliest), " costs ", highest, "."),
            "added": "Tip to tail, the scores add up: ",
            "C": value,
            "bounds": self._told_bounds(),
        }
        if self.n > 1:
            return words
        return words | {
            "many": "This example ends in one output",
            "each": "it",
            "scored": "The output is scored",
            "added": "With no other score to add, ",
            "bounds": ("The sum has one term: it begins and ends at j = ", self._number(0), "."),
        }

    def _score(self) -> str:
        """Return what a score is, in words that hold for this example."""
        score, wanted = self.network.cost.score, self.examples.Y[0]
        if score == Score.MEAN_SQUARE and self.network.widths[-1] == 1:
            score = Score.SQUARE
        if score == Score.VALLEY and any(y not in {0, 1} for y in wanted):
            return "how badly the chance it gave fits the share that was wanted"
        return _SCORES.get(score, "a number for how far it is from what was wanted")

    def _told_bounds(self) -> Word:
        first, last = self._number(0), self._number(self.n - 1)
        begins = ("The sum begins with output j = ", first, " and ends one short of their number, at j = ", last, ". ")
        return (*begins, "Counted from ", first, ", no output is number ", self.moment.count(OUTPUTS), ".")

    def _number(self, j: int) -> Reading:
        return self.moment.count(neuron_number(self.last, j))

    def _called(self, j: int) -> str | Reading:
        """Return the user's name of an output, in quotes if it is no word; or its number."""
        names = self.moment.network.outputs
        if not names:
            return self._number(j)
        name = names[j][:24]
        return name if any(map(str.isalpha, names[j])) else f"“{name}”"

    def _of(self, j: int) -> tuple[str | Reading | Named, ...]:
        """Return what an output's activation is introduced with in a caption."""
        names = self.moment.network.outputs
        if not names:
            return (Named(a(self.last, j), indexed=True), " = ")
        return ("" if any(map(str.isalpha, names[j])) else "output ", self._called(j), " ")


def _joined(pieces: Sequence[tuple[str | Reading | Named, ...]]) -> list[str | Reading | Named]:
    words: list[str | Reading | Named] = []
    for index, piece in enumerate(pieces):
        words += [", " if index else "", *piece]
    return words
