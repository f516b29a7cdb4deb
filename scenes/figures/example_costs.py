"""What every example costs, before a step and after it, with their average: a step for one is seen by all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, final

import numpy as np
from manim import DOWN, RIGHT, Animation, Line, VGroup, VMobject

from core.model.fact import STEPS_TAKEN
from core.model.quantity import C
from core.passes.choices.downhill import Downhill
from scenes import theme
from scenes.figures.cost_bars import CostBars
from scenes.figures.rectangles import dashed, rectangles
from scenes.figures.turning_number import TurningNumber
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Showing, show
from scenes.type.formula import Formula, Label

_LINE = theme.LABEL + 2 * TIGHT
_LOWEST, _NARROWEST, _MANY = 1.2, 0.1, 40
_SEEN = 0.2
"""A strip that changes by less in all is not seen to change."""
_SHORTLY = 0.1
"""Of the time that the longest strip takes to rise: what each one takes at least."""
_LEFT = 0.4
"""Of the way along strips: where the middle of those that are high at the left is, at most."""
_CASING = 0.11
"""Of the ground around a line."""
_DOWN = 0.7
"""Of an em of the largest type: from the top of its line to its middle."""


@dataclass(frozen=True, slots=True)
class OnFloor:
    """What is said beside the costs of all examples.

    Parameters
    ----------
    average : str
        Before the average.
    before, one : str
        At its height before any step, and after the step for one example.
    asked, everyone : str
        Under the example that is asked; under all of them when all are.
    """

    MESSAGES: ClassVar[tuple[str, ...]] = ("average", "before", "one", "asked", "everyone")

    average: str
    before: str
    one: str
    asked: str
    everyone: str


@final
class ExampleCosts(VGroup):
    """The costs of all examples on one floor.

    Parameters
    ----------
    downhill : Downhill
    look : Theme
    words : OnFloor
    tall : bool
        Whether there is no room for words beside the heights of averages.

    Attributes
    ----------
    bars : CostBars
    level, casing : Line
        The average now, and the ground on which its line lies.
    traces, rims : VGroup
        The average before any step, and after the step for one example, in dashes, and the ground under them.
    heights : VGroup of Formula
        Their numbers.
    head : Label
    number : TurningNumber
        The average now.
    asked : Label
    everyone : VGroup
        How many steps have been taken for all, and words for it.
    """

    def __init__(self, downhill: Downhill, look: theme.Theme, words: OnFloor, *, tall: bool) -> None:
        asked, start, *others = *downhill.seen_by_all[::-1], *downhill.together[1:]
        self._moments = [asked, start, *others]
        self._example, self.progress, self._asked_before = downhill.example, 0.0, False
        self._costs = [moment.values(C) for moment in self._moments]
        self._means = [moment.value(C) for moment in self._moments]
        every = np.concatenate(self._costs)
        colour, quiet, text = look.colour("C"), look.colour("quiet"), look.colour("text")
        self.bars = CostBars(len(self._costs[0]), float(every.max()), float(every.min()), start, look)
        self.level = Line(color=text, stroke_width=theme.BOLD_LINE)
        ground = look.colour("ground")
        self.casing, *rims = (VMobject(stroke_width=0).set_fill(ground, opacity=1) for _ in range(3))
        self.rims = VGroup(*rims)
        self.traces = VGroup(*(VMobject(stroke_color=text, stroke_width=theme.LINE_WIDTH) for _ in range(2)))
        self.head = Label(words.average, em=theme.FORMULA, colour=text)
        readings = [moment.read(C, 3) for moment in self._moments]
        self.number = TurningNumber(readings, em=theme.HERO, colour=colour)
        said = ("", "") if tall else (f'"{words.before}" thick', f'"{words.one}" thick')
        self.heights = VGroup(
            *(
                Formula(f"{word} {{mean}}", em=theme.LABEL, colour=quiet, mean=reading)
                for word, reading in zip(said, (readings[1], readings[0]), strict=True)
            )
        )
        self.asked = Label(words.asked, colour=quiet)
        self.count = TurningNumber([moment.count(STEPS_TAKEN) for moment in self._moments], colour=quiet)
        self.everyone = Label(words.everyone, colour=quiet)
        lines = (self.rims, self.traces, self.casing, self.level)
        super().__init__(self.bars, *lines, self.head, self.number, self.heights, self.asked, self.count, self.everyone)

    def least_size(self) -> Size:
        """Return the room in which costs can be told apart."""
        width = self.bars.room_beside + min(len(self._costs[0]), _MANY) * _NARROWEST + self._tail
        return Size(max(width, self._head), _LOWEST + theme.HERO + _LINE + NEAR)

    def fill(self, box: Box) -> None:
        """Stand in a box: the average above, strips, and below them who is asked."""
        left = box.centre[0] - self._head / 2
        self.head.move_to(np.array([left + self.head.width / 2, box.top - theme.HERO * _DOWN, 0.0]))
        self.number.follow(self.head, NEAR)
        free = self._tail if self._leans_left else self._tail / 2  # so that what is heavy is not all at one side
        self.bars.stand(Box(box.left + free, box.bottom + _LINE, box.right - self._tail, box.top - theme.HERO - NEAR))
        self.bars.remember(self._costs[1])
        self._stand_heights()
        self.asked.next_to(self.bars.foot(self._example), DOWN, buff=1.5 * TIGHT)
        self.asked.set_x(max(float(self.asked.get_x()), box.left + self.asked.width / 2))
        self.everyone.move_to(np.array([self.bars.floor.get_center()[0], self.asked.get_y(), 0.0]))
        self.count.follow(self.everyone, 1.5 * TIGHT)
        self.at(self.progress)

    def at(self, progress: float) -> None:
        """Show the costs: at -1 after the step for one example, at 0 before any, from 1 on after steps for all."""
        self.progress = progress
        self._asked_before |= progress <= -1 + 1e-9
        place = min(int(progress + 1 + 1e-9), len(self._moments) - 1)
        after, share = min(place + 1, len(self._moments) - 1), progress + 1 - place
        now = self._costs[place] + share * (self._costs[after] - self._costs[place])
        self.bars.at(np.arange(len(now), dtype=float), now)
        self.casing.points = self._around(self._means[place] + share * (self._means[after] - self._means[place]))
        self.level.put_start_and_end_on(
            *self._across(self._means[place] + share * (self._means[after] - self._means[place]))
        )
        standing = place if progress > 0 or share < 1e-9 or self._asked_before else 1
        self.number.turn(standing)
        for_all = progress > 1e-9
        show(self.asked, float(not for_all))
        show(self.everyone, float(for_all))
        self.count.turn(place if for_all else -1)
        shown = float(self._asked_before and progress > -1 + 1e-9)
        self.traces[1].set_stroke(opacity=shown)
        show(self.rims[1], shown)
        show(self.heights[1], shown)

    @property
    def stays(self) -> bool:
        """Whether no strip is seen to change at any step."""
        return bool(np.ptp(self._costs, axis=0).max() * self.bars.unit < _SEEN)

    @property
    def answers(self) -> bool:
        """Whether a strip is seen to change in the step for one example."""
        return bool(np.abs(self._costs[0] - self._costs[1]).max() * self.bars.unit >= _SEEN)

    @property
    def rises(self) -> bool:
        """Whether any strip is seen to rise out of the floor."""
        return bool(np.abs(self._costs[1]).max() * self.bars.unit >= _SEEN)

    def floor(self) -> VGroup:
        """Return all but the strips themselves."""
        bars = self.bars
        others = [part for part in self if part is not bars]
        return VGroup(bars.floor, bars.roof, bars.names, *others)

    def rise(self, **kwargs: Any) -> Animation:
        """Return the growth of the strips out of the floor, one after the other, those that are long for longer."""
        places, sizes = np.arange(len(self._costs[1]), dtype=float), np.abs(self._costs[1])
        lasts = np.maximum(sizes, sizes.max() * _SHORTLY) if sizes.any() else np.ones_like(sizes)
        begins = (np.cumsum(lasts) - lasts) / 2  # the next one begins when half of the one before has risen
        whole = float((begins + lasts).max())

        def grow(share: float) -> None:
            grown = np.clip((share * whole - begins) / lasts, 0.0, 1.0)
            self.bars.at(places, grown * self._costs[1])

        return Showing(self.bars, grow, **kwargs)

    def _stand_heights(self) -> None:
        """Stand numbers at the heights of averages, apart from each other."""
        levels = [self.bars.height(self._means[place]) for place in (1, 0)]
        for trace, rim, place in zip(self.traces, self.rims, (1, 0), strict=True):
            rim.points = self._around(self._means[place])
            trace.points = dashed(np.array([[end[:2] for end in self._across(self._means[place])]]))
        side = 1 if levels[1] >= levels[0] else -1
        levels[1] = levels[0] + side * max(abs(levels[1] - levels[0]), _LINE)
        lift = max(0.0, float(self.bars.floor.get_y()) - min(levels))
        levels = [level + lift for level in levels]
        for formula, level in zip(self.heights, levels, strict=True):
            formula.next_to(np.array([self.bars.floor.get_end()[0], level, 0.0]), RIGHT, buff=TIGHT)

    def _around(self, mean: float) -> np.ndarray:
        """Return the outline of the ground on which a line lies."""
        left, right = self._across(mean)
        middle, width = (left + right) / 2, float(right[0] - left[0])
        return rectangles(middle[:1], middle[1:2] - _CASING / 2, width, _CASING)

    def _across(self, mean: float) -> tuple[np.ndarray, np.ndarray]:
        ends = self.bars.floor.get_start()[0], self.bars.floor.get_end()[0]
        left, right = (np.array([x, self.bars.height(mean), 0.0]) for x in ends)
        return left, right

    @property
    def _leans_left(self) -> bool:
        """Whether the costs at the left are much higher than those at the right, when all steps have been taken."""
        last = self._costs[-1]
        places = np.linspace(0.0, 1.0, len(last))
        return bool(last @ places < _LEFT * last.sum())

    @property
    def _tail(self) -> float:
        return max(float(formula.width) for formula in self.heights) + 2 * TIGHT

    @property
    def _head(self) -> float:
        return float(self.head.width) + NEAR + self.number.widest
