"""A strip that falls through a ribbon: at each height it is as wide as the ribbon there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim.utils.color import ManimColor, interpolate_color

from core.model.arrays import Array
from scenes.figures.strip import Strip
from scenes.motion import Computed


class Fall(Computed):
    """The fall of a strip from row to row, cut, stretched or turned round on its way; it is gone at the end.

    Parameters
    ----------
    colours : sequence of str
        Of the rows, which run into each other.
    feet : sequence of ndarray, shape (3,)
        Where the ribbon begins, at its rows and where else its width is known, from the top.
    lengths : sequence of float
        How wide it is there; negative to the left.
    """

    def __init__(self, colours: Sequence[str], feet: Sequence[Array], lengths: Sequence[float], **kwargs: Any) -> None:
        self._colours = [ManimColor(colour) for colour in colours]
        self._heights = -np.array([foot[1] for foot in feet])
        self._left, self._lengths = float(feet[0][0]), np.array(lengths)
        super().__init__(Strip(colours[0]), remover=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strip at its height."""
        share = self.rate_func(alpha)
        first, last = self._heights[0], self._heights[-1]
        height = first + share * (last - first)
        length = float(np.interp(height, self._heights, self._lengths))
        self.mobject.paint(self._colour(share))
        self.mobject.span(np.array([self._left, -height, 0.0]), length)

    def _colour(self, share: float) -> str:
        place = share * (len(self._colours) - 1)
        index = min(int(place), len(self._colours) - 2)
        return str(interpolate_color(*self._colours[index : index + 2], place - index).to_hex())
