"""The scores of a network's outputs, as a picture of them needs them: whose, how large, of what kind, how written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.arithmetic import Expression, Given, bracketed, total
from core.model.arrays import Array
from core.model.costs import Score
from core.model.quantity import C, a, y
from core.notation.numeral import significant
from core.notation.reading import Reading
from core.passes.choices import Story
from core.passes.choices.crowds import Shown
from core.passes.cost_terms import cost_term
from core.passes.moment import Moment

_SQUARES = (Score.SQUARE, Score.HALF_SQUARE, Score.MEAN_SQUARE)
_NEAR = 12.0
"""A line that is longer has marks at its ends, not at 0 and 1."""


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of one moment.

    Parameters
    ----------
    moment : Moment
    story : Story
        Which outputs have a row of their own.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> moment = Moment.first(*read("networks/iris.toml"))
    >>> scores = Scores(moment, Story(moment))
    >>> scores.is_square, scores.share, [one.shown for one in scores.readings]
    (True, 1.0, ['0.017', '0.329', '0.263'])
    """

    moment: Moment
    story: Story

    @cached_property
    def shown(self) -> Shown:
        """Which outputs have a row of their own."""
        return self.story.shown(self.moment.network.depth)

    @property
    def is_square(self) -> bool:
        """Whether a score is the square of a miss, or a share of it."""
        return self.moment.network.cost.score in _SQUARES

    @property
    def share(self) -> float:
        """How much of its square a score is."""
        one, nothing = np.array([1.0]), np.array([0.0])
        return float(self.moment.network.cost.term(one, nothing, self.moment.network.widths[-1])[0])

    @cached_property
    def terms(self) -> list[Expression]:
        """The scores in the order of rows, those of outputs without a row as one."""
        terms = [cost_term(self.moment, j) for j in self.shown.neurons]
        if self.shown.after is not None:
            hidden = total(bracketed(cost_term(self.moment, j)) for j in self.shown.hidden)
            terms.insert(self.shown.after, hidden)
        return terms

    @cached_property
    def rows(self) -> list[int | None]:
        """The outputs in the order of rows; None for those that have none of their own."""
        rows: list[int | None] = list(self.shown.neurons)
        if self.shown.after is not None:
            rows.insert(self.shown.after, None)
        return rows

    @cached_property
    def values(self) -> list[float]:
        """How large the scores are, in the order of rows."""
        return [self.moment.value(term) for term in self.terms]

    @cached_property
    def readings(self) -> list[Reading]:
        """The scores as they are written: with the decimals of the cost, so that a viewer can add them up."""
        whole = self.moment.read(C, 3)
        found = [self.moment.read(term, 3) for term in self.terms]
        if whole.numeral.exponent is not None or not whole.value:
            return found
        decimals = len(whole.numeral.digits.partition(".")[2])
        return [_with_decimals(one, decimals) for one in found]

    @property
    def ascending(self) -> list[int]:
        """The outputs that are shown, the one with the least score first."""
        return sorted(self.shown.neurons, key=lambda j: abs(self.reading_of(j).value))

    def reading_of(self, j: int) -> Reading:
        """Return the score of an output that has a row."""
        return self.readings[self.rows.index(j)]

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The values at which all lines begin and end: 0 and 1, or as far as there is something to show."""
        last = self.moment.network.depth
        seen = [self.moment.value(one) for j in self.shown.neurons for one in (a(last, j), y(j))]
        return min(0.0, *seen), max(1.0, *seen)

    @cached_property
    def ticks(self) -> tuple[float, ...]:
        """Which values are marked on the lines: 0 and 1 where they can be told apart."""
        low, high = self.ends
        if high - low <= _NEAR:
            return 0.0, 1.0
        power = 10.0 ** math.floor(math.log10(high - low))
        step = max(one * power for one in (1.0, 2.0, 5.0) if one * power <= max(high, -low))
        return (0.0, step) if high >= -low else (-step, 0.0)

    def curve(self, j: int, values: Array) -> Array:
        """Return the scores that an output would have elsewhere, shape (n,)."""
        wanted = np.full_like(values, self.moment.value(y(j)))
        width = self.moment.network.widths[-1]
        scores: Array = self.moment.network.cost.term(values, wanted, width)
        return scores

    def so_far(self, shares: list[float]) -> Expression:
        """Return what the cost is when so much of each score has come."""
        if all(share >= 1 for share in shares):
            return C
        come = [
            bracketed(term) if share >= 1 else Given(float(round(share, 3))) * bracketed(term)
            for share, term in zip(shares, self.terms, strict=True)
            if round(share, 3) > 0
        ]
        return total(come) if come else Given(0)


def _with_decimals(reading: Reading, decimals: int) -> Reading:
    if reading.numeral.exponent is not None and abs(reading.value) < 1:
        return reading
    written = reading.to_decimals(decimals).in_own_digits()
    return written if reading.value else Reading(reading.expression, reading.state, 0.0, significant(0.0), reading.path)
