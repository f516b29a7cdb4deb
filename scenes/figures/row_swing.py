"""The gentle swing of a strip that is spoken of."""

from __future__ import annotations

import math

from manim import Animation, AnimationGroup, Mobject, rate_functions
from manim.utils.space_ops import rotate_vector

from core.model.arrays import Array
from scenes.figures.strip import Strip
from scenes.motion import Showing

_ANGLE, _HOP = 0.12, 0.3
"""How far a strip swings, in radians; how far the number of a zero goes from its place."""


def swing_of(strip: Strip, out: Array, *numbers: Mobject) -> Animation:
    """Return a swing about a strip's foot, which comes to rest; where it is nothing, its number goes and returns.

    Parameters
    ----------
    strip : Strip
    out : ndarray, shape (3,)
        To where positive strips run.
    *numbers : Mobject
        At its end.
    """
    if not strip.length and numbers:
        return AnimationGroup(*(_hop(number, out) for number in numbers))

    def show(share: float) -> None:
        angle = _ANGLE * (1 - share) * math.sin(2 * math.pi * share)
        strip.span(strip.foot, strip.length, rotate_vector(out, angle))

    return Showing(strip, show, rate_func=rate_functions.linear)


def _hop(number: Mobject, out: Array) -> Animation:
    home = number.get_center()

    def show(share: float) -> None:
        number.move_to(home + _HOP * math.sin(math.pi * share) ** 2 * out)

    return Showing(number, show, rate_func=rate_functions.linear)
