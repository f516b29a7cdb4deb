"""A page of one step: panels of weights and biases that do the same at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, Wait

from core.model.quantity import Quantity
from core.passes.choices.one_step import OneStep
from scenes import theme
from scenes.figures.step_panel import StepPanel
from scenes.layout.cells import APART, NEAR, Cells, Column, Row, Share

PANELS = 2
"""Of a page, where they have room."""
_LAG = 0.5
"""How much of what one panel writes is there when the next one begins."""


class StepSheet:
    """Panels, side by side with as many rows as the longest of them has, or below each other in a narrow frame.

    Parameters
    ----------
    one : OneStep
    parameters : sequence of tuple of Quantity
        Of each panel.
    look : Theme
    narrow : bool
    tight : bool
        Whether slopes have a digit less, and panels stand nearer to each other.

    Attributes
    ----------
    panels : list of StepPanel
    """

    def __init__(
        self,
        one: OneStep,
        parameters: Sequence[tuple[Quantity, ...]],
        look: theme.Theme,
        *,
        narrow: bool = False,
        tight: bool = False,
    ) -> None:
        self._narrow, self._tight, rows = narrow, tight, max(map(len, parameters))
        self.panels = [StepPanel(one, own, look, len(own) if narrow else rows, short=tight) for own in parameters]

    @staticmethod
    def all_of(
        one: OneStep, look: theme.Theme, *, narrow: bool = False, tight: bool = False, most: int = PANELS
    ) -> list[StepSheet]:
        """Return the pages of all weights and biases, with so many panels at most."""
        parts = [one.panels[at : at + most] for at in range(0, len(one.panels), most)]
        return [StepSheet(one, part, look, narrow=narrow, tight=tight) for part in parts]

    @property
    def cells(self) -> Cells:
        """Where its panels stand."""
        if self._narrow:
            return Column(*map(Share, self.panels), gap=NEAR, place="stretch")
        return Row(*map(Share, self.panels), gap=NEAR if self._tight else APART, place="stretch")

    def come(self, **kwargs: Any) -> Animation:
        """Return the coming of what weights and biases are."""
        return AnimationGroup(*(panel.come() for panel in self.panels), **kwargs)

    def grow(self, **kwargs: Any) -> Animation:
        """Return the growing of the slopes, with their key."""
        growing = (panel.grow() for panel in self.panels)
        return AnimationGroup(*growing, FadeIn(*(panel.keys[0] for panel in self.panels)), **kwargs)

    def write_slopes(self, **kwargs: Any) -> Animation:
        """Return the coming of the slopes' numbers."""
        written = [panel.write(panel.slopes) for panel in self.panels if any(map(len, panel.slopes))]
        return LaggedStart(*written, lag_ratio=_LAG, **kwargs) if written else Wait(**kwargs)

    def turn(self, **kwargs: Any) -> Animation:
        """Return the turning of slopes into moves; the key of the slopes goes."""
        gone = FadeOut(*(panel.keys[0] for panel in self.panels))
        return AnimationGroup(*(panel.turn() for panel in self.panels), gone, **kwargs)

    def make_room(self, **kwargs: Any) -> Animation:
        """Return the going of the slopes' numbers, and the coming of the key of the moves."""
        old = [FadeOut(one) for panel in self.panels for one in panel.slopes if len(one)]
        return AnimationGroup(*old, FadeIn(*(panel.keys[1] for panel in self.panels)), **kwargs)

    def write_news(self, **kwargs: Any) -> Animation:
        """Return the coming of what weights and biases are after the step."""
        return LaggedStart(*(panel.write(panel.news) for panel in self.panels), lag_ratio=_LAG, **kwargs)

    def leave(self, **kwargs: Any) -> Animation:
        """Return the going of what stands there at the end."""
        return AnimationGroup(*(panel.leave() for panel in self.panels), **kwargs)
