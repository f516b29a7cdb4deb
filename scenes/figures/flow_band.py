"""The band of a flow: it joins two signed strips, is as wide as what it carries, and crosses where the sign changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import final

import numpy as np
from manim import Animation, VMobject

from core.model.arrays import Array, read_only
from scenes import theme
from scenes.colours import rgb_of
from scenes.figures.clipping import pieces, straight
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.motion import Computed
from scenes.type.blanks import Drawn, Pieces

SOLID, HOLLOW, SWEPT = 0.82, 0.10, 0.40
"""Opacity of a band's fill: of a positive one, of a negative one, of one that rests."""
COVERING = 0.85
"""Opacity of the fill of a hollow band that lies on its ground: what it crosses is still seen."""
_THIN = 0.6
"""How wide the outline of a hollow band is while it rests."""
_SAMPLES = 25
_STOUT = 0.6
"""A band that is wider, for the length of its run, is as wide as it is across the run from end to end."""
_SHORTEST, _LONGEST, _BENT = 0.5, 0.9, 0.45
"""Of the way along the run: how far the curve of a band goes straight on at its ends; longer on a steep way."""
_HAIR = 0.012
"""What is thinner is drawn as a hair line."""
_DOTTED = 0.03
"""What is thinner and negative is drawn as a dotted line."""


@dataclass(frozen=True, slots=True, eq=False)
class Port:
    """Where a band begins or ends: a signed strip across its run.

    Parameters
    ----------
    foot : ndarray, shape (3,)
    length : float
        From the foot to the tip, in scene units; negative towards the other side.
    """

    foot: Array
    length: float


@final
class FlowBand(Pieces):
    """A band from one signed strip to another.

    Its width is measured across its run. Where it is negative it is hollow; where it changes its sign its two pieces
    meet in a point. What is thinner than can be seen is a hair, dotted where it is negative.

    Parameters
    ----------
    colour : str
    tall : bool
        Whether it runs along the height of the frame, and strips along its width.
    what : str
        What it carries, for whoever measures.
    straight : bool
        Whether its sides are straight, for two strips that stand nearer to each other than they are long.
    ground : str, optional
        What a hollow band lies on where it crosses solid ones; by default they are seen through it.

    Attributes
    ----------
    solid, hollow : VMobject
    """

    def __init__(
        self, colour: str, *, tall: bool = False, what: str = "", straight: bool = False, ground: str | None = None
    ) -> None:
        self._colour, self._what, self._straight = colour, what, straight
        self._run, self._across = (
            (np.array([0.0, -1.0, 0.0]), np.array([1.0, 0.0, 0.0]))
            if tall
            else (np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
        )
        self.solid = Drawn(stroke_width=0).set_fill(colour, opacity=SOLID)
        self._hollow_fill = HOLLOW if ground is None else COVERING
        inside = colour if ground is None else _between(ground, colour, HOLLOW)
        self.hollow = Drawn(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        self.hollow.set_fill(inside, opacity=self._hollow_fill)
        self._hair = Drawn(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2)
        self._ends: tuple[Port, Port] | None = None
        self._whole = False
        self._lit: tuple[float, float] | None = None
        super().__init__(self._hair, self.solid, self.hollow)

    @property
    def hair(self) -> VMobject:
        """Where it is too thin to see; a flow draws it below all of its bands."""
        return self._hair

    def join(self, start: Port, end: Port, reach: float = 1.0, since: float = 0.0) -> None:
        """Lead from one strip to another.

        Parameters
        ----------
        start, end : Port
        reach : float
            Which share of its way the band has gone, 0 to 1; its front is straight.
        since : float
            From which share of its way on there is something left of it.
        """
        self._ends, self._whole = (start, end), reach == 1.0 and since == 0.0
        reach = reach if reach > since else 0.0
        course = _course(since, reach)
        eased = course.along if self._straight else course.eased
        widths = start.length + eased * (end.length - start.length)
        middles = [port.foot + port.length / 2 * self._across for port in (start, end)]
        corners = self._corners(middles[0], middles[1])
        line = course.points @ corners
        # a band that only grows on the spot, from its foot or its middle, is not turned by it
        way = min((start.foot, end.foot), tuple(middles), key=lambda ends: abs((ends[1] - ends[0]) @ self._across))
        is_stout = max(abs(start.length), abs(end.length)) > _STOUT * abs((end.foot - start.foot) @ self._run)
        if self._straight or is_stout:  # its sides would overtake each other in the bends
            normals = np.broadcast_to(self._across, line.shape)
        else:
            normals = self._normals(course.slopes @ (corners if way[0] is middles[0] else self._corners(*way)))
        self._front = line[-1], normals[-1], float(widths[-1])
        parts = list(_signed(line, normals, widths)) if reach > 0 else []
        for shape, positive in ((self.solid, True), (self.hollow, False)):
            outlines = [_outline(*part) for part in parts if bool(part[2].sum() > 0) is positive and _is_wide(part[2])]
            shape.points = np.concatenate(outlines) if outlines else np.zeros((0, 3))
        self._hair.points = _hairs(line, widths) if reach > 0 else np.zeros((0, 3))

    def ride(self, strip: Strip, share: float = 1.0) -> None:
        """Put a strip across the band's front, as long as the band is wide there; or a share of it."""
        middle, normal, width = self._front
        strip.span(middle - normal * width / 2, share * width, normal)

    def light(self, bright: float, shown: float = 1.0) -> None:
        """Be bright or calm, or something between.

        Parameters
        ----------
        bright : float
            0 for a band that has been swept and rests, 1 for one that is talked about.
        shown : float
            How much of it is there at all.
        """
        if self._lit == (bright, shown) and self.solid.fill_rgbas[0][3] == shown * (SWEPT + bright * (SOLID - SWEPT)):
            return
        self._lit = bright, shown
        self.solid.set_fill(opacity=shown * (SWEPT + bright * (SOLID - SWEPT)))
        self.hollow.set_fill(opacity=shown * self._hollow_fill)
        thin = _THIN + bright * (1 - _THIN)
        self.hollow.set_stroke(width=theme.LINE_WIDTH * thin, opacity=shown)
        self._hair.set_stroke(width=theme.LINE_WIDTH / 2, opacity=shown)

    def rest(self) -> Animation:
        """Return its going to where it keeps the viewer's place: a calm band."""
        return _Rest(self)

    def measures(self) -> Iterator[Measure]:
        """Yield the widths at its two ends."""
        if self._ends is None or not self._whole:
            return
        for port, end in zip(self._ends, ("start", "end"), strict=True):
            shape = self.solid if port.length > 0 else self.hollow
            if abs(port.length) <= _DOTTED or not len(shape.points):
                continue
            drawn = _flat_side(shape.points, self._across, port.foot)
            if drawn is not None:
                yield Measure("copy", f"{self._what}, its {end}", drawn, abs(port.length))

    def _corners(self, start: Array, end: Array) -> Array:
        """Return the control points, shape (4, 3), of a curve that leaves and arrives along the run."""
        if self._straight:
            return np.array([start, start + (end - start) / 3, end - (end - start) / 3, end])
        along_it, aside = (end - start) @ self._run, abs((end - start) @ self._across)
        # on a steep way the longer handles keep its bends wide, so that a broad band does not fold there
        steep = aside / max(abs(along_it), _HAIR)
        handle = self._run * along_it * min(_LONGEST, max(_SHORTEST, steep * _BENT))
        return np.array([start, start + handle, end - handle, end])

    def _normals(self, slopes: Array) -> Array:
        """Return a quarter turn of slopes: the one that takes the run to the direction of positive strips."""
        turned = np.column_stack([-slopes[:, 1], slopes[:, 0], np.zeros(len(slopes))])
        turned *= np.sign(turned[0] @ self._across) or 1.0
        found: Array = turned / np.sqrt(turned[:, :1] ** 2 + turned[:, 1:2] ** 2)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """Places along a cubic curve, from which its points and slopes follow by its four control points."""

    along: Array
    eased: Array
    points: Array
    slopes: Array


@lru_cache(maxsize=64)
def _course(since: float, reach: float) -> _Course:
    """Return places from one share of the curve's length to another."""
    along = since + np.linspace(0.0, 1.0, _SAMPLES) * (reach - since)
    back = 1 - along
    points = np.column_stack([back**3, 3 * back**2 * along, 3 * back * along**2, along**3])
    ahead, middle, last = back**2, 2 * back * along, along**2
    slopes = np.column_stack([-ahead, ahead - middle, middle - last, last])
    return _Course(*map(read_only, (along, along * along * (3 - 2 * along), points, slopes)))


class _Rest(Computed):
    """The calming of a band that has been swept."""

    def interpolate_mobject(self, alpha: float) -> None:
        """Thin out the fill."""
        share = self.rate_func(alpha)
        self.mobject.solid.set_fill(opacity=SOLID + share * (SWEPT - SOLID))


def _between(ground: str, colour: str, share: float) -> str:
    """Return a colour of which a share lies over a ground."""
    below, above = rgb_of(ground), rgb_of(colour)
    return "#" + "".join(f"{round(float(part) * 255):02X}" for part in below + share * (above - below))


def _signed(line: Array, normals: Array, widths: Array) -> Iterator[tuple[Array, Array, Array]]:
    """Yield the pieces of one sign, each with the point in which two meet."""
    signs = np.sign(widths)
    turns = np.flatnonzero(signs[:-1] * signs[1:] < 0).tolist()
    first: tuple[Array, ...] = ()
    start = 0
    for index in (*turns, len(widths) - 1):
        piece = [line[start : index + 1], normals[start : index + 1], widths[start : index + 1]]
        if first:
            piece = [np.concatenate([one[None], many]) for one, many in zip(first, piece, strict=True)]
        if index < len(widths) - 1:
            share = abs(widths[index]) / (abs(widths[index]) + abs(widths[index + 1]))
            first = tuple(many[index] + share * (many[index + 1] - many[index]) for many in (line, normals))
            first = (*first, np.array(0.0))
            piece = [np.concatenate([many, one[None]]) for one, many in zip(first, piece, strict=True)]
        start = index + 1
        yield piece[0], piece[1], piece[2]


def _is_wide(widths: Array) -> bool:
    """Whether a piece of one sign is drawn as an area anywhere."""
    return float(np.abs(widths).max()) > (_HAIR if widths.sum() > 0 else _DOTTED)


def _outline(line: Array, normals: Array, widths: Array) -> Array:
    """Return a closed path of straight cubic pieces around a piece of a band."""
    half = normals * np.abs(widths)[:, None] / 2
    return straight(np.concatenate([line + half, (line - half)[::-1], line[:1] + half[:1]]))


def _hairs(line: Array, widths: Array) -> Array:
    """Return the stretches of the centre line where the band is too thin to see."""
    thick = np.abs(widths)
    thickest = np.maximum(thick[:-1], thick[1:])  # where a wide band crosses, nothing is missing
    solid = widths[:-1] + widths[1:] >= 0
    dotted = ~solid & (np.arange(len(solid)) % 2 == 0)
    thin = (solid & (thickest < _HAIR)) | (dotted & (thickest < _DOTTED))
    return pieces(line[:-1][thin], line[1:][thin])


def _flat_side(points: Array, across: Array, foot: Array) -> float | None:
    """Return how far the points level with a foot reach across the run; None where there are none."""
    level = np.abs((points - foot) @ _along(across)) < 1e-9
    return float(np.ptp(points[level] @ across)) if level.sum() > 1 else None


def _along(across: Array) -> Array:
    """Return the direction that is at right angles to another one."""
    return np.array([across[1], -across[0], 0.0])
