"""The average cost over places in the space of all weights and biases: along a line, and over two of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from core.model.arrays import Array, frozen
from core.model.network import Examples, Layer, Network
from core.model.quantity import Quantity
from core.passes.forward import forward


def average_cost(network: Network, examples: Examples) -> float:
    """Return the average cost over all examples.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> round(average_cost(*read("networks/iris.toml")), 3)
    0.33
    """
    with np.errstate(all="ignore"):
        return float(forward(network, examples.X).cost(examples.Y).mean())


def placed(network: Network, values: Mapping[Quantity, float]) -> Network:
    """Return a network with some of its weights and biases at other values.

    Parameters
    ----------
    network : Network
    values : mapping of Quantity to float

    Returns
    -------
    Network

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import w
    >>> placed(read("networks/chain.toml")[0], {w(2, 0, 0): 5.0}).layer(2).W.item()
    5.0
    """
    layers = []
    for number, layer in enumerate(network.layers, 1):
        W, b = layer.W.copy(), layer.b.copy()
        for quantity, value in values.items():
            if quantity.layer == number:
                (W if quantity.kind == "w" else b)[quantity.neurons] = value
        layers.append(Layer(W, b, layer.activation))
    return network.with_layers(tuple(layers))


def line_between(one: Network, other: Network, examples: Examples, points: int) -> tuple[Array, Array]:
    """Return the average cost on the straight line from one network to another of the same shape.

    C((1 - t) one + t other)

    Parameters
    ----------
    one, other : Network
    examples : Examples
    points : int
        At least two: the ends are among them.

    Returns
    -------
    shares, costs : ndarray, shape (points,)
        t from 0 to 1, and the cost there.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/iris.toml")
    >>> shares, costs = line_between(network, network, examples, 3)
    >>> shares.tolist(), bool(np.ptp(costs) < 1e-12)
    ([0.0, 0.5, 1.0], True)
    """
    shares = np.linspace(0.0, 1.0, points)
    costs = [average_cost(between(one, other, float(share)), examples) for share in shares]
    return frozen(shares), frozen(costs)


def cost_map(
    network: Network, examples: Examples, across: tuple[Quantity, ArrayLike], up: tuple[Quantity, ArrayLike]
) -> Array:
    """Return the average cost over two weights or biases, all others held still.

    Parameters
    ----------
    network : Network
    examples : Examples
    across, up : (Quantity, array_like of shape (m,) or (n,))
        A weight or bias, and its values.

    Returns
    -------
    ndarray, shape (n, m)

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import b, w
    >>> network, examples = read("networks/chain.toml")
    >>> here = cost_map(network, examples, (w(3, 0, 0), [2.6, 2.7]), (b(3, 0), [-1.1]))
    >>> here.shape, bool(np.isclose(here[0, 0], average_cost(network, examples)))
    ((1, 2), True)
    """
    (p, across_values), (q, up_values) = across, up
    return frozen(
        [
            [average_cost(placed(network, {p: float(x), q: float(y)}), examples) for x in np.asarray(across_values)]
            for y in np.asarray(up_values)
        ]
    )


def between(one: Network, other: Network, share: float) -> Network:
    """Return the network on the straight line from one to another of the same shape: (1 - share) one + share other.

    Parameters
    ----------
    one, other : Network
    share : float

    Returns
    -------
    Network

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import w
    >>> network = read("networks/chain.toml")[0]
    >>> between(network, placed(network, {w(1, 0, 0): 2.1}), 0.5).layer(1).W.item()
    2.0
    """
    pairs = zip(one.layers, other.layers, strict=True)
    return one.with_layers(
        tuple(
            Layer(mine.W + share * (its.W - mine.W), mine.b + share * (its.b - mine.b), mine.activation)
            for mine, its in pairs
        )
    )
