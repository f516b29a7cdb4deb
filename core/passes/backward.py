"""The backward pass: the cost's slope with respect to everything, in one sweep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.model.activation import Activation
from core.model.arrays import Array
from core.model.costs import Cost
from core.passes.forward import ForwardPass, LayerPass

_MOST_NUMBERS = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class LayerGradient:
    """The cost's slopes at one layer.

    Parameters
    ----------
    delta : ndarray, shape (..., n)
        dC/dz, for each example of a batch.
    dC_dW : ndarray, shape (n, n_prev)
        For a batch the average over its examples, like dC_db.
    dC_db : ndarray, shape (n,)
    dC_da_prev : ndarray, shape (..., n_prev)
        For each example of a batch.
    """

    delta: Array
    dC_dW: Array
    dC_db: Array
    dC_da_prev: Array


@dataclass(frozen=True, slots=True, eq=False)
class BackwardPass:
    """A backward pass, one LayerGradient per layer 1..L in order.

    Parameters
    ----------
    forward_pass : ForwardPass
    y : ndarray, shape (n_L,) or (m, n_L)
    C : ndarray, shape () or (m,)
        The cost of each example.
    layers : tuple of LayerGradient
    """

    forward_pass: ForwardPass
    y: Array
    C: Array
    layers: tuple[LayerGradient, ...]


def pull_back(seen: LayerPass, delta: Array) -> LayerGradient:
    """Carry the slope dC/dz of one layer to its weights, its biases and the layer before.

    dC/dW = delta a_prev^T;   dC/db = delta;   dC/da_prev = W^T delta

    Parameters
    ----------
    seen : LayerPass
    delta : ndarray, shape (n,) or (m, n)

    Returns
    -------
    LayerGradient

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward_layer
    >>> from core.model.network import Layer
    >>> seen = forward_layer(Layer([[2.0]], [0.5], ACTIVATIONS["identity"]), np.array([3.0]))
    >>> pull_back(seen, np.array([10.0])).dC_dW.item()
    30.0
    """
    if delta.ndim == 1:
        dC_dW, dC_db = np.outer(delta, seen.a_prev), delta
    else:
        dC_dW, dC_db = delta.T @ seen.a_prev / len(delta), delta.mean(axis=0)
    return LayerGradient(delta, dC_dW, dC_db, dC_da_prev=delta @ seen.layer.W)


def backward(forward_pass: ForwardPass, y: ArrayLike) -> BackwardPass:
    """Carry the cost's slope from the output back to the first layer.

    delta^(L) = dC/da^(L) sigma'(z^(L));   delta^(l) = (W^(l+1)T delta^(l+1)) sigma'(z^(l))

    Parameters
    ----------
    forward_pass : ForwardPass
    y : array_like, shape (n_L,) for one example or (m, n_L) for a batch

    Returns
    -------
    BackwardPass

    Raises
    ------
    ValueError
        If y does not have the output's shape.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward
    >>> from core.model.network import Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),) * 2)
    >>> backward(forward(network, [1.0]), [5.0]).layers[0].dC_dW.item()
    2.0

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eqs. (BP1)-(BP4).
    """
    y = np.asarray(y, dtype=np.float64)
    if y.shape != forward_pass.output.shape:
        msg = f"expected y of shape {forward_pass.output.shape}, found {y.shape}"
        raise ValueError(msg)
    *hidden, last = forward_pass.layers
    cost = forward_pass.network.cost
    gradients = [pull_back(last, last_delta(cost, last.layer.activation, last.z, y))]
    for seen in reversed(hidden):
        delta = seen.layer.activation.pull_back(seen.z, gradients[-1].dC_da_prev)
        gradients.append(pull_back(seen, delta))
    return BackwardPass(forward_pass, y, forward_pass.cost(y), tuple(reversed(gradients)))


def last_delta(cost: Cost, activation: Activation, z: Array, y: Array) -> Array:
    """Return dC/dz of the last layer; of a softmax a few examples at a time, each of which takes n times n numbers.

    delta^(L) = dC/da^(L) sigma'(z^(L))

    Parameters
    ----------
    cost : Cost
    activation : Activation
        Of the last layer.
    z, y : ndarray, shape (n,) or (m, n)

    Returns
    -------
    ndarray, shape (n,) or (m, n)

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.costs import COSTS
    >>> last_delta(COSTS["squared_error"], ACTIVATIONS["identity"], np.array([3.0]), np.array([1.0])).item()
    4.0
    """
    n = z.shape[-1]
    if activation.elementwise or y.ndim == 1:
        return cost.delta_at(activation, z, y)
    few = max(1, _MOST_NUMBERS // n**2)
    blocks = range(0, len(y), few)
    return np.concatenate([cost.delta_at(activation, z[i : i + few], y[i : i + few]) for i in blocks])
