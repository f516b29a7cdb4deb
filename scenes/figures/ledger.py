"""One gap's part of the ledger: a slot for each weight, row after row, then after a gap one for each bias."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.rectangles import lines, rectangles
from scenes.figures.strip import HAIR, HOLLOW
from scenes.layout.box import Box
from scenes.type.formula import Formula

MOST = 40
"""Slots with a strip each; more of them are one outline."""
_PIXEL = 0.0037
"""Of a picture of 2160 lines, in scene units."""
_APART = 1.6
"""From weights to biases, in slots."""
_LEAST_APART = 0.16
_FULL = 0.72
"""Of a slot's room: how wide its strip is."""
_BOX = 0.14
_NEAR, _BETWEEN = 0.08, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where the slots of a ledger are.

    Parameters
    ----------
    box : Box
        Whose width they share; letters stand at its foot.
    axis : float
        How high the feet of the strips are.
    unit : float
        Scene units for each unit of a slope.
    """

    box: Box
    axis: float
    unit: float

    def towards(self, other: Standing, share: float) -> Standing:
        """Return where they are on the way to another place."""
        axis, unit = self.axis + share * (other.axis - self.axis), self.unit + share * (other.unit - self.unit)
        return Standing(self.box.towards(other.box, share), axis, unit)


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
    colours : (str, str), optional
        Of what belongs to weights and to biases. Default: that of slopes.
    names : (Quantity or str, Quantity or str), optional
        What stands under weights and biases; an empty one for none.
    boxed : bool
        Whether empty slots are seen.

    Attributes
    ----------
    boxes : VMobject
        The empty slots.
    solid, hollow, ticks : VMobject
        The filled ones: positive, negative, too short to see.
    axis : Line
    letters : VGroup of Formula
        w and b.
    standing : Standing
        Where it is now.
    weights : int
        How many slots belong to weights; those of biases follow.
    pitch, wide : float
        From slot to slot, and how wide a strip is.
    """

    def __init__(
        self,
        weights: Sequence[float],
        biases: Sequence[float],
        look: theme.Theme,
        what: str,
        *,
        colours: tuple[str, str] | None = None,
        names: tuple[Quantity | str, Quantity | str] | tuple[()] = ("w", "b"),
        boxed: bool = True,
    ) -> None:
        self.values, self.weights = np.array([*weights, *biases]), len(weights)
        self._what, self.dense, self._boxed = what, len(self.values) > MOST, boxed
        quiet = look.dimmed(look.colour("quiet"), theme.PALE)
        self.boxes = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        ours = np.arange(len(self.values)) < self.weights
        kinds = [np.ones(len(ours), dtype=bool)] if colours is None else [ours, ~ours]
        self._kinds = list(zip(kinds, map(_shapes, colours or (look.colour("slope"),)), strict=True))
        self.solid, self.hollow, self.ticks = self._kinds[0][1]
        self.axis = Line(color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        self.letters = VGroup(*(Formula("{q}", em=theme.LABEL, indexed=False, q=name) for name in names))
        for letter, name, kind in zip(self.letters, names, "wb", strict=False):
            if isinstance(name, str):
                letter.set_fill(look.colour(kind))
        others = [shape for _, shapes in self._kinds[1:] for shape in shapes]
        super().__init__(self.axis, self.boxes, self.solid, self.hollow, self.ticks, *others, self.letters)

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

    def breadth(self, pitch: float) -> float:
        """Return what it takes from end to end with so much from slot to slot."""
        return pitch * (self.count + (_APART if self.count > self.weights else 0.0))

    def stand(self, box: Box, axis: float, unit: float) -> None:
        """Stand in a box, on an axis at a height; letters stand at its foot."""
        self._unit, self.axis_at, self.standing = unit, axis, Standing(box, axis, unit)
        parts = self.count - self.weights
        apart = max(_APART, _LEAST_APART * self.count / box.width) if parts else 0.0
        self.pitch = box.width / (self.count + apart)
        places = np.arange(self.count) + 0.5 + np.where(np.arange(self.count) >= self.weights, apart, 0.0)
        self._x = box.left + places * self.pitch
        self.wide = self.pitch * (1.0 if self.dense else _FULL)
        self.axis.points = lines(np.array([[box.left, axis], [box.right, axis]])[None])
        self._stand_letters(box)

    def _stand_letters(self, box: Box) -> None:
        """Put w under the weights and b under the biases; where there is no room for both, there are none."""
        if not self.letters.submobjects:
            return
        first, second = self.letters
        split = self.weights
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
        self.boxes.points = rectangles(self._x[empty], np.full(empty.sum(), self.axis_at - _BOX / 2), self.wide, _BOX)
        if not self._boxed:
            self.boxes.points = np.zeros((0, 3))
        seen = np.abs(heights) >= HAIR
        half = np.array([self.wide / 2, 0.0])
        for ours, (solid, hollow, ticks) in self._kinds:
            for shape, mine in ((solid, seen & (heights > 0) & ours), (hollow, seen & (heights < 0) & ours)):
                shape.points = rectangles(feet[mine, 0], feet[mine, 1], self.wide, heights[mine])
            flat = ~seen & ~empty & ours
            ticks.points = lines(np.stack([feet[flat] - half, feet[flat] + half], axis=1))

    def tip(self, slot: int) -> Array:
        """Return where the strip of a slot ends, shape (3,)."""
        return np.array([self._x[slot], self.axis_at + self.values[slot] * self._unit, 0.0])

    def reach(self, left: float, right: float) -> tuple[float, float]:
        """Return how far down and up from the axis strips reach between two places along it."""
        heights = self.values[(self._x >= left) & (self._x <= right)] * self._unit
        return float(np.min(heights, initial=0.0)), float(np.max(heights, initial=0.0))

    def measures(self) -> Iterator[Measure]:
        """Yield the heights of filled slots: of an outline the largest of each sign."""
        if not bool((self._shares == 1).all()):
            return
        shapes = [
            (ours, shape, sign) for ours, (*both, _) in self._kinds for shape, sign in zip(both, (1, -1), strict=True)
        ]
        for ours, shape, sign in shapes:
            meant = [value * self._unit for value in self.values[ours] if sign * value * self._unit >= HAIR]
            if self.dense:
                meant = [max(meant, key=abs)] if meant else []
            offsets = shape.points[:, 1] - self.axis_at
            drawn = offsets[3::16] if not self.dense else [max(offsets, key=abs)] if meant else []
            for place, (one, other) in enumerate(zip(drawn, meant, strict=True)):
                yield Measure("ruler", f"{self._what}, slot {place}", float(one), float(other))

    def _outline(self, heights: Array, empty: Array) -> None:
        """Draw all strips as one stepped outline for each sign; of those in less than a pixel the tallest."""
        firsts = self._columns()
        lasts = np.append(firsts[1:], self.count) - 1
        ends = np.stack([self._x[firsts] - self.pitch / 2, self._x[lasts] + self.pitch / 2], axis=1)
        split = int(np.searchsorted(firsts, self.weights))
        spans = _parted(np.logical_and.reduceat(empty, firsts), split)
        if spans and self._boxed:
            sides = np.array([[ends[first, 0], ends[last, 1]] for first, last in spans])
            low = np.full(len(sides), self.axis_at - _BOX / 2)
            self.boxes.points = rectangles(sides.mean(axis=1), low, np.diff(sides, axis=1)[:, 0], _BOX)
        else:
            self.boxes.points = np.zeros((0, 3))
        for ours, (*both, _) in self._kinds:
            for shape, sign in zip(both, (1, -1), strict=True):
                tallest = np.maximum.reduceat(np.where(ours, np.maximum(sign * heights, 0.0), 0.0), firsts)
                tops = self.axis_at + sign * tallest
                pieces = [self._steps(ends[a : b + 1], tops[a : b + 1]) for a, b in _parted(tallest > 0, split)]
                shape.points = np.concatenate(pieces) if pieces else np.zeros((0, 3))

    def _columns(self) -> Array:
        """Return the first slot of each column that is drawn: each slot, or as many as are narrower than a pixel."""
        each = max(1, int(np.ceil(_PIXEL / self.pitch)))
        found: Array = np.concatenate([np.arange(0, self.weights, each), np.arange(self.weights, self.count, each)])
        return found

    def _steps(self, ends: Array, tops: Array) -> Array:
        way = np.stack([ends, np.repeat(tops[:, None], 2, axis=1)], axis=2).reshape(-1, 2)
        whole = np.concatenate([[[way[0, 0], self.axis_at]], way, [[way[-1, 0], self.axis_at]]])
        return lines(np.stack([whole, np.roll(whole, -1, axis=0)], axis=1))


def spread(ledgers: Sequence[Ledger], left: float, right: float) -> list[tuple[float, float]]:
    """Return the ends of ledgers that share a width by how many slots they have; the first one is at the right."""
    parts = np.array([min(ledger.count, MOST) for ledger in ledgers][::-1], dtype=float)
    widths = (right - left - _BETWEEN * (len(parts) - 1)) * parts / parts.sum()
    starts = left + np.concatenate([[0.0], np.cumsum(widths + _BETWEEN)[:-1]])
    return [(float(start), float(start + width)) for start, width in zip(starts, widths, strict=True)][::-1]


def _shapes(colour: str) -> tuple[VMobject, VMobject, VMobject]:
    """Return the shapes of positive strips, of negative ones, and of those that are too short to see."""
    hollow = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2).set_fill(colour, opacity=HOLLOW)
    return (
        VMobject(stroke_width=0).set_fill(colour, opacity=1),
        hollow,
        VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH),
    )


def _parted(mask: Array, split: int) -> list[tuple[int, int]]:
    """Return the first and the last place of each run of true values; weights end and biases begin at a place."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    found: list[tuple[int, int]] = []
    for first, end in edges.reshape(-1, 2).tolist():
        cuts = [first, split, end] if first < split < end else [first, end]
        found += [(start, stop - 1) for start, stop in pairwise(cuts)]
    return found
