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
from scenes.figures.clear_spots import REACH_OUT, first_clear, roomiest
from scenes.figures.clipping import clipped, straight
from scenes.figures.measures import Measure
from scenes.figures.plot_view import View
from scenes.figures.strip import HEIGHT, Strip
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula
from scenes.type.formula import Line as TypeLine

_SAMPLES = 161
_GAP, _LONG, _THICK = 0.12, 2.0, 3 * HEIGHT
"""The last: an upright from which on the tangent is seen beside the foot; of the foot a strip's height is enough."""
_PANEL = 1.02
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
    has_room : bool
        Whether nothing crosses that number; else it is left out.
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
        self._radius = 1.2 * theme.DOT_RADIUS
        self.bead = Dot(radius=self._radius, color=colour)
        self.run, self.rise = Strip(look.colour_of(by), HEIGHT), Strip(colour, HEIGHT)
        self.face = VMobject(stroke_width=0).set_fill(colour, opacity=HERO)
        strong = colour if of.kind == "C" else look.colour("text")
        self.value = Formula("{value}", em=theme.FORMULA, colour=strong, value=reading)
        if self.value.width > _LONG:
            self.value = Formula("{value}", em=theme.LABEL, colour=strong, value=reading)
        self.has_room = True
        super().__init__(self.panel, self.across, self.up, self.symbols, self.curve, self.bead)

    @property
    def triangle(self) -> VGroup:
        """All that belongs to the triangle, without its number."""
        return VGroup(self.face, self.tangent, self.run, self.rise)

    def stand(self, *views: View) -> None:
        """Draw the curve in the first of some views, and be ready to be drawn in the others."""
        self._samples = np.unique(np.concatenate([self.moves(*one.moves_across) for one in views]), axis=0)
        self.show(views[0])

    def show(self, view: View) -> None:
        """Draw the curve in a view for which it is ready."""
        self.view, box = view, view.box
        self.panel.stretch_to_fit_width(box.width).stretch_to_fit_height(box.height).move_to(box.centre)
        self.curve.points = clipped(view.points(self._samples), box)

    def at(self, moment: Moment, foot: float) -> None:
        """Show the bead at a moment, and the triangle there on a foot."""
        self.now, self.foot, self.slope = moment, foot, moment.value(slope(self.of, self.by))
        across, up = self.view.units
        self.place = self.view.moved(_moved(moment, self.by), _moved(moment, self.of))
        self.corner = self.place + across * foot * RIGHT
        high = up * foot * self.slope
        self.bead.move_to(self.place)
        self.run.span(self.place, across * foot)
        self.rise.span(self.corner, high, UP)
        self.face.set_points_as_corners([self.place, self.corner, self.corner + high * UP, self.place])
        way = self.corner + high * UP - self.place
        hidden = self._radius / (float(np.linalg.norm(way)) or 1.0)  # under the bead
        ends = np.array([self.place + hidden * way, self.corner + high * UP])
        is_seen = abs(high) > _THICK and abs(across * foot) > HEIGHT and hidden < 1
        self.tangent.points = straight(ends if is_seen else ends[:1])
        self.run_unit = across

    def label(self, label: TypeLine, strip: Strip, lines: Sequence[VMobject], taken: Sequence[Box]) -> Box:
        """Put a label at a side of the triangle where nothing crosses it, in smaller type where it must be.

        Returns
        -------
        Box
            What it takes.
        """
        box = self.view.box
        edges = [(np.array([box.left, y, 0.0]), np.array([box.right, y, 0.0])) for y in (box.bottom, box.top)]
        own = _strokes((self.curve, self.tangent, self.across, self.up))
        taken = [*taken, *(Box.around(one) for one in (self.run, self.rise, self.bead, *self.symbols))]
        room, is_run = box.inset(_GAP, 0.0), strip is self.run
        within = [] if is_run else [(self.place, self.corner + share * strip.length * UP) for share in (0.35, 0.7)]
        others = [*_strokes(lines), *within]
        sizes, found = sorted({label.em, theme.LABEL}, reverse=True), []
        for em in sizes:
            label.scale(em / label.present_em)
            size = Size(label.width, label.height)
            places = list(self._beside_run(size) if is_run else self._beside_rise(size))
            place, is_clear = first_clear(size, places, [*own, *others, *edges], taken, room.inset(0.0, REACH_OUT))
            found.append((is_clear, em, place))
        if not is_run and not any(is_clear for is_clear, _, _ in found):
            place, spare = roomiest(size, [*own, *others, *edges], taken, room)
            found.append((spare > _GAP / 2, em, place))
        is_clear, em, place = next((one for one in found if one[0]), found[len(sizes) - 1])
        label.scale(em / label.present_em).move_to(place)
        if is_run:  # what no place is clear for is not said
            label.set_fill(opacity=float(is_clear))
        else:
            self.has_room = is_clear
        return Box.around(label)

    def _beside_run(self, size: Size) -> Iterator[Array]:
        """Yield places for a label at the foot: on the free side of it, on the other one, at its ends."""
        strip, side = self.run, -1.0 if self.rise.length >= 0 else 1.0
        middle, away = (strip.foot + strip.tip) / 2, side * (HEIGHT / 2 + _GAP + size.height / 2)
        out = strip.length / 2 + np.sign(strip.length) * (_GAP + HEIGHT + size.width / 2)
        for lift in (1.0, 1.5, -1.0, -1.5):
            for share in (0.0, 0.25, -0.25):
                yield middle + np.array([share * strip.length, lift * away, 0.0])
        for x, lift in ((-out, 0.0), (out, 0.0), (-out, 1.0), (out, 1.0), (out, -1.0), (-out, -1.0), (0.0, 2.0)):
            yield middle + np.array([x, lift * away, 0.0])

    def _beside_rise(self, size: Size) -> Iterator[Array]:
        """Yield places for a label at the upright: beside it, beyond its tip, beyond its foot."""
        strip, side = self.rise, 1.0 if self.rise.length >= 0 else -1.0
        middle = (strip.foot + strip.tip) / 2
        out = (1.0 if self.foot >= 0 else -1.0) * (HEIGHT / 2 + _GAP + size.width / 2)
        up = side * (_GAP + HEIGHT + size.height / 2)
        for way in _WAYS:
            for share in _LEVELS:
                yield middle + np.array([way * out, share * strip.length, 0.0])
        for end, sign in ((strip.tip, 1.0), (strip.foot, -1.0)):
            for lift in (1, 2, 3):
                for x in (0.0, out, -out):
                    yield end + sign * np.array([x, lift * up, 0.0])

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

    def moves(self, low: float, high: float) -> Array:
        """Return moves along the curve from one across to another, shape (n, 2), where it has values."""
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
