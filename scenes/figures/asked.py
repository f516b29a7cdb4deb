"""A flow whose neurons are asked what they should be: outputs have a target, hidden neurons a question mark."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import RIGHT, UP, Animation, Circle, FadeOut, GrowFromCenter, Rectangle, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import y
from core.notation.numeral import short
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.flow import Flow
from scenes.figures.heading import Heading
from scenes.figures.network import FLOW, OPEN, Place
from scenes.figures.rectangles import dashed, lines
from scenes.layout.box import Box, Size
from scenes.motion import Recompute, Showing, fly, leave
from scenes.type.formula import Formula, Label

_ROOM, _OFF = 0.1, 0.08
_NARROW = 0.75
"""Where neurons are less far apart from rim to rim, question marks stand in them."""
_LEAVES = 0.6
"""When in the opening of a slot its two leaves are fully apart."""
_RISES = 25
"""So many heights are tried for a number."""


@final
class Slot(VGroup):
    """A small frame beside a neuron: what the neuron should be stands in it.

    Parameters
    ----------
    written : Formula or Label
    colour, ground : str
    empty : bool
        Whether nothing is known, so that its frame is dashed.
    """

    def __init__(self, written: Formula | Label, colour: str, ground: str, *, empty: bool = False) -> None:
        self._empty, self.written = empty, written
        self.plate = Rectangle(
            width=max(written.width, theme.LABEL / 2) + 2 * _ROOM, height=theme.LABEL + _ROOM, stroke_width=0
        )
        self.plate.set_fill(ground, opacity=1)
        self.leaves = VMobject(stroke_color=colour, stroke_width=theme.LINE_WIDTH)
        super().__init__(self.plate, self.leaves, written.move_to(self.plate))
        self._part(0.0, np.array([0.0, 1.0, 0.0]), 0.0)

    def open(self, across: Array, reach: float, **kwargs: Any) -> Animation:
        """Return how its two leaves go apart for what comes in.

        Parameters
        ----------
        across : ndarray, shape (3,)
        reach : float
            How far each goes.
        """
        if theme.is_calm():
            return FadeOut(self, **kwargs)
        before, size = self.written.get_center(), self.written.width

        def show(share: float) -> None:
            self._part(share, across, reach)
            self.written.scale_to_fit_width(size * max(1 - share / _LEAVES, 1e-3)).move_to(before)

        return Showing(self, show, remover=True, **kwargs)

    def _part(self, share: float, across: Array, reach: float) -> None:
        """Show its leaves apart; in the end they are gone."""
        apart, left = min(1.0, share / _LEAVES) * reach, 1.0 - max(0.0, share - _LEAVES) / (1 - _LEAVES)
        half = np.array([self.plate.width, self.plate.height, 0.0]) / 2 * left
        along = np.array([across[1], across[0], 0.0])
        self.plate.set_fill(opacity=float(share < 1 / 3))
        leaves = []
        for side in (1, -1):
            middle = self.plate.get_center() + side * apart * across
            steps = ((-1, 0), (-1, side), (1, side), (1, 0))
            corners = np.array([middle + half * (a * along + b * across) for a, b in steps])[:, :2]
            leaves.append(np.stack([corners[:-1], corners[1:]], axis=1))
        ends = np.concatenate(leaves)
        self.leaves.points = dashed(ends) if self._empty else lines(ends)


@final
class Asked(VGroup):
    """A flow with a target beside each output and a question mark beside each hidden neuron.

    Parameters
    ----------
    flow : Flow
    look : Theme

    Attributes
    ----------
    flow : Flow
    targets : dict of int to Slot
        At the outputs.
    questions : dict of (int, int) to Slot or Label
        (layer, neuron) -> a question mark.
    """

    refills = True

    def __init__(self, flow: Flow, look: theme.Theme) -> None:
        self.flow, self._heading = flow, Heading.of(tall=flow.network.is_tall)
        self._breath, least = 0.0, flow.least_size()
        self._box = Box(0.0, 0.0, least.width, least.height)
        moment, depth, ground = flow.carried.moment, flow.carried.depth, look.colour("ground")
        self.targets: dict[int, Slot] = {}
        self.questions: dict[tuple[int, int], Slot | Label] = {}
        for layer, j in flow.network.discs:
            if layer == depth:
                found = moment.read(y(j))
                wanted = Reading(found.expression, found.state, found.value, short(found.value))
                number = Formula("{y}", em=theme.LABEL, y=wanted)
                number.set_fill(look.colour("y"))
                self.targets[j] = Slot(number, look.colour("y"), ground)
            elif layer:
                self.questions[layer, j] = Slot(Label("?"), look.colour("quiet"), ground, empty=True)
        super().__init__(flow, *self.targets.values(), *self.questions.values())

    @property
    def crowded(self) -> bool:
        """Whether there is no room between columns, so that question marks stand in their neurons."""
        ends = [self._heading.run_of(self.flow.network.place_of(layer)) for layer in self.flow.network.layers]
        return min(after - before for before, after in pairwise(ends)) - 2 * self.flow.network.radius < _NARROW

    def ask(self) -> list[Animation]:
        """Return how a question mark comes out of every hidden neuron."""
        discs = self.flow.network.discs
        if self.crowded:
            marks = {at: Label("?") for at in self.questions}
            self.questions = {at: mark for at, mark in marks.items() if discs[at].has_room_for(mark)}
            return [GrowFromCenter(discs[at].hold(mark)) for at, mark in self.questions.items()]
        return [fly(slot, discs[at]) for at, slot in self.questions.items()]

    def answer(self, layer: int, neurons: Iterable[int]) -> list[Animation]:
        """Return how question marks of a layer give way to what comes in."""
        found = []
        for j in neurons:
            if (layer, j) not in self.questions:
                continue
            question = self.questions[layer, j]
            opens = isinstance(question, Slot)
            found.append(question.open(self._heading.across, self._pitch / 3) if opens else leave(question))
        return found

    def numbers(self, layer: int) -> dict[int, VGroup]:
        """Return the slopes of a layer that have room beside their strips and clear of what is still asked.

        Where layers are columns, a number may stand up to half a row higher or lower than its strip.
        """
        slots = [Box.around(one) for one in self.questions.values() if isinstance(one, Slot) and not self.crowded]
        taken = [*slots, *(Box.around(disc.rim) for disc in self.flow.network.discs.values())]
        discs = [float(disc.face.get_y()) for disc in self.flow.network.column(layer)]
        half = 0.0 if self.flow.network.is_tall else min(map(abs, np.diff(discs)), default=0.0) / 2
        found: dict[int, VGroup] = {}
        for j, number in self.flow.numbers(layer).items():
            others = [*taken, *map(Box.around, found.values())]
            for rise in sorted(half * np.linspace(-1.0, 1.0, _RISES), key=abs):
                moved = number.copy().shift(rise * UP)
                if not any(Box.around(moved).overlaps(box) for box in others):
                    found[j] = moved
                    break
        return found

    def least_size(self) -> Size:
        """Return the room of the flow."""
        return self.flow.least_size()

    def at(self, breath: float) -> None:
        """Let neurons be large, 0, or leave room for bands, 1; until 2 the targets make way for what comes in."""
        self._breath = breath
        self.fill(self._box)

    def crowded_out(self) -> list[Slot]:
        """Return the targets for which there is no room where it stands now, once there are bands."""
        return [slot for slot in self.targets.values() if not self._has_room(slot)]

    def way_to(self, box: Box) -> Animation:
        """Return its way into a box; the first time it leaves room for bands on that way."""
        before, breath = self._box, self._breath

        def through(share: float) -> float:
            self._box = before.towards(box, share)
            return breath + share * (2.0 - breath)

        return Recompute(self, through=through)

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        self._box = box
        share, aside = min(1.0, self._breath), max(0.0, self._breath - 1.0)
        sides = ((getattr(OPEN, name), getattr(FLOW, name)) for name in ("radius", "pitch", "full"))
        self.flow.network.take(Place(*(before + share * (after - before) for before, after in sides)))
        self.flow.fill(box)
        discs, depth, towards, across = self.flow.network.discs, self.flow.carried.depth, *self._ways
        for j, slot in self.targets.items():
            rim = discs[depth, j].rim
            beside = slot.next_to(rim, towards, buff=_OFF).get_center()
            above = slot.next_to(rim, across, buff=_OFF / 2).get_center()
            slot.move_to(beside + aside * (above - beside))
        self._clear_the_score(box)
        for at, question in self.questions.items():
            if isinstance(question, Slot):
                question.next_to(discs[at].rim, towards, buff=_OFF)

    def _clear_the_score(self, box: Box) -> None:
        """Let the number of the cost stand aside of the targets, or below the last of them."""
        score, slots = self.flow.score, [Box.around(slot).inset(-_OFF, -_OFF) for slot in self.targets.values()]

        def crossed() -> list[Box]:
            return [slot for slot in slots if slot.overlaps(Box.around(score))]

        missing = max((slot.right - float(score.get_left()[0]) for slot in crossed()), default=0.0)
        score.shift(min(missing, box.right - float(score.get_right()[0])) * RIGHT)
        while found := crossed():
            score.shift((min(slot.bottom for slot in found) - float(score.get_top()[1])) * UP)

    @property
    def _ways(self) -> tuple[Array, Array]:
        return self._heading.towards, self._heading.across

    @property
    def _pitch(self) -> float:
        """From neuron to neuron of the outputs."""
        column = self.flow.network.column(self.flow.carried.depth)
        places = sorted(self._heading.across_of(disc.centre) for disc in column)
        return min((after - before for before, after in pairwise(places)), default=3 * OPEN.radius)

    def _has_room(self, slot: Slot) -> bool:
        """Whether a target has room between two outputs, or beyond the last of them."""
        size = slot.plate.width, slot.plate.height
        along, over = size[::-1] if self.flow.network.is_tall else size
        radius, side = self.flow.network.radius, 2 if self.flow.network.is_tall else 3
        free = min(self._pitch - 2 * radius, self._box.sides[side] - Box.around(*self._rims()).sides[side])
        return along <= 2 * radius + _OFF and over + _OFF / 2 <= free and not self._is_over_count(slot)

    def _is_over_count(self, slot: Slot) -> bool:
        """Whether it touches the number of outputs that are not drawn."""
        counts = self.flow.network.counts.get(self.flow.carried.depth, ())
        plate = Box.around(slot.plate).inset(-_OFF)
        return any(plate.overlaps(Box.around(count)) for count in counts if len(count.get_all_points()))

    def _rims(self) -> list[Circle]:
        return [disc.rim for disc in self.flow.network.column(self.flow.carried.depth)]
