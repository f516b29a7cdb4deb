"""What arrives at one place and adds up: positive strips pile up, each negative one folds back over the pile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import final

import numpy as np

from core.model.arrays import Array
from scenes.figures.flow_band import Port
from scenes.figures.measures import Measure
from scenes.figures.strip import HAIR, Strip
from scenes.type.blanks import Pieces

THICKNESS = 0.13


@final
class Pile(Pieces):
    """Signed strips, foot on tip, at one place, and beside them the strip that is left.

    A negative strip lies over what it takes back of the pile, so that what is seen of solid and hollow is the sum.

    Parameters
    ----------
    values : sequence of float
        What arrives, in this order; positive ones lie below negative ones whatever the order.
    colour, ground : str
        Of the strips, and of what is behind them.
    what : str
        What they add up to, for whoever measures.
    tall : bool
        Whether strips lie along the width of the frame.

    Attributes
    ----------
    parts : Pieces of Strip
        One for each value.
    covers : Pieces of Strip
        Ground under the negative ones, so that what they take back is not seen any more.
    left : Strip
        What is left.
    """

    def __init__(
        self, values: Sequence[float], colour: str, ground: str, *, what: str = "", tall: bool = False
    ) -> None:
        self.values, self._what = tuple(values), what
        self._along = np.array([1.0, 0.0, 0.0] if tall else [0.0, 1.0, 0.0])
        self._shares = [1.0] * len(self.values)
        self.parts = Pieces(*(Strip(colour, THICKNESS) for _ in self.values))
        self.covers = Pieces(*(Strip(ground, THICKNESS) for _ in self.values))
        self.left = Strip(colour, THICKNESS)
        super().__init__(*self._in_order(), self.left)
        self.stand(np.zeros(3), np.zeros(3), 1.0)

    def take(self, values: Sequence[float]) -> None:
        """Take other values, from the next `arrive` on; as many as before."""
        self.values = tuple(values)
        self.submobjects = [*self._in_order(), self.left]

    @property
    def total(self) -> float:
        """What is left of all that arrives."""
        return float(sum(self.values))

    def stand(self, foot: Array, beside: Array, unit: float, thickness: float = THICKNESS) -> None:
        """Stand on an axis.

        Parameters
        ----------
        foot : ndarray, shape (3,)
            Where the pile begins.
        beside : ndarray, shape (3,)
            Where the strip that is left begins.
        unit : float
            Scene units for each unit of a value.
        thickness : float
            Of the strips, across.
        """
        self._foot, self._beside, self._unit, self._thickness = foot, beside, unit, thickness
        self.arrive(self._shares)

    def ports(self) -> list[Port]:
        """Return where what arrives ends, one port for each value, in the order of the values."""
        return [Port(part.foot, self._unit * value) for part, value in zip(self.parts, self.values, strict=True)]

    def port_left(self) -> Port:
        """Return where what is left goes on."""
        return Port(self._beside, self._unit * self.total)

    def arrive(self, shares: Sequence[float]) -> None:
        """Show a share of each value, 0 to 1; what is left follows."""
        self._shares = list(shares)
        seen = [value * share for value, share in zip(self.values, shares, strict=True)]
        folded = self._unit * sum(
            self.values[index] if self.values[index] > 0 else seen[index] for index in self._order()
        )
        for index, foot in self._feet().items():
            height = self._unit * seen[index]
            self.parts[index].span(foot, height, self._along, self._thickness)
            self.covers[index].span(foot, max(0.0, -height), -self._along, self._thickness)
            if -HAIR < height < 0:  # a hair cannot be told from a solid strip under it
                self.covers[index].set_stroke(opacity=0.0)
                lies_over = float((foot - self._foot) @ self._along) > 0.0
                self.parts[index].set_stroke(opacity=0.0 if lies_over else 1.0)
            elif 0 < height < HAIR:  # nor one under what folds back over it, or at the end of a solid strip
                is_covered = float((foot - self._foot) @ self._along) >= folded
                self.parts[index].set_stroke(opacity=float(not is_covered and self._unit * max(seen) < HAIR))
        self.show_left(float(sum(seen)))

    def show_left(self, value: float) -> None:
        """Show a value as what is left: 0 before it is found."""
        self.left.span(self._beside, self._unit * value, self._along, self._thickness)

    def measures(self) -> Iterator[Measure]:
        """Yield what all parts reach together, against what is left and against the sum."""
        if all(share == 1.0 for share in self._shares):
            last = self._order()[-1]
            reached = float((self.parts[last].tip - self._foot) @ self._along)
            yield Measure("stack", self._what, reached, self._unit * self.total)
            if self.left.length:
                yield Measure("stack", f"{self._what}, what is left", self.left.drawn_length(), reached)
            for value, part in zip(self.values, self.parts, strict=True):
                yield Measure("ruler", f"{self._what}, a part", part.drawn_length(), self._unit * value)

    def _order(self) -> list[int]:
        """Return the places of the values, positive ones first."""
        return sorted(range(len(self.values)), key=lambda index: self.values[index] < 0)

    def _in_order(self) -> list[Strip]:
        """Return the strips in the order of drawing: what folds back lies over what it takes back."""
        return [strip for index in self._order() for strip in (self.covers[index], self.parts[index])]

    def _feet(self) -> dict[int, Array]:
        """Return where each strip begins: at the whole of those below it."""
        order = self._order()
        heights = accumulate((self._unit * self.values[index] for index in order), initial=0.0)
        return {index: self._foot + height * self._along for index, height in zip(order, heights, strict=False)}
