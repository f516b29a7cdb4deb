"""A nudge to the last weight, followed to the cost, and halved until the ratio settles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    TransformFromCopy,
)

from core.model.quantity import C, Quantity, change, ratio, slope
from core.notation.numeral import short
from core.notation.reading import Named, Reading
from core.passes.moment import Moment
from scenes import theme
from scenes.components.chain_strip import ChainStrip
from scenes.components.number_lines import NumberLines
from scenes.components.plate import Plate
from scenes.components.slope_plot import SlopePlot
from scenes.components.table import Table
from scenes.figures.scale import scale_for
from scenes.lesson import Lesson, beat
from scenes.motion import fly
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut


class NudgeTheWeight(Lesson):
    """The derivative is how much the cost answers a small nudge, per unit of nudge."""

    chapter = "single_neuron"
    on_a_chain = True

    def setup(self) -> None:
        """Lay out the lines at the left, the table and the plot at the right."""
        super().setup()
        self.quantities = self.story.last_step
        self.w = self.quantities[0]
        self.nudges = self.story.halved_nudges
        visited = [self.nudged(by) for by in self.nudges]
        self.lines = NumberLines(self.moment, self.quantities, visited)
        self.strip = ChainStrip(self.moment)
        self.table = self._table()
        self.plot = self._plot()
        self.words = self._words()

    def construct(self) -> None:
        """Tell the lesson."""
        self.show_the_lines()
        self.nudge_the_weight()
        self.compare_the_ends()
        self.halve_the_nudge()
        self.nudge_the_other_way()
        self.meet_the_derivative()

    @beat("The weight {w} sets the sum {z}, the sum sets the activation {a}, and that sets the cost C.{held}")
    def show_the_lines(self) -> None:
        """Each quantity's line comes in turn."""
        self.play(FadeIn(self.strip), run_time=theme.QUICK)
        for line in self.lines:
            self.play(line.appear(), run_time=theme.MOVE)

    @beat("Push {w} up by {nudge}. The sum moves by {dz}, the activation by {da}, and {answer}.")
    def nudge_the_weight(self) -> None:
        """The weight is pushed; everything after it is recomputed."""
        self.lines.at(self.nudged(0.0))
        self.play(self.lines.show_changes(), run_time=theme.QUICK)
        self.play(self.push(0.0, self.nudges[0]), run_time=theme.SLOW)

    @beat("Compare the two ends: the cost's answer divided by the nudge is {ratio}.")
    def compare_the_ends(self) -> None:
        """The fraction grows out of its two changes."""
        top, bottom = self.lines[-1].change_symbol, self.lines[0].change_symbol
        fraction = self.table.header[1]
        self.play(TransformFromCopy(bottom, self.table.header[0]), run_time=theme.MOVE)
        self.play(
            TransformFromCopy(top, fraction["ratio.C"]),
            TransformFromCopy(bottom, fraction["ratio.w"]),
            FadeIn(fraction["ratio.bar"]),
            Create(self.table.rule),
            run_time=theme.MOVE,
        )
        self.play(self.fill_row(0), run_time=theme.MOVE)

    @beat("Halve the nudge, and halve it again: {shrinks}: {ratios}.")
    def halve_the_nudge(self) -> None:
        """The secant through two points of the cost's curve turns as the nudge shrinks."""
        self.plot.at(self.nudged(self.nudges[0]))
        self.play(self.plot.appear(), run_time=theme.SLOW)
        self.play(FadeIn(self.plot.moved), Create(self.plot.secant), run_time=theme.MOVE)
        for row, (before, after) in enumerate(zip(self.nudges[:2], self.nudges[1:3], strict=True), 1):
            self.play(self.push(before, after), run_time=theme.MOVE)
            self.play(self.fill_row(row), run_time=theme.QUICK)

    @beat("Push the other way, by {back}: {turned}, and the ratio is {back_ratio}.")
    def nudge_the_other_way(self) -> None:
        """A negative nudge gives the ratio from the other side."""
        self.play(self.push(self.nudges[2], self.nudges[3]), run_time=theme.SLOW)
        self.play(self.fill_row(3), run_time=theme.QUICK)

    @beat("{met} {dC_dw}, here {slope}.")
    def meet_the_derivative(self) -> None:
        """The secant becomes the tangent; what is left of the nudges is seen through lenses."""
        least = self.story.vanishing_nudge
        self.play(self.push(self.nudges[3], least), run_time=theme.SLOW)
        self.play(*self.lines.magnify(self.nudged(least)), run_time=theme.MOVE)
        self.play(Create(self.plot.tangent), FadeOut(self.plot.secant, self.plot.moved), run_time=theme.MOVE)
        self.play(FadeIn(self.slope_symbol), run_time=theme.QUICK)
        self.play(FadeIn(self.derivative[0]), fly(self.derivative[1], self.slope_symbol), run_time=theme.MOVE)

    def nudged(self, by: float) -> Moment:
        """Return the state with the weight nudged."""
        return self.moment.nudged(self.w, by)

    def push(self, before: float, after: float) -> Animation:
        """Return the movement from one nudge to another; the plot moves along once it is there."""
        plot = [self.plot] if self.plot.curve in self.get_mobject_family_members() else []
        return self.lines.push(self.w, before, after, self.moment, *plot)

    def fill_row(self, row: int) -> Animation:
        """Return the numbers' flight from the lines into a row of the table."""
        by, quotient = self.rows[row]
        first, last = self.lines[0].change_read_out, self.lines[-1].change_read_out
        return AnimationGroup(fly(by, first), fly(quotient, last))

    def _table(self) -> Table:
        header = [
            Formula("{by}", em=theme.TEXT, indexed=False, by=change(self.w)),
            Formula("{ratio}", em=theme.TEXT, indexed=False, ratio=ratio(C, self.w)),
        ]
        table = Table(header, width=4.8, row_height=0.5)
        table.move_to(RIGHT * 3.95).align_to(UP * theme.TOP, UP)
        largest = max(abs(self.nudged(by).value(ratio(C, self.w))) for by in self.nudges)
        self.rows = [table.add_row(*self._cells(by, largest)) for by in self.nudges]
        value = ReadOut(self.moment, slope(C, self.w), largest=largest, em=theme.LABEL, colour=theme.colour("C"))
        towards_zero = Formula("arrow.r 0", em=theme.LABEL, colour=theme.colour("w"))
        self.derivative = table.add_row(towards_zero, value)
        return table.shift(LEFT * max(0.0, table.get_right()[0] - theme.RIGHT))

    def _cells(self, by: float, largest: float) -> tuple[Formula, ReadOut]:
        nudge = self._short(change(self.w), by)
        return (
            Formula("{by}", em=theme.LABEL, by=nudge, colour=theme.colour("w")),
            ReadOut(self.nudged(by), ratio(C, self.w), largest=largest, em=theme.LABEL),
        )

    def _plot(self) -> SlopePlot:
        reach = 5 * abs(self.nudges[0])
        rest = self.moment.value(self.w)
        across = scale_for([rest - reach, rest + reach])
        ends = [self.nudged(end - rest).value(C) for end in (across.low, across.high)]
        inner = [self.nudged(by).value(C) for by in (0.0, *self.nudges)]
        up = scale_for([*ends, *inner])
        width, room = 3.7, theme.RIGHT - 0.05 - (self.lines.get_right()[0] + 0.2)
        for _ in range(2):
            how = {"across": across, "up": up, "width": width, "height": 1.85, "indexed": False}
            plot = SlopePlot(self.moment, C, self.w, **how)
            # numbers at the axis take of the room what they need
            width = max(1.5, width - max(0.0, plot.width - room))
        plot.align_to(RIGHT * (theme.RIGHT - 0.05), RIGHT).align_to(UP * theme.BOTTOM, DOWN)
        self.slope_symbol = Plate(Formula("{dC_dw}", em=theme.LABEL, indexed=False, dC_dw=slope(C, self.w)))
        plot.move_to_free_corner(self.slope_symbol)
        return plot

    def _short(self, quantity: Quantity, by: float) -> Reading:
        return replace(self.nudged(by).read(quantity), numeral=short(by))

    def _turned(self, moved: float) -> str:
        """Return what the cost does as the weight is pushed the other way; at a bottom both ways lead up."""
        back = self.nudged(self.nudges[3]).value(change(C))
        if moved and back:
            return "the cost turns round as well" if moved * back < 0 else "the cost goes the same way again"
        if moved or back:
            return "this time the cost does move" if back else "this time the cost stays still"
        return "the cost stays still again"

    def _met(self) -> str:
        """Return what the derivative is; at a kink and at the limits of doubles, ratios do not lead there."""
        if self.story.settled_nudge is not None:
            return "What the ratio settles on is the slope of this curve at the weight: the derivative"
        return "No ratio here settles on the slope of this curve at the weight. That slope is the derivative"

    def _words(self) -> dict[str, Any]:
        first = self.nudged(self.nudges[0])
        moved = first.read(change(C), digits=3)
        ratios = [self.nudged(by).read(ratio(C, self.w)) for by in self.nudges]
        moves = moved.value != 0
        shrinks = "the ratio stays where it is"
        if moves:
            with_it = self.story.ratio_shrinks
            shrinks = "the answer shrinks" + (", and the ratio with it" if with_it else " too, but the ratio settles")
        return {
            "shrinks": shrinks,
            "turned": self._turned(moved.value),
            "met": self._met(),
            "w": Named(self.w),
            "z": Named(self.quantities[1]),
            "a": Named(self.quantities[2]),
            "held": " The rest is held still." if self.moment.path else "",
            "nudge": self._short(change(self.w), self.nudges[0]),
            "dz": first.read(change(self.quantities[1]), digits=3),
            "da": first.read(change(self.quantities[2]), digits=3),
            "answer": ("the cost answers with ", moved) if moves else "the cost does not move at all",
            "ratio": ratios[0],
            "ratios": (ratios[0], ", ", ratios[1], ", ", ratios[2]),
            "back": self._short(change(self.w), self.nudges[3]),
            "back_ratio": ratios[3],
            "dC_dw": Named(slope(C, self.w)),
            "slope": self.moment.read(slope(C, self.w)),
        }
