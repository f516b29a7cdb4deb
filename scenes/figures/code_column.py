"""Lines of code below each other with their numbers, of which one is lit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import final

import numpy as np
from manim import Animation, AnimationGroup, Rectangle, RoundedRectangle, VGroup

from core.notation.reading import Reading
from scenes import theme
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Light, Shade, Showing
from scenes.type.formula import Formula, Line
from scenes.type.markers import Markers
from scenes.type.typeset import quoted

FONT, _LIKE_LABELS = "DejaVu Sans Mono", 0.79
"""Its letters are as high as a label's at this share of its size."""
_ADVANCE = 0.602 * _LIKE_LABELS * theme.LABEL
"""Of each letter."""
_LEAST_PITCH, _MOST_PITCH = 0.4, 0.6
_TINT, _EDGE, _ROUND = 0.12, 0.07, 0.1
_AFTER = 0.2
"""A number."""
_BEHIND = -1


@final
class CodeColumn(VGroup):
    """Code on a panel, as it stands.

    Parameters
    ----------
    text : str
    numbers : sequence of Reading
        Of the lines.
    look : Theme

    Attributes
    ----------
    panel : RoundedRectangle
    lines : list of Line
    numbers : list of Formula
    lit : int or None
        Which line is bright, from 1.
    """

    def __init__(self, text: str, numbers: Sequence[Reading], look: theme.Theme) -> None:
        self._look, self._rows = look, text.splitlines()
        self._indents = [len(row) - len(row.lstrip()) for row in self._rows]
        self.lines = [_code(row.strip(), look.colour("text")) for row in self._rows]
        self.numbers = [Formula("{n}", em=theme.LABEL, colour=look.colour("quiet"), n=one) for one in numbers]
        self._bars = [self._bar() for _ in self._rows]
        self.panel = RoundedRectangle(corner_radius=_ROUND).set_z_index(_BEHIND)
        self.panel.set_stroke(look.dimmed(look.colour("quiet")), width=theme.LINE_WIDTH)
        self.lit: int | None = None
        super().__init__(self.panel, *self._bars, *self.numbers, *self.lines)
        for row in range(len(self._rows)):
            self._reveal(row, 0.0)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    @property
    def last(self) -> int:
        """The number of the last line."""
        return len(self._rows)

    def least_size(self) -> Size:
        """Return the room that the longest line takes, with all lines close together."""
        longest = max(map(len, self._rows)) * _ADVANCE
        return Size(longest + self._margin + 2 * TIGHT, len(self._rows) * _LEAST_PITCH + 2 * TIGHT)

    def most_size(self) -> Size:
        """Return the room in which lines are as far apart as they may be."""
        return Size(self.least_size().width, len(self._rows) * _MOST_PITCH + 2 * TIGHT)

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box."""
        size = self.least_size()
        pitch = min(_MOST_PITCH, (box.height - 2 * TIGHT) / len(self._rows))
        left, top = box.centre[0] - size.width / 2, box.centre[1] + len(self._rows) * pitch / 2
        self.panel.stretch_to_fit_width(size.width).stretch_to_fit_height(len(self._rows) * pitch + 2 * TIGHT)
        self.panel.move_to(np.array([*box.centre[:2], 0.0]))
        for row, line in enumerate(self.lines):
            middle = top - (row + 0.5) * pitch
            base = middle - theme.LABEL * _LIKE_LABELS / 4
            first = left + self._margin + self._indents[row] * _ADVANCE
            line.on_baseline(base)
            line.shift(np.array([first - float(line.get_left()[0]), 0.0, 0.0]))
            number = self.numbers[row]
            number.on_baseline(base)
            number.shift(np.array([left + self._margin - _AFTER - float(number.get_right()[0]), 0.0, 0.0]))
            tint, edge = self._bars[row]
            tint.stretch_to_fit_width(size.width).stretch_to_fit_height(pitch)
            tint.move_to(np.array([box.centre[0], middle, 0.0]))
            edge.stretch_to_fit_height(pitch).move_to(np.array([left + _EDGE / 2, middle, 0.0]))

    def shaded(self) -> CodeColumn:
        """Let every line keep the viewer's place only; return itself."""
        for line in self.lines:
            shading = Shade(line)
            shading.begin()
            shading.interpolate(1.0)
        return self

    def light(self, line: int | None, **kwargs: object) -> Animation:
        """Return the step of the light to a line, from 1; None puts it out."""
        ways: list[Animation] = []
        if self.lit is not None and self.lit != line:
            before = self.lit - 1
            ways += [
                Showing(self._bars[before], lambda share: self._reveal(before, 1 - share)),
                Shade(self.lines[before]),
            ]
        if line is not None and line != self.lit:
            ways += [Showing(self._bars[line - 1], partial(self._reveal, line - 1)), Light(self.lines[line - 1])]
        self.lit = line
        return AnimationGroup(*ways, **kwargs)

    def _reveal(self, row: int, share: float) -> None:
        """Let the light behind a line be seen as much as said."""
        tint, edge = self._bars[row]
        tint.set_fill(opacity=share * _TINT)
        edge.set_fill(opacity=share)

    @property
    def _margin(self) -> float:
        """The room of numbers at the left."""
        return 2 * TIGHT + max(float(number.width) for number in self.numbers) + _AFTER

    def _bar(self) -> VGroup:
        colour = self._look.colour("slope")
        tint = Rectangle(stroke_width=0).set_fill(colour, opacity=_TINT)
        edge = Rectangle(width=_EDGE, stroke_width=0).set_fill(colour, opacity=1)
        return VGroup(tint, edge).set_z_index(_BEHIND)


def _code(row: str, colour: str) -> Line:
    markup = f'#text(font: "{FONT}", size: {_LIKE_LABELS}em)[#{quoted(row)}]'
    line = Line(markup, Markers(colour), theme.LABEL)
    line.text = row
    return line
