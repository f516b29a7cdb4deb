"""Where starts by chance have led: kept, since each takes thousands of steps, and looked up by seed, step and rate."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from core.model.arrays import Array
from core.model.network import Examples, Network
from core.model.variants import start as drawn
from core.passes.descents import STARTS, Descents, Start, cost_of_one_answer, plateau
from core.passes.training import train


@dataclass(frozen=True, slots=True, eq=False)
class Started:
    """The ways downhill of a network from starts by chance.

    Parameters
    ----------
    network : Network
    examples : Examples

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.descents import descents_by_seed
    >>> network, examples = read("networks/iris.toml")
    >>> ways = started(network, examples)
    >>> known = ways.keep(descents_by_seed(network, examples, 60, 0.1))
    >>> ways.place(Start(4), 60, 0.1) is known.network(4, 60), ways.plateau(Start(4), 60, 0.1) < 60
    (True, True)
    """

    network: Network
    examples: Examples
    _known: dict[float, Descents] = field(default_factory=dict, repr=False)

    def keep(self, descents: Descents) -> Descents:
        """Keep where descents from the first starts lead; return them."""
        self._known[descents.learning_rate] = descents
        return descents

    def place(self, start: Start, step: int, rate: float) -> Network:
        """Return the network of a start after so many steps, or on a line from there."""
        return start.place(*(self._led(seed, step, rate) for seed in start.seeds))

    def plateau(self, start: Start | None, step: int, rate: float) -> int:
        """Return how many of so many steps end at about the cost of giving every example one answer.

        Parameters
        ----------
        start : Start or None
            None for the network as it is given.
        step : int
        rate : float
        """
        level = cost_of_one_answer(self.network, self.examples)
        known = self._known.get(rate)
        if start is not None and known is not None and start.seed < STARTS and step <= known.steps:
            return plateau(known.costs[: step + 1, start.seed], level)
        begun = self.network if start is None else self._drawn(start.seed)
        costs: Array = train(begun, self.examples, step, rate).costs
        return plateau(costs, level)

    def _led(self, seed: int, step: int, rate: float) -> Network:
        known = self._known.get(rate)
        if known is not None and seed < STARTS and step in known.marks:
            return known.network(seed, step)
        return train(self._drawn(seed), self.examples, step, rate).end if step else self._drawn(seed)

    def _drawn(self, seed: int) -> Network:
        return drawn(self.network, np.random.default_rng(seed))


@lru_cache(maxsize=8)
def started(network: Network, examples: Examples) -> Started:
    """Return the ways of a network, the same each time."""
    return Started(network, examples)
