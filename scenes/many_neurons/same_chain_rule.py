"""One weight of the last layer: its path to the cost, and the chain rule with indices."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    LEFT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    GrowFromEdge,
    LaggedStart,
    Mobject,
)

from core.model.quantity import C, Quantity, a, slope, w, z
from core.notation.reading import Named
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.network import Network
from scenes.figures.product_line import ProductLine
from scenes.figures.products import makes
from scenes.figures.pulled_path import PulledPath
from scenes.figures.stations import Stations
from scenes.layout.cells import NEAR, TIGHT, Column, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import fly
from scenes.words.language import Fact


class SameChainRule(Lesson):
    """For one weight the chain rule looks just as before (softmax: but for one sum)."""

    chapter = "many_neurons"
    poster = "only_the_indices_are_new"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the path over the stage, below it the chain rule with indices and without."""
        super().setup()
        self.weight = self.story.path_weight
        layer, (j, k) = self.weight.layer, self.weight.neurons
        self.competes = not self.moment.network.layer(layer).activation.elementwise
        greys, tall = Greys.of(self.story, self.theme), self.frame.is_tall
        path = self._path(self.weight, z(layer, j), a(layer, j))
        self.path = Stations(self.moment, path, self._slopes(path), greys, says=self._lens, tall=tall)
        em = theme.LABEL if tall else theme.FORMULA
        numbers = [self.moment.read(one, 3) for one in self.path.factors]
        value = makes(numbers, self.moment.read(slope(C, self.weight), 3), em=em)
        self.line = ProductLine(self.path, slope(C, self.weight), self.path.factors, result=value, em=em)
        plain = self._path(w(layer), z(layer), a(layer))
        quiet = self.theme.colour("quiet")
        self.before = ProductLine(
            self.path, slope(C, plain[0]), self._slopes(plain), indexed=False, em=theme.LABEL, colour=quiet
        )
        self.picture = Network(self.moment, self.story, greys, self.theme, tall=self.frame.is_tall)
        self.home = Page(self.frame, self.picture)
        self.page = Page(self.frame, Share(self.path))
        lines, gap = (Row, NEAR) if tall else (Column, TIGHT)
        self.lines = lines(Share(self.path), self.line, self.before, gap=gap)
        self.ends = [self.picture.discs[layer - 1, k], self.picture.discs[layer, j]]
        self.edge = self.picture.edges[layer, j, k]
        sources = [self.ends[0], *(self.ends[1:] if not self.competes else []), self.picture.cost]
        self.pulled = PulledPath(self.path, sources)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.pull_the_path_out()
        self.stretch_the_nudge()
        self.write_the_product()
        self.only_the_indices_are_new()

    @beat
    def pull_the_path_out(self) -> None:
        """In the network one path lights; all else leaves, and the path is pulled straight over the stage."""
        self.play(FadeIn(self.picture), run_time=self.part(1, 8))
        lit = self.edge.animate.set_stroke(self.theme.colour("w"), width=theme.BOLD_LINE)
        staying = [*self.ends, self.edge, self.picture.cost]
        self.play(lit, run_time=self.part(1, 8))
        self.play(FadeOut(*(part for part in self._parts() if part not in staying)), run_time=self.part(1, 8))
        self.play(FadeIn(*self.pulled.gather()), FadeOut(*staying), run_time=self.part(1, 8))
        self.play(self.pulled.straighten(run_time=self.part(1, 4)))
        self.pulled.settle()
        coming = map(GrowFromCenter, (*self.pulled.pills, self.path.letter))
        self.play(*coming, *map(Create, self.pulled.rails), run_time=self.part(1, 8))
        self.play(Create(self.path.drops), Create(self.path.axis), FadeIn(self.path.rule), run_time=self.part(1, 8))
        self.add(self.path.bands)
        self.play(self.path.rise(run_time=self.part(1, 8)))
        self.play(fly(self.path.numbers[0], self.path.strips[0]), run_time=self.part(1, 8))

    @beat
    def stretch_the_nudge(self) -> None:
        """A strip of length 1 sweeps from station to station, and each band multiplies it."""
        steps = len(self.path.factors)
        for place, label in enumerate(self.path.labels):
            self.play(self.path.go(place), run_time=self.part(3, 4 * steps))
            arrived = fly(self.path.numbers[place + 1], self.path.strips[place + 1])
            self.play(AnimationGroup(FadeIn(label), arrived), run_time=self.part(1, 4 * steps))

    @beat
    def write_the_product(self) -> None:
        """Each ratio drops from its band into the line; the product arrives from the last strip."""
        self.play(self.page.turn(self.lines, run_time=self.part(1, 6)))
        self.play(LaggedStart(*map(self._drop, self.line.factors), lag_ratio=1), run_time=self.part(1, 2))
        self.play(FadeIn(self.line.whole, self.line.equals, *self.line.dots), run_time=self.part(1, 6))
        self.play(self._drop(self.line.result), run_time=self.part(1, 4))

    @beat
    def only_the_indices_are_new(self) -> None:
        """The line of the one-neuron part rises under it, aligned; what is new above it swings."""
        way = UP if self.frame.is_tall else LEFT  # from where there is room
        coming = [FadeIn(one, shift=way) for one in (self.before.whole, *self.before.factors)]
        self.play(LaggedStart(*coming, lag_ratio=1), run_time=self.part(1, 2))
        self.play(FadeIn(self.before.equals, *self.before.dots), run_time=self.part(1, 12))
        if not self.theme.calm:
            self.play(LaggedStart(*self.line.swing_indices(), lag_ratio=1 / 2), run_time=self.part(1, 2))

    def _drop(self, one: Mobject) -> Animation:
        """Return the coming of a part of the line out of the band over it."""
        return FadeIn(one) if self.theme.calm else GrowFromEdge(one, UP)

    def _lens(self, factor: str) -> str:
        return self.say("lens", {"factor": factor, "way": "down" if self.frame.is_tall else "right"}).text

    def _path(self, *steps: Quantity) -> tuple[Quantity, ...]:
        """Return the stations; where outputs compete, one sum moves them all, and no activation stands for itself."""
        return (*(steps[:2] if self.competes else steps), C)

    def _slopes(self, path: tuple[Quantity, ...]) -> list[Quantity]:
        return [slope(of, by) for by, of in pairwise(path)]

    def _parts(self) -> list:
        return [part for group in self.picture for part in group]

    def _facts(self) -> dict[str, Fact]:
        first, second, *third = (self.moment.read(one, 3) for one in self.path.factors)
        facts: dict[str, Fact] = {
            "outputs": "compete" if self.competes and self.moment.network.widths[-1] > 1 else "apart",
            "weight": Named(self.weight, indexed=True),
            "z": Named(self.path.stations[1], indexed=True),
            "first": first,
            "second": second,
            "third": third[0] if third else second,
            "slope": self.moment.read(slope(C, self.weight), 3),
        }
        return facts
