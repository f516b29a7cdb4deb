"""What an output scores beside an upright axis of activations: the square over its miss, or how far off a curve is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import UP, Animation, Create, Rectangle, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import C, a, y
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import clipped, straight
from scenes.figures.cost_square import CostSquare
from scenes.figures.measures import Measure
from scenes.figures.poured import Patch, Poured, pouring, slots_of
from scenes.figures.scores import Scores
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula

_THICK = 0.16
_SAMPLES = 241
_SWEPT = 0.8
"""Until when a miss sweeps over its square; then what of it does not count drains."""
_FULL, _CURVE = 0.9, 1.2
"""Of the room, for a score that is a length; for how much of one, in units of the axis, there is room at least."""


@final
class UprightScore(VGroup):
    """The score of one output, at the right of an axis.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    scores : Scores
    cost : Reading
        As it is written elsewhere.
    look : Theme

    Attributes
    ----------
    is_square : bool
        Whether the score is the square of the miss, or a share of it.
    whole : Rectangle
        The unit square, thin and grey, where there is room for it.
    miss : Strip
        On the axis, from what should be to what is.
    outline : VMobject
        The whole square.
    curve : VMobject
        Of a score that is no square: how much each output would cost, to the right.
    body : Poured
        What is the score.
    label : Formula
        The cost by name and value.
    has_whole, is_inside : bool
        Whether there is room for the unit square, and for the label in the score.
    """

    def __init__(self, moment: Moment, scores: Scores, cost: Reading, look: theme.Theme) -> None:
        self._scores, self._look = scores, look
        self.is_square = scores.is_square
        self._a, self._y, self._cost = (moment.value(q) for q in (a(moment.network.depth), y(), C))
        colour = look.colour("C")
        self.miss = Strip(colour, _THICK)
        self.outline, self.curve = (VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.body = self._made(1)
        self.label = Formula("{q} = {v}", q=C, v=cost, em=theme.LABEL)
        self.whole = Rectangle(color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        super().__init__(self.whole, self.curve, self.body, self.outline, self.miss, self.label)

    @property
    def size(self) -> Size:
        """What it covers, in units of the axis; of a curve what room it has."""
        side = abs(self._a - self._y)
        return Size(side, side * self._scores.share) if self.is_square else Size(_CURVE / _FULL, 0.0)

    @property
    def has_miss(self) -> bool:
        """Whether there is something to see of it."""
        return self._a != self._y if self.is_square else self._cost != 0

    @property
    def kind(self) -> str:
        """What the score is of the square over the miss: none, square, half; other, where it is something else."""
        if not self.is_square:
            return "other"
        return "none" if not self.has_miss else "square" if self._scores.share == 1 else "half"

    @property
    def is_in_unit(self) -> bool:
        """Whether it is a square inside the unit square."""
        return self.is_square and all(0 <= one <= 1 for one in (self._a, self._y))

    @property
    def box(self) -> Box:
        """What it takes of the stage, at rest."""
        begin = self._begin
        if not self.is_square:
            return Box(begin.left, begin.bottom, begin.left + begin.width, begin.bottom + begin.height)
        return Box(begin.left, self._low, begin.left + self._side, self._low + self._side)

    def stand(self, room: Box, zero: float, unit: float) -> None:
        """Stand at the right of an axis.

        Parameters
        ----------
        room : Box
            From the axis to the right, from its lower to its upper end.
        zero : float
            How high 0 is.
        unit : float
            Of the axis.
        """
        self._axis, self._zero, self._unit = room.left, zero, unit
        self._side = abs(self._a - self._y) * unit
        self._low = zero + min(self._a, self._y) * unit
        self._begin = Patch(self._axis, self._low, self._side, self._side * self._scores.share)
        if not self.is_square:
            self._across = min(unit, _FULL * room.width / max(1.0, abs(self._cost)))
            length, level = self._across * self._cost, zero + unit * self._a
            self._begin = Patch(self._axis + min(0.0, length), level - _THICK / 2, abs(length), _THICK)
            self._draw_curve(room)
        self.has_whole = self.is_in_unit and unit <= room.width
        self.whole.stretch_to_fit_width(unit).stretch_to_fit_height(unit)
        self.whole.move_to(np.array([self._axis + unit / 2, zero + unit / 2, 0.0]))
        self.whole.set_stroke(opacity=1.0 if self.has_whole else 0.0)
        self.show_miss(1.0)
        self.sweep(1.0)
        self._write()

    def draw_miss(self, **kwargs: Any) -> Animation:
        """Return the growing of the miss along the axis; or the drawing of the curve of the score."""
        if not self.is_square:
            return Create(self.curve, **kwargs)
        return Showing(self.miss, self.show_miss, **kwargs)

    def swing(self, **kwargs: Any) -> Animation:
        """Return how the miss sweeps over its square, or the score grows from the axis to its curve."""
        return Showing(VGroup(self.body, self.outline), self.sweep, **kwargs)

    def pour(self, square: CostSquare) -> list[Animation]:
        """Return the flight of the score into a cost square, where there is something to see of it."""
        slots = slots_of(square.fills)
        if not (slots and self._begin.area) or self._look.calm:
            return []
        return [pouring(self._begin, slots, self._made(len(slots)))]

    def show_miss(self, share: float) -> None:
        """Show a share of the miss."""
        foot = np.array([self._axis, self._zero + self._unit * self._y, 0.0])
        length = share * self._unit * (self._a - self._y) if self.is_square else 0.0
        self.miss.span(foot, length, UP)

    def sweep(self, share: float) -> None:
        """Show how far the score is."""
        begin = self._begin
        if not self.is_square:
            left = begin.left if self._cost > 0 else begin.left + (1 - share) * begin.width
            self.body.show(Patch(left, begin.bottom, share * begin.width, begin.height))
            return
        swept = min(1.0, share / _SWEPT)
        kept = 1 + (self._scores.share - 1) * max(0.0, (share - _SWEPT) / (1 - _SWEPT))
        self.body.show(Patch(begin.left, begin.bottom, swept * self._side, kept * self._side))
        low, right, high = begin.bottom, begin.left + swept * self._side, begin.bottom + self._side
        corners = [(begin.left, low), (right, low), (right, high), (begin.left, high), (begin.left, low)]
        self.outline.points = straight(np.array([(*corner, 0.0) for corner in corners]))

    def measures(self) -> Iterator[Measure]:
        """Yield the miss, and how much the score covers."""
        if self.is_square:
            yield Measure("ruler", "a - y", self.miss.drawn_length(), self._unit * (self._a - self._y))
        if self.has_miss and self.body.patches:
            yield Measure("ruler", "the area of a score", self.body.area, self._begin.area)

    def _made(self, pieces: int) -> Poured:
        colour, ground = self._look.colour("C"), self._look.colour("ground")
        return Poured(colour, ground, negative=self._cost < 0, pieces=pieces)

    def _draw_curve(self, room: Box) -> None:
        heights = np.linspace((room.bottom - self._zero) / self._unit, (room.top - self._zero) / self._unit, _SAMPLES)
        with np.errstate(all="ignore"):
            costs = self._scores.curve(0, heights)
        seen = np.isfinite(costs)
        xs, ys = self._axis + self._across * costs[seen], self._zero + self._unit * heights[seen]
        corners = np.column_stack([xs, ys, 0 * xs])
        self.curve.points = clipped(corners, room) if len(corners) > 1 else np.zeros((0, 3))

    def leave_whole(self) -> None:
        """Do without the unit square, where its sides are in the way."""
        self.has_whole = False
        self.whole.set_stroke(opacity=0.0)

    def around(self) -> list[Array]:
        """Return the places beside it for its label, the best one first."""
        box, across, up = self.box, self.label.width / 2 + 2 * TIGHT, self.label.height / 2 + TIGHT
        x, y, _ = box.centre
        places = [(box.right + across, y), (box.right + across, y - up), (box.right + across, y + up)]
        places += [(x, box.bottom - up), (x, box.top + up), (box.left + across, box.bottom - up)]
        places += [(box.left + across, y + side * up) for side in (2.0, -2.0, 3.0, -3.0, 4.0, -4.0)]
        places += [(box.right - across, y - side * up) for side in (3.0, 4.0, 5.0, 6.0)]
        return [np.array([*place, 0.0]) for place in places]

    def beyond(self, label: VMobject, level: float) -> list[Array]:
        """Return the places at the right of it, and of its label, for another label that belongs to a level."""
        right = self.box.right if self.is_inside else max(self.box.right, float(self.label.get_right()[0]))
        x, row = right + label.width / 2 + 2 * TIGHT, label.height + 2 * TIGHT
        return [np.array([x, level + rise * row, 0.0]) for rise in (0.0, -1.0, 1.0, -2.0)]

    def _write(self) -> None:
        """Write the cost into its square where it has room there; else its place is beside it."""
        box, label, look = self.box, self.label, self._look
        self.is_inside = bool(
            self.is_square and label.width <= box.width - 2 * TIGHT and label.height <= self._begin.height - 2 * TIGHT
        )
        label.set_fill(look.colour("ground" if self.is_inside else "text"))
        label.move_to(np.array([box.centre[0], self._begin.bottom + self._begin.height / 2, 0.0]))
        if not self.is_inside:
            for name in ("q", "v"):
                label[name].set_fill(look.colour("C"))
