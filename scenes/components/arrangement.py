"""How formulas share a room: stacked on their equals signs, or flowing over several lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.type.formula import Formula, Line


def stack(formulas: Sequence[Formula], at: str = "eq", buff: float = 0.35) -> VGroup:
    """Stack formulas below each other, aligned on a part of the same name.

    Parameters
    ----------
    formulas : sequence of Formula
    at : str
        Name of the part, such as an equals sign; a formula without it is aligned at its left.
    buff : float

    Returns
    -------
    VGroup
    """
    group = VGroup(*formulas).arrange(DOWN, buff=buff)
    centre = formulas[0][at].get_center()[0] if at in formulas[0].parts else formulas[0].get_left()[0]
    for formula in formulas:
        here = formula[at].get_center()[0] if at in formula.parts else formula.get_left()[0]
        formula.shift(RIGHT * (centre - here))
    return group


def flow(pieces: Sequence[Line], width: float, buff: float = 0.14, leading: float = 0.25) -> VGroup:
    """Set pieces one after another on a common baseline, on as many lines as they need.

    Parameters
    ----------
    pieces : sequence of Line
        In reading order; a line never breaks within a piece.
    width : float
        Of the room.
    buff, leading : float
        Between pieces and between lines.

    Returns
    -------
    VGroup
        The pieces, centred on the origin.
    """
    lines: list[list[Line]] = [[]]
    taken = 0.0
    for piece in pieces:
        if lines[-1] and taken + buff + piece.width > width:
            lines.append([])
            taken = 0.0
        taken += piece.width + (buff if lines[-1] else 0.0)
        lines[-1].append(piece)
    top = 0.0
    for line in lines:
        rise = max(piece.get_top()[1] - piece.baseline for piece in line)
        fall = max(piece.baseline - piece.get_bottom()[1] for piece in line)
        x = 0.0
        for piece in line:
            piece.on_baseline(top - rise)
            piece.shift(RIGHT * (x - piece.get_left()[0]))
            x += piece.width + buff
        top -= rise + fall + leading
    group = VGroup(*pieces)
    return group.move_to(np.zeros(3))
