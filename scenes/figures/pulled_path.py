"""A path that is pulled straight: its ends leave their places in a network, with the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import Animation, Line, Mobject

from scenes.figures.path_heads import rim_of
from scenes.figures.pill import NamedPill
from scenes.figures.stations import Stations
from scenes.motion import Computed


@final
class PulledPath:
    """The neurons and the cost of a path, before what is between them comes.

    Parameters
    ----------
    stations : Stations
        Where they go.
    sources : sequence of Mobject
        Where they come from: the neuron before, the activation if there is one, and the cost.

    Attributes
    ----------
    parts : list of Mobject
        Lines, then what they join.
    pills : list of NamedPill
        What comes when all is straight.
    rails : list of Line
        And the lines that come with that.
    """

    def __init__(self, stations: Stations, sources: Sequence[Mobject]) -> None:
        self._stations, self._sources = stations, sources
        self.pills = [one for one in stations.heads if isinstance(one, NamedPill)]
        self._ends = [one for one in stations.heads if not isinstance(one, NamedPill)]
        self._lines: list[Line] = [stations.rails[0], *stations.rails[len(stations.rails) - len(self._ends) + 2 :]]
        self.rails = [one for one in stations.rails if one not in self._lines]
        self.parts: list[Mobject] = [*self._lines, *self._ends]

    def gather(self) -> list[Mobject]:
        """Let the ends stand where they come from; return all that is seen then."""
        self._ways = [(s.get_center(), one.get_center()) for s, one in zip(self._sources, self._ends, strict=True)]
        self.pull(0.0)
        return self.parts

    def straighten(self, **kwargs: Any) -> Animation:
        """Return the way of the ends to their places on one line."""
        return _Pulling(self._stations, self, introducer=True, **kwargs)

    def pull(self, share: float) -> None:
        """Let the ends be so far on their way, and join them; at its end rails lead to what will be between."""
        for end, (source, place) in zip(self._ends, self._ways, strict=True):
            end.move_to(source + share * (place - source))
        for line, (one, other) in zip(self._lines, pairwise(self._ends), strict=True):
            middles = [rim_of(end).get_center() for end in (one, other)]
            way = (middles[1] - middles[0]) / np.linalg.norm(middles[1] - middles[0])
            first, last = (float(rim_of(end).width) / 2 for end in (one, other))
            line.put_start_and_end_on(middles[0] + first * way, middles[1] - last * way)

    def settle(self) -> None:
        """Let each rail lead to its neighbour."""
        self._stations.stand_heads()


class _Pulling(Computed):
    """The way of ends that have been gathered to their places."""

    stays = True

    def __init__(self, stations: Stations, path: PulledPath, **kwargs: Any) -> None:
        self._path = path
        super().__init__(stations, **kwargs)

    def interpolate(self, alpha: float) -> None:
        """Show how far they have come."""
        self._path.pull(self.rate_func(min(max(alpha, 0.0), 1.0)))
