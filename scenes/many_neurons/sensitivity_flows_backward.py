"""The whole network: activations light up forward, slopes flow back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, VGroup

from core.model.arithmetic import Given
from core.model.fact import PARAMETERS
from core.model.quantity import C, a, slope, w
from core.notation.reading import Named
from core.passes.choices.ranking import largest_of, steepest
from scenes import theme
from scenes.components.network_diagram import NetworkDiagram
from scenes.components.signed_bars import BarOf, SignedBars
from scenes.components.slope_flow import SlopeFlow
from scenes.lesson import Lesson, beat
from scenes.type.formula import Formula, Label


class SensitivityFlowsBackward(Lesson):
    """One sweep back gives every slope."""

    chapter = "many_neurons"
    default_network = "iris.toml"
    by_outputs = True

    def setup(self) -> None:
        """Lay out the network over the whole stage."""
        super().setup()
        self.diagram = self._diagram()
        self.inputs, self.outputs = self.diagram.names(0), self.diagram.names(self.moment.network.depth)
        self.flow = SlopeFlow(self.diagram, self.moment)
        self.steepest = steepest(self.story.moment, [w(*at) for at in self.flow.edges])
        self.words = self._words()
        self.footer = self._footer()
        self.work = self._work()

    def construct(self) -> None:
        """Tell the lesson."""
        self.light_up_forward()
        self.begin_at_the_output()
        self.sweep_back()
        self.find_the_steepest()
        self.count_the_work()

    @beat("Forward first: the inputs light up layer after layer, and the cost comes out as {C}.")
    def light_up_forward(self) -> None:
        """Fill the neurons layer by layer, the edges growing ahead."""
        for neuron in self.diagram.neurons.values():
            neuron.unlit()
        layers = self.diagram.layers
        self.play(FadeIn(self.inputs, self.diagram.column(layers[0]), self.diagram.ellipsis))
        self.play(*self._lights(layers[0]), run_time=theme.QUICK)
        for layer in layers[1:]:
            edges, column = self.diagram.edges_into(layer), self.diagram.column(layer)
            self.play(LaggedStart(*map(Create, edges), lag_ratio=0.5 / len(edges)), FadeIn(column), run_time=0.8)
            self.play(*self._lights(layer), run_time=theme.QUICK)
        self.play(FadeIn(self.diagram.counts, self.outputs, self.footer["cost"]), run_time=theme.QUICK)

    @beat("Each output has a slope at once: how the cost answers it. A broken ring says: more of it, less cost.")
    def begin_at_the_output(self) -> None:
        """Dim the weights; ring the outputs."""
        weights = VGroup(*self.diagram.edges.values())
        self.play(weights.animate.set_stroke(opacity=0.12), run_time=theme.QUICK)
        self.play(self.flow.start(), run_time=theme.MOVE)

    @beat("Then back, layer by layer: each neuron adds up what its edges bring, and hands it on.")
    def sweep_back(self) -> None:
        """Run the slopes back to the first layer shown."""
        for _, layer in reversed(list(pairwise(self.diagram.layers))):
            self.play(self.flow.sweep(layer), run_time=theme.SLOW)

    @beat("On the way every edge got a slope, drawn as its width. {widest}")
    def find_the_steepest(self) -> None:
        """Single out the edge with the largest slope."""
        others = VGroup(*(edge for at, edge in self.flow.edges.items() if w(*at) != self.steepest))
        self.play(others.animate.set_stroke(opacity=0.35), run_time=theme.MOVE)
        self.play(FadeIn(self.footer["steepest"]), run_time=theme.QUICK)
        self.play(others.animate.set_stroke(opacity=1), run_time=theme.MOVE)

    @beat("One sweep back gave all {parameters} slopes. Nudging one by one takes {parameters} forward passes.")
    def count_the_work(self) -> None:
        """Set the two ways' work side by side."""
        self.play(FadeOut(self.footer["steepest"]), run_time=theme.QUICK)
        self.play(self.work.show_axis(), run_time=theme.QUICK)
        for row in range(len(self.work.bars)):
            self.play(self.work.show_row(row), run_time=theme.MOVE)

    def _diagram(self) -> NetworkDiagram:
        """Return the network as wide as its names let it be, wide layers with their steepest neurons."""
        network = self.moment.network
        steep = [
            a(layer, k)
            for layer, width in enumerate(network.widths)
            for k in largest_of(self.story.moment, [slope(C, a(layer, k)) for k in range(width)], 2)
        ]
        width = 9.2 if network.inputs or network.outputs else 12.4
        diagram = NetworkDiagram(self.moment, width=width, height=5.0, keep=steep)
        diagram.move_to(UP * 1.05)
        # one count for each column, below it, where no edges are
        told: set[float] = set()
        for gap in diagram.counts:
            dots, label = gap
            x = round(float(dots.get_x()), 3)
            if x in told:
                gap.remove(label)
            told.add(x)
            column = [one for one in diagram.neurons.values() if abs(one.get_x() - x) < 0.1]
            label.next_to(VGroup(*column), DOWN, buff=0.2)
        return diagram

    def _lights(self, layer: int) -> list:
        return [neuron.light() for (at, _), neuron in self.diagram.neurons.items() if at == layer]

    def _footer(self) -> dict[str, Formula]:
        steepest = slope(C, self.steepest)
        made = {
            "cost": Formula("{C} = {value}", C=C, value=self.words["C"]),
            "steepest": Formula("{q} = {value}", em=theme.LABEL, q=steepest, value=self.words["slope"]),
        }
        made["cost"].move_to(DOWN * 2.45).align_to(RIGHT * theme.LEFT, LEFT)
        made["steepest"].align_to(UP * theme.BOTTOM, DOWN).shift(UP * 0.05)
        return made

    def _work(self) -> SignedBars:
        """Return how many passes each way takes, to scale."""
        parameters = self.words["parameters"]
        rows = [
            BarOf(Label("one sweep back"), Given(1), self.moment),
            BarOf(Label("one nudge for each slope"), parameters.expression, self.moment, colour=theme.colour("quiet")),
        ]
        ends, digits = (0.0, parameters.value), len(parameters.shown)
        bars = SignedBars(rows, ends=ends, width=3.0, row_height=0.5, digits=digits)
        return bars.move_to(DOWN * 2.5).align_to(RIGHT * theme.RIGHT, RIGHT)

    def _words(self) -> dict[str, Any]:
        steepest = slope(C, self.steepest)
        value = self.moment.read(steepest)
        widest = "The widest here is ", Named(steepest, indexed=True), ", with ", value, "."
        return {
            "C": self.moment.read(C),
            "widest": widest if value.value else ("Here all are ", value, "."),
            "slope": value,
            "parameters": self.moment.count(PARAMETERS),
        }
