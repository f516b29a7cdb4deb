"""What is how long: a strip of a round value, with its number."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import RIGHT, UP, VGroup

from core.model.arithmetic import Given
from core.notation.round_numbers import round_below
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.strip import Strip
from scenes.type.formula import Formula

NEAR = 0.08


@final
class RulerKey(VGroup):
    """A strip that stands on an axis, and its number beside it.

    Parameters
    ----------
    moment : Moment
    look : Theme
    colour : str, optional
        Of the strip. Default: that of slopes.
    """

    def __init__(self, moment: Moment, look: theme.Theme, colour: str | None = None) -> None:
        self._moment, self._quiet = moment, look.colour("quiet")
        super().__init__(Strip(colour or look.colour("slope")))

    def stand(self, left: float, axis: float, unit: float, reach: float) -> None:
        """Stand on an axis, as long as a round value that reaches no further than is said."""
        self.remove(*self.submobjects[1:])
        value = round_below(reach / unit) if unit else 1.0
        self[0].span(np.array([left + NEAR, axis, 0.0]), value * unit, UP, NEAR * 1.5)
        number = Formula("{value}", em=theme.LABEL, value=self._moment.read(Given(value)).in_fewest_digits())
        self.add(number.set_fill(self._quiet).next_to(self[0], RIGHT, buff=NEAR))
