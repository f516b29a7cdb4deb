"""A brace to scale: from where a dot was to where it is."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import VMobject

from scenes import theme

HEIGHT = 0.2
_TIP = 0.5
"""Share of the height that the tip takes."""


@final
class Brace(VMobject):
    """A curly brace whose length is exactly the distance that it measures.

    Parameters
    ----------
    colour : str

    Examples
    --------
    >>> brace = Brace("#FFFFFF")
    >>> brace.span(0.0, 2.0, 1.0)
    >>> float(round(brace.width, 6))
    2.0
    """

    def __init__(self, colour: str) -> None:
        super().__init__(stroke_color=colour, stroke_width=theme.LINE_WIDTH, fill_opacity=0)
        self.span(0.0, 0.0, 0.0)

    def span(self, start: float, end: float, foot: float) -> None:
        """Reach from one x to another above a height."""
        left, right = min(start, end), max(start, end)
        middle, curl = (left + right) / 2, min(HEIGHT, (right - left) / 4)
        low, waist, tip = foot, foot + HEIGHT * (1 - _TIP), foot + HEIGHT
        corners = [(left, low), (left, waist), (left + curl, waist), (middle - curl, waist)]
        corners += [(middle, waist), (middle, tip), (middle, waist), (middle + curl, waist)]
        corners += [(right - curl, waist), (right, waist), (right, low)]
        p = [np.array([x, y, 0.0]) for x, y in corners]
        self.clear_points()
        self.start_new_path(p[0])
        self.add_quadratic_bezier_curve_to(p[1], p[2])
        self.add_line_to(p[3])
        self.add_quadratic_bezier_curve_to(p[4], p[5])
        self.add_quadratic_bezier_curve_to(p[6], p[7])
        self.add_line_to(p[8])
        self.add_quadratic_bezier_curve_to(p[9], p[10])
