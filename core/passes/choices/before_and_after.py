"""A network before and after training: how many steps at which rate, and which examples and outputs are told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.model.network import Examples, Network
from core.model.work import products_of_a_pass
from core.passes.choices.pair import Pair
from core.passes.moment import Moment
from core.passes.training import Training, train

_STEPS = (4000, 2000, 1000, 400, 200, 100, 40, 20, 10)
_WORK, _PRODUCTS = 16_000, 20_000
"""Layers swept in all at most; so many products take as long as one layer."""
_SLOWER = (1, 5, 25)
"""By how much smaller than the network's own a learning rate is tried."""
_FIRST = 100
"""So many steps are taken before all of them are."""


@lru_cache(maxsize=8)
def trained(network: Network, examples: Examples) -> Training:
    """Return the training that is told: the fastest of three of which no step raises the cost, or else the slowest.

    It is 4,000 steps long, or of a large network so many fewer that they do not take longer.

    Parameters
    ----------
    network : Network
    examples : Examples

    Returns
    -------
    Training
        Of no step where the first one leads beyond all numbers.

    Raises
    ------
    ValueError
        If the cost is not finite.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> told = trained(*read("networks/iris.toml"))
    >>> told.steps, told.learning_rate, told.uphill, round(float(told.costs[-1]), 4)
    (4000, 0.1, 0, 0.0205)
    """
    each = network.depth + products_of_a_pass(network) * len(examples) / _PRODUCTS
    steps = next((one for one in _STEPS if one * each <= _WORK), _STEPS[-1])
    rates = [network.learning_rate / times for times in _SLOWER]
    for rate in rates:
        for count in (min(_FIRST, steps), steps):  # most that rise do so early
            found = train(network, examples, count, rate)
            if found.steps < count or found.uphill:
                break
        else:
            return found
    return train(network, examples, steps, rates[-1])


@dataclass(frozen=True, eq=False)
class BeforeAndAfter(Pair):
    """What is told of a network before and after its training.

    Parameters
    ----------
    moment : Moment
        Of the first example, before any step.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> both = BeforeAndAfter(Moment(Trace(*read("networks/iris.toml"))))
    >>> both.after(0).state.step, both.output, both.examples[-1] == both.most
    (4000, 1, True)
    >>> both.before(0).value(both.sent(both.before(0))) > 10 * both.after(0).value(both.sent(both.after(0)))
    True
    """

    @cached_property
    def training(self) -> Training:
        """The steps between."""
        return trained(self.moment.network, self.moment.examples)

    def before(self, example: int) -> Moment:
        """Return the moment of an example before any step."""
        return self.moment.of(example)

    def after(self, example: int, steps: int | None = None) -> Moment:
        """Return the moment of an example after all steps, or after some of them."""
        done = self.training.steps if steps is None else steps
        return self.moment.of(example).after(done, rate=self.training.learning_rate)
