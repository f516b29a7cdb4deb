"""One strip for each example: side by side, then end to end, where those of the other sign take back what was there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Line, VGroup, VMobject, rate_functions

from core.model.arrays import Array
from core.model.fact import EXAMPLES, example_number
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.motion import Computed
from scenes.type.formula import Formula, Label

_RADIUS, _THICK, _GAP = 0.36, 0.42, 0.14
_RING = 0.06
_ROWS = (0.08, 0.27, 0.47, 0.74)
"""Heights of the rows of the pile from the top, as shares of the room."""
_INDEXED, _TENTH = 24, 10
"""Up to how many examples each has its number written; of more every tenth has."""
_LEAST = 0.05
_LAG = 0.5
"""How much later, in the time of one, the last strip lies down than the first."""


@final
class ExampleStrips(VGroup):
    """What a slope is for each example, and what it is on average.

    Parameters
    ----------
    moment : Moment
        Of the whole network.
    activation, desired, slope : Quantity
        Of the output; the slope is drawn.
    greys : Greys
    tall : bool
        Whether examples stand below each other; strips lie from the start.
    together, share : str
        What is written beside the sum and beside its part.

    Attributes
    ----------
    discs : list of Disc
        The output of each example.
    rings : VGroup
        Around the discs of those that should be 1.
    strips : VGroup of Strip
    seams : VMobject
        Between solid strips that lie end to end.
    axis, zero : Line
        On which strips stand side by side; where the pile begins.
    mean_line : Line
        Level with the average of those that are there.
    indices : list of Formula
        Numbers of examples.
    total, mean : Strip
        What is left of all, and its part.
    ticks : VMobject
        Parts the total into as many parts as there are examples.
    total_number, mean_number : Formula
    total_label, mean_label : Label
    first_number : Formula
        The slope of the first example.
    """

    refills = True

    def __init__(
        self,
        moment: Moment,
        activation: Quantity,
        desired: Quantity,
        slope: Quantity,
        greys: Greys,
        *,
        tall: bool,
        together: str,
        share: str,
    ) -> None:
        self._tall, self._lain, self._shown = tall, 0.0, 1
        self.values = [float(value) for value in moment.values(slope)]
        count, look = len(self.values), greys.look
        self._look = look
        colour, quiet = look.colour("slope"), look.colour("quiet")
        self.discs = [Disc(moment.of(i), activation, greys, _RADIUS) for i in range(count)]
        wanted = [float(value) for value in moment.values(desired)]
        yellow = look.colour("y")
        self._ringed = [i for i, value in enumerate(wanted) if value == 1]
        self.rings = VGroup(*(Circle(color=yellow, stroke_width=theme.BOLD_LINE) for _ in self._ringed))
        self.strips = VGroup(*(Strip(colour) for _ in self.values))
        self.axis, self.zero = (Line(LEFT, RIGHT, color=quiet, stroke_width=theme.LINE_WIDTH) for _ in range(2))
        self.mean_line = Line(LEFT, RIGHT, color=colour, stroke_width=theme.LINE_WIDTH)
        self._written = [i for i in range(count) if count <= _INDEXED or i % _TENTH == 0]
        self.indices = [
            Formula("{i}", em=theme.LABEL, colour=quiet, i=moment.count(example_number(i))) for i in self._written
        ]
        self.total, self.mean = Strip(colour), Strip(colour)
        self.seams = VMobject(stroke_color=look.colour("ground"), stroke_width=theme.LINE_WIDTH)
        self.ticks = VMobject(stroke_color=quiet, stroke_width=theme.LINE_WIDTH)
        average = moment.averaged
        self.total_number = Formula("{v}", em=theme.LABEL, colour=colour, v=average.read(EXAMPLES * slope, 3))
        self.mean_number = Formula("{v}", em=theme.HERO, colour=colour, v=average.read(slope, 3))
        self.first_number = Formula("{v}", em=theme.LABEL, colour=colour, v=moment.of(0).read(slope, 3))
        self.total_label, self.mean_label = (Label(text, colour=quiet) for text in (together, share))
        super().__init__(
            self.axis,
            self.zero,
            *self.discs,
            self.rings,
            self.strips,
            self.seams,
            self.mean_line,
            *self.indices,
            self.total,
            self.ticks,
            self.mean,
            self.total_number,
            self.mean_number,
            self.total_label,
            self.mean_label,
            self.first_number,
        )

    @property
    def sides(self) -> tuple[float, float]:
        """What the positive ones and the negative ones add up to."""
        return sum(value for value in self.values if value > 0), sum(value for value in self.values if value < 0)

    def least_size(self) -> Size:
        """Return the room in which strips can be told apart."""
        length = len(self.values) * _LEAST * 2
        return Size(4.0, max(length, 4.0)) if self._tall else Size(max(length, 6.0), 3.4)

    def fill(self, box: Box) -> None:
        """Stand in a box, side by side or piled up, on the largest ruler for each."""
        self._stand_apart(box)
        self._stand_piled(box)
        self.at(self._lain)

    def at(self, lain: float) -> None:
        """Show strips on their way from side by side, 0, to end to end, 1."""
        self._lain = lain
        late = _LAG / max(1, len(self.values) - 1)
        for place, index in enumerate(self._order()):
            share = rate_functions.smooth(min(1.0, max(0.0, lain * (1 + _LAG) - late * place)))
            (foot, unit, thick), (foot_to, unit_to, thick_to) = self._apart[index], self._piled[index]
            angle = 0.0 if self._tall else (1 - share) * np.pi / 2
            along = np.array([np.cos(angle), np.sin(angle), 0.0])
            length = (unit + share * (unit_to - unit)) * self.values[index]
            self.strips[index].span(foot + share * (foot_to - foot), length, along, thick + share * (thick_to - thick))

        self.seams.points = self._parted if lain == 1 else np.zeros((0, 3))

    def grow(self, index: int, **kwargs: Any) -> Animation:
        """Return the growing of an example's strip, and the drifting of the average to what it is with it."""
        return _Growing(self, index, **kwargs)

    def show_growth(self, index: int, share: float) -> None:
        """Show a share of an example's strip, all before it being there, and the average with it."""
        self._shown = index + 1
        foot, unit, thick = self._apart[index]
        self.strips[index].span(foot, share * unit * self.values[index], RIGHT if self._tall else UP, thick)
        before = sum(self.values[:index])
        old, new = before / (index or 1), (before + self.values[index]) / (index + 1)
        self._line_up(old + share * (new - old) if index else share * new)

    def lie_down(self, **kwargs: Any) -> Animation:
        """Return the way of all strips into the pile."""
        return _Lying(self, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield strips at rest, what is left of all, and its part."""
        if self._lain in {0.0, 1.0}:
            places = self._piled if self._lain else self._apart
            for index, strip in enumerate(self.strips[: self._shown]):
                if strip.length:
                    drawn = strip.drawn_length()
                    yield Measure("ruler", f"example {index}", drawn, places[index][1] * self.values[index])
        if self.total.length:
            yield Measure("stack", "all examples", self.total.drawn_length(), self._unit * sum(self.values))
        if self.mean.length:
            mean = self._unit * sum(self.values) / len(self.values)
            yield Measure("ruler", "the average", self.mean.drawn_length(), mean)

    def show_total(self) -> VGroup:
        """Let what is left of all lie in its row; return it with its number."""
        self.total.span(self._row(2), self._unit * sum(self.values), RIGHT, self._thick)
        return VGroup(self.total, self.total_number, self.total_label)

    def show_mean(self) -> VGroup:
        """Let the part of it that is the average lie in its row; return it with its number."""
        self.mean.span(self._row(3), self._unit * sum(self.values) / len(self.values), RIGHT, self._thick)
        return VGroup(self.mean, self.mean_number, self.mean_label)

    def _order(self) -> list[int]:
        """Return the examples in the order in which they lie: positive ones, then negative ones, longest first."""
        return sorted(range(len(self.values)), key=lambda i: (self.values[i] < 0, -abs(self.values[i])))

    def _stand_apart(self, box: Box) -> None:
        count = len(self.values)
        length, breadth = (box.height, box.width) if self._tall else (box.width, box.height)
        pitch = length / count
        radius, thick = min(_RADIUS, 0.4 * pitch), min(_THICK, 0.7 * pitch)
        labels = max(one.width if self._tall else one.height for one in self.indices) + _GAP
        first = (self.first_number.width if self._tall else self.first_number.height) + _GAP
        high, low = max(0.0, *self.values), min(0.0, *self.values)
        below = 0.0 if self.values[0] > 0 else first  # its number stands at the outer end
        room = breadth - 2 * radius - 3 * _GAP - 2 * _RING - labels - first
        unit = room / ((high - low) or 1.0)
        # numbers of examples, discs and strips, from one side to the other
        if self._tall:
            level = box.left + labels + 2 * radius + 2 * _GAP + 2 * _RING + below - unit * low
        else:
            level = box.bottom + labels + _GAP + below - unit * low
        self._apart = []
        for index in range(count):
            place = (box.top - (index + 0.5) * pitch) if self._tall else (box.left + (index + 0.5) * pitch)
            foot = np.array([level, place, 0.0] if self._tall else [place, level, 0.0])
            self._apart.append((foot, unit, thick))
            across = box.left + labels + radius + _GAP if self._tall else box.top - radius - _RING
            self.discs[index].stand(np.array([across, place, 0.0] if self._tall else [place, across, 0.0]), radius)
        for ring, index in zip(self.rings, self._ringed, strict=True):
            ring.scale_to_fit_width(2 * (radius + _RING)).move_to(self.discs[index].face)
        for formula, index in zip(self.indices, self._written, strict=True):
            foot = self._apart[index][0]
            edge = box.left + labels / 2 if self._tall else box.bottom + labels / 2
            formula.move_to(np.array([edge, foot[1], 0.0] if self._tall else [foot[0], edge, 0.0]))
        ends = [
            self._apart[at][0] - side * pitch / 2 * (DOWN if self._tall else RIGHT) for at, side in ((0, 1), (-1, -1))
        ]
        self.axis.put_start_and_end_on(*ends)
        towards = (RIGHT if self._tall else UP) * (1 if self.values[0] >= 0 else -1)
        self.first_number.next_to(self._apart[0][0] + unit * abs(self.values[0]) * towards, towards, buff=_GAP)
        beyond = box.left + self.first_number.width / 2 - self.first_number.get_x()
        self.first_number.shift(max(0.0, beyond) * RIGHT)
        self._line_up(sum(self.values[: self._shown]) / self._shown)

    def _line_up(self, mean: float) -> None:
        """Let the line of the average stand at a value."""
        off = self._apart[0][1] * mean * (RIGHT if self._tall else UP)
        self.mean_line.put_start_and_end_on(*(end + off for end in self.axis.get_start_and_end()))

    def _stand_piled(self, box: Box) -> None:
        up, down = self.sides
        left = min(0.0, up + down)  # how far the negative ones lead back beyond zero
        self._unit = (box.width - 2 * _GAP) / ((up - left) or 1.0)
        self._zero = box.left + _GAP - self._unit * left
        self._thick = min(_THICK, box.height * 0.08)
        heights = [box.top - share * box.height for share in _ROWS]
        self._heights = heights
        self._piled = [(np.zeros(3), 0.0, 0.0)] * len(self.values)
        at = 0.0
        for index in self._order():
            row = heights[0] if self.values[index] >= 0 else heights[1]
            self._piled[index] = (np.array([self._zero + self._unit * at, row, 0.0]), self._unit, self._thick)
            at += self.values[index]
        top, foot = min(heights[0] + self._thick, box.top), heights[2] - self._thick / 2
        self.zero.put_start_and_end_on(np.array([self._zero, foot, 0.0]), np.array([self._zero, top, 0.0]))
        total = sum(self.values)
        self._write(self.total_number, self.total_label, 2, box)
        self._write(self.mean_number, self.mean_label, 3, box)
        solid = [self._piled[i][0] for i in self._order()[1:] if self._unit * self.values[i] > _LEAST]
        self._parted = _uprights([foot + self._thick / 2 * DOWN for foot in solid], self._thick)
        steps = np.linspace(0.0, self._unit * total, len(self.values) + 1)
        starts = self._row(2) + steps[:, None] * RIGHT + (self._thick / 2 + _GAP / 2) * DOWN
        self.ticks.points = _uprights(starts, -_GAP)
        for strip, show in ((self.total, self.show_total), (self.mean, self.show_mean)):
            if strip.length:
                show()

    def _row(self, row: int) -> Array:
        return np.array([self._zero, self._heights[row], 0.0])

    def _write(self, number: Formula, label: Label, row: int, box: Box) -> None:
        """Put a number and what it is below their strip, on the side of zero where there is more room."""
        line = VGroup(number, label).arrange(RIGHT, buff=2 * _GAP)
        x, y, _ = self._row(row)
        side = 1 if box.right - x > x - box.left else -1
        below = self._thick / 2 + 2.5 * _GAP + number.height / 2
        line.move_to(np.array([x + side * (line.width / 2 + _GAP), y - below, 0.0]))
        line.shift(min(0.0, box.right - _GAP - line.get_right()[0]) * RIGHT)


def _uprights(feet: Any, height: float) -> Array:
    """Return straight cubic pieces that stand on some points."""
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    found: Array = (np.array(feet).reshape(-1, 3)[:, None] + shares * (height * UP)).reshape(-1, 3)
    return found


class _Growing(Computed):
    """The coming of one example's strip."""

    stays = True

    def __init__(self, strips: ExampleStrips, index: int, **kwargs: Any) -> None:
        self._index = index
        super().__init__(strips, introducer=True, **kwargs)

    def _setup_scene(self, scene: Any) -> None:
        """Bring the strip on stage."""
        scene.add(self.mobject.strips[self._index])

    def interpolate(self, alpha: float) -> None:
        """Show how far it has grown."""
        self.mobject.show_growth(self._index, self.rate_func(min(max(alpha, 0.0), 1.0)))


class _Lying(Computed):
    """The way of all strips from side by side to end to end."""

    stays = True

    def __init__(self, strips: ExampleStrips, **kwargs: Any) -> None:
        super().__init__(strips, introducer=True, rate_func=rate_functions.linear, **kwargs)

    def _setup_scene(self, scene: Any) -> None:
        """Bring on stage what will part them."""
        scene.add(self.mobject.seams)

    def interpolate(self, alpha: float) -> None:
        """Show how far they have come."""
        self.mobject.at(min(max(alpha, 0.0), 1.0))
