"""One path to the cost pulled straight: a strip at each station, and between two of them the band that multiplies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, Line, VGroup

from core.model.arithmetic import Expression, Given, product
from core.model.arrays import Array
from core.model.quantity import C, Quantity, a
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.band import HERO
from scenes.figures.claims import Claim, unit_for
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.greys import Greys
from scenes.figures.lens import Lens
from scenes.figures.measures import Measure
from scenes.figures.path_heads import ROOM, glow_of, head_of, line_up, rim_of
from scenes.figures.path_numbers import lowest
from scenes.figures.path_rule import PathRule
from scenes.figures.path_starts import BEFORE, between, fairest, last_of, spread, starts
from scenes.figures.products import times
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.ink import middle_of_ink
from scenes.motion import Computed, Showing
from scenes.type.formula import Formula

_THICK = 0.16
_GAP, _ASIDE = 0.12, 0.08
_RULE = 0.85
"""Where between two stations the rule of a lens stands."""
_LENS_ROOM = 2.0
"""About how long the longest strip is, for whether a lens is needed."""
_LEAST_STEP, _LEAST_STRIP, _LEAST_UPRIGHT = 1.3, 0.75, 0.5


@final
class Stations(VGroup):
    """A unit of the first quantity on its way to the last one.

    Parameters
    ----------
    moment : Moment
    stations : sequence of Quantity
        A weight, what it moves in turn, and at last the cost.
    factors : sequence of Quantity
        The slope of each station by the one before it.
    greys : Greys
    says : callable
        From a magnification, as it is written, to what is said of it on screen.
    tall : bool
        Whether the run goes down; strips then lie along the width.

    Attributes
    ----------
    heads : list of Mobject
        The neuron before, and what stands for each station: pill, disc or cost square.
    rails : VGroup of Line
        Between the heads.
    letter : Formula
        The cost's, beside its square.
    drops : VGroup of Line
        From a head to its strip; as far down as any where none stands yet.
    axis : Line
        On which strips stand, from end to end of the run.
    strips, bands : VGroup
    labels : list of Formula
        The factor of each band.
    numbers : list of Formula
        What a unit of the first quantity has become at each station.
    rule : PathRule
        From where on strips are drawn longer; empty without a lens.
    """

    refills = True

    def __init__(
        self,
        moment: Moment,
        stations: Sequence[Quantity],
        factors: Sequence[Quantity],
        greys: Greys,
        *,
        says: Callable[[str], str],
        tall: bool = False,
    ) -> None:
        self._moment, self.stations, self.factors, self._tall = moment, tuple(stations), tuple(factors), tall
        self._look, self._reach = greys.look, 0.0
        look = greys.look
        reached: list[Expression] = [Given(1), *(product(self.factors[: end + 1]) for end in range(len(factors)))]
        self._values = [moment.value(one) for one in reached]
        colours = [look.colour_of(one) for one in stations]
        layer, (_, k) = stations[0].layer or 0, stations[0].neurons
        self.heads = [head_of(moment, a(layer - 1, k), greys), *(head_of(moment, one, greys) for one in stations)]
        self.letter = Formula("{q}", q=C)
        quiet, faint = look.colour("quiet"), look.dimmed(look.colour("quiet"))
        self.rails = VGroup(*(Line(color=quiet, stroke_width=theme.LINE_WIDTH) for _ in stations))
        self.rails[0].set_stroke(colours[0], width=theme.BOLD_LINE)
        self.drops = VGroup(*(Line(color=faint, stroke_width=theme.LINE_WIDTH) for _ in stations))
        self.axis = Line(color=quiet, stroke_width=theme.BOLD_LINE)
        self.strips = VGroup(*(Strip(colour, _THICK) for colour in colours))
        self._lens = Lens.for_moves([self._values], [_LENS_ROOM])
        self.bands = VGroup(*(self._band(place, tall=tall) for place in range(len(factors))))
        said = ""
        if self._lens.row is not None:  # the second half of the band that the lens' rule parts
            self.bands.add(self._band(self._lens.row - 1, tall=tall))
            said = says(f"× {short(max(self._lens.factors))}")
        self.rule = PathRule(look, said, tall=tall)
        self.labels = [times(moment.read(one, 3)) for one in self.factors]
        self.numbers = [
            Formula("{value}", em=theme.LABEL, colour=colour, value=moment.read(one, 3) if place else moment.count(1))
            for place, (one, colour) in enumerate(zip(reached, colours, strict=True))
        ]
        run = (self.drops, self.axis, self.bands, self.strips, self.rule, self.rails, *self.heads, self.letter)
        super().__init__(*run, *self.labels, *self.numbers)

    def least_size(self) -> Size:
        """Return the room in which factors have room between stations."""
        along, across = _LEAST_STEP * (len(self.stations) + 1), self._beside() + self._least_strip
        return Size(across, along) if self._tall else Size(along, across)

    @property
    def is_tall(self) -> bool:
        """Whether its run goes down."""
        return self._tall

    @property
    def places(self) -> list[float]:
        """Where along the run its stations are: their heights in a tall frame, else how far right."""
        return [float(place) for place in self._places]

    @property
    def start(self) -> float:
        """Where along the run the neuron before them is."""
        return float(self._first)

    def fill(self, box: Box) -> None:
        """Stand in a box: heads at one side, strips along the rest of it, what is seen about its middle."""
        if not self._reach:  # later it stays where it began
            length, away = box.height if self._tall else box.width, {}
            for first in starts(length, self._between, tall=self._tall):
                self._stand(box, first)
                away[first] = max(abs(self._middle(one) - float(box.centre[0])) for one in (0, len(self.factors)))
            self._reach, self._start = 0.0, fairest(away, length)
        self._stand(box, self._start)

    def _middle(self, reach: int) -> float:
        """Return where the middle of what stands out is across, when the unit has come so far."""
        self.at(reach)
        shown = [self.axis, self.drops, *self.labels[:reach], *self.numbers[: reach + 1], *self.rule]
        glows = [one for head in self.heads for one in glow_of(head)]
        return middle_of_ink(VGroup(self.bands, self.strips, self.rails, *self.heads, self.letter, *shown), glows)

    def _stand(self, box: Box, first: float) -> None:
        self._box = box
        start, length = (box.top, -box.height) if self._tall else (box.left, box.width)
        last = last_of(len(self.stations), abs(length), [] if self._tall else self._between, first)
        ends = start + length * first, start + length * last
        self._places = np.linspace(*ends, len(self.stations)) if self._tall else spread(*ends, self._between)
        self._first = start + length * (first - BEFORE)
        self.stand_heads()
        room = max((box.width if self._tall else box.height) - self._beside(), self._least_strip)
        seen = [factor * value for factor, value in zip(self._lens.factors, self._values, strict=True)]
        up, down = max(0.0, *seen), -min(0.0, *seen)
        if self._tall:
            beside = box.width - ROOM - 2 * _GAP
            self._unit = max(unit_for(self._claims(seen), beside), self._least_strip / (up + down or 1.0))
        else:
            above = theme.LABEL + _GAP  # of a factor that stands on the axis
            self._unit = min(room / (up + down or 1.0), (room - above) / down if down else np.inf)
        low = box.left + ROOM + 2 * _GAP if self._tall else box.bottom + self._number_room()
        self._level = low + self._unit * down
        ends = (box.top, box.bottom) if self._tall else (box.left, box.right)
        self.axis.put_start_and_end_on(*(self._at(one, 0.0) for one in ends))
        self.at(self._reach)
        self._label()
        self._stand_rule(box)

    def at(self, reach: float) -> None:
        """Show the way up to a station, or between two: 1.5 is halfway from the second to the third."""
        self._reach = reach
        lowest = 0.0 if self._tall else min(0.0, *self._lengths)
        for place, (strip, drop, head) in enumerate(zip(self.strips, self.drops, self.heads[1:], strict=True)):
            length = self._lengths[place] if reach >= place else 0.0
            strip.span(self._point(place, 0.0), length, RIGHT if self._tall else UP)
            foot = rim_of(head).get_edge_center(RIGHT if self._tall else DOWN)
            drop.put_start_and_end_on(foot, self._point(place, max(0.0, length) if reach >= place else lowest))
        for band, start, end, low, high in self._legs():
            band.join(start, end, min(1.0, max(0.0, (reach - low) / (high - low))))

    def rise(self, **kwargs: Any) -> Animation:
        """Return the growing of the unit on the first station."""
        way, length = RIGHT if self._tall else UP, self._lengths[0]
        return Showing(
            self.strips, lambda share: self.strips[0].span(self._point(0, 0.0), share * length, way), **kwargs
        )

    def go(self, place: int, **kwargs: Any) -> Animation:
        """Return the way of the unit to the next station: its band leads there, and then the strip stands there."""
        return _Going(self, place, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield the strips that stand."""
        for place, strip in enumerate(self.strips):
            if self._reach >= place and strip.length:
                yield Measure("ruler", str(self.stations[place]), strip.drawn_length(), self._lengths[place])

    @property
    def _lengths(self) -> list[float]:
        return [self._unit * factor * value for factor, value in zip(self._lens.factors, self._values, strict=True)]

    def _legs(self) -> Iterator[tuple[FlowBand, Port, Port, float, float]]:
        """Yield each band with its two ends, and from where to where on the way it leads."""
        lengths, bands = self._lengths, list(self.bands)
        for place in range(len(self.factors)):
            ends = Port(self._point(place, 0.0), lengths[place]), Port(self._point(place + 1, 0.0), lengths[place + 1])
            if self._lens.row == place + 1:
                middle = ends[0].foot + _RULE * (ends[1].foot - ends[0].foot)
                yield bands[place], ends[0], Port(middle, self._unit * self._values[place + 1]), place, place + _RULE
                yield bands[-1], Port(middle, ends[1].length), ends[1], place + _RULE, place + 1.0
            else:
                yield bands[place], *ends, place, place + 1.0

    def _band(self, place: int, *, tall: bool) -> FlowBand:
        colour = self._look.colour_of(self.stations[place])
        band = FlowBand(colour, tall=tall, what=str(self.factors[place]), straight=True)
        band.solid.set_fill(opacity=HERO)
        return band

    def stand_heads(self) -> None:
        """Put the heads on one line, and join their rims."""
        side = self._box.left + ROOM / 2 if self._tall else self._box.top - ROOM / 2
        line_up(self.heads, self.rails, (self._first, *self._places), side, tall=self._tall)
        self.letter.next_to(rim_of(self.heads[-1]), DOWN if self._tall else RIGHT, buff=_GAP)

    def _label(self) -> None:
        """Put factors into their bands and numbers at the feet of their strips."""
        for place, number in enumerate(self.numbers):
            if self._tall:
                number.next_to(self._point(place, max(0.0, self._lengths[place])), RIGHT, buff=_GAP)
            else:
                low = lowest([leg[1:3] for leg in self._legs()], self._places[place], number.width)
                number.next_to(self._point(place, low), DOWN, buff=_GAP)
        for place, label in enumerate(self.labels):
            long, short_ = map(abs, ends := self._lengths[place : place + 2])
            room = max(*((long, short_) if self._tall else ends), label.height) / 2
            step = abs(self._places[place + 1] - self._places[place])
            aside = _ASIDE * (long - short_) / ((long + short_) or 1.0)  # nearer to where the band is wide
            share = 0.5 - (aside if step - label.width - _THICK - _GAP > 2 * _ASIDE * step else 0.0)
            share = _RULE / 2 if self._lens.row == place + 1 else share
            middle = self._point(place, 0.0) + share * (self._point(place + 1, 0.0) - self._point(place, 0.0))
            away = room + _GAP
            if self._tall and 2 * room < label.width + 2 * _GAP:  # beside what is narrower than it is
                away = max(0.0, *ends) + _GAP + label.width / 2
            if self._tall:  # within its box
                away = min(away, self._box.right - self._level - label.width / 2)
            label.move_to(middle + (RIGHT if self._tall else UP) * away)

    def _stand_rule(self, box: Box) -> None:
        """Draw the rule of the lens, where one is needed, and say behind it how much longer all is drawn."""
        if self._lens.row is None:
            return
        before, after = self._places[self._lens.row - 1 : self._lens.row + 1]
        place = before + _RULE * (after - before)
        if self._tall:
            ends = (box.left + ROOM + _GAP, place), (box.right, place)
        else:
            ends = (place, self._level), (place, box.top - ROOM - _GAP)
        self.rule.stand(*(np.array([*end, 0.0]) for end in ends))

    def _point(self, place: int, length: float) -> Array:
        """Return a point beside a station, so far across the run from the line on which strips stand."""
        return self._at(self._places[place], length)

    def _at(self, along: float, length: float) -> Array:
        across = self._level + length
        return np.array([across, along, 0.0] if self._tall else [along, across, 0.0])

    @property
    def _between(self) -> list[float]:
        """How broad what stands between each two stations is: the factor, or half of what stands under either."""
        factors = [one.width / (_RULE if self._lens.row == row else 1) for row, one in enumerate(self.labels, 1)]
        return between(factors, [one.width for one in self.numbers])

    @property
    def _least_strip(self) -> float:
        return _LEAST_UPRIGHT if self._tall else _LEAST_STRIP

    def _beside(self) -> float:
        """Return what is beside the strips, across the run: heads, numbers, and what is said of a lens."""
        return ROOM + 2 * _GAP + self._number_room() + self.rule.room

    def _number_room(self) -> float:
        return float(max(one.width for one in self.numbers) if self._tall else theme.LABEL) + 2 * _GAP

    def _claims(self, seen: Sequence[float]) -> list[Claim]:
        """Return what needs room beside an upright axis: strips, numbers at their ends and factors beside their bands.

        Parameters
        ----------
        seen : sequence of float
            How long strips are, before the ruler.
        """
        ends = [max(0.0, one) for one in seen]
        claims = [Claim(0.0, max(0.0, -one), right=False) for one in seen]
        for number, end in zip(self.numbers, ends, strict=True):
            claims.append(Claim(float(number.width) + 2 * _GAP, end, right=True))
        for label, pair in zip(self.labels, pairwise(ends), strict=True):
            claims.append(Claim(float(label.width) + 2 * _GAP, max(pair), right=True))
        return claims


class _Going(Computed):
    """The way of a unit from one station to the next."""

    stays = True

    def __init__(self, stations: Stations, place: int, **kwargs: Any) -> None:
        self._place = place
        super().__init__(stations, introducer=True, **kwargs)

    def interpolate(self, alpha: float) -> None:
        """Show how far it has come."""
        self.mobject.at(self._place + self.rate_func(min(max(alpha, 0.0), 1.0)))
