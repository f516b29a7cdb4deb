"""How heavy what is drawn is for an eye, and where its middle is, before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from manim import VMobject

from core.model.arrays import Array, read_only
from scenes import theme
from scenes.colours import rgb_of

_SEEN = 40 / 255
"""How far a colour is from the ground, 0 to 1, where it is seen."""
_BLUR = 1 / 60
"""From full to nothing at an edge, in scene units."""
_COLUMNS, _LEVELS = 96, 160
"""Where it is looked whether something is covered."""
_LUMA = np.array([0.299, 0.587, 0.114])
_SHARE = 1e-5
"""Of a coordinate by which two ends that meet may miss each other."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How heavy something is, and where.

    Parameters
    ----------
    weight : float
        Of its area, what is seen.
    middle : float
        Where the middle of that is, across the stage; of nothing, the middle of the stage.

    Examples
    --------
    >>> Ink(1.0, 0.0).beside(Ink(3.0, 4.0), Ink(0.0, 9.0))
    Ink(weight=4.0, middle=3.0)
    """

    weight: float
    middle: float

    @staticmethod
    def of(whole: VMobject, filled: Sequence[tuple[float, float]] = ()) -> Ink:
        """Weigh what is drawn.

        Parameters
        ----------
        whole : VMobject
        filled : sequence of (float, float)
            What else will be filled: where its middle is, and its area.
        """
        own = [(_inside(part) + _outline(part), _middle(part)) for part in whole.get_family() if len(part.points)]
        pieces = [Ink(weight, middle) for weight, middle in own]
        return Ink(0.0, 0.0).beside(*pieces, *(Ink(area, middle) for middle, area in filled))

    def moved(self, across: float) -> Ink:
        """Return the same elsewhere, so far to the right."""
        return Ink(self.weight, self.middle + across)

    def beside(self, *others: Ink) -> Ink:
        """Return it together with others."""
        every = (self, *others)
        weight = sum(one.weight for one in every)
        return Ink(weight, sum(one.weight * one.middle for one in every) / weight if weight else 0.0)


def middle_of_ink(whole: VMobject, filled: Sequence[tuple[float, float]] = ()) -> float:
    """Return where the middle of what is drawn is, across the stage; of nothing, the middle of the stage.

    Parameters
    ----------
    whole : VMobject
    filled : sequence of (float, float)
        What else will be filled: where its middle is, and its area.

    Examples
    --------
    >>> from manim import RIGHT, Square, VGroup
    >>> small = Square(1.0, color="#FFFFFF", fill_opacity=1, stroke_width=0)
    >>> large = Square(3.0, color="#FFFFFF", fill_opacity=1, stroke_width=0).shift(5 * RIGHT)
    >>> round(middle_of_ink(VGroup(small, large)), 2)
    4.5
    """
    return Ink.of(whole, filled).middle


def middle_seen(whole: VMobject) -> float:
    """Return where the middle of what is drawn is, across the stage, as `middle_of_ink`; what is covered counts once.

    Examples
    --------
    >>> from manim import RIGHT, Square, VGroup
    >>> square = Square(1.0, color="#FFFFFF", fill_opacity=1, stroke_width=0)
    >>> round(middle_seen(VGroup(square, square.copy(), square.copy().shift(2 * RIGHT))), 1)
    1.0
    """
    parts = [part for part in whole.get_family() if len(part.points)]
    faces = {part.points.tobytes() for part in parts if _is_seen(part.fill_rgbas)}
    rims = {part.points.tobytes() for part in parts if part.stroke_width and _is_seen(part.stroke_rgbas)}
    lines = [Ink(_rim(part, faces, rims), _middle(part)) for part in parts]
    filled = [part for part in parts if np.asarray(part.fill_rgbas)[0][3]]
    if not faces:
        return Ink(0.0, 0.0).beside(*lines).middle
    points = np.concatenate([part.points[:, :2] for part in filled])
    ends = zip(points.min(axis=0), points.max(axis=0), (_COLUMNS, _LEVELS), strict=True)
    across, up = (low + (np.arange(count) + 0.5) * (high - low) / count for low, high, count in ends)
    ground = float(rgb_of(theme.colour("ground")) @ _LUMA)
    light = np.full((_COLUMNS, _LEVELS), ground)
    for part in filled:
        *colour, opacity = np.asarray(part.fill_rgbas)[0]
        columns, inside = _covers(part, across, up)
        there = light[columns]
        there[inside] += opacity * (np.array(colour) @ _LUMA - there[inside])
    seen = np.abs(light - ground) > _SEEN
    cell = float((across[1] - across[0]) * (up[1] - up[0]))
    heavy = [Ink(cell * count, at) for count, at in zip(seen.sum(axis=1).tolist(), across.tolist(), strict=True)]
    return Ink(0.0, 0.0).beside(*lines, *heavy).middle


def _middle(part: VMobject) -> float:
    """Return where the middle of a part is, across the stage: manim's, which lists the ends of curves one by one."""
    curve, xs = part.n_points_per_cubic_curve, part.points[:, 0]
    if part.submobjects or len(xs) % curve:
        return float(part.get_x())
    ends = np.concatenate((xs[::curve], xs[curve - 1 :: curve]))
    return float((ends.min() + ends.max()) / 2)


def _covers(part: VMobject, across: Array, up: Array) -> tuple[slice, Array]:
    """Return which columns of a grid a part reaches, and at which of their places it is, holes taken off."""
    paths = _paths(part)
    start = np.concatenate(paths)[:, :, None]
    end = np.concatenate([one for path in paths for one in (path[1:], path[:1])])[:, :, None]
    reached = slice(*np.searchsorted(across, (start[:, 0].min(), start[:, 0].max())).tolist())
    across = across[reached]
    crosses = (start[:, 0] <= across) != (end[:, 0] <= across)
    run = np.where(crosses, end[:, 0] - start[:, 0], 1.0)
    level = start[:, 1] + (across - start[:, 0]) / run * (end[:, 1] - start[:, 1])
    levels = np.sort(np.where(crosses, level, np.inf), axis=0)
    found = np.zeros((len(across), len(up)), dtype=bool)
    for low, high in zip(levels[::2], levels[1::2], strict=False):
        if not np.isfinite(low).any():
            break
        found |= (low[:, None] <= up) & (up < high[:, None])
    return reached, found


def _inside(part: VMobject) -> float:
    """Return the area inside a part, holes taken off, where it is filled so that it is seen."""
    if not _is_seen(part.fill_rgbas):
        return 0.0
    return abs(sum(map(_area, _paths(part))))


def subpaths(part: VMobject) -> list[Array]:
    """Return a part's subpaths, shape (n, 3) each: those of manim, which compares one pair of ends at a time."""
    curve = part.n_points_per_cubic_curve
    points = part.points[: len(part.points) // curve * curve]
    ends, starts = points[curve - 1 : -1 : curve, :2], points[curve::curve, :2]
    meet = (np.abs(ends - starts) <= part.tolerance_for_point_equality + _SHARE * np.abs(starts)).all(axis=1)
    return np.split(points, curve * (np.flatnonzero(~meet) + 1))


def _paths(part: VMobject) -> list[Array]:
    return [path[:, :2] for path in subpaths(part)]


def _area(path: np.ndarray) -> float:
    ahead = np.concatenate((path[1:], path[:1]))
    return float((path[:, 0] * ahead[:, 1] - path[:, 1] * ahead[:, 0]).sum() / 2)


def _outline(part: VMobject) -> float:
    """Return the area of a part's stroke."""
    if not part.stroke_width or not _is_seen(part.stroke_rgbas):
        return 0.0
    return _length(part) * float(part.stroke_width) / 100  # of a scene unit


def _rim(part: VMobject, faces: set[bytes], rims: set[bytes]) -> float:
    """Return the area of a part's stroke, and of what of its edge an eye sees beyond it: of thin type, half as much.

    What of a stroke lies on the filled area that it rims counts there; and beyond a rim its area is not seen.
    """
    inside, stroke = (_contrast(rgbas) for rgbas in (part.fill_rgbas, part.stroke_rgbas))
    outline = part.points.tobytes()
    if part.stroke_width and stroke > _SEEN:
        whole = _outline(part) + 2 * _length(part) * _beyond(stroke)
        return whole / 2 if outline in faces else whole
    return _length(part) * _beyond(inside) if inside > _SEEN and outline not in rims else 0.0


def _beyond(contrast: float) -> float:
    """Return how far an edge is seen beyond where it is."""
    return _BLUR * (0.5 - _SEEN / contrast)


def _length(part: VMobject) -> float:
    return float(np.linalg.norm(np.diff(part.points[:, :2].reshape(-1, 4, 2), axis=1), axis=2).sum())


def _is_seen(rgbas: np.ndarray) -> bool:
    return _contrast(rgbas) > _SEEN


def _contrast(rgbas: np.ndarray) -> float:
    colour = np.asarray(rgbas)[0]
    return float(abs((colour[:3] - _rgb(theme.colour("ground"))) @ _LUMA) * colour[3])


@lru_cache
def _rgb(colour: str) -> Array:
    return read_only(rgb_of(colour))
