"""Movement that a figure tells itself: each frame is computed from how far it has gone, nothing is interpolated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, final

from manim import Animation, Mobject


@final
class Showing(Animation):
    """Let a figure show how far something has gone.

    Parameters
    ----------
    mobject : Mobject
        What comes onto the stage with it, if it is not there.
    show : callable
        From a share, 0 to 1, to what the figure does to its parts.

    Examples
    --------
    >>> from manim import Dot, RIGHT
    >>> dot = Dot()
    >>> way = Showing(dot, lambda share: dot.move_to(share * RIGHT))
    >>> way.begin()
    >>> way.interpolate(1.0)
    >>> float(dot.get_x())
    1.0
    """

    def __init__(self, mobject: Mobject, show: Callable[[float], Any], **kwargs: Any) -> None:
        self._show = show
        super().__init__(mobject, **kwargs)

    def begin(self) -> None:
        """Start from nothing; no copy is needed."""
        self.interpolate(0.0)

    def get_all_families_zipped(self) -> Iterator[Any]:
        """Nothing is interpolated point by point."""
        return iter(())

    def interpolate_mobject(self, alpha: float) -> None:
        """Show how far it is."""
        self._show(self.rate_func(min(max(alpha, 0.0), 1.0)))
