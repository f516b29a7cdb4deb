"""A small graph in equal units: a curve, a bead, and at the bead the triangle of the slope on a given foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

import numpy as np
from manim import RIGHT, UP, Animation, Create, Dot, FadeIn, LaggedStart, Line, Rectangle, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import Quantity, change, slope
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.band import HERO
from scenes.figures.clear_spots import first_clear, roomiest
from scenes.figures.clipping import clipped, straight
from scenes.figures.measures import Measure
from scenes.figures.plot_view import View
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

_SAMPLES = 161
_GAP, _LONG = 0.12, 2.0
_PANEL = 1.1
"""Contrast of the panel to the ground."""


@final
class SlopeGraph(VGroup):
    """One quantity over another that it follows.

    Parameters
    ----------
    rest : Moment
    of, by : Quantity
        Upwards, and across.
    reading : Reading
        How far up the triangle goes.
    look : Theme

    Attributes
    ----------
    panel : Rectangle
    across, up : Line
        The axes, where whoever lays it out has put them.
    symbols : VGroup of Formula
        Of what goes across, and up.
    curve, tangent : VMobject
    bead : Dot
    run, rise : Strip
        The sides of the triangle.
    face : VMobject
        Between them and the tangent.
    value : Formula
        How far up the triangle goes.
    run_unit : float
        Scene units for 1 of the foot, which differs from the view's while the foot is on its way here.
    """

    def __init__(self, rest: Moment, of: Quantity, by: Quantity, reading: Reading, look: theme.Theme) -> None:
        self.rest, self.of, self.by = rest, of, by
        colour, grey = look.colour_of(of), look.colour("quiet")
        fill = look.dimmed(look.colour("quiet"), _PANEL)
        self.panel = Rectangle(stroke_width=0, fill_color=fill, fill_opacity=1)
        self.across, self.up = (Line(color=grey, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.symbols = VGroup(*(Formula("{q}", q=one, em=theme.FORMULA, indexed=False) for one in (by, of)))
        self.curve = VMobject(stroke_color=colour, stroke_width=theme.BOLD_LINE)
        self.tangent = VMobject(stroke_color=look.colour("text"), stroke_width=theme.LINE_WIDTH / 2)
        self.bead = Dot(radius=1.2 * theme.DOT_RADIUS, color=colour)
        self.run, self.rise = Strip(look.colour_of(by), HEIGHT), Strip(colour, HEIGHT)
        self.face = VMobject(stroke_width=0).set_fill(colour, opacity=HERO)
        strong = colour if of.kind == "C" else look.colour("text")
        self.value = Formula("{value}", em=theme.FORMULA, colour=strong, value=reading)
        if self.value.width > _LONG:
            self.value = Formula("{value}", em=theme.LABEL, colour=strong, value=reading)
        super().__init__(self.panel, self.across, self.up, self.symbols, self.curve, self.bead)

    @property
    def triangle(self) -> VGroup:
        """All that belongs to the triangle, without its number."""
        return VGroup(self.face, self.tangent, self.run, self.rise)

    def stand(self, view: View) -> None:
        """Draw the curve in a view."""
        self.view, box = view, view.box
        self.panel.stretch_to_fit_width(box.width).stretch_to_fit_height(box.height).move_to(box.centre)
        low, high = (one - view.rest[0] for one in view.range(0))
        self.curve.points = clipped(view.points(self._moves(low, high)), box)

    def at(self, moment: Moment, foot: float) -> None:
        """Show the bead at a moment, and the triangle there on a foot."""
        self.foot, self.slope = foot, moment.value(slope(self.of, self.by))
        across, up = self.view.units
        self.place = self.view.moved(_moved(moment, self.by), _moved(moment, self.of))
        self.corner = self.place + across * foot * RIGHT
        high = up * foot * self.slope
        self.bead.move_to(self.place)
        self.run.span(self.place, across * foot)
        self.rise.span(self.corner, high, UP)
        self.face.set_points_as_corners([self.place, self.corner, self.corner + high * UP, self.place])
        self.tangent.points = straight(np.array([self.place, self.corner + high * UP]))
        self.run_unit = across

    def label(self, label: VMobject, strip: Strip, lines: Sequence[VMobject], taken: Sequence[Box]) -> Box:
        """Put a label at a side of the triangle where no line and no other label crosses it; return what it takes."""
        size = Size(label.width, label.height)
        middle = (strip.foot + strip.tip) / 2
        is_run = strip is self.run
        side = -1.0 if self.rise.length >= 0 else 1.0
        if is_run:
            away = side * (HEIGHT / 2 + _GAP + size.height / 2)
            out = strip.length / 2 + np.sign(strip.length) * (_GAP + HEIGHT + size.width / 2)
            offsets = [(0.0, 1.0), (0.0, 1.5), (0.0, -1.0), (-out, 0.0), (-out, 1.0), (out, 1.0), (0.0, 2.0)]
            places = [middle + np.array([x, lift * away, 0.0]) for x, lift in offsets]
        else:
            out = (1.0 if self.foot >= 0 else -1.0) * (HEIGHT / 2 + _GAP + size.width / 2)
            up = -side * (_GAP + HEIGHT + size.height / 2)
            beside = [middle + np.array([way * out, share * strip.length, 0.0]) for way in _WAYS for share in _LEVELS]
            beyond = [strip.tip + np.array([x, lift * up, 0.0]) for lift in (1, 2, 3) for x in (0.0, out, -out)]
            below = [strip.foot - np.array([x, lift * up, 0.0]) for lift in (1, 2, 3) for x in (0.0, -out, out)]
            places = [*beside, *beyond, *below]
        within = [] if is_run else [(self.place, self.corner + share * strip.length * UP) for share in (0.35, 0.7)]
        return self._put(label, places, [*_strokes(lines), *within], taken)

    def _put(
        self,
        label: VMobject,
        places: Sequence[Array],
        strokes: Sequence[tuple[Array, Array]],
        taken: Sequence[Box],
    ) -> Box:
        """Put a label where nothing crosses it, else where the graph itself does not; return what it takes."""
        own = _strokes((self.curve, self.tangent, self.across, self.up))
        taken = [*taken, *(Box.around(one) for one in (self.run, self.rise, self.bead, *self.symbols))]
        size, room = Size(label.width, label.height), self.view.box.inset(_GAP, 0.0)
        place, is_clear = first_clear(size, places, [*own, *strokes], taken, room)
        for lines in ([*own, *strokes], own):
            if not is_clear:
                other, spare = roomiest(size, lines, taken, room)
                place, is_clear = (other, True) if spare > 0 else (place, False)
        label.move_to(place)
        return Box.around(label)

    def appear(self) -> Animation:
        """Return the drawing of the curve on its panel, then the coming of the bead."""
        frame = FadeIn(self.panel, self.across, self.up, self.symbols)
        return LaggedStart(frame, Create(self.curve), FadeIn(self.bead), lag_ratio=0.5)

    def measures(self) -> Iterator[Measure]:
        """Yield both sides of the triangle on the graph's units."""
        up = self.view.units[1]
        yield Measure("ruler", f"foot along {self.by}", self.run.drawn_length(), self.run_unit * self.foot)
        name = str(slope(self.of, self.by))
        yield Measure("ruler", f"upright of {name}", self.rise.drawn_length(), up * self.foot * self.slope)

    def _moves(self, low: float, high: float) -> Array:
        """Return moves along the curve, shape (n, 2), where it has values."""
        found = []
        for offset in np.unique(np.append(np.linspace(low, high, _SAMPLES), 0.0)):
            try:
                move = _moved(self.rest.nudged(self.by, float(offset)), self.of)
            except ValueError:
                continue
            if np.isfinite(move):
                found.append((float(offset), move))
        return np.array(found)


_WAYS, _LEVELS = (1, -1), (0.0, 0.25, -0.25, 0.5, -0.5)


def _strokes(lines: Sequence[VMobject]) -> list[tuple[Array, Array]]:
    return [(one[0], one[-1]) for line in lines for one in line.points.reshape(-1, 4, 3)]


def _moved(moment: Moment, quantity: Quantity) -> float:
    return moment.value(change(quantity)) if moment.state.nudges else 0.0


def lay(line: Line, start: Array, end: Array) -> None:
    """Run a line from point to point, even where they are one."""
    line.set_points_as_corners([start, end])
