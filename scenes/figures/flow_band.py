"""The band of a flow: it joins two signed strips, is as wide as what it carries, and crosses where the sign changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

import numpy as np
from manim import Animation, VMobject

from core.model.arrays import Array
from scenes import theme
from scenes.colours import rgb_of
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
        along = since + np.linspace(0.0, 1.0, _SAMPLES) * (reach - since)
        eased = along if self._straight else along * along * (3 - 2 * along)
        widths = start.length + eased * (end.length - start.length)
        middles = [port.foot + port.length / 2 * self._across for port in (start, end)]
        line, _ = self._centre(middles[0], middles[1], along)
        # a band that only grows on the spot, from its foot or its middle, is not turned by it
        way = min((start.foot, end.foot), tuple(middles), key=lambda ends: abs((ends[1] - ends[0]) @ self._across))
        _, normals = self._centre(way[0], way[1], along)
        if max(abs(start.length), abs(end.length)) > _STOUT * abs((end.foot - start.foot) @ self._run):
            normals = np.tile(self._across, (len(along), 1))  # its sides would overtake each other in the bends
        self._front = line[-1], normals[-1], float(widths[-1])
        pieces = list(_signed(line, normals, widths)) if reach > 0 else []
        for shape, positive in ((self.solid, True), (self.hollow, False)):
            outlines = [
                _outline(*piece) for piece in pieces if bool(piece[2].sum() > 0) is positive and _is_wide(piece[2])
            ]
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

    def _centre(self, start: Array, end: Array, along: Array) -> tuple[Array, Array]:
        """Return points of a curve that leaves and arrives along the run, and its normals there."""
        along_it, aside = (end - start) @ self._run, abs((end - start) @ self._across)
        # on a steep way the longer handles keep its bends wide, so that a broad band does not fold there
        steep = aside / max(abs(along_it), _HAIR)
        handle = self._run * along_it * min(_LONGEST, max(_SHORTEST, steep * _BENT))
        corners = np.array([start, start + handle, end - handle, end])
        t = along[:, None]
        if self._straight:
            return start + t * (end - start), np.tile(self._across, (len(along), 1))
        line = (
            (1 - t) ** 3 * corners[0]
            + 3 * (1 - t) ** 2 * t * corners[1]
            + 3 * (1 - t) * t**2 * corners[2]
            + t**3 * corners[3]
        )
        slopes = (
            (1 - t) ** 2 * (corners[1] - corners[0])
            + 2 * (1 - t) * t * (corners[2] - corners[1])
            + t**2 * (corners[3] - corners[2])
        )
        # a quarter turn of the run that takes it to the direction of positive strips
        turned = np.stack([-slopes[:, 1], slopes[:, 0], np.zeros(len(slopes))], axis=1)
        turned *= np.sign(turned[0] @ self._across) or 1.0
        return line, turned / np.linalg.norm(turned, axis=1, keepdims=True)


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
    turns = [index for index in range(len(widths) - 1) if signs[index] * signs[index + 1] < 0]
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
    return _path(np.concatenate([line + half, (line - half)[::-1]]), closed=True)


def _hairs(line: Array, widths: Array) -> Array:
    """Return the stretches of the centre line where the band is too thin to see."""
    paths = []
    for index in range(len(line) - 1):
        width = float(widths[index] + widths[index + 1]) / 2
        thickest = float(np.abs(widths[index : index + 2]).max())  # where a wide band crosses, nothing is missing
        if thickest < (_HAIR if width >= 0 else _DOTTED) and (width >= 0 or index % 2 == 0):
            paths.append(_path(line[index : index + 2], closed=False))
    return np.concatenate(paths) if paths else np.zeros((0, 3))


def _path(corners: Array, *, closed: bool) -> Array:
    ends = np.roll(corners, -1, axis=0) if closed else corners[1:]
    starts = corners if closed else corners[:-1]
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    return (starts[:, None] + shares * (ends - starts)[:, None]).reshape(-1, 3)


def _flat_side(points: Array, across: Array, foot: Array) -> float | None:
    """Return how far the points level with a foot reach across the run; None where there are none."""
    level = np.abs((points - foot) @ _along(across)) < 1e-9
    return float(np.ptp(points[level] @ across)) if level.sum() > 1 else None


def _along(across: Array) -> Array:
    """Return the direction that is at right angles to another one."""
    return np.array([across[1], -across[0], 0.0])
