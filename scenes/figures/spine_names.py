"""The names and numbers of a spine, beside what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from manim import DOWN, RIGHT, UP, Line, Mobject, VGroup

from core.model.quantity import C, Quantity, a, b, w
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_square import CostSquare
from scenes.figures.disc import Disc, holds
from scenes.figures.pill import Pill
from scenes.layout.cells import NEAR, TIGHT
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

DIGITS = 3
NAME = 0.55
"""Room for a line of names beside the discs."""
_FEW = 3
"""Neurons that stand far enough apart for names above their numbers."""
_ASIDE = 1.65
"""From the middle of a pill to the end of what is written at its right, at most."""
_CLEAR, _OFF = 0.2, 0.02
"""From the edge to the name of a weight; beyond the discs, where the edge is shorter than the name."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What is named: the parts of a spine.

    Parameters
    ----------
    layers : tuple of int
    standing : bool
    discs, edges : mapping of int to Disc, Line
    pills, links : mapping of Quantity to Pill, Line
    square : CostSquare or None
    """

    layers: tuple[int, ...]
    standing: bool
    discs: Mapping[int, Disc]
    edges: Mapping[int, Line]
    pills: Mapping[Quantity, Pill]
    links: Mapping[Quantity, Line]
    square: CostSquare | None


class SpineNames:
    """Names beside discs, edges, pills and cost; numbers where discs do not hold them.

    Parameters
    ----------
    chain : Chain
    moments : sequence of Moment
        The first one is shown now.
    look : Theme
    radius : float
        The largest that its discs will have.
    biases : bool
        Whether names of biases stand beside those of their neurons.
    alone : bool
        Whether these stand in the places of their neurons' names, where discs hold the activations.

    Attributes
    ----------
    names : dict of Quantity to Formula
    values : dict of Quantity to ReadOut
        The cost, and the activations where one of them has no room in its disc.
    """

    def __init__(
        self,
        chain: Chain,
        moments: Sequence[Moment],
        look: theme.Theme,
        *,
        radius: float,
        biases: bool,
        alone: bool = False,
    ) -> None:
        self._chain = chain
        self.values = self._written(moments, look, radius)
        self.names = {q: _name(q) for q in self._named(biases=biases, alone=alone and not self.is_outside)}

    @property
    def is_outside(self) -> bool:
        """Whether the activations stand beside their discs."""
        return a(self._chain.layers[0]) in self.values

    @property
    def is_broad(self) -> bool:
        """Whether, beside a chain that stands, numbers stand at the right of names; of few neurons they stand below."""
        return self._chain.standing and self.is_outside and len(self._chain.layers) > _FEW

    @property
    def is_crowded(self) -> bool:
        """Whether the name of a bias, beside that of an activation, touches the next one, or that of the cost."""
        last = self.names.get(b(self._chain.layers[-1]))
        if last is not None and self._touches_cost(last):
            return not self._chain.standing
        first, second = (self._chain.discs[layer].centre for layer in self._chain.layers[:2])
        pitch = float(np.linalg.norm(second - first))
        beside = [
            self.names[q].width for layer in self._chain.layers[1:] for q in (a(layer), b(layer)) if q in self.names
        ]
        return not self._chain.standing and 2 * max(beside, default=0.0) + 2 * NEAR > pitch

    def _touches_cost(self, name: Formula) -> bool:
        """Whether a name below a disc comes too near to what is written below the cost square."""
        square, cost = self._chain.square, self.names.get(C)
        if square is None or cost is None:
            return False
        is_below = cost.get_top()[1] < square.frames.get_bottom()[1]
        return bool(is_below and name.get_right()[0] + TIGHT > cost.get_left()[0])

    def reach(self, layer: int) -> float:
        """Return how far what is written beside a disc at an end reaches along the chain."""
        value = self.values.get(a(layer))
        if self._chain.standing:
            return 0.0 if value is None else NAME + theme.LABEL / 2
        name = self.names.get(a(layer)) or self.names[b(layer)]
        return max(float(one.width) / 2 for one in (name, *([] if value is None else [value[1:]])))

    def reach_aside(self, radius: float, square: float) -> float:
        """Return how far what is written beside a chain that stands reaches to the right of its middle.

        Parameters
        ----------
        radius : float
            Of its discs.
        square : float
            How far its cost reaches.
        """
        found = [0.0]
        for q, name in self.names.items():
            value = self.values.get(q)
            digits = 0.0 if value is None else float(value[1:].width)
            if q == C:
                found.append(square + TIGHT + max(float(name.width), digits))
            elif q.kind == "a":
                wide = float(name.width)
                wide = wide + TIGHT + digits if self.is_broad else max(wide, digits)
                found.append(radius + TIGHT + wide)
        return max(found)

    def stand(self) -> None:
        """Put names and numbers beside what they belong to."""
        for q, name in self.names.items():
            if q == C and self._chain.square is not None:
                self._end_with(name, self._chain.square.frames)
            elif q in self._chain.pills:
                self._name_pill(q, name)
            elif q.kind == "w":
                edge = self._chain.edges[q.layer or 0]
                is_short = not self._chain.standing and edge.get_length() < name.width + 2 * TIGHT
                up = self._chain.discs[self._chain.layers[0]].radius + _OFF if is_short else _CLEAR
                name.next_to(edge.get_center(), RIGHT if self._chain.standing else UP, buff=up)
            elif q.kind == "b" and a(q.layer or 0) in self.names:
                name.next_to(self.names[a(q.layer or 0)], RIGHT, buff=NEAR)
            else:
                self._name_disc(q, name)

    def _name_pill(self, q: Quantity, name: Formula) -> None:
        chain = self._chain
        is_met = q.kind == "z" and w(q.layer or 0) in chain.links  # by what comes from both sides
        is_broad = chain.pills[q].width / 2 + TIGHT + name.width > _ASIDE
        is_beside = q.kind == "z" and chain.standing and not is_met and not is_broad
        is_below = q.kind == "b" or (q.kind == "z" and chain.standing)
        name.next_to(chain.pills[q], RIGHT if is_beside else DOWN if is_below else UP, buff=TIGHT)
        if q.kind == "z" and (is_met or chain.standing) and not is_beside:  # beside what comes or goes on
            name.shift((name.width / 2 + TIGHT) * RIGHT)

    def _name_disc(self, q: Quantity, name: Formula) -> None:
        rim = self._chain.discs[q.layer or 0].rim
        name.next_to(rim, RIGHT if self._chain.standing else DOWN, buff=TIGHT)
        if not self._chain.standing:  # on one line, whichever letters they have
            name.on_baseline(rim.get_bottom()[1] - NAME + TIGHT)
        if q in self.values:
            digits = self.values[q][1:]
            beside = name.get_center() + DOWN * NAME
            if self.is_broad:
                beside = name.get_right() + (TIGHT + digits.width / 2) * RIGHT
            elif self._chain.standing:
                name.shift(NAME / 2 * UP)
                beside = rim.get_right() + (TIGHT + digits.width / 2) * RIGHT + NAME / 2 * DOWN
            self.values[q].shift(beside - digits.get_center())

    def _end_with(self, name: Formula, square: Mobject) -> None:
        """Put "C = 0.329" below the square, its right end at the square's, or at the right of it."""
        value = self.values[C]
        if self._chain.standing:
            name.next_to(square, RIGHT, buff=TIGHT, aligned_edge=UP)
            value.next_to(square, RIGHT, buff=TIGHT, aligned_edge=DOWN)
            value.shift((square.get_right()[0] + TIGHT - value[1:].get_left()[0]) * RIGHT)
            missing = max(0.0, float(value.get_top()[1] - name.get_bottom()[1]) + TIGHT / 2)  # beside a small square
            name.shift(missing * UP)
            return
        name.on_baseline(square.get_bottom()[1] - NAME + TIGHT)
        value.follow(name, [value.moment], buff=TIGHT)
        both, last = VGroup(name, value), self.names.get(a(self._chain.layers[-1]))
        both.shift((square.get_right()[0] - value.get_right()[0]) * RIGHT)
        if last is not None and last.get_right()[0] + TIGHT > name.get_left()[0]:  # no room beside it: above
            both.shift((square.get_top()[1] + TIGHT - name.get_bottom()[1]) * UP)

    def _named(self, *, biases: bool, alone: bool) -> list[Quantity]:
        chain, layers = self._chain, self._chain.layers
        found = [a(layer) for layer in layers if not (biases and alone and layer != layers[0])]
        if not self.is_broad:  # where there is room between the numbers
            found += [w(layer) for layer in layers[1:] if layer - 1 in layers]
        found += [b(layer) for layer in layers[1:]] if biases else []
        found += [q for q in chain.pills if q not in found]
        return found if chain.square is None else [*found, C]

    def _written(self, moments: Sequence[Moment], look: theme.Theme, radius: float) -> dict[Quantity, ReadOut]:
        """Write the activations into their discs, or where one has no room there return the numbers of all of them."""
        now, discs = moments[0], self._chain.discs
        for disc in discs.values():
            disc.stand(np.zeros(3), radius)
        values = _numbers(now, discs) if widths_below(moments, self._chain.layers, radius) else {}
        for layer, disc in discs.items() if not values else ():
            disc.show_value(_digits(now, layer))
        if self._chain.square is not None:
            cost = DIGITS if now.value(C) else 1
            values[C] = ReadOut(now, C, digits=cost, em=theme.LABEL, colour=look.colour("C"))
        return values


def widths_below(moments: Sequence[Moment], layers: Iterable[int], radius: float) -> list[float]:
    """Return how broad the numbers of some neurons are, where one of them has no room in a disc of a radius; else none.

    Parameters
    ----------
    moments : sequence of Moment
        The first one, and those to which the chain will be taken.
    layers : iterable of int
    radius : float
    """
    values = _numbers(moments[0], layers)
    there = [ReadOut(one, q, em=theme.LABEL).refit(DIGITS) for one in moments[1:] for q in values]
    fit = all(holds(float(one[1:].width), radius) for one in (*values.values(), *there))
    return [] if fit else [float(one[1:].width) for one in values.values()]


def _numbers(now: Moment, layers: Iterable[int]) -> dict[Quantity, ReadOut]:
    return {a(layer): ReadOut(now, a(layer), digits=_digits(now, layer), em=theme.LABEL) for layer in layers}


def _digits(now: Moment, layer: int) -> int:
    return DIGITS if now.value(a(layer)) else 1


def _name(quantity: Quantity) -> Formula:
    if quantity == C:
        return Formula("{q} {eq}", q=C, eq="=", em=theme.LABEL)
    return Formula("{q}", q=quantity, em=theme.LABEL, indexed=False)
