"""One scale of greys for a network: the same activation is the same grey in every picture of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.quantity import Quantity
from core.passes.choices import Story
from scenes import theme
from scenes.colours import ratio, rgb_of

_INKS = ("#000000", "#FFFFFF")
"""Of full depth: on a middle grey no softer pair has a contrast of 4.5 on both sides."""


@dataclass(frozen=True, slots=True)
class Greys:
    """How bright an activation is drawn.

    Parameters
    ----------
    inputs, activations : float
        The sizes that are at full brightness; inputs have a scale of their own.
    look : Theme

    Examples
    --------
    >>> greys = Greys(1.0, 2.0, theme.Theme(theme.PALETTES["dark"]))
    >>> from core.model.quantity import a, y
    >>> greys.level(a(1), -0.5), greys.level(y(0), 0.5), greys.level(a(0), 0.5), greys.fill(a(1), 2.0)
    (0.25, 0.25, 0.5, '#FFFFFF')
    """

    inputs: float
    activations: float
    look: theme.Theme

    @staticmethod
    def of(story: Story, look: theme.Theme) -> Greys:
        """Return the scale of a network, by the story of the whole of it."""
        return Greys(*story.brightest, look)

    def level(self, quantity: Quantity, value: float) -> float:
        """Return how bright a value of an input, of an activation or of a desired output is, 0 to 1, by its size."""
        full = self.inputs if quantity.kind == "a" and not quantity.layer else self.activations
        return min(1.0, abs(value) / full)

    def fill(self, quantity: Quantity, value: float) -> str:
        """Return the colour of its disc as #RRGGBB."""
        dark, bright = (rgb_of(self.look.colour(name)) for name in ("ground", "a"))
        mixture = dark + self.level(quantity, value) * (bright - dark)
        return "#" + "".join(f"{round(float(part) * 255):02X}" for part in mixture)

    def ink(self, fill: str) -> str:
        """Return the colour of what is written on a fill: dark or light, whichever has more contrast."""
        return max(_INKS, key=lambda one: ratio(rgb_of(one), rgb_of(fill)))

    def drawn_level(self, rgb: np.ndarray) -> float:
        """Return which level a colour, as red, green and blue from 0 to 1, is of."""
        dark, bright = (rgb_of(self.look.colour(name)) for name in ("ground", "a"))
        return float((rgb - dark) @ (bright - dark) / ((bright - dark) @ (bright - dark)))
