"""The rule between two stations of a path from which on strips are drawn longer, and what is said of it."""

from __future__ import annotations

from typing import final

from manim import LEFT, RIGHT, UP, Line, Rectangle, VGroup

from core.model.arrays import Array
from scenes import theme
from scenes.type.formula import Label

_GAP = 0.12


@final
class PathRule(VGroup):
    """A line across the run, and beside its end what is said of the lens, on ground of its own.

    Parameters
    ----------
    look : Theme
    said : str
        Nothing is drawn where nothing is said.
    tall : bool
        Whether the run goes down.
    """

    def __init__(self, look: theme.Theme, said: str, *, tall: bool) -> None:
        self._tall = tall
        super().__init__()
        if said:
            quiet = look.colour("quiet")
            told = Label(said, em=theme.LABEL, colour=quiet)
            ground = Rectangle(width=told.width + _GAP, height=told.height + _GAP, stroke_width=0, fill_opacity=1)
            ground.set_fill(look.colour("ground"))
            line = Line(color=look.dimmed(quiet, theme.PALE), stroke_width=theme.LINE_WIDTH)
            self.add(line, VGroup(ground, told))

    @property
    def room(self) -> float:
        """How much of the height beside a run to the right is for what is said."""
        return 0.0 if self._tall or not len(self) else float(self[1].height)

    def stand(self, start: Array, end: Array) -> None:
        """Lead from point to point, each of shape (3,); what is said stands before the rule or above it, at its end."""
        line, told = self
        line.put_start_and_end_on(start, end)
        beside, far = (UP, RIGHT) if self._tall else (LEFT, UP)
        told.next_to(line, beside, buff=_GAP).align_to(line, far)
