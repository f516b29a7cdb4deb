"""A descent as it is told: step after step by the slopes of one example, then by those of all of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.arithmetic import Expression, Given
from core.model.errors import InputError
from core.model.fact import RATE
from core.model.quantity import C, Quantity, b, slope, w
from core.passes.choices.ranking import largest
from core.passes.moment import Moment

_ALONE, _TOGETHER = 8, 51
"""How many steps are taken at most: by one example's slopes, and by those of all of them."""
_MOST_RISE = 10.0
"""How many times the first cost is as far as steps are followed."""


@dataclass(frozen=True, eq=False)
class Downhill:
    """Which steps are taken from a network as it was given.

    Parameters
    ----------
    moment : Moment
        Of the one example, before any step.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> downhill = Downhill(Moment(Trace(*read("networks/iris.toml"))))
    >>> len(downhill.alone), len(downhill.together), str(downhill.steepest)
    (9, 52, 'w[1][3,0]')
    >>> first, second = (moment.value(C) for moment in downhill.seen_by_all)
    >>> second > first
    True
    """

    moment: Moment

    @property
    def example(self) -> int:
        """The one example whose slopes are followed first."""
        return self.moment.state.example or 0

    @cached_property
    def alone(self) -> tuple[Moment, ...]:
        """The one example, before and after each step by its own slopes."""
        return self._followed(self.moment, _ALONE, self.example)

    @cached_property
    def together(self) -> tuple[Moment, ...]:
        """The average over all, before and after each step by the slopes of all."""
        return self._followed(self.moment.averaged, _TOGETHER, None)

    @cached_property
    def seen_by_all(self) -> tuple[Moment, ...]:
        """The average over all, before and after the first step by the one example's slopes; as far as it has one."""
        return tuple(moment.averaged for moment in self.alone[:2] if _has_costs(moment))

    @cached_property
    def steepest(self) -> Quantity:
        """The parameter that the first step moves furthest, of those that it may move."""
        network, swept = self.moment.network, self.moment.trace.backward(self.moment.state)
        found: list[tuple[float, Quantity]] = []
        for number, layer in enumerate(swept.layers, 1):
            place = largest(layer.dC_dW.ravel(), 1)[0]
            j, k = divmod(place, layer.dC_dW.shape[1])
            found.append((float(layer.dC_dW[j, k]), w(number, j, k)))
            if network.update_biases:
                j = largest(layer.dC_db, 1)[0]
                found.append((float(layer.dC_db[j]), b(number, j)))
        return found[largest((size for size, _ in found), 1)[0]][1]

    def move_of(self, parameter: Quantity) -> Expression:
        """Return what a step adds to a parameter; nothing to biases that the network keeps."""
        kept = parameter.kind == "b" and not self.moment.network.update_biases
        return Given(0) if kept else -RATE * slope(C, parameter)

    @staticmethod
    def _followed(start: Moment, most: int, asked: int | None) -> tuple[Moment, ...]:
        possible = next((steps for steps in (most, *range(most)[::-1]) if _can_be_taken(start, steps, asked)), 0)
        moments = [start.after(steps, asked) for steps in range(possible + 1)]
        limit = _MOST_RISE * abs(start.value(C))
        far = (steps for steps in range(1, possible + 1) if not abs(moments[steps].value(C)) <= limit)
        return tuple(moments[: min((possible, *far)) + 1])


def _can_be_taken(start: Moment, steps: int, asked: int | None) -> bool:
    """Whether no number grows beyond what can be computed on the way."""
    try:
        start.trace.network_at(steps, asked)
    except InputError:
        return False
    return True


def _has_costs(moment: Moment) -> bool:
    """Whether each example has a cost in a state."""
    try:
        return all(map(math.isfinite, np.atleast_1d(moment.values(C))))
    except ValueError:
        return False
