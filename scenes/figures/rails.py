"""What stands at the layers of a network: their names, letters that count neurons, capsules, the cursor."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import final

import numpy as np
from manim import Animation, Circle, Create, Mobject, RoundedRectangle, VGroup

from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.network import Network
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, Cells, Column, Row, Share
from scenes.layout.solving import boxes, least_size

_OFF = 0.08
"""From the rim of a disc to the cursor."""
_REACH = 0.25
"""How far a thing at a rail may reach beyond the middle of its column without being beyond the network."""
_MARGIN = 0.16
"""From the discs of a layer to its capsule."""


@final
class Rails(VGroup):
    """Things at the ends of the columns of a network, or of its rows where it is turned.

    Parameters
    ----------
    network : Network
        Placed before them: it stands before them in the layout.
    things : mapping of int to Mobject
        One for each of some layers.
    """

    def __init__(self, network: Network, things: Mapping[int, Mobject]) -> None:
        self._network, self.things = network, dict(things)
        super().__init__(*self.things.values())

    def least_size(self) -> Size:
        """Return the size of the largest across the columns."""
        width, height = (max(getattr(one, side) for one in self.things.values()) for side in ("width", "height"))
        return Size(width, 0.0) if self._network.is_tall else Size(0.0, height)

    def most_size(self) -> Size:
        """Return the same size, at any length."""
        least = self.least_size()
        return Size(least.width, math.inf) if self._network.is_tall else Size(math.inf, least.height)

    def fill(self, box: Box) -> None:
        """Stand in a box, each at its layer."""
        x, y, _ = box.centre
        for layer, thing in self.things.items():
            place = self._network.place_of(layer)
            thing.move_to(np.array([x, place[1], 0.0] if self._network.is_tall else [place[0], y, 0.0]))


@final
class Railed(VGroup):
    """A network between two rails: one at the heads of its columns, one at their feet.

    Parameters
    ----------
    network : Network
    feet : Rails
    *heads : Rails
        Which stand in one place, one after another.
    """

    def __init__(self, network: Network, feet: Rails, *heads: Rails) -> None:
        self._network, self._heads, self._feet = network, heads, feet
        super().__init__(network, feet, *heads)

    def least_size(self) -> Size:
        """Return the room for all three."""
        return least_size(self._cells())

    def fill(self, box: Box) -> None:
        """Stand in a box, the rails at the network's layers."""
        found = boxes(self._cells(), box)
        things = [thing for rails in (*self._heads, self._feet) for thing in rails.things.values()]
        beyond = max(one.height if self._network.is_tall else one.width for one in things) / 2 - _REACH
        along = max(beyond, 0.0)
        room = (
            found[self._network].inset(0.0, along) if self._network.is_tall else found[self._network].inset(along, 0.0)
        )
        self._network.fill(room)
        self._feet.fill(found[self._feet])
        for part in self._heads:
            part.fill(found[self._largest])

    @property
    def _largest(self) -> Rails:
        """The rail that needs the most room at the heads."""
        return max(self._heads, key=lambda rails: rails.least_size().width + rails.least_size().height)

    def _cells(self) -> Cells:
        if self._network.is_tall:
            return Row(self._feet, Share(self._network), self._largest, gap=NEAR)
        # names of small neurons stand under them
        above = Column(self._largest, Share(self._network), gap=NEAR)
        return Column(Share(above), self._feet, gap=APART)


@final
class Cursor(Circle):
    """The ring that points at a neuron; with the rim of the disc it is a double one.

    Parameters
    ----------
    disc : Disc
        Where it is at first.
    look : Theme
    """

    def __init__(self, disc: Disc, look: theme.Theme) -> None:
        super().__init__(color=look.colour("a"), stroke_width=theme.BOLD_LINE)
        self.point_at(disc)

    def point_at(self, disc: Disc) -> Cursor:
        """Point at a neuron; return the cursor itself."""
        self.scale_to_fit_width(2 * (disc.radius + _OFF)).move_to(disc.face)
        return self

    def go(self, disc: Disc) -> Animation:
        """Return its way to another neuron."""
        return self.animate.point_at(disc)


@final
class Capsule(RoundedRectangle):
    """A thin frame around the neurons of a layer.

    Parameters
    ----------
    network : Network
    layer : int
    look : Theme
    """

    def __init__(self, network: Network, layer: int, look: theme.Theme) -> None:
        self._network, self._layer = network, layer
        super().__init__(color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)

    def close(self) -> Animation:
        """Return its closing round the layer, where the network is now."""
        counts = self._network.counts
        discs = self._network.column(self._layer)
        column = [*(disc.rim for disc in discs), *(disc.symbol for disc in discs if disc.symbol is not None)]
        box = Box.around(*column, *([counts[self._layer]] if self._layer in counts else [])).inset(-_MARGIN)
        radius = min(box.width, box.height) / 2
        self.become(RoundedRectangle(width=box.width, height=box.height, corner_radius=radius).match_style(self))
        self.move_to(box.centre)
        return Create(self)
