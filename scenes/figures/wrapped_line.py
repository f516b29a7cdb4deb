"""What is too long for one line of the room that there is, in as few lines as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import final

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.layout.cells import APART, TIGHT
from scenes.layout.line_breaks import broken
from scenes.type.formula import Formula, Line, Part


@final
class WrappedLine(VGroup):
    """Pieces side by side, on one level in each line; lines stand below each other, each in the middle.

    Parameters
    ----------
    pieces : sequence of VMobject
        In the order in which they are read.
    room : float
        How long a line may be.
    levels : sequence of float, optional
        How far above its own bottom each piece has its baseline. Default: a line of type's own.
    gap : float
        Between pieces.
    apart : frozenset of int
        Before which pieces there is more room: they begin something of their own.

    Attributes
    ----------
    pieces : tuple of VMobject
    """

    def __init__(
        self,
        pieces: Sequence[VMobject],
        room: float,
        *,
        levels: Sequence[float] | None = None,
        gap: float = TIGHT,
        apart: frozenset[int] = frozenset(),
    ) -> None:
        self.pieces, self._gap, self._apart = tuple(pieces), gap, apart
        self._levels = tuple(map(level_of, pieces)) if levels is None else tuple(levels)
        lines = broken([float(one.width) + APART * (at in apart) for at, one in enumerate(pieces)], room, gap)
        super().__init__(*pieces)
        top = 0.0
        for line in lines:
            above, below = self._reach(line)
            left = -self._width(line) / 2
            for place in line:
                piece = self.pieces[place]
                left += APART * (place in apart and place != line[0])
                centre = top - above - self._levels[place] + piece.height / 2
                piece.move_to(np.array([left + piece.width / 2, centre, 0.0]))
                left += piece.width + gap
            top -= above + below + TIGHT

    def _width(self, line: range) -> float:
        more = APART * sum(place in self._apart for place in line[1:])
        return sum(float(self.pieces[place].width) for place in line) + self._gap * (len(line) - 1) + more

    def _reach(self, line: range) -> tuple[float, float]:
        """Return how far a line reaches above and below its level."""
        return (
            max(float(self.pieces[place].height) - self._levels[place] for place in line),
            max(self._levels[place] for place in line),
        )


def level_of(piece: VMobject) -> float:
    """Return how far above its own bottom a piece has its baseline, and one that is no line of type its middle."""
    return float(piece.baseline - piece.get_bottom()[1]) if isinstance(piece, Line) else float(piece.height) / 2


def worked(parts: Sequence[tuple[str, Mapping[str, Part]]], room: float, apart: frozenset[int]) -> WrappedLine:
    """Return the pieces of a formula in as many lines as it takes.

    Parameters
    ----------
    parts : sequence of (str, mapping of str to Part)
        Of each piece its template and its parts.
    room : float
        How long a line may be.
    apart : frozenset of int
        Which pieces begin something of their own.
    """
    return WrappedLine([Formula(text, em=theme.LABEL, **given) for text, given in parts], room, apart=apart)
