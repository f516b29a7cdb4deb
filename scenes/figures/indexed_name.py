"""A large symbol whose index rolls from neuron to neuron, with the value of each below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Mobject,
    RoundedRectangle,
    VGroup,
)

from core.model.fact import layer_number, neuron_number
from core.model.quantity import a
from core.passes.moment import Moment
from scenes import theme
from scenes.motion import fly
from scenes.type.formula import Formula

_RIM, _BETWEEN = 0.12, 0.1
_ROLL = 0.35
"""How far an index comes from below and goes upward."""


@final
class IndexedName(VGroup):
    """The activation of a layer, named: which neuron below, which layer above.

    Parameters
    ----------
    moment : Moment
    layer : int
    neurons : sequence of int
        Through which the index rolls.
    letters : tuple of str
        Typst for any neuron and for any layer: j and L.
    look : Theme

    Attributes
    ----------
    letter, layer, frame
        The a, the layer in brackets, and the frame around the index.
    indices, values : list of Formula
        One for each neuron.
    any_neuron, any_layer : Formula
    """

    def __init__(
        self, moment: Moment, layer: int, neurons: Sequence[int], letters: tuple[str, str], look: theme.Theme
    ) -> None:
        self.letter = Formula("a", em=theme.GIANT, colour=look.colour("a"))
        self.layer = Formula("({layer})", em=theme.FORMULA, layer=moment.count(layer_number(layer)))
        numbers = [moment.count(neuron_number(layer, j)) for j in neurons]
        self.indices = [Formula("{j}", em=theme.FORMULA, j=number) for number in numbers]
        readings = [moment.read(a(layer, j), 3) for j in neurons]
        self.values = [Formula("= {value}", em=theme.FORMULA, value=reading) for reading in readings]
        self.any_neuron, self.any_layer = (Formula(one, em=theme.FORMULA) for one in (letters[0], f"({letters[1]})"))
        width = max(one.width for one in (*self.indices, self.any_neuron)) + 2 * _RIM
        self.frame = RoundedRectangle(
            width=max(width, theme.FORMULA),
            height=theme.FORMULA + _RIM,
            corner_radius=_RIM,
            color=look.colour("a"),
            stroke_width=theme.LINE_WIDTH,
        )
        self._now = 0
        super().__init__(
            self.letter, self.layer, self.frame, *self.indices, *self.values, self.any_neuron, self.any_layer
        )
        self._set(np.zeros(3))

    @property
    def first(self) -> VGroup:
        """The name of the first neuron."""
        return VGroup(self.letter, self.layer, self.frame, self.indices[0], self.values[0])

    def come(self, source: Mobject | None = None) -> Animation:
        """Return the coming of the first neuron's name, part after part: what is known comes first, the layer.

        Parameters
        ----------
        source : Mobject, optional
            The neuron out of which it comes; default: it grows in its place.
        """
        up = _ROLL * UP
        return AnimationGroup(
            GrowFromCenter(self.letter) if source is None else fly(self.letter, source),
            FadeIn(self.layer, shift=-up),
            Create(self.frame),
            FadeIn(self.indices[0], shift=up),
            FadeIn(self.values[0], shift=up),
            lag_ratio=0.6,
        )

    def roll(self, index: int) -> Animation:
        """Return the rolling to another of its neurons: the old index goes upward, the new one comes from below."""
        before, self._now = self._now, index
        going = [FadeOut(self.indices[before], shift=_ROLL * UP), FadeOut(self.values[before])]
        coming = [FadeIn(self.indices[index], shift=_ROLL * UP), FadeIn(self.values[index])]
        return AnimationGroup(AnimationGroup(*going), AnimationGroup(*coming), lag_ratio=0.5)

    def name_any(self) -> Animation:
        """Return the turning of its numbers into letters, the neuron's before the layer's."""
        now, up = self._now, _ROLL * UP
        going = AnimationGroup(FadeOut(self.indices[now], shift=up), FadeOut(self.values[now]))
        return AnimationGroup(
            going,
            FadeIn(self.any_neuron, shift=up),
            FadeOut(self.layer, shift=up),
            FadeIn(self.any_layer, shift=up),
            lag_ratio=0.6,
        )

    def _set(self, centre: np.ndarray) -> None:
        """Put layer and index at the right of the letter, the value below it."""
        self.letter.move_to(centre)
        self.frame.next_to(self.letter, RIGHT, buff=_BETWEEN).align_to(self.letter, UP).shift(
            self.letter.height / 2 * DOWN
        )
        for one in (self.layer, self.any_layer):
            one.next_to(self.frame, UP, buff=_BETWEEN).align_to(self.frame, LEFT)
        for one in (*self.indices, self.any_neuron):
            one.move_to(self.frame)
        for one in self.values:
            one.next_to(self.frame, DOWN, buff=2 * _BETWEEN).align_to(self.letter, LEFT)
