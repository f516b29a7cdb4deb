"""What rows of examples are, at one end of them: words for the upper row and the lower one, a formula between."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import VGroup

from scenes.layout.box import Box
from scenes.type.formula import Formula, Label


@final
class RowHeads(VGroup):
    """Heads of rows that stand below each other.

    Parameters
    ----------
    heading : Formula
        Of what is between the rows.
    upper, lower : Label

    Attributes
    ----------
    heading : Formula
    words : tuple of Label
    breadth : float
        Of the broadest.
    """

    def __init__(self, heading: Formula, upper: Label, lower: Label) -> None:
        self.heading, self.words = heading, (upper, lower)
        self.breadth = max(float(one.width) for one in (heading, upper, lower))
        super().__init__(heading, upper, lower)

    def stand(self, box: Box, upper: float, lower: float) -> None:
        """Stand in a box, the words level with their rows, the formula in the middle of what is between them."""
        for one, level in zip((self.heading, *self.words), ((upper + lower) / 2, upper, lower), strict=True):
            one.move_to(np.array([box.centre[0], level, 0.0]))
