"""A map of the average cost over two parameters: lines of equal cost, one unit both ways, and what walks on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, FadeIn, Rectangle, VGroup, VMobject

from core.model.arithmetic import Given
from core.model.arrays import Array
from core.notation.numeral import short
from core.passes.choices.map_window import levels_of
from core.passes.choices.one_or_all import OneOrAll
from scenes import theme
from scenes.figures.arrows import Arrows
from scenes.figures.clipping import straight
from scenes.figures.contours import contours
from scenes.figures.measures import Measure
from scenes.figures.rectangles import lines
from scenes.figures.trail import Trail
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.layout.frame import Frame
from scenes.motion import Showing
from scenes.type.formula import Formula

_WIDE, _TALL, _ALONE = 1.3, 1.1, 0.85
"""How many times as broad as high a map is: in a wide frame, in a tall one, and alone in that; else it is a square."""
_LEAST, _USUAL = 2.2, 4.5
"""A map is not lower; so broad, numbers along it are told apart."""
_NEAR, _FAR = 5.5, theme.PALE
"""Contrast to the ground of the lowest line of equal cost, and of the highest."""
_TICK, _TICKS = 0.1, (5.0, 3.5, 2.0)
"""How long a tick is; about how many there are, or fewer where their numbers are long."""
_FROM, _ACROSS, _UP = 0.06, 0.7, 0.72
"""Where ticks stand, of the width and of the height: beyond them an axis has its name."""

_SMALL = 0.3
"""Of the mark at the start, where arrows begin in it, against that where beads do."""


@final
class CostMap(VGroup):
    """A window of the plane of two parameters.

    Parameters
    ----------
    told : OneOrAll
    look : Theme
    frame : Frame
    near : bool
        Whether it shows no more than the examples' own steps at the start.

    Attributes
    ----------
    panel : Rectangle
    lines : VGroup of VMobject
        Of each level, the lowest first.
    names, numbers : VGroup of Formula
        Of the axes.
    start : Circle
    asked : Arrows
        The step that each example asks for.
    mean : Arrows
        Their mean.
    sight : Rectangle
        Where the map lies that shows no more than these.
    trails : dict of int to Trail
        Of so many examples a step each.
    """

    def __init__(self, told: OneOrAll, look: theme.Theme, frame: Frame, *, near: bool = False) -> None:
        self._near = told.near.of_shape(_aspect(frame, near=True))
        self._told, self._aspect = told, _aspect(frame, near=near)
        whole = told.window.with_all_of(self._near).of_shape(self._aspect)
        self._window = window = self._near if near else whole
        x, y, costs = told.map(window)
        levels, colour, quiet = levels_of(costs), look.colour("C"), look.colour("quiet")
        self._curves = contours(x, y, costs, levels)
        shades = np.linspace(_NEAR, _FAR, max(2, len(levels)))
        self.lines = VGroup(
            *(
                VMobject(stroke_color=look.dimmed(colour, float(shade)), stroke_width=theme.LINE_WIDTH / 2)
                for shade, _ in zip(shades, levels, strict=False)
            )
        )
        self.panel = Rectangle(color=look.dimmed(quiet), stroke_width=theme.LINE_WIDTH / 2)
        self.names = VGroup(*(Formula("{q}", em=theme.FORMULA, q=one) for one in told.pair))
        axes = (
            _numbers(told, window.left, window.width, quiet, across=True),
            _numbers(told, window.bottom, window.height, quiet, across=False),
        )
        self._values = [values for values, _ in axes]
        self.numbers = VGroup(*axes[0][1], *axes[1][1])
        self.ticks = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH / 2)
        radius = theme.DOT_RADIUS * (_SMALL if near else 1.0)
        self.start = Circle(radius=radius, color=look.colour("text"), stroke_width=theme.LINE_WIDTH)
        self.start.set_fill(look.colour("ground"), opacity=1)
        self.asked, self.mean = Arrows(quiet), Arrows(look.colour("text"), bold=True)
        kinds = {1: "one", told.size: "few"} | {told.examples: "all"} | {1: "one"}
        self.trails = {size: Trail(look, kind) for size, kind in kinds.items()}
        for trail in self.trails.values():
            trail.bead.set_z_index(1)  # over all ways
        self.sight = Rectangle(color=look.colour("text"), stroke_width=theme.LINE_WIDTH)
        self._fan = (1.0, 0.0, 1.0)
        across, up = self.numbers[: len(self._values[0])], self.numbers[len(self._values[0]) :]
        self._left = max(float(one.width) for one in (*up, self.names[1])) + 2 * TIGHT
        self._low = max(float(one.height) for one in (*across, self.names[0])) + 2 * TIGHT
        self.parts = VGroup(self.panel, self.lines, self.ticks, self.names, self.numbers, self.start)
        super().__init__(self.parts, *self.trails.values(), self.asked, self.mean, self.sight)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which its lines can be told apart."""
        return Size(self._left + _LEAST * self._aspect, self._low + _LEAST)

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box, as large as one unit both ways allows; names and numbers at its sides."""
        width = min(box.width - self._left, self._aspect * (box.height - self._low))
        height = width / self._aspect
        left = box.centre[0] - (width + self._left) / 2 + self._left
        low = box.centre[1] - (height + self._low) / 2 + self._low
        self._box = Box(left, low, left + width, low + height)
        self.unit = width / self._window.width
        self.panel.stretch_to_fit_width(width).stretch_to_fit_height(height).move_to(self._box.centre)
        for line, curves in zip(self.lines, self._curves, strict=True):
            line.points = np.concatenate([np.zeros((0, 3)), *(straight(self.point(curve)) for curve in curves)])
        self._write()
        self.start.move_to(self.point(self._told.start))
        near = self._near
        self.sight.stretch_to_fit_width(near.width * self.unit).stretch_to_fit_height(near.height * self.unit)
        self.sight.move_to(self.point(np.array([near.left + near.width / 2, near.bottom + near.height / 2])))
        for size, trail in self.trails.items():
            trail.stand(self.point(self._told.path(size)))
        self.show(*self._fan)

    def point(self, values: Array) -> Array:
        """Return where values of both parameters lie, from shape (..., 2) to (..., 3)."""
        low = np.array([self._window.left, self._window.bottom])
        flat = np.array([self._box.left, self._box.bottom]) + (values - low) * self.unit
        found: Array = np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)
        return found

    def show(self, grown: float, run: float, shrunk: float) -> None:
        """Show the examples' arrows: how far they have grown, run head to tail, and shrunk."""
        self._fan = grown, run, shrunk
        steps = self._told.single_steps * self.unit
        before = np.cumsum(steps, axis=0) - steps
        start = self.point(self._told.start)[:2]
        self.asked.show(start + shrunk * run * before, grown * shrunk * steps)
        self.mean.show(start[None], steps.mean(axis=0)[None])

    def come(self, **kwargs: object) -> Animation:
        """Return the coming of the map and of where all begins."""
        return FadeIn(self.parts, **kwargs)

    def ask(self, **kwargs: object) -> Animation:
        """Return the growing of the step that each example asks for."""
        return Showing(self.asked, lambda share: self.show(share, 0.0, 1.0), **kwargs)

    def run(self, **kwargs: object) -> Animation:
        """Return their way to stand head to tail."""
        return Showing(self.asked, lambda share: self.show(1.0, share, 1.0), **kwargs)

    def shrink(self, **kwargs: object) -> Animation:
        """Return the shrinking of them all, to one of as many parts as they are."""
        least = 1 / self._told.examples
        return Showing(self.asked, lambda share: self.show(1.0, 1.0, 1.0 + share * (least - 1.0)), **kwargs)

    def spread(self, **kwargs: object) -> Animation:
        """Return their growing again from the start, around their mean."""
        least = 1 / self._told.examples
        return Showing(self.asked, lambda share: self.show(1.0, 0.0, least + share * (1.0 - least)), **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield how long the mean step and the examples' own are, and how far each walk has gone at last."""
        meant = self._told.single_steps * self.unit
        (drawn,) = self.mean.lengths()
        yield Measure("ruler", "the mean step", float(drawn), float(np.linalg.norm(meant.mean(axis=0))))
        grown, _, shrunk = self._fan
        sizes = np.linalg.norm(grown * shrunk * meant, axis=1)
        for place, (one, other) in enumerate(zip(self.asked.lengths(), sizes[sizes > 0], strict=True)):
            yield Measure("ruler", f"the step of example {place}", float(one), float(other))

    def _write(self) -> None:
        """Put names and numbers below and at the left."""
        box, across = self._box, len(self._values[0])
        ends = []
        for value, number in zip(self._values[0], self.numbers[:across], strict=True):
            x = float(self.point(np.array([value, self._window.bottom]))[0])
            number.move_to(np.array([x, box.bottom - TIGHT, 0.0]), aligned_edge=UP)
            ends.append([[x, box.bottom], [x, box.bottom + _TICK]])
        for value, number in zip(self._values[1], self.numbers[across:], strict=True):
            y = float(self.point(np.array([self._window.left, value]))[1])
            number.move_to(np.array([box.left - TIGHT, y, 0.0]), aligned_edge=RIGHT)
            ends.append([[box.left, y], [box.left + _TICK, y]])
        self.ticks.points = lines(np.array(ends))
        self.names[0].next_to(np.array([box.right, box.bottom, 0.0]), DOWN, buff=TIGHT, aligned_edge=RIGHT)
        self.names[1].next_to(np.array([box.left, box.top, 0.0]), LEFT, buff=TIGHT, aligned_edge=UP)


def _aspect(frame: Frame, *, near: bool) -> float:
    if frame.is_tall:
        return _ALONE if near else _TALL
    return _WIDE if frame.is_wide else 1.0


def _numbers(
    told: OneOrAll, low: float, length: float, colour: str, *, across: bool
) -> tuple[list[float], list[Formula]]:
    """Return round values on an axis, and their numbers: as many as have room beside each other."""
    found: tuple[list[float], list[Formula]] = [], []
    for count in _TICKS:
        values, step = _round_values(low, length, _ACROSS if across else _UP, count)
        readings = [replace(told.moment.averaged.read(Given(value)), numeral=short(value)) for value in values]
        found = values, [Formula("{at}", em=theme.LABEL, colour=colour, at=reading) for reading in readings]
        if not across or max(float(one.width) for one in found[1]) + NEAR <= _USUAL * step / length:
            break
    return found


def _round_values(low: float, length: float, most: float, count: float) -> tuple[list[float], float]:
    """Return round values at equal distances on a stretch, up to a share of it, and how far apart they are."""
    power = 10.0 ** np.floor(np.log10(length / count))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= length / count * (1 - 1e-9))
    first, last = np.ceil((low + _FROM * length) / step), np.floor((low + most * length) / step)
    return [float(f"{place * step:.6g}") + 0.0 for place in np.arange(first, last + 1)], step
