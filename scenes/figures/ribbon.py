"""The nudge ribbon: how far each quantity moves when the first one is pushed, all on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from typing import Any, final

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Circle, DashedLine, Dot, FadeIn, Line, VGroup, VMobject, rate_functions

from core.model.arrays import Array
from core.model.quantity import Quantity, change
from core.passes.moment import Moment
from scenes import theme
from scenes.colours import between
from scenes.figures.band import HERO, Band
from scenes.figures.entry import Entry
from scenes.figures.fall import Fall
from scenes.figures.lens import Lens, no_lens
from scenes.figures.measures import Measure
from scenes.figures.ribbon_labels import RibbonLabels
from scenes.figures.ribbon_numbers import RibbonNumbers
from scenes.figures.ribbon_rows import FOOT, HEAD, LOW_HEAD, NAME_HEAD, common_scale, foot_for, row_heights
from scenes.figures.ribbon_runs import Run, bent
from scenes.figures.ruler import Ruler
from scenes.figures.scales import round_ends
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.motion import Recompute
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut

_FALL, _LAG = 0.8, 0.5
"""Seconds that a dot moves, and after which the next one is dragged along."""
_ALMOST, _GAP, _NEAR = 1e-9, 0.14, 0.08
_ROW, _PANE = (1.0, 0.74), (2.9, 3.0)
"""The least from line to line, and across; and that under an entry."""
_BESIDE = (2.3, 1.9, 1.2)
"""Under an entry, for the first ratio: at the foot of a band that crosses and widens, at the tip of one that crosses
and narrows, at the tip of any other one."""
_NARROW = 0.6
"""Below which ratio a band is too narrow for its label."""
_SEEN = 0.05
"""What second moves are seen without a lens, as a share of the first one."""
_ANYWHERE = (-np.inf, np.inf)


@final
class Ribbon(VGroup):
    """A push of one quantity and what it does to those that follow.

    Parameters
    ----------
    rest : Moment
    steps : sequence of Quantity
        What is pushed, then what follows, from the top.
    by : float
        The push.
    look : Theme
    opacity : float
        Of the bands.
    least : float
        What share of the push is left where it will `shrink`: there is room for what it looks like then.
    named : bool
        Whether the first symbol and number stand above the first line, for ribbons side by side.
    counted : bool or sequence of Quantity
        Which rows have a number, beside their dots: each one, or those that are given, or else the first and the last.
    high : bool
        Whether the number of the first row stands above its line, beside its dot.
    entry : Entry, optional
        Of what is pushed: it stands above the first line, and beside its stem the first number.

    Attributes
    ----------
    lines, rulers, feet, dots, strips, bands, threads : VGroup
        One for each quantity, or for each two that follow each other.
    symbol : VGroup
        Of what is pushed, where it is named, or its entry.
    drawn : VGroup
        All of these: the ribbon without its numbers.
    numbers : dict
        From a quantity to the ReadOut of its change.
    """

    def __init__(
        self,
        rest: Moment,
        steps: Sequence[Quantity],
        by: float,
        look: theme.Theme,
        *,
        opacity: float = HERO,
        least: float = 1.0,
        named: bool = False,
        counted: bool | Sequence[Quantity] = False,
        high: bool = False,
        entry: Entry | None = None,
    ) -> None:
        self.rest, self.steps, self.by, self.entry = rest, tuple(steps), by, entry
        self.named = named or entry is not None
        self._look, self._least, self._lens, self._unit = look, least, no_lens(len(steps)), 1.0
        self._grown, self._apart, self._straight, self._keeps_size = 1.0, 0.0, 0.0, False
        self._is_painted = False
        self._now: tuple[Moment, ...] = (self.nudged(0.0),) * len(steps)
        self._colours = [look.colour_of(step) for step in steps]
        grey = look.colour("quiet")
        self.lines = VGroup(*(Line(LEFT, RIGHT, color=grey, stroke_width=theme.LINE_WIDTH) for _ in steps))
        self.rulers = VGroup(*(Ruler(look) for _ in steps))
        self.bands = VGroup(*(Band(*pair, opacity=opacity) for pair in pairwise(self._colours)))
        self.threads = VGroup(*(Line(color=colour, stroke_width=theme.LINE_WIDTH) for colour in self._colours[:-1]))
        self.strips = VGroup(*map(Strip, self._colours))
        self.feet = VGroup(*(_foot(colour, look.colour("ground")) for colour in self._colours))
        self.dots = VGroup(*(Dot(radius=theme.DOT_RADIUS, color=colour) for colour in self._colours))
        symbol = entry or Formula("{q}", q=steps[0], em=theme.FORMULA, indexed=False)
        self.symbol = VGroup(*[symbol][: int(self.named)])
        rows = (self.lines, self.rulers, self.strips, self.feet, self.dots)
        self.drawn = VGroup(self.bands, self.threads, *rows, self.symbol)
        self._counts = RibbonNumbers(self.nudged(1.0), self.steps, look, named=self.named, counted=counted, high=high)
        self.numbers = self._counts.numbers
        super().__init__(self.drawn, *self.numbers.values())

    def nudged(self, share: float) -> Moment:
        """Return the moment at a share of the push."""
        return self.rest.nudged(self.steps[0], share * self.by)

    @cached_property
    def moves(self) -> list[float]:
        """How far each quantity moves under the whole push."""
        pushed = self.nudged(1.0)
        return [pushed.value(change(step)) for step in self.steps]

    @cached_property
    def _values(self) -> list[float]:
        """What each quantity is before the push."""
        return [self.rest.value(step) for step in self.steps]

    @property
    def shares(self) -> tuple[float, ...]:
        """The shares of the push at which its labels must be clear: the whole one and, if it shrinks, the least."""
        return (1.0,) if self._least == 1 else (1.0, self._least)

    @property
    def extents(self) -> list[list[float]]:
        """How far each quantity moves under the whole push and, if it shrinks, under the least one, as it is drawn."""
        if self._least == 1:
            return [self.moves]
        least = self.nudged(self._least)
        return [self.moves, [least.value(change(step)) / self._least for step in self.steps]]

    @property
    def beyond(self) -> list[tuple[float, float]]:
        """What its foot, and then each row's tip, needs at the left and at the right, for a number."""
        found, (first, second) = self._counts.beyond(self.moves), self.moves[:2]
        share = second / first if first else 1.0
        if self.entry:  # the last number sets out from the foot
            half = max(self.numbers[self.steps[-1]].width / 2, *found[0])
            found[0] = (half, half)
        if self.entry and share < _NARROW:
            wide, middling, small = _BESIDE
            rooms = {0: wide, 1: small} if share <= -1 else {1: middling if share < 0 else small}
            for place, room in rooms.items():  # the foot, and the tip of the push
                left, right = found[place]
                found[place] = (left, max(room, right)) if first > 0 else (max(room, left), right)
        return found

    @property
    def head(self) -> float:
        """What stays free above the first line."""
        if self.entry:
            return self.entry.height_above
        if self.named:
            return NAME_HEAD
        first, second, last = (abs(self.moves[row]) for row in (0, 1, -1))
        return LOW_HEAD if _SEEN * first < second <= first and last <= first else HEAD

    def length_of(self, row: int) -> float:
        """Return how long a row's move is drawn under the whole push."""
        return self._unit_of(row) * self.moves[row]

    def factor(self, index: int) -> Quantity:
        """Return the ratio of a quantity's move to the move before it, or the slope where that did not move."""
        upper, lower = self.steps[index : index + 2]
        return Quantity("ratio" if self.moves[index] else "slope", of=lower, by=upper)

    def least_size(self) -> Size:
        """Return the least room for its lines and numbers."""
        kind = int(self.entry is not None)
        return Size(_PANE[kind], _ROW[kind] * (len(self.steps) - 1) + self.head + FOOT)

    def fill(self, box: Box) -> None:
        """Stand alone in a box, on its own scale."""
        self.stand(box, *common_scale([self], [box]))

    def stand(
        self,
        box: Box,
        unit: float,
        lens: Lens,
        taken: Sequence[Box] = (),
        *,
        within: tuple[float, float] = _ANYWHERE,
        foot: float | None = None,
    ) -> None:
        """Stand in a box on a given scale.

        Parameters
        ----------
        box : Box
        unit : float
            Scene units for each unit of a quantity.
        lens : Lens
            How many times each row is magnified.
        taken : sequence of Box
            Where no number may stand.
        within : (float, float)
            Where the middle of its weight should lie.
        foot : float, optional
            Where its moves begin, for ribbons that are alike.
        """
        self._box, self._unit, self._lens, self._taken = box, unit, lens, tuple(taken)
        self._x, _ = foot_for([self._lengths(moves) for moves in self.extents], self.beyond, box, within)
        self._x = self._x if foot is None else foot
        heights = row_heights(box, len(self.steps), head=self.head, lens=lens.row)
        for line, height in zip(self.lines, heights, strict=True):
            line.put_start_and_end_on(np.array([box.left, height, 0.0]), np.array([box.right, height, 0.0]))
        now = self._now
        self.at(self.nudged(1.0))
        if self.entry:
            self.entry.stand(self.lines[0].get_start(), self.lines[0].get_end(), self.numbers[self.steps[0]])
        self._counts.stand(box, self.places(), self.edges(), self._taken, is_placed=self.entry is not None)
        self._place_symbol(box)
        self.at(now)

    def written(self, *steps: Quantity) -> list[ReadOut]:
        """Return the numbers of some steps, of which one may be left out."""
        return [self.numbers[step] for step in steps if step in self.numbers]

    def leave_out_crossed(self) -> None:
        """Have no number where nothing leaves it room."""
        for step in self._counts.crossed:
            self.remove(self.numbers.pop(step))

    def slide(self, box: Box, foot: float) -> None:
        """Stand in another box on the same scale; each number keeps its place beside its row."""
        before = [line.get_y() for line in self.lines]
        self._box, self._x = box, foot
        heights = row_heights(box, len(self.steps), head=self.head, lens=self._lens.row)
        for line, height in zip(self.lines, heights, strict=True):
            line.put_start_and_end_on(np.array([box.left, height, 0.0]), np.array([box.right, height, 0.0]))
        for step, number in self.numbers.items():
            row = self.steps.index(step)
            number.shift((heights[row] - before[row]) * UP)
        self.symbol.shift((heights[0] - before[0]) * UP)
        self.at(self._now)

    def at(self, moments: Moment | tuple[Moment, ...]) -> None:
        """Show a moment; or each row in a moment of its own, while the push runs down."""
        self._now = moments if isinstance(moments, tuple) else (moments,) * len(self.steps)
        moves = [one.value(change(step)) for one, step in zip(self._now, self.steps, strict=True)]
        self._grown = self.by / moves[0] if self._keeps_size and moves[0] else 1.0
        places = []
        for row, (line, ruler, foot, strip, dot) in enumerate(zip(*self._row_parts(), strict=True)):
            left, right, unit = line.points[0], line.points[-1], self._unit_of(row)
            x = (1 - self._apart) * self._x + self._apart * self._own(row)[0] if self._apart else self._x
            place, length = np.array([x, left[1], 0.0]), unit * moves[row]
            foot.points = foot.points + (place - _middle(foot))
            strip.span(place, length)
            dot.points = dot.points + (place + length * RIGHT - _middle(dot))
            ruler.lay(place, self._values[row], unit, (left[0], right[0]))
            places.append((place, length))
        self._paint()
        runs = self._runs(moves, [place for place, _ in places])
        for band, thread, (ends, long) in zip(self.bands, self.threads, runs, strict=True):
            band.join(ends, long)
            tips = [end + length * RIGHT for end, length in zip(ends, long, strict=True)]
            thread.points = np.concatenate([_straight(tips), _straight(ends)])
        self._counts.at(self._now, places)

    def measures(self) -> Iterator[Measure]:
        """Yield each row's move: the strip, and from foot to dot."""
        for row, (step, foot, dot, strip) in enumerate(zip(self.steps, self.feet, self.dots, self.strips, strict=True)):
            meant = self._unit_of(row) * self._now[row].value(change(step))
            drawn = float(dot.get_center()[0] - foot.get_center()[0])
            yield Measure("ruler", f"{change(step)}, dot", drawn, meant)
            yield Measure("ruler", f"{change(step)}, strip", strip.drawn_length(), meant)

    def push(self, before: float = 0.0, after: float = 1.0, *, run_time: float | None = None) -> Animation:
        """Return the push running down from row to row, each dragged along by the one above it.

        Parameters
        ----------
        before, after : float
            Which share of the push it leads from and to.
        run_time : float, optional
            Seconds for all rows.
        """
        last = max((row for row, move in enumerate(self.moves) if move), default=0)  # no time for what stays
        whole = _FALL + _LAG * last

        def through(share: float) -> tuple[Moment, ...]:
            shares = ((share * whole - _LAG * row) / _FALL for row in range(len(self.steps)))
            eased = (rate_functions.smooth(max(one, 0.0)) if one < 1 - _ALMOST else 1.0 for one in shares)
            return tuple(self.nudged(before + one * (after - before)) for one in eased)

        return Recompute(self, through=through, run_time=run_time or whole, rate_func=rate_functions.linear)

    def part(self) -> None:
        """Let each line have a scale of its own at first, on which its quantity stands at its place."""
        self._apart = 1.0
        self.at(self._now)

    def gather(self, *, run_time: float) -> Animation:
        """Return the lines' way to one scale, their dots below each other."""
        return Recompute(_Course(self, "_apart"), through=lambda share: 1 - share, run_time=run_time)

    def straighten(self, *, run_time: float, back: bool = False) -> Animation:
        """Return the bands' becoming one straight band from the first row to the last, or their way back."""
        way = (lambda share: 1 - share) if back else (lambda share: share)
        return Recompute(_Course(self, "_straight"), through=way, run_time=run_time)

    def lay_along(self, index: int, onto: int | None = None) -> tuple[Strip, Animation]:
        """Return a copy of a row's strip, and its way up onto the row above, or another, where both can be compared."""
        above = index - 1 if onto is None else onto
        upper, lower = (self.feet[row].get_center() for row in (above, index))
        copy = Strip(self._colours[index])
        copy.span(lower, self._unit * self._lens.factors[above] * self.moves[index])
        return copy, copy.animate.shift(upper - lower)

    def lay_back(self, copy: Strip, index: int) -> Animation:
        """Return the way of a row's copy back onto its own strip."""
        return copy.animate.move_to(self.strips[index])

    def fall(self, index: int, *, run_time: float) -> Fall:
        """Return the fall of a row's strip to the next row: it takes the width that the band has on its way."""
        return Fall(self._colours[index : index + 2], *self.runs()[index], run_time=run_time)

    @contextmanager
    def shown_at(self, share: float, *, straight: bool | None = None) -> Iterator[None]:
        """Let it show a share of the push for a while, in full size and bent or straight where that is asked for."""
        now = self._now, self._straight, self._keeps_size
        if straight is not None:
            self._straight, self._keeps_size = float(straight), True
        self.at(self.nudged(share))
        try:
            yield
        finally:
            _, self._straight, self._keeps_size = now
            self.at(now[0])

    def runs(self) -> list[Run]:
        """Return each band as it is at the whole push."""
        return self._runs(self.moves, [foot for foot, _ in self.places()])

    def places(self) -> list[tuple[Array, float]]:
        """Return where each row's move begins now, and how far it goes."""
        feet = map(_middle, self.feet)
        return [(foot, float(_middle(dot)[0] - foot[0])) for foot, dot in zip(feet, self.dots, strict=True)]

    def edges(self) -> list[tuple[Array, Array]]:
        """Return its threads as they are now, and the lens' rule, piece by piece."""
        edges = [(piece[0], piece[-1]) for thread in self.threads for piece in thread.points.reshape(-1, 4, 3)]
        if self._lens.row is not None:
            y = self.height_of_rule
            edges.append((np.array([self._box.left, y, 0.0]), np.array([self._box.right, y, 0.0])))
        return edges

    @property
    def taken(self) -> tuple[Box, ...]:
        """Where no label may stand: on a number, or where it was told so."""
        return (*self._taken, *self._counts.boxes)

    @property
    def labels(self) -> RibbonLabels:
        """What finds places for labels in and beside its bands."""
        return RibbonLabels(self)

    def between(self, index: int) -> VGroup:
        """Return what a row draws that is not its foot or dot: its strip and line."""
        return VGroup(self.strips[index], self.lines[index], self.rulers[index])

    def dashed(self, index: int) -> DashedLine:
        """Return a row's line as one that was: dashed, behind its dots, so that it keeps its place only."""
        ends = self.lines[index].get_start(), self.lines[index].get_end()
        line = DashedLine(*ends, color=self._look.colour("quiet"), stroke_width=theme.LINE_WIDTH / 2)
        return line.set_z_index(-1)

    def shrink(self, *gauges: Any, run_time: float) -> Animation:
        """Return the push becoming ever smaller while it is drawn ever larger, so that the ribbon keeps its size.

        Parameters
        ----------
        *gauges
            What else shows the moments on its way.
        run_time : float
        """
        self._keeps_size = True

        def through(share: float) -> Moment:
            return self.nudged(self._least**share)

        return Recompute(self, *gauges, through=through, run_time=run_time, rate_func=rate_functions.linear)

    def show_numbers(self) -> Animation:
        """Return the coming of the numbers, before they run."""
        return FadeIn(*self.numbers.values())

    def _row_parts(self) -> tuple[VGroup, ...]:
        return self.lines, self.rulers, self.feet, self.strips, self.dots

    @property
    def height_of_rule(self) -> float:
        """Where the lens begins: between two lines."""
        row = self._lens.row or 1
        return float(sum(self.lines[row - side].get_y() for side in (0, 1)) / 2)

    def _lengths(self, moves: Sequence[float]) -> list[float]:
        # a ribbon of few rows stands beside one of more
        return [self._unit * factor * move for factor, move in zip(self._lens.factors, moves, strict=False)]

    def _own(self, row: int) -> tuple[float, float]:
        """Return where a row's quantity stands on a scale of its own, and the unit of that scale."""
        value, line = self._values[row], self.lines[row]
        scale = round_ends([0.0, value, value + self.moves[row]])
        return float(line.get_start()[0] + scale.share(value) * line.width), line.width / scale.span

    def _unit_of(self, row: int) -> float:
        common = self._unit * self._lens.factors[row] * self._grown
        return float(common ** (1 - self._apart) * self._own(row)[1] ** self._apart) if self._apart else common

    def _runs(self, moves: Sequence[float], feet: Sequence[Array]) -> list[Run]:
        plain = [self._unit_of(0) * move for move in moves]
        long = [self._unit_of(row) * move for row, move in enumerate(moves)]
        return bent(feet, plain, long, self._lens.row, self._straight)

    def _paint(self) -> None:
        """Let the colours of the rows between give way, the straighter the bands are."""
        if not self._straight and not self._is_painted:
            return
        self._is_painted = self._straight > 0
        feet = [foot.get_center() for foot in self.feet]
        top, bottom = feet[0][1], feet[-1][1]
        ends = self._colours[0], self._colours[-1]
        goals = [between(*ends, (top - foot[1]) / (top - bottom)) for foot in feet]
        mixed = [between(own, goal, self._straight) for own, goal in zip(self._colours, goals, strict=True)]
        for band, thread, pair in zip(self.bands, self.threads, pairwise(mixed), strict=True):
            band.paint(*pair)
            thread.set_stroke(between(self._colours[self.threads.submobjects.index(thread)], ends[0], self._straight))

    def _place_symbol(self, box: Box) -> None:
        """Put the symbol before the first number, above the first line."""
        for symbol in () if self.entry else self.symbol:
            first = self.numbers[self.steps[0]]
            symbol.on_baseline(first.baseline)
            foot = self.feet[0].get_x()  # where the number stands before the push
            room = min(foot - first.width / 2, float(first.get_left()[0])) - _GAP - box.left - symbol.width
            symbol.shift((box.left + max(room, 0.0) - symbol.get_left()[0]) * RIGHT)
            first.shift(max(-room - _NEAR, 0.0) * RIGHT)
            beyond = float(first.get_right()[0]) + _NEAR - box.right  # where another ribbon begins
            free = float(symbol.get_left()[0]) - box.left
            for one in (symbol, first):
                one.shift(min(max(beyond, 0.0), max(free, 0.0)) * LEFT)


class _Course(VGroup):
    """A ribbon on its way between two states, as a gauge.

    Parameters
    ----------
    ribbon : Ribbon
    state : str
        Which of its shares runs.
    """

    def __init__(self, ribbon: Ribbon, state: str) -> None:
        self._ribbon, self._state = ribbon, state
        super().__init__(ribbon)

    def at(self, share: float) -> None:
        """Show a share of the state."""
        setattr(self._ribbon, self._state, share)
        self._ribbon.at(self._ribbon._now)  # noqa: SLF001


def _foot(colour: str, ground: str) -> Circle:
    foot = Circle(radius=theme.DOT_RADIUS, color=colour, stroke_width=theme.LINE_WIDTH)
    return foot.set_fill(ground, opacity=1)


def _middle(disc: VMobject) -> Array:
    """Return the middle of a foot or a dot: no handle of a circle lies further out than it reaches."""
    middle: Array = (disc.points.min(axis=0) + disc.points.max(axis=0)) / 2
    return middle


def _straight(corners: Sequence[Array]) -> Array:
    """Return straight cubic pieces from corner to corner."""
    starts, ends = np.array(corners[:-1]), np.array(corners[1:])
    shares = np.linspace(0.0, 1.0, 4)[None, :, None]
    return (starts[:, None] + shares * (ends - starts)[:, None]).reshape(-1, 3)
