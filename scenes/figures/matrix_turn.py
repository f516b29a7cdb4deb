"""The turning of a matrix over its diagonal: the diagonal rests, every other cell crosses it on an arc."""

from __future__ import annotations

from typing import Any, final

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, FadeOut, VGroup

from scenes import theme
from scenes.figures.matrix import Matrix
from scenes.motion import Computed, become

_ARC = 0.28
"""How far an arc is from the straight way, in its length."""
_CLEAR = 0.25
"""How long numbers take to go, and to come, in the time of the turn."""


@final
class _Crossing(Computed):
    """The way of the strips of a matrix to their places in another, rows for columns."""

    def __init__(self, before: Matrix, after: Matrix, **kwargs: Any) -> None:
        self._before, self._after = before, after
        super().__init__(VGroup(*after.strips.values()), introducer=True, **kwargs)

    def _setup_scene(self, scene: Any) -> None:
        """Take the place of the strips that were there."""
        super()._setup_scene(scene)
        scene.remove(*self._before.strips.values())

    def begin(self) -> None:
        """Note both ends; no copy is needed."""
        self._ways = [
            (
                strip,
                self._before.strips[j, k].foot.copy(),
                self._before.strips[j, k].length,
                strip.foot.copy(),
                strip.length,
            )
            for (k, j), strip in self._after.strips.items()
        ]
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strips on their way."""
        share = self.rate_func(alpha)
        for strip, start, long_before, end, long_after in self._ways:
            way = end - start
            aside = _ARC * np.sin(np.pi * share) * np.array([-way[1], way[0], 0.0])
            strip.span(start + share * way + aside, long_before + share * (long_after - long_before))


def turned(before: Matrix, after: Matrix, **kwargs: Any) -> Animation:
    """Return the turning of a matrix into its transpose; calm: one goes as the other comes.

    Parameters
    ----------
    before, after : Matrix
        Of each other's rows and columns.
    """
    leaving = [*before.zeros.values(), *before.numbers.values(), before.counts]
    coming = [*after.zeros.values(), *after.numbers.values(), after.counts]
    if theme.is_calm():
        gone = FadeOut(*leaving, *before.strips.values(), before.brackets)
        return AnimationGroup(gone, FadeIn(*coming, *after.strips.values(), after.brackets), **kwargs)
    brackets = [become(*pair) for pair in zip(before.brackets, after.brackets, strict=True)]
    return AnimationGroup(
        FadeOut(*leaving, rate_func=_soon),
        AnimationGroup(_Crossing(before, after), *brackets),
        FadeIn(*coming, rate_func=_late),
        **kwargs,
    )


def _soon(share: float) -> float:
    return min(1.0, share / _CLEAR)


def _late(share: float) -> float:
    return max(0.0, 1 - (1 - share) / _CLEAR)
