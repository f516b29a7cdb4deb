"""Who asks: a network in one moment, its numbers as they are printed, its quantities as they are named, its words.

Every number is read off one moment of core's passes, the first example at rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.model.arithmetic import Expression
from core.model.quantity import C, Quantity, a, slope, z
from core.notation.reading import Named, Reading
from core.passes.choices.story import Story
from core.passes.moment import Moment
from scenes.words.language import Fact, Words
from studio.exports.working import APART, EQUAL, Grid, Line, Name, Piece, Question, Sign, Slot, Worked

_DIGITS = 3


class Unshown(Exception):  # noqa: N818  nobody is to blame
    """A number of a question cannot be written down: the question is left out."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A network that is asked about.

    Parameters
    ----------
    moment : Moment
        Of the first example, at rest.
    words : Words
        Of the worksheet.
    weight : Quantity
        The weight of the last layer of which most is asked.
    """

    moment: Moment
    words: Words
    weight: Quantity

    @classmethod
    def of(cls, moment: Moment, words: Words) -> Asker:
        """Choose the weight of which the lessons tell."""
        return cls(moment, words, Story(moment).last_weight)

    @property
    def ends(self) -> tuple[int, int, int]:
        """The layer of the weight, where it leads and whence."""
        layer, (j, k) = self.weight.layer, self.weight.neurons
        assert layer is not None
        return layer, j, k

    @property
    def onward(self) -> tuple[Quantity, ...]:
        """The slopes behind the weighted sum: of the curve and of the cost, or where outputs compete their sum."""
        layer, j, _ = self.ends
        if self.moment.network.layer(layer).activation.elementwise:
            return slope(a(layer, j), z(layer, j)), slope(C, a(layer, j))
        return (slope(C, z(layer, j)),)

    def read(self, what: Expression, moment: Moment | None = None) -> Reading:
        """Return a number as it is printed.

        Raises
        ------
        Unshown
            If it is not finite.
        """
        at = moment or self.moment
        with np.errstate(all="ignore"):
            if not math.isfinite(at.value(what)):
                raise Unshown
            return at.read(what, _DIGITS).in_fewest_digits()

    def slot(self, what: Expression, *, asked: bool = False) -> Slot:
        """Return a number that is given, or asked for."""
        return Slot(self.read(what), asked)

    def asked(self, what: Expression) -> Slot:
        """Return a number that is asked for."""
        return self.slot(what, asked=True)

    def named(self, quantity: Quantity) -> Named:
        """Return a quantity as running text names it."""
        return Named(quantity, not self.moment.network.is_chain)

    def name(self, quantity: Quantity) -> Name:
        """Return a quantity as mathematics names it."""
        return Name(quantity, not self.moment.network.is_chain)

    def head(self, message: str) -> Sign:
        """Return words at the head of a column."""
        text = self.words.say(message, {}).text
        return Sign(f'"{text}"', text)

    def given(self, *quantities: Quantity) -> Line:
        """Return what is given, on one line."""
        row: list[Piece] = []
        for one in quantities:
            row += [*([APART] if row else []), self.name(one), EQUAL, self.slot(one)]
        return Line(row)

    def equation(self, *quantities: Quantity) -> Line:
        """Return a line with each quantity's name and room for its value; the key shows how it is found."""
        row: list[Piece] = []
        for one in quantities:
            row += [*([APART] if row else []), self.name(one), EQUAL, *self.worked(one), self.asked(one)]
        return Line(row)

    def worked(self, quantity: Quantity) -> list[Worked]:
        """Return how one factor is found by the network's formulas, where there is more to say than its value."""
        from core.notation.written import text, typst

        found = self._formula(quantity)
        if found is None or not found.free_symbols:
            return []
        markup = typst(found, indexed=not self.moment.network.is_chain)
        return [Worked(f"{markup} =", f"{text(found)} =")]

    def _formula(self, quantity: Quantity) -> Any:  # noqa: ANN401  SymPy has no types
        from sympy import Piecewise, Symbol

        from core.algebra.evaluation import Evaluation, slope_formula
        from core.algebra.local_slopes import LocalSlopes, in_order, slope_in_a
        from core.algebra.symbols import symbol

        of, by = quantity.of, quantity.by
        assert of is not None
        assert by is not None
        match of.kind, by.kind:
            case "z", "w":
                assert by.layer is not None
                return symbol(a(by.layer - 1, by.neurons[1]))
            case "a", "z":
                row = self.moment.network.layer(of.layer or 0).activation
                steep, in_a = slope_formula(row), slope_in_a(row)
                if in_a is not None:
                    return in_order(in_a).xreplace({Symbol("a"): symbol(of)})
                return None if steep.has(Piecewise) else steep.xreplace({Symbol("z"): symbol(by)})
            case "C", "a":
                state = self.moment.state
                evaluation = Evaluation(self.moment.trace.forward(state), self.moment.examples.Y[state.example or 0])
                return LocalSlopes(evaluation).dC_expression(by.neurons[0])
        return None

    def question(self, name: str, *work: Line | Grid, room: int = 0, **facts: Fact) -> Question:
        """Return a question by the name of its message, with its answer."""
        title, asks, says = (self.words.say(f"{name}{part}", facts) for part in ("-title", "", "-key"))
        return Question(name, title.text, asks, work, says, room)
