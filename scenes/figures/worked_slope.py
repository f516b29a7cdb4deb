"""A slope worked out: the formula that it comes from, and what the rules of differentiation make of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from manim import VGroup
from sympy import Expr

from core.algebra.derivation import derive
from core.algebra.differentials import SlopeOf
from core.algebra.steps import Step
from core.model.quantity import Quantity
from core.passes.moment import Moment
from scenes.figures.products import makes, multiplied
from scenes.figures.slope_line import SlopeLine
from scenes.layout.box import Size
from scenes.layout.cells import APART, NEAR, Cells, Column, Row
from scenes.layout.solving import least_size
from scenes.type.formula import Formula

_DIGITS = 3


class WorkedSlope:
    """One slope of a chain: of = f(by), and d of / d by.

    Parameters
    ----------
    step : Step
        From a derivation: a factor of the chain rule with its substeps.
    """

    def __init__(self, step: Step) -> None:
        assert isinstance(step.what, Quantity)
        self.slope = step.what
        self._function, self._result = _told(step)

    @property
    def ways(self) -> tuple[Callable[[float], Formula], Callable[[float], Formula]]:
        """What makes the formula and its slope, in type of a size."""
        return self.function, self.result

    def function(self, em: float) -> Formula:
        """Return the formula that the slope comes from."""
        assert self.slope.of is not None
        return Formula("{of} {eq} {function}", em=em, indexed=False, eq="=", of=self.slope.of, function=self._function)

    def result(self, em: float) -> Formula:
        """Return what the slope is, to be read on after its number."""
        return Formula("{eq} {result}", em=em, indexed=False, eq="=", result=self._result)


class WorkedLine:
    """What is told of one slope: its formula, the slope with its number, and what it is by the rules.

    Parameters
    ----------
    line : SlopeLine
    function, result : Formula
    shape : callable
        From function, line and result to where they stand.

    Attributes
    ----------
    cells : Cells
        Where they stand.
    function, result : VGroup of Formula
        Nothing where they do not stand.
    """

    def __init__(self, line: SlopeLine, function: Formula, result: Formula, shape: Callable[..., Cells]) -> None:
        self.line, self.cells = line, shape(function, line, result)
        placed = self.cells.contents()
        self.function, self.result = (VGroup(*(one for one in placed if one is it)) for it in (function, result))


def told_of(
    moment: Moment, slopes: Sequence[WorkedSlope], shape: Callable[..., Cells], *, em: float, least: float, room: Size
) -> list[WorkedLine]:
    """Return what is told of some slopes; only the longest formulas and results are in smaller type, or left out."""
    widest = max(max(one.function(least).width, one.result(least).width) for one in slopes)

    def told(one: WorkedSlope) -> WorkedLine:
        function, result = (max((how(em), how(least)), key=lambda it: (it.width <= widest, it.em)) for how in one.ways)
        whole = WorkedLine(SlopeLine(moment, one.slope, em=em), function, result, shape)
        fits = least_size(whole.cells).width <= room.width
        return whole if fits else WorkedLine(whole.line, function, result, without_function)

    return [told(one) for one in slopes]


def upright(function: Formula, line: SlopeLine, result: Formula) -> Cells:
    """Return a formula, its slope and its result below each other."""
    return Column(Column(function, line, gap=NEAR, on="eq"), result, gap=NEAR, place="start")


def without_function(_function: Formula, line: SlopeLine, result: Formula) -> Cells:
    """Return a slope with its result below it, where the formula is too long."""
    return Column(line, result, gap=NEAR, place="start")


def without_result(function: Formula, line: SlopeLine, _result: Formula) -> Cells:
    """Return a formula with its slope below it, where the result is too long."""
    return Column(function, line, gap=NEAR, on="eq")


def level(function: Formula, line: SlopeLine, result: Formula) -> Cells:
    """Return a formula, its slope and its result in one line."""
    return Row(function, Row(line, result, gap=NEAR), gap=APART)


def in_two_lines(function: Formula, line: SlopeLine, result: Formula) -> Cells:
    """Return a formula, and below it its slope with its result."""
    return Column(function, Row(line, result, gap=NEAR), gap=NEAR)


class SlopeProduct:
    """A slope as the product of slopes, and with their numbers.

    Parameters
    ----------
    moment : Moment
    whole : Quantity
    factors : sequence of Quantity
    em : float
    way : type of Cells
        Whether the numbers stand beside the symbols or below them.

    Attributes
    ----------
    symbols, result : Formula
        The result has part value.
    numbers : list of VGroup
        Of each factor, with its sign.
    cells : Cells
        Where they stand.
    """

    def __init__(
        self, moment: Moment, whole: Quantity, factors: Sequence[Quantity], *, em: float, way: type[Cells]
    ) -> None:
        dots = " dot.op ".join(f"{{f{place}}}" for place in range(len(factors)))
        parts = {f"f{place}": one for place, one in enumerate(factors)}
        self.symbols = Formula(f"{{whole}} = {dots}", em=em, indexed=False, whole=whole, **parts)
        readings = [moment.read(one, _DIGITS).in_fewest_digits() for one in factors]
        equals, numbers = Formula("=", em=em), multiplied(readings, em=em)
        self.result = makes(readings, moment.read(whole, _DIGITS), em=em)
        self.cells = way(self.symbols, Row(equals, numbers, self.result, gap=NEAR), gap=NEAR)
        self.numbers = [_of(numbers, place) for place in range(len(factors))]
        self.numbers[0].add(equals)


def _of(numbers: Formula, place: int) -> VGroup:
    """Return a number of a product, with the dot before it."""
    names = (f"dot{place - 1}", f"open{place}", f"n{place}", f"close{place}")
    return VGroup(*(numbers[name] for name in names if name in numbers.parts))


def worked_slopes(moment: Moment, whole: Quantity) -> dict[Quantity, WorkedSlope]:
    """Return the slopes whose product is the cost's slope by a weight of a chain.

    Parameters
    ----------
    moment : Moment
    whole : Quantity
    """
    example = moment.state.example or 0
    inputs, wanted = moment.examples.X[example], moment.examples.Y[example]
    found = derive(moment.network, whole, inputs, wanted)
    steps = (WorkedSlope(step) for step in found.steps[0].substeps if isinstance(step.what, Quantity))
    return {one.slope: one for one in steps}


def _told(step: Step) -> tuple[Expr, Expr]:
    """Return the function that is differentiated, and its slope in the shortest form."""
    itself = "in terms of the function itself"
    taken = [one for one in step.substeps if isinstance(one.left, SlopeOf)]
    if taken:
        last = [one for one in step.substeps if one.rule == itself]
        return taken[0].left.args[0], (last or taken)[-1].result
    # a softmax of one output: its slope is told without the rules
    return step.substeps[0].result, step.result
