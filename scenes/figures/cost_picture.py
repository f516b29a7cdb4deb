"""The cost as the scores of all outputs: a row for each, and at its side the squares into which they are poured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    Circle,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    VGroup,
)

from core.model.arrays import Array
from core.model.fact import neuron_number
from core.model.quantity import C
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.cost_layout import CostLayout
from scenes.figures.cost_parts import CostParts, dots_for, shape_of
from scenes.figures.cost_tank import CostTank
from scenes.figures.cost_writing import CostWriting
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.figures.network import Network
from scenes.figures.output_row import OutputRow
from scenes.figures.poured import SETTLES
from scenes.figures.score_curve import ScoreCurve
from scenes.figures.scores import Scores
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR
from scenes.layout.page import Settle
from scenes.motion import Light, Recompute, Shade, Showing
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_LEAST = 0.5
_LEFT = 0.5
"""Of the time in which the network leaves, when its outputs begin to glide: they cross nothing that can be read."""


@final
class CostPicture(VGroup):
    """All scores and the cost on one ruler.

    Parameters
    ----------
    scores : Scores
    greys : Greys
    formulas : sequence of Formula
        What will stand over the squares, the largest first; one of them is chosen.
    home : Network
        Out of which the outputs come. Over one row it stays until there is more to see.

    Attributes
    ----------
    rows : dict of int to OutputRow
        By the number of the output.
    shapes : list of MissSquare or ScoreCurve
        The scores, in the order of rows; one for all outputs that have no row.
    tank : CostTank
    symbol : Formula
        C and its equals sign.
    number : ReadOut
        What has been poured.
    more : VGroup
        In place of the outputs that have no row: dots, and how many they are.
    cursor : VGroup
        A double ring.
    """

    def __init__(self, scores: Scores, greys: Greys, formulas: Sequence[Formula], home: Network) -> None:
        self.home = home
        self.scores, self._look = scores, greys.look
        moment, look = scores.moment, greys.look
        shown = [j for j in scores.rows if j is not None]
        self.rows = {j: OutputRow(moment, j, greys, scores.ends, scores.ticks) for j in shown}
        self.tank = CostTank(list(reversed(scores.values)), look, column=not scores.is_square)
        self.tank.stand(np.zeros(3), 1 / self.tank.side)
        self.shapes = [shape_of(scores, place, self.rows, self.tank, look) for place in range(len(scores.rows))]
        self.more = dots_for(len(scores.shown.hidden), look.colour("quiet"))
        self.symbol = Formula("{C} {eq}", C=C, eq="=", em=theme.FORMULA)
        self.number = ReadOut(moment, C, digits=3, em=theme.FORMULA)
        self.cursor = VGroup(*(Circle(color=look.colour("text"), stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        self.counts = VGroup(*(Formula("j = {j}", em=theme.LABEL, j=number) for number in self._numbers()))
        self.number.follow(self.symbol, [moment], buff=NEAR)
        parts = (self.rows, self.shapes, self.tank, self.symbol, self.number, self.more, self.cursor, self.counts, home)
        self._parts = CostParts(scores, formulas, *parts)
        self._layout = CostLayout(self._parts)
        self._count([0.0] * len(self.shapes))
        rest = (self.symbol, self.number, self.cursor, self.counts)
        super().__init__(*self.rows.values(), self.more, self.tank, *self.shapes, *rest)

    def least_size(self) -> Size:
        """Return the room in which it can be read."""
        return Size(_LEAST, _LEAST)

    def fill(self, box: Box) -> None:
        """Stand in a box, first with the rows alone."""
        self._box = box
        self._layout.fill(box)

    @property
    def formula(self) -> Formula:
        """The form of the formula that has room."""
        return self._layout.formula

    # what comes, in the order of the lesson

    def come_out(self) -> Animation:
        """Return the gliding of the outputs out of the network to the heads of their rows, when the rest is going."""
        last = self.scores.moment.network.depth
        gliding = [row.come_from(self.home.discs[last, j]) for j, row in self.rows.items()]
        coming = AnimationGroup(*gliding, FadeIn(self.more))
        if len(self.shapes) == 1:
            return coming
        return AnimationGroup(FadeOut(self.home), coming, lag_ratio=_LEFT)

    @property
    def home_stays(self) -> bool:
        """Whether the network stays over its one output, which has room for it and for its score."""
        return self._layout.is_homed

    def take_home_along(self, **kwargs: Any) -> Animation:
        """Return the going of the network over the one row at its side; where it has no room, its leaving."""
        room = self._layout.room_above(self._box)
        has_room = self.home.least_size().fits(room.size)
        return Settle(self.home, room, **kwargs) if has_room else FadeOut(self.home, **kwargs)

    def come_together(self, **kwargs: Any) -> Animation:
        """Return the shortening of the lines to the ruler on which squares have room."""
        seen = [part for row in self.rows.values() for part in (*row.seen(), row.goal)]
        return AnimationGroup(*self._make_room(), self._going(self._layout.come_together, seen), **kwargs)

    def _make_room(self) -> list[Animation]:
        """Return the leaving of the network where its one score needs the room."""
        return [FadeOut(self.home)] if len(self.shapes) == 1 and not self.home_stays else []

    def go_aside(self, **kwargs: Any) -> Animation:
        """Return the going of the rows to their side; then the squares come, into which the scores will be poured."""
        kept = self._layout.keeps_goals
        seen = [part for row in self.rows.values() for part in row.seen(late=True, misses=self.scores.is_square)]
        seen += [row.goal for row in self.rows.values() if kept]
        going = self._going(self._layout.go_aside, [*seen, *self.shapes])
        leaving = [] if kept else [FadeOut(*(row.goal for row in self.rows.values()))]
        coming = FadeIn(self.tank, self.symbol, run_time=1 / 2)
        return AnimationGroup(AnimationGroup(going, *leaving), coming, lag_ratio=1.0, **kwargs)

    def _going(self, place: Callable[[], None], seen: Sequence[Mobject], **kwargs: Any) -> Animation:
        """Return the going of what is on the stage from where it is to where it is placed."""
        moved = [part for whole in (*seen, self.more) for part in whole.get_family()]
        before = {part: part.points.copy() for part in moved}
        curves = [one for one in self.shapes if isinstance(one, ScoreCurve)]
        rulers = [one.ruler for one in curves]
        place()
        before |= {one.curve: one.as_on(ruler) for one, ruler in zip(curves, rulers, strict=True)}
        after = {part: part.points.copy() for part in moved}
        for part, ends in after.items():
            if len(before[part]) != len(ends):  # what was a hair is a strip there, or the other way round
                before[part] = ends + _middle(before[part]) - _middle(ends)

        def show(share: float) -> None:
            for part in moved:
                part.points = before[part] + share * (after[part] - before[part])

        return Showing(VGroup(*seen, self.more), show, **kwargs)

    def draw_lines(self, **kwargs: Any) -> Animation:
        """Return the growing of the lines, row after row."""
        ways = [AnimationGroup(row.draw_line(), FadeIn(row.goal), lag_ratio=0.5) for row in self.rows.values()]
        return LaggedStart(*ways, lag_ratio=0.3, **kwargs)

    def slide_out(self, **kwargs: Any) -> Animation:
        """Return the sliding of the dots to their activations."""
        return LaggedStart(*(row.slide_out() for row in self.rows.values()), lag_ratio=0.4, **kwargs)

    def land_rings(self, **kwargs: Any) -> Animation:
        """Return the coming of what should be."""
        return LaggedStart(*(row.land_ring() for row in self.rows.values()), lag_ratio=0.4, **kwargs)

    def draw_misses(self, **kwargs: Any) -> Animation:
        """Return the growing of the misses; of a score that is no square, the drawing of its curve."""
        if self.scores.is_square:
            return LaggedStart(*(row.draw_miss() for row in self.rows.values()), lag_ratio=0.6, **kwargs)
        curves = [one.draw() for one in self.shapes if isinstance(one, ScoreCurve)]
        return LaggedStart(*self._make_room(), *curves, lag_ratio=0.6, **kwargs)

    def swing_out(self, **kwargs: Any) -> Animation:
        """Return the growing of the scores: squares swing out of misses, strips grow up to their beads."""
        ways: list[Animation] = []
        for j, shape in zip(self.scores.rows, self.shapes, strict=True):
            swinging = shape.swing()
            if j is not None and self.scores.is_square:
                swinging = AnimationGroup(FadeOut(self.rows[j].number), swinging, lag_ratio=0.3)
            ways.append(swinging)
        return LaggedStart(*ways, lag_ratio=0.6, **kwargs)

    def pour(self, **kwargs: Any) -> Animation:
        """Return the pouring of the scores into the squares, the last row first; the number counts what has landed."""
        for place, shape in enumerate(self.shapes):
            shape.set_out(self.tank.slots(len(self.shapes) - 1 - place))
        return Recompute(_Pouring(self), through=lambda share: share, **kwargs)

    def show_poured(self, share: float) -> None:
        """Show how far the pouring is."""
        count = len(self.shapes)
        lasts = 1 / (1 + 0.6 * (count - 1))
        landed = [0.0] * count
        for place, shape in enumerate(self.shapes):
            begins = (count - 1 - place) * 0.6 * lasts
            gone = min(1.0, max(0.0, (share - begins) / lasts))
            if self._look.calm:  # one after the other, each at once
                gone = float(gone >= SETTLES)
            shape.flow(gone)
            landed[place] = min(1.0, max(0.0, (gone - SETTLES) / (1 - SETTLES)))
        self._count(landed)

    def _count(self, landed: list[float]) -> None:
        self.number.quantity = self.scores.so_far(landed)
        self.number.at(self.scores.moment)

    def write_formula(self, **kwargs: Any) -> Animation:
        """Return the writing of the formula out of the picture: each part leaves what it stands for."""
        stays = {"goals": self._layout.keeps_goals, "homed": self.home_stays}
        writing = CostWriting(self._parts, self.formula, self._box, **stays)
        return LaggedStart(*writing.write(), lag_ratio=0.5, **kwargs)

    def begin_count(self, **kwargs: Any) -> Animation:
        """Return the coming of the ring to the first row; all layers go back."""
        bodies = [shape.body for shape in self.shapes if shape.body.patches]
        shading = [Shade(*bodies)] if len(self.shapes) > 1 and bodies else []
        return AnimationGroup(*shading, FadeIn(self.cursor, self.counts[0], *self.tank.names), **kwargs)

    def count(self, place: int, **kwargs: Any) -> Animation:
        """Return how the ring is at a row: its number stands below the sum, and its layer brightens."""
        ways: list[Animation] = []
        body = self.shapes[place].body
        if place:
            start, end = self.cursor.get_center(), self._parts.head(place)
            ways += [Showing(self.cursor, lambda share: self.cursor.move_to(start + share * (end - start)))]
            ways += [FadeOut(self.counts[place - 1]), FadeIn(self.counts[place])]
        if body.patches and len(self.shapes) > 1:
            ways.append(Light(body))
        return AnimationGroup(*(ways or [FadeIn(self.cursor)]), **kwargs)

    def end_count(self, **kwargs: Any) -> Animation:
        """Return the leaving of the ring."""
        return FadeOut(self.cursor, self.counts[-1], **kwargs)

    def in_front(self) -> list[Mobject]:
        """Return what lies over the scores."""
        return [part for row in self.rows.values() for part in row.in_front()]

    def _numbers(self) -> list[Reading]:
        moment = self.scores.moment
        hidden = self.scores.shown.hidden
        last = moment.network.depth
        return [moment.count(neuron_number(last, hidden[-1] if j is None else j)) for j in self.scores.rows]

    def measures(self) -> Iterator[Measure]:
        """Yield the unit squares on the ruler of the lines."""
        if self.scores.is_square and self._layout.is_settled:
            low, high = self.scores.ends
            unit = float(next(iter(self.rows.values())).rule.get_length()) / (high - low)
            yield Measure("ruler", "the unit square", float(self.tank.frames[0].width), unit * self.tank.side)


@final
class _Pouring(VGroup):
    """The pouring as a gauge: it is taken from share to share."""

    def __init__(self, picture: CostPicture) -> None:
        self._picture = picture
        super().__init__(*picture.shapes, picture.number)

    def at(self, share: Any) -> None:
        """Show how far it is."""
        self._picture.show_poured(share)


def _middle(points: Array) -> Array:
    """Return the middle of some points, shape (3,); where there are none, no way from anywhere."""
    return (points.min(axis=0) + points.max(axis=0)) / 2 if len(points) else np.zeros(3)
