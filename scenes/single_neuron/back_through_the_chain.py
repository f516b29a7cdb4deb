"""One step back, and again, until the input: every weight's long product, and a wrong one refuted."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, RIGHT, UP, Animation, AnimationGroup, FadeIn, FadeOut, VGroup

from core.model.network import Examples, Network
from core.model.quantity import C, a, b, change, ratio, slope, w
from core.notation.numeral import short
from core.notation.reading import Named
from core.passes.choices.trials import deciding_trial
from scenes import theme
from scenes.components.chain_products import ChainProducts
from scenes.components.product_row import read_tersely
from scenes.components.signed_bars import BarOf, SignedBars, ends_of
from scenes.components.slope_strip import SlopeStrip
from scenes.lesson import Lesson, Word, beat
from scenes.motion import Dim, fly
from scenes.type.formula import Label

_GAP, _BARS_BELOW = 0.22, 0.15
"""From the chain's numbers to the products, and from these to the bars."""
_BAR_ROWS = 0.5, 0.65
"""The least and the most height of a bar's row."""
_LONG = 10
"""Beyond so many layers, each step back is one movement."""


class BackThroughTheChain(Lesson):
    """The same step repeats until the input."""

    chapter = "single_neuron"
    on_a_chain = True
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Tell that a single layer leaves no way further back."""
        if network.depth == 1:
            return "there is no layer further back: the activation behind its only layer is the input"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the chain across the top, the products below it."""
        super().setup()
        self.last = self.moment.network.depth
        self.strip = SlopeStrip(self.moment)
        self.products = ChainProducts(self.moment, self.strip.foot - _GAP)
        values = (row.reading.value for row in (self.products.right, self.products.wrong))
        self.trial = deciding_trial(self.story.moment, C, w(1), *values)
        self.bars = self._bars()
        self.verdict = Label("wrong", colour=theme.colour("text")).next_to(self.bars.read_outs[1], RIGHT, buff=0.3)
        self.verdict.on_baseline(self.bars.read_outs[1].get_bottom()[1])
        VGroup(self.bars, self.verdict).set_x(0)
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
        """Out of the last weight's product comes that of the activation behind it."""
        known, source = self.products.known, self.products.source
        self.play(FadeIn(self.strip), run_time=theme.QUICK)
        self.play(self.strip.reach(self.last), FadeIn(source), run_time=theme.MOVE)
        self.wait(theme.PAUSE)
        self.play(known.grow_from(staying=[source]), run_time=theme.SLOW)
        self.play(FadeIn(self.products.swap), run_time=theme.QUICK)
        at_the_output = self.strip.keep(self.last, known.numbers[known.names[-1]])
        kept = self.strip.keep(self.last - 1, known.value)
        self.play(at_the_output, kept, fly(self.strip.meaning, known.head), run_time=theme.MOVE)

    @beat("One layer back, {w} needs two new ratios. The third is already known: compute it once, keep it.")
    def take_one_step_back(self) -> None:
        """Two new factors come from the chain, the third from what is kept."""
        back = self.last - 1
        self.play(FadeOut(self.products.source, self.products.swap), self.strip.reach(back), run_time=theme.MOVE)
        self.play(self._step(back), run_time=theme.SLOW)
        self.play(FadeIn(self.products.marks), run_time=theme.MOVE)

    @beat("Written out as far as the cost, the product for {w} has {count} factors. It makes {slope}.")
    def write_it_out(self) -> None:
        """What is kept unfolds into its own factors."""
        products, back = self.products, self.last - 1
        leaving, staying = [products.steps[back]], [products.known]
        if products.step_stays:
            leaving, staying = staying, leaving
        else:
            self.play(FadeOut(products.marks), run_time=theme.QUICK)
            leaving += [] if products.known_stays else staying
        self.play(products.rows[back].grow_from(*leaving, staying=staying), run_time=theme.SLOW)

    @beat("{again}For {first}, the activation behind is the input itself: x = {x}.{zero}")
    def repeat_to_the_input(self) -> None:
        """Layer after layer a slope is kept, and the product grows at its front."""
        pace = max(theme.QUICK, min(theme.MOVE, 12.0 / (2 * self.last)))
        for layer in range(self.last - 2, 0, -1):
            reached = self.strip.reach(layer), self.strip.keep(layer)
            if self.last > _LONG:
                self.play(*reached, *self._repeat(layer), run_time=pace)
            else:
                self.play(*reached, run_time=pace)
                self.play(*self._repeat(layer), run_time=pace)
        hidden = [FadeIn(self.products.hidden)] if self.products.hidden.submobjects else []
        self.play(*hidden, self.strip.keep(0, self.strip.neuron(0)), run_time=theme.MOVE)

    @beat("Leave the first factor out, and the same product is the slope for the bias {bias}: {bias_slope}.")
    def leave_the_first_factor_out(self) -> None:
        """The first weight's product stands at the top; below it, the same without its first factor."""
        products, first = self.products, self.products.rows[1]
        gone = [products.known] if products.known_stays else [*products.hidden, *self._step_on_stage(1)]
        if products.is_table:
            gone += [row for row in products.rows.values() if row is not first]
        if gone:
            self.play(FadeOut(*gone), run_time=theme.QUICK)
        if first is not products.right:
            self.play(products.right.grow_from(first), run_time=theme.MOVE)
        self.play(products.bias.grow_from(staying=[products.right]), run_time=theme.SLOW)

    @beat("A tempting shortcut: multiply by the activation of each layer, not by its weight. It gives {wrong}.")
    def try_the_activations(self) -> None:
        """Below the right product the wrong one, activations in the place of the weights."""
        self.play(FadeOut(self.products.bias), run_time=theme.QUICK)
        self.play(self.products.wrong.grow_from(staying=[self.products.right]), run_time=theme.SLOW)
        self.play(FadeIn(self.products.swaps), run_time=theme.QUICK)

    @beat("Nudge {first} by {by} and recompute: per unit, the cost answers with {ratio}. {verdict}")
    def let_the_nudge_decide(self) -> None:
        """The two products and the measured ratio as bars of one scale."""
        if not self.fits:
            self.play(FadeOut(self.products.wrong, self.products.swaps), run_time=theme.QUICK)
        self.play(self.bars.show_axis(), run_time=theme.QUICK)
        for row in range(3):
            self.play(self.bars.show_row(row), run_time=theme.MOVE)
        if self.trial.refutes:
            dimmed = [Dim(VGroup(self.products.wrong, self.products.swaps))] if self.fits else []
            self.play(*dimmed, FadeIn(self.verdict), run_time=theme.QUICK)

    def _step(self, layer: int) -> Animation:
        """Return the coming of a step: two factors from the chain, the third from what is kept."""
        step = self.products.steps[layer]
        kept = self.strip.kept.get(layer, self.strip.neuron(layer))
        places = (self.strip.neuron(layer - 1), self.strip.neuron(layer), kept)
        flights = [fly(step.cell(name), place) for name, place in zip(step.names, places, strict=True)]
        return AnimationGroup(FadeIn(step.head, step.signs), *flights, FadeIn(step.value), lag_ratio=0.2)

    def _repeat(self, layer: int) -> list[Animation]:
        """Return the step of a layer, where there is room for it, and the growing of the long product."""
        rows, steps = self.products.rows, self.products.steps
        old, new = rows[layer + 1], rows[layer]
        grown = new.grow_from(staying=[old]) if self.products.is_table else new.grow_from(old)
        if layer not in steps:
            return [grown]
        gone = [FadeOut(part) for part in self._step_on_stage(layer + 1)]
        return [*gone, grown, self._step(layer)]

    def _step_on_stage(self, layer: int) -> list[VGroup]:
        """Return what stands on stage of the step of a layer, once its row has grown."""
        products, is_first = self.products, layer == self.last - 1
        if layer not in products.steps or (is_first and not products.step_stays):
            return []
        return [products.steps[layer], *(products.marks if is_first else [])]

    def _bars(self) -> SignedBars:
        nudged, grey = self.moment.nudged(w(1), self.trial.by), theme.colour("quiet")
        rows = [
            BarOf(Label("with the weights"), slope(C, w(1)), self.moment),
            BarOf(Label("with the activations"), self.products.wrong.reading.expression, self.moment, colour=grey),
            BarOf(Label("a real nudge"), ratio(C, w(1)), nudged, colour=theme.colour("text")),
        ]
        least, most = _BAR_ROWS
        below_both = (self.products.swaps.get_bottom()[1] - _BARS_BELOW - theme.BOTTOM) / 3
        self.fits = below_both >= least
        height = min(most, below_both) if self.fits else most
        ends = ends_of(row.moment.read(row.quantity).value for row in rows)
        return SignedBars(rows, ends=ends, width=4.0, row_height=height).align_to(UP * theme.BOTTOM, DOWN)

    def _verdict(self) -> str:
        if not self.trial.has_settled:
            return "No nudge settles here, so this one decides nothing."
        if self.trial.refutes:
            return "The shortcut is wrong."
        if not self.trial.right and not self.trial.wrong:
            if self.trial.measured:
                return "Both products say zero, and it shrinks with the nudge."
            return "With a zero on the way, no product can differ."
        return "Here no nudge is fine enough to tell the two apart."

    def _words(self) -> dict[str, Word]:
        last, nudged = self.last, self.moment.nudged(w(1), self.trial.by)
        by = nudged.read(change(w(1)))
        return {
            "w_last": Named(w(last)),
            "before": Named(a(last - 1)),
            "known": self.moment.read(slope(C, a(last - 1))),
            "w": Named(w(last - 1)),
            "count": self.moment.count(len(self.products.rows[last - 1].names)),
            "slope": self.moment.read(slope(C, w(last - 1))),
            "again": "The same step again, to the front. " if last > 2 else "",
            "first": Named(w(1)),
            "x": read_tersely(self.moment, a(0)),
            "zero": " One ratio on the way is zero, and so is all behind it." if self.products.is_dead else "",
            "bias": Named(b(1)),
            "bias_slope": self.moment.read(slope(C, b(1))),
            "wrong": self.products.wrong.reading,
            "by": replace(by, numeral=short(self.trial.by)),
            "ratio": nudged.read(ratio(C, w(1))),
            "verdict": self._verdict(),
        }
