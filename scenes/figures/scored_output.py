"""One output on its ruler: what it is, what it should be, the miss between them, and what that scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import numpy as np
from manim import DL, Animation, AnimationGroup, Dot, FadeIn, GrowFromCenter, Line, Rectangle, VGroup

from core.model.quantity import C, a, y
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.level_line import LevelLine
from scenes.figures.measures import Measure
from scenes.figures.miss_square import MissSquare
from scenes.figures.poured import Poured, pouring, slots_of
from scenes.figures.score_curve import ScoreCurve
from scenes.figures.scores import Scores
from scenes.figures.spine import Spine
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Showing, fly
from scenes.type.formula import Formula

_LINES, _LINE = 2, 0.66
"""Lines of type below the ruler."""
_LEAST, _LOW, _MARGIN = 2.4, 1.8, 0.25
"""The shortest ruler, what it needs above it, and how far it stays away from the sides."""
_SEEN, _NEAR = 0.3, 0.06
"""A unit square that is smaller is left out."""
_THICK, _FULL = 0.16, 0.9
"""Of the miss; how much of the height a score takes that is a height."""


@final
class ScoredOutput(VGroup):
    """A ruler with the output, its desired value, and the square of the miss, or the curve of the score.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    story : Story
    look : Theme
    output, cost : Reading
        What they are, as they are written elsewhere.

    Attributes
    ----------
    rule : VGroup
        The line and the names of 0 and 1 on it.
    whole : Rectangle
        The unit square over it, thin and grey.
    bead, goal : Dot
        What the output is, and what it should be.
    miss : Strip
    shape : MissSquare or ScoreCurve
    is_square : bool
        Whether the score is the square of the miss, or a share of it.
    labels : dict of str to Formula
        a, y, and of a square miss.
    """

    def __init__(self, moment: Moment, story: Story, look: theme.Theme, output: Reading, cost: Reading) -> None:
        self._moment, self._look, self._said = moment, look, output
        self.output, scores = a(moment.network.depth), Scores(moment, story)
        self._a, self._y = moment.value(self.output), moment.value(y())
        self._ends, self._cost, self.is_square = scores.ends, moment.value(C), scores.is_square
        grey = look.colour("quiet")
        self.line = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.ticks = {
            value: Formula(short(value).typst(), em=theme.LABEL, colour=grey).set_fill(grey) for value in scores.ticks
        }
        self.rule = VGroup(self.line, *self.ticks.values())
        self.whole = Rectangle(color=grey, stroke_width=theme.LINE_WIDTH)
        self.goal = Dot(radius=theme.DOT_RADIUS, color=look.colour("y"))
        self.bead = Dot(radius=theme.DOT_RADIUS, color=look.colour("a"))
        self.miss = Strip(look.colour("C"), _THICK)
        self.shape: MissSquare | ScoreCurve
        if self.is_square:
            self.shape = MissSquare(self._a - self._y, scores.share, cost, look, beyond=self._beyond())
        else:
            self.shape = ScoreCurve(lambda x: scores.curve(0, x), self._a, cost, look)
        self.labels = self._labels()
        parts = (self.whole, self.shape, self.rule, self.miss, self.goal, self.bead)
        super().__init__(*parts, *self.labels.values())

    def least_size(self) -> Size:
        """Return the room for its labels and a ruler on which places can be told apart."""
        along = max(_LEAST, *(label.width for label in self.labels.values()))
        both = sum(self.labels[name].width for name in ("a", "y")) + 2 * TIGHT
        return Size(max(along, both), _LOW + _LINES * _LINE)

    def fill(self, box: Box) -> None:
        """Stand in a box, the square as large as there is room for it and the unit square."""
        low, high = self._ends
        room = Box(box.left, box.bottom + _LINES * _LINE, box.right, box.top)
        self.unit = self._largest(room)
        length = (high - low) * self.unit
        left = box.centre[0] - length / 2
        tall = min(room.height, max(self._rise * self.unit, _LEAST if not self.is_square else 0.0))
        level = room.bottom + max(0.0, room.height - tall) / 2 if self.is_square else room.bottom
        self.ruler = LevelLine(left - low * self.unit, self.unit, level)
        self.line.put_start_and_end_on(*(self.ruler.point(end) for end in self._ends))
        self._place_whole()
        for dot, value in ((self.bead, self._a), (self.goal, self._y)):
            dot.move_to(self.ruler.point(value))
        self.show_miss(1.0)
        room = Box(box.left, level, box.right, box.top)
        if isinstance(self.shape, MissSquare):
            self.shape.stand(self.ruler, self._y, room)
        else:
            unit = min(self.unit, _FULL * room.height / max(1.0, abs(self._cost)))
            self.shape.stand(self.ruler, unit, self._ends, room)
        self._write(box)
        self._clear_whole()

    def drop(self, disc: Disc, **kwargs: Any) -> Animation:
        """Return how the ruler comes, and the output falls onto it out of its disc."""
        falling = fly(VGroup(self.bead, self.labels["a"]), disc.face)
        return AnimationGroup(FadeIn(self.rule, self.whole), falling, lag_ratio=0.5, **kwargs)

    def show_goal(self, **kwargs: Any) -> Animation:
        """Return the coming of what the output should be."""
        return AnimationGroup(GrowFromCenter(self.goal), FadeIn(self.labels["y"]), lag_ratio=0.3, **kwargs)

    def draw_miss(self, **kwargs: Any) -> Animation:
        """Return the growing of the miss from what should be to what is; or the drawing of the curve of the score."""
        if isinstance(self.shape, ScoreCurve):
            return self.shape.draw(**kwargs)
        growing = Showing(self.miss, self.show_miss)
        return AnimationGroup(growing, FadeIn(self.labels["miss"]), lag_ratio=0.6, **kwargs)

    def swing(self, **kwargs: Any) -> Animation:
        """Return how the miss sweeps its square, or the score grows up to the curve."""
        return self.shape.swing(**kwargs)

    def pour(self, spine: Spine, **kwargs: Any) -> Animation:
        """Return the flight of a copy of the score into the cost square of a spine; then its number comes."""
        begin = [piece for piece in self.shape.body.patches if piece.area]
        slots = slots_of(spine.square.fills)
        arrived = FadeIn(spine.square.fills, spine.names[C], spine.values[C])
        if not (slots and begin) or self._look.calm:
            return AnimationGroup(arrived, **kwargs)
        colour, ground = self._look.colour("C"), self._look.colour("ground")
        flying = Poured(colour, ground, negative=self._cost < 0, pieces=len(slots))
        return AnimationGroup(pouring(begin[0], slots, flying), arrived, lag_ratio=0.95, **kwargs)

    def show_miss(self, share: float) -> None:
        """Show a share of the miss."""
        self.miss.span(self.ruler.point(self._y), share * (self._a - self._y) * self.unit)

    def measures(self) -> Iterator[Measure]:
        """Yield the miss, and where the output is."""
        yield Measure("ruler", "a - y", self.miss.drawn_length(), (self._a - self._y) * self.unit)
        zero = self.ruler.point(0.0)[0]
        yield Measure("ruler", "a", float(self.bead.get_x() - zero), self._a * self.unit)

    @property
    def _rise(self) -> float:
        """How high it is over the ruler, in units."""
        return max(1.0, abs(self._a - self._y)) if self.is_square else 1.0

    def _beyond(self) -> float:
        low, high = self._ends
        return high - self._a if self._a > self._y else self._a - low

    def _largest(self, room: Box) -> float:
        low, high = self._ends
        margin = _MARGIN if self.is_square else max(_MARGIN, self.shape.number.width + 2 * TIGHT)
        across = (room.width - 2 * margin) / (high - low)
        return min(across, room.height / self._rise) if self.is_square else across

    def _place_whole(self) -> None:
        seen = self.is_square and self.unit >= _SEEN
        self.whole.set_stroke(opacity=1.0 if seen else 0.0)
        self.whole.stretch_to_fit_width(self.unit).stretch_to_fit_height(self.unit)
        self.whole.move_to(self.ruler.point(0.0), aligned_edge=DL)

    def _clear_whole(self) -> None:
        """Leave the unit square out where the score's number crosses it."""
        number, whole = Box.around(self.shape.number), Box.around(self.whole)
        if number.inset(-_NEAR).overlaps(whole) and not whole.inset(_NEAR).contains(number):
            self.whole.set_stroke(opacity=0.0)

    def _labels(self) -> dict[str, Formula]:
        moment, look = self._moment, self._look
        found = {
            "a": Formula("{q} = {v}", q=self.output, v=self._said, em=theme.LABEL, indexed=False),
            "y": Formula("{q} = {v}", q=y(), v=moment.read(y(), 3).in_fewest_digits(), em=theme.LABEL, indexed=False),
        }
        for name in ("a", "y"):
            found[name].set_fill(look.colour(name))
        if self.is_square:
            miss = moment.read(self.output - y(), 3)
            found["miss"] = Formula("{a} - {y} = {v}", a=self.output, y=y(), v=miss, em=theme.LABEL, indexed=False)
            found["miss"]["v"].set_fill(look.colour("C"))
        return found

    def _write(self, box: Box) -> None:
        """Put what is written below the ruler: a and y beside each other, the miss in a line of its own."""
        level = self.ruler.level - _LINE + TIGHT
        names = sorted(("a", "y"), key=lambda name: (getattr(self, f"_{name}"), name))
        first, second = (self.labels[name] for name in names)
        places = [float(self.ruler.point(getattr(self, f"_{name}"))[0]) for name in names]
        apart = (first.width + second.width) / 2 + 2 * TIGHT
        places = [max(places[0], box.left + first.width / 2), min(places[1], box.right - second.width / 2)]
        if (over := apart - (places[1] - places[0])) > 0:
            places = [places[0] - over / 2, places[1] + over / 2]
        shift = max(0.0, box.left - (places[0] - first.width / 2))
        shift -= max(0.0, places[1] + second.width / 2 - box.right)
        for label, place in zip((first, second), places, strict=True):
            label.move_to(np.array([place + shift, level, 0.0])).on_baseline(level)
        taken = [(label.get_left()[0] - TIGHT, label.get_right()[0] + TIGHT) for label in (first, second)]
        for value, tick in self.ticks.items():
            x = float(self.ruler.point(value)[0])
            tick.move_to(np.array([x, level, 0.0])).on_baseline(level)
            clear = all(x + tick.width / 2 < low or x - tick.width / 2 > high for low, high in taken)
            tick.set_opacity(1.0 if clear else 0.0)
        if "miss" in self.labels:
            label = self.labels["miss"]
            half = label.width / 2
            middle = float(self.miss.get_x())
            label.move_to(np.array([min(max(middle, box.left + half), box.right - half), level - _LINE, 0.0]))
            label.on_baseline(level - _LINE)
