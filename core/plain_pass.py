"""A second forward pass, written on its own, that also takes complex steps: what an audit trusts.

Nothing here comes from the passes, the tables of functions or the descent that lessons read. Every
number is complex; a nudge of i h to one of them comes out as h times the slope in the imaginary part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import erfc

from core.arrays import Array
from core.network import Examples, Network

H = 1e-60


@dataclass(frozen=True, slots=True)
class Shift:
    """What is added to one number of a pass.

    Parameters
    ----------
    kind : str
        w, b, z or a.
    layer : int
    neurons : tuple of int
    by : complex
    """

    kind: str
    layer: int
    neurons: tuple[int, ...]
    by: complex


@dataclass(frozen=True, slots=True, eq=False)
class PlainNetwork:
    """A network as bare arrays and names.

    Parameters
    ----------
    layers : tuple of (W, b, name of the activation)
    cost : str
    learning_rate : float
    update_biases : bool
    X, Y : ndarray, shapes (m, n_0), (m, n_L)
    """

    layers: tuple[tuple[Array, Array, str], ...]
    cost: str
    learning_rate: float
    update_biases: bool
    X: Array
    Y: Array

    @staticmethod
    def of(network: Network, examples: Examples) -> PlainNetwork:
        """Take the numbers out of a network and its examples."""
        layers = tuple((layer.W, layer.b, layer.activation.name) for layer in network.layers)
        kept = (network.cost.name, network.learning_rate, network.update_biases)
        return PlainNetwork(layers, *kept, examples.X, examples.Y)

    def shaken(self, generator: np.random.Generator, by: float) -> PlainNetwork:
        """Return the network with every number off by up to a share of itself, for how much that matters."""

        def shake(array: Array) -> Array:
            moved: Array = array * (1 + by * generator.uniform(-1, 1, array.shape))
            return moved

        layers = tuple((shake(W), shake(b), name) for W, b, name in self.layers)
        return replace(self, layers=layers, X=shake(self.X), Y=shake(self.Y))


@dataclass(frozen=True, slots=True, eq=False)
class PlainPass:
    """What one run saw.

    Parameters
    ----------
    W, b, z : list of ndarray, layers 1..L
    a : list of ndarray, layers 0..L
    C : complex
    """

    W: list[Array]
    b: list[Array]
    z: list[Array]
    a: list[Array]
    C: complex


def run(network: PlainNetwork, example: int, shifts: Iterable[Shift] = ()) -> PlainPass:
    """Run a network forward with some numbers shifted, everything after them recomputed.

    Parameters
    ----------
    network : PlainNetwork
    example : int
    shifts : iterable of Shift

    Returns
    -------
    PlainPass

    Examples
    --------
    >>> network = PlainNetwork(
    ...     ((np.array([[2.0]]), np.array([0.5]), "identity"),), "squared_error", 0.1, True,
    ...     np.array([[3.0]]), np.array([[6.0]]))
    >>> round(run(network, 0, [Shift("w", 1, (0, 0), H * 1j)]).C.imag / H, 6)
    3.0
    """
    shifts = tuple(shifts)

    def shifted(array: Array, kind: str, layer: int) -> Array:
        moved: Array = array.astype(np.complex128)
        for shift in shifts:
            if (shift.kind, shift.layer) == (kind, layer):
                moved[shift.neurons] += shift.by
        return moved

    seen = PlainPass([], [], [], [shifted(network.X[example], "a", 0)], 0)
    with np.errstate(all="ignore"):
        for number, (W, b, name) in enumerate(network.layers, 1):
            seen.W.append(shifted(W, "w", number))
            seen.b.append(shifted(b, "b", number))
            seen.z.append(shifted((seen.W[-1] * seen.a[-1]).sum(axis=1) + seen.b[-1], "z", number))
            seen.a.append(shifted(VALUES[name](seen.z[-1]), "a", number))
        depth = len(network.layers)
        set_by_hand = any((shift.kind, shift.layer) == ("a", depth) for shift in shifts)
        activation = "" if set_by_hand else network.layers[-1][2]
        C = _cost(network.cost, activation, seen.z[-1], seen.a[-1], network.Y[example])
    return replace(seen, C=complex(C))


def chain(network: PlainNetwork, path: tuple[int, ...]) -> PlainNetwork:
    """Return the chain along a path for the first example, every other neuron held still.

    z = w a_prev + b';   b' = b + sum over the other neurons of w_k a_k
    """
    seen, layers, cost = run(network, 0), [], network.cost
    for number, (W, b, name) in enumerate(network.layers, 1):
        j, k = path[number], path[number - 1]
        held = b[j] + sum(W[j, i] * seen.a[number - 1][i].real for i in range(W.shape[1]) if i != k)
        others = [seen.z[number - 1][i].real for i in range(len(b)) if i != j]
        if name == "softmax" and others:
            largest = max(others)
            held -= largest + np.log(sum(np.exp(z - largest) for z in others))
            name = "sigmoid"  # noqa: PLW2901  one z against the held others
            cost = "binary_cross_entropy" if cost == "cross_entropy" else cost
        layers.append((np.array([[W[j, k]]]), np.array([held]), name))
    X, Y = network.X[:1, path[0], None], network.Y[:1, path[-1], None]
    return replace(network, layers=tuple(layers), cost=cost, X=X, Y=Y)


def stepped(network: PlainNetwork, steps: int) -> PlainNetwork:
    """Return the network after some full-batch gradient-descent steps."""
    for _ in range(steps):
        slopes = list(_gradient(network))
        rate, rate_b = network.learning_rate, network.learning_rate if network.update_biases else 0.0
        moved = [
            (W - rate * dC_dW, b - rate_b * dC_db, name)
            for (W, b, name), (dC_dW, dC_db) in zip(network.layers, slopes, strict=True)
        ]
        network = replace(network, layers=tuple(moved))
    return network


def _gradient(network: PlainNetwork) -> Iterator[tuple[Array, Array]]:
    """Yield dC/dW and dC/db of each layer, averaged over the examples, each dC/dz by a complex step."""
    m = len(network.X)
    rest = [run(network, i) for i in range(m)]
    for number, (W, b, _) in enumerate(network.layers, 1):
        dC_dW, dC_db = np.zeros(W.shape), np.zeros(b.shape)
        for i in range(m):
            for j in range(len(b)):
                slope = run(network, i, [Shift("z", number, (j,), H * 1j)]).C.imag / H
                dC_dW[j] += slope * rest[i].a[number - 1].real / m
                dC_db[j] += slope / m
        yield dC_dW, dC_db


def _log1p_exp(z: Array) -> Array:
    return np.where(z.real > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)))


def _logistic(z: Array) -> Array:
    return np.where(z.real > 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def _log_softmax(z: Array) -> Array:
    winner = int(z.real.argmax())
    behind = z - z[winner]
    return behind - np.log1p(np.exp(np.delete(behind, winner)).sum())


VALUES: dict[str, Callable[[Array], Array]] = {
    "sigmoid": _logistic,
    "tanh": np.tanh,
    "relu": lambda z: z * (z.real > 0),
    "leaky_relu": lambda z: np.where(z.real > 0, z, 0.01 * z),
    "softplus": _log1p_exp,
    "gelu": lambda z: 0.5 * z * erfc(-z * np.sqrt(0.5)),
    "silu": lambda z: z * _logistic(z),
    "identity": lambda z: z,
    "sin": np.sin,
    "cos": np.cos,
    "exp": np.exp,
    "softmax": lambda z: np.exp(_log_softmax(z)),
}
_LOGARITHMS: dict[str, Callable[[Array], Array]] = {
    "sigmoid": lambda z: -_log1p_exp(-z),
    "softmax": _log_softmax,
}


def _cost(name: str, activation: str, z: Array, a: Array, y: Array) -> complex:
    """Return the cost; logarithms straight from z where a may round to 0 or 1."""
    squares: complex = ((a - y) ** 2).sum()
    match name:
        case "squared_error":
            return squares
        case "half_squared_error":
            return squares / 2
        case "mean_squared_error":
            return squares / len(a)
    both = name == "binary_cross_entropy"
    if both and activation == "sigmoid":
        ln_a, ln_rest = _LOGARITHMS["sigmoid"](z), -_log1p_exp(z)
    elif not both and activation in _LOGARITHMS:
        ln_a, ln_rest = _LOGARITHMS[activation](z), np.zeros_like(z)
    else:
        ln_a, ln_rest = np.log(a), np.log1p(-a)
    terms = np.where(y == 0, 0, y * ln_a)
    if both:
        terms = terms + np.where(y == 1, 0, (1 - y) * ln_rest)
    return complex(-terms.sum())
