"""Where the middle of edges is for an eye, and of the matrix that they turn into."""

from __future__ import annotations

from typing import final

from manim import Mobject, VGroup

from scenes.figures.edge_matrix import EdgeMatrix
from scenes.layout.ink import middle_of_ink


@final
class EdgesSeen:
    """What stands out of edges and of their matrix, in the place that they fill now.

    Parameters
    ----------
    edges : EdgeMatrix
        Whose neurons k have not risen.
    """

    def __init__(self, edges: EdgeMatrix) -> None:
        self._edges = edges
        self._discs = [*edges.listeners.values(), *edges.speakers.values()]

    def apart(self, *beside: Mobject) -> VGroup:
        """Return neurons and edges, with something beside them."""
        edges = self._edges
        return VGroup(*self._discs, *edges.edges.values(), edges.lit, *edges.signs, *beside)

    def middle_turned(self, *beside: Mobject) -> float:
        """Return where the middle of the matrix is, the neurons k above it, with something beside it."""
        edges, speakers = self._edges, list(self._edges.speakers.values())
        before = [disc.centre for disc in speakers]
        for disc, top in zip(speakers, edges.tops, strict=True):
            disc.stand(top, disc.radius)
        matrix = (*edges.matrix.parts_of(), edges.matrix.brackets, edges.j)
        middle = middle_of_ink(VGroup(*self._discs, *matrix, *beside))
        for disc, place in zip(speakers, before, strict=True):
            disc.stand(place, disc.radius)
        return middle
