"""What moves along a spine: a bead from disc to disc, and the opening of a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, Circle, Line, Mobject, Succession, Wait

from core.model.arrays import Array
from scenes import theme
from scenes.motion import Computed

if TYPE_CHECKING:
    from scenes.figures.spine import Spine


BEAD = 0.14


class Travel(Computed):
    """The way of a bead from rim to rim; it is gone when it has arrived.

    Parameters
    ----------
    bead : Circle
    start, end : ndarray, shape (3,)
    """

    def __init__(self, bead: Circle, start: Array, end: Array, **kwargs: Any) -> None:
        self._start, self._end = start, end
        super().__init__(bead, remover=True, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the bead on its way."""
        self.mobject.move_to(self._start + self.rate_func(alpha) * (self._end - self._start))
        self.mobject.set_opacity(float(alpha > 0))  # it is not there before it leaves


def bead_of(fill: Any, rim: str) -> Circle:
    """Return a bead that travels along edges, of a colour inside and one around it."""
    return Circle(radius=BEAD, color=rim, stroke_width=theme.LINE_WIDTH).set_fill(fill, opacity=1)


def walk(edges: Iterable[Line], look: theme.Theme, **kwargs: Any) -> Animation:
    """Return the way of a bead along one edge after the other; calm: all stays as it is.

    Parameters
    ----------
    edges : iterable of Line
    look : Theme
    """
    if look.calm:
        return Wait(**kwargs)
    colour, ways = look.colour("text"), []
    for edge in edges:
        bead = Circle(radius=BEAD, color=colour, stroke_width=0).set_fill(colour, opacity=1)
        ways.append(Travel(bead, *edge.get_start_and_end()))
    return Succession(*ways, **kwargs)


def stream(edges: Iterable[Line], look: theme.Theme) -> list[Animation]:
    """Return the way of beads along edges, all at once; calm: none.

    Parameters
    ----------
    edges : iterable of Line
    look : Theme
    """
    colour = look.colour("text")
    return [] if look.calm else [Travel(bead_of(colour, colour), *edge.get_start_and_end()) for edge in edges]


class Spread(Computed):
    """The opening of a part of a spine: discs begin where another spine has them, what is between grows with the room.

    Parameters
    ----------
    spine, other : Spine
    """

    def __init__(self, spine: Spine, other: Spine, **kwargs: Any) -> None:
        self._other = other
        super().__init__(spine, introducer=True, **kwargs)

    def begin(self) -> None:
        """Note where every part is and will be; no copy is needed."""
        spine: Any = self.mobject
        ways: list[tuple[Mobject, Array, Array]] = []
        ends = [spine.discs[layer].centre for layer in (spine.layers[0], spine.layers[-1])]
        olds = [self._other.discs[layer].centre for layer in (spine.layers[0], spine.layers[-1])]
        whole = float(np.linalg.norm(ends[1] - ends[0]))
        written = self._written()
        for part in spine.get_family():
            if not len(part.points):
                continue
            if id(part) in written:
                ways.append((part, part.points.copy(), part.points + written[id(part)]))
                continue
            share = float((part.get_center() - ends[0]) @ (ends[1] - ends[0])) / whole**2
            back = olds[0] + share * (olds[1] - olds[0]) - ends[0] - share * (ends[1] - ends[0])
            ways.append((part, part.points.copy(), part.points + back))
        self._ways = ways
        self.interpolate(0.0)

    def _written(self) -> dict[int, Array]:
        """Return how far away, beside a chain that stands, names and numbers of activations are in the other spine."""
        spine: Any = self.mobject
        found: dict[int, Array] = {}
        for layer in spine.layers if spine.along[1] else ():
            for text, there in zip(spine.texts_of(layer), self._other.texts_of(layer), strict=False):
                found |= dict.fromkeys(map(id, text.get_family()), there.get_center() - text.get_center())
        return found

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the parts on their way."""
        share = self.rate_func(alpha)
        for part, after, before in self._ways:
            part.points = after if share == 1 else before + share * (after - before)
