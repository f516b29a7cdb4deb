"""Broken lines as one shape each: a shape a dash would make a network of many hundreds."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VMobject


def joined(dashed: VMobject) -> VMobject:
    """Return the dashes of a dashed line or shape as one shape that looks the same.

    Parameters
    ----------
    dashed : VMobject
        With a submobject for each dash, all in one style.

    Returns
    -------
    VMobject

    Examples
    --------
    >>> from manim import LEFT, RIGHT
    >>> broken = joined(DashedLine(LEFT, RIGHT))
    >>> len(broken.submobjects), len(broken.get_subpaths()) > 5
    (0, True)
    """
    one = VMobject()
    if dashed.submobjects:
        one.match_style(dashed.submobjects[0])
        one.points = np.concatenate([dash.points for dash in dashed.submobjects])
    return one


def broken_line(start: np.ndarray, end: np.ndarray, color: str) -> VMobject:
    """Return a dashed line from one point to another, as one shape."""
    return joined(DashedLine(start, end, color=color))
