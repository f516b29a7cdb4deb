"""A ratio measured with a real nudge, beside the sum that it is compared with."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import LEFT, RIGHT, UP, Rectangle, VGroup

from core.model.quantity import Quantity, change, ratio
from core.passes.moment import Moment
from scenes import theme
from scenes.components.running_sum import RunningSum
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_THICK = 0.24


@final
class MeasuredRatio(VGroup):
    """The nudge, the ratio it gives, and a bar to the scale of a running sum.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Whose ratio.
    beside : RunningSum
        Below whose total it stands, in its place already.
    largest : float
        The largest ratio it will show.
    gap : float
        From the total to its row.

    Attributes
    ----------
    nudge_symbol, symbol : Formula
    nudge, ratio : ReadOut
    bar : Rectangle
    """

    def __init__(
        self, moment: Moment, of: Quantity, by: Quantity, *, beside: RunningSum, largest: float, gap: float
    ) -> None:
        self._beside, self._quantity = beside, ratio(of, by)
        colour, height = theme.colour("C"), beside.read_outs[-1].get_y() - gap
        self.ratio = ReadOut(moment, self._quantity, largest=largest, em=theme.LABEL, colour=colour)
        self.ratio.move_to([beside.read_outs[-1].get_right()[0], height, 0], aligned_edge=RIGHT)
        self.symbol = Formula("{dC} slash {da} {eq}", em=theme.LABEL, dC=change(of), da=change(by), eq="=")
        self.symbol.next_to(self.ratio, LEFT, buff=0.15)
        self.nudge = ReadOut(moment, change(by), em=theme.LABEL, colour=theme.colour_of(by))
        self.nudge_symbol = Formula("{by} {eq}", em=theme.LABEL, by=change(by), eq="=")
        self.nudge.next_to(self.symbol, LEFT, buff=0.4)
        self.nudge_symbol.next_to(self.nudge, LEFT, buff=0.1)
        self.bar = Rectangle(width=1, height=_THICK, color=colour, stroke_width=1.5).move_to(UP * height)
        super().__init__(self.nudge_symbol, self.nudge, self.symbol, self.ratio, self.bar)
        self.at(moment)

    def at(self, moment: Moment) -> None:
        """Show the ratio of a nudge."""
        self.nudge.at(moment)
        self.ratio.at(moment)
        value, height = moment.value(self._quantity), self.ratio.get_y()
        ends = sorted((self._beside.reach_of(0.0), self._beside.reach_of(value)))
        left, right = ends[0], max(ends[1], ends[0] + 0.012)
        half = _THICK / 2
        corners = [(right, half), (left, half), (left, -half), (right, -half), (right, half)]
        self.bar.set_points_as_corners(np.array([[x, height + dy, 0.0] for x, dy in corners]))
        self.bar.set_fill(theme.colour("ground" if value < 0 else "C"), opacity=1)
