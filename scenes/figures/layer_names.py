"""What a raised number says: large names of neurons, the number framed, and a thread to the layer that it counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import final

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    SurroundingRectangle,
    VGroup,
)

from core.model.arrays import Array
from core.model.quantity import a
from scenes import theme
from scenes.figures.spine import Spine
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula, Label

_APART = 0.12
"""Of an em: before the raised number, for its frame."""
_THREAD, _LONGEST = 0.5, 1.7
_LARGE, _SMALL = 2.3, 1.2
"""Distances of neurons from which names are so large that they fill the stage, and from which they are a hero."""


@final
class LayerNames(VGroup):
    """Names of activations beside their neurons on a spine.

    Parameters
    ----------
    spine : Spine
        In its place before this figure is.
    layers : sequence of int
    look : Theme
    says : callable
        From a layer to what it is called.

    Attributes
    ----------
    names : dict of int to Formula
    frames, threads : dict of int
    rails : dict of int to Label
    """

    def __init__(self, spine: Spine, layers: Sequence[int], look: theme.Theme, says: Callable[[int], str]) -> None:
        self._spine, self._layers = spine, tuple(layers)
        ends = (spine.place(a(layer)) for layer in spine.layers[:2])
        pitch = float(np.linalg.norm(np.subtract(*ends)))
        self._pitch = pitch
        sizes = [
            em for em, least in ((theme.GIANT, _LARGE), (theme.HERO, _SMALL), (theme.FORMULA, 0.0)) if pitch > least
        ]
        for em in sizes:
            self.names = {
                layer: Formula("{q}", q=a(layer), em=em, indexed=False, apart={a(layer): _APART}) for layer in layers
            }
            if self._stands or max(name.width for name in self.names.values()) + NEAR <= pitch:
                break
        text, quiet = look.colour("text"), look.colour("quiet")
        self.frames = {
            layer: SurroundingRectangle(VGroup(*name["layer"]), buff=0.06, color=text, stroke_width=theme.LINE_WIDTH)
            for layer, name in self.names.items()
        }
        self.threads = {layer: Line(UP, DOWN, color=text, stroke_width=theme.LINE_WIDTH) for layer in layers}
        self.rails = {layer: Label(says(layer), colour=quiet) for layer in layers}
        super().__init__(*self.names.values(), *self.frames.values(), *self.threads.values(), *self.rails.values())

    def least_size(self) -> Size:
        """Return the room for the longest name, its thread and its layer across the spine."""
        names, rails = self.names.values(), self.rails.values()
        if self._stands:
            return Size(max(n.width for n in names) + _THREAD + max(r.width for r in rails) + 2 * TIGHT, 0.0)
        thread = _THREAD + self._stagger
        return Size(0.0, max(n.height for n in names) + thread + max(r.height for r in rails) + 2 * TIGHT)

    def most_size(self) -> Size:
        """Return the same across the spine, with longer threads, at any length along it."""
        least, longer = self.least_size(), _LONGEST - _THREAD
        if self._stands:
            return Size(least.width + longer, math.inf)
        return Size(math.inf, least.height + longer)

    def fill(self, box: Box) -> None:
        """Stand in a box, each name level with its neuron."""
        least = self.least_size()
        spare = box.width - least.width if self._stands else box.height - least.height
        reach = min(_LONGEST, _THREAD + max(0.0, spare))
        for layer in self._layers:
            name, frame, thread, rail = (parts[layer] for parts in (self.names, self.frames, self.threads, self.rails))
            x, y, _ = self._spine.place(a(layer))
            if self._stands:
                name.move_to(np.array([box.left + name.width / 2, y, 0.0]))
            else:
                within = min(max(float(x), box.left + name.width / 2), box.right - name.width / 2)
                name.move_to(np.array([within, box.top - name.height / 2, 0.0]))
            frame.move_to(VGroup(*name["layer"]))
            if self._stands:
                start = frame.get_right()
                end = start + reach * RIGHT
                rail.next_to(end, RIGHT, buff=TIGHT)
            else:
                start = frame.get_bottom()
                lower = reach + (self._stagger if layer != self._layers[-1] else 0.0)
                end = np.array([start[0], name.get_bottom()[1] - lower, 0.0])
                rail.next_to(end, DOWN, buff=TIGHT)
            thread.put_start_and_end_on(start, end)

    def come(self, **kwargs: object) -> Animation:
        """Return the coming of each name from its neuron's side."""
        ways = [FadeIn(name, shift=self._away * TIGHT) for name in self.names.values()]
        return LaggedStart(*ways, lag_ratio=0.5, **kwargs)

    def explain(self, layer: int, **kwargs: object) -> Animation:
        """Return how the raised number is framed, and a thread runs from there to the layer."""
        return AnimationGroup(
            Create(self.frames[layer]), Create(self.threads[layer]), FadeIn(self.rails[layer]), lag_ratio=0.6, **kwargs
        )

    def go(self, **kwargs: object) -> Animation:
        """Return the going of all, the names towards their neurons."""
        rest = (*self.frames.values(), *self.threads.values(), *self.rails.values())
        return AnimationGroup(FadeOut(*rest), FadeOut(*self.names.values(), shift=-self._away * TIGHT), **kwargs)

    @property
    def _stagger(self) -> float:
        """How much lower the first layer's label stands where the two would touch."""
        close = max(rail.width for rail in self.rails.values()) + NEAR > self._pitch
        return theme.FORMULA if close else 0.0

    @property
    def _away(self) -> Array:
        """From the spine to this figure."""
        return RIGHT if self._stands else DOWN

    @property
    def _stands(self) -> bool:
        return abs(float(self._spine.along[0])) < NEAR
