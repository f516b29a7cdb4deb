"""One edge at close range: the neuron behind it, the layer in front of it, and where each rule has its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Create, FadeIn, Line, Mobject, VGroup, rate_functions

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, slope, w, z
from core.notation.printed import joins
from scenes import theme
from scenes.figures.badge import SIDE, Badge
from scenes.figures.disc import Disc
from scenes.figures.gathering import Gathering
from scenes.figures.heading import Heading
from scenes.figures.measures import Measure
from scenes.figures.swept import share_of
from scenes.figures.text_lines import narrowed
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

_RAIL = 0.56
"""Room for the letters of the columns."""
_NEAR, _RING = 0.1, 0.07
_MIDDLE = 0.5
"""Where on the edge the first rule has its place."""


@final
class NearEdge(VGroup):
    """A neuron k and the layer of neurons j, one edge of which is told.

    Parameters
    ----------
    gathering : Gathering
        Of neuron k, without its gate.
    told : Quantity
        The weight.
    look : Theme
    turned : bool

    Attributes
    ----------
    gathering : Gathering
    edges : dict of int to Line
        By the row of neuron j.
    bright : Line
        The one that is told.
    rings : VGroup of Circle
        Around its two neurons.
    letters : VGroup of Formula
        k and j, at the heads of the columns.
    badges : dict of str to Badge
        Where each rule has its place: by the names of the rules.
    product : Formula
        The slope of the weight in numbers; parts behind, ahead and slope.
    alone : Formula
        The slope of the bias.
    """

    refills = True

    def __init__(self, gathering: Gathering, told: Quantity, look: theme.Theme, *, turned: bool) -> None:
        self.gathering, self._look, self._turned = gathering, look, turned
        moment, self._heading = gathering.carried.moment, Heading.of(tall=turned)
        j, k = told.neurons
        groups = gathering.carried.groups[gathering.layer + 1]
        self.row = groups.index((j,))
        pale = look.dimmed(look.colour("w"), theme.PALE)
        rows = [row for row, group in enumerate(groups) if len(group) == 1]
        self.edges = {row: Line(color=pale, stroke_width=theme.LINE_WIDTH) for row in rows}
        self.bright = Line(color=look.colour("w"), stroke_width=theme.BOLD_LINE)
        self.rings = VGroup(*(Circle(color=look.colour("text"), stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        self.letters = VGroup(*(Formula(letter, em=theme.FORMULA, colour=look.colour("quiet")) for letter in "kj"))
        names = ("dC_dw", "dC_db", "dC_da")
        self.badges = {name: Badge(moment.count(number), look) for number, name in enumerate(names, start=1)}
        layer = gathering.layer
        self.read = {
            "behind": moment.read(a(layer, k), 3),
            "ahead": moment.read(slope(C, z(layer + 1, j)), 3),
            "slope": moment.read(slope(C, w(layer + 1, j, k)), 3),
        }
        self.product, self.alone = self._product(), self._alone()
        super().__init__(VGroup(*self.edges.values(), self.bright), gathering, self.letters)

    @property
    def end(self) -> int:
        """When all paths have come back and what is left stands."""
        return self.gathering.end

    @property
    def behind(self) -> Disc:
        """The neuron k."""
        return self.gathering.one

    @property
    def ahead(self) -> Mobject:
        """The number of delta at the neuron j that is told."""
        number = self.gathering.numbers[self.row]
        assert number is not None
        return number

    @property
    def weight(self) -> Mobject:
        """The weight of the edge that is told, as it is written beside its band."""
        factor = self.gathering.factors[self.gathering.order.index(self.row)]
        assert factor is not None
        return factor

    def texts(self) -> list[Mobject]:
        """Return all that is written in it, but for the sums under it."""
        one, others = self.gathering.one, self.gathering.others
        named = [disc.symbol if isinstance(disc, Disc) else disc for disc in (one, *others)]
        beside = [*self.gathering.numbers, *self.gathering.factors]
        return [part for part in (*named, *beside, *self.letters, *self.badges.values()) if part is not None]

    def least_size(self) -> Size:
        """Return the room of its neurons, with letters."""
        least, own = self.gathering.least_size(), max(map(_narrowest, (self.product, self.gathering.sum)))
        if self._turned:
            return Size(max(least.width + _RAIL, own), least.height)
        return Size(max(least.width, own), least.height + _RAIL)

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        left, top = (_RAIL, _RAIL / 2) if self._turned else (0.0, _RAIL)
        self.gathering.fill(Box(box.left + left, box.bottom, box.right, box.top - top))
        one, told = self.gathering.one, self.gathering.others[self.row]
        for ring, disc in zip(self.rings, (one, told), strict=True):
            ring.set(width=2 * (disc.radius + _RING)).move_to(disc.face)
        ends = {row: self._ends(row) for row in self.edges}
        self._lines = {row: (one, *ends[row]) for row, one in self.edges.items()}
        self._lines[-1] = (self.bright, *ends[self.row])
        towards = LEFT if self._turned else UP
        first = self.gathering.others[0]
        for letter, disc in zip(
            self.letters, (one.face, first.face if isinstance(first, Disc) else first), strict=True
        ):
            letter.next_to(disc, towards, buff=_NEAR + _RING)
        foot = np.array([box.centre[0], self.gathering.sum.get_bottom()[1], 0.0])
        for formula in (self.gathering.sum, self.product, self.alone):
            narrowed(formula, box.width).move_to(foot, aligned_edge=DOWN)
        self._stand_badges(ends[self.row])
        last, badge = (Box.around(one) for one in (self.letters[-1], self.badges["dC_db"].face))
        if self._turned and last.overlaps(badge.inset(-_NEAR)):
            self.letters[-1].shift((badge.left - _NEAR - last.right) * RIGHT)
        self.at(self.gathering.done)

    def at(self, done: float) -> None:
        """Show how far the paths have come back; each edge is there until its band has passed."""
        self.gathering.at(done)
        self.letters.set_fill(opacity=share_of(done, -1, 0))
        for row, (line, start, end) in self._lines.items():
            place = self.gathering.order.index(self.row if row < 0 else row)
            gone = rate_functions.smooth(share_of(done, place, place + 1))
            shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None] * (1 - gone)
            line.points = start + shares * (end - start) if gone < 1 else np.zeros((0, 3))

    def point(self) -> Animation:
        """Return the lighting of the edge that is told."""
        return Create(self.rings)

    def mark(self, name: str) -> Animation:
        """Return the coming of a rule's number at its place."""
        return FadeIn(self.badges[name])

    def measures(self) -> Iterator[Measure]:
        """Yield nothing: its parts measure their own."""
        yield from ()

    def _ends(self, row: int) -> tuple[Array, Array]:
        one, other = self.gathering.one, self.gathering.others[row]
        assert isinstance(other, Disc)
        start, end = one.centre, other.centre
        way = (end - start) / np.linalg.norm(end - start)
        return start + way * one.radius, end - way * other.radius

    def _stand_badges(self, ends: tuple[Array, Array]) -> None:
        """Put the numbers of the rules on the edge, at the delta in front of it, and at the neuron behind it."""
        towards, across = self._heading.towards, self._heading.across
        self.badges["dC_dw"].move_to(ends[0] + _MIDDLE * (ends[1] - ends[0]))
        strip = self.gathering.strips[self.row]
        away = -1.0 if strip.length > 0 else 1.0
        self.badges["dC_db"].move_to(strip.foot + away * (SIDE / 2 + _NEAR) * across)
        port = self.gathering.knot.way_in()
        middle = port.foot + port.length / 2 * across
        self.badges["dC_da"].move_to(middle - (SIDE / 2 + _NEAR) * towards)

    def _product(self) -> Formula:
        behind, ahead, whole = self.read.values()
        second = "({ahead})" if ahead.numeral.negative else "{ahead}"
        template = f"{{behind}} dot.op {second} {joins([behind, ahead], whole)} {{slope}}"
        formula = Formula(template, em=theme.FORMULA, **self.read)
        for name in ("ahead", "slope"):
            formula[name].set_fill(self._look.colour("slope"))
        return formula

    def _alone(self) -> Formula:
        formula = Formula("{value}", em=theme.FORMULA, value=self.read["ahead"])
        return formula.set_fill(self._look.colour("slope"))


def _narrowest(formula: Formula) -> float:
    """Return how wide it is in the smallest type."""
    return formula.width * theme.LABEL / formula.present_em
