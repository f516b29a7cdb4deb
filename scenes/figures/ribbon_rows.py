"""Where the rows of ribbons lie, and on what scale: figures side by side share both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from scenes.figures.lens import Lens
from scenes.layout.box import Box

HEAD, FOOT = 0.65, 0.65
"""Above the first line and below the last one, for their numbers."""
LOW_HEAD, NAME_HEAD = 0.42, 0.9
"""Above the first line where its number stands below it, and where its symbol stands above it as well."""

SIDE = 0.25
"""Free at the least at either end of a line."""


_LENS_GAP, _LENS_ROOM, _ROW_ROOM = 1.5, 1.5, 0.75
"""How many times taller the gap is in which a lens has its rule, and is where that gives ratios room;
and what the other gaps keep then."""
_SHRUNK, _WIDE = 0.3, 2.0
"""By which share of its size a ribbon may shrink to stand near the middle, in a box so many times wider than tall."""
_ALMOST, _HALVINGS = 1e-9, 24
_HALF, _MIDDLE, _FAR = 0.4, 0.62, 0.53
"""By which share its size may shrink so that moves begin near the middle of a pane: there, of its width; and where else
they begin."""
_STOUT = 0.3
"""Of a pane: how long moves are at least, whatever their numbers need; those find their places then."""
_FINE, _STRIP = 64, 0.1
"""So many levels of a ribbon are weighed; what a strip weighs, of the gap between two rows."""


def row_heights(box: Box, count: int, *, head: float = HEAD, lens: int | None = None) -> list[float]:
    """Return the heights of so many lines in a box.

    Parameters
    ----------
    box : Box
    count : int
    head : float
        What stays free above the first line.
    lens : int, optional
        The first row under a lens: the gap above it is taller, for the rule of the lens.

    Examples
    --------
    >>> box = Box(0.0, 0.0, 1.0, 3.8)
    >>> [round(y, 2) for y in row_heights(box, 3)], [round(y, 2) for y in row_heights(box, 3, lens=1)]
    ([3.15, 1.9, 0.65], [3.15, 1.65, 0.65])
    """
    top, bottom = box.top - head, box.bottom + FOOT
    others = (top - bottom - _LENS_ROOM) / max(1, count - 2)
    taller = max(_LENS_GAP, _LENS_ROOM / others) if others > _ROW_ROOM else _LENS_GAP
    gaps = [taller if row == lens else 1.0 for row in range(1, count)]
    return [float(top - (top - bottom) * sum(gaps[:row]) / sum(gaps)) for row in range(count)]


def common_scale(ribbons: Sequence[Any], panes: Sequence[Box]) -> tuple[float, Lens]:
    """Return one unit of length, and one lens, with which each ribbon has room in its pane, its numbers too."""
    pairs = list(zip(ribbons, panes, strict=True))
    extents = [(moves, pane.width - 2 * SIDE) for ribbon, pane in pairs for moves in ribbon.extents]
    lens = Lens.for_moves(*map(list, zip(*extents, strict=True)))
    units = []
    for ribbon, pane in pairs:
        seen: list[tuple[tuple[float, float], float]] = []
        for moves in ribbon.extents:  # the foot stays: one state may reach far to the left, another to the right
            ends = [0.0, *(factor * move for factor, move in zip(lens.factors, moves, strict=False))]
            seen += zip(ribbon.beyond, ends, strict=True)
        for (right, far), (left, near) in product(seen, repeat=2):
            room = pane.width - right[1] - left[0]
            units += [room / (far - near)] if far > near else []
    return min(units, default=1.0), lens


def weight_of(lengths: Sequence[float]) -> float:
    """Return how far from its feet the middle of a ribbon's weight lies, by what each row is long.

    Examples
    --------
    >>> weight_of([2.0, 2.0, 2.0]), weight_of([-1.0, -1.0])
    (1.0, -0.5)
    """
    levels = np.linspace(0, len(lengths) - 1, _FINE)
    long = np.concatenate([np.interp(levels, range(len(lengths)), lengths), lengths])
    shares = np.array([(len(lengths) - 1) / _FINE] * _FINE + [_STRIP] * len(lengths))
    weights = shares * np.abs(long)
    return float((weights * long).sum() / 2 / weights.sum()) if weights.any() else 0.0


def foot_for(
    extents: Sequence[Sequence[float]], beyond: Sequence[tuple[float, float]], box: Box, within: tuple[float, float]
) -> tuple[float, float]:
    """Return where a ribbon's moves begin, and how much too far its weight lies then from the middle of the stage.

    Parameters
    ----------
    extents : sequence of sequence of float
        How long each row is, in each state; the first one is weighed.
    beyond : sequence of (float, float)
        What foot and tips need beside them.
    box : Box
        In the middle of which it stands, unless its weight lies too far off.
    within : (float, float)
        Where its weight should lie.
    """
    reaches = [reach(lengths, beyond) for lengths in extents]
    low, high = min(left for left, _ in reaches), max(right for _, right in reaches)
    spare, weight = max(box.width - (high - low), 0.0), weight_of(extents[0])
    first = box.left - low
    wanted = min(max(first + spare / 2, within[0] - weight), within[1] - weight)
    foot = min(max(wanted, first), first + spare)
    return foot, abs(wanted - foot)


def balanced(ribbon: Any, box: Box, unit: float, lens: Lens, within: tuple[float, float]) -> float:
    """Return the largest unit up to one with which a ribbon's weight lies where it should, if it need not be tiny."""

    def astray(share: float) -> float:
        extents = [
            [share * unit * factor * move for factor, move in zip(lens.factors, moves, strict=False)]
            for moves in ribbon.extents
        ]
        return foot_for(extents, ribbon.beyond, box, within)[1]

    # in a narrow box its numbers take so much of the room that it must not become much smaller
    small, large = 1 - _SHRUNK * min(box.width / box.height / _WIDE, 1.0), 1.0
    if astray(large) <= _ALMOST:
        return unit
    for _ in range(_HALVINGS):
        middle = (small + large) / 2
        small, large = (middle, large) if astray(middle) <= _ALMOST else (small, middle)
    return small * unit


def reach(lengths: Sequence[float], beyond: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return how far a ribbon goes to the left and to the right of where its moves begin, with its numbers."""
    ends = list(zip([0.0, *lengths], beyond, strict=True))
    return min(length - left for length, (left, _) in ends), max(length + right for length, (_, right) in ends)


@dataclass(frozen=True, slots=True)
class AlikeScale:
    """One scale for ribbons that begin at the same place of panes that are equally wide.

    Where panes stand side by side, a ribbon may reach into its neighbour's as far as that leaves it free.

    Parameters
    ----------
    unit : float
        Scene units for each unit of a quantity.
    lens : Lens
    foot : float
        Where moves begin, from the left of a pane.
    lacks : float
        How much wider a pane would have to be.
    """

    unit: float
    lens: Lens
    foot: float
    lacks: float

    @staticmethod
    def of(
        ribbons: Sequence[Any],
        width: float,
        lens: Lens,
        around: tuple[float, float],
        *,
        longest: float = 1.0,
        stacked: bool = False,
        off: float = 0.0,
    ) -> AlikeScale:
        """Return the largest scale with which all ribbons have room.

        Parameters
        ----------
        ribbons : sequence of Ribbon
        width : float
            Of each pane.
        lens : Lens
        around : (float, float)
            What stands above where moves begin needs at the left and at the right.
        longest : float
            How long the longest move may be, of the width.
        stacked : bool
            Whether panes stand below each other.
        off : float
            How far the middle of all panes is to the right of that of the stage.
        """
        tips = _tips(ribbons, lens, around)
        units = [longest * width / abs(move) for move, _, _ in tips if move]
        units += [
            max(width - right - left, _STOUT * width) / (far - near)
            for (far, _, right), (near, left, _) in product(tips, repeat=2)
            if far > near
        ]
        largest = min(units, default=1.0)
        outer = _outer(ribbons, lens, around, stacked=stacked)
        middle = width / 2, off
        ways = [_alike(tips, outer, largest * share, middle, around) for share in np.linspace(1.0, _HALF, _FINE)]
        unit, foot, lacks = next((way for way in ways if way[1] <= _MIDDLE * width), ways[0])
        foot = min(foot, max(_FAR * width, around[0]))  # numbers that have less room there find other places
        return AlikeScale(unit, lens, foot, lacks)

    def suits(
        self, ribbons: Sequence[Any], width: float, around: tuple[float, float], least: float, *, stacked: bool = False
    ) -> bool:
        """Whether other ribbons have room on it too, and the longest move among them is so long at least."""
        tips = _tips(ribbons, self.lens, around)
        low, high = _ends(tips, self.unit)
        first, last = _outer(ribbons, self.lens, around, stacked=stacked)
        longest = max(abs(self.unit * move) for move, _, _ in tips)
        is_within = self.foot + _ends(first, self.unit)[0] >= -_ALMOST
        is_within &= self.foot + _ends(last, self.unit)[1] <= width + _ALMOST
        return longest >= least and is_within and high - low <= width + _ALMOST


def _tips(ribbons: Sequence[Any], lens: Lens, around: tuple[float, float]) -> list[tuple[float, float, float]]:
    """Return how far moves go, and what the tip of each, and what stands above its foot, needs at either side."""
    tips = [(0.0, *around)]
    for ribbon in ribbons:
        for moves in ribbon.extents:
            seen = [0.0, *(factor * move for factor, move in zip(lens.factors, moves, strict=False))]
            tips += [(move, *sides) for move, sides in zip(seen, ribbon.beyond, strict=True)]
    return tips


def _outer(
    ribbons: Sequence[Any], lens: Lens, around: tuple[float, float], *, stacked: bool
) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """Return the tips of the ribbons that stand at the left end, and at the right end."""
    first, last = (ribbons, ribbons) if stacked else (ribbons[:1], ribbons[-1:])
    return _tips(first, lens, around), _tips(last, lens, around)


def _alike(
    tips: Sequence[tuple[float, float, float]],
    outer: tuple[Sequence[tuple[float, float, float]], Sequence[tuple[float, float, float]]],
    unit: float,
    middle: tuple[float, float],
    around: tuple[float, float],
) -> tuple[float, float, float]:
    """Return a unit, where moves begin on it, and how much wider a pane would have to be."""
    width, off = 2 * middle[0], middle[1]
    low, high = _ends(tips, unit)
    bare, (left, right) = [unit * move for move, _, _ in tips], around
    least, most = sorted((-_ends(outer[0], unit)[0], width - _ends(outer[1], unit)[1]))
    # discs stand above the feet and bands beside them, and the busiest ones are the last
    leftward = -min(bare) / (max(bare) - min(bare) or 1.0)
    wanted = (width - max(bare) - min(bare) / 2) / 2 - 2 * leftward * off
    foot = min(max(wanted, least, SIDE - min(bare)), most, width - SIDE - max(bare))
    foot = min(max(foot, left), width - right)
    return unit, foot, max(0.0, high - low - width)


def _ends(tips: Sequence[tuple[float, float, float]], unit: float) -> tuple[float, float]:
    """Return how far ribbons go to the left and to the right of where their moves begin."""
    return min(unit * move - left for move, left, _ in tips), max(unit * move + right for move, _, right in tips)
