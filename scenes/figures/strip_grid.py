"""A matrix in little: cells that hold strips on one ruler, or greys, without numbers.

All strips lead from the left of their cells; hollow says which are negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import final

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, Line, Rectangle, RoundedRectangle, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.matrix import Cell
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Size
from scenes.motion import ON_FILL, Showing

_ROOM, _OF_CELL, _INSET, _ROUND = 0.1, 0.2, 0.1, 0.08
"""In a cell beside the longest strip, at most, and of the cell; around all cells; of the panel's corners."""
_TALL = 0.62
"""Of a strip, in its cell's height."""
_DOT, _BEHIND = 0.03, -0.5
_THIRD = 3


@final
class StripGrid(VGroup):
    """Values in rows j and columns k on a panel.

    Parameters
    ----------
    moment : Moment
    entry : callable
        From row and column to the quantity that stands there.
    rows, columns : Shown
    cell : Size
    largest : float
        The size that is a cell long: one for all grids that share a ruler.
    colour : str
        Of the strips.
    greys : Greys, optional
        Where cells hold activations, as bright as these are.
    seen : callable, optional
        From row and column to the moment of a cell, where cells are of several examples. Default: one for all.

    Attributes
    ----------
    panel : RoundedRectangle
    strips : dict
        (row, column) -> Strip; empty where cells hold greys.
    fills : dict
        (row, column) -> Rectangle; empty where cells hold strips.
    unit : float
        Scene units for 1.
    """

    def __init__(
        self,
        moment: Moment,
        entry: Callable[[int, int], Quantity],
        rows: Shown,
        columns: Shown,
        cell: Size,
        *,
        largest: float,
        colour: str,
        look: theme.Theme,
        greys: Greys | None = None,
        seen: Callable[[int, int], Moment] | None = None,
    ) -> None:
        self._cell, self._greys, self._look = cell, greys, look
        self.quantities = {(j, k): entry(j, k) for j, k in product(rows.neurons, columns.neurons)}
        self._values = {at: (seen(*at) if seen else moment).value(one) for at, one in self.quantities.items()}
        long = cell.width - min(_ROOM, _OF_CELL * cell.width)
        self._begin = np.array([-long / 2, 0.0, 0.0])
        self.unit = long / largest if largest else 1.0
        down, right = _ranks(rows), _ranks(columns)
        whole = Size(len(right) * cell.width, len(down) * cell.height)
        self._places = {
            (j, k): np.array(
                [(right[k] + 0.5) * cell.width - whole.width / 2, whole.height / 2 - (down[j] + 0.5) * cell.height, 0.0]
            )
            for j, k in self.quantities
        }
        self.panel = RoundedRectangle(
            width=whole.width + 2 * _INSET, height=whole.height + 2 * _INSET, corner_radius=_ROUND
        ).set_stroke(look.dimmed(look.colour("quiet")), width=theme.LINE_WIDTH)
        self.strips: dict[Cell, Strip] = {}
        self.fills: dict[Cell, VGroup] = {}
        self.zeros = VGroup()
        quiet = look.colour("quiet")
        for at, quantity in self.quantities.items():
            if greys is not None:
                self.fills[at] = self._grey(greys, quantity, self._values[at]).move_to(self._places[at])
                continue
            half = _TALL * cell.height / 2 * np.array([0.0, 1.0, 0.0])
            foot = self._places[at] + self._begin
            self.zeros.add(Line(foot - half, foot + half, color=quiet, stroke_width=theme.LINE_WIDTH / 2))
            self.strips[at] = Strip(colour, _TALL * cell.height)
        self.dots = VGroup(*self._cut_out(down, right, whole, quiet))
        self.zeros.set_z_index(_BEHIND)  # as in a matrix
        super().__init__(self.panel, self.zeros, *self.fills.values(), *self.strips.values(), self.dots)
        self.show(1.0)

    def show(self, share: float) -> None:
        """Show strips as long as a share of them."""
        for at in self.strips:
            self.let(at, share * self._values[at])

    def let(self, cell: Cell, value: float) -> None:
        """Show a strip as long as a value."""
        lead(self.strips[cell], self.begin(cell), self.unit * value)

    def place(self, cell: Cell) -> Array:
        """Return the middle of a cell."""
        found: Array = self.panel.get_center() + self._places[cell]
        return found

    def begin(self, cell: Cell) -> Array:
        """Return where the strip of a cell begins."""
        return self.place(cell) + self._begin

    def frame(self, *cells: Cell) -> RoundedRectangle:
        """Return the frame that closes round cells that lie in a row, in a column or alone."""
        places = [self.place(cell) for cell in cells]
        low, high = np.min(places, axis=0), np.max(places, axis=0)
        width, height = (high - low)[:2] + np.array([self._cell.width, self._cell.height])
        frame = RoundedRectangle(width=width, height=height, corner_radius=_ROUND)
        return frame.set_stroke(self._look.colour("text"), width=theme.LINE_WIDTH).move_to((low + high) / 2)

    @property
    def cells(self) -> list[VMobject]:
        """What its cells hold: strips or fills."""
        return [*self.strips.values(), *self.fills.values()]

    def lay(self, **kwargs: object) -> Animation:
        """Return the coming of its shape."""
        return FadeIn(self.panel, self.dots, **kwargs)

    def fill_up(self, **kwargs: object) -> Animation:
        """Return the coming of what it holds."""
        if self.fills:
            return FadeIn(*self.fills.values(), **kwargs)
        strips = VGroup(*self.strips.values())
        return AnimationGroup(FadeIn(self.zeros), Showing(strips, self.show), **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip, and each fill."""
        for at, strip in self.strips.items():
            meant = self.unit * self._values[at]
            if abs(strip.length - meant) < 1e-9:  # as long as it will be
                yield Measure("ruler", str(self.quantities[at]), strip.drawn_length(), meant)
        for at, fill in self.fills.items():
            quantity = self.quantities[at]
            value = self._values[at]
            assert self._greys is not None
            drawn = self._greys.drawn_level(fill[0].fill_rgbas[0][:3])
            yield Measure("grey", str(quantity), drawn, self._greys.level(quantity, value), value)

    def _grey(self, greys: Greys, quantity: Quantity, value: float) -> VGroup:
        """Return a square as bright as an activation, with a minus in it where that is negative."""
        side = min(self._cell.width, self._cell.height) * 0.9
        colour = greys.fill(quantity, value)
        square = Rectangle(width=side, height=side).set_fill(colour, opacity=1)
        square.set_stroke(greys.look.colour("quiet"), width=theme.LINE_WIDTH / 2)
        if value >= 0:
            return VGroup(square)
        sign = Line(color=greys.ink(colour), stroke_width=theme.LINE_WIDTH).scale_to_fit_width(side / 2)
        setattr(sign, ON_FILL, True)
        return VGroup(square, sign)

    def _cut_out(self, down: dict, right: dict, whole: Size, quiet: str) -> Iterator[VGroup]:
        """Yield three dots in each row and column that stands for what is not drawn."""
        for ranks, across in ((right, True), (down, False)):
            if None in ranks:
                middle = ranks[None] + 0.5
                at = (
                    [middle * self._cell.width - whole.width / 2, 0.0, 0.0]
                    if across
                    else [0.0, whole.height / 2 - middle * self._cell.height, 0.0]
                )
                way = np.array([1.0, 0.0, 0.0]) if across else np.array([0.0, 1.0, 0.0])
                apart = 0.5 * min(self._cell.width, self._cell.height) / _THIRD
                dots = VGroup(
                    *(Line(np.zeros(3), 2 * _DOT * way, color=quiet, stroke_width=theme.BOLD_LINE) for _ in range(3))
                )
                for place, dot in zip((-1, 0, 1), dots, strict=True):
                    dot.move_to(np.array(at) + 2 * place * apart * way)
                yield dots


def lead(strip: Strip, begin: Array, length: float) -> None:
    """Let a strip lead to the right, where it is negative, too: there its foot is its right end."""
    strip.span(begin + np.array([max(0.0, -length), 0.0, 0.0]), length)


def _ranks(shown: Shown) -> dict[int | None, int]:
    """Return at which place each drawn one stands; all that is cut out, called None, has one."""
    return {
        group[0] if len(group) == 1 and group[0] in shown.neurons else None: place
        for place, group in enumerate(shown.groups)
    }
