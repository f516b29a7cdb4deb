"""One gap's part of the ledger: a slot for each weight, row after row, then after a gap one for each bias."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.strip import HAIR, HOLLOW
from scenes.layout.box import Box
from scenes.type.formula import Formula

MOST = 40
"""Slots with a strip each; more of them are one outline."""
_APART = 1.6
"""From weights to biases, in slots."""
_LEAST_APART = 0.16
_FULL = 0.72
"""Of a slot's room: how wide its strip is."""
_BOX = 0.14
_NEAR = 0.08


@final
class Ledger(VGroup):
    """The slots of one layer, or of several that are not drawn.

    Parameters
    ----------
    weights, biases : sequence of float
        The slopes by them, in order.
    look : Theme
    what : str
        Whose slopes they are, for whoever measures.

    Attributes
    ----------
    boxes : VMobject
        The empty slots.
    solid, hollow, ticks : VMobject
        The filled ones: positive, negative, too short to see.
    axis : Line
    letters : VGroup of Formula
        w and b.
    """

    def __init__(self, weights: Sequence[float], biases: Sequence[float], look: theme.Theme, what: str) -> None:
        self.values, self._count = np.array([*weights, *biases]), len(weights)
        self._what, self.dense = what, len(self.values) > MOST
        colour, quiet = look.colour("slope"), look.dimmed(look.colour("quiet"), theme.PALE)
        self.boxes = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        self.solid = VMobject(stroke_width=0).set_fill(colour, opacity=1)
        self.hollow = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2).set_fill(colour, opacity=HOLLOW)
        self.ticks = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.axis = Line(color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        self.letters = VGroup(*(Formula("{q}", em=theme.LABEL, q=kind) for kind in ("w", "b")))
        for letter, kind in zip(self.letters, "wb", strict=True):
            letter.set_fill(look.colour(kind))
        super().__init__(self.axis, self.boxes, self.solid, self.hollow, self.ticks, self.letters)

    def __len__(self) -> int:  # a group's length is that of its parts
        """Return how many parts it has."""
        return len(self.submobjects)

    @property
    def count(self) -> int:
        """How many slots there are."""
        return len(self.values)

    @property
    def highest(self) -> float:
        """The largest positive slope, or 0."""
        return float(max(0.0, self.values.max(initial=0.0)))

    @property
    def lowest(self) -> float:
        """The largest negative slope by its size, or 0."""
        return float(max(0.0, -self.values.min(initial=0.0)))

    def stand(self, box: Box, axis: float, unit: float) -> None:
        """Stand in a box, on an axis at a height; letters stand at its foot."""
        self._unit, self.axis_at = unit, axis
        parts = self.count - self._count
        apart = max(_APART, _LEAST_APART * self.count / box.width) if parts else 0.0
        self._pitch = box.width / (self.count + apart)
        places = np.arange(self.count) + 0.5 + np.where(np.arange(self.count) >= self._count, apart, 0.0)
        self._x = box.left + places * self._pitch
        self._wide = self._pitch * (1.0 if self.dense else _FULL)
        self.axis.points = _lines(np.array([[box.left, axis], [box.right, axis]])[None])
        self._stand_letters(box)

    def _stand_letters(self, box: Box) -> None:
        """Put w under the weights and b under the biases; where there is no room for both, there are none."""
        first, second = self.letters
        split = self._count
        for letter, mine in ((first, self._x[:split]), (second, self._x[split:])):
            letter.move_to(np.array([float(mine.mean()), box.bottom + _NEAR, 0.0]), aligned_edge=DOWN)
        apart = float(second.get_left()[0] - first.get_right()[0])
        if apart < _NEAR:
            first.shift(LEFT * (_NEAR - apart) / 2)
            second.shift(RIGHT * (_NEAR - apart) / 2)
        self.letters.set_fill(opacity=1.0 if self.letters.width < 1.1 * box.width else 0.0)

    def home(self, slots: Array) -> Array:
        """Return where strips have their feet, along the axis."""
        found: Array = self._x[slots]
        return found

    def show(self, shares: Array, feet: Array) -> None:
        """Show how much of each strip is there.

        Parameters
        ----------
        shares : ndarray, shape (n,)
            0 for an empty slot, 1 for a strip.
        feet : ndarray, shape (n, 2)
            Where the strips are, on their way or in their slots.
        """
        self._shares = shares
        heights = self.values * self._unit * shares
        empty = shares == 0
        if self.dense:
            self._outline(heights, empty)
            return
        self.boxes.points = _rectangles(self._x[empty], np.full(empty.sum(), self.axis_at - _BOX / 2), self._wide, _BOX)
        seen = np.abs(heights) >= HAIR
        for shape, mine in ((self.solid, seen & (heights > 0)), (self.hollow, seen & (heights < 0))):
            shape.points = _rectangles(feet[mine, 0], feet[mine, 1], self._wide, heights[mine])
        flat = ~seen & ~empty
        half = np.array([self._wide / 2, 0.0])
        self.ticks.points = _lines(np.stack([feet[flat] - half, feet[flat] + half], axis=1))

    def measures(self) -> Iterator[Measure]:
        """Yield the heights of filled slots: of an outline the largest of each sign."""
        if not bool((self._shares == 1).all()):
            return
        for shape, sign in ((self.solid, 1), (self.hollow, -1)):
            meant = [value * self._unit for value in self.values if sign * value * self._unit >= HAIR]
            if self.dense:
                meant = [max(meant, key=abs)] if meant else []
            offsets = shape.points[:, 1] - self.axis_at
            drawn = [max(offsets, key=abs)] if self.dense and meant else offsets[3::16]
            for place, (one, other) in enumerate(zip(drawn, meant, strict=True)):
                yield Measure("ruler", f"{self._what}, slot {place}", float(one), float(other))

    def _outline(self, heights: Array, empty: Array) -> None:
        """Draw all strips as one stepped outline for each sign."""
        low = self.axis_at - _BOX / 2
        spans = [(first, last) for first, last in _runs(empty) for first, last in self._parted(first, last)]
        ends = np.array([[self._x[first] - self._pitch / 2, self._x[last] + self._pitch / 2] for first, last in spans])
        if len(ends):
            widths = np.diff(ends, axis=1)[:, 0]
            self.boxes.points = _rectangles(ends.mean(axis=1), np.full(len(ends), low), widths, _BOX)
        else:
            self.boxes.points = np.zeros((0, 3))
        for shape, sign in ((self.solid, 1), (self.hollow, -1)):
            mine = np.where(sign * heights > 0, heights, 0.0)
            runs = [steps for first, last in _runs(mine != 0) for steps in self._parted(first, last)]
            pieces = [self._steps(mine, first, last) for first, last in runs]
            shape.points = np.concatenate(pieces) if pieces else np.zeros((0, 3))

    def _parted(self, first: int, last: int) -> list[tuple[int, int]]:
        """Part a run of slots where weights end and biases begin."""
        if first < self._count <= last:
            return [(first, self._count - 1), (self._count, last)]
        return [(first, last)]

    def _steps(self, heights: Array, first: int, last: int) -> Array:
        x = self._x[first : last + 1]
        tops = self.axis_at + heights[first : last + 1]
        corners = np.stack([np.stack([x - self._pitch / 2, tops]), np.stack([x + self._pitch / 2, tops])], axis=2)
        way = corners.transpose(1, 2, 0).reshape(-1, 2)
        whole = np.concatenate([[[way[0, 0], self.axis_at]], way, [[way[-1, 0], self.axis_at]]])
        return _lines(np.stack([whole, np.roll(whole, -1, axis=0)], axis=1))


def _runs(mask: Array) -> list[tuple[int, int]]:
    """Return the first and the last place of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return [(int(first), int(end) - 1) for first, end in edges.reshape(-1, 2)]


def _rectangles(x: Array, y: Array, width: Array | float, height: Array | float) -> Array:
    """Return closed paths: of each rectangle the foot's middle, its width, and its height up or down."""
    half, up = np.broadcast_to(width, x.shape) / 2, np.broadcast_to(height, x.shape)
    corners = np.stack(
        [np.stack([x + a * half, y + b * up], axis=1) for a, b in ((-1, 0), (-1, 1), (1, 1), (1, 0))], axis=1
    )
    return _lines(np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2, 2))


def _lines(ends: Array) -> Array:
    """Return straight cubic pieces, from ends of shape (n, 2, 2)."""
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    flat = (ends[:, :1] + shares * (ends[:, 1:] - ends[:, :1])).reshape(-1, 2)
    return np.column_stack([flat, np.zeros(len(flat))])
