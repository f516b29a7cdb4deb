"""Two states of a network, or two networks, of which the same is told: which examples and which output."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.arithmetic import Expression, total
from core.model.quantity import C, a, delta, slope, y
from core.passes.choices.ranking import largest
from core.passes.moment import Moment

_SHOWN = 12
"""How many examples are gone through at most."""


@dataclass(frozen=True, eq=False)
class Pair(ABC):
    """What is told of two networks, of which each runs the same examples.

    Parameters
    ----------
    moment : Moment
        Of the first network and the first example.
    """

    moment: Moment

    @abstractmethod
    def before(self, example: int) -> Moment:
        """Return the moment of an example in the first one."""

    @abstractmethod
    def after(self, example: int) -> Moment:
        """Return the moment of an example in the second one."""

    def sent(self, moment: Moment) -> Expression:
        """Return what the outputs send back: the sizes of their deltas added up, each with the sign that it has."""
        last = moment.network.depth
        deltas = [delta(last, j) for j in range(moment.network.widths[last])]
        return total(one if moment.value(one) >= 0 else -one for one in deltas)

    @cached_property
    def output(self) -> int:
        """The output of the first one that is furthest from what is desired."""
        last = self.moment.network.depth
        misses = [
            self.moment.value(a(last, j)) - self.moment.value(y(j)) for j in range(self.moment.network.widths[last])
        ]
        return largest(misses, 1)[0]

    @cached_property
    def most(self) -> int:
        """The example for which the outputs of the second one send back most."""
        sent = [self._sent_after(example) for example in self._told]
        return self._told[largest(sent, 1)[0]]

    @property
    def is_done(self) -> bool:
        """Whether the second one sends nothing back, for any example that is told."""
        return not self._sent_after(self.most)

    @cached_property
    def examples(self) -> tuple[int, ...]:
        """Those that are gone through: the first one first, that which sends most in the second one last."""
        others = [example for example in self._told if example not in {0, self.most}]
        if len(others) > _SHOWN - 2:
            others = [others[place] for place in np.linspace(0, len(others) - 1, _SHOWN - 2).round().astype(int)]
        return (0, *others, *([self.most] if self.most or others else []))

    @cached_property
    def _told(self) -> list[int]:
        """Return the examples whose slopes can be written down in both."""
        told = np.ones(len(self.moment.examples), dtype=bool)
        for moment in (self.before(0), self.after(0)):
            last = moment.network.depth
            for j in range(moment.network.widths[last]):
                told &= np.isfinite(moment.values(slope(C, a(last, j)))) & np.isfinite(moment.values(delta(last, j)))
        return [int(example) for example in np.flatnonzero(told)]

    def _sent_after(self, example: int) -> float:
        moment = self.after(example)
        return moment.value(self.sent(moment))
