"""A neuron: a disc, the brighter the more active, with its value or its name inside, or under it where it is small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.layout.box import Box
from scenes.motion import ON_FILL, Computed
from scenes.type.blanks import Circle, Line, Pieces
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_CLEAR = 0.06
"""From digits to the rim: 8 pixels of 1080 lines."""
_RING = 0.07
"""From the rim to a ring around the disc."""
_UNDER = 0.1
"""From the rim down to what stands under it."""
_TALL = 0.66
"""Of an em: from the foot of a digit to its top."""
_HALOS = ((1.35, 0.05), (1.22, 0.07), (1.11, 0.09))
"""Radius, in that of the disc, and opacity of the glow of a fully active neuron."""
_ROUND = Circle(radius=1.0).points
"""Of a circle around nothing, of radius 1."""
_MINUS = Line(LEFT, RIGHT).points
"""From one side of that circle to the other."""


GLOW = _HALOS[0][0]
"""How far a disc reaches with its glow, in its radius."""


@final
class Disc(Pieces):
    """A neuron as a disc.

    Parameters
    ----------
    moment : Moment
    quantity : Quantity
        Its activation, or an input.
    greys : Greys
    radius : float

    Attributes
    ----------
    glow : VGroup
    face : Circle
        The fill, by the activation.
    rim : Circle
    sign : Line
        A minus, in the disc of a negative activation that holds no number.
    number : ReadOut or None
        The value, after `show_value`.
    symbol : Formula or None
        The name, after `show_symbol`.
    """

    def __init__(self, moment: Moment, quantity: Quantity, greys: Greys, radius: float) -> None:
        self.quantity, self._greys, self._moment = quantity, greys, moment
        self._lit = 1.0
        look = greys.look
        self.glow = VGroup(*(Circle(radius=radius * size, stroke_width=0) for size, _ in _HALOS))
        self.face = Circle(radius=radius, stroke_width=0)
        self.rim = Circle(radius=radius, color=look.colour("text"), stroke_width=theme.LINE_WIDTH)
        self.sign = Line(LEFT * radius * 0.4, RIGHT * radius * 0.4, stroke_width=theme.LINE_WIDTH)
        setattr(self.sign, ON_FILL, True)
        self.number: ReadOut | None = None
        self.symbol: Formula | None = None
        super().__init__(self.glow, self.face, self.rim, self.sign)
        self.at(moment)

    @property
    def radius(self) -> float:
        """Its radius now."""
        return float(self.rim.width) / 2

    @property
    def centre(self) -> Array:
        """Its middle, shape (3,): no handle of a circle lies further out than it reaches."""
        points = self.face.points
        middle: Array = (points.min(axis=0) + points.max(axis=0)) / 2
        return middle

    def stand(self, centre: Array, radius: float) -> None:
        """Stand at a place, of a size; what is written inside keeps its own size."""
        for circle, size in ((self.face, 1.0), (self.rim, 1.0), *zip(self.glow, (s for s, _ in _HALOS), strict=True)):
            circle.points = centre + radius * size * _ROUND
        self.sign.points = centre + radius * 0.4 * _MINUS
        for written in (self.number, self.symbol):
            if written is not None:
                self._centre(written)
        self._paint(self._lit * self._moment.value(self.quantity))

    def has_room_for(self, written: Formula) -> bool:
        """Whether something that is not written yet has room inside."""
        return self.radius_for(written) <= self.radius

    @staticmethod
    def radius_for(written: Formula) -> float:
        """Return the radius of a disc in which something has room."""
        return float(np.hypot(written.width / 2, max(written.height, _TALL * theme.LABEL) / 2)) + _CLEAR

    def holds(self, width: float, radius: float | None = None) -> bool:
        """Whether something that is as wide, and as tall as a digit, has room inside.

        Parameters
        ----------
        width : float
        radius : float, optional
            Default: its radius now.
        """
        return holds(width, self.radius if radius is None else radius)

    @property
    def is_written_inside(self) -> bool:
        """Whether what is written has room inside; else it stands right under the disc."""
        written = [one for one in (self.number, self.symbol) if one is not None]
        return all(self.holds(_box(one).width) for one in written if _glyphs(one))

    def reach_below(self, radius: float) -> float:
        """Return how far it reaches below its middle with a radius, with what stands under it."""
        written = [one for one in (self.number, self.symbol) if one is not None and _glyphs(one)]
        outside = [_box(one).height for one in written if not self.holds(_box(one).width, radius)]
        return radius + max((_UNDER + height for height in outside), default=0.0)

    def show_value(self, digits: int = 3) -> ReadOut:
        """Write its value, in place of the minus; return the number.

        It stands inside where it fits, else right under the disc, and goes with it.
        """
        self.number = ReadOut(self._moment, self.quantity, digits=digits, em=theme.LABEL)
        return self._write(self.number)

    def hide_value(self) -> None:
        """Be without its value again, with the minus of a negative activation."""
        if self.number is not None:
            self.remove(self.number)
            self.add(self.sign)
            self.number = None

    def hide_symbol(self) -> None:
        """Be without what it holds again, with the minus of a negative activation."""
        if self.symbol is not None:
            self.remove(self.symbol)
            self.add(self.sign)
            self.symbol = None

    def refit(self, digits: int = 3) -> None:
        """Write the value, if it is written, with the digits that it has by now."""
        if self.number is not None:
            self._write(self.number.refit(digits))

    def show_symbol(self) -> Formula:
        """Write its name, in place of the minus, inside or right under the disc; return it."""
        return self.hold(Formula("{q}", q=self.quantity, em=theme.LABEL, coloured=False))

    def hold(self, symbol: Formula) -> Formula:
        """Write something, in the ink that its fill needs, inside or right under the disc; return it."""
        self.symbol = symbol
        return self._write(symbol)

    def at(self, moment: Moment) -> None:
        """Show the activation of a moment."""
        self._moment = moment
        value = moment.value(self.quantity)
        if self.number is not None:
            self.number.at(moment)
        self._paint(value)

    def ring(self) -> Circle:
        """Return a ring around where the disc is now: it is this neuron that is told of."""
        ring = Circle(self.radius + _RING, color=self.rim.get_stroke_color(), stroke_width=theme.LINE_WIDTH)
        return ring.move_to(self.face)

    def unlit(self) -> Disc:
        """Return the disc itself, its activation not yet known."""
        self._lit = 0.0
        self._paint(0.0)
        return self

    def light(self, **kwargs: Any) -> Animation:
        """Return the filling of the disc from dark to its grey; a number inside counts up from 0."""
        return _Lighting(self, **kwargs)

    def change(self, before: Moment, after: Moment, **kwargs: Any) -> Animation:
        """Return the way of its grey from one moment's to another's."""
        return _Changing(self, before, after, **kwargs)

    def between(self, before: Moment, after: Moment, share: float) -> None:
        """Show a grey on the way from one moment's to another's; what is written changes at the end."""
        if share == 1:
            self.at(after)
            return
        values = before.value(self.quantity), after.value(self.quantity)
        self._paint(values[0] + share * (values[1] - values[0]))

    def fill_to(self, share: float) -> None:
        """Show a share of the activation, on the way to all of it."""
        self._lit = share
        self._paint(share * self._moment.value(self.quantity))

    def measures(self) -> Iterator[Measure]:
        """Yield its grey."""
        if self._lit == 1.0 and self.face.get_fill_opacity() == 1.0 and "_bright" not in vars(self.face):
            drawn = self._greys.drawn_level(np.asarray(self.face.fill_rgbas[0][:3]))
            value = self._moment.value(self.quantity)
            yield Measure("grey", str(self.quantity), drawn, self._greys.level(self.quantity, value), value)

    def _write(self, written: Written) -> Written:
        self.remove(self.sign)
        self.add(written)
        self.at(self._moment)
        self._centre(written)
        return written

    def _centre(self, written: ReadOut | Formula) -> None:
        """Put what is written into the middle, or right under the rim, by the glyphs that are there now."""
        if _glyphs(written):
            box, middle = _box(written), self.centre
            inside = self.holds(box.width)
            below = DOWN * (self.radius + _UNDER + box.height / 2)
            written.shift(middle + (np.zeros(3) if inside else below) - box.centre)

    def _paint(self, value: float) -> None:
        fill = self._greys.fill(self.quantity, value)
        ink, look = self._greys.ink(fill), self._greys.look
        self.face.set_fill(fill, opacity=1)
        level = self._greys.level(self.quantity, value) if self.quantity.layer else 0.0
        for halo, (_, opacity) in zip(self.glow, _HALOS, strict=True):
            halo.set_fill(look.colour("a"), opacity=level * opacity)
        self.sign.set_stroke(ink, opacity=1.0 if value < 0 else 0.0)
        inside = self.is_written_inside
        for written in (self.number, self.symbol):
            for glyph in written or ():
                if not _is_ruler(glyph):
                    glyph.set_fill(ink if inside else look.colour("text"), opacity=1 if self._lit else 0)
                    setattr(glyph, ON_FILL, inside)


def holds(width: float, radius: float) -> bool:
    """Whether something that is as wide, and as tall as a digit, has room in a disc of a radius."""
    return float(np.hypot(width / 2, _TALL * theme.LABEL / 2)) + _CLEAR <= radius


Written = TypeVar("Written", ReadOut, Formula)


def _glyphs(written: ReadOut | Formula) -> list[VMobject]:
    """Return what of a number or a name is there now: a number has cells that are empty."""
    return [glyph for glyph in written if len(glyph.points) and not _is_ruler(glyph)]


def _is_ruler(glyph: VMobject) -> bool:
    """Whether it is the line by which a number knows its place."""
    return bool(len(glyph.points) and np.ptp(glyph.points[:, 1]) == 0)


def _box(written: ReadOut | Formula) -> Box:
    return Box.around(*_glyphs(written))


class _Lighting(Computed):
    """The filling of a disc."""

    def interpolate_mobject(self, alpha: float) -> None:
        """Show a share of it."""
        self.mobject.fill_to(self.rate_func(alpha))


class _Changing(Computed):
    """The way of a disc's grey to another moment's."""

    stays = True

    def __init__(self, disc: Disc, before: Moment, after: Moment, **kwargs: Any) -> None:
        self._moments = before, after
        super().__init__(disc, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show how far it is."""
        self.mobject.between(*self._moments, self.rate_func(alpha))
