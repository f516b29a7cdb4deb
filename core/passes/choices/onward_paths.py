"""The paths by which a neuron reaches the cost, one through each neuron of the next layer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from core.model.arithmetic import Expression, product, total
from core.model.network import Network
from core.model.quantity import C, Quantity, a, slope, w, y, z
from core.passes.choices.ranking import Abridged, abridged, largest
from core.passes.moment import Moment

_SAME = 1e-12
_TOLD = 4


@dataclass(frozen=True, eq=False)
class OnwardPaths:
    """What one neuron's paths are made of, as expressions that anyone can put numbers into.

    dC/da_k = sum_j w_jk * da_j/dz_j * dC/da_j

    Where the next layer's outputs compete (softmax), what follows the weight is one number, dC/dz.

    Parameters
    ----------
    moment : Moment
    layer, k : int
        The neuron; any but an output.
    most : int
        How many paths are told at most, those that are told together counting as one.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> str(OnwardPaths(Moment(Trace(*read("networks/chain.toml"))), 2, 0).terms[0])
    'w[3][0,0]*da[3][0]/dz[3][0]*dC/da[3][0]'
    """

    moment: Moment
    layer: int
    k: int
    most: int = _TOLD

    @property
    def quantity(self) -> Quantity:
        """dC/da of the neuron: what the paths add up to."""
        return slope(C, a(self.layer, self.k))

    @property
    def elementwise(self) -> bool:
        """Whether each neuron of the next layer makes its activation of its own sum alone."""
        return self.moment.network.layer(self.layer + 1).activation.elementwise

    @cached_property
    def misses(self) -> bool:
        """Whether outputs compete, and what follows the weight is how far each output misses: dC/dz = a - y."""
        layer = self.layer + 1
        neurons = range(self.moment.network.widths[layer])
        return not self.elementwise and all(self._is_miss(layer, j) for j in neurons)

    def _is_miss(self, layer: int, j: int) -> bool:
        missed = self.moment.value(a(layer, j)) - self.moment.value(y(j))
        return math.isclose(self.moment.value(slope(C, z(layer, j))), missed, rel_tol=_SAME, abs_tol=_SAME)

    @cached_property
    def factors(self) -> tuple[tuple[Quantity, ...], ...]:
        """What each term is made of, for each neuron j of the next layer."""
        layer = self.layer + 1
        neurons = range(self.moment.network.widths[layer])
        if not self.elementwise:
            return tuple(map(self.joined, neurons))
        return tuple((w(layer, j, self.k), slope(a(layer, j), z(layer, j)), slope(C, a(layer, j))) for j in neurons)

    @cached_property
    def terms(self) -> tuple[Expression, ...]:
        """What the path through each neuron j of the next layer brings, as an expression."""
        return tuple(map(product, self.factors))

    @cached_property
    def values(self) -> tuple[float, ...]:
        """What the path through each neuron j of the next layer brings, as a number."""
        return tuple(map(self.moment.value, self.terms))

    def joined(self, j: int) -> tuple[Quantity, ...]:
        """Return the factors of a term in short: the weight and dC/dz."""
        return w(self.layer + 1, j, self.k), slope(C, z(self.layer + 1, j))

    def through(self, j: int) -> tuple[Quantity, ...]:
        """Return what the path through neuron j leads over: z (and a, unless outputs compete), and the cost."""
        layer = self.layer + 1
        return (a(self.layer, self.k), z(layer, j), *([a(layer, j)] if self.elementwise else []), C)

    def largest(self, count: int) -> tuple[int, ...]:
        """Return the neurons j through which most is brought, the largest first."""
        return largest(self.values, count)

    @cached_property
    def told(self) -> Abridged:
        """Through which neurons j the paths lead that are told one by one, and those told together."""
        return abridged(self.values, self.most)

    def telling(self, most: int) -> OnwardPaths:
        """Return the same paths, of which so many are told at most."""
        return replace(self, most=most)

    @property
    def others(self) -> Expression:
        """What the paths bring together that are not told one by one."""
        return total(self.terms[j] for j in self.told.others)

    @property
    def opposing(self) -> int | None:
        """The neuron whose path takes most back of what the largest brings; None if none does."""
        main = self.values[self.largest(1)[0]]
        against = [j for j, value in enumerate(self.values) if value * main < 0]
        return against[largest((self.values[j] for j in against), 1)[0]] if against else None

    @property
    def balance(self) -> str:
        """How they add up: one cancels another in part (cancels) or in full (even), or none does (alike, nothing)."""
        gains, losses = (any(sign * value > 0 for value in self.values) for sign in (1, -1))
        if gains and losses:
            return "cancels" if self.moment.value(self.quantity) else "even"
        return "alike" if gains or losses else "nothing"

    @property
    def liveliness(self) -> tuple[float, float]:
        """How much there is to see: a large sum of which paths take something back; else large terms."""
        gains, losses = ([value for value in self.values if sign * value > 0] for sign in (1, -1))
        return abs(sum(self.values)) * min(sum(gains), -sum(losses)), sum(map(abs, self.values))


def liveliest(moment: Moment, layer: int) -> OnwardPaths:
    """Return the paths of that neuron of a layer which shows best how paths add and cancel.

    Parameters
    ----------
    moment : Moment
    layer : int
        0..L-1.

    Returns
    -------
    OnwardPaths

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> liveliest(Moment(Trace(*read("networks/chain.toml"))), 2).k
    0
    """
    found = [OnwardPaths(moment, layer, k) for k in range(moment.network.widths[layer])]
    return max(found, key=lambda paths: paths.liveliness)


def last_branching_layer(network: Network) -> int | None:
    """Return the last layer whose neurons feed several others; None in a network without one.

    Parameters
    ----------
    network : Network

    Returns
    -------
    int or None

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> one_to_two = Layer([[2.0], [1.0]], [0.5, 0.0], ACTIVATIONS["identity"])
    >>> two_to_one = Layer([[2.0, 1.0]], [0.5], ACTIVATIONS["identity"])
    >>> last_branching_layer(Network((one_to_two, two_to_one)))
    0
    """
    return next((layer for layer in reversed(range(network.depth)) if network.widths[layer + 1] > 1), None)
