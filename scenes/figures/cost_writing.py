"""The writing of the formula out of a picture of scores: each part leaves what it stands for, if its way is clear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

import numpy as np
from manim import Animation, FadeIn, FadeOut, LaggedStart, Mobject, VGroup

from core.model.arrays import Array
from scenes import theme
from scenes.figures.cost_parts import CostParts
from scenes.figures.miss_square import MissSquare
from scenes.layout.box import Box
from scenes.layout.cells import TIGHT
from scenes.motion import fly
from scenes.type.formula import Formula

_KNOWN = {"C", "eq", "a_j", "y_j", "begins", "first", "last", "index"}
_LOOKS = 16
"""On how many places of a way it is asked whether something is in it."""


@final
class CostWriting:
    """Writes a formula.

    Parameters
    ----------
    parts : CostParts
    formula : Formula
    room : Box
        That nothing leaves on its way.
    goals : bool
        Whether what should be stands at the ends of the rows.
    homed : bool
        Whether the network stands over the one row.
    """

    def __init__(self, parts: CostParts, formula: Formula, room: Box, *, goals: bool, homed: bool) -> None:
        self._parts, self._formula, self._room = parts, formula, room
        shown = [*self._written(goals=goals), *(shape.number for shape in parts.shapes)]
        shown += [parts.home.letter] if homed else []
        self._others = [Box.around(one) for one in shown if any(map(_is_seen, one.family_members_with_points()))]
        self._taken = [*self._others, Box.around(parts.symbol), Box.around(parts.number)]

    def write(self) -> Iterator[Animation]:
        """Yield the coming of each part, one after the other."""
        formula, parts = self._formula, self._parts
        known = [glyph for name in formula.parts for glyph in formula[name]]
        rest = [glyph for glyph in formula if glyph not in known]
        piled = VGroup(*(one.body for one in parts.shapes), parts.tank.frames)
        yield FadeOut(*parts.tank.names)  # the formula comes over it
        start = parts.symbol["C"]
        is_clear = self._is_clear(formula["C"], start.get_center(), self._others)
        yield fly(formula["C"], start) if is_clear else FadeIn(formula["C"])
        yield FadeIn(formula["eq"])
        yield from self._of_a_row()
        yield LaggedStart(*(self._come(glyph, piled.get_center()) for glyph in rest), lag_ratio=0.1)
        yield FadeIn(*(formula[name] for name in ("index", "begins", "first", "last")))
        if others := [name for name in formula.parts if name not in _KNOWN and "." not in name]:
            yield FadeIn(*(formula[name] for name in others))

    def _of_a_row(self) -> list[Animation]:
        """Return the coming of a and y out of the first row from which both ways are clear."""
        names = [name for name in ("a_j", "y_j") if name in self._formula.parts]
        told = self._told()
        starts = {j: [self._over(j, name) for name in names] for j in told}
        parts = [self._formula[name] for name in names]
        clear = [j for j in told if all(map(self._is_clear, parts, starts[j], [self._taken] * len(parts)))]
        j = (clear or told)[0]
        return [self._come(self._formula[name], start) for name, start in zip(names, starts[j], strict=True)]

    def _told(self) -> list[int]:
        """Return the outputs in whose rows it may begin: first those whose scores have their numbers inside."""
        scores = self._parts.scores
        rows = [one for one in zip(scores.rows, scores.values, self._parts.shapes, strict=True) if one[0] is not None]
        rows.sort(key=lambda one: (isinstance(one[2], MissSquare) and one[2].holds_number, one[1] != 0), reverse=True)
        return [j for j, *_ in rows if j is not None]

    def _over(self, j: int, name: str) -> Array:
        """Return where a part begins: over what it stands for, and over the number beside that."""
        part, row = self._formula[name], self._parts.rows[j]
        source = row.dot if name == "a_j" else row.ring
        number = self._parts.shapes[self._parts.scores.rows.index(j)].number
        clear = max(source.get_top()[1], number.get_top()[1] + part.height / 2 + TIGHT)
        highest = self._formula.get_top()[1] - part.height / 2
        return np.array([source.get_x(), min(clear, highest), 0.0])

    def _come(self, part: Mobject, start: Array) -> Animation:
        if theme.is_calm() or not self._is_clear(part, start, self._taken):
            return FadeIn(part)
        return FadeIn(part, target_position=start)

    def _is_clear(self, part: Mobject, start: Array, taken: Sequence[Box]) -> bool:
        """Whether a part can fly from a place to its own over nothing that is written, and in the room."""
        own = Box.around(part)
        for share in np.linspace(0.0, 1.0, _LOOKS):
            across, up, _ = (1 - share) * (start - part.get_center())
            there = Box(own.left + across, own.bottom + up, own.right + across, own.top + up)
            if not self._room.contains(there) or any(there.overlaps(one) for one in taken):
                return False
        return True

    def _written(self, *, goals: bool) -> Iterator[Mobject]:
        """Yield what is written in the rows."""
        for row in self._parts.rows.values():
            yield row.title
            yield from row.tick_names
            if goals:
                yield row.goal[1]


def _is_seen(glyph: Mobject) -> bool:
    return bool(glyph.get_fill_opacity())
