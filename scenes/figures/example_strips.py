"""One strip for each example: side by side, then end to end, where those of the other sign take back what was there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Line, VGroup, VMobject, rate_functions

from core.model.fact import example_number
from core.model.network import Examples
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.left_over import LeftOver
from scenes.figures.measures import Measure
from scenes.figures.row_heads import RowHeads
from scenes.figures.strip import Strip
from scenes.figures.swept import share_of
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR
from scenes.motion import Computed
from scenes.type.formula import Formula

_RADIUS, _THICK, _GAP = 0.36, 0.62, 0.14
_RING = 0.06
_WIDEST, _FEWEST = 1.7, 7.2
"""From strip to strip at most; and the width over which few of them are spread."""
_OUTLINE = 0.15
"""How heavy a hollow strip is against a solid one."""
_INDEXED, _TENTH = 24, 10
"""Up to how many examples each has its number written; of more every tenth has."""
_LEAST, _MOST = 0.05, 150
"""How thin a strip is at least, unless there are many; and how many can be told apart."""
_AROUND = 0.25
"""From strip to strip: so far a ring is from its disc at most."""
_LAG = 2.0
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
    heads : RowHeads, optional
        Of the rows, on the side where strips are lighter.

    Attributes
    ----------
    discs : list of Disc
        The output of each example.
    rings : VGroup
        Around the discs of those that should be 1.
    strips : VGroup of Strip
    seams : VMobject
        Between solid strips that lie end to end.
    axis : Line
        On which strips stand side by side.
    mean_line : Line
        Level with the average of those that are there.
    indices : list of Formula
        Numbers of examples.
    first_number : Formula
        The slope of the first example.
    left : LeftOver
        What is left of all, and its part.
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
        heads: RowHeads | None = None,
    ) -> None:
        self.heads = heads
        self._tall, self._lain, self._takes_all = tall, 0.0, False
        self.values = [float(value) for value in moment.values(slope)]
        count, look = len(self.values), greys.look
        self._grown = float(count)
        self.greys = greys
        colour, quiet = look.colour("slope"), look.colour("quiet")
        self.discs = [Disc(moment.of(i), activation, greys, _RADIUS) for i in range(count)]
        wanted = [float(value) for value in moment.values(desired)]
        yellow = look.colour("y")
        self._ringed = [i for i, value in enumerate(wanted) if value == 1]
        self.rings = VGroup(*(Circle(color=yellow, stroke_width=theme.BOLD_LINE) for _ in self._ringed))
        self.strips = VGroup(*(Strip(colour) for _ in self.values))
        self.axis = Line(LEFT, RIGHT, color=quiet, stroke_width=theme.LINE_WIDTH)
        self.mean_line = Line(LEFT, RIGHT, color=colour, stroke_width=theme.LINE_WIDTH)
        self._written = [i for i in range(count) if count <= _INDEXED or i % _TENTH == 0]
        self.indices = [
            Formula("{i}", em=theme.LABEL, colour=quiet, i=moment.count(example_number(i))) for i in self._written
        ]
        self.seams = VMobject(stroke_color=look.colour("ground"), stroke_width=theme.LINE_WIDTH)
        self.first_number = Formula("{v}", em=theme.LABEL, colour=colour, v=moment.of(0).read(slope, 3))
        self.left = LeftOver(self.values, moment, slope, look, (together, share))
        standing = (self.axis, *self.discs, self.rings, self.strips, self.seams, self.mean_line)
        super().__init__(*standing, *self.indices, self.first_number, self.left, *([heads] if heads else []))

    @property
    def sides(self) -> tuple[float, float]:
        """What the positive ones and the negative ones add up to."""
        return sum(value for value in self.values if value > 0), sum(value for value in self.values if value < 0)

    def least_size(self) -> Size:
        """Return the room in which strips can be told apart."""
        length = min(len(self.values) * 2, _MOST) * _LEAST
        return Size(4.0, max(length, 4.0)) if self._tall else Size(max(length + self._beside, 6.0), 3.2)

    def most_size(self) -> Size:
        """Return the room over which few strips are spread, so that what heads them is near."""
        spread = np.inf if self._tall or self._takes_all else max(_FEWEST, len(self.values) * _WIDEST)
        return Size(spread + self._beside, np.inf)

    def take_all(self) -> ExampleStrips:
        """Take all the room that there is, from the next layout on; return the strips themselves."""
        self._takes_all = True
        return self

    def fill(self, box: Box) -> None:
        """Stand in a box, side by side or piled up, on the largest ruler for each."""
        taken = self._beside
        left, right = (0.0, taken) if self.heads_right else (taken, 0.0)
        self._stand_apart(Box(box.left + left, box.bottom, box.right - right, box.top))
        if self.heads is not None:
            ends = (box.right - self.heads.breadth, box.right) if right else (box.left, box.left + self.heads.breadth)
            rows = (float(self.discs[0].face.get_y()), float(self.indices[0].get_y()))
            self.heads.stand(Box(ends[0], box.bottom, ends[1], box.top), *rows)
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
            length = share_of(self._grown, index, index + 1) * (unit + share * (unit_to - unit)) * self.values[index]
            self.strips[index].span(foot + share * (foot_to - foot), length, along, thick + share * (thick_to - thick))
        self.seams.points = self._parted if lain == 1 else np.zeros((0, 3))

    def show_growth(self, grown: float) -> None:
        """Show the strips of so many examples, the last one on its way, and the average of those that are there."""
        self._grown = grown
        self.at(0.0)
        index = min(len(self.values) - 1, int(grown))
        before, share = sum(self.values[:index]), grown - index
        old, new = before / (index or 1), (before + self.values[index]) / (index + 1)
        self._line_up(old + share * (new - old) if index else share * new)

    @property
    def heads_right(self) -> bool:
        """Whether what heads the rows stands at the right of them."""
        return self.leaning <= 0

    @property
    def leaning(self) -> float:
        """Where what is heavy in a row of strips is along it, from -1 to 1."""
        sizes = np.array([value if value > 0 else -_OUTLINE * value for value in self.values])
        places = np.linspace(-1.0, 1.0, len(sizes)) if len(sizes) > 1 else np.zeros(1)
        return float(sizes @ places / (sizes.sum() or 1.0))

    def passed(self) -> list[Formula]:
        """Return the first number if the line of the average runs over it as others come, or nothing."""
        means = [sum(self.values[:count]) / count for count in range(1, len(self.values) + 1)]
        levels = [self._level(mean) for mean in means]
        box, across = Box.around(self.first_number), 0 if self._tall else 1
        low, high = ((box.left, box.right), (box.bottom, box.top))[across]
        is_over = min(levels) - _GAP / 2 < high and max(levels) + _GAP / 2 > low
        return [self.first_number] if len(means) > 1 and is_over else []

    def lie_down(self, **kwargs: Any) -> Animation:
        """Return the way of all strips into the pile."""
        return _Lying(self, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield strips at rest."""
        if self._lain in {0.0, 1.0}:
            places = self._piled if self._lain else self._apart
            for index, strip in enumerate(self.strips[: int(self._grown)]):
                if strip.length:
                    drawn = strip.drawn_length()
                    yield Measure("ruler", f"example {index}", drawn, places[index][1] * self.values[index])

    @property
    def _beside(self) -> float:
        """How much of the width is taken by what heads the rows; strips that take all are alone."""
        return 0.0 if self.heads is None or self._takes_all else self.heads.breadth + NEAR

    def _order(self) -> list[int]:
        """Return the examples in the order in which they lie: positive ones, then negative ones, longest first."""
        return sorted(range(len(self.values)), key=lambda i: (self.values[i] < 0, -abs(self.values[i])))

    def _stand_apart(self, box: Box) -> None:
        count = len(self.values)
        if count > _INDEXED:  # rings and numbers reach beyond their own part of the length
            reach = max(_RING, float(self.indices[0].height) / 2)
            box = box.inset(0.0, reach) if self._tall else box.inset(reach, 0.0)
        length, breadth = (box.height, box.width) if self._tall else (box.width, box.height)
        pitch = min(length / count, _WIDEST)
        free = (length - count * pitch) / 2
        radius, thick, around = min(_RADIUS, 0.4 * pitch), min(_THICK, 0.7 * pitch), min(_RING, _AROUND * pitch)
        labels = max(one.width if self._tall else one.height for one in self.indices) + _GAP
        top = max([radius + around, *(float(word.height) / 2 for word in (self.heads.words if self.heads else ()))])
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
            along = free * (1 - self.leaning) + (index + 0.5) * pitch
            place = box.top - along if self._tall else box.left + along
            foot = np.array([level, place, 0.0] if self._tall else [place, level, 0.0])
            self._apart.append((foot, unit, thick))
            across = box.left + labels + radius + _GAP if self._tall else box.top - top
            self.discs[index].stand(np.array([across, place, 0.0] if self._tall else [place, across, 0.0]), radius)
        for ring, index in zip(self.rings, self._ringed, strict=True):
            ring.scale_to_fit_width(2 * (radius + around)).move_to(self.discs[index].face)
        for formula, index in zip(self.indices, self._written, strict=True):
            foot = self._apart[index][0]
            edge = box.left + labels / 2 if self._tall else box.bottom + labels / 2
            formula.move_to(np.array([edge, foot[1], 0.0] if self._tall else [foot[0], edge, 0.0]))
        ends = ((level, box.top), (level, box.bottom)) if self._tall else ((box.left, level), (box.right, level))
        self.axis.put_start_and_end_on(*(np.array([x, y, 0.0]) for x, y in ends))
        sign = 1 if self.values[0] > 0 else -1
        towards = (RIGHT if self._tall else UP) * sign
        extent = float(self.first_number.height if self._tall else self.first_number.width)
        reach = max(sign * value for value in self.values[: 1 + int(extent / pitch)])  # of those that it lies over
        self.first_number.next_to(self._apart[0][0] + unit * reach * towards, towards, buff=_GAP)
        beyond = box.left + self.first_number.width / 2 - self.first_number.get_x()
        self.first_number.shift(max(0.0, beyond) * RIGHT)
        there = max(1, int(self._grown))
        self._line_up(sum(self.values[:there]) / there)

    def _level(self, mean: float) -> float:
        """Return how far right, or how high, the line of an average is."""
        return float(self._apart[0][0][0 if self._tall else 1]) + self._apart[0][1] * mean

    def _line_up(self, mean: float) -> None:
        """Let the line of the average stand at a value."""
        off = self._apart[0][1] * mean * (RIGHT if self._tall else UP)
        self.mean_line.put_start_and_end_on(*(end + off for end in self.axis.get_start_and_end()))

    def _stand_piled(self, box: Box) -> None:
        self.left.stand(box)
        unit, thick = self.left.unit, self.left.thick
        self._piled = [(np.zeros(3), 0.0, 0.0)] * len(self.values)
        at = 0.0
        for index in self._order():
            self._piled[index] = (self.left.place(at, self.values[index]), unit, thick)
            at += self.values[index]
        pairs = pairwise(self._order())  # what parts two solid strips would be lost beside anything else
        solid = [self._piled[j][0] for i, j in pairs if unit * min(self.values[i], self.values[j]) > _LEAST]
        shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
        feet = np.array(solid).reshape(-1, 1, 3) + thick / 2 * DOWN
        self._parted = (feet + shares * (thick * UP)).reshape(-1, 3)


def why_not_apart(examples: Examples) -> str:
    """Return why strips could not be told apart, one for each example; empty where they can."""
    return (
        f"it has {len(examples):,} examples, and no more than {_MOST} strips can be told apart"
        if len(examples) > _MOST
        else ""
    )


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
