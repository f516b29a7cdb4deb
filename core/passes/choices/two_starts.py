"""Two starts, two valleys: one weight with its whole landscape, and how far a network gets from ten starts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np

from core.model.arrays import Array, frozen
from core.model.companions import VALLEY_A, VALLEY_B, companion
from core.model.fact import PLATEAU
from core.model.network import Examples, Network
from core.model.quantity import w
from core.model.variants import exchange
from core.model.work import products_of_a_pass
from core.passes.choices.flat_ends import beside
from core.passes.descents import (
    STARTS,
    Descents,
    Start,
    cost_of_one_answer,
    descend_together,
    descents_by_seed,
)
from core.passes.landscape import average_cost, line_between, placed
from core.passes.moment import Moment

_STEPS = (4000, 2000, 1000, 400, 200, 100, 40, 20, 10)
_WORK, _PRODUCTS = 16_000, 20_000
"""Layers swept in all at most; so many products take as long as one layer."""
_SLOWER = (1, 5, 25)
"""By how much smaller than the network's own a learning rate is tried."""
_FIRST = 100
"""So many steps are taken before all of them are."""
_POINTS = 121
"""Of a line between two ends."""
_HIGHER = 0.01
"""By how much more than its higher end a line is a hill, as a share of the largest cost on it."""
_PAIRS = 8
"""Of neurons that are exchanged: so many are tried, those first that differ most."""
_EXAMPLES, _OUTPUTS = 24, 10
"""Whose answers are shown, at most."""
_STANDS = 20
"""Of all steps, one in so many at a level is long enough to be told."""
VALLEY_STEPS = 4000
_FROM, _TO, _PLACES = -3.4, 15.4, 189
"""Between which weights the landscape of one is drawn, and at how many places."""


@dataclass(frozen=True, eq=False)
class Valleys:
    """One weight, its whole landscape, and two descents on it.

    Attributes
    ----------
    starts : tuple of Moment
        A and B: the average over all examples, before any step.

    Examples
    --------
    >>> from core.model.quantity import C
    >>> valleys = Valleys.told()
    >>> [round(end.value(C), 4) for end in valleys.ends], [round(end.value(w(1)), 3) for end in valleys.ends]
    ([0.1253, 0.27], [-0.543, 10.986])
    """

    starts: tuple[Moment, ...]
    descents: Descents

    @staticmethod
    @lru_cache(maxsize=1)
    def told() -> Valleys:
        """Return them; they are the same for every network."""
        moments = tuple(beside(name).averaged for name in (VALLEY_A, VALLEY_B))
        first, examples = companion(VALLEY_A)
        rate = first.learning_rate
        starts = [one.network for one in moments]
        return Valleys(moments, descend_together(starts, examples, VALLEY_STEPS, rate, marks=0))

    @property
    def ends(self) -> tuple[Moment, ...]:
        """A and B after all steps."""
        rate = self.descents.learning_rate
        return tuple(one.after(VALLEY_STEPS, rate=rate) for one in self.starts)

    @cached_property
    def ways(self) -> tuple[Array, ...]:
        """Where each has been after every step: weights and costs, shape (steps + 1, 2)."""
        found = []
        for place in range(len(self.starts)):
            weights = [networks[place].layer(1).W.item() for networks in self.descents.networks]
            found.append(frozen(np.column_stack([weights, self.descents.costs[:, place]])))
        return tuple(found)

    @cached_property
    def landscape(self) -> Array:
        """Weights and the average cost there, shape (n, 2)."""
        network, examples = companion(VALLEY_A)
        weights = np.linspace(_FROM, _TO, _PLACES)
        return frozen([[at, average_cost(placed(network, {w(1): float(at)}), examples)] for at in weights])


@dataclass(frozen=True, eq=False)
class TwoStarts:
    """What is told of a network's starts by chance: A gets furthest of ten, B least far.

    Parameters
    ----------
    moment : Moment
        Of the network as it is given.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C
    >>> told = TwoStarts(Moment.first(*read("networks/iris.toml")))
    >>> told.seeds, told.steps, told.rate, told.uphill
    ((4, 8), 4000, 0.1, 0)
    >>> [round(told.after(seed).value(C), 3) for seed in told.seeds], round(told.at(told.hill).value(C), 3)
    ([0.106, 0.376], 0.478)
    """

    moment: Moment

    @cached_property
    def descents(self) -> Descents:
        """The steps from all starts."""
        return self.moment.trace.started.keep(descents_of(self.moment.network, self.moment.examples))

    @property
    def steps(self) -> int:
        """How many are taken from each start."""
        return self.descents.steps

    @property
    def rate(self) -> float:
        """The learning rate of them all."""
        return self.descents.learning_rate

    @cached_property
    def order(self) -> list[int]:
        """All seeds, the one with the lowest cost after all steps first."""
        return [int(seed) for seed in np.argsort(self.descents.costs[-1], kind="stable")]

    @property
    def seeds(self) -> tuple[int, int]:
        """Of A and of B."""
        return self.order[0], self.order[-1]

    @property
    def middle(self) -> int:
        """The seed in the middle of them all."""
        return self.order[(STARTS - 1) // 2]

    @property
    def uphill(self) -> int:
        """How many steps of A and B raised their costs."""
        return sum(map(self.descents.uphill, self.seeds))

    def after(self, seed: int, steps: int | None = None) -> Moment:
        """Return the moment after all steps from a start, or after some of them: the average over all examples."""
        return self.moment.averaged.started(Start(seed), self.steps if steps is None else steps, self.rate)

    @property
    def marks(self) -> tuple[int, ...]:
        """After how many steps networks are known."""
        return self.descents.marks

    @cached_property
    def level(self) -> float | None:
        """The cost of giving every example one answer; None where B does not stand there for long."""
        level = cost_of_one_answer(self.moment.network, self.moment.examples)
        stands = bool(np.isfinite(level)) and level > 0 and self.plateau * _STANDS >= self.steps
        return level if stands else None

    @property
    def plateau(self) -> int:
        """How many steps B stands at that cost."""
        return int(self.after(self.seeds[1]).value(PLATEAU))

    # The line from A to B, and that from A to A with two neurons exchanged.

    @cached_property
    def line(self) -> Array:
        """Shares of the way from A to B, and the average cost there, shape (n, 2)."""
        a, b = (self.after(seed).network for seed in self.seeds)
        return _line(a, b, self.moment.examples)

    def at(self, share: float) -> Moment:
        """Return the moment on the line from A to B."""
        a, b = self.seeds
        return self.moment.averaged.started(Start(a, towards=b, share=share), self.steps, self.rate)

    @property
    def hill(self) -> float | None:
        """At which share the line is highest; None where that is not above its ends."""
        return _hill(self.line)

    @cached_property
    def _copies(self) -> tuple[tuple[int, int, int], Array] | None:
        end, found = self.after(self.seeds[0]).network, []
        for layer in range(1, end.depth):
            here, onward = end.layer(layer), end.layer(layer + 1)
            own = np.hstack([here.W, here.b[:, None], onward.W.T])
            pairs = combinations(range(min(here.n, 60)), 2)
            found += [(float(np.linalg.norm(own[j] - own[i])), (layer, j, i)) for j, i in pairs]
        found.sort(key=lambda one: (-one[0], one[1]))
        lines = ((one, _line(end, exchange(end, *one), self.moment.examples)) for _, one in found[:_PAIRS])
        return next(((one, line) for one, line in lines if _hill(line) is not None), None)

    @property
    def exchanged(self) -> tuple[int, int, int] | None:
        """A hidden layer and two of its neurons, with a hill on the way to their exchange; None where there is none."""
        return None if self._copies is None else self._copies[0]

    @property
    def line_to_copy(self) -> Array:
        """Shares of the way from A to itself with two neurons exchanged, and the average cost there, shape (n, 2)."""
        assert self._copies is not None
        return self._copies[1]

    @property
    def hill_to_copy(self) -> float:
        """At which share that line is highest."""
        share = _hill(self.line_to_copy)
        assert share is not None
        return share

    def at_copy(self, share: float) -> Moment:
        """Return the moment on the line from A to itself with two neurons exchanged."""
        start = Start(self.seeds[0], exchanged=self.exchanged or (), share=share)
        return self.moment.averaged.started(start, self.steps, self.rate)

    # Whose answers are shown.

    @cached_property
    def examples(self) -> tuple[int, ...]:
        """All, or some at equal distances."""
        return _spread(len(self.moment.examples), _EXAMPLES)

    @cached_property
    def outputs(self) -> tuple[int, ...]:
        """All, or some at equal distances."""
        return _spread(self.moment.network.widths[-1], _OUTPUTS)


@lru_cache(maxsize=8)
def descents_of(network: Network, examples: Examples) -> Descents:
    """Return the descents that are told: the fastest of three rates at which no step raises a cost, or the slowest.

    They are 4,000 steps long, or of a large network so many fewer that they do not take longer.

    Raises
    ------
    ValueError
        If a cost is not finite at a start.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> descents = descents_of(*read("networks/iris.toml"))
    >>> descents.steps, descents.learning_rate
    (4000, 0.1)
    """
    each = network.depth + STARTS * products_of_a_pass(network) * len(examples) / _PRODUCTS
    steps = next((one for one in _STEPS if one * each <= _WORK), _STEPS[-1])
    rates = [network.learning_rate / times for times in _SLOWER]
    for rate in rates:
        for count in (min(_FIRST, steps), steps):  # most that rise do so early
            found = descents_by_seed(network, examples, count, rate, never_uphill=True)
            if found.steps < count:
                break
        else:
            return found
    return descents_by_seed(network, examples, steps, rates[-1])


def why_no_starts(network: Network, examples: Examples) -> str:
    """Return why no descents from starts by chance can be told; empty where they can.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> why_no_starts(*read("networks/iris.toml"))
    ''
    """
    try:
        descents = descents_of(network, examples)
    except ValueError:
        return "from a start by chance its cost is beyond all numbers"
    if not descents.steps:
        return "from a start by chance the first step leads beyond all numbers"
    told = TwoStarts(Moment.first(network, examples))
    lines = [told.line[:, 1], *([told.line_to_copy[:, 1]] if told.exchanged else [])]
    if not all(np.isfinite(one).all() for one in (*lines, descents.costs)):
        return "between two starts its cost is beyond all numbers"
    if not max(float(np.abs(one).max()) for one in (*lines, descents.costs)):
        return "its cost is zero from every start"
    return ""


def _line(one: Network, other: Network, examples: Examples) -> Array:
    return frozen(np.column_stack(line_between(one, other, examples, _POINTS)))


def _hill(line: Array) -> float | None:
    place, costs = int(np.argmax(line[:, 1])), line[:, 1]
    return float(line[place, 0]) if costs[place] - max(costs[0], costs[-1]) > _HIGHER * abs(costs).max() else None


def _spread(count: int, most: int) -> tuple[int, ...]:
    return tuple(int(one) for one in np.unique(np.linspace(0, count - 1, min(count, most)).round()))
