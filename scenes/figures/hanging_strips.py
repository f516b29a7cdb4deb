"""Signed strips on one axis and one ruler, each under, or beside, what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, final

import numpy as np
from manim import LEFT, RIGHT, Animation, AnimationGroup, LaggedStart, Line, VGroup, rate_functions

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.claims import Claim, reaches, unit_for
from scenes.figures.heading import Heading
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Computed, Spell
from scenes.type.read_out import ReadOut

Place: TypeAlias = Callable[[Expression], Array]

_THICK = 0.55
"""Of a strip, across its run."""
_LINE = 0.5
"""From a line of numbers to the next."""
_LEAST = 0.4
"""Of the longest strip."""
DIGITS = 3


@final
class HangingStrips(VGroup):
    """Values as strips on an axis that runs along a chain: down or to the left where they are negative.

    Parameters
    ----------
    moment : Moment
    values : sequence of Expression
        What the strips show, in the order of the chain.
    look : Theme
    place : callable
        From a value to the point of the chain where it belongs; its axis runs through the same height or width.
    standing : bool
        Whether the chain, and so the axis, runs from the top down.
    colours : mapping, optional
        From a value to its colour; default that of slopes.
    digits : int
    rising : bool
        Whether the axis is low where no strip has a length: any would run up from it.

    Attributes
    ----------
    heading : Heading
        Along the chain, and to where positive strips run.
    axis : Line
    strips, numbers : dict
        By value.
    others : list of Claim
        What else needs room beside the axis; above one that lies is what is at the right of an upright one.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C, b, slope
    >>> moment = Moment.first(*read("networks/chain.toml"))
    >>> strips = HangingStrips(moment, [slope(C, b(3))], theme.Theme.chosen(), lambda value: np.zeros(3))
    >>> strips.fill(Box(-1.0, -2.0, 1.0, 0.0))
    >>> [measure.off < 1e-9 for measure in strips.measures()]
    [True]
    """

    def __init__(
        self,
        moment: Moment,
        values: Sequence[Expression],
        look: theme.Theme,
        place: Place,
        *,
        standing: bool = False,
        colours: Mapping[Expression, str] | None = None,
        digits: int = DIGITS,
        rising: bool = False,
    ) -> None:
        self._rising, self.others = rising, list[Claim]()
        self._moment, self._place, self._standing, self.unit = moment, place, standing, 1.0
        self.heading = Heading.of(tall=standing)
        self.values, self._lines = tuple(values), 0
        shades = dict.fromkeys(self.values, look.colour("C")) | dict(colours or {})
        self.axis = Line(LEFT, RIGHT, color=look.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.strips = {value: Strip(shades[value], _THICK) for value in self.values}
        self.numbers = {
            value: ReadOut(
                moment, value, digits=digits if moment.value(value) else 1, em=theme.LABEL, colour=shades[value]
            )
            for value in self.values
        }
        super().__init__(self.axis, *self.strips.values(), *self.numbers.values())

    @property
    def side(self) -> float:
        """To which side of the axis the longest strip runs: 1 for positive, -1 for negative."""
        return 1.0 if max((self._moment.value(value) for value in self.values), key=abs) > 0 else -1.0

    def least_size(self) -> Size:
        """Return the room for the longest strip and the numbers at the ends."""
        widest = max(self._width(number) for number in self.numbers.values())
        beside = sum(reaches(self._claims(), self._least_unit()))
        return Size(beside, widest) if self._standing else Size(widest, beside)

    def has_room(self, *others: Claim, width: float) -> bool:
        """Whether some things have room beside an upright axis, and strips can still be told apart."""
        return unit_for([*self._claims(), *others], width) >= self._least_unit()

    def fill(self, box: Box) -> None:
        """Run through a box, the axis where the longest of either sign have room."""
        if self._standing:
            claims = self._claims()
            self.unit = max(unit_for(claims, box.width), self._least_unit())
            x = box.left + reaches(claims, self.unit)[0]
            start, end = np.array([x, box.top, 0.0]), np.array([x, box.bottom, 0.0])
        else:
            y = box.bottom + self._level(box)
            start, end = np.array([box.left, y, 0.0]), np.array([box.right, y, 0.0])
        self.axis.put_start_and_end_on(start, end)
        self.at(self._moment)

    def at(self, moment: Moment) -> None:
        """Show a moment: strips on the same ruler, numbers at their ends."""
        self._moment = moment
        for value, strip in self.strips.items():
            strip.span(self.foot(value), self.unit * moment.value(value), self.heading.across)
            self.numbers[value].at(moment)
        self._number()

    def foot(self, value: Expression) -> Array:
        """Return where a strip begins, on the axis; shape (3,)."""
        place, start = self._place(value), self.axis.get_start()
        return np.array([start[0], place[1], 0.0] if self._standing else [place[0], start[1], 0.0])

    def tip(self, value: Expression) -> Array:
        """Return where a strip ends, shape (3,)."""
        return self.foot(value) + self.unit * self._moment.value(value) * self.heading.across

    def is_right(self, value: Expression) -> bool:
        """Whether a strip runs to the right of an upright axis, or up from one that lies."""
        return self._moment.value(value) > 0

    def claim_of(self, value: Expression, width: float) -> Claim:
        """Return the claim of what stands at the end of a strip, as far as it reaches away from the axis."""
        return Claim(TIGHT + width, abs(self._moment.value(value)), right=self.is_right(value))

    def hang(self, value: Expression) -> Animation:
        """Return the coming of a strip out of the axis, then of its number."""
        return AnimationGroup(Grow(self, value), Spell(self.numbers[value]), lag_ratio=0.6)

    def carry(self, before: Expression, after: Sequence[Expression], **kwargs: Any) -> Animation:
        """Return the way of a strip along the axis to another, or by one to another: it takes their lengths on its way.

        A copy goes; where it ends the other strip stands.
        """
        stops = [before, *after]
        feet = [self.foot(value) for value in stops]
        return Carry(
            self.strips[stops[-1]],
            feet,
            [self.tip(value) - foot for value, foot in zip(stops, feet, strict=True)],
            self.heading.across,
            **kwargs,
        )

    def bring(self, before: Expression, after: Expression, **kwargs: Any) -> Animation:
        """Return the coming of one value out of another: its strip travels, then its number stands at its end."""
        return LaggedStart(self.carry(before, [after], **kwargs), Spell(self.numbers[after]), lag_ratio=0.8)

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip against its value on the ruler."""
        for value, strip in self.strips.items():
            yield Measure("ruler", str(value), strip.drawn_length(), self.unit * self._moment.value(value))

    def _level(self, box: Box) -> float:
        """Choose the ruler of an axis that lies; return how high it is in its box."""
        widths = [self._width(number) for number in self.numbers.values()]
        self._lines = int(max(widths) > box.width / max(1, len(widths)))
        claims = self._claims()
        self.unit = max(unit_for(claims, box.height), self._least_unit())
        low, high = reaches(claims, self.unit)
        return low if self._rising or any(map(self._moment.value, self.values)) else box.height - high

    def _claims(self) -> list[Claim]:
        """Return what needs room beside the axis: the numbers, and what else is known of."""
        if self._standing:
            own = [self.claim_of(value, self._width(number)) for value, number in self.numbers.items()]
        else:
            own = [self.claim_of(value, theme.LABEL + TIGHT + self._lines * _LINE) for value in self.numbers]
        return [*own, *self.others]

    def _least_unit(self) -> float:
        longest = max(abs(self._moment.value(value)) for value in self.values)
        return _LEAST / longest if longest else 1.0

    def _width(self, number: ReadOut) -> float:
        return float(number[1:].width)

    def _number(self) -> None:
        """Put each number beyond the end of its strip, or a line further where it would touch the one before."""
        taken: list[Box] = []
        for value, number in self.numbers.items():
            length = self.strips[value].length
            side = 1.0 if length > 0 else -1.0
            half = self._width(number) / 2 if self._standing else theme.LABEL / 2
            centre = self.foot(value) + (length + side * (half + TIGHT)) * self.heading.across
            if not self._standing:  # within the axis
                half = self._width(number) / 2
                ends = self.axis.get_start()[0] + half, self.axis.get_end()[0] - half
                centre[0] = max(ends[0], min(centre[0], ends[1]))
            number.shift(centre - number[1:].get_center())
            if any(Box.around(number[1:]).inset(-TIGHT / 2).overlaps(other) for other in taken):
                number.shift(side * _LINE * self.heading.across)
            taken.append(Box.around(number[1:]))


class Grow(Computed):
    """The coming of a strip out of its axis.

    Parameters
    ----------
    strips : HangingStrips
    value : Expression
    """

    def __init__(self, strips: HangingStrips, value: Expression, **kwargs: Any) -> None:
        self._strips, self._value = strips, value
        super().__init__(strips.strips[value], introducer=True, **kwargs)

    def begin(self) -> None:
        """Start with nothing; no copy is needed."""
        self._foot, self._tip = self._strips.foot(self._value), self._strips.tip(self._value)
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strip as long as it is by now."""
        out = self._strips.heading.across
        length = float((self._tip - self._foot) @ out) * self.rate_func(alpha)
        self.mobject.span(self._foot, length, out)


class Carry(Computed):
    """The way of a strip from foot to foot, as long at each as it is said; a crossing of 0 turns it.

    Parameters
    ----------
    strip : Strip
        What stands at the last foot when it has come.
    feet : sequence of ndarray, shape (3,)
    runs : sequence of ndarray, shape (3,)
        From each foot to its tip.
    out : ndarray, shape (3,)
        Where positive strips run to.
    """

    def __init__(self, strip: Strip, feet: Sequence[Array], runs: Sequence[Array], out: Array, **kwargs: Any) -> None:
        self._feet, self._out = np.array(feet), out
        self._lengths = np.array([float(run @ out) for run in runs])
        kwargs.setdefault("rate_func", rate_functions.smooth)
        super().__init__(strip, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the strip on its way: first it goes, then it takes its new length."""
        stage = self.rate_func(alpha) * (len(self._lengths) - 1)
        index = min(int(stage), len(self._lengths) - 2)
        share = stage - index
        went, became = min(1.0, 2 * share), max(0.0, 2 * share - 1)
        foot = self._feet[index] + went * (self._feet[index + 1] - self._feet[index])
        length = self._lengths[index] + became * (self._lengths[index + 1] - self._lengths[index])
        self.mobject.span(foot, float(length), self._out)
