"""From a weight to the cost in one picture: strips end to end, the curve over their axis, the score beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, final

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Create, Dot, FadeIn, FadeOut, GrowFromCenter, Line, VGroup, VMobject

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.quantity import C, Quantity, y
from core.notation.reading import Reading
from core.passes.choices import Story
from core.passes.choices.listening import Listener
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import clipped, straight
from scenes.figures.haul import Haul, Stop
from scenes.figures.measures import Measure
from scenes.figures.scores import Scores
from scenes.figures.strip import HAIR, Strip, dashed
from scenes.figures.sum_places import SumPlaces
from scenes.figures.sum_writing import SumWriting
from scenes.figures.upright_score import UprightScore
from scenes.layout.box import Box, Size
from scenes.motion import Recompute, Showing

_THICK, _CLEAR, _SEEN = 0.3, 0.15, 0.01
_SAMPLES = 321


@final
class SumToCost(VGroup):
    """The last step of a chain, and what it costs, as lengths.

    Parameters
    ----------
    moment : Moment
        Of a chain.
    story : Story
    look : Theme
    said : mapping of Quantity to Reading
        How numbers are written in the lesson.

    Attributes
    ----------
    product, bias : Strip
        Weight times activation, from 0; the bias, from where that ends.
    was : VMobject
        How long the weight alone was, dashed.
    axis, up : Line
        Of sums, and of activations.
    drop, stem, level : Line
        From the tip of the bias to the axis; from there to the curve; from there to the axis of activations.
    dot, bead, end, goal : Dot
        The sum; the activation on the curve, and on its axis; what it should be.
    curve : VMobject
    score : UprightScore
    written : SumWriting
    """

    refills = True

    def __init__(self, moment: Moment, story: Story, look: theme.Theme, said: Mapping[Expression, Reading]) -> None:
        self._moment, self._look = moment, look
        scores = Scores(moment, story)
        self._opened, self._leans = 0.0, [0.0, 0.0]
        self._ways: tuple[tuple[VMobject, Array, Array], ...] = ()
        self._listener = Listener(moment, moment.network.depth, 0)
        self._places = SumPlaces.of(self._listener, scores)
        grey, green, white = (look.colour(one) for one in ("quiet", "z", "a"))
        self.product, self.bias = Strip(green, _THICK), Strip(look.colour("b"), _THICK)
        pale = look.dimmed(look.colour("w"), theme.PALE)
        self.was = VMobject(stroke_color=pale, stroke_width=theme.LINE_WIDTH)
        self.zero, self.axis, self.up, self.thread = (_line(grey) for _ in range(4))
        self.ground = _line(look.dimmed(grey, theme.PALE))
        self.drop, self.stem, self.level = _line(green), _line(green), _line(white)
        self.dot, self.bead, self.end, self.goal = (
            Dot(radius=theme.DOT_RADIUS, color=colour) for colour in (green, white, white, look.colour("y"))
        )
        self.curve = VMobject(stroke_color=look.colour("text"), stroke_width=theme.BOLD_LINE * 0.8)
        self.score = UprightScore(moment, scores, said[C], look)
        self.written = SumWriting(self._listener, self._places, said, look)
        super().__init__(
            VGroup(self.ground, self.zero, self.axis, self.up),
            self.score,
            VGroup(self.was, self.thread, self.product, self.bias),
            VGroup(self.drop, self.stem, self.curve, self.level),
            VGroup(self.dot, self.bead, self.end, self.goal),
            self.written,
        )
        size = self.least_size()
        self.fill(Box(0.0, 0.0, size.width, size.height))

    def least_size(self) -> Size:
        """Return the room for the strips, a low curve and what is written."""
        return self._places.least_size(self.written.beside)

    def fill(self, box: Box) -> None:
        """Fill a box: the strips lowest, the curve above them, the score at the right."""
        self._box = box
        lean = float(np.interp(self._opened, (0.0, 1.0), self._leans))
        room = Box(box.left + max(0.0, lean), box.bottom, box.right + min(0.0, lean), box.top)
        self._places = places = self._places.standing(
            room,
            self.written.beside,
            self.score.size,
            named=self.written.named,
            whole=self.score.is_in_unit,
            opened=self._opened,
        )
        at, values = places.on_axis, self._places.values
        lay(self.axis, at(places.low), at(places.high))
        lay(self.up, places.on_up(places.least), places.on_up(places.most))
        below = places.least < 0
        lay(self.ground, *((places.on_ground(total) for total in (places.low, places.high)) if below else ()))
        lay(self.zero, places.in_row(0.0, 0, half=-1), places.in_row(0.0, 0, half=1))
        lay(self.thread, places.in_row(values.wa, 0), places.in_row(values.wa, 1))
        lay(self.drop, places.in_row(values.z, 1), at(values.z))
        self._show_product(1.0)
        self._lay_bias(1.0)
        ends = places.in_row(0.0, 0), places.in_row(values.w, 0)
        is_under = bool(values.wa) and 0 <= values.w / values.wa <= 1  # the product, which is as long or longer
        is_seen = abs(places.unit * values.w) > HAIR and not is_under
        self.was.points = dashed(*ends, _THICK) if is_seen else np.zeros((0, 3))
        self._draw_curve()
        self.dot.move_to(at(values.z))
        self._climb(1.0)
        self._run(1.0)
        self.goal.move_to(places.on_up(values.y))
        self.score.stand(places.beside, places.level(0.0), places.up)
        self.written.stand(places, self.score, self.curve)

    def at(self, moment: Any) -> None:
        """Have so much of the room for the score open: 0 or 1 or between."""
        self._opened = float(moment)
        self.fill(self._box)
        for label, start, end in self._ways:
            label.move_to(start + self._opened * (end - start))
        if 0.0 < self._opened < 1.0:
            self.written.make_way()

    def lean(self, opened: int, away: float) -> None:
        """Leave so much free at its left, or at its right, before there is room for the score, or when there is."""
        self._leans[opened] = away
        self.at(opened)

    def of_sum(self) -> list[VMobject]:
        """Return what is there when the sum is."""
        written = [self.written.across, *(self.written[name] for name in ("wa", "b", "z"))]
        return [self.zero, self.axis, self.was, self.thread, self.product, self.bias, self.drop, self.dot, *written]

    def of_curve(self) -> list[VMobject]:
        """Return what comes with the curve."""
        written = [self.written.upright, self.written["a"]]
        return [self.ground, self.up, self.stem, self.curve, self.level, self.bead, self.end, *written]

    def make_room(self, **kwargs: Any) -> Animation:
        """Return how all goes to the left, so that there is room for the score."""
        ends = []
        for opened in (0.0, 1.0):
            self.at(opened)
            ends.append([label.get_center() for label in self.written.labels])
        labels = self.written.labels
        self._ways = tuple((labels[at], *pair) for at, pair in enumerate(zip(*ends, strict=True)))
        self.at(0.0)
        return Recompute(self, through=lambda share: share, **kwargs)

    def leaves(self, size: Size) -> bool:
        """Whether so much of its upper left corner is free, whether there is room for the score or not."""
        found = []
        for opened in (1.0, 0.0):
            self.at(opened)
            left, bottom = self._box.left + size.width + _CLEAR, self._box.top - size.height - _CLEAR
            drawn = (self.curve.points, self.level.points, self.up.points)
            covered = any(((one[:, 0] < left) & (one[:, 1] > bottom)).any() for one in drawn)
            label = Box.around(self.written["y"])
            found.append(not covered and not (label.left < left and label.top > bottom))
        return all(found) and size.fits(self._box.size)

    def show_axis(self) -> Animation:
        """Return the coming of the axis of sums, with its numbers."""
        return AnimationGroup(Create(self.axis), FadeIn(self.written.across, self.zero), lag_ratio=0.5)

    def bring_weight(self, edge: Line) -> Animation:
        """Return how a weight's edge comes down and turns into a strip that is as long as the weight."""
        places, weight = self._places, self._places.values.w
        self.product.paint(self._look.colour("w"))
        length = float(edge.get_length()) * (-1 if weight < 0 else 1)
        stop = Stop(places.in_row(weight / 2, 0), places.unit * weight, RIGHT)
        coming = Haul(self.product, (Stop(edge.get_center(), length, RIGHT), stop))
        return AnimationGroup(coming, FadeIn(self.written["w"]), lag_ratio=0.8)

    def bring_factor(self) -> Animation:
        """Return the coming of the activation by which the strip will be multiplied, at its end."""
        return FadeIn(self.written["times"])

    def multiply(self) -> Animation:
        """Return how the strip becomes as long as the product; where its end was is dashed."""
        self.product.paint(self._look.colour("z"))
        old, new = (VGroup(*(self.written[name] for name in names)) for names in (("w", "times"), ("wa",)))
        scaling = Showing(self.product, self._show_product)
        return AnimationGroup(FadeOut(old), AnimationGroup(FadeIn(self.was), scaling), FadeIn(new), lag_ratio=0.6)

    def lay_bias(self) -> Animation:
        """Return how the bias is laid on from the strip's tip."""
        laying = Showing(self.bias, self._lay_bias)
        return AnimationGroup(Create(self.thread), laying, FadeIn(self.written["b"]), lag_ratio=0.7)

    def tell_sum(self) -> Animation:
        """Return how the place where both end is taken to the axis: the sum."""
        return AnimationGroup(Create(self.drop), FadeIn(self.dot, self.written["z"]), lag_ratio=0.8)

    def draw_curve(self) -> Animation:
        """Return the drawing of the curve over the axis, and of the axis of activations."""
        return AnimationGroup(Create(self.curve), FadeIn(self.up, self.ground, self.written.upright), lag_ratio=0.5)

    def climb(self, **kwargs: Any) -> Animation:
        """Return how the bead goes straight up to the curve."""
        return Showing(VGroup(self.stem, self.bead), self._climb, **kwargs)

    def run_level(self, **kwargs: Any) -> Animation:
        """Return how it goes level to the axis of activations."""
        running = Showing(VGroup(self.level, self.end), self._run)
        return AnimationGroup(running, FadeIn(self.written["a"]), lag_ratio=0.8, **kwargs)

    def show_goal(self) -> Animation:
        """Return the coming of what the activation should be."""
        return AnimationGroup(GrowFromCenter(self.goal), FadeIn(self.written["y"], self.score.whole), lag_ratio=0.3)

    def tell_score(self) -> Animation:
        """Return the sweeping of the score, and its number."""
        return AnimationGroup(self.score.swing(), FadeIn(self.score.label), lag_ratio=0.8)

    @property
    def sources(self) -> dict[Quantity, VMobject]:
        """What shows each quantity: the cost is what its score covers."""
        listener, (w, a_prev) = self._listener, self._listener.factors(0)
        shown = {w: self.product, a_prev: self.written["wa"]["a"], listener.b: self.bias, listener.z: self.dot}
        return shown | {listener.a: self.end, y(): self.goal}

    def beside_sources(self) -> list[VMobject]:
        """Return all else that is on stage when the cost has been reached."""
        kept = [one for one in self.sources.values() if one is not self.written["wa"]["a"]]
        kept += [self.score.body, self.score.outline]
        taken = {id(one) for part in kept for one in part.get_family()}
        taken |= {id(one) for name in ("w", "times") for one in self.written[name].get_family()}
        return [one for one in self.get_family() if len(one.points) and id(one) not in taken]

    def measures(self) -> Iterator[Measure]:
        """Yield the strips, and where sum and activation are on their axes."""
        places, values = self._places, self._places.values
        listener = self._listener
        yield Measure("ruler", "w a", self.product.drawn_length(), places.unit * values.wa)
        yield Measure("ruler", str(listener.b), self.bias.drawn_length(), places.unit * values.b)
        across = float(self.dot.get_x()) - places.x(0.0)
        yield Measure("ruler", str(listener.z), across, places.unit * values.z)
        up = float(self.end.get_y()) - places.level(0.0)
        yield Measure("ruler", str(listener.a), up, places.up * values.a)

    def _show_product(self, share: float) -> None:
        values, places = self._places.values, self._places
        value = values.w + share * (values.wa - values.w)
        self.product.span(places.in_row(0.0, 0), places.unit * value)

    def _lay_bias(self, share: float) -> None:
        places = self._places
        self.bias.span(places.in_row(places.values.wa, 1), share * places.unit * places.values.b)

    def _climb(self, share: float) -> None:
        foot = self._places.on_axis(self._places.values.z)
        top = foot + share * (self._places.on_curve() - foot)
        self.bead.move_to(top)
        is_seen = np.linalg.norm(top - foot) > 2 * theme.DOT_RADIUS  # else it is under the dots at its ends
        lay(self.stem, *((foot, top) if is_seen else ()))

    def _run(self, share: float) -> None:
        start = self._places.on_curve()
        there = start + share * (self._places.on_up(self._places.values.a) - start)
        self.end.move_to(there)
        lay(self.level, start, there)

    def _draw_curve(self) -> None:
        places = self._places
        sums = np.linspace(places.low, places.high, _SAMPLES)
        sums = np.unique(np.append(sums, places.values.z))
        with np.errstate(all="ignore"):
            heights = self._listener.curve(sums)
        seen = np.isfinite(heights)
        corners = np.column_stack([places.x(sums[seen]), places.level(heights[seen]), 0 * sums[seen]])
        self.curve.points = clipped(corners, places.plot) if len(corners) > 1 else np.zeros((0, 3))


def lay(line: Line, *ends: Array) -> None:
    """Let a line run from point to point, or be nothing where these are one."""
    line.points = straight(np.array(ends)) if ends and np.ptp(ends, axis=0).max() > _SEEN else np.zeros((0, 3))


def _line(colour: str) -> Line:
    return Line(color=colour, stroke_width=theme.LINE_WIDTH)
