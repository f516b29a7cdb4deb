"""A gate: straight from what comes in to what is handed on, crossing where the sign changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import final

import numpy as np

from core.model.arrays import Array
from scenes import theme
from scenes.figures.flow_band import HOLLOW, Port
from scenes.figures.measures import Measure
from scenes.type.blanks import Drawn, Pieces

SOLID, CALM = 0.55, 0.3
"""Opacity of the fill of a positive gate, and of one that has been swept."""
_SEEN = 0.03


@final
class Funnel(Pieces):
    """What narrows from one strip to another within a short run.

    Parameters
    ----------
    colour : str
    across : ndarray, shape (3,)
        To where positive strips reach.
    what : str
        What it hands on, for whoever measures.

    Attributes
    ----------
    solid, hollow : Drawn

    Examples
    --------
    >>> funnel = Funnel("#FF0000", np.array([0.0, 1.0, 0.0]))
    >>> funnel.join(Port(np.zeros(3), 1.0), Port(np.array([-0.3, 0.0, 0.0]), -0.5))
    >>> bool(len(funnel.solid.points)), bool(len(funnel.hollow.points))
    (True, True)
    """

    def __init__(self, colour: str, across: Array, what: str = "") -> None:
        self._across, self._what = across, what
        self.solid = Drawn(stroke_width=0).set_fill(colour, opacity=SOLID)
        self.hollow = Drawn(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2).set_fill(colour, opacity=HOLLOW)
        self._ends: tuple[Port, Port] | None = None
        super().__init__(self.solid, self.hollow)

    def join(self, start: Port, end: Port, reach: float = 1.0, since: float = 0.0) -> None:
        """Lead from one strip to another; on the way, from a share of it to another one."""
        self._ends = (start, end) if (reach, since) == (1.0, 0.0) else None
        shares = sorted({since, max(reach, since), *self._crossing(start, end, since, reach)})
        pieces: dict[bool, list[Array]] = {True: [], False: []}
        for low, high in itertools.pairwise(shares):
            corners = [*self._side(start, end, low), *self._side(start, end, high)[::-1]]
            middle = start.length + (low + high) / 2 * (end.length - start.length)
            pieces[middle >= 0].append(_closed(np.array(corners)))
        for shape, positive in ((self.solid, True), (self.hollow, False)):
            shape.points = np.concatenate(pieces[positive]) if pieces[positive] else np.zeros((0, 3))

    def light(self, bright: float) -> None:
        """Be bright or calm, or something between."""
        self.solid.set_fill(opacity=CALM + bright * (SOLID - CALM))

    def measures(self) -> Iterator[Measure]:
        """Yield how wide it is at its two ends."""
        for port, name in zip(self._ends or (), ("begins", "ends"), strict=False):
            if abs(port.length) > _SEEN:
                points = (self.solid if port.length > 0 else self.hollow).points
                level = [point for point in points if abs(self._level(point - port.foot)) < 1e-6]
                drawn = float(np.ptp([point @ self._across for point in level])) if level else 0.0
                yield Measure("copy", f"{self._what}, where it {name}", drawn, abs(port.length))

    def _level(self, offset: Array) -> float:
        return float(offset @ np.array([self._across[1], -self._across[0], 0.0]))

    def _side(self, start: Port, end: Port, share: float) -> list[Array]:
        foot = start.foot + share * (end.foot - start.foot)
        return [foot, foot + (start.length + share * (end.length - start.length)) * self._across]

    @staticmethod
    def _crossing(start: Port, end: Port, since: float, reach: float) -> list[float]:
        if start.length * end.length >= 0:
            return []
        share = abs(start.length) / (abs(start.length) + abs(end.length))
        return [share] if since < share < reach else []


def _closed(corners: Array) -> Array:
    ends = np.roll(corners, -1, axis=0)
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    return (corners[:, None] + shares * (ends - corners)[:, None]).reshape(-1, 3)
