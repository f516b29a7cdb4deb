"""Every number of a column times every number of a row: heights at the left, widths above, areas where they cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, VGroup

from core.model.arithmetic import Given
from core.notation.reading import Reading
from core.notation.round_numbers import round_below
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from scenes import theme
from scenes.colours import ratio, rgb_of
from scenes.figures.area import Area
from scenes.figures.matrix import Cell, count_of
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing
from scenes.type.formula import Formula

_THICK, _GAP, _LINE = 0.2, 0.2, 0.46
"""Of a strip; between areas; room for a line of type."""
_INSIDE = 0.1
"""From a number to the edge of its area."""
_LOWEST, _KEY, _STEPS = 0.6, 0.6, 40
"""How high the highest area is at least where both rulers are one; the key's sides at most."""
_SHORTEST = 1.2
"""All heights together, and all widths, at least."""


@final
class AreaProduct(VGroup):
    """Areas in rows j and columns k, each with its number inside where it has room, and the key to them.

    Heights and widths have one ruler; where heights or widths could not be seen on it, each has its own.

    Parameters
    ----------
    moment : Moment
    heights, widths : mapping of int to Reading
        Of the rows and of the columns that are drawn.
    products : mapping of (row, column) to Reading
    shown : (Shown, Shown)
        Rows and columns.
    colours : (str, str)
        Of the heights and their areas, and of the widths.
    look : Theme

    Attributes
    ----------
    areas : dict
        (row, column) -> Area.
    inside : dict
        (row, column) -> Formula, of those areas that have room for it, as they stand.
    up, across : dict of int to Strip
        Heights and widths.
    up_numbers, across_numbers : dict of int to Formula
    counts : VGroup
    key : Key
    units : (float, float)
        Scene units for 1, across and up.
    """

    def __init__(
        self,
        moment: Moment,
        heights: Mapping[int, Reading],
        widths: Mapping[int, Reading],
        products: Mapping[Cell, Reading],
        *,
        shown: tuple[Shown, Shown],
        colours: tuple[str, str],
        look: theme.Theme,
    ) -> None:
        self._rows, self._columns = shown
        self.heights, self.widths, self.products = heights, widths, products
        colour, across = colours
        self.areas = {cell: Area(colour) for cell in products}
        dark = max(("#000000", "#FFFFFF"), key=lambda one: ratio(rgb_of(one), rgb_of(colour)))
        self._numbers = {
            cell: Formula("{n}", em=theme.LABEL, colour=dark if one.value > 0 else colour, n=one)
            for cell, one in products.items()
        }
        self.inside: dict[Cell, Formula] = {}
        self.up, self.across = {j: Strip(colour, _THICK) for j in heights}, {k: Strip(across, _THICK) for k in widths}
        self.up_numbers, self.across_numbers = (
            {index: Formula("{n}", em=theme.LABEL, colour=ink, n=one) for index, one in side.items()}
            for side, ink in ((heights, colour), (widths, across))
        )
        quiet = look.colour("quiet")
        hidden = {"down": self._rows.hidden, "right": self._columns.hidden}
        self._counts = {way: count_of(len(one), quiet, way == "down") for way, one in hidden.items() if one}
        self.counts = VGroup(*self._counts.values())
        self.key = _Key(moment, quiet)
        heads = (self.up, self.across, self.up_numbers, self.across_numbers)
        super().__init__(*self.areas.values(), *(one for side in heads for one in side.values()), self.counts, self.key)
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room in which all numbers beside areas have their places, and areas can be seen."""
        return Size(
            max(self._spread(self._wide(0.0)) + _SHORTEST + self._beside, self.key.widest),
            self._spread(self._tall(0.0)) + _SHORTEST + self._above + self._below,
        )

    def fill(self, box: Box) -> None:
        """Stand in a box, on the largest rulers that have room."""
        room = Size(box.width - self._beside, box.height - self._above - self._below)
        wide = self._largest(room.width, self._wide)
        tall = self._largest(room.height, self._tall)
        one = min(wide, tall)
        seen = min(one * _most(self.heights), one * _most(self.widths))
        self.units = (one, one) if seen >= _LOWEST else (wide, tall)
        slots = self._wide(self.units[0]), self._tall(self.units[1])
        whole = Size(self._spread(slots[0]) + self._beside, self._spread(slots[1]) + self._above + self._below)
        left = box.centre[0] - whole.width / 2 + self._beside
        top = box.centre[1] + whole.height / 2 - self._above
        self._x = left - _GAP - _THICK
        xs, ys = _places(slots[0], self._columns, left, 1), _places(slots[1], self._rows, top, -1)
        for k, strip in self.across.items():
            self._put_width(k, strip, xs[k], top)
        for j, strip in self.up.items():
            self._put_height(j, strip, ys[j])
        self.inside = {}
        for (j, k), area in self.areas.items():
            half = abs(self.widths[k].value) * self.units[0] / 2, abs(self.heights[j].value) * self.units[1] / 2
            area.stand(
                Box(xs[k] - half[0], ys[j] - half[1], xs[k] + half[0], ys[j] + half[1]),
                is_positive=self.widths[k].value * self.heights[j].value > 0,
            )
            number = self._numbers[j, k].move_to(area.box.centre)
            if number.width + 2 * _INSIDE <= area.box.width and number.height + 2 * _INSIDE <= area.box.height:
                self.inside[j, k] = number
        if "down" in self._counts:
            self._counts["down"].move_to(np.array([self._x - NEAR - self._numbered / 2, ys[None], 0.0]))
        if "right" in self._counts:
            self._counts["right"].move_to(np.array([xs[None], top + _GAP + _THICK / 2, 0.0]))
        middle = left + self._spread(slots[0]) / 2
        self.key.stand(np.array([middle, box.centre[1] - whole.height / 2 + _KEY / 2, 0.0]), self.units, box)

    def come_up(self, **kwargs: object) -> Animation:
        """Return the coming of the heights."""
        return AnimationGroup(FadeIn(*self.up.values()), self.number_heights(), **kwargs)

    def number_heights(self, **kwargs: object) -> Animation:
        """Return the coming of what stands beside the heights."""
        return FadeIn(*self.up_numbers.values(), *self._counted("down"), **kwargs)

    def come_across(self, **kwargs: object) -> Animation:
        """Return the coming of the widths."""
        return FadeIn(*self.across.values(), *self.across_numbers.values(), *self._counted("right"), **kwargs)

    def sweep(self, row: int, **kwargs: object) -> Animation:
        """Return the sweep of a height across all widths: where it passes, areas are left; calm: they fade in."""
        own = {k: area for (j, k), area in self.areas.items() if j == row}
        numbers = [number for (j, _), number in self.inside.items() if j == row]
        come = [FadeIn(*numbers)] if numbers else []
        if theme.is_calm():
            return AnimationGroup(FadeIn(*own.values()), *come, **kwargs)
        start, end = self._x, max(area.box.right for area in own.values())

        def show(share: float) -> None:
            for area in own.values():
                area.reach(start + share * (end - start))

        return AnimationGroup(Showing(VGroup(*own.values()), show), *come, lag_ratio=0.8, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield each length on its ruler, and each area by the key: what the key's own area stands for, times that."""
        for side, given, unit in ((self.up, self.heights, self.units[1]), (self.across, self.widths, self.units[0])):
            for index, strip in side.items():
                drawn = abs(strip.drawn_length())
                yield Measure("ruler", str(given[index].expression), drawn, unit * abs(given[index].value))
        for cell, area in self.areas.items():
            if area.points.any() and area.get_right()[0] > area.box.right - 1e-9:  # as far as its sweep has come
                told = str(self.products[cell].expression)
                yield Measure("ruler", told, area.drawn_area(), self.products[cell].value * self.key.area_of_one)

    @property
    def _numbered(self) -> float:
        """How wide the numbers of the heights are."""
        return max(float(one.width) for one in (*self.up_numbers.values(), *self._counted("down")))

    @property
    def _beside(self) -> float:
        return self._numbered + NEAR + _THICK + _GAP

    @property
    def _above(self) -> float:
        return _LINE + TIGHT + _THICK + _GAP

    @property
    def _below(self) -> float:
        return NEAR + _KEY

    def _counted(self, way: str) -> list[VGroup]:
        return [self._counts[way]] if way in self._counts else []

    def _wide(self, unit: float) -> list[float]:
        """Return how much room each group of columns takes."""
        return [
            max(unit * abs(self.widths[group[0]].value), float(self.across_numbers[group[0]].width))
            if group[0] in self.widths and len(group) == 1
            else float(self._counts["right"].width)
            for group in self._columns.groups
        ]

    def _tall(self, unit: float) -> list[float]:
        return [
            max(unit * abs(self.heights[group[0]].value), _LINE)
            if group[0] in self.heights and len(group) == 1
            else _LINE
            for group in self._rows.groups
        ]

    @staticmethod
    def _spread(slots: list[float]) -> float:
        return sum(slots) + _GAP * (len(slots) - 1)

    def _largest(self, room: float, slots: object) -> float:
        """Return the largest unit with which slots have room."""
        most = _most(self.widths if slots == self._wide else self.heights)
        low, high = 0.0, room / most if most else 1.0
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._spread(slots(middle)) <= room else (low, middle)  # type: ignore[operator]
        return low

    def _put_width(self, k: int, strip: Strip, x: float, top: float) -> None:
        value, unit = self.widths[k].value, self.units[0]
        foot = np.array([x - unit * value / 2, top + _GAP + _THICK / 2, 0.0])
        strip.span(foot, unit * value, RIGHT)
        self.across_numbers[k].next_to(np.array([x, foot[1] + _THICK / 2, 0.0]), UP, buff=TIGHT)

    def _put_height(self, j: int, strip: Strip, y: float) -> None:
        value, unit = self.heights[j].value, self.units[1]
        foot = np.array([self._x + _THICK / 2, y + unit * value / 2, 0.0])
        strip.span(foot, unit * value, DOWN)
        self.up_numbers[j].next_to(np.array([self._x, y, 0.0]), LEFT, buff=NEAR / 2)


@final
class _Key(VGroup):
    """An area of round sides, and what it stands for."""

    def __init__(self, moment: Moment, quiet: str) -> None:
        self._moment, self._quiet, self.area_of_one = moment, quiet, 1.0
        self._box = Area(quiet)
        super().__init__(self._box)
        self.stand(np.zeros(3), (1.0, 1.0), Box(0.0, 0.0, 0.0, 0.0))

    @property
    def widest(self) -> float:
        """The room that it takes."""
        return float(self.width)

    def stand(self, centre: np.ndarray, units: tuple[float, float], room: Box) -> None:
        """Stand about a point, as far as a room reaches, with sides that are round on the rulers."""
        sides = [round_below(_KEY / unit) for unit in units]
        wide, tall = sides[0] * units[0], sides[1] * units[1]
        self.remove(*self.submobjects[1:])
        numbers = [self._moment.read(Given(one)).in_fewest_digits() for one in (*sides, float(f"{np.prod(sides):.3g}"))]
        told = Formula("{w} times {h} = {it}", em=theme.LABEL, w=numbers[0], h=numbers[1], it=numbers[2])
        told.set_fill(self._quiet)
        whole, y = wide + NEAR / 2 + float(told.width), centre[1]
        left = max(room.left, min(centre[0] - whole / 2, room.right - whole))
        self._box.stand(Box(left, y - tall / 2, left + wide, y + tall / 2), is_positive=True)
        self.add(told.next_to(self._box, RIGHT, buff=NEAR / 2))
        self.area_of_one = abs(self._box.drawn_area()) / numbers[2].value


def _most(values: Mapping[int, Reading]) -> float:
    return max(abs(one.value) for one in values.values())


def _places(slots: Iterable[float], shown: Shown, start: float, way: int) -> dict[int | None, float]:
    """Return the middle of each slot; that of what is cut out is called None."""
    found: dict[int | None, float] = {}
    for group, slot in zip(shown.groups, slots, strict=True):
        drawn = len(group) == 1 and group[0] in shown.neurons
        found[group[0] if drawn else None] = start + way * slot / 2
        start += way * (slot + _GAP)
    return found
