"""The lines of a sum over the edges that bring its terms: weight and activation, then their product."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import Mobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.listening import Listening
from scenes.figures.sum_axis import SumAxis
from scenes.layout.cells import APART, NEAR, TIGHT

_LEVEL = 1e-3
"""Of an edge's direction, what it goes along at least."""


@final
class EdgeLines:
    """What is written of each term but the bias: over its edge at first, later in its row.

    Parameters
    ----------
    listening : Listening
    adding : SumAxis
        Its rows are where lines go to.
    thick : float
        Of a strip on an edge, across.
    """

    def __init__(self, listening: Listening, adding: SumAxis, thick: float) -> None:
        self._listening, self._adding, self._thick = listening, adding, thick
        self._over: list[Array] = []
        self._rows: list[Array] = []

    @property
    def needs(self) -> float:
        """How long an edge is at least that has room for its line."""
        pairs = zip(self._adding.factors[:-1], self._adding.values[:-1], strict=True)
        return max(float(factors.width + value.width) for factors, value in pairs) + APART + NEAR

    @property
    def parts(self) -> list[Mobject]:
        """All that is written, line by line: factors, then the value."""
        pairs = zip(self._adding.factors[:-1], self._adding.values[:-1], strict=True)
        return [thing for pair in pairs for thing in pair]

    def note_rows(self) -> None:
        """Take what is written to be in its rows now."""
        self._rows = [thing.get_center() for thing in self.parts]

    def stand_over(self) -> None:
        """Stand over the edges as they lie now."""
        self._over = [place for term, _ in enumerate(self._adding.values[:-1]) for place in self._over_edge(term)]
        self.write(0.0)

    def write(self, share: float) -> None:
        """Stand over the edges, 0, or in the rows, 1, or between."""
        for thing, over, row in zip(self.parts, self._over, self._rows, strict=True):
            thing.move_to(over + share * (row - over))

    def _over_edge(self, term: int) -> tuple[Array, Array]:
        """Return where the factors and the value of a term stand over its edge, clear of the neuron."""
        start, along, length = self._listening.way(term)
        neuron, slope = self._listening.neuron, along[1] / max(along[0], _LEVEL)

        def over(thing: Mobject, across: float) -> Array:
            rise = self._thick / 2 + TIGHT + (thing.height + abs(slope) * thing.width) / 2
            return start + np.array([across, across * slope + rise, 0.0])

        factors, value = self._adding.factors[term], self._adding.values[term]
        centre = neuron.centre
        # over the edge the rim may be nearer than where the edge ends
        level = max(0.0, abs(float((start + length * along - centre)[1])) - theme.LABEL)
        right = centre[0] - start[0] - np.sqrt(max(0.0, neuron.radius**2 - level**2)) - NEAR / 2
        return over(factors, TIGHT + factors.width / 2), over(value, right - value.width / 2)
