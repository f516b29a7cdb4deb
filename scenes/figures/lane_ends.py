"""What paths lead between: a neuron at one end, the cost at the other."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import RIGHT, VGroup

from core.model.quantity import C, Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_square import CostSquare
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.network import Network
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.type.formula import Formula

_RIM, _GLOW = 0.08, 0.35
"""From the name to the rim; how far a glow reaches, in radii."""
_WIDEST, _FILLED = 1.6, 0.3
"""Of the cost's squares: how wide they are together; how much of them is filled, at most, in square units."""


@final
class LaneEnds(VGroup):
    """A neuron and the cost, at the two ends of a box.

    Parameters
    ----------
    moments : sequence of Moment
        What the cost shows at first, then where else it will be taken.
    quantity : Quantity
        The neuron's activation.
    greys : Greys
    radius : float
        Of the neuron.
    look : Theme
    tall : bool
        Whether the neuron stands above the cost; else it is at the left of it.

    Attributes
    ----------
    disc : Disc
    square : CostSquare
    letter : Formula
        The C at the cost.
    radius, side : float
        Of the neuron and of one square of the cost, in a box.
    """

    def __init__(
        self,
        moments: list[Moment],
        quantity: Quantity,
        greys: Greys,
        radius: float,
        look: theme.Theme,
        *,
        tall: bool,
    ) -> None:
        self._tall = tall
        self.disc = Disc(moments[0], quantity, greys, radius)
        name = self.disc.show_symbol()
        least = float(np.hypot(name.width, name.height)) / 2 + _RIM
        if self.disc.radius < least:
            self.disc.stand(np.zeros(3), least)
        self.square = CostSquare(moments, look)
        filled = max(self.square.filled, _FILLED / _WIDEST**2)
        side = min(2 * self.disc.radius, _WIDEST / self.square.count, float(np.sqrt(_FILLED / filled)))
        self.square.stand(np.zeros(3), side)
        self.letter = Formula("{C}", C=C, em=theme.FORMULA)
        self.radius, self.side = self.disc.radius, self.square.side
        super().__init__(self.disc, self.square, self.letter)

    @property
    def lengths(self) -> tuple[float, float]:
        """How much of a box's length they take, at its beginning and at its end."""
        side = self.side
        beside = TIGHT + float(self.letter.width)
        tall = max(side, float(self.letter.height))
        return (2 + _GLOW) * self.radius, tall if self._tall else side * self.square.count + beside

    @property
    def reaches(self) -> tuple[float, float]:
        """How far they reach to either side of the middle, at its beginning and at its end."""
        side = self.side
        return self.radius, (side * self.square.count if self._tall else side) / 2

    @property
    def middles(self) -> tuple[float, float]:
        """How far the middles of the neuron and of the cost are from the two ends of a box."""
        beside = 0.0 if self._tall else TIGHT + float(self.letter.width)
        return (1 + _GLOW) * self.radius, beside + (self.lengths[1] - beside) / 2

    def least_size(self) -> Size:
        """Return the room for the two alone."""
        along, across = sum(self.lengths), 2 * max(self.reaches)
        return Size(across, along) if self._tall else Size(along, across)

    def fill(self, box: Box) -> None:
        """Stand at the ends of a box."""
        first, last = self.middles
        if self._tall:
            places = [np.array([box.centre[0], y, 0.0]) for y in (box.top - first, box.bottom + last)]
        else:
            places = [np.array([x, box.centre[1], 0.0]) for x in (box.left + first, box.right - last)]
        self._stand(places[0], places[1], self.radius, self.side)

    def gather(self, network: Network) -> None:
        """Stand where a network has them."""
        at = network.discs[self.disc.quantity.layer or 0, self.disc.quantity.neurons[0]]
        self._stand(at.centre, network.cost.frames.get_center(), at.radius, network.cost.side)

    def _stand(self, neuron: np.ndarray, cost: np.ndarray, radius: float, side: float) -> None:
        self.disc.stand(neuron, radius)
        self.square.stand(cost, side)
        self.letter.next_to(self.square.frames, RIGHT, buff=TIGHT)
