"""What one neuron's paths add up to, and the ratio of a push that shrinks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, final

from manim import RIGHT, UP, VGroup, VMobject

from core.algebra.onward_form import OnwardForm
from core.model.quantity import C, Quantity, change, ratio
from core.notation.printed import adds
from core.passes.choices.onward_paths import OnwardPaths
from core.passes.choices.trials import Shrinking
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.onward_lanes import lane_names, shares_of, signed
from scenes.figures.waterfall import Waterfall
from scenes.layout.balance import first_central
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR, TIGHT, Blank, Cells, Column, Row, Share
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_of_ink
from scenes.layout.solving import least_size
from scenes.type.formula import Formula, Label, Line
from scenes.type.read_out import ReadOut

_DIGITS = 3
_LEFT, _RIGHT = 0.4, 0.55
"""Of the way along the columns: before it what is heavy is at the left, behind it at the right."""


@final
class Push(VGroup):
    """A push that shrinks: its symbol and its running number.

    Parameters
    ----------
    rest : Moment
    quantity : Quantity
        What is pushed.
    shrinking : Shrinking
    fall : Waterfall
        What it stands below: under what is measured, or in the middle where much is drawn there or nothing at all.
    look : Theme

    Attributes
    ----------
    symbol : Formula
    number : ReadOut
    """

    def __init__(
        self, rest: Moment, quantity: Quantity, shrinking: Shrinking, fall: Waterfall, look: theme.Theme
    ) -> None:
        self._rest, self._quantity, self._shrinking = rest, quantity, shrinking
        self._is_central = fall.middle > _RIGHT or not any(fall.values)
        self.symbol = Formula("{by} =", em=theme.LABEL, by=change(quantity))
        first = self.through(0.0)
        self.number = ReadOut(
            first,
            change(quantity),
            digits=_DIGITS + _fall(shrinking),
            em=theme.LABEL,
            signed=True,
            colour=look.colour("a"),
        )
        super().__init__(self.symbol, self.number.follow(self.symbol, [first]))

    def least_size(self) -> Size:
        """Return its room; digits differ in how far they reach."""
        return Size(float(self.width) + TIGHT, float(self.height) + TIGHT)

    def most_size(self) -> Size:
        """Return the same height."""
        return Size(math.inf, self.least_size().height)

    def fill(self, box: Box) -> None:
        """Stand at the right of a box, or in its middle."""
        own = Box.around(self)
        across = box.centre[0] - own.centre[0] if self._is_central else box.right - TIGHT - own.right
        self.shift(across * RIGHT + (box.centre[1] - own.centre[1]) * UP)

    def through(self, share: float) -> Moment:
        """Return the moment at a share of the way from the first push to the last."""
        first, last = self._shrinking.first, self._shrinking.last
        return self._rest.nudged(self._quantity, float(first * (last / first) ** share))

    def at(self, moment: Moment) -> None:
        """Show the push of a moment."""
        self.number.at(moment)


def onward_waterfall(paths: OnwardPaths, shrinking: Shrinking, look: theme.Theme, words: Sequence[str]) -> Waterfall:
    """Return the sum of a neuron's paths as a waterfall, beside it the ratio of the cost's change to the push.

    Parameters
    ----------
    paths : OnwardPaths
    shrinking : Shrinking
    look : Theme
    words : sequence of str
        What stands below the sum, and below what is measured.
    """
    *terms, total = shares_of(paths)
    vermilion = look.colour("slope")
    pushed = Quantity("a", paths.layer, (paths.k,))
    quotient = ratio(C, pushed)
    moments = [paths.moment.nudged(pushed, by) for by in (shrinking.first, shrinking.last)]
    names: list[Line] = [*lane_names(paths, look)]
    names += [Label(text, em=theme.LABEL, colour=look.colour("quiet")) for text in words]
    values = [term.value for term in terms]
    measured = ReadOut(
        moments[0],
        quotient,
        largest=_largest(values, total.value, [one.value(quotient) for one in moments]),
        digits=_DIGITS + (0 if total.value else _fall(shrinking)),
        em=theme.LABEL,
        colour=look.colour("text"),
    )
    numbers = [signed(one, vermilion) for one in (*terms, total)]
    return Waterfall(numbers, values, names, measured=measured, moments=moments, look=look)


def _fall(shrinking: Shrinking) -> int:
    """Return how many more digits the push needs as it shrinks."""
    first, last = (math.floor(math.log10(abs(size))) for size in shrinking.ends)
    return first - last


def _largest(terms: list[float], total: float, ratios: list[float]) -> float:
    """Return the size that sets the decimals of what is measured: those of the sum, where these tell it from 0."""
    largest = max(map(abs, (*terms, total)))
    kept = abs(total) if 0 < abs(total) < largest / 100 else largest
    return kept or max(map(abs, ratios))


class OnwardFormula:
    """The sum over a neuron's paths as a formula in three lines: the slope, the sum, its value.

    Parameters
    ----------
    paths : OnwardPaths

    Attributes
    ----------
    slope, sum, value : Formula
    layout : Cells
        Of the formula and what it stands beside.
    """

    def __init__(self, paths: OnwardPaths, em: float = theme.FORMULA) -> None:
        form = OnwardForm.of(paths)
        *terms, total = shares_of(paths)
        self.slope = Formula("{slope} =", em=em, slope=form.left)
        self.sum = Formula("{right}", em=em, right=form.right)
        self.value = Formula("{eq} {value}", em=em, colour=theme.colour("slope"), eq=adds(terms, total), value=total)
        self.layout: Any = self.sum

    @staticmethod
    def beside(paths: OnwardPaths, figure: Any, fall: Waterfall, frame: Frame) -> OnwardFormula:
        """Return the formula with its layout beside a figure, or above it.

        It is the first one that has room and is balanced. Beside are three lines, above it one, two or three; in a
        square frame one of small type.

        Parameters
        ----------
        paths : OnwardPaths
        figure : Cells
            What the waterfall stands in.
        fall : Waterfall
        frame : Frame
        """
        made = OnwardFormula(paths)
        fitting = [one for one in made._layouts(figure, fall, frame) if least_size(one).fits(frame.stage.size)]
        if fitting:
            whole = VGroup(made.slope, made.sum, made.value, *figure.contents())
            made.layout = first_central(frame, fitting, lambda: middle_of_ink(whole))
            return made
        small = OnwardFormula(paths, theme.LABEL)
        small.layout = Column(Row(small.slope, small.sum, small.value, gap=TIGHT), Share(figure), gap=TIGHT)
        return small

    def _layouts(self, figure: Any, fall: Waterfall, frame: Frame) -> Iterator[Cells]:
        slope, total, value = self.slope, self.sum, self.value
        lines = Column(slope, total, value, gap=APART)
        if fall.easy_width + total.width + 2 * TIGHT <= frame.stage.width:
            # the formula is lighter than strips: it stands on the side on which most of them are
            beside = [Share(figure), lines]
            beside = beside[::-1] if fall.middle < _LEFT else beside
            yield Row(*beside, Blank(VGroup()), gap=TIGHT)
            yield Row(*beside[::-1], Blank(VGroup()), gap=TIGHT)
        yield Column(Row(slope, total, value, gap=NEAR), Share(figure), gap=NEAR)
        yield Column(Row(slope, total, gap=NEAR), value, Share(figure), gap=NEAR)
        yield Column(slope, total, value, Share(figure), gap=NEAR)

    def adding(self) -> VGroup:
        """Return the sign of the sum, with all that says over what it runs."""
        return VGroup(*(glyph for glyph in self.sum if glyph not in self._glyphs()))

    def factors(self) -> list[VGroup]:
        """Return the factors of the product, in the order in which they are written."""
        whole, glyphs = self.sum, self._glyphs()
        weight = next(list(part) for name, part in whole.parts.items() if name.startswith("w"))
        slopes = [list(part) for name, part in whole.parts.items() if name.startswith("dC") and "." not in name]
        last = [glyph for part in slopes for glyph in part]
        middle = [glyph for glyph in glyphs if glyph not in weight and glyph not in last]
        return [VGroup(*own) for own in (weight, middle, last) if own]

    def _glyphs(self) -> list[VMobject]:
        """Return the glyphs of the product: all after those of the sum's sign."""
        ends = [name for name in ("last", "index", "begins", "first") if name in self.sum.parts]
        glyphs = list(self.sum)
        after = 1 + max(glyphs.index(glyph) for name in ends for glyph in self.sum[name])
        return glyphs[after:]
