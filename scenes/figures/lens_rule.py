"""A rule across a flow, and what is said of the lens through which all is drawn from there on."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from core.model.arrays import Array
from core.notation.numeral import short
from scenes import theme
from scenes.figures.heading import Heading
from scenes.layout.box import Box
from scenes.type.formula import Label

_GAP = 0.1


@final
class LensRule(VGroup):
    """Where a lens begins.

    Parameters
    ----------
    look : Theme
    says : str
        What is said of a lens, with braces for how much longer it draws.
    tall : bool
        Whether the flow runs along the height of the frame.

    Attributes
    ----------
    line : Line
    """

    def __init__(self, look: theme.Theme, says: str, *, tall: bool) -> None:
        self._look, self._says, self._heading, self._shown = look, says, Heading.of(tall=tall), 0.0
        self.line = Line(color=look.dimmed(look.colour("quiet"), theme.PALE), stroke_width=theme.LINE_WIDTH)
        self.line.points = np.zeros((0, 3))
        self.label = VGroup()
        super().__init__(self.line, self.label)

    def length(self, factor: float, *, wrapped: bool = False) -> float:
        """Return how much room what is said takes across, with what parts it from a flow."""
        return float(self._said(factor, wrapped=wrapped).width) + 2 * _GAP

    def stand(self, place: Array, box: Box, factor: float, *, wrapped: bool = False) -> None:
        """Cross a box at a place of the run, and say at its end how much longer all is drawn beyond.

        Parameters
        ----------
        place : ndarray, shape (3,)
        box : Box
        factor : float
        wrapped : bool
            Whether what is said has a line of its own after the factor.
        """
        self.label.remove(*self.label.submobjects)
        label = self._said(factor, wrapped=wrapped)
        if self._heading.across[0]:
            ends = (np.array([x, place[1], 0.0]) for x in (box.left, box.right))
            self.line.set_points_as_corners(list(ends))
            label.next_to(self.line, UP, buff=_GAP).shift((box.right - label.get_right()[0]) * RIGHT)
        else:
            ends = (np.array([place[0], y, 0.0]) for y in (box.bottom, box.top))
            self.line.set_points_as_corners(list(ends))
            side = LEFT if label.width + _GAP <= place[0] - box.left else RIGHT
            label.next_to(self.line.get_end(), side, buff=_GAP).shift((box.top - label.get_top()[1]) * UP)
            label.shift(min(0.0, box.right - label.get_right()[0]) * RIGHT)
        self.label.add(*label)
        self.show(self._shown)

    def _said(self, factor: float, *, wrapped: bool) -> VGroup:
        lines = [self._says.format(written(factor))]
        if wrapped:
            before, after = self._says.split("{}")
            lines = [line for line in (before + written(factor), after.strip()) if line]
        labels = (Label(line, em=theme.LABEL, colour=self._look.colour("quiet")) for line in lines)
        return VGroup(*labels).arrange(DOWN, buff=_GAP, aligned_edge=RIGHT)

    def leave(self) -> None:
        """Be nowhere: all is drawn on one ruler."""
        self.label.remove(*self.label.submobjects)
        self.line.points = np.zeros((0, 3))

    def show(self, share: float) -> None:
        """Be there to a share."""
        self._shown = max(0.0, share)
        self.line.set_stroke(opacity=self._shown if self.label.submobjects else 0.0)
        self.label.set_fill(opacity=self._shown)


def written(factor: float) -> str:
    """Return how much longer, or shorter, a lens draws.

    Examples
    --------
    >>> written(100.0), written(0.001)
    ('× 100', '÷ 1,000')
    """
    return f"× {_round(factor)}" if factor >= 1 else f"÷ {_round(1 / factor)}"


def _round(size: float) -> str:
    return f"{size:,.0f}" if size < 1e5 else str(short(float(f"{size:.0e}")))
