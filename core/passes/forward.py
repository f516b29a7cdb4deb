"""The forward pass: from inputs to outputs, keeping what the backward pass needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.model.arrays import Array
from core.model.network import Layer, Network


@dataclass(frozen=True, slots=True, eq=False)
class LayerPass:
    """What one layer saw and made of it.

    Parameters
    ----------
    layer : Layer
    a_prev : ndarray, shape (..., n_prev)
    z, a : ndarray, shape (..., n)
    """

    layer: Layer
    a_prev: Array
    z: Array
    a: Array


@dataclass(frozen=True, slots=True, eq=False)
class ForwardPass:
    """A forward pass, one LayerPass per layer.

    Parameters
    ----------
    network : Network
    x : ndarray, shape (n_0,) or (m, n_0)
    layers : tuple of LayerPass
    """

    network: Network
    x: Array
    layers: tuple[LayerPass, ...]

    @property
    def output(self) -> Array:
        """a^(L), shape (n_L,) or (m, n_L)."""
        return self.layers[-1].a

    def cost(self, y: ArrayLike) -> Array:
        """Return C for the desired outputs: shape () for one example, (m,) for a batch.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
        >>> forward(network, [1.0]).cost([2.0]).item()
        0.25
        """
        last = self.layers[-1]
        return self.network.cost.value_at(last.layer.activation, last.z, np.asarray(y))


def forward_layer(layer: Layer, a_prev: Array) -> LayerPass:
    """Carry activations through one layer.

    z = W a_prev + b;   a = sigma(z)

    Parameters
    ----------
    layer : Layer
    a_prev : ndarray, shape (..., n_prev)

    Returns
    -------
    LayerPass

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> forward_layer(Layer([[2.0]], [0.5], ACTIVATIONS["identity"]), np.array([3.0])).a.item()
    6.5
    """
    z = a_prev @ layer.W.T + layer.b
    return LayerPass(layer, a_prev, z, layer.activation.value(z))


def forward(network: Network, x: ArrayLike) -> ForwardPass:
    """Run the network forward.

    a^(0) = x;   z^(l) = W^(l) a^(l-1) + b^(l);   a^(l) = sigma(z^(l))

    Parameters
    ----------
    network : Network
    x : array_like, shape (n_0,) for one example or (m, n_0) for a batch

    Returns
    -------
    ForwardPass

    Raises
    ------
    ValueError
        If x does not have one value per input.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),) * 2)
    >>> forward(network, [1.0]).output.item()
    5.5

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eq. (25).
    """
    a = np.asarray(x, dtype=np.result_type(np.float64, np.asarray(x)))
    if a.ndim not in {1, 2} or a.shape[-1] != network.widths[0]:
        msg = f"expected x with {network.widths[0]} inputs, found shape {a.shape}"
        raise ValueError(msg)
    x = a
    passes = []
    for layer in network.layers:
        passes.append(forward_layer(layer, a))
        a = passes[-1].a
    return ForwardPass(network, x, tuple(passes))
