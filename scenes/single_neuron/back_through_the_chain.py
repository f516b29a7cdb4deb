"""One step back, and again, until the input: every weight's long product, and a wrong one refuted."""

from __future__ import annotations

from manim import FadeIn, FadeOut

from core.model.network import Examples, Network
from core.model.quantity import C, a, b, change, slope, w, z
from core.notation.printed import closing, joins
from core.notation.reading import Named, Reading
from core.passes.choices import Story
from core.passes.choices.trials import deciding_trial
from scenes.figures.greys import Greys
from scenes.figures.one_step_back import OneStepBack
from scenes.figures.spine import Spine
from scenes.figures.staircase import Staircase, fitting
from scenes.figures.steps_back import StepsBack
from scenes.figures.trial_graph import TrialGraph
from scenes.layout.balance import FAR, balanced, broad_enough
from scenes.layout.box import Box
from scenes.layout.cells import NEAR, TIGHT, Cells, Column, Row, Share
from scenes.layout.growing import left_by
from scenes.layout.page import Page, first_fitting
from scenes.lesson import Lesson, beat
from scenes.motion import Shade, instead
from scenes.words.language import Fact

DIGITS = 3


class BackThroughTheChain(Lesson):
    """The same step repeats until the input."""

    chapter = "single_neuron"
    poster = "let_the_nudge_decide"
    on_a_chain = True
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Tell that a single layer leaves no way further back."""
        if network.depth == 1:
            return "there is no layer further back: the activation behind its only layer is the input"
        return super().why_not(network, examples)

    def setup(self) -> None:
        """Lay out the chain with its slopes, one step of it, its products, and the graph that decides."""
        super().setup()
        moment, look, upright = self.moment, self.theme, self.frame.is_tall
        self.last = moment.network.depth
        self.layer = self.last - 1
        greys = Greys.of(Story(self.whole), look)
        self.spine = Spine(moment, greys, look, standing=upright, says=self._layers, stage=self.frame.stage)
        self.steps = StepsBack(moment, self.spine, look, standing=upright)
        both = (self.layer - 1, self.layer)
        self.part_of_spine = Spine(moment, greys, look, standing=upright, layers=both, cost=False, pills=("z",))
        self.one_step = OneStepBack(moment, self.layer, look, self.part_of_spine.place, standing=upright)
        room = left_by(self.spine, self.frame.stage.size, NEAR, beside=upright)
        self.stairs = fitting(moment, look, room, standing=upright, says=self._more)
        self.trial = deciding_trial(moment, C, w(1), self.stairs.right.value, self.stairs.wrong.value)
        texts = [self.say(name).text for name in ("with_weights", "with_activations", "real_nudge")]
        self.graph = TrialGraph(moment, w(1), self.trial, look, texts=texts, says=self._drawn)
        self.rivals = self._rivals()
        whole = self._room()
        Page(self.frame, self._beside(self.spine, self.stairs), whole)
        step = self._beside(self.part_of_spine, self.one_step)
        Page(self.frame, step, balanced(self.frame, step, [self.part_of_spine, self.one_step], FAR))
        if not self.one_step.fits:
            Page(self.frame, step)
        Page(self.frame, Column(Share(self.graph, 3), self.rivals, gap=NEAR, place="stretch"))
        self.page = Page(self.frame, self._beside(self.spine, self.steps), whole)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.start_from_what_is_known()
        self.take_one_step_back()
        self.repeat_to_the_input()
        self.write_it_out()
        self.try_the_activations()
        self.let_the_nudge_decide()

    @beat
    def start_from_what_is_known(self) -> None:
        """The slope at the output hangs down to scale; from it comes that of the neuron before."""
        self.play(FadeIn(self.spine), run_time=self.part(1, 8))
        self.play(self.steps.start(), run_time=self.part(1, 3))
        self.play(self.steps.known(), run_time=self.part(1, 3))

    @beat
    def take_one_step_back(self) -> None:
        """One step opens over the whole stage; a strip goes back through it, and each stop leaves a slope."""
        on_stage = [one for one in self.mobjects if one is not self.spine]
        others = self.spine.beyond(self.part_of_spine.layers)
        self.clear()
        self.play(FadeOut(*on_stage, *others), run_time=self.part(1, 16))
        self.play(self.part_of_spine.spread_from(self.spine), run_time=self.part(1, 10))
        self.play(self.one_step.start(), run_time=self.part(1, 10))
        for slope_made in self.one_step.results():
            self.play(self.one_step.step(slope_made), run_time=self.part(2, 9))

    @beat
    def repeat_to_the_input(self) -> None:
        """Back to the whole chain: step after step, strip and coin, on one ruler."""
        self.play(
            instead(
                FadeOut(*self.mobjects), FadeIn(self.spine), FadeIn(*self.steps.so_far()), run_time=self.part(7, 48)
            )
        )
        back = self.steps.layers_back()
        for later in back:
            self.play(self.steps.step(later), run_time=self.part(3, 5 * len(back)))

    @beat
    def write_it_out(self) -> None:
        """Each coin unfolds into its factors; what the row above has already slides down from it."""
        self.play(FadeOut(*(one for one in self.mobjects if one is not self.spine)), run_time=self.part(1, 16))
        rows = len(self.stairs.rows)
        for index in range(rows):
            if index:
                self.play(self.stairs.slide_down(index), run_time=self.part(1, 4 * rows))
            self.play(self.stairs.write(index), run_time=self.part(1, 2 * rows))

    @beat
    def try_the_activations(self) -> None:
        """The weights are lifted off the lowest row, activations are put in their places, and all is multiplied."""
        self.play(self.stairs.swap(), run_time=self.part(2, 5))
        self.play(self.stairs.multiply(), run_time=self.part(2, 5))

    @beat
    def let_the_nudge_decide(self) -> None:
        """Two lines say where the cost should go; a real nudge shows where it goes; the staircase returns, bright."""
        self.play(
            instead(FadeOut(*self.mobjects), FadeIn(*self.rivals.rows), self.graph.start(), run_time=self.part(3, 20))
        )
        self.play(self.graph.lines(), run_time=self.part(1, 4))
        self.graph.at(self.moment)
        self.add(*self.graph.moving())
        self.play(self.graph.push(run_time=self.part(2, 5)))
        if self.trial.refutes:
            wrong = (self.graph.wrong, self.graph.labels[1], *self.rivals.rows[1])
            self.play(Shade(*wrong), run_time=self.part(1, 10))
        self.play(
            instead(
                FadeOut(*self.mobjects), FadeIn(self.spine), FadeIn(*self.stairs.lit().rows), run_time=self.part(13, 80)
            )
        )

    def _room(self) -> Box:
        """Return where the chain and what is known at first stand about the middle, and the staircase has room."""
        room = balanced(self.frame, self._beside(self.spine, self.steps), [self.spine, *self.steps.so_far()], FAR)
        return broad_enough(self.frame, room, self.stairs)

    def _beside(self, spine: Spine, companion: object) -> Cells:
        if self.frame.is_tall:
            return Row(spine, Share(companion), gap=NEAR, place="stretch")
        ways = [Column(spine, Share(companion), gap=gap, place="stretch") for gap in (NEAR, TIGHT)]
        found: Cells = first_fitting(self.frame, *ways)
        return found

    def _rivals(self) -> Staircase:
        room = left_by(self.graph, self.frame.stage.size, NEAR, beside=False)
        name = self.say("guess").text
        return fitting(self.moment, self.theme, room, standing=False, says=self._more, rival=name)

    def _layers(self, count: int) -> str:
        self.facts = {"gap": self.moment.count(count)}
        return self.say("layers").text

    def _more(self, count: int) -> str:
        self.facts = {"gap": self.moment.count(count)}
        return self.say("more").text

    def _drawn(self, factor: str) -> str:
        self.facts = {"factor": factor}
        return self.say("drawn").text

    def _course(self) -> str:
        """Return what becomes of the slopes on their way back."""
        last, first = (abs(self.moment.value(slope(C, a(layer)))) for layer in (self.last, 0))
        if not last:
            return "zero"
        if not first:
            return "ends"
        return "shrinks" if first < last else "grows"

    def _verdict(self) -> str:
        if not self.trial.has_settled:
            return "coarse"
        if self.trial.refutes:
            return "refutes"
        return "close" if self.trial.right or self.trial.wrong else "zero"

    def _read(self, quantity) -> Reading:  # noqa: ANN001  whatever can be read
        return self.moment.read(quantity, DIGITS)

    def _facts(self) -> dict[str, Fact]:
        layer = self.layer
        nudged = self.moment.nudged(w(1), self.trial.by)
        known, steepness = self._read(slope(C, a(layer))), self._read(slope(a(layer), z(layer)))
        source, weight = self._read(a(layer - 1)), self._read(w(layer)).in_fewest_digits()
        db, dw, da = (self._read(slope(C, by)) for by in (b(layer), w(layer), a(layer - 1)))
        return {
            "before": Named(a(layer)),
            "known": known,
            "steepness": steepness,
            "db": db,
            "bends": closing(joins([known, steepness], db)),
            "source": source,
            "dw": dw,
            "hears": closing(joins([db, source], dw)),
            "weight": weight,
            "da": da,
            "weighs": closing(joins([db, weight], da)),
            "course": self._course(),
            "last": self._read(slope(C, a(self.last))),
            "first": self._read(slope(C, a(0))),
            "weight1": Named(w(1)),
            "count": self.moment.count(self.stairs.count),
            "right": self.stairs.right,
            "wrong": self.stairs.wrong,
            "by": nudged.read(change(w(1)), DIGITS).in_fewest_digits(),
            "moved": nudged.read(change(C), DIGITS),
            "verdict": self._verdict(),
        }
