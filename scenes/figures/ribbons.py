"""Ribbons beside each other that share their rows and their scale: ways into the same sum."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, DashedLine, Mobject, VGroup

from core.model.quantity import Quantity
from core.notation.numeral import short
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbon_rows import balanced, common_scale, row_heights
from scenes.layout.box import Box, Size, union
from scenes.layout.cells import NEAR, TIGHT, Cells, Column, Row, Share
from scenes.layout.page import Settle
from scenes.layout.solving import boxes, least_size
from scenes.type.formula import Formula, Label

_LEVEL = 0.25
"""Of an em: from the baseline up to where a minus stands."""
_ASIDE, _INNER = 0.03, 0.4
"""Of the width: how far from the middle the weight of a ribbon may lie that stands alone; how far in that is."""

_OFF_RULE = 0.08
_ALONG = np.linspace(0.0, 1.0, 41)
"""How far from its rule, and where along it, a lens may be told, from the right."""


@final
class RowSymbols(VGroup):
    """The symbols of the rows that ribbons share, at the left of their lines.

    Parameters
    ----------
    ribbon : Ribbon
        Which may have the symbol of its first row itself.

    Attributes
    ----------
    formulas : list of Formula
    lens : int or None
        The first row under a lens, from the next `fill` on.
    """

    def __init__(self, ribbon: Ribbon) -> None:
        self._count, self._first, self._head = len(ribbon.steps), int(ribbon.named), ribbon.head
        self.lens: int | None = None
        self._named = named = ribbon.steps[self._first :]
        self.formulas = [Formula("{q}", q=step, em=theme.FORMULA, indexed=False) for step in named]
        super().__init__(*self.formulas)

    def below(self, step: Quantity) -> list[Formula]:
        """Return the symbols of the rows below that of a step."""
        return self.formulas[self._named.index(step) + 1 :]

    def least_size(self) -> Size:
        """Return the width of the widest."""
        return Size(max(formula.width for formula in self.formulas), 0.0)

    def most_size(self) -> Size:
        """Return the same width at any height."""
        return Size(self.least_size().width, math.inf)

    def fill(self, box: Box) -> None:
        """Stand at the left of a box, each at the height of its row."""
        heights = row_heights(box, self._count, head=self._head, lens=self.lens)
        for formula, height in zip(self.formulas, heights[self._first :], strict=True):
            formula.on_baseline(height - _LEVEL * formula.em)
            formula.shift((box.left - formula.get_left()[0]) * RIGHT)


@final
class BesideBands(VGroup):
    """Things at the right of a ribbon, each level with one of its bands.

    Parameters
    ----------
    things : sequence of Mobject
        From the top.
    ribbon : Ribbon
        Which stands already, whenever these do.
    after : Figure, optional
        What stands level with the first band when they have gone.
    """

    def __init__(self, things: Sequence[Mobject], ribbon: Ribbon, *, after: Any = None) -> None:
        self._ribbon, self._after = ribbon, after
        super().__init__(*things)

    def least_size(self) -> Size:
        """Return the width of the widest."""
        after = self._after.least_size().width if self._after else 0.0
        return Size(max(after, *(thing.width for thing in self)), 0.0)

    def most_size(self) -> Size:
        """Return the same width at any height."""
        return Size(self.least_size().width, math.inf)

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box, each between two rows."""
        heights = [line.get_y() for line in self._ribbon.lines]
        for thing, pair in zip(self, pairwise(heights), strict=True):
            thing.move_to(np.array([box.centre[0], sum(pair) / 2, 0.0]))
        if self._after:
            self._after.fill(Box(box.left, heights[1], box.right, heights[0]))


@final
class Ribbons(VGroup):
    """Ribbons on one scale: side by side on the same rows, or below each other.

    Parameters
    ----------
    ribbons : sequence of Ribbon
    look : Theme
    stacked : bool
    says : callable
        From a magnification, as it is written, to what is said of it on screen.
    abreast : int
        Where they are stacked: how many of the first ones stand side by side above the others.

    Attributes
    ----------
    ribbons : tuple of Ribbon
    rule : DashedLine
        From where on the moves are magnified; nothing where none are.
    magnification : VGroup
        What is said of it.
    groups : tuple of tuple of Ribbon
        Those that stand side by side.
    symbols : tuple of RowSymbols
        One for those that stand side by side.
    """

    def __init__(
        self,
        ribbons: Sequence[Ribbon],
        look: theme.Theme,
        *,
        stacked: bool,
        says: Callable[[str], str],
        abreast: int = 1,
    ) -> None:
        self.ribbons, first = tuple(ribbons), abreast if stacked else len(ribbons)
        self.groups = (self.ribbons[:first], *((ribbon,) for ribbon in self.ribbons[first:]))
        self._grey, self._says = look.colour("quiet"), says
        self.rule, self.magnification = VGroup(), VGroup()
        self.symbols = tuple(RowSymbols(group[0]) for group in self.groups)
        super().__init__(*self.symbols, *ribbons, self.rule, self.magnification)

    def least_size(self) -> Size:
        """Return the least room for all of them."""
        return least_size(self._cells())

    def fill(self, box: Box) -> None:
        """Stand in a box, as large as one scale for all allows."""
        found = boxes(self._cells(), box)
        unit, lens = common_scale(self.ribbons, [found[ribbon] for ribbon in self.ribbons])
        within: Any = {}
        if len(self.ribbons) == 1:
            middle = min(max(0.0, box.left + _INNER * box.width), box.right - _INNER * box.width)  # 0: of the stage
            reach = (middle - _ASIDE * box.width, middle + _ASIDE * box.width)
            within, only = {"within": reach}, self.ribbons[0]
            unit = balanced(only, found[only], unit, lens, reach)
        for symbols in self.symbols:
            symbols.lens = lens.row
            symbols.fill(found[symbols])
        for part in (self.rule, self.magnification):
            part.remove(*part.submobjects)
        taken = []
        if lens.row is not None:
            pane = found[self.ribbons[-1]]
            self._add_lens(Box(box.left, pane.bottom, box.right, pane.top), lens.row, lens.factors[lens.row])
            taken.append(Box.around(self.magnification))
        self._found, self._scale = found, (unit, lens, taken)
        self._stand(**within)
        if taken and self.ribbons[0].entry:  # ribbons that lean to the right stand where it is said
            self._move_aside(*self.magnification)
            taken[:] = [Box.around(self.magnification)]
            self._stand(**within)

    def _stand(self, **within: Any) -> None:
        for ribbon in self.ribbons:
            ribbon.stand(self._found[ribbon], *self._scale, **within, **self._leaning(ribbon))

    def _move_aside(self, label: Mobject) -> None:
        """Put what is said of a lens where it crosses least along its rule, as far to the right as can be."""
        size, strokes = (
            Size(label.width, label.height),
            [one for ribbon in self.ribbons for one in ribbon.labels.crossings()],
        )
        start, end = self.rule.get_left(), self.rule.get_right()
        reach = (_OFF_RULE + size.height / 2) * UP
        places = [end + share * (start - end) + side * reach for share in _ALONG for side in (-1, 1)]
        place, _ = first_clear(size, places, strokes, [], Box.around(self.rule).inset(0.0, -1.0))
        label.move_to(place)

    def alone(self, count: int = 1) -> None:
        """Let the first ribbon, or so many, have the room of all, on the scale of all, until they make room."""
        self._first = _First(self, count)
        self._first.fill(union(self._found.values()))

    def make_room(self, **kwargs: Any) -> Animation:
        """Return the way of the first ribbons into their own room."""
        return Settle(self._first, union([self._found[one] for one in self._first.stands]), **kwargs)

    def stand_first(self, count: int, box: Box) -> None:
        """Let the first ribbons and their symbols stand in a box."""
        found = boxes(self._cells(count), box)
        for symbols in self.symbols:
            if symbols in found:
                symbols.fill(found[symbols])
        for ribbon in self.ribbons[:count]:
            ribbon.stand(found[ribbon], *self._scale, **self._leaning(ribbon))

    def _leaning(self, ribbon: Ribbon) -> dict[str, Any]:
        """Return where a ribbon stands in a narrow pane: its ratios need the room on the side that it leads to."""
        end = math.copysign(math.inf, -ribbon.by)
        is_alone = (ribbon,) in self.groups
        return {"within": (end, end)} if ribbon.entry and not is_alone else {}

    def _add_lens(self, box: Box, row: int, factor: float) -> None:
        """Draw a rule across the gap above a row, and say at its right end how much longer all is from here."""
        last = self.ribbons[-1]
        heights = row_heights(box, len(last.steps), head=last.head, lens=row)
        line, label = rule_of_lens(box, heights, row, self._says(str(short(factor))), self._grey)
        self.rule.add(line)
        self.magnification.add(label)

    def _cells(self, count: int | None = None) -> Cells:
        """Return the layout of all ribbons, or of the first ones."""
        shown = self.ribbons[:count]
        groups = [[one for one in group if one in shown] for group in self.groups]
        rows = zip(self.symbols, groups, strict=True)
        found = [
            (Row(symbols, Share(Row(*group, gap=NEAR)), gap=TIGHT), len(group[0].steps))
            for symbols, group in rows
            if group
        ]
        return found[0][0] if len(found) == 1 else Column(*(Share(row, steps) for row, steps in found), gap=TIGHT)


def rule_of_lens(box: Box, heights: Sequence[float], row: int, said: str, colour: str) -> tuple[DashedLine, Label]:
    """Return a rule across the gap above the first row under a lens, and what is said of it, at its right end."""
    y = sum(heights[row - 1 : row + 1]) / 2
    line = DashedLine(
        np.array([box.left, y, 0.0]), np.array([box.right, y, 0.0]), color=colour, stroke_width=theme.LINE_WIDTH
    )
    label = Label(said, em=theme.LABEL, colour=colour)
    label.next_to(line, DOWN, buff=TIGHT).shift((box.right - label.get_right()[0]) * RIGHT)
    return line, label


class _First(VGroup):
    """The first of some ribbons with the symbols of their rows, as a figure.

    Parameters
    ----------
    ribbons : Ribbons
    count : int
    """

    def __init__(self, ribbons: Ribbons, count: int) -> None:
        self._ribbons, self._count = ribbons, count
        symbols = zip(ribbons.symbols, ribbons.groups, strict=True)
        self.stands = (
            *(one for one, group in symbols if group[0] in ribbons.ribbons[:count]),
            *ribbons.ribbons[:count],
        )
        super().__init__(*self.stands)

    def least_size(self) -> Size:
        """Return what the first ribbon needs."""
        return self._ribbons.ribbons[0].least_size()

    def fill(self, box: Box) -> None:
        """Stand in a box, the symbols at the left."""
        self._ribbons.stand_first(self._count, box)
