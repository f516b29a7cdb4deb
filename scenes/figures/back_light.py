"""The light that runs back along a spine, from the cost to the first neuron."""

from __future__ import annotations

from itertools import pairwise
from typing import final

from manim import Animation, AnimationGroup

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a
from scenes import theme
from scenes.figures.heading import Heading
from scenes.figures.spine import Spine
from scenes.figures.spine_travel import Travel, bead_of
from scenes.motion import Light

_SPEED = 10


@final
class BackLight:
    """A bead of the colour of slopes, and what it lights.

    Parameters
    ----------
    spine : Spine
        In its place, shaded.
    look : Theme
    heading : Heading
    """

    def __init__(self, spine: Spine, look: theme.Theme, heading: Heading) -> None:
        self._spine, self._look, self._heading = spine, look, heading
        self._before = dict(pairwise(reversed(spine.layers)))

    def leave(self) -> Animation:
        """Return its way from the cost to the last neuron; the cost lights up."""
        lit = Light(*self._spine.parts_of(C), rate_func=soon)
        return AnimationGroup(lit, *self._run(self._spine.square.get_center(), self._spine.layers[-1]))

    def go_back(self, weight: Quantity) -> Animation:
        """Return its way back along the edge of a weight; the first neuron lights up when it is reached."""
        layer = weight.layer or 0
        first = self._spine.parts_of(a(0)) if self._before[layer] == 0 else []
        way = self._run(self._spine.discs[layer].centre, self._before[layer])
        return AnimationGroup(Light(*first, rate_func=soon), *way)

    def _run(self, start: Array, layer: int) -> list[Animation]:
        if self._look.calm:
            return []
        end, rim = self._spine.discs[layer].centre, self._spine.radius * self._heading.towards
        colour = self._look.colour("C")
        return [Travel(bead_of(colour, colour), start - rim, end + rim)]


def soon(share: float) -> float:
    """Return how far a light has come up: it is there well before the strip that it calls."""
    return min(1.0, _SPEED * share)
