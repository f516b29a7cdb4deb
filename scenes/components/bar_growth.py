"""How a bar comes: out of its zero line, never across it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

from manim import Animation, VMobject


@final
class GrowBar(Animation):
    """Grow a bar, or several, sideways out of the zero line.

    Parameters
    ----------
    bar : VMobject
    zero : float
        The x of the zero line.
    """

    def __init__(self, bar: VMobject, zero: float, **kwargs: Any) -> None:
        self._points = bar.points.copy()
        self._zero = zero
        super().__init__(bar, introducer=True, **kwargs)

    def get_all_families_zipped(self) -> Iterator[Any]:
        """Nothing is interpolated point by point."""
        return iter(())

    def interpolate_mobject(self, alpha: float) -> None:
        """Stretch the bar in proportion."""
        points = self._points.copy()
        points[:, 0] = self._zero + (points[:, 0] - self._zero) * self.rate_func(alpha)
        self.mobject.points = points
