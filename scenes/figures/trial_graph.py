"""A real nudge against two slopes: how the cost moves, and two straight lines that say how it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, Dot, FadeIn, Line, Polygon, VGroup, VMobject

from core.model.arrays import Array
from core.model.quantity import C, Quantity, change
from core.passes.choices.trials import Trial
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.measures import Measure
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Recompute
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

_SAMPLES = 48
_HEAD, _FOOT = 0.85, 0.8
"""Room for the number of the nudge, and for that of the cost's move."""
_LINE = 0.5
"""From the middle of a label to the next."""
_LEAST = Size(3.0, 1.6)
_STRIP = 7.0
"""Width of the line that is the nudge."""
_FILL = 0.16


@final
class TrialGraph(VGroup):
    """How far the cost moves under a nudge, drawn over the nudge, with a line for each of two values of the slope.

    Parameters
    ----------
    rest : Moment
    by : Quantity
        What is nudged.
    trial : Trial
        The nudge, and the two values.
    look : Theme
    texts : sequence of str
        What stands at the ends: of the right line, of the wrong line, of the true move.
    says : callable
        From how many times as high as wide it is drawn to what says so.

    Attributes
    ----------
    level, pushed, upright : Line
        Where the cost does not move, the nudge, and how far the cost moves.
    right, wrong : Line
    curve : VMobject
    point, bead : Dot
    area : Polygon
    labels : list of Label
    numbers : list of ReadOut
        Of the nudge and of the cost's move.
    stretch : float
    scale_label : Label
    """

    def __init__(
        self,
        rest: Moment,
        by: Quantity,
        trial: Trial,
        look: theme.Theme,
        *,
        texts: Sequence[str],
        says: Callable[[str], str],
    ) -> None:
        self._rest, self._by, self._trial, self._look = rest, by, trial, look
        self._now = self._nudged(1.0)
        self._says = says
        sky, orange, grey, text = (look.colour(name) for name in ("w", "C", "quiet", "text"))
        self.level = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.pushed = Line(color=sky, stroke_width=_STRIP)
        self.upright = Line(color=orange, stroke_width=_STRIP)
        self.right = Line(color=text, stroke_width=theme.LINE_WIDTH)
        self.wrong = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.curve = VMobject(stroke_color=orange, stroke_width=theme.BOLD_LINE)
        self.area = Polygon(LEFT, RIGHT, UP, stroke_width=0).set_fill(orange, opacity=_FILL)
        self.bead, self.point = (Dot(radius=theme.DOT_RADIUS, color=orange) for _ in range(2))
        shades = (text, grey, orange)
        self.labels = [Label(one, colour=shade) for one, shade in zip(texts, shades, strict=True)]
        self.symbols = [Formula("{q} {eq}", q=change(q), eq="=", em=theme.LABEL, indexed=False) for q in (by, C)]
        self.numbers = [self._number(change(by)), self._number(change(C))]
        self.stretch, self._lines_below = 1.0, 1
        self.scale_label = Label(says("0"), colour=grey)
        super().__init__(
            self.area,
            self.level,
            self.right,
            self.wrong,
            self.curve,
            self.pushed,
            self.upright,
            self.bead,
            self.point,
            *self.labels,
            *self.symbols,
            *self.numbers,
            self.scale_label,
        )
        self.fill(Box(0.0, 0.0, *(2 * side for side in (_LEAST.width + self._beside(), _LEAST.height))))

    def least_size(self) -> Size:
        """Return the room for the nudge with what stands at the ends of the lines."""
        return Size(_LEAST.width + self._beside(), _LEAST.height + _HEAD + _FOOT)

    def fill(self, box: Box) -> None:
        """Fill a box: the nudge runs over its width, the moves over its height, stretched by a round number."""
        row = VGroup(self.symbols[1], self.numbers[1][1:]).width + self.scale_label.width + 3 * _LINE
        self._lines_below = 1 if row <= box.width else 2
        foot = _FOOT + (self._lines_below - 1) * _LINE
        ends = self._ends()
        reach = max(abs(end) for end in ends) or 1.0
        up, down = max(0.0, *ends), -min(0.0, *ends)
        width = box.width - self._beside() - theme.DOT_RADIUS
        height = box.height - _HEAD - foot
        self._across = width / abs(self._trial.by)
        self.stretch = _round_below(height / ((up + down) or reach) / self._across)
        top = box.top - (_HEAD if down >= up else foot)
        spare = height - (up + down) * self.stretch * self._across
        self._origin = np.array([box.left + theme.DOT_RADIUS, top - up * self.stretch * self._across - spare / 4, 0.0])
        self.level.put_start_and_end_on(self._origin, self._origin + width * RIGHT)
        fresh = Label(self._says(_shown(self.stretch)), colour=self._look.colour("quiet"))
        self.scale_label.become(fresh).text = fresh.text
        self._lines()
        self.at(self._now)
        self._place_labels(box)

    def at(self, moment: Moment) -> None:
        """Show how far a nudge has come, and where the cost is by then."""
        self._now = moment
        nudges = moment.state.nudges
        by = float(nudges[-1].by.real) if nudges else 0.0
        values = [self._nudge(by * share).value(change(C)) for share in np.linspace(0.0, 1.0, _SAMPLES + 1)]
        places = [
            self._place(by * share, value)
            for share, value in zip(np.linspace(0.0, 1.0, _SAMPLES + 1), values, strict=True)
        ]
        start, end = self._origin, places[-1]
        foot = np.array([end[0], start[1], 0.0])
        self.curve.set_points_as_corners(places)
        self.area.set_points_as_corners([*places, foot, start])
        _between(self.pushed, start, foot)
        _between(self.upright, foot, end)
        self.bead.move_to(start)
        self.point.move_to(end)
        for number in self.numbers:
            number.at(moment)

    def lines(self, **kwargs: Any) -> Animation:
        """Return the drawing of the two lines from the bead, with what they are."""
        pairs = zip((self.right, self.wrong), self.labels, strict=False)
        drawn = (AnimationGroup(Create(line), FadeIn(label), lag_ratio=0.8) for line, label in pairs)
        return AnimationGroup(*drawn, lag_ratio=0.8, **kwargs)

    def start(self) -> Animation:
        """Return the coming of the bead, of the level from which the cost moves, and of how it is drawn."""
        return AnimationGroup(FadeIn(self.bead), Create(self.level), FadeIn(self.scale_label), lag_ratio=0.4)

    def moving(self) -> list[VMobject]:
        """Return what moves with the nudge: hand it to the stage before the nudge is made."""
        moving = [self.area, self.curve, self.pushed, self.upright, self.bead, self.point]
        return [*moving, *self.symbols, *self.numbers, self.labels[2]]

    def push(self, *, run_time: float) -> Animation:
        """Return the nudge, with the cost's answer."""
        return Recompute(self, through=self._nudged, run_time=run_time)

    def measures(self) -> Iterator[Measure]:
        """Yield the cost's move, and what the two lines say it is, against their values."""
        nudges = self._now.state.nudges
        up = self.stretch * self._across
        moved = self._now.value(change(C)) if nudges else 0.0
        yield Measure("ruler", "ΔC", float(self.point.get_center()[1] - self._origin[1]), up * moved)
        for line, end in zip((self.right, self.wrong), self._ends()[1:], strict=True):
            yield Measure("ruler", "slope times nudge", float(line.get_end()[1] - self._origin[1]), up * end)

    def _nudged(self, share: float) -> Moment:
        return self._rest.nudged(self._by, share * self._trial.by)

    def _nudge(self, by: float) -> Moment:
        return self._rest.nudged(self._by, by)

    def _ends(self) -> tuple[float, float, float]:
        by = self._trial.by
        return self._nudge(by).value(change(C)), self._trial.right * by, self._trial.wrong * by

    def _place(self, by: float, moved: float) -> Array:
        across = self._across * (by if self._trial.by > 0 else -by)
        place: Array = self._origin + across * RIGHT + moved * self.stretch * self._across * UP
        return place

    def _lines(self) -> None:
        for line, end in zip((self.right, self.wrong), self._ends()[1:], strict=True):
            _between(line, self._origin, self._place(self._trial.by, end))

    def _place_labels(self, box: Box) -> None:
        """Put labels at the ends of their lines, apart from each other, and numbers at what they measure."""
        places = [self.right.get_end(), self.wrong.get_end(), self.point.get_center()]
        order = sorted(range(3), key=lambda index: -places[index][1])
        left = self.level.get_end()[0] + 2 * theme.DOT_RADIUS
        foot = _FOOT + (self._lines_below - 1) * _LINE
        floor = box.bottom + _LINE / 2 + (foot if self._ends()[0] <= 0 else 0.0)
        heights = _apart([float(places[index][1]) for index in order], floor, box.top - _LINE / 2)
        for index, height in zip(order, heights, strict=True):
            self.labels[index].next_to(np.array([left, height, 0.0]), RIGHT, buff=0.0)
        side = UP if self._ends()[0] <= 0 else DOWN
        self._put(0, self.pushed.get_center() + side * (_LINE + TIGHT) * 0.8)
        corner = box.top if side[1] < 0 else box.bottom
        self._put(1, np.array([self.level.get_center()[0], corner + side[1] * _LINE / 2, 0.0]))
        self.symbols[1].shift((box.left - self.symbols[1].get_left()[0]) * RIGHT)
        self.numbers[1].follow(self.symbols[1], [self._nudged(1.0)])
        pushed = VGroup(self.symbols[0], self.numbers[0][1:])
        pushed.shift(max(0.0, box.left - pushed.get_left()[0]) * RIGHT)
        if self._lines_below == 1:
            self.scale_label.next_to(self.numbers[1][1:], RIGHT, buff=_LINE).on_baseline(self.symbols[1].baseline)
            return
        VGroup(self.symbols[1], self.numbers[1]).shift(side * _LINE)
        self.scale_label.on_baseline(self.symbols[1].baseline - side[1] * _LINE)
        self.scale_label.shift((box.left - self.scale_label.get_left()[0]) * RIGHT)

    def _put(self, index: int, centre: Array) -> None:
        symbol, number = self.symbols[index], self.numbers[index]
        symbol.move_to(centre)
        number.follow(symbol, [self._nudged(1.0)], buff=TIGHT)
        VGroup(symbol, number).shift(centre - VGroup(symbol, number).get_center())

    def _number(self, quantity: Quantity) -> ReadOut:
        colour = self._look.colour_of(quantity)
        return ReadOut(self._nudged(1.0), quantity, digits=3, signed=True, em=theme.LABEL, colour=colour)

    def _beside(self) -> float:
        return max(float(label.width) for label in self.labels) + 3 * theme.DOT_RADIUS


def _between(line: Line, start: Array, end: Array) -> None:
    line.set_points_as_corners([start, end])


def _apart(heights: Sequence[float], floor: float, ceiling: float) -> list[float]:
    """Return heights a line apart, from the top down: each as near to its own as a floor and a ceiling allow."""
    found: list[float] = []
    for height in heights:
        found.append(min(height, found[-1] - _LINE if found else ceiling))
    for at in reversed(range(len(found))):
        found[at] = max(found[at], found[at + 1] + _LINE if at + 1 < len(found) else floor)
    return found


def _round_below(size: float) -> float:
    """Return a number of two digits at most that a size does not fall below."""
    power = 10.0 ** np.floor(np.log10(size) - 1)
    return float(np.floor(size / power * (1 + 1e-12)) * power)


def _shown(stretch: float) -> str:
    return f"{stretch:g}"
