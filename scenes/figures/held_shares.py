"""One step of a path at close range: what the other neurons send slides down their edges and joins the bias."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import b
from core.notation.printed import adds
from core.passes.choices.held import HeldStill
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.close_step import CloseStep
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.figures.network import Network
from scenes.figures.share_stack import THICK, ShareStack, in_one_form
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART
from scenes.motion import Shade, Showing
from scenes.type.formula import Formula

_FAN = 0.5
"""Of the room: the step, beside the stack."""
_ON_EDGE = 0.75
"""Of an edge: the longest strip that lies on it."""
_TURNS = 0.45
"""When on its way a strip has come to the neuron."""
_DIGITS = 3


@final
class HeldShares(VGroup):
    """The neurons before one of the path, and beside it the stack of what they add to its bias.

    Parameters
    ----------
    held : HeldStill
    chain : Moment
        Of the path alone: its bias is what is left.
    greys : Greys
    look : Theme
    tall : bool
        Whether the stack stands below.
    said, rivals, more : str
        What is left; what the other neurons of the layer take off; how many neurons are told as one.
    em : float
        Of what is left.

    Attributes
    ----------
    fan : CloseStep
    on_edges : list of Strip
        What each of the held neurons sends, on its edge.
    stack : ShareStack
    bias, total : Reading
        The neuron's own bias, and that of the chain.
    """

    def __init__(
        self,
        held: HeldStill,
        chain: Moment,
        greys: Greys,
        look: theme.Theme,
        *,
        tall: bool,
        said: str,
        rivals: str,
        more: str,
        em: float = theme.FORMULA,
    ) -> None:
        self._held, self._look, self._tall = held, look, tall
        self.fan = CloseStep(held, greys, look, tall=tall, more=more)
        green, purple = look.colour("z"), look.colour("b")
        taken = [held.bias, *held.terms, *([held.rivals] if held.rivals else [])]
        readings = in_one_form([held.moment.read(one, _DIGITS) for one in taken])
        self.bias, self.total = readings[0], chain.read(b(held.layer), _DIGITS)
        count = len(held.terms)
        texts = ["b = {value}", *["{value}"] * count, *([f"{{value}} quad #[{rivals}]"] if held.rivals else [])]
        colours = [purple, *[green] * count, *([green] if held.rivals else [])]
        terms = [
            (Formula(text, em=theme.LABEL, colour=colour, value=one), one.value, colour)
            for text, colour, one in zip(texts, colours, readings, strict=True)
        ]
        sign = adds(readings, self.total)
        whole = Formula(f"overline(b) {sign} {{value}}", em=em, colour=purple, value=self.total)
        self.stack = ShareStack(terms, (whole, self.total.value, purple), look, said)
        self._values = [one.value for one in readings[1 : 1 + count]]
        self.on_edges = [Strip(green, THICK) for _ in self._values]
        super().__init__(self.stack.joints, self.stack.zero, *self.on_edges, *self.stack.strips, self.fan, self.stack)

    def least_size(self) -> Size:
        """Return the room for the step and its stack."""
        fan, stack = self.fan.least_size(), self.stack.least_size()
        if self._tall:
            return Size(max(fan.width, stack.width), fan.height + APART + stack.height)
        return Size(fan.width + APART + stack.width, max(fan.height, stack.height))

    def fill(self, box: Box) -> None:
        """Stand in a box: the step first, then its stack; both have one ruler."""
        if self._tall:
            cut = box.top - _FAN * (box.height - APART)
            first, second = Box(box.left, cut, box.right, box.top), Box(box.left, box.bottom, box.right, cut - APART)
        else:
            room, need = box.width - APART, self.stack.least_size().width
            cut = box.left + min(_FAN * room, max(self.fan.least_size().width, room - need))
            first, second = Box(box.left, box.bottom, cut, box.top), Box(cut + APART, box.bottom, box.right, box.top)
        self.fan.fill(first)
        lengths = [float(np.linalg.norm(np.subtract(*self.fan.run(k)))) for k in self._sources]
        limits = [_ON_EDGE * length / abs(value) for length, value in zip(lengths, self._values, strict=True) if value]
        self.stack.fill(second, min(limits, default=np.inf))
        for at in range(len(self.on_edges)):
            self._lay(self.on_edges[at], at, 1.0)

    def come_out_of(self, network: Network, **kwargs: Any) -> Animation:
        """Return the gliding of a step out of a network; the rest of it leaves."""
        return AnimationGroup(FadeOut(network), self.fan.come_out_of(network), **kwargs)

    def go_back_into(self, network: Network, **kwargs: Any) -> Animation:
        """Return the gliding back of the step; all else of it leaves."""
        return AnimationGroup(
            FadeOut(*self._stacked()), self.fan.come_out_of(network, back=True), lag_ratio=0.5, **kwargs
        )

    def write_values(self) -> Animation:
        """Return the coming of the activations, of the name of the followed weight, and of the line of 0."""
        return FadeIn(*self.fan.write_values(), self.fan.weight, self.stack.zero)

    def send(self, **kwargs: Any) -> Animation:
        """Return how what each held neuron sends appears on its edge, from its rim on."""
        ways = [
            Showing(strip, lambda share, strip=strip, at=at: self._lay(strip, at, share))  # type: ignore[misc]
            for at, strip in enumerate(self.on_edges)
        ]
        return LaggedStart(*ways, lag_ratio=0.4, **kwargs)

    def begin_stack(self, **kwargs: Any) -> Animation:
        """Return the growing of the neuron's own bias."""
        return AnimationGroup(self.stack.grow(0), **kwargs)

    @property
    def has_rivals(self) -> bool:
        """Whether the other neurons of the layer take something off."""
        return len(self.stack.strips) > 1 + len(self._values)

    def set_out(self) -> list[Strip]:
        """Return the strips of the stack that will slide, where they begin: on their edges; calm, none does."""
        if self._look.calm:
            return []
        sliding = self.stack.strips[1 : 1 + len(self._values)]
        self._rows = [strip.foot for strip in sliding]
        for at, strip in enumerate(sliding):
            self._lay(strip, at, 1.0)
        return sliding

    def _stacked(self) -> list[Mobject]:
        """Return all of it but its neurons and their edges, piece by piece."""
        stack = [*self.stack.joints, *self.stack.zero, *self.stack.strips, *self.stack.labels]
        last = [self.stack.left, self.stack.left_label, self.stack.said]
        return [*self.on_edges, *stack, *last, self.fan.weight]

    def slide(self, at: int, **kwargs: Any) -> Animation:
        """Return the way of a strip down its edge, to the neuron, and from there to its row."""
        strip, edge = self.stack.strips[1 + at], self.on_edges[at]
        arrived = FadeIn(self.stack.labels[1 + at], self.stack.joints[at])
        if self._look.calm:
            return AnimationGroup(Shade(edge), FadeIn(strip), arrived, **kwargs)
        landed, length = self._rows[at], strip.length
        start, turn, neuron = self._on_edge(at)
        along = (neuron - start) / np.linalg.norm(neuron - start)

        def show(share: float) -> None:
            if share <= _TURNS:
                middle = start + share / _TURNS * (neuron - start)
                strip.span(middle - along * length / 2, length, along)
                return
            gone = (share - _TURNS) / (1 - _TURNS)
            angle = (1 - gone) * turn
            heading = np.array([np.cos(angle), np.sin(angle), 0.0])
            middle = neuron + gone * (landed + RIGHT * length / 2 - neuron)
            strip.span(middle - heading * length / 2, length, heading)

        return AnimationGroup(Shade(edge), AnimationGroup(Showing(strip, show), arrived, lag_ratio=0.8), **kwargs)

    def add_rivals(self, **kwargs: Any) -> Animation:
        """Return the coming of what the other neurons of the layer take off."""
        last = len(self._values)
        return AnimationGroup(FadeIn(self.stack.joints[last]), self.stack.grow(last + 1), **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the strips on the edges."""
        for strip, value in zip(self.on_edges, self._values, strict=True):
            yield Measure("ruler", "what is sent", strip.drawn_length(), self.stack.unit * value)

    @property
    def _sources(self) -> list[int | None]:
        """Whose edge each strip lies on."""
        return [*self._held.neurons, *([None] if self._held.others else [])]

    def _on_edge(self, at: int) -> tuple[Array, float, Array]:
        """Return where a strip lies, the angle at which it does, and where it goes."""
        start, end = self.fan.run(self._sources[at])
        way = end - start
        return (start + end) / 2, float(np.arctan2(way[1], way[0])), self.fan.neuron.centre

    def _lay(self, strip: Strip, at: int, share: float) -> None:
        """Lay a share of a strip on its edge."""
        middle, angle, _ = self._on_edge(at)
        along = np.array([np.cos(angle), np.sin(angle), 0.0])
        length = self.stack.unit * self._values[at]
        strip.span(middle - along * length / 2, share * length, along)
