"""Rows of letters, one for each book, letter under letter: threads join what means the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import final

import numpy as np
from manim import Animation, AnimationGroup, Create, FadeIn, Line, VGroup

from scenes import theme
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_PITCH, _LOOSEST = 1.0, 1.7
"""From row to row, at least and at most."""
_COLUMN, _BROADEST = 1.3, 2.9
"""From letter to letter, at least and at most."""
_HEAD, _CLEAR, _OVER = 0.5, 0.36, 0.5
"""Of the line of headings; from the middle of a letter to a thread; room for a name over letters."""


@final
class BookRows(VGroup):
    """A heading over each column, and rows of letters behind the name of their book.

    Parameters
    ----------
    headings : sequence of str
        What letters of one column mean, each a word or two.
    rows : sequence of (str, sequence of str)
        The name of a book, and its letters as Typst mathematics; the first row is our own.
    colours : sequence of str
        Of the columns.
    look : Theme
    over : bool
        Whether the name of a book stands over its letters; else it stands before them.

    Attributes
    ----------
    headings : list of Label
    names : list of Label
    letters : list of list of Formula
    threads : list of list of Line
        From each row but the last down to the next one.
    """

    def __init__(
        self,
        headings: Sequence[str],
        rows: Sequence[tuple[str, Sequence[str]]],
        colours: Sequence[str],
        look: theme.Theme,
        *,
        over: bool = False,
    ) -> None:
        self._over = over
        text, quiet = look.colour("text"), look.colour("quiet")
        self.headings = [Label(one, colour=quiet) for one in headings]
        self.names = [Label(name, colour=quiet if at else text) for at, (name, _) in enumerate(rows)]
        self.letters = [
            [Formula("{it}", em=theme.HERO, colour=colour, it=it) for it, colour in zip(own, colours, strict=True)]
            for _, own in rows
        ]
        self.threads = [
            [Line(color=look.dimmed(colour, theme.PALE), stroke_width=theme.LINE_WIDTH) for colour in colours]
            for _ in rows[1:]
        ]
        super().__init__(
            *self.headings,
            *self.names,
            *(line for own in self.threads for line in own),
            *(one for own in self.letters for one in own),
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which headings and letters have their own places."""
        return Size(self._named + sum(self._columns), _HEAD + TIGHT + self._pitch * len(self.names))

    def fill(self, box: Box) -> None:
        """Stand in a box, its rows and columns as far apart as there is room, up to a limit."""
        rows, columns = len(self.names), len(self.headings)
        pitch = min(_LOOSEST + (_OVER if self._over else 0.0), (box.height - _HEAD - TIGHT) / rows)
        spare = max(0.0, box.width - self._named - sum(self._columns)) / columns
        broad = [min(one + spare, max(one, _BROADEST)) for one in self._columns]
        left = box.centre[0] - (self._named + sum(broad)) / 2
        top = box.centre[1] + (_HEAD + TIGHT + pitch * rows) / 2
        edges = accumulate(broad, initial=left + self._named)
        xs = [end + width / 2 for end, width in zip(edges, broad, strict=False)]
        down = _HEAD + TIGHT + (_OVER / 2 if self._over else 0.0)
        ys = [top - down - (at + 0.5) * pitch for at in range(rows)]
        for heading, x in zip(self.headings, xs, strict=True):
            heading.move_to(np.array([x, top - _HEAD / 2, 0.0]))
        for name, own, y in zip(self.names, self.letters, ys, strict=True):
            if self._over:
                name.move_to(np.array([left + name.width / 2, y + _CLEAR + _OVER / 2, 0.0]))
            else:
                name.move_to(np.array([left + self._named - NEAR - name.width / 2, y, 0.0]))
            for letter, x in zip(own, xs, strict=True):
                letter.move_to(np.array([x, y, 0.0]))
        for own, upper, lower in zip(self.threads, ys, ys[1:], strict=False):
            for line, x in zip(own, xs, strict=True):
                ends = upper - _CLEAR, lower + _CLEAR + (_OVER if self._over else 0.0)
                line.put_start_and_end_on(*(np.array([x, y, 0.0]) for y in ends))

    def come(self, row: int, **kwargs: object) -> Animation:
        """Return the coming of a row: its threads reach down from the row above, then its letters are there."""
        written = FadeIn(self.names[row], *self.letters[row])
        if not row:
            return AnimationGroup(written, FadeIn(*self.headings), **kwargs)
        return AnimationGroup(AnimationGroup(*map(Create, self.threads[row - 1])), written, lag_ratio=0.6, **kwargs)

    @property
    def _columns(self) -> list[float]:
        """How broad each column is at least."""
        return [max(_COLUMN, float(one.width) + NEAR) for one in self.headings]

    @property
    def _pitch(self) -> float:
        return _PITCH + (_OVER if self._over else 0.0)

    @property
    def _named(self) -> float:
        return 0.0 if self._over else max(float(one.width) for one in self.names) + NEAR
