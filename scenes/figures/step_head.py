"""What stands above a page of moves: the rule of a step, and the cost, which answers when all have moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

from manim import DOWN, LEFT, RIGHT, Animation, VGroup, VMobject

from core.passes.moment import Moment
from scenes import theme
from scenes.figures.pane_head import PaneHead
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR
from scenes.motion import Showing


@final
class StepHead(VGroup):
    """A rule and a cost side by side, or one below the other.

    Parameters
    ----------
    rule : sequence of VMobject
        Its lines: side by side, or below each other where the frame is tall.
    before, after : Moment
    look : Theme
    tall : bool

    Attributes
    ----------
    rule : VGroup
    cost : VGroup
    """

    def __init__(
        self, rule: Sequence[VMobject], before: Moment, after: Moment, look: theme.Theme, *, tall: bool
    ) -> None:
        self._moments, self._tall, self.rule = (before, after), tall, VGroup(*rule)
        if tall:
            self.rule.arrange(DOWN, aligned_edge=LEFT, buff=NEAR)
        else:
            self.rule.arrange(RIGHT, buff=APART)
        self._head = PaneHead(self.rule, [before, after], [], look)
        self.cost = self._head.cost
        super().__init__(self._head)

    def least_size(self) -> Size:
        """Return the room of both."""
        side = float(self.rule.width) + float(self.cost.width) + APART
        return Size(self._head.least_width if self._tall else side, self._head.reach(level=not self._tall))

    def fill(self, box: Box) -> None:
        """Stand in a box, the rule at the left and the cost at the right."""
        level = self._head.is_level(box.width)
        height = self._head.reach(level=level)
        top = box.centre[1] + height / 2
        self._head.stand(Box(box.left, top - height, box.right, top), height, level=level)

    def fall(self, **kwargs: Any) -> Animation:
        """Return the way of the cost to what it is after the step."""
        return Showing(self.cost, lambda share: self._head.between((0, 1), *self._moments, share), **kwargs)
