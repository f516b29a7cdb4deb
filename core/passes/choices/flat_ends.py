"""What is told of flat curves: a neuron on its flat end under two costs, two chains, and the layers of a network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.arithmetic import Expression, total
from core.model.arrays import Array, frozen
from core.model.companions import FLAT, OFF_THE_PLAIN, companion
from core.model.network import Network
from core.model.quantity import C, a, b, delta, slope, w, y, z
from core.passes.moment import Moment
from core.passes.saturation import flat_walk, saturation
from core.passes.trace import Trace

MISS, SLOPE, BEND = a(1) - y(0), -slope(C, z(1)), slope(a(1), z(1))
"""Of one neuron: by how much it is wrong, how strongly the cost answers its sum, and how steep its curve is."""
_FROM, _TO, _PLACES = -7.5, 4.5, 145
"""Between which sums curves are drawn, and at how many places."""
_BEGIN = 3.5
"""At this sum the bead begins."""
_NEAR = 20.0
"""How much longer the longest of some lengths may be, for the shortest to be seen."""


def beside(name: str) -> Moment:
    """Return the moment of a network that is told of beside the user's.

    Examples
    --------
    >>> beside(FLAT).read(a(1), 3).in_fewest_digits().shown, beside(FLAT).beside
    ('0.004', 'flat')
    """
    return Moment(Trace(*companion(name), beside=name))


@dataclass(frozen=True, slots=True, eq=False)
class FlatEnd:
    """One sigmoid output that is almost as wrong as can be, under one cost.

    Parameters
    ----------
    rest : Moment
        Where it is so.
    steps : int
        Of its bias, until it has left the plain.
    curve : ndarray, shape (n, 3)
        Sums, activations, and how strongly the cost answers there.

    Examples
    --------
    >>> end = FlatEnd.of(FLAT)
    >>> end.steps, round(end.after(end.steps).value(a(1)), 3), round(end.at(0.0).value(a(1)), 3)
    (340, 0.9, 0.5)
    """

    rest: Moment
    steps: int
    curve: Array

    @staticmethod
    def of(name: str) -> FlatEnd:
        """Return that of a name: FLAT or CROSSED."""
        rest, places = beside(name), np.linspace(_FROM, _TO, _PLACES)
        sums = rest.value(z(1))
        moments = [rest.nudged(b(1), float(place - sums)) for place in places]
        curve = frozen([[one.value(q) for q in (z(1), a(1), SLOPE)] for one in moments])
        return FlatEnd(rest, flat_walk(*companion(name), OFF_THE_PLAIN), curve)

    def at(self, sums: float) -> Moment:
        """Return the moment at another sum: the bias is moved."""
        return self.rest.nudged(b(1), sums - self.rest.value(z(1)))

    def slid(self, share: float) -> Moment:
        """Return the moment on the bead's way from where it is right to where it is wrong; at its end it rests."""
        end = self.rest.value(z(1))
        return self.at(_BEGIN + share * (end - _BEGIN)) if share < 1 else self.rest

    def after(self, steps: int) -> Moment:
        """Return the moment after some steps of the bias."""
        return self.rest.after(steps, rate=self.rest.network.learning_rate)

    def walked(self, share: float) -> Moment:
        """Return the moment after a share of its steps."""
        return self.after(round(share * self.steps))


@dataclass(frozen=True, slots=True, eq=False)
class SlopeChain:
    """A chain, and what reaches each of its activations of a slope of 1 at its output.

    Parameters
    ----------
    moment : Moment

    Examples
    --------
    >>> from core.model.companions import SQUASHED
    >>> chain = SlopeChain.of(SQUASHED)
    >>> [chain.moment.read(chain.shares[layer], 3).shown for layer in (0, 7)]
    ['4.70×10⁻⁶', '0.230']
    """

    moment: Moment

    @staticmethod
    def of(name: str) -> SlopeChain:
        """Return that of a name: SQUASHED or CARRIED."""
        return SlopeChain(beside(name))

    @property
    def depth(self) -> int:
        """How many layers it has."""
        return self.moment.network.depth

    @property
    def shares(self) -> list[Expression]:
        """What reaches each activation, from the input on, of a slope of 1 at the output."""
        own = slope(C, a(self.depth))
        return [slope(C, a(layer)) / own for layer in range(self.depth + 1)]

    @property
    def factors(self) -> list[tuple[Expression, Expression]]:
        """By which each layer multiplies, from the first on: its weight and the slope of its curve."""
        return [(w(layer), slope(a(layer), z(layer))) for layer in range(1, self.depth + 1)]


@dataclass(frozen=True, eq=False)
class Arriving:
    """How much of what flows back arrives at each layer of a network.

    Parameters
    ----------
    moment : Moment

    Examples
    --------
    >>> from core.files.network_file import read
    >>> arriving = Arriving(Moment(Trace(*read("networks/iris.toml"))))
    >>> arriving.kind, round(arriving.moment.value(arriving.ratio), 3)
    ('less', 0.631)
    """

    moment: Moment

    @cached_property
    def sent(self) -> list[Expression]:
        """Of each layer, from the first on: the sizes of its deltas added up, each with the sign that it has."""
        widths = self.moment.network.widths
        return [self._sizes([delta(layer, j) for j in range(widths[layer])]) for layer in range(1, len(widths))]

    @cached_property
    def values(self) -> list[float]:
        """How much that is."""
        return [self.moment.value(one) for one in self.sent]

    @property
    def ratio(self) -> Expression:
        """What the first layer gets of what the last one gets."""
        first, last = self.sent[0], self.sent[-1]
        return first / last

    @cached_property
    def kind(self) -> str:
        """What is to be said: alone, nothing, level, stopped, more or less."""
        first, last = self.values[0], self.values[-1]
        if len(self.values) == 1:
            return "alone"
        if not last:
            return "nothing"
        if not first:
            return "level" if self._is_level else "stopped"
        return "more" if first > last else "less"

    @property
    def is_near(self) -> bool:
        """Whether all that arrives anywhere can be told apart as lengths on one even ruler."""
        some = [value for value in self.values if value]
        return not some or max(some) <= _NEAR * min(some)

    @property
    def _is_level(self) -> bool:
        """Whether all curves of a hidden layer are level where they stand, so that no slope gets through."""
        seen = self.moment.trace.forward(self.moment.state).layers[:-1]
        return any(not saturation(one).any() for one in seen)

    def _sizes(self, deltas: list[Expression]) -> Expression:
        return total(one if self.moment.value(one) >= 0 else -one for one in deltas)


def is_such_an_end(network: Network) -> bool:
    """Whether a network has one sigmoid output and is judged by its squared miss.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [is_such_an_end(read(f"networks/{name}.toml")[0]) for name in ("chain", "iris")]
    [True, False]
    """
    such, _ = companion(FLAT)
    is_same = network.layers[-1].activation is such.layers[-1].activation and network.cost is such.cost
    return is_same and network.widths[-1] == 1
