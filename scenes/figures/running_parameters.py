"""The weights and biases of a spine as running numbers, in the places of their names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import DOWN, RIGHT, UP, Mobject, VGroup

from core.model.quantity import Quantity, a, b, w
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.spine import Spine
from scenes.layout.box import Box
from scenes.layout.cells import TIGHT
from scenes.type.read_out import ReadOut

DIGITS = 3


@final
class RunningParameters(VGroup):
    """Numbers over the edges, and under or beside the neurons.

    Parameters
    ----------
    moment : Moment
    spine : Spine
        In its place.
    look : Theme
    standing : bool

    Attributes
    ----------
    numbers : dict of Quantity to ReadOut
    fits : bool
        Whether each has its room, after `stand`.
    """

    fits = False

    def __init__(self, moment: Moment, spine: Spine, look: theme.Theme, *, standing: bool) -> None:
        self._moment, self._spine, self._look, self._standing = moment, spine, look, standing
        drawn = [layer for layer in spine.layers[1:] if layer - 1 in spine.layers]
        self.numbers = {q(layer): self._written(q(layer)) for layer in drawn for q in (w, b)}
        super().__init__(*self.numbers.values())

    @property
    def names(self) -> list[Mobject]:
        """What of the spine gives its place to them."""
        gone = [*self.numbers, *(a(q.layer or 0) for q in self.numbers if q.kind == "b")]
        return [self._spine.names[q] for q in gone if q in self._spine.names]

    def stand(self, moments: Sequence[Moment]) -> RunningParameters:
        """Stand where the spine's names are, and find whether there is room at moments in a row; return itself.

        Afterwards the first one is shown.
        """
        clear = []
        for before, after in pairwise(moments):
            self.at(before)
            self.refit()
            clear.append(self._is_clear())
            self.at(after)  # as it is on its way there
            clear.append(self._is_clear())
        self.at(moments[-1])
        self.refit()
        clear.append(self._is_clear())
        self.at(moments[0])
        self.refit()
        self.fits = all(clear)
        return self

    def at(self, moment: Moment) -> None:
        """Show a moment."""
        self._moment = moment
        for number in self.numbers.values():
            number.at(moment)

    def refit(self) -> None:
        """Write every number with the digits that it has by now."""
        for q, number in self.numbers.items():
            self._put(q, number.refit(DIGITS))

    def _is_clear(self) -> bool:
        """Whether none touches another, nor what of the spine stays."""
        stays = {id(part) for name in self.names for part in name.get_family()}
        written = (one for one in (*self._spine.names.values(), *self._spine.values.values()) if id(one) not in stays)
        others = [Box.around(one) for one in (*written, *(disc.rim for disc in self._spine.discs.values()))]
        boxes = [Box.around(number[1:]).inset(-TIGHT / 2) for number in self.numbers.values()]
        return not any(
            box.overlaps(other) for place, box in enumerate(boxes) for other in (*others, *boxes[place + 1 :])
        )

    def _written(self, q: Quantity) -> ReadOut:
        digits = DIGITS if self._moment.value(q) else 1
        return ReadOut(self._moment, q, digits=digits, em=theme.LABEL, colour=self._look.colour_of(q))

    def _put(self, q: Quantity, number: ReadOut) -> None:
        name = self._spine.names.get(q)
        digits, layer = number[1:], q.layer or 0
        rim = self._spine.discs[layer].rim
        if q.kind == "w":
            side = RIGHT if self._standing else UP
            half = digits.width / 2 if self._standing else theme.LABEL / 2
            centre = self._spine.place(q) + (half + TIGHT) * side
        elif self._standing:
            centre = rim.get_right() + (TIGHT + digits.width / 2) * RIGHT
        else:
            centre = rim.get_bottom() + (TIGHT + theme.LABEL / 2) * DOWN
        if name is not None and q.kind == "w" and not self._standing:
            centre = np.array([centre[0], name.get_center()[1], 0.0])
        number.shift(centre - digits.get_center())
