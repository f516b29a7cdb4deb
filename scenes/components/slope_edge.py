"""An edge whose width is to scale: how strongly the cost answers its weight."""

from __future__ import annotations

from functools import partial
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, LaggedStart, Line, VGroup

from core.model.quantity import C, Quantity, a, change, slope, w, z
from core.passes.moment import Moment
from scenes import theme
from scenes.components.neuron import Neuron
from scenes.type.formula import Formula

THICKEST = 16.0
"""Width of the edge with the steepest slope."""
_RADIUS, _LENGTH, _NARROW = 0.3, 1.35, 0.95


@final
class SlopeEdge(Line):
    """The glow of an edge, its width in proportion to the size of dC/dw.

    Parameters
    ----------
    moment : Moment
    weight : Quantity
    start, end : point
    steepest : float
        The size of slope that is drawn at full width; 0 where there is none.
    """

    def __init__(
        self, moment: Moment, weight: Quantity, *, start: np.ndarray, end: np.ndarray, steepest: float
    ) -> None:
        self._slope, self._steepest = slope(C, weight), steepest
        super().__init__(start, end, color=theme.colour("C"))
        self.at(moment)

    def at(self, moment: Moment) -> None:
        """Take the width for a state."""
        size = abs(moment.value(self._slope))
        share = min(1.0, size / self._steepest) if self._steepest else 0.0
        self.set_stroke(width=THICKEST * share)


@final
class Pair(VGroup):
    """Two neurons and their edge in one state: how active, how far a push carries, how steep.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    pushed : Moment
        With it.
    full : float
        The size of activation that fills a neuron entirely.
    steepest : float
        The size of dC/dw that is drawn at full width.
    narrow : bool
        Whether the numbers stand below each other, for long ones.

    Attributes
    ----------
    neurons, edge, glow
    activation, moved, steepness : Formula
        a_prev, the change of z under the push, and dC/dw, each with its number.
    """

    def __init__(self, moment: Moment, pushed: Moment, *, full: float, steepest: float, narrow: bool = False) -> None:
        last = moment.network.depth
        numbers = partial(Formula, "{q} = {value}", em=theme.LABEL, indexed=False)
        behind, ahead = (Neuron(moment, q, full=full, radius=_RADIUS) for q in (a(last - 1), a(last)))
        ahead.shift(RIGHT * (_NARROW if narrow else _LENGTH))
        self.neurons = VGroup(behind, ahead)
        ends = {"start": behind.ring.get_right(), "end": ahead.ring.get_left()}
        self.edge = Line(*ends.values(), color=theme.colour("w"), stroke_width=theme.LINE_WIDTH)
        self.glow = SlopeEdge(moment, w(last), **ends, steepest=steepest)
        previous = moment.read(a(last - 1), digits=3)
        self.activation = numbers(q=a(last - 1), value=previous)
        push = pushed.read(change(z(last)), digits=3)
        self.moved = numbers(q=change(z(last)), value=push)
        quotient = slope(C, w(last))
        steep = moment.read(quotient, digits=3)
        self.steepness = numbers(q=quotient, value=steep)
        self._arrange(narrow=narrow)
        picture = (self.glow, self.edge, self.neurons)
        super().__init__(*picture, self.activation, self.moved, self.steepness)

    def appear(self) -> Animation:
        """Return the coming of the neurons with the activation, then of how far z moved."""
        picture = VGroup(self.edge, self.neurons, self.activation)
        return LaggedStart(FadeIn(picture), FadeIn(self.moved), lag_ratio=0.5)

    def glow_up(self) -> Animation:
        """Return the coming of the slope, as the width of the edge and as a number."""
        return FadeIn(self.glow, self.steepness)

    def _arrange(self, *, narrow: bool) -> None:
        """Set the activation above its neuron, what comes of the push at the right."""
        left, right = self.neurons.get_left()[0], self.neurons.get_right()[0]
        self.activation.next_to(self.neurons, UP, buff=0.14).align_to(RIGHT * left, LEFT)
        start = (right if narrow else max(self.activation.get_right()[0], right)) + 0.25
        self.moved.shift(RIGHT * (start - self.moved.get_left()[0])).on_baseline(self.activation.baseline)
        if narrow:
            self.moved.next_to(self.activation, DOWN, buff=0.1, coor_mask=[0, 1, 0])
        self.steepness.next_to(self.moved, DOWN, buff=0.1, aligned_edge=LEFT)
