"""Where labels stand in and beside the bands of a ribbon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from manim import RIGHT, UP, Mobject, VGroup

from core.model.arrays import Array
from scenes import theme
from scenes.figures.clear_spots import roomiest
from scenes.figures.ribbon_spots import in_band
from scenes.figures.ruler import REACH
from scenes.layout.box import Box, Size

if TYPE_CHECKING:
    from scenes.figures.ribbon import Ribbon

_CLEAR = 0.06
"""Around a label that stands aside."""
_APART = 0.76
"""Between a factor and a number beside it: nearer, the two would read as one product."""
_ACROSS = 12
"""So many strokes across a band stand for its inside."""
AnyMobject = TypeVar("AnyMobject", bound=Mobject)
Strokes = list[tuple[Array, Array]]


class RibbonLabels:
    """What finds places for the labels of a ribbon, where nothing crosses them at any time of its push.

    Parameters
    ----------
    ribbon : Ribbon
    """

    def __init__(self, ribbon: Ribbon) -> None:
        self._ribbon = ribbon

    def put(self, *labels: AnyMobject, row: int, to: int | None = None) -> AnyMobject:
        """Put the first of some labels that nothing crosses there into a band, or else beside it; return the label.

        Parameters
        ----------
        *labels : Mobject
            The last one of which is taken in any case.
        row : int
            Above the band.
        to : int, optional
            The lower row, with one straight band between the two; default the next one.
        """
        return next((label for label in labels if self._fits(label, row, to)), labels[-1])

    def put_each(self, make: Callable[[float], Sequence[Mobject]]) -> VGroup:
        """Put a label into each band, all of one size, the larger one if nothing crosses them; return them.

        Parameters
        ----------
        make : callable
            From a size of type to the labels, from the top.
        """
        labels = VGroup()
        for em in (theme.FORMULA, theme.LABEL):
            labels = VGroup(*make(em))
            if self.fit(labels):
                break
        return labels

    def fit(self, labels: Sequence[Mobject]) -> bool:
        """Put a label into each band; return whether nothing crosses them there."""
        are_clear = [self._fits(label, row, None) for row, label in enumerate(labels)]
        return all(are_clear)

    def under(self, labels: Sequence[Mobject]) -> list[Mobject]:
        """Return the numbers of the whole push that some labels lie over, for want of room."""
        ribbon, boxes = self._ribbon, [Box.around(label) for label in labels]
        with ribbon.shown_at(1.0):
            return [one for one in ribbon.numbers.values() if any(box.overlaps(Box.around(one)) for box in boxes)]

    def put_aside(self, *labels: AnyMobject) -> AnyMobject:
        """Put the first of some labels that fits where the ribbon leaves most room around it; return it.

        Where none fits, it is the last one.
        """
        ribbon = self._ribbon
        with ribbon.shown_at(1.0):
            edges = self._edges()
            strips = [(foot, foot + length * RIGHT) for foot, length in ribbon.places()]
            bands = []
            for ends, long in ribbon.runs():
                heights = [-float(end[1]) for end in ends]
                for share in np.linspace(0, 1, _ACROSS):
                    foot = ends[0] + share * (ends[-1] - ends[0])
                    bands.append((foot, foot + float(np.interp(-foot[1], heights, long)) * RIGHT))
        for lines in ([*edges, *bands], [*edges, *strips]):  # beside the bands, or else within one
            for label in labels:
                size = Size(label.width, label.height)
                place, room = roomiest(size, lines, ribbon.taken, Box.around(ribbon.lines))
                label.move_to(place)
                if room > _CLEAR:
                    return label
        return labels[-1]

    def crossings(self) -> Strokes:
        """Return the threads under the whole push, piece by piece, and lines through the numbers."""
        ribbon = self._ribbon
        with ribbon.shown_at(1.0):
            boxes = [Box.around(number) for number in ribbon.numbers.values()]
            found = [(piece[0], piece[-1]) for thread in ribbon.threads for piece in thread.points.reshape(-1, 4, 3)]
        return [
            *found,
            *((np.array([box.left, box.centre[1], 0.0]), np.array([box.right, box.centre[1], 0.0])) for box in boxes),
        ]

    def _fits(self, label: Mobject, row: int, to: int | None) -> bool:
        """Put a label into a band, or else beside it; return whether nothing crosses it there."""
        ribbon, edges = self._ribbon, []
        for share in ribbon.shares:
            with ribbon.shown_at(share, straight=to is not None):
                edges += self._edges()
        with ribbon.shown_at(1.0, straight=to is not None):
            runs = ribbon.runs()[row : row + 1 if to is None else None]
            taken = [box.inset(-_APART, 0.0) for box in ribbon.taken] if to is None else [*ribbon.taken]
            taken += [Box.around(dot) for dot in ribbon.dots if to is not None]
        return in_band(label, runs, edges, taken, Box.around(ribbon.lines).inset(0.0, -1.0))

    def _edges(self) -> Strokes:
        """Return the threads as they are now, the lens' rule, and the lines with their ticks."""
        ends = [(line.get_start(), line.get_end()) for line in self._ribbon.lines]
        ticks = [(start + side * REACH * UP, end + side * REACH * UP) for start, end in ends for side in (-1, 1)]
        return [*self._ribbon.edges(), *ticks]
