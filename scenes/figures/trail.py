"""The way of a walk over a map: a line from step to step, as far as it has come, with what walks at its end."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import Circle, Dot, VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.clipping import straight

_MARK = 0.036
"""Radius of what marks a step."""
_LAST = 2 / 3
"""From where on the way of a restless walk is pale, of its steps."""


@final
class Trail(VGroup):
    """A line through the places of a walk, in scene units.

    Parameters
    ----------
    look : Theme
    kind : str
        "all" for a bold line, "few" for a thin one, "one" for a grey one whose last third is pale; the last two with
        a mark for each step.
    is_marked : bool
        Whether these are drawn.

    Attributes
    ----------
    line, rest, marks : VMobject
        The line, that of its last third, and its steps.
    bead : Dot
    is_marked : bool
    mark : float
        The radius of what marks a step.
    """

    def __init__(self, look: theme.Theme, kind: str, *, is_marked: bool = True) -> None:
        colour = look.colour("quiet" if kind == "one" else "text")
        pale = look.dimmed(colour, theme.PALE) if kind == "one" else colour
        width = theme.BOLD_LINE if kind == "all" else theme.LINE_WIDTH
        self.line = VMobject(stroke_color=colour, stroke_width=width)
        self.rest = VMobject(stroke_color=pale, stroke_width=width)
        self.marks = VMobject(stroke_width=0).set_fill(colour, opacity=1)
        self.bead = Dot(radius=theme.DOT_RADIUS, color=colour).set_stroke(
            look.colour("ground"), width=theme.LINE_WIDTH, opacity=1
        )
        self.is_marked, self.mark, self._reached = is_marked and kind != "all", _MARK, 0.0
        self._round = Circle(radius=_MARK).points
        self._places = np.zeros((1, 3))
        super().__init__(self.rest, self.line, self.marks, self.bead)

    @property
    def steps(self) -> int:
        """How many there are."""
        return len(self._places) - 1

    def stand(self, places: Array) -> None:
        """Lead through places, shape (steps + 1, 3)."""
        self._places = places
        self.at(self._reached)

    def at(self, reached: float) -> None:
        """Show the way up to so many steps, of which the last may be taken in part."""
        self._reached = reached
        whole = min(int(reached), self.steps)
        seen = self._places[: whole + 1]
        if whole < self.steps and reached > whole:
            here, there = self._places[whole : whole + 2]
            seen = np.vstack([seen, here + (reached - whole) * (there - here)])
        turn = round(_LAST * self.steps)
        self.line.points = _way(seen[: turn + 1], seen[-1])
        self.rest.points = _way(seen[turn:], seen[-1])
        marked = self._places[1 : whole + 1] if self.is_marked else self._places[:0]
        self.marks.points = np.concatenate([np.zeros((0, 3)), *(self._round + place for place in marked)])
        self.bead.move_to(seen[-1])


def _way(places: Array, bead: Array) -> Array:
    """Return a line through places as far as the bead does not lie over all that comes."""
    seen = np.flatnonzero(np.linalg.norm(places - bead, axis=1) > theme.DOT_RADIUS)
    return straight(places[: seen[-1] + 2]) if len(seen) and len(places) > 1 else np.zeros((0, 3))
