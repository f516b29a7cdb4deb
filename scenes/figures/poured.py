"""What a score is as an area: rectangles that go to their places, and change their shape there, never their size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import DL, Animation, VGroup, VMobject

from scenes import theme
from scenes.figures.strip import HAIR, HOLLOW
from scenes.motion import Showing

_PARTED, _PARTS = 1.5, 0.1
"""Width of the line between two layers, and how high they must be for it."""
SETTLES = 0.55
"""Which share of its way a score has gone when it begins to spread."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of the stage by its lower left corner, in scene units."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def slices(self, shares: Sequence[float]) -> list[Patch]:
        """Return it cut across, from below, into pieces of these shares of its height.

        Examples
        --------
        >>> [one.bottom for one in Patch(0.0, 0.0, 1.0, 2.0).slices([0.25, 0.75])]
        [0.0, 0.5]
        """
        ends = np.cumsum([0.0, *shares]) * self.height
        return [
            Patch(self.left, self.bottom + float(low), self.width, float(high - low)) for low, high in pairwise(ends)
        ]

    def towards(self, other: Patch, share: float) -> Patch:
        """Return it on its way to another one: first it goes there as it is, then it spreads.

        Where both have one area, it has it all along; where both have one height, it has that.

        Examples
        --------
        >>> way = Patch(0.0, 3.0, 0.5, 0.5).towards(Patch(4.0, 0.0, 1.0, 0.25), 0.8)
        >>> round(way.area, 9)
        0.25
        """
        gone, spread = min(1.0, share / SETTLES), max(0.0, (share - SETTLES) / (1 - SETTLES))
        across, down = gone * gone * (3 - 2 * gone), gone**3
        middle = self.left + self.width / 2
        middle += across * (other.left + other.width / 2 - middle)
        bottom = self.bottom + down * (other.bottom - self.bottom)
        width = _between(self.width, other.width, spread * spread * (3 - 2 * spread))
        height = _between(self.height, other.height, spread * spread * (3 - 2 * spread))
        return Patch(middle - width / 2, bottom, width, height)


@final
class Poured(VGroup):
    """A score as an area: in one piece, or in as many as the unit squares over which it is poured.

    Parameters
    ----------
    colour, ground : str
        Of the area; and of what parts it from the next one.
    negative : bool
        A score below 0 is hollow.
    pieces : int
        How many it falls into at the end.
    """

    def __init__(self, colour: str, ground: str, *, negative: bool = False, pieces: int = 1) -> None:
        self._colour, self._ground, self._negative = colour, ground, negative
        self.patches: tuple[Patch, ...] = ()
        super().__init__(*(VMobject(stroke_width=0) for _ in range(max(1, pieces))))

    @property
    def area(self) -> float:
        """What it covers now, measured on its points."""
        return float(sum(np.prod(np.ptp(piece.points[:, :2], axis=0)) for piece in self if len(piece.points)))

    @property
    def height(self) -> float:
        """How high its pieces are together, measured on their points."""
        return float(sum(np.ptp(piece.points[:, 1]) for piece in self if len(piece.points)))

    def show(self, *patches: Patch) -> None:
        """Cover some rectangles, one for each piece; of fewer, the rest is nothing."""
        self.patches = patches
        for place, piece in enumerate(self):
            patch = patches[place] if place < len(patches) else None
            if patch is None or patch.width <= 0:
                piece.points = np.zeros((0, 3))
                continue
            low, across, up = np.array([patch.left, patch.bottom, 0.0]), patch.width, patch.height
            corners = np.array([[0, 0, 0], [across, 0, 0], [across, up, 0], [0, up, 0], [0, 0, 0]], dtype=float)
            piece.set_points_as_corners(low + corners)
            self._paint(piece, up)

    def _paint(self, piece: VMobject, height: float) -> None:
        if vars(piece).get("_bright"):  # shaded now, and not to be painted
            return
        is_hair = height < HAIR
        piece.set_fill(self._colour, opacity=0.0 if is_hair else HOLLOW if self._negative else 1.0)
        if is_hair or self._negative:
            piece.set_stroke(self._colour, width=theme.LINE_WIDTH, opacity=1)
        else:
            piece.set_stroke(self._ground, width=_PARTED if height > _PARTS else 0.0, opacity=1)


def slots_of(fills: Iterable[VMobject]) -> list[Patch]:
    """Return the rectangles that are filled of a cost square."""
    seen = [fill for fill in fills if fill.height > 0]
    corners = [fill.get_corner(DL) for fill in seen]
    sizes = [(float(fill.width), float(fill.height)) for fill in seen]
    return [Patch(float(x), float(y), *size) for (x, y, _), size in zip(corners, sizes, strict=True)]


def pouring(start: Patch, slots: Sequence[Patch], poured: Poured, **kwargs: Any) -> Animation:
    """Return the flight of a score into the rectangles where it will lie; it is gone when it has arrived.

    Parameters
    ----------
    start : Patch
        Where it lies now.
    slots : sequence of Patch
        Such as `slots_of` finds.
    poured : Poured
        Of as many pieces.
    """
    whole = sum(slot.area for slot in slots)
    cut = start.slices([slot.area / whole for slot in slots])

    def show(share: float) -> None:
        poured.show(*(piece.towards(slot, share) for piece, slot in zip(cut, slots, strict=True)))

    return Showing(poured, show, remover=True, **kwargs)


def _between(start: float, end: float, share: float) -> float:
    """Return what is between two lengths, so that a product of two that is one at the ends is one on the way."""
    if start <= 0 or end <= 0:
        return start + share * (end - start)
    return float(start ** (1 - share) * end**share)
