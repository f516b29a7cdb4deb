"""All slopes of the cost for one example, as plain arrays: what a gradient check compares."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import Array
from core.backward import backward
from core.forward import forward
from core.network import Network


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
    >>> from core.network_file import read
    >>> network, examples = read("networks/relu.toml")
    >>> analytic(network, examples.X[0], examples.Y[0])[0].dC_db[3].item() == 0  # the dead neuron
    True
    """
    found = backward(forward(network, x), y)
    return [LayerSlopes(layer.dC_dW, layer.dC_db, layer.dC_da_prev) for layer in found.layers]
