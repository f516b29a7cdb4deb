"""A miss as the side of a square: its area is the score, or the share of it that is the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, VGroup, VMobject

from core.model.arrays import Array
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.level_line import LevelLine
from scenes.figures.measures import Measure
from scenes.figures.poured import Patch, Poured
from scenes.layout.box import Box
from scenes.motion import Showing
from scenes.type.formula import Formula

_UP, _SWEPT = 0.4, 0.8
"""Until when the side swings up, and until when it sweeps over the square; then what does not count drains."""
_DASH = 0.11
_TRACED = 0.3
"""A square that is smaller leaves no trace: the dots say where it was."""
_CLEAR = 0.1
_OVER_DOTS = 0.28
_BEHIND = 0.14
_RING = 0.19
"""How far what marks the desired output reaches, at a corner of the square."""
_ABOVE = 0.2
"""From a line up to what stands on it, over the dots."""


@final
class MissSquare(VGroup):
    """The square over a miss.

    Parameters
    ----------
    miss : float
        Signed: from what should be to what is.
    share : float
        How much of the square is the score.
    reading : Reading
        The score.
    look : Theme
    pieces : int
        Into how many the score falls where it goes.
    beyond : float
        How far its line goes on behind it, on the ruler.

    Attributes
    ----------
    outline : VMobject
        The whole square.
    body : Poured
        What is the score; it leaves.
    trace : VMobject
        Where the square was, dashed.
    number : Formula
    """

    def __init__(
        self,
        miss: float,
        share: float,
        reading: Reading,
        look: theme.Theme,
        *,
        pieces: int = 1,
        beyond: float = 0.0,
    ) -> None:
        self._beyond = beyond
        self._miss, self._share, self._look = miss, share, look
        colour = look.colour("C")
        self.outline = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.body = Poured(colour, look.colour("ground"), pieces=pieces)
        self.trace = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.number = Formula("{score}", em=theme.LABEL, score=reading)
        self._slots: Sequence[Patch] = ()
        super().__init__(self.outline, self.body, self.trace, self.number)

    def reach(self, unit: float, *, aside: bool = False) -> float:
        """Return how far it reaches above its line, on a ruler; its number may stand at the end of the line."""
        side = abs(self._miss) * unit
        if aside or self._holds_number(side) or not self._miss:
            return side
        number = _ABOVE + self.number.height
        return max(side, number) if self._has_room_beside(unit) else side + number

    def stand(self, ruler: LevelLine, start: float, room: Box) -> None:
        """Stand on a line, from a value on.

        Parameters
        ----------
        ruler : LevelLine
        start : float
            The value from which the miss is taken.
        room : Box
            Where its number may be.
        """
        self._unit = ruler.unit
        self._foot, self._side = ruler.point(start), abs(self._miss) * ruler.unit
        self._towards = RIGHT if self._miss >= 0 else LEFT
        left = min(self._foot[0], (self._foot + self._side * self._towards)[0])
        self.whole = Patch(float(left), float(self._foot[1]), self._side, self._side)
        self._begin = Patch(self.whole.left, self.whole.bottom, self._side, self._side * self._share)
        self._rest()
        self._place_number(room)

    @property
    def holds_number(self) -> bool:
        """Whether its number stands inside."""
        return self._holds_number(self._side)

    def swing(self, **kwargs: object) -> Animation:
        """Return how the miss swings up, sweeps over its square, and what of it does not count drains."""
        if not self._miss:
            return FadeIn(self.number, **kwargs)
        if self._look.calm:
            return FadeIn(self.outline, self.body, self.trace, self.number, **kwargs)
        sweep = Showing(VGroup(self.outline, self.body, self.trace), self._sweep, **kwargs)
        return AnimationGroup(sweep, FadeIn(self.number), lag_ratio=0.7)

    def set_out(self, slots: Sequence[Patch]) -> None:
        """Know where the score will lie."""
        self._slots = slots

    def flow(self, share: float) -> None:
        """Show the score on its way; where it was its square is dashed."""
        if not self._miss:
            return
        if share <= 0:
            self._rest()
            return
        self.outline.points = np.zeros((0, 3))
        self.trace.points = _dashed(self.whole) if self._side > _TRACED else np.zeros((0, 3))
        whole = sum(slot.area for slot in self._slots) or 1.0
        cut = self._begin.slices([slot.area / whole for slot in self._slots])
        self.body.show(*(piece.towards(slot, share) for piece, slot in zip(cut, self._slots, strict=True)))
        covered = [patch for patch in self.body.patches if _covers(patch, self.number)]
        self.number.set_fill(self._look.colour("ground" if covered else "text"))

    def measures(self) -> Iterator[Measure]:
        """Yield the square's side and the area of the score, which is the same wherever it lies."""
        if len(self.outline.points):
            yield Measure("ruler", "the side of a miss", float(np.ptp(self.outline.points[:, 0])), self._side)
        if self.body.patches:
            yield Measure("ruler", "the area of a score", self.body.area, self._begin.area)

    def _rest(self) -> None:
        """Be on the line."""
        self.body.show(self._begin)
        self.outline.points = _walls(self.whole)
        self.trace.points = np.zeros((0, 3))
        self.number.set_fill(self._look.colour("ground" if self.holds_number else "text"))

    def _sweep(self, share: float) -> None:
        turned = min(1.0, share / _UP) * np.pi / 2
        swept = min(1.0, max(0.0, (share - _UP) / (_SWEPT - _UP)))
        kept = 1 + (self._share - 1) * max(0.0, (share - _SWEPT) / (1 - _SWEPT))
        if not swept:
            self.body.show()
            side = np.cos(turned) * self._towards + np.sin(turned) * UP
            self.outline.set_points_as_corners([self._foot, self._foot + self._side * side])
            return
        width = swept * self._side
        left = float(self._foot[0]) - (width if self._miss < 0 else 0.0)
        bottom = float(self._foot[1])
        self.outline.points = _walls(Patch(left, bottom, width, self._side))
        self.body.show(Patch(left, bottom, width, self._side * kept))

    def _holds_number(self, side: float) -> bool:
        """Whether the part of the square that is the score has room for its number, beside or above the ring."""
        beside, above = (side - self.number.width) / 2, (side * self._share - self.number.height) / 2
        return bool(beside >= _CLEAR and above >= _CLEAR + 0.05 and max(beside, above) >= _RING + _CLEAR / 2)

    def _has_room_beside(self, unit: float) -> bool:
        return bool(self._beyond * unit >= self.number.width + theme.DOT_RADIUS)

    def _place_number(self, room: Box) -> None:
        """Stand inside the score, else behind it, else over the square, else at the end of the line."""
        if self.holds_number:
            self.number.move_to([self._begin.left + self._side / 2, self._begin.bottom + self._begin.height / 2, 0.0])
            return
        over = self._foot + UP * (max(self._side + _CLEAR, _OVER_DOTS) + self.number.height / 2)
        over += self._towards * self._side / 2
        half = self.number.width / 2
        if room.height and self._has_room_beside(self._unit) and self._miss:
            over = self._foot + self._towards * (self._side + _BEHIND + half) + UP * (_ABOVE + self.number.height / 2)
        if over[1] + self.number.height / 2 <= room.top + 1e-9:
            over[0] = min(max(over[0], room.left + half), room.right - half)
            self.number.move_to(over)
        else:
            self.number.next_to([room.right, self._foot[1], 0.0], LEFT, buff=0.0)


def _walls(patch: Patch) -> Array:
    low = np.array([patch.left, patch.bottom, 0.0])
    across, up = RIGHT * patch.width, UP * patch.height
    return _lines(list(pairwise([low, low + across, low + across + up, low + up, low])))


def _dashed(patch: Patch) -> Array:
    """Return the upper walls of a rectangle as dashes; the lower one is its line."""
    low = np.array([patch.left, patch.bottom, 0.0])
    across, up = RIGHT * patch.width, UP * patch.height
    pieces = []
    for start, way in ((low, up), (low + up, across), (low + up + across, DOWN * patch.height)):
        count = max(1, round(float(np.linalg.norm(way)) / _DASH / 2))
        pieces += [(start + way * at / count, start + way * (at + 0.55) / count) for at in range(count)]
    return _lines(pieces)


def _lines(pieces: Sequence[tuple[Array, Array]]) -> Array:
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None]
    return np.concatenate([start + shares * (end - start) for start, end in pieces])


def _covers(patch: Patch, written: VMobject) -> bool:
    x, y, _ = written.get_center()
    return patch.left <= x <= patch.left + patch.width and patch.bottom <= y <= patch.bottom + patch.height
