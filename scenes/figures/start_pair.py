"""One network twice, with the weights of two starts on its edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

from manim import Animation, AnimationGroup, Create, FadeIn, LaggedStart, VGroup

from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.named_number import NamedNumber
from scenes.figures.weighted_network import WeightedNetwork
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR

Titles = Sequence[NamedNumber]


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
    networks : list of WeightedNetwork
    bare : VGroup
        Neurons that nothing has run through, with what stands beside them.
    """

    def __init__(
        self, moments: Sequence[Moment], story: Story, titles: Sequence[NamedNumber], look: theme.Theme
    ) -> None:
        self._look, self.titles = look, tuple(titles)
        self.networks = [WeightedNetwork(one, story, look) for one in moments]
        for one in self.networks:
            one.largest = WeightedNetwork.largest_of(*self.networks)
        self.bare = VGroup(*(one.bare for one in self.networks))
        super().__init__(*(line for one in self.networks for line in one.lines.values()), self.bare, *self.titles)
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
        if self.networks[0].network.rows == 1 and ways[False].fits(box.size):  # a chain is long
            beside = False
        for network, title, pane in zip(self.networks, self.titles, _parted(box, beside=beside), strict=True):
            title.move_to([pane.centre[0], pane.top - theme.FORMULA / 2, 0.0])
            network.fill(Box(pane.left, pane.bottom, pane.right, pane.top - theme.FORMULA - NEAR))

    def drop(self, **kwargs: Any) -> Animation:
        """Return the coming of all weights, layer after layer, in both at once."""
        layers = self.networks[0].network.layers[1:]
        each = [(at[0], line) for one in self.networks for at, line in one.lines.items()]
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
