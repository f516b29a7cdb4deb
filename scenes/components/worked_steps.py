"""The derivation of one slope, line by line: the function, its derivative by SymPy's rules, the number."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import final

from manim import DOWN, LEFT, Animation, FadeIn, LaggedStart, VGroup
from sympy import Expr

from core.algebra.differentials import SlopeOf
from core.algebra.steps import Step
from core.model.quantity import Quantity
from core.notation.reading import Reading
from scenes import theme
from scenes.components.arrangement import stack
from scenes.type.formula import Formula, Label


@final
class WorkedSteps(VGroup):
    """One slope worked out: of = f(by), then d of / d by in SymPy's steps, then its number.

    Parameters
    ----------
    step : Step
        From a Derivation: a factor of the chain rule with its substeps.
    value : Reading
        Of the slope.
    width, height : float
        Of the room; what does not fit is set in smaller type, down to the least.

    Attributes
    ----------
    lines : VGroup
        The formulas, aligned on their equals signs.
    rules : dict
        From the index of a line to the Label with its rule.
    function : Formula
        The first line.
    result : Formula
        The last line; its part `value` is the number.
    """

    def __init__(self, step: Step, value: Reading, *, width: float, height: float) -> None:
        for em in (theme.FORMULA, (theme.FORMULA + theme.TEXT) / 2, theme.TEXT, theme.LABEL):
            lines, rules = _lines(step, value, em)
            self.lines = stack(lines)
            self.rules = {index: _rule(lines[index], rule) for index, rule in enumerate(rules) if rule}
            self._make_room(width)
            whole = VGroup(self.lines, *self.rules.values())
            if whole.width <= width and whole.height <= height:
                break
        super().__init__(self.lines, *self.rules.values())

    @property
    def function(self) -> Formula:
        """The line that says what is differentiated."""
        return self.lines[0]  # type: ignore[no-any-return]

    @property
    def result(self) -> Formula:
        """The line with the number."""
        return self.lines[-1]  # type: ignore[no-any-return]

    def show_function(self) -> Animation:
        """Return the coming of the first line."""
        return FadeIn(self.lines[0])

    def show_steps(self) -> Animation:
        """Return the coming of the other lines, one after another, each with its rule."""
        shown = [VGroup(line, *self._rule_of(index)) for index, line in enumerate(self.lines) if index]
        return LaggedStart(*map(FadeIn, shown), lag_ratio=0.7)

    def _rule_of(self, index: int) -> list[Label]:
        return [self.rules[index]] if index in self.rules else []

    def _make_room(self, width: float) -> None:
        """Move each line below the rule of the one above it, and what is long to the left into the room."""
        left = self.lines.get_left()[0]
        for line in (*self.rules.values(), *self.lines):
            beyond = line.get_right()[0] - (left + width)
            line.shift(LEFT * min(max(0.0, beyond), line.get_left()[0] - left))
        for index, line in enumerate(self.lines):
            above = [*self.lines[:index], *(self.rules[other] for other in self.rules if other < index)]
            if above:
                own = VGroup(line, *self._rule_of(index))
                own.next_to(VGroup(*above), DOWN, buff=0.25, coor_mask=[0, 1, 0])


def _lines(step: Step, value: Reading, em: float) -> tuple[list[Formula], list[str]]:
    """Return the formulas of a slope's derivation and, for each, the rule that leads to it."""
    assert isinstance(step.what, Quantity)
    assert step.what.of is not None
    function, results = _told(step)
    line = partial(Formula, em=em, indexed=False, eq="=")
    lines = [line("{of} {eq} {function}", of=step.what.of, function=function)]
    rules = [""]
    for one in results:
        if not one.result.is_number:
            head = "{left} {eq} {result}" if len(lines) == 1 else "{eq} {result}"
            lines.append(line(head, left=step.what, result=one.result))
            rules.append(one.rule)
    if len(lines) == 1:
        lines.append(line("{left} {eq} {value}", left=step.what, value=value))
        return lines, [*rules, results[0].rule]
    lines.append(line("{eq} {value}", value=value))
    return lines, [*rules, ""]


def _told(step: Step) -> tuple[Expr, list[Step]]:
    """Return the function that is differentiated, and the steps that lead to its slope."""
    itself = "in terms of the function itself"
    taken = [one for one in step.substeps if isinstance(one.left, SlopeOf)]
    if taken:
        return taken[0].left.args[0], [taken[0], *(one for one in step.substeps if one.rule == itself)]
    # a softmax of one output: its slope is told without SymPy's rules
    return step.substeps[0].result, [*step.substeps[1:], replace(step, rule=itself)]


def _rule(line: Formula, rule: str) -> Label:
    words = rule.replace("_", " ").replace(" with S =", ", S =")
    return Label(words).next_to(line, DOWN, buff=0.1).align_to(line["eq"], LEFT)
