"""The numbers of a ribbon's moves: each stands where nothing crosses it, and goes along with its dot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from manim import RIGHT, UP

from core.model.arrays import Array
from core.model.quantity import Quantity, change
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.ribbon_rows import SIDE
from scenes.layout.box import Box, Size
from scenes.type.read_out import ReadOut

_GAP = 0.13
"""From a line or a dot to its number."""
_DIGITS = 3
_TIP, _MIDDLE, _START = 1.0, 0.5, 0.0
"""How far along a move a number stands: it goes along with that place."""


class RibbonNumbers:
    """The read-outs of a ribbon.

    Parameters
    ----------
    pushed : Moment
        Under the whole push.
    steps : sequence of Quantity
    look : Theme
    named : bool
        Whether the first number stands above its line.
    counted : bool or sequence of Quantity
        Which steps have a number, beside their dots: each one, or those that are given, or else the first and the last.
    high : bool
        Whether the first number stands above its line, beside its dot.

    Attributes
    ----------
    numbers : dict
        From a quantity to the ReadOut of its change.
    boxes : list of Box
        Where they stand under the whole push.
    crossed : list of Quantity
        Whose numbers have found no place where nothing crosses them.
    """

    def __init__(
        self,
        pushed: Moment,
        steps: Sequence[Quantity],
        look: theme.Theme,
        *,
        named: bool,
        counted: bool | Sequence[Quantity],
        high: bool = False,
    ) -> None:
        self._pushed, self._steps, self._named, self._high = pushed, steps, named, high
        shown = (steps if counted else (steps[0], steps[-1])) if isinstance(counted, bool) else counted
        self.numbers = {step: self._number(step, look.colour_of(step)) for step in shown}
        self._outside = bool(counted) or len(self.numbers) == len(steps)
        self.boxes: list[Box] = []
        self.crossed: list[Quantity] = []
        self._spots: dict[Quantity, tuple[float, float]] = {}

    def beyond(self, moves: Sequence[float]) -> list[tuple[float, float]]:
        """Return what the foot, and then each row's tip, needs at the left and at the right."""
        found = [(SIDE, SIDE)]
        for row, (step, move) in enumerate(zip(self._steps, moves, strict=True)):
            room = SIDE
            if row < len(moves) - 1 and self._outside and not self._named and step in self.numbers:  # beside its dot
                room += self.numbers[step].width + theme.DOT_RADIUS
            found.append((SIDE, room) if move >= 0 else (room, SIDE))
        return found

    def stand(
        self,
        box: Box,
        places: Sequence[tuple[Array, float]],
        strokes: Sequence[tuple[Array, Array]],
        taken: Sequence[Box],
        *,
        is_placed: bool = False,
    ) -> None:
        """Stand beside the dots of the whole push.

        Parameters
        ----------
        box : Box
            Of the ribbon.
        places : sequence of (ndarray, float)
            Where each row's move begins, and how far it goes.
        strokes : sequence of (ndarray, ndarray)
            The threads, piece by piece.
        taken : sequence of Box
        is_placed : bool
            Whether the first number stands in its place already, and stays there.
        """
        self.boxes, self.crossed, tips = [], [], [foot + length * RIGHT for foot, length in places]
        for step, number in self.numbers.items():
            row = self._steps.index(step)
            foot, length = places[row]
            number.at(self._pushed)
            if is_placed and row == 0:
                self._spots[step] = (_START, foot[0])
                self.boxes.append(Box.around(number))
                continue
            size = Size(number.width, number.height)
            ways = list(_ways(row, len(self._steps), outside=self._outside, named=self._named))
            ways = [(_TIP, 1, 1), (_TIP, 2, 1), *ways] if self._high and row == 0 else ways
            if self._high:  # beside others: it stays close to its dot
                ways = [way for way in ways if _lies_in(box, _centre(foot, length, size, way)[0], size.width)] or ways
            centres = [_centre(foot, length, size, way) for way in ways]
            straight = [(tips[0], tips[-1])] if row in {0, len(tips) - 1} else []
            found, is_clear = first_clear(size, centres, [*strokes, *straight], [*taken, *self.boxes], box)
            self.crossed += [] if is_clear else [step]
            number.shift((found[0] - number.get_x()) * RIGHT + (found[1] - number.get_y()) * UP)
            self.boxes.append(Box.around(number))
            share = min(zip(ways, centres, strict=True), key=lambda one: float(np.linalg.norm(one[1] - found)))[0][0]
            self._spots[step] = (share, foot[0] + share * length)

    def at(self, moments: Sequence[Moment], places: Sequence[tuple[Array, float]]) -> None:
        """Show each row's moment, beside where its dot is now."""
        for step, number in self.numbers.items():
            row = self._steps.index(step)
            number.at(moments[row])
            if step in self._spots:
                share, before = self._spots[step]
                now = float(places[row][0][0] + share * places[row][1])
                number.shift((now - before) * RIGHT)
                self._spots[step] = (share, now)

    def _number(self, step: Quantity, colour: str) -> ReadOut:
        move = self._pushed.value(change(step))
        digits = len(short(move).digits.replace(".", "").lstrip("0")) if step == self._steps[0] else _DIGITS
        digits = min(max(digits, 1), _DIGITS) if move else 1
        how = {"largest": abs(move), "signed": True, "digits": digits, "em": theme.LABEL}
        return ReadOut(self._pushed, change(step), colour=colour, **how)


def _ways(row: int, count: int, *, outside: bool, named: bool) -> Iterator[tuple[float, int, int]]:
    """Yield in the order of preference: how far along the move, whether outside of its tip, below or above."""
    if named and row == 0:
        yield _MIDDLE, 0, 1
        return
    if row == count - 1:
        yield from ((_MIDDLE, 0, -1), (_TIP, 1, -1), (_TIP, 1, 1))
        return
    if not outside:
        yield _MIDDLE, 0, 1
        return
    yield from ((_TIP, 1, -1), (_TIP, 1, 1), (_TIP, -1, -1), (_TIP, -1, 1), (_START, -1, -1), (_START, -1, 1))


def _lies_in(box: Box, x: float, width: float) -> bool:
    """Whether a number keeps within the ends of a box."""
    return box.left <= x - width / 2 and x + width / 2 <= box.right


def _centre(foot: Array, length: float, size: Size, way: tuple[float, int, int]) -> Array:
    share, beyond, side = way
    out = np.sign(length) or 1.0
    x = foot[0] + share * length + beyond * out * (theme.DOT_RADIUS + _GAP + size.width / 2)
    return np.array([x, foot[1] + side * (theme.DOT_RADIUS + _GAP + size.height / 2), 0.0])
