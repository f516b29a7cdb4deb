"""One quantity against another: the curve, a point, a secant and the tangent, all recomputed."""

from __future__ import annotations

from typing import final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, Dot, FadeIn, LaggedStart, Line, Mobject, VGroup, VMobject

from core.model.quantity import Quantity, slope
from core.notation.numeral import Numeral
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.scale import Scale
from scenes.type.formula import Formula

SAMPLES = 81
GAP = 0.1
"""Least room between numbers and symbols."""
_INSET = 0.2
_ALONG = np.linspace(0, 1, SAMPLES)


@final
class SlidingTangent(VGroup):
    """A point on the curve of a plot and the tangent there; both follow the state.

    Parameters
    ----------
    plot : SlopePlot
    reach : float
        How far the tangent goes to either side, in scene units; it ends at the plot's frame.

    Attributes
    ----------
    dot, line
    """

    def __init__(self, plot: SlopePlot, reach: float) -> None:
        self._plot, self._reach = plot, reach
        self.dot, self.line = plot.point.copy(), plot.tangent.copy()
        self.dot.set_color(plot.curve.get_stroke_color())
        super().__init__(self.line, self.dot)

    def at(self, moment: Moment) -> None:
        """Slide to a state."""
        self.dot.move_to(self._plot.at_value(moment))
        self._plot.lay_tangent(self.line, moment, self._reach)


@final
class SlopePlot(VGroup):
    """The graph of one quantity as another is moved and everything after it is recomputed.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Upwards and to the right.
    across, up : Scale
    width, height : float
        Of the plot.
    indexed : bool

    Attributes
    ----------
    axes, labels, curve, point, moved, secant, tangent
    """

    def __init__(
        self,
        moment: Moment,
        of: Quantity,
        by: Quantity,
        *,
        across: Scale,
        up: Scale,
        width: float = 4.6,
        height: float = 2.5,
        indexed: bool = True,
    ) -> None:
        self._of, self._by, self._moment = of, by, moment
        self._across, self._up = across, up
        grey = theme.colour("quiet")
        across_line = Line([0, 0, 0], [width, 0, 0], color=grey, stroke_width=theme.LINE_WIDTH)
        up_line = Line([0, 0, 0], [0, height, 0], color=grey, stroke_width=theme.LINE_WIDTH)
        self.axes = VGroup(across_line, up_line)
        self.curve = self._curve()
        self.point = Dot(self.at_value(moment), radius=theme.DOT_RADIUS, color=theme.colour("C"))
        self.moved = Dot(self.at_value(moment), radius=theme.DOT_RADIUS * 0.8, color=theme.colour("text"))
        self.secant = Line(LEFT, -LEFT, color=theme.colour("quiet"), stroke_width=theme.LINE_WIDTH)
        self.tangent = self._tangent()
        self.ticks = self._ticks()
        self.labels = VGroup(
            Formula("{q}", q=by, em=theme.TEXT, indexed=indexed).next_to(across_line, DOWN, buff=0.14),
            Formula("{q}", q=of, em=theme.TEXT, indexed=indexed).next_to(up_line, LEFT, buff=0.22),
        )
        self._keep_labels_clear()
        super().__init__(
            self.axes, self.ticks, self.labels, self.curve, self.secant, self.tangent, self.moved, self.point
        )

    def at(self, moment: Moment) -> None:
        """Draw the secant from the point at rest to the point under the state's nudge."""
        start, end = self.at_value(self._moment), self.at_value(moment)
        self.point.move_to(start)
        self.moved.move_to(end)
        run = end - start
        if np.linalg.norm(run[:2]) > 1e-9:
            self._lay(self.secant, start, run)

    def at_value(self, moment: Moment) -> np.ndarray:
        """Return the point of the graph for a state."""
        return self._place(moment.value(self._by), moment.value(self._of))

    def slide(self, reach: float = 1.1) -> SlidingTangent:
        """Return a point with its tangent that slides along the curve."""
        return SlidingTangent(self, reach)

    def foot(self, value: float) -> np.ndarray:
        """Return where a value lies on the axis across."""
        start, end = self.axes[0].get_start(), self.axes[0].get_end()
        return start + self._across.share(value) * (end - start)

    def move_to_free_corner(self, label: Mobject) -> None:
        """Move a label to a corner within the frame that curve and tangent leave free, an upper one if they can."""
        drawn = np.array([line.point_from_proportion(t) for line in (self.curve, self.tangent) for t in _ALONG])
        corners = [(vertical, side) for vertical in (UP, DOWN) for side in (LEFT, RIGHT)]

        def room(corner: tuple[np.ndarray, np.ndarray]) -> float:
            inward = -corner[1] - (corner[0] if corner[0] is DOWN else 0)
            label.move_to(self.axes.get_corner(sum(corner)) + _INSET * inward, aligned_edge=sum(corner))
            beyond = np.abs(drawn - label.get_center())[:, :2] - np.array([label.width, label.height]) / 2
            return min(float(np.linalg.norm(np.maximum(beyond, 0), axis=1).min()), 2 * _INSET)

        room(max(corners, key=room))

    def appear(self) -> Animation:
        """Grow the axes, then the curve, then the point."""
        frame = VGroup(self.axes, self.ticks, self.labels)
        return LaggedStart(FadeIn(frame), Create(self.curve), FadeIn(self.point), lag_ratio=0.5)

    def _place(self, x: float, y: float) -> np.ndarray:
        origin = self.axes[0].get_start()
        right = self.axes[0].get_end() - origin
        up = self.axes[1].get_end() - self.axes[1].get_start()
        return origin + self._across.share(x) * right + self._up.share(y) * up

    def _curve(self) -> VMobject:
        rest = self._moment.value(self._by)
        xs = np.linspace(self._across.low, self._across.high, SAMPLES)
        moments = [self._moment.nudged(self._by, float(x - rest)) for x in xs]
        ys = np.array([moment.value(self._of) for moment in moments])
        curve = VMobject(stroke_color=theme.colour_of(self._of), stroke_width=theme.LINE_WIDTH + 0.5)
        points = [self._place(x, y) for x, y in self._within(xs, ys, float(np.searchsorted(xs, rest)))]
        return curve.set_points_as_corners(np.array(points))

    def _within(self, xs: np.ndarray, ys: np.ndarray, near: float) -> list[tuple[float, float]]:
        """Return the stretch of a curve around an index that lies within the frame, up to its edge."""
        low, high = self._up.low, self._up.high
        inside = np.isfinite(ys) & (ys >= low) & (ys <= high)
        if not inside.any():
            return [(float(xs[0]), low), (float(xs[0]), low)]
        first = last = int(min(np.flatnonzero(inside), key=lambda index: abs(index - near)))
        while first > 0 and inside[first - 1]:
            first -= 1
        while last + 1 < len(xs) and inside[last + 1]:
            last += 1
        kept = list(zip(xs[first : last + 1].tolist(), ys[first : last + 1].tolist(), strict=True))
        for end, beyond in ((0, first - 1), (len(kept), last + 1)):
            if 0 <= beyond < len(xs) and np.isfinite(ys[beyond]):
                x, y = kept[0] if end == 0 else kept[-1]
                edge = low if ys[beyond] < low else high
                share = (edge - y) / (ys[beyond] - y)
                kept.insert(end if end == 0 else len(kept), (x + share * (float(xs[beyond]) - x), edge))
        return kept

    def _tangent(self) -> Line:
        line = Line(LEFT, -LEFT, color=theme.colour("text"), stroke_width=theme.BOLD_LINE)
        self.lay_tangent(line, self._moment)
        return line

    def lay_tangent(self, line: Line, moment: Moment, reach: float = np.inf) -> None:
        """Lay a line along the curve's slope in a state, cut off at the plot's frame."""
        steepness = moment.value(slope(self._of, self._by))
        x, y = moment.value(self._by), moment.value(self._of)
        # a step that suits the axis, so that neither huge nor tiny numbers lose their direction
        step = self._across.high - self._across.low
        start, run = self._place(x, y), self._place(x + step, y + step * steepness) - self._place(x, y)
        self._lay(line, start, run, reach)

    def _lay(self, line: Line, through: np.ndarray, run: np.ndarray, longest: float = np.inf) -> None:
        """Lay a line through a point along a direction, cut off at the plot's frame."""
        origin = self.axes[0].get_start()
        size = np.array([self.axes[0].get_length(), self.axes[1].get_length()])
        at = (through - origin)[:2]
        reach = []
        for sign in (-1.0, 1.0):
            limits = [
                ((size[i] if sign * run[i] > 0 else 0.0) - at[i]) / (sign * run[i])
                for i in (0, 1)
                if abs(run[i]) > 1e-12
            ]
            reach.append(sign * max(0.0, min([*limits, longest / float(np.linalg.norm(run))])))
        # never a closed line: manim could not lay it anew
        nudge = np.array([1e-6, 0.0, 0.0])
        line.put_start_and_end_on(through + reach[0] * run - nudge, through + reach[1] * run + nudge)

    def _keep_labels_clear(self) -> None:
        """Move a symbol further out where the numbers of its axis reach into it."""
        for symbol, towards in zip(self.labels, (DOWN, LEFT), strict=True):
            for mark in self.ticks:
                gaps = [abs(symbol.get_center() - mark[1].get_center())[i] for i in (0, 1)]
                room = [(symbol.width + mark[1].width) / 2 + GAP, (symbol.height + mark[1].height) / 2 + GAP]
                if gaps[0] < room[0] and gaps[1] < room[1]:
                    symbol.next_to(mark[1], towards, buff=GAP, coor_mask=np.abs(towards))

    def _ticks(self) -> VGroup:
        grey = theme.colour("quiet")
        marks = VGroup()
        for scale, axis, towards in ((self._across, self.axes[0], DOWN), (self._up, self.axes[1], LEFT)):
            start, run = axis.get_start(), axis.get_end() - axis.get_start()
            shown = list(zip(scale.ticks, scale.tick_numerals, strict=True))
            ends = [shown[0], shown[-1]] if len(shown) > 1 else shown
            for tick, numeral in ends if _fit(ends, scale, run) else ends[-1:]:
                where = start + scale.share(tick) * run
                mark = Line(where, where + towards * 0.09, color=grey, stroke_width=theme.LINE_WIDTH)
                label = Formula(numeral.typst(), em=theme.LABEL, colour=grey).next_to(mark, towards, buff=0.1)
                marks.add(VGroup(mark, label))
        return marks


def _fit(ends: list[tuple[float, Numeral]], scale: Scale, run: np.ndarray) -> bool:
    """Whether the numbers at both ends of an axis across leave each other room."""
    widths = [Formula(numeral.typst(), em=theme.LABEL).width for _, numeral in ends]
    apart = (scale.share(ends[-1][0]) - scale.share(ends[0][0])) * float(run[0])
    return not run[0] or len(ends) == 1 or apart > sum(widths) / 2 + GAP
