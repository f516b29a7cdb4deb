"""A chain inside any network: one path through it, every other neuron held still."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logsumexp

from core.model.activation import Activation
from core.model.costs import Cost
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.passes.backward import backward
from core.passes.forward import ForwardPass, LayerPass, forward

Path = tuple[int, ...]


def strongest_path(network: Network, x: ArrayLike, y: ArrayLike) -> Path:
    """Return the path from the output with the largest cost slope along the largest |w a_prev|.

    Parameters
    ----------
    network : Network
    x : array_like, shape (n_0,)
    y : array_like, shape (n_L,)

    Returns
    -------
    tuple of int, the neuron in each layer 0..L

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> layer = Layer([[2.0, -3.0]], [0.5], ACTIVATIONS["identity"])
    >>> strongest_path(Network((layer,)), [1.0, 1.0], [0.0])
    (1, 0)
    """
    seen = forward(network, x)
    neuron = int(np.argmax(np.abs(backward(seen, y).layers[-1].delta)))
    path = [neuron]
    for one in reversed(seen.layers):
        neuron = int(np.argmax(np.abs(one.layer.W[neuron] * one.a_prev)))
        path.append(neuron)
    return tuple(reversed(path))


def chain_through(network: Network, x: ArrayLike, y: ArrayLike, path: Path = ()) -> tuple[Network, Examples]:
    """Return the chain of one neuron per layer along a path, the others held still.

    z = w a_prev + b';   b' = b + sum over the held neurons k of w_k a_k

    The chain's z and a are the network's own numbers for this example. Its cost counts the path's
    output alone and its slopes are its own: what reaches the cost by other paths is left out. A
    softmax output whose other z are held is sigmoid(z - ln sum exp(z_held)), and cross-entropy is
    then binary cross-entropy plus a constant.

    Parameters
    ----------
    network : Network
    x : array_like, shape (n_0,)
    y : array_like, shape (n_L,)
    path : tuple of int, optional
        The neuron in each layer 0..L; default the network's own path, or the strongest one.

    Returns
    -------
    Network, Examples
        Widths are all 1; one example.

    Raises
    ------
    InputError
        If the path does not name one neuron in each layer, or the cost of the path's output alone
        is not one of the known costs.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> layer = Layer([[2.0, -3.0]], [0.5], ACTIVATIONS["identity"])
    >>> chain, example = chain_through(Network((layer,)), [1.0, 1.0], [0.0], path=(1, 0))
    >>> chain.layer(1).W.item(), chain.layer(1).b.item(), forward(chain, example.X[0]).output.item()
    (-3.0, 2.5, -0.5)
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    path = path or network.path or strongest_path(network, x, y)
    _check(path, network)
    seen = forward(network, x)
    layers = [_held(one, j, k) for one, j, k in zip(seen.layers, path[1:], path[:-1], strict=True)]
    cost = _cost_of_one(network.cost, seen, y)
    chain = replace(
        network,
        layers=tuple(layers),
        cost=cost,
        inputs=network.inputs[path[0] : path[0] + 1],
        outputs=network.outputs[path[-1] : path[-1] + 1],
        path=(),
        image=(),
    )
    return chain, Examples(x[None, path[:1]], y[None, path[-1:]])


def _check(path: Path, network: Network) -> None:
    fits = len(path) == len(network.widths) and all(
        0 <= neuron < width for neuron, width in zip(path, network.widths, strict=True)
    )
    if not fits:
        expected = f"expected one neuron in each layer 0 to {network.depth}, below the widths {network.widths}"
        raise InputError("", "path", expected, f"found {list(path)}")


def _held(seen: LayerPass, j: int, k: int) -> Layer:
    """Return the layer of one neuron j that hears neuron k, the rest of the sum in its bias."""
    w = seen.layer.W[j, k]
    rest = np.delete(seen.layer.W[j] * seen.a_prev, k).sum()
    b = seen.layer.b[j] + rest
    activation: Activation = seen.layer.activation
    if activation.held_still and seen.layer.n > 1:
        b = b - logsumexp(np.delete(seen.z, j))
        activation = activation.held_still
    return Layer(np.array([[w]]), np.array([b]), activation)


def _cost_of_one(cost: Cost, seen: ForwardPass, y: np.ndarray) -> Cost:
    """Return the cost of the path's output alone."""
    last = seen.layers[-1].layer
    if cost.held_still is None or last.activation.elementwise or last.n == 1:
        return cost
    if not np.isclose(y.sum(), 1):
        remedy = f"with {last.activation.name} and {cost.name} give desired outputs that sum to 1"
        raise InputError("", "y", "expected desired outputs that sum to 1", f"found {y.sum():g}", remedy)
    return cost.held_still
