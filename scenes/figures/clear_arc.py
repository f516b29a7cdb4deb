"""The arc on which type flies past other type."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, PI, UP, Animation, FadeIn, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.layout.box import Box

_STEPS, _BEND = 24, PI / 12
_FAR, _OFF = 100.0, 0.06
_MOST = 8
"""How many bends are tried on either side."""
_ANGLES = sorted((_BEND * step for step in range(-_MOST, _MOST + 1)), key=abs)
_TOUCHED = 1e-4
"""What boxes may have in common along the way, added up."""
_SHARES = 1.0, 0.5, 0.2
"""Of the way: where the whole is not free, something comes out of nothing nearer to its place."""
_SEEN = 0.25
"""The share of its way after which what comes out of nothing can be read."""


def clear_arc(target: Box, start: Array, taken: Sequence[Box]) -> float:
    """Return the angle of the flattest arc from a point to a box on which nothing is crossed that is taken.

    Parameters
    ----------
    target : Box
        Of what flies, in its place.
    start : ndarray, shape (3,)
        Where its middle begins.
    taken : sequence of Box

    Returns
    -------
    float
        For manim's `path_arc`, in radians; where every arc crosses something, the one that crosses least.

    Examples
    --------
    >>> clear_arc(Box(-3.2, -0.2, -2.8, 0.2), np.array([3.0, 0.0, 0.0]), [])
    0.0
    >>> bool(abs(clear_arc(Box(-3.2, -0.2, -2.8, 0.2), np.array([3.0, 0.0, 0.0]), [Box(-1, -1, 1, 1)])) > 1)
    True
    """
    crossed: dict[float, float] = {}
    for angle in _ANGLES:
        crossed[angle] = _crossed(target, start, angle, taken)
        if not crossed[angle]:
            break
    return min(crossed, key=crossed.__getitem__)


def rim_of(source: Box, written: VMobject) -> Array:
    """Return where something that comes out of a box begins its way: at the side of it that looks to its place.

    Parameters
    ----------
    source : Box
    written : VMobject
        In its place already.

    Returns
    -------
    ndarray, shape (3,)
    """
    way = written.get_center() - source.centre
    out = (source.width + written.width) / 2 + _OFF, (source.height + written.height) / 2 + _OFF
    share = min([1.0, *(room / abs(one) for room, one in zip(out, way[:2], strict=True) if abs(one) > room)])
    found: Array = source.centre + share * way
    return found


def round_about(centre: Array, radius: float, written: VMobject) -> list[Array]:
    """Return where something that comes out of a disc may begin its way: on the side of its place, above and below.

    Parameters
    ----------
    centre : ndarray, shape (3,)
    radius : float
    written : VMobject
        In its place already.
    """
    ways = [written.get_center() - centre, UP, DOWN]
    off = radius + max(written.width, written.height) / 2
    return [centre + off * way / np.linalg.norm(way) for way in ways]


def past_type(written: VMobject, start: Array, taken: Sequence[Box], room: Box) -> Animation:
    """Return the way of something written from a point to its place, past all that is taken and within a room.

    Where there is no such way, and where there is less movement, it comes in its own place.

    Parameters
    ----------
    written : VMobject
        In its place already.
    start : ndarray, shape (3,)
        Where its middle begins.
    taken : sequence of Box
    room : Box
    """
    return past_type_from([start], written, taken, room)


def past_type_from(starts: Sequence[Array], written: VMobject, taken: Sequence[Box], room: Box) -> Animation:
    """Return the way of something written to its place, past all that is taken, from one of some points within a room.

    Where there is no such way, and where there is less movement, it comes in its own place.

    Parameters
    ----------
    starts : sequence of ndarray, shape (3,)
        Where its middle may begin.
    written : VMobject
        In its place already.
    taken : sequence of Box
    room : Box
    """
    target, beyond = Box.around(written), [*taken, *_around(room)]
    for share in () if theme.is_calm() else _SHARES:
        near = [target.centre + share * (start - target.centre) for start in starts]
        ways = [(start, angle) for start in near for angle in _ANGLES]
        crossed = [_crossed(target, *way, beyond, since=_SEEN) for way in ways]
        least = int(np.argmin(crossed))
        if crossed[least] < _TOUCHED:
            return FadeIn(written, target_position=ways[least][0], path_arc=ways[least][1])
    return FadeIn(written)


def _around(room: Box) -> Sequence[Box]:
    """Return what lies outside of a room."""
    left, bottom, right, top = room.sides
    return (
        Box(left - _FAR, bottom - _FAR, left, top + _FAR),
        Box(right, bottom - _FAR, right + _FAR, top + _FAR),
        Box(left - _FAR, bottom - _FAR, right + _FAR, bottom),
        Box(left - _FAR, top, right + _FAR, top + _FAR),
    )


def _crossed(target: Box, start: Array, angle: float, taken: Sequence[Box], since: float = 0.0) -> float:
    """Return how much boxes have in common with the target on its way along an arc, at some places added up."""
    sides = np.array([box.sides for box in taken]).reshape(-1, 4)
    shifts = (_along(start, target.centre, angle, np.linspace(since, 1.0, _STEPS)) - target.centre[:2])[:, None]
    low = np.maximum(shifts + target.sides[:2], sides[:, :2])
    high = np.minimum(shifts + target.sides[2:], sides[:, 2:])
    return float(np.maximum(high - low, 0.0).prod(axis=2).sum())


def _along(start: Array, end: Array, angle: float, shares: Array) -> Array:
    """Return places on the arc from start to end on which manim moves, shape (n, 2)."""
    one, other = complex(*start[:2]), complex(*end[:2])
    if not angle:
        places = one + shares * (other - one)
    else:
        centre = (one + other) / 2 + 1j * (other - one) / (2 * np.tan(angle / 2))
        places = centre + (one - centre) * np.exp(1j * angle * shares)
    return np.column_stack([places.real, places.imag])
