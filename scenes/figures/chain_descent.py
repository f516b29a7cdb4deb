"""Steps of descent on a spine: its weights and biases move, it runs again, and its cost answers last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

from manim import Animation, AnimationGroup, LaggedStart, VGroup

from core.passes.choices.moves import on_the_way
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.running_parameters import RunningParameters
from scenes.figures.spine import Spine
from scenes.figures.spine_travel import Travel, bead_of
from scenes.motion import Showing


@final
class ChainDescent:
    """What a step changes, in the order of causes.

    Parameters
    ----------
    spine : Spine
    numbers : RunningParameters
        They are shown if they have room.
    moments : sequence of Moment
        After 0, 1, 2, ... steps.
    look : Theme

    Attributes
    ----------
    numbers : list of RunningParameters
        Those that are shown.
    """

    def __init__(self, spine: Spine, numbers: RunningParameters, moments: Sequence[Moment], look: theme.Theme) -> None:
        self._spine, self._moments, self._look = spine, moments, look
        self.numbers = [numbers] if numbers.fits else []

    def change(self, step: int) -> list[Animation]:
        """Return the running of the weights' and biases' numbers through a step."""
        return [self._show(numbers, step) for numbers in self.numbers]

    def run_again(self, step: int, **kwargs: Any) -> Animation:
        """Return the forward pass after a step: a bead travels along each edge, and the next neuron answers."""
        spine, steps = self._spine, []
        for before, layer in zip(spine.layers, spine.layers[1:], strict=False):
            start, end = (spine.discs[one].centre for one in (before, layer))
            bead = bead_of(spine.discs[before].face.get_fill_color(), self._look.colour("text"))
            way = Travel(bead, start + spine.radius * spine.along, end - spine.radius * spine.along)
            steps.append(LaggedStart(way, self._show(spine.discs[layer], step), lag_ratio=0.9))
        return LaggedStart(*steps, lag_ratio=1.0, **kwargs)

    def answer(self, step: int) -> Animation:
        """Return the answer of the cost to a step."""
        return self._show(self._spine.square, step)

    def go_on(self, step: int) -> Animation:
        """Return a whole step at once."""
        discs = [self._show(self._spine.discs[layer], step) for layer in self._spine.layers[1:]]
        return AnimationGroup(*self.change(step), *discs, self.answer(step))

    def _show(self, gauge: Any, step: int) -> Animation:
        start = self._moments[step - 1]
        return Showing(VGroup(gauge), lambda share: gauge.at(on_the_way(start, share)), introducer=False)

    def refit(self) -> None:
        """Write every number with the digits that it has by now."""
        for numbers in self.numbers:
            numbers.refit()
        self._spine.refit()
