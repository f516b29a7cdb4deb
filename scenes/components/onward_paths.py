"""The paths by which a neuron reaches the cost, one through each neuron of the next layer."""

from __future__ import annotations

from typing import final

from core.model.network import Network
from core.model.quantity import C, Quantity, a, slope, w, z
from core.notation.reading import read
from core.passes.trace import State, Trace


@final
class OnwardPaths:
    """What one neuron's paths are made of, as expressions that anyone can put numbers into.

    Where the next layer's outputs compete (softmax), what follows the weight is one number, dC/dz.

    Parameters
    ----------
    trace : Trace
    layer, k : int
        The neuron; any but an output.
    state : State

    Attributes
    ----------
    quantity : Quantity
        dC/da of the neuron: what the paths add up to.
    terms : tuple of str
        One for each neuron j of the next layer.
    factors : tuple of tuple of Quantity
        Of each term.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["tanh"]),) * 2)
    >>> OnwardPaths(Trace(network, Examples([[3.0]], [[6.0]])), 1, 0, State()).terms
    ('w[2][0,0]*da[2][0]/dz[2][0]*dC/da[2][0]',)
    """

    def __init__(self, trace: Trace, layer: int, k: int, state: State) -> None:
        self._trace, self.layer, self.k, self.state = trace, layer, k, state
        self.quantity = slope(C, a(layer, k))
        following = trace.network.layer(layer + 1)
        self.elementwise = following.activation.elementwise
        self.factors = tuple(self._factors(j) for j in range(following.n))
        self.terms = tuple("*".join(map(str, factors)) for factors in self.factors)

    def _factors(self, j: int) -> tuple[Quantity, ...]:
        layer = self.layer + 1
        start = w(layer, j, self.k)
        if not self.elementwise:
            return start, slope(C, z(layer, j))
        return start, slope(a(layer, j), z(layer, j)), slope(C, a(layer, j))

    def joined(self, j: int) -> tuple[Quantity, ...]:
        """Return the factors of a term in short: the weight and dC/dz."""
        return w(self.layer + 1, j, self.k), slope(C, z(self.layer + 1, j))

    @property
    def written(self) -> str:
        """A path as a template: from the neuron over z (and a, unless outputs compete) to C."""
        return "{start} arrow.r {z} arrow.r " + ("{a} arrow.r " if self.elementwise else "") + "{C}"

    def through(self, j: int) -> dict[str, Quantity]:
        """Return the parts of the template for the path through neuron j."""
        layer = self.layer + 1
        return {"start": a(self.layer, self.k), "z": z(layer, j), "a": a(layer, j), "C": C}

    def value(self, j: int) -> float:
        """Return what the path through neuron j brings."""
        return read(self._trace, self.terms[j], self.state).value

    def largest(self, count: int) -> tuple[int, ...]:
        """Return the neurons j through which most is brought, the largest first."""
        return tuple(sorted(range(len(self.terms)), key=lambda j: -abs(self.value(j)))[:count])

    @property
    def liveliness(self) -> tuple[float, float]:
        """How much there is to see: a large sum of which paths take something back; else large terms."""
        values = [self.value(j) for j in range(len(self.terms))]
        taken = min(sum(value for value in values if value > 0), -sum(value for value in values if value < 0))
        return abs(sum(values)) * taken, sum(map(abs, values))


def liveliest(trace: Trace, layer: int, state: State) -> OnwardPaths:
    """Return the paths of that neuron of a layer which shows best how paths add and cancel."""
    found = [OnwardPaths(trace, layer, k, state) for k in range(trace.network.widths[layer])]
    return max(found, key=lambda paths: paths.liveliness)


def last_branching_layer(network: Network) -> int | None:
    """Return the last layer whose neurons feed several others; None in a network without one.

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
