"""One step back, and again, until the input: every weight's long product, and a wrong one refuted."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, FadeIn, FadeOut, VGroup

from core.derivation import derive
from core.network import Examples, Network
from core.nudge_size import settling_nudge
from core.numeral import short
from core.quantity import C, Quantity, a, b, change, ratio, slope, w
from core.reading import Reading, read
from core.trace import State
from scenes import theme
from scenes.components.formula import Label
from scenes.components.product_row import OTHERS, ProductRow, Term, in_columns, read_tersely, term_of, terms_of
from scenes.components.signed_bars import BarOf, SignedBars
from scenes.components.slope_strip import SlopeStrip
from scenes.lesson import Lesson, Word, beat
from scenes.stage.motion import Dim, fly

_GAP = 0.16
"""Between rows."""
_TAG, _INPUT = 1.2, 0.68
"""Room below the chain for a slope at its neuron, and for the input's number."""
_LINES = 3
"""How many lines a product may take where it stands alone."""
_LONG = 10
"""Beyond so many layers, each step back is one movement."""
_TOLERANCE = 0.01
"""To which share of itself a nudge's ratio has settled."""


class BackThroughTheChain(Lesson):
    """The same step repeats until the input."""

    chapter = "single_neuron"
    on_a_chain = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Tell that a single layer leaves no way further back."""
        if network.depth == 1:
            return "there is no layer further back: the activation behind its only layer is the input"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the chain across the top, the products below it."""
        super().setup()
        self.last, self.rest = self.trace.network.depth, State()
        self.strip = SlopeStrip(self.trace, self.rest)
        self.tags = {layer: self.strip.tag(slope(C, a(layer))) for layer in range(1, self.last)}
        self.input_tag = self.strip.tag(a(0))
        self._make_rows()
        self._place_rows()
        self.by = self._nudge()
        self.bars = self._bars()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.start_from_what_is_known()
        self.take_one_step_back()
        self.write_it_out()
        self.repeat_to_the_input()
        self.leave_the_first_factor_out()
        self.try_the_activations()
        self.let_the_nudge_decide()

    @beat("Swap {before} for {w_last} in the last weight's product: now it tells how C answers {before}, by {known}.")
    def start_from_what_is_known(self) -> None:
        """The last weight's product turns into that of the activation behind it."""
        self.play(FadeIn(self.strip), run_time=theme.MOVE)
        self.play(self.strip.reach(self.last), FadeIn(self.last_row), run_time=theme.MOVE)
        self.wait(theme.PAUSE)
        self.play(self.known_row.grow_from(self.last_row), run_time=theme.SLOW)
        self.play(fly(self.tags[self.last - 1], self.known_row.value), run_time=theme.MOVE)

    @beat("One layer back, {w} needs two new ratios. The third is already known: compute it once, keep it.")
    def take_one_step_back(self) -> None:
        """Two new factors come from the chain, the third from what is kept."""
        folded, back = self.folded, self.last - 1
        self.play(self.strip.reach(back), run_time=theme.MOVE)
        places = (self.strip.neuron(back - 1), self.strip.neuron(back), self.tags[back])
        flights = [fly(folded.cell(name), place) for name, place in zip(folded.names, places, strict=True)]
        self.play(FadeIn(folded.head, folded.signs), AnimationGroup(*flights, lag_ratio=0.3), run_time=theme.SLOW)
        self.play(FadeIn(self.marks), fly(folded.value, folded.signs), run_time=theme.MOVE)

    @beat("Written out as far as the cost, the product for {w} has {count} factors. It makes {slope}.")
    def write_it_out(self) -> None:
        """What is kept unfolds into its own factors."""
        self.play(FadeOut(self.marks), run_time=theme.QUICK)
        row = self.rows[self.last - 1]
        if self.stair:
            self.play(row.grow_from(self.folded, staying=[self.known_row]), run_time=theme.SLOW)
        else:
            self.play(row.grow_from(self.folded, self.known_row), run_time=theme.SLOW)

    @beat("{again}For {first}, the activation behind is the input itself: x = {x}.{zero}")
    def repeat_to_the_input(self) -> None:
        """Layer after layer, the product grows at its front."""
        pace = max(theme.QUICK, min(theme.MOVE, 12.0 / (2 * self.last)))
        for layer in range(self.last - 2, 0, -1):
            old, new = self.rows[layer + 1], self.rows[layer]
            kept = FadeOut(self.tags[layer + 1]), FadeIn(self.tags[layer], shift=LEFT * 0.4)
            reached = *kept, self.strip.reach(layer)
            grown = new.grow_from(staying=[old]) if self.stair else new.grow_from(old)
            if self.last > _LONG:
                self.play(*reached, grown, run_time=pace)
            else:
                self.play(*reached, run_time=pace)
                self.play(grown, run_time=pace)
        self.play(FadeOut(self.tags[1]), run_time=theme.QUICK)
        self.play(fly(self.input_tag, self.strip.neuron(0)), run_time=theme.MOVE)

    @beat("Leave the first factor out, and the same product is the slope for the bias {bias}: {bias_slope}.")
    def leave_the_first_factor_out(self) -> None:
        """The first weight's product moves up; below it, the same without its first factor."""
        first = self.rows[1]
        if self.stair:
            self.play(FadeOut(self.known_row, *(self.rows[layer] for layer in range(2, self.last))))
        self.play(self.right.grow_from(first), run_time=theme.MOVE)
        self.play(self.bias_row.grow_from(staying=[self.right]), run_time=theme.SLOW)

    @beat("A tempting shortcut: multiply by the activation of each layer, not by its weight. It gives {wrong}.")
    def try_the_activations(self) -> None:
        """Below the right product the wrong one, activations in the place of the weights."""
        self.play(FadeOut(self.bias_row), run_time=theme.QUICK)
        self.play(self.wrong.grow_from(staying=[self.right]), run_time=theme.SLOW)
        self.play(FadeIn(self.swaps), run_time=theme.QUICK)

    @beat("Nudge {first} by {by} and recompute: per unit, the cost answers with {ratio}. {verdict}")
    def let_the_nudge_decide(self) -> None:
        """The two products and the measured ratio as bars of one scale."""
        fits = self.swaps.get_bottom()[1] > self.bars.get_top()[1] + 0.05
        if not fits:
            self.play(FadeOut(self.swaps), run_time=theme.QUICK)
        self.play(self.bars.show_axis(), run_time=theme.QUICK)
        for row in range(3):
            self.play(self.bars.show_row(row), run_time=theme.MOVE)
        if self.refuted:
            self.play(Dim(VGroup(self.wrong, self.swaps) if fits else self.wrong), run_time=theme.QUICK)

    def _make_rows(self) -> None:
        """Derive every product."""
        last, known = self.last, slope(C, a(self.last - 1))
        terms = {layer: self._terms(slope(C, w(layer))) for layer in range(1, last + 1)}
        wrong = tuple(map(_mistaken, terms[1]))
        for self.digits in (4, 3):
            self.right, self.wrong = self._row(slope(C, w(1)), terms[1]), self._row("tempting", wrong)
            if OTHERS not in self.wrong.names:
                break
        most = min(len(self.right.names), len(self.wrong.names))
        self.right, self.wrong = self._row(slope(C, w(1)), terms[1], most=most), self._row("tempting", wrong, most=most)
        self.bias_row = self._row(slope(C, b(1)), self._terms(slope(C, b(1)))[1:], most=most - 1)
        self.last_row, self.known_row = self._row(slope(C, w(last)), terms[last]), self._row(known, self._terms(known))
        self.folded = self._row(slope(C, w(last - 1)), (*terms[last - 1][:2], term_of("kept", known)))
        self.swapped = [name for name in self.right.names if name.startswith("dz_da") or name == OTHERS]
        self.rows = {layer: self._long(slope(C, w(layer)), terms[layer]) for layer in range(1, last)}

    def _place_rows(self) -> None:
        """Set rows that share factors in columns, or each in the place of the one before."""
        foot = self.strip.get_bottom()[1]
        backward = [self.rows[layer] for layer in range(self.last - 1, 0, -1)]
        self.stair = self._fit_in_columns([self.known_row, *backward], foot - _INPUT)
        if not self.stair:
            for row in (self.known_row, *backward):
                row.align_to(UP * (foot - _TAG), UP).align_to(RIGHT * theme.LEFT, LEFT)
        self.last_row.align_to(self.known_row, UP)
        self.last_row.shift(RIGHT * (self._end(self.known_row) - self._end(self.last_row)))
        self.last_row.shift(RIGHT * max(0.0, theme.LEFT - self.last_row.get_left()[0]))
        in_columns([self.right, self.wrong], foot - _INPUT, 2 * _GAP)
        self.bias_row.align_to(self.wrong, UP).shift(RIGHT * (self._end(self.right) - self._end(self.bias_row)))
        self.bias_row.shift(RIGHT * max(0.0, theme.LEFT - self.bias_row.get_left()[0]))
        self.swaps = VGroup(self.right.underline(self.swapped), self.wrong.underline(self.swapped))
        self.folded.align_to(UP * (self.known_row.get_bottom()[1] - 0.35), UP)
        self.folded.align_to(self.rows[self.last - 1], LEFT)
        self.marks = VGroup(*(self._mark(*pair) for pair in (("new", self.folded.names[:2]), ("kept", ["kept"]))))

    @staticmethod
    def _end(row: ProductRow) -> float:
        return float(row.cell(row.names[-1]).get_right()[0])

    def _mark(self, word: str, names: list[str]) -> VGroup:
        rule = self.folded.underline(names)
        return VGroup(rule, Label(word).set_x(rule.get_x()).on_baseline(rule.get_y() - 0.4))

    def _fit_in_columns(self, rows: list[ProductRow], top: float) -> bool:
        """Set rows in columns; return whether there is room for them."""
        single = OTHERS not in self.right.names and all(row.line_count == 1 for row in rows)
        for gap in (2 * _GAP, _GAP):
            in_columns(rows, top, gap)
            if single and rows[-1].get_bottom()[1] >= theme.BOTTOM:
                return self._set_tags_beside(rows[0])
        return False

    def _set_tags_beside(self, row: ProductRow) -> bool:
        """Set what is kept beside the first row; return whether there is room for it."""
        width = max(tag.width for tag in self.tags.values()) + _GAP
        rooms = row.get_left()[0] - theme.LEFT, theme.RIGHT - row.get_right()[0]
        if max(rooms) < width:
            return False
        ends = (theme.LEFT, LEFT) if rooms[0] >= width else (theme.RIGHT, RIGHT)
        for tag in self.tags.values():
            tag.align_to(RIGHT * ends[0], ends[1])
        return True

    def _terms(self, quantity: Quantity) -> tuple[Term, ...]:
        x, y = self.trace.examples.X[0], self.trace.examples.Y[0]
        return terms_of(derive(self.trace.network, quantity, x, y).products[0].factors, self.last)

    def _row(self, left: Quantity | str, terms: tuple[Term, ...], **options: int) -> ProductRow:
        width = theme.RIGHT - theme.LEFT
        return ProductRow(self.trace, left, terms, self.rest, width=width, digits=self.digits, **options)

    def _long(self, left: Quantity, terms: tuple[Term, ...]) -> ProductRow:
        """Return a product on as many lines as there is room for."""
        room = self.strip.get_bottom()[1] - _TAG - theme.BOTTOM
        for lines in range(_LINES, 0, -1):
            row = self._row(left, terms, lines=lines)
            if row.height <= room:
                break
        return row

    def _bars(self) -> SignedBars:
        nudged, grey = self.rest.nudged(w(1), self.by), theme.colour("quiet")
        rows = [
            BarOf(Label("with the weights"), slope(C, w(1)), self.rest),
            BarOf(Label("with the activations"), self.wrong.reading.expression, self.rest, colour=grey),
            BarOf(Label("a real nudge"), ratio(C, w(1)), nudged, colour=theme.colour("text")),
        ]
        bars = SignedBars(self.trace, rows, width=4.6, row_height=0.45)
        return bars.set_x(0).align_to(UP * theme.BOTTOM, DOWN)

    def _nudge(self) -> float:
        """Return a nudge so small that its ratio tells the two products apart, where that can be."""
        right, wrong = self.right.reading.value, self.wrong.reading.value
        apart = abs(right - wrong) / (max(abs(right), abs(wrong)) or 1.0)
        return settling_nudge(self.trace, C, w(1), self.rest, tolerance=min(_TOLERANCE, apart / 8))

    @property
    def refuted(self) -> bool:
        """Whether the nudge's ratio is the right product's and not the wrong one's."""
        right, wrong = self.right.reading.value, self.wrong.reading.value
        measured = self.trace.value(ratio(C, w(1)), self.rest.nudged(w(1), self.by))
        return 4 * abs(measured - right) < abs(right - wrong)

    def _verdict(self) -> str:
        if self.refuted:
            return "The weights are right, the activations wrong."
        if not self.right.reading.value and not self.wrong.reading.value:
            return "With a 0 on the way, no product can differ."
        return "Here the two lie too near each other to be told apart."

    def _words(self) -> dict[str, Word]:
        last, nudged = self.last, self.rest.nudged(w(1), self.by)
        by = replace(read(self.trace, change(w(1)), nudged), numeral=short(self.by))
        dead = any(not read(self.trace, term.expression).value for term in self._terms(slope(C, w(1)))[1:])
        return {
            "w_last": w(last).plain(),
            "before": a(last - 1).plain(),
            "known": read(self.trace, slope(C, a(last - 1))),
            "w": w(last - 1).plain(),
            "count": self._count(len(self.rows[last - 1].names)),
            "slope": read(self.trace, slope(C, w(last - 1))),
            "again": "The same step again, to the front. " if last > 2 else "",
            "first": w(1).plain(),
            "x": read_tersely(self.trace, a(0), self.rest),
            "zero": " One ratio on the way is 0, and so is all behind it." if dead else "",
            "bias": b(1).plain(),
            "bias_slope": read(self.trace, slope(C, b(1))),
            "wrong": self.wrong.reading,
            "by": by,
            "ratio": read(self.trace, ratio(C, w(1)), nudged),
            "verdict": self._verdict(),
        }

    def _count(self, number: int) -> Reading:
        reading = read(self.trace, str(number))
        return replace(reading, numeral=short(reading.value))


def _mistaken(term: Term) -> Term:
    """Put the activation in the place of the weight that leads on from it."""
    if not term.name.startswith("dz_da"):
        return term
    activation = Quantity.parse(term.expression).by
    assert activation is not None
    return term_of(term.name, activation)
