"""One neuron: a circle, the brighter the more active."""

from __future__ import annotations

from functools import lru_cache
from typing import final

import numpy as np
from manim import LEFT, RIGHT, Animation, AnimationGroup, Circle, Line, VGroup

from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.colours import ratio, rgb_of
from scenes.motion import dim
from scenes.watching.contrast import blend


@final
class Neuron(VGroup):
    """One neuron; the more active, the brighter its fill. A minus stands in a negative one.

    Parameters
    ----------
    moment : Moment
    quantity : Quantity
        Its activation.
    full : float
        The size of activation that fills it entirely.
    radius : float
    """

    def __init__(self, moment: Moment, quantity: Quantity, *, full: float, radius: float) -> None:
        self.quantity, self._full = quantity, full
        self._share = 1.0
        white, text = theme.colour("a"), theme.colour("text")
        ground = Circle(radius=radius, stroke_width=0).set_fill(theme.colour("ground"), opacity=1)
        self.fill = Circle(radius=radius, stroke_width=0).set_fill(white, opacity=0)
        self.ring = Circle(radius=radius, color=text, stroke_width=theme.LINE_WIDTH)
        self.sign = Line(LEFT * radius * 0.4, RIGHT * radius * 0.4, color=text, stroke_width=theme.LINE_WIDTH)
        super().__init__(ground, self.fill, self.ring, self.sign)
        self.at(moment)

    def at(self, moment: Moment) -> None:
        """Show the activation of a state."""
        value = moment.value(self.quantity)
        self._level = self._share * min(1.0, abs(value) / self._full)
        self.fill.set_fill(opacity=self._level)
        # on a bright fill the sign is as dark as the ground
        colour = theme.colour("ground" if self._level > _turning_point() else "text")
        self._signed = self._share if value < 0 else 0.0
        self.sign.set_stroke(colour, opacity=self._signed)

    def unlit(self) -> Neuron:
        """Return the neuron itself, its activation not yet known."""
        self.fill.set_fill(opacity=0)
        self.sign.set_stroke(opacity=0)
        return self

    def light(self) -> Animation:
        """Return the filling of the neuron to its activation."""
        fill = self.fill.animate.set_fill(opacity=self._level)
        if not self._signed:
            return fill
        return AnimationGroup(fill, self.sign.animate.set_stroke(opacity=self._signed))

    def dimmed(self) -> Neuron:
        """Return the neuron itself, faded to keep its place in every state to come."""
        self._share *= theme.DIM
        self._level *= theme.DIM
        self._signed *= theme.DIM
        for part in (self.fill, self.ring, self.sign):
            dim(part)
        return self


def _turning_point() -> float:
    """Return the fill from which the ground's colour stands out better in it than the text's."""
    return _crossing(*(theme.colour(name) for name in ("ground", "a", "text")))


@lru_cache(maxsize=8)
def _crossing(ground: str, fill: str, text: str) -> float:
    dark, bright, own = (rgb_of(colour) for colour in (ground, fill, text))
    levels = np.linspace(0, 1, 101)
    backs = [blend(bright, level, dark) for level in levels]
    return float(next(level for level, back in zip(levels, backs, strict=True) if ratio(dark, back) > ratio(own, back)))
