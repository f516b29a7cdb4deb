"""A factor of a written-out product: its symbol and its number on a plate in its colour."""

from __future__ import annotations

from typing import Any, final

from manim import RoundedRectangle, VGroup

from core.model.quantity import Quantity
from core.notation.reading import Reading
from scenes import theme
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula, Label

_ROOM, _ROUND, HEIGHT = 0.12, 0.12, 1.18
"""From type to the rim; the radius of its corners; its height."""
_NUMBER, _SYMBOL = 0.12, 0.65
"""From its lower rim to the baselines."""


@final
class Tile(VGroup):
    """A factor on a plate.

    Parameters
    ----------
    symbol : Formula
    reading : Reading
        Its number.
    colour : str
        Of its rim.
    look : Theme

    Attributes
    ----------
    plate : RoundedRectangle
    symbol, number : Formula
    """

    def __init__(self, symbol: Formula, reading: Reading, colour: str, look: theme.Theme) -> None:
        self.symbol, self.reading = symbol, reading
        self.number = Formula("{value}", em=theme.LABEL, value=reading)
        self.plate = RoundedRectangle(corner_radius=_ROUND, color=colour, stroke_width=theme.LINE_WIDTH)
        self.plate.set_fill(look.colour("ground"), opacity=1)
        super().__init__(self.plate, self.symbol, self.number)
        self.fill(Box(0.0, 0.0, *_size(self.least_size())))

    def least_size(self) -> Size:
        """Return the room for its symbol above its number."""
        return Size(max(self.symbol.width, self.number.width) + 2 * _ROOM, HEIGHT)

    def fill(self, box: Box) -> None:
        """Stand in a box: its plate fills it, its symbol and number stay as large as they are."""
        _lay(self.plate, box)
        for line, height in ((self.symbol, _SYMBOL), (self.number, _NUMBER)):
            line.move_to(box.centre).on_baseline(box.centre[1] - HEIGHT / 2 + height)


@final
class Others(VGroup):
    """What stands for the factors that are left out, with their count.

    Parameters
    ----------
    text : str
        What says how many.
    look : Theme

    Attributes
    ----------
    plate : RoundedRectangle
    label : Label
    """

    def __init__(self, text: str, look: theme.Theme) -> None:
        self.label = Label(text, colour=look.colour("quiet"))
        self.plate = RoundedRectangle(corner_radius=_ROUND, color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.plate.set_fill(look.colour("ground"), opacity=1)
        super().__init__(self.plate, self.label)
        self.fill(Box(0.0, 0.0, *_size(self.least_size())))

    def least_size(self) -> Size:
        """Return the room for what it says."""
        return Size(self.label.width + 2 * _ROOM, HEIGHT)

    def fill(self, box: Box) -> None:
        """Stand in a box: the plate fills it."""
        _lay(self.plate, box)
        self.label.move_to(box.centre)


def _size(size: Size) -> tuple[float, float]:
    return size.width, size.height


def _lay(plate: RoundedRectangle, box: Box) -> None:
    fresh: Any = RoundedRectangle(width=box.width, height=box.height, corner_radius=_ROUND)
    plate.points = fresh.points + box.centre


def kind_of(factor: Quantity) -> str:
    """Return which colour a local slope has: that of what it is equal to, or of the cost.

    Parameters
    ----------
    factor : Quantity
        dz/dw, da/dz, dz/da or dC/da.

    Examples
    --------
    >>> [kind_of(Quantity.parse(one)) for one in ("dz[1][0]/dw[1][0,0]", "da[1][0]/dz[1][0]", "dC/da[1][0]")]
    ['a', 'z', 'C']
    """
    assert factor.of is not None
    assert factor.by is not None
    kinds = {("z", "w"): "a", ("z", "a"): "w", ("a", "z"): "z", ("C", "a"): "C"}
    return kinds[factor.of.kind, factor.by.kind]
