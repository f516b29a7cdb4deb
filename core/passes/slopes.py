"""All slopes of the cost for one example, as plain arrays: what a gradient check compares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.activation import along
from core.model.arrays import Array
from core.model.network import Network
from core.passes.backward import backward
from core.passes.forward import LayerPass, forward


@dataclass(frozen=True, slots=True, eq=False)
class LayerSlopes:
    """The slopes at one layer for one example, however they were found.

    Parameters
    ----------
    dC_dW : ndarray, shape (n, n_prev)
    dC_db : ndarray, shape (n,)
    dC_da_prev : ndarray, shape (n_prev,)
    """

    dC_dW: Array
    dC_db: Array
    dC_da_prev: Array


def analytic(network: Network, x: Array, y: Array) -> list[LayerSlopes]:
    """Return the slopes of the backward pass.

    Parameters
    ----------
    network : Network
    x : ndarray, shape (n_0,)
    y : ndarray, shape (n_L,)

    Returns
    -------
    list of LayerSlopes, layers 1..L

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/relu.toml")
    >>> analytic(network, examples.X[0], examples.Y[0])[0].dC_db[3].item() == 0  # the dead neuron
    True
    """
    found = backward(forward(network, x), y)
    return [LayerSlopes(layer.dC_dW, layer.dC_db, layer.dC_da_prev) for layer in found.layers]


def uncancelled(network: Network, x: Array, y: Array) -> list[LayerSlopes]:
    """Return how large the slopes would be if no two paths cancelled: the measure of their rounding.

    |delta|^(l) = |W^(l+1)|^T |delta|^(l+1) |sigma'(z^(l))|

    Parameters
    ----------
    network : Network
    x : ndarray, shape (n_0,)
    y : ndarray, shape (n_L,)

    Returns
    -------
    list of LayerSlopes, layers 1..L
        No slope is larger, and rounding makes an error of about 1e-16 times these.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/iris.toml")
    >>> x, y = examples.X[0], examples.Y[0]
    >>> bound, slopes = uncancelled(network, x, y)[0], analytic(network, x, y)[0]
    >>> bool((np.abs(slopes.dC_dW) <= bound.dC_dW).all())
    True
    """
    found = backward(forward(network, x), y)
    *hidden, last = found.forward_pass.layers
    row = last.layer.activation
    with np.errstate(all="ignore"):
        # With the signs of a and y opposed, a - y becomes |a| + |y|.
        terms = np.abs(network.cost.slope(np.abs(last.a), -np.abs(y)))
        delta = along(np.abs(row.slope(last.z)), terms, elementwise=row.elementwise)
    delta = np.fmax(np.where(np.isfinite(delta), delta, 0), np.abs(found.layers[-1].delta))
    bounds = [_spread(last, delta)]
    for seen in reversed(hidden):
        delta = np.abs(seen.layer.activation.slope(seen.z)) * bounds[-1].dC_da_prev
        bounds.append(_spread(seen, delta))
    return bounds[::-1]


def _spread(seen: LayerPass, delta: Array) -> LayerSlopes:
    return LayerSlopes(np.multiply.outer(delta, np.abs(seen.a_prev)), delta, delta @ np.abs(seen.layer.W))
