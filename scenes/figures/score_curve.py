"""The score of one output as the height of a curve over its line: a bead where the output is, a strip under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, AnimationGroup, Dot, FadeIn, VGroup, VMobject

from core.model.arrays import Array
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.level_line import LevelLine
from scenes.figures.measures import Measure
from scenes.figures.poured import Patch, Poured
from scenes.figures.strip import HAIR
from scenes.layout.box import Box
from scenes.motion import Showing
from scenes.type.formula import Formula

_THICK = 0.2
_SAMPLES = 241
_DRAWN = 0.6
"""Until when a curve is drawn; then its bead goes back."""
_GAP = 0.14
_TRACED = 0.3
"""A strip that is shorter leaves no trace: its bead says where it was."""
_LEAST = 0.8
"""How much of a curve is seen at least, in scene units."""


@final
class ScoreCurve(VGroup):
    """A curve over a line, with a bead.

    Parameters
    ----------
    curve : callable
        From values on the line, shape (n,), to scores.
    value : float
        Where the bead is.
    reading : Reading
        Its score.
    look : Theme

    Attributes
    ----------
    curve : VMobject
    bead : Dot
    body : Poured
        The strip under the bead; it leaves.
    trace : VMobject
        Where the strip was, dashed.
    number : Formula
    """

    def __init__(self, curve: Callable[[Array], Array], value: float, reading: Reading, look: theme.Theme) -> None:
        self._curve, self._value, self._score, self._look = curve, value, reading.value, look
        colour = look.colour("C")
        self.curve = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.bead = Dot(radius=theme.DOT_RADIUS * 0.8, color=colour)
        self.body = Poured(colour, look.colour("ground"), negative=self._score < 0)
        self.trace = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.number = Formula("{score}", em=theme.LABEL, score=reading)
        self._slots: Sequence[Patch] = ()
        super().__init__(self.curve, self.body, self.trace, self.bead, self.number)

    def reach(self, unit: float) -> float:
        """Return how far it reaches above its line, on a ruler of heights."""
        ends = self._curve(np.array([0.25, 0.75]))
        least = 0.0 if ends[0] == ends[1] or np.isnan(ends).all() else _LEAST
        return max(least, abs(self._score) * unit + 2 * theme.DOT_RADIUS)

    def stand(self, ruler: LevelLine, unit: float, ends: tuple[float, float], room: Box) -> None:
        """Stand over a line.

        Parameters
        ----------
        ruler : LevelLine
            Of the line.
        unit : float
            Scene units for each unit of a score.
        ends : tuple of float
            The values at which the line begins and ends.
        room : Box
            What may be drawn on; the curve ends at its top.
        """
        self._foot, self._unit, self.ruler = ruler.point(self._value), unit, ruler
        x = np.linspace(*ends, _SAMPLES)
        with np.errstate(all="ignore"):
            heights = unit * self._curve(x)
        most = room.top - ruler.level
        seen = np.isfinite(heights) & (heights <= most) & (heights >= -most)
        runs = np.split(np.flatnonzero(seen), np.flatnonzero(np.diff(np.flatnonzero(seen)) > 1) + 1)
        lines = [
            np.stack([ruler.zero + ruler.unit * x[run], ruler.level + heights[run], 0 * x[run]], 1) for run in runs
        ]
        self._lines = [line for line in lines if len(line) > 1]
        self._draw(1.0)
        height = unit * self._score
        self.bead.move_to(self._foot + UP * height)
        low = float(self._foot[1]) + min(0.0, height)
        self._begin = Patch(float(self._foot[0]) - _THICK / 2, low, _THICK, abs(height))
        self._rest()
        self._place_number(ruler, ends, room)

    def as_on(self, other: LevelLine) -> Array:
        """Return the points of the curve as they would be over another line."""
        points: Array = self.curve.points.copy()
        points[:, 0] = other.zero + (points[:, 0] - self.ruler.zero) * other.unit / self.ruler.unit
        points[:, 1] += other.level - self.ruler.level
        return points

    def draw(self, **kwargs: object) -> Animation:
        """Return the drawing of the curve by its bead, which then goes back to where the output is."""
        if self._look.calm or not self._lines:
            return FadeIn(self.curve, self.bead, **kwargs)
        way, home = self._lines[-1], self.bead.get_center()
        back = way[int(np.argmin(np.linalg.norm(way - home, axis=1))) :][::-1]

        def show(share: float) -> None:
            drawn, gone = min(1.0, share / _DRAWN), max(0.0, (share - _DRAWN) / (1 - _DRAWN))
            self._draw(drawn)
            at = back[round(gone * (len(back) - 1))] if gone else way[max(2, round(drawn * len(way))) - 1]
            self.bead.move_to(home if gone >= 1 else at)

        return Showing(VGroup(self.curve, self.bead), show, **kwargs)

    def swing(self, **kwargs: object) -> Animation:
        """Return how the strip grows from the line up to the bead, and its number comes."""
        if not self._score:
            return FadeIn(self.number, **kwargs)
        if self._look.calm:
            return FadeIn(self.body, self.trace, self.number, **kwargs)
        return AnimationGroup(
            Showing(VGroup(self.body, self.trace), self._grow, **kwargs), FadeIn(self.number), lag_ratio=0.7
        )

    def set_out(self, slots: Sequence[Patch]) -> None:
        """Know where the score will lie."""
        self._slots = slots

    def flow(self, share: float) -> None:
        """Show the strip on its way; where it was there is a dashed line."""
        if not self._score:
            return
        if share <= 0:
            self._rest()
            return
        if abs(self._unit * self._score) < _TRACED:
            self.body.show(self._begin.towards(self._slots[0], share))
            return
        top = self._foot + UP * self._unit * self._score
        count = max(1, round(abs(float(top[1] - self._foot[1])) / 0.22))
        steps = (top - self._foot) / count
        shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None]
        dashes = [self._foot + at * steps + shares * 0.55 * steps for at in range(count)]
        self.trace.points = np.concatenate(dashes)
        self.body.show(self._begin.towards(self._slots[0], share))

    def measures(self) -> Iterator[Measure]:
        """Yield the height of the score, which is the same wherever it lies."""
        if self.body.patches and abs(self._score) * self._unit > HAIR:
            yield Measure("ruler", "the height of a score", self.body.height, abs(self._score) * self._unit)

    def _rest(self) -> None:
        """Be under the bead."""
        self.body.show(*([self._begin] if self._score else []))
        self.trace.points = np.zeros((0, 3))

    def _draw(self, share: float) -> None:
        shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
        pieces = []
        for line in self._lines:
            part = line[: max(2, round(share * len(line)))]
            pieces.append((part[:-1, None] + shares * (part[1:] - part[:-1])[:, None]).reshape(-1, 3))
        self.curve.points = np.concatenate(pieces) if pieces else np.zeros((0, 3))

    def _grow(self, share: float) -> None:
        height = self._begin.height * share
        low = self._begin.bottom if self._score > 0 else float(self._foot[1]) - height
        self.body.show(Patch(self._begin.left, low, self._begin.width, height))

    def _place_number(self, ruler: LevelLine, ends: tuple[float, float], room: Box) -> None:
        """Stand beside the strip under the curve, else at the end of the line."""
        wide, tall = self.number.width + _THICK / 2 + 2 * _GAP, self.number.height + 2 * theme.DOT_RADIUS + 0.1
        if abs(self._score) * self._unit > tall:
            middle = self._foot + UP * (theme.DOT_RADIUS + self._unit * self._score) / 2
            for side, end in ((RIGHT, ends[1]), (LEFT, ends[0])):
                if abs(ruler.point(end)[0] - self._foot[0]) >= wide and self._rises(side * wide / ruler.unit):
                    self.number.next_to(middle + side * _THICK / 2, side, buff=_GAP)
                    return
        self.number.next_to([room.right, ruler.level + 0.0, 0.0], LEFT, buff=0.0)

    def _rises(self, way: Array) -> bool:
        """Whether the curve is nowhere lower on a way than where the bead is."""
        x = self._value + np.linspace(0.0, 1.0, 9) * way[0]
        with np.errstate(all="ignore"):
            scores = self._curve(x)
        return bool(np.all(np.nan_to_num(scores, nan=np.inf) >= self._score * (1 - 1e-9)))
