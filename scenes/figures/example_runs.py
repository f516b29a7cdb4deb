"""The network that examples run through, one after another; each leaves its output and its slope."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    UP,
    Animation,
    AnimationGroup,
    Circle,
    FadeOut,
    Line,
    VGroup,
    rate_functions,
)

from core.model.quantity import Quantity
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures import network
from scenes.figures.disc import Disc
from scenes.figures.example_strips import ExampleStrips
from scenes.figures.network_coming import come
from scenes.figures.swept import share_of
from scenes.layout.balance import first_central
from scenes.layout.cells import NEAR, TIGHT, Blank, Cells, Column, Row, Share
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_of_ink
from scenes.motion import Computed
from scenes.type.formula import Formula

_RUN, _LEFT = 0.45, 0.75
"""When in an example's time it has run through the network, and when its output has been taken down."""
_EACH = 0.11
"""How much of the height each row of the network takes, of that of the strips."""
_MIDDLE, _ASIDE, _MOST = 0.54, 0.06, 0.45
"""Where its middle is, further aside for what heads the strips, and how much of the width it leaves free at most."""
_TRIED, _OFF = (0.0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18), 0.055
"""How far from there it is tried; the first that leaves the middle of all so near that of the picture, of its width."""


class ExampleRuns:
    """A network above the strips of its examples.

    Parameters
    ----------
    moment : Moment
        Of the whole network, with all examples.
    story : Story
    strips : ExampleStrips
    weight : Quantity
        Whose edge is lit.
    heading : Formula
        Of the strips; it stands below them where the frame is tall.
    tall : bool

    Attributes
    ----------
    network : Network
    copy : Circle
        What flies from the network's output to the row of outputs.
    edge : Line or Network
        That of the weight; where it is not drawn, all of the network.
    """

    def __init__(
        self, moment: Moment, story: Story, strips: ExampleStrips, weight: Quantity, heading: Formula, *, tall: bool
    ) -> None:
        greys, self.heading, self._tall = strips.greys, heading, tall
        look, self._flies = greys.look, True
        self._moments = [moment.of(i) for i in range(len(strips.values))]
        self.network = network.Network(self._moments[0], story, greys, look, place=network.HOME, costed=False)
        self.strips = strips
        j, k = weight.neurons
        self.edge = self.network.edges.get((weight.layer, j, k), self.network)
        if isinstance(self.edge, Line):
            self.edge.set_stroke(look.colour("w"), width=theme.BOLD_LINE)
        output = strips.discs[0].quantity
        self.output = self.network.discs.get((output.layer, output.neurons[0]))
        self.copy = Circle(color=look.colour("text"), stroke_width=theme.LINE_WIDTH)

    def running(self, frame: Frame) -> Cells:
        """Return where the network stands while examples run through it: above the strips, both about the middle.

        It is asked before anything is shown.
        """
        wanted = _MIDDLE + (0.0 if self.strips.heads_right or self._tall else _ASIDE)
        if self._tall:
            return self._above(wanted)
        strips = self.strips
        for disc in strips.discs[1:]:
            disc.unlit()
        row = (strips.axis, *strips.discs, strips.rings, strips.strips[0], *strips.indices, strips.first_number)
        seen = VGroup(self.network, *row, strips.heads or VGroup())

        def middle() -> float:
            strips.show_growth(1.0)
            return middle_of_ink(seen)

        found: Cells = first_central(frame, (self._above(wanted + aside) for aside in _TRIED), middle, off=_OFF)
        return found

    def _above(self, wanted: float) -> Cells:
        """Return the network above the strips, its middle where it is wanted."""
        share = Share(self._balanced(wanted), _EACH * self.network.rows)
        return Column(share, Share(self.columns()), gap=NEAR, place="stretch")

    def columns(self) -> Cells:
        """Return where the strips stand with what heads them."""
        if self._tall:
            return Column(Share(self.strips), self.heading, gap=NEAR, place="stretch")
        return Row(Share(self.strips))

    def _balanced(self, wanted: float) -> Cells:
        """Return the network in a part of the width, so that its middle is where it is wanted."""
        middle = self._middle()
        free = (wanted - middle) / (1 - middle) if middle < wanted else 1 - wanted / middle
        blank, share = Share(Blank(VGroup()), min(free, _MOST)), Share(self.network, 1 - min(free, _MOST))
        return Row(*((blank, share) if middle < wanted else (share, blank)), gap=TIGHT)

    def _middle(self) -> float:
        """Return where the middle of all discs and edges is, from 0 to 1 along the network."""
        rows = np.array([len(self.network.column(layer)) for layer in self.network.layers], dtype=float)
        places = np.linspace(0.0, 1.0, len(rows))
        edges, between = rows[1:] * rows[:-1], (places[1:] + places[:-1]) / 2
        return float((rows @ places + edges @ between) / (rows.sum() + edges.sum()))

    def come(self, **kwargs: Any) -> Animation:
        """Return the coming of the network, dark but for its inputs."""
        for (layer, _), disc in self.network.discs.items():
            if layer:
                disc.unlit()
        return come(self.network, **kwargs)

    def light_up(self, layer: int, **kwargs: Any) -> Animation:
        """Return the lighting of a layer."""
        return AnimationGroup(*(disc.light() for disc in self.network.column(layer)), **kwargs)

    def take_down(self, **kwargs: Any) -> Animation:
        """Return how the first example's output is taken down: its disc comes from the network's and lights up."""
        return _Running(self, _RUN, _LEFT, **kwargs)

    def run(self, first: int, last: int, **kwargs: Any) -> Animation:
        """Return how examples run through the network, from one to another, and leave their strips."""
        return _Running(self, first, last, **kwargs)

    def grow_first(self, **kwargs: Any) -> Animation:
        """Return the growing of the first example's strip."""
        return _Running(self, _LEFT, 1.0, **kwargs)

    def leave(self, **kwargs: Any) -> Animation:
        """Return the going of the network; examples that run from then on are seen by what they leave."""
        self._flies = False
        return FadeOut(self.network, shift=UP * NEAR, **kwargs)

    def show(self, run: float) -> None:
        """Show that so many examples have run, the last one of them on its way."""
        count = len(self._moments)
        index = min(count - 1, int(run))
        share = run - index
        before, now = self._moments[max(0, index - 1)], self._moments[index]
        steps = len(self.network.layers)
        for step, layer in enumerate(self.network.layers if index and self._flies else ()):
            lit = share_of(share, _RUN * step / steps, _RUN * (step + 1) / steps)
            for disc in self.network.column(layer):
                disc.between(before, now, lit)
        if self.network.picture is not None:
            self.network.picture.at(now)
        for place, disc in enumerate(self.strips.discs):
            disc.fill_to(1.0 if place < index else share_of(share, _RUN, _LEFT) if place == index else 0.0)
        self._fly(share_of(share, _RUN, _LEFT), self.strips.discs[index])
        self.strips.show_growth(index + rate_functions.smooth(share_of(share, _LEFT, 1.0)))

    def _fly(self, share: float, to: Disc) -> None:
        """Show the output on its way to its place in the row; one that is not drawn does not come from anywhere."""
        if self.output is None:
            self.copy.set_fill(opacity=0.0).set_stroke(opacity=0.0)
            return
        here, there = self.output.centre, to.centre
        eased = rate_functions.smooth(share)
        self.copy.scale_to_fit_width(2 * (self.output.radius + eased * (to.radius - self.output.radius)))
        self.copy.move_to(here + eased * (there - here))
        seen = float(self._flies and 0 < share < 1 and not self.strips.greys.look.calm)
        self.copy.set_fill(self.output.face.get_fill_color(), opacity=seen).set_stroke(opacity=seen)


class _Running(Computed):
    """The running of examples through the network."""

    stays = True

    def __init__(self, runs: ExampleRuns, first: float, last: float, **kwargs: Any) -> None:
        self._runs, self._ends = runs, (first, last)
        super().__init__(VGroup(runs.network, runs.strips), introducer=True, rate_func=rate_functions.linear, **kwargs)

    def _setup_scene(self, scene: Any) -> None:
        """Bring the strips on stage."""
        scene.add(self._runs.strips.strips, self._runs.copy)

    def interpolate(self, alpha: float) -> None:
        """Show how many have run."""
        first, last = self._ends
        self._runs.show(first + self.rate_func(min(max(alpha, 0.0), 1.0)) * (last - first))
