"""A second forward pass, written on its own, that also takes complex steps: what an audit trusts.

Nothing here comes from the passes, the rows' numeric functions, what they know of logarithms, or the descent that
lessons read: of an activation and a cost only the formula is taken, the SymPy twin that the lecture derives from, and
`formula_values` says what it is worth. That a formula is the function of its row's name is what tests hold against
PyTorch and complex steps; that all else follows from it is what an audit shows.

Every number is complex; a nudge of i h to one of them comes out as h times the slope in the imaginary part.
From layer to layer the imaginary parts are kept near h, times a power of 2, so that no weight is too
large or too small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from sympy import Expr

from core.algebra.symbols import formula
from core.model.arrays import Array
from core.model.network import Examples, Network
from core.proof.plain_functions import H, activations, cost_of, held_still, is_elementwise

_MOST_NUMBERS = 200_000  # steps times neurons, held at once


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
    """A network as bare arrays and formulas.

    Parameters
    ----------
    layers : tuple of (W, b, sigma)
        sigma in z; of an activation that is not of each z alone in z and S, the sum of all exp(z).
    cost, cost_of_one : sympy.Expr
        Of one output, in a, y and n; and of one output while the others are held still.
    learning_rate : float
    update_biases : bool
    X, Y : ndarray, shapes (m, n_0), (m, n_L)
    """

    layers: tuple[tuple[Array, Array, Expr], ...]
    cost: Expr
    cost_of_one: Expr
    learning_rate: float
    update_biases: bool
    X: Array
    Y: Array

    @staticmethod
    def of(network: Network, examples: Examples) -> PlainNetwork:
        """Take numbers and formulas out of a network and its examples."""
        layers = tuple((layer.W, layer.b, formula(layer.activation.formula)) for layer in network.layers)
        cost, alone = (formula(one.formula) for one in (network.cost, network.cost.held_still or network.cost))
        return PlainNetwork(layers, cost, alone, network.learning_rate, network.update_biases, examples.X, examples.Y)

    def shaken(self, generator: np.random.Generator, by: float) -> PlainNetwork:
        """Return the network with every number off by up to a share of itself, for how much that matters."""

        def shake(array: Array) -> Array:
            moved: Array = array * (1 + by * generator.uniform(-1, 1, array.shape))
            return moved

        layers = tuple((shake(W), shake(b), sigma) for W, b, sigma in self.layers)
        return replace(self, layers=layers, X=shake(self.X), Y=shake(self.Y))


@dataclass(frozen=True, slots=True, eq=False)
class PlainPass:
    """What one run saw, of one example or of all.

    Parameters
    ----------
    z : list of ndarray, layers 1..L
    a : list of ndarray, layers 0..L
    powers : list of ndarray, layers 0..L
        The imaginary parts of a layer are to be multiplied by 2 to this power.
    C : ndarray
        With the last layer's power.
    """

    z: list[Array]
    a: list[Array]
    powers: list[Array]
    C: Array


def run(network: PlainNetwork, example: int | None, shifts: Iterable[Shift] = ()) -> PlainPass:
    """Run a network forward with some numbers shifted, everything after them recomputed.

    Parameters
    ----------
    network : PlainNetwork
    example : int or None
        None for all of them together, one a row.
    shifts : iterable of Shift
        One of them complex at most.

    Returns
    -------
    PlainPass

    Examples
    --------
    >>> square = formula("(a - y)**2")
    >>> network = PlainNetwork(
    ...     ((np.array([[2.0]]), np.array([0.5]), formula("z")),), square, square, 0.1, True,
    ...     np.array([[3.0]]), np.array([[6.0]]))
    >>> seen = run(network, 0, [Shift("w", 1, (0, 0), H * 1j)])
    >>> round(float(np.ldexp(seen.C.imag / H, seen.powers[-1])), 6)
    3.0
    """
    shifts = tuple(shifts)
    x = network.X if example is None else network.X[example]
    y = network.Y if example is None else network.Y[example]
    a = _shifted(x.astype(np.complex128), shifts, "a", 0)
    seen = PlainPass([], [a], [np.zeros(x.shape[:-1], dtype=int)], a)
    with np.errstate(all="ignore"):
        for number, (W, b, sigma) in enumerate(network.layers, 1):
            z = _heard(W, seen.a[-1]) + b
            for shift in shifts:
                if (shift.kind, shift.layer) == ("w", number):
                    z[..., shift.neurons[0]] += shift.by * seen.a[-1][..., shift.neurons[1]]
            z = _shifted(_shifted(z, shifts, "b", number), shifts, "z", number)
            z, more = _near_h(z)
            seen.z.append(z)
            seen.powers.append(seen.powers[-1] + more)
            seen.a.append(_shifted(activations(sigma, z), shifts, "a", number))
        depth = len(network.layers)
        set_by_hand = any((shift.kind, shift.layer) == ("a", depth) for shift in shifts)
        sigma = None if set_by_hand else network.layers[-1][2]
        return replace(seen, C=cost_of(network.cost, sigma, seen.z[-1], seen.a[-1], y))


def _shifted(array: Array, shifts: Iterable[Shift], kind: str, layer: int) -> Array:
    for shift in shifts:
        if (shift.kind, shift.layer) == (kind, layer):
            array[..., shift.neurons[0]] += shift.by
    return array


def _heard(W: Array, a: Array) -> Array:
    """Return W a, row by row, without a complex copy of W."""
    z: Array = a.real @ W.T + 1j * (a.imag @ W.T)
    return z


def _near_h(z: Array) -> tuple[Array, Array]:
    """Return z with its imaginary parts near h, and by which powers of 2 they were divided for that."""
    _, power = np.frexp(np.abs(z.imag).max(axis=-1) / H)
    return z.real + 1j * np.ldexp(z.imag, -power[..., None]), power


def chain(network: PlainNetwork, path: tuple[int, ...]) -> PlainNetwork:
    """Return the chain along a path for the first example, every other neuron held still.

    z = w a_prev + b';   b' = b + sum over the other neurons of w_k a_k
    """
    seen, layers, cost = run(network, 0), [], network.cost
    for number, (W, b, sigma) in enumerate(network.layers, 1):
        j, k = path[number], path[number - 1]
        held = b[j] + sum(W[j, i] * seen.a[number - 1][i].real for i in range(W.shape[1]) if i != k)
        others = [seen.z[number - 1][i].real for i in range(len(b)) if i != j]
        if not is_elementwise(sigma) and others:
            largest = max(others)
            # all z less the logarithm of the others' sum: that sum is 1 then
            held -= largest + np.log(sum(np.exp(z - largest) for z in others))
            sigma, cost = held_still(sigma), network.cost_of_one  # noqa: PLW2901
        layers.append((np.array([[W[j, k]]]), np.array([held]), sigma))
    X, Y = network.X[:1, path[0], None], network.Y[:1, path[-1], None]
    return replace(network, layers=tuple(layers), cost=cost, X=X, Y=Y)


def stepped(network: PlainNetwork, steps: int) -> PlainNetwork:
    """Return the network after some full-batch gradient-descent steps."""
    for _ in range(steps):
        slopes = list(_gradient(network))
        rate, rate_b = network.learning_rate, network.learning_rate if network.update_biases else 0.0
        moved = [
            (W - rate * dC_dW, b - rate_b * dC_db, sigma)
            for (W, b, sigma), (dC_dW, dC_db) in zip(network.layers, slopes, strict=True)
        ]
        network = replace(network, layers=tuple(moved))
    return network


def _gradient(network: PlainNetwork) -> Iterator[tuple[Array, Array]]:
    """Yield dC/dW and dC/db of each layer, averaged over the examples."""
    rest = run(network, None)
    for number, a_prev in enumerate(rest.a[:-1], 1):
        dC_dz = slopes_by_sums(network, rest.z[number - 1], number)
        yield dC_dz.T @ a_prev.real / len(dC_dz), dC_dz.mean(axis=0)


def slopes_by_sums(network: PlainNetwork, z: Array, number: int) -> Array:
    """Return dC/dz of a layer on each example, each by a complex step of its own.

    Parameters
    ----------
    network : PlainNetwork
    z : ndarray, shape (m, n)
    number : int
        Of the layer.

    Returns
    -------
    ndarray, shape (m, n)
    """
    widest = max(len(b) for _, b, _ in network.layers[number - 1 :])
    rows = max(1, _MOST_NUMBERS // widest)
    steps = np.arange(z.size)
    blocks = [_carried(network, z, number, steps[first : first + rows]) for first in range(0, z.size, rows)]
    return np.concatenate(blocks).reshape(z.shape)


def _carried(network: PlainNetwork, z: Array, number: int, steps: Array) -> Array:
    """Return dC/dz at some places of z, counted example by example."""
    examples, neurons = np.divmod(steps, z.shape[1])
    z = z[examples].copy()
    z[np.arange(len(z)), neurons] += H * 1j
    power = np.zeros(len(z), dtype=int)
    with np.errstate(all="ignore"):
        a = activations(network.layers[number - 1][2], z)
        for W, b, sigma in network.layers[number:]:
            z, more = _near_h(_heard(W, a) + b)
            power += more
            a = activations(sigma, z)
        C = cost_of(network.cost, network.layers[-1][2], z, a, network.Y[examples])
        dC_dz: Array = np.ldexp(C.imag / H, power)
    return dC_dz
