"""Networks made from a network: other starts, the same with neurons exchanged, the same with another curve."""

from __future__ import annotations

import numpy as np

from core.model.activation import Activation
from core.model.network import Layer, Network


def start(network: Network, rng: np.random.Generator) -> Network:
    """Return a network of the same shape as training would begin with: small weights by chance, no biases.

    w is normal with variance 1/n_prev;   b = 0

    Parameters
    ----------
    network : Network
    rng : numpy.random.Generator

    Returns
    -------
    Network

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network = read("networks/iris.toml")[0]
    >>> one, same = (start(network, np.random.default_rng(4)) for _ in range(2))
    >>> bool((one.layer(1).W == same.layer(1).W).all()), float(one.layer(3).b.max())
    (True, 0.0)

    References
    ----------
    Y. LeCun, L. Bottou, G. Orr, K.-R. Mueller, Efficient BackProp (1998), sec. 4.6.
    """
    return network.with_layers(
        tuple(
            Layer(rng.normal(0, layer.n_prev**-0.5, layer.W.shape), np.zeros(layer.n), layer.activation)
            for layer in network.layers
        )
    )


def exchange(network: Network, layer: int, j: int, i: int) -> Network:
    """Let two hidden neurons change places with all their edges: a network that answers exactly the same.

    Parameters
    ----------
    network : Network
    layer : int
        A hidden one, from 1.
    j, i : int
        The neurons.

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If the layer is none of the hidden ones.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network = read("networks/iris.toml")[0]
    >>> exchange(network, 2, 0, 1).layer(2).b.tolist() == network.layer(2).b[[1, 0, 2]].tolist()
    True
    """
    if not 1 <= layer < network.depth:
        msg = f"expected a hidden layer from 1 to {network.depth - 1}, found {layer}"
        raise ValueError(msg)
    order = np.arange(network.widths[layer])
    order[[j, i]] = order[[i, j]]
    layers = list(network.layers)
    own, onward = layers[layer - 1 : layer + 1]
    layers[layer - 1] = Layer(own.W[order], own.b[order], own.activation)
    layers[layer] = Layer(onward.W[:, order], onward.b, onward.activation)
    return network.with_layers(tuple(layers))


def twin(network: Network, activation: Activation) -> Network:
    """Return the same weights, biases and depth with another activation in every layer.

    Parameters
    ----------
    network : Network
    activation : Activation
        One that works on each neuron alone.

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If the network's cost cannot score what the activation puts out, or neurons would compete before the last layer.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.activations import ACTIVATIONS
    >>> network = read("networks/chain.toml")[0]
    >>> [layer.activation.name for layer in twin(network, ACTIVATIONS["relu"]).layers]
    ['relu', 'relu', 'relu']
    """
    return network.with_layers(tuple(Layer(layer.W, layer.b, activation) for layer in network.layers))
