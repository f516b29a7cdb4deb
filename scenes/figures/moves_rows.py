"""Where a row of slopes and a row of moves stand: what is heavy in them comes near the middle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Mobject, VGroup

from scenes.figures.ledger import Ledger, Standing, spread
from scenes.layout.box import Box
from scenes.layout.ink import middle_of_ink, subpaths
from scenes.type.blanks import Drawn, Pieces

_BROADEST = 1.2
"""A slot is not broader."""
_FREE_LEFT, _FREE_RIGHT, _ASIDE = 0.2, 0.32, 0.05
"""How much of the width may stay free at a side; how far at the right what is heavy there stands, against the key."""
_OUTLINE = 0.15
"""How heavy a hollow strip is against a solid one."""
_TRIED, _OFF = (0.0, 0.03, -0.03, 0.06, -0.06, 0.09, -0.09, 0.12, 0.15), 0.065
"""How far aside rows are tried to stand; the first that leaves the middle of all so near that of the picture."""
_WIDEST = 0.62
"""Of the width: what is to be taken of it."""


@dataclass(frozen=True, slots=True, eq=False)
class MovesRows:
    """Where the two rows stand, ledger by ledger, and how much longer each is drawn than the first one.

    Parameters
    ----------
    slopes, moves : tuple of Standing
    lenses : tuple of float
    """

    slopes: tuple[Standing, ...]
    moves: tuple[Standing, ...]
    lenses: tuple[float, ...]

    def towards(self, other: MovesRows, share: float) -> MovesRows:
        """Return where they are on the way to another place."""
        slopes = (here.towards(there, share) for here, there in zip(self.slopes, other.slopes, strict=True))
        moves = (here.towards(there, share) for here, there in zip(self.moves, other.moves, strict=True))
        return MovesRows(tuple(slopes), tuple(moves), other.lenses)


def spans_in(
    box: Box, rows: Sequence[tuple[Ledger, ...]], units: Sequence[float], ends: tuple[float, float], aside: float
) -> list[tuple[float, float]]:
    """Return the ends of ledgers: what is heavy comes as near to the middle of a box as there is room for.

    Parameters
    ----------
    box : Box
    rows : sequence of tuple of Ledger
        Below each other.
    units : sequence of float
        Scene units for each unit of a slope, ledger by ledger.
    ends : (float, float)
        Between which there is room beside the key.
    aside : float
        How much further to the right they stand, of the box's width, if there is room.
    """
    (first, last), middle = ends, float(box.centre[0])
    share = _heaviest(rows, units, ends)
    if share >= 1 / 2:
        middle += _ASIDE * box.width
        central, free = (middle - first) / share, _FREE_RIGHT
    else:
        central, free = (last - middle) / (1 - share), _FREE_LEFT
    broadest = sum(ledger.breadth(_BROADEST) for ledger in rows[0])
    width = min(broadest, last - first, max(central, last - first - free * box.width))
    left = max(first, middle - share * width, box.right - _FREE_RIGHT * box.width - width)
    left = min(max(first, left + aside * box.width), last - width)
    return spread(rows[0], left, left + width)


def most_central(box: Box, stand: Callable[[float], MovesRows], seen: Callable[[], Sequence[Mobject]]) -> MovesRows:
    """Return the first of some rows that have the middle of all about that of the picture and fill it, or the best.

    Parameters
    ----------
    box : Box
    stand : callable
        Lets all stand so far aside, and returns its rows.
    seen : callable
        Returns all that will be seen.
    """
    found = []
    for aside in _TRIED if box.width > box.height else _TRIED[:1]:
        rows, drawn = stand(aside), seen()
        bare = _WIDEST - Box.around(*drawn).width / box.width
        found.append((max(abs(middle_of_ink(_pieces(drawn))) / box.width, bare), rows))
        if found[-1][0] <= _OFF:
            break
    return min(found, key=lambda one: one[0])[1]


def _pieces(drawn: Sequence[Mobject]) -> Pieces:
    """Return each strip by itself, as heavy as it is: strips that lie far apart are one path."""
    pieces = []
    for part in (one for one in VGroup(*drawn).get_family() if len(one.points)):
        for path in subpaths(part):
            piece = Drawn()
            piece.points, piece.stroke_width = path, part.stroke_width
            piece.fill_rgbas, piece.stroke_rgbas = part.fill_rgbas, part.stroke_rgbas
            pieces.append(piece)
    return Pieces(*pieces)


def _heaviest(rows: Sequence[tuple[Ledger, ...]], units: Sequence[float], ends: tuple[float, float]) -> float:
    """Return where the middle of what is heavy is between two ends, as a share of the way."""
    spans, weights, middles = spread(rows[0], *ends), [], []
    for row in rows:
        for ledger, unit, (start, end) in zip(row, units, spans, strict=True):
            weights.append(np.where(ledger.values > 0, 1.0, _OUTLINE) * np.abs(ledger.values) * unit)
            middles.append(start + (np.arange(ledger.count) + 0.5) / ledger.count * (end - start))
    heavy = np.concatenate(weights)
    if not heavy.any():
        return 1 / 2
    return float((heavy @ np.concatenate(middles) / heavy.sum() - ends[0]) / (ends[1] - ends[0]))
