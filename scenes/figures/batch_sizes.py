"""How much of a product of many examples is drawn in a room, and how large its cells are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

from core.model.quantity import Quantity, a, delta
from core.notation.addends import addends
from core.passes.choices.crowds import Shown
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
from scenes.layout.box import Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.layout.frame import Frame
from scenes.type.formula import Formula

_EXAMPLES, _NEURONS = (24, 16, 12, 9, 6, 4, 2), ((10, 8, 6, 5, 4, 3), (2, 1))
"""Drawn at most; the first for which there is room: rather few examples than very few neurons."""
_INSET = 0.2
"""Around all cells of a grid, on both sides together."""
_SIGNS = 1.85
"""Across: what stands between grids, with the gaps beside it."""
_OF_NAME, _OF_CELL = 1.3, 0.8
"""Across: the name of the result, and a cell of it that is not too narrow for a number under it."""
_NAME, _FRACTION, _LINE = 1.1, 1.4, 0.8
"""Down: a name over a grid, a fraction over or beside one, a line of type, each with its gap."""
_LEAST_ACROSS, _LEAST_DOWN = (0.27, 0.5, 0.6), (0.4, 0.24, 0.4)
_MOST_ACROSS, _MOST_DOWN = (1.4, 2.0, 2.6), (1.6, 1.3, 2.0)
"""Of a cell: of deltas, of activations, of the result."""
SMALLER = (1.0, 0.8, 0.64, 0.5)
"""Of the most, of a cell that is so many sizes smaller."""
_PARTS = (0.2, 0.55, 0.25)
"""Of the height that is left where they stand below each other."""


@dataclass(frozen=True, eq=False)
class BatchSizes:
    """What is drawn of a product: neurons of a layer, those before, examples; the cells; the first example's numbers.

    Parameters
    ----------
    rows, columns, examples : Shown
    deltas, turned, gradient : Size
        Of a cell of each grid.
    beside, above : dict of int to Formula
        Deltas by neuron, activations by neuron, of the first example.
    mean : Formula
        The slope that is told of.
    is_wide : bool
        Whether the three stand in one line.
    """

    rows: Shown
    columns: Shown
    examples: Shown
    deltas: Size
    turned: Size
    gradient: Size
    beside: dict[int, Formula]
    above: dict[int, Formula]
    mean: Formula
    is_wide: bool

    @staticmethod
    def of(told: WholeBatch, frame: Frame, look: theme.Theme, smaller: int = 0) -> BatchSizes:
        """Return the first sizes for which there is room: most examples, then most neurons; else the least.

        Parameters
        ----------
        told : WholeBatch
        frame : Frame
            In a wide one the three stand in one line, in others below each other.
        look : Theme
        smaller : int
            So many sizes smaller than the largest cells are these at most, 0 to 3.
        """
        options = _options(told, look)
        average = told.moment.averaged.read(told.steepest, 3)
        mean = Formula("{it}", em=theme.LABEL, colour=look.colour("slope"), it=average)
        found = ((one, _cells(one, mean, frame.stage.size, SMALLER[smaller], is_wide=frame.is_wide)) for one in options)
        for (rows, columns, examples, beside, above), cells in found:
            fits = all(
                size.width >= wide and size.height >= tall
                for size, wide, tall in zip(cells, _LEAST_ACROSS, _LEAST_DOWN, strict=True)
            )
            last = BatchSizes(rows, columns, examples, *cells, beside, above, mean, frame.is_wide)
            if fits:
                return last
        return last


_Option = tuple[Shown, Shown, Shown, dict[int, Formula], dict[int, Formula]]


def _options(told: WholeBatch, look: theme.Theme) -> Iterator[_Option]:
    assert told.layer is not None
    made: dict[int, tuple[Any, ...]] = {}
    for most, neurons in chain.from_iterable(product(_EXAMPLES, some) for some in _NEURONS):
        if neurons not in made:
            rows, columns = told.neurons(told.layer, neurons), told.neurons(told.layer - 1, neurons)
            beside = _numbers(told, [delta(told.layer, j) for j in rows.neurons], look.colour("slope"))
            above = _numbers(told, [a(told.layer - 1, k) for k in columns.neurons], look.colour("a"))
            sides = rows.neurons, columns.neurons
            made[neurons] = (
                rows,
                columns,
                *(dict(zip(*one, strict=True)) for one in zip(sides, (beside, above), strict=True)),
            )
        rows, columns, beside, above = made[neurons]
        yield rows, columns, told.examples(most), beside, above


def _numbers(told: WholeBatch, quantities: Sequence[Quantity], colour: str) -> list[Formula]:
    readings = addends([told.moment.of(0).read(one, 3) for one in quantities])
    return [Formula("{it}", em=theme.LABEL, colour=colour, it=one) for one in readings]


def _cells(option: _Option, mean: Formula, room: Size, part: float, *, is_wide: bool) -> tuple[Size, Size, Size]:
    """Return the cells with which a product fills a room; they may be too small to be drawn."""
    rows, columns, examples, beside, above = option
    n, p, m = (len(one.groups) for one in (rows, columns, examples))
    digits = max(float(one.width) for one in beside.values()) + TIGHT
    wide = max(float(one.width) for one in above.values()) + TIGHT + _INSET / 2
    if not is_wide:
        across = [(room.width - digits - NEAR - _INSET) / m, *(2 * [(room.width - _SIGNS - _INSET) / p])]
        left = room.height - _NAME - _NAME - _FRACTION - 2 * _LINE - 2 * NEAR - 3 * _INSET
        down = [part * left / count for part, count in zip(_PARTS, (n, m, n), strict=True)]
    else:
        beyond = max(0.0, float(mean.width) - _OF_CELL) / 2
        left = room.width - digits - beyond - _SIGNS - 3 * _INSET
        turned = max(wide, _LEAST_ACROSS[1])
        gradient = min(_MOST_ACROSS[2], max(_LEAST_ACROSS[2], _OF_NAME / p, 0.38 * (left - p * turned) / p))
        across = [(left - p * (turned + gradient)) / m, turned, gradient]
        down = [
            (room.height - _FRACTION - _INSET) / n,
            (room.height - _NAME - _LINE - _INSET) / m,
            (room.height - _FRACTION - _LINE - _INSET) / n,
        ]
    if across[1] < wide:
        across[1] = 0.0
    most = [part * one for one in _MOST_ACROSS]
    most[1] = max(most[1], wide)
    sizes = zip(across, down, most, _MOST_DOWN, strict=True)
    first, second, third = (Size(min(one, broad), min(high, part * tall)) for one, high, broad, tall in sizes)
    return first, second, third
