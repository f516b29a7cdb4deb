"""Slopes written out under one another, a factor a tile: what one row has, the next one has again at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import final

import numpy as np
from manim import RIGHT, UP, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup, rate_functions

from core.algebra.derivation import derive
from core.algebra.in_order import Factors
from core.algebra.steps import Factor
from core.model.arithmetic import bracketed, product
from core.model.quantity import C, slope, w
from core.notation.printed import joins
from core.notation.quantity_markup import SLOPE_IN_LINE
from core.notation.reading import Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.strikes import crossing_on_purpose
from scenes.figures.tile import Others, Tile, kind_of
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Computed, Light, Shade, Spell
from scenes.type.formula import Formula, Label, Line

DIGITS = 3
_NEW, _MOST_SLOTS, _LEAST_SLOTS = 3, 7, 4
"""Tiles of a row that the row above has not; the most and the fewest in a row."""
_WIDEST = 1.6
"""Of a symbol; a longer one is written as a slope."""
_LINE = 0.56
"""From the slope's name down to its number."""
_HEAD = 2 * _LINE
_GAP, _MOST_GAP = 0.2, 0.9
"""Between rows, and between rows that have much room."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of the products is written, and how.

    Parameters
    ----------
    slots : int
        Tiles in a row at most.
    rows : int
        1 for the first weight's product, 2 for the last one's as well, 3 for that of the last but one too.
    above : bool
        Whether a slope's name stands above its tiles, or before them.
    """

    slots: int = _MOST_SLOTS
    rows: int = 3
    above: bool = False


SHAPES = tuple(
    Shape(slots, rows, above)
    for rows in (3, 2, 1)
    for above in (False, True)
    for slots in range(_MOST_SLOTS, _LEAST_SLOTS - 1, -1)
)


@final
class WrittenProduct(VGroup):
    """The slope of a weight as its factors.

    Parameters
    ----------
    head : Line
    value : Formula
        What it is, and what it makes.
    tiles : dict of str to Tile or Others
        By the names of factors, from the weight to the cost.
    reading : Reading
    """

    def __init__(self, head: Line, value: Formula, tiles: dict[str, Tile | Others], reading: Reading) -> None:
        self.head, self.value, self.tiles, self.reading = head, value, tiles, reading
        super().__init__(head, value, *tiles.values())


@final
class Staircase(VGroup):
    """The products of the last weight, of the last but one, and of the first, their ends in one column.

    Parameters
    ----------
    moment : Moment
        Of a chain of two layers at least.
    look : Theme
    shape : Shape
    standing : bool
        Whether products run from the top down, side by side.
    says : callable
        From the count of factors that are left out to what says so.
    rival : str
        Where it is given, only the first weight's product stands, and under it the one with activations in the
        places of the weights, which this names; what both have in common is pale.

    Attributes
    ----------
    rows : list of WrittenProduct
        Last weight first.
    guess : dict of str to Tile
        Activations in the places of the first product's weights.
    wrong : Reading
        What the product makes with these.
    wrong_value : Formula
    count : int
        Factors of the first product, those left out included.
    """

    def __init__(
        self,
        moment: Moment,
        look: theme.Theme,
        shape: Shape,
        *,
        standing: bool,
        says: Callable[[int], str],
        rival: str = "",
    ) -> None:
        self._moment, self._look, self._shape, self._standing, self._says = moment, look, shape, standing, says
        depth = moment.network.depth
        if rival:
            shape = self._shape = replace(shape, rows=1)
        layers = dict.fromkeys({1: (1,), 2: (depth, 1), 3: (depth, depth - 1, 1)}[shape.rows])
        factors = {layer: self._factors(layer) for layer in layers}
        self.count = len(factors[1])
        self._right = moment.read(slope(C, w(1)), DIGITS)
        self._in_short = _too_wide(factors[1])
        self.rows = [self._row(layer, found) for layer, found in factors.items()]
        self.guess, whole = self._guess(factors[1])
        self.wrong = moment.read(whole, DIGITS)
        self.wrong_value = self._equals(self.wrong, [*self._shown(self.rows[-1]), *()], closes=True)
        if rival:
            self.rows.append(self._rival(factors[1], rival))
            self.guess = {}
        super().__init__(*self.rows, *self.guess.values(), self.wrong_value)
        self.fill(Box(0.0, 0.0, *self._sides(self.least_size())))

    @property
    def right(self) -> Reading:
        """The slope of the first weight."""
        return self._right

    def least_size(self) -> Size:
        """Return the room for the longest product, and for all of them beside each other."""
        along, across = sum(self._lengths()), self._across()
        gaps = _GAP * (len(self.rows) - 1)
        if self._standing:
            return Size(sum(across) + gaps, along + _HEAD)
        head = 0.0 if self._shape.above else max(self._head_width(row) for row in self._longest()) + TIGHT
        reach = max(along + head, *(self._head_width(row) for row in self.rows))
        return Size(reach, sum(across) + gaps)

    def fill(self, box: Box) -> None:
        """Stand in a box: the last factors in one column at its end, rows spread over its height."""
        lengths, across = self._lengths(), self._across()
        room = (box.width if self._standing else box.height) - sum(across)
        gap = min(_MOST_GAP, room / max(1, len(self.rows) - 1))
        start = (room - gap * (len(self.rows) - 1)) / 2
        if not self._standing:
            box = box.inset((box.width - self.least_size().width) / 2, 0.0)
        for row, wide in zip(self.rows, across, strict=True):
            self._lay(row, box, (start, wide), lengths)
            start += wide + gap
        for name, tile in self.guess.items():
            tile.fill(Box.around(self.rows[-1].tiles[name].plate))
        place = self.rows[-1].value
        if self._standing:  # above the middle of its tiles
            self.wrong_value.move_to(place).on_baseline(place.baseline)
            return
        edge = place.get_left() if self._shape.above else place.get_right()
        own = self.wrong_value.get_left() if self._shape.above else self.wrong_value.get_right()
        self.wrong_value.shift(float(edge[0] - own[0]) * RIGHT).on_baseline(place.baseline)

    def most_size(self) -> Size:
        """Return how far it fills a room: lying rows stand no further apart than they are read together."""
        least = self.least_size()
        if self._standing:
            return Size(np.inf, np.inf)
        return Size(np.inf, least.height + (_MOST_GAP - _GAP) * (len(self.rows) - 1))

    def new(self, index: int) -> list[Tile | Others]:
        """Return the tiles that a row has and the row above has not, from the weight on."""
        above = self.rows[index - 1].tiles if index else {}
        return [tile for name, tile in self.rows[index].tiles.items() if name not in above]

    def kept(self, index: int) -> list[Tile | Others]:
        """Return the tiles that a row has from the row above."""
        return [tile for tile in self.rows[index].tiles.values() if tile not in self.new(index)]

    def write(self, index: int) -> Animation:
        """Return the coming of a row's name, of its new tiles one by one from the end, then of what they make."""
        row = self.rows[index]
        tiles = [FadeIn(tile, shift=NEAR * UP) for tile in reversed(self.new(index))]
        return LaggedStart(Spell(row.head), *tiles, Spell(row.value), lag_ratio=0.5)

    def slide_down(self, index: int) -> Animation:
        """Return the coming of what is kept: each tile slides to its row from the one above, and pales."""
        above = self.rows[index - 1].tiles
        tiles = {name: tile for name, tile in self.rows[index].tiles.items() if name in above}
        slides = (Slide(tile, above[name].get_center()) for name, tile in tiles.items())
        return AnimationGroup(*slides, Shade(*tiles.values()))

    def lit(self) -> Staircase:
        """Return the staircase itself, all its tiles bright."""
        light = Light(*self.rows)
        light.begin()
        light.interpolate(1.0)
        return self

    def swap(self) -> Animation:
        """Return the leaving of what the first product makes, and the coming of activations in its weights' places."""
        row = self.rows[-1]
        turns = [
            LaggedStart(FadeOut(row.tiles[name], shift=NEAR * UP), FadeIn(tile, shift=NEAR * UP), lag_ratio=0.7)
            for name, tile in self.guess.items()
        ]
        return LaggedStart(FadeOut(row.head, row.value), *turns, lag_ratio=1.0)

    def multiply(self) -> Animation:
        """Return the going through the swapped product, tile by tile, and the coming of what it makes."""
        last = self.rows[-1]
        tiles = [self.guess.get(name, tile) for name, tile in last.tiles.items()]
        lift = {"rate_func": rate_functions.there_and_back}
        ways = [] if self._look.calm else [tile.animate(**lift).shift(TIGHT * UP) for tile in reversed(tiles)]
        return LaggedStart(*ways, Spell(self.wrong_value), lag_ratio=0.5)

    def _factors(self, layer: int) -> tuple[Factor, ...]:
        network, examples = self._moment.network, self._moment.examples
        example = self._moment.state.example or 0
        return derive(network, slope(C, w(layer)), examples.X[example], examples.Y[example]).products[0].factors

    def _row(self, layer: int, factors: Sequence[Factor]) -> WrittenProduct:
        tiles: dict[str, Tile | Others] = {}
        over = len(factors) - self._shape.slots
        hidden = factors[_NEW : _NEW + over + 1] if over > 0 else ()
        for factor in factors:
            if factor not in hidden:
                tiles[factor.name] = self._tile(factor)
            elif factor is hidden[0]:
                tiles[f"others_{len(hidden)}"] = Others(self._says(len(hidden)), self._look)
        symbol = w(layer)
        head = Formula(SLOPE_IN_LINE, em=theme.LABEL, indexed=False, of=C, by=symbol)
        reading = self._moment.read(slope(C, symbol), DIGITS)
        readings = [tile.reading for tile in tiles.values() if isinstance(tile, Tile)]
        return WrittenProduct(head, self._equals(reading, readings, closes=bool(hidden)), tiles, reading)

    def _rival(self, factors: Sequence[Factor], name: str) -> WrittenProduct:
        """Return the first product with activations in the places of weights, and let what both have pale."""
        first = self.rows[0]
        again = self._row(1, factors)
        tiles = {key: self.guess.get(key, tile) for key, tile in again.tiles.items()}
        for row in (first.tiles, tiles):
            for key, tile in row.items():
                if key not in self.guess:
                    pale = Shade(tile)
                    pale.begin()
                    pale.interpolate(1.0)
        head = Label(name, colour=self._look.colour("text"))
        return WrittenProduct(head, self.wrong_value.copy(), tiles, self.wrong)

    def _tile(self, factor: Factor) -> Tile:
        assert factor.quantity is not None
        kind = kind_of(factor.quantity)
        if kind in self._in_short:
            parts = {"of": factor.quantity.of, "by": factor.quantity.by}
            symbol = Formula(SLOPE_IN_LINE, em=theme.LABEL, indexed=False, **parts)
        else:
            symbol = _symbol(factor)
        reading = self._moment.read(factor.quantity, DIGITS)
        if kind == "w":  # as it was given
            reading = reading.in_fewest_digits()
        return Tile(symbol, reading, self._look.colour(kind), self._look)

    def _guess(self, factors: Sequence[Factor]):  # noqa: ANN202  tiles and an expression
        """Return activations in the places of weights, and the product with them."""
        tiles, parts = {}, []
        for factor in factors:
            quantity = factor.quantity
            assert quantity is not None
            is_weight = kind_of(quantity) == "w"
            parts.append(quantity.by if is_weight else quantity)
            if is_weight and factor.name in self.rows[-1].tiles:
                reading = self._moment.read(quantity.by, DIGITS)
                symbol = Formula("{q}", em=theme.LABEL, indexed=False, q=quantity.by)
                tiles[factor.name] = Tile(symbol, reading, self._look.colour("a"), self._look)
        return tiles, product(bracketed(one) for one in parts)

    def _equals(self, reading: Reading, factors: Sequence[Reading], *, closes: bool) -> Formula:
        """Return a value with its sign: what printed factors do not make is only near."""
        sign = "=" if closes else joins(factors, reading)
        before = self._standing or self._shape.above
        template = f"{sign} {{value}}" if before else f"{{value}} {sign}"
        return Formula(template, em=theme.LABEL, value=reading)

    @staticmethod
    def _shown(row: WrittenProduct) -> list[Reading]:
        return [tile.reading for tile in row.tiles.values() if isinstance(tile, Tile)]

    def _head_width(self, row: WrittenProduct) -> float:
        values = [row.value.width, self.wrong_value.width if row is self.rows[-1] else 0.0]
        if self._shape.above and not self._standing:
            return float(row.head.width + NEAR + max(values))
        return float(max(row.head.width, *values))

    def _longest(self) -> list[WrittenProduct]:
        most = max(len(row.tiles) for row in self.rows)
        return [row for row in self.rows if len(row.tiles) == most]

    def _lengths(self) -> list[float]:
        """Return how long the tiles of each place are, from the end."""
        places: list[float] = []
        for row in self.rows:
            for place, tile in enumerate(reversed(row.tiles.values())):
                size = tile.least_size()
                length = size.height if self._standing else size.width
                if place < len(places):
                    places[place] = max(places[place], length)
                else:
                    places.append(length)
        for name, tile in self.guess.items():
            place = list(reversed(self.rows[-1].tiles)).index(name)
            size = tile.least_size()
            places[place] = max(places[place], size.height if self._standing else size.width)
        return places

    def _across(self) -> list[float]:
        """Return how much each row takes across its run."""
        if not self._standing:
            high = max(tile.least_size().height for row in self.rows for tile in row.tiles.values())
            return [high + (_LINE if self._shape.above else 0.0)] * len(self.rows)
        widths = (
            max(self._head_width(row), *(tile.least_size().width for tile in row.tiles.values())) for row in self.rows
        )
        return list(widths)

    def _lay(self, row: WrittenProduct, box: Box, place: tuple[float, float], lengths: Sequence[float]) -> None:
        """Put a row at its place across the run: its tiles to the end, its name before or above them."""
        start, wide = place
        head = _LINE if self._shape.above and not self._standing else 0.0
        end = box.bottom if self._standing else box.right
        stretch = self._stretch(box, lengths)
        first = end
        for tile, least in zip(reversed(row.tiles.values()), lengths, strict=False):
            length = stretch * least
            if self._standing:
                tile.fill(Box(box.left + start, first, box.left + start + wide, first + length))
                first += length
            else:
                top = box.top - start
                tile.fill(Box(first - length, top - wide, first, top - head))
                first -= length
        if self._standing:
            middle = box.left + start + wide / 2
            row.head.move_to(np.array([middle, 0.0, 0.0])).on_baseline(first + TIGHT + _LINE)
            row.value.move_to(np.array([middle, 0.0, 0.0])).on_baseline(first + TIGHT + TIGHT)
        elif head:
            level = box.top - start - head + 2 * TIGHT
            row.head.shift((first - row.head.get_left()[0]) * RIGHT).on_baseline(level)
            row.value.shift((row.head.get_right()[0] + NEAR - row.value.get_left()[0]) * RIGHT).on_baseline(level)
        else:
            tile = next(iter(row.tiles.values()))
            lines = (tile.symbol, tile.number) if isinstance(tile, Tile) else ()
            for line, beside in zip((row.head, row.value), lines, strict=True):
                line.shift((first - TIGHT - line.get_right()[0]) * RIGHT).on_baseline(beside.baseline)

    def _stretch(self, box: Box, lengths: Sequence[float]) -> float:
        """Return how many times as long tiles are as they must be: a standing product fills the height."""
        if not self._standing:
            return 1.0
        return max(1.0, min(1.4, (box.height - _HEAD) / sum(lengths)))

    @staticmethod
    def _sides(size: Size) -> tuple[float, float]:
        return size.width, size.height


class Slide(Computed):
    """The coming of a thing from a place where its like stands already.

    Parameters
    ----------
    mobject : Mobject
    start : ndarray, shape (3,)
        Where its centre is at first.
    """

    def __init__(self, mobject: VGroup, start: np.ndarray, **kwargs: object) -> None:
        self._start = start
        # its plate covers what it slides over
        super().__init__(crossing_on_purpose(mobject), introducer=True, **kwargs)

    def begin(self) -> None:
        """Note where every part will be; no copy is needed."""
        self._ways = [(part, part.points.copy()) for part in self.mobject.get_family()]
        self._back = self._start - self.mobject.get_center()
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the parts on their way."""
        left = 1 - self.rate_func(alpha)
        for part, points in self._ways:
            part.points = points + left * self._back if left else points


def fitting(
    moment: Moment, look: theme.Theme, room: Size, *, standing: bool, says: Callable[[int], str], rival: str = ""
) -> Staircase:
    """Return the staircase that shows the most of what has room; the shortest in any case.

    Parameters
    ----------
    moment, look, standing, says, rival
        Of the staircase.
    room : Size
    """
    for shape in SHAPES:
        if (standing and shape.above) or (rival and shape.rows > 1):
            continue
        found = Staircase(moment, look, shape, standing=standing, says=says, rival=rival)
        if found.least_size().fits(room):
            break
    return found


def _symbol(factor: Factor) -> Formula:
    return Formula("{it}", em=theme.LABEL, indexed=False, it=Factors(factor.expression))


def _too_wide(factors: Sequence[Factor]) -> set[str]:
    """Return the kinds of factors of which one is too long, or too tall, for a tile."""
    found = set()
    for factor in factors:
        symbol = _symbol(factor)
        assert factor.quantity is not None
        if symbol.width > _WIDEST or symbol.height > theme.HERO:
            found.add(kind_of(factor.quantity))
    return found
