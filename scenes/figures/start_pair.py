"""One network twice, with the weights of two starts on its edges: dotted where negative, bright where large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

import numpy as np
from manim import Animation, AnimationGroup, Create, FadeIn, LaggedStart, VGroup, VMobject

from core.model.quantity import w
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import dashes
from scenes.figures.greys import Greys
from scenes.figures.named_number import NamedNumber
from scenes.figures.network import Network, Place
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR

Titles = Sequence[NamedNumber]
_HOME = Place(0.3, 1.3)
_BRIGHT, _DOT, _BEHIND = 9.0, 0.05, -0.5
"""Contrast to the ground of the largest weight; how long a dot of a negative one is; edges lie behind all else."""


@final
class StartPair(VGroup):
    """Two starts, side by side or below each other.

    Parameters
    ----------
    moments : sequence of Moment
        Of both, before any step.
    story : Story
        Which neurons are drawn.
    titles : sequence of NamedNumber
        What they are called, with their seeds.
    look : Theme

    Attributes
    ----------
    networks : tuple of Network
    bare : VGroup
        Neurons that nothing has run through, with what stands beside them.
    """

    def __init__(
        self, moments: Sequence[Moment], story: Story, titles: Sequence[NamedNumber], look: theme.Theme
    ) -> None:
        self._look, self._moments = look, tuple(moments)
        greys = Greys.of(story, look)
        self.networks = tuple(
            Network(one, story, greys, look, place=_HOME, costed=False, slim=True, grounded=True) for one in moments
        )
        self.titles = tuple(titles)
        self._values = [{at: one.value(w(*at)) for at in self.networks[0].edges} for one in moments]
        self._largest = max((abs(value) for one in self._values for value in one.values()), default=0.0) or 1.0
        self.lines = [{at: VMobject(stroke_width=theme.LINE_WIDTH) for at in one} for one in self._values]
        for line in (line for one in self.lines for line in one.values()):
            line.set_z_index(_BEHIND)  # counts have ground of their own
        self.bare = VGroup()
        super().__init__(*(line for one in self.lines for line in one.values()), self.bare, *self.titles)
        least = self.least_size()
        self.fill(Box(0.0, 0.0, least.width, least.height))

    def least_size(self) -> Size:
        """Return the room in which both have room in one way or the other."""
        ways = [self._needs(beside=beside) for beside in (True, False)]
        return Size(min(way.width for way in ways), min(way.height for way in ways))

    def fill(self, box: Box) -> None:
        """Stand in a box, where both are larger."""
        ways = {beside: self._needs(beside=beside) for beside in (True, False)}
        beside = max(ways, key=lambda way: min(box.width / ways[way].width, box.height / ways[way].height))
        panes = _parted(box, beside=beside)
        found = []
        for network, title, pane, values, lines in zip(
            self.networks, self.titles, panes, self._values, self.lines, strict=True
        ):
            title.move_to([pane.centre[0], pane.top - theme.FORMULA / 2, 0.0])
            network.fill(Box(pane.left, pane.bottom, pane.right, pane.top - theme.FORMULA - NEAR))
            for at, edge in network.edges.items():
                ends = np.array([edge.get_start(), edge.get_end()])
                lines[at].points = edge.points.copy() if values[at] >= 0 else dashes(ends, _DOT)
                share = abs(values[at]) / self._largest
                contrast = theme.PALE + share * (_BRIGHT - theme.PALE)
                lines[at].set_stroke(
                    self._look.dimmed(self._look.colour("w"), contrast), theme.LINE_WIDTH * (1 + share)
                )
            discs = [disc.unlit() for disc in network.discs.values()]
            beside_it = [part for layer in network.layers for part in network.beside(layer)]
            found += [*network.grounds.values(), *discs, *beside_it, network.earlier]
        self.bare.submobjects = found

    def drop(self, **kwargs: Any) -> Animation:
        """Return the coming of all weights, layer after layer, in both at once."""
        layers = self.networks[0].layers[1:]
        each = [(at[0], line) for one in self.lines for at, line in one.items()]
        come = FadeIn if self._look.calm else Create
        ways = [AnimationGroup(*(come(line) for number, line in each if number == layer)) for layer in layers]
        return LaggedStart(*ways, lag_ratio=0.6, **kwargs)

    def _needs(self, *, beside: bool) -> Size:
        each = self.networks[0].least_size()
        width = max(each.width, *(float(one.width) for one in self.titles))
        height = each.height + theme.FORMULA + NEAR
        return Size(2 * width + APART, height) if beside else Size(width, 2 * height + APART)


def _parted(box: Box, *, beside: bool) -> tuple[Box, Box]:
    if beside:
        half = (box.width - APART) / 2
        return (
            Box(box.left, box.bottom, box.left + half, box.top),
            Box(box.right - half, box.bottom, box.right, box.top),
        )
    half = (box.height - APART) / 2
    return (
        Box(box.left, box.top - half, box.right, box.top),
        Box(box.left, box.bottom, box.right, box.bottom + half),
    )
