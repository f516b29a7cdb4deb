"""What one step adds to every weight and bias, as strips in a row for each layer: nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import LEFT, Animation, FadeIn, Line, VGroup, VMobject

from core.model.arrays import Array
from core.model.fact import layer_number
from core.passes.choices.one_or_all import OneOrAll, moving
from scenes import theme
from scenes.figures.measures import Measure
from scenes.figures.named_number import NamedNumber
from scenes.figures.rectangles import lines, rectangles
from scenes.figures.ruler_key import RulerKey
from scenes.figures.strip import HAIR, HOLLOW
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR
from scenes.motion import Showing
from scenes.type.formula import Label

_KEY = 1.7
"""Across: what a key and its number take."""
_FULL, _WIDEST, _TALL = 0.7, 0.5, 0.94
"""Of its place: how wide a strip is; at most; and of the row, how far all of them reach, from below to above."""
_LEAST, _ROW, _LOOSE = 3.0, 0.62, 6.0
"""Across, for strips; from row to row at least, and at most."""
_ABOVE = 0.5
"""What a layer's name takes above its strips."""
_NONE = 0.05
"""Across and up: a mark on the axis where nothing moves."""


@final
class LayerMoves(VGroup):
    """The moves of one example's step, each layer on its own ruler.

    Parameters
    ----------
    told : OneOrAll
    word : str
        What precedes a layer's number.
    look : Theme
    tall : bool
        Whether a layer's name stands above its strips, and not beside them.

    Attributes
    ----------
    heads : list of NamedNumber
    axes : list of Line
    solid, hollow, hairs, nothing : dict of (int, str) to VMobject
        Of each layer and kind: w or b; where strips are too short to see, and where there are none.
    keys : list of RulerKey
    """

    def __init__(self, told: OneOrAll, word: str, look: theme.Theme, *, tall: bool) -> None:
        self._moves, self._tall, quiet = told.moves, tall, look.colour("quiet")
        count = told.moment.count
        self._kinds = [
            np.array([one.kind for one in moving(told.moment.network, layer)])
            for layer in range(1, told.moment.network.depth + 1)
        ]
        self.heads = [
            NamedNumber(Label(word, em=theme.LABEL), [count(layer_number(layer))])
            for layer, _ in enumerate(self._moves, 1)
        ]
        self.axes = [Line(color=quiet, stroke_width=theme.LINE_WIDTH / 2) for _ in self._moves]
        self.solid, self.hollow, self.hairs, self.nothing = ({} for _ in range(4))
        for at in range(len(self._moves)):
            for kind in "wb":
                colour = look.colour(kind)
                self.solid[at, kind] = VMobject(stroke_width=0).set_fill(colour, opacity=1)
                self.hollow[at, kind] = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2).set_fill(
                    colour, opacity=HOLLOW
                )
                self.hairs[at, kind] = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH / 2)
                self.nothing[at, kind] = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        self.keys = [RulerKey(told.moment, look, look.colour("text")) for _ in self._moves]
        self._shown = np.ones(len(self._moves))
        shapes = [one for each in (self.nothing, self.hairs, self.solid, self.hollow) for one in each.values()]
        super().__init__(*self.axes, *shapes, *self.heads, *self.keys)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which its rows can be told apart."""
        beside, above = (0.0, _ABOVE) if self._tall else (self._head + _KEY, 0.0)
        return Size(beside + _LEAST, (_ROW + above) * len(self._moves))

    @property
    def _head(self) -> float:
        return max(float(head.width) for head in self.heads) + NEAR

    def fill(self, box: Box) -> None:
        """Stand in a box, a row below the other: its layer, its key, its strips."""
        pitch = min(_LOOSE, box.height / len(self._moves))
        top = box.centre[1] + pitch * len(self._moves) / 2
        above = _ABOVE if self._tall else 0.0
        middles = [top - above / 2 - (at + 0.5) * pitch for at in range(len(self._moves))]
        whole = _TALL * (pitch - above)
        ends = [(min(0.0, float(moves.min())), max(0.0, float(moves.max()))) for moves in self._moves]
        self._units = [whole / (high - low) if high > low else 0.0 for low, high in ends]
        self._heights = [
            middle - unit * (low + high) / 2
            for middle, unit, (low, high) in zip(middles, self._units, ends, strict=True)
        ]
        for at, middle in enumerate(middles):
            written = middle + (pitch / 2 if self._tall else 0.0)
            self.heads[at].move_to(np.array([box.left, written, 0.0]), aligned_edge=LEFT)
            if self._units[at]:
                key, reach = self.keys[at], min(whole / 2, above or whole / 2)
                key.stand(box.left + self._head, middle, self._units[at], reach)
                key.shift(np.array([0.0, written - float(key[0].get_center()[1]), 0.0]))
        left = box.left if self._tall else box.left + self._head + max(_KEY, *map(self._reach_of, self.keys))
        self._across = []
        for at, (moves, height) in enumerate(zip(self._moves, self._heights, strict=True)):
            wide = (box.right - left) / len(moves)
            self._across.append((left + (np.arange(len(moves)) + 0.5) * wide, min(_WIDEST, _FULL * wide)))
            self.axes[at].put_start_and_end_on(np.array([left, height, 0.0]), np.array([box.right, height, 0.0]))
        for at, share in enumerate(self._shown):
            self.show(at, float(share))

    @staticmethod
    def _reach_of(key: RulerKey) -> float:
        """Return how much a key takes, with the room beside it; nothing where it has no number."""
        return float(key.width) + 2 * NEAR if len(key) > 1 else 0.0

    def show(self, at: int, share: float) -> None:
        """Show the strips of a layer, counted from 0, as long as a share of them."""
        self._shown[at] = share
        (x, wide), moves = self._across[at], self._moves[at]
        lengths, height = share * self._units[at] * moves, self._heights[at]
        for kind in "wb":
            mine = self._kinds[at] == kind
            seen, none = mine & (np.abs(lengths) >= HAIR), mine & (moves == 0)
            for shape, side in ((self.solid, lengths > 0), (self.hollow, lengths < 0)):
                here = seen & side
                shape[at, kind].points = rectangles(x[here], np.full(here.sum(), height), wide, lengths[here])
            self.hairs[at, kind].points = _flat(x[mine & ~seen & ~none], height, wide)
            self.nothing[at, kind].points = _upright(x[none], height)

    def lay(self, **kwargs: object) -> Animation:
        """Return the coming of its axes, with their names and keys."""
        return FadeIn(*self.axes, *self.heads, *(key for key in self.keys if len(key) > 1), **kwargs)

    def grow(self, at: int, **kwargs: object) -> Animation:
        """Return the growing of a layer's strips."""
        parts = (self.nothing, self.hairs, self.solid, self.hollow)
        strips = VGroup(*(each[at, kind] for each in parts for kind in "wb"))
        return Showing(strips, lambda share: self.show(at, share), **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield how long each strip is that is seen."""
        for at, (moves, kinds) in enumerate(zip(self._moves, self._kinds, strict=True)):
            lengths = self._shown[at] * self._units[at] * moves
            for kind in "wb":
                for shape, sign in ((self.solid, 1), (self.hollow, -1)):
                    meant = lengths[(kinds == kind) & (sign * lengths >= HAIR)]
                    drawn = shape[at, kind].points[3::16, 1] - self._heights[at]
                    for place, (one, other) in enumerate(zip(drawn, meant, strict=True)):
                        yield Measure("ruler", f"move {place} of layer {at + 1}", float(one), float(other))


def _flat(x: Array, height: float, wide: float) -> Array:
    ends = np.array([[[at - wide / 2, height], [at + wide / 2, height]] for at in x])
    return lines(ends.reshape(-1, 2, 2))


def _upright(x: Array, height: float) -> Array:
    ends = np.array([[[at, height - _NONE], [at, height + _NONE]] for at in x])
    return lines(ends.reshape(-1, 2, 2))
