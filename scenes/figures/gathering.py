"""One neuron at close range: what each path brings piles up and cancels, and the gate hands on its share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import final

import numpy as np
from manim import DOWN, LEFT, UP, VGroup, VMobject, rate_functions

from core.model.arithmetic import Expression, total
from core.model.arrays import Array
from core.model.quantity import C, a, slope, w, z
from core.notation.addends import finest
from core.notation.printed import adds, closing
from core.notation.reading import Reading
from core.passes.carried import Carried
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.greys import Greys
from scenes.figures.heading import Heading
from scenes.figures.knot import Knot, Spacing
from scenes.figures.measures import Measure
from scenes.figures.opacity import let_be, spell
from scenes.figures.products import times
from scenes.figures.strip import Strip
from scenes.figures.swept import share_of
from scenes.figures.text_lines import Standing, lined_up, narrowed
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula, Label

PLACES, ENDS = (0.36, 0.75), (0.22, 0.74)
"""Where along the run the neuron and the next layer stand: with room for the gate, and without a gate."""
_LONE = (0.3, 0.8)
"""The same on the whole stage, where one path alone arrives."""
_NUMBER = 0.6
"""Room for a line below."""
_RADIUS, _SMALL = 0.76, 0.52
_ALONE = 1.4
"""Discs of one path alone may be so much larger."""
_NEAR = 0.12
_ROOMY = 9.0
"""From which run on the whole stage is filled."""
_LINE = 0.45
"""From line to line."""
_ROWS = 1.75
"""From row to row at most."""


@final
class Gathering(VGroup):
    """A neuron and the layer behind it, with what flows back from there.

    Parameters
    ----------
    carried : Carried
    neuron : (int, int)
        Layer and number; any but an output.
    greys : Greys
    look : Theme
    turned : bool
        Whether the next layer stands below, where a frame is not much wider than high.
    gated : bool
        Whether the gate is shown through which what is left goes on; an input has none.

    Attributes
    ----------
    one : Disc
    others : list of Disc or Label
        Of the next layer; a count for those that are not drawn.
    bands : list of FlowBand
        In the order in which they pile up.
    knot : Knot
    factors : list of Formula or None
        The weights, beside the bands.
    sum : Formula
        What positive and negative paths bring, and what is left.
    bend, delta : Formula
        What the gate multiplies by, and what it hands on.
    """

    refills = True

    def __init__(
        self,
        carried: Carried,
        neuron: tuple[int, int],
        greys: Greys,
        look: theme.Theme,
        *,
        turned: bool,
        gated: bool = True,
    ) -> None:
        self.carried, (self.layer, self.k), self._look = carried, neuron, look
        layer, k, tall = self.layer, self.k, turned
        self._tall, self._gated, self.places = turned, gated, PLACES if gated else ENDS
        self._heading, moment = Heading.of(tall=tall), carried.moment
        self._groups = carried.groups[layer + 1]
        colour, ground = look.colour("slope"), look.colour("ground")
        self._deltas = [carried.delta(layer + 1, group) for group in self._groups]
        brings = [carried.over(layer + 1, group, (k,)) for group in self._groups]
        rows = list(range(len(brings)))
        outward = rows if tall else rows[::-1]
        self.order = [to for to in outward if brings[to] >= 0] + [to for to in outward[::-1] if brings[to] < 0]
        self.one = Disc(moment, a(layer, k), greys, _RADIUS)
        self.one.show_symbol()
        self.others = [self._other(group, greys) for group in self._groups]
        self.strips = [Strip(colour) for _ in self._groups]
        self.bands = [FlowBand(colour, tall=tall, what=f"from row {to}", ground=ground) for to in self.order]
        self.fronts = [Strip(colour) for _ in self.order]
        arrived = carried.arrived(layer, (k,))
        passed = carried.delta(layer, (k,)) if gated else arrived
        parts = [brings[to] for to in self.order]
        what = f"dC/da[{layer}][{k}]"
        has_gate = gated and not carried.competes(layer)
        self.knot = Knot(parts, arrived, passed, look, tall=tall, what=what, gated=has_gate)
        self.out = Strip(colour)
        self.factors = [self._factor(self._groups[to]) for to in self.order]
        self.numbers = [self._number(self._groups[to]) for to in rows]
        alone = [row for row in rows if len(self._groups[row]) == 1]
        self._rows = {row: VGroup(self.numbers[row], self.factors[self.order.index(row)]) for row in alone}
        self.sum = self._sum(brings)
        self.bend, self.delta = VGroup(), VGroup()
        if gated:
            self.bend = times(moment.read(slope(a(layer, k), z(layer, k)), 3)).set_fill(look.colour("z"))
            self.delta = self._signed(moment.read(slope(C, z(layer, k)), 3))
        texts = [one for one in (*self.factors, *self.numbers) if one is not None]
        widest_first = sorted(self.bands, key=lambda band: -abs(brings[self.order[self.bands.index(band)]]))
        self._done = -1.0
        hairs = VGroup(*(band.hair for band in self.bands))
        for band in self.bands:
            band.remove(band.hair)
        ends = [self.knot, *([self.out] if gated else [])]
        drawn = VGroup(hairs, *widest_first, *self.fronts, *self.strips, *ends)
        super().__init__(drawn, self.one, *self.others, *texts, self.sum, self.bend, self.delta)

    @property
    def end(self) -> int:
        """When all is told: a time for each path, one for what is left, and one for a gate if something is."""
        return self._gate_begins + (1 if self._gated else 0)

    @property
    def _gate_begins(self) -> int:
        """When what is left has passed through, and the gate comes; with it where there is nothing to see."""
        return len(self.order) + (0 if self._gated and not self.knot.arrived else 1)

    @property
    def done(self) -> float:
        """How far it has come."""
        return self._done

    def least_size(self) -> Size:
        """Return the room in which its rows can be told apart."""
        rows, run = len(self._groups) * 0.9 + _NUMBER, 6.0 if self._gated else 5.4
        return Size(rows, run) if self._tall else Size(run, rows)

    def fill(self, box: Box) -> None:
        """Stand in a box."""
        line = min(_NUMBER, 0.1 * box.height)
        stage = Box(box.left, box.bottom + line, box.right, box.top)
        run, across = (stage.height, stage.width) if self._tall else (stage.width, stage.height)
        scale = min(1.0 if len(self._groups) > 1 else _ALONE, run / 9, across / 5)
        pitch = min(_ROWS if not self._tall else 2.2, across / len(self._groups))
        radius, small = _RADIUS * scale, min(_SMALL * scale, 0.34 * pitch)
        for disc in self._discs():
            let_be(disc.symbol, 1.0)
        standing = self._standing(box, pitch) if self._tall else {}
        deep = self._line * (1 + max((one.line for one in standing.values()), default=0))
        first, last = self._along(run, radius, small, deep)
        self.one.stand(self._at(stage, first, 0.0), radius)
        outward = 1.0 if self._tall else -1.0
        for row, other in enumerate(self.others):
            where = self._at(stage, last, outward * (row - (len(self.others) - 1) / 2) * pitch)
            other.stand(where, small) if isinstance(other, Disc) else other.move_to(where)
        spacing = Spacing(clear=0.08 * scale, strip=0.2 * scale, gate=1.1 * scale)
        self._unit = self._ruled(across, pitch, radius)
        self.knot.stand(self.one.centre, radius, self._unit, spacing)
        self._ports = []
        for other, delta, strip in zip(self.others, self._deltas, self.strips, strict=True):
            middle = other.centre if isinstance(other, Disc) else other.get_center()
            reach = small
            if not isinstance(other, Disc):  # a count may be wider than a disc
                reach = max(small, (other.height if self._tall else other.width) / 2)
            foot = middle - (reach + spacing.clear + spacing.strip / 2) * self._heading.towards
            strip.span(foot, delta * self._unit, self._heading.across, spacing.strip)
            self._ports.append(Port(foot - spacing.strip / 2 * self._heading.towards, delta * self._unit))
        self._spacing = spacing
        self._write(box, stage, standing)
        self.at(self._done)

    def at(self, done: float) -> None:
        """Show how far it has come: below 0 no numbers are there yet."""
        self._done = done
        written = share_of(done, -1, 0)
        for disc in self._discs():
            let_be(disc.symbol, written * self._holds(disc))
        for number in self.numbers:
            if number is not None:
                let_be(number, written)
        landed = [0.0] * len(self.order)
        for place, (to, port) in enumerate(zip(self.order, self.knot.ports(), strict=True)):
            share = share_of(done, place, place + 1)
            reach = rate_functions.smooth(share_of(share, 0.0, 0.9)) if not self._look.calm else float(share > 0)
            self.bands[place].join(self._ports[to], port, reach)
            self.bands[place].light(1.0, share if self._look.calm else 1.0)
            self.bands[place].ride(self.fronts[place], float(0 < reach < 1))
            landed[place] = float(share >= 0.9)
            factor = self.factors[place]
            if factor is not None:
                spell(factor, share_of(share, 0.0, 0.3))
        count = len(self.order)
        gate = share_of(done, self._gate_begins, self._gate_begins + 1)
        left = share_of(done, count, count + 1)
        self.knot.show(1.0, left, share_of(gate, 0.0, 0.6))
        self.knot.pile.arrive(landed)
        self.knot.pile.show_left(left * self.knot.pile.total)
        out = self.knot.way_out()
        foot = out.foot - self._spacing.strip / 2 * self._heading.towards
        shown = share_of(gate, 0.6, 1.0) if self._gated else 0.0
        self.out.span(foot, shown * out.length, self._heading.across, self._spacing.strip)
        self._show_sum(landed, left)
        spell(self.bend, share_of(gate, 0.1, 0.6))
        spell(self.delta, share_of(gate, 0.6, 1.0))

    def facts(self) -> dict[str, Reading | str]:
        """Return what a caption may say of it."""
        moment, one = self.carried.moment, (self.layer, self.k)
        both = self.pos is not None and self.neg is not None
        found: dict[str, Reading | str] = {
            "cancels": "both" if both else "nothing" if not self.left.value else "one_way",
            "up": self.pos or self.left,
            "down": -self.neg if self.neg else self.left,
            "left": self.left,
            "closes": closing(adds([self.pos, self.neg], self.left)) if self.pos and self.neg else "equal",
            "gated": "shared" if self.carried.competes(self.layer) else "gated",
            "bend": moment.read(slope(a(*one), z(*one)), 3),
            "delta": moment.read(slope(C, z(*one)), 3),
        }
        return found

    def measures(self) -> Iterator[Measure]:
        """Yield the strips of the next layer."""
        for strip, delta in zip(self.strips, self._deltas, strict=True):
            yield Measure("ruler", "delta behind", strip.drawn_length(), delta * self._unit)

    # What is made.

    def _discs(self) -> list[Disc]:
        return [self.one, *(other for other in self.others if isinstance(other, Disc))]

    @staticmethod
    def _holds(disc: Disc) -> bool:
        """Whether a disc has room for its name."""
        return bool(np.hypot(disc.symbol.width, disc.symbol.height) / 2 + _NEAR / 2 < disc.radius)

    def _other(self, group: Sequence[int], greys: Greys) -> Disc | Label:
        if len(group) > 1:
            return Label(f"+{len(group)}", colour=self._look.colour("quiet"))
        disc = Disc(self.carried.moment, a(self.layer + 1, group[0]), greys, _SMALL)
        disc.show_symbol()
        return disc

    def _factor(self, group: Sequence[int]) -> Formula | None:
        if len(group) > 1:
            return None
        reading = self.carried.moment.read(w(self.layer + 1, group[0], self.k), 3)
        return times(reading).set_fill(self._look.colour("w"))

    def _number(self, group: Sequence[int]) -> Formula | None:
        if len(group) > 1:
            return None
        return self._signed(self.carried.moment.read(slope(C, z(self.layer + 1, group[0])), 3))

    def _signed(self, reading: Reading) -> Formula:
        number = Formula("+{value}" if reading.value > 0 else "{value}", em=theme.LABEL, value=reading)
        return number.set_fill(self._look.colour("slope"))

    def _term(self, group: Sequence[int]) -> Expression:
        """Return what a group brings; what is hidden brings all that the others do not."""
        if len(group) == 1:
            return w(self.layer + 1, group[0], self.k) * slope(C, z(self.layer + 1, group[0]))
        others = [self._term(one) for one in self._groups if len(one) == 1]
        return total([slope(C, a(self.layer, self.k)), *(-1 * one for one in others)])

    def _sum(self, brings: Sequence[float]) -> Formula:
        moment = self.carried.moment
        left = moment.read(slope(C, a(self.layer, self.k)), 3)
        parts: dict[str, Reading] = {}
        for name, sign in (("up", 1), ("down", -1)):
            terms = [self._term(group) for group, one in zip(self._groups, brings, strict=True) if sign * one > 0]
            if terms:
                parts[name] = moment.read(total(terms), 3)
        *found, left = finest([*parts.values(), left])
        parts = dict(zip(parts, found, strict=True))
        self.pos, self.neg, self.left = parts.get("up"), parts.get("down"), left
        last = "+{left}" if left.value > 0 else "{left}"
        if self.pos is None or self.neg is None:
            formula = Formula(last, em=theme.FORMULA, left=left)
        else:
            joint = adds([self.pos, self.neg], left)
            formula = Formula(f"+{{up}} {{down}} {joint} {last}", em=theme.FORMULA, **parts, left=left)
        return formula.set_fill(self._look.colour("slope"))

    # Places.

    def _at(self, stage: Box, run: float, across: float) -> Array:
        start = (
            np.array([stage.left, stage.centre[1], 0.0])
            if not self._tall
            else np.array([stage.centre[0], stage.top, 0.0])
        )
        found: Array = start + run * self._heading.towards + across * self._heading.across
        return found

    def _standing(self, box: Box, pitch: float) -> dict[int, Standing]:
        """Return where each row is written, where rows are side by side."""
        middles = [box.centre[0] + (row - (len(self._groups) - 1) / 2) * pitch for row in self._rows]
        texts = zip(middles, (row.width for row in self._rows.values()), strict=True)
        return dict(zip(self._rows, lined_up(texts, box.left, box.right, 2 * _NEAR), strict=True))

    @property
    def _line(self) -> float:
        """How much room a row takes that is written below its neuron, and what parts it from one below."""
        heights = [number.height + factor.height for number, factor in self._rows.values()]
        return float(max(heights, default=0.0)) + 2 * _NEAR

    def _along(self, run: float, radius: float, small: float, deep: float) -> tuple[float, float]:
        """Return where along the run the neuron and the next layer stand: what is written has room at the ends."""
        first, last = (share * run for share in self.places)
        if self._tall:
            far = min(last, run - small - deep)
            return first, far if far - first > (last - first) / 2 else last  # in a network nothing is written
        if self._gated and run < _ROOMY:
            return first, last
        texts = [one.width for one in (*self.numbers, *self.factors) if one is not None]
        ahead = self.delta.width + 2 * radius + 2 * _ROWS / 2 if self._gated else first
        if self._gated and len(self._groups) == 1:
            first, last = (share * run for share in _LONE)
        far = min(last, run - small - 2 * _NEAR - max(texts, default=0.0))
        if not self._gated and far - first < (last - first) / 2:  # as small as in a network: nothing is written
            return first, last
        return max(first, ahead), far

    def _ruled(self, across: float, pitch: float, radius: float) -> float:
        room = _NUMBER if len(self._groups) > 1 else 0.0
        limits = [(0.9 * across / 2, max(self.knot.above, self.knot.below))]
        ups = [(max(0.0, one), max(0.0, -one)) for one in self._deltas]
        if not self._tall:
            ups.reverse()
        for (up, _), (_, down) in itertools.pairwise(ups):
            limits.append((max(0.3 * pitch, pitch - room), up + down))
        outer = across / 2 - (len(ups) - 1) / 2 * pitch  # what is written below keeps clear
        limits += [(outer, ups[0][1]), (outer, ups[-1][0])]
        limits += [(0.42 * across, max(map(abs, self._deltas))), (2.4 * radius, abs(self.knot.arrived))]
        return min((room / reach for room, reach in limits if reach > 0), default=1.0)

    def _write(self, box: Box, stage: Box, standing: Mapping[int, Standing]) -> None:
        heading = self._heading
        for row, written in self._rows.items():
            other = self.others[row]
            self._write_row(other.face if isinstance(other, Disc) else other, written, standing.get(row))
        narrowed(self.sum, box.width).move_to(np.array([stage.centre[0], box.bottom, 0.0]), aligned_edge=DOWN)
        way_in, way_out = self.knot.way_in(), self.knot.way_out()
        middle = (way_in.foot + way_out.foot) / 2
        away = -1.0 if way_in.length > 0 else 1.0
        self.bend.next_to(middle, away * heading.across, buff=2 * _NEAR)
        if not self._tall:
            self.bend.shift(min(0.0, float((way_in.foot - self.bend.get_right())[0])) * np.array([1.0, 0.0, 0.0]))
        end = way_out.foot - self._spacing.strip * heading.towards + way_out.length / 2 * heading.across
        self.delta.next_to(end, -heading.towards, buff=_NEAR)
        if self._gated and Box.around(self.bend).overlaps(Box.around(self.delta).inset(-_NEAR / 2)):
            side = "width" if self._tall else "height"
            apart = (getattr(self.bend, side) + getattr(self.delta, side)) / 2 + _NEAR
            place = heading.across_of(self.delta.get_center()) + away * apart
            self.bend.shift((place - heading.across_of(self.bend.get_center())) * heading.across)

    def _write_row(self, other: VMobject, written: VGroup, standing: Standing | None) -> None:
        """Write the delta of a neuron beside it, and under that the weight by which its band is multiplied."""
        number, factor = written
        number.next_to(other, self._heading.towards, buff=_NEAR)
        if standing is None:
            factor.next_to(number.shift(_LINE / 2 * UP), DOWN, buff=_NEAR, aligned_edge=LEFT)
        else:
            number.set_x(standing.middle).shift(standing.line * self._line * DOWN)
            factor.next_to(number, DOWN, buff=_NEAR)

    def _show_sum(self, landed: Sequence[float], left: float) -> None:
        """Write each part of the sum when what it says has been seen."""
        spell(self.sum, share_of(left, 0.4, 1.0) if all(landed) else 0.0)
