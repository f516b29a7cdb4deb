"""A ribbon with the neuron that feeds its weight: its disc, the edge that carries the weight, and the slope on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import PI, RIGHT, UP, Animation, AnimationGroup, FadeIn, FadeOut, Line, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import C, Quantity, a, slope
from core.passes.moment import Moment
from scenes import theme
from scenes.colours import between
from scenes.figures.clear_arc import clear_arc
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.figures.products import times
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbon_rows import AlikeScale
from scenes.figures.strip import Strip
from scenes.layout.box import Box
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula

SMALLEST, LARGEST = 0.64, 0.98
"""The radius of a disc, which grows with the number in it."""
EDGE, EDGE_BESIDE = 1.22, 0.9
"""How long an edge is: beside one that runs down, two numbers stand below each other."""
WIDEST = 1.0
"""How wide an edge is drawn that has the largest slope."""
_DIGITS, _FINE = 3, 0.01


@final
class LitRibbon(VGroup):
    """One setting of a neuron, and what a push of the weight behind it does; and what a step of learning does.

    Parameters
    ----------
    rest : Moment
    steps : sequence of Quantity
        The weight, and what follows it.
    moves : (float, float)
        The push of the weight, and its move in a step of learning.
    greys : Greys
    beside : bool
        Whether the disc stands at the left of the ribbon and not above it.

    Attributes
    ----------
    disc : Disc
    edge : Line
    radius : float
        Of the disc.
    reach : float
        How far that disc reaches below its middle; the same while its number changes.
    at_right : bool
        Whether the slope's number stands at the right of an edge that runs down, and not at its left.
    slope : Strip
        As wide across the edge as the slope of the cost by the weight.
    value : Formula
        That slope.
    pushed, learned : Ribbon
    move : Strip
        What the slope turns into: the weight's move in a step of learning. It comes with `turn_round`.
    rule : VGroup
        Where a lens begins, and what is said of it, for ribbons that stand below each other.
    """

    def __init__(
        self, rest: Moment, steps: Sequence[Quantity], moves: tuple[float, float], greys: Greys, *, beside: bool
    ) -> None:
        look = greys.look
        self.rest, self._beside, self._steepness = rest, beside, slope(C, steps[0])
        layer, (_, k) = steps[0].layer or 1, steps[0].neurons
        self.disc = Disc(rest, a(layer - 1, k), greys, SMALLEST)
        self.number = self.disc.show_value()
        self.radius, self.reach, self.at_right = SMALLEST, SMALLEST, True
        self.edge = Line(color=look.colour("w"), stroke_width=theme.BOLD_LINE)
        self.slope = Strip(look.colour("C"))
        reading = rest.read(self._steepness, _DIGITS)
        self.value = Formula("{value}", em=theme.LABEL, colour=look.colour("C"), value=reading)
        told = [step for step in steps if step.kind != "a"], [step for step in steps if step.kind in {"w", "C"}]
        self.pushed, self.learned = (
            Ribbon(rest, steps, by, look, counted=counted, high=True) for by, counted in zip(moves, told, strict=True)
        )
        self.move = Strip(look.colour("C"))
        self._colours = look.colour("C"), look.colour("w")
        self.rule, self._shown, self._unit, self._aside = VGroup(), 0.0, 0.0, 0.0
        super().__init__(self.disc, self.edge, self.slope, self.value, self.pushed, self.learned, self.rule)

    @property
    def needed(self) -> float:
        """The radius with which the disc holds its number, if it is not too large."""
        tried = np.arange(SMALLEST, LARGEST, _FINE)
        return float(next((one for one in tried if self.disc.holds(self.number[1:].width, one)), SMALLEST))

    @property
    def needed_below(self) -> float:
        """How far the disc reaches below its middle with this radius, with a number that stands under it."""
        return self.disc.reach_below(self.radius) + (
            0.0 if self.disc.holds(self.number[1:].width, self.radius) else TIGHT
        )

    @property
    def steepness(self) -> float:
        """The slope of the cost by the weight."""
        return self.rest.value(self._steepness)

    def tell(self, share: float, *, step: bool) -> None:
        """Show a share of the push; or of the step of learning, with the edge as wide as its slope."""
        self.widen(float(step))
        self.pushed.at(self.pushed.nudged(0.0 if step else share))
        self.learned.at(self.learned.nudged(share if step else 0.0))

    def seen(self, *, step: bool) -> list[Mobject]:
        """Return what is on stage with the push, or with the step of learning."""
        if not step:
            return [self.disc, self.edge, self.pushed]
        return [self.disc, self.slope if self.steepness else self.edge, self.value, self.learned]

    @property
    def body(self) -> VGroup:
        """What is drawn of the push without any number: the disc is without its own."""
        return VGroup(self.edge, self.disc.glow, self.disc.face, self.disc.rim, self.pushed.drawn)

    def stand(
        self, pane: Box, height: float, scales: tuple[AlikeScale, AlikeScale], steepest: float, aside: float
    ) -> None:
        """Stand in a pane, the first line at a height.

        Parameters
        ----------
        pane : Box
            Of the ribbon.
        height : float
        scales : (AlikeScale, AlikeScale)
            Of the push and of the step.
        steepest : float
            The largest slope of all settings.
        aside : float
            From the pane to an edge that comes from beside it.
        """
        self._unit = WIDEST / steepest if steepest else 0.0
        self._height, self._pane, self._aside = height, pane, aside
        self._place(pane.left + scales[0].foot)
        half = abs(self._signed()) / 2
        start, end = self.edge.get_start(), self.edge.get_end()
        taken = [Box.around(self.value)]
        if not self._beside:
            taken.append(Box(end[0] - half, end[1], end[0] + half, start[1]))
        for ribbon, scale in zip((self.pushed, self.learned), scales, strict=True):
            box = Box(pane.left, pane.bottom, pane.right, height + ribbon.head)
            off = scale.foot - scales[0].foot
            there = [Box(one.left + off, one.bottom, one.right + off, one.top) for one in taken]
            ribbon.stand(box, scale.unit, scale.lens, there, foot=pane.left + scale.foot)
            ribbon.leave_out_crossed()

    def slide(self, pane: Box, foot: float) -> None:
        """Stand in another pane, its moves beginning at another place."""
        self._height += pane.top - self._pane.top
        self._pane = pane
        end = pane.right - (0.0 if self._beside else NEAR)  # the next one has lines of its own
        for ribbon in (self.pushed, self.learned):
            ribbon.slide(Box(pane.left, pane.bottom, end, self._height + ribbon.head), foot)
        for rule in self.rule[:1]:
            self.rule.shift((self.pushed.height_of_rule - rule.get_y()) * UP)
        self._place(foot)

    def at(self, moment: Moment) -> None:
        """Show a moment: the neuron, and how far the weight's push carries."""
        self.disc.at(moment)
        self.disc.stand(self.disc.centre, self.radius)  # its number has become shorter or longer
        self.pushed.at(moment)

    def below(self, step: Quantity) -> list[Mobject]:
        """Return what of the push is below the line of one of its steps."""
        drawn, row = self.pushed, self.pushed.steps.index(step)
        after = range(row + 1, len(drawn.steps))
        points = [part for parts in (drawn.feet, drawn.dots) for part in parts[row + 1 :]]
        return [*drawn.bands[row:], *drawn.threads[row:], *points, *map(drawn.between, after)]

    def factor(self) -> VGroup:
        """Return what the push is multiplied by on its way to the sum, in its band; nothing where it has no room."""
        pushed = self.pushed.nudged(1.0)
        return self.pushed.labels.put(times(pushed.read(self.pushed.factor(0), _DIGITS)), VGroup(), row=0)

    def send(self, factor: VGroup) -> Animation:
        """Return the way of the factor out of the disc into its band, past all numbers."""
        start = self.disc.centre
        taken = [Box.around(number) for number in (*self.pushed.numbers.values(), self.number)]
        arc = clear_arc(Box.around(factor), start, taken)
        return (
            FadeIn(factor) if theme.is_calm() or self._beside else FadeIn(factor, target_position=start, path_arc=arc)
        )

    def show_slope(self, **kwargs: Any) -> Animation:
        """Return the edge's becoming as wide as the slope."""
        going = [FadeOut(self.edge)] if self.steepness else []
        widening = Showing(self.slope, self.widen)
        return AnimationGroup(widening, *going, FadeIn(self.value), **kwargs)

    def lay_along(self) -> tuple[Strip, Animation]:
        """Return a copy of the sum's move, and its way up onto the push, of which it is a share."""
        return self.pushed.lay_along(1)

    def turn_round(self, **kwargs: Any) -> Animation:
        """Return the way of the slope down to the weight's line, where it turns round and becomes the move."""
        return Showing(self.move, self._turn_round, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the width of its edge."""
        yield Measure("ruler", str(self._steepness), self.slope.drawn_length(), self._shown * self._signed())

    def _signed(self) -> float:
        return self._unit * self.steepness

    def widen(self, share: float) -> None:
        """Show a share of the width that the slope gives the edge."""
        self._shown = share
        middle, length, along = self._run()
        width = share * self._signed()
        self.slope.span(middle - width / 2 * along, width, along, length)

    def _turn_round(self, share: float) -> None:
        down, turned = min(2 * share, 1.0), max(2 * share - 1, 0.0)
        start, length = self.edge.get_end(), self._signed()
        angle = PI / 2 * (1 - down) if self._beside else 0.0
        along = np.array([np.cos(angle), np.sin(angle), 0.0])
        start = start - length / 2 * (UP if self._beside else RIGHT)
        self.move.paint(between(*self._colours, turned))
        foot = self.learned.feet[0].get_center()
        length += turned * (self.learned.length_of(0) - length)
        self.move.span(start + down * (foot - start), length, along)

    def _run(self) -> tuple[Array, float, Array]:
        """Return the middle of the edge, how long it is, and the direction across it."""
        start, end = self.edge.get_start(), self.edge.get_end()
        return (start + end) / 2, float(np.linalg.norm(end - start)), UP if self._beside else RIGHT

    def _place(self, foot: float) -> None:
        """Let the disc and its edge stand above, or beside, where the moves begin."""
        if self._beside:
            right = self._pane.left - self._aside
            ends = right - EDGE_BESIDE, right
            place = np.array([ends[0] - self.radius, self._height, 0.0])
            self.edge.put_start_and_end_on(*(np.array([x, self._height, 0.0]) for x in ends))
            below = self.reach + TIGHT + self.value.height / 2
            self.value.move_to(np.array([(place[0] - self.radius + ends[1]) / 2, self._height - below, 0.0]))
        else:
            top = self._height + theme.DOT_RADIUS
            place = np.array([foot, top + EDGE + self.reach, 0.0])
            self.edge.put_start_and_end_on(np.array([foot, top + EDGE, 0.0]), np.array([foot, top, 0.0]))
            aside = (1 if self.at_right else -1) * (WIDEST / 2 + TIGHT + self.value.width / 2)
            self.value.move_to(np.array([foot + aside, top + EDGE - TIGHT - self.value.height / 2, 0.0]))
        self.disc.stand(place, self.radius)
        self.widen(self._shown)
