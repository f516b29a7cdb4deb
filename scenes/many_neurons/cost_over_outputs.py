"""The cost of several outputs: each one's own score, and the sum with its bounds."""

from __future__ import annotations

from manim import FadeIn

from core.algebra.index_form import addends, index_formulas
from core.model.costs import Score
from core.model.fact import OUTPUTS, neuron_number
from core.model.quantity import C, a, y
from core.notation.printed import closing, joins
from core.notation.reading import Named, Reading
from scenes import theme
from scenes.figures.cost_picture import CostPicture
from scenes.figures.greys import Greys
from scenes.figures.network import HOME, Network
from scenes.figures.scores import Scores
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.type.formula import Formula
from scenes.words.language import Fact

_KINDS: dict[str, str] = {
    Score.SQUARE: "square",
    Score.HALF_SQUARE: "half",
    Score.MEAN_SQUARE: "mean",
    Score.VALLEY: "valley",
    Score.SLIDE: "slide",
}


_LONGEST = 24
"""Letters of a name."""


class CostOverOutputs(Lesson):
    """The cost adds up one score for each output (for the squared error: the square of its miss)."""

    chapter = "many_neurons"
    poster = "read_the_bounds"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the network, then a row for each output with the squares beside them."""
        super().setup()
        greys = Greys.of(self.story, self.theme)
        self.scores = Scores(self.moment, self.story)
        self.home = Network(self.moment, self.story, greys, self.theme, place=HOME, tall=self.frame.is_tall)
        general = index_formulas(self.network.cost)["C"]
        sides = {"left": general.left, "eq": "=", "right": general.right}
        written = [Formula("{left} {eq} {right}", em=em, **sides) for em in (theme.FORMULA, theme.LABEL)]
        parts = {f"sum{place}": one for place, one in enumerate(addends(general.right))}
        lines = " \\ + ".join(f"{{{name}}}" for name in parts)
        written.append(Formula(f"{{left}} {{eq}} {lines}", em=theme.LABEL, left=general.left, eq="=", **parts))
        self.picture = CostPicture(self.scores, greys, written, self.home)
        Page(self.frame, self.picture)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.put_y_beside_a()
        self.draw_the_miss()
        self.square_it()
        self.pour_the_squares()
        self.read_the_bounds()

    @beat
    def put_y_beside_a(self) -> None:
        """The outputs glide out of the network; each gets a line, a dot at what it is, a ring at what it should be."""
        self.play(FadeIn(self.home), run_time=self.part(1, 8))
        self.play(self.picture.come_out(), run_time=self.part(1, 4))
        self.play(self.picture.draw_lines(run_time=self.part(1, 6)))
        self.play(self.picture.slide_out(run_time=self.part(1, 6)))
        self.play(self.picture.land_rings(run_time=self.part(1, 4)))

    @beat
    def draw_the_miss(self) -> None:
        """The misses grow from what should be to what is; or the curve of its score stands up over each line."""
        self.play(self.picture.draw_misses(run_time=self.part(4, 5)))
        self.bring_to_front(*self.picture.in_front())

    @beat
    def square_it(self) -> None:
        """Each miss swings up and sweeps over its square; or a strip grows up to each bead."""
        if self.scores.is_square:
            self.play(self.picture.come_together(run_time=self.part(1, 4)))
        self.play(self.picture.swing_out(run_time=self.part(3, 5)))
        self.bring_to_front(*self.picture.in_front())

    @beat
    def pour_the_squares(self) -> None:
        """The scores are poured into one place, the last one first, and the cost counts."""
        going = [self.picture.go_aside(run_time=self.part(1, 4))]
        if self.picture.home_stays:
            going.append(self.picture.take_home_along(run_time=self.part(1, 4)))
        self.play(*going)
        self.bring_to_front(*self.picture.in_front())
        self.play(FadeIn(self.picture.number), run_time=theme.QUICK)
        self.play(self.picture.pour(run_time=self.part(3, 5)))

    @beat
    def read_the_bounds(self) -> None:
        """The formula is written out of the picture; then a ring runs down the rows while j counts."""
        self.play(self.picture.write_formula(run_time=self.part(2, 5)))
        self.play(self.picture.begin_count(run_time=self.part(1, 12)))
        for place, _ in enumerate(self.scores.rows):
            self.play(self.picture.count(place, run_time=self.part(1, 3 * len(self.scores.rows))))
        self.play(self.picture.end_count(run_time=self.part(1, 12)))

    def claim(self) -> str:
        """Return the claim; a network that is refused has no facts yet."""
        self.facts = self.facts or self._facts()
        return super().claim()

    def _facts(self) -> dict[str, Fact]:
        last, n = self.moment.network.depth, self.moment.network.widths[-1]
        order = self.scores.ascending
        small, large = order[0], order[-1]
        numbers = {
            "a": _as_drawn(self.moment.read(a(last, large), 3)),
            "y": self.moment.read(y(large), 3).in_fewest_digits(),
            "d_large": self.moment.read(a(last, large) - y(large), 3),
            "d_small": self.moment.read(a(last, small) - y(small), 3),
            "s_large": self.scores.reading_of(large),
            "s_small": self.scores.reading_of(small),
            "C": _as_drawn(self.moment.read(C, 3)),
            "n": self.moment.count(OUTPUTS),
            "first": self.moment.count(neuron_number(last, 0)),
            "last": self.moment.count(neuron_number(last, n - 1)),
        }
        words = self._words(large)
        for key in ("small", "large"):
            sign = joins([numbers[f"d_{key}"]] * 2, numbers[f"s_{key}"]) if words["shape"] == "square" else "="
            words[key] = closing(sign)
        return numbers | words

    def _words(self, told: int) -> dict[str, Fact]:
        last, names, n = self.moment.network.depth, self.moment.network.outputs, self.moment.network.widths[-1]
        kind = _KINDS.get(self.network.cost.score, "other")
        if kind == "mean" and n == 1:
            kind = "square"
        scored = sum(bool(value) for value in self.scores.values)
        one_hot = kind == "slide" and scored == 1 < n
        if kind == "valley" and any(self.moment.value(y(j)) not in {0, 1} for j in range(n)):
            kind = "share"
        shape = "alone" if one_hot else kind if self.scores.is_square else "curve"
        return {
            "kind": kind,
            "shape": shape,
            "outputs": "one" if n == 1 else "many",
            "name": _called(names[told]) if names else Named(a(last, told), indexed=True),
            "told": self._told(shape, scored),
            "fills": "part" if self.moment.value(C) <= 1 else "over",
        }

    def _told(self, shape: str, scored: int) -> str:
        """Return which scores are told one by one."""
        if not scored:
            return "nothing"
        if shape == "alone":
            return "said"
        shown = [abs(self.scores.reading_of(j).value) for j in self.scores.shown.neurons]
        differ = min(shown) < max(shown)
        if self.scores.is_square:
            return "squares" if differ else "square"
        return "most" if differ else "score"


def _called(name: str) -> str:
    """Return the user's name of an output, in quotes if it is no word."""
    return name[:_LONGEST] if any(map(str.isalpha, name)) else f"“{name[:_LONGEST]}”"


def _as_drawn(reading: Reading) -> Reading:
    """Return a reading as a number that runs is written: it keeps its decimals when it is nothing."""
    return reading if reading.value else reading.to_decimals(2)
