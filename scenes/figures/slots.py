"""The ledger of a sweep: a slot for every weight and bias, filled with its slope as the flow passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import numpy as np
from manim import VGroup, rate_functions

from core.model.arrays import Array
from core.passes.carried import Carried
from scenes import theme
from scenes.figures.flow import Flow
from scenes.figures.ledger import Ledger, spread
from scenes.figures.lens_rule import written
from scenes.figures.measures import Measure
from scenes.figures.opacity import let_be
from scenes.figures.ruler_key import NEAR, RulerKey
from scenes.figures.rulers import Rulers
from scenes.figures.swept import Swept
from scenes.layout.box import Box, Size
from scenes.type.formula import Label

_LETTERS = 0.5
"""Room for the letters, below the strips."""
_LEAST = 0.7
_KEY = 0.9
"""Room for the key, at the left, as a rule."""
_FIRST, _FLIGHT = 0.65, 0.3
"""When in a layer's time its last strip has set out, and how long one is on its way."""


@final
class Slots(VGroup):
    """All slopes, each in its slot.

    Parameters
    ----------
    flow : Flow
        From whose edges and gates the strips come, and below whose gaps the slots stand.
    look : Theme

    Attributes
    ----------
    ledgers : tuple of Ledger
        One for each gap that is drawn, from the last one; then one for all layers that are not.
    key : RulerKey
        What is how long.
    layers : list of int
        Into which edges are drawn, the last one first.
    lens : VGroup
        How much longer some of them are drawn, if any.
    """

    refills = True

    def __init__(self, flow: Flow, look: theme.Theme) -> None:
        self._flow, self._look, self.state = flow, look, Swept()
        self._seen: dict[int, Array] = {}
        carried, first = flow.carried, flow.network.layers[0]
        self.layers = [layer for layer in reversed(flow.network.layers) if layer > first]
        made = [Ledger(*carried.slopes(layer), look, f"slopes[{layer}]") for layer in self.layers]
        if first:
            weights, biases = zip(*(carried.slopes(layer) for layer in range(1, first + 1)), strict=True)
            made.append(Ledger(np.concatenate(weights), np.concatenate(biases), look, "slopes before"))
        self.ledgers = tuple(made)
        self.key = RulerKey(carried.moment, look)
        self.lens = VGroup()
        self._quiet = look.colour("quiet")
        super().__init__(*self.ledgers, self.key, self.lens)

    @property
    def carried(self) -> Carried:
        """What has been swept."""
        return self._flow.carried

    @property
    def count(self) -> int:
        """How many slots there are."""
        return sum(ledger.count for ledger in self.ledgers)

    @property
    def known(self) -> int:
        """How many are filled now."""
        return sum(int(np.floor(self._arrived(place).sum() + 1e-9)) for place in range(len(self.ledgers)))

    @property
    def end(self) -> int:
        """When the last slot is full."""
        return self._flow.end + 1

    def least_size(self) -> Size:
        """Return the room in which slots can be told apart."""
        return Size(_KEY + sum(min(ledger.count, 20) for ledger in self.ledgers) * 0.05, _LEAST + _LETTERS)

    def fill(self, box: Box) -> None:
        """Stand in a box, on the largest ruler for which all strips have room."""
        room = Box(box.left, box.bottom + _LETTERS, box.right, box.top)
        rulers = self._ruled(room)
        if rulers.lens is not None:
            room = Box(room.left, room.bottom, room.right, room.top - _LETTERS)
            rulers = self._ruled(room)
        up, down = (
            max(unit * getattr(one, side) for unit, one in zip(rulers.units, self.ledgers, strict=True))
            for side in ("highest", "lowest")
        )
        shrunk = room.height / (up + down) if up + down else 1.0
        units = [unit * shrunk for unit in rulers.units]
        axis = room.bottom + (down * shrunk if up + down else room.height / 2)
        self.key.stand(box.left, axis, units[0], max((room.top - axis) * 0.8, 0.2))
        for one, unit, (left, right) in zip(self.ledgers, units, self._spans(box), strict=True):
            one.stand(Box(left, box.bottom, right, box.top), axis, unit)
        self._seen.clear()
        self._say_lens(box, rulers)
        self.at(self.state)

    def _ruled(self, room: Box) -> Rulers:
        tallest = [max(one.highest, one.lowest) for one in self.ledgers]
        spans = [one.highest + one.lowest for one in self.ledgers]
        return Rulers.of(tallest, [room.height / span if span else np.inf for span in spans])

    def at(self, state: Swept) -> None:
        """Show how far the sweep has come."""
        self.state = state
        for place, ledger in enumerate(self.ledgers):
            there = self._there(place)
            if place in self._seen and np.array_equal(self._seen[place], there):
                continue
            self._seen[place] = there
            travels = place < len(self.layers) and not (ledger.dense or self._look.calm)
            feet = np.column_stack([ledger.home(np.arange(ledger.count)), np.full(ledger.count, ledger.axis_at)])
            for slot in np.flatnonzero((there > 0) & (there < 1)) if travels else ():
                start, share = self._source(place, int(slot)), rate_functions.smooth(float(there[slot]))
                feet[slot] = start[:2] + share * (feet[slot] - start[:2])
            ledger.show((there > 0).astype(float) if travels else there, feet)
        full = float(any(self._arrived(place).any() for place in range(len(self.ledgers))))
        let_be(self.key[0], full)
        for formula in (*self.key[1:], *self.lens):
            let_be(formula, full)

    def measures(self) -> Iterator[Measure]:
        """Yield nothing: each ledger measures its own."""
        yield from ()

    def _when(self, place: int) -> float:
        return float(self._flow.after(self.layers[place]) if place < len(self.layers) else self._flow.end)

    def _there(self, place: int) -> Array:
        """Return how far each strip of a ledger is on its way, 0 to 1."""
        count, begins = self.ledgers[place].count, self._when(place)
        starts = begins + np.linspace(0.0, _FIRST, count)
        lasts = _FLIGHT / 4 if self.ledgers[place].dense else _FLIGHT
        there, gone = (np.clip((now - starts) / lasts, 0.0, 1.0) for now in (self.state.done, self.state.drained))
        found: Array = np.where(gone > 0, 1 - gone, there)
        return found

    def _arrived(self, place: int) -> Array:
        return (self._there(place) >= 1).astype(float)

    def _source(self, place: int, slot: int) -> Array:
        """Return where a strip comes from: the middle of its edge, or for a bias the port of its neuron."""
        layer, network = self.layers[place], self._flow.network
        n_prev = self._flow.carried.moment.network.widths[layer - 1]
        j, k = divmod(slot, n_prev)
        edge = (layer, j, k)
        if slot < self.ledgers[place].count - self._flow.carried.moment.network.widths[layer] and edge in network.edges:
            return (network.discs[layer, j].centre + network.discs[layer - 1, k].centre) / 2
        return self._flow.places.between(layer - 1)

    def _spans(self, box: Box) -> list[tuple[float, float]]:
        network = self._flow.network
        if not network.is_tall:
            inset = 0.6 * network.radius
            ends = [
                (float(network.place_of(layer - 1)[0]) + inset, float(network.place_of(layer)[0]) - inset)
                for layer in self.layers
            ]
            if len(self.ledgers) > len(ends):
                ends.append((box.left + self._key_room, float(network.place_of(network.layers[0])[0]) - inset))
            if ends:
                left, right = ends[-1]
                ends[-1] = max(left, box.left + self._key_room), right
            if all(box.left <= left < right <= box.right for left, right in ends):
                return ends
        return spread(self.ledgers, box.left + self._key_room, box.right)

    @property
    def _key_room(self) -> float:
        return max(_KEY, float(self.key.width) + 3 * NEAR)

    def _say_lens(self, box: Box, rulers: Rulers) -> None:
        self.lens.remove(*self.lens.submobjects)
        if rulers.lens is not None:
            label = Label(written(rulers.factor), colour=self._quiet)
            self.lens.add(label)
            ledger = self.ledgers[rulers.lens]
            first, last = box.left + self._key_room, box.right
            at = min(max(ledger.axis.get_center()[0], first + label.width / 2), last - label.width / 2)
            label.move_to(np.array([at, box.top - label.height / 2, 0.0]))
