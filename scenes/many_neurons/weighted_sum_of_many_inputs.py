"""One neuron of the last layer: the products it adds up, end to end, and the curve that their sum goes through."""

from __future__ import annotations

import math

from manim import AnimationGroup, Create, FadeIn, FadeOut, GrowFromCenter, LaggedStart, Mobject, Write

from core.algebra.index_form import index_formulas
from core.model.activation import Curve
from core.model.fact import neuron_number, neurons_of
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.network import Network
from scenes.figures.weighted_sum import WeightedSum
from scenes.layout.cells import APART, TIGHT, Cells, Column, Place, Row, Share
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import become, fly, lift
from scenes.type.formula import Formula
from scenes.words.language import Fact

_HEARD = (5, 4, 3, 2)
"""Neurons drawn at most; the first for which there is room."""


class WeightedSumOfManyInputs(Lesson):
    """Each neuron adds up what it hears, then passes the sum through its curve."""

    chapter = "many_neurons"
    poster = "every_neuron"
    default_network = "iris.toml"

    def setup(self) -> None:
        """Lay out the network at home, then one neuron with what it hears beside its sum and its curve."""
        super().setup()
        self.listener = self.story.listener
        self.layer, self.j = self.listener.layer, self.listener.j
        greys = Greys.of(self.story, self.theme)
        self.home = Network(self.moment, self.story, greys, self.theme, tall=self.frame.is_tall, costed=False)
        self.start = Page(self.frame, self.home)
        made = [
            WeightedSum(self.listener, self.listener.heard(most), greys, is_tall=self.frame.is_tall, is_full=full)
            for full in (True, False)
            for most in _HEARD
        ]
        general = [self._general(count) for count in (2, 1)]
        options = [(one, formulas) for one in made for formulas in general]
        layouts = [self._layout(*option) for option in options]
        fitting = first_fitting(self.frame, *layouts)
        self.picture, self.general = options[layouts.index(fitting)]
        self.with_formulas = fitting
        alone = Share(self.picture)
        self.page = Page(self.frame, alone)
        if self.frame.is_wide and self.picture.listening.others:
            self.picture.lighten_others(self.frame, fitting, *self.general)
            self.page = Page(self.frame, alone)
        self.hears, self.adds = self.picture.listening, self.picture.adding
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.listen()
        self.weigh_what_it_hears()
        self.stack_it_up()
        self.squash_it()
        self.every_neuron()

    @beat
    def listen(self) -> None:
        """One neuron comes near with what it hears; a strip as long as its activation leaves each of these."""
        self.play(LaggedStart(*map(FadeIn, self.home), lag_ratio=1 / 2), run_time=self.part(1, 6))
        partners = self._partners()
        leaving = [part for group in self.home for part in group if part not in partners]
        self.play(FadeOut(*leaving), run_time=self.part(1, 6))
        new = [self.hears.count, *self.hears.edges[:-1], *self.hears.speakers.values(), self.hears.neuron]
        coming = [one for one in new if one not in partners.values()]
        self.play(*(become(*pair) for pair in partners.items()), FadeIn(*coming), run_time=self.part(2, 6))
        self.play(self.hears.tell(), Write(self.hears.symbol), run_time=self.part(1, 6))
        sent = [self.picture.send(term) for term, _ in enumerate(self.picture.heard)]
        self.play(LaggedStart(*sent, lag_ratio=1 / 4), run_time=self.part(2, 6))

    @beat
    def weigh_what_it_hears(self) -> None:
        """Each strip passes its weight in the middle of its edge; the product is written over it."""
        steps = 2 * len(self.picture.heard) + 1
        self._make_room(steps)
        for term, _ in enumerate(self.picture.heard):
            factors, number = self.adds.factors[term], self.hears.untell(term)
            self.add(number)
            # where there is no room over edges, the rows that have come lie between
            coming = fly(factors, self.hears.edges[term]) if self.picture.tells else FadeIn(factors)
            leaving = AnimationGroup(FadeOut(number), self.picture.empty(term))
            self.play(LaggedStart(leaving, coming, lag_ratio=1), run_time=self.part(1, steps))
            self.play(self.picture.weigh(term), FadeIn(self.adds.values[term]), run_time=self.part(1, steps))

    @beat
    def stack_it_up(self) -> None:
        """The strips run through the neuron and lie end to end on the axis of the sum; the bias comes last."""
        steps = len(self.picture.strips) + 5
        if self.picture.tells:
            self.play(FadeOut(self.hears.symbol), run_time=self.part(1, 2 * steps))
            self.play(self.picture.step_aside(run_time=self.part(1, steps)))
            self.play(self.adds.show_axis(), run_time=self.part(1, steps))
        for term, _ in enumerate(self.picture.heard):
            self._lay(term, steps)
        self.play(GrowFromCenter(self.hears.pill), Create(self.hears.edges[-1]), run_time=self.part(1, steps))
        bias = FadeIn(self.adds.factors[-1], self.adds.values[-1])
        self.play(self.picture.bring_bias(), bias, run_time=self.part(1, steps))
        self._lay(len(self.picture.heard), steps)
        self.play(Create(self.adds.fall), run_time=self.part(1, steps))
        self.play(FadeIn(self.adds.dot, self.adds.total), run_time=self.part(1, steps))

    @beat
    def squash_it(self) -> None:
        """The bead rises from the sum to the curve; its height goes back and fills the neuron."""
        self.play(self.adds.show_curve(), run_time=self.part(2, 6))
        self.play(lift(self.adds.dot, self.adds.bead), run_time=self.part(1, 6))
        self.play(self.adds.tell_height(), run_time=self.part(1, 12))
        carried = self.picture.carried
        self.play(lift(self.adds.height_number, carried), run_time=self.part(2, 6))
        self.remove(carried)
        self.play(self.hears.light(), run_time=self.part(1, 12))

    @beat
    def every_neuron(self) -> None:
        """The other neurons of the layer do the same, together; the two formulas in general."""
        self.play(self.page.turn(self.with_formulas), run_time=self.part(1, 6))
        if self.hears.others:
            self.play(self.hears.other_neurons(), run_time=self.part(1, 3))
        left = self.part(1, 2) if self.hears.others else self.part(5, 6)
        self.play(LaggedStart(*map(Write, self.general), lag_ratio=1), run_time=left)

    def _make_room(self, steps: int) -> None:
        """Let weights have room on edges, or else the neuron stand beside its sum from now on."""
        if self.picture.tells:
            self.play(self.picture.make_room(run_time=self.part(1, steps)))
            return
        self.play(FadeOut(self.hears.symbol), run_time=self.part(1, 2 * steps))
        self.play(self.picture.make_room(run_time=self.part(1, steps)))
        self.play(self.adds.show_axis(), run_time=self.part(1, steps))

    def _lay(self, term: int, steps: int) -> None:
        threads = [Create(one) for one in self.adds.threads[max(0, term - 1) : term]]
        self.play(self.picture.lay(term), *threads, run_time=self.part(1, steps))

    def _partners(self) -> dict[Mobject, Mobject]:
        """Return what of the network stays on stage, and as what."""
        before, (*edges, _) = self.layer - 1, self.hears.edges
        wanted = {(before, k): disc for k, disc in self.hears.speakers.items()} | {
            (self.layer, self.j): self.hears.neuron
        }
        discs = self.home.discs
        found: dict[Mobject, Mobject] = {discs[at]: disc for at, disc in wanted.items() if at in discs}
        lines = zip(self.hears.sources, edges, strict=False)
        ends = {disc: k for k, disc in self.hears.speakers.items()}
        for source, edge in lines:
            home = self.home.edges.get((self.layer, self.j, ends.get(source, -1)))
            if home is not None:
                found[home] = edge
        return found

    def _layout(self, picture: WeightedSum, general: list[Formula]) -> Cells:
        if self.frame.is_tall:
            return Column(Share(picture), *general)
        # the layer's other neurons are heavy at the left
        place: Place = "end" if picture.listening.others else "centre"
        return Column(Share(picture), Row(*general, gap=APART), gap=TIGHT, place=place)

    def _general(self, count: int) -> list[Formula]:
        """Return so many of the two formulas."""
        formulas, names = index_formulas(self.moment.network.cost), ("z", "a" if self._bends_alone else "a_softmax")
        pairs = [formulas[name] for name in names[:count]]
        return [Formula("{left} = {right}", em=theme.LABEL, left=one.left, right=one.right) for one in pairs]

    @property
    def _bends_alone(self) -> bool:
        return self.listener.activation.elementwise

    def _facts(self) -> dict[str, Fact]:
        listener, moment = self.listener, self.moment
        told = next(iter(listener.heard(1).neurons))
        weight, activation = listener.factors(told)
        terms = self.adds.values
        number = {k: terms[index].reading for index, k in enumerate(self.hears.speakers)}
        low, high = listener.activation.range
        bounds = (low, high) if math.isfinite(low) and math.isfinite(high) else (0, 1)
        return {
            "j": moment.count(neuron_number(self.layer, self.j)),
            "many": "one" if len(listener.products) == 1 else "many",
            "count": moment.count(neurons_of(self.layer - 1)),
            "w": moment.read(weight, 3),
            "x": self.adds.heard_as(activation),
            "term": number[told],
            "signs": "negative" if any(moment.value(one) < 0 for one in listener.products) else "positive",
            "b": terms[-1].reading,
            "z": moment.read(listener.z, 3),
            "a": self.adds.height_number.reading,
            "zero": moment.count(0),
            "low": moment.count(round(bounds[0])),
            "high": moment.count(round(bounds[1])),
            "bends": self._bends(),
            "does": "share"
            if not self._bends_alone
            else "line"
            if listener.activation.curve == Curve.LINE
            else "curve",
        }

    def _bends(self) -> str:
        row = self.listener.activation
        if not row.elementwise:
            return "share" if self.moment.network.widths[-1] > 1 else "whole"
        if row.curve == Curve.LINE:
            return "line"
        if row.curve == Curve.HINGE and self.moment.value(self.listener.z) < 0:
            return "dead"
        is_kept = row.curve == Curve.S_CURVE and all(map(math.isfinite, row.range))
        return "kept" if is_kept else "curve"
