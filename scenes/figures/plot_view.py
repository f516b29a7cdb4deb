"""From numbers to places on a graph: where its bead stands, and how long a unit is in either direction."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from core.model.arrays import Array
from scenes.layout.box import Box

_STEPS = (1, 2, 3, 4, 5, 6, 8)
LEFTWARDS, RIGHTWARDS = 0.42, 1.2
"""How far a graph of chords goes to either side of its bead, in its widest nudge."""
_ACROSS, _BEFORE = 3.0, 0.42
"""How far a graph of a slope goes across, in the foot of its triangle; the share of that before its bead."""
_FILLED, _SQUASHED = 0.84, 0.8
"""Of the height: what the curve fills; to which share of that it may shrink so that its axis begins at 0."""
_FLAT, _STEEP, _WANTED = 0.3, 0.5, 1.0
"""An upright that is too short to see, in scene units; one too long, of the height; what a stretch makes of it."""
_CUT, _REACH, _EDGE, _RIDING = 0.6, 4.0, 0.06, 0.55
"""To which share of its height a curve may be cut off so that units are equal; how many uprights of it are shown at
least; the share of the height that stays free below and above a triangle; what a triangle may take of the height."""


@dataclass(frozen=True, slots=True)
class View:
    """What a graph shows where.

    Parameters
    ----------
    box : Box
        In which curve and axes are drawn.
    place : ndarray, shape (3,)
        Of the bead.
    rest : (float, float)
        The bead's numbers, across and up.
    unit : float
        Scene units for each unit across.
    stretch : float
        How many times longer a unit up is drawn: a whole number, or 1 over one.
    from_zero : bool
        Whether the bottom of the box is 0.
    zoom : float
        How many times all is enlarged about the bead.
    panned : float
        How far the bead has gone to the right from its place, while it was enlarged.
    """

    box: Box
    place: Array
    rest: tuple[float, float]
    unit: float
    stretch: float
    from_zero: bool
    zoom: float = 1.0
    panned: float = 0.0

    @property
    def units(self) -> tuple[float, float]:
        """Scene units for each unit across and up, as they are now."""
        return self.unit * self.zoom, self.unit * self.stretch * self.zoom

    def moved(self, x: float, y: float) -> Array:
        """Return where the bead would stand after moves across and up, shape (3,)."""
        across, up = self.units
        found: Array = self.place + np.array([across * x, up * y, 0.0])
        return found

    def point(self, x: float, y: float) -> Array:
        """Return where two numbers stand, shape (3,)."""
        return self.moved(x - self.rest[0], y - self.rest[1])

    def points(self, moves: Array) -> Array:
        """Return where the bead would stand after pairs of moves, shape (n, 3)."""
        found: Array = self.place + np.column_stack([moves * np.array(self.units), np.zeros(len(moves))])
        return found

    def range(self, axis: int) -> tuple[float, float]:
        """Return between which numbers the box lies, across (0) or up (1), before it is enlarged."""
        sides = ((self.box.left, self.box.right), (self.box.bottom, self.box.top))[axis]
        unit = self.unit * (self.stretch if axis else 1.0)
        low, high = (self.rest[axis] + (side - float(self.place[axis])) / unit for side in sides)
        return low, high

    @property
    def moves_across(self) -> tuple[float, float]:
        """How far the bead may go to the left and to the right within the box."""
        low, high = (one - self.rest[0] for one in self.range(0))
        return low, high

    @property
    def corner(self) -> Array:
        """Where the lower left corner of the box has gone as it was enlarged, shape (3,)."""
        corner = np.array([self.box.left + self.panned, self.box.bottom, 0.0])
        found: Array = self.place + self.zoom * (corner - self.place)
        return found

    def enlarged(self, zoom: float, share: float) -> View:
        """Return the same view as near as that, a share of the bead's way to the middle further on."""
        start = float(self.place[0]) - self.panned
        panned = share * (float(self.box.centre[0]) - start)
        place = np.array([start + panned, self.place[1], 0.0])
        return replace(self, zoom=zoom, place=place, panned=panned)

    def towards(self, other: View, share: float) -> View:
        """Return the view on the way to another one."""
        return View(
            self.box.towards(other.box, share),
            self.place + share * (other.place - self.place),
            self.rest,
            self.unit ** (1 - share) * other.unit**share,
            self.stretch ** (1 - share) * other.stretch**share,
            other.from_zero,
        )


def view_of_chords(box: Box, rest: tuple[float, float], wide: float, moves: Array) -> View:
    """Return the view in which chords of nudges up to a wide one are seen.

    Parameters
    ----------
    box : Box
    rest : (float, float)
    wide : float
    moves : ndarray
        How far the curve goes up or down on the way.
    """
    unit = box.width / ((LEFTWARDS + RIGHTWARDS) * wide)
    x = box.left + LEFTWARDS * wide * unit
    fall, rise = min(float(moves.min()), 0.0), max(float(moves.max()), 0.0)
    if fall == rise:
        return _flat(box, x, rest, unit)
    low, high, span = rest[1] + fall, rest[1] + rise, rise - fall
    stretch = whole_stretch(_FILLED * box.height / (span * unit))
    grounded = whole_stretch(0.95 * box.height / (high * unit)) if low >= 0 else 0.0
    if grounded >= _SQUASHED * stretch:
        y = box.bottom + rest[1] * unit * grounded
        return View(box, np.array([x, y, 0.0]), rest, unit, grounded, from_zero=True)
    spare = box.height - span * unit * stretch
    y = box.bottom + spare * 0.6 - fall * unit * stretch
    return View(box, np.array([x, y, 0.0]), rest, unit, stretch, from_zero=False)


def view_of_slope(box: Box, rest: tuple[float, float], foot: float, slope: float) -> View:
    """Return the view in which a triangle of a slope is seen, in equal units where that is possible.

    Parameters
    ----------
    box : Box
    rest : (float, float)
    foot : float
        Of the triangle.
    slope : float
    """
    unit = box.width / (_ACROSS * foot)
    x, upright = box.left + _BEFORE * box.width, abs(slope) * foot * unit
    stretch = 1.0
    if upright and not _FLAT <= upright <= _STEEP * box.height:
        stretch = whole_stretch((_WANTED if upright < _FLAT else _STEEP * box.height) / upright)
    if not upright:
        return _flat(box, x, rest, unit)
    height, drop = rest[1] * unit * stretch, -min(slope, 0.0) * foot * unit * stretch
    rise = max(slope, 0.0) * foot * unit * stretch
    if drop <= height <= box.height - rise - _FLAT:
        return View(box, np.array([x, box.bottom + height, 0.0]), rest, unit, stretch, from_zero=True)
    y = box.bottom + (box.height - rise + drop) / 2
    return View(box, np.array([x, y, 0.0]), rest, unit, stretch, from_zero=False)


def view_of_ride(
    box: Box, rest: tuple[float, float], ends: tuple[float, float], triangle: tuple[float, float], curve: Array
) -> View:
    """Return the view in which a bead goes along a curve from end to end, with the triangle of the slope there.

    Parameters
    ----------
    box : Box
    rest : (float, float)
    ends : (float, float)
        Moves across, to the left and to the right.
    triangle : (float, float)
        Its foot and its upright where the bead rests.
    curve : ndarray, shape (n, 2)
        Moves of the bead along it.
    """
    low, high = ends
    unit, upright = box.width / (high - low), triangle[1]
    x = box.left - low * unit
    reach = max(_REACH * abs(upright), box.height / unit)
    moves = np.clip(np.append(curve[:, 1], [0.0, upright]), -reach, reach)
    fall, span = float(moves.min()), float(np.ptp(moves))
    if not span:
        return _flat(box, x, rest, unit)
    most = _FILLED * box.height / (span * unit)
    stretch = 1.0 if _CUT <= most < 1 else whole_stretch(most)
    y = box.bottom + (box.height - span * unit * stretch) / 2 - fall * unit * stretch
    return View(
        box, np.array([x, _within(box, y, upright * unit * stretch), 0.0]), rest, unit, stretch, from_zero=False
    )


def view_in_equal_units(
    box: Box, rest: tuple[float, float], ends: tuple[float, float], triangle: tuple[float, float]
) -> View | None:
    """Return a view like that of a ride in equal units, in which no more than the ends is seen larger; if there is one.

    Parameters
    ----------
    box : Box
    rest : (float, float)
    ends : (float, float)
        Moves across, to the left and to the right.
    triangle : (float, float)
        Its foot and its upright where the bead rests.
    """
    (low, high), (foot, upright) = ends, triangle
    unit = box.width / (high - low)
    if upright:
        unit = min(unit, _RIDING * box.height / abs(upright))
    if unit * foot < _FLAT:
        return None
    x = float(box.centre[0]) - unit * (low + high) / 2
    y = float(box.centre[1]) - unit * upright / 2
    return View(box, np.array([x, y, 0.0]), rest, unit, 1.0, from_zero=False)


def _within(box: Box, y: float, upright: float) -> float:
    """Return the height of a bead, moved so far that its triangle is in the box."""
    edge = _EDGE * box.height
    lowest, highest = box.bottom + edge - min(upright, 0.0), box.top - edge - max(upright, 0.0)
    return min(max(y, lowest), highest)


def whole_stretch(most: float) -> float:
    """Return the largest plain factor up to a size: a whole number, or 1 over one.

    Examples
    --------
    >>> whole_stretch(4.7), whole_stretch(37.0), whole_stretch(0.3)
    (4.0, 30.0, 0.25)
    """
    if most >= 1:
        power = 10.0 ** math.floor(math.log10(most))
        return max(step * power for step in _STEPS if step * power <= most * (1 + 1e-9))
    power = 10.0 ** math.floor(math.log10(1 / most))
    return 1 / min(step * power for step in (*_STEPS, 10) if step * power >= (1 - 1e-9) / most)


def _flat(box: Box, x: float, rest: tuple[float, float], unit: float) -> View:
    """Return the view of a curve that is level: in equal units from 0 where there is room, else in the middle."""
    height = rest[1] * unit
    if 0 <= height <= _FILLED * box.height:
        return View(box, np.array([x, box.bottom + height, 0.0]), rest, unit, 1.0, from_zero=True)
    return View(box, np.array([x, float(box.centre[1]), 0.0]), rest, unit, 1.0, from_zero=False)
