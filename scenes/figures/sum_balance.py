"""Where the picture of a sum has the middle of its ink near that of the stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject

from scenes.figures.sum_to_cost import SumToCost
from scenes.layout.box import Box
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_of_ink

_LEANS, _OFF = (0.0, 0.04, -0.04, 0.08, -0.08, 0.12, 0.16, 0.2, 0.24), 0.07
"""Of the stage's width: what stays free at its left, or at its right; how far off the middle of its ink may be."""
_CLEAR = 0.15


def balance_sum(picture: SumToCost, frame: Frame, *beside: Sequence[VMobject]) -> None:
    """Let a picture that is in its place leave as little free at a side as brings its ink to the middle.

    A frame that is no wider than high has no width to give up.

    Parameters
    ----------
    picture : SumToCost
    frame : Frame
    *beside : sequence of mobjects
        What else is seen when the curve is there; and when the score is.
    """
    for opened, others in enumerate(() if frame.is_tall else beside):
        found = []
        for share in _LEANS:
            away = share * frame.stage.width
            picture.lean(opened, away)
            seen = picture if opened else VGroup(*picture.of_sum(), *picture.of_curve())
            off = abs(middle_of_ink(VGroup(seen, *others))) / frame.width
            if not share or _is_clear(picture, others):
                found.append((max(0.0, off - _OFF), abs(share), away))
        picture.lean(opened, min(found)[-1])
    picture.at(0.0)


def _is_clear(picture: SumToCost, others: Sequence[VMobject]) -> bool:
    """Whether what is drawn of a picture crosses nothing else."""
    points = np.concatenate([one.points for one in (picture.curve, picture.level, picture.up)])
    for other in others:
        box = Box.around(other).inset(-_CLEAR)
        across = (points[:, 0] > box.left) & (points[:, 0] < box.right)
        if (across & (points[:, 1] > box.bottom) & (points[:, 1] < box.top)).any():
            return False
    return True
