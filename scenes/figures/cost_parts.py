"""What a picture of the cost over all outputs is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import RIGHT, UP, Circle, VGroup

from core.model.arrays import Array
from scenes.figures.cost_tank import CostTank
from scenes.figures.miss_square import MissSquare
from scenes.figures.network import Network
from scenes.figures.output_row import OutputRow
from scenes.figures.score_curve import ScoreCurve
from scenes.figures.scores import Scores
from scenes.layout.cells import TIGHT
from scenes.theme import Theme
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_DOT, _DOTS = 0.035, 0.13


@dataclass(frozen=True, slots=True, eq=False)
class CostParts:
    """What a picture of all scores is made of.

    Parameters
    ----------
    scores : Scores
    formulas : sequence of Formula
        What will stand over the squares, the largest first; one of them is chosen.
    rows : dict of int to OutputRow
        By the number of the output.
    shapes : list of MissSquare or ScoreCurve
        The scores, in the order of rows; one for all outputs that have no row.
    tank : CostTank
    symbol : Formula
        C and its equals sign.
    number : ReadOut
        What has been poured.
    more : VGroup
        In place of the outputs that have no row: dots, and how many they are.
    cursor : VGroup
        A double ring.
    counts : VGroup of Formula
        The number of the output at which the ring is, one for each row.
    home : Network
        Out of which the outputs come.
    """

    scores: Scores
    formulas: Sequence[Formula]
    rows: dict[int, OutputRow]
    shapes: list[MissSquare | ScoreCurve]
    tank: CostTank
    symbol: Formula
    number: ReadOut
    more: VGroup
    cursor: VGroup
    counts: VGroup
    home: Network

    def head(self, place: int) -> Array:
        """Return where the head of a row is, shape (3,)."""
        j = self.scores.rows[place]
        found: Array = self.more.get_center() if j is None else self.rows[j].disc.centre
        return found


def dots_for(hidden: int, colour: str) -> VGroup:
    """Return three dots above each other and how many they stand for; nothing for none."""
    if not hidden:
        return VGroup()
    dots = VGroup(*(Circle(radius=_DOT, stroke_width=0).shift(UP * _DOTS * place) for place in (-1, 0, 1)))
    dots.set_fill(colour, opacity=1)
    return VGroup(dots, Label(f"+{hidden}", colour=colour).next_to(dots, RIGHT, buff=TIGHT))


def shape_of(
    scores: Scores, place: int, rows: dict[int, OutputRow], tank: CostTank, look: Theme
) -> MissSquare | ScoreCurve:
    """Return the score of a row: the square of its miss, or the height of a curve."""
    j, reading = scores.rows[place], scores.readings[place]
    if not scores.is_square:
        if j is None:
            return ScoreCurve(lambda x: np.full_like(x, np.nan), 0.0, reading, look)
        return ScoreCurve(lambda x: scores.curve(j, x), rows[j].value, reading, look)
    pieces = len(tank.slots(len(scores.rows) - 1 - place))
    if j is None:
        side = float(np.sqrt(max(0.0, scores.values[place])))
        return MissSquare(side, 1.0, reading, look, pieces=pieces, beyond=max(0.0, scores.ends[1] - side))
    row, (low, high) = rows[j], scores.ends
    miss = row.value - row.wanted
    beyond = high - row.value if miss > 0 else row.value - low
    return MissSquare(miss, scores.share, reading, look, pieces=pieces, beyond=beyond)
